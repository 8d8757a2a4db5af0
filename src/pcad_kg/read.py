"""The source file as numbered lines with offsets, and the one way to clean a cut."""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pcad_kg.errors import SourceError
from pcad_kg.files import Place, reason_of
from pcad_kg.model import Line, Source, Span

PINNED_SHA256 = "729249ddd53c4edb4bf5f4bbbc2873d8f7e34780115e0513f3eddde96f26ea6a"

# The dash that the conversion put before a list item: "- 2.1 70% of respondents".
LIST_MARK = re.compile(r"^[ \t]*-[ \t]+(?=\S)", re.MULTILINE)
# "**primary school**", but not the sign in "risk rating exercise * RAG rating".
EMPHASIS = re.compile(r"(?<!\s)\*+|\*+(?!\s)")
# "<i>Summary</i>" in the contents; addresses such as "<https://...>" stay.
ITALICS = re.compile(r"</?i>")


def read_source(path: Place) -> Source:
    """The text of a file with its lines and the SHA-256 of its bytes.

    Raises:
        SourceError: the file cannot be read or is not UTF-8.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({reason_of(error)})") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{path}: byte {error.start} is not UTF-8; give the report's plain text"
        ) from error
    return source_of(text, hashlib.sha256(data).hexdigest())


def source_of(text: str, sha256: str = "") -> Source:
    """A text as a `Source`; a carriage return before a line feed is no part of a line.

    >>> [line.begin for line in source_of("ab\\n\\ncd").lines]
    [0, 3, 4]
    """
    lines: list[Line] = []
    begin = 0
    for number, line in enumerate(text.split("\n"), start=1):
        lines.append(Line(number, begin, line.rstrip("\r")))
        begin += len(line) + 1
    return Source(text, sha256, tuple(lines))


def normalise(raw: str) -> str:
    """The printed words of a cut: white space collapsed, markup dropped, tears joined.

    List marks go wherever a line of the cut begins with one: a page break put such a
    mark into the middle of finding 2.5 (line 311, "- Partnerships (notwithstanding").

    >>> normalise("Boards of Safeguarding\\n\\n- Partnerships (**notwithstanding**")
    'Boards of Safeguarding Partnerships (notwithstanding'
    >>> normalise("exercise * RAG rating")
    'exercise * RAG rating'
    """
    text = LIST_MARK.sub("", raw)
    text = EMPHASIS.sub("", ITALICS.sub("", text))
    return " ".join(text.split())


def cut(source: Source, span: Span) -> str:
    """The normalised words of a span."""
    return normalise(source.text[span.begin : span.end])


def span_between(source: Source, begin: int, end: int) -> Span:
    """The span of two offsets, drawn in to the first and last printed character.

    >>> span_between(source_of("a\\n  bc \\n"), 1, 7)
    Span(begin=4, end=6, first_line=2, last_line=2)
    """
    raw = source.text[begin:end]
    begin += len(raw) - len(raw.lstrip())
    end = begin + len(raw.strip())
    return Span(
        begin, end, line_at(source, begin), line_at(source, max(begin, end - 1))
    )


def line_at(source: Source, offset: int) -> int:
    """The 1-based number of the line that an offset falls in."""
    return bisect_right(source.lines, offset, key=lambda line: line.begin)


def keys_of(spans: Iterable[Span]) -> tuple[str, ...]:
    """A key for each span by its first line: "l732", then "l732-2" on the same line.

    >>> line = Span(0, 1, 732, 732)
    >>> keys_of([line, line, Span(2, 3, 734, 734)])
    ('l732', 'l732-2', 'l734')
    """
    seen: Counter[int] = Counter()
    keys: list[str] = []
    for span in spans:
        seen[span.first_line] += 1
        place = seen[span.first_line]
        keys.append(f"l{span.first_line}" + (f"-{place}" if place > 1 else ""))
    return tuple(keys)
