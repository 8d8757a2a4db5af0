"""The report as plain values: what the readers find and the graph is made from.

Nothing here knows RDF. Every located value carries a `Span`; cutting the source at the
span and normalising (`read.normalise`) gives the value's `text` back.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# The key of an item that is known by its line: "l654", "l732-2".
AT_LINE = re.compile(r"l\d")


class Part(StrEnum):
    """The report's five parts."""

    FRONT = "front"
    SUMMARY = "summary"
    BODY = "body"
    BACK = "back"
    APPENDIX = "appendix"


class Kind(StrEnum):
    """What a passage is on the page."""

    TITLE = "title"
    CONTENTS = "contents entry"
    ACRONYM = "acronym"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"
    TABLE = "table"
    TABLE_NOTE = "table note"
    CHART_TEXT = "chart text"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    QUESTION = "question"
    REFERENCE = "reference"


class Place(StrEnum):
    """Where a wording of a recommendation is printed."""

    SUMMARY = "summary"
    SECTION = "section"
    CHAPTER_6 = "chapter-6"


class Unit(StrEnum):
    """What the value of a statistic counts in."""

    PERCENT = "percent"
    COUNT = "count"
    NUMBER = "number"


class Strength(StrEnum):
    """How closely evidence bears on a recommendation."""

    DIRECT = "direct"
    CONTEXTUAL = "contextual"


class Ground(StrEnum):
    """Why evidence supports a recommendation."""

    PROBLEM = "problem"
    REMEDY = "remedy"
    DEMAND = "demand"


class QuoteKind(StrEnum):
    """How a quote stands on the page."""

    BLOCK = "block"
    INLINE = "inline"
    FRAGMENT = "fragment"
    APPENDIX = "appendix"


class AgencyFrom(StrEnum):
    """Which printed words give a quote its agency."""

    ROLE = "role"
    ATTRIBUTION = "attribution"
    HEADING = "heading"
    PROSE = "prose"


class RepeatKind(StrEnum):
    """In which way one quote repeats another."""

    WHOLE = "whole"
    TRIMMED = "trimmed"
    EDITED = "edited"


class Stance(StrEnum):
    """Whether evidence speaks for a recommendation or against it."""

    FOR = "for"
    AGAINST = "against"


class Voice(StrEnum):
    """Whether a speaker says what a finding or passage says, or the opposite."""

    ILLUSTRATES = "illustrates"
    COUNTERS = "counters"


class Basis(StrEnum):
    """Whether an item names an agency or only implies it."""

    NAMED = "named"
    IMPLIED = "implied"


class Grade(StrEnum):
    """The strongest kind of direct evidence that a recommendation has."""

    QUANTIFIED = "quantified"
    INTERVIEW_ONLY = "interviewOnly"
    QUOTES_ONLY = "quotesOnly"
    NO_EVIDENCE = "noEvidence"


class Origin(StrEnum):
    """Who says that a link holds."""

    STATED = "stated"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: 1-based number, offset of its first character, text."""

    number: int
    begin: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the source: code-point offsets (end exclusive), 1-based lines."""

    begin: int
    end: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Source:
    """The report's text, its lines, and the SHA-256 of its bytes."""

    text: str
    sha256: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what it opens; `key` is the last part of its IRI."""

    key: str
    title: str
    part: Part
    text: str
    span: Span
    number: str | None = None
    parent: str | None = None
    start_page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the page that is read as one; passages tile the source."""

    key: str
    kind: Kind
    position: int
    text: str
    span: Span
    section: str | None


