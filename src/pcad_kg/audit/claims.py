"""What prose says about a table, tied to the table: its words, place and rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pcad_kg.audit.found import Discrepancy, Involved, Severity, Topic, line_of, lines
from pcad_kg.compare import overlap, stems_in
from pcad_kg.extract.cross_references import references_in
from pcad_kg.model import Finding, Kind, Passage, Report, Row, Table, Unit

# "strongly agreed" and "agreed" are asked of the columns "Strongly Agree" and "Agree".
DEGREE = re.compile(r"^(?:strongly|very|quite|slightly)\s+", re.IGNORECASE)
REMOTE = re.compile(r"\b[Rr]emote\s+")
# "Bereavement, poor working from home and inadequate resources" (1671).
PARTS = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
# A sentence speaks of a table that it repeats so much of the title of.
ABOUT = 0.6
HALF = Decimal(50)


@dataclass(frozen=True, slots=True)
class Claim:
    """A text about one table: who states it, and what it says."""

    item: Involved
    words: str
    teller: Finding | Passage
    table: Table

    def line(self, phrase: str, report: Report) -> int:
        """The line on which a phrase of the text begins."""
        return line_of(phrase, self.teller.span, report.source)

    def place(self, row: Row) -> str:
        """A row of the table as a sentence names it."""
        return f"Table {self.table.number} row {row.index} ({row.title})"


def find_claims(report: Report) -> Iterator[Claim]:
    """Each finding with the tables it is grounded in, each passage with those it names.

    "Table 3.5 and Table 3.6" (1475) are both named; which of them a sentence speaks of
    is told by `about`.
    """
    tables = {table.number: table for table in report.tables if table.rows}
    for finding in report.findings:
        for grounding in report.groundings:
            is_own = grounding.finding == finding.key and grounding.to_kind == "table"
            if is_own and grounding.to_key in tables:
                item = ("finding", finding.key)
                yield Claim(item, finding.text, finding, tables[grounding.to_key])
    for passage in report.passages:
        for number in tables_in(passage.text):
            if (
                number in tables
                and tables[number].span.first_line != passage.span.first_line
            ):
                for teller in (passage, *_up_to(tables[number], passage, report)):
                    item = ("passage", teller.key)
                    yield Claim(item, teller.text, teller, tables[number])


@cache
def tables_in(text: str) -> tuple[str, ...]:
    """The numbers of the tables that a text names, each once."""
    named = (key for kind, key, _ in references_in(text) if kind == "table")
    return tuple(dict.fromkeys(named))


def _up_to(table: Table, passage: Passage, report: Report) -> list[Passage]:
    """The paragraphs between a passage that names a table and the table (1674)."""
    place = report.passages.index(passage) + 1
    found: list[Passage] = []
    for later in report.passages[place:]:
        if later.kind is not Kind.PARAGRAPH or later.section != passage.section:
            is_there = later.span.first_line == table.span.first_line
            return found if is_there else []
        found.append(later)
    return []


def columns_of(table: Table, answer: str) -> list[int]:
    """The columns that an answer stands for, in every degree.

    "agree" is both "Agree" and "Strongly Agree".
    """
    return [
        column.index
        for column in table.columns
        if DEGREE.sub("", column.title).casefold() == answer
    ]


def share_of(row: Row, columns: list[int]) -> tuple[Decimal, Decimal] | None:
    """A row's share of some answers, and how far rounding may have moved it."""
    cells = [
        c for c in row.statistics if c.column in columns and c.unit is Unit.PERCENT
    ]
    if len(cells) != len(columns) or not cells:
        return None
    return sum((c.value for c in cells), Decimal(0)), Decimal(len(cells)) / 2


def plain_stems(text: str) -> frozenset[str]:
    """The stems of a text without plural endings: "Core Groups", "Core Group"."""
    singular = re.sub(r"s\b", "", REMOTE.sub("", text).replace("/", " "))
    return stems_in(singular)


def is_named(row: Row, text: str) -> bool:
    """Whether a text names what a row is on: all words of its title that tell it.

    Of a title in two parts ("Directions/Case Management Hearings") the words decide.
    """
    stems = plain_stems(row.title)
    return bool(stems) and stems <= plain_stems(text)


def about(table: Table, text: str) -> float:
    """How much of a table's title a text repeats, from 0 to 1."""
    return overlap(stems_in(table.title), stems_in(text))


def contradicted(
    claim: Claim,
    phrase: str,
    rows: list[Row],
    report: Report,
    told: tuple[Severity, str, str],
) -> Discrepancy:
    """A claim that some rows of its table do not bear out."""
    severity, expected, comment = told
    line = claim.line(phrase, report)
    number = claim.table.number
    return Discrepancy(
        Topic.TEXT_TABLE,
        severity,
        (line, *lines(row.span.first_line for row in rows)),
        (
            claim.item,
            ("table", number),
            *(("row", f"{number}/{row.index}") for row in rows),
        ),
        phrase,
        expected,
        comment.replace("{line}", str(line)),
    )
