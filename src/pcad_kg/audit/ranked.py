"""Measures that a passage lists as most or least successful, with their findings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pcad_kg.audit.claims import PARTS
from pcad_kg.audit.found import PROSE, line_of
from pcad_kg.model import Finding, Passage, Report

# "The least successful included attempts to recruit more carers, placing more children
# per carer, and returning retired carers." (2180)
RANKING = re.compile(
    r"\b[Tt]he (?P<way>most|least) (?P<word>successful|effective|helpful|useful)"
    r" (?:included|were) (?P<items>[^.]+)\."
)
# What a finding is on stands before its colon, verb or number.
SUBJECT_END = re.compile(r":|\(| was | were | had (?!experience)")
LEADING = re.compile(r"^\d+\s?/\s?\d+ ")
SUCCESS = re.compile(r"success|effective")
WORD = re.compile(r"[a-z]{3,}")
STEM = 5
# Words of any measure: which way it goes, and that it was tried.
ANY = frozenset(
    "and attem carri enhan exper for had incre more most out the use".split()
)
FEWEST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """A measure as a passage ranks it, with the one finding that is on it."""

    passage: Passage
    words: str
    line: int
    is_most: bool
    word: str
    finding: Finding

    @property
    def place(self) -> str:
        """What the passage says of it."""
        way = "most" if self.is_most else "least"
        return f"line {self.line} counts “{self.words}” among the {way} {self.word}"


def find_ranked(report: Report) -> Iterator[Ranked]:
    """Each measure of such a list that one finding alone is most like."""
    findings = [f for f in report.findings if SUCCESS.search(f.text)]
    for passage in report.passages:
        if passage.kind not in PROSE:
            continue
        for said in RANKING.finditer(passage.text):
            for words in PARTS.split(said["items"]):
                finding = _on(words, findings)
                if finding:
                    line = line_of(words, passage.span, report.source)
                    is_most = said["way"] == "most"
                    yield Ranked(passage, words, line, is_most, said["word"], finding)


def _on(words: str, findings: list[Finding]) -> Finding | None:
    """The finding whose subject shares most with some words, none where two do.

    "placing more children per carer" shares more with "Increasing numbers per carer"
    (490) than with "age range of children placed with foster carers" (493).
    """
    own = _stems(words)
    ranked = sorted(((_shared(own, _subject(f)), f) for f in findings), key=_first)
    if not ranked:
        return None
    best, finding = ranked[-1]
    is_alone = len(ranked) == 1 or best > ranked[-2][0]
    is_enough = best >= FEWEST_SHARED or (best and best == len(own))
    return finding if is_alone and is_enough else None


def _first(pair: tuple[int, Finding]) -> int:
    return pair[0]


def _subject(finding: Finding) -> list[str]:
    return _stems(SUBJECT_END.split(LEADING.sub("", finding.text))[0])


def _stems(text: str) -> list[str]:
    stems = (word[:STEM] for word in WORD.findall(text.lower()))
    return [stem for stem in stems if stem not in ANY]


def _shared(one: list[str], other: list[str]) -> int:
    """How many words two texts share; two that stand side by side count twice."""
    return len(set(one) & set(other)) + len(set(pairwise(one)) & set(pairwise(other)))
