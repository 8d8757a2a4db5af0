"""The maps in a real browser, served and from disk: searched, filtered, followed."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.serve.mapped import VIEWS
from tests.browsing import NARROW, RULES, WIDE, Watched
from tests.serving import serving
from tests.sites import whole_site

PATHS = [view.path.strip("/") for view in VIEWS]
KEPT = "document.getElementById('graph')._cyreg.cy"
Opener = Callable[..., Page]


@pytest.fixture(scope="module", params=["served", "from disk"])
def root(
    request: pytest.FixtureRequest,
    engine: Oxigraph,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Where the site begins: at a server, or in a folder."""
    if request.param == "served":
        with serving() as site:
            yield site.address
    else:
        yield whole_site(engine, tmp_path_factory).folder.as_uri()


@pytest.fixture
def opened(browser: Browser, root: str) -> Iterator[Opener]:
    """Opens a page; by the end nothing was refused, failed or asked for elsewhere."""
    watched = Watched(browser)

    def opened(
        path: str = "map",
        size: tuple[int, int] = WIDE,
        scheme: str = "light",
        **more: bool,
    ) -> Page:
        page = watched.page(size, scheme, **more)
        page.goto(address(root, path))
        return page

    yield opened
    watched.close()
    own = (root, "data:image/png;base64,")
    assert [url for url in watched.asked if not url.startswith(own)] == []
    assert watched.said == []


def address(root: str, path: str) -> str:
    """Where a page is: a file has its own name at the end of its folder."""
    bare, sign, fragment = path.partition("#")
    file = f"{bare}/index.html" if root.startswith("file:") else bare
    return f"{root}/{file}{sign}{fragment}"


def where_in_picture(page: Page, key: str) -> tuple[float, float]:
    """The middle of an item in the window."""
    x, y = page.evaluate(
        f"""(id) => {{
            const {{ x, y }} = {KEPT}.getElementById(id).renderedPosition();
            const box = document.getElementById("graph").getBoundingClientRect();
            return [box.x + x, box.y + y];
        }}""",
        f"n/{key}",
    )
    return x, y


def test_an_item_is_found_chosen_and_its_page_opened(opened: Opener) -> None:
    """Typed, entered, read, and on to all that is known of it; back is back."""
    page = opened()
    page.get_by_label("Search labels and texts").fill("redeployment")
    expect(page.locator("#list button").first).to_contain_text("R2")
    page.get_by_label("Search labels and texts").fill("r16")
    page.keyboard.press("Enter")
    chosen = page.locator("#chosen")
    expect(chosen.get_by_role("heading", level=2)).to_have_text("R16")
    assert page.url.endswith("#recommendation/16")
    chosen.get_by_role("link", name="All about R16").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("R16")
    expect(page.locator("#direct-evidence")).to_be_visible()
    page.go_back()
    expect(chosen.get_by_role("heading", level=2)).to_have_text("R16")


