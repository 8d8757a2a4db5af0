"""Whose answers prose reports, against whose a caption says are shown."""

import re
from collections.abc import Iterator

from pcad_kg.audit.claims import ABOUT, Claim, about, find_claims
from pcad_kg.audit.found import (
    Discrepancy,
    Severity,
    Topic,
    agency_name,
    line_of,
    listed,
)
from pcad_kg.compare import sentences_in
from pcad_kg.model import Figure, Kind, Passage, Report, Table
from pcad_kg.quantity import VALUE_OF

# "across all of the seven agencies included" (1671).
ALL_AGENCIES = re.compile(r"\ball (?:of )?(?:the )?(?P<count>[a-z]+) agencies\b")
# "We also asked all respondents about the importance of action" (475).
ALL_RESPONDENTS = re.compile(
    r"\b(?:asked all respondents|all respondents were asked)\b"
)
# What sets one agency beside others: "Education and ... were more likely to" (1805).
COMPARED = (
    r"[^.;]{0,60}?\b(?:were|was) (?:also )?(?:slightly )?(?:more|less) likely\b[^.;]*"
)
BY = re.compile(r"\b(?:by|to|of)\s(?P<who>[A-Z].*)$")
DIFFERENCES = re.compile(r"^(?:In relation to|Some|A few)[^.]{0,30}\bdifferences?\b")
HALF_ABOUT = 0.5
# What prose and caption disagree on either may have wrong.
OR = ", or another caption"
SIGNIFICANCE = re.compile(r"\b(?P<kind>[A-Za-z]+) significance\b", re.IGNORECASE)


def shown_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """All agencies, all respondents, or one agency, where a caption leaves it out."""
    for claim in find_claims(report):
        yield from _all_agencies(claim, report)
        yield from _all_respondents(claim, report)
    yield from _left_out(report)
    yield from _named_otherwise(report)


