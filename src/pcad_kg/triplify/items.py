"""The report, its sections and passages, and its items: one function per class."""

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, XSD

from pcad_kg.model import (
    Facts,
    Figure,
    Finding,
    Passage,
    Recommendation,
    Report,
    Section,
    Table,
    Wording,
    label_of,
)
from pcad_kg.names import AGENCY, PCAD, REP, wording
from pcad_kg.triples import Pair, Triple, describe_item, item

REPORT = REP.report
PAGE = URIRef("https://www.kcl.ac.uk/research/protecting-children-at-a-distance")
RIGHTS = (
    "The report is the work of its authors and of King's College London, who hold its"
    " rights; it prints no licence. Its words stand here so that each claim can be"
    " checked against its source."
)
LONGEST_LABEL = 60


def report_triples(report: Report) -> Iterator[Triple]:
    """The report itself: its place is its title on the cover."""
    facts = report.facts
    return describe_item(
        REPORT,
        PCAD.Report,
        facts.title,
        facts,
        None,
        (DCTERMS.title, facts.title),
        (DCTERMS.alternative, facts.subtitle),
        *((DCTERMS.creator, creator) for creator in facts.creators),
        (DCTERMS.bibliographicCitation, _citation(facts)),
        (DCTERMS.publisher, facts.publisher),
        (DCTERMS.issued, Literal(facts.issued, datatype=XSD.gYearMonth)),
        (DCTERMS.rights, Literal(RIGHTS, lang="en")),
        (DCTERMS.source, PAGE),
        (PCAD.sourceSha256, report.source.sha256),
    )


def _citation(facts: Facts) -> str:
    """The report as it may be cited; it alone keeps the order of the authors."""
    return (
        f"{', '.join(facts.creators)} ({facts.issued[:4]}) {facts.title}:"
        f" {facts.subtitle}. {facts.publisher}. {PAGE}"
    )


def section_triples(section: Section) -> Iterator[Triple]:
    """A section: its heading is its place and its words."""
    return describe_item(
        item("section", section.key),
        PCAD.Section,
        _heading_label(section),
        section,
        None,
        (PCAD.number, section.number),
        (DCTERMS.title, section.title),
        (PCAD.part, section.part.value),
        (PCAD.startPage, section.start_page),
        (
            DCTERMS.isPartOf,
            item("section", section.parent) if section.parent else REPORT,
        ),
    )


def _heading_label(section: Section) -> str:
    """A heading with its number, short enough for a graph viewer."""
    label = f"{section.number} {section.title}" if section.number else section.title
    if section.key.startswith("appendix"):
        label = f"Appendix {label}"
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def passage_triples(passage: Passage) -> Iterator[Triple]:
    """A passage with its kind and its place in the reading order."""
    return describe_item(
        item("passage", passage.key),
        PCAD.Passage,
        label_of("passage", passage.key),
        passage,
        passage.section,
        (PCAD.passageKind, passage.kind.value),
        (PCAD.position, passage.position),
    )


def recommendation_triples(recommendation: Recommendation) -> Iterator[Triple]:
    """A recommendation and its wordings."""
    key = str(recommendation.number)
    yield from describe_item(
        item("recommendation", key),
        PCAD.Recommendation,
        label_of("recommendation", key),
        recommendation.chosen,
        recommendation.chosen.section,
        (PCAD.number, key),
        *((PCAD.hasWording, _wording(words)) for words in recommendation.wordings),
    )
    for words in recommendation.wordings:
        yield from wording_triples(words)


def wording_triples(words: Wording) -> Iterator[Triple]:
    """A recommendation's wording in one place."""
    return describe_item(
        _wording(words),
        PCAD.Wording,
        f"R{words.number} ({words.place.value})",
        words,
        words.section,
        (PCAD.place, words.place.value),
    )


def _wording(words: Wording) -> URIRef:
    return wording(words.number, words.place.value)


def finding_triples(finding: Finding) -> Iterator[Triple]:
    """A finding, or a lettered part of one."""
    whole = item("finding", finding.number) if finding.letter else None
    return describe_item(
        item("finding", finding.key),
        PCAD.Finding,
        label_of("finding", finding.key),
        finding,
        finding.section,
        (PCAD.number, finding.key),
        (DCTERMS.isPartOf, whole),
    )


def figure_triples(figure: Figure) -> Iterator[Triple]:
    """A figure's caption with each n and each agency left out."""
    return describe_item(
        item("figure", figure.number),
        PCAD.Figure,
        label_of("figure", figure.number),
        figure,
        figure.section,
        *caption_pairs(figure),
    )


def caption_pairs(captioned: Figure | Table) -> Iterator[Pair]:
    """What a caption says of a figure or a table."""
    yield PCAD.number, captioned.number
    yield DCTERMS.title, captioned.title
    for size in captioned.sample_sizes:
        yield PCAD.sampleSize, size
    yield PCAD.sampleAsPrinted, captioned.sample_as_printed
    yield PCAD.exclusion, captioned.exclusion
    for agency in captioned.excludes:
        yield PCAD.excludesAgency, AGENCY[agency]
