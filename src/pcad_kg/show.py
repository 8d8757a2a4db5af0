"""Answers and violations as a person reads them, in any width of terminal."""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from pcad_kg.engine.protocol import Answer
from pcad_kg.wording import shortened

if TYPE_CHECKING:
    from pcad_kg.validate import Violation


def violation_list(violations: "Iterable[Violation]") -> Group:
    """Violations grouped by item, with the line of the source and what to do."""
    groups: dict[str, list[Violation]] = {}
    for violation in violations:
        groups.setdefault(violation.iri, []).append(violation)
    parts: list[RenderableType] = []
    for group in groups.values():
        first = group[0]
        where = f" (line {first.line})" if first.line else ""
        parts.append(Text(f"{first.item}{where}", style="bold"))
        for violation in group:
            value = f" [{shortened(violation.value, 60)}]" if violation.value else ""
            parts.append(Text(f"  {violation.message}{value}"))
    return Group(*parts)


def answer_grid(answer: Answer) -> Grid:
    """The rows of an answer as a table."""
    grid = Grid(header_style="bold", row_styles=["", "dim"])
    for column in answer.columns:
        grid.add_column(column.replace("_", " "), overflow="fold")
    for row in answer.rows:
        grid.add_row(*(Text(value) for value in row))
    return grid


def text_of(renderable: RenderableType, width: int) -> str:
    """What a terminal of some width shows, without colours."""
    console = Console(width=width, no_color=True, file=io.StringIO(), highlight=False)
    with console.capture() as capture:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
