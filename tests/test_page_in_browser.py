"""The page in a real browser, from disk: searched, filtered, clicked, read, printed."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.export import page as page_module
from pcad_kg.export.cytoscapejs import to_cytoscapejs
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.page import to_html
from pcad_kg.export.project import drawing_of
from tests.browsing import NARROW, RULES, WIDE, Watched
from tests.drawings import NASTY, a_drawing

HOSTILE = "</script><script>window.hacked = true</script><img src=x onerror=hack()>"
PER_ROW = 30
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def drawing(engine: Oxigraph) -> Drawing:
    """The real evidence, on a grid: where a node lies is not what is tested here."""
    return on_a_grid(drawing_of(engine))


def on_a_grid(drawing: Drawing) -> Drawing:
    """The drawing with each node in a place of its own, large enough to be hit."""
    nodes = (
        replace(node, x=30.0 * (at % PER_ROW), y=30.0 * (at // PER_ROW), size=18.0)
        for at, node in enumerate(drawing.nodes)
    )
    return replace(drawing, nodes=tuple(nodes))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, drawing: Drawing) -> Path:
    """Two pages on disk: the real evidence, and a drawing of hostile texts."""
    made = tmp_path_factory.mktemp("pages")
    for name, drawn in (("real", drawing), ("hostile", a_drawing(HOSTILE + NASTY))):
        (made / f"{name}.html").write_text(to_html(drawn), encoding="utf-8", newline="")
    return made


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Opener]:
    """Opens a page; by the end only the file was asked for, and nothing failed."""
    watched = Watched(browser)

    def opened(
        fragment: str = "",
        *,
        name: str = "real",
        size: tuple[int, int] = WIDE,
        scheme: str = "light",
    ) -> Page:
        page = watched.page(size, scheme)
        page.goto((folder / f"{name}.html").as_uri() + fragment)
        return page

    yield opened
    watched.close()
    files = {path.as_uri() for path in folder.glob("*.html")}
    assert {url.split("#")[0] for url in watched.asked} <= files
    assert watched.said == []


def click_in_picture(page: Page, identifier: str) -> None:
    """Click the middle of a node or of a link where the picture has it now."""
    where = page.evaluate(
        """(id) => {
            const shape = chart.cy.getElementById(id);
            return shape.isNode() ? shape.renderedPosition() : shape.renderedMidpoint();
        }""",
        identifier,
    )
    box = page.locator("#graph").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + where["x"], box["y"] + where["y"])


def test_the_page_opens_with_everything(opened: Opener, drawing: Drawing) -> None:
    """All items and links are counted, drawn and listed; nothing is chosen."""
    page = opened()
    items, links = len(drawing.nodes), len(drawing.edges)
    expect(page.locator("#count")).to_have_text(f"{items:,} items, {links:,} links")
    expect(page.locator("#found")).to_have_text(f"({items:,})")
    assert page.evaluate("chart.cy.nodes(':visible').length") == items
    assert page.evaluate("chart.cy.edges(':visible').length") == links
    expect(page.locator("#intro")).to_be_visible()
    assert items > 500


def test_search_finds_and_enter_chooses_the_first(
    opened: Opener, drawing: Drawing
) -> None:
    """Of what holds "redeployment", R2 comes first, and Enter chooses it."""
    page = opened()
    page.locator("#search").fill("redeployment")
    first = page.locator("#list button").first
    expect(first.locator(".head")).to_have_text("R2")
    expect(first.locator("mark")).to_have_text("redeployment")
    held = [n for n in drawing.nodes if "redeployment" in (n.title + n.text).lower()]
    expect(page.locator("#found")).to_have_text(f"({len(held)})")
    page.locator("#search").press("Enter")
    expect(page.locator("#chosen h2")).to_have_text("R2")
    assert page.evaluate("location.hash") == "#recommendation/2"


def test_filters_leave_out_a_kind_and_a_strength(
    opened: Opener, drawing: Drawing
) -> None:
    """Without quotes their links go too; without contextual support only its links."""
    page = opened()
    quotes = {n.key for n in drawing.nodes if n.kind == "Quote"}
    rest = [e for e in drawing.edges if not {e.source, e.target} & quotes]
    items, links = len(drawing.nodes), len(drawing.edges)
    page.get_by_role("checkbox", name="Quote").uncheck()
    expect(page.locator("#count")).to_have_text(
        f"{items - len(quotes):,} of {items:,} items, {len(rest):,} of {links:,} links"
    )
    assert page.evaluate("chart.cy.nodes(':visible').length") == items - len(quotes)
    expect(page.locator("#found")).to_have_text(f"({items - len(quotes):,})")
    page.get_by_role("button", name="Show everything").click()
    page.get_by_label("supported by, contextual").uncheck()
    direct = [
        e
        for e in drawing.edges
        if (e.kind, e.strength) != ("supported by", "contextual")
    ]
    expect(page.locator("#count")).to_have_text(
        f"{items:,} items, {len(direct):,} of {links:,} links"
    )
    page.get_by_label("Only items with a link shown").check()
    linked = {key for edge in direct for key in (edge.source, edge.target)}
    expect(page.locator("#found")).to_have_text(f"({len(linked):,})")
    assert 0 < len(linked) < items


def test_a_click_on_a_node_shows_text_and_place(
    opened: Opener, drawing: Drawing
) -> None:
    """A finding's words and where they stand, beside the picture."""
    page = opened()
    node = next(n for n in drawing.nodes if n.key == "finding/2.7.b")
    click_in_picture(page, "n/finding/2.7.b")
    expect(page.locator("#chosen h2")).to_have_text("F2.7.b")
    expect(page.locator("#chosen blockquote")).to_have_text(node.text)
    expect(page.locator("#chosen .place").first).to_have_text(node.place)
    assert node.place.startswith("L320 ")


