"""What the printed lists of contents, figures and tables call otherwise."""

import re
from collections.abc import Iterable, Iterator

from pcad_kg.audit.found import Discrepancy, Involved, Severity, Topic
from pcad_kg.captions import title_of
from pcad_kg.model import Figure, Kind, Part, Passage, Report, Section, Table

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


def printed_list_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Titles that differ in the lists, entries of nothing, and what no list has."""
    yield from _listed_otherwise(report)
    yield from _headed_otherwise(report)


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
