"""Findings → the body's passages, figures, tables and rows that report the same result.

A result is the same where the report's own words show it: shared fractions, shared n
with a shared percentage, whole phrases printed twice, or a printed reference beside any
of these. A shared topic is never enough, and what is compared is a sentence, not a
page.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pcad_kg.compare import (
    Numbers,
    numbers_in,
    overlap,
    sentences_in,
    stems_in,
)
from pcad_kg.extract.cross_references import references_in
from pcad_kg.model import (
    Figure,
    Finding,
    Grounding,
    Kind,
    Origin,
    Part,
    Passage,
    Section,
    Table,
)

# As many words in a row, printed twice, are the same statement.
RUN = 9
BODY_CHAPTERS = frozenset("234")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what it is compared by."""

    text: str
    numbers: Numbers
    stems: frozenset[str]
    runs: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table whose label says enough, with what it is compared by."""

    table: str
    index: int
    title: str
    stems: frozenset[str]
    percentages: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Body:
    """What findings are compared with: one chapter's passages, figures and tables."""

    passages: Mapping[str, tuple[_Sentence, ...]]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    rows: tuple[_Row, ...]


def find_groundings(
    findings: Iterable[Finding],
    sections: Iterable[Section],
    passages: Iterable[Passage],
    figures: Iterable[Figure],
    tables: Iterable[Table],
) -> tuple[Grounding, ...]:
    """The groundings that the report's own numbers, words and references show."""
    figures, tables, passages = tuple(figures), tuple(tables), tuple(passages)
    chapter_of = _chapters(sections)
    bodies = {
        chapter: _Body(
            {
                passage.key: _read(passage.text)
                for passage in passages
                if passage.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)
                and chapter_of.get(passage.section or "") == chapter
            },
            tuple(figure for figure in figures if figure.number[0] == chapter),
            tuple(table for table in tables if table.number[0] == chapter),
            tuple(_rows(table for table in tables if table.number[0] == chapter)),
        )
        for chapter in BODY_CHAPTERS
    }
    found: dict[tuple[str, str, str], Grounding] = {}
    for finding in findings:
        body = bodies.get(finding.number[0], _Body({}, (), (), ()))
        for grounding in _ground(finding, body):
            place = (grounding.finding, grounding.to_kind, grounding.to_key)
            found.setdefault(place, grounding)
    return tuple(found.values())


def _chapters(sections: Iterable[Section]) -> dict[str, str]:
    """The chapter of each section of the body, but for repeated recommendations."""
    chapters: dict[str, str] = {}
    for section in sections:
        if section.part is not Part.BODY or section.title == "Recommendations":
            continue
        chapters[section.key] = (
            section.number or chapters.get(section.parent or "", "")
        )[:1]
    return chapters


def _read(text: str) -> tuple[_Sentence, ...]:
    return tuple(map(_read_as_one, sentences_in(text)))


def _read_as_one(text: str) -> _Sentence:
    return _Sentence(text, numbers_in(text), stems_in(text), _runs(text))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1))


def _rows(tables: Iterable[Table]) -> Iterator[_Row]:
    for table in tables:
        for row in table.rows:
            stems = stems_in(row.title)
            if len(stems) > 1:
                percentages = numbers_in(row.text).percentages
                yield _Row(table.number, row.index, row.title, stems, percentages)