def test_a_link_tells_its_reason(opened: Opener, drawing: Drawing) -> None:
    """From an item to a link, its reason and words, and on to the item at its end."""
    page = opened("#recommendation/16")
    edge = next(
        e for e in drawing.edges if e.source == "recommendation/16" and e.rationale
    )
    target = next(n for n in drawing.nodes if n.key == edge.target)
    page.get_by_role("button", name=f"The link to {target.label}", exact=True).click()
    expect(page.locator("#chosen h2")).to_have_text(f"R16 → {target.label}")
    expect(page.locator("#chosen .rationale")).to_have_text(edge.rationale)
    page.locator("#chosen .link").last.click()
    expect(page.locator("#chosen h2")).to_have_text(target.label)
    page.go_back()
    expect(page.locator("#chosen .rationale")).to_have_text(edge.rationale)


def test_a_click_on_a_line_chooses_the_link(opened: Opener) -> None:
    """In the picture, too, a line is chosen by a click on its middle."""
    page = opened(name="hostile")
    click_in_picture(page, "e/recommendation/2/finding/2.7.b/supported-by")
    expect(page.locator("#chosen h2")).to_have_text("R2 → F2.7.b")


def test_a_fragment_names_an_item(opened: Opener) -> None:
    """The page opens on what its address names, and follows the address after."""
    page = opened("#finding/2.7.b", name="hostile")
    expect(page.locator("#chosen h2")).to_have_text("F2.7.b")
    assert page.evaluate("chart.cy.$('.picked').map((n) => n.data('key'))") == [
        "finding/2.7.b"
    ]
    page.evaluate("location.hash = '#recommendation/2'")
    expect(page.locator("#chosen h2")).to_have_text("R2")
    page.keyboard.press("Escape")
    expect(page.locator("#intro")).to_be_visible()


@pytest.mark.parametrize("fragment", ["#nowhere", "#%E0%A4%A", "#__proto__", "#"])
def test_an_unknown_fragment_chooses_nothing(opened: Opener, fragment: str) -> None:
    """An address that names no item opens the whole."""
    page = opened(fragment, name="hostile")
    expect(page.locator("#intro")).to_be_visible()
    expect(page.locator("#count")).to_have_text("8 items, 11 links")


def test_what_a_filter_hides_comes_back_when_it_is_chosen(opened: Opener) -> None:
    """A link leads to a quote although quotes were left out."""
    page = opened("#quote/l2834", name="hostile")
    page.get_by_role("checkbox", name="Quote").uncheck()
    page.evaluate("location.hash = '#finding/2.7.b'")
    page.locator("#chosen .link", has_text="Quote L2834").first.click()
    expect(page.locator("#chosen h2")).to_have_text("Quote L2834")
    expect(page.get_by_role("checkbox", name="Quote")).to_be_checked()


