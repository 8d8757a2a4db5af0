"""What one place praises and another names as the exception to what was praised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pcad_kg.audit.claims import (
    HALF,
    PARTS,
    columns_of,
    plain_stems,
    share_of,
    tables_in,
)
from pcad_kg.audit.found import (
    PROSE,
    Discrepancy,
    Involved,
    Severity,
    Topic,
    line_of,
    listed,
    once,
)
from pcad_kg.compare import overlap, stems_in
from pcad_kg.model import Finding, Passage, Report, Row, Table

# "Peer initiatives, supervision, counselling and breaks were said to be helpful" (2184)
PRAISE = re.compile(
    r"(?:^|[.;]\s+)(?P<items>[A-Z][^.;]{3,120}?) (?P<told>(?:were|was)"
    r" (?:said|reported|felt|thought|considered|found) to be (?:very |quite )?"
    r"(?:helpful|effective|useful|successful))"
)
# "The two strategies which did not seem to be as effective as the others were accessing
# mental health support/counselling and decreased length of online meetings to allow for
# breaks" (416)
EXCEPTION = re.compile(
    r"\b(?P<told>(?:did not seem|were not (?:felt|thought|found)) to be as"
    r" (?P<word>helpful|effective|useful|successful) as the others) (?:were|was)"
    r" (?P<items>[^.;–]+?)(?: [–-] |[.;])"
)
# So many words of a row's title name it.
NAMED = 0.8


@dataclass(frozen=True, slots=True)
class Exceptional:
    """What a place names as the exceptions, and the tables that it names."""

    item: Involved
    line: int
    told: str
    word: str
    names: tuple[str, ...]
    tables: tuple[str, ...]


def praise_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """A list of what helped, some of which is elsewhere what helped less.

    What most found effective in the table did help: "counselling" (2184) has 57%.
    """
    exceptions = list(_exceptions(report))
    effective = [
        row
        for _, row, (share, slack), _ in _told(exceptions, report)
        if share - slack > HALF
    ]
    for passage in report.passages:
        if passage.kind not in PROSE:
            continue
        for praise in PRAISE.finditer(passage.text):
            named = [
                (one, told)
                for one in PARTS.split(praise["items"])
                for told in exceptions
                for name in told.names
                if _is_in(one, name)
                if not any(_is_on(row, name) for row in effective)
            ]
            if named:
                yield _praised(passage, praise, named, report)


def _exceptions(report: Report) -> Iterator[Exceptional]:
    """Each exception with where it stands; a passage that states a finding is that."""
    findings = {f.span: f for f in report.findings}
    tellers: list[Finding | Passage] = [
        *report.findings,
        *(p for p in report.passages if p.span not in findings),
    ]
    seen: set[int] = set()
    for teller in tellers:
        for said in EXCEPTION.finditer(teller.text):
            line = line_of(said["told"], teller.span, report.source)
            kind = "finding" if isinstance(teller, Finding) else "passage"
            if line not in seen:
                seen.add(line)
                yield Exceptional(
                    (kind, teller.key),
                    line,
                    said["told"],
                    said["word"],
                    tuple(PARTS.split(said["items"])),
                    tables_in(teller.text),
                )


def _is_on(row: Row, name: str) -> bool:
    """Whether a row is on what is named: "Access to" (1738) is "accessing" (1726)."""
    return overlap(plain_stems(row.title), plain_stems(name)) >= NAMED


def _is_in(words: str, name: str) -> bool:
    stems = stems_in(words)
    return bool(stems) and stems <= stems_in(name)


def _praised(
    passage: Passage,
    praise: re.Match[str],
    named: list[tuple[str, Exceptional]],
    report: Report,
) -> Discrepancy:
    line = line_of(praise["told"], passage.span, report.source)
    tellers = list(dict.fromkeys(told for _, told in named))
    words = listed(dict.fromkeys(one for one, _ in named))
    rows = list(_rows(tellers, report))
    shares = listed(_share(*row) for row in rows) if rows else ""
    lines = listed(str(told.line) for told in tellers)
    have = f"lines {lines} have" if len(tellers) > 1 else f"line {lines} has"
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        tuple(dict.fromkeys((line, *(t.line for t in tellers), *_lines(rows)))),
        once(
            (
                ("passage", passage.key),
                *(told.item for told in tellers),
                *(("row", f"{table.number}/{row.index}") for table, row, _ in rows),
            )
        ),
        f"{words} {praise['told']}",
        tellers[0].told,
        f"Line {line} has {words} among what “{praise['told']}”, but {have} them among"
        f" what “{tellers[0].told}”{f', and {shares}' if shares else ''}.",
    )


def _told(
    tellers: list[Exceptional], report: Report
) -> Iterator[tuple[Table, Row, tuple[Decimal, Decimal], str]]:
    """The rows of the exceptions' tables, each with its share and what it is of."""
    for told in tellers:
        for table in (t for t in report.tables if t.number in told.tables):
            columns = columns_of(table, told.word)
            for row in table.rows:
                share = share_of(row, columns) if columns else None
                if share and any(_is_on(row, name) for name in told.names):
                    yield table, row, share, told.word


def _rows(
    tellers: list[Exceptional], report: Report
) -> Iterator[tuple[Table, Row, str]]:
    """The rows of the exceptions' tables that no majority found effective."""
    for table, row, (share, slack), word in _told(tellers, report):
        if share + slack < HALF:
            yield table, row, f"{share}% {word}"


def _lines(rows: list[tuple[Table, Row, str]]) -> Iterator[int]:
    return (row.span.first_line for _, row, _ in rows)


def _share(table: Table, row: Row, share: str) -> str:
    place = f"{row.title}, line {row.span.first_line}"
    return f"Table {table.number} row {row.index} ({place}) has {share}"
