"""The recommendations, each with its wording in the three places it is printed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pcad_kg.errors import SourceError
from pcad_kg.model import (
    Kind,
    Part,
    Passage,
    Place,
    Recommendation,
    Section,
    Source,
    Wording,
)
from pcad_kg.read import cut, span_between

# "- 21. Recognise that services need" (444), "16. Future decisions around" (406).
NUMBERED = re.compile(r"(?:-\s+)?(?P<number>\d{1,2})\.\s+(?=[A-Z])")
LAST_CHAPTER = "6"


def find_recommendations(
    source: Source, sections: Iterable[Section], passages: Iterable[Passage]
) -> tuple[Recommendation, ...]:
    """The recommendations in the order of their numbers.

    Chapter 6's wording speaks for a recommendation. It prints recommendation 10's words
    under 9 as well (lines 2202 and 2204), so for 9 the Summary's wording does.

    Raises:
        SourceError: a number is skipped, or a wording is missing or printed twice.
    """
    found: dict[int, dict[Place, Wording]] = {}
    for wording in _find_wordings(source, sections, passages):
        places = found.setdefault(wording.number, {})
        if wording.place in places:
            raise SourceError(
                f"line {wording.span.first_line}: recommendation {wording.number}"
                f" stands in the {wording.place} already; expected one wording a place"
            )
        places[wording.place] = wording
    _check_complete(found)
    printed = Counter(places[Place.CHAPTER_6].text for places in found.values())
    return tuple(
        Recommendation(
            number,
            tuple(places[place] for place in Place),
            _choose(places, printed),
        )
        for number, places in sorted(found.items())
    )


def _find_wordings(
    source: Source, sections: Iterable[Section], passages: Iterable[Passage]
) -> Iterator[Wording]:
    places = {
        section.key: place for section in sections if (place := _place_of(section))
    }
    for passage in passages:
        place = places.get(passage.section or "")
        raw = source.text[passage.span.begin : passage.span.end]
        number = NUMBERED.match(raw)
        if place is None or number is None or passage.kind is not Kind.LIST_ITEM:
            continue
        begin = passage.span.begin + number.end()
        span = span_between(source, begin, passage.span.end)
        yield Wording(
            int(number["number"]),
            place,
            cut(source, span),
            span,
            passage.section or "",
        )


def _place_of(section: Section) -> Place | None:
    """Where the recommendations under a heading stand.

    The Summary's first four follow its section 2-1 without a heading (line 328).
    """
    if section.part is Part.SUMMARY:
        return Place.SUMMARY
    if section.part is not Part.BODY or section.title != "Recommendations":
        return None
    return Place.CHAPTER_6 if section.key == LAST_CHAPTER else Place.SECTION


def _check_complete(found: dict[int, dict[Place, Wording]]) -> None:
    if not found:
        raise SourceError("no recommendations found; give the text of the report")
    for number in range(1, max(found) + 1):
        missing = [place for place in Place if place not in found.get(number, {})]
        if missing:
            raise SourceError(
                f"recommendation {number} is not printed in: {', '.join(missing)};"
                " expected one wording in each of the three places"
            )


def _choose(places: dict[Place, Wording], printed: Counter[str]) -> Wording:
    last = places[Place.CHAPTER_6]
    is_misprint = printed[last.text] > 1 and places[Place.SUMMARY].text != last.text
    return places[Place.SUMMARY] if is_misprint else last
