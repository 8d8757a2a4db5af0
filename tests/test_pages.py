"""The pages: what each says, that nothing is taken for markup, where IRIs lead."""

import os
import re
import subprocess
import sys
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.export.look import NODES
from pcad_kg.serve.made import Page
from pcad_kg.serve.pages import Pages
from pcad_kg.serve.plain import answer_page, description_page, refusal_page
from pcad_kg.serve.render import ASSETS
from pcad_kg.terms import REP, SKOS, Iri, Literal
from tests.sites import hostile_engine

# A script that runs where it stands; blocks of data do not.
SCRIPT = r"<script(?![^>]* (?:src=|type=\"application/(?:ld\+)?json\"))"
HOSTILE = '</script><script>window.hacked=1</script> & "quoted" <b>{{ 7*7 }}</b>'
# One path of each kind of page, with words that the page must say.
SAID = {
    "/": ("The 38 recommendations", "R38"),
    "/recommendation/16": ("Future decisions around redeployment", "quantified"),
    "/finding/2.7.b": ("70% (n=135)", "The same 70% has n=135 at line 320"),
    "/table/3.11": ("Health visitors should never be redeployed", "50%"),
    "/table/3.11/row/2": ("Health visitors should never be redeployed", "n=280"),
    "/figure/2.9": ("Satisfaction with consultation by agency", "Question L857"),
    "/passage/l859": ("29% of respondents were satisfied/very satisfied",),
    "/quote/l2834": ("Education, North West England", "In-person work"),
    "/question/l857": ("are you satisfied with the extent", "Figure 2.9"),
    "/reference/munro-2011": ("The Munro Review Of Child Protection", "2011"),
    "/section/2.7": ("Voice of the child", "R4"),
    "/agency/police": ("What concerns it", "What its people said", "Where it differs"),
    "/role/safeguarding-lead": ("What was said",),
    "/region/london": ("What was said",),
    "/source": ("2.7 Voice of the child",),
    "/source/3.3": ("Table 3.11", "row 2"),
    "/search": ("Words, a phrase in quotation marks",),
    "/map": ("Recommendations, what supports or counters them", "Voices"),
    "/matrix": ("Recommendations and agencies", "kinds of evidence"),
    "/audit": ("F2.6 has n=253 (line 315)", "Errors"),
    "/check": ("Does every recommendation have cited evidence?", "R34"),
    "/ontology": ("pcad:Finding", "A numbered finding of the Summary"),
    "/queries": ("Where do the agencies disagree most?",),
    "/queries/what-did-this-agency-say": ("What did this agency's people say?",),
    "/acronym": ("CAMHS", "Child and Adolescent Mental Health Services"),
    "/graph": ("evidence.ttl",),
    "/finding": ("F2.1",),
    "/sparql": ("Start from an example",),
}
LEADS = {
    "/table/3.11/row/2/column/4": "/table/3.11#row-2-column-4",
    "/table/3.11/column/4": "/table/3.11#column-4",
    "/recommendation/9/wording/summary": "/recommendation/9#wording-summary",
    "/link/r16/table-3.11": "/recommendation/16#link-r16-table-3.11",
    "/link/r16/health": "/recommendation/16#link-r16-health",
    "/statistic/l300-1": "/source/summary-2-1#L300",
    "/discrepancy/count-l2560": "/audit#count-l2560",
    "/acronym/camhs": "/acronym#camhs",
    "/passage/l1001": "/source/2.7#L1001",
    "/report": "/",
}


@pytest.fixture(scope="module")
def pages(engine: Oxigraph) -> Pages:
    """The pages as a server gives them."""
    return Pages(engine)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of a graph in which a quote's words are markup."""
    return Pages(hostile_engine(tmp_path_factory.mktemp("hostile"), HOSTILE))


def page_at(pages: Pages, path: str, **query: str) -> Page:
    """A page that is there."""
    found = pages.page(path, {name: [value] for name, value in query.items()})
    assert found is not None, path
    return found


def words_of(page: Page) -> str:
    """What a reader reads of a page, without markup."""
    body = page.body.partition("<main")[2]
    text = re.sub(r"<[^>]+>", "", body.partition(">")[2])
    return " ".join(unescape(text).split())


