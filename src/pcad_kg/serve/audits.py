"""Where the report disagrees with itself, by severity and by what disagrees."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pcad_kg.cited import SEVERITIES, natural
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import PCAD, RDF, RDFS, Iri, local_name

MEANINGS = {
    "error": (
        "Errors",
        "A number or a statement that cannot be right as it is printed.",
    ),
    "minor": (
        "Minor differences",
        "Two places that differ, where rounding or haste may explain it.",
    ),
    "editorial": (
        "Editorial changes",
        "Spelling, punctuation or attribution that changes between places.",
    ),
}

# What each kind of disagreement is called to a reader.
KINDS = {
    "text-table": "The text against a table or a figure",
    "summary-body": "The Summary against the chapters",
    "fraction": "Fractions and percentages",
    "total": "Totals",
    "count": "Counts",
    "table": "Within a table",
    "wording": "The same words told otherwise",
    "cross-reference": "Cross-references",
    "quote": "Quotes",
    "reference": "Works cited",
    "acronym": "Acronyms",
}


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A disagreement: its line, a sentence, what is printed where, on which items."""

    key: str
    label: str
    kind: str
    line: int
    sentence: str
    printed: str
    expected: str
    places: tuple[Ref, ...]
    items: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """All disagreements of one kind within a severity."""

    key: str
    title: str
    found: tuple[Discrepancy, ...]


@dataclass(frozen=True, slots=True)
class Severity:
    """All disagreements of one severity, the most frequent kind first."""

    name: str
    title: str
    meaning: str
    kinds: tuple[Kind, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(kind.found) for kind in self.kinds)


def audit_page(desk: Desk) -> tuple[Severity, ...]:
    """The data of the audit's page, the gravest first."""
    found: dict[str, dict[str, list[Discrepancy]]] = {
        severity: defaultdict(list) for severity in SEVERITIES
    }
    for node in sorted(desk.engine.subjects(RDF.type, PCAD.Discrepancy), key=natural):
        one = _discrepancy(desk, node)
        found[desk.value(node, PCAD.severity)][one.kind].append(one)
    return tuple(
        Severity(name, *MEANINGS[name], tuple(_kinds(name, by_kind)))
        for name, by_kind in found.items()
    )


def _kinds(severity: str, by_kind: dict[str, list[Discrepancy]]) -> Iterator[Kind]:
    for kind in sorted(by_kind, key=lambda kind: (-len(by_kind[kind]), kind)):
        found = sorted(by_kind[kind], key=lambda one: one.line)
        yield Kind(f"{severity}-{kind}", KINDS.get(kind, kind), tuple(found))


def _discrepancy(desk: Desk, node: str) -> Discrepancy:
    lines = sorted(map(int, desk.engine.objects(Iri(node), PCAD.at)))
    items = desk.refs(desk.nodes(node, PCAD.concerns))
    return Discrepancy(
        key=local_name(node),
        label=desk.label(node).rpartition(" ")[2],
        kind=desk.value(node, PCAD.discrepancyKind),
        line=lines[0] if lines else 0,
        sentence=desk.value(node, RDFS.comment),
        printed=desk.value(node, PCAD.printed),
        expected=desk.value(node, PCAD.expected),
        places=tuple(Ref(desk.line_path(line), f"L{line}") for line in lines),
        # A number leads to its line, which is among the places.
        items=tuple(ref for ref in items if ref.kind != "Statistic"),
    )
