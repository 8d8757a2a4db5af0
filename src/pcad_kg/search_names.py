"""A name as a person gives it → the kind, agency, role or region that is meant."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pcad_kg.cited import natural
from pcad_kg.concepts import LISTS
from pcad_kg.errors import UnknownItemError
from pcad_kg.search_items import Kind
from pcad_kg.terms import local_name
from pcad_kg.typed import quoted

# How many near misses are named.
NEAR = 4


def kind_named(name: str) -> Kind:
    """The kind of item of a name; "Quotes" and "table row" are forgiven.

    Raises:
        UnknownItemError: there is none of that name; the nearest are named.
    """
    wanted = plain_name(name)
    wanted = {"agencies": "agency", "tablerows": "row"}.get(wanted, wanted)
    singular = {"tablerow": "row"}.get(wanted, wanted.removesuffix("s"))
    return Kind(one_of("type", singular, [kind.value for kind in Kind]))


def one_of(what: str, name: str, known: Iterable[str]) -> str:
    """The known name that is meant, whatever its spaces and capitals.

    Raises:
        UnknownItemError: it is not known; the nearest are named.
    """
    spelt = {plain_name(one): one for one in known}
    wanted = plain_name(name)
    if wanted in spelt:
        return spelt[wanted]
    near = [spelt[one] for one in get_close_matches(wanted, spelt, n=NEAR)]
    hint = _hint(what, near, spelt.values())
    raise UnknownItemError(f"{quoted(name)}: no such {what}; {hint}")


def concept_named(kind: str, name: str, known: Mapping[str, Iterable[str]]) -> str:
    """The concept of a name or slug, or the only one that has what is given in its own.

    Args:
        kind: what it is, for the message: "agency".
        name: what was typed.
        known: each concept with the names it goes by.

    Raises:
        UnknownItemError: none is meant, or more than one; the nearest are named.
    """
    slugs = {concept: plain_name(local_name(concept)) for concept in sorted(known)}
    wanted = plain_name(name.strip().removeprefix(f"{kind}:"))
    same = [
        one for one in slugs if wanted in (slugs[one], *map(plain_name, known[one]))
    ]
    holding = [one for one in slugs if wanted and wanted in slugs[one]]
    for meant in (same, holding):
        if len(meant) == 1:
            return meant[0]
    alike = get_close_matches(wanted, slugs.values(), n=NEAR, cutoff=0.5)
    near = holding or [one for one in slugs if slugs[one] in alike]
    hint = _hint(kind, map(local_name, near), map(local_name, slugs))
    raise UnknownItemError(f"{quoted(name)}: no such {kind}; {hint}")


def _hint(what: str, near: Iterable[str], known: Iterable[str]) -> str:
    """The nearest names, or all there are where they are few, or what lists them."""
    nearest = list(near)[:NEAR]
    if nearest:
        return f"did you mean {' or '.join(sorted(nearest, key=natural))}?"
    if what in LISTS:
        return LISTS[what]
    return f"write {', '.join(sorted(known, key=natural))}"


def plain_name(name: str) -> str:
    """A name without spaces, hyphens, apostrophes and capitals.

    >>> plain_name("Children's Social Care"), plain_name("Yorkshire & The Humber")
    ('childrenssocialcare', 'yorkshireandthehumber')
    """
    return "".join(filter(str.isalnum, name.lower().replace("&", "and")))
