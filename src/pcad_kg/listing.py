"""Reports on the graph as lines and tables for a terminal, and as Markdown."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from pcad_kg.agreement import Agreement
from pcad_kg.audit.found import Discrepancy
from pcad_kg.coverage import Count, Coverage
from pcad_kg.disclosure import Disclosure, LoneRole, Naming, Unmasking
from pcad_kg.model import label_of
from pcad_kg.propose import Proposal


def coverage_list(coverage: Coverage) -> Group:
    """What the appendices' lines are, then each count with why it differs."""
    total = sum(coverage.lines.values())
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in coverage.lines.items())
    lost = f"{len(coverage.lost)} belong to nothing{_lines(coverage.lost)}"
    unread = f"{len(coverage.unread)} attributions name nobody that is known"
    said = (f"{total:,} lines are printed: {kinds}", lost, unread)
    return Group(
        Text("Lines of the appendices", style="bold"),
        *(Padding(line, (0, 0, 0, 2)) for line in said),
        *(Text(f"    line {line}: {words}") for line, words in coverage.unread),
        Text("\nComments that the report counts, and quotes found", style="bold"),
        _counts_grid(coverage.counts),
    )


def _lines(lines: Iterable[int]) -> str:
    numbers = ", ".join(map(str, lines))
    return f": line {numbers}" if numbers else ""


def _counts_grid(counts: Iterable[Count]) -> Grid:
    grid = Grid(box=None, header_style="", pad_edge=False, padding=(0, 2, 0, 0))
    for column in ("line", "counted", "found"):
        grid.add_column(column, justify="right")
    grid.add_column("where, and why they differ")
    for count in counts:
        reason = count.rationale or ("" if count.is_explained else "not explained")
        differs = count.printed != count.found
        where = Text(count.title, style="bold" if differs else "")
        grid.add_row(
            str(count.line),
            str(count.printed),
            str(count.found),
            where.append(f"\n{reason}", style="not bold") if reason else where,
        )
    return grid


def disclosure_list(found: Disclosure) -> Group:
    """Names, undone masks and lone roles, each with where it is printed."""
    return Group(
        *_part("Names in quotes", map(_naming, found.names)),
        *_part("Masks that another printing undoes", map(_unmasking, found.unmaskings)),
        *_part(
            "Roles of which a region may have one holder",
            map(_lone_role, found.lone_roles),
        ),
    )


def _part(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[RenderableType]:
    """A heading with its number of rows, and the rows in two columns."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column()
    for first, second in rows:
        grid.add_row(Text(f"  {first}"), Text(second))
    yield Text(f"{title} ({grid.row_count})", style="bold")
    yield grid
    yield Text()


def _naming(naming: Naming) -> tuple[str, str]:
    where = label_of("quote", naming.quote)
    return where, f"{naming.kind.value} “{naming.words}”. {naming.rationale}"


def _unmasking(unmasking: Unmasking) -> tuple[str, str]:
    masked = label_of("quote", unmasking.masked)
    printed = label_of("quote", unmasking.printed)
    return masked, f"“{unmasking.mask}” is “{unmasking.words}” in {printed}"


def _lone_role(lone: LoneRole) -> tuple[str, str]:
    quotes = ", ".join(label_of("quote", key) for key in lone.quotes)
    words = f"{lone.role}, {lone.region}".replace("-", " ")
    return words, quotes.replace("Quote ", "")


def agreement_grid(found: Iterable[Agreement]) -> Grid:
    """The readers' agreement, one line a kind and strength."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("strength", "kind"):
        grid.add_column(column)
    for column in ("first", "second", "both", "F1", "kappa"):
        grid.add_column(column, justify="right")
    for row in found:
        grid.add_row(
            row.strength,
            row.kind,
            *map(str, (row.first, row.second, row.both)),
            f"{row.f1:.2f}",
            f"{row.kappa:.2f}",
        )
    return grid


def proposal_list(proposals: Iterable[Proposal]) -> Grid:
    """Proposed evidence with its score and the reasons in words."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    grid.add_column("score")
    grid.add_column("evidence", no_wrap=True)
    grid.add_column("why")
    for proposal in proposals:
        label = label_of(proposal.evidence_kind, proposal.evidence_key)
        grid.add_row(f"{proposal.score:.2f}", label, "; ".join(proposal.reasons) + ".")
    return grid


def discrepancy_list(found: Iterable[Discrepancy]) -> Group:
    """Discrepancies under their severity, each with its kind, lines and sentence."""
    parts: list[RenderableType] = []
    by_severity: dict[str, list[Discrepancy]] = {}
    for one in found:
        by_severity.setdefault(one.severity.value, []).append(one)
    for severity, group in by_severity.items():
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column()
        for one in group:
            where = ", ".join(f"L{line}" for line in one.at)
            said = Text(one.comment).append(f"  {where}", style="dim")
            grid.add_row(Text(f"  {one.topic.value}"), said)
        parts += [Text(f"{severity.capitalize()} ({len(group)})", "bold"), grid, Text()]
    return Group(*(parts or [Text("Nothing disagrees.")]))


def discrepancy_rows(
    found: Iterable[Discrepancy],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Discrepancies as columns and rows for CSV, JSON and Markdown."""
    columns = "key severity kind lines items printed expected comment".split()
    rows = tuple(
        (
            one.key,
            one.severity.value,
            one.topic.value,
            " ".join(map(str, one.at)),
            "; ".join(label_of(kind, key) for kind, key in one.items),
            one.printed,
            one.expected,
            one.comment,
        )
        for one in found
    )
    return tuple(columns), rows
