"""An item as it is cited: its words, its place and page, who speaks, its numbers."""

import re
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from pcad_kg.names import PCAD, REP, local_name

# The kinds of item a trail passes, in the order in which a page tells of them.
KINDS = ("Recommendation", "Finding", "Table", "TableRow", "Figure", "Passage", "Quote")
WHOLES = ("Finding", "Table")
DIGITS = re.compile(r"(\d+)")
HONORIFIC = re.compile(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame)\.? ")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the report, or an agency.

    `page` is where the section begins by the printed contents, 0 where none is given.
    `figures` are a row's printed figures with their columns, as "Agree 28%". `whole` is
    what a row or a lettered part belongs to, `whole_title` its caption.
    """

    iri: str
    kind: str
    label: str
    title: str
    text: str
    first_line: int
    last_line: int
    section: str
    page: int
    sample: str
    figures: tuple[str, ...]
    whole: str
    whole_title: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The report as works cite it."""

    authors: tuple[str, ...]
    year: str
    title: str
    publisher: str
    url: str


def item_at(iri: URIRef, graph: Graph) -> Item:
    """All that is cited of an item."""
    section, page = _section(graph, iri)
    whole = whole_of(iri, graph)
    return Item(
        iri=str(iri),
        kind=kind_of(iri, graph),
        label=label_at(iri, graph),
        title=value_at(iri, DCTERMS.title, graph),
        text=value_at(iri, PCAD.text, graph) or value_at(iri, SKOS.definition, graph),
        first_line=_number(graph, iri, PCAD.firstLine),
        last_line=_number(graph, iri, PCAD.lastLine),
        section=section,
        page=page,
        sample=value_at(iri, PCAD.sampleAsPrinted, graph),
        figures=_figures(graph, iri),
        whole=label_at(whole, graph) if whole else "",
        whole_title=value_at(whole, DCTERMS.title, graph) if whole else "",
        speaker=_speaker(graph, iri),
    )


def whole_of(iri: URIRef, graph: Graph) -> URIRef | None:
    """The finding or table that an item is a part or a row of, if it is one."""
    whole = graph.value(iri, DCTERMS.isPartOf)
    is_item = isinstance(whole, URIRef) and kind_of(whole, graph) in WHOLES
    return whole if isinstance(whole, URIRef) and is_item else None


def kind_of(iri: URIRef, graph: Graph) -> str:
    """The class of an item by its short name: "TableRow"; of an agency: "Agency"."""
    kinds = {
        local_name(kind)
        for kind in graph.objects(iri, RDF.type)
        if isinstance(kind, URIRef)
    }
    known = [kind for kind in (*KINDS, "Agency") if kind in kinds]
    return known[0] if known else min(kinds - {"Item"}, default="Item")


def label_at(iri: URIRef, graph: Graph) -> str:
    """The label of a node."""
    return value_at(iri, RDFS.label, graph) or local_name(iri)


def value_at(iri: URIRef, predicate: URIRef, graph: Graph) -> str:
    """A node's value as text, nothing where there is none."""
    value = graph.value(iri, predicate)
    return "" if value is None else str(value)


def concept_at(iri: URIRef, predicate: URIRef, graph: Graph) -> str:
    """The short name of the concept that a node has: "direct", "judged"."""
    value = graph.value(iri, predicate)
    return local_name(value) if isinstance(value, URIRef) else ""


def natural(label: str) -> list[object]:
    """A sort key that counts numbers as numbers: F2.9 before F2.10.

    >>> sorted(["F2.10", "F2.9.b", "F2.9"], key=natural)
    ['F2.9', 'F2.9.b', 'F2.10']
    """
    return [int(part) if part.isdigit() else part for part in DIGITS.split(label)]


def _number(graph: Graph, iri: URIRef, predicate: URIRef) -> int:
    value = graph.value(iri, predicate)
    return int(value) if isinstance(value, Literal) else 0


