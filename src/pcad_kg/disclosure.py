"""What could identify a respondent in the printed quotes, and masking place names."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from pcad_kg.model import (
    Change,
    Grounding,
    Illustration,
    Quote,
    Repetition,
    Report,
    Support,
)
from pcad_kg.notes import IdentifyingName, NameKind

Told = TypeVar("Told", Support, Illustration, Grounding)

# "[area]" (792), "[X]" (3686): how the report itself masks a name.
MASK = re.compile(r"\[(?:area|place|name|[A-Z])\]")
AREA = "[area]"


@dataclass(frozen=True, slots=True)
class Naming:
    """A quote prints a name that tells where its speaker works."""

    quote: str
    line: int
    words: str
    kind: NameKind
    rationale: str


@dataclass(frozen=True, slots=True)
class LoneRole:
    """A role that may be one person's in its region, and the quotes printed of it."""

    role: str
    region: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmasking:
    """A quote masks words that another printing of it gives in full."""

    masked: str
    mask: str
    printed: str
    words: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Everything that could identify someone."""

    names: tuple[Naming, ...]
    lone_roles: tuple[LoneRole, ...]
    unmaskings: tuple[Unmasking, ...]


def disclosure_of(report: Report, names: Iterable[IdentifyingName]) -> Disclosure:
    """What the quotes of a report give away.

    A role may be one person's in a region where no appendix prints two comments of it:
    two answers to one question come from two people, so it is held by two at least
    wherever an appendix prints two.
    """
    return Disclosure(
        names=tuple(_namings(report.quotes, tuple(names))),
        lone_roles=tuple(_lone_roles(report)),
        unmaskings=tuple(_unmaskings(report.repetitions)),
    )


def _namings(
    quotes: Iterable[Quote], names: tuple[IdentifyingName, ...]
) -> Iterator[Naming]:
    for quote in quotes:
        for name in names:
            if _whole(name.words).search(quote.text):
                yield Naming(
                    quote=quote.key,
                    line=quote.span.first_line,
                    words=name.words,
                    kind=name.kind,
                    rationale=name.rationale,
                )


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _lone_roles(report: Report) -> Iterator[LoneRole]:
    asked = {a.from_key: a.question for a in report.answers if a.from_kind == "quote"}
    held: defaultdict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in report.quotes:
        for role in quote.speaker.roles:
            if quote.speaker.region:
                held[role, quote.speaker.region].append(quote)
    for (role, region), quotes in sorted(held.items()):
        questions = Counter(asked[q.key] for q in quotes if q.key in asked)
        if max(questions.values(), default=1) == 1:
            yield LoneRole(role, region, tuple(quote.key for quote in quotes))


def _unmaskings(repetitions: Iterable[Repetition]) -> Iterator[Unmasking]:
    for repeated in repetitions:
        for change in repeated.changes:
            if MASK.search(change.here) and not MASK.search(change.there):
                yield Unmasking(
                    repeated.from_key, change.here, repeated.to_key, change.there
                )
            elif MASK.search(change.there) and not MASK.search(change.here):
                yield Unmasking(
                    repeated.to_key, change.there, repeated.from_key, change.here
                )


def redacted(report: Report, names: Iterable[IdentifyingName]) -> Report:
    """A report in whose quotes the names of places are masked, as the body does it.

    Quotes, the passages that hold them, what differs between repetitions and the
    words that links rely on are masked; the source file, to which all places still
    point, is not.
    """
    holding = {quote.passage for quote in report.quotes}
    places = [name.words for name in names if name.kind is NameKind.PLACE]
    masked = re.compile("|".join(_whole(words).pattern for words in places) or r"(?!)")

    def mask(text: str) -> str:
        return masked.sub(AREA, text)

    return replace(
        report,
        quotes=tuple(replace(q, text=mask(q.text)) for q in report.quotes),
        passages=tuple(
            replace(p, text=mask(p.text)) if p.key in holding else p
            for p in report.passages
        ),
        repetitions=tuple(
            replace(
                r,
                changes=tuple(Change(mask(c.here), mask(c.there)) for c in r.changes),
            )
            for r in report.repetitions
        ),
        supports=tuple(_masked(link, mask) for link in report.supports),
        illustrations=tuple(_masked(link, mask) for link in report.illustrations),
        groundings=tuple(_masked(link, mask) for link in report.groundings),
    )


def _masked(link: Told, mask: Callable[[str], str]) -> Told:
    """A link with its reason and the words it relies on masked."""
    return replace(link, rationale=mask(link.rationale), words=mask(link.words))
