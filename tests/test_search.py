"""What a person types → the items that say it, the best first."""

import re
import sqlite3
import subprocess
import sys
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from pcad_kg.cited import kind_of
from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.search import Hits, Searcher, data_of, hits_of, marked
from pcad_kg.search_facets import Filters
from pcad_kg.search_index import Index
from pcad_kg.search_items import ITEMS, Kind, entries_of
from pcad_kg.search_names import kind_named
from pcad_kg.search_snippet import (
    CLOSE,
    OPEN,
    TOKEN,
    WINDOW,
    pieces_of,
    shortened_around,
)
from pcad_kg.search_text import HitList, counts_list, nothing_found
from pcad_kg.search_words import parts_of
from pcad_kg.show import text_of
from pcad_kg.terms import Iri

# A sentence of the report and the item that says it.
SENTENCES = [
    ("Legislation to improve monitoring and regulation of Elective Home", "R6"),
    ("resilience stretched local areas Safeguarding Partnerships 2020", None),
    ("The only statement which had less support was in relation", "F3.14"),
    ("all social workers in Tameside are working from home", "Quote L2834"),
    ("Health visitors should never be redeployed", "Table 3.11 row 2"),
    ("Agreement with redeployment", "Table 3.11"),
    ("Is Elective Home Education expected to rise?", "Figure 2.19"),
    ("Child and Adolescent Mental Health Services", "CAMHS"),
    ("Munro Review of Child Protection interim report", "Munro 2011"),
    ("one shining example of creative adaptation", "Question L4169"),
]
LABELS = [
    ("R16", "R16"),
    ("recommendation 16", "R16"),
    ("f2.7.b", "F2.7.b"),
    ("T3.11", "Table 3.11"),
    ("Table 3.11", "Table 3.11"),
    ("Fig. 2.9", "Figure 2.9"),
    ("Q:L2834", "Quote L2834"),
    ("camhs", "CAMHS"),
    ("police", "Police"),
]
A_WORD = re.compile(r"[^\W_]+")
SMALL = """
@prefix pcad: <https://w3id.org/pcad-kg/ontology#> .
@prefix rep: <https://w3id.org/pcad-kg/pcad-2021/> .
@prefix agency: <https://w3id.org/pcad-kg/agency/> .
@prefix region: <https://w3id.org/pcad-kg/region/> .
@prefix role: <https://w3id.org/pcad-kg/role/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

rep:section\\/1 a pcad:Section ; rdfs:label "1 Lanterns" ; pcad:number "1" ;
  pcad:part "body" ; dcterms:title "Lanterns" ; pcad:text "1 Lanterns" ;
  pcad:firstLine 1 ; pcad:lastLine 1 .
rep:recommendation\\/1 a pcad:Recommendation ; rdfs:label "R1" ;
  pcad:text "Hang a lantern at each door." ; pcad:firstLine 2 ; pcad:lastLine 2 ;
  pcad:inSection rep:section\\/1 ; pcad:directlySupportedBy rep:passage\\/l3 .
rep:wording a pcad:Wording ; pcad:wordingOf rep:recommendation\\/1 ;
  rdfs:label "R1 (summary)" ; pcad:text "Hang a lamp at each door." ;
  pcad:firstLine 9 ; pcad:lastLine 9 .
rep:passage\\/l2 a pcad:Passage ; rdfs:label "Passage L2" ;
  pcad:passageKind "list item" ; pcad:text "1. Hang a lantern at each door." ;
  pcad:firstLine 2 ; pcad:lastLine 2 ; pcad:inSection rep:section\\/1 .
rep:passage\\/l3 a pcad:Passage ; rdfs:label "Passage L3" ;
  pcad:passageKind "paragraph" ; pcad:firstLine 3 ; pcad:lastLine 3 ;
  pcad:text "Hang a lantern at each door." ; pcad:inSection rep:section\\/1 .
rep:quote\\/l4 a pcad:Quote ; rdfs:label "Quote L4" ; pcad:text "It was dark." ;
  pcad:attribution "Warden, Northmoor" ; pcad:voicedBy agency:watch ;
  pcad:speakerRegion region:northmoor ; pcad:speakerRole role:warden ;
  pcad:firstLine 4 ; pcad:lastLine 4 ; pcad:inSection rep:section\\/1 .
rep:passage\\/l4 a pcad:Passage ; rdfs:label "Passage L4" ;
  pcad:passageKind "quote" ; pcad:text "It was dark. – Warden, Northmoor" ;
  pcad:firstLine 4 ; pcad:lastLine 4 ; pcad:inSection rep:section\\/1 .
rep:passage\\/l5 a pcad:Passage ; rdfs:label "Passage L5" ;
  pcad:passageKind "paragraph" ; pcad:text "One said “It was dark.” and left." ;
  pcad:firstLine 5 ; pcad:lastLine 5 ; pcad:inSection rep:section\\/1 .
agency:watch a pcad:Agency ; rdfs:label "Night Watch" ; skos:altLabel "lamplighter" .
region:northmoor a pcad:Region ; rdfs:label "Northmoor" .
region:southmoor a pcad:Region ; rdfs:label "Southmoor" .
role:warden a pcad:Role ; rdfs:label "Warden" .
role:deputy-warden a pcad:Role ; rdfs:label "Deputy Warden" .
"""


