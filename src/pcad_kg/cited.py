"""An item as it is cited: its words, its place and page, who speaks, its numbers."""

import re
from dataclasses import dataclass

from pcad_kg.engine.protocol import Engine, has, node_of, nodes_of, value_of
from pcad_kg.terms import DCTERMS, PCAD, RDF, RDFS, REP, SKOS, Iri, local_name

# The kinds of item a trail passes, in the order in which a page tells of them.
KINDS = ("Recommendation", "Finding", "Table", "TableRow", "Figure", "Passage", "Quote")
# How grave a disagreement of the report with itself is, the gravest first.
SEVERITIES = ("error", "minor", "editorial")
WHOLES = ("Finding", "Table")
DIGITS = re.compile(r"(\d+)")
HONORIFIC = re.compile(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame)\.? ")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where the report disagrees with itself on an item: how gravely, in a sentence."""

    severity: str
    sentence: str
    iri: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the report, or an agency.

    `page` is where the section begins by the printed contents, 0 where none is given.
    `figures` are a row's printed figures with their columns, as "Agree 28%". `whole` is
    what a row or a lettered part belongs to, `whole_title` its caption. `doubts` are
    the audit's, the gravest first.
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
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The report as works cite it."""

    authors: tuple[str, ...]
    year: str
    title: str
    publisher: str
    url: str


def item_at(iri: Iri, engine: Engine) -> Item:
    """All that is cited of an item."""
    section, page = _section(engine, iri)
    whole = whole_of(iri, engine)
    return Item(
        iri=str(iri),
        kind=kind_of(iri, engine),
        label=label_at(iri, engine),
        title=value_at(iri, DCTERMS.title, engine),
        text=value_at(iri, PCAD.text, engine) or value_at(iri, SKOS.definition, engine),
        first_line=_number(engine, iri, PCAD.firstLine),
        last_line=_number(engine, iri, PCAD.lastLine),
        section=section,
        page=page,
        sample=value_at(iri, PCAD.sampleAsPrinted, engine),
        figures=_figures(engine, iri),
        whole=label_at(whole, engine) if whole else "",
        whole_title=value_at(whole, DCTERMS.title, engine) if whole else "",
        speaker=_speaker(engine, iri),
        doubts=doubts_of(iri, engine),
    )


def doubts_of(iri: Iri, engine: Engine) -> tuple[Doubt, ...]:
    """What the audit found that concerns an item, the gravest first."""
    found = [
        Doubt(
            value_at(node, PCAD.severity, engine),
            value_at(node, RDFS.comment, engine),
            str(node),
        )
        for node in engine.subjects(PCAD.concerns, iri)
    ]
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    return tuple(sorted(found, key=lambda d: (order[d.severity], d.sentence)))


def whole_of(iri: Iri, engine: Engine) -> Iri | None:
    """The finding or table that an item is a part or a row of, if it is one."""
    whole = node_of(engine, iri, DCTERMS.isPartOf)
    return whole if whole and kind_of(whole, engine) in WHOLES else None


def kind_of(iri: Iri, engine: Engine) -> str:
    """The class of an item by its short name: "TableRow"; of an agency: "Agency"."""
    kinds = set(map(local_name, nodes_of(engine, iri, RDF.type)))
    known = [kind for kind in (*KINDS, "Agency") if kind in kinds]
    return known[0] if known else min(kinds - {"Item"}, default="Item")


def label_at(iri: Iri, engine: Engine) -> str:
    """The label of a node."""
    return value_at(iri, RDFS.label, engine) or local_name(iri)


def value_at(iri: Iri, predicate: Iri, engine: Engine) -> str:
    """A node's value as text, nothing where there is none."""
    return str(value_of(engine, iri, predicate) or "")


def concept_at(iri: Iri, predicate: Iri, engine: Engine) -> str:
    """The short name of the concept that a node has: "direct", "judged"."""
    return local_name(node_of(engine, iri, predicate) or "")


def natural(label: str) -> list[object]:
    """A sort key that counts numbers as numbers: F2.9 before F2.10.

    >>> sorted(["F2.10", "F2.9.b", "F2.9"], key=natural)
    ['F2.9', 'F2.9.b', 'F2.10']
    """
    return [int(part) if part.isdigit() else part for part in DIGITS.split(label)]


