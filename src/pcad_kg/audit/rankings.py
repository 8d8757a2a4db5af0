"""Measures ranked least successful that a finding has fail for hardly anyone."""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic, grounded, line_of, listed
from pcad_kg.audit.ranked import Ranked, find_ranked
from pcad_kg.model import Passage, Report

# "reported to be unsuccessful by only one respondent" (490), "only 4/19 indicating that
# it was not a successful strategy" (488)
FEW_FAILED = re.compile(
    r"unsuccessful by only (?:\w+|\d+/\d+) (?:of them|respondents?)"
    r"|only \d+\s?/\s?\d+ (?:\w+ ){1,3}that it was not an? (?:successful|effective)"
    r"(?: \w+)?"
)
# "only 4/19 indicated that it was a successful strategy" (2054)
FEW_SUCCEEDED = re.compile(
    r"\bonly \d+\s?/\s?\d+ (?:\w+ ){1,3}that it was an? (?:successful|effective)\b"
)


def ranking_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """What a list has among the least successful and a finding has fail for few."""
    bodies = list(grounded(report))
    for ranked in find_ranked(report):
        said = FEW_FAILED.search(ranked.finding.text)
        if said and not ranked.is_most:
            passages = [p for f, p in bodies if f == ranked.finding]
            yield _ranked(ranked, said[0], passages, report)


def _ranked(
    ranked: Ranked, said: str, passages: list[Passage], report: Report
) -> Discrepancy:
    finding = ranked.finding
    line = line_of(said, finding.span, report.source)
    body = [(p, few) for p in passages if (few := FEW_FAILED.search(p.text))]
    also = [line_of(few[0], p.span, report.source) for p, few in body]
    told = [f"F{finding.key} (line {line})", *(f"line {n}" for n in also)]
    denials = [(p, few) for p in passages if (few := FEW_SUCCEEDED.search(p.text))]
    denied = [line_of(few[0], p.span, report.source) for p, few in denials]
    opposite = "".join(f"; line {n} says the opposite" for n in denied)
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        (ranked.line, line, *also, *denied),
        (
            ("passage", ranked.passage.key),
            ("finding", finding.key),
            *(("passage", p.key) for p, _ in (*body, *denials)),
        ),
        f"least {ranked.word}: {ranked.words}",
        said,
        f"{ranked.place[0].upper()}{ranked.place[1:]}, but {listed(told)}"
        f" {'say' if also else 'says'} of it “{said}”{opposite}.",
    )