@pytest.fixture(scope="module")
def searcher(engine: Oxigraph) -> Searcher:
    """The committed graph's index, made once."""
    return Searcher(engine)


@pytest.fixture(scope="module")
def small() -> Searcher:
    """A page on lanterns, with a recommendation, a quote and their passages."""
    return Searcher(Rdflib(Graph().parse(data=SMALL, format="turtle")))


def labels(found: Hits) -> list[str]:
    """The labels of hits, in their order."""
    return [hit.label for hit in found.hits]


@pytest.mark.parametrize(("typed", "label"), SENTENCES)
def test_a_sentence_leads_to_what_says_it(
    typed: str, label: str | None, searcher: Searcher
) -> None:
    """The item itself comes first, not the passage it stands in; or nothing does."""
    found = searcher.search(typed)
    assert labels(found)[:1] == ([label] if label else [])


@pytest.mark.parametrize(("typed", "label"), LABELS)
def test_a_label_comes_first(typed: str, label: str, searcher: Searcher) -> None:
    """However it is written, before all that mentions it."""
    assert labels(searcher.search(typed))[0] == label


def test_a_short_label_finds_what_the_whole_one_does(searcher: Searcher) -> None:
    """T3.11 leads to the rows of Table 3.11 and the passage that refers to it."""
    short, whole = searcher.search("T3.11"), searcher.search("Table 3.11")
    assert short.total == whole.total > 7
    assert "Table 3.11 row 7" in labels(short)


def test_words_are_found_in_every_form(searcher: Searcher) -> None:
    """ "redeploy" finds redeployment and redeployed; all words must be there."""
    total = searcher.search("redeployment").total
    assert searcher.search("REDEPLOYED").total == total > 50
    assert searcher.search("redeploy midwife").total < total


def test_a_phrase_is_found_as_it_is_written(searcher: Searcher) -> None:
    """In that order and that form, whichever quotation marks are typed."""
    loose = searcher.search("elective education home")
    found = searcher.search('"elective home education"', limit=100)
    assert 0 < found.total < loose.total
    assert searcher.search("“elective home education”") == searcher.search(
        '"elective home education"'
    )
    assert searcher.search('"elective homes educated"').total == 0
    for hit in found.hits:
        assert "elective home education" in marked(hit.snippet).lower()


def test_a_start_finds_all_words_that_start_so(searcher: Searcher) -> None:
    """Also where stemming takes more away: communit* is community's."""
    found = searcher.search("communit*", limit=500)
    assert found.total >= searcher.search('"community"').total > 10
    assert {piece.text.lower() for hit in found.hits for piece in hit.snippet} >= {
        "community",
        "communities",
    }
    assert searcher.search("in-pers*").total >= searcher.search('"in-person"').total


def test_a_word_left_out_is_in_no_hit(searcher: Searcher) -> None:
    """Whether word, phrase or start of a word."""
    every = searcher.search("school").total
    for left in ("-children", '-"school staff"', "-attend*"):
        fewer = searcher.search(f"school {left}").total
        both = searcher.search(f"school {left[1:]}").total
        assert 0 < both < every
        assert fewer + both == every


def test_passages_that_repeat_an_item_are_left_out(small: Searcher) -> None:
    """A recommendation's or a quote's line is not told twice; other words are."""
    assert labels(small.search("lantern door")) == ["R1", "Passage L3"]
    assert labels(small.search("dark")) == ["Quote L4", "Passage L5"]


