"""Quotes that the report itself sets beneath the passage that introduces them."""

import re
from collections.abc import Iterable

from pcad_kg.model import Illustration, Kind, Origin, Passage, Quote, Voice

# "... were elaborated on in the qualitative comments, which included:" (782), "... as
# indicated by the quote below." (1630).
INTRODUCES = re.compile(
    r":$|\b(?:quotes?|comments?|commentary|excerpts|examples?|reflections)\b[^.]*\.$",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
PROSE = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})


def find_illustrations(
    passages: Iterable[Passage], quotes: Iterable[Quote]
) -> tuple[Illustration, ...]:
    """Each block quote with the passage that introduces it, by the report's own act."""
    by_passage = {quote.passage: quote for quote in quotes}
    found: list[Illustration] = []
    introducing: Passage | None = None
    for passage in passages:
        if passage.kind is Kind.QUOTE and introducing and passage.key in by_passage:
            found.append(_illustration(introducing, by_passage[passage.key]))
        elif passage.kind is not Kind.ATTRIBUTION:
            introducing = passage if _introduces(passage) else None
    return tuple(found)


def _introduces(passage: Passage) -> bool:
    return passage.kind in PROSE and bool(INTRODUCES.search(passage.text))


def _illustration(passage: Passage, quote: Quote) -> Illustration:
    return Illustration(
        from_kind="passage",
        from_key=passage.key,
        quote=quote.key,
        voice=Voice.ILLUSTRATES,
        origin=Origin.STATED,
        rationale="The report prints the quote beneath the passage that introduces it.",
        words=SENTENCE.split(passage.text)[-1],
    )
