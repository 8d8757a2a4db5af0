"""Quotations whose words the body changes or leaves out without saying so.

What the body marks is not told: dots for what is left out, square brackets around what
is put in. Nor is what stands before and after words that the authors set into a
sentence of their own; a block that ends early reads as the whole answer.
"""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic, numbered
from pcad_kg.audit.quoted import MASK, QuotedPair, find_pairs, mask_of, plain
from pcad_kg.model import Change, QuoteKind, Report

DOTS = re.compile(r"\.\.\.|…")
# So many letters beside the dots tell where they stand.
BESIDE = 8
TOLD = 12


def quoted_words_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """The words changed, in one sentence; a mask is told by itself."""
    for pair in find_pairs(report):
        changes = [
            change
            for change in pair.changes
            if change.here != change.there
            and not mask_of(change)
            and not _is_marked(change, pair)
            and not _is_around(change, pair)
        ]
        if changes:
            yield _changed(pair, changes)


def _is_marked(change: Change, pair: QuotedPair) -> bool:
    """Whether brackets or dots tell the reader: "[were]", "help...Over" (1163)."""
    if MASK.match(change.here):
        return True
    here, there = (_dotted(p.quote.text) for p in (pair.here, pair.there))
    cut = _dotted(change.there)
    parts = DOTS.split(change.here) if DOTS.search(change.here) else []
    if parts and all(plain(part) in cut for part in parts):
        return True
    if change.here or not cut:
        return False
    before, _, after = there.partition(cut)
    told = {f"{before[-BESIDE:]}…", f"…{after[:BESIDE]}"} - {"…"}
    return any(dots in here for dots in told)


def _dotted(text: str) -> str:
    """The letters of a text with a sign for each ellipsis."""
    return "…".join(map(plain, DOTS.split(text)))


def _is_around(change: Change, pair: QuotedPair) -> bool:
    """Whether words are left out before or after what stands in another sentence."""
    is_set_in = pair.here.quote.kind is not QuoteKind.BLOCK
    return is_set_in and not change.here and _is_at_edge(change, pair)


def _is_at_edge(change: Change, pair: QuotedPair) -> bool:
    """Whether a change is where both quotations begin, or where both end."""
    here, there = plain(pair.here.quote.text), plain(pair.there.quote.text)
    one, other = plain(change.here), plain(change.there)
    begins = here.startswith(one) and there.startswith(other)
    ends = here.endswith(one) and there.endswith(other)
    first, last = pair.changes[0], pair.changes[-1]
    return (begins and change == first) or (ends and change == last)


def _changed(pair: QuotedPair, changes: list[Change]) -> Discrepancy:
    told = list(dict.fromkeys(_told(changes)))
    place = pair.here.place
    return Discrepancy(
        Topic.QUOTE,
        _severity(pair, changes),
        pair.at,
        pair.items,
        numbered(here for here, _, _ in told),
        numbered(there for _, there, _ in told),
        f"{place[0].upper()}{place[1:]} prints the words of {pair.there.place}"
        f" {numbered(what for _, _, what in told)}.",
    )


def _severity(pair: QuotedPair, changes: list[Change]) -> Severity:
    """Other words are minor; another spelling, a cut and a bridge to the sentence
    around are a copy-editor's matter: "and embedded" (732) for "We have embedded".
    """
    is_set_in = pair.here.quote.kind is not QuoteKind.BLOCK
    for change in changes:
        is_bridge = is_set_in and _is_at_edge(change, pair)
        if change.here and change.there and not (is_bridge or _is_spelling(change)):
            return Severity.MINOR
    return Severity.EDITORIAL


def _is_spelling(change: Change) -> bool:
    """Whether two printings are one word: hyphens, spaces, short forms, "&".

    Or a letter too many: "led" (806) for "lead" (3602).
    """
    fewer, more = sorted((plain(change.here), plain(change.there)), key=len)
    cut = {more[:n] + more[n + 1 :] for n in range(len(more))}
    return fewer == more or fewer in cut


def _told(changes: list[Change]) -> Iterator[tuple[str, str, str]]:
    """Both printings of each change, and what it is.

    "rolled out via" (1813) for "rolled via ... out" is one.
    """
    added = {plain(c.here) for c in changes if not c.there}
    gone = {plain(c.there) for c in changes if not c.here}
    for change in changes:
        here, there = _short(change.here), _short(change.there)
        if here and there:
            yield here, there, f"with “{here}” for “{there}”"
        elif there and plain(there) not in added:
            yield "–", there, f"without “{there}”"
        elif here and plain(here) in gone:
            yield here, f"{here}, in another place", f"with “{here}” moved"
        elif here:
            yield here, "–", f"with “{here}” added"


def _short(words: str) -> str:
    """A long stretch by its first and last words."""
    parts = words.split()
    if len(parts) <= TOLD:
        return words
    return f"{' '.join(parts[:4])} … {' '.join(parts[-4:])}"
