"""A change that prose names, against the two numbers that it is a change between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pcad_kg.audit.claims import (
    PARTS,
    Claim,
    contradicted,
    find_claims,
    plain_stems,
    share_of,
)
from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    line_of,
    lines,
    tellers,
)
from pcad_kg.compare import overlap, sentences_in, stems_in
from pcad_kg.model import Finding, Passage, Report, Row

UP = r"rose|ris(?:e|es|en|ing)\b|increas|gr[eo]w|climb"
DOWN = r"fell|fall|reduc|decreas|dropp|declin"
SLIGHT = r"slightly|marginally|a\ little"
# "did not fall", "the increase from" tell of no such change, or of one of a change.
# "reduced slightly to 35%" (365), "reduced from 6% through the first lockdown to 3%"
# (1312), "rising to 39%".
CHANGE = re.compile(
    rf"""(?<!not\ )(?<!the\ )(?P<told>\b(?:(?P<up>{UP})|(?P<down>{DOWN}))[a-z]*
    (?:\s(?P<slight>{SLIGHT}))?
    (?:\sfrom\s(?P<before>\d+(?:\.\d+)?)%(?:\s[^\d.;()]{{0,60}})?)?
    \sto\s(?P<after>\d+(?:\.\d+)?)%)""",
    re.VERBOSE,
)
# "a small increase in the decision being left largely to practitioners (9% - 12%)".
BRACKETED = re.compile(
    r"""(?P<told>\b(?:(?P<slight>small|slight|marginal)\s)?
    (?:(?P<up>increas|rise)|(?P<down>decreas|reduct|fall|drop))[a-z]*\sin\s[^\d.;()]+
    \((?P<before>\d+(?:\.\d+)?)%\s?[-–]\s?(?P<after>\d+(?:\.\d+)?)%\))""",
    re.VERBOSE,
)
PERCENT = re.compile(r"(?P<share>\d+(?:\.\d+)?)%")
# Behind "52% of" stands what the share is of; before "(39%)" too.
WHOSE = re.compile(r"%\s(?:of|said|felt|thought|agreed)\b")
CUT = re.compile(r"[\d;:]")
# Some small decreases in increased caring responsibilities, ... and redeployment can be
# seen between the first lockdown and the third lockdown (1674).
IN_TABLE = re.compile(
    r"(?P<told>\bsmall (?P<way>increases|decreases) in (?P<what>[^.]+?) can be seen"
    r" between the (?P<one>[a-z]+) (?P<unit>[a-z]+)"
    r" and the (?P<other>[a-z]+) (?P=unit))"
)
ASIDE = re.compile(r"\s*\([^()]*\)")
# So much of what has changed the number that it is compared with is of as well.
SAME = 0.6
FEWEST_STEMS = 3
# What is called slight or small is no more than so many points, or so much of the old.
POINTS = 10
PART = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Change:
    """A change as a text tells it: its words, from what to what, which way, how far.

    `is_tied` where the number before stands in another clause on the same matter.
    """

    told: str
    before: Decimal
    after: Decimal
    is_up: bool
    is_slight: bool
    is_tied: bool = False

    @property
    def is_contrary(self) -> bool:
        """Whether the numbers go the other way."""
        return self.after < self.before if self.is_up else self.after > self.before

    @property
    def is_far(self) -> bool:
        """Whether the numbers are too far apart for a slight change."""
        return is_far(self.before, self.after)


def is_far(before: Decimal, after: Decimal) -> bool:
    """Whether two shares are more apart than what is small.

    >>> is_far(Decimal(52), Decimal(35)), is_far(Decimal(81), Decimal(88))
    (True, False)
    """
    apart = abs(after - before)
    return apart > POINTS and apart > PART * before


def change_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Changes that go the other way, and slight ones that are not."""
    for item, teller in tellers(report):
        for change in find_changes(teller.text):
            yield from _judged(item, teller, change, report)
    for claim in find_claims(report):
        yield from _in_table(claim, report)


def find_changes(text: str) -> Iterator[Change]:
    """The changes of which a text prints both numbers.

    The number before is that of the same phrase; else of the sentence, or the sentence
    before it, in the one clause that is on the same matter.

    >>> [(c.before, c.after) for c in find_changes("It fell from 6% then to 3% now.")]
    [(Decimal('6'), Decimal('3'))]
    """
    earlier = ""
    for sentence in sentences_in(text):
        for pattern in (CHANGE, BRACKETED):
            for told in pattern.finditer(sentence):
                change = _change(told, f"{earlier} {sentence[: told.start()]}")
                yield from (change,) if change else ()
        earlier = sentence


