"""What a person calls an agency, a role or a region → its concept."""

import re
from difflib import get_close_matches

from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import UnknownItemError
from pcad_kg.terms import PCAD, RDF, SKOS, Iri, local_name
from pcad_kg.typed import quoted

SPELLINGS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation)
CLASSES = {"agency": PCAD.Agency, "role": PCAD.Role, "region": PCAD.Region}
# More names than this are listed by a query instead of in the message; of near ones
# fewer can be told apart.
MANY, NEAR = 10, 4
LISTS = {"role": "`pcad-kg ask which-roles-speak-and-how-often` lists them"}


def concept_of(name: str, kind: str, engine: Engine, prefix: str = "") -> Iri:
    """The agency, role or region of a slug, a label or any spelling that is read.

    Capitals, hyphens, apostrophes and "and" for "&" are forgiven, and words that only
    one of them is called by are enough: "Named GP", "Humber".

    Args:
        name: what was typed.
        kind: "agency", "role" or "region".
        engine: the graph.
        prefix: what a message writes before a slug, such as "agency:".

    Raises:
        UnknownItemError: there is none, or several; the nearest are named, and how to
            list them all.
    """
    concepts = sorted(engine.subjects(RDF.type, CLASSES[kind]))
    meant, near = _meant(name, concepts, engine)
    if meant is not None:
        return meant
    raise UnknownItemError(_unknown(name, kind, near, concepts, prefix))


def _meant(
    name: str, concepts: list[Iri], engine: Engine
) -> tuple[Iri | None, list[Iri]]:
    """The concept of a name, or none and the nearest."""
    slugs = {plain_name(local_name(concept)): concept for concept in concepts}
    wanted = plain_name(name)
    if wanted in slugs:
        return slugs[wanted], []
    spellings = {
        plain_name(label): concept
        for concept in concepts
        for predicate in SPELLINGS
        for label in engine.objects(concept, predicate)
    }
    if wanted in spellings:
        return spellings[wanted], []
    known = spellings | slugs
    holding = {known[spelling] for spelling in known if _holds(spelling, wanted)}
    if len(holding) == 1:
        return holding.pop(), []
    near = get_close_matches(wanted, known, n=1)
    return None, sorted(holding or {known[spelling] for spelling in near})


def plain_name(name: str) -> str:
    """A name as it is looked up: small letters and digits, in words.

    >>> plain_name("Yorkshire & The Humber"), plain_name("childrens-social-care")
    ('yorkshire and the humber', 'childrens social care')
    >>> plain_name("Children’s Social Care")
    'childrens social care'
    """
    spelt = re.sub(r"['’]", "", name.lower().replace("&", " and "))
    return " ".join(re.findall(r"[^\W_]+", spelt))


def _holds(spelling: str, wanted: str) -> bool:
    return bool(wanted) and f" {wanted} " in f" {spelling} "


def _unknown(
    name: str, kind: str, near: list[Iri], concepts: list[Iri], prefix: str
) -> str:
    slugs = [f"{prefix}{local_name(concept)}" for concept in concepts]
    known = f"write {', '.join(slugs)}" if len(slugs) <= MANY else LISTS[kind]
    if len(near) > NEAR:
        return f"{quoted(name)}: {len(near)} {kind}s are called so; {known}"
    nearest = (f"{prefix}{local_name(concept)}" for concept in near)
    hint = f" did you mean {' or '.join(nearest)}?" if near else f" {known}"
    return f"{quoted(name)}: no such {kind};{hint}"
