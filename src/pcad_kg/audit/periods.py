"""Times that the report gives differently: a lockdown's, the interviews', "currently".

A range is read with its months and, as far as it prints them, days and year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pcad_kg.audit.found import (
    PROSE,
    Discrepancy,
    Severity,
    Topic,
    line_of,
    listed,
    once,
)
from pcad_kg.model import Passage, Report

MONTHS = (
    "January February March April May June July August September October November"
    " December"
).split()
MONTH = "|".join(MONTHS)
DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\ )?"
# "1st February – 8th March 2021" (554), "June-September 2020" (859), "March–July".
RANGE = rf"""(?P<range>{DAY}(?P<first>{MONTH})(?:\ \d{{4}})?
    (?:\ ?[-–—]\ ?|\ to\ |\ and\ ){DAY}(?P<last>{MONTH})\b(?:\ (?P<year>\d{{4}}))?)"""
# "During the first lockdown period in March - May 2020" (1015)
PERIOD = re.compile(
    rf"(?P<name>(?:first|second|third)\ lockdown)(?:\ period)?"
    rf"\ (?:in|of|from)\ {RANGE}",
    re.VERBOSE,
)
# "interviews undertaken between June and September 2020" (537)
INTERVIEWS = re.compile(
    rf"\binterviews\ (?:undertaken|held|conducted)\ (?:between|in|from)\ {RANGE}",
    re.VERBOSE,
)
# "interviewees we spoke with during the first lockdown" (525)
PLACED = re.compile(
    r"\binterview(?:s|ees)\ (?:we\ spoke\ (?:with|to)\ )?during\ the"
    r"\ (?P<name>(?:first|second|third)\ lockdown)",
    re.VERBOSE,
)
# "Data was collected between 1st February and 8th March 2021" (284)
FIELDWORK = re.compile(
    rf"\b(?:[Tt]he\ survey\ was\ live|[Dd]ata\ was\ collected)\ (?:from|between)"
    rf"\ {RANGE}",
    re.VERBOSE,
)
# "was currently (January - February 2021) online" (1799)
CURRENTLY = re.compile(
    rf"\b(?:currently|at\ the\ time\ of\ the\ survey)\ \({RANGE}\)", re.VERBOSE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A time as one passage tells it."""

    passage: Passage
    line: int
    words: str
    name: str
    months: tuple[int, int]
    year: str

    @property
    def place(self) -> str:
        """The time with its line."""
        return f"“{self.words}” (line {self.line})"

    def is_before(self, other: "Dated") -> bool:
        """Whether it begins in an earlier month, for all that both tell of the year."""
        years = {self.year, other.year} - {""}
        return len(years) <= 1 and self.months[0] < other.months[0]


def period_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Two ranges for one lockdown, what falls out of it, and a survey of earlier."""
    periods = list(_told(PERIOD, report))
    for name in dict.fromkeys(told.name for told in periods):
        same = [told for told in periods if told.name == name]
        if len({told.months for told in same}) > 1:
            yield _two_ranges(name, same)
    held, placed = list(_told(INTERVIEWS, report)), list(_told(PLACED, report))
    for name in dict.fromkeys(told.name for told in placed):
        ranges = [told for told in periods if told.name == name]
        last = max((told.months[1] for told in ranges), default=len(MONTHS))
        later = [told for told in held if told.months[1] > last]
        if later and ranges:
            yield _outside(later, [t for t in placed if t.name == name], ranges)
    surveys = list(_told(FIELDWORK, report))
    for told in _told(CURRENTLY, report):
        if surveys and all(told.is_before(survey) for survey in surveys):
            yield _before(told, surveys)


def _told(pattern: re.Pattern[str], report: Report) -> Iterator[Dated]:
    """What the prose tells by a pattern, in order."""
    for passage in report.passages:
        if passage.kind not in PROSE:
            continue
        for found in pattern.finditer(passage.text):
            groups = found.groupdict()
            words = groups.get("range") or found[0]
            months = (groups.get("first"), groups.get("last"))
            yield Dated(
                passage,
                line_of(words, passage.span, report.source),
                words,
                groups.get("name") or "",
                (_number(months[0]), _number(months[1])),
                groups.get("year") or "",
            )


def _number(month: str | None) -> int:
    return MONTHS.index(month) if month else 0


def _found(told: list[Dated], printed: str, expected: str, comment: str) -> Discrepancy:
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        tuple(dict.fromkeys(each.line for each in told)),
        once(("passage", each.passage.key) for each in told),
        printed,
        expected,
        comment,
    )


def _two_ranges(name: str, told: list[Dated]) -> Discrepancy:
    words = list(dict.fromkeys(each.words for each in told))
    return _found(
        told,
        "; ".join(words),
        f"one time for the {name}",
        f"The {name} is dated {listed(each.place for each in told)}.",
    )


def _outside(
    held: list[Dated], placed: list[Dated], ranges: list[Dated]
) -> Discrepancy:
    many = len(placed) > 1
    lines = listed(str(told.line) for told in placed)
    name = placed[0].name
    return _found(
        [*placed, *held, *ranges],
        "; ".join(dict.fromkeys(told.words for told in (*placed, *held))),
        f"interviews during the {name}, or later",
        f"Line{'s' if many else ''} {lines} {'have' if many else 'has'} interviews"
        f" during the {name}, but they are dated {listed(t.place for t in held)}, and"
        f" that lockdown {listed(t.place for t in ranges)}.",
    )


def _before(told: Dated, surveys: list[Dated]) -> Discrepancy:
    return _found(
        [told, *surveys],
        told.words,
        surveys[0].words,
        f"Line {told.line} dates its “currently” “{told.words}”, but the survey is"
        f" dated {listed(survey.place for survey in surveys)}.",
    )