@pytest.mark.parametrize("path", SAID)
def test_a_page_says_what_it_is_for(pages: Pages, path: str) -> None:
    """Status 200, one heading of the first rank, and its own words."""
    page = page_at(pages, path)
    assert page.status == 200
    assert page.body.count("<h1") == 1
    missing = [words for words in SAID[path] if words not in words_of(page)]
    assert missing == []


@pytest.mark.parametrize("path", SAID)
def test_no_page_holds_a_script_or_a_style_of_its_own(pages: Pages, path: str) -> None:
    """No inline script, style or handler, and nothing from another host."""
    body = page_at(pages, path).body
    assert re.findall(SCRIPT, body) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", body) == []
    assert re.findall(r"(?:src|action)=\"(?:https?:)?//", body) == []
    assert re.findall(r"<link[^>]*href=\"https?:", body) == []


@pytest.mark.parametrize("path", SAID)
def test_headings_come_in_order_and_names_are_given_once(
    pages: Pages, path: str
) -> None:
    """No rank of heading is left out, and no id stands twice on a page."""
    body = page_at(pages, path).body
    ranks = [int(rank) for rank in re.findall(r"<h([1-6])[ >]", body)]
    leaps = [(a, b) for a, b in pairwise(ranks) if b > a + 1]
    assert leaps == []
    names = re.findall(r'\sid="([^"]+)"', body)
    assert [name for name in set(names) if names.count(name) > 1] == []
    labels = re.findall(r'aria-labelledby="([^"]+)"', body)
    assert [name for name in labels if name not in names] == []


@pytest.mark.parametrize("path", LEADS)
def test_what_is_told_elsewhere_leads_there(pages: Pages, path: str) -> None:
    """Cells, wordings, links and such answer with the place where they are shown."""
    page = page_at(pages, path)
    assert (page.status, page.location) == (303, LEADS[path])
    target, _, fragment = LEADS[path].partition("#")
    shown = page_at(pages, target).body
    assert not fragment or f'id="{fragment}"' in shown


def test_what_is_nothing_has_no_page(pages: Pages) -> None:
    """Unknown items, sections, queries and paths."""
    unknown = ("/recommendation/99", "/source/99", "/queries/no", "/a", "/quote/l1/x")
    assert [path for path in unknown if pages.page(path)] == []


def test_a_quote_with_markup_is_read_as_words(hostile: Pages) -> None:
    """On its page, on its agency's, in its findings, in search: signs, no elements."""
    paths = ["/quote/l2834", "/agency/education", "/region/north-west-england"]
    bodies = [page_at(hostile, path).body for path in paths]
    bodies.append(page_at(hostile, "/search", q="quoted").body)
    for body in bodies:
        assert "window.hacked" in body
        assert "<script>window" not in body
        assert "</script><script>" not in body
        assert "<b>{{" not in body
        assert "&lt;script&gt;" in body
    assert HOSTILE in words_of(page_at(hostile, "/quote/l2834"))


def test_what_is_typed_is_read_as_words(pages: Pages) -> None:
    """A search and a parameter give back what was typed, not what it would mean."""
    typed = '"><script>alert(1)</script>'
    for page in (
        page_at(pages, "/search", q=typed),
        page_at(pages, "/search", q="visit", agency=typed),
        page_at(pages, "/queries/what-did-this-agency-say", agency=typed),
        page_at(pages, "/sparql", edit=typed),
    ):
        assert "<script>alert" not in page.body
        assert "&lt;script&gt;alert" in page.body


def test_a_search_counts_and_narrows(pages: Pages) -> None:
    """49 quotes of the items on redeployment, by the link that the page gives."""
    page = page_at(pages, "/search", q="redeployment")
    assert page.status == 200
    assert "/search?q=redeployment&amp;type=quote" in page.body
    found = page_at(pages, "/search", q="redeployment", type="quote")
    assert "49 found, the best 20" in words_of(found)
    assert "type=quote&amp;limit=40" in found.body


def test_a_search_that_cannot_be_read_says_why(pages: Pages) -> None:
    """Status 400 and the reason on the page."""
    page = page_at(pages, "/search", q="-only")
    assert page.status == 400
    assert "write one to find" in words_of(page)
    other = page_at(pages, "/search", q="visit", agency="nobody")
    assert other.status == 400
    assert "no such agency" in words_of(other)