def _change(told: re.Match[str], earlier: str) -> Change | None:
    """A change with both its numbers; nothing where the one before is not told."""
    before = told["before"]
    if before is None:
        clause = CUT.split(told.string[: told.start()])[-1]
        before = _compared(clause, earlier)
    if before is None:
        return None
    return Change(
        told["told"],
        Decimal(before),
        Decimal(told["after"]),
        is_up=bool(told["up"]),
        is_slight=bool(told["slight"]),
        is_tied=told["before"] is None,
    )


def _compared(clause: str, earlier: str) -> str | None:
    """The one share of an earlier text that is of the same matter as a clause."""
    stems = stems_in(clause)
    if len(stems) < FEWEST_STEMS:
        return None
    alike = [
        share
        for share, of in _shares_in(earlier)
        if overlap(stems, stems_in(of)) > SAME
    ]
    return alike[0] if len(alike) == 1 else None


def _shares_in(text: str) -> Iterator[tuple[str, str]]:
    """Each percentage with the words that say of what it is the share."""
    for place in PERCENT.finditer(text):
        if WHOSE.match(text, place.end() - 1):
            yield place["share"], CUT.split(text[place.end() :])[0]
        elif text[: place.start()].endswith("("):
            yield place["share"], CUT.split(text[: place.start()])[-1]


def _judged(
    item: Involved, teller: Finding | Passage, change: Change, report: Report
) -> Iterator[Discrepancy]:
    way = "an increase" if change.after > change.before else "a decrease"
    numbers = f"from {change.before}% to {change.after}%"
    if change.is_contrary:
        severity = Severity.MINOR if change.is_tied else Severity.ERROR
        said = f"which is {way} {numbers}"
    elif change.is_slight and change.is_far:
        severity = Severity.MINOR
        said = f"but {numbers} it is {abs(change.after - change.before)} points"
    else:
        return
    line = line_of(change.told, teller.span, report.source)
    old = line_of(f"{change.before}%", teller.span, report.source)
    yield Discrepancy(
        Topic.WORDING,
        severity,
        lines((old, line)),
        (item,),
        change.told,
        f"{way} {numbers}",
        f"Line {line} says “{change.told}”, {said}.",
    )


def _in_table(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """Small increases and decreases of rows, from one pair of columns to the other."""
    for said in IN_TABLE.finditer(claim.words):
        one, other = (_yes_of(claim, said[n], said["unit"]) for n in ("one", "other"))
        what = PARTS.split(ASIDE.sub("", said["what"]))
        for row in claim.table.rows if one and other else ():
            before, after = share_of(row, one), share_of(row, other)
            if before and after and any(_is_on(row, part, claim) for part in what):
                is_up = said["way"] == "increases"
                change = Change(said["told"], before[0], after[0], is_up, True)
                yield from _of_row(claim, row, change, report)


def _yes_of(claim: Claim, when: str, unit: str) -> list[int]:
    """The column of those who said yes at a time: "First Lockdown: Yes"."""
    return [
        column.index
        for column in claim.table.columns
        if column.title.casefold() == f"{when} {unit}: yes"
    ]


def _is_on(row: Row, part: str, claim: Claim) -> bool:
    """Whether a row alone has all the words of a part of a list."""
    stems = plain_stems(part)
    rows = [r for r in claim.table.rows if stems <= plain_stems(ASIDE.sub("", r.title))]
    return bool(stems) and rows == [row]


def _of_row(
    claim: Claim, row: Row, change: Change, report: Report
) -> Iterator[Discrepancy]:
    if not change.is_contrary and not change.is_far:
        return
    severity = Severity.ERROR if change.is_contrary else Severity.MINOR
    way = "increases" if change.is_up else "decreases"
    numbers = f"from {change.before}% to {change.after}%"
    comment = (
        f"Line {{line}} counts “{row.title}” among small {way}, but Table"
        f" {claim.table.number} row {row.index} goes {numbers}."
    )
    phrase = f"small {way}"
    yield contradicted(claim, phrase, [row], report, (severity, numbers, comment))
