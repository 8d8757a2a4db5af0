"""The site in a real browser, from disk: a newcomer's errands, done by clicking."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.search import Searcher
from pcad_kg.search_index import STEMMED, Index
from pcad_kg.search_items import entries_of
from pcad_kg.serve.pages import Pages
from tests.browsing import NARROW, RULES, WIDE, Watched
from tests.serving import serving
from tests.sites import hostile_engine, whole_site
from tests.test_pages import HOSTILE

# One page of each kind.
KINDS = (
    "",
    "recommendation/2",
    "finding/2.7.b",
    "table/3.11",
    "table/3.11/row/2",
    "figure/2.9",
    "quote/l2834",
    "passage/l859",
    "agency/police",
    "role/safeguarding-lead",
    "region/london",
    "question/l857",
    "section/2.7",
    "source",
    "source/3.3",
    "search",
    "search?q=redeployment",
    "audit",
    "check",
    "matrix",
    "ontology",
    "queries",
    "queries/what-did-this-agency-say",
    "finding",
    "agency",
    "acronym",
    "graph",
    "reference/munro-2011",
)
# What only a server shows: what has no page of its own, answers, refusals.
SERVED = {
    "/dataset": "rep:dataset",
    "/search?q=redeployment": "Search",
    "/sparql?query=SELECT+*+{+?who+a+pcad:Agency+}": "Answer",
    "/sparql?query=DESCRIBE+<https://w3id.org/pcad-kg/agency/police>": "Answer",
    "/sparql?query=SELEKT": "This cannot be had (400)",
    "/nothing": "Nothing is here",
}
# Everything is unfolded; of long lists the first few stand for all.
UNFOLDED = """() => {
    document.querySelectorAll("main details").forEach((box) => (box.open = true));
    const many = ".entries, .listing, .voices, .bars, .differences, section, tbody, dl";
    for (const list of document.querySelectorAll(`main :is(${many})`)) {
        [...list.children].slice(12).forEach((child) => child.remove());
    }
}"""
TYPED = (
    "redeployed",
    "visiting families",
    '"home visits"',
    "visit*",
    "school* -police",
    "employed",
    "mental health",
    "in-person",
    "children's",
)
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def folder(engine: Oxigraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk."""
    return whole_site(engine, tmp_path_factory).folder


@pytest.fixture(scope="module")
def index(engine: Oxigraph) -> Index:
    """The server's index of all words."""
    return Index(entries_of(engine))


@pytest.fixture(scope="module")
def searcher(engine: Oxigraph) -> Searcher:
    """The server's search."""
    return Searcher(engine)


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Opener]:
    """Opens a page; by the end only files were asked for, and nothing was refused."""
    watched = Watched(browser)

    def opened(
        path: str = "", *, size: tuple[int, int] = WIDE, scheme: str = "light"
    ) -> Page:
        page = watched.page(size, scheme)
        page.goto(file_at(folder.as_uri(), path))
        return page

    yield opened
    watched.close()
    root = folder.as_uri()
    assert [url for url in watched.asked if not url.startswith(root)] == []
    assert watched.said == []


def file_at(root: str, path: str) -> str:
    """The address of a page's file; `path` may end with a query or a fragment."""
    bare, sign, rest = re.match(r"([^?#]*)([?#]?)(.*)", path).groups()  # type: ignore[union-attr]
    return f"{root}/{bare}/index.html{sign}{rest}".replace("//index", "/index")


def is_in_sight(page: Page, selector: str) -> bool:
    """Whether an element's top lies within the window."""
    box = page.locator(selector).bounding_box()
    return box is not None and 0 <= box["y"] < WIDE[1]


