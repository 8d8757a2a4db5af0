"""What prose says about a table, against the table's cells."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from pcad_kg.audit.claims import (
    ABOUT,
    HALF,
    PARTS,
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
from pcad_kg.compare import sentences_in
from pcad_kg.model import Report, Row, Table
from pcad_kg.quantity import VALUE_OF

# "approximately 40%" of something is no further from it than this.
NEAR = 15
ANSWERS = {"agreed": "agree", "disagreed": "disagree", "important": "important"}

# "Less than 10% of respondents disagreed", "at least 80% or more of the respondents
# agreed" (1608); "over 90% of respondents said that the action is important" (475).
THRESHOLD = re.compile(
    r"""\b(?P<word>[Aa]t\ least|[Ll]ess\ than|[Ff]ewer\ than|[Mm]ore\ than|[Oo]ver)\s
    (?P<share>\d+)%(?:\ or\ more)?(?:\ of\ (?:the\ )?respondents)?\ (?:sa(?:id|y)\ that
    \ the\ action\ is\ )?(?P<answer>agreed|disagreed|important)\b""",
    re.VERBOSE,
)
# "... with statements that various staff should not be redeployed" (1608).
NOT_BEING = re.compile(r"\bnot be(?:ing)? (?P<what>[a-z]{5,})")
SEVERAL = re.compile(r"\b(?:statements|actions|all|each|every|various)\b")
NEVER = re.compile(r"\b(?:never|not)\b")
NEXT_WORDS = 90
UPPER = frozenset({"less than", "fewer than"})
# "a significant minority (approx. 40%)" (378), "approximately 40% of all" (1475).
ABOUT_SHARE = re.compile(r"\b(?:approx\.|approximately) (?P<share>\d+)%")
# "in most cases ... (with the exception of Final Hearings)" (377): of all rows.
EXCEPTED = re.compile(r"\b(?:exceptions?|except|save|apart from|other than)\b")
OF_EACH = re.compile(rf"\b(?:all|each|every|most cases)\b|{EXCEPTED.pattern}")
# "Bereavement, poor working from home and inadequate resources to do their jobs were
# also noted by a significant minority." (1671)
MINORITY = re.compile(
    r"(?P<told>(?P<what>[A-Z][^.]+?) (?:was|were) (?:also )?noted by a"
    r" (?:significant )?minority)"
)
# "the top two strategies being increased ... training and revised rotas" (1749).
TOP = re.compile(
    r"(?P<told>the top (?P<count>two|three|four) \w+ being (?P<what>[^.,]+))"
)
# "Four areas of training were identified by over half of all respondents" (1777).
OVER_HALF = re.compile(
    r"(?P<told>\b(?P<count>[A-Z][a-z]+) \w+ of \w+ were (?:identified|named) by"
    r" (?:over|more than) half)"
)

Rule = Callable[[Claim, Report], Iterator[Discrepancy]]


def text_table_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Claims of findings and passages that the cells of their table contradict."""
    rules: tuple[Rule, ...] = (
        _thresholds,
        _approximate,
        _minority,
        _top,
        _over_half,
    )
    for claim in find_claims(report):
        for rule in rules:
            yield from rule(claim, report)


def _shares(shares: list[Decimal]) -> str:
    return listed(f"{share}%" for share in shares)


