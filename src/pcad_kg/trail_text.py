"""A trail as a person reads it in a terminal of any width."""

from collections.abc import Iterable

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from pcad_kg.cited import Item
from pcad_kg.entries import Entry, Kinds, laid_out
from pcad_kg.groups import Group
from pcad_kg.trail import Trail
from pcad_kg.wording import LONG, NOTHING, caption, facts, lead, where

COLOURS = {"direct": "green", "contextual": "cyan", "against": "red", "": "default"}
DOUBTS = {"error": "bold yellow", "minor": "yellow", "editorial": "dim default"}
NARROW = 48
NESTED = 90


def trail_tree(trail: Trail) -> Lines:
    """A trail: the item, then under each heading a tree of what it leads to."""
    parts: list[RenderableType] = [_head(trail)]
    for group, kinds in laid_out(trail, 0):
        parts += _group(group, kinds)
    if not trail.groups:
        parts.append(Text(f"\n{NOTHING}", style="yellow"))
    return Lines(*parts)


def _head(trail: Trail) -> Text:
    head = Text(trail.label, style="bold")
    head.append(f"  {lead(trail.item)}", style="not bold")
    if where(trail.item):
        head.append(f"\n{where(trail.item)}", style="not bold dim")
    for name, said in facts(trail):
        head.append(f"\n{name}: ", style="bold").append(said, style="not bold")
    return head


def _group(group: Group, kinds: Kinds) -> list[RenderableType]:
    colour = COLOURS[group.strength]
    heading = f"{group.heading} ({len(group.steps)})".upper()
    if not group.steps:
        return [Text(f"\n{group.heading.upper()}: {group.empty}", style=colour)]
    parts: list[RenderableType] = [Text()]
    for kind, entries in kinds:
        if kind and len(parts) == 1:
            parts.append(Text(heading, style=f"bold {colour}"))
        name = Text(kind, "bold") if kind else Text(heading, f"bold {colour}")
        parts.append(grown(Tree(name, guide_style="dim"), entries))
    return parts


def grown(tree: Tree, entries: Iterable[Entry], table: str = "") -> Tree:
    """A tree with its entries; what speaks against one has a heading beneath it."""
    for entry in entries:
        branch = tree.add(_said(entry, table))
        grown(branch, entry.entries, entry.item.label)
        if entry.against:
            grown(branch.add(Text("Counter-evidence", "bold red")), entry.against)
    return tree


def said_of(item: Item, relation: str = "") -> Text:
    """How an item is reached, its label and caption, and a row's figures."""
    limit = NESTED if relation else LONG
    said = Text(f"{relation} " if relation else "", style="magenta")
    said.append(item.label, style="bold default")
    said.append(f"  {caption(item, limit)}".rstrip(), style="default")
    if item.figures:
        said.append(f"\n{' · '.join(item.figures)}", style="default")
    return said


def _said(entry: Entry, table: str) -> Text:
    """An entry's lines; a row beneath its table needs no section of its own."""
    item = entry.item
    said = said_of(item, entry.relation)
    if entry.reason:
        said.append(f"\n{entry.reason}", style="italic default")
    if any(entry.quoted):
        said.append(f"\n{_relied_on(entry)}", style="default")
    place = where(item, NARROW)
    place = place.partition(" · ")[0] if table and item.whole == table else place
    said.append(f"\n{place}" if place else "", style="dim default")
    for severity, doubt in entry.doubts:
        said.append(f"\n{doubt}", style=DOUBTS[severity])
    return said


def _relied_on(entry: Entry) -> str:
    """The words relied on; with their label where they are another item's."""
    words = f"“{''.join(entry.quoted)}”"
    return (
        words
        if entry.source == entry.item
        else f"relies on {entry.source.label}: {words}"
    )
