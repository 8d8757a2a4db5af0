"""Answers and violations as a person reads them, in any width of terminal."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from pcad_kg.engine.protocol import Answer
from pcad_kg.wording import shortened

if TYPE_CHECKING:
    from pcad_kg.validate import Violation

# What a long text needs to be read in a table, and what stands between two columns.
ROOM, BETWEEN = 22, 3


def violation_list(violations: "Iterable[Violation]") -> Group:
    """Violations grouped by item, with the line of the source and what to do."""
    from pcad_kg.validate import by_item  # loaded already where there are violations

    parts: list[RenderableType] = []
    for group in by_item(violations).values():
        first = group[0]
        where = f" (line {first.line})" if first.line else ""
        parts.append(Text(f"{first.item}{where}", style="bold"))
        for violation in group:
            value = f" [{shortened(violation.value, 60)}]" if violation.value else ""
            parts.append(Text(f"  {violation.message}{value}"))
    return Group(*parts)


class AnswerRows:
    """The rows of an answer: a table where that can be read, else a record a row.

    A column of long texts needs `ROOM` columns of the terminal to be read; one of names
    without a blank, which may be copied, as many as the longest has.
    """

    def __init__(self, answer: Answer) -> None:
        self._columns = [column.replace("_", " ") for column in answer.columns]
        self._rows = answer.rows
        cells = list(zip(*answer.rows, strict=True)) or [()] * len(self._columns)
        self._are_names = [not any(" " in cell for cell in column) for column in cells]

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """The rows in the width there is."""
        if self._least_width() <= options.max_width:
            yield self._table()
        else:
            yield from self._records()

    def _least_width(self) -> int:
        cells = zip(self._columns, *self._rows, strict=True)
        needed = (max(map(len, column)) for column in cells)
        widths = (
            need if are_names else min(ROOM, need)
            for need, are_names in zip(needed, self._are_names, strict=True)
        )
        return sum(width + BETWEEN for width in widths) + 1

    def _table(self) -> Grid:
        grid = Grid(header_style="bold", row_styles=["", "dim"])
        for column, are_names in zip(self._columns, self._are_names, strict=True):
            grid.add_column(column, overflow="fold", no_wrap=are_names)
        for row in self._rows:
            grid.add_row(*map(Text, row))
        return grid

    def _records(self) -> Iterator[RenderableType]:
        """Short cells on one line, each long one on lines of its own beneath."""
        for row in self._rows:
            cells = [
                (name, value)
                for name, value in zip(self._columns, row, strict=True)
                if value
            ]
            head = Text()
            for name, value in cells:
                if len(value) <= ROOM:
                    head.append(f"{' · ' if head else ''}{name} ", style="dim")
                    head.append(value, style="bold")
            yield head
            for name, value in cells:
                if len(value) > ROOM:
                    line = Text(f"{name}: ", style="dim").append(value, "not dim")
                    yield Padding(line, (0, 0, 0, 2))
            yield Text()


def text_of(renderable: RenderableType, width: int) -> str:
    """What a terminal of some width shows, without colours."""
    console = Console(width=width, no_color=True, file=io.StringIO(), highlight=False)
    with console.capture() as capture:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
