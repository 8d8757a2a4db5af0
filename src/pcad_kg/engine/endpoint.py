"""The graph on a server that speaks SPARQL 1.1, asked over HTTP."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property
from urllib.parse import urlencode

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from pcad_kg.engine.bounds import refuse_to_reach_out
from pcad_kg.engine.faults import no_query
from pcad_kg.engine.given import with_values
from pcad_kg.engine.oxterms import answer_of, triple_of, written
from pcad_kg.engine.protocol import (
    Answer,
    in_one_line,
    in_order_of,
)
from pcad_kg.engine.wire import Reply, Wire
from pcad_kg.errors import EndpointError, GraphError
from pcad_kg.files import NAMES, UNASKED
from pcad_kg.terms import PREFIXES, RDF, RDFS, Iri, Literal, Term

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.9"
FIELDS = "application/x-www-form-urlencoded"
NAMES_GRAPHS = re.compile(r"\bgraph\b", re.IGNORECASE)
DECLARED = re.compile(r"\bprefix\s+([\w.-]*):", re.IGNORECASE)
GRAPHS = tuple(PREFIXES["graph"] + name for name in NAMES)
ASKED = tuple(graph for graph in GRAPHS if graph != PREFIXES["graph"] + UNASKED)
# All that is asked as one graph, since no server is good at asking two dozen.
UNION = PREFIXES["graph"] + "union"
WHICH_ARE_THERE = """
SELECT ?graph WHERE {{
  VALUES ?graph {{ {graphs} }}
  FILTER EXISTS {{ GRAPH ?graph {{ ?s ?p ?o }} }}
}}"""
OF_NODE = "SELECT ?p ?o WHERE {{ {node} ?p ?o }}"
OF_SUBJECTS = "SELECT ?s ?p ?o WHERE {{ ?s {predicate} {value} . ?s ?p ?o }}"
LABELS_OF = (
    "SELECT ?s ?o WHERE {{ ?s {predicate} {value} OPTIONAL {{ ?s {label} ?o }} }}"
)


class Form(Enum):
    """What a query is answered with."""

    ROWS = "SELECT"
    TRUTH = "ASK"
    TRIPLES = "CONSTRUCT or DESCRIBE"


FORMS: dict[type, Form] = {
    QuerySolutions: Form.ROWS,
    QueryBoolean: Form.TRUTH,
    QueryTriples: Form.TRIPLES,
}
ACCEPTED = {Form.ROWS: RESULTS, Form.TRUTH: RESULTS, Form.TRIPLES: TRIPLES}


class Endpoint:
    """The graph of a SPARQL server.

    What is asked is the union of the graphs that a build makes, but for the proposed.
    A server's own default graph may be that of another data set, nothing, or all there
    is, so each request names its graphs: `default-graph-uri`, once for each, is of the
    SPARQL 1.1 Protocol and overrides whatever a server does by itself. Where a query
    has `GRAPH`, `named-graph-uri` names them too, the proposed among them.

    Two dozen graphs at once are more than servers are made for: Oxigraph needs minutes
    for what it otherwise has in milliseconds, and Virtuoso loses rows of paths such as
    `dcterms:isPartOf+`. `publish` therefore loads the union as one more graph, and
    where that is there it is asked instead.

    What is said of a node is asked for once and kept, and that of links comes along
    with their list: the engine is for one command, not for hours.

    Args:
        address: where the server takes queries.
        wire: the line to the server; a new one without it.

    Raises:
        EndpointError: the address is none of a server's.
    """

    def __init__(self, address: str, wire: Wire | None = None) -> None:
        self._wire = wire or Wire(address)
        self._said: dict[str, dict[tuple[str, str], tuple[Iri, Term]]] = {}
        self._labels: dict[str, list[Term]] = {}
        self._subjects: dict[tuple[str, str], list[Iri]] = {}

    def objects(self, subject: Iri, predicate: Iri) -> list[Term]:
        """The values that a node has, in no order."""
        if predicate == RDFS.label and subject in self._labels:
            return self._labels[subject]
        return [
            value for named, value in self.statements(subject) if named == predicate
        ]

    def subjects(self, predicate: Iri, value: Term | None = None) -> list[Iri]:
        """The nodes that have a value, or any value; each once, in no order."""
        asked = str(predicate), "?any" if value is None else written(value)
        if asked not in self._subjects:
            find = self._of_class if predicate == RDF.type else self._of_value
            self._subjects[asked] = find(written(predicate), asked[1])
        return self._subjects[asked]

    def statements(self, subject: Iri) -> list[tuple[Iri, Term]]:
        """All that is said of a node: predicates with values, in no order."""
        if subject not in self._said:
            self._said[subject] = {}
            cells = self._cells(OF_NODE.format(node=written(subject)))
            self._keep((subject, *said) for said in cells)
        return list(self._said[subject].values())

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Answer:
        """The answer of a SPARQL query, some of whose variables are given a value.

        Raises:
            QueryError: it is no SPARQL, reaches outside, or cannot be answered.
            EndpointError: the server does not answer, or not as it should.
            GraphError: a graph is not on the server.
        """
        refuse_to_reach_out(text)
        text = with_prefixes(with_values(text, bindings or {}))
        dataset = [("default-graph-uri", graph) for graph in self._graphs]
        if NAMES_GRAPHS.search(text):
            dataset += [("named-graph-uri", graph) for graph in GRAPHS]
        return in_order_of(text, self._asked(text, dataset))

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """How many triples the server has in each of some named graphs."""
        query = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
        found = {}
        for graph in graphs:
            answer = self._asked(query.format(graph=written(Iri(graph))))
            found[graph] = int(answer.cells[0][0] or 0)
        return found

    @cached_property
    def _graphs(self) -> tuple[str, ...]:
        """The graphs to ask; a server that lacks one would answer, and wrongly."""
        graphs = " ".join(written(Iri(graph)) for graph in (*ASKED, UNION))
        answer = self._asked(WHICH_ARE_THERE.format(graphs=graphs))
        there = {str(row[0]) for row in answer.cells}
        missing = sorted(set(ASKED) - there)
        if missing:
            raise GraphError(
                f"{self._wire.address}: <{missing[0]}> is not there; load the graph"
                " with `pcad-kg publish`"
            )
        return (UNION,) if UNION in there else ASKED

    def _of_class(self, predicate: str, value: str) -> list[Iri]:
        """The nodes of a class, which may be thousands, with their labels alone."""
        label = written(RDFS.label)
        cells = self._cells(
            LABELS_OF.format(predicate=predicate, value=value, label=label)
        )
        found: dict[str, list[Term]] = {}
        for node, named in cells:
            if isinstance(node, Iri):
                labels = found.setdefault(node, [])
                if named is not None and named not in labels:
                    labels.append(named)
        self._labels |= found
        return list(map(Iri, found))

    def _of_value(self, predicate: str, value: str) -> list[Iri]:
        cells = self._cells(OF_SUBJECTS.format(predicate=predicate, value=value))
        self._keep(cells)
        return list(dict.fromkeys(s for s, *_ in cells if isinstance(s, Iri)))

    def _keep(self, cells: Iterable[tuple[Term | None, ...]]) -> None:
        found: dict[str, dict[tuple[str, str], tuple[Iri, Term]]] = {}
        for node, predicate, value in cells:
            if node is not None and predicate is not None and value is not None:
                said = Iri(predicate), value
                found.setdefault(node, {})[predicate, written(value)] = said
        self._said |= found

    def _cells(self, text: str) -> tuple[tuple[Term | None, ...], ...]:
        dataset = [("default-graph-uri", graph) for graph in self._graphs]
        cells = self._asked(text, dataset).cells
        return tuple(tuple(map(_term, row)) for row in cells)

    def _asked(self, text: str, dataset: Iterable[tuple[str, str]] = ()) -> Answer:
        form = form_of(text)
        reply = self._wire.send(
            "POST",
            urlencode([("query", text), *dataset]).encode(),
            {"Content-Type": FIELDS, "Accept": ACCEPTED[form]},
        )
        answer = self._triples(reply) if form is Form.TRIPLES else self._rows(reply)
        most = reply.headers.get("X-SPARQL-MaxRows", "")
        if most.isdigit() and len(answer.triples or answer.cells) >= int(most):
            raise self._error(f"it sends {most} rows at most and there are more")
        if form is Form.TRUTH and answer.columns != ("answer",):
            is_true = answer.cells == (("1",),)  # how Virtuoso 7 answers, or no row
            return Answer(("answer",), ((str(is_true).lower(),),))
        return answer

    def _rows(self, reply: Reply) -> Answer:
        if reply.kind not in (RESULTS, "application/json"):
            raise self._unknown(reply)
        try:
            found = parse_query_results(reply.body, format=QueryResultsFormat.JSON)
            return answer_of(found)
        except (SyntaxError, ValueError) as error:
            reason = in_one_line(error)
            raise self._error(f"it sent no SPARQL results: {reason}") from error

    def _triples(self, reply: Reply) -> Answer:
        format_ = RdfFormat.from_media_type(reply.kind)
        if format_ is None:
            raise self._unknown(reply)
        try:
            quads = parse(reply.body, format=format_)
            made = dict.fromkeys(triple_of(quad.triple) for quad in quads)
            return Answer((), (), tuple(made))
        except (SyntaxError, ValueError) as error:
            reason = in_one_line(error)
            raise self._error(f"it sent no graph: {reason}") from error

    def _unknown(self, reply: Reply) -> EndpointError:
        kind = reply.kind or "something unnamed"
        return self._error(
            f"it sent {kind}, not SPARQL results; give the address that takes queries"
        )

    def _error(self, reason: str) -> EndpointError:
        return EndpointError(f"{self._wire.address}: {reason}")


def _term(cell: str | None) -> Term | None:
    return cell if isinstance(cell, Iri | Literal) else None


def with_prefixes(text: str) -> str:
    """A query with the project's prefixes that it uses and does not declare itself."""
    declared = {name.lower() for name in DECLARED.findall(text)}
    used = (
        f"PREFIX {prefix}: <{namespace}>\n"
        for prefix, namespace in PREFIXES.items()
        if prefix not in declared and re.search(rf"\b{prefix}:", text)
    )
    return "".join(used) + text


def form_of(text: str) -> Form:
    """What a query is answered with.

    Reading it here finds a mistake before a server is bothered with it, and keeps
    updates and what only some servers understand away from it.

    Raises:
        QueryError: it is no SPARQL query.
    """
    try:
        return FORMS[type(Store().query(text))]
    except SyntaxError as error:
        raise no_query(text, error) from error