def test_a_query_is_answered_for_what_is_given(pages: Pages) -> None:
    """Police have 47 quotes, Law 104; what is no agency is told so."""
    path = "/queries/what-did-this-agency-say"
    assert "47 rows" in words_of(page_at(pages, path))
    assert "104 rows" in words_of(page_at(pages, path, agency="law"))
    assert page_at(pages, path, agency="nobody").status == 400


def test_a_window_is_named_by_what_it_shows(pages: Pages) -> None:
    """Not by a label alone, by which nobody tells one tab from another."""
    starts = {
        "/recommendation/16": "R16: Future decisions around redeployment",
        "/table/3.11": "Table 3.11: Agreement with redeployment ·",
        "/quote/l2834": "Quote L2834: Social Workers to take responsibility",
    }
    for path, start in starts.items():
        assert f"<title>{start}" in page_at(pages, path).body


def test_the_marks_of_a_trail_are_explained(pages: Pages) -> None:
    """Each by the vocabulary's own words; a reason is not told twice."""
    words = words_of(page_at(pages, "/recommendation/16"))
    assert "The item reports the trouble that the recommendation is to end." in words
    assert "The words of the item name the agency, its staff or a service" in words
    assert "prints words that name the agency" not in words
    assert "By the words “health professionals”, “midwives”" in words


def test_a_bar_has_its_share_and_its_n(pages: Pages) -> None:
    """Line 302 prints "56% of respondents (n=269)": beside the bar 56% and n=269."""
    body = page_at(pages, "/finding/2.3").body
    number = body.partition('<span class="bar-number">')[2].partition("\n")[0]
    plain = " ".join(re.sub(r"<[^>]+>", "", number).split())
    assert plain == "56% n=269"


def test_a_search_that_finds_nothing_helps_on(pages: Pages) -> None:
    """What else to try, and no empty list to narrow by."""
    page = page_at(pages, "/search", q="zzzz")
    words = words_of(page)
    assert "0 found" in words
    assert "other words may find more" in words
    assert "Narrow the search" not in words


def test_a_wording_marks_its_differences(pages: Pages) -> None:
    """R2 says "any staff" in chapter 6 where its section says "all staff"."""
    body = page_at(pages, "/recommendation/2").body
    assert re.search(r"<del><span[^>]*>left out: </span>any</del>", body)
    assert re.search(r"<ins><span[^>]*>put in: </span>all</ins>", body)
    same = words_of(page_at(pages, "/recommendation/16"))
    assert "In the same words in each place." in same


def test_a_recommendation_tells_what_is_disputed_beneath_it(pages: Pages) -> None:
    """R16 is not disputed itself; its evidence is."""
    words = words_of(page_at(pages, "/recommendation/16"))
    assert "disagrees with itself on what this rests on" in words
    assert "at least 80% or more of the respondents agreed" in words


def test_an_agency_sees_where_it_differs(pages: Pages) -> None:
    """The widest gap first: 8% of Police, the others' median 33%, in Table 2.1B."""
    body = page_at(pages, "/agency/police").body
    first = body.partition('class="differences"')[2].partition("</ul></li>")[0]
    assert "Table 2.1B column 3" in first
    assert re.findall(r"<strong>(\d+%)</strong>", first) == ["42%", "33%", "30%", "8%"]
    assert first.count('class="ours"') == 1


def test_an_agency_is_answered_in_its_order(pages: Pages) -> None:
    """What concerns Police (21), what they said (47), where they differ (17)."""
    page = page_at(pages, "/agency/police")
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", page.body)
    assert [" ".join(re.sub(r"<[^>]+>", "", head).split()) for head in heads] == [
        "What concerns it 21",
        "What its people said 47",
        "Where it differs from the others 17",
    ]
    whole = (
        "This includes making the necessary technology, space and technical knowledge"
    )
    assert whole in words_of(page)
    health = words_of(page_at(pages, "/agency/health"))
    assert "By the words “health professionals”, “health professions”" in health


