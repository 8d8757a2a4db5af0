"""Repetitions: what is left out before the slow comparison could not have passed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg import repeat
from pcad_kg.model import Quote, QuoteKind, Report, Span, Speaker
from pcad_kg.repeat import find_repetitions

WORDS = "attendance was much better than before and children felt safe at home".split()


def quote(number: int, words: list[str], kind: QuoteKind) -> Quote:
    """An invented quote."""
    span = Span(number, number + 1, number, number)
    text = " ".join(words)
    return Quote(f"l{number}", kind, text, span, "", f"l{number}", Speaker())


TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=24)
KINDS = st.sampled_from([QuoteKind.BLOCK, QuoteKind.APPENDIX])


@given(st.lists(st.tuples(TEXTS, KINDS), max_size=5))
def test_no_repetition_is_lost_to_haste(
    spoken: list[tuple[list[str], QuoteKind]],
) -> None:
    """The same pairs as when each is compared word by word."""
    quotes = [quote(n, words, kind) for n, (words, kind) in enumerate(spoken)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeat, "_may_be_shared", lambda *_: True)
        slowly = find_repetitions(quotes)
    assert find_repetitions(quotes) == slowly


def test_no_repetition_of_the_report_is_lost(report: Report) -> None:
    """All quotes, every pair that shares three words in a row."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeat, "_may_be_shared", lambda *_: True)
        slowly = find_repetitions(report.quotes)
    assert report.repetitions == slowly
    assert len(slowly) > 100
