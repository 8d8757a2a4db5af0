"""Acronyms that the report spells out otherwise than its list does."""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic, line_of, lines, listed
from pcad_kg.model import Acronym, Kind, Passage, Report

WORD = re.compile(r"[A-Za-z]+")
# Two words are too few to tell one name from another.
FEWEST_WORDS = 3
READ = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})
# A text's words, and each as it is compared.
Words = tuple[tuple[re.Match[str], ...], tuple[str, ...]]


def acronym_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Names of the listed initials that differ in one word from the listed meaning.

    MASH is a "Multi-Agency Strategic Hub" in the list (222), and "Multi-Agency
    Safeguarding Hubs" are spoken of (2170).
    """
    read = [(p, _read(p.text)) for p in report.passages if p.kind in READ]
    for acronym in report.acronyms:
        others: dict[str, list[tuple[Passage, int]]] = {}
        for passage, words_read in read:
            for words in _spelt_otherwise(acronym.meaning, passage.text, words_read):
                line = line_of(words, passage.span, report.source)
                others.setdefault(_plain(words), []).append((passage, line))
                others[_plain(words)].sort(key=lambda place: place[1])
        for plain, places in others.items():
            yield _otherwise(acronym, plain, places)


def _read(text: str) -> Words:
    """The words of a text, and each as it is compared."""
    found = tuple(WORD.finditer(text))
    return found, tuple(_word(match[0]) for match in found)


def _spelt_otherwise(meaning: str, text: str, read: Words) -> Iterator[str]:
    """The stretches of a text that have a meaning's initials and all words but one."""
    own = _words(meaning)
    if len(own) < FEWEST_WORDS:
        return
    found, words = read
    initials = [word[:1] for word in own]
    for place in range(len(found) - len(own) + 1):
        if words[place][:1] != initials[0]:
            continue
        other = [n for n, word in enumerate(own) if words[place + n] != word]
        if len(other) != 1 or words[place + other[0]][:1] != initials[other[0]]:
            continue
        part = found[place : place + len(own)]
        if part[other[0]][0].istitle():
            yield text[part[0].start() : part[-1].end()]


def _words(text: str) -> list[str]:
    return [_word(word) for word in WORD.findall(text)]


def _word(word: str) -> str:
    return word.casefold().removesuffix("s")


def _plain(words: str) -> str:
    return words.removesuffix("s")


def _otherwise(
    acronym: Acronym, plain: str, places: list[tuple[Passage, int]]
) -> Discrepancy:
    first = acronym.span.first_line
    at = lines(line for _, line in places)
    where = f"line{'s' if len(at) > 1 else ''} {listed(map(str, at))}"
    return Discrepancy(
        Topic.ACRONYM,
        Severity.MINOR,
        (first, *at),
        (
            ("acronym", acronym.key),
            *dict.fromkeys(("passage", passage.key) for passage, _ in places),
        ),
        plain,
        acronym.meaning,
        f"{acronym.notation} is “{acronym.meaning}” in the list of acronyms (line"
        f" {first}) and “{plain}” at {where}.",
    )
