"""Items → links, each with its reason: what is named, judged or grounded."""

from collections.abc import Iterable, Iterator

from pcad_kg.captions import without_exclusion
from pcad_kg.judgements import Known, Verdict
from pcad_kg.model import (
    Concern,
    Figure,
    Finding,
    Grounding,
    Passage,
    Recommendation,
    Table,
    Vocabulary,
    label_of,
)
from pcad_kg.naming import find_namings, is_system_wide


def items_by_label(
    recommendations: Iterable[Recommendation],
    findings: Iterable[Finding],
    figures: Iterable[Figure],
    tables: Iterable[Table],
    passages: Iterable[Passage],
) -> dict[str, Known]:
    """Every item that a link may join, by the label that judgement tables write."""
    known = [
        Known("recommendation", str(r.number), r.chosen.text) for r in recommendations
    ]
    known += [Known("finding", finding.key, finding.text) for finding in findings]
    known += [Known("figure", figure.number, figure.text) for figure in figures]
    for table in tables:
        known.append(Known("table", table.number, table.text))
        for row in table.rows:
            known.append(Known("row", f"{table.number}/{row.index}", row.text))
    known += [Known("passage", passage.key, passage.text) for passage in passages]
    return {label_of(item.kind, item.key): item for item in known}


def find_concerns(
    recommendations: Iterable[Recommendation],
    findings: Iterable[Finding],
    figures: Iterable[Figure],
    tables: Iterable[Table],
    vocabulary: Vocabulary,
) -> tuple[tuple[Concern, ...], tuple[tuple[str, str], ...]]:
    """The agencies that items name, and the items that speak of the whole system.

    Of a figure its caption is read, of a table its title, headings and row labels,
    those of its parts among them; the words on who was left out name nobody.
    """
    concerns: list[Concern] = []
    system_wide: list[tuple[str, str]] = []
    for kind, key, text in _texts(recommendations, findings, figures, tables):
        words: dict[str, dict[str, None]] = {}
        for naming in find_namings(text, vocabulary):
            if naming.agency:
                words.setdefault(naming.agency, {})[naming.words] = None
        concerns += [
            Concern(kind, key, agency, tuple(printed))
            for agency, printed in sorted(words.items())
        ]
        if not words and is_system_wide(text, vocabulary):
            system_wide.append((kind, key))
    return tuple(concerns), tuple(system_wide)


def _texts(
    recommendations: Iterable[Recommendation],
    findings: Iterable[Finding],
    figures: Iterable[Figure],
    tables: Iterable[Table],
) -> Iterator[tuple[str, str, str]]:
    for recommendation in recommendations:
        yield "recommendation", str(recommendation.number), recommendation.chosen.text
    for finding in findings:
        yield "finding", finding.key, finding.text
    for figure in figures:
        yield "figure", figure.number, without_exclusion(figure.text)
    tables = tuple(tables)
    for table in tables:
        labels = [table.title]
        for part in tables:
            if table.number in (part.number, part.whole):
                labels += [column.text for column in part.columns]
                labels += [row.label for row in part.rows]
        yield "table", table.number, "\n".join(labels)


def merge_groundings(
    stated: Iterable[Grounding], judged: Iterable[tuple[Grounding, Verdict]]
) -> tuple[Grounding, ...]:
    """The groundings that hold: what is judged overrides what the numbers show."""
    held = {_place(grounding): grounding for grounding in stated}
    for grounding, verdict in judged:
        if verdict is Verdict.NO:
            held.pop(_place(grounding), None)
        else:
            held[_place(grounding)] = grounding
    return tuple(held.values())


def _place(grounding: Grounding) -> tuple[str, str, str]:
    return grounding.finding, grounding.to_kind, grounding.to_key
