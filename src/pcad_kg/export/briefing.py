"""A trail → a page for a briefing: the root in full, below it cards in layers."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pcad_kg.export import ink
from pcad_kg.export.cards import (
    HEAD,
    LABEL,
    LEADING,
    LINES,
    MARGIN,
    PAD,
    Card,
    Sheet,
    rows_of,
    sheet_of,
)
from pcad_kg.export.chosen import CONTEXTUAL, COUNTERED, Chosen, chosen
from pcad_kg.export.drawing import Drawing, Node
from pcad_kg.export.lettering import width_of, wrapped
from pcad_kg.export.look import BLACK, WHITE, look_of
from pcad_kg.export.markup import child, child_with
from pcad_kg.export.telling import reason_of, told_of_node
from pcad_kg.export.tracks import Page, Placed, Track, paged

TITLE, TEXT = 21.0, 12.5
STEP = TEXT * LEADING
TITLE_AT, FACTS_AT = 32.0, 53.0
WARNING = "#8f3f00"
# How high a page of A4 is within its margins by its width, and what stands at its end.
A4, FOOT = 277.0 / 190.0, 120.0
MARKS = (
    "Pale boxes in dashes give context or an example only. What the audit doubts is"
    " told by `pcad-kg audit`."
)
WORDS = " Words in quotation marks are the report's own."


@dataclass(frozen=True, slots=True)
class Head:
    """The page's upper part in lines: facts, the root's words, where its box is."""

    facts: tuple[str, ...]
    words: tuple[str, ...]
    top: float
    bottom: float


def briefing(drawing: Drawing) -> Element:
    """The page of a trail that has a node or more."""
    page = chosen(drawing)
    sheet = sheet_of(page)
    facts = facts_of(page.root, drawing)
    top = _head(page.root, facts, sheet)
    body = _body(page, top.bottom, sheet)
    looks = ink.looks_of((page.root, *page.others), page.edges)
    entries = ink.legend(looks, body.bottom + 30, MARGIN, sheet.width - MARGIN)
    notes = _notes(page, sheet)
    end = entries[-1].y + ink.LEGEND_STEP
    height = end + len(notes) * STEP + 4
    picture = ink.canvas(
        sheet.width,
        height,
        drawing.title,
        " ".join((*facts, *_left_out(page), ink.SOURCE)),
    )
    for track in body.tracks:
        _draw_track(child(picture, "g"), track)
    _draw_head(picture, page.root, drawing.title, top, sheet)
    for heading in body.headings:
        style = {"font_weight": "bold", "fill": ink.GREY} | ink.HALO
        ink.write(picture, heading.x, heading.y, heading.text, TEXT, **style)
    labels = {node.key: node.label for node in drawing.nodes}
    for placed in body.placed:
        _draw_card(child(picture, "g"), placed, labels)
    for entry in entries:
        ink.draw_entry(picture, entry)
    for number, note in enumerate(notes):
        ink.write(picture, MARGIN, end + number * STEP, note, ink.LEGEND, fill=ink.GREY)
    return picture


def _body(page: Chosen, top: float, sheet: Sheet) -> Page:
    """The cards below the head, with fewer of their words where A4 is too short."""
    bodies = (
        paged(tuple(rows_of(page, lines)), page.root.key, top, sheet) for lines in LINES
    )
    lowest = sheet.width * A4 - FOOT
    first = next(bodies)
    return first if first.bottom <= lowest else next(bodies)


def facts_of(root: Node, drawing: Drawing) -> tuple[str, ...]:
    """What a trail comes to, in sentences: how many items, grade, whom it is about."""
    own = [edge for edge in drawing.edges if edge.source == root.key]
    against = {edge.target for edge in own if edge.kind == COUNTERED}
    context = {e.target for e in own if e.strength == CONTEXTUAL} - against
    direct = {e.target for e in own if e.strength == "direct"} - against
    grounds = {e.target for e in own if not e.strength} - against
    parts = [
        f"{len(found)} {one if len(found) == 1 else many}"
        for found, one, many in (
            (direct, "item supports it directly", "items support it directly"),
            (grounds, "item bears it out", "items bear it out"),
            (context, "item gives context", "items give context"),
            (against, "item speaks against it", "items speak against it"),
        )
        if found
    ]
    graded = f" Direct evidence: {root.grade}." if root.grade else ""
    concerned = "; ".join(root.agencies)
    return (
        f"{', '.join(parts) or 'Nothing supports it'}.{graded}",
        *([f"It concerns {concerned}."] if concerned else []),
    )


def _left_out(page: Chosen) -> tuple[str, ...]:
    return (f"Not shown: {'; '.join(page.left_out)}.",) if page.left_out else ()


def _notes(page: Chosen, sheet: Sheet) -> tuple[str, ...]:
    texts = (*_left_out(page), MARKS, ink.SOURCE + WORDS)
    return tuple(
        line for text in texts for line in wrapped(text, sheet.room, ink.LEGEND)
    )


def _head(root: Node, facts: tuple[str, ...], sheet: Sheet) -> Head:
    lines = tuple(line for fact in facts for line in wrapped(fact, sheet.room, TEXT))
    words = wrapped(root.text or root.title, sheet.room - 2 * PAD, TEXT)
    top = FACTS_AT + (len(lines) - 1) * STEP + 9
    return Head(lines, words, top, top + HEAD + len(words) * STEP + PAD)


def _draw_head(
    picture: Element, root: Node, title: str, head: Head, sheet: Sheet
) -> None:
    """Title, facts, and the root's box with all its words."""
    shown = wrapped(title, sheet.room, TITLE, most=1, is_bold=True)
    ink.write(picture, MARGIN, TITLE_AT, "".join(shown), TITLE, font_weight="bold")
    for number, fact in enumerate(head.facts):
        ink.write(picture, MARGIN, FACTS_AT + number * STEP, fact, TEXT)
    look = look_of(root)
    group = child(picture, "g")
    child(group, "title", told_of_node(root))
    d = ink.outline(look, MARGIN, head.top, sheet.room, head.bottom - head.top)
    child(group, "path", d=d, fill=look.colour)
    label = " · ".join(part for part in (root.label, root.place) if part)
    shown = wrapped(label, sheet.room - 2 * PAD, LABEL, most=1, is_bold=True)
    y = head.top + HEAD - 3
    bold = {"font_weight": "bold", "fill": look.ink}
    ink.write(group, MARGIN + PAD, y, "".join(shown), LABEL, **bold)
    for number, line in enumerate(head.words, 1):
        ink.write(group, MARGIN + PAD, y + number * STEP, line, TEXT, fill=look.ink)


