"""The figures, by their captions: the drawings themselves are not in the source."""

from collections.abc import Iterable

from pcad_kg.captions import base_of, title_of
from pcad_kg.errors import SourceError
from pcad_kg.model import Figure, Kind, Passage, Source, Vocabulary
from pcad_kg.page import CAPTION
from pcad_kg.read import normalise


def find_figures(
    source: Source, passages: Iterable[Passage], vocabulary: Vocabulary
) -> tuple[Figure, ...]:
    """The figures in reading order.

    A caption may print its n on a line of its own (656, 974), break before it (1891) or
    lack its colon (836, 870); the title is the caption's first line without n.

    Raises:
        SourceError: a number is printed under two captions.
    """
    figures: dict[str, Figure] = {}
    for passage in passages:
        caption = CAPTION.match(passage.text)
        if passage.kind is not Kind.CAPTION or not caption:
            continue
        if caption["kind"] != "Figure":
            continue
        number = caption["number"]
        if number in figures:
            raise SourceError(
                f"line {passage.span.first_line}: Figure {number} is printed already on"
                f" line {figures[number].span.first_line}; expected one caption each"
            )
        raw = source.text[passage.span.begin : passage.span.end]
        first_line = normalise(raw.split("\n", 1)[0])
        base = base_of(passage.text, vocabulary)
        figures[number] = Figure(
            number=number,
            title=title_of(first_line[caption.end() :]),
            text=passage.text,
            span=passage.span,
            section=passage.section or "",
            sample_sizes=base.sample_sizes,
            sample_as_printed=base.sample_as_printed,
            exclusion=base.exclusion,
            excludes=base.excludes,
        )
    return tuple(figures.values())
