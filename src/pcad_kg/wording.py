"""What is said of a trail's items in any format: captions, words, reasons, places."""

from pcad_kg.cited import Item, Reference
from pcad_kg.trail import Trail
from pcad_kg.walk import Step

LONG = 200
SYSTEM = "the whole multi-agency system"
NOBODY = "no agency in particular"
NOTHING = "Nothing in the graph leads to or from it here."


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


def excerpt(text: str, words: str, limit: int) -> tuple[str, str, str]:
    """Words in full between what stands before and behind them, up to a length.

    >>> excerpt("Some say that it was hard for all of us.", "it was hard", 27)
    ('… that ', 'it was hard', ' for …')
    """
    place = text.find(words) if words else -1
    if place < 0:
        return "", shortened(text, max(limit, LONG)), ""
    before, after = text[:place], text[place + len(words) :]
    if len(text) > limit:
        room = max(0, limit - len(words)) // 2
        before, after = _end_of(before, room), _start_of(after, room)
    return before, words, after


def _start_of(text: str, room: int) -> str:
    if len(text) <= max(room, 1):
        return text
    return text[: text.rfind(" ", 0, room) + 1].rstrip() + " …"


def _end_of(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = text.find(" ", len(text) - room)
    return "… " + (text[cut + 1 :] if cut >= 0 else "")


def where(item: Item, limit: int = LONG) -> str:
    """An item's line, section and the page where that section begins."""
    parts = [lines_of(item.first_line, item.last_line)] if item.first_line else []
    if item.section:
        parts.append(shortened(item.section, limit))
    return ", ".join([" · ".join(parts), *pages(item)]) if parts else ""


def pages(item: Item) -> list[str]:
    """From which page on an item stands, as "p. 55 ff.", as far as that is printed."""
    return [f"p. {item.page} ff."] if item.page else []


def caption(item: Item, limit: int = LONG) -> str:
    """What stands behind an item's label: its title and n, its speaker, its words."""
    if item.kind == "Quote":
        return item.speaker
    if item.kind == "Passage":
        return ""
    if item.kind in ("Finding", "Recommendation"):
        return shortened(item.text, limit)
    sample = f" ({item.sample})" if item.sample else ""
    return f"{item.title}{sample}"


def quoted(step: Step, below: Item, limit: int) -> tuple[str, str, str]:
    """The words that a step relies on, within their text; none where they are shown.

    On the way down they stand in the item that the step leads to, on the way up in the
    one `below`; a chart's or a row's words are its caption and its figures.
    """
    item = step.item
    if step.is_up:
        repeated = step.words in (below.text, below.title) or below.kind == "TableRow"
        return ("", "", "") if repeated else excerpt(below.text, step.words, limit)
    if item.kind in ("Quote", "Passage"):
        return excerpt(item.text, step.words, limit)
    if item.kind == "TableRow" or step.words in item.title:
        return "", "", ""
    if step.words in item.text:
        return excerpt(item.text, step.words, limit)
    return "", step.words, ""


def reason(step: Step) -> str:
    """Why a step holds, behind what it is a ground for: "demand: …"."""
    return ": ".join(part for part in (step.ground, step.rationale) if part)


def doubted(item: Item, said: set[str]) -> list[tuple[str, str]]:
    """How gravely the report disagrees with itself on an item, with each sentence.

    A sentence that is among those `said` is counted only, by its severity; the others
    join them.
    """
    new = [doubt for doubt in item.doubts if doubt.sentence not in said]
    said.update(doubt.sentence for doubt in new)
    found = [(doubt.severity, f"≠ {doubt.severity}: {doubt.sentence}") for doubt in new]
    old = [doubt.severity for doubt in item.doubts if doubt not in new]
    counts = [_counted(old.count(grave), grave) for grave in dict.fromkeys(old)]
    if counts:
        found.append((old[0], f"≠ {', '.join(counts)}: said above"))
    return found


def _counted(count: int, severity: str) -> str:
    """A number of disagreements: "2 errors", "1 minor"."""
    return f"{count} {severity}{'s' if severity == 'error' and count > 1 else ''}"


def told(step: Step) -> str:
    """How a step beneath another is spoken of; nothing where it is what grounds it."""
    if step.relation == "supports":
        return "supports directly" if step.strength == "direct" else "is context for"
    if step.relation in ("grounded in", "part", "countered by"):
        return ""
    return {"counters": "speaks against"}.get(step.relation, step.relation)


def facts(trail: Trail) -> list[tuple[str, str]]:
    """What is said of the item where a trail starts, each under its name."""
    item = trail.item
    found = [
        ("Words", f"“{item.text}”" if item.kind == "Quote" else ""),
        ("Figures", " · ".join(item.figures)),
        ("Question", " / ".join(trail.questions)),
        ("Grade", ". ".join(part for part in (trail.grade, trail.grade_words) if part)),
        ("Concerns", concerned(trail)),
        *((f"≠ {doubt.severity}", doubt.sentence) for doubt in item.doubts),
    ]
    return [(name, said) for name, said in found if said]


def lead(item: Item) -> str:
    """What stands behind the label of the item where a trail starts, in full."""
    sample = f" ({item.sample})" if item.sample else ""
    own = item.speaker if item.kind == "Quote" else item.title or item.text
    return f"{own}{sample}"


def concerned(trail: Trail) -> str:
    """Whom a trail's item is about: "Health (named), Law (implied)"."""
    names = [f"{concern.agency} ({concern.basis})" for concern in trail.agencies]
    if trail.is_system_wide:
        names.append(SYSTEM)
    if not names and trail.item.kind == "Recommendation":
        return NOBODY
    return ", ".join(names)


def citation(reference: Reference) -> str:
    """The report in a list of references."""
    *first, last = reference.authors or ("",)
    authors = f"{', '.join(first)} and {last}" if first else last
    return (
        f"{authors} ({reference.year}) {reference.title}."
        f" {reference.publisher}. {reference.url}"
    ).strip()


def cited(reference: Reference, item: Item) -> str:
    """A place as a text cites it: (Driscoll et al. 2021, 2.4 …, p. 46 ff., L859)."""
    names = [author.partition(",")[0] for author in reference.authors]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    place = [part for part in (item.section, *pages(item)) if part]
    lines = lines_of(item.first_line, item.last_line)
    return f"({', '.join([f'{who} {reference.year}', *place, lines])})"
