"""One result of which the Summary and the body say something else, or of others."""

import re
from collections.abc import Iterator
from dataclasses import replace

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
from pcad_kg.audit.ranked import Ranked, find_ranked
from pcad_kg.compare import numbers_in, overlap, sentences_in, stems_in
from pcad_kg.model import Finding, Part, Passage, ProseStatistic, Report

# What is said of a fraction follows it within so many letters.
CLAUSE = 110
NOT = re.compile(
    r"\bnot (?:an? |(?=(?:un)?(?:successful|effective|helpful|useful|appropriate"
    r"|adequate|satisf|important|difficult|agree|working|improv|common)))(?P<word>[a-z]{5,})"
)
LIMITED = re.compile(r"\blimited (?P<word>[a-z]{5,})")
# "90% of Education respondents felt that ..., although 36% of other respondents" (500).
OTHERS = re.compile(
    r"(?:% of (?P<who>[A-Z][^.%]*?) respondents\b[^.%]*?)?"
    r"(?P<told>(?P<share>\d+)% of other respondents)"
)
# "for disabled children, unaccompanied minors, and LAC in detention, where ..." (508)
RESPECTIVELY = re.compile(
    r"\bfor (?P<groups>[^.()]+), where\b(?P<rest>.+?)\brespectively"
)
# "Most of Health, Law and Children's Social Care respondents (27/44" (2121).
NAMED = re.compile(r"\bof [A-Z][^.;:()]* respondents \($")
FIRST_WORDS = 70
ONE_MATTER = 0.3


def verdict_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Verdicts on one number, whose number it is, and numbers in a row."""
    ranked = list(find_ranked(report))
    for finding, passage in grounded(report):
        most = [one for one in ranked if one.finding == finding and one.is_most]
        for conflict in _opposite(finding, passage, report):
            is_limited = conflict.severity is Severity.MINOR
            yield _ranked_as_well(conflict, most if is_limited else [])
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


def _ranked_as_well(conflict: Discrepancy, most: list[Ranked]) -> Discrepancy:
    """A success that is limited in one place, and in a list among the most (2180)."""
    if not most:
        return conflict
    told = "; ".join(one.place for one in most)
    return replace(
        conflict,
        at=(*conflict.at, *(one.line for one in most)),
        items=once((*conflict.items, *(("passage", m.passage.key) for m in most))),
        comment=f"{conflict.comment.removesuffix('.')}; {told}.",
    )


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
        if not total or not _is_of_one(others, total):
            continue
        at = (
            line_of(others["told"], finding.span, report.source),
            line_of(total[0], passage.span, report.source),
        )
        who = others["who"]
        whose = f"respondents other than {who}" if who else "other respondents"
        of_all = f"all, {who} included" if who else "all"
        yield Discrepancy(
            Topic.SUMMARY_BODY,
            Severity.ERROR,
            at,
            (("finding", finding.key), ("passage", passage.key)),
            others["told"],
            f"{total['fraction']} ({share}%) overall, or a share of others",
            f"F{finding.key} (line {at[0]}) gives {share}% as the share of {whose}, but"
            f" in line {at[1]} it is that of {of_all}: {total['fraction']}.",
        )


def _is_of_one(others: re.Match[str], total: re.Match[str]) -> bool:
    """Whether the sentences of two shares are on one matter."""
    here, there = (
        stems_in(next((s for s in sentences_in(m.string) if m[0] in s), m.string))
        for m in (others, total)
    )
    return max(overlap(here, there), overlap(there, here)) >= ONE_MATTER


def _is_part(part: ProseStatistic, all_of: ProseStatistic, passage: Passage) -> bool:
    """Whether a fraction is the same, or that of the agencies named before it.

    "Most of Health, Law and Children's Social Care respondents (27/44" (2121) can be
    part of the 28/50 of all (508): one of the other six.
    """
    said, others = part.numerator or 0, part.denominator or 0
    more, rest = (all_of.numerator or 0) - said, (all_of.denominator or 0) - others
    before = passage.text[: passage.text.find(part.text)]
    is_named = bool(NAMED.search(before))
    return (more, rest) == (0, 0) or (is_named and 0 <= more <= rest)


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
    """Another fraction in the passage on a group, unless it is a part of the whole."""
    theirs = [
        s for s in report.statistics if s.passage == passage.key and s.denominator
    ]
    if len(theirs) != 1 or _is_part(theirs[0], share, passage):
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
