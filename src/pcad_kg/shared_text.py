"""What two recommendations share, as a person reads it in a terminal."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from pcad_kg.cited import Item
from pcad_kg.entries import entries_of
from pcad_kg.shared import Both, Shared
from pcad_kg.trail_text import grown, said_of
from pcad_kg.walk import Step
from pcad_kg.wording import caption, doubted, reason


def shared_list(shared: Shared) -> Group:
    """The two items, what both rest on with both reasons, and what each has alone."""
    one, other = shared.one.label, shared.other.label
    return Group(
        _head(shared.one),
        _head(shared.other),
        Text(),
        _both(shared),
        Text(),
        _alone(one, shared.only_one, shared.one),
        Text(),
        _alone(other, shared.only_other, shared.other),
    )


def _head(item: Item) -> Text:
    head = Text(item.label, style="bold")
    return head.append(f"  {caption(item)}", style="not bold")


def _both(shared: Shared) -> RenderableType:
    heading = Text(f"SHARED EVIDENCE ({len(shared.both)})", style="bold green")
    if not shared.both:
        return heading.append(": no item is evidence for both", style="not bold")
    tree = Tree(heading, guide_style="dim")
    for both in shared.both:
        tree.add(_one_of_both(both, shared))
    return tree


def _one_of_both(both: Both, shared: Shared) -> Text:
    said = said_of(both.item)
    for _, doubt in doubted(both.item, set()):
        said.append(f"\n{doubt}", style="yellow")
    for item, step in ((shared.one, both.one), (shared.other, both.other)):
        said.append(f"\n{item.label} {_how(step)}: ", style="bold default")
        said.append(reason(step), style="italic default")
    return said


def _how(step: Step) -> str:
    return "against" if step.is_against else step.strength or step.relation


def _alone(label: str, steps: Iterable[Step], item: Item) -> Tree:
    found, said = list(steps), set[str]()
    tree = Tree(Text(f"{label} ALONE ({len(found)})", "bold"), guide_style="dim")
    for how in dict.fromkeys(_how(step) for step in found):
        chosen = [step for step in found if _how(step) == how]
        branch = tree.add(Text(f"{how} ({len(chosen)})", "bold"))
        grown(branch, entries_of(chosen, item, 0, said))
    return tree
