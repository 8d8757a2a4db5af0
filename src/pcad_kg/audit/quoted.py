"""Two printings of one quotation: which they are, where each stands, what differs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pcad_kg.model import Change, Quote, QuoteKind, Repetition, Report

MASK = re.compile(r"^\[[^\]]+\]$")
LETTERS = re.compile(r"[^a-z0-9]+")
SHORT_FORMS = {"v": "very", "f2f": "facetoface", "sg": "safeguarding"}
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


@dataclass(frozen=True, slots=True)
class Printing:
    """A quotation at one place, and which it is of those that begin on its line."""

    quote: Quote
    ordinal: str

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return self.quote.span.first_line

    @property
    def at(self) -> str:
        """Where it stands, inside a sentence: "at line 666"."""
        return f"{'in ' if self.ordinal else 'at '}{self.place}"

    @property
    def place(self) -> str:
        """Its name in a sentence: "line 666", "the third quotation at line 732"."""
        line = f"line {self.line}"
        return f"the {self.ordinal} quotation at {line}" if self.ordinal else line


@dataclass(frozen=True, slots=True)
class QuotedPair:
    """A quotation and the one whose words it prints."""

    here: Printing
    there: Printing
    changes: tuple[Change, ...]

    @property
    def at(self) -> tuple[int, int]:
        """The lines of both."""
        return self.here.line, self.there.line

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """Both quotes, as a discrepancy names what it involves."""
        return ("quote", self.here.quote.key), ("quote", self.there.quote.key)


def find_pairs(report: Report) -> Iterator[QuotedPair]:
    """What the body prints of the appendices' comments, and of its own.

    Two comments of the appendices are two answers, which may differ.
    """
    quotes = {quote.key: quote for quote in report.quotes}
    seen: set[str] = set()
    for repetition in report.repetitions:
        here, there = quotes[repetition.from_key], quotes[repetition.to_key]
        if here.kind is QuoteKind.APPENDIX or here.key in seen:
            continue
        seen |= {here.key} if there.kind is QuoteKind.APPENDIX else set()
        yield _pair(here, there, repetition, report)


def _pair(
    here: Quote, there: Quote, repetition: Repetition, report: Report
) -> QuotedPair:
    return QuotedPair(
        printing(here, report), printing(there, report), repetition.changes
    )


def printing(quote: Quote, report: Report) -> Printing:
    """A quotation with its place among those that begin on its line."""
    line = quote.span.first_line
    keys = [q.key for q in report.quotes if q.span.first_line == line]
    ordinal = ORDINALS[keys.index(quote.key) % len(ORDINALS)] if len(keys) > 1 else ""
    return Printing(quote, ordinal)


def mask_of(change: Change) -> str:
    """A mask that stands for a name; a word put in for the reader masks none."""
    for one, other in ((change.here, change.there), (change.there, change.here)):
        if MASK.match(one) and other[:1].isupper():
            return one
    return ""


def plain(words: str) -> str:
    """The letters of some words, short forms written out.

    >>> plain("v. well & on-line")
    'verywellandonline'
    """
    spelt = words.casefold().replace("&", "and")
    letters = [LETTERS.sub("", word) for word in spelt.split()]
    return "".join(SHORT_FORMS.get(word, word) for word in letters)