@dataclass(frozen=True, slots=True)
class Wording:
    """A recommendation as one place of the report prints it."""

    number: int
    place: Place
    text: str
    span: Span
    section: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation with its wordings; `chosen` is the one that speaks for it."""

    number: int
    wordings: tuple[Wording, ...]
    chosen: Wording


@dataclass(frozen=True, slots=True)
class Finding:
    """A numbered finding of the Summary, or a lettered part of one."""

    number: str
    letter: str | None
    text: str
    span: Span
    section: str

    @property
    def key(self) -> str:
        """`2.7`, or `2.7.b` for a lettered part."""
        return f"{self.number}.{self.letter}" if self.letter else self.number


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's caption; the drawing itself is not in the source."""

    number: str
    title: str
    text: str
    span: Span
    section: str
    sample_sizes: tuple[int, ...]
    sample_as_printed: str | None
    exclusion: str | None
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures; `index` counts from 1 and leaves out the row labels."""

    index: int
    title: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Statistic:
    """One printed figure: value, unit and n, with the characters as printed."""

    key: str
    as_printed: str
    value: Decimal
    unit: Unit
    span: Span
    column: int
    label: str | None = None
    sample_size: int | None = None
    of_agency: str | None = None

    @property
    def text(self) -> str:
        """The printed characters."""
        return self.as_printed


@dataclass(frozen=True, slots=True)
class ProseStatistic:
    """What a sentence counts, as far as it prints it; a range has two of each.

    `samples` are the n it holds for, `is_inherited` where the n stands elsewhere in the
    sentence; `value` is that of a `measure` ("mean", "median", "p").
    """

    key: str
    text: str
    span: Span
    section: str
    passage: str
    finding: str | None
    percentages: tuple[Decimal, ...] = ()
    numerator: int | None = None
    denominator: int | None = None
    counts: tuple[int, ...] = ()
    samples: tuple[int, ...] = ()
    is_inherited: bool = False
    value: Decimal | None = None
    measure: str | None = None
    qualifier: str | None = None
    of_agency: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `title` is its label without n and without "Law only"."""

    index: int
    title: str
    label: str
    text: str
    span: Span
    sample_sizes: tuple[int, ...]
    sample_as_printed: str | None
    statistics: tuple[Statistic, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns and rows, or the frame that holds its parts."""

    number: str
    title: str
    text: str
    span: Span
    section: str
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    whole: str | None = None
    sample_sizes: tuple[int, ...] = ()
    sample_as_printed: str | None = None
    exclusion: str | None = None
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A printed cross-reference: whose words, which kind of item, which number."""

    from_kind: str
    from_key: str
    to_kind: str
    to_key: str
    as_printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of the vocabulary; text is read by its `labels`, its own among them.

    `excluded` are phrases that only look like it, `notations` its printed initials,
    `hidden` what only attributions cut it down to; a role `works_for` an agency.
    """

    slug: str
    label: str
    labels: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    works_for: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The agencies, roles, regions and whole-system phrases that extractors read by.

    Equal to itself alone, so that looking up what was made for it hashes no label.
    """

    agencies: tuple[Concept, ...]
    all_agencies: Concept
    roles: tuple[Concept, ...] = ()
    regions: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the report prints of who speaks; never who that is."""

    roles: tuple[str, ...] = ()
    region: str | None = None
    agency: str | None = None
    agency_from: AgencyFrom | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a respondent or an interviewee, without marks and attribution."""

    key: str
    kind: QuoteKind
    text: str
    span: Span
    section: str
    passage: str
    speaker: Speaker
    attribution: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the survey as one place prints it; `note` counts its answers."""

    key: str
    text: str
    span: Span
    section: str
    passage: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure charts the answers to a question, or a quote is one."""

    from_kind: str
    from_key: str
    question: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the list of references, the case, or a resource of the study."""

    key: str
    label: str
    text: str
    span: Span
    section: str
    title: str
    authors: str | None = None
    year: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage cites a reference by these words."""

    passage: str
    reference: str
    as_printed: str


@dataclass(frozen=True, slots=True)
class Acronym:
    """An entry of the printed list of acronyms."""

    key: str
    text: str
    span: Span
    section: str
    notation: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Change:
    """Words that one printing has where the other has others, or none."""

    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """One quote prints the words of another, whole, trimmed or edited."""

    from_key: str
    to_key: str
    kind: RepeatKind
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """How many of an agency's people answered the survey and gave interviews."""

    agency: str
    respondents: int
    interviewees: int


@dataclass(frozen=True, slots=True)
class Concern:
    """An item concerns an agency, by these words; implied ones say why."""

    item_kind: str
    item_key: str
    agency: str
    words: tuple[str, ...]
    basis: Basis = Basis.NAMED
    rationale: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Evidence for a recommendation, or against it: strength, ground, reason, words."""

    recommendation: int
    evidence_kind: str
    evidence_key: str
    stance: Stance
    strength: Strength
    ground: Ground
    rationale: str
    words: str


@dataclass(frozen=True, slots=True)
class Illustration:
    """A quote says what a finding or passage says, or the opposite."""

    from_kind: str
    from_key: str
    quote: str
    voice: Voice
    origin: Origin
    rationale: str
    words: str


@dataclass(frozen=True, slots=True)
class Grounding:
    """A finding reports what the body reports there, with what the two share."""

    finding: str
    to_kind: str
    to_key: str
    origin: Origin
    rationale: str
    words: str


def label_of(kind: str, key: str) -> str:
    """An item's short name, as viewers show it and judgement tables write it.

    >>> label_of("finding", "2.7.b"), label_of("row", "3.11/2")
    ('F2.7.b', 'Table 3.11 row 2')
    >>> label_of("passage", "l654")
    'Passage L654'
    """
    match kind:
        case "recommendation":
            return f"R{key}"
        case "finding":
            return f"F{key}"
        case "row":
            return f"Table {key.replace('/', ' row ')}"
    return f"{kind.capitalize()} {key.upper() if AT_LINE.match(key) else key}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the title page says of the report."""

    title: str
    subtitle: str
    creators: tuple[str, ...]
    publisher: str
    issued: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was read out of the source, and the links between its items."""

    source: Source
    facts: Facts
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    # items
    recommendations: tuple[Recommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    statistics: tuple[ProseStatistic, ...] = ()
    quotes: tuple[Quote, ...] = ()
    questions: tuple[Question, ...] = ()
    references: tuple[Reference, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    agency_counts: tuple[AgencyCount, ...] = ()
    # how they hang together
    cross_references: tuple[CrossReference, ...] = ()
    dangling: tuple[CrossReference, ...] = ()
    citations: tuple[Citation, ...] = ()
    answers: tuple[Answer, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    concerns: tuple[Concern, ...] = ()
    system_wide: tuple[tuple[str, str], ...] = ()
    supports: tuple[Support, ...] = ()
    groundings: tuple[Grounding, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    grades: tuple[tuple[int, Grade], ...] = ()
