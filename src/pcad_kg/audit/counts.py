"""Printed response counts against the comments that are printed."""

from collections.abc import Iterator, Mapping

from pcad_kg.audit.found import Discrepancy, Severity, Topic
from pcad_kg.coverage import Count, coverage_of
from pcad_kg.model import Report
from pcad_kg.notes import CountNote


def count_discrepancies(
    report: Report, notes: Mapping[str, CountNote]
) -> Iterator[Discrepancy]:
    """Each appendix and theme that prints more or fewer comments than it counts."""
    for count in coverage_of(report, notes).counts:
        if count.printed != count.found:
            yield _discrepancy(count)


def _discrepancy(count: Count) -> Discrepancy:
    why = (
        f"; {count.rationale[0].lower()}{count.rationale[1:]}"
        if count.rationale
        else "."
    )
    return Discrepancy(
        Topic.COUNT,
        Severity.MINOR,
        (count.line,),
        (("section", count.place),),
        str(count.printed),
        str(count.found),
        f"{count.title} (line {count.line}) counts {count.printed} responses and prints"
        f" {count.found} comments{why}",
    )
