"""Named queries → rows."""

import json
import shlex
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS

from pcad_kg.ask import answer, answer_sparql
from pcad_kg.cli import main
from pcad_kg.concepts import concept_of
from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.engine.protocol import Answer
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.library import (
    FOLDERS,
    Reader,
    example_parameters,
    find_query,
    named_queries,
)
from pcad_kg.names import AGENCY, NIF, PCAD, REP
from pcad_kg.rows import WRITERS, answer_csv
from pcad_kg.show import AnswerRows, text_of

EXPECTED = Path(__file__).parent / "answers"
QUERIES = named_queries()


def example_of(name: str, engine: Oxigraph) -> Answer:
    """The answer of a query to the first example in its own header."""
    return answer(name, engine, **find_query(name).example)


@pytest.mark.parametrize("name", [q.name for q in QUERIES if q.folder != "views"])
def test_a_query_gives_the_rows_expected(name: str, engine: Oxigraph) -> None:
    """The committed answer to the header's example, row by row."""
    expected = (EXPECTED / f"{name}.csv").read_text(encoding="utf-8")
    assert answer_csv(example_of(name, engine)) == expected


@pytest.mark.parametrize("name", [q.name for q in QUERIES if q.folder == "trails"])
def test_a_trail_has_an_answer(name: str, engine: Oxigraph) -> None:
    """A question worth asking by its example has rows, but for what is not there."""
    empty = {"which-findings-are-grounded-in-nothing"}
    assert bool(example_of(name, engine).rows) == (name not in empty)


@pytest.mark.parametrize("name", [q.name for q in QUERIES if q.folder == "checks"])
def test_a_check_returns_nothing(name: str, engine: Oxigraph) -> None:
    """The real graph passes."""
    assert example_of(name, engine).rows == ()


@pytest.mark.parametrize("name", [q.name for q in QUERIES if q.folder == "views"])
def test_a_view_makes_a_graph_of_iris(name: str, engine: Oxigraph) -> None:
    """Triples, and no blank node among their subjects."""
    view = example_of(name, engine).triples
    assert view is not None
    assert len(view) >= 19
    assert all(subject.startswith("http") for subject, _, _ in view)


R16, F213, F21 = REP["recommendation/16"], REP["finding/2.13"], REP["finding/2.1"]
CELL, ROW = REP["table/3.11/row/2/column/4"], REP["table/3.11/row/2"]
LINK = REP["link/r16/finding-3.13"]
QUOTE, COMMENT = REP["quote/l792"], REP["quote/l2834"]
NUMBER = REP["statistic/l341-1"]
Fault = tuple[tuple[URIRef, URIRef], tuple[URIRef, URIRef, URIRef | Literal] | None]
# What is taken away and what is put in its place, so that the check has a row.
FAULTS: dict[str, Fault] = {
    "agency-edges-and-links-that-disagree": ((R16, PCAD.concernsAgency), None),
    "answers-to-a-question-of-another-appendix": (
        (COMMENT, PCAD.answers),
        (COMMENT, PCAD.answers, REP["question/l2324"]),
    ),
    "attributions-that-are-not-printed": (
        (QUOTE, PCAD.attribution),
        (QUOTE, PCAD.attribution, Literal("Police, London")),
    ),
    "comments-without-a-quote": ((COMMENT, DCTERMS.isPartOf), None),
    "edges-that-lead-nowhere": (
        (LINK, PCAD.to),
        (R16, PCAD.supportedBy, REP["finding/9.9"]),
    ),
    "evidence-edges-and-links-that-disagree": ((LINK, PCAD["from"]), None),
    "grounding-edges-and-links-that-disagree": ((F213, PCAD.groundedIn), None),
    "items-that-name-an-agency-and-address-all": (
        (R16, PCAD.number),
        (R16, PCAD.concernsAllAgencies, Literal(True)),
    ),
    "items-without-a-place": ((F21, PCAD.firstLine), None),
    "labels-of-two-items": ((F21, RDFS.label), (F21, RDFS.label, Literal("F2.13"))),
    "lettered-findings-without-a-parent": (
        (REP["finding/2.7.b"], DCTERMS.isPartOf),
        None,
    ),
    "links-without-a-reason": ((LINK, PCAD.rationale), None),
    "nodes-without-a-label": ((F21, RDFS.label), None),
    "numbers-given-twice": ((F21, PCAD.number), (F21, PCAD.number, Literal("2.13"))),
    "passages-that-overlap": (
        (REP["passage/l654"], NIF.endIndex),
        (REP["passage/l654"], NIF.endIndex, Literal(999999)),
    ),
    "percentages-out-of-range": (
        (CELL, PCAD.percentage),
        (CELL, PCAD.percentage, Literal(Decimal("128.0"))),
    ),
    "quotes-of-another-agency-than-their-role": (
        (REP["quote/l1625"], PCAD.voicedBy),
        (REP["quote/l1625"], PCAD.voicedBy, AGENCY.police),
    ),
    "quotes-outside-their-passage": (
        (QUOTE, NIF.endIndex),
        (QUOTE, NIF.endIndex, Literal(999999)),
    ),
    "recommendations-in-none-of-their-wordings": (
        (R16, PCAD.text),
        (R16, PCAD.text, Literal("other words")),
    ),
    "repetition-edges-and-nodes-that-disagree": ((QUOTE, PCAD.repeats), None),
    "rows-and-columns-without-a-table": ((ROW, DCTERMS.isPartOf), None),
    "statistics-outside-their-passage": (
        (NUMBER, PCAD.asPrinted),
        (NUMBER, PCAD.asPrinted, Literal("79%")),
    ),
    "statistics-that-overlap": (
        (NUMBER, NIF.endIndex),
        (NUMBER, NIF.endIndex, Literal(999999)),
    ),
    "words-that-their-item-does-not-print": (
        (REP["finding/3.13"], PCAD.text),
        (REP["finding/3.13"], PCAD.text, Literal("other words")),
    ),
}