def test_a_newcomer_finds_what_a_recommendation_rests_on(opened: Opener) -> None:
    """From the start by one click: R16 has 25 items of direct evidence."""
    page = opened()
    page.get_by_role("link", name="R16 Future decisions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("R16")
    page.get_by_role("link", name="Direct evidence 25").click()
    assert is_in_sight(page, "#direct-evidence")
    entries = page.locator("#direct-evidence .entries.l0 > .entry")
    expect(entries.filter(has_text="Table 3.11").first).to_contain_text(
        "Agreement with redeployment"
    )
    expect(page.locator("#direct-evidence h3").first).to_have_text("Findings (2)")


def test_a_newcomer_reads_the_row_of_the_table(opened: Opener) -> None:
    """From R16 to its table and the row: half of 280 strongly agree."""
    page = opened("recommendation/16")
    page.locator("#direct-evidence").get_by_role(
        "link", name="Table 3.11", exact=True
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Table 3.11")
    row = page.get_by_role("row", name="Health visitors should never be redeployed")
    expect(row.get_by_role("cell").last).to_have_text("50%")
    row.get_by_role("link", name="Health visitors").click()
    bars = page.get_by_role("list", name="Numbers of Table 3.11 row 2")
    expect(bars.get_by_role("listitem").last).to_contain_text("Strongly Agree")
    expect(bars.get_by_role("listitem").last).to_contain_text("50% n=280")


def test_a_newcomer_opens_the_quote_in_the_source(opened: Opener) -> None:
    """From R16's quotes to the line of the report, in sight and set off."""
    page = opened("recommendation/16")
    page.locator("#direct-evidence").get_by_role(
        "link", name=re.compile("^Quote L")
    ).first.click()
    label = page.get_by_role("heading", level=1).inner_text()
    line = label.removeprefix("Quote ")
    words = page.locator(".own p").inner_text()
    page.get_by_role("link", name=f"In the report: {line}").click()
    target = page.locator(f"#{line}")
    expect(target).to_contain_text(words[:60])
    assert is_in_sight(page, f"#{line}")
    assert target.evaluate("(line) => line.matches(':target')")
    paper = "(e) => getComputedStyle(e).backgroundColor"
    assert target.evaluate(paper) != page.locator("body").evaluate(paper)


def test_a_newcomer_sees_what_concerns_the_police(opened: Opener) -> None:
    """By the menu: findings that name them, 47 quotes, where they differ."""
    page = opened()
    page.get_by_role("navigation", name="Site").get_by_text("Agencies").click()
    page.get_by_role("main").get_by_role("link", name="Police", exact=True).click()
    expect(page.get_by_role("heading", name="What concerns it")).to_be_visible()
    expect(page.locator("#findings-that-name-it")).to_contain_text("4")
    expect(page.get_by_role("heading", name="What its people said 47")).to_be_visible()
    expect(page.locator(".differences > li").first).to_contain_text("8%")


def test_a_newcomer_opens_an_example_query(opened: Opener) -> None:
    """By the menu to a question and its answer, whose links lead on."""
    page = opened()
    page.get_by_role("navigation", name="Site").get_by_text("Queries").click()
    page.get_by_role("link", name="Where do the agencies disagree most?").click()
    answer = page.get_by_role("region", name="Answer")
    assert answer.get_by_role("row").count() > 3
    expect(page.get_by_label("Commands")).to_be_visible()


def test_a_search_finds_without_a_server(opened: Opener) -> None:
    """From any page: words, then one type alone, each state an address."""
    page = opened("quote/l2834")
    page.get_by_role("searchbox", name="Search the report").fill("redeployment")
    page.get_by_role("button", name="Search").click()
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_contain_text("found, the best 20")
    page.get_by_role("link", name=re.compile("^recommendations ")).click()
    expect(heading).to_have_text("2 found")
    assert page.url.endswith("?q=redeployment&type=recommendation")
    chips = page.locator(".hit-list .chip")
    assert sorted(chips.all_inner_texts()) == ["R16", "R2"]
    page.go_back()
    expect(heading).to_contain_text("found, the best 20")
    page.go_forward()
    page.get_by_role("link", name=re.compile("^Type: recommendations")).click()
    expect(heading).to_contain_text("found, the best 20")
    chips.first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_words_have_the_stems_that_the_server_finds_them_by(
    opened: Opener, index: Index
) -> None:
    """Each of the report's 6,000 words, as SQLite stems it."""
    told = sqlite3.connect(":memory:")
    told.execute(f"CREATE VIRTUAL TABLE t USING fts5(word, tokenize='{STEMMED}')")
    told.executemany("INSERT INTO t VALUES (?)", ((word,) for word in index.words))
    told.execute("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'instance')")
    rows = told.execute("SELECT term FROM v ORDER BY doc")
    stems = dict(zip(index.words, (term for (term,) in rows), strict=True))
    page = opened("search")
    found = page.evaluate("words => words.map(stemOf)", list(index.words))
    differing = {
        w for w, stem in zip(index.words, found, strict=True) if stems[w] != stem
    }
    assert differing == set()
    assert len(stems) > 5000


@pytest.mark.parametrize("typed", TYPED)
def test_a_search_finds_what_the_server_finds(
    opened: Opener, searcher: Searcher, typed: str
) -> None:
    """As many items, and the same one first; of the best twenty over a third."""
    expected = searcher.search(typed)
    page = opened(f"search?q={quote(typed)}")
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_have_text(re.compile(rf"^{expected.total:,} found"))
    labels = page.locator(".hit-list .chip").all_inner_texts()
    assert labels[0] == expected.hits[0].label
    common = {hit.label for hit in expected.hits} & set(labels)
    assert len(common) > len(labels) / 3
    assert page.locator(".hit-list mark").count() >= min(len(labels), 2)


@pytest.mark.parametrize(
    ("typed", "first"), [("R16", "R16"), ("t3.11", "Table 3.11"), ("F2.7.b", "F2.7.b")]
)
def test_a_label_is_found_first(opened: Opener, typed: str, first: str) -> None:
    """Whoever types a label wants that item."""
    page = opened(f"search?q={typed}")
    expect(page.locator(".hit-list .chip").first).to_have_text(first)


def test_the_recommendations_can_be_filtered(opened: Opener) -> None:
    """Six rest on quotes only; the address brings them back; all are shown again."""
    page = opened()
    page.locator("select[name=grade]").select_option("quotesOnly")
    shown = page.locator(".rec:visible")
    expect(shown).to_have_count(6)
    expect(page.get_by_role("status")).to_have_text("6 of 38 are shown.")
    assert page.url.endswith("?grade=quotesOnly")
    page.reload()
    expect(shown).to_have_count(6)
    page.locator("select[name=agency]").select_option("education")
    assert 0 < shown.count() < 6
    page.get_by_role("link", name="Show all").click()
    expect(shown).to_have_count(38)
    assert page.url.endswith("index.html")


def test_the_keyboard_skips_to_the_content(opened: Opener) -> None:
    """The first Tab offers it, Enter takes it, the next Tab is in the content."""
    page = opened("recommendation/16")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert is_in_sight(page, ".skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_to_the_accessibility_rules(opened: Opener, scheme: str) -> None:
    """No violation of WCAG 2.2 A or AA that a program can find, on each kind."""
    page = opened(scheme=scheme)
    root = page.url.removesuffix("/index.html")
    wrong: list[tuple[str, str, str]] = []
    for kind in KINDS:
        page.goto(file_at(root, kind))
        wrong += [(kind, *found) for found in violations_of(page)]
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_served_alone_keeps_to_the_accessibility_rules(
    browser: Browser, scheme: str
) -> None:
    """No violation in what has no page of its own, answers and refusals."""
    watched = Watched(browser)
    wrong: list[tuple[str, str, str]] = []
    with serving() as site:
        page = watched.page(scheme=scheme)
        for path, heading in SERVED.items():
            page.goto(site.address + path)
            expect(page.get_by_role("heading", level=1)).to_have_text(heading)
            wrong += [(path, *found) for found in violations_of(page)]
            expect(page.get_by_role("navigation", name="Site")).to_be_visible()
        watched.close()
    assert wrong == []


def violations_of(page: Page) -> list[tuple[str, str]]:
    """The rules that a page breaks, each with the first element that does."""
    page.evaluate(UNFOLDED)
    found = Axe().run(page, context="main, header, footer", options=RULES).response
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]]


def test_the_matrices_are_read_whole_on_a_phone(opened: Opener) -> None:
    """At 375 pixels every column of both is in view, with nothing to scroll."""
    page = opened("matrix", size=(375, 800))
    boxes = page.locator(".wide-table")
    expect(boxes).to_have_count(2)
    hidden = "(box) => box.scrollWidth - box.clientWidth"
    assert [box.evaluate(hidden) for box in boxes.all()] == [0, 0]


def test_a_long_table_keeps_the_names_of_its_rows_in_view(opened: Opener) -> None:
    """On a phone a cell that is far to the right is led to beside its row's name."""
    page = opened("table/3.11#row-2-column-4", size=NARROW)
    name = page.locator("#row-2 th").bounding_box()
    cell = page.locator("#row-2-column-4").bounding_box()
    assert name is not None
    assert cell is not None
    assert 0 <= name["x"] < cell["x"] < NARROW[0]


@pytest.mark.parametrize("path", ["recommendation/16", "agency/police", "finding/2.7"])
def test_a_phone_shows_what_is_on_a_page_before_it(opened: Opener, path: str) -> None:
    """The contents are in view at both widths; on a phone between heading and text."""
    for size in (WIDE, NARROW):
        page = opened(path, size=size)
        places = page.evaluate(
            """() => ["h1", "nav[aria-label='On this page']", ".article"].map(
                (name) => document.querySelector(name).getBoundingClientRect().top)"""
        )
        if size == NARROW:
            assert places == sorted(places)
        assert places[1] < size[1]


def test_nothing_is_wider_than_a_phone(opened: Opener) -> None:
    """At 390 pixels no kind of page scrolls sideways."""
    page = opened(size=NARROW)
    root = page.url.removesuffix("/index.html")
    wide = []
    for kind in KINDS:
        page.goto(file_at(root, kind))
        if page.evaluate("document.documentElement.scrollWidth") > NARROW[0]:
            wide.append(kind)
    assert wide == []


def test_print_is_the_text_alone(opened: Opener) -> None:
    """On paper neither menu nor search, on white, also where the screen is dark."""
    page = opened("recommendation/16", scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.locator("#quick")).to_be_hidden()
    expect(page.locator(".own")).to_be_visible()
    colour = page.locator(".own").evaluate("(e) => getComputedStyle(e).color")
    assert colour == "rgb(0, 0, 0)"
    expect(page.locator("details:not([open]) .drawn")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")


def test_a_quote_with_markup_runs_nothing(
    browser: Browser, tmp_path: Path, folder: Path
) -> None:
    """Its words are read as they stand; no script of it has run."""
    graph = tmp_path / "graph"
    graph.mkdir()
    made = Pages(hostile_engine(graph, HOSTILE), is_static=True).page("/quote/l2834")
    assert made is not None
    place = tmp_path / "quote" / "l2834" / "index.html"
    place.parent.mkdir(parents=True)
    place.write_text(made.body, encoding="utf-8")
    shutil.copytree(folder / "assets", tmp_path / "assets")
    context = browser.new_context()
    page = context.new_page()
    page.goto(place.as_uri())
    expect(page.locator(".own p")).to_have_text(HOSTILE)
    assert page.evaluate("typeof window.hacked") == "undefined"
    data = page.locator("script[type='application/ld+json']").evaluate(
        "(element) => JSON.parse(element.textContent)['pcad:text']"
    )
    assert data == [HOSTILE]
    context.close()