def test_nothing_that_is_left_out_says_anything_else(engine: Oxigraph) -> None:
    """The passages of kinds that are not read have no word but their items' words."""
    said: dict[int, set[str]] = defaultdict(set)
    for first, last, text, speaker in engine.query(
        "SELECT ?first ?last ?text ?speaker WHERE { ?item pcad:text ?text ;"
        " pcad:firstLine ?first ; pcad:lastLine ?last . MINUS { ?item a pcad:Passage }"
        " OPTIONAL { ?item pcad:attribution ?speaker } }"
    ).cells:
        for line in range(int(first or 0), int(last or 0) + 1):
            said[line].update(A_WORD.findall(f"{text} {speaker or ''}"))
    unread = [
        (str(text), set().union(*(said[n] for n in range(int(first), int(last) + 1))))
        for kind, first, last, text in engine.query(
            "SELECT ?kind ?first ?last ?text WHERE { ?passage pcad:passageKind ?kind ;"
            " pcad:firstLine ?first ; pcad:lastLine ?last ; pcad:text ?text }"
        ).cells
        if f'"{kind}"' not in ITEMS and kind not in ("contents entry", "attribution")
        if first and last
    ]
    assert len(unread) > 1400
    assert [text for text, words in unread if set(A_WORD.findall(text)) - words] == []


def test_a_recommendation_comes_before_a_passage_of_its_words(small: Searcher) -> None:
    """Of two that fit alike; and so it is found by each of its wordings."""
    assert labels(small.search("hang"))[:2] == ["R1", "Passage L3"]
    found = small.search("lamp")
    assert labels(found) == ["R1"]
    assert marked(found.hits[0].snippet) == "Hang a «lamp» at each door."


def test_a_hit_tells_its_place_and_speaker(searcher: Searcher) -> None:
    """As a trail does: line, section, page; and where its words are."""
    (hit,) = searcher.search("Tameside").hits
    assert (hit.kind, hit.first_line, hit.last_line) == ("quote", 2834, 2834)
    assert hit.speaker == "Education, North West England"
    assert hit.place.startswith("L2834 · Appendix 2 › ")
    assert hit.place.endswith(f", p. {hit.page} ff.")
    assert "«Tameside»" in marked(hit.snippet)
    assert hit.score > 0


def test_speakers_and_agencies_are_found_by_name(small: Searcher) -> None:
    """A quote by who says it, an agency by what its staff are called."""
    assert labels(small.search("warden")) == ["Quote L4"]
    assert labels(small.search("lamplighters")) == ["Night Watch"]
    assert labels(small.search("night watch")) == ["Night Watch", "Quote L4"]


FILTERS = [
    (Filters(types=("quotes",)), {"Quote L4"}),
    (Filters(types=("passage", "Recommendation")), {"R1", "Passage L3", "Passage L5"}),
    (Filters(agency="night-watch"), {"Quote L4", "Night Watch"}),
    (Filters(agency="agency:watch"), {"Quote L4", "Night Watch"}),
    (Filters(agency="lamplighter"), {"Quote L4", "Night Watch"}),
    (Filters(region="north moor"), {"Quote L4"}),
    (Filters(region="north"), {"Quote L4"}),
    (Filters(region="southmoor"), set()),
    (Filters(role="WARDEN"), {"Quote L4"}),
    (Filters(role="deputy"), set()),
    (Filters(strength="direct"), {"Passage L3"}),
    (Filters(strength="contextual"), set()),
    (Filters(chapter="Chapter 1", types=("section",)), {"1 Lanterns"}),
    (Filters(chapter="front"), set()),
]
EVERYTHING = ("lantern", "dark", "night")


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_filters_leave_what_is_asked_for(
    filters: Filters, expected: set[str], small: Searcher
) -> None:
    """By name, slug or a part that only one has, in any spelling."""
    found = (
        label for typed in EVERYTHING for label in labels(small.search(typed, filters))
    )
    assert set(found) == expected


WRONG = [
    (Filters(types=("qoute",)), "“qoute”: no such type; did you mean quote?"),
    (Filters(agency="polise"), "“polise”: no such agency; did you mean police?"),
    (
        Filters(region="west"),
        "“west”: no such region; did you mean north-west-england or"
        " south-west-england or west-midlands?",
    ),
    (Filters(role="wizard"), "“wizard”: no such role; `pcad-kg ask which-roles-"),
    (
        Filters(chapter="appendix 44"),
        "“appendix 44”: no such chapter; did you mean appendix 4",
    ),
    (Filters(strength="x"), "“x”: no such strength; write contextual, direct"),
]


