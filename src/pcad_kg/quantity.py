"""Numbers in prose: percentages, fractions, n and counts, as a sentence prints them.

Pure text: a sentence goes in, what it counts comes out, with offsets. Calendar years,
dates, durations, numbers of sections, stages and laws are not among them.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty"
).split()
VALUE_OF = {word: number for number, word in enumerate(["none", *NUMBERS])}

# Who or what a count may count: "29 respondents", "24 London boroughs".
COUNTED = (
    r"(?:respondents?|responses|participants?|interviewees?|interviews|person"
    r"|comments|boroughs|(?:local\s+)?authorit(?:y\s+areas|ies))"
)
QUANTITY = re.compile(
    rf"""
    (?P<percent_fraction>   # "80%, 95/119" (453)
        (?P<pf_percent>\d+(?:\.\d+)?)\s?%,\s(?P<pf_part>\d+)\s?/\s?(?P<pf_whole>\d+)
    )
  | (?P<fraction>           # "172/193 (89%)", "30/65(46%)", "14 /23"; not "a 1/3"
        (?<![\w/-])(?<!a\s(?=1/))(?P<part>\d+)\s?/\s?(?P<whole>\d+)(?![\d/])
        (?:\s?\((?P<of>\d+(?:\.\d+)?)\s?%\)
        |,\s(?P<comma>\d+(?:\.\d+)?)\s?%
        |\s[^\d().;]{{1,60}}\((?P<far>\d+(?:\.\d+)?)\s?%\))?   # "20/34 felt ... (59%)"
    )
  | (?P<spoken>             # "16 of the 30", "none of the 30" (1991)
        \b(?P<s_part>\d+|none|{"|".join(NUMBERS)})(?:\srespondents)?\sof\sthe\s
        (?P<s_whole>\d+)\b
    )
  | (?P<counted_percent>    # "only 2 (6%) and 4 (13%)" (749)
        \b(?P<cp_count>\d+)\s\((?P<cp_percent>\d+)\s?%\)
    )
  | (?P<percent_range>      # "32%-53%", "15-20%"
        (?P<low>\d+(?:\.\d+)?)\s?%?\s?[-–]\s?(?P<high>\d+(?:\.\d+)?)\s?%
    )
  | (?P<percent>            # "70%", "33% (n=111)", "49%, n=279", "94% of 304"
        (?P<share>\d+(?:\.\d+)?)\s?%
        (?:(?:\sof\s(?:survey\s)?respondents)?\s?
           (?:\([nN]\s?=\s?(?P<beside>\d+)\)
           |,\s?[nN]\s?=\s?(?P<after>\d+)(?!\d|\s?[-–/]\s?\w))
        |\sof\s(?P<base>\d+)(?=\s{COUNTED}))?
    )
  | (?P<sample>             # "(n=269)", "[n= 69-77]", "(n=144/n=133)", "[85]" (950)
        [nN]\s?=\s?(?P<n>\d+)(?:\s?[-–]\s?(?P<n_to>\d+)|/[nN]=(?P<n_too>\d+))?
      | (?<=\[)(?P<bracketed>\d+)(?=\])
    )
  | (?P<measure>            # "median 15 years", "mean over 24 years" (610)
        \b(?P<name>mean|median)\s(?:over\s)?(?P<m_value>\d+)\b
      | (?<=\(just\sunder\s)(?P<m_least>\d+)(?=\syears\))
    )
  | (?P<significance>       # "significance (2-sided) .055"
        (?<=\(2-sided\)\s)(?P<p>\.\d+)
    )
  | (?P<count_range>        # "255-304 responses", "1 – 51 years" (610)
        \b(?P<c_low>\d+)\s?[-–]\s?(?P<c_high>\d+)(?=\s(?:{COUNTED}|years)\b)
    )
  | (?P<only_one>           # "only one respondent", "only one person" (952)
        (?<=only\s)one(?=\s{COUNTED}\b)
    )
  | (?P<number>             # "417 responses", "(155)", "42 reported", "six disagreeing"
        (?<![\w.,£/–-])(?P<digits>\d{{1,3}}(?:,\d{{3}})*|{"|".join(NUMBERS[1:])})\b
        (?![.,]\d|\s?[-–/]\s?\w|-)
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What makes a bare number something else than a count, before it and behind it.
NAMED_BEFORE = re.compile(
    r"\b(stages?|sections?|levels?|figures?|tables?|appendix|page|pp?\.?|para|chapter"
    r"|part|top|lockdown|phase|article)\s*$",
    re.IGNORECASE,
)
NAMED_AFTER = re.compile(
    r"\s*(-|(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|years?|months?|weeks?|days?|hours?|minutes?)\b)"
)
# "add to 100%" (756) counts nobody.
NO_SHARE = re.compile(r"\badd(?:s|ed)?\s+(?:up\s+)?to\s*$")
# A number word counts people where it says whom, or beside a fraction that does.
WHOM = re.compile(rf"\s+(?:[\w'’]+\s+){{0,4}}?{COUNTED}\b")
OTHER_THINGS = re.compile(
    r"\s+(?:\w+\s+)?(strategies|strategy|areas|aspects|types|lockdowns?|tables|stages"
    r"|headings|questions|months|weeks|years|days|agencies|patterns|ways|groups)\b"
)
FRACTION = re.compile(r"\d\s?/\s?\d|\bof the \d")
# "over half of respondents (n=253)" (315): the n is all that is printed of the share.
VAGUE_SHARE = re.compile(
    r"\b(half|third|quarter|majority|most)\b[^%.]{0,30}\(?$", re.IGNORECASE
)
QUALIFIER = re.compile(
    r"\b(all but|at least|less than|more than|no lower than|lower than|just under"
    r"|just over|just|over|under|about|approximately|approx\.|around|up to|nearly"
    r"|almost)\s*\(?$",
    re.IGNORECASE,
)


SHARES = ("pf_percent", "of", "comma", "far", "cp_percent", "low", "high", "share")
SAMPLES = ("beside", "after", "base", "n", "n_to", "n_too", "bracketed")
COUNTS = ("cp_count", "c_low", "c_high", "only_one", "digits")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one number phrase says; `begin` and `end` are offsets into its sentence."""

    begin: int
    end: int
    percentages: tuple[Decimal, ...] = ()
    numerator: int | None = None
    denominator: int | None = None
    counts: tuple[int, ...] = ()
    samples: tuple[int, ...] = ()
    value: Decimal | None = None
    measure: str | None = None
    qualifier: str | None = None
    is_inherited: bool = False

    @property
    def is_sample(self) -> bool:
        """Whether it prints an n and nothing else."""
        return bool(self.samples) and not (
            self.percentages or self.counts or self.denominator
        )


def find_quantities(sentence: str) -> tuple[Quantity, ...]:
    """What a sentence counts, in reading order, each share with the n it holds for.

    >>> [q.percentages for q in find_quantities("42% less and 20% more (n=255)")]
    [(Decimal('42'),), (Decimal('20'),)]
    >>> [q.samples for q in find_quantities("42% less and 20% more (n=255)")]
    [(255,), (255,)]
    """
    found = []
    for match in QUANTITY.finditer(sentence):
        quantity = _read(match)
        if _counts(match, sentence):
            found.append(_qualified(quantity, sentence))
    return _with_samples(tuple(found), sentence)


def number_of(word: str) -> int:
    """The whole number that digits or a word print.

    >>> number_of("1,000"), number_of("Sixteen")
    (1000, 16)
    """
    if word.lower() in VALUE_OF:
        return VALUE_OF[word.lower()]
    return int(word.replace(",", ""))


def _read(match: re.Match[str]) -> Quantity:
    """A match as numbers."""
    whole = match.groupdict()
    begin, end = match.span()
    samples = tuple(int(whole[name]) for name in SAMPLES if whole[name])
    percentages = tuple(Decimal(whole[name]) for name in SHARES if whole[name])
    part = whole["pf_part"] or whole["part"] or whole["s_part"]
    base = whole["pf_whole"] or whole["whole"] or whole["s_whole"]
    counts = tuple(number_of(whole[name]) for name in COUNTS if whole[name])
    mean = whole["m_value"] or whole["m_least"]
    number = mean or whole["p"]
    return Quantity(
        begin,
        end,
        percentages=percentages,
        numerator=number_of(part) if part else None,
        denominator=int(base) if base else None,
        counts=counts,
        samples=samples,
        value=Decimal(number) if number else None,
        measure=(whole["name"] or "mean") if mean else ("p" if number else None),
    )


def _counts(match: re.Match[str], sentence: str) -> bool:
    """Whether a match counts anybody, and is no date, stage, section or duration."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    if match["percent"]:
        return not NO_SHARE.search(before)
    if not match["number"]:
        return True
    if NAMED_BEFORE.search(before) or NAMED_AFTER.match(after):
        return False
    if match["digits"][0].isdigit():
        return True
    if WHOM.match(after):
        return True
    return bool(FRACTION.search(sentence)) and not OTHER_THINGS.match(after)


def _qualified(quantity: Quantity, sentence: str) -> Quantity:
    word = QUALIFIER.search(sentence[: quantity.begin])
    return replace(quantity, qualifier=word[1].lower()) if word else quantity


def _with_samples(
    quantities: tuple[Quantity, ...], sentence: str
) -> tuple[Quantity, ...]:
    """Shares without an n of their own with the nearest that the sentence gives.

    An n that so finds its share is no quantity of its own, unless it stands with a
    share in words. What one share is of ("94% of 304", 313) holds for no other.
    """
    alone = [q for q in quantities if q.is_sample]
    beside = [q for q in quantities if "=" in sentence[q.begin : q.end] and q.samples]
    givers = alone or beside
    used: set[int] = set()
    found: list[Quantity] = []
    for quantity in quantities:
        if quantity.percentages and not quantity.samples and not quantity.denominator:
            nearest = sorted(givers, key=partial(_distance, quantity))[:1]
            for giver in nearest:
                used.add(giver.begin)
                quantity = replace(quantity, samples=giver.samples, is_inherited=True)
        found.append(quantity)
    return tuple(
        quantity
        for quantity in found
        if not (quantity.is_sample and quantity.begin in used)
        or VAGUE_SHARE.search(sentence[: quantity.begin])
    )


def _distance(one: Quantity, other: Quantity) -> int:
    return abs(one.begin - other.begin)
