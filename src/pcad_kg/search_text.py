"""What was found as a person reads it in a terminal of any width."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderableType
from rich.text import Text

from pcad_kg.search import Hit, Hits, shown_typed
from pcad_kg.search_snippet import Piece
from pcad_kg.wording import shortened

if TYPE_CHECKING:
    from rich.table import Table as Grid

INDENT = 4
# A place longer than this takes a second line of a narrow terminal.
NARROW = 70
# How many agencies, roles and the like are counted line by line.
MOST = 12


@dataclass(frozen=True, slots=True)
class HitList:
    """Hits one beneath the other, best first, with their words, speaker and place.

    What was found is bold; where nothing can be, it stands in « ».
    """

    found: Hits

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        is_plain = console.color_system is None
        width = max(options.max_width - INDENT, 1)
        for hit in self.found.hits:
            yield _head(hit)
            for said in (_words(hit.snippet, is_plain), _place(hit, width)):
                for line in said.wrap(console, width) if said else ():
                    line.rstrip()
                    yield Text(" " * INDENT).append_text(line)
        if self.found.total > len(self.found.hits):
            yield Text(
                f"{len(self.found.hits)} of {self.found.total:,} are shown;"
                " --limit shows more, --count says where they are.",
                style="dim",
            )


def counts_list(found: Hits) -> "Grid":
    """How many hits there are by type, chapter, agency, role, region and strength."""
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold")
    grid.add_column(justify="right")
    grid.add_column()
    grid.add_row("all", f"{found.total:,}", "")
    for facet, counts in found.facets.items():
        listed = list(counts.items())
        shown = listed if facet == "chapter" else listed[:MOST]
        for n, (name, count) in enumerate(shown):
            grid.add_row("" if n else facet, f"{count:,}", Text(name))
        if len(listed) > len(shown):
            grid.add_row("", "", f"and {len(listed) - len(shown)} more")
    return grid


def nothing_found(typed: str, near: Mapping[str, Sequence[str]], narrowed: bool) -> str:
    """Why nothing may have been found, and what could be tried instead.

    >>> nothing_found("polise", {"polise": ("police",)}, narrowed=False)
    'Nothing found for polise. No item has “polise”; did you mean police?'
    """
    said = [f"Nothing found for {shortened(shown_typed(typed), 60)}."]
    for word, alike in near.items():
        hint = f"; did you mean {' or '.join(alike)}?" if alike else "."
        said.append(f"No item has “{shortened(word, 40)}”{hint}")
    if not near and narrowed:
        said.append("Try it with fewer options.")
    elif not near:
        said.append("No item has all of it: try fewer words.")
    return " ".join(said)


def _head(hit: Hit) -> Text:
    says_it = hit.kind in hit.label.lower().split()
    kind = "" if says_it else f"  {hit.kind}"
    head = Text(shortened(hit.label, NARROW), style="bold")
    return head.append(kind, style="not bold dim")


def _words(snippet: Iterable[Piece], is_plain: bool) -> Text:
    said = Text()
    for piece in snippet:
        if piece.is_found and is_plain:
            said.append(f"«{piece.text}»")
        else:
            said.append(piece.text, style="bold yellow" if piece.is_found else "")
    return said


def _place(hit: Hit, width: int) -> Text:
    """The speaker and the place, on one line where they fit."""
    place = hit.place
    if len(place) > width and hit.section:
        over = len(place) - width
        section = shortened(hit.section, max(len(hit.section) - over - 2, 12))
        place = place.replace(hit.section, section)
    between = " · " if len(hit.speaker) + len(place) + 3 <= width else "\n"
    return Text(between.join(filter(None, (hit.speaker, place))), style="dim")
