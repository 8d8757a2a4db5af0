"""Quotes printed differently in two places: words, speaker, or a mask undone."""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic
from pcad_kg.model import (
    Change,
    Quote,
    QuoteKind,
    Repetition,
    Report,
    Speaker,
    label_of,
)

MASK = re.compile(r"^\[[^\]]+\]$")
LETTERS = re.compile(r"[^a-z0-9]+")
SHORT_FORMS = {"v": "very", "f2f": "facetoface", "sg": "safeguarding"}
TOLD = 12


def quote_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """What differs between the body's printing of a comment and the appendix's.

    Two comments of the appendices are two answers, which may differ.
    """
    quotes = {quote.key: quote for quote in report.quotes}
    seen: set[str] = set()
    for repetition in report.repetitions:
        here, there = quotes[repetition.from_key], quotes[repetition.to_key]
        if here.kind is QuoteKind.APPENDIX or here.key in seen:
            continue
        seen |= {here.key} if there.kind is QuoteKind.APPENDIX else set()
        yield from _speakers(here, there)
        yield from _unmasked(here, there, repetition)
        yield from _words(here, there, repetition)


def _speakers(here: Quote, there: Quote) -> Iterator[Discrepancy]:
    """Another role, region or agency; one printed more fully is no other."""
    one, other = here.speaker, there.speaker
    told: list[tuple[str, Severity]] = []
    if one.region and other.region and one.region != other.region:
        told.append(("region", Severity.ERROR))
    if one.agency and other.agency and one.agency != other.agency:
        told.append(("agency", Severity.ERROR))
    if one.roles and other.roles and not _are_one(one, other):
        told.append(("role", Severity.MINOR))
    if told:
        yield _by_another(here, there, told)
    elif _is_fuller(here, there):
        yield _by_more(here, there)


def _by_another(
    here: Quote, there: Quote, told: list[tuple[str, Severity]]
) -> Discrepancy:
    severity = min((s for _, s in told), key=list(Severity).index)
    what = " and ".join(name for name, _ in told)
    return Discrepancy(
        Topic.QUOTE,
        severity,
        (here.span.first_line, there.span.first_line),
        (("quote", here.key), ("quote", there.key)),
        _said(here),
        _said(there),
        f"{_who(here, there)}: another {what}.",
    )


def _is_fuller(here: Quote, there: Quote) -> bool:
    """Whether of two printed attributions one tells a role or region more."""
    if not (here.attribution and there.attribution and there.speaker.roles):
        return False
    one, other = here.speaker, there.speaker
    return set(one.roles) != set(other.roles) or one.region != other.region


def _by_more(here: Quote, there: Quote) -> Discrepancy:
    return Discrepancy(
        Topic.QUOTE,
        Severity.EDITORIAL,
        (here.span.first_line, there.span.first_line),
        (("quote", here.key), ("quote", there.key)),
        _said(here),
        _said(there),
        f"{_who(here, there)}: one tells more.",
    )


def _are_one(one: Speaker, other: Speaker) -> bool:
    """Whether all roles of one printing are the other's, or cut down from them.

    Roles were cut to keep respondents unknown (559): "Designated Doctor" (1980) for a
    Designated Doctor for Child Death (3628) is the same.
    """
    fewer, more = sorted((one.roles, other.roles), key=len)
    return not _promoted(fewer, more) and all(
        any(_is_cut(role, full) for full in more) for role in fewer
    )


