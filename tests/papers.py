"""Invented reports for the audit: a line each for what they hold."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from pcad_kg.compare import sentences_in
from pcad_kg.model import (
    Column,
    Facts,
    Finding,
    Grounding,
    Kind,
    Origin,
    Part,
    Passage,
    Place,
    ProseStatistic,
    Quote,
    QuoteKind,
    Recommendation,
    Report,
    Row,
    Section,
    Source,
    Span,
    Speaker,
    Statistic,
    Table,
    Unit,
    Wording,
)
from pcad_kg.quantity import find_quantities
from pcad_kg.read import source_of

SECTION = "2"


def paper(lines: Mapping[int, str], kind: Kind = Kind.PARAGRAPH) -> Report:
    """A report whose body has a passage on each of some lines, and nothing else."""
    last = max(lines, default=0)
    source = source_of("\n".join(lines.get(n, "") for n in range(1, last + 2)))
    spans = {number: span_at(source, number) for number in lines}
    facts = Facts("A paper", "", (), "", "", "", Span(0, 0, 1, 1))
    section = Section(SECTION, "Findings", Part.BODY, "", Span(0, 0, 1, 1), "2")
    passages = tuple(
        Passage(f"l{number}", kind, place, text, spans[number], SECTION)
        for place, (number, text) in enumerate(lines.items(), start=1)
    )
    return Report(source, facts, (section,), passages)


def span_at(source: Source, number: int) -> Span:
    """The whole of a line."""
    line = source.lines[number - 1]
    return Span(line.begin, line.begin + len(line.text), number, number)


def finding_at(report: Report, number: int, key: str) -> Finding:
    """A line's passage as a finding."""
    passage = next(p for p in report.passages if p.key == f"l{number}")
    return Finding(key, None, passage.text, passage.span, SECTION)


def grounded_in(finding: str, passage: str) -> Grounding:
    """A finding whose result a passage reports."""
    return Grounding(finding, "passage", passage, Origin.STATED, "", "")


def statistics_of(
    report: Report, findings: Mapping[str, str] | None = None
) -> tuple[ProseStatistic, ...]:
    """What the sentences of a report count; passages may state findings."""
    found: list[ProseStatistic] = []
    for passage in report.passages:
        for sentence in sentences_in(passage.text):
            for place, quantity in enumerate(find_quantities(sentence), start=1):
                found.append(
                    ProseStatistic(
                        key=f"{passage.key}-{len(found) + place}",
                        text=sentence[quantity.begin : quantity.end],
                        span=passage.span,
                        section=SECTION,
                        passage=passage.key,
                        finding=(findings or {}).get(passage.key),
                        percentages=quantity.percentages,
                        numerator=quantity.numerator,
                        denominator=quantity.denominator,
                        counts=quantity.counts,
                        samples=quantity.samples,
                        is_inherited=quantity.is_inherited,
                        qualifier=quantity.qualifier,
                    )
                )
    return tuple(found)


def table_of(
    columns: str,
    rows: Iterable[tuple[str, str]],
    *,
    title: str = "A table",
    size: int | None = None,
    number: str = "9.1",
    exclusion: tuple[str, tuple[str, ...]] = ("", ()),
) -> Table:
    """A table from "Yes|No" and rows such as ("Remote hearings", "44|56")."""
    at = Span(0, 0, 1, 1)
    titles = columns.split("|")
    return Table(
        number,
        title,
        title,
        at,
        SECTION,
        columns=tuple(Column(n, t, t, at) for n, t in enumerate(titles, start=1)),
        rows=tuple(
            row_of(place, label, cells.split("|"), size)
            for place, (label, cells) in enumerate(rows, start=1)
        ),
        exclusion=exclusion[0] or None,
        excludes=exclusion[1],
    )


def row_of(
    place: int, title: str, cells: Sequence[str], size: int | None = None
) -> Row:
    """A row of percentages, on the line of its place."""
    at = Span(0, 0, place, place)
    statistics = tuple(
        Statistic(
            key=str(n),
            as_printed=f"{cell}%",
            value=Decimal(cell),
            unit=Unit.PERCENT,
            span=at,
            column=n,
            sample_size=size,
        )
        for n, cell in enumerate(cells, start=1)
    )
    sizes = (size,) if size else ()
    return Row(place, title, title, title, at, sizes, None, statistics)


def recommendation_of(number: int, texts: Sequence[str]) -> Recommendation:
    """A recommendation with its words in the Summary, its section and chapter 6."""
    wordings = tuple(
        Wording(number, place, text, Span(0, 0, line, line), SECTION)
        for line, (place, text) in enumerate(
            zip(Place, texts, strict=True), start=10 * number
        )
    )
    return Recommendation(number, wordings, wordings[-1])


def quote_of(line: int, said: str, kind: QuoteKind) -> Quote:
    """A quote with its attribution behind a dash, "Words – Nurse, London"."""
    text, _, attribution = said.partition(" – ")
    role, _, region = attribution.partition(", ")
    speaker = Speaker((slug(role),), slug(region), "health")
    at = Span(0, 0, line, line)
    key = f"l{line}"
    return Quote(key, kind, text, at, SECTION, key, speaker, attribution)


def slug(words: str) -> str:
    """The key of a role or region."""
    return words.lower().replace(" ", "-")
