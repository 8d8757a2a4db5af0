"""What is referred to and is not there, and what the printed lists call otherwise."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pcad_kg.audit.found import Discrepancy, Involved, Severity, Topic, line_of, lines
from pcad_kg.captions import title_of
from pcad_kg.model import Figure, Kind, Part, Passage, Report, Section, Table

# "(see page 92)" (861).
PAGE = re.compile(r"\bsee page (?P<page>\d+)")
# "Figure 2.7 Relevant agencies' involvement" (165), without its colon.
LISTED = re.compile(
    r"^(?P<kind>Figure|Table) (?P<number>\d\.\d+[A-Z]?):? (?P<title>.+)"
)
# "4.5 Mental Health practice..... 117", "Appendix 7: RAG rating ..... 190".
CONTENTS = re.compile(
    r"^(?:Appendix (?P<appendix>\d+): |(?P<number>\d(?:\.\d{1,2})*)\.? )"
    r"(?P<title>.+?)[. ]* (?P<page>\d+)$"
)
PLAIN = re.compile(r"[^a-z0-9/&]+")
LAST_NUMBER = re.compile(r"(?P<stem>.*?)(?P<last>\d+)$")


def cross_reference_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """References that lead nowhere, numbers skipped, titles that differ in lists."""
    yield from _dangling(report)
    yield from _pages(report)
    yield from _skipped(report)
    yield from _listed_otherwise(report)
    yield from _headed_otherwise(report)


def _dangling(report: Report) -> Iterator[Discrepancy]:
    """ "figure 3.23" (427), where the chapter's figures end with 3.7."""
    numbers = {
        "figure": [figure.number for figure in report.figures],
        "table": [table.number for table in report.tables],
    }
    for reference in report.dangling:
        known = numbers.get(reference.to_kind, [])
        chapter = [n for n in known if n[0] == reference.to_key[0]]
        own = next(p for p in report.passages if p.key == reference.from_key)
        line = line_of(reference.as_printed, own.span, report.source)
        items, meant = _meant(reference.from_key, reference.to_kind, report)
        last = (
            f"; chapter {reference.to_key[0]} ends with {chapter[-1]}"
            if chapter
            else ""
        )
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
                    Severity.ERROR,
                    (line,),
                    (("passage", passage.key),),
                    reference[0],
                    f"a page up to {max(pages)}",
                    f"Line {line} refers to page {reference['page']}, but the last"
                    f" section begins on page {max(pages)}.",
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
        yield from _gaps(
            [
                (s.number, s.span.first_line, ("section", s.key))
                for s in report.sections
                if s.part is part and s.number
            ],
            "Summary section " if part is Part.SUMMARY else "section ",
        )


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


def _listed_otherwise(report: Report) -> Iterator[Discrepancy]:
    """Captions whose title is another in the list of figures or tables."""
    captions: dict[tuple[str, str], Figure | Table] = {
        **{("figure", f.number): f for f in report.figures},
        **{("table", t.number): t for t in report.tables},
    }
    listed: set[tuple[str, str]] = set()
    for passage in report.passages:
        entry = LISTED.match(passage.text) if passage.kind is Kind.CONTENTS else None
        if not entry:
            continue
        place = (entry["kind"].lower(), entry["number"])
        listed.add(place)
        item = captions.get(place)
        if item is None:
            yield _unmatched(
                passage, f"{entry['kind']} {entry['number']}", ("passage", passage.key)
            )
        elif _plain(title_of(entry["title"])) != _plain(title_of(item.title)):
            titles = (entry["title"], item.title)
            what = f"{entry['kind']} {entry['number']}"
            yield _otherwise(passage, item.span.first_line, place, (what, *titles))
    yield from _unlisted(captions, listed) if listed else ()


def _unlisted(
    captions: dict[tuple[str, str], Figure | Table], listed: set[tuple[str, str]]
) -> Iterator[Discrepancy]:
    for place, item in captions.items():
        is_part = isinstance(item, Table) and item.whole
        if place in listed or is_part:
            continue
        line = item.span.first_line
        what = f"{place[0].capitalize()} {place[1]}"
        yield Discrepancy(
            Topic.CROSS_REFERENCE,
            Severity.EDITORIAL,
            (line,),
            (place,),
            what,
            "an entry in the printed list",
            f"{what} (line {line}) is in no printed list.",
        )


def _unmatched(passage: Passage, what: str, item: Involved) -> Discrepancy:
    line = passage.span.first_line
    return Discrepancy(
        Topic.CROSS_REFERENCE,
        Severity.ERROR,
        (line,),
        (item,),
        what,
        "a caption or heading of that number",
        f"Line {line} lists {what}, which is not printed.",
    )


def _headed_otherwise(report: Report) -> Iterator[Discrepancy]:
    """Headings whose words are others in the table of contents."""
    headings: dict[str, Section] = {}
    for section in report.sections:
        if section.part is Part.BODY and section.number:
            headings.setdefault(section.number, section)
        elif section.key.startswith("appendix-"):
            headings.setdefault(section.key, section)
    for passage in _contents(report.passages):
        entry = CONTENTS.match(passage.text)
        if not entry:
            continue
        key = f"appendix-{entry['appendix']}" if entry["appendix"] else entry["number"]
        what = (
            f"Appendix {entry['appendix']}" if entry["appendix"] else f"section {key}"
        )
        heading = headings.get(key)
        if heading is None:
            yield _unmatched(passage, what, ("passage", passage.key))
        elif _plain(entry["title"]) != _plain(heading.title):
            titles = (entry["title"], heading.title)
            place = ("section", heading.key)
            yield _otherwise(passage, heading.span.first_line, place, (what, *titles))


def _contents(passages: Iterable[Passage]) -> Iterator[Passage]:
    for passage in passages:
        if passage.kind is Kind.CONTENTS and not LISTED.match(passage.text):
            yield passage


def _plain(title: str) -> str:
    """A title without case, marks and hyphens, which differ for no reason."""
    return PLAIN.sub(" ", title.casefold().replace("’", "").replace("'", "")).strip()


def _otherwise(
    passage: Passage, line: int, item: Involved, told: tuple[str, str, str]
) -> Discrepancy:
    what, listed, printed = told
    first = passage.span.first_line
    return Discrepancy(
        Topic.CROSS_REFERENCE,
        Severity.EDITORIAL,
        (first, line),
        (item, ("passage", passage.key)),
        printed,
        listed,
        f"{what[0].upper()}{what[1:]} is “{listed}” in the printed list (line {first})"
        f" and “{printed}” where it stands (line {line}).",
    )
