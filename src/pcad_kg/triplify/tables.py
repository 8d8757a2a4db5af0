"""Tables with their columns, rows and statistics: one function per class."""

from collections.abc import Iterator
from decimal import Decimal

from rdflib import Literal
from rdflib.namespace import DCTERMS, XSD

from pcad_kg.model import Column, Row, Statistic, Table, Unit, label_of
from pcad_kg.names import AGENCY, PCAD, cell, column
from pcad_kg.triples import Triple, describe_item, item
from pcad_kg.triplify.items import caption_pairs


def table_triples(table: Table) -> Iterator[Triple]:
    """A table, then its columns and rows."""
    yield from describe_item(
        item("table", table.number),
        PCAD.Table,
        label_of("table", table.number),
        table,
        table.section,
        *caption_pairs(table),
        (DCTERMS.isPartOf, item("table", table.whole) if table.whole else None),
    )
    for heading in table.columns:
        yield from column_triples(table, heading)
    for row in table.rows:
        yield from row_triples(table, row)


def column_triples(table: Table, heading: Column) -> Iterator[Triple]:
    """A column of figures."""
    return describe_item(
        column(table.number, heading.index),
        PCAD.TableColumn,
        f"{label_of('table', table.number)} column {heading.index}",
        heading,
        table.section,
        (PCAD.number, str(heading.index)),
        (DCTERMS.title, heading.title),
        (DCTERMS.isPartOf, item("table", table.number)),
    )


def row_triples(table: Table, row: Row) -> Iterator[Triple]:
    """A row, then the statistics it states."""
    key = f"{table.number}/{row.index}"
    cells = [cell(table.number, row.index, s.key) for s in row.statistics]
    yield from describe_item(
        item("row", key),
        PCAD.TableRow,
        label_of("row", key),
        row,
        table.section,
        (PCAD.number, str(row.index)),
        (DCTERMS.title, row.title),
        (DCTERMS.isPartOf, item("table", table.number)),
        *((PCAD.sampleSize, size) for size in row.sample_sizes),
        (PCAD.sampleAsPrinted, row.sample_as_printed),
        *((PCAD.states, node) for node in cells),
    )
    for statistic in row.statistics:
        yield from statistic_triples(table, row, statistic)


def statistic_triples(table: Table, row: Row, statistic: Statistic) -> Iterator[Triple]:
    """One printed figure: value, unit, n, and the row and column it stands in."""
    place = f"{table.number}/{row.index}"
    value = decimal(statistic.value)
    is_percentage = statistic.unit is Unit.PERCENT
    is_count = statistic.unit is Unit.COUNT
    return describe_item(
        cell(table.number, row.index, statistic.key),
        PCAD.Statistic,
        f"{label_of('row', place)} column {statistic.key}",
        statistic,
        table.section,
        (PCAD.asPrinted, statistic.as_printed),
        (PCAD.value, value),
        (PCAD.unit, statistic.unit.value),
        (PCAD.percentage, value if is_percentage else None),
        (PCAD.count, int(statistic.value) if is_count else None),
        (PCAD.sampleSize, statistic.sample_size),
        (PCAD.ofAgency, AGENCY[statistic.of_agency] if statistic.of_agency else None),
        (DCTERMS.title, statistic.label),
        (PCAD.row, item("row", place)),
        (PCAD.column, column(table.number, statistic.column)),
    )


def decimal(value: Decimal) -> Literal:
    """A number in the characters that Turtle writes, so that it reads back alike.

    >>> str(decimal(Decimal("28"))), str(decimal(Decimal(".055")))
    ('28.0', '0.055')
    """
    digits = str(value)
    return Literal(digits if "." in digits else f"{digits}.0", datatype=XSD.decimal)
