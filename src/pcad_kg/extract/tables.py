"""The tables to the last cell: columns, rows, and each printed figure a statistic."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pcad_kg.captions import agency_of, base_of, title_of
from pcad_kg.errors import SourceError
from pcad_kg.model import (
    Column,
    Kind,
    Passage,
    Row,
    Source,
    Statistic,
    Table,
    Unit,
    Vocabulary,
)
from pcad_kg.page import CAPTION
from pcad_kg.read import cut, normalise, span_between

# A cell of figures: "43% 18%", "15.248 ^a", ".055", "83% [of all responses]", "221".
FIGURES_CELL = re.compile(r"^\.?\d[\d.]*%?(?: \^a| \[of all responses\]| \d+%)?$")
FIGURE = re.compile(r"(?P<value>\d+\.\d+|\.\d+|\d+)(?P<percent>%?)")
# "5 Directors of Children's Services 5 Assistant Directors" (542).
COUNTED = re.compile(
    r"(?P<value>\d+) (?P<what>[^\d]+?)(?=\s+(?:covering|&)|\s*\d|\s*$)"
)
# "(n=276)", "(74)", "(79/70/77)", "(n=306/n=264)", "(n=54 – Law only)".
ROW_SAMPLE = re.compile(
    r"""\s*\((?P<sizes>(?:n\s?=\s?)?\d+(?:\s?[/;]\s?(?:n\s?=\s?)?\d+)*)
    (?:\s–\s(?P<only>[A-Z][a-z]+)\sonly)?\)""",
    re.VERBOSE,
)
# "Directions/Case Management Hearings (Law only) (n=59)" (1568).
ROW_ONLY = re.compile(r"\s*\((?P<only>[A-Z][a-z]+) only\)")
# "... with x agency deteriorated/improved:" names the two figures of a cell (767).
PAIR = re.compile(r"(?P<first>\w+)/(?P<second>\w+):$")
# "A Strategic:" (764).
LETTERED = re.compile(r"^(?P<letter>[A-Z]) (?P<title>\w+):$")
BLOCK = frozenset({Kind.CAPTION, Kind.TABLE, Kind.TABLE_NOTE})


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell of a tabbed line: its words and where they begin and end."""

    text: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's tabbed lines as head and body; `stub` cells of a row are labels."""

    head: tuple[tuple[_Cell, ...], ...]
    body: tuple[tuple[_Cell, ...], ...]
    stub: int
    width: int


def find_tables(
    source: Source, passages: Iterable[Passage], vocabulary: Vocabulary
) -> tuple[Table, ...]:
    """The tables in reading order, a part right after its whole.

    Table 2.1 has the parts A and B under one caption, table 2.2 a block of chi-square
    tests after the cross-tabulation; each part is a table of its own.

    Raises:
        SourceError: a caption has no table beneath it, or a number is printed twice.
    """
    tables: dict[str, Table] = {}
    for block in _find_blocks(passages):
        for table in _read_block(source, block, vocabulary):
            if table.number in tables:
                raise SourceError(
                    f"line {table.span.first_line}: Table {table.number} is printed"
                    " already; expected one table a number"
                )
            tables[table.number] = table
    return tuple(tables.values())