def _thresholds(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """At least, over or less than so many percent in every row, rounding allowed.

    "Statements about various staff not being redeployed" (1608) are the rows that say
    "never be redeployed": nothing is claimed on the others.
    """
    for said in THRESHOLD.finditer(claim.words):
        columns = columns_of(claim.table, ANSWERS[said["answer"]])
        limit, is_upper = Decimal(said["share"]), said["word"].lower() in UPPER
        wrong = [
            (row, share[0])
            for row in claim.table.rows
            if (share := share_of(row, columns)) and _breaks(share, limit, is_upper)
            if _is_meant(row, said)
        ]
        if wrong:
            yield _beyond(claim, said[0], report, (wrong, columns))


def _sentence_of(said: re.Match[str]) -> str:
    """The sentence of some words; "(approx. 40%)" (378) ends none."""
    text, words = (t.replace("approx.", "approx") for t in (said.string, said[0]))
    return next((s for s in sentences_in(text) if words in s), text)


def _is_meant(row: Row, said: re.Match[str]) -> bool:
    """Whether a row is of the statements that a claim is about, where it says which.

    A claim that names neither several nor the row may be of another one.
    """
    sentence = _sentence_of(said)
    if not SEVERAL.search(sentence) and not is_named(row, sentence):
        return False
    denied = NOT_BEING.search(said.string[said.end() : said.end() + NEXT_WORDS])
    if not denied:
        return True
    title = row.title.lower()
    return bool(NEVER.search(title)) and denied["what"] in title


def _beyond(
    claim: Claim,
    phrase: str,
    report: Report,
    told: tuple[list[tuple[Row, Decimal]], list[int]],
) -> Discrepancy:
    pairs, columns = told
    rows, shares = [row for row, _ in pairs], [share for _, share in pairs]
    cells = listed(f"{share}% in row {row.index} ({row.title})" for row, share in pairs)
    comment = (
        f"Line {{line}} says “{phrase}”, but Table {claim.table.number} has {cells}"
        f"{_together(columns, claim.table)}."
    )
    severity = (Severity.ERROR, _shares(shares), comment)
    return contradicted(claim, phrase, rows, report, severity)


def _together(columns: list[int], table: Table) -> str:
    """That a share is that of several columns: "Agree" and "Strongly Agree" (1612)."""
    titles = [f"“{c.title}”" for c in table.columns if c.index in columns]
    return f", {listed(titles)} together" if len(titles) > 1 else ""


def _breaks(share: tuple[Decimal, Decimal], limit: Decimal, is_upper: bool) -> bool:
    """Whether a share is beyond a limit however its parts were rounded."""
    value, slack = share
    return value - slack >= limit if is_upper else value + slack < limit


def _approximate(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """Rows far from a share that is said to hold in all but those named."""
    yes = columns_of(claim.table, "yes")
    said = ABOUT_SHARE.search(claim.words)
    if not said or len(claim.table.columns) != 2 or not yes:
        return
    sentence = _sentence_of(said)
    if about(claim.table, claim.words) < ABOUT or not OF_EACH.search(sentence):
        return
    has_named = bool(EXCEPTED.search(sentence))
    wrong = [
        (row, share[0])
        for row in claim.table.rows
        if (share := share_of(row, yes))
        if abs(share[0] - int(said["share"])) > NEAR and not is_named(row, claim.words)
    ]
    for row, value in wrong:
        comment = (
            f"Line {{line}} has {said[0]}{' with the exceptions it names' * has_named},"
            f" but {claim.place(row)}{', which it does not name,' * has_named} has"
            f" {value}% Yes to “{claim.table.title}”."
        )
        told = (Severity.MINOR, f"{row.title} among the exceptions", comment)
        yield contradicted(claim, said[0], [row], report, told)


def _minority(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """What is said of a minority, though most said yes in each column.

    Bereavement has 51% and 60% in Table 3.12.
    """
    yes = [c.index for c in claim.table.columns if c.title.endswith("Yes")]
    for sentence in sentences_in(claim.words):
        said = MINORITY.search(sentence)
        for part in PARTS.split(said["what"]) if said and yes else ():
            for row in claim.table.rows:
                shares = [s[0] for c in yes if (s := share_of(row, [c]))]
                is_it = plain_stems(row.title) == plain_stems(part)
                if said and is_it and shares and min(shares) > HALF:
                    comment = (
                        f"Line {{line}} has {part.lower()} noted by a minority, but"
                        f" {claim.place(row)} has {_shares(shares)} Yes."
                    )
                    told = (Severity.ERROR, f"a majority, {_shares(shares)}", comment)
                    phrase = said["told"]
                    yield contradicted(claim, phrase, [row], report, told)


def _ranked(claim: Claim) -> list[tuple[Decimal, Row]]:
    """The rows by their first share, the largest first."""
    shares = [
        (share[0], row) for row in claim.table.rows if (share := share_of(row, [1]))
    ]
    return sorted(shares, key=lambda pair: -pair[0])


def _top(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """A top two that leaves out a row with more than one it names."""
    said = TOP.search(claim.words)
    ranked = _ranked(claim) if said else []
    if not said or not columns_of(claim.table, "yes"):
        return
    if about(claim.table, claim.words) < ABOUT:
        return
    count = VALUE_OF[said["count"]]
    for share, row in ranked[:count]:
        is_tied = len(ranked) > count and share == ranked[count][0]
        if not is_named(row, said["what"]) and not is_tied:
            comment = (
                f"Line {{line}} says “{said['told']}”, but {claim.place(row)} is among"
                f" them, with {share}%."
            )
            expected = f"{row.title} among the top {said['count']}"
            told = (Severity.ERROR, expected, comment)
            yield contradicted(claim, said["told"], [row], report, told)


def _over_half(claim: Claim, report: Report) -> Iterator[Discrepancy]:
    """A number of rows over a half that is another in the table."""
    said = OVER_HALF.search(claim.words)
    count = VALUE_OF.get(said["count"].lower()) if said else None
    if not said or count is None or len(claim.table.columns) != 1:
        return
    over = [row for share, row in _ranked(claim) if share > HALF]
    if len(over) != count:
        comment = (
            f"Line {{line}} counts {count} over half, but Table {claim.table.number}"
            f" has {len(over)} rows above 50%."
        )
        told = (Severity.ERROR, str(len(over)), comment)
        yield contradicted(claim, said["told"], over, report, told)
