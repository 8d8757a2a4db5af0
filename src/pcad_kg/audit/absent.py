"""What prose lists among the rows of a table that has no row on it."""

import re
from collections.abc import Iterator

from pcad_kg.audit.claims import ABOUT, Claim, find_claims, plain_stems
from pcad_kg.audit.found import (
    Discrepancy,
    Severity,
    Topic,
    lines,
    listed,
)
from pcad_kg.compare import overlap
from pcad_kg.model import Report, Row, Table

# "... processes that had been held remotely (such as MASH; ...; Emergency Court
# Hearings; ...) most respondents felt that these statutory processes and meetings were
# better attended and remote access was a more efficient use of time" (375).
OF_THESE = re.compile(
    r"\(such as (?P<list>[^()]+;[^()]+)\)"
    r" (?P<most>most respondents (?:agreed|felt|thought) that these (?P<what>[^.()]+))"
)
ITEMS = re.compile(r";\s*(?:and\s+)?|\s+and\s+")
# "Generally better attendance/engagement?" is told by the rest of its words.
DEGREE = re.compile(r"\b(?:generally|overall)\b", re.IGNORECASE)
FEWEST_SISTERS = 3


def absent_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Items of a list on which most are said to agree, and which no row counts.

    They are rows of the sister tables, those with the same columns: what is listed is
    what all of these tables are on.
    """
    for claim in find_claims(report):
        said = OF_THESE.search(claim.words)
        if said and _is_on(claim.table, said["what"]):
            for part in ITEMS.split(said["list"]):
                sisters = list(_sisters(claim.table, part, report))
                is_there = any(_is(row, part) for row in claim.table.rows)
                if len(sisters) >= FEWEST_SISTERS and not is_there:
                    yield _absent(claim, part, said, (sisters, report))


def _is_on(table: Table, words: str) -> bool:
    """Whether words name what a table is on."""
    stems = plain_stems(DEGREE.sub("", table.title))
    return overlap(stems, plain_stems(words)) >= ABOUT


def _is(row: Row, part: str) -> bool:
    """Whether a row is on an item of a list, each in its own words.

    "Case Management Hearings" are "Directions/Case Management Hearings", and "Core
    group meetings" are "Core Groups".
    """
    one, other = plain_stems(row.title), plain_stems(part)
    return bool(one and other) and (one <= other or other <= one)


def _sisters(table: Table, part: str, report: Report) -> Iterator[tuple[Table, Row]]:
    """The rows on an item in the other tables with the same columns."""
    titles = [column.title for column in table.columns]
    for sister in report.tables:
        if sister is not table and [c.title for c in sister.columns] == titles:
            yield from ((sister, row) for row in sister.rows if _is(row, part))


def _absent(
    claim: Claim,
    part: str,
    said: re.Match[str],
    known: tuple[list[tuple[Table, Row]], Report],
) -> Discrepancy:
    sisters, report = known
    line, caption = claim.line(said["most"], report), claim.table.span.first_line
    there = listed(sister.number for sister, _ in sisters)
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        (line, *lines((caption, *(row.span.first_line for _, row in sisters)))),
        (
            claim.item,
            ("table", claim.table.number),
            *(("row", f"{sister.number}/{row.index}") for sister, row in sisters),
        ),
        part,
        f"no {part}, or a row on it in Table {claim.table.number}",
        f"Line {line} lists “{part}” and says “{said['most'].strip()}”, but Table"
        f" {claim.table.number}, “{claim.table.title}” (line {caption}), has no row on"
        f" {part}, as Tables {there} have.",
    )
