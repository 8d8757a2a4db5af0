"""What prose says of joint working between agencies, against the table of pairs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    agency_name,
    line_of,
    lines,
    listed,
)
from pcad_kg.audit.pairs import BETTER, WORSE, AgencyPair, Part, find_parts, is_agency
from pcad_kg.compare import sentences_in
from pcad_kg.model import Finding, Kind, Passage, Report

WAYS = {"deterior": WORSE, "improve": BETTER}
WAY = r"(?:deteriorat|improve)[a-z]*"
AGENCY = r"(?:[A-Z][a-z']+)(?:\s[A-Z][a-z']+)*"
# "all agencies except Education were more likely to report improved than deteriorated
# joint working with Police" (802); "Most agencies were most likely to report
# improvements rather than deterioration in joint working with Education" (306).
EACH = re.compile(
    rf"""(?P<told>\b(?P<many>[Aa]ll|[Mm]ost)(?P<others>\sother)?\sagencies
    (?:\s(?:except|but)\s(?P<but>{AGENCY}))?\s(?:were|are)\s(?:more|most)\slikely\sto
    \sreport\s(?P<way>{WAY})[^.;]{{0,40}}?\sjoint\sworking\swith\s(?P<other>{AGENCY}))""",
    re.VERBOSE,
)
# "Education respondents were more likely to report deterioration than improvement in
# joint working with all other agencies" (758).
WITH_ALL = re.compile(
    rf"""(?P<told>\b(?P<who>{AGENCY})\srespondents\swere\smore\slikely\sto\sreport
    \s(?P<way>{WAY})\sthan\s{WAY}\sin\sjoint\sworking\swith\sall\sother\sagencies)""",
    re.VERBOSE,
)
# "43% of Education respondents reporting deterioration in joint working with Children's
# Social Care colleagues strategically and 51% operationally" (760).
SHARES = re.compile(
    rf"""(?P<told>\b(?P<one>\d+)%\sof\s(?P<who>{AGENCY})\srespondents\s
    report(?:ed|ing)\s(?P<way>{WAY})(?P<first>[^%;.]*?)\sjoint\sworking\swith
    \s(?P<other>{AGENCY})(?P<behind>[^%;.]*?)\sand\s(?P<two>\d+)%(?P<second>[^%;.,]*))""",
    re.VERBOSE,
)
RESPONDENTS = re.compile(rf"({AGENCY}) respondents\b")


@dataclass(frozen=True, slots=True)
class PairRule:
    """Which pairs a claim is about, what more of each say, and whether of most only."""

    is_about: Callable[[AgencyPair], bool]
    way: str
    is_most: bool = False

    def against(self, part: Part) -> list[AgencyPair]:
        """The pairs of a part that do not bear the claim out, if it fails on it."""
        pairs = [pair for pair in part.pairs if self.is_about(pair)]
        against = [pair for pair in pairs if not pair.is_more(self.way)]
        is_borne_out = self.is_most and 2 * len(against) < len(pairs)
        return [] if is_borne_out else against


@dataclass(frozen=True, slots=True)
class PairClaim:
    """A claim on the pairs of a text: its words, and where the text stands."""

    item: Involved
    teller: Finding | Passage
    words: str


def joint_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Claims on all, most or one pair of agencies that the cells do not bear out."""
    parts = find_parts(report)
    for item, teller in _tellers(report, parts):
        before = ""
        for sentence in sentences_in(teller.text.replace("’", "'")):
            for pattern, rule in ((EACH, _each), (WITH_ALL, _with_all)):
                for said in pattern.finditer(sentence):
                    told = PairClaim(item, teller, said["told"])
                    named = _named(sentence[: said.end()], parts)
                    yield from _many(told, rule(said, before), (named, parts), report)
            for said in SHARES.finditer(sentence):
                told = PairClaim(item, teller, said["told"])
                yield from _shares(told, said, parts, report)
            before = f"{before} {sentence}"


def _tellers(
    report: Report, parts: list[Part]
) -> Iterator[tuple[Involved, Finding | Passage]]:
    """The findings that are grounded in such a table, and the prose around it."""
    numbers = {part.table.number for part in parts}
    sections = {part.table.section for part in parts}
    grounded = {g.finding for g in report.groundings if g.to_key in numbers}
    for finding in report.findings:
        if finding.key in grounded:
            yield ("finding", finding.key), finding
    for passage in report.passages:
        if passage.section in sections and passage.kind is Kind.PARAGRAPH:
            yield ("passage", passage.key), passage


