"""What two texts have in common: numbers, words that carry meaning, sentences."""

import re
from dataclasses import dataclass

# "15/19", "14 /23" (495), "59/87, 68%".
FRACTION = re.compile(r"\b(\d+)\s?/\s?(\d+)\b")
# "16 of the 30" (440).
SPOKEN_FRACTION = re.compile(r"\b(\d+) of the (\d+)\b")
PERCENTAGE = re.compile(r"\b(\d+(?:\.\d+)?)\s?%")
# "(n=293)", "[n=40]", "(N= 344"; "33% of 111 respondents" (948).
SAMPLE = re.compile(r"\b[nN]\s?=\s?(\d+)|% of (\d+) respondents")
SENTENCE_END = re.compile(r"(?<=[a-z)\]’'%][.?!:;])\s+(?=[A-Z\d‘'])")
WORD = re.compile(r"[a-z]{4,}")
# Words too common in this report to tell one result from another.
STOP_WORDS = frozenset(
    """
    about across also among been being both care children could during each felt from
    have into many more most other over pandemic report reported respondent
    respondents said should social some such than that their them there these they
    this those thought through very were what when where whether which while with
    within would
    """.split()
)
STEM = 6


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers a text prints: fractions, percentages and n, as characters."""

    fractions: frozenset[str]
    percentages: frozenset[str]
    samples: frozenset[str]

    def __and__(self, other: "Numbers") -> "Numbers":
        return Numbers(
            self.fractions & other.fractions,
            self.percentages & other.percentages,
            self.samples & other.samples,
        )


def numbers_in(text: str) -> Numbers:
    """The numbers of a text.

    >>> numbers_in("70% (n=135) and 16 of the 30").fractions
    frozenset({'16/30'})
    """
    fractions = [*FRACTION.findall(text), *SPOKEN_FRACTION.findall(text)]
    samples = [first or second for first, second in SAMPLE.findall(text)]
    return Numbers(
        frozenset(f"{part}/{whole}" for part, whole in fractions),
        frozenset(PERCENTAGE.findall(text)),
        frozenset(samples),
    )


def stems_in(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut to their first six letters.

    >>> sorted(stems_in("Health visitors should never be redeployed"))
    ['health', 'never', 'redepl', 'visito']
    """
    words = WORD.findall(text.lower())
    return frozenset(word[:STEM] for word in words if word not in STOP_WORDS)


def overlap(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of one text's stems that the other has too, from 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0


def sentences_in(text: str) -> list[str]:
    """A text cut after its sentences.

    >>> sentences_in("52% agreed (Figure 3.1). Only 2% did not.")
    ['52% agreed (Figure 3.1).', 'Only 2% did not.']
    """
    return SENTENCE_END.split(text)
