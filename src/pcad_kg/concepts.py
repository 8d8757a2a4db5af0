"""What a person calls an agency, a role or a region → its concept."""

import re
from difflib import get_close_matches

from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import UnknownItemError
from pcad_kg.terms import PCAD, RDF, SKOS, Iri, local_name

SPELLINGS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, SKOS.notation)
CLASSES = {"agency": PCAD.Agency, "role": PCAD.Role, "region": PCAD.Region}
# More names than this are listed by a query instead of in the message.
MANY = 10
LISTS = {"role": "`pcad-kg ask which-roles-speak-and-how-often` lists them"}


def concept_of(name: str, kind: str, engine: Engine) -> Iri:
    """The agency, role or region of a slug, a label or any spelling that is read.

    Capitals, hyphens, apostrophes and "and" for "&" are forgiven, and words that only
    one of them is called by are enough: "Named GP", "Humber".

    Raises:
        UnknownItemError: there is none, or several; the nearest are named, and how to
            list them all.
    """
    concepts = sorted(engine.subjects(RDF.type, CLASSES[kind]))
    slugs = {plain_name(local_name(concept)): concept for concept in concepts}
    wanted = plain_name(name)
    if wanted in slugs:
        return slugs[wanted]
    spellings = {
        plain_name(label): concept
        for concept in concepts
        for predicate in SPELLINGS
        for label in engine.objects(concept, predicate)
    }
    if wanted in spellings:
        return spellings[wanted]
    known = spellings | slugs
    holding = {known[spelling] for spelling in known if _holds(spelling, wanted)}
    if len(holding) == 1:
        return holding.pop()
    near = get_close_matches(wanted, known, n=1)
    nearest = sorted(holding or {known[spelling] for spelling in near})
    raise UnknownItemError(_unknown(name, kind, nearest, concepts))


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


def _unknown(name: str, kind: str, near: list[Iri], concepts: list[Iri]) -> str:
    slugs = [local_name(concept) for concept in concepts]
    known = f"write {', '.join(slugs)}" if len(slugs) <= MANY else LISTS[kind]
    if len(near) > MANY:
        return f"{name}: {len(near)} {kind}s are called so; {known}"
    hint = f" did you mean {' or '.join(map(local_name, near))}?" if near else ""
    return f"{name}: no such {kind};{hint} {known}"
