"""One result of which the Summary and the body say something else, or of others."""

import re
from collections.abc import Iterator

from pcad_kg.audit.claims import PARTS
from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    grounded,
    line_of,
    once,
    stated_by,
)
from pcad_kg.compare import numbers_in, stems_in
from pcad_kg.model import Finding, Part, Passage, ProseStatistic, Report

# What is said of a fraction follows it within so many letters.
CLAUSE = 110
NOT = re.compile(r"\bnot (?:an? )?(?P<word>[a-z]{5,})")
LIMITED = re.compile(r"\blimited (?P<word>[a-z]{5,})")
OTHERS = re.compile(r"(?P<share>\d+)% of other respondents")
# "for disabled children, unaccompanied minors, and LAC in detention, where ..." (508)
RESPECTIVELY = re.compile(
    r"\bfor (?P<groups>[^.()]+), where\b(?P<rest>.+?)\brespectively"
)
FIRST_WORDS = 70


def verdict_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Verdicts on one number, whose number it is, and numbers in a row."""
    for finding, passage in grounded(report):
        yield from _opposite(finding, passage, report)
        yield from _other_people(finding, passage, report)
    for finding in report.findings:
        yield from _respectively(finding, report)


def _opposite(
    finding: Finding, passage: Passage, report: Report
) -> Iterator[Discrepancy]:
    """One fraction said to be "not a successful" and "a successful" (488, 2054)."""
    shared = numbers_in(finding.text).fractions & numbers_in(passage.text).fractions
    for fraction in sorted(shared):
        one, other = (_said(fraction, text) for text in (finding.text, passage.text))
        for marks, severity in ((NOT, Severity.ERROR), (LIMITED, Severity.MINOR)):
            words = _only_one(marks, one, other)
            if words:
                yield _verdict(finding, passage, report, (fraction, words, severity))


def _said(fraction: str, text: str) -> str:
    """What is said of a fraction: the words behind it, to the next number or stop."""
    part, _, whole = fraction.partition("/")
    place = re.search(rf"\b{part}\s?/\s?{whole}\b(?:\s?\(\d+%\))?", text)
    if not place:
        return ""
    after = text[place.end() : place.end() + CLAUSE]
    return re.split(r"[.;]|\d", after)[0]


def _only_one(marks: re.Pattern[str], one: str, other: str) -> tuple[str, str] | None:
    """A word that one clause qualifies and the other prints as it is."""
    for here, there in ((one, other), (other, one)):
        for found in marks.finditer(here):
            word = found["word"]
            bare = re.search(rf"\b{word}\b", there)
            if bare and not any(m["word"] == word for m in marks.finditer(there)):
                return found[0], word
    return None


def _verdict(
    finding: Finding,
    passage: Passage,
    report: Report,
    told: tuple[str, tuple[str, str], Severity],
) -> Discrepancy:
    fraction, (qualified, word), severity = told
    is_here = qualified in _said(fraction, finding.text)
    at = (
        line_of(fraction, finding.span, report.source),
        line_of(fraction, passage.span, report.source),
    )
    here, there = (qualified, word) if is_here else (word, qualified)
    return Discrepancy(
        Topic.SUMMARY_BODY,
        severity,
        at,
        (("finding", finding.key), ("passage", passage.key)),
        f"{fraction}: “{here}”; “{there}”",
        f"“{here}” or “{there}” in both places",
        f"Of {fraction}, F{finding.key} says “{here}” (line {at[0]}) and line {at[1]}"
        f" “{there}”, without “{qualified.removesuffix(word).strip()}”."
        if is_here
        else f"Of {fraction}, F{finding.key} says “{here}” (line {at[0]}) and line"
        f" {at[1]} “{there}”.",
    )


def _other_people(
    finding: Finding, passage: Passage, report: Report
) -> Iterator[Discrepancy]:
    """A share "of other respondents" that the body gives for all (500, 2107)."""
    for others in OTHERS.finditer(finding.text):
        share = others["share"]
        total = re.search(
            rf"\boverall \(?(?P<fraction>\d+/\d+) \({share}%\)", passage.text
        )
        if not total:
            continue
        at = (
            line_of(others[0], finding.span, report.source),
            line_of(total[0], passage.span, report.source),
        )
        yield Discrepancy(
            Topic.SUMMARY_BODY,
            Severity.ERROR,
            at,
            (("finding", finding.key), ("passage", passage.key)),
            others[0],
            f"{total['fraction']} ({share}%) overall",
            f"F{finding.key} gives {share}% as the share of other respondents (line"
            f" {at[0]}), but line {at[1]} as that of all, {total['fraction']}.",
        )


def _respectively(finding: Finding, report: Report) -> Iterator[Discrepancy]:
    """Groups with their fractions in a row against the body's passage on each."""
    row = RESPECTIVELY.search(finding.text)
    if not row:
        return
    groups = PARTS.split(row["groups"])
    shares = [
        s
        for s in report.statistics
        if s.finding == finding.key and s.text in row["rest"] and s.denominator
    ]
    body = {s.key for s in report.sections if s.part is Part.BODY}
    for group, share in zip(groups, shares, strict=False):
        for passage in report.passages:
            about = stems_in(group) <= stems_in(passage.text[:FIRST_WORDS])
            if passage.section in body and stems_in(group) and about:
                yield from _of_group(share, passage, group, report)


def _of_group(
    share: ProseStatistic, passage: Passage, group: str, report: Report
) -> Iterator[Discrepancy]:
    """Another fraction in the passage on a group; it may be of other agencies."""
    theirs = [
        s for s in report.statistics if s.passage == passage.key and s.denominator
    ]
    fraction = (share.numerator, share.denominator)
    if len(theirs) != 1 or (theirs[0].numerator, theirs[0].denominator) == fraction:
        return
    at = (share.span.first_line, theirs[0].span.first_line)
    items: tuple[Involved, ...] = (*stated_by(share), *stated_by(theirs[0]))
    yield Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        at,
        once(items),
        f"{share.text}; {theirs[0].text}",
        "one fraction, or a word on whose answers each counts",
        f"On {group}, F{share.finding} counts {share.text} (line {at[0]}) and line"
        f" {at[1]} {theirs[0].text}.",
    )
