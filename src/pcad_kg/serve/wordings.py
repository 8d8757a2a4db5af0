"""A recommendation's wordings in the places where it is printed, differences marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import PCAD, local_name

PLACES = {
    "summary": "Summary",
    "section": "Section of its chapter",
    "chapter-6": "Chapter 6",
}
WORDS = re.compile(r"\s*\S+")


class Change(StrEnum):
    """What is different in some words of a wording."""

    SAME = "same"
    OUT = "del"
    IN = "ins"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and whether they stand here only or in the other wording only."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A place's wording in pieces: what it takes out of the main one and puts in."""

    key: str
    name: str
    place: Ref
    pieces: tuple[Piece, ...]
    is_same: bool
    is_main: bool


def wordings_of(desk: Desk, iri: str) -> tuple[Wording, ...]:
    """The wordings of a recommendation, each compared with its own text."""
    text = desk.value(iri, PCAD.text)
    nodes = sorted(
        desk.nodes(iri, PCAD.hasWording),
        key=lambda w: list(PLACES).index(local_name(w)),
    )
    found: list[Wording] = []
    for node in nodes:
        item = desk.item(node)
        key = local_name(node)
        pieces = tuple(compared(text, item.text))
        is_same = all(piece.change is Change.SAME for piece in pieces)
        has_main = any(wording.is_main for wording in found)
        line = desk.item(iri).first_line
        is_main = is_same and not has_main and item.first_line == line
        found.append(
            Wording(key, PLACES[key], desk.place(item), pieces, is_same, is_main)
        )
    return tuple(found)


def compared(main: str, other: str) -> Iterator[Piece]:
    """Another wording against the main one, word by word.

    >>> [(p.change.value, p.text) for p in compared("any staff may", "all staff may")]
    [('del', 'any'), ('ins', 'all'), ('same', ' staff may')]
    """
    one, two = WORDS.findall(main), WORDS.findall(other)
    plain_one, plain_two = [w.strip() for w in one], [w.strip() for w in two]
    matcher = SequenceMatcher(None, plain_one, plain_two, autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        if change == "equal":
            yield Piece(Change.SAME, "".join(two[c:d]))
            continue
        if a < b:
            yield Piece(Change.OUT, "".join(one[a:b]))
        if c < d:
            yield Piece(Change.IN, "".join(two[c:d]))