def _named(words: str, parts: list[Part]) -> list[Part]:
    """The parts whose level some words name."""
    return [part for part in parts if part.level in words.casefold()]


def _way(word: str) -> str:
    return next(way for stem, way in WAYS.items() if word.lower().startswith(stem))


def _each(said: re.Match[str], before: str) -> PairRule:
    """All or most agencies that work with one.

    "All other agencies" (760) are other than those of whose respondents the text before
    has told: Education.
    """
    told = RESPONDENTS.findall(before) if said["others"] else []
    left_out = [said["but"] or "", *(end for name in told for end in _ends(name))]
    return PairRule(
        lambda pair: (
            is_agency(said["other"], pair.other)
            and not any(is_agency(name, pair.who) for name in left_out)
        ),
        _way(said["way"]),
        said["many"].lower() == "most",
    )


def _ends(name: str) -> list[str]:
    """A name without its first words, which may be no part of it: "Most Education"."""
    words = name.split()
    return [" ".join(words[place:]) for place in range(len(words))]


def _with_all(said: re.Match[str], _before: str) -> PairRule:
    """One agency's work with all others."""
    return PairRule(lambda pair: is_agency(said["who"], pair.who), _way(said["way"]))


def _many(
    told: PairClaim,
    rule: PairRule,
    levels: tuple[list[Part], list[Part]],
    report: Report,
) -> Iterator[Discrepancy]:
    """The pairs that go against what is said of all or most of them.

    Where no level is named, and one of them bears the claim out, it may be meant.
    """
    named, parts = levels
    failed = [
        (part, against) for part in named or parts if (against := rule.against(part))
    ]
    if failed:
        wrong = [(part, pair) for part, against in failed for pair in against]
        is_wrong = bool(named) or len(failed) == len(parts)
        odd = [part for part, _ in failed]
        upheld = [
            f"Table {part.table.number}"
            for part in (() if named else parts)
            if part not in odd and any(map(rule.is_about, part.pairs))
        ]
        bears = f"{'bears' if len(upheld) == 1 else 'bear'} it out"
        told_too = f"; {listed(upheld)} {bears}" if upheld else ""
        yield _contradicted(told, wrong, (is_wrong, told_too), report)


def _shares(
    told: PairClaim, said: re.Match[str], parts: list[Part], report: Report
) -> Iterator[Discrepancy]:
    """One pair's two percentages, each with its level."""
    way = _way(said["way"])
    for share, words in (
        (said["one"], said["first"] + said["behind"]),
        (said["two"], said["second"]),
    ):
        wrong = [
            (part, pair)
            for part in _named(words, parts)
            for pair in part.pairs
            if is_agency(said["who"], pair.who) and is_agency(said["other"], pair.other)
            if pair.shares[way] != Decimal(share)
        ]
        if wrong:
            yield _contradicted(told, wrong, (True, ""), report)


def _who(pair: AgencyPair) -> str:
    """An agency as a sentence names it: "mental-health" is Mental Health."""
    return agency_name(pair.who)


def _contradicted(
    told: PairClaim,
    wrong: list[tuple[Part, AgencyPair]],
    verdict: tuple[bool, str],
    report: Report,
) -> Discrepancy:
    """Cells against a claim: whether it cannot be right, and what bears it out."""
    is_wrong, upheld = verdict
    line = line_of(told.words, told.teller.span, report.source)
    rows = [(part.table.number, pair.row) for part, pair in wrong]
    cells = listed(
        f"Table {part.table.number} row {pair.row.index} ({_who(pair)}) has"
        f" {pair.shares[WORSE]}% worse and {pair.shares[BETTER]}% better"
        for part, pair in wrong
    )
    unsaid = "" if is_wrong else " and names no level"
    return Discrepancy(
        Topic.TEXT_TABLE,
        Severity.ERROR if is_wrong else Severity.MINOR,
        (line, *lines(row.span.first_line for _, row in rows)),
        (
            told.item,
            *dict.fromkeys(("table", number) for number, _ in rows),
            *(("row", f"{number}/{row.index}") for number, row in rows),
        ),
        told.words,
        cells,
        f"Line {line} says “{told.words}”{unsaid}, but {cells}{upheld}.",
    )