def _find_blocks(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    block: list[Passage] = []
    for passage in passages:
        caption = CAPTION.match(passage.text) if passage.kind is Kind.CAPTION else None
        if caption or passage.kind not in BLOCK:
            if block:
                yield block
            block = []
        if block or (caption and caption["kind"] == "Table"):
            block.append(passage)
    if block:
        yield block


def _read_block(
    source: Source, block: list[Passage], vocabulary: Vocabulary
) -> Iterator[Table]:
    caption, *rest = block
    number = CAPTION.match(caption.text)
    grids = [passage for passage in rest if passage.kind is Kind.TABLE]
    if number is None or not grids:
        raise SourceError(
            f"line {caption.span.first_line}: no table stands under the caption"
            f" “{caption.text}”; expected lines with tabs"
        )
    base = base_of(caption.text, vocabulary)
    whole = Table(
        number=number["number"],
        title=title_of(caption.text[number.end() :]),
        text="",
        span=caption.span,
        section=caption.section or "",
        exclusion=base.exclusion,
        excludes=base.excludes,
    )
    if rest[0].kind is Kind.TABLE:
        whole = _with_grid(source, whole, rest[0], vocabulary)
        rest = rest[1:]
    yield _stretched(source, whole, block)
    for title, part in _find_parts(rest):
        table = replace(
            whole,
            number=whole.number + _suffix(title.text),
            title=LETTERED.sub(r"\g<title>", title.text),
            whole=whole.number,
        )
        table = _with_grid(source, table, part[1], vocabulary)
        yield _stretched(source, table, part)


def _find_parts(rest: list[Passage]) -> Iterator[tuple[Passage, list[Passage]]]:
    starts = [here for here, passage in enumerate(rest) if passage.kind is Kind.CAPTION]
    for start, stop in pairwise([*starts, len(rest)]):
        yield rest[start], rest[start:stop]


def _suffix(title: str) -> str:
    """`A` for "A Strategic:", `-chi-square` for "Chi-Square Tests".

    >>> _suffix("A Strategic:"), _suffix("Chi-Square Tests")
    ('A', '-chi-square')
    """
    letter = LETTERED.match(title)
    return letter["letter"] if letter else f"-{title.split()[0].lower()}"


def _stretched(source: Source, table: Table, block: list[Passage]) -> Table:
    span = span_between(source, block[0].span.begin, block[-1].span.end)
    return replace(table, span=span, text=cut(source, span))


def _with_grid(
    source: Source, table: Table, passage: Passage, vocabulary: Vocabulary
) -> Table:
    grid = _read_grid(source, passage)
    columns = tuple(_columns(source, grid))
    base = base_of(
        " ".join(cell.text for cell in grid.head[-1][: grid.stub]), vocabulary
    )
    reader = _RowReader(source, columns, vocabulary, base.sample_sizes, _pair(grid))
    rows = tuple(
        reader.row(index, cells, label)
        for index, (cells, label) in enumerate(_labelled(grid), start=1)
    )
    return replace(
        table,
        columns=columns,
        rows=rows,
        sample_sizes=base.sample_sizes,
        sample_as_printed=base.sample_as_printed,
    )


def _read_grid(source: Source, passage: Passage) -> _Grid:
    first, last = passage.span.first_line, passage.span.last_line
    lines = [_cells(line.text, line.begin) for line in source.lines[first - 1 : last]]
    for here, cells in enumerate(lines):
        figures = [n for n, cell in enumerate(cells) if n and _has_figures(cell)]
        if figures:
            width = max(
                place + 1
                for row in lines
                for place, cell in enumerate(row)
                if cell.text or place < figures[0]
            )
            return _Grid(
                tuple(lines[:here]), tuple(lines[here:]), figures[0], width - figures[0]
            )
    raise SourceError(
        f"lines {first}-{last}: the table has no figures; expected at least one row"
    )


def _cells(line: str, begin: int) -> tuple[_Cell, ...]:
    cells: list[_Cell] = []
    for raw in line.split("\t"):
        lead = len(raw) - len(raw.lstrip())
        text = raw.strip()
        cells.append(_Cell(text, begin + lead, begin + lead + len(text)))
        begin += len(raw) + 1
    return tuple(cells)


def _has_figures(cell: _Cell) -> bool:
    return bool(FIGURES_CELL.match(cell.text))


def _columns(source: Source, grid: _Grid) -> Iterator[Column]:
    """The columns; where two lines head them the upper leads ("Third lockdown")."""
    *upper, lowest = grid.head
    for place in range(grid.stub, grid.stub + grid.width):
        cell = lowest[place]
        spanners = [spanner for line in upper if (spanner := _spanner(line, place))]
        span = span_between(source, cell.begin, cell.end)
        title = ": ".join([*spanners, cell.text])
        yield Column(place - grid.stub + 1, title, cell.text, span)


def _spanner(line: Sequence[_Cell], place: int) -> str | None:
    """The heading over a column: the last cell with words that begins before it."""
    worded = [n for n, cell in enumerate(line) if cell.text]
    if len(worded) < 2:
        return None
    return next((line[n].text for n in reversed(worded) if n <= place), None)


def _labelled(grid: _Grid) -> Iterator[tuple[tuple[_Cell, ...], str]]:
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


def _pair(grid: _Grid) -> tuple[str, ...]:
    words = PAIR.search(grid.body[0][grid.stub - 1].text)
    return (words["first"], words["second"]) if words else ()


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads rows of one table, whose columns, n and names of figures it knows."""

    source: Source
    columns: tuple[Column, ...]
    vocabulary: Vocabulary
    table_sizes: tuple[int, ...]
    pair: tuple[str, ...]

    def row(self, index: int, cells: tuple[_Cell, ...], label: str) -> Row:
        """One row with its statistics."""
        sample = ROW_SAMPLE.search(label)
        only = (sample and sample["only"]) or _only(label)
        sizes = _sizes(sample["sizes"]) if sample else self.table_sizes
        title = ROW_ONLY.sub("", ROW_SAMPLE.sub("", label)).strip()
        who = agency_of(only or title.split(" felt ")[0], self.vocabulary)
        stub = len(cells) - len(self.columns)
        span = span_between(self.source, cells[0].begin, cells[-1].end)
        return Row(
            index=index,
            title=title,
            text=cut(self.source, span),
            span=span,
            sample_sizes=_sizes(sample["sizes"]) if sample else (),
            sample_as_printed=sample["sizes"] if sample else None,
            statistics=tuple(
                statistic
                for column, cell in zip(self.columns, cells[stub:], strict=True)
                for statistic in self.cell(column, cell, sizes, who)
            ),
        )

    def cell(
        self, column: Column, cell: _Cell, sizes: tuple[int, ...], who: str | None
    ) -> Iterator[Statistic]:
        """The figures of a cell: none, one, or several with keys `2`, `2-2`, `2-3`."""
        of_group = _of_column(sizes, column.index, len(self.columns))
        for place, (match, label) in enumerate(self._figures(cell), start=1):
            begin, end = cell.begin + match.start(), cell.begin + match.end()
            if FIGURES_CELL.match(cell.text) and not self.pair:
                begin, end = cell.begin, cell.end
            key = str(column.index) if place == 1 else f"{column.index}-{place}"
            yield Statistic(
                key=key,
                as_printed=normalise(self.source.text[begin:end]),
                value=Decimal(match["value"]),
                unit=_unit(match, column),
                span=span_between(self.source, begin, end),
                column=column.index,
                label=label,
                sample_size=of_group,
                of_agency=who,
            )

    def _figures(self, cell: _Cell) -> list[tuple[re.Match[str], str | None]]:
        if not FIGURES_CELL.match(cell.text):
            return [(match, match["what"]) for match in COUNTED.finditer(cell.text)]
        figures = list(FIGURE.finditer(cell.text))
        if self.pair:
            return list(zip(figures, self.pair, strict=True))
        return [(figures[0], None)]


def _only(label: str) -> str | None:
    only = ROW_ONLY.search(label)
    return only["only"] if only else None


def _sizes(printed: str) -> tuple[int, ...]:
    return tuple(int(size) for size in re.findall(r"\d+", printed))


def _of_column(sizes: tuple[int, ...], index: int, columns: int) -> int | None:
    """The n of a column: one for all, one each, or one for each group of columns.

    >>> _of_column((267, 258), 3, 4), _of_column((79, 70, 77), 2, 3), _of_column((), 1,
    2) (258, 70, None)
    """
    if not sizes:
        return None
    return sizes[(index - 1) * len(sizes) // columns]


def _unit(figure: re.Match[str], column: Column) -> Unit:
    if figure.groupdict().get("percent"):
        return Unit.PERCENT
    is_count = figure["value"].isdigit() and column.title != "df"
    return Unit.COUNT if is_count else Unit.NUMBER
