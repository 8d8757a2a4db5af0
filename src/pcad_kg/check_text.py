"""The check as lines and a table for a terminal, and as Markdown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from pcad_kg.check import GRADES, KINDS, Check, Dispute, Fault, Standing
from pcad_kg.model import Grade

# How a line of the check says what kinds of evidence there are, and how many.
SHORT = dict(zip(KINDS, ("F", "T", "r", "G", "P", "Q"), strict=True))
DISPUTED = "The report disagrees with itself"
LEGEND = (
    "F findings, T tables, r rows of tables, G figures, P passages, Q quotes; the last"
    " numbers are of items that speak against and, under ≠, of disagreements of the"
    " report with itself on it or on its direct evidence."
)


def check_list(check: Check) -> Group:
    """One line a recommendation, then what is wrong."""
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("", "grade", "direct", "contextual", "–", "≠", "agencies"):
        grid.add_column(column)
    for standing in check.standings:
        grid.add_row(
            Text(standing.label, style="bold"),
            standing.grade.words,
            _short(standing.direct),
            _short(standing.contextual),
            str(standing.against or ""),
            str(standing.disputed or ""),
            ", ".join(standing.agencies),
        )
    return Group(
        Text(f"{_verdict(check)}\n", style="bold"),
        Text(f"{LEGEND}\n", style="dim"),
        grid,
        *_fault_lines(check.faults),
        *_dispute_lines(check.disputes),
    )


def _verdict(check: Check) -> str:
    """How many recommendations have direct evidence, and of which grade."""
    grades = Counter(standing.grade for standing in check.standings)
    total = len(check.standings)
    named = ", ".join(f"{grades[g]} {g.words}" for g in reversed(GRADES) if grades[g])
    found = total - grades[Grade.NO_EVIDENCE]
    return f"{found} of {total} recommendations have direct evidence: {named}."


def _short(kinds: Mapping[str, int]) -> str:
    return " ".join(f"{SHORT[kind]}{count}" for kind, count in kinds.items())


def _fault_lines(faults: Iterable[Fault]) -> Iterator[RenderableType]:
    kind = ""
    for fault in faults:
        if fault.kind.value != kind:
            kind = fault.kind.value
            yield Text(f"\n{kind.capitalize()}", style="bold")
        yield Padding(f"{fault.message} (line {fault.line}).", (0, 0, 0, 2))


def _dispute_lines(disputes: Iterable[Dispute]) -> Iterator[RenderableType]:
    """Each disagreement of the report with itself, and on whose evidence."""
    severity = ""
    for dispute in disputes:
        if dispute.severity != severity:
            severity = dispute.severity
            yield Text(f"\n{DISPUTED} ({severity})", style="bold")
        yield Padding(_disputed(dispute), (0, 0, 0, 2))


def _disputed(dispute: Dispute) -> str:
    """A sentence after whose evidence it is on: "R16 (F3.13, Table 3.11): …".

    One that begins with the recommendation, which alone it is on, says so itself.
    """
    labels = ", ".join(dispute.recommendations)
    evidence = [i for i in dispute.items if i not in dispute.recommendations]
    if not evidence and dispute.sentence.startswith(f"{labels} "):
        return dispute.sentence
    items = f" ({', '.join(evidence)})" if evidence else ""
    return f"{labels}{items}: {dispute.sentence}"


def check_markdown(check: Check) -> str:
    """The check as a Markdown table with what is wrong beneath it."""
    columns = "recommendation grade direct contextual against ≠ agencies".split()
    lines = [
        f"| {' | '.join(columns)} |",
        f"| {' | '.join(['---'] * len(columns))} |",
        *map(_standing_row, check.standings),
        "",
        LEGEND,
        "",
        *(
            f"- **{fault.kind.value}**: {fault.message} (line {fault.line})."
            for fault in check.faults
        ),
        *(
            f"- **{DISPUTED.lower()} ({dispute.severity})**: {_disputed(dispute)}"
            for dispute in check.disputes
        ),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _standing_row(standing: Standing) -> str:
    cells = (
        standing.label,
        standing.grade.words,
        _short(standing.direct),
        _short(standing.contextual),
        str(standing.against or ""),
        str(standing.disputed or ""),
        ", ".join(standing.agencies),
    )
    return f"| {' | '.join(cells)} |"
