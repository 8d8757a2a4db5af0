"""`Report` → graphs, one per kind and origin, one function per class."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, XSD
from rdflib.term import Node

from pcad_kg.model import (
    Column,
    Concern,
    Figure,
    Finding,
    Grounding,
    Origin,
    Passage,
    Recommendation,
    Report,
    Row,
    Section,
    Span,
    Statistic,
    Strength,
    Support,
    Table,
    Unit,
    Wording,
    label_of,
)
from pcad_kg.names import (
    AGENCY,
    NIF,
    PCAD,
    PREFIXES,
    REP,
    cell,
    column,
    item,
    link,
    slug,
    wording,
)

T = TypeVar("T")

REPORT = REP.report
RIGHTS = (
    "The report is the work of its authors and of King's College London, who hold its"
    " rights; it prints no licence. Its words stand here so that each claim can be"
    " checked against its source."
)
PAGE = URIRef("https://www.kcl.ac.uk/research/protecting-children-at-a-distance")


def to_graphs(report: Report, schemes: Graph) -> dict[str, Graph]:
    """The asserted and judged graphs of a report, by the name of their file.

    A name is also that of the named graph: `findings` is `graph:findings`.
    """
    makers: dict[str, Callable[[Graph], None]] = {
        "report": lambda graph: _add_report(graph, report),
        "passages": _each(report.passages, add_passage),
        "recommendations": _each(report.recommendations, add_recommendation),
        "findings": _each(report.findings, add_finding),
        "figures": _each(report.figures, add_figure),
        "tables": _each(report.tables, add_table),
        "vocabulary": lambda graph: _add_vocabulary(graph, report, schemes),
        "cross-references": lambda graph: _add_references(graph, report),
        "concerns": lambda graph: _add_concerns(graph, report),
        "groundings": _each(_of(report, Origin.STATED), add_grounding),
        "judged-groundings": _each(_of(report, Origin.JUDGED), add_grounding),
        "evidence": _each(report.supports, add_support),
    }
    graphs: dict[str, Graph] = {}
    for name, make in makers.items():
        graphs[name] = new_graph()
        make(graphs[name])
    return graphs


def new_graph() -> Graph:
    """An empty graph that writes IRIs with the project's prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _each(
    values: Iterable[T], add: Callable[[Graph, T], None]
) -> Callable[[Graph], None]:
    def make(graph: Graph) -> None:
        for value in values:
            add(graph, value)

    return make


def _of(report: Report, origin: Origin) -> list[Grounding]:
    return [grounding for grounding in report.groundings if grounding.origin is origin]


def _add(
    graph: Graph, subject: URIRef, *pairs: tuple[URIRef, Node | str | int | None]
) -> None:
    """Add a triple for each pair; none and empty values are left out."""
    for predicate, value in pairs:
        if value is None:
            continue
        node = value if isinstance(value, Node) else Literal(value)
        graph.add((subject, predicate, node))


def _add_item(
    graph: Graph,
    subject: URIRef,
    kind: URIRef,
    *,
    label: str,
    text: str,
    span: Span,
    section: str | None,
) -> None:
    _add(
        graph,
        subject,
        (RDF.type, kind),
        (RDFS.label, label),
        (PCAD.text, text),
        (PCAD.firstLine, span.first_line),
        (PCAD.lastLine, span.last_line),
        (NIF.beginIndex, Literal(span.begin, datatype=XSD.nonNegativeInteger)),
        (NIF.endIndex, Literal(span.end, datatype=XSD.nonNegativeInteger)),
        (PCAD.inSection, item("section", section) if section else None),
    )


def _add_report(graph: Graph, report: Report) -> None:
    facts = report.facts
    _add_item(
        graph,
        REPORT,
        PCAD.Report,
        label=facts.title,
        text=" ".join(report.source.text[facts.span.begin : facts.span.end].split()),
        span=facts.span,
        section=None,
    )
    _add(
        graph,
        REPORT,
        (DCTERMS.title, facts.title),
        (DCTERMS.alternative, facts.subtitle),
        *((DCTERMS.creator, creator) for creator in facts.creators),
        (DCTERMS.publisher, facts.publisher),
        (DCTERMS.issued, Literal(facts.issued, datatype=XSD.gYearMonth)),
        (DCTERMS.rights, Literal(RIGHTS, lang="en")),
        (DCTERMS.source, PAGE),
        (PCAD.sourceSha256, report.source.sha256),
    )
    for section in report.sections:
        add_section(graph, section)


def add_section(graph: Graph, section: Section) -> None:
    """Add a section: its heading is its place and its words."""
    subject = item("section", section.key)
    parent = item("section", section.parent) if section.parent else REPORT
    label = f"{section.number} {section.title}" if section.number else section.title
    if section.key.startswith("appendix"):
        label = f"Appendix {label}"
    _add_item(
        graph,
        subject,
        PCAD.Section,
        label=label if len(label) <= 60 else f"{label[:59]}…",
        text=section.text,
        span=section.span,
        section=None,
    )
    _add(
        graph,
        subject,
        (PCAD.number, section.number),
        (DCTERMS.title, section.title),
        (PCAD.part, section.part.value),
        (PCAD.startPage, section.start_page),
        (DCTERMS.isPartOf, parent),
    )


