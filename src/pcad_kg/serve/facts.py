"""Facts of an item that its page tells by name: its speaker, year, question …"""

from collections.abc import Iterator
from dataclasses import dataclass

from pcad_kg.cited import Item
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import PCAD, Iri

# Facts of an item, each by the property that says it.
SAID = (
    ("Agency", PCAD.voicedBy),
    ("Role", PCAD.speakerRole),
    ("Region", PCAD.speakerRegion),
    ("Theme", PCAD.theme),
    ("Answers the question", PCAD.answers),
    ("Agency left out", PCAD.excludesAgency),
    ("Refers to", PCAD.refersTo),
    ("Cites", PCAD.cites),
)
QUOTE_KINDS = {
    "appendix": "a comment in an appendix",
    "block": "a quotation of its own",
    "inline": "a sentence within a paragraph",
    "fragment": "a few words within a sentence",
}
SAID_BACK = (
    ("The text refers to it in", PCAD.refersTo),
    ("Cited in", PCAD.cites),
    ("Charted by or answered in", PCAD.answers),
)
MANY = 40


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said of an item under a name: words, or links."""

    name: str
    words: str
    refs: tuple[Ref, ...] = ()
    more: int = 0


def facts_of(desk: Desk, iri: str, item: Item) -> Iterator[Fact]:
    """What is said of an item: who speaks, what it answers, where it is cited."""
    for name, said in SAID:
        nodes = desk.nodes(iri, said)
        if nodes:
            yield Fact(name, "", desk.refs(nodes))
    if item.sample:
        yield Fact("Asked", item.sample)
    if item.kind == "Quote":
        kind = desk.value(iri, PCAD.quoteKind)
        yield Fact("Printed as", QUOTE_KINDS.get(kind, kind))
    year = desk.value(iri, PCAD.year)
    if year:
        yield Fact("Year", year)
    url = desk.value(iri, PCAD.url)
    if url.startswith(("https://", "http://")):
        yield Fact("Address", "", (Ref(url, url, "outside"),))
    for name, said in SAID_BACK:
        nodes = desk.engine.subjects(said, Iri(iri))
        if nodes:
            refs = desk.refs(nodes)
            yield Fact(name, "", refs[:MANY], max(0, len(refs) - MANY))
