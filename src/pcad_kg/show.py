"""Answers, violations and trails as a person reads them, in any width of terminal."""

import csv
import io
import json
import shlex
from collections.abc import Callable, Iterable

from rich.console import Console, Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from pcad_kg.ask import Answer
from pcad_kg.library import NamedQuery
from pcad_kg.trail import Evidence, Place, Trail
from pcad_kg.validate import Violation, by_item

LONG = 200
FOLDERS_SAY = {
    "trails": "trails: questions and their answers",
    "checks": "checks: what must not be there (no row is good news)",
    "views": "views: graphs made from the graph (Turtle)",
}


def lines_of(first: int, last: int) -> str:
    """Where an item stands in the source: L341, or L309–311.

    It has no space, so that no terminal breaks a line in it.

    >>> lines_of(309, 311), lines_of(341, 341)
    ('L309–311', 'L341')
    """
    return f"L{first}" if first == last else f"L{first}–{last}"


def shortened(text: str, limit: int = LONG) -> str:
    """A text cut after a word where it is too long to be read at a glance."""
    if len(text) <= limit:
        return text
    cut = text.rfind(" ", 0, limit)
    return text[: cut if cut > 0 else limit].rstrip(" ,;:–-") + " …"


def trail_tree(trail: Trail) -> Tree:
    """A trail as a tree: the item, its evidence, what that is grounded in."""
    head = _headed(trail.label, trail.text, lines_of(trail.first_line, trail.last_line))
    concerned = ", ".join(trail.agencies) or (
        "the whole multi-agency system" if trail.is_system_wide else ""
    )
    if concerned:
        head.append(f"\nConcerns {concerned}", style="not bold italic")
    tree = Tree(head, guide_style="dim")
    for evidence in trail.evidence:
        _add_evidence(tree, evidence)
    if trail.label.startswith("R") and not trail.evidence:
        tree.add(
            Text("No numbered finding of the Summary supports it.", style="yellow")
        )
    _add_places(tree, trail.places)
    return tree


def _headed(label: str, text: str, where: str) -> Text:
    head = Text(label, style="bold")
    head.append(f"  {text}", style="not bold")
    return head.append(f"  ({where})", style="not bold dim")


def _add_evidence(tree: Tree, evidence: Evidence) -> None:
    colour = "green" if evidence.strength == "direct" else "cyan"
    head = Text(f"{evidence.strength} ", style=colour)
    head.append(evidence.label, style="bold default")
    head.append(f" · {evidence.ground} · ", style="default")
    head.append(lines_of(evidence.first_line, evidence.last_line), style="dim")
    head.append(f"\n{evidence.rationale}", style="italic default")
    head.append(f"\n“{shortened(evidence.words)}”", style="default")
    branch = tree.add(head)
    _add_places(branch, evidence.places)


def _add_places(tree: Tree, places: Iterable[Place]) -> None:
    """Add places, a table's rows beneath the table."""
    tables: dict[str, Tree] = {}
    for place in places:
        table, _, row = place.label.partition(" row ")
        branch = _add_place(tables.get(table, tree) if row else tree, place)
        if place.kind == "Table":
            tables[place.label] = branch


def _add_place(tree: Tree, place: Place) -> Tree:
    head = Text(place.label, style="bold")
    sample = f" ({place.sample})" if place.sample else ""
    quoted = place.kind == "Passage"
    title = shortened(place.title, 140)
    head.append(f"  “{title}”" if quoted else f"  {title}{sample}", style="not bold")
    if place.figures:
        head.append(f"\n{' · '.join(place.figures)}", style="not bold")
    where = lines_of(place.first_line, place.last_line)
    return tree.add(head.append(f"  {where}", style="not bold dim"))


def violation_list(violations: Iterable[Violation]) -> Group:
    """Violations grouped by item, with the line of the source and what to do."""
    parts: list[RenderableType] = []
    for group in by_item(violations).values():
        first = group[0]
        where = f" (line {first.line})" if first.line else ""
        parts.append(Text(f"{first.item}{where}", style="bold"))
        for violation in group:
            value = f" [{shortened(violation.value, 60)}]" if violation.value else ""
            parts.append(Text(f"  {violation.message}{value}"))
    return Group(*parts)


def query_list(queries: Iterable[NamedQuery]) -> Group:
    """The query library, by folder: each name with its question and parameters."""
    parts: list[RenderableType] = []
    folder = ""
    for query in queries:
        if query.folder != folder:
            folder = query.folder
            parts.append(Text(FOLDERS_SAY[folder], style="bold"))
        examples = "".join(
            f" -p {parameter.name}={shlex.quote(parameter.example)}"
            for parameter in query.parameters
        )
        parts.append(Text(f"  {query.name}{examples}", style="green"))
        parts.append(Text(f"      {query.question}"))
    return Group(*parts)


def answer_grid(answer: Answer) -> Grid:
    """The rows of an answer as a table."""
    grid = Grid(header_style="bold", row_styles=["", "dim"])
    for column in answer.columns:
        grid.add_column(column.replace("_", " "), overflow="fold")
    for row in answer.rows:
        grid.add_row(*(Text(value) for value in row))
    return grid


def answer_csv(answer: Answer) -> str:
    """The rows of an answer as CSV with a head line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
    return out.getvalue()


def answer_json(answer: Answer) -> str:
    """The rows of an answer as a JSON list of objects."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def answer_markdown(answer: Answer) -> str:
    """The rows of an answer as a Markdown table."""
    lines = [
        _markdown_row(answer.columns),
        _markdown_row(["---"] * len(answer.columns)),
    ]
    lines += [_markdown_row(row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(escaped)} |"


WRITERS: dict[str, Callable[[Answer], str]] = {
    "csv": answer_csv,
    "json": answer_json,
    "markdown": answer_markdown,
}


def text_of(renderable: RenderableType, width: int) -> str:
    """What a terminal of some width shows, without colours."""
    console = Console(width=width, no_color=True, file=io.StringIO(), highlight=False)
    with console.capture() as capture:
        console.print(renderable)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
