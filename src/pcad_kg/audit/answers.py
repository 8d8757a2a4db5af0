"""Answers that one appendix prints twice, or prints although it says they were removed.

Two people may give the same short answer, so that two printings are minor; one that
is a part of another is a copy-editor's matter.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from pcad_kg.audit.appendices import appendix_of
from pcad_kg.audit.found import Discrepancy, Severity, Topic, listed
from pcad_kg.model import Question, Quote, QuoteKind, Report

LETTERS = re.compile(r"[^\w ]+")
# "61 –don't knows removed" (3275), of which some may not be counted out of the 61.
REMOVED = re.compile(r"\bdon['’]t knows? removed")
# "Don't know as not heard what schools have put in place." (3289), "Not known." (3343)
DONT_KNOW = re.compile(
    r"^(?:I )?(?:don['’]t|do not) know\b|^not known\b", re.IGNORECASE
)
# So many words in a row are the part of another answer.
FEWEST_OF_PART = 5
FEWEST_OF_WHOLE = 2
# Who says no more than that is no answer.
MOST_OF_DONT_KNOW = 12


def answer_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Two printings of one answer in one appendix, and "don't knows" left in."""
    appendices = appendix_of(report)
    within: dict[str, list[Quote]] = {}
    for quote in report.quotes:
        if quote.kind is QuoteKind.APPENDIX and quote.section in appendices:
            within.setdefault(appendices[quote.section].key, []).append(quote)
    names = {s.key: f"Appendix {s.number}" for s in appendices.values()}
    for key, quotes in within.items():
        for one, other in combinations(quotes, 2):
            if _is_by_one(one, other) and _is_part(one, other):
                yield _twice(one, other, names[key])
    for question in report.questions:
        if REMOVED.search(question.note or "") and question.section in within:
            left = [q for q in within[question.section] if _is_dont_know(q)]
            if left:
                yield _left_in(question, left, names[question.section])


def _is_by_one(one: Quote, other: Quote) -> bool:
    """Whether two answers may be one person's, by all that is printed."""
    is_printed = bool(one.attribution and other.attribution)
    return is_printed and (
        one.speaker.roles,
        one.speaker.region,
        one.speaker.agency,
    ) == (
        other.speaker.roles,
        other.speaker.region,
        other.speaker.agency,
    )


def _is_part(one: Quote, other: Quote) -> bool:
    """Whether two answers are the same words, or one begins or ends with the other."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    if shorter == longer:
        return len(shorter) >= FEWEST_OF_WHOLE
    ends = (longer[: len(shorter)], longer[-len(shorter) :])
    return len(shorter) >= FEWEST_OF_PART and shorter in ends


def _is_dont_know(quote: Quote) -> bool:
    """Whether an answer says that somebody does not know, and nothing besides."""
    words = _words(quote)
    is_short = len(words) <= MOST_OF_DONT_KNOW and "but" not in words
    return is_short and bool(DONT_KNOW.match(quote.text))


def _words(quote: Quote) -> list[str]:
    return LETTERS.sub("", quote.text.casefold()).split()


def _twice(one: Quote, other: Quote, appendix: str) -> Discrepancy:
    here, there = one.span.first_line, other.span.first_line
    shorter, longer = sorted((one, other), key=lambda quote: len(_words(quote)))
    is_whole = len(_words(shorter)) == len(_words(longer))
    if is_whole:
        told = f"lines {here} and {there} print “{one.text}”"
    else:
        told = (
            f"line {shorter.span.first_line} prints “{shorter.text}” and line"
            f" {longer.span.first_line} “{longer.text}”"
        )
    return Discrepancy(
        Topic.COUNT,
        Severity.MINOR if is_whole else Severity.EDITORIAL,
        (here, there),
        (("quote", one.key), ("quote", other.key)),
        shorter.text,
        "each answer once",
        f"In {appendix}, {told}, {_by(one, other)}: one answer printed twice, or two"
        " that are alike.",
    )


def _by(one: Quote, other: Quote) -> str:
    """Both attributions as they are printed."""
    if one.attribution == other.attribution:
        return f"both by “{one.attribution}”"
    return f"by “{one.attribution}” and “{other.attribution}”"


def _left_in(question: Question, left: list[Quote], appendix: str) -> Discrepancy:
    line = question.span.first_line
    words = listed(f"“{q.text}” (line {q.span.first_line})" for q in left)
    return Discrepancy(
        Topic.COUNT,
        Severity.MINOR,
        (line, *(quote.span.first_line for quote in left)),
        (("question", question.key), *(("quote", quote.key) for quote in left)),
        question.note or "",
        "no answer that is a don't know",
        f"Line {line} says of {appendix} “{question.note}”, but {words}"
        f" {'are' if len(left) > 1 else 'is'} printed.",
    )
