"""The list of themes before an appendix, against its headings and its total."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pcad_kg.audit.appendices import total_in_body
from pcad_kg.audit.found import Discrepancy, Involved, Severity, Topic
from pcad_kg.compare import stems_in
from pcad_kg.model import Kind, Passage, Report, Section

# "1) Joint working" (2682), "a. Communication/Information sharing (24)" (2683)
ENTRY = re.compile(
    r"^(?:(?P<number>\d)\)|(?P<letter>[a-z])\.) (?P<title>.+?)(?: \((?P<count>\d+)\))?$"
)
JOINING = re.compile(r"[^a-z0-9 ]+|\band\b")


@dataclass(frozen=True, slots=True)
class Theme:
    """An entry of the list with the heading that it leads to."""

    passage: Passage
    words: str
    title: str
    count: int | None
    heading: Section | None
    is_group: bool

    @property
    def line(self) -> int:
        """The line of the entry."""
        return self.passage.span.first_line


def theme_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Entries that a heading words otherwise, another order, and a count left out."""
    for appendix in (s for s in report.sections if s.key.startswith("appendix-")):
        themes = list(_themes(appendix, report))
        for theme in themes:
            if theme.heading and _plain(theme.title) != _plain(theme.heading.title):
                yield _otherwise(theme, theme.heading)
        yield from _out_of_order(themes)
        yield from _totals(appendix, themes, report)


def _themes(appendix: Section, report: Report) -> Iterator[Theme]:
    """The entries, each beside its heading: by number, or by likeness in its group."""
    entries = [
        (passage, entry)
        for passage in report.passages
        if passage.section == appendix.key and passage.kind is Kind.LIST_ITEM
        if (entry := ENTRY.match(passage.text))
    ]
    parts = [s for s in report.sections if s.parent == appendix.key]
    while entries:
        passage, entry = entries.pop(0)
        group: list[tuple[Passage, re.Match[str]]] = []
        while entries and entries[0][1]["letter"]:
            group.append(entries.pop(0))
        heading = next((s for s in parts if s.number == entry["number"]), None)
        yield _theme(passage, entry, heading, is_group=bool(group))
        within = [s for s in report.sections if heading and s.parent == heading.key]
        places = _matched([e["title"] for _, e in group], [s.title for s in within])
        for (one, lettered), place in zip(group, places, strict=True):
            under = within[place] if place is not None else None
            yield _theme(one, lettered, under, is_group=False)


def _theme(
    passage: Passage, entry: re.Match[str], heading: Section | None, *, is_group: bool
) -> Theme:
    count = int(entry["count"]) if entry["count"] else None
    title = entry["title"]
    return Theme(passage, entry[0], title, count, heading, is_group)


def _matched(titles: Sequence[str], headings: Sequence[str]) -> list[int | None]:
    """The heading of each title: the most alike first, those left over in order."""
    found: dict[int, int] = {}
    likeness = sorted(
        (-_shared(title, heading), n, m)
        for n, title in enumerate(titles)
        for m, heading in enumerate(headings)
    )
    for shared, n, m in likeness:
        if shared < 0 and n not in found and m not in found.values():
            found[n] = m
    left = [m for m in range(len(headings)) if m not in found.values()]
    return [
        found[n] if n in found else (left.pop(0) if left else None)
        for n in range(len(titles))
    ]


def _shared(one: str, other: str) -> float:
    here, there = stems_in(one), stems_in(other)
    if _plain(one) == _plain(other):
        return 1
    return len(here & there) / max(1, len(here | there))


def _plain(title: str) -> str:
    """A title without case and marks; "&", "/" and "and" join alike."""
    return " ".join(JOINING.sub(" ", title.casefold()).split())


def _otherwise(theme: Theme, heading: Section) -> Discrepancy:
    line = heading.span.first_line
    return Discrepancy(
        Topic.CROSS_REFERENCE,
        Severity.EDITORIAL,
        (theme.line, line),
        (("passage", theme.passage.key), ("section", heading.key)),
        heading.title,
        theme.title,
        f"The theme “{theme.title}” of the list (line {theme.line}) has the heading"
        f" “{heading.title}” where its answers stand (line {line}).",
    )


def _out_of_order(themes: Sequence[Theme]) -> Iterator[Discrepancy]:
    """Neighbours of the list whose headings stand the other way round (2690, 2691)."""
    for one, other in pairwise(themes):
        if not (one.heading and other.heading):
            continue
        here, there = (t.heading.span.first_line for t in (one, other) if t.heading)
        if here > there:
            yield Discrepancy(
                Topic.CROSS_REFERENCE,
                Severity.EDITORIAL,
                (one.line, other.line, there, here),
                (
                    ("section", one.heading.key),
                    ("section", other.heading.key),
                    ("passage", one.passage.key),
                    ("passage", other.passage.key),
                ),
                f"{other.title}, {one.title}",
                f"{one.title}, {other.title}",
                f"The list has “{one.title}” (line {one.line}) before “{other.title}”"
                f" (line {other.line}), but the answers on the latter (line {there})"
                f" stand before those on the former (line {here}).",
            )


def _totals(
    appendix: Section, themes: Sequence[Theme], report: Report
) -> Iterator[Discrepancy]:
    """A theme that alone has no count, with what the others add up to."""
    leaves = [theme for theme in themes if not theme.is_group]
    counts = [theme.count for theme in leaves if theme.count is not None]
    bare = [theme for theme in leaves if theme.count is None]
    if len(bare) != 1 or len(counts) <= len(bare):
        return
    yield _uncounted(appendix, bare[0], sum(counts), report)


def _uncounted(
    appendix: Section, theme: Theme, total: int, report: Report
) -> Discrepancy:
    """The theme with the answers under it, and what they make with the counts."""
    under = Counter(quote.section for quote in report.quotes)
    found = under[theme.heading.key] if theme.heading else 0
    whole = total_in_body(appendix, report)
    at = [theme.line]
    items: list[Involved] = [("passage", theme.passage.key), ("section", appendix.key)]
    told = f"{found} answers stand under it"
    if theme.heading:
        at.append(theme.heading.span.first_line)
        told = f"{told} (line {at[-1]})"
    told = (
        f"{told}; the others' counts add up to {total}, with these to {total + found}"
    )
    if whole:
        at.append(whole.line)
        items.append(("passage", whole.passage))
        told = f"{told}, where line {whole.line} counts {whole.count}"
    return Discrepancy(
        Topic.COUNT,
        Severity.MINOR,
        tuple(at),
        tuple(items),
        theme.words,
        f"{theme.words} ({found})",
        f"Line {theme.line} lists “{theme.words}” alone of the themes of Appendix"
        f" {appendix.number} without a count; {told}.",
    )
