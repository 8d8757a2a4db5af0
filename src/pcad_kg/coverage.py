"""Nothing lost: what each line of the appendices is, and counts beside counts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pcad_kg.compare import stems_in
from pcad_kg.model import Kind, Part, Passage, Report, Section
from pcad_kg.notes import CountNote

# "a. Communication/Information sharing (24)" (2683), before the comments it counts.
COUNTED_THEME = re.compile(r"^(?:\d\)|[a-z]\.) (?P<title>.+?) \((?P<count>\d+)\)$")
COUNT = re.compile(r"^\d+")
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Count:
    """A place with the number of comments it announces and the number it prints."""

    place: str
    title: str
    line: int
    printed: int
    found: int
    rationale: str | None

    @property
    def is_explained(self) -> bool:
        """Whether the two agree, or a reader says why they do not."""
        return self.printed == self.found or self.rationale is not None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the lines of the appendices are, which are nothing, and every count."""

    lines: Mapping[str, int]
    lost: tuple[int, ...]
    unread: tuple[tuple[int, str], ...]
    counts: tuple[Count, ...]

    @property
    def is_complete(self) -> bool:
        """Whether no line is lost, each attribution read and each count explained."""
        return not (self.lost or self.unread) and all(
            count.is_explained for count in self.counts
        )


def coverage_of(report: Report, notes: Mapping[str, CountNote]) -> Coverage:
    """The appendices line by line, and their counts beside the quotes found.

    Args:
        notes: why counts differ, by the key of the section that a count is of; a note
            counts only as long as both of its numbers are still right.
    """
    lines = dict(_kinds_of_lines(report))
    return Coverage(
        lines=dict(sorted(Counter(lines.values()).items())),
        lost=tuple(line for line, kind in lines.items() if kind == NOTHING),
        unread=tuple(_unread(report)),
        counts=tuple(
            _noted(count, notes)
            for count in sorted(_counts(report), key=lambda count: count.line)
        ),
    )


def _kinds_of_lines(report: Report) -> Iterator[tuple[int, str]]:
    """Each printed line of the appendices with what it is; a quote has its node."""
    quoted = {quote.passage for quote in report.quotes}
    for passage in _in_appendices(report):
        kind = passage.kind.value
        if passage.kind is Kind.QUOTE and passage.key not in quoted:
            kind = NOTHING
        for number in range(passage.span.first_line, passage.span.last_line + 1):
            if report.source.lines[number - 1].text.strip():
                yield number, kind


def _in_appendices(report: Report) -> Iterator[Passage]:
    inside = {s.key for s in report.sections if s.part is Part.APPENDIX}
    return (passage for passage in report.passages if passage.section in inside)


def _unread(report: Report) -> Iterator[tuple[int, str]]:
    """Quotes whose speaker nothing could be read of, although something is printed."""
    for quote in report.quotes:
        speaker = quote.speaker
        if quote.attribution and not (
            speaker.roles or speaker.region or speaker.agency
        ):
            yield quote.span.first_line, quote.attribution


def _counts(report: Report) -> Iterator[Count]:
    """The responses of each appendix, and of each theme that a list counts."""
    within = _quotes_within(report)
    by_key = {section.key: section for section in report.sections}
    for section, printed in (*_counted_appendices(report), *_counted_themes(report)):
        yield _count(section, _root(section, by_key), printed, within[section.key])


def _counted_appendices(report: Report) -> Iterator[tuple[Section, int]]:
    """The appendices whose responses are counted at their question, or in the body.

    "Two of the 125 responses to the open question" (1103) counts those of Appendix 2.
    """
    by_key = {section.key: section for section in report.sections}
    asked = {q.text: q for q in report.questions if q.section.startswith("appendix")}
    wholes = {s.passage: s.denominator for s in report.statistics if s.denominator}
    for question in report.questions:
        printed = COUNT.match(question.note or "")
        if printed:
            yield by_key[question.section], int(printed[0])
        elif question.passage in wholes and question.text in asked:
            section = by_key[asked[question.text].section]
            yield section, wholes[question.passage] or 0


def _count(section: Section, root: Section, printed: int, found: int) -> Count:
    title = "" if root is section else f", {section.title}"
    return Count(
        place=section.key,
        title=f"Appendix {root.number}{title}",
        line=section.span.first_line,
        printed=printed,
        found=found,
        rationale=None,
    )


def _quotes_within(report: Report) -> Counter[str]:
    """How many comments stand in each section, those of its parts among them."""
    parents = {section.key: section.parent for section in report.sections}
    within: Counter[str] = Counter()
    for quote in report.quotes:
        here: str | None = quote.section
        while here:
            within[here] += 1
            here = parents[here]
    return within


def _counted_themes(report: Report) -> Iterator[tuple[Section, int]]:
    """The themes that a list counts, each led to the heading that is most like it.

    The order of list and headings differs once (2690 and 2858), and so does the
    wording ("Safeguarding Partnerships" for "Statutory Partnerships").
    """
    themed = {quote.section for quote in report.quotes}
    by_key = {section.key: section for section in report.sections}
    for appendix in (s for s in report.sections if s.part is Part.APPENDIX):
        listed = [
            (counted["title"], int(counted["count"]))
            for passage in report.passages
            if passage.section == appendix.key and passage.kind is Kind.LIST_ITEM
            if (counted := COUNTED_THEME.match(passage.text))
        ]
        headings = [s for s in report.sections if s.key in themed]
        headings = [s for s in headings if _root(s, by_key) is appendix]
        yield from _matched(listed, headings)


def _root(section: Section, by_key: Mapping[str, Section]) -> Section:
    """The appendix that a section is in."""
    while section.parent:
        section = by_key[section.parent]
    return section


def _matched(
    listed: list[tuple[str, int]], headings: list[Section]
) -> Iterator[tuple[Section, int]]:
    """Entries with headings: the most alike first, those left over in their order."""
    left = list(headings)
    found: dict[str, Section] = {}
    likeness = sorted(
        (
            (-_shared(title, heading.title), place, title, heading)
            for title, _ in listed
            for place, heading in enumerate(headings)
        ),
        key=lambda entry: entry[:2],
    )
    for shared, _, title, heading in likeness:
        if shared < 0 and title not in found and heading in left:
            found[title] = heading
            left.remove(heading)
    for title, count in listed:
        yield found.get(title) or left.pop(0), count


def _shared(one: str, other: str) -> float:
    """How much of two titles' words is shared, from 0 to 1."""
    here, there = stems_in(one), stems_in(other)
    return len(here & there) / max(1, len(here | there))


def _noted(count: Count, notes: Mapping[str, CountNote]) -> Count:
    note = notes.get(count.place)
    if note is None or (note.printed, note.found) != (count.printed, count.found):
        return count
    return replace(count, rationale=note.rationale)
