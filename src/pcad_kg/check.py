"""Does every recommendation have cited evidence? Grades, counts, and what is wrong."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pcad_kg.cited import SEVERITIES, Doubt, doubts_of, natural
from pcad_kg.engine.choose import Asked, engine_for
from pcad_kg.engine.protocol import Engine, has, node_of, nodes_of, value_of
from pcad_kg.model import Grade
from pcad_kg.terms import DCTERMS, PCAD, RDF, RDFS, REP, Iri, local_name

GRADES = (Grade.NO_EVIDENCE, Grade.QUOTES_ONLY, Grade.INTERVIEW_ONLY, Grade.QUANTIFIED)
KINDS = ("Finding", "Table", "TableRow", "Figure", "Passage", "Quote")
LINKS = (
    PCAD.EvidenceLink,
    PCAD.CounterLink,
    PCAD.GroundingLink,
    PCAD.IllustrationLink,
    PCAD.AgencyLink,
)


class FaultKind(StrEnum):
    """What can be wrong with the evidence of a sound graph."""

    NO_DIRECT_EVIDENCE = "no direct evidence"
    BELOW_GRADE = "below the grade asked for"
    WORDS_NOT_PRINTED = "words not printed"
    NOT_GROUNDED = "evidence grounded in nothing"
    OTHER_SOURCE = "judged on another source"
    WORDINGS_DIFFER = "wordings differ"


@dataclass(frozen=True, slots=True)
class Standing:
    """A recommendation's grade, its evidence by strength and kind, its agencies."""

    label: str
    text: str
    line: int
    grade: Grade
    direct: Mapping[str, int]
    contextual: Mapping[str, int]
    against: int
    disputed: int
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Where the report disagrees with itself on recommendations or what they rest on.

    `items` are the recommendations themselves and their direct evidence.
    """

    severity: str
    sentence: str
    recommendations: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an item, in one sentence; a note fails a strict check only."""

    kind: FaultKind
    item: str
    line: int
    message: str

    @property
    def is_note(self) -> bool:
        """Whether it may well be the report's own doing."""
        return self.kind is FaultKind.WORDINGS_DIFFER


@dataclass(frozen=True, slots=True)
class Check:
    """Where each recommendation stands, and what is wrong."""

    standings: tuple[Standing, ...]
    faults: tuple[Fault, ...]
    disputes: tuple[Dispute, ...]


def check_evidence(engine: Asked = None, least: Grade = Grade.NO_EVIDENCE) -> Check:
    """Whether every recommendation of a graph has cited evidence.

    Args:
        engine: an engine or a graph of rdflib's; the package's own without it.
        least: the grade that each recommendation is to have at least.
    """
    engine = engine_for(engine)
    nodes = engine.subjects(RDF.type, PCAD.Recommendation)
    disputes = _disputes(engine, nodes)
    ordered = sorted(
        (_standing(engine, node, disputes) for node in nodes),
        key=lambda standing: int(standing.label.removeprefix("R") or 0),
    )
    faults = (
        *_without_direct(ordered, least),
        *_ungrounded(engine),
        *_unprinted(engine),
        *_other_source(engine),
        *_differing(engine),
    )
    return Check(tuple(ordered), tuple(sorted(faults, key=_order)), disputes)


def _order(fault: Fault) -> tuple[int, list[int], str]:
    """The gravest kind first, then by the number in the label: R2 before R24."""
    numbers = [int(digits) for digits in re.findall(r"\d+", fault.item)]
    return list(FaultKind).index(fault.kind), numbers, fault.item


def _disputes(engine: Engine, nodes: Iterable[Iri]) -> tuple[Dispute, ...]:
    """Errors and minor disagreements, the gravest first, each once."""
    found: dict[Doubt, tuple[set[str], set[str]]] = {}
    for node in nodes:
        for item in (node, *nodes_of(engine, node, PCAD.directlySupportedBy)):
            for doubt in doubts_of(item, engine):
                if doubt.severity != "editorial":
                    labels, items = found.setdefault(doubt, (set(), set()))
                    labels.add(_label(engine, node))
                    items.add(_label(engine, item))
    disputes = (
        Dispute(
            doubt.severity,
            doubt.sentence,
            tuple(sorted(labels, key=natural)),
            tuple(sorted(items, key=natural)),
        )
        for doubt, (labels, items) in found.items()
    )
    return tuple(sorted(disputes, key=_gravest))


def _gravest(dispute: Dispute) -> tuple[int, list[object], str]:
    first = natural(dispute.recommendations[0])
    return SEVERITIES.index(dispute.severity), first, dispute.sentence


