"""Quotations whose speaker differs between two places, and masks that one undoes."""

from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic, agency_name, listed
from pcad_kg.audit.quoted import MASK, Printing, QuotedPair, find_pairs, mask_of
from pcad_kg.model import Quote, Report, Speaker


def quote_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Whom the body and the appendix give the same words to, and whom one masks."""
    for pair in find_pairs(report):
        yield from _speakers(pair)
        yield from _unmasked(pair)


def _speakers(pair: QuotedPair) -> Iterator[Discrepancy]:
    """Another role, region or agency; one printed more fully is no other."""
    one, other = pair.here.quote.speaker, pair.there.quote.speaker
    told: list[tuple[str, Severity]] = []
    if one.region and other.region and one.region != other.region:
        told.append(("region", Severity.ERROR))
    if one.agency and other.agency and one.agency != other.agency:
        told.append(("agency", Severity.ERROR))
    if one.roles and other.roles and not _are_one(one, other):
        told.append(("role", Severity.MINOR))
    if told:
        severity = min((s for _, s in told), key=list(Severity).index)
        what = f"another {' and '.join(name for name, _ in told)}"
        yield _by_two(pair, severity, what)
    elif _is_fuller(pair.here.quote, pair.there.quote):
        yield _by_two(pair, Severity.EDITORIAL, _more(pair))


def _by_two(pair: QuotedPair, severity: Severity, what: str) -> Discrepancy:
    here, there = _said(pair.here.quote), _said(pair.there.quote)
    return Discrepancy(
        Topic.QUOTE,
        severity,
        pair.at,
        pair.items,
        here,
        there,
        f"The same words are by {here} {pair.here.at} and by {there} {pair.there.at}:"
        f" {what}.",
    )


def _is_fuller(here: Quote, there: Quote) -> bool:
    """Whether of two printed attributions one tells a role or region more."""
    if not (here.attribution and there.attribution and there.speaker.roles):
        return False
    one, other = here.speaker, there.speaker
    return set(one.roles) != set(other.roles) or one.region != other.region


def _more(pair: QuotedPair) -> str:
    """What one of two attributions tells and the other does not."""
    here, there = _only(pair.here, pair.there), _only(pair.there, pair.here)
    if here and there:
        return f"{pair.here.place} has {listed(here)} for {listed(there)}"
    fuller, added = (pair.here, here) if here else (pair.there, there)
    return f"{fuller.place} adds {listed(added)}"


def _only(one: Printing, other: Printing) -> list[str]:
    """The parts of an attribution that another lacks: "the region “London”"."""
    theirs = {part.casefold() for part in _parts(other.quote)}
    own = [part for part in _parts(one.quote) if part.casefold() not in theirs]
    is_region = one.quote.speaker.region and not other.quote.speaker.region
    return [
        f"the region “{part}”" if is_region and part is own[-1] else f"“{part}”"
        for part in own
    ]


def _parts(quote: Quote) -> list[str]:
    return (quote.attribution or "").split(", ")


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


def _said(quote: Quote) -> str:
    """What a place prints of a speaker; of prose, what was read out of it."""
    if quote.attribution and (quote.speaker.roles or "," in quote.attribution):
        return f"“{quote.attribution}”"
    speaker = quote.speaker
    known = speaker.roles or ((speaker.agency,) if speaker.agency else ())
    region = (speaker.region,) if speaker.region else ()
    told = ", ".join(map(agency_name, (*known, *region)))
    return told if speaker.roles or not told else f"a respondent from {told}"


def _unmasked(pair: QuotedPair) -> Iterator[Discrepancy]:
    """What one place masks, "[area]" (792), and the other prints (2834)."""
    for change in pair.changes:
        mask = mask_of(change)
        masked, bare = (
            (pair.here, pair.there)
            if MASK.match(change.here)
            else (pair.there, pair.here)
        )
        if mask:
            yield Discrepancy(
                Topic.QUOTE,
                Severity.ERROR,
                pair.at,
                pair.items,
                mask,
                f"{mask} in both places",
                f"Line {masked.line} prints {mask} where line {bare.line} prints the"
                " name that it masks.",
            )
