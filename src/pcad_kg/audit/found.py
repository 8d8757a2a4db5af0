"""What an audit finds: a discrepancy, how much it matters, and the words for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from pcad_kg.model import (
    Finding,
    Kind,
    Part,
    Passage,
    ProseStatistic,
    Report,
    Source,
    Span,
)
from pcad_kg.read import normalise

# A kind of item and its key, as `names.item` takes them: ("finding", "2.6").
Involved = tuple[str, str]
# So many letters of a phrase find its line where a page break tears it.
SHORT = 12
PROSE = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})


class Topic(StrEnum):
    """What disagrees."""

    FRACTION = "fraction"
    TOTAL = "total"
    TABLE = "table"
    SUMMARY_BODY = "summary-body"
    TEXT_TABLE = "text-table"
    WORDING = "wording"
    CROSS_REFERENCE = "cross-reference"
    QUOTE = "quote"
    COUNT = "count"
    REFERENCE = "reference"
    ACRONYM = "acronym"


class Severity(StrEnum):
    """How much a discrepancy matters, what matters most first.

    An error cannot be right, or is two that cannot both be; what is minor differs and
    may be explained; what is editorial is for a copy-editor.
    """

    ERROR = "error"
    MINOR = "minor"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Where the report disagrees with itself.

    `at` has a line for each place, `items` each item involved; `expected` is what would
    agree, and where nothing tells which side is right it gives both. The `key` is made
    of topic and first line when all are found.
    """

    topic: Topic
    severity: Severity
    at: tuple[int, ...]
    items: tuple[Involved, ...]
    printed: str
    expected: str
    comment: str
    key: str = ""


def in_order(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    """Discrepancies by severity, topic and line, each with its key.

    A key is `fraction-l496`, and `fraction-l496-2` for a second of that line.
    """
    seen: dict[str, int] = {}
    keyed: list[Discrepancy] = []
    for one in sorted(found, key=_place):
        stem = f"{one.topic}-l{one.at[0]}"
        seen[stem] = seen.get(stem, 0) + 1
        place = f"-{seen[stem]}" if seen[stem] > 1 else ""
        keyed.append(replace(one, key=f"{stem}{place}"))
    return tuple(keyed)


def _place(one: Discrepancy) -> tuple[int, int, tuple[int, ...], str]:
    severities, topics = list(Severity), list(Topic)
    return (
        severities.index(one.severity),
        topics.index(one.topic),
        one.at,
        one.comment,
    )


def exact_share(part: int, whole: int) -> Decimal:
    """A fraction in percent, not rounded."""
    return Decimal(100) * part / whole


def step_of(printed: Decimal) -> Decimal:
    """The last printed digit's worth.

    >>> step_of(Decimal("7.5")), step_of(Decimal("70"))
    (Decimal('0.1'), Decimal('1'))
    """
    return Decimal(1).scaleb(min(0, int(printed.as_tuple().exponent)))


def is_rounded(printed: Decimal, exact: Decimal) -> bool:
    """Whether a printed figure is the exact one, rounded half up or half down.

    >>> is_rounded(Decimal(65), Decimal("64.7")), is_rounded(Decimal(64), Decimal(65))
    (True, False)
    """
    return abs(printed - exact) <= step_of(printed) / 2


def is_a_step_off(printed: Decimal, exact: Decimal) -> bool:
    """Whether a printed figure is at most one step from a well rounded one.

    >>> is_a_step_off(Decimal(10), Decimal("10.7"))
    True
    """
    return abs(printed - exact) <= step_of(printed) * Decimal("1.5")


def tenths(exact: Decimal) -> str:
    """A share with one decimal, or as many as show to which side it rounds.

    >>> tenths(Decimal("64.706")), tenths(Decimal("75.4967"))
    ('64.7%', '75.497%')
    """
    for digits in (1, 2, 3):
        told = f"{exact:.{digits}f}"
        if Decimal(told) % 1 != Decimal("0.5"):
            break
    return f"{told}%"


def whole(exact: Decimal) -> str:
    """A share as whole percent: "65%"."""
    return f"{exact:.0f}%"


def stated_by(statistic: ProseStatistic) -> tuple[Involved, ...]:
    """The finding or passage that states a number, and the number itself."""
    stating = (
        ("finding", statistic.finding)
        if statistic.finding
        else ("passage", statistic.passage)
    )
    return (stating, ("statistic", statistic.key))


def once(items: Iterable[Involved]) -> tuple[Involved, ...]:
    """Items in their order, each once."""
    return tuple(dict.fromkeys(items))


def lines(numbers: Iterable[int]) -> tuple[int, ...]:
    """Line numbers in order, each once."""
    return tuple(sorted(set(numbers)))


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them.

    >>> listed(["2.8", "2.9"]), listed(["a", "b", "c"])
    ('2.8 and 2.9', 'a, b and c')
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def numbered(words: Iterable[str]) -> str:
    """Words with their numbers, where there are more than one.

    >>> numbered(["a"]), numbered(["a", "b"])
    ('a', '(1) a; (2) b')
    """
    first, *more = words
    if not more:
        return first
    return "; ".join(f"({n}) {each}" for n, each in enumerate((first, *more), start=1))


def line_of(words: str, span: Span, source: Source) -> int:
    """The line within a span where some printed words begin; its first without them."""
    for size in (len(words), SHORT):
        for line in source.lines[span.first_line - 1 : span.last_line]:
            if words[:size] in normalise(line.text):
                return line.number
    return span.first_line


def grounded(report: Report) -> Iterator[tuple[Finding, Passage]]:
    """Each finding with each passage that reports its result."""
    findings = {finding.key: finding for finding in report.findings}
    passages = {passage.key: passage for passage in report.passages}
    for grounding in report.groundings:
        if grounding.to_kind == "passage" and grounding.to_key in passages:
            yield findings[grounding.finding], passages[grounding.to_key]


def tellers(report: Report) -> Iterator[tuple[Involved, Finding | Passage]]:
    """Each finding, and each paragraph of the body."""
    body = {section.key for section in report.sections if section.part is Part.BODY}
    for finding in report.findings:
        yield ("finding", finding.key), finding
    for passage in report.passages:
        if passage.section in body and passage.kind is Kind.PARAGRAPH:
            yield ("passage", passage.key), passage


def agency_name(slug: str) -> str:
    """An agency, a role or a region as a sentence names it.

    >>> agency_name("childrens-social-care"), agency_name("mental-health")
    ("Children's Social Care", 'Mental Health')
    """
    return slug.replace("-", " ").title().replace("Childrens ", "Children's ")


def distinct(found: Iterable[Discrepancy]) -> Iterator[Discrepancy]:
    """Discrepancies without repetitions, in their order."""
    yield from dict.fromkeys(found)