def _standing(engine: Engine, node: Iri, disputes: Iterable[Dispute]) -> Standing:
    label = _label(engine, node)
    grade = node_of(engine, node, PCAD.evidenceGrade)
    agencies = (_label(engine, a) for a in nodes_of(engine, node, PCAD.concernsAgency))
    return Standing(
        label=label,
        text=str(value_of(engine, node, PCAD.text) or ""),
        line=_line(engine, node),
        grade=Grade(local_name(grade)) if grade else GRADES[0],
        direct=_kinds(engine, node, PCAD.directlySupportedBy),
        contextual=_kinds(engine, node, PCAD.contextuallySupportedBy),
        against=len(engine.objects(node, PCAD.counteredBy)),
        disputed=sum(label in dispute.recommendations for dispute in disputes),
        agencies=tuple(sorted(agencies)),
    )


def _kinds(engine: Engine, node: Iri, edge: Iri) -> Mapping[str, int]:
    """How many items of each kind an edge leads to."""
    found = Counter(
        kind
        for item in nodes_of(engine, node, edge)
        for kind in KINDS
        if has(engine, item, RDF.type, PCAD[kind])
    )
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _without_direct(standings: list[Standing], least: Grade) -> Iterator[Fault]:
    for standing in standings:
        if not standing.direct:
            yield Fault(
                FaultKind.NO_DIRECT_EVIDENCE,
                standing.label,
                standing.line,
                f"{standing.label} has no direct evidence; nothing in the report bears"
                " on its own subject and action",
            )
        elif GRADES.index(standing.grade) < GRADES.index(least):
            yield Fault(
                FaultKind.BELOW_GRADE,
                standing.label,
                standing.line,
                f"{standing.label} is graded {standing.grade.value}; asked for is"
                f" {least.value}",
            )


def _ungrounded(engine: Engine) -> Iterator[Fault]:
    """Findings that directly support and lead to no place of the body."""
    supporting = {
        evidence
        for node in engine.subjects(RDF.type, PCAD.Recommendation)
        for evidence in nodes_of(engine, node, PCAD.directlySupportedBy)
    }
    for finding in supporting & set(engine.subjects(RDF.type, PCAD.Finding)):
        if not _is_grounded(engine, finding):
            label = _label(engine, finding)
            yield Fault(
                FaultKind.NOT_GROUNDED,
                label,
                _line(engine, finding),
                f"{label} supports a recommendation and is grounded in nothing",
            )


def _is_grounded(engine: Engine, finding: Iri) -> bool:
    family = {
        finding,
        *engine.subjects(DCTERMS.isPartOf, finding),
        *nodes_of(engine, finding, DCTERMS.isPartOf),
    }
    return any(engine.objects(member, PCAD.groundedIn) for member in family)


def _links(engine: Engine) -> list[Iri]:
    return [link for kind in LINKS for link in engine.subjects(RDF.type, kind)]


def _unprinted(engine: Engine) -> Iterator[Fault]:
    """Links whose words stand in neither of the items they join."""
    for link in _links(engine):
        ends = [node_of(engine, link, end) for end in (PCAD.to, PCAD["from"])]
        texts = [str(value_of(engine, end, PCAD.text) or "") for end in ends if end]
        for words in engine.objects(link, PCAD.relyingOn):
            if not any(str(words) in text for text in texts):
                label = _label(engine, link)
                yield Fault(
                    FaultKind.WORDS_NOT_PRINTED,
                    label,
                    _line(engine, ends[0]),
                    f"{label} relies on words that are not printed there: “{words}”",
                )


def _other_source(engine: Engine) -> Iterator[Fault]:
    source = value_of(engine, REP["report"], PCAD.sourceSha256)
    for link in _links(engine):
        judged_on = value_of(engine, link, PCAD.judgedOn)
        if judged_on is not None and judged_on != source:
            label = _label(engine, link)
            yield Fault(
                FaultKind.OTHER_SOURCE,
                label,
                _line(engine, node_of(engine, link, PCAD.to)),
                f"{label} was judged on the source {str(judged_on)[:12]}…, not on this"
                " one; read it again",
            )


def _differing(engine: Engine) -> Iterator[Fault]:
    """Recommendations that the report words differently in different places."""
    for node in engine.subjects(RDF.type, PCAD.Recommendation):
        texts = {
            str(value_of(engine, wording, PCAD.text)): local_name(wording)
            for wording in nodes_of(engine, node, PCAD.hasWording)
        }
        if len(texts) > 1:
            label = _label(engine, node)
            yield Fault(
                FaultKind.WORDINGS_DIFFER,
                label,
                _line(engine, node),
                f"{label} is worded in {len(texts)} ways; see `pcad-kg ask"
                f" where-is-this-recommendation-printed -p recommendation={label}`",
            )


def _label(engine: Engine, node: Iri) -> str:
    return str(value_of(engine, node, RDFS.label) or "")


def _line(engine: Engine, node: Iri | None) -> int:
    line = value_of(engine, node, PCAD.firstLine) if node is not None else None
    return int(line or 0)
