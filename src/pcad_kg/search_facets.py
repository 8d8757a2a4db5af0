"""What items are about and who speaks → filters by name, and counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pcad_kg.cited import natural
from pcad_kg.engine.protocol import Engine
from pcad_kg.search_items import Entry, Kind
from pcad_kg.search_names import concept_named, kind_named, one_of
from pcad_kg.terms import PCAD, RDFS, Iri, local_name

STRENGTHS = {
    PCAD.directlySupportedBy: "direct",
    PCAD.contextuallySupportedBy: "contextual",
}
FACTS = """
SELECT ?item ?fact ?value WHERE {
  { VALUES ?fact {
      pcad:inSection pcad:voicedBy pcad:concernsAgency pcad:speakerRole
      pcad:speakerRegion pcad:directlySupportedBy pcad:contextuallySupportedBy
    }
    ?item ?fact ?value
  } UNION {
    ?item pcad:states/pcad:ofAgency ?value BIND(pcad:concernsAgency AS ?fact)
  }
}
"""
SECTIONS = """
SELECT ?section ?part ?number ?whole WHERE {
  ?section a pcad:Section ; pcad:part ?part .
  OPTIONAL { ?section pcad:number ?number }
  OPTIONAL { ?section dcterms:isPartOf ?whole . ?whole a pcad:Section }
}
"""
NAMES = """
SELECT ?concept ?class ?naming ?name WHERE {
  VALUES ?class { pcad:Agency pcad:Role pcad:Region }
  VALUES ?naming { rdfs:label skos:altLabel skos:notation }
  ?concept a ?class ; ?naming ?name
}
"""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items alone are asked for, as a person names them; empty is any.

    `types` are kinds of item, of which one must fit; `strength` is how an item
    supports some recommendation: "direct" or "contextual".
    """

    types: tuple[str, ...] = ()
    agency: str = ""
    region: str = ""
    role: str = ""
    chapter: str = ""
    strength: str = ""


@dataclass(slots=True)
class Facets:
    """What an item is about, where it stands, who speaks and what it supports."""

    chapter: str = "front"
    agencies: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    strengths: set[str] = field(default_factory=set)


FILLED = {
    PCAD.voicedBy: "agencies",
    PCAD.concernsAgency: "agencies",
    PCAD.speakerRole: "roles",
    PCAD.speakerRegion: "regions",
}


class Facetted:
    """The facets of a graph's items, and the names that agencies and such go by."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(self, entries: Iterable[Entry]) -> dict[str, dict[str, int]]:
        """How many items there are per type, chapter, agency, role, region, strength.

        The most frequent come first, chapters in their order.
        """
        counters: dict[str, Counter[str]] = {
            "type": Counter(),
            "chapter": Counter(),
            **{name: Counter() for name in ("agency", "role", "region", "strength")},
        }
        for entry in entries:
            own = self._of(entry)
            counters["type"][entry.kind.value] += 1
            counters["chapter"].update(filter(None, (own.chapter,)))
            counters["agency"].update(map(self._label, own.agencies))
            counters["role"].update(map(self._label, own.roles))
            counters["region"].update(map(self._label, own.regions))
            counters["strength"].update(own.strengths)
        return {
            name: dict(
                sorted(counted.items(), key=_place if name == "chapter" else _most)
            )
            for name, counted in counters.items()
        }

    def fitting(self, filters: Filters) -> Callable[[Entry], bool]:
        """Whether an item is one that is asked for.

        Raises:
            UnknownItemError: a filter names nothing; the nearest are named.
        """
        kinds = {kind_named(name) for name in filters.types} or set(Kind)
        if filters == Filters(types=filters.types):
            return lambda entry: entry.kind in kinds
        agency = self._named("agency", filters.agency)
        role = self._named("role", filters.role)
        region = self._named("region", filters.region)
        chapter = self._chapter_named(filters.chapter)
        strength = filters.strength
        if strength:
            strength = one_of("strength", strength, STRENGTHS.values())

        def fits(entry: Entry) -> bool:
            own = self._of(entry)
            return (
                entry.kind in kinds
                and (not agency or agency in own.agencies)
                and (not role or role in own.roles)
                and (not region or region in own.regions)
                and chapter in ("", own.chapter)
                and (not strength or strength in own.strengths)
            )

        return fits

    def _of(self, entry: Entry) -> Facets:
        if entry.kind is Kind.AGENCY:
            return Facets(chapter="", agencies={entry.iri})
        if entry.kind is Kind.SECTION:
            return Facets(chapter=self._chapters.get(entry.iri, "front"))
        return self._facets.get(entry.iri) or Facets()

    @cached_property
    def _facets(self) -> dict[str, Facets]:
        found: dict[str, Facets] = defaultdict(Facets)
        for item, fact, value in self._engine.query(FACTS).cells:
            fact, value = Iri(fact or ""), value or ""
            if fact in STRENGTHS:
                found[value].strengths.add(STRENGTHS[fact])
            elif fact == PCAD.inSection:
                found[item or ""].chapter = self._chapters.get(value, "front")
            else:
                getattr(found[item or ""], FILLED[fact]).add(value)
        return dict(found)

    @cached_property
    def _chapters(self) -> dict[str, str]:
        """The chapter of each section: "2", "appendix 4", "summary", "front"."""
        sections = {
            section or "": (part or "", number or "", whole or "")
            for section, part, number, whole in self._engine.query(SECTIONS).cells
        }

        def chapter(section: str) -> str:
            part, number, whole = sections[section]
            if whole in sections and whole != section:
                return chapter(whole)
            named = {"body": number, "appendix": f"appendix {number}"}
            return named.get(part) or part

        return {section: chapter(section) for section in sections}

    @cached_property
    def _names(self) -> dict[str, dict[str, list[str]]]:
        """Agencies, roles and regions each with the names they go by, label first."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for concept, kind, naming, name in self._engine.query(NAMES).cells:
            names = found[local_name(kind or "").lower()][concept or ""]
            names.insert(0 if naming == RDFS.label else len(names), name or "")
        return found

    @cached_property
    def _labels(self) -> dict[str, str]:
        kinds = self._names.values()
        return {concept: names[0] for kind in kinds for concept, names in kind.items()}

    def _label(self, concept: str) -> str:
        return self._labels.get(concept) or local_name(concept)

    def _named(self, kind: str, name: str) -> str:
        return concept_named(kind, name, self._names[kind]) if name else ""

    def _chapter_named(self, name: str) -> str:
        wanted = name.strip().lower().removeprefix("chapter").strip()
        chapters = sorted({"front", *self._chapters.values()}, key=natural)
        return one_of("chapter", wanted, chapters) if name else ""


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _place(counted: tuple[str, int]) -> tuple[bool, list[object]]:
    name = counted[0]
    order = {"front": "0", "summary": "0.5", "back": "99"}
    return name.startswith("appendix"), natural(order.get(name, name))
