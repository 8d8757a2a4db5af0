"""A table of pairs of agencies: what each says of the joint work with another.

Table 2.1 has, for each agency and each that it works with, how many found that the
joint work deteriorated and how many that it improved, in part A strategically, in
part B operationally.
"""

from dataclasses import dataclass
from decimal import Decimal

from pcad_kg.model import Report, Row, Table

WORSE, BETTER = "deteriorated", "improved"
# The letters that tell "strategically" and "operational" of a part's title.
LEVEL = 8


@dataclass(frozen=True, slots=True)
class AgencyPair:
    """What one agency's people say of the joint work with another: worse and better."""

    who: str
    other: str
    row: Row
    shares: dict[str, Decimal]

    def is_more(self, way: str) -> bool:
        """Whether more of them say so than the opposite."""
        (against,) = {WORSE, BETTER} - {way}
        return self.shares[way] > self.shares[against]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of such a table: the level that it is on, and its pairs."""

    table: Table
    pairs: tuple[AgencyPair, ...]

    @property
    def level(self) -> str:
        """The first letters of "strategic" or "operational"."""
        return self.table.title.casefold()[:LEVEL]


def find_parts(report: Report) -> list[Part]:
    """The tables of pairs, in order; none where a report has no such table."""
    return [Part(t, pairs) for t in report.tables if (pairs := pairs_of(t))]


def pairs_of(table: Table) -> tuple[AgencyPair, ...]:
    """The pairs of a table whose cells count what got worse and what got better."""
    agencies = {
        c.of_agency for row in table.rows for c in row.statistics if c.of_agency
    }
    others = {c.index: _agency_of(c.title, agencies) for c in table.columns}
    found: dict[tuple[str, str], AgencyPair] = {}
    for row in table.rows:
        for cell in row.statistics:
            if cell.label in (WORSE, BETTER) and cell.of_agency:
                key = (cell.of_agency, others[cell.column])
                pair = found.setdefault(key, AgencyPair(*key, row, {}))
                pair.shares[cell.label] = cell.value
    return tuple(
        pair for pair in found.values() if pair.shares.keys() == {WORSE, BETTER}
    )


def _agency_of(title: str, agencies: set[str]) -> str:
    """The agency that a column is on, one that answered or another."""
    known = (agency for agency in sorted(agencies) if is_agency(title, agency))
    return next(known, title.casefold().replace(" ", "-"))


def is_agency(name: str, agency: str) -> bool:
    """Whether a name or its initials are an agency's.

    >>> is_agency("CSC", "childrens-social-care"), is_agency("Health", "mental-health")
    (True, False)
    """
    words = agency.split("-")
    plain = name.casefold().replace("'", "").replace("’", "")
    return plain == " ".join(words) or plain == "".join(word[0] for word in words)
