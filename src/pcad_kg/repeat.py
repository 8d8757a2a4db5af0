"""Quotes → which print the words of which, and what differs: of words, not speakers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from pcad_kg.model import Change, Quote, QuoteKind, RepeatKind, Repetition

NO_LETTERS = re.compile(r"[^\w\[\]&]+")
# So many words in a row tell a repetition from a common turn of phrase.
RUN = 3
# Most of the shorter quote's words stand in both, in runs of at least three.
SHORTEST_BLOCK = RUN
LEAST_SHARE = 0.6
# "Voice of the child." (2854) is a turn of phrase; "Ban EHE for vulnerable children."
# (1136) in the body is cut out of an appendix. One word ("Resources.") says nothing.
FEWEST_SHARED = 10
FEWEST_CUT_OUT = 4
MOST_LEFT_OUT = 2
FEWEST_ALIKE = 2


@dataclass(frozen=True)
class _Words:
    """A quote as words: as printed, and plain for comparison."""

    quote: Quote

    @cached_property
    def printed(self) -> tuple[str, ...]:
        return tuple(
            word
            for word in self.quote.text.replace("/", "/ ").split()
            if NO_LETTERS.sub("", word)
        )

    @cached_property
    def plain(self) -> tuple[str, ...]:
        return tuple(NO_LETTERS.sub("", word).casefold() for word in self.printed)

    @cached_property
    def runs(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            self.plain[at : at + RUN] for at in range(len(self.plain) - RUN + 1)
        )


def find_repetitions(quotes: Iterable[Quote]) -> tuple[Repetition, ...]:
    """Each quote that prints another's words, with what differs, in reading order.

    The body repeats the appendices, and of two quotes in the appendices the later the
    earlier; two in the body alike (1643 and 1855).
    """
    words = [_Words(quote) for quote in quotes]
    pairs = sorted(_candidates(words))
    return tuple(
        repetition
        for one, other in pairs
        if (repetition := _repetition(*_directed(words[one], words[other])))
    )


def _candidates(words: list[_Words]) -> set[tuple[int, int]]:
    """Pairs that share a run of words, or all their words."""
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(words):
        for run in {*one.runs, one.plain}:
            holders[run].append(place)
    return {
        (one, other)
        for places in holders.values()
        for at, one in enumerate(places)
        for other in places[at + 1 :]
    }


def _directed(one: _Words, other: _Words) -> tuple[_Words, _Words]:
    """Who repeats whom."""
    is_body = one.quote.kind is not QuoteKind.APPENDIX
    if is_body and other.quote.kind is QuoteKind.APPENDIX:
        return one, other
    return other, one


def _repetition(one: _Words, other: _Words) -> Repetition | None:
    here, there = one.quote, other.quote
    if one.plain == other.plain:
        if len(one.plain) < FEWEST_ALIKE:
            return None
        return Repetition(here.key, there.key, RepeatKind.WHOLE, ())
    if not (set(one.plain) <= set(other.plain) or _may_be_shared(one, other)):
        return None
    matcher = SequenceMatcher(None, one.plain, other.plain, autojunk=False)
    if not (_is_cut_out(matcher, one) or _is_shared(matcher, one, other)):
        return None
    changes = tuple(_changes(matcher, one, other))
    trimmed = all(not c.here for c in changes) or all(not c.there for c in changes)
    kind = RepeatKind.TRIMMED if trimmed else RepeatKind.EDITED
    return Repetition(here.key, there.key, kind, changes)


def _is_cut_out(matcher: "SequenceMatcher[str]", one: _Words) -> bool:
    """Whether the body prints some words of a comment and little is left out between.

    "greater attendance across the partnership" (732) lacks the "from" of 3682.
    """
    length = len(one.plain)
    if one.quote.kind is QuoteKind.APPENDIX or length < FEWEST_CUT_OUT:
        return False
    others = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    between = sum(code[4] - code[3] for code in others if 0 < code[1] < length)
    return all(code[0] == "insert" for code in others) and between <= MOST_LEFT_OUT


def _is_shared(matcher: "SequenceMatcher[str]", one: _Words, other: _Words) -> bool:
    """Whether two texts are mostly the same words in the same order."""
    blocks = [block.size for block in matcher.get_matching_blocks()]
    shared = sum(size for size in blocks if size >= SHORTEST_BLOCK)
    return shared >= _fewest_shared(one, other)


def _may_be_shared(one: _Words, other: _Words) -> bool:
    """Whether enough words stand in runs that both print, in whatever order.

    Of the pairs that share a run hardly any do, and finding the order is slow.
    """
    theirs = set(other.runs)
    places = (at for at, run in enumerate(one.runs) if run in theirs)
    covered = {at + n for at in places for n in range(RUN)}
    return len(covered) >= _fewest_shared(one, other)


def _fewest_shared(one: _Words, other: _Words) -> float:
    return max(FEWEST_SHARED, LEAST_SHARE * min(len(one.plain), len(other.plain)))


def _changes(
    matcher: "SequenceMatcher[str]", one: _Words, other: _Words
) -> Iterator[Change]:
    for tag, begin, end, begin_there, end_there in matcher.get_opcodes():
        if tag != "equal":
            yield Change(
                " ".join(one.printed[begin:end]),
                " ".join(other.printed[begin_there:end_there]),
            )