def test_a_region_tells_what_rests_on_its_quotes(pages: Pages) -> None:
    """R1 rests directly on three quotes from London."""
    words = words_of(page_at(pages, "/region/london"))
    assert "each with how many of the quotes: R1 3 R2 1" in words


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"grade": "quotesOnly"}, 6),
        ({"agency": "all"}, 10),
        ({"agency": "education", "grade": "quotesOnly"}, 1),
        ({"strength": "0"}, 1),
        ({"chapter": "3", "strength": "10"}, 9),
        ({"agency": "nobody"}, 38),
        ({}, 38),
    ],
)
def test_the_recommendations_are_filtered_without_a_script(
    pages: Pages, query: dict[str, str], count: int
) -> None:
    """A form that asks for the page again; what is no choice filters nothing."""
    page = page_at(pages, "/", **query)
    lines = re.findall(r'<li class="rec"( hidden)?', page.body)
    assert (len(lines), lines.count("")) == (38, count)
    assert '<form class="filters" id="filters" method="get" action="/"' in page.body
    kept = {name: value for name, value in query.items() if value != "nobody"}
    assert len(re.findall(r"<option [^>]*selected", page.body)) == len(kept)
    verb = "is" if count == 1 else "are"
    told = f"{count} of 38 {verb} shown." if kept else "All 38 are shown."
    assert told in words_of(page)


@pytest.mark.parametrize("path", SAID)
def test_a_long_page_begins_with_what_is_on_it(pages: Pages, path: str) -> None:
    """Where there are over three headings, a list leads to them, and each is there."""
    main = page_at(pages, path).body.partition("<main")[2]
    before, found, rest = main.partition('aria-label="On this page"')
    links = re.findall(r'href="#([^"]+)"', rest.partition("</nav>")[0])
    assert found or main.count("<h2") <= 3
    assert [link for link in links if f'id="{link}"' not in main] == []
    assert not found or (links and "<h2" not in before)


@pytest.mark.parametrize("path", SAID)
def test_a_table_says_what_it_is(pages: Pages, path: str) -> None:
    """Each has a caption, and heads that say whether they head a row or a column."""
    body = page_at(pages, path).body
    assert body.count("<table") == body.count("<caption")
    assert re.findall(r"<th(?![^>]*scope=)[ >]", body) == []


def test_the_audit_speaks_plainly(pages: Pages) -> None:
    """Kinds by what they compare, not by their keys; each links to its own place."""
    body = page_at(pages, "/audit").body
    assert 'id="error-text-table">The text against a table or a figure <' in body
    assert "text-table</" not in body
    assert "Statistic L" not in body
    keys = re.findall(r'<li class="entry" id="([^"]+)"', body)
    assert len(keys) == len(set(keys)) > 170
    assert [key for key in keys if f'href="#{key}"' not in body] == []


def test_the_heads_of_a_printed_table_stand_above_their_columns(pages: Pages) -> None:
    """Line 1612 has five cells, the rows below it six."""
    body = page_at(pages, "/source/3.3").body
    row = body.partition('id="L1612"')[2].partition("</tr>")[0]
    assert re.findall(r"<td>(.*?)</td>", row)[:2] == ["", "Strongly disagree"]


def test_a_facet_is_named_in_words(pages: Pages) -> None:
    """Chapters by their titles, kinds in the plural; each can be taken off again."""
    page = page_at(pages, "/search", q="redeployment", chapter="3", type="row")
    words = words_of(page)
    assert "Chapter: 3. Professional Practice ×, take off" in words
    assert "Type: rows of tables ×, take off" in words
    assert 'href="/search?q=redeployment&amp;chapter=3"' in page.body
    assert '<input type="hidden" name="chapter" value="3">' in page.body


def test_a_recommendation_leads_to_the_map(pages: Pages) -> None:
    """By the key that it has there."""
    assert 'href="/map#recommendation/16"' in page_at(pages, "/recommendation/16").body


def test_a_trail_can_be_taken_along(pages: Pages) -> None:
    """Markdown, Turtle and JSON-LD of a recommendation; nothing of a quote."""
    starts = {
        "trail.md": b"# R16",
        "trail.ttl": b"@prefix",
        "trail.jsonld": b"{",
        "trail.svg": b"<svg",
    }
    for name, start in starts.items():
        found = pages.download(f"/recommendation/16/{name}")
        assert found is not None
        assert found.body.startswith(start)
    assert pages.download("/quote/l2834/trail.md") is None
    assert pages.download("/finding/2.7.b/trail.svg") is None
    assert pages.download("/recommendation/16/trail.exe") is None
    assert pages.download("/trail.md") is None


