"""The source, its lines, and what its pages are made of."""

from dataclasses import dataclass

from pcad_kg.model.kinds import Kind, Part


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
class Facts:
    """What the title page says of the report."""

    title: str
    subtitle: str
    creators: tuple[str, ...]
    publisher: str
    issued: str
    text: str
    span: Span
