"""A named `.rq` and its parameters → its answer; any other SPARQL likewise."""

import shlex
from collections.abc import Mapping

from pcad_kg.concepts import concept_of
from pcad_kg.engine.choose import Asked, engine_for
from pcad_kg.engine.protocol import Answer, Engine, has
from pcad_kg.errors import QueryError
from pcad_kg.library import ANY, Kind, NamedQuery, Parameter, find_query
from pcad_kg.lookup import item_of
from pcad_kg.terms import PCAD, RDF, XSD, Iri, Literal, Term
from pcad_kg.typed import quoted

# The kinds of parameter that take items of one class.
ONLY = {Kind.RECOMMENDATION: PCAD.Recommendation, Kind.FINDING: PCAD.Finding}


def answer(name: str, engine: Asked = None, /, **parameters: str) -> Answer:
    """The answer of a named query.

    Args:
        name: the query's name, as `pcad-kg ask` lists it.
        engine: an engine or a graph of rdflib's; the package's own without it.
        parameters: a value for each of the query's parameters, such as `item="R16"`;
            one that has a default may be left out.

    Raises:
        QueryError: the query is unknown, or a parameter is missing, unknown or no value
            of its kind.
        UnknownItemError: nothing in the graph has a parameter's name.
    """
    query = find_query(name)
    engine = engine_for(engine)
    return answer_query(query, engine, bound(query, engine, parameters))


def answer_query(
    query: NamedQuery, engine: Engine, bindings: Mapping[str, Term]
) -> Answer:
    """The answer of a query whose parameters are looked up already.

    A query names its parameters in SELECT, which is how they are bound; whoever asks
    knows them, so their columns are left out.
    """
    found = engine.query(query.sparql, bindings)
    given = {parameter.name for parameter in query.parameters}
    kept = [n for n, column in enumerate(found.columns) if column not in given]
    return Answer(
        tuple(found.columns[n] for n in kept),
        tuple(tuple(row[n] for n in kept) for row in found.cells),
        found.triples,
    )


def answer_sparql(text: str, engine: Asked = None) -> Answer:
    """The answer of any SPARQL query that keeps to the graph.

    Raises:
        QueryError: the text is not SPARQL, or reaches outside (`SERVICE`, `FROM`).
    """
    return engine_for(engine).query(text)


def bound(
    query: NamedQuery, engine: Engine, given: Mapping[str, str]
) -> dict[str, Term]:
    """The terms that a query's parameters are bound to.

    Raises:
        QueryError: a parameter is missing, unknown or no value of its kind.
        UnknownItemError: nothing in the graph has a parameter's name.
    """
    wanted = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in wanted:
            known = ", ".join(wanted) or "none"
            said = f"no parameter {quoted(name)}; it takes {known}"
            raise QueryError(f"{query.name}: {said}")
    values = {name: given.get(name, p.default) for name, p in wanted.items()}
    return {
        name: _term_of(wanted[name], _given(query, wanted[name], value), engine)
        for name, value in values.items()
        if value != ANY or wanted[name].default is None
    }


def _given(query: NamedQuery, parameter: Parameter, value: str | None) -> str:
    if value is None:
        example = shlex.quote(parameter.example)
        raise QueryError(
            f"{query.name}: give {parameter.name} ({parameter.description}),"
            f" such as -p {parameter.name}={example}"
        )
    return value


def _term_of(parameter: Parameter, value: str, engine: Engine) -> Term:
    kind = parameter.kind
    if kind in (Kind.ITEM, *ONLY):
        return _item_of(parameter, value, engine)
    if kind is Kind.WORDS:
        return Literal(value)
    if kind is Kind.NUMBER:
        return _number_of(parameter, value)
    return concept_of(value, kind, engine)


def _item_of(parameter: Parameter, value: str, engine: Engine) -> Iri:
    item, only = item_of(value, engine), ONLY.get(parameter.kind)
    if only is not None and not has(engine, item, RDF.type, only):
        raise QueryError(
            f"{parameter.name}: {quoted(value)} is no {parameter.kind}; write one such"
            f" as {parameter.example}"
        )
    return item


def _number_of(parameter: Parameter, value: str) -> Literal:
    try:
        return Literal(str(int(value)), f"{XSD}integer")
    except ValueError as error:
        raise QueryError(
            f"{parameter.name}: {quoted(value)} is not a whole number; write one such"
            f" as {parameter.example}"
        ) from error
