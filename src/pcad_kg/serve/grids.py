"""A table of the report as a table: its rows, columns and cells, each with a place."""

from collections import defaultdict
from dataclasses import dataclass

from pcad_kg.cited import Item, natural
from pcad_kg.engine.protocol import node_of
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import DCTERMS, PCAD, Iri, local_name


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: each figure with what it is of, as printed, in percent."""

    anchor: str
    title: str
    printed: str
    percent: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with the cells of each column."""

    anchor: str
    ref: Ref
    title: str
    n: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's columns with their anchors, and its rows."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


def grid_of(desk: Desk, item: Item) -> Grid | None:
    """The cells of a table; nothing where it only has parts."""
    members = desk.engine.subjects(DCTERMS.isPartOf, Iri(item.iri))
    columns = _of_kind(members, PCAD.TableColumn)
    rows = _of_kind(members, PCAD.TableRow)
    if not rows:
        return None
    return Grid(
        tuple(
            (f"column-{local_name(c)}", desk.value(c, DCTERMS.title)) for c in columns
        ),
        tuple(_row(desk, row, columns) for row in rows),
    )


def _of_kind(members: list[Iri], kind: Iri) -> list[Iri]:
    name = local_name(kind)
    part = {"TableRow": "/row/", "TableColumn": "/column/"}[name]
    found = [m for m in members if part in m and "/column/" not in m.replace(part, "")]
    return sorted(found, key=natural)


def _row(desk: Desk, row: Iri, columns: list[Iri]) -> Row:
    cells: dict[Iri, list[Cell]] = defaultdict(list)
    samples: set[str] = set()
    key = local_name(row)
    for statistic in sorted(desk.nodes(row, PCAD.states), key=natural):
        column = node_of(desk.engine, statistic, PCAD.column)
        if column is None:
            continue
        percent = desk.value(statistic, PCAD.percentage)
        samples.add(desk.value(statistic, PCAD.sampleSize))
        cells[column].append(
            Cell(
                anchor=f"row-{key}-column-{local_name(statistic)}",
                title=desk.value(statistic, DCTERMS.title),
                printed=desk.value(statistic, PCAD.asPrinted),
                percent=float(percent) if percent else None,
            )
        )
    title = desk.value(row, DCTERMS.title)
    n = samples.pop() if len(samples) == 1 else ""
    return Row(
        anchor=f"row-{key}",
        ref=Ref(desk.path(row), desk.label(row), "TableRow"),
        title=title,
        n="" if "n=" in title.replace(" ", "") else n,
        cells=tuple(tuple(cells[column]) for column in columns),
    )