@pytest.mark.parametrize("name", [q.name for q in QUERIES if q.folder == "checks"])
def test_a_check_can_fail(name: str, committed: Graph) -> None:
    """A triple taken away or changed gives a row; the graph is put right again."""
    (subject, predicate), added = FAULTS[name]
    taken = list(committed.triples((subject, predicate, None)))
    assert taken
    committed.remove((subject, predicate, None))
    if added:
        committed.add(added)
    try:
        assert answer(name, Rdflib(committed)).rows
    finally:
        if added:
            committed.remove(added)
        for triple in taken:
            committed.add(triple)


def test_the_library_is_complete() -> None:
    """Twenty queries or more in three folders, names unique, each with its answer."""
    names = [query.name for query in QUERIES]
    assert len(set(names)) == len(names) >= 20
    assert {query.folder for query in QUERIES} == set(FOLDERS)
    answers = {path.stem for path in EXPECTED.glob("*.csv")}
    assert answers == {query.name for query in QUERIES if query.folder != "views"}


def test_headers_say_what_a_person_needs() -> None:
    """A question ends with its mark; parameters are used, and no header is missing."""
    for query in QUERIES:
        assert query.question.endswith("?"), query.name
        assert 0 < len(query.summary) <= 88, query.name
        for parameter in query.parameters:
            assert f"?{parameter.name}" in query.sparql, query.name


def test_every_reader_has_queries() -> None:
    """Five kinds of reader, each with eight queries or more."""
    for reader in Reader:
        assert sum(reader in query.readers for query in QUERIES) >= 8, reader


COMMANDS = [command for query in QUERIES for command in query.examples]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_example_is_a_command_that_answers(command: str) -> None:
    """As it is typed, it exits clean and prints something."""
    found = CliRunner().invoke(main, shlex.split(command)[1:])
    assert found.exit_code == 0, found.output
    assert found.output.strip()


def test_an_example_that_asks_something_else_is_refused() -> None:
    """The query's own name, and `-p name=value` in pairs."""
    for command in ("pcad-kg ask who", "pcad-kg ask what -p", "pcad-kg ask what -p x"):
        with pytest.raises(QueryError, match="is no command that asks it"):
            example_parameters("what", command)


