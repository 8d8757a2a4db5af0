"""The tables to the last cell: columns, rows, and each printed figure a statistic."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pcad_kg.captions import agency_of, base_of, title_of
from pcad_kg.errors import SourceError
from pcad_kg.grid import (
    FIGURES_CELL,
    Cell,
    columns_of,
    labelled_rows,
    names_of_two_figures,
    read_grid,
)
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
from pcad_kg.read import cut, line_at, normalise, span_between

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
# "A Strategic:" (764).
LETTERED = re.compile(r"^(?P<letter>[A-Z]) (?P<title>\w+):$")
BLOCK = frozenset({Kind.CAPTION, Kind.TABLE, Kind.TABLE_NOTE})


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
    grid = read_grid(source, passage)
    columns = tuple(columns_of(source, grid))
    base = base_of(
        " ".join(cell.text for cell in grid.head[-1][: grid.stub]), vocabulary
    )
    reader = _RowReader(
        source, columns, vocabulary, base.sample_sizes, names_of_two_figures(grid)
    )
    rows = tuple(
        reader.row(index, cells, label)
        for index, (cells, label) in enumerate(labelled_rows(grid), start=1)
    )
    return replace(
        table,
        columns=columns,
        rows=rows,
        sample_sizes=base.sample_sizes,
        sample_as_printed=base.sample_as_printed,
    )


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads rows of one table, whose columns, n and names of figures it knows."""

    source: Source
    columns: tuple[Column, ...]
    vocabulary: Vocabulary
    table_sizes: tuple[int, ...]
    pair: tuple[str, ...]

    def row(self, index: int, cells: tuple[Cell, ...], label: str) -> Row:
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
            label=label,
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
        self, column: Column, cell: Cell, sizes: tuple[int, ...], who: str | None
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
                of_agency=who
                if label is None or label[0].isupper() or self.pair
                else None,
            )

    def _figures(self, cell: Cell) -> list[tuple[re.Match[str], str | None]]:
        """A cell's figures with their names, if they have any.

        Raises:
            SourceError: the cell has words but no figure, or not one for each name.
        """
        if not FIGURES_CELL.match(cell.text):
            named = [(match, match["what"]) for match in COUNTED.finditer(cell.text)]
            if cell.text and not named:
                raise self._unreadable(cell, "a number or a percentage")
            return [*named]
        figures = list(FIGURE.finditer(cell.text))
        if not self.pair:
            return [(figures[0], None)]
        if len(figures) != len(self.pair):
            raise self._unreadable(cell, " and ".join(self.pair))
        return list(zip(figures, self.pair, strict=True))

    def _unreadable(self, cell: Cell, expected: str) -> SourceError:
        line = line_at(self.source, cell.begin)
        return SourceError(
            f"line {line}: the cell “{cell.text}” is not {expected}; mend the text, or"
            " teach the reader this notation"
        )


def _only(label: str) -> str | None:
    only = ROW_ONLY.search(label)
    return only["only"] if only else None


def _sizes(printed: str) -> tuple[int, ...]:
    return tuple(int(size) for size in re.findall(r"\d+", printed))


def _of_column(sizes: tuple[int, ...], index: int, columns: int) -> int | None:
    """The n of a column: one for all, one each, or one for each group of columns.

    >>> _of_column((267, 258), 3, 4), _of_column((79, 70, 77), 2, 3)
    (258, 70)
    >>> _of_column((), 1, 2)
    """
    if not sizes:
        return None
    return sizes[(index - 1) * len(sizes) // columns]


def _unit(figure: re.Match[str], column: Column) -> Unit:
    if figure.groupdict().get("percent"):
        return Unit.PERCENT
    is_count = figure["value"].isdigit() and column.title != "df"
    return Unit.COUNT if is_count else Unit.NUMBER