def test_the_style_has_the_palette_of_the_viewers() -> None:
    """Each kind's colour in the style is that of the drawings."""
    style = (ASSETS / "style.css").read_text(encoding="utf-8")
    found = dict(re.findall(r"--k-(\w+): (#\w+);", style))
    assert found == {kind.lower(): look.colour for kind, look in NODES.items()}


SUMS = """
import hashlib, sys
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.serve.pages import Pages
pages = Pages(Oxigraph(), is_static=True)
for path in sys.argv[1:]:
    print(path, hashlib.sha256(pages.page(path).body.encode()).hexdigest())
"""


def test_pages_are_the_same_each_time() -> None:
    """Two processes whose sets have other orders make the same bytes."""
    paths = [path for path in SAID if path != "/sparql"]
    one, two = (
        subprocess.run(
            [sys.executable, "-c", SUMS, *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for seed in ("1", "2")
    )
    assert len(one) == len(paths)
    assert [line for line in one if line not in two] == []


def test_bibtex_takes_every_sign_as_text(pages: Pages) -> None:
    """F4.1 stands in a section with an "&", in its note too; addresses are as is."""
    body = unescape(page_at(pages, "/finding/4.1").body)
    entry = body.partition("@inbook{")[2].partition("</pre>")[0]
    fields = [line for line in entry.splitlines() if "&" in line]
    assert {line.split(" =")[0].strip() for line in fields} == {"chapter", "note"}
    assert all(line.count("&") == line.count(r"\&") for line in fields)
    assert f"; {REP['finding/4.1']}}}," in entry


ROWS = b"""{"head": {"vars": ["what"]}, "results": {"bindings": [
  {"what": {"type": "uri", "value": "https://w3id.org/pcad-kg/agency/police"}},
  {"what": {"type": "literal", "value": "</td><script>1</script>"}}, {}]}}"""
TOLD = (REP["x"], SKOS.note, Literal("<b>1</b>")), (REP["x"], SKOS.related, REP["y"])
PLAIN = {
    "a thing": (description_page(Iri(REP["x"]), TOLD), "/y", "&lt;b&gt;1&lt;/b&gt;"),
    "rows": (answer_page(ROWS, is_rows=True), "/agency/police", "&lt;script&gt;1"),
}


@pytest.mark.parametrize(("body", "link", "words"), PLAIN.values(), ids=PLAIN)
def test_what_has_no_page_is_told_in_a_table(body: str, link: str, words: str) -> None:
    """With a caption, heads of columns, links within the site, and no markup."""
    table = body.partition('<div class="wide-table"')[2].partition("</div>")[0]
    assert re.findall(r"<th(?! scope=\"col\")[ >]", table) == []
    assert 1 <= table.count('<th scope="col">') <= 3
    assert table.count("<caption") == 1
    assert f'<a href="{link}">' in table
    assert words in table


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (PLAIN["a thing"][0], "x"),
        (PLAIN["rows"][0], "3 rows; at most 500 are shown."),
        (answer_page(b'{"head": {}, "boolean": true}', is_rows=True), "Yes."),
        (answer_page(b"<a> <b> <c> .", is_rows=False), "&lt;a&gt; &lt;b&gt;"),
        (refusal_page(422, "<b>too long"), "&lt;b&gt;too long"),
        (refusal_page(404, "/x: nothing is here"), "<h1>Nothing is here</h1>"),
    ],
)
def test_what_has_no_page_stands_among_the_pages(body: str, words: str) -> None:
    """The same language, menu and search as on all pages, and no script of its own."""
    assert '<html lang="en-GB">' in body
    assert 'aria-label="Site"' in body
    assert body.count("<h1") == 1
    assert words in body
    assert re.findall(SCRIPT, body) == []


def test_a_graph_of_another_text_shows_no_lines(tmp_path: Path) -> None:
    """Where the text at hand is not the graph's own, none of it is shown as such."""
    from pcad_kg.files import graph_files

    for path in graph_files():
        content = path.read_text(encoding="utf-8")
        if path.stem == "report":
            content = re.sub(r'(pcad:sourceSha256 ")\w+', r"\g<1>0", content)
        (tmp_path / path.name).write_text(content, encoding="utf-8")
    page = page_at(Pages(Oxigraph(tmp_path)), "/source/3.3")
    assert "The text that this graph was built from is not at hand" in page.body