@pytest.mark.parametrize(("filters", "said"), WRONG)
def test_a_name_that_is_none_gets_the_nearest(
    filters: Filters, said: str, searcher: Searcher
) -> None:
    """In one line, with all there are where none is near."""
    with pytest.raises(UnknownItemError) as raised:
        searcher.search("school", filters)
    assert str(raised.value).startswith(said)


def test_every_kind_is_named_in_singular_and_plural() -> None:
    """Twelve kinds, and a row as a table's."""
    plurals = {**{kind: f"{kind.value}s" for kind in Kind}, Kind.AGENCY: "agencies"}
    assert [kind_named(kind.value) for kind in Kind] == list(Kind)
    assert [kind_named(plurals[kind]) for kind in Kind] == list(Kind)
    assert kind_named("Table rows") == kind_named("tablerow") == Kind.ROW
    assert len(Kind) == 12


def test_facets_count_all_hits(searcher: Searcher) -> None:
    """Each count is what the search narrowed to it finds; the limit counts nothing."""
    found = searcher.search("redeployment", limit=1)
    assert sum(found.facets["type"].values()) == found.total > 50
    assert list(found.facets) == "type chapter agency role region strength".split()
    for facet, counts in found.facets.items():
        for name, count in counts.items():
            only = {facet: name} if facet != "type" else {"types": (name,)}
            assert searcher.search("redeployment", Filters(**only)).total == count


def test_chapters_are_counted_in_their_order(searcher: Searcher) -> None:
    """Front matter and Summary, six chapters, back matter, eleven appendices."""
    counted = list(searcher.search("child*").facets["chapter"])
    appendices = [f"appendix {n}" for n in range(1, 12)]
    assert counted == ["front", "summary", *"123456", "back", *appendices]


def test_every_kind_of_item_is_found(engine: Oxigraph) -> None:
    """All twelve, each as often as the graph has it but for passages."""
    found: dict[Kind, int] = dict.fromkeys(Kind, 0)
    entries = entries_of(engine)
    for entry in entries:
        found[entry.kind] += 1
    classes = {Kind.ROW: "TableRow"}
    for kind in set(Kind) - {Kind.PASSAGE}:
        name = classes.get(kind, kind.value.capitalize())
        counted = engine.query(f"SELECT ?item WHERE {{ ?item a pcad:{name} }}")
        assert found[kind] == len(counted.cells) > 0, kind
    assert 300 < found[Kind.PASSAGE] < 500
    assert len({entry.iri for entry in entries}) == len(entries)
    assert kind_of(Iri(entries[0].iri), engine).lower() == entries[0].kind.value


def test_words_near_a_wrong_one_are_suggested(searcher: Searcher) -> None:
    """Words of the report; none for a word that is there."""
    found = searcher.search("midwifes polise")
    assert (found.total, found.hits) == (0, ())
    assert list(found.near) == ["polise"]
    assert found.near["polise"][0] == "police"
    assert searcher.search("xqzwv").near == {"xqzwv": ()}


@pytest.mark.parametrize("typed", ["", " ", "?!", '""', "-", "*", "-school", "\0"])
def test_no_word_is_no_search(typed: str, small: Searcher) -> None:
    """A clean error of one line."""
    with pytest.raises(QueryError, match="write one to find") as raised:
        small.search(typed)
    assert "\n" not in str(raised.value)


SIGNS = st.sampled_from(
    ['"', "“", "-", "*", "(", ")", ":", "^", "AND", "OR", "NOT", "NEAR(", "+", " ", "'"]
)
WORDS = st.sampled_from(
    ["school", "text", "label", "in-person", "a", "é", "3.11", "😀"]
)


@given(st.one_of(st.text(), st.lists(SIGNS | WORDS | st.text(max_size=2)).map("".join)))
def test_whatever_is_typed_is_a_search_or_a_clean_error(typed: str) -> None:
    """Signs of SQLite's query language are only signs here."""
    if any(not part.is_left_out for part in parts_of(typed)):
        found = STEADY.search(typed, limit=3)
        assert found.total >= len(found.hits) == min(found.total, 3)
    else:
        with pytest.raises(QueryError):
            STEADY.search(typed)


STEADY = Searcher(Rdflib(Graph().parse(data=SMALL, format="turtle")))