@pytest.mark.parametrize(
    ("key", "label", "heading"),
    [
        ("table/3.11/row/2", "Table 3.11 row 2", "Table 3.11 row 2"),
        ("passage/l859", "Passage L859", "Passage L859"),
        ("quote/l2834", "Quote L2834", "Quote L2834"),
    ],
)
def test_other_kinds_of_item_lead_to_their_pages(
    opened: Opener, key: str, label: str, heading: str
) -> None:
    """An address names the item, its link the page."""
    page = opened(f"map#{key}")
    page.get_by_role("link", name=f"All about {label}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


@pytest.mark.parametrize("path", PATHS)
def test_each_view_is_drawn_and_leads_to_the_others(opened: Opener, path: str) -> None:
    """As many shapes as items, a menu of the four views, nothing refused."""
    page = opened(path)
    count = page.locator("#count").inner_text()
    items = int(count.split(" ")[0].replace(",", ""))
    assert page.evaluate(f"{KEPT}.nodes(':visible').length") == items > 30
    views = page.get_by_role("navigation", name="What the map shows")
    expect(views.locator("[aria-current=page]")).to_have_count(1)
    views.get_by_role("link", name="Agencies").click()
    expect(page.locator("#count")).to_contain_text("138 items")
    expect(page.get_by_label("concerns")).to_be_checked()


def test_what_is_chosen_is_chosen_in_the_other_views(opened: Opener) -> None:
    """From R16 and its evidence to R16 and its agencies."""
    page = opened("map#recommendation/16")
    page.get_by_role("navigation", name="What the map shows").get_by_text(
        "Agencies"
    ).click()
    expect(page.locator("#chosen h2")).to_have_text("R16")
    expect(page.locator("#chosen h3", has_text="concerns")).to_have_text("concerns (2)")
    page.keyboard.press("Escape")
    page.get_by_role("navigation", name="What the map shows").get_by_text(
        "Evidence", exact=True
    ).click()
    expect(page.locator("#intro")).to_be_visible()


def test_type_and_strength_are_filtered_by_keyboard(opened: Opener) -> None:
    """Tab goes from the search to the filters, Space takes quotes and context off."""
    page = opened()
    page.get_by_label("Search labels and texts").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#filtering summary")).to_be_focused()
    for name in ("Quote", "supported by, contextual"):
        box = page.get_by_role("checkbox", name=name)
        for _ in range(20):
            if box.evaluate("(box) => box === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(box).not_to_be_checked()
    kinds = page.evaluate(f"{KEPT}.nodes(':visible').map((n) => n.data('key'))")
    assert [key for key in kinds if key.startswith("quote/")] == []
    dashes = page.evaluate(f"{KEPT}.edges(':visible').map((e) => e.data('colour'))")
    assert "#0072b2" in dashes
    assert "#56b4e9" not in dashes
    expect(page.locator("#count")).to_contain_text("440 of 674 items")


def test_the_keyboard_goes_to_the_details_and_back(opened: Opener) -> None:
    """Enter in the list leads to the item's words, Escape to the list again."""
    page = opened()
    page.locator("#list button").nth(3).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="All about R4")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#list button").nth(3)).to_be_focused()
    expect(page.locator("#intro")).to_be_visible()


def test_a_finger_filters_and_chooses(opened: Opener) -> None:
    """On a phone a tap unfolds the filters, takes quotes off, chooses a shape."""
    page = opened("map/agencies", NARROW, has_touch=True, is_mobile=True)
    page.get_by_text("Legend and filters").tap()
    page.locator("#kinds label", has_text="Finding").tap()
    expect(page.get_by_role("checkbox", name="Finding")).not_to_be_checked()
    expect(page.locator("#count")).to_contain_text("45 of 138 items")
    page.get_by_text("Legend and filters").tap()
    page.locator("#graph").scroll_into_view_if_needed()
    page.touchscreen.tap(*where_in_picture(page, "agency/police"))
    expect(page.locator("#chosen h2")).to_have_text("Police")
    page.get_by_role("link", name="All about Police").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Police")


def test_what_is_tapped_on_is_large_enough(opened: Opener) -> None:
    """No control of a map is less than 24 pixels high, which a finger needs."""
    page = opened("map/agencies#recommendation/16", NARROW)
    page.get_by_text("Legend and filters").click()
    heights = page.locator(
        "#network :is(button, summary, fieldset label, #linked), .map-views a"
    ).evaluate_all(
        """(all) => all
            .map((e) => (e.id === "linked" ? e.parentElement : e))
            .filter((e) => e.checkVisibility())
            .map((e) => e.getBoundingClientRect().height)"""
    )
    assert len(heights) > 20
    assert min(heights) >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("fragment", ["", "#recommendation/16"])
def test_the_map_keeps_to_the_accessibility_rules(
    opened: Opener, scheme: str, size: tuple[int, int], fragment: str
) -> None:
    """No violation of WCAG 2.2 A or AA that a program can find, all unfolded."""
    page = opened(f"map/agencies{fragment}", size, scheme)
    page.evaluate(
        "document.querySelectorAll('details').forEach((box) => (box.open = true))"
    )
    found = Axe().run(page, options=RULES).response
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []


@pytest.mark.parametrize("path", [*PATHS, "map#recommendation/16"])
def test_nothing_is_wider_than_a_phone(opened: Opener, path: str) -> None:
    """At 375 pixels nothing scrolls sideways."""
    page = opened(path, NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW[0]


def test_the_picture_is_in_sight_on_a_desk(opened: Opener) -> None:
    """Search, picture and details stand side by side within the window."""
    page = opened("map#recommendation/16")
    for name in ("#search", "#zoom", "#chosen h2"):
        box = page.locator(name).bounding_box()
        assert box is not None
        assert 0 < box["y"] < box["y"] + box["height"] <= WIDE[1], name


def test_print_has_the_picture_and_the_words(opened: Opener) -> None:
    """On white paper: picture as an image, legend, what is chosen, and no control."""
    page = opened("map/agencies#recommendation/16", scheme="dark")
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#printed")).to_be_visible()
    assert page.locator("#printed").evaluate("(image) => image.naturalWidth") > 500
    expect(page.locator("#chosen h2")).to_have_text("R16")
    expect(page.locator("#chosen .link").first).to_be_visible()
    expect(page.locator("#kinds")).to_be_visible()
    for name in ("#search", "#list", "#zoom", ".map-views", "#chosen .leads"):
        expect(page.locator(name).first).to_be_hidden()
    colour = page.locator("#chosen h2").evaluate("(e) => getComputedStyle(e).color")
    assert colour == "rgb(0, 0, 0)"


@pytest.mark.parametrize("fragment", ["nowhere", "__proto__", "main"])
def test_an_unknown_fragment_chooses_nothing(opened: Opener, fragment: str) -> None:
    """An address that names no item opens the whole."""
    page = opened(f"map/agencies#{fragment}")
    expect(page.locator("#count")).to_have_text("138 items, 305 links")
    expect(page.locator("#intro")).to_be_visible()


def test_without_scripts_recommendations_are_led_to(opened: Opener) -> None:
    """No empty frame: a line that says so, and links to all 38."""
    page = opened("map#recommendation/16", java_script_enabled=False)
    expect(page.locator("#network")).to_be_hidden()
    expect(page.locator("noscript .error")).to_be_visible()
    links = page.locator("noscript li a")
    expect(links).to_have_count(38)
    links.nth(15).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("R16")
