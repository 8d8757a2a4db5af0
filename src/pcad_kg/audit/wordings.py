"""Recommendations that are not printed in the same words everywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pcad_kg.audit.found import Discrepancy, Severity, Topic, lines, listed, numbered
from pcad_kg.model import Place, Recommendation, Report, Source, Wording
from pcad_kg.read import normalise

QUOTATION_MARKS = str.maketrans("‘’“”", "''\"\"")
PLACES = {
    Place.SUMMARY: "the Summary",
    Place.SECTION: "its section",
    Place.CHAPTER_6: "chapter 6",
}
# So much alike are two printings of one text; what is less is another text.
ALIKE = 0.6
LETTERS = re.compile(r"[^a-z]+")
# So many words behind a change tell it from the same word elsewhere.
BESIDE = 2
# Words whose change or loss is a copy-editor's matter.
SMALL = frozenset("a an the of to and as well in for with".split())


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one printing beside those of another, each with its neighbours."""

    here: str
    there: str
    around_here: str
    around_there: str


def wording_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """What differs between the places, and a text printed under two numbers."""
    for recommendation in report.recommendations:
        yield from _differing(recommendation, report)


def _differing(recommendation: Recommendation, report: Report) -> Iterator[Discrepancy]:
    """The wordings that are not the majority's, against it.

    Of three the two that agree are what the third is held against, of three that all
    differ the first (516); which of them is right nobody can tell.
    """
    wordings = recommendation.wordings
    texts = [_even(wording.text) for wording in wordings]
    common = max(texts, key=texts.count)
    others = [w for w in wordings if _even(w.text) == common]
    odd = [w for w in wordings if _even(w.text) != common]
    edited: list[Wording] = []
    for one in odd:
        twin = _twin(one, report)
        if twin and _likeness(_even(one.text), common) < ALIKE:
            yield _printed_twice(one, others, twin)
        else:
            edited.append(one)
    if edited:
        yield _difference(edited, others, report.source)


def _even(text: str) -> str:
    """A text with straight marks, and strokes without a space behind them.

    >>> _even("‘think family’ and social/ learning")
    "'think family' and social/learning"
    """
    return text.translate(QUOTATION_MARKS).replace("/ ", "/")


def _twin(odd: Wording, report: Report) -> Wording | None:
    """Another number's wording with the same words, the nearest by line."""
    twins = [
        wording
        for other in report.recommendations
        if other.number != odd.number
        for wording in other.wordings
        if wording.text == odd.text and wording.place is odd.place
    ]
    return twins[0] if twins else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _printed_twice(odd: Wording, others: list[Wording], twin: Wording) -> Discrepancy:
    here = odd.span.first_line
    told = _places(others, [w.span.first_line for w in others])
    return Discrepancy(
        Topic.WORDING,
        Severity.ERROR,
        lines((here, twin.span.first_line, *(w.span.first_line for w in others))),
        (("recommendation", str(odd.number)), ("recommendation", str(twin.number))),
        odd.text,
        others[0].text,
        f"{PLACES[odd.place].capitalize()} prints the words of R{twin.number} (line"
        f" {twin.span.first_line}) again as R{odd.number} (line {here}); {told} other"
        f" words for R{odd.number}.",
    )


def _difference(
    edited: list[Wording], others: list[Wording], source: Source
) -> Discrepancy:
    """What some printings have, in one sentence; those that agree are held against."""
    base = others[0]
    changes = [list(_changes(_even(odd.text), _even(base.text))) for odd in edited]
    every = [change for each in changes for change in each]
    small = all(_is_small((change.here, change.there)) for change in every)
    severity = Severity.EDITORIAL if small else Severity.MINOR
    at = [
        _line(odd, change.around_here, source)
        for odd, each in zip(edited, changes, strict=True)
        for change in each[:1]
    ]
    first = every[0].around_there
    there = [_line(wording, first, source) for wording in others]
    told = [
        f"{'; '.join(f'“{c.here}” for “{c.there}”' for c in each)} in"
        f" {PLACES[odd.place]} (line {line})"
        for odd, each, line in zip(edited, changes, at, strict=True)
    ]
    return Discrepancy(
        Topic.WORDING,
        severity,
        lines((*at, *there)),
        (("recommendation", str(base.number)),),
        numbered(change.here for change in every),
        numbered(change.there for change in every),
        f"R{base.number} has {listed(told)}, while {_places(others, there)} the latter"
        f"{' of each' if len(edited) > 1 else ''}.",
    )


def _line(wording: Wording, words: str, source: Source) -> int:
    """The line of some words of a wording, by as many of them as stand on one.

    A page break may tear them apart (1005).
    """
    parts = words.split()
    for begin in range(len(parts)):
        for end in range(len(parts), begin + 1, -1):
            phrase = " ".join(parts[begin:end])
            for line in source.lines[
                wording.span.first_line - 1 : wording.span.last_line
            ]:
                if phrase in _even(normalise(line.text)):
                    return line.number
    return wording.span.first_line


def _places(others: list[Wording], at: list[int]) -> str:
    """Where the other wordings stand: "the Summary (line 470) and ... have"."""
    told = [
        f"{PLACES[w.place]} (line {line})" for w, line in zip(others, at, strict=True)
    ]
    return f"{listed(told)} {'have' if len(told) > 1 else 'has'}"


def _changes(one: str, other: str) -> Iterator[Difference]:
    """What differs, with a word on either side where one has nothing there."""
    here, there = one.split(), other.split()
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    for tag, begin, end, begin_there, end_there in matcher.get_opcodes():
        if tag == "equal":
            continue
        if begin == end or begin_there == end_there:
            left, right = min(begin, begin_there, 1), 1
            begin, begin_there = begin - left, begin_there - left
            end, end_there = end + right, end_there + right
        yield Difference(
            " ".join(here[begin:end]),
            " ".join(there[begin_there:end_there]),
            " ".join(here[begin : end + BESIDE]),
            " ".join(there[begin_there : end_there + BESIDE]),
        )


def _is_small(change: tuple[str, str]) -> bool:
    """Whether a change is of marks, spaces, small words or a plural alone.

    >>> _is_small(("‘think", "'think")), _is_small(("any", "all"))
    (True, False)
    """
    one, other = (_words(text) for text in change)
    return "".join(one) == "".join(other)


def _words(text: str) -> list[str]:
    words = LETTERS.sub(" ", text.translate(QUOTATION_MARKS).casefold()).split()
    return [word.removesuffix("s") for word in words if word not in SMALL]