def _all_agencies(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """As many agencies as there are, though one was not asked."""
    said = ALL_AGENCIES.search(claim.words)
    if not said or not claim.table.excludes:
        return
    sentence = next(s for s in sentences_in(claim.words) if said[0] in s)
    if about(claim.table, sentence) < ABOUT:
        return
    if VALUE_OF.get(said["count"]) != len(report.agency_counts):
        return
    left = len(report.agency_counts) - len(claim.table.excludes)
    yield _shown(
        claim,
        said[0],
        report,
        (Severity.ERROR, f"{left} agencies{OR}", f"which leaves {left} agencies"),
    )


def _all_respondents(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """All are said to have been asked, and some are said not to have answered."""
    said = ALL_RESPONDENTS.search(claim.words)
    rest = claim.words[said.end() :] if said else ""
    if said and claim.table.excludes and about(claim.table, rest) >= ABOUT:
        yield _shown(
            claim,
            said[0],
            report,
            (
                Severity.MINOR,
                f"all but {_left_out_of(claim.table)}{OR}",
                "so that not all were asked, or"
                f" {listed(map(agency_name, claim.table.excludes))} did not answer",
            ),
        )


def _left_out_of(table: Table) -> str:
    """Whom a caption leaves out: "not answered by Law, Health or Police" (2014)."""
    named = BY.search(table.exclusion or "")
    return named["who"].replace(" or ", " and ") if named else "those it leaves out"


def _shown(
    claim: Claim, phrase: str, report: Report, told: tuple[Severity, str, str]
) -> Discrepancy:
    severity, expected, so = told
    line, caption = claim.line(phrase, report), claim.table.span.first_line
    return Discrepancy(
        Topic.TEXT_TABLE,
        severity,
        (line, caption),
        (claim.item, ("table", claim.table.number)),
        phrase,
        expected,
        f"Line {line} says “{phrase}”, but the caption of Table {claim.table.number}"
        f" (line {caption}) has “{claim.table.exclusion}”, {so}.",
    )


def _left_out(report: Report) -> Iterator[Discrepancy]:
    """Differences between agencies, one of which the chart above them leaves out.

    Line 1805 has Safeguarding Partnerships "more likely to engage with safeguarding
    training in a mixed mode", beneath Figure 3.7 "not answered by" them.
    """
    for place, passage in enumerate(report.passages):
        above = _caption_above(report, place)
        if not above or not DIFFERENCES.match(passage.text):
            continue
        for agency in above.excludes:
            said = _compared(agency, passage)
            if said and _about_figure(above, passage) >= HALF_ABOUT:
                yield _leaves_out(above, passage, said, report)


def _caption_above(report: Report, place: int) -> Figure | None:
    """The figure whose caption is the last thing before a passage but its chart."""
    figures = {figure.span.first_line: figure for figure in report.figures}
    for before in reversed(report.passages[:place]):
        if before.kind is Kind.CAPTION:
            return figures.get(before.span.first_line)
        if before.kind is not Kind.CHART_TEXT:
            return None
    return None


def _about_figure(figure: Figure, passage: Passage) -> float:
    """How much of a figure's title a passage repeats."""
    return about(Table(figure.number, figure.title, "", figure.span, ""), passage.text)


def _compared(agency: str, passage: Passage) -> str:
    """The words that set an agency beside others, nothing where none do."""
    name = agency.replace("-", " ").removesuffix("s")
    bare = r"(?<!mental )" if name == "health" else ""
    words = rf"\b{bare}{re.escape(name)}s?\b(?P<rest>{COMPARED})"
    said = re.search(words, passage.text.replace("’", "'"), re.IGNORECASE)
    return said[0] if said else ""


def _leaves_out(
    figure: Figure, passage: Passage, said: str, report: Report
) -> Discrepancy:
    line = line_of(said, passage.span, report.source)
    caption = figure.span.first_line
    return Discrepancy(
        Topic.TEXT_TABLE,
        Severity.ERROR,
        (line, caption),
        (("passage", passage.key), ("figure", figure.number)),
        said,
        f"nothing on those it leaves out: {figure.exclusion}{OR}",
        f"Line {line} says “{said}”, but the caption of Figure {figure.number} (line"
        f" {caption}) has “{figure.exclusion}”.",
    )


def _named_otherwise(report: Report) -> Iterator[Discrepancy]:
    """A significance that text and table call differently: "asymptomatic" (316)."""
    cells = {
        cell.value: (table, row.span.first_line, column)
        for table in report.tables
        for row in table.rows
        for cell in row.statistics
        for column in table.columns
        if column.index == cell.column and SIGNIFICANCE.search(column.title)
    }
    for statistic in (s for s in report.statistics if s.measure == "p"):
        found = cells.get(statistic.value) if statistic.value is not None else None
        text = next(p.text for p in report.passages if p.key == statistic.passage)
        before = text[: max(0, text.find(statistic.text))]
        said = list(SIGNIFICANCE.finditer(before))
        if not found or not said:
            continue
        table, _, column = found
        titled = SIGNIFICANCE.search(column.title)
        here = said[-1]["kind"].lower()
        if titled and titled["kind"].lower() != here:
            line, there = statistic.span.first_line, column.span.first_line
            stating = statistic.finding
            item = ("finding", stating) if stating else ("passage", statistic.passage)
            yield Discrepancy(
                Topic.TEXT_TABLE,
                Severity.EDITORIAL,
                (line, there),
                (item, ("table", table.number)),
                said[-1][0],
                titled[0],
                f"Line {line} calls “{said[-1][0]}” what {_name_of(table)} (line"
                f" {there}) calls “{titled[0]}”.",
            )


def _name_of(table: Table) -> str:
    """A table as a reader knows it, a part of one by its title."""
    if not table.whole:
        return f"Table {table.number}"
    return f"the part “{table.title}” of Table {table.whole}"
