"""What the SPARQL editor knows: our terms, the named queries, our prefixes."""

import json
from typing import TypedDict

import pyoxigraph
import pytest

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.library import named_queries
from pcad_kg.serve import editor
from pcad_kg.serve.desk import Desk
from pcad_kg.serve.editor import editor_page, known_to_editor
from pcad_kg.terms import PCAD, PREFIXES


class Term(TypedDict):
    """A term as it stands in the page."""

    written: str
    iri: str
    kind: str
    label: str
    definition: str
    uses: int


class Data(TypedDict):
    """What stands in the page."""

    prefixes: dict[str, str]
    terms: list[Term]
    examples: dict[str, str]


@pytest.fixture(scope="module")
def written(engine: Oxigraph) -> str:
    """What the editor of the real graph knows, as it stands in the page."""
    return str(known_to_editor(Desk(engine)))


@pytest.fixture(scope="module")
def known(written: str) -> Data:
    """What the editor of the real graph knows."""
    found: Data = json.loads(written)
    return found


def test_what_is_known_can_stand_in_a_page(written: str) -> None:
    """No sign in it could end the element, and it is JSON all the same."""
    assert not set("<>&") & set(written)
    assert json.loads(written)["prefixes"] == PREFIXES


def test_every_term_of_the_graph_is_known_once(known: Data, engine: Oxigraph) -> None:
    """Each class and property in use, each with as many uses as it has."""
    for kind, query in (("class", editor.CLASSES), ("property", editor.PROPERTIES)):
        used = {str(iri): int(n or 0) for iri, n in engine.query(query).cells}
        found = [t for t in known["terms"] if t["kind"] == kind and t["uses"]]
        assert {term["iri"]: term["uses"] for term in found} == used
        assert len(found) == len(used)


def test_our_own_terms_say_what_they_mean(known: Data) -> None:
    """116 classes and properties or more, with a label and a definition each."""
    ours = [t for t in known["terms"] if t["iri"].startswith(PCAD.namespace)]
    assert len([t for t in ours if t["kind"] != "value"]) >= 116
    assert [t["iri"] for t in ours if not (t["label"] and t["definition"])] == []
    recommendation = next(t for t in ours if t["written"] == "pcad:Recommendation")
    assert recommendation["uses"] == 38


def test_items_are_known_by_their_names(known: Data) -> None:
    """Seven agencies and 38 recommendations, written as a query can have them."""
    by_kind = {
        kind: {t["label"]: t["written"] for t in known["terms"] if t["kind"] == kind}
        for kind in ("agency", "recommendation")
    }
    assert {kind: len(found) for kind, found in by_kind.items()} == {
        "agency": 7,
        "recommendation": 38,
    }
    assert by_kind["agency"]["Police"] == "agency:police"
    assert by_kind["recommendation"]["R16"].endswith("/recommendation/16>")


def test_each_example_stands_by_itself(known: Data) -> None:
    """Every named query is there under its question, and reads without our prefixes."""
    queries = {query.name: query for query in named_queries()}
    assert set(known["examples"]) == set(queries)
    for name, text in known["examples"].items():
        assert text.startswith(f"# {queries[name].question}\n")
        pyoxigraph.Store().query(text)


def test_without_a_bundle_the_field_is_plain(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    """The page knows which it is; what was typed stands before the first query."""
    known = editor.Markup(written)
    assert editor_page(known, "ASK {}").text == "ASK {}"
    assert editor_page(known, "").text == editor.START
    assert editor_page(known, "").count == len(named_queries())
    monkeypatch.setattr(editor, "BUNDLE", editor.BUNDLE / "gone")
    assert not editor_page(known, "").is_bundled
