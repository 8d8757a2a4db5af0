"""Where the report disagrees with itself, by severity."""

from collections import Counter
from dataclasses import dataclass

from pcad_kg.cited import SEVERITIES
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import PCAD, RDF, RDFS, local_name

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


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A disagreement: its kind, a sentence, what is printed where, on which items."""

    key: str
    label: str
    kind: str
    sentence: str
    printed: str
    expected: str
    places: tuple[Ref, ...]
    items: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Severity:
    """All disagreements of one severity, with how many of each kind."""

    name: str
    title: str
    meaning: str
    kinds: tuple[tuple[str, int], ...]
    found: tuple[Discrepancy, ...]


def audit_page(desk: Desk) -> tuple[Severity, ...]:
    """The data of the audit's page, the gravest first."""
    by_severity: dict[str, list[tuple[int, Discrepancy]]] = {s: [] for s in SEVERITIES}
    for node in desk.engine.subjects(RDF.type, PCAD.Discrepancy):
        lines = sorted(map(int, desk.engine.objects(node, PCAD.at)))
        by_severity[desk.value(node, PCAD.severity)].append(
            (lines[0] if lines else 0, _discrepancy(desk, node, lines))
        )
    return tuple(
        Severity(
            name,
            *MEANINGS[name],
            tuple(Counter(d.kind for _, d in found).most_common()),
            tuple(d for _, d in sorted(found, key=lambda pair: (pair[0], pair[1].key))),
        )
        for name, found in by_severity.items()
    )


def _discrepancy(desk: Desk, node: str, lines: list[int]) -> Discrepancy:
    return Discrepancy(
        key=local_name(node),
        label=desk.label(node),
        kind=desk.value(node, PCAD.discrepancyKind),
        sentence=desk.value(node, RDFS.comment),
        printed=desk.value(node, PCAD.printed),
        expected=desk.value(node, PCAD.expected),
        places=tuple(Ref(desk.line_path(line), f"L{line}") for line in lines),
        items=desk.refs(desk.nodes(node, PCAD.concerns)),
    )
