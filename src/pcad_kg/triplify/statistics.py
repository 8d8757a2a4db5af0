"""The numbers of the prose."""

from collections.abc import Iterator
from decimal import Decimal

from rdflib.namespace import DCTERMS

from pcad_kg.model import ProseStatistic, Unit, label_of
from pcad_kg.names import AGENCY, PCAD
from pcad_kg.triples import Pair, Triple, describe, describe_item, item
from pcad_kg.triplify.tables import decimal


def prose_statistic_triples(statistic: ProseStatistic) -> Iterator[Triple]:
    """A number phrase of the prose, stated by its finding, else by its passage."""
    node = item("statistic", statistic.key)
    passage = item("passage", statistic.passage)
    stating = item("finding", statistic.finding) if statistic.finding else passage
    agency = statistic.of_agency
    yield from describe(stating, (PCAD.states, node))
    yield from describe_item(
        node,
        PCAD.Statistic,
        label_of("statistic", statistic.key),
        statistic,
        statistic.section,
        (DCTERMS.isPartOf, passage),
        (PCAD.asPrinted, statistic.text),
        (PCAD.qualifier, statistic.qualifier),
        (PCAD.ofAgency, AGENCY[agency] if agency else None),
        *_measures(statistic),
        *_sample(statistic),
    )


def _measures(statistic: ProseStatistic) -> Iterator[Pair]:
    """What is counted, as far as printed; a range has its ends twice, by name too."""
    shares, counts = statistic.percentages, statistic.counts
    for share in shares:
        yield PCAD.percentage, decimal(share)
    yield PCAD.numerator, statistic.numerator
    yield PCAD.denominator, statistic.denominator
    for count in counts:
        yield PCAD.count, count
    yield PCAD.measure, statistic.measure
    several = [*shares, *map(Decimal, counts)]
    if len(shares) > 1 or len(counts) > 1:
        yield PCAD.lowest, decimal(min(several))
        yield PCAD.highest, decimal(max(several))
    elif statistic.value is not None:
        yield PCAD.value, decimal(statistic.value)
        yield PCAD.unit, Unit.NUMBER.value
    elif len(several) == 1:
        yield PCAD.value, decimal(several[0])
        yield PCAD.unit, (Unit.PERCENT if shares else Unit.COUNT).value


def _sample(statistic: ProseStatistic) -> Iterator[Pair]:
    for size in statistic.samples:
        yield PCAD.sampleSize, size
    if statistic.samples:
        inherited = statistic.is_inherited
        yield PCAD.sampleSizeFrom, "sentence" if inherited else "phrase"
