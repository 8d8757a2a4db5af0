"""The parts of the report's text that fill a page each, in its order."""

import re
from dataclasses import dataclass

from pcad_kg.engine.protocol import Engine
from pcad_kg.terms import REP

SECTIONS = """
SELECT ?section ?heading ?line ?whole ?number ?part ?page WHERE {
  ?section a pcad:Section ; pcad:text ?heading ; pcad:firstLine ?line ;
    pcad:part ?part ; dcterms:isPartOf ?whole .
  OPTIONAL { ?section pcad:number ?number }
  OPTIONAL { ?section pcad:startPage ?page }
}
"""
# A number of a section that fills a page of its own: "2", "2.4", "3-1".
OWN_PAGE = re.compile(r"^\d+(?:[.-]\d+)?$")
FRONT = "front"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the text that fills one page: its key, title and lines."""

    key: str
    title: str
    depth: int
    first_line: int
    last_line: int
    page: str

    @property
    def path(self) -> str:
        """Where it is shown."""
        return f"/source/{self.key}"


@dataclass(frozen=True, slots=True)
class _Head:
    line: int
    key: str
    title: str
    depth: int
    page: str


def chapters_of(engine: Engine, last_line: int) -> tuple[Chapter, ...]:
    """The parts of a text that ends with a line, from the title page on."""
    heads = _heads(engine)
    ends = [head.line - 1 for head in heads[1:]] + [last_line]
    return tuple(
        Chapter(head.key, head.title, head.depth, head.line, end, head.page)
        for head, end in zip(heads, ends, strict=True)
    )


def heading(printed: str) -> str:
    """A heading without the colon that some are printed with.

    >>> heading("Recommendations:")
    'Recommendations'
    """
    return printed.rstrip(": ")


def _heads(engine: Engine) -> list[_Head]:
    found = [_Head(1, FRONT, "Title page", 0, "")]
    rows = engine.query(SECTIONS).cells
    for section, printed, line, whole, number, part, page in rows:
        is_top = whole == REP["report"]
        if is_top or (part != "appendix" and OWN_PAGE.match(number or "")):
            key = str(section).removeprefix(REP["section/"])
            depth = 0 if is_top else len(re.split(r"[.-]", number or "")) - 1
            if part == "summary" and not is_top:
                depth += 1
            title = heading(str(printed))
            found.append(_Head(int(line or 0), key, title, depth, page or ""))
    return sorted(found, key=lambda head: head.line)