def _promoted(fewer: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Whether a deputy's field is kept in a role that is no deputy's (1935)."""
    fields = [r.rpartition("-for-")[2] for r in more if r.startswith("deputy-")]
    return any(
        role.endswith(field) and not role.startswith("deputy-")
        for field in fields
        for role in fewer
    )


def _is_cut(role: str, full: str) -> bool:
    return role == full or role.startswith(f"{full}-") or full.startswith(f"{role}-")


def _who(here: Quote, there: Quote) -> str:
    """By whom two places print the same words."""
    return (
        f"The same words are by {_said(here)} at line {here.span.first_line} and by"
        f" {_said(there)} at line {there.span.first_line}"
    )


def _said(quote: Quote) -> str:
    """What a place prints of a speaker; of prose, what was read out of it."""
    if quote.attribution and (quote.speaker.roles or "," in quote.attribution):
        return f"“{quote.attribution}”"
    speaker = quote.speaker
    known = speaker.roles or ((speaker.agency,) if speaker.agency else ())
    region = (speaker.region,) if speaker.region else ()
    return ", ".join(slug.replace("-", " ").title() for slug in (*known, *region))


def _unmasked(
    here: Quote, there: Quote, repetition: Repetition
) -> Iterator[Discrepancy]:
    """What one place masks, "[area]" (792), and the other prints (2834)."""
    for change in repetition.changes:
        mask = _mask(change)
        masked, bare = (here, there) if MASK.match(change.here) else (there, here)
        if mask:
            yield Discrepancy(
                Topic.QUOTE,
                Severity.ERROR,
                (here.span.first_line, there.span.first_line),
                (("quote", here.key), ("quote", there.key)),
                mask,
                f"{mask} in both places",
                f"Line {masked.span.first_line} prints {mask} where line"
                f" {bare.span.first_line} prints the name that it masks.",
            )


def _mask(change: Change) -> str:
    """A mask that stands for a name; a word put in for the reader masks none."""
    for one, other in ((change.here, change.there), (change.there, change.here)):
        if MASK.match(one) and other[:1].isupper():
            return one
    return ""


def _words(here: Quote, there: Quote, repetition: Repetition) -> Iterator[Discrepancy]:
    """The words changed, in one sentence; a mask is told by itself."""
    changes = [c for c in repetition.changes if c.here != c.there and not _mask(c)]
    edited = [c for c in changes if c.here and c.there and not _is_spelling(c)]
    moved = _moved(changes)
    if moved or any(not _is_trimmed(c) for c in edited):
        severity = Severity.MINOR
    elif changes:
        severity = Severity.EDITORIAL
    else:
        return
    yield Discrepancy(
        Topic.QUOTE,
        severity,
        (here.span.first_line, there.span.first_line),
        (("quote", here.key), ("quote", there.key)),
        "; ".join(_short(c.here) or "–" for c in changes),
        "; ".join(_short(c.there) or "–" for c in changes),
        f"{label_of('quote', here.key)} does not print the words of"
        f" {label_of('quote', there.key)} as they stand:"
        f" {'; '.join(map(_told, changes))}.",
    )


def _moved(changes: list[Change]) -> bool:
    """Whether the same words are left out in one place and added in another (1813)."""
    added = {_plain(c.here) for c in changes if not c.there}
    return any(_plain(c.there) in added for c in changes if not c.here)


def _is_spelling(change: Change) -> bool:
    """Whether two printings are one word: hyphens, spaces, short forms, "&".

    Or a letter too many: "led" (806) for "lead" (3602).
    """
    fewer, more = sorted((_plain(change.here), _plain(change.there)), key=len)
    cut = {more[:n] + more[n + 1 :] for n in range(len(more))}
    return fewer == more or fewer in cut


def _plain(words: str) -> str:
    spelt = words.casefold().replace("&", "and")
    letters = [LETTERS.sub("", word) for word in spelt.split()]
    return "".join(SHORT_FORMS.get(word, word) for word in letters)


def _is_trimmed(change: Change) -> bool:
    """Whether dots stand for what is left out: "help...Over" (1163)."""
    return "..." in change.here and all(
        _plain(part) in _plain(change.there) for part in change.here.split("...")
    )


def _told(change: Change) -> str:
    if not change.here:
        return f"leaves out “{_short(change.there)}”"
    if not change.there:
        return f"adds “{_short(change.here)}”"
    return f"has “{_short(change.here)}” for “{_short(change.there)}”"


def _short(words: str) -> str:
    """A long stretch by its first and last words."""
    parts = words.split()
    if len(parts) <= TOLD:
        return words
    return f"{' '.join(parts[:4])} … {' '.join(parts[-4:])}"
