"""Recommendations that are not printed in the same words everywhere."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pcad_kg.audit.found import Discrepancy, Severity, Topic, lines
from pcad_kg.model import Place, Recommendation, Report, Wording

QUOTATION_MARKS = str.maketrans("‘’“”", "''\"\"")
PLACES = {
    Place.SUMMARY: "the Summary",
    Place.SECTION: "its section",
    Place.CHAPTER_6: "chapter 6",
}
# So much alike are two printings of one text; what is less is another text.
ALIKE = 0.6
LETTERS = re.compile(r"[^a-z]+")
# Words whose change or loss is a copy-editor's matter.
SMALL = frozenset("a an the of to and as well in for with".split())


def wording_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """What differs between the places, and a text printed under two numbers."""
    for recommendation in report.recommendations:
        yield from _differing(recommendation, report)


def _differing(recommendation: Recommendation, report: Report) -> Iterator[Discrepancy]:
    """The wordings that are not the majority's, each against it.

    Of three the two that agree are what the third is held against; which of them is
    right nobody can tell.
    """
    wordings = recommendation.wordings
    texts = [wording.text for wording in wordings]
    common = max(texts, key=texts.count)
    others = [w for w in wordings if w.text == common]
    for odd in wordings:
        if odd.text == common:
            continue
        twin = _twin(odd, report)
        if twin and _likeness(odd.text, common) < ALIKE:
            yield _printed_twice(odd, others, twin)
        else:
            yield _difference(odd, others)


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
    told = _places(others)
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


def _difference(odd: Wording, others: list[Wording]) -> Discrepancy:
    changes = list(_changes(odd.text, others[0].text))
    severity = Severity.EDITORIAL if all(map(_is_small, changes)) else Severity.MINOR
    here = odd.span.first_line
    told = "; ".join(f"“{this}” for “{that}”" for this, that in changes)
    return Discrepancy(
        Topic.WORDING,
        severity,
        lines((here, *(w.span.first_line for w in others))),
        (("recommendation", str(odd.number)),),
        "; ".join(this for this, _ in changes),
        "; ".join(that for _, that in changes),
        f"R{odd.number} has {told} in {PLACES[odd.place]} (line {here}), while"
        f" {_places(others)} the latter.",
    )


def _places(others: list[Wording]) -> str:
    """Where the other wordings stand: "the Summary (line 470) and ... have"."""
    told = [f"{PLACES[w.place]} (line {w.span.first_line})" for w in others]
    return f"{' and '.join(told)} {'have' if len(told) > 1 else 'has'}"


def _changes(one: str, other: str) -> Iterator[tuple[str, str]]:
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
        yield " ".join(here[begin:end]), " ".join(there[begin_there:end_there])


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
