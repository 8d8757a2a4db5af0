"""The printed list of acronyms."""

from collections.abc import Iterable

from pcad_kg.model import Acronym, Kind, Passage, Source


def find_acronyms(source: Source, passages: Iterable[Passage]) -> tuple[Acronym, ...]:
    """Each acronym with what it stands for; a tab parts the two ("MASH", line 222)."""
    found: list[Acronym] = []
    for passage in passages:
        if passage.kind is Kind.ACRONYM:
            raw = source.text[passage.span.begin : passage.span.end]
            notation, _, meaning = raw.partition("\t")
            found.append(
                Acronym(
                    key=notation.strip().lower(),
                    text=passage.text,
                    span=passage.span,
                    section=passage.section or "",
                    notation=notation.strip(),
                    meaning=meaning.strip(),
                )
            )
    return tuple(found)