def test_the_tab_key_reaches_everything(opened: Opener) -> None:
    """Search, filters, list, picture and details, in this order, by Tab alone."""
    page = opened(name="hostile")
    stops: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => (document.activeElement.closest(
                "#search, #filtering, #list, #graph, #zoom, #details"
            ) ?? document.body).id"""
        )
        if stop and stop not in stops:
            stops.append(stop)
    assert stops == ["search", "filtering", "list", "graph", "zoom", "details"]


def test_keys_move_the_picture(opened: Opener) -> None:
    """An arrow pans, + zooms in, 0 shows the whole again, / goes to the search."""
    page = opened(name="hostile")
    page.locator("#graph").focus()
    seen = "({ pan: chart.cy.pan().x, zoom: chart.cy.zoom() })"
    before = page.evaluate(seen)
    page.keyboard.press("ArrowRight")
    assert page.evaluate(seen)["pan"] == pytest.approx(before["pan"] - 60)
    page.keyboard.press("+")
    assert page.evaluate(seen)["zoom"] == pytest.approx(before["zoom"] * 1.3)
    page.keyboard.press("0")
    page.wait_for_function(f"Math.abs(chart.cy.zoom() / {before['zoom']} - 1) < 0.2")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()


def test_hostile_texts_stay_texts(opened: Opener) -> None:
    """Markup in a text is read as words: no element of it, no script has run."""
    page = opened("#recommendation/1", name="hostile")
    shown = page.locator("#chosen blockquote").first.evaluate("(e) => e.textContent")
    assert shown == HOSTILE + NASTY
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("#chosen img, #chosen script, #list img, #list b").count() == 0
    assert page.locator("script").count() == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("fragment", ["", "#recommendation/1"])
def test_the_page_keeps_to_the_accessibility_rules(
    opened: Opener, scheme: str, size: tuple[int, int], fragment: str
) -> None:
    """No violation of WCAG 2.2 A or AA that a program can find."""
    page = opened(fragment, name="hostile", size=size, scheme=scheme)
    page.evaluate(
        "document.querySelectorAll('details').forEach((d) => (d.open = true))"
    )
    found = Axe().run(page, options=RULES).response
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10


def test_nothing_is_wider_than_a_phone(opened: Opener) -> None:
    """At 390 pixels nothing scrolls sideways, and the picture is in sight."""
    page = opened(size=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW[0]
    box = page.locator("#graph").bounding_box()
    assert box is not None
    assert box["y"] < NARROW[1] / 2


def test_the_dark_page_is_dark(opened: Opener) -> None:
    """The paper is darker than the ink where the reader asks for it."""
    page = opened(scheme="dark", name="hostile")
    style = "getComputedStyle(document.body)"
    paper, ink = (
        sum(map(int, re.findall(r"\d+", page.evaluate(f"{style}.{name}"))[:3]))
        for name in ("backgroundColor", "color")
    )
    assert paper < 120 < 600 < ink


def test_print_has_the_picture(opened: Opener) -> None:
    """What is printed holds the picture as an image on white, and no controls."""
    page = opened("#recommendation/1", name="hostile", scheme="dark")
    printed = page.pdf()
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    expect(page.locator("#printed")).to_be_visible()
    assert page.locator("#printed").evaluate("(image) => image.naturalWidth") > 500
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator("#kinds")).to_be_visible()


def test_the_file_for_cytoscape_js_is_drawn_as_it_says(
    browser: Browser, drawing: Drawing
) -> None:
    """The library takes the file as it is: all items, their places, their looks."""
    library = Path(page_module.__file__).parent / "web" / "vendor" / "cytoscape.min.js"
    page = browser.new_page()
    page.set_content('<div id="graph" style="width: 900px; height: 600px"></div>')
    page.add_script_tag(content=library.read_text(encoding="utf-8"))
    drawn = page.evaluate(
        """(file) => {
            const container = document.getElementById("graph");
            const cy = cytoscape({container, ...file});
            const node = cy.getElementById("recommendation/16");
            return [cy.nodes().length, cy.edges().length, node.style("label"),
                node.style("background-color"), cy.nodes()[0].position()];
        }""",
        json.loads(to_cytoscapejs(drawing)),
    )
    page.close()
    blue = "rgb(0,114,178)"
    assert drawn[:4] == [len(drawing.nodes), len(drawing.edges), "R16", blue]
    assert set(drawn[4]) == {"x", "y"}