def test_much_text_is_searched_too(searcher: Searcher) -> None:
    """Two thousand words, and every word of the report that starts with a letter."""
    assert searcher.search("children " * 2000).total > 100
    assert searcher.search("a* b* c* s*").total > 100
    distinct = " ".join(f"-word{n}" for n in range(2000))
    assert searcher.search(f"children {distinct}").total > 100
    assert searcher.search(distinct.replace("-", "")).total == 0
    assert searcher.search("\ud800 school") == searcher.search("school")


def test_a_snippet_keeps_what_is_found_whole() -> None:
    """It starts at the sentence where that is near, and never within a run."""
    long = " ".join(f"word{n}" for n in range(60))
    text = f"{long}. Here it {OPEN}begins at once{CLOSE}, {long}"
    cut = shortened_around(text)
    assert cut.startswith(f"… Here it {OPEN}begins at once{CLOSE}, word0 ")
    assert cut.endswith(" …")
    assert shortened_around(long).startswith("word0 word1 ")


@given(
    st.lists(
        st.sampled_from(["a", "b.", f"{OPEN}c{CLOSE}", f"({OPEN}d e{CLOSE}).", "f,"])
    )
)
def test_a_snippet_is_short_and_has_what_is_found(words: list[str]) -> None:
    """Words of the text in their order, at most a window of them, with a find."""
    text = " ".join(words)
    cut = shortened_around(text)
    inner = cut.removeprefix("… ").removesuffix(" …")
    assert inner.rstrip(",.") in text
    assert len(TOKEN.findall(inner)) <= WINDOW
    assert (OPEN in cut) == (OPEN in text)
    assert "".join(piece.text for piece in pieces_of(cut)) == cut.replace(
        OPEN, ""
    ).replace(CLOSE, "")


def test_hits_are_read_in_a_terminal_of_any_width(searcher: Searcher) -> None:
    """No line is longer; what is found is marked; what is not shown is counted."""
    found = searcher.search("midwives", limit=3)
    for width in (40, 80, 120):
        shown = text_of(HitList(found), width)
        assert max(map(len, shown.splitlines())) <= width
        assert "«midwives»" in shown
    assert "Table 3.11 row 1\n    Safeguarding «midwives» should never" in shown
    assert f"3 of {found.total} are shown" in shown


def test_counts_are_read_facet_by_facet(searcher: Searcher) -> None:
    """The total, then each facet with its values; long ones end in how many more."""
    shown = text_of(counts_list(searcher.search("children")), 80)
    assert shown.startswith("all ")
    assert [line.split()[0] for line in shown.splitlines() if line[0] != " "] == [
        *"all type chapter agency role region strength".split()
    ]
    assert " more\n" in shown


def test_what_is_missing_is_said() -> None:
    """The word that nothing has, the filter that is in the way, or too many words."""
    assert nothing_found("a b", {}, True).endswith("Try it with fewer options.")
    assert nothing_found("a b", {}, False).endswith("try fewer words.")
    assert nothing_found("xq", {"xq": ()}, False).endswith("No item has “xq”.")


def test_hits_are_plain_data(small: Searcher) -> None:
    """For JSON: all fields of a hit, its snippet as one text."""
    data = data_of(small.search("dark", Filters(types=("quote",))))
    assert data["total"] == 1
    (hit,) = data["hits"]
    assert hit["snippet"] == "It was «dark»."
    assert hit["speaker"] == "Warden, Northmoor [Night Watch]"
    assert data["facets"]["region"] == {"Northmoor": 1}


def test_one_call_searches_a_graph() -> None:
    """Without keeping the index, and an rdflib graph like an engine."""
    graph = Graph().parse(data=SMALL, format="turtle")
    assert labels(hits_of(Rdflib(graph), "lantern", limit=1)) == ["R1"]
    assert labels(hits_of(graph, "lantern", limit=1)) == ["R1"]


def test_a_python_without_full_text_search_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In one line that says what to do."""

    class Without(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError("no such module: fts5")

    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=Without)
    )
    with pytest.raises(QueryError, match="no full-text search"):
        Index(())


def test_a_search_loads_no_other_engine() -> None:
    """Neither rdflib nor what validates, reasons or draws."""
    code = (
        "import sys\n"
        "from pcad_kg.engine.choose import open_engine\n"
        "from pcad_kg.search import hits_of\n"
        "import pcad_kg.search_text\n"
        "assert hits_of(open_engine(), 'school -visit* \"at home\"').total\n"
        "print(*{'rdflib', 'pyshacl', 'owlrl', 'networkx'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout == "\n"
