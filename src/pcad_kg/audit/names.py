"""Programmes and topics that one place calls otherwise than another."""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import (
    PROSE,
    Discrepancy,
    Involved,
    Severity,
    Topic,
    line_of,
    lines,
    listed,
    once,
)
from pcad_kg.model import Passage, Report, Row, Table

# "Child Protection-Information Sharing Programme" (330) and "Child Protection –
# Information Sharing project" (2170)
NAMED = re.compile(
    r"\b(?P<name>(?:[A-Z][a-z’']+(?: ?[-–&/] ?| )){3,})"
    r"(?P<what>(?i:project|programme|scheme|initiative))\b"
)
# "National Police Chief's Council" (257), "National Police Chiefs' Council" (264)
OWNED = re.compile(r"\b(?:[A-Z][a-z]+(?:['’]s|s['’])? ){2,}[A-Z][a-z]+\b")
LETTERS = re.compile(r"[^a-z]+")
# So many words of a row's title in a row are no accident.
FEWEST_WORDS = 3
Place = tuple[Passage, int]


def name_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """A programme that is also a project, an apostrophe moved, a stroke left out."""
    yield from _other_kinds(report)
    yield from _other_owners(report)
    for table in report.tables:
        for row in table.rows:
            if "/" in row.title and len(row.title.split()) >= FEWEST_WORDS:
                yield from _without_stroke(table, row, report)


def _other_kinds(report: Report) -> Iterator[Discrepancy]:
    names: dict[str, dict[str, list[tuple[str, Place]]]] = {}
    for passage in (p for p in report.passages if p.kind in PROSE):
        for found in NAMED.finditer(passage.text):
            line = line_of(found[0], passage.span, report.source)
            kinds = names.setdefault(LETTERS.sub(" ", found["name"].lower()), {})
            places = kinds.setdefault(found["what"].lower(), [])
            places.append((found[0], (passage, line)))
    for kinds in names.values():
        if len(kinds) > 1:
            yield _two_kinds(list(kinds.values()), report)


def _other_owners(report: Report) -> Iterator[Discrepancy]:
    names: dict[str, dict[str, list[tuple[str, Place]]]] = {}
    for passage in (p for p in report.passages if p.kind in PROSE):
        for found in OWNED.finditer(passage.text):
            words = found[0].replace("’", "'")
            line = line_of(found[0], passage.span, report.source)
            forms = names.setdefault(words.replace("'", ""), {})
            forms.setdefault(words, []).append((words, (passage, line)))
    for forms in names.values():
        if len(forms) > 1:
            yield _two_kinds(list(forms.values()), report)


def _two_kinds(kinds: list[list[tuple[str, Place]]], report: Report) -> Discrepancy:
    told = [f"“{places[0][0]}” {_at(p for _, p in places)}" for places in kinds]
    every = [place for places in kinds for _, place in places]
    return Discrepancy(
        Topic.WORDING,
        Severity.EDITORIAL,
        lines(line for _, line in every),
        once(_item(passage, report) for passage, _ in every),
        "; ".join(places[0][0] for places in kinds),
        "one name everywhere",
        f"The same is called {listed(told)}.",
    )


def _without_stroke(table: Table, row: Row, report: Report) -> Iterator[Discrepancy]:
    """Where a row's title has lost its stroke: "safeguarding protection" (433)."""
    title = row.title.casefold()
    bare = title.replace("/", " ")
    read = [p for p in report.passages if p.kind in PROSE]
    without = list(_places(bare, read, report))
    same = list(_places(title, read, report))
    if not without:
        return
    also = f" and {_at(same).removeprefix('at ')}" if same else ""
    first = row.span.first_line
    have = "have" if len(without) > 1 else "has"
    at = _at(without).removeprefix("at ")
    yield Discrepancy(
        Topic.WORDING,
        Severity.EDITORIAL,
        (*lines(n for _, n in without), first, *lines(n for _, n in same)),
        once(
            (
                *(_item(passage, report) for passage, _ in without),
                ("row", f"{table.number}/{row.index}"),
                *(_item(passage, report) for passage, _ in same),
            )
        ),
        bare,
        title,
        f"{at[0].upper()}{at[1:]} {have} “{bare}” for what Table {table.number} row"
        f" {row.index} (line {first}){also} {'call' if also else 'calls'} “{title}”.",
    )


def _places(words: str, passages: list[Passage], report: Report) -> Iterator[Place]:
    """Where some words stand, in any case; a tear in the line may hide where."""
    for passage in passages:
        at = passage.text.casefold().find(words)
        if at >= 0:
            printed = passage.text[at : at + len(words)]
            yield passage, line_of(printed, passage.span, report.source)


def _at(places: Iterator[Place] | list[Place]) -> str:
    numbers = lines(line for _, line in places)
    return f"at line{'s' if len(numbers) > 1 else ''} {listed(map(str, numbers))}"


def _item(passage: Passage, report: Report) -> Involved:
    """The recommendation or finding that a passage prints, or the passage itself."""
    line = passage.span.first_line
    for one in report.recommendations:
        if any(wording.span.first_line == line for wording in one.wordings):
            return ("recommendation", str(one.number))
    for finding in report.findings:
        if finding.span.first_line == line:
            return ("finding", finding.key)
    return ("passage", passage.key)
