"""Edges, and the nodes that tell why they hold: one function per kind of link."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from pcad_kg.judgements import JUDGED_ON
from pcad_kg.model import (
    AgencyCount,
    Basis,
    Concern,
    CrossReference,
    Grade,
    Grounding,
    Illustration,
    Origin,
    Stance,
    Strength,
    Support,
    Voice,
    label_of,
)
from pcad_kg.names import AGENCY, PCAD, link, slug
from pcad_kg.triples import Pair, Triple, describe, item


def agency_count_triples(count: AgencyCount) -> Iterator[Triple]:
    """How many of an agency's people answered and were interviewed."""
    return describe(
        AGENCY[count.agency],
        (PCAD.respondents, count.respondents),
        (PCAD.interviewees, count.interviewees),
    )


def cross_reference_triples(reference: CrossReference) -> Iterator[Triple]:
    """A printed reference from prose to a figure, a table or a section."""
    return describe(
        item(reference.from_kind, reference.from_key),
        (PCAD.refersTo, item(reference.to_kind, reference.to_key)),
    )


def system_wide_triples(place: tuple[str, str]) -> Iterator[Triple]:
    """That an item speaks of the whole multi-agency system."""
    return describe(item(*place), (PCAD.concernsAllAgencies, Literal(True)))


def concern_triples(concern: Concern) -> Iterator[Triple]:
    """A `concernsAgency` edge and the words that name the agency, or imply it."""
    start = (concern.item_kind, concern.item_key)
    agency = AGENCY[concern.agency]
    named = f"{label_of(*start)} prints words that name the agency or its people."
    is_named = concern.basis is Basis.NAMED
    yield from describe(item(*start), (PCAD.concernsAgency, agency))
    yield from describe(
        link(*start, concern.agency),
        (RDF.type, PCAD.AgencyLink),
        (RDFS.label, f"{label_of(*start)} → {concern.agency}"),
        (PCAD["from"], item(*start)),
        (PCAD.to, agency),
        (PCAD.basis, PCAD[concern.basis.value]),
        *_origin(Origin.STATED if is_named else Origin.JUDGED),
        (PCAD.rationale, concern.rationale or named),
        *((PCAD.relyingOn, words) for words in concern.words),
    )


def grounding_triples(grounding: Grounding) -> Iterator[Triple]:
    """A `groundedIn` edge and the node that tells why it holds."""
    start = ("finding", grounding.finding)
    end = (grounding.to_kind, grounding.to_key)
    yield from describe(item(*start), (PCAD.groundedIn, item(*end)))
    yield from _link_triples(
        PCAD.GroundingLink,
        start,
        end,
        *_origin(grounding.origin),
        (PCAD.rationale, grounding.rationale),
        (PCAD.relyingOn, grounding.words),
    )


def support_triples(support: Support) -> Iterator[Triple]:
    """The edges of evidence for or against, and the node that tells why."""
    start = ("recommendation", str(support.recommendation))
    end = (support.evidence_kind, support.evidence_key)
    is_for = support.stance is Stance.FOR
    for predicate in _support_edges(support):
        yield from describe(item(*start), (predicate, item(*end)))
    yield from _link_triples(
        PCAD.EvidenceLink if is_for else PCAD.CounterLink,
        start,
        end,
        (PCAD.strength, PCAD[support.strength.value]),
        (PCAD.ground, PCAD[support.ground.value]),
        *_origin(Origin.JUDGED),
        (PCAD.rationale, support.rationale),
        (PCAD.relyingOn, support.words),
    )


def _support_edges(support: Support) -> tuple[URIRef, ...]:
    if support.stance is Stance.AGAINST:
        return (PCAD.counteredBy,)
    if support.strength is Strength.DIRECT:
        return PCAD.supportedBy, PCAD.directlySupportedBy
    return PCAD.supportedBy, PCAD.contextuallySupportedBy


def illustration_triples(illustration: Illustration) -> Iterator[Triple]:
    """An edge to a quote that says the same or the opposite, and why."""
    start = (illustration.from_kind, illustration.from_key)
    end = ("quote", illustration.quote)
    counters = illustration.voice is Voice.COUNTERS
    edge = PCAD.counteredBy if counters else PCAD.illustratedBy
    yield from describe(item(*start), (edge, item(*end)))
    yield from _link_triples(
        PCAD.CounterLink if counters else PCAD.IllustrationLink,
        start,
        end,
        *_origin(illustration.origin),
        (PCAD.rationale, illustration.rationale),
        (PCAD.relyingOn, illustration.words),
    )


def grade_triples(grade: tuple[int, Grade]) -> Iterator[Triple]:
    """The grade of a recommendation."""
    number, found = grade
    return describe(
        item("recommendation", str(number)), (PCAD.evidenceGrade, PCAD[found.value])
    )


def _origin(origin: Origin) -> Iterator[Pair]:
    """Who says that a link holds and, of a judged one, on which source."""
    yield PCAD.origin, PCAD[origin.value]
    if origin is Origin.JUDGED:
        yield PCAD.judgedOn, JUDGED_ON


def _link_triples(
    kind: URIRef, start: tuple[str, str], end: tuple[str, str], *pairs: Pair
) -> Iterator[Triple]:
    return describe(
        link(*start, slug(*end)),
        (RDF.type, kind),
        (RDFS.label, f"{label_of(*start)} → {label_of(*end)}"),
        (PCAD["from"], item(*start)),
        (PCAD.to, item(*end)),
        *pairs,
    )
