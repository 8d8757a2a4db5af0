"""Items → links, each with its reason: what is named, judged or grounded."""

from collections.abc import Iterable, Iterator

from pcad_kg.captions import without_exclusion
from pcad_kg.edited import Known
from pcad_kg.errors import JudgementError
from pcad_kg.extract.cross_references import references_in
from pcad_kg.judgements import Verdict
from pcad_kg.model import (
    Answer,
    Concern,
    Figure,
    Finding,
    Grounding,
    Kind,
    Part,
    Passage,
    Question,
    Quote,
    Recommendation,
    Section,
    Table,
    Vocabulary,
    label_of,
)
from pcad_kg.naming import find_namings, is_system_wide

PROSE = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})


def items_by_label(
    recommendations: Iterable[Recommendation],
    findings: Iterable[Finding],
    figures: Iterable[Figure],
    tables: Iterable[Table],
    passages: Iterable[Passage],
    quotes: Iterable[Quote],
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
    known += [Known("quote", quote.key, quote.text) for quote in quotes]
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


def find_answers(
    questions: Iterable[Question],
    figures: Iterable[Figure],
    quotes: Iterable[Quote],
    sections: Iterable[Section],
    passages: Iterable[Passage],
) -> tuple[Answer, ...]:
    """What answers each question: the figures that chart it, the quotes that reply.

    Under a chart stands the question of the figure above it; in an appendix every
    comment answers the appendix's question. A question in the prose is answered by the
    figures that its passage refers to, else those of the next passages up to a heading
    or another question, and by the block quotes right below it (1103).
    """
    by_passage = {question.passage: question.key for question in questions}
    quoted = {quote.passage: quote.key for quote in quotes}
    charted = {figure.span.begin: figure.number for figure in figures}
    appendices = {s.key for s in sections if s.part is Part.APPENDIX}
    found: dict[Answer, None] = {}
    asked: str | None = None
    captioned: str | None = None
    for passage in passages:
        captioned = charted.get(passage.span.begin, captioned)
        question = by_passage.get(passage.key)
        in_appendix = passage.section in appendices
        if question and passage.kind is Kind.CHART_TEXT and captioned:
            found[Answer("figure", captioned, question)] = None
            continue
        if passage.kind is Kind.HEADING and not in_appendix:
            asked = None
        asked = question or asked
        if asked and passage.kind is Kind.QUOTE:
            found[Answer("quote", quoted[passage.key], asked)] = None
        elif asked and passage.kind in PROSE:
            charts = [
                key
                for kind, key, _ in references_in(passage.text)
                if kind == "figure" and key in charted.values()
            ]
            for number in charts:
                found[Answer("figure", number, asked)] = None
            if (charts or not question) and not in_appendix:
                asked = None
    return tuple(found)


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


def merge_concerns(
    named: Iterable[Concern], implied: Iterable[Concern]
) -> tuple[Concern, ...]:
    """The agencies that items name, then those that they only imply.

    Raises:
        JudgementError: an item is judged to imply an agency that it names.
    """
    held = {(c.item_kind, c.item_key, c.agency): c for c in named}
    for concern in implied:
        place = (concern.item_kind, concern.item_key, concern.agency)
        if place in held:
            label = label_of(concern.item_kind, concern.item_key)
            raise JudgementError(
                f"implied-concerns.tsv: {label} names {concern.agency} already;"
                " take the row out"
            )
        held[place] = concern
    return tuple(held.values())


def _place(grounding: Grounding) -> tuple[str, str, str]:
    return grounding.finding, grounding.to_kind, grounding.to_key