def add_passage(graph: Graph, passage: Passage) -> None:
    """Add a passage with its kind and its place in the reading order."""
    subject = item("passage", passage.key)
    _add_item(
        graph,
        subject,
        PCAD.Passage,
        label=label_of("passage", passage.key),
        text=passage.text,
        span=passage.span,
        section=passage.section,
    )
    _add(
        graph,
        subject,
        (PCAD.passageKind, passage.kind.value),
        (PCAD.position, passage.position),
    )


def add_recommendation(graph: Graph, recommendation: Recommendation) -> None:
    """Add a recommendation and its wordings."""
    key = str(recommendation.number)
    subject = item("recommendation", key)
    chosen = recommendation.chosen
    _add_item(
        graph,
        subject,
        PCAD.Recommendation,
        label=label_of("recommendation", key),
        text=chosen.text,
        span=chosen.span,
        section=chosen.section,
    )
    _add(graph, subject, (PCAD.number, key))
    for words in recommendation.wordings:
        node = wording(words.number, words.place.value)
        _add(graph, subject, (PCAD.hasWording, node))
        _add_wording(graph, node, words)


def _add_wording(graph: Graph, node: URIRef, words: Wording) -> None:
    _add_item(
        graph,
        node,
        PCAD.Wording,
        label=f"R{words.number} ({words.place.value})",
        text=words.text,
        span=words.span,
        section=words.section,
    )
    _add(graph, node, (PCAD.place, words.place.value))


def add_finding(graph: Graph, finding: Finding) -> None:
    """Add a finding, or a lettered part of one."""
    subject = item("finding", finding.key)
    _add_item(
        graph,
        subject,
        PCAD.Finding,
        label=label_of("finding", finding.key),
        text=finding.text,
        span=finding.span,
        section=finding.section,
    )
    whole = item("finding", finding.number) if finding.letter else None
    _add(graph, subject, (PCAD.number, finding.key), (DCTERMS.isPartOf, whole))


def add_figure(graph: Graph, figure: Figure) -> None:
    """Add a figure's caption with each n and each agency left out."""
    subject = item("figure", figure.number)
    _add_item(
        graph,
        subject,
        PCAD.Figure,
        label=label_of("figure", figure.number),
        text=figure.text,
        span=figure.span,
        section=figure.section,
    )
    _add_caption(graph, subject, figure)


def _add_caption(graph: Graph, subject: URIRef, captioned: Figure | Table) -> None:
    _add(
        graph,
        subject,
        (PCAD.number, captioned.number),
        (DCTERMS.title, captioned.title),
        *((PCAD.sampleSize, size) for size in captioned.sample_sizes),
        (PCAD.sampleAsPrinted, captioned.sample_as_printed),
        (PCAD.exclusion, captioned.exclusion),
        *((PCAD.excludesAgency, AGENCY[agency]) for agency in captioned.excludes),
    )


def add_table(graph: Graph, table: Table) -> None:
    """Add a table with its columns, rows and statistics."""
    subject = item("table", table.number)
    label = label_of("table", table.number)
    _add_item(
        graph,
        subject,
        PCAD.Table,
        label=label,
        text=table.text,
        span=table.span,
        section=table.section,
    )
    _add_caption(graph, subject, table)
    whole = item("table", table.whole) if table.whole else None
    _add(graph, subject, (DCTERMS.isPartOf, whole))
    for heading in table.columns:
        _add_column(graph, table, heading)
    for row in table.rows:
        _add_row(graph, table, row)


def _add_column(graph: Graph, table: Table, heading: Column) -> None:
    subject = column(table.number, heading.index)
    _add_item(
        graph,
        subject,
        PCAD.TableColumn,
        label=f"{label_of('table', table.number)} column {heading.index}",
        text=heading.text,
        span=heading.span,
        section=table.section,
    )
    _add(
        graph,
        subject,
        (PCAD.number, str(heading.index)),
        (DCTERMS.title, heading.title),
        (DCTERMS.isPartOf, item("table", table.number)),
    )


def _add_row(graph: Graph, table: Table, row: Row) -> None:
    key = f"{table.number}/{row.index}"
    subject = item("row", key)
    _add_item(
        graph,
        subject,
        PCAD.TableRow,
        label=label_of("row", key),
        text=row.text,
        span=row.span,
        section=table.section,
    )
    _add(
        graph,
        subject,
        (PCAD.number, str(row.index)),
        (DCTERMS.title, row.title),
        (DCTERMS.isPartOf, item("table", table.number)),
        *((PCAD.sampleSize, size) for size in row.sample_sizes),
        (PCAD.sampleAsPrinted, row.sample_as_printed),
    )
    for statistic in row.statistics:
        node = cell(table.number, row.index, statistic.key)
        _add(graph, subject, (PCAD.states, node))
        _add_statistic(graph, node, table, row, statistic)


