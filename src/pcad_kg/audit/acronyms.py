"""Acronyms that the report spells out, or writes, otherwise than its list does."""

import re
from collections.abc import Iterator
from functools import cache

from pcad_kg.audit.found import Discrepancy, Severity, Topic, line_of, lines, listed
from pcad_kg.model import Acronym, Kind, Passage, Report

WORD = re.compile(r"[A-Za-z]+(?:['’]s?(?![A-Za-z]))?")
# Two words are too few to tell one name from another.
FEWEST_WORDS = 3
READ = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.CAPTION, Kind.TABLE})
# Initials are printed in entries of the list of references as well (2258).
READ_INITIALS = READ | {Kind.REFERENCE}
SMALL = frozenset({"for", "of", "to", "in", "on", "and"})
# "LA" has no other way to be written that tells it from a word.
FEWEST_LETTERS = 3
# The last word of a name says what it is: a "Bureau" is no other "Board".
ALIKE = 3
# A text's words, and where of them those with an initial stand.
Words = tuple[tuple[re.Match[str], ...], dict[str, list[int]]]
# A passage, and the line of it on which some words stand.
Place = tuple[Passage, int]


def acronym_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Names of the listed initials that differ in one word from the listed meaning.

    MASH is a "Multi-Agency Strategic Hub" in the list (222), and "Multi-Agency
    Safeguarding Hubs" are spoken of (2170). A small word is a copy-editor's matter,
    "Directors of Children's Services" (563) for DCS; so are "Children's Boards" (652)
    for the "Children Board" of LSCB, and DfE (1021) for DFE.
    """
    read = [(p, _read(p.text)) for p in report.passages if p.kind in READ]
    for acronym in report.acronyms:
        others: dict[tuple[str, Severity], list[Place]] = {}
        told: dict[str, str] = {}
        for passage, words_read in read:
            found = _spelt_otherwise(acronym.meaning, passage.text, words_read)
            for words, severity in found:
                line = line_of(words, passage.span, report.source)
                name = _singular(words)
                told.setdefault(name, words.replace("’", "'"))
                others.setdefault((name, severity), []).append((passage, line))
        for (name, severity), places in others.items():
            yield _otherwise(acronym, told[name], severity, places)
        for written, places in _written_otherwise(acronym, report).items():
            yield _initials(acronym, written, places)


def _read(text: str) -> Words:
    """The words of a text, and the places of each initial."""
    found = tuple(WORD.finditer(text))
    places: dict[str, list[int]] = {}
    for place, match in enumerate(found):
        places.setdefault(_word(match[0])[:1], []).append(place)
    return found, places


@cache
def _word(word: str) -> str:
    """A word without case, plural and possessive."""
    return re.sub(r"['’]s?$", "", word.casefold()).removesuffix("s")


def _spelt_otherwise(
    meaning: str, text: str, read: Words
) -> Iterator[tuple[str, Severity]]:
    """The stretches of a text that have a meaning's words but for one of them."""
    own = [match[0] for match in WORD.finditer(meaning)]
    if len(own) < FEWEST_WORDS:
        return
    found, places = read
    for place in places.get(_word(own[0])[:1], ()):
        part = found[place : place + len(own)]
        if len(part) < len(own):
            return
        severity = _severity(own, [match[0] for match in part])
        if severity:
            yield text[part[0].start() : part[-1].end()], severity


def _severity(own: list[str], other: list[str]) -> Severity | None:
    """How far one name is another: in a word, a small one, a possessive, or not."""
    differing = [n for n, word in enumerate(own) if _word(other[n]) != _word(word)]
    if not differing:
        is_name = other[0].istitle() and other[-1].istitle()
        owners = zip(own[:-1], other[:-1], strict=True)
        is_owner = any(_owns(one) is not _owns(two) for one, two in owners)
        return Severity.EDITORIAL if is_name and is_owner else None
    if len(differing) > 1:
        return None
    one, two = own[differing[0]], other[differing[0]]
    if {one.casefold(), two.casefold()} <= SMALL:
        return Severity.EDITORIAL if other[0].istitle() else None
    is_last = differing == [len(own) - 1]
    size = ALIKE if is_last else 1
    is_alike = one[:size].casefold() == two[:size].casefold() and two.istitle()
    return Severity.MINOR if is_alike else None


def _owns(word: str) -> bool:
    return "'" in word or "’" in word


def _singular(words: str) -> str:
    """A name as of one, with straight marks, so that several are known for the same.

    >>> _singular("Local Safeguarding Children’s Boards")
    "Local Safeguarding Children's Board"
    """
    first, _, rest = words.replace("’", "'").partition(" ")
    return f"{first.removesuffix('s')} {rest.removesuffix('s')}"


def _written_otherwise(acronym: Acronym, report: Report) -> dict[str, list[Place]]:
    """Where the initials stand with other capitals, at least two of them: "DfE"."""
    found: dict[str, list[Place]] = {}
    if len(acronym.notation) < FEWEST_LETTERS:
        return found
    written = re.compile(rf"\b{re.escape(acronym.notation)}\b", re.IGNORECASE)
    plain = acronym.notation.casefold()
    for passage in report.passages:
        if passage.kind not in READ_INITIALS or plain not in passage.text.casefold():
            continue
        for match in written.finditer(passage.text):
            capitals = sum(letter.isupper() for letter in match[0])
            if match[0] != acronym.notation and capitals > 1:
                line = line_of(match[0], passage.span, report.source)
                found.setdefault(match[0], []).append((passage, line))
    return found


def _where(places: list[Place]) -> tuple[tuple[int, ...], str]:
    at = lines(line for _, line in places)
    return at, f"line{'s' if len(at) > 1 else ''} {listed(map(str, at))}"


def _found(
    acronym: Acronym,
    places: list[Place],
    severity: Severity,
    told: tuple[str, str, str],
) -> Discrepancy:
    printed, expected, comment = told
    at, _ = _where(places)
    by_line = sorted(places, key=lambda place: place[1])
    return Discrepancy(
        Topic.ACRONYM,
        severity,
        (acronym.span.first_line, *at),
        (
            ("acronym", acronym.key),
            *dict.fromkeys(("passage", passage.key) for passage, _ in by_line),
        ),
        printed,
        expected,
        comment,
    )


def _otherwise(
    acronym: Acronym, words: str, severity: Severity, places: list[Place]
) -> Discrepancy:
    first = acronym.span.first_line
    if not acronym.meaning.endswith("s"):
        words = words.removesuffix("s")
    comment = (
        f"{acronym.notation} is “{acronym.meaning}” in the list of acronyms (line"
        f" {first}) and “{words}” at {_where(places)[1]}."
    )
    return _found(acronym, places, severity, (words, acronym.meaning, comment))


def _initials(acronym: Acronym, written: str, places: list[Place]) -> Discrepancy:
    comment = (
        f"The list of acronyms (line {acronym.span.first_line}) has"
        f" {acronym.notation}, and {_where(places)[1]} {written}."
    )
    told = (written, acronym.notation, comment)
    return _found(acronym, places, Severity.EDITORIAL, told)
