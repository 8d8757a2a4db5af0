"""Edges, and the nodes that tell why they hold: one function per kind of link."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS

from pcad_kg.model import (
    AgencyCount,
    Concern,
    CrossReference,
    Grounding,
    Strength,
    Support,
    label_of,
)
from pcad_kg.names import AGENCY, PCAD, item, link, slug
from pcad_kg.triples import Pair, Triple, describe


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
    """A `concernsAgency` edge and the words that name the agency."""
    subject = item(concern.item_kind, concern.item_key)
    agency = AGENCY[concern.agency]
    label = label_of(concern.item_kind, concern.item_key)
    yield from describe(subject, (PCAD.concernsAgency, agency))
    yield from describe(
        link(concern.item_kind, concern.item_key, concern.agency),
        (RDF.type, PCAD.AgencyLink),
        (RDFS.label, f"{label} → {concern.agency}"),
        (PCAD["from"], subject),
        (PCAD.to, agency),
        (PCAD.basis, PCAD.named),
        (PCAD.origin, PCAD.stated),
        (PCAD.rationale, f"{label} prints words that name the agency or its people."),
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
        (PCAD.origin, PCAD[grounding.origin.value]),
        (PCAD.rationale, grounding.rationale),
        (PCAD.relyingOn, grounding.words),
    )


def support_triples(support: Support) -> Iterator[Triple]:
    """A `supportedBy` edge, its strength's edge, and the node that tells why."""
    start = ("recommendation", str(support.recommendation))
    end = (support.evidence_kind, support.evidence_key)
    is_direct = support.strength is Strength.DIRECT
    strength = PCAD.directlySupportedBy if is_direct else PCAD.contextuallySupportedBy
    for predicate in (PCAD.supportedBy, strength):
        yield from describe(item(*start), (predicate, item(*end)))
    yield from _link_triples(
        PCAD.EvidenceLink,
        start,
        end,
        (PCAD.strength, PCAD[support.strength.value]),
        (PCAD.ground, PCAD[support.ground.value]),
        (PCAD.origin, PCAD.judged),
        (PCAD.rationale, support.rationale),
        (PCAD.relyingOn, support.words),
    )


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