@pytest.mark.parametrize(
    ("concept", "kind", "spelt"),
    [
        ("yorkshire-and-the-humber", "region", "Yorkshire & The Humber"),
        ("yorkshire-and-the-humber", "region", "humber"),
        ("north-west-england", "region", "Northwest England"),
        ("named-gp-for-safeguarding-children", "role", "Named GP"),
        ("childrens-social-care", "agency", "Children’s Social Care"),
        ("childrens-social-care", "agency", "CSC"),
    ],
)
def test_concepts_are_found_by_any_spelling(
    concept: str, kind: str, spelt: str, engine: Oxigraph
) -> None:
    """The slug first; then labels, other spellings and words that one alone has."""
    assert concept_of(spelt, kind, engine).endswith(f"/{kind}/{concept}")


@pytest.mark.parametrize(
    ("spelt", "kind", "said"),
    [
        ("Lundon", "region", "did you mean london"),
        ("Named", "role", "which-roles-speak-and-how-often` lists them"),
        ("", "region", "no such region; write east-midlands"),
    ],
)
def test_an_unknown_concept_gets_the_nearest(
    spelt: str, kind: str, said: str, engine: Oxigraph
) -> None:
    """What was meant, and how to list what there is."""
    with pytest.raises(UnknownItemError, match=said):
        concept_of(spelt, kind, engine)


def test_a_parameter_with_a_default_may_be_left_out(engine: Oxigraph) -> None:
    """156 proposals score 50 or more and 57 score 60; "any" does not limit."""
    name = "which-proposals-has-nobody-judged"
    assert answer(name, engine).cells == answer(name, engine, least="50").cells
    assert len(answer(name, engine, least="60").rows) < len(answer(name, engine).rows)
    name = "where-does-the-report-disagree-with-itself"
    errors = answer(name, engine, severity="error").rows
    assert set(errors) < set(answer(name, engine, severity="any").rows)
    assert answer(name, engine).rows == answer(name, engine, severity="any").rows


def test_a_value_is_bound_and_never_read_as_sparql(engine: Oxigraph) -> None:
    """A quotation mark, a brace and a hash are words like any other."""
    words = 'x" } # '
    assert answer("which-quotes-hold-these-words", engine, words=words).rows == ()


def test_an_unknown_agency_gets_the_list(engine: Oxigraph) -> None:
    """The seven slugs are named."""
    with pytest.raises(UnknownItemError, match="childrens-social-care, education"):
        answer("which-recommendations-concern-my-agency", engine, agency="fire")


@pytest.mark.parametrize("spelt", ["Children's Social Care", "childrens-social-care"])
def test_an_agency_is_found_by_name_and_slug(spelt: str, engine: Oxigraph) -> None:
    """The same rows either way."""
    rows = answer("which-recommendations-concern-my-agency", engine, agency=spelt)
    assert "R37" in str(rows.rows)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "give agency"),
        ({"agency": "police", "wish": "x"}, "no parameter “wish”; it takes agency"),
    ],
)
def test_wrong_parameters_are_named(
    parameters: dict[str, str], said: str, engine: Oxigraph
) -> None:
    """What is missing, with an example; what is unknown, with what is known."""
    with pytest.raises(QueryError, match=said):
        answer("which-recommendations-concern-my-agency", engine, **parameters)


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("what-grounds-this-finding", {"finding": "R16"}, "“R16” is no finding"),
        (
            "what-is-this-recommendation-based-on",
            {"recommendation": "F2.4.b"},
            "“F2.4.b” is no recommendation; write one such as R",
        ),
        ("what-stands-on-this-line", {"line": "x"}, "line: “x” is not a whole number"),
    ],
)
def test_a_value_of_another_kind_is_refused(
    name: str, parameters: dict[str, str], said: str, engine: Oxigraph
) -> None:
    """It would have no row; the parameter is named, with an example."""
    with pytest.raises(QueryError, match=said):
        answer(name, engine, **parameters)


def test_all_acronyms_are_listed_where_none_is_named(engine: Oxigraph) -> None:
    """More than the one that CSC is; none begins with nothing that is printed."""
    name = "what-does-this-acronym-stand-for"
    assert len(answer(name, engine, acronym="csc").rows) == 1
    assert len(answer(name, engine).rows) > 20
    assert answer(name, engine).rows == answer(name, engine, acronym="").rows
    assert answer(name, engine, acronym="zzz").rows == ()


