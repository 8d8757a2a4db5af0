"""What prose leaves out of "most" and "the only", against a table's rows."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pcad_kg.audit.claims import (
    ABOUT,
    HALF,
    Claim,
    about,
    columns_of,
    contradicted,
    find_claims,
    is_named,
    plain_stems,
    share_of,
)
from pcad_kg.audit.found import Discrepancy, Severity, listed
from pcad_kg.compare import overlap, stems_in
from pcad_kg.model import Report, Row, Table

# "Most respondents also did not agree that ... were disliked by parents/carers ...
# (except for Final Hearings and Remote Core Group meetings)" (375).
MOST_DID_NOT = re.compile(
    r"(?P<told>\b[Mm]ost respondents (?:also )?did not (?:agree|feel|think)"
    r" (?P<what>[^().]+)\((?:except for|apart from) (?P<but>[^)]+)\))"
)
# "Most respondents stated that they did not feel ... The exception to this was final
# hearings, where ..." (1521).
THE_EXCEPTION = re.compile(
    r"\b[Mm]ost respondents (?:[a-z]+ ){0,3}did not (?P<what>[^.]+)\."
    r" (?P<told>The exceptions? to this (?:was|were) (?P<but>[^,]+), where)"
)
# "most respondents felt that these ... were better attended and remote access was a
# more efficient use of time (the inevitable exception here being Remote Final
# hearings)" (375).
MOST_DID = re.compile(
    r"\b[Mm]ost respondents (?:also )?(?:agreed|felt|thought) (?P<what>[^().]+)"
    r"\((?P<told>the (?:[a-z]+ )?exceptions?(?: here)? being (?P<but>[^)]+))\)"
)
# "respondents largely felt that all the ... processes that we asked about resulted in a
# more efficient use of time ... The exception to this was remote final hearings, where"
# (1459).
LARGELY = re.compile(
    r"""\brespondents\ (?:largely|mostly)\ (?:agreed|felt|thought)
    \ (?P<what>(?:[^.]|\.(?!\s[A-Z]))+)\.
    \ (?P<told>The\ exceptions?\ to\ this\ (?:was|were)\ (?P<but>[^,]+),\ where)""",
    re.VERBOSE,
)
# "were much less likely to believe" (1459)
LIKELY = re.compile(r"\b(?:were|was) (?:\w+ )?(?:more|less) likely\b")
# "better attended" (375) is of "Generally better attendance/engagement?".
GENERALLY = stems_in("generally")
MOST = (
    (MOST_DID_NOT, False),
    (THE_EXCEPTION, False),
    (MOST_DID, True),
    (LARGELY, True),
)
# "The only strategy with less support for use in future than use in the first lockdown
# is regular contact in holidays as well as termtime." (1188)
ONLY_LESS = re.compile(
    r"(?P<told>[Tt]he only \w+ with less support for (?P<one>[^.]+?)"
    r" than (?P<other>[^.]+?) is (?P<but>[^.]+))\."
)


def exception_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Exceptions that a table has and prose does not name, or the other way round."""
    for claim in find_claims(report):
        for pattern, is_yes in MOST:
            for said in pattern.finditer(claim.words):
                if about(claim.table, said["what"]) >= ABOUT:
                    yield from _most(claim, said, is_yes, report)
        yield from _only_less(claim, report)


def _most(
    claim: Claim, said: re.Match[str], is_yes: bool, report: Report
) -> Iterator[Discrepancy]:
    """Rows that are exceptions and not named, and rows named that are none."""
    yes = columns_of(claim.table, "yes")
    for row in claim.table.rows if yes else ():
        share = share_of(row, yes)
        side = _side(share) if share else None
        if not share or side is None:
            continue
        is_exception, is_said = side is not is_yes, is_named(row, said["but"])
        if is_exception and not is_said:
            told = _not_named(claim, row, said, (share[0], is_yes))
        elif is_said and not is_exception:
            told = _no_exception(claim, row, said, (share[0], is_yes), report)
        else:
            continue
        yield contradicted(claim, said["told"], [row], report, told)


