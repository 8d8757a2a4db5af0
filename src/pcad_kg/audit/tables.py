"""Cells and n of a table that look misplaced beside their neighbours."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pcad_kg.audit.claims import is_named
from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    line_of,
    lines,
)
from pcad_kg.model import Passage, Report, Row, Table

# How much further than any other row a row must leap to look swapped.
LEAP = 3
FEWEST_ROWS = 4
# A sorted column rises in no more than one of so many rows.
MOST_RISES = 4
WHOLE = Decimal(100)
# "Core Groups" (1566) are the "Remote Core Groups" of other tables.
REMOTE = re.compile(r"^remote\s+", re.IGNORECASE)
FEWEST_SIBLINGS = 3
OUTLIER = Decimal("1.5")
# "only those with experience of MASH and core groups answered questions about these
# processes" (1438)
ONLY_THOSE = re.compile(r"\bonly (?P<told>those with [^.;]+? answered)\b")
# "(n=54 – Law only)" (1451), "(Law only)" (1568).
ONLY = re.compile(r"\b(?P<who>[A-Z][A-Za-z’' ]+) only\)")


def table_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Columns that look swapped in one row, an n that looks copied, a mark left out."""
    for table in report.tables:
        yield from _swapped(table)
        yield from _copied(table, report)
        yield from _unmarked(table, report)


def _swapped(table: Table) -> Iterator[Discrepancy]:
    """A row whose Yes and No would fit their neighbours the other way round.

    Table 3.12 row 2 prints 87% and 13%, then 9% and 91%; in no other row do the two
    lockdowns differ by more than 13 points.
    """
    pairs = {
        row.index: cells for row in table.rows if (cells := _two_pairs(table, row))
    }
    if len(pairs) < FEWEST_ROWS:
        return
    for row in table.rows:
        if row.index not in pairs:
            continue
        yes, no, later_yes, later_no = pairs[row.index]
        others = max(
            abs(cells[0] - cells[2]) for i, cells in pairs.items() if i != row.index
        )
        leap = abs(yes - later_yes)
        if leap > LEAP * others and abs(yes - later_no) <= others:
            is_first_right = _is_in_place(row.index, pairs, 0)
            told = (others, is_first_right and not _is_in_place(row.index, pairs, 2))
            yield _swap(table, row, (yes, no, later_yes, later_no), told)


def _is_in_place(index: int, pairs: dict[int, tuple[Decimal, ...]], place: int) -> bool:
    """Whether a row stands where a column that is sorted, one row apart, would put it.

    Table 3.12 goes down from 88% to 9% in its first column, but for its last row.
    """
    column = {i: cells[place] for i, cells in pairs.items()}
    others = [value for i, value in sorted(column.items()) if i != index]
    rises = sum(later > value for value, later in pairwise(others))
    above = column.get(index - 1, WHOLE)
    below = column.get(index + 1, Decimal(0))
    return rises * MOST_RISES <= len(others) and above >= column[index] >= below


def _two_pairs(table: Table, row: Row) -> tuple[Decimal, ...]:
    """Yes, No, Yes, No of a row of such a table."""
    titles = [column.title.rpartition(": ")[2] for column in table.columns]
    if titles != ["Yes", "No", "Yes", "No"] or len(row.statistics) != len(titles):
        return ()
    return tuple(cell.value for cell in row.statistics)


def _swap(
    table: Table,
    row: Row,
    cells: tuple[Decimal, ...],
    told: tuple[Decimal, bool],
) -> Discrepancy:
    yes, no, later_yes, later_no = cells
    others, is_sorted = told
    line = row.span.first_line
    turned = f"{later_no}% / {later_yes}%"
    first = table.columns[0].title.rpartition(": ")[0]
    place = (
        f" Nearly all rows are sorted by the Yes of {first}, with {yes}% in its place:"
        f" the pair to doubt is {later_yes}% / {later_no}%."
        if is_sorted
        else ""
    )
    return Discrepancy(
        Topic.TABLE,
        Severity.ERROR if is_sorted else Severity.MINOR,
        (line,),
        (("row", f"{table.number}/{row.index}"), ("table", table.number)),
        f"{yes}% / {no}%, {later_yes}% / {later_no}%",
        f"{yes}% / {no}%, {turned}"
        if is_sorted
        else f"one pair the other way round: {turned}, or {no}% / {yes}%",
        f"Line {line}, Table {table.number} row {row.index} ({row.title}), goes from"
        f" {yes}% to {later_yes}% Yes, where no other row changes by more than {others}"
        f" points; with one pair's columns swapped it changes by"
        f" {abs(yes - later_no)}.{place}",
    )