def _section(graph: Graph, iri: URIRef) -> tuple[str, int]:
    """The item's section, behind the enclosing one whose page the contents print."""
    own = graph.value(iri, PCAD.inSection)
    if not isinstance(own, URIRef):
        return "", 0
    listed: URIRef = own
    while not (page := _number(graph, listed, PCAD.startPage)):
        whole = graph.value(listed, DCTERMS.isPartOf)
        if not isinstance(whole, URIRef) or whole == REP.report:
            return _named(graph, own), 0
        listed = whole
    if listed == own:
        return _named(graph, own), page
    return f"{_numbered(graph, listed)} › {_named(graph, own)}", page


def _named(graph: Graph, section: URIRef) -> str:
    """A section's number and title, as "2.4 Consulting Safeguarding Partnerships"."""
    title = value_at(section, DCTERMS.title, graph)
    number = _numbered(graph, section)
    return title if number == title else f"{number} {title}"


def _numbered(graph: Graph, section: URIRef) -> str:
    """A section's number alone, as "2.4" or "Appendix 3"; its title if it has none."""
    number = value_at(section, PCAD.number, graph)
    title = value_at(section, DCTERMS.title, graph)
    is_appendix = local_name(section).startswith("appendix-")
    return (f"Appendix {number}" if is_appendix else number) or title


def _speaker(graph: Graph, quote: URIRef) -> str:
    """A speaker as printed; behind it in brackets the agency, where that is not said.

    Comments under an agency's heading are signed by region alone: "London [Police]".
    """
    printed = value_at(quote, PCAD.attribution, graph)
    if not printed:
        named = (PCAD.speakerRole, PCAD.speakerRegion)
        values = [v for name in named for v in graph.objects(quote, name)]
        printed = ", ".join(label_at(v, graph) for v in values if isinstance(v, URIRef))
    agency = graph.value(quote, PCAD.voicedBy)
    name = label_at(agency, graph) if isinstance(agency, URIRef) else ""
    if not name or name in printed.replace("’", "'"):
        return printed
    return f"{printed} [{name}]".strip()


def _figures(graph: Graph, row: URIRef) -> tuple[str, ...]:
    figures: list[tuple[list[object], str]] = []
    for statistic in graph.objects(row, PCAD.states):
        column = graph.value(statistic, PCAD.column)
        if isinstance(statistic, URIRef) and isinstance(column, URIRef):
            parts = (
                value_at(column, DCTERMS.title, graph),
                value_at(statistic, DCTERMS.title, graph),
                value_at(statistic, PCAD.asPrinted, graph),
            )
            figures.append(
                (natural(local_name(statistic)), " ".join(filter(None, parts)))
            )
    return tuple(text for _, text in sorted(figures))


def report_reference(graph: Graph) -> Reference:
    """The report's authors in the order in which it prints them, year, title, house."""
    report = REP.report
    passages = {
        str(graph.value(passage, PCAD.text)): _number(graph, passage, PCAD.firstLine)
        for passage in graph.subjects(RDF.type, PCAD.Passage)
        if isinstance(passage, URIRef)
    }

    def printed(name: str) -> tuple[float, str]:
        lines = (line for text, line in passages.items() if name in text)
        return min(lines, default=float("inf")), name

    names = sorted(map(str, graph.objects(report, DCTERMS.creator)), key=printed)
    titles = (DCTERMS.title, DCTERMS.alternative)
    return Reference(
        authors=tuple(map(inverted, names)),
        year=value_at(report, DCTERMS.issued, graph)[:4],
        title=": ".join(t for p in titles if (t := value_at(report, p, graph))),
        publisher=value_at(report, DCTERMS.publisher, graph),
        url=value_at(report, DCTERMS.source, graph),
    )


def inverted(name: str) -> str:
    """A person's name as reference lists print it.

    >>> inverted("Dr Jenny Driscoll")
    'Driscoll, J.'
    """
    *given, family = HONORIFIC.sub("", name).split()
    return ", ".join(filter(None, (family, " ".join(f"{part[0]}." for part in given))))