def _draw_track(group: Element, track: Track) -> None:
    lines = "".join(
        f"M{ink.number(x)} {ink.number(y)}L{ink.number(to_x)} {ink.number(to_y)}"
        for x, y, to_x, to_y in track.lines
    )
    child(group, "title", track.look.name)
    child_with(group, "path", {"d": lines} | ink.stroke(track.look))
    for x, y in track.tips:
        ink.arrow(group, x, y, track.look)


def _draw_card(group: Element, placed: Placed, labels: dict[str, str]) -> None:
    """A box whose head has the colour of its kind, lighter for context."""
    card, look = placed.card, look_of(placed.card.node)
    colour = ink.tint(look.colour, 0.4) if card.is_light else look.colour
    child(group, "title", _told(card, labels))
    x, y, width = placed.x, placed.y, placed.width
    d = ink.outline(look, x, y, width, placed.height)
    child(group, "path", d=d, fill=WHITE)
    child(group, "path", d=ink.head(look, x, y, width, HEAD), fill=colour)
    dash = {"stroke-dasharray": "4 3"} if card.is_light else {}
    border = {"d": d, "fill": "none", "stroke": ink.LINE_GREY, "stroke-width": "0.9"}
    child_with(group, "path", border | dash)
    _draw_label(group, placed, BLACK if card.is_light else look.ink)
    y += HEAD + PAD / 3
    for line in card.lines:
        y += line.size * LEADING
        fill = ink.GREY if line.is_note or card.is_light else BLACK
        style = {"fill": WARNING if line.is_warning else fill}
        ink.write(group, x + PAD, y, line.text, line.size, **style)


def _draw_label(group: Element, placed: Placed, colour: str) -> None:
    """The label at the left of a card's head, at the right the page if it fits."""
    room = placed.width - 3 * PAD
    shown = "".join(wrapped(placed.card.node.label, room, LABEL, most=1, is_bold=True))
    style = {"font_weight": "bold", "fill": colour}
    y = placed.y + HEAD - 5.5
    ink.write(group, placed.x + 1.5 * PAD, y, shown, LABEL, **style)
    page = placed.card.page
    taken = width_of(shown, LABEL, is_bold=True) + width_of(page, ink.LEGEND)
    if page and taken + PAD < room:
        end = {"text_anchor": "end", "fill": colour}
        x = placed.x + placed.width - 1.9 * PAD
        ink.write(group, x, y, page, ink.LEGEND, **end)


def _told(card: Card, labels: dict[str, str]) -> str:
    reasons = (reason_of(e, labels.get(e.source, e.source)) for e in card.arriving)
    return told_of_node(card.node, tuple(reasons))
