"""How alike two texts are in the words that tell most, by BM25."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bm25s import BM25

from pcad_kg.compare import STEM, STOP_WORDS, WORD
from pcad_kg.model import Acronym

# BM25: how soon a repeated word tells no more, and how far long texts are discounted;
# what is compared runs from a caption of four words to a page-long paragraph.
SATURATION = 1.5
LENGTH_DISCOUNT = 0.5


@dataclass(frozen=True, slots=True)
class Index:
    """How much each stem tells of each text that it stands in, by BM25."""

    weights: Mapping[str, Mapping[int, float]]
    size: int

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], asked: Iterable[str]) -> "Index":
        """The index of some texts, each given as its stems."""
        printed = {stem for text in texts for stem in text}
        if not printed:
            return cls({}, len(texts))
        model = BM25(k1=SATURATION, b=LENGTH_DISCOUNT, dtype="float64")
        model.index([list(text) for text in texts], show_progress=False)
        known = sorted(printed.intersection(asked))
        weights = {stem: _not_zero(model.get_scores([stem]).tolist()) for stem in known}
        return cls(weights, len(texts))

    def likeness(self, stems: Mapping[str, int]) -> list[float]:
        """How alike each text is to some stems; of the likest it is 1."""
        sums = [0.0] * self.size
        for stem, count in stems.items():
            for n, weight in self.weights.get(stem, {}).items():
                sums[n] += count * weight
        highest = max(sums, default=0.0)
        return [each / highest for each in sums] if highest else sums

    def shared(self, stems: Iterable[str], n: int) -> list[str]:
        """The stems that a text shares, those of the fewest texts first."""
        found = [stem for stem in stems if n in self.weights.get(stem, {})]
        return sorted(found, key=lambda stem: len(self.weights[stem]))


def _not_zero(scores: Sequence[float]) -> dict[int, float]:
    """The scores that tell anything; most stems stand in a few texts of many."""
    return {n: score for n, score in enumerate(scores) if score}


def _spelt_out(text: str, acronyms: Iterable[Acronym]) -> str:
    """A text with what the report's acronyms stand for in their place."""
    meanings = {acronym.notation: acronym.meaning for acronym in acronyms}
    if not meanings:
        return text
    return _any_of(tuple(meanings)).sub(lambda match: meanings[match[1]], text)


@lru_cache(maxsize=4)
def _any_of(notations: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(notations, key=lambda notation: (-len(notation), notation))
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})s?\b")


def words_in(text: str, acronyms: Iterable[Acronym]) -> list[str]:
    """The words of a text that carry meaning, its acronyms spelt out.

    >>> from pcad_kg.model import Span
    >>> ehe = Acronym("ehe", "", Span(0, 0, 1, 1), "", "EHE", "Elective Home Education")
    >>> words_in("Regulation of EHE is needed", [ehe])
    ['regulation', 'elective', 'home', 'education', 'needed']
    """
    words = WORD.findall(_spelt_out(text, acronyms).lower())
    return [word for word in words if word not in STOP_WORDS]


def stems_of(text: str, acronyms: Iterable[Acronym]) -> list[str]:
    """The stems of a text's words, each as often as it is printed."""
    return [word[:STEM] for word in words_in(text, acronyms)]