def test_an_unknown_query_gets_the_nearest(engine: Oxigraph) -> None:
    """A slip in the name."""
    with pytest.raises(QueryError, match=r"did you mean which-tables-are-never-used\?"):
        answer("which-tables-are-never-use", engine)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * FROM <http://example.org/graph> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://example.org/g> WHERE { GRAPH ?g { ?s ?p ?o } }",
        "select * where { service silent ?s { ?s ?p ?o } }",
        'ASK { FILTER("a\\"" = "b") SERVICE <http://example.org/> { ?s ?p ?o } }',
        "ASK { FILTER EXISTS { OPTIONAL { SERVICE ?x { ?s ?p ?o } } } }",
        "SELECT * FROM<http://example.org/graph> WHERE { ?s ?p ?o }",
        "SELECT * FROM pcad:x WHERE { ?s ?p ?o }",
    ],
)
def test_no_query_reaches_outside(query: str, engine: Oxigraph) -> None:
    """SERVICE and FROM are refused before anything runs."""
    with pytest.raises(QueryError, match="not allowed"):
        answer_sparql(query, engine)


def test_words_in_a_string_do_not_reach_out(engine: Oxigraph) -> None:
    """A search for the word SERVICE is a search."""
    query = 'ASK { ?s pcad:text ?text FILTER(CONTAINS(?text, "SERVICE PROVISION")) }'
    assert answer_sparql(query, engine).rows == (("true",),)


def test_all_columns_come_in_the_order_of_the_text(engine: Oxigraph) -> None:
    """`SELECT *` names subject, predicate and value as the query does."""
    query = "SELECT * { ?subject ?predicate ?value } LIMIT 1"
    assert answer_sparql(query, engine).columns == ("subject", "predicate", "value")


def test_what_is_no_sparql_is_refused(engine: Oxigraph) -> None:
    """One line that says where the parser stopped."""
    with pytest.raises(QueryError, match="not a SPARQL query") as caught:
        answer_sparql("SELECT WHERE", engine)
    assert "\n" not in str(caught.value)


def test_answers_are_written_in_four_ways() -> None:
    """The same two cells as CSV, JSON, Markdown and a table of 40 columns."""
    small = Answer(("item", "words"), (("R1", 'a "b" | c'), ("R2", "")))
    assert WRITERS["csv"](small) == 'item,words\nR1,"a ""b"" | c"\nR2,\n'
    assert json.loads(WRITERS["json"](small))[0] == {"item": "R1", "words": 'a "b" | c'}
    assert '| R1 | a "b" \\| c |' in WRITERS["markdown"](small)
    assert all(len(line) <= 40 for line in text_of(AnswerRows(small), 40).splitlines())


def test_names_to_copy_are_not_broken() -> None:
    """In 50 columns the words wrap and the name stands whole; in 40 it is a record."""
    name = "which-figures-are-never-used"
    answer = Answer(("what", "listed_by"), (("a figure that nothing uses", name),))
    for width in (60, 50, 40):
        assert name in text_of(AnswerRows(answer), width)
    assert "┃" in text_of(AnswerRows(answer), 60)
    assert "┃" not in text_of(AnswerRows(answer), 40)


def test_rows_that_no_table_can_show_are_records() -> None:
    """In 60 columns, three long cells a row; in 200 they are a table."""
    long = "words that go on and on and on, past what a column can hold"
    answer = Answer(
        ("line", "first", "second_words", "third", "none"),
        (("12", long, long, long, ""),),
    )
    narrow = text_of(AnswerRows(answer), 60)
    assert narrow.startswith("line 12\n  first: words that go on")
    assert "\n  second words: " in narrow
    assert "none" not in narrow
    assert "┃ second words" in text_of(AnswerRows(answer), 200)


def test_a_query_declares_its_prefixes() -> None:
    """Each file is SPARQL by itself, for a server that adds none."""
    assert len(QUERIES) == 111
    for query in QUERIES:
        Store().query(query.text)
