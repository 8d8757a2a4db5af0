"""Printed response counts against the comments that are printed."""

from collections.abc import Iterator, Mapping

from pcad_kg.audit.appendices import Total, total_in_body
from pcad_kg.audit.found import Discrepancy, Severity, Topic
from pcad_kg.coverage import Count, coverage_of
from pcad_kg.model import Report
from pcad_kg.notes import CountNote


def count_discrepancies(
    report: Report, notes: Mapping[str, CountNote]
) -> Iterator[Discrepancy]:
    """Each appendix and theme that prints more or fewer comments than it counts."""
    sections = {section.key: section for section in report.sections}
    for count in coverage_of(report, notes).counts:
        if count.printed != count.found:
            yield _discrepancy(count, total_in_body(sections[count.place], report))


def _discrepancy(count: Count, total: Total | None) -> Discrepancy:
    """A count beside the comments; one that only the body prints says so (1103)."""
    why = (
        f"; {count.rationale[0].lower()}{count.rationale[1:]}"
        if count.rationale
        else "."
    )
    told = (
        f"Line {total.line} counts {count.printed} responses to the question of"
        f" {count.title} (line {count.line}), which prints {count.found} comments"
        if total
        else f"{count.title} (line {count.line}) counts {count.printed} responses and"
        f" prints {count.found} comments"
    )
    return Discrepancy(
        Topic.COUNT,
        Severity.MINOR,
        (count.line, *((total.line,) if total else ())),
        (("section", count.place), *((("passage", total.passage),) if total else ())),
        str(count.printed),
        str(count.found),
        f"{told}{why}",
    )