def _ground(finding: Finding, body: _Body) -> Iterator[Grounding]:
    own = _read(finding.text)
    whole = _read_as_one(finding.text)
    for key, sentences in body.passages.items():
        shared = [
            (_Shared.best(own, each) or _same_base(whole, each, body), each)
            for each in sentences
        ]
        found = [(why, sentence) for why, sentence in shared if why]
        if not found:
            continue
        why, telling = max(found, key=lambda pair: pair[0].weight)
        yield _grounding(finding, "passage", key, why.words, telling.text)
        for _, sentence in found:
            yield from _referred(finding, sentence, body, key)
        yield from _charted(finding, whole.numbers.samples, sentences, body, key)
    for row in body.rows:
        yield from _rowed(finding, own, row)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What makes two sentences one result, in words; the weightier tells more."""

    weight: int
    words: str

    @classmethod
    def best(cls, own: tuple[_Sentence, ...], theirs: _Sentence) -> "_Shared | None":
        """The weightiest of what a sentence shares with any of a finding's own."""
        shared = [why for mine in own if (why := cls.by(mine, theirs))]
        return max(shared, key=lambda why: why.weight, default=None)

    @classmethod
    def by(cls, mine: _Sentence, theirs: _Sentence) -> "_Shared | None":
        """What two sentences share that makes them one result; none if they do not.

        Numbers alone may agree by chance, so that some words must agree as well.
        """
        shared = mine.numbers & theirs.numbers
        if shared.fractions or shared.percentages:
            alike = max(
                overlap(mine.stems, theirs.stems), overlap(theirs.stems, mine.stems)
            )
            percentages = _listed(shared.percentages, "%")
            if shared.fractions and alike >= 0.25:
                return cls(90, f"Both print {_listed(shared.fractions, '')}.")
            if shared.samples and shared.percentages and alike >= 0.2:
                return cls(80, f"Both print n={min(shared.samples)} and {percentages}.")
            if len(shared.percentages) > 1 and alike >= 0.3:
                return cls(60, f"Both print {percentages}.")
        run = len(mine.runs & theirs.runs)
        if run > 1:
            return cls(
                min(run, 50), f"Both print the same {RUN} words or more in a row."
            )
        return None


def _listed(numbers: frozenset[str], sign: str) -> str:
    return ", ".join(f"{number}{sign}" for number in sorted(numbers))


def _same_base(mine: _Sentence, sentence: _Sentence, body: _Body) -> _Shared | None:
    """A shared percentage beside a reference to a figure of the finding's own n."""
    shared = mine.numbers.percentages & sentence.numbers.percentages
    if not shared or overlap(sentence.stems, mine.stems) < 0.3:
        return None
    for kind, number, printed in references_in(sentence.text):
        for figure in body.figures:
            sizes = {str(size) for size in figure.sample_sizes}
            same = kind == "figure" and number == figure.number
            if same and sizes & mine.numbers.samples:
                percentages = _listed(shared, "%")
                same_n = f"{printed}, which has the finding's n"
                return _Shared(70, f"Both print {percentages}, beside {same_n}.")
    return None


def _referred(
    finding: Finding, sentence: _Sentence, body: _Body, passage: str
) -> Iterator[Grounding]:
    captions = {
        **{("figure", figure.number): figure.title for figure in body.figures},
        **{("table", table.number): table.title for table in body.tables},
    }
    for kind, number, printed in references_in(sentence.text):
        if (kind, number) in captions:
            line = passage.lstrip("l")
            why = f"Line {line} prints the same result and refers to {printed}."
            yield _grounding(finding, kind, number, why, captions[kind, number])


def _charted(
    finding: Finding,
    samples: frozenset[str],
    sentences: tuple[_Sentence, ...],
    body: _Body,
    passage: str,
) -> Iterator[Grounding]:
    """The figures of the finding's own n that the passage refers to in any sentence."""
    for sentence in sentences:
        for kind, number, printed in references_in(sentence.text):
            for figure in body.figures:
                sizes = {str(size) for size in figure.sample_sizes}
                if kind == "figure" and number == figure.number and sizes & samples:
                    why = f"Both print n={min(sizes & samples)}, and line"
                    why += f" {passage.lstrip('l')} refers to {printed}."
                    yield _grounding(finding, kind, number, why, figure.title)


def _rowed(
    finding: Finding, own: tuple[_Sentence, ...], row: _Row
) -> Iterator[Grounding]:
    for mine in own:
        shared = mine.numbers.percentages & row.percentages
        if not shared or overlap(row.stems, mine.stems) < 0.6:
            continue
        why = f"Both print {_listed(shared, '%')} of what the row is on."
        yield _grounding(finding, "row", f"{row.table}/{row.index}", why, row.title)
        yield _grounding(finding, "table", row.table, why, row.title)


def _grounding(
    finding: Finding, kind: str, key: str, why: str, words: str
) -> Grounding:
    return Grounding(finding.key, kind, key, Origin.STATED, why, words)