def _add_statistic(
    graph: Graph, node: URIRef, table: Table, row: Row, statistic: Statistic
) -> None:
    place = f"{table.number}/{row.index}"
    _add_item(
        graph,
        node,
        PCAD.Statistic,
        label=f"{label_of('row', place)} column {statistic.key}",
        text=statistic.as_printed,
        span=statistic.span,
        section=table.section,
    )
    value = _decimal(statistic.value)
    is_percentage = statistic.unit is Unit.PERCENT
    is_count = statistic.unit is Unit.COUNT
    of_agency = AGENCY[statistic.of_agency] if statistic.of_agency else None
    _add(
        graph,
        node,
        (PCAD.asPrinted, statistic.as_printed),
        (PCAD.value, value),
        (PCAD.unit, statistic.unit.value),
        (PCAD.percentage, value if is_percentage else None),
        (PCAD.count, int(statistic.value) if is_count else None),
        (PCAD.sampleSize, statistic.sample_size),
        (PCAD.ofAgency, of_agency),
        (DCTERMS.title, statistic.label),
        (PCAD.row, item("row", place)),
        (PCAD.column, column(table.number, statistic.column)),
    )


def _decimal(value: Decimal) -> Literal:
    """A number in the characters that Turtle writes, so that it reads back alike."""
    digits = str(value)
    return Literal(digits if "." in digits else f"{digits}.0", datatype=XSD.decimal)


def _add_vocabulary(graph: Graph, report: Report, schemes: Graph) -> None:
    for triple in schemes:
        graph.add(triple)
    for count in report.agency_counts:
        _add(
            graph,
            AGENCY[count.agency],
            (PCAD.respondents, count.respondents),
            (PCAD.interviewees, count.interviewees),
        )


def _add_references(graph: Graph, report: Report) -> None:
    for reference in report.references:
        _add(
            graph,
            item(reference.from_kind, reference.from_key),
            (PCAD.refersTo, item(reference.to_kind, reference.to_key)),
        )


def _add_concerns(graph: Graph, report: Report) -> None:
    for concern in report.concerns:
        _add_concern(graph, concern)
    for kind, key in report.system_wide:
        _add(graph, item(kind, key), (PCAD.concernsAllAgencies, Literal(True)))


def _add_concern(graph: Graph, concern: Concern) -> None:
    subject = item(concern.item_kind, concern.item_key)
    agency = AGENCY[concern.agency]
    label = label_of(concern.item_kind, concern.item_key)
    node = link(concern.item_kind, concern.item_key, concern.agency)
    _add(graph, subject, (PCAD.concernsAgency, agency))
    _add(
        graph,
        node,
        (RDF.type, PCAD.AgencyLink),
        (RDFS.label, f"{label} → {concern.agency}"),
        (PCAD["from"], subject),
        (PCAD.to, agency),
        (PCAD.basis, PCAD.named),
        (PCAD.origin, PCAD.stated),
        (PCAD.rationale, f"{label} prints words that name the agency or its people."),
        *((PCAD.relyingOn, words) for words in concern.words),
    )


def add_grounding(graph: Graph, grounding: Grounding) -> None:
    """Add a `groundedIn` edge and the node that tells why it holds."""
    subject = item("finding", grounding.finding)
    target = item(grounding.to_kind, grounding.to_key)
    _add(graph, subject, (PCAD.groundedIn, target))
    _add_link(
        graph,
        PCAD.GroundingLink,
        ("finding", grounding.finding),
        (grounding.to_kind, grounding.to_key),
        (PCAD.origin, PCAD[grounding.origin.value]),
        (PCAD.rationale, grounding.rationale),
        (PCAD.relyingOn, grounding.words),
    )


def add_support(graph: Graph, support: Support) -> None:
    """Add a `supportedBy` edge, its strength's edge, and the node that tells why."""
    recommendation = ("recommendation", str(support.recommendation))
    evidence = (support.evidence_kind, support.evidence_key)
    is_direct = support.strength is Strength.DIRECT
    strength = PCAD.directlySupportedBy if is_direct else PCAD.contextuallySupportedBy
    for predicate in (PCAD.supportedBy, strength):
        _add(graph, item(*recommendation), (predicate, item(*evidence)))
    _add_link(
        graph,
        PCAD.EvidenceLink,
        recommendation,
        evidence,
        (PCAD.strength, PCAD[support.strength.value]),
        (PCAD.ground, PCAD[support.ground.value]),
        (PCAD.origin, PCAD.judged),
        (PCAD.rationale, support.rationale),
        (PCAD.relyingOn, support.words),
    )


def _add_link(
    graph: Graph,
    kind: URIRef,
    start: tuple[str, str],
    end: tuple[str, str],
    *pairs: tuple[URIRef, Node | str],
) -> None:
    node = link(*start, slug(*end))
    _add(
        graph,
        node,
        (RDF.type, kind),
        (RDFS.label, f"{label_of(*start)} → {label_of(*end)}"),
        (PCAD["from"], item(*start)),
        (PCAD.to, item(*end)),
        *pairs,
    )
