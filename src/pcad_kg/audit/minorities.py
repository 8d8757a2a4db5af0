"""A minority or majority of an agency's people, against what a table of pairs has."""

import re
from collections.abc import Iterator

from pcad_kg.audit.claims import HALF
from pcad_kg.audit.found import (
    PROSE,
    Discrepancy,
    Severity,
    Topic,
    line_of,
    lines,
    listed,
)
from pcad_kg.audit.pairs import BETTER, WORSE, AgencyPair, Part, find_parts, is_agency
from pcad_kg.model import Passage, Report

# "Education respondents, a considerable minority of whom reported deterioration in
# inter-agency collaboration, in particular in relation to Children's ..." (2166)
PARTS_OF = re.compile(
    r"\b(?P<who>[A-Z][A-Za-z’' ]+?) respondents,"
    r" (?P<told>a (?:\w+ )?(?P<size>minority|majority) of whom) reported"
    r" (?P<way>deteriorat|improve)\w* in [^,.]+,? (?:in particular |especially )?"
    r"in relation to (?P<other>[A-Z][A-Za-z’' ]+)"
)


def minority_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """A minority that a table has as most of them, or a majority that is none."""
    parts = find_parts(report)
    for passage in report.passages if parts else ():
        if passage.kind not in PROSE:
            continue
        for said in PARTS_OF.finditer(passage.text):
            way = WORSE if said["way"].startswith(WORSE[:8]) else BETTER
            pairs = [
                (part, pair)
                for part in parts
                for pair in part.pairs
                if is_agency(said["who"], pair.who)
                and is_agency(said["other"].strip(), pair.other)
            ]
            odd = [(t, p) for t, p in pairs if _is_odd(p, way, said["size"])]
            if odd:
                yield _contradicted(passage, said, way, (odd, pairs), report)


def _is_odd(pair: AgencyPair, way: str, size: str) -> bool:
    share = pair.shares[way]
    return share > HALF if size == "minority" else share < HALF


def _contradicted(
    passage: Passage,
    said: re.Match[str],
    way: str,
    told: tuple[list[tuple[Part, AgencyPair]], list[tuple[Part, AgencyPair]]],
    report: Report,
) -> Discrepancy:
    odd, pairs = told
    line = line_of(said["told"], passage.span, report.source)
    others = [pair for pair in pairs if pair not in odd]
    cells = listed(_cell(*pair, way) for pair in odd)
    also = f"; {listed(_cell(*pair, way) for pair in others)}" if others else ""
    words = said["told"].removesuffix(" of whom")
    numbers = [(p.table.number, pair.row.index) for p, pair in odd]
    return Discrepancy(
        Topic.TEXT_TABLE,
        Severity.MINOR,
        (line, *lines(pair.row.span.first_line for _, pair in odd)),
        (
            ("passage", passage.key),
            *(("table", number) for number, _ in numbers),
            *(("row", f"{number}/{index}") for number, index in numbers),
        ),
        words,
        cells,
        f"Line {line} says “{said[0].strip()}”, but {cells} of them{also}.",
    )


def _cell(part: Part, pair: AgencyPair, way: str) -> str:
    """A cell with its place: "Table 2.1B row 1 (operational, line 776) has 51%"."""
    row, table = pair.row, part.table
    level = table.title.rstrip(":").lower()
    return (
        f"Table {table.number} row {row.index} ({level}, line {row.span.first_line})"
        f" has {pair.shares[way]}%"
    )
