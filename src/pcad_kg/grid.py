"""A table's tabbed lines → head and body, with the columns and the labels of rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pcad_kg.errors import SourceError
from pcad_kg.model import Column, Passage, Source
from pcad_kg.read import span_between

# A cell of figures: "43% 18%", "15.248 ^a", ".055", "83% [of all responses]", "221".
FIGURES_CELL = re.compile(r"^\.?\d[\d.]*%?(?: \^a| \[of all responses\]| \d+%)?$")
# "... with x agency deteriorated/improved:" names the two figures of a cell (767).
PAIR = re.compile(r"(?P<first>\w+)/(?P<second>\w+):$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a tabbed line: its words and where they begin and end."""

    text: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's tabbed lines as head and body; `stub` cells of a row are labels."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    stub: int
    width: int


def read_grid(source: Source, passage: Passage) -> Grid:
    """A table passage's lines: the head ends before the first line with figures.

    Labels of rows stand where the lowest line of the head has nothing, or first.
    Every line is as wide as the widest; cells that it lacks are empty.

    Raises:
        SourceError: no line has a cell of figures, or none stands above those that do.
    """
    first, last = passage.span.first_line, passage.span.last_line
    lines = [_cells(line.text, line.begin) for line in source.lines[first - 1 : last]]
    width = max(
        place + 1 for row in lines for place, cell in enumerate(row) if cell.text
    )
    lines = [_widened(cells, width) for cells in lines]
    for here, cells in enumerate(lines):
        if here and any(has_figures(cell) for cell in cells[1:]):
            worded = [n for n, cell in enumerate(lines[here - 1]) if cell.text]
            stub = max(worded[0], 1) if worded else 1
            return Grid(tuple(lines[:here]), tuple(lines[here:]), stub, width - stub)
    raise SourceError(
        f"lines {first}-{last}: the table has no head above its figures, or no figures;"
        " expected a line of headings and at least one row"
    )


def _widened(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    missing = width - len(cells)
    return (*cells[:width], *[Cell("", cells[-1].end, cells[-1].end)] * missing)


def _cells(line: str, begin: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for raw in line.split("\t"):
        lead = len(raw) - len(raw.lstrip())
        text = raw.strip()
        cells.append(Cell(text, begin + lead, begin + lead + len(text)))
        begin += len(raw) + 1
    return tuple(cells)


def has_figures(cell: Cell) -> bool:
    """Whether a cell holds figures and nothing else but their notes."""
    return bool(FIGURES_CELL.match(cell.text))


def columns_of(source: Source, grid: Grid) -> Iterator[Column]:
    """The columns; where two lines head them the upper leads ("Third lockdown")."""
    *upper, lowest = grid.head
    for place in range(grid.stub, grid.stub + grid.width):
        cell = lowest[place]
        spanners = [spanner for line in upper if (spanner := _spanner(line, place))]
        span = span_between(source, cell.begin, cell.end)
        title = ": ".join([*spanners, cell.text])
        yield Column(place - grid.stub + 1, title, cell.text, span)


def _spanner(line: Sequence[Cell], place: int) -> str | None:
    """The heading over a column: the last cell with words that begins before it."""
    worded = [n for n, cell in enumerate(line) if cell.text]
    if len(worded) < 2:
        return None
    return next((line[n].text for n in reversed(worded) if n <= place), None)


def labelled_rows(grid: Grid) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """The body's rows, each with its label; labels printed once hold for the next rows.

    The cross-tabulation labels in three columns: variable, category, "Count" or "%
    ...".
    """
    held = [""] * max(grid.stub - 1, 0)
    for cells in grid.body:
        for place in range(grid.stub - 1):
            if cells[place].text:
                held[place:] = [cells[place].text] + [""] * (len(held) - place - 1)
        category = next((label for label in reversed(held) if label), "")
        own = cells[grid.stub - 1].text
        yield cells, ": ".join(label for label in (category, own) if label)


def names_of_two_figures(grid: Grid) -> tuple[str, ...]:
    """What the two figures of a cell are called, if the first row's label says so."""
    words = PAIR.search(grid.body[0][grid.stub - 1].text)
    return (words["first"], words["second"]) if words else ()