def _number(engine: Engine, iri: Iri, predicate: Iri) -> int:
    return int(value_of(engine, iri, predicate) or 0)


def _section(engine: Engine, iri: Iri) -> tuple[str, int]:
    """The item's section, behind the enclosing one whose page the contents print.

    That of a section is the one that it is part of.
    """
    own = node_of(engine, iri, PCAD.inSection)
    if own is None and has(engine, iri, RDF.type, PCAD.Section):
        own = node_of(engine, iri, DCTERMS.isPartOf)
    if own is None or own == REP["report"]:
        return "", 0
    listed = own
    while not (page := _number(engine, listed, PCAD.startPage)):
        whole = node_of(engine, listed, DCTERMS.isPartOf)
        if whole is None or whole == REP["report"]:
            return _named(engine, own), 0
        listed = whole
    if listed == own:
        return _named(engine, own), page
    return f"{_numbered(engine, listed)} › {_named(engine, own)}", page


def _named(engine: Engine, section: Iri) -> str:
    """A section's number and title, as "2.4 Consulting Safeguarding Partnerships"."""
    title = value_at(section, DCTERMS.title, engine)
    number = _numbered(engine, section)
    return title if number == title else f"{number} {title}"


def _numbered(engine: Engine, section: Iri) -> str:
    """A section's number alone, as "2.4" or "Appendix 3"; its title if it has none."""
    number = value_at(section, PCAD.number, engine)
    title = value_at(section, DCTERMS.title, engine)
    is_appendix = local_name(section).startswith("appendix-")
    return (f"Appendix {number}" if is_appendix else number) or title


def _speaker(engine: Engine, quote: Iri) -> str:
    """A speaker as printed; behind it in brackets the agency, where that is not said.

    Comments under an agency's heading are signed by region alone: "London [Police]".
    """
    printed = value_at(quote, PCAD.attribution, engine)
    if not printed:
        named = (PCAD.speakerRole, PCAD.speakerRegion)
        values = [v for name in named for v in nodes_of(engine, quote, name)]
        printed = ", ".join(label_at(value, engine) for value in values)
    agency = node_of(engine, quote, PCAD.voicedBy)
    name = label_at(agency, engine) if agency else ""
    if not name or name in printed.replace("’", "'"):
        return printed
    return f"{printed} [{name}]".strip()


def _figures(engine: Engine, row: Iri) -> tuple[str, ...]:
    figures: list[tuple[list[object], str]] = []
    for statistic in nodes_of(engine, row, PCAD.states):
        column = node_of(engine, statistic, PCAD.column)
        if column:
            parts = (
                value_at(column, DCTERMS.title, engine),
                value_at(statistic, DCTERMS.title, engine),
                value_at(statistic, PCAD.asPrinted, engine),
            )
            figures.append(
                (natural(local_name(statistic)), " ".join(filter(None, parts)))
            )
    return tuple(text for _, text in sorted(figures))


def report_reference(engine: Engine) -> Reference:
    """The report's authors in the order in which it prints them, year, title, house."""
    report = REP["report"]
    printed = value_at(report, DCTERMS.bibliographicCitation, engine)
    names = sorted(
        map(str, engine.objects(report, DCTERMS.creator)),
        key=lambda name: (printed.find(name), name),
    )
    titles = (DCTERMS.title, DCTERMS.alternative)
    return Reference(
        authors=tuple(map(inverted, names)),
        year=value_at(report, DCTERMS.issued, engine)[:4],
        title=": ".join(t for p in titles if (t := value_at(report, p, engine))),
        publisher=value_at(report, DCTERMS.publisher, engine),
        url=value_at(report, DCTERMS.source, engine),
    )


def inverted(name: str) -> str:
    """A person's name as reference lists print it.

    >>> inverted("Dr Jenny Driscoll")
    'Driscoll, J.'
    """
    *given, family = HONORIFIC.sub("", name).split()
    return ", ".join(filter(None, (family, " ".join(f"{part[0]}." for part in given))))
