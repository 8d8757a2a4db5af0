"""The graph counted by class, property and kind of value, in VoID."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pcad_kg.engine.protocol import Engine, nodes_of
from pcad_kg.terms import RDF, REP, XSD, Iri, Literal, Terms, Triple, shown

VOID = Terms("http://rdfs.org/ns/void#")
VOID_EXT = Terms("http://ldf.fi/void-ext#")
DATASET = REP.dataset
SUBJECTS = "SELECT DISTINCT ?s WHERE { ?s ?p ?o }"
TEXT = f"{RDF.namespace}langString"


@dataclass(slots=True)
class _Counted:
    """How often each property and each kind of value occurs among some subjects."""

    entities: int = 0
    properties: Counter[Iri] = field(default_factory=Counter)
    classes: Counter[tuple[Iri, Iri]] = field(default_factory=Counter)
    datatypes: Counter[tuple[Iri, str]] = field(default_factory=Counter)


def partitions(engine: Engine) -> Iterator[Triple]:
    """How large the graph is, by class and property, each part with an IRI."""
    subjects = [Iri(row[0]) for row in engine.query(SUBJECTS).cells if row[0]]
    classes = {node: nodes_of(engine, node, RDF.type) for node in subjects}
    whole, by_class = _Counted(), dict[Iri, _Counted]()
    for node in subjects:
        counted = [whole, *(by_class.setdefault(c, _Counted()) for c in classes[node])]
        for one in counted:
            _count(one, engine.statements(node), classes)
    yield from _totals(whole, len(by_class))
    for property_, number in whole.properties.items():
        yield from _property(DATASET, property_, number)
    for class_, counted_ in by_class.items():
        yield from _class(class_, counted_)


def _count(
    counted: _Counted,
    statements: Iterable[tuple[Iri, Iri | Literal]],
    classes: dict[Iri, list[Iri]],
) -> None:
    counted.entities += 1
    for property_, value in statements:
        counted.properties[property_] += 1
        if isinstance(value, Literal):
            datatype = TEXT if value.language else value.datatype or f"{XSD}string"
            counted.datatypes[property_, datatype] += 1
        else:
            for class_ in classes.get(value, ()):
                counted.classes[property_, class_] += 1


def _totals(whole: _Counted, classes: int) -> Iterator[Triple]:
    yield DATASET, VOID.triples, number(whole.properties.total())
    yield DATASET, VOID.entities, number(whole.entities)
    yield DATASET, VOID.distinctSubjects, number(whole.entities)
    yield DATASET, VOID.properties, number(len(whole.properties))
    yield DATASET, VOID.classes, number(classes)


def _class(class_: Iri, counted: _Counted) -> Iterator[Triple]:
    part = _part(DATASET, "class", class_)
    yield DATASET, VOID.classPartition, part
    yield part, VOID["class"], class_
    yield part, VOID.entities, number(counted.entities)
    yield part, VOID.triples, number(counted.properties.total())
    for property_, times in counted.properties.items():
        yield from _property(part, property_, times)
    for (property_, target), times in counted.classes.items():
        inner = _part(_part(part, "property", property_), "class", target)
        yield _part(part, "property", property_), VOID.classPartition, inner
        yield inner, VOID["class"], target
        yield inner, VOID.triples, number(times)
    for (property_, datatype), times in counted.datatypes.items():
        inner = _part(_part(part, "property", property_), "datatype", datatype)
        yield _part(part, "property", property_), VOID_EXT.datatypePartition, inner
        yield inner, VOID_EXT.datatype, Iri(datatype)
        yield inner, VOID.triples, number(times)


def _property(whole: Iri, property_: Iri, times: int) -> Iterator[Triple]:
    part = _part(whole, "property", property_)
    yield whole, VOID.propertyPartition, part
    yield part, VOID.property, property_
    yield part, VOID.triples, number(times)


def _part(whole: Iri, kind: str, term: str) -> Iri:
    """The IRI of a part of the data set, which tells what it is of.

    >>> str(_part(DATASET, "class", Iri("http://www.w3.org/2004/02/skos/core#Concept")))
    'https://w3id.org/pcad-kg/pcad-2021/dataset/class/skos-Concept'
    """
    name = re.sub(r"\W+", "-", shown(Iri(term)).removeprefix("http://")).strip("-")
    return Iri(f"{whole}/{kind}/{name}")


def number(value: int) -> Literal:
    """A whole number as a literal."""
    return Literal(str(value), f"{XSD}integer")