def _copied(table: Table, report: Report) -> Iterator[Discrepancy]:
    """The n of the row above, printed again where other tables have far fewer.

    "Remote Core Groups (n=185)" (1544) stands beneath n=185; elsewhere core groups have
    57 to 110 answers.
    """
    for above, row in pairwise(table.rows):
        size = row.sample_sizes[0] if len(row.sample_sizes) == 1 else 0
        if not size or above.sample_sizes != row.sample_sizes:
            continue
        siblings = [
            other.sample_sizes[0]
            for sibling in report.tables
            if sibling is not table
            for other in sibling.rows
            if _subject(other) == _subject(row) and len(other.sample_sizes) == 1
        ]
        if len(siblings) < FEWEST_SIBLINGS or size < OUTLIER * max(siblings):
            continue
        yield _copy(table, (above, row), siblings, _asked_of_some(row, report))


def _asked_of_some(row: Row, report: Report) -> tuple[Passage, str, int] | None:
    """Prose that says that only some people answered what a row is on."""
    for passage in report.passages:
        for said in ONLY_THOSE.finditer(passage.text):
            if is_named(row, said["told"]):
                line = line_of(said[0], passage.span, report.source)
                return passage, said["told"], line
    return None


def _copy(
    table: Table,
    rows: tuple[Row, Row],
    siblings: list[int],
    asked: tuple[Passage, str, int] | None,
) -> Discrepancy:
    above, row = rows
    line, size = row.span.first_line, row.sample_sizes[0]
    items: tuple[Involved, ...] = (
        ("row", f"{table.number}/{row.index}"),
        ("table", table.number),
    )
    at: tuple[int, ...] = (above.span.first_line, line)
    only = ""
    if asked:
        passage, words, told_at = asked
        items, at = (*items, ("passage", passage.key)), (*at, told_at)
        only = f", and line {told_at} says that only {words}"
    return Discrepancy(
        Topic.TABLE,
        Severity.MINOR,
        at,
        items,
        f"n={size}",
        f"n between {min(siblings)} and {max(siblings)}, as in other tables",
        f"Line {line}, Table {table.number} row {row.index} ({row.title}), has the very"
        f" n={size} of the row above it (line {above.span.first_line}), while the same"
        f" row of {len(siblings)} other tables has n={min(siblings)} to"
        f" {max(siblings)}{only}.",
    )


def _unmarked(table: Table, report: Report) -> Iterator[Discrepancy]:
    """A row that all other tables mark as one agency's only, and this one does not.

    "Remote Directions/Case Management Hearings (n=22)" (1528) is "Law only" elsewhere.
    """
    for row in table.rows:
        siblings = [
            (other, ONLY.search(other.label))
            for sibling in report.tables
            if sibling is not table
            for other in sibling.rows
            if _subject(other) == _subject(row)
        ]
        marks = {mark["who"] for _, mark in siblings if mark}
        is_marked = all(mark for _, mark in siblings) and len(marks) == 1
        enough = len(siblings) >= FEWEST_SIBLINGS
        if enough and is_marked and not ONLY.search(row.label):
            yield _unlike(table, row, marks.pop(), [other for other, _ in siblings])


def _unlike(table: Table, row: Row, who: str, siblings: list[Row]) -> Discrepancy:
    line = row.span.first_line
    return Discrepancy(
        Topic.TABLE,
        Severity.EDITORIAL,
        (line, *lines(other.span.first_line for other in siblings)),
        (("row", f"{table.number}/{row.index}"), ("table", table.number)),
        row.label,
        f"“{who} only” in its label",
        f"Line {line}, Table {table.number} row {row.index} ({row.title}), is not"
        f" marked “{who} only”, as the same row of {len(siblings)} other tables is.",
    )


def _subject(row: Row) -> str:
    return REMOTE.sub("", row.title).casefold()
