"""One share said of two things, of which another place gives one another share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pcad_kg.audit.claims import plain_stems
from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    line_of,
    lines,
    listed,
    once,
    tellers,
)
from pcad_kg.compare import PERCENTAGE, overlap, sentences_in
from pcad_kg.model import Finding, Passage, Report

# "70% (n=135) reported increased sharing of data and trends within local authority
# areas and increased scrutiny on data and trends at Safeguarding Partnership level"
# (320).
TWOFOLD = re.compile(
    r"""\b(?P<share>\d+(?:\.\d+)?)%[^.;:]*?\breported
    \ (?P<first>(?P<word>[a-z]{5,})\ [^.;:]+?)
    \ and\ (?P<second>(?P=word)\ [^.;:]+)""",
    re.VERBOSE,
)
# So many words that carry meaning tell a thing from others, and so many of them another
# place repeats.
FEWEST_STEMS = 5
SAME = 0.8
# "within" local authorities (950) and "between" them (952) are two things.
WHERE = re.compile(r"\b(?:within|between|outside|across)\b")


@dataclass(frozen=True, slots=True)
class Shared:
    """A share: who tells it, the share, and the words to the next one or the stop."""

    item: Involved
    teller: Finding | Passage
    words: str
    share: str

    def line(self, report: Report) -> int:
        """The line on which the sentence prints its share."""
        return line_of(self.words, self.teller.span, report.source)


def twofold_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Things with the share of another, where all other places agree on their own."""
    every = list(_told(report))
    for one in every:
        said = TWOFOLD.search(one.words)
        for name in ("first", "second") if said else ():
            thing = said[name] if said else ""
            others = [other for other in every if _is_on(thing, one, other)]
            shares = {other.share for other in others}
            if len(shares) == 1 and one.share not in shares:
                yield _clash(one, thing, others, report)


def _told(report: Report) -> Iterator[Shared]:
    """The percentages of the findings and of the body's prose."""
    for item, teller in tellers(report):
        for sentence in sentences_in(teller.text):
            places = [found.start() for found in PERCENTAGE.finditer(sentence)]
            for place, end in pairwise([*places, len(sentence)]):
                words = sentence[place:end]
                yield Shared(item, teller, words, words.partition("%")[0].strip())


def _is_on(thing: str, one: Shared, other: Shared) -> bool:
    """Whether another sentence is on a thing, and on it alone."""
    stems = plain_stems(thing)
    return (
        other is not one
        and len(stems) >= FEWEST_STEMS
        and not TWOFOLD.search(other.words)
        and overlap(stems, plain_stems(other.words)) >= SAME
        and set(WHERE.findall(thing)) <= set(WHERE.findall(other.words))
    )


def _clash(
    one: Shared, thing: str, others: list[Shared], report: Report
) -> Discrepancy:
    line, at = one.line(report), lines(other.line(report) for other in others)
    share = others[0].share
    places = f"line{'s' if len(at) > 1 else ''} {listed(map(str, at))}"
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.ERROR,
        lines((line, *at)),
        once((one.item, *(other.item for other in others))),
        f"{one.share}%; {share}%",
        f"{one.share}% or {share}% in all places",
        f"Line {line} gives one {one.share}% for two things, of which “{thing}” has"
        f" {share}% in {places}.",
    )
