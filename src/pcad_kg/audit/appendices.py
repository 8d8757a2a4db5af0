"""The appendices of answers: which section is in which, and totals told of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcad_kg.model import Report, Section


@dataclass(frozen=True, slots=True)
class Total:
    """How many answers a sentence of the body counts, and where."""

    count: int
    line: int
    passage: str


def appendix_of(report: Report) -> Mapping[str, Section]:
    """Each section within an appendix, by its key, with that appendix."""
    sections = {section.key: section for section in report.sections}
    roots: dict[str, Section] = {}
    for section in report.sections:
        root = section
        while root.parent in sections:
            root = sections[root.parent]
        if root.key.startswith("appendix-"):
            roots[section.key] = root
    return roots


def total_in_body(appendix: Section, report: Report) -> Total | None:
    """What the body counts of an appendix that prints no total of its own.

    "Two of the 125 responses to the open question" (1103) is told of Appendix 2.
    """
    asked = [q for q in report.questions if q.section == appendix.key]
    if any(question.note for question in asked):
        return None
    texts = {question.text for question in asked}
    passages = {
        q.passage
        for q in report.questions
        if q.text in texts and q.section != appendix.key
    }
    for statistic in report.statistics:
        if statistic.denominator and statistic.passage in passages:
            line = statistic.span.first_line
            return Total(statistic.denominator, line, statistic.passage)
    return None
