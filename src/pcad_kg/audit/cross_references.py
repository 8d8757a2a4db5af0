"""What is referred to and is not there, and numbers that are skipped."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pcad_kg.audit.found import Discrepancy, Involved, Severity, Topic, line_of, lines
from pcad_kg.model import Part, Report

# "(see page 92)" (861).
PAGE = re.compile(r"\bsee page (?P<page>\d+)")
LAST_NUMBER = re.compile(r"(?P<stem>.*?)(?P<last>\d+)$")


def cross_reference_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """References that lead nowhere, and numbers skipped."""
    yield from _dangling(report)
    yield from _pages(report)
    yield from _skipped(report)


def _dangling(report: Report) -> Iterator[Discrepancy]:
    """ "figure 3.23" (427), where the chapter's figures end with 3.7."""
    numbers = {
        "figure": [figure.number for figure in report.figures],
        "table": [table.number for table in report.tables],
    }
    for reference in report.dangling:
        known = numbers.get(reference.to_kind, [])
        number = reference.to_key.partition(".")[0]
        chapter = [n for n in known if n.partition(".")[0] == number]
        own = next(p for p in report.passages if p.key == reference.from_key)
        line = line_of(reference.as_printed, own.span, report.source)
        items, meant = _meant(reference.from_key, reference.to_kind, report)
        last = f"; chapter {number} ends with {chapter[-1]}" if chapter else ""
        twin = (
            f" The body's line {meant[0]} refers to {meant[1]} there." if meant else ""
        )
        yield Discrepancy(
            Topic.CROSS_REFERENCE,
            Severity.ERROR,
            lines((line, *([meant[0]] if meant else []))),
            items,
            reference.as_printed,
            meant[1] if meant else "a number that exists",
            f"Line {line} refers to {reference.as_printed}, which does not exist"
            f"{last}.{twin}",
        )


def _meant(
    passage: str, kind: str, report: Report
) -> tuple[tuple[Involved, ...], tuple[int, str] | None]:
    """Who refers, and what the body refers to where it prints the same result."""
    finding = next(
        (f for f in report.findings if f"l{f.span.first_line}" == passage), None
    )
    if finding is None:
        return (("passage", passage),), None
    places = {
        g.to_key
        for g in report.groundings
        if g.finding == finding.key and g.to_kind == "passage"
    }
    twins = [
        (reference.line, reference.as_printed)
        for reference in report.cross_references
        if reference.from_key in places and reference.to_kind == kind
    ]
    return (("finding", finding.key), ("passage", passage)), twins[0] if len(
        twins
    ) == 1 else None


def _pages(report: Report) -> Iterator[Discrepancy]:
    """A page that is beyond the report's last section."""
    pages = [section.start_page for section in report.sections if section.start_page]
    for passage in report.passages:
        for reference in PAGE.finditer(passage.text) if pages else ():
            if int(reference["page"]) > max(pages):
                line = passage.span.first_line
                yield Discrepancy(
                    Topic.CROSS_REFERENCE,
                    Severity.MINOR,
                    (line,),
                    (("passage", passage.key),),
                    reference[0],
                    "a page that the report has",
                    f"Line {line} refers to page {reference['page']}, but the last"
                    f" section begins on page {max(pages)}, before it, and may run so"
                    " far.",
                )


def _skipped(report: Report) -> Iterator[Discrepancy]:
    """Numbers left out between two items that follow one another: F4.6, 3-3."""
    findings = [f for f in report.findings if f.letter is None]
    yield from _gaps(
        [(f.number, f.span.first_line, ("finding", f.key)) for f in findings],
        "finding F",
    )
    yield from _gaps(
        [(f.number, f.span.first_line, ("figure", f.number)) for f in report.figures],
        "figure ",
    )
    tables = [
        table for table in report.tables if table.number.replace(".", "").isdigit()
    ]
    yield from _gaps(
        [(t.number, t.span.first_line, ("table", t.number)) for t in tables], "table "
    )
    for part in (Part.SUMMARY, Part.BODY):
        gaps = _gaps(
            [
                (s.number, s.span.first_line, ("section", s.key))
                for s in report.sections
                if s.part is part and s.number
            ],
            "Summary section " if part is Part.SUMMARY else "section ",
        )
        yield from (_as_in_body(gap, report) for gap in gaps)


def _as_in_body(gap: Discrepancy, report: Report) -> Discrepancy:
    """A gap in the Summary, and the body's section with the number left out.

    "3-2 Redeployment" (396) before 3-4 is "3.3 Redeployment" in the body (1598).
    """
    before = next(s for s in report.sections if ("section", s.key) == gap.items[0])
    for own in report.sections:
        is_it = own.title.casefold() == before.title.casefold() and own is not before
        if is_it and own.number == gap.expected.replace("-", "."):
            line = own.span.first_line
            return replace(
                gap,
                at=(*gap.at, line),
                items=(*gap.items, ("section", own.key)),
                comment=f"{gap.comment} In the body “{own.title}” is {own.number} (line"
                f" {line}), so {before.number} may be a slip for {gap.expected}.",
            )
    return gap


def _gaps(
    numbered: list[tuple[str, int, Involved]], what: str
) -> Iterator[Discrepancy]:
    """Gaps in the last part of numbers that share all before it."""
    groups: dict[str, list[tuple[int, int, Involved]]] = {}
    for number, line, item in numbered:
        parts = LAST_NUMBER.match(number.rstrip("ABCD"))
        if parts:
            groups.setdefault(parts["stem"], []).append(
                (int(parts["last"]), line, item)
            )
    for stem, members in groups.items():
        for (one, line, item), (other, later, following) in pairwise(members):
            if other - one > 1:
                missing = ", ".join(f"{stem}{n}" for n in range(one + 1, other))
                yield Discrepancy(
                    Topic.CROSS_REFERENCE,
                    Severity.MINOR,
                    (line, later),
                    (item, following),
                    f"{stem}{one}, then {stem}{other}",
                    missing,
                    f"There is no {what}{missing}: {stem}{one} (line {line}) is"
                    f" followed by {stem}{other} (line {later}).",
                )