def _side(share: tuple[Decimal, Decimal]) -> bool | None:
    """Whether most said yes, or no; nothing where rounding decides."""
    value, slack = share
    if value - slack > HALF:
        return True
    return False if value + slack < HALF else None


def _not_named(
    claim: Claim, row: Row, said: re.Match[str], share: tuple[Decimal, bool]
) -> tuple[Severity, str, str]:
    value, is_yes = share
    return (
        Severity.ERROR,
        f"{row.title} among the exceptions",
        f"Line {{line}} says that most did {'' if is_yes else 'not '}agree, except for"
        f" {said['but']}, but {claim.place(row)} has {value}% Yes to"
        f" “{claim.table.title}”.",
    )


def _no_exception(
    claim: Claim,
    row: Row,
    said: re.Match[str],
    share: tuple[Decimal, bool],
    report: Report,
) -> tuple[Severity, str, str]:
    """A row named as an exception that is none, and in which other table it is one.

    Where the clause says only that it was "less likely" (1459) no majority is claimed.
    """
    value, is_yes = share
    number = f"Table {claim.table.number} row {row.index}"
    name = row.title if " and " in said["but"] else said["but"]
    clause = said.string[said.end() :].partition(".")[0]
    likely = LIKELY.search(clause)
    milder = f"; the clause behind it says only “{likely[0]}”" if likely else ""
    return (
        Severity.EDITORIAL if likely else Severity.MINOR,
        f"{value}% Yes, {'a' if is_yes else 'no'} majority",
        f"Line {{line}} names {name} as an exception, but {number} ({row.title}) has"
        f" {'' if is_yes else 'only '}{value}% Yes to “{claim.table.title}”"
        f"{_is_one_in(claim, row, said, is_yes, report)}{milder}.",
    )


def _is_one_in(
    claim: Claim, row: Row, said: re.Match[str], is_yes: bool, report: Report
) -> str:
    """The other tables on what is said in which a row is an exception.

    Line 375 joins two matters, of which Table 3.3 has 42% for final hearings.
    """
    others = [
        f"Table {table.number} row {other.index} ({share[0]}%)"
        for table in report.tables
        if table is not claim.table and _is_on(table, said["what"])
        if (yes := columns_of(table, "yes"))
        for other in table.rows
        if plain_stems(other.title) == plain_stems(row.title)
        if (share := share_of(other, yes))
        if _side(share) is (not is_yes)
    ]
    return f", though it is one in {listed(others)}" if others else ""


def _is_on(table: Table, words: str) -> bool:
    return overlap(stems_in(table.title) - GENERALLY, stems_in(words)) >= ABOUT


def _only_less(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """Another row that falls from one column to the other beside "the only" one."""
    said = ONLY_LESS.search(claim.words)
    if not said:
        return
    one, other = (_column(claim, said[name]) for name in ("one", "other"))
    if not one or not other or one == other:
        return
    for row in claim.table.rows:
        less, more = share_of(row, [one]), share_of(row, [other])
        if less and more and less[0] < more[0] and not is_named(row, said["but"]):
            comment = (
                f"Line {{line}} says that only {said['but']} has less support for"
                f" {said['one']} than {said['other']}, but {claim.place(row)} falls"
                f" from {more[0]}% to {less[0]}%."
            )
            told = (Severity.ERROR, f"{row.title} as well", comment)
            yield contradicted(claim, said["told"], [row], report, told)


def _column(claim: Claim, words: str) -> int:
    """The column whose title shares most of some words, 0 where none does."""
    stems = plain_stems(words)
    ranked = sorted(
        ((len(stems & plain_stems(c.title)), -c.index) for c in claim.table.columns),
        reverse=True,
    )
    return -ranked[0][1] if ranked and ranked[0][0] else 0
