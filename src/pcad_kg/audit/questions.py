"""A question of the survey in the words of one place, against those of another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pcad_kg.audit.found import Discrepancy, Involved, Severity, Topic, listed
from pcad_kg.compare import overlap, stems_in
from pcad_kg.model import Figure, Kind, Question, Report

# So much of the shorter the longer repeats where both print one question.
SAME = 0.75
FEWEST_STEMS = 4
# Charts of one question follow on each other.
NEAR = 40
NUMBER = re.compile(r"\b\d+\b")
NEGATION = re.compile(r"\b(?:not|no|never|nor|without)\b|n't\b")
# "potentially impacting" (857), "successfully achieved/maintained" (654).
DEGREE = re.compile(
    r"\b(?:potentially|possibly|significantly|slightly|successfully|always|often"
    r"|sometimes|only|all|most|some|any)\b"
)
# "in my area" (703), "In my local area" (1156).
SCOPE = re.compile(r"\bin (?:my|your|their|the) (?:local )?area\b")
# "Safeguarding Partners" (703), "Safeguarding Partnerships" (715).
NAME = re.compile(r"[A-Z][a-z’']+(?: [A-Z][a-z’']+)+")
ASIDE = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class QuestionPrinting:
    """A question, or the caption of a chart of its answers, as one place prints it."""

    item: Involved
    text: str
    line: int


def question_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Numbers, negations, names, degrees and places that only one printing has.

    Of two printings one stands in the prose and one beneath a chart: two charts are of
    two questions, such as strategically and individually (987, 992).
    """
    charts = {p.key for p in report.passages if p.kind is Kind.CHART_TEXT}
    for one, other in combinations(report.questions, 2):
        is_charted = (one.passage in charts) is not (other.passage in charts)
        if is_charted and _is_same(one, other):
            yield from _differing(_question(one), _question(other))
    questions = {question.key: question for question in report.questions}
    figures = {figure.number: figure for figure in report.figures}
    for answer in report.answers:
        if answer.from_kind == "figure" and answer.question in questions:
            question = questions[answer.question]
            yield from _captioned(question, figures[answer.from_key])


def _question(question: Question) -> QuestionPrinting:
    key = ("question", question.key)
    return QuestionPrinting(key, question.text, question.span.first_line)


def _is_same(one: Question, other: Question) -> bool:
    """Whether two printings are of one question: near, and nearly in the same words."""
    here, there = stems_in(one.text), stems_in(other.text)
    shorter, longer = sorted((here, there), key=len)
    is_near = other.span.first_line - one.span.first_line <= NEAR
    is_enough = len(shorter) >= FEWEST_STEMS
    return is_near and is_enough and overlap(shorter, longer) >= SAME


def _differing(one: QuestionPrinting, other: QuestionPrinting) -> Iterator[Discrepancy]:
    told = [mark for mark in _marks(one.text, other.text) if mark[1] != mark[2]]
    if told:
        yield _differs(one, other, told)


def _captioned(question: Question, figure: Figure) -> Iterator[Discrepancy]:
    """What a caption has and its question has not; what it leaves out is for short."""
    title = ASIDE.sub("", figure.title)
    told = [
        mark
        for mark in _marks(question.text, title)
        if mark[0] is Severity.MINOR and not set(mark[2]) <= set(mark[1])
    ]
    if told:
        caption = QuestionPrinting(
            ("figure", figure.number), title, figure.span.first_line
        )
        yield _differs(_question(question), caption, told)


Mark = tuple[Severity, tuple[str, ...], tuple[str, ...]]


def _marks(one: str, other: str) -> Iterator[Mark]:
    """What of two texts must agree, kind by kind."""
    yield Severity.MINOR, _found(NUMBER, one), _found(NUMBER, other)
    yield Severity.MINOR, _found(NEGATION, one), _found(NEGATION, other)
    yield Severity.MINOR, *_names(one, other)
    yield Severity.EDITORIAL, _found(DEGREE, one), _found(DEGREE, other)
    yield Severity.EDITORIAL, _found(SCOPE, one), _found(SCOPE, other)


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(sorted(set(pattern.findall(text.lower()))))


def _names(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that only one of two texts has, where they begin alike.

    A plural is the same name; a text may leave a name out.
    """
    here, there = (
        {name.removesuffix("s"): name for name in NAME.findall(text)}
        for text in (one, other)
    )
    mine, theirs = here.keys() - there.keys(), there.keys() - here.keys()
    begun = {n.split()[0] for n in mine} & {n.split()[0] for n in theirs}
    return (
        tuple(sorted(here[n] for n in mine if n.split()[0] in begun)),
        tuple(sorted(there[n] for n in theirs if n.split()[0] in begun)),
    )


def _differs(
    one: QuestionPrinting, other: QuestionPrinting, told: list[Mark]
) -> Discrepancy:
    severities = list(Severity)
    return Discrepancy(
        Topic.WORDING,
        min((severity for severity, _, _ in told), key=severities.index),
        (one.line, other.line),
        (one.item, other.item),
        "; ".join(_quoted(here) or "–" for _, here, _ in told),
        "; ".join(_quoted(there) or "–" for *_, there in told),
        f"Line {other.line} prints the question of line {one.line}"
        f" {listed(_change(here, there) for _, here, there in told)}.",
    )


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _change(here: tuple[str, ...], there: tuple[str, ...]) -> str:
    """What the second printing does to the first.

    >>> _change(("not",), ())
    'without “not”'
    """
    if here and there:
        return f"with {_quoted(there)} for {_quoted(here)}"
    return f"with {_quoted(there)} added" if there else f"without {_quoted(here)}"
