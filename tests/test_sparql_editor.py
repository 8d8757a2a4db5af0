"""The SPARQL editor in a real browser: completing, asking, stopping, leaving it."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Route,
    expect,
)

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.serve import editor
from pcad_kg.serve.pages import Pages
from tests.browsing import RULES, WIDE, Watched
from tests.serving import Site, serving

PHONE = (375, 800)
SLOW = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a < ?d && ?d < ?g) }"
AGENCIES = (
    "CONSTRUCT { ?a rdfs:label ?label } WHERE { ?a a pcad:Agency; rdfs:label ?label }"
)
# What a browser says by itself of an answer that is a refusal.
REFUSED = re.compile(r"Failed to load resource: .* status of 4(00|22) ")
KEPT = "() => localStorage.length + sessionStorage.length"
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The server as a user starts it."""
    with serving() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Opener]:
    """Opens the editor; by the end no other host was asked, and nothing complained."""
    watched = Watched(browser, told)

    def opened(
        path: str = "/sparql",
        *,
        size: tuple[int, int] = WIDE,
        scheme: str = "light",
        has_scripts: bool = True,
        body: str = "",
    ) -> Page:
        page = watched.page(size, scheme, java_script_enabled=has_scripts)
        if body:
            page.route("**/sparql", lambda route: in_its_place(route, body))
        page.goto(site.address + path)
        return page

    yield opened
    contexts = watched.contexts
    kept = [page.evaluate(KEPT) for c in contexts for page in c.pages]
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    watched.close()
    own = f"{site.address}/"
    assert [url for url in watched.asked if not url.startswith(own)] == []
    assert [words for words in watched.said if words] == []
    assert sum(kept) == 0
    assert cookies == []


def told(message: ConsoleMessage) -> str:
    """What a browser complains of; nothing where it only tells of a refusal."""
    is_icon = message.location["url"].endswith("/favicon.ico")
    return "" if is_icon or REFUSED.match(message.text) else message.text


def in_its_place(route: Route, body: str) -> None:
    """A page of our own in place of the server's; all else comes from the server."""
    if route.request.resource_type == "document":
        route.fulfill(body=body, content_type="text/html; charset=utf-8")
    else:
        route.continue_()


def write(page: Page, text: str) -> None:
    """Type a query in place of what is there."""
    page.get_by_role("textbox", name="Query").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def ask(page: Page, text: str) -> None:
    """Ask a query that needs no completing."""
    page.get_by_role("textbox", name="Query").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    last = page.locator(".CodeMirror-line").last
    expect(last).to_have_text(text.splitlines()[-1])
    page.locator("#sparql-status").evaluate("(line) => line.replaceChildren()")
    page.keyboard.press("Control+Enter")


def lines_of(page: Page) -> list[str]:
    """The query's lines as the editor shows them."""
    return page.locator(".CodeMirror-line").all_inner_texts()


def answered(page: Page) -> str:
    """What is said once there is an answer or a refusal."""
    status = page.locator("#sparql-status")
    expect(status).to_have_text(re.compile(r"\d m?s\.$|refused"))
    return status.inner_text()


def test_a_class_is_completed_with_its_prefix(opened: Opener) -> None:
    """From `pcad:Recomm` by Enter; the prefix is declared, the meaning was shown."""
    page = opened()
    write(page, "SELECT * { ?x a pcad:Recomm")
    first = page.get_by_role("listbox").get_by_role("option").first
    expect(first).to_contain_text("pcad:Recommendation class · used 38 times")
    expect(first).to_contain_text("numbered recommendations")
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    assert lines_of(page) == [
        "PREFIX pcad: <https://w3id.org/pcad-kg/ontology#>",
        "SELECT * { ?x a pcad:Recommendation }",
    ]
    page.keyboard.press("Control+Enter")
    assert answered(page).startswith("38 rows, ")


def test_a_label_leads_to_the_term(opened: Opener) -> None:
    """Asked for by Ctrl and Space: an agency's name gives its address."""
    page = opened()
    write(page, "SELECT * { ?x pcad:concernsAgency poli")
    page.keyboard.press("Control+ ")
    expect(page.get_by_role("option").first).to_contain_text("agency:police agency")
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    page.keyboard.press("Control+Enter")
    answered(page)
    assert "PREFIX agency: <https://w3id.org/pcad-kg/agency/>" in lines_of(page)
    assert lines_of(page)[-1] == "SELECT * { ?x pcad:concernsAgency agency:police }"


def test_an_example_is_found_and_asked(opened: Opener) -> None:
    """By words and arrow keys: 47 quotes of the police; an item of ours is a link."""
    page = opened()
    page.get_by_label("Find a question").fill("agency people say")
    expect(page.locator("#found-examples")).to_have_text("1 of 111")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ask")).to_be_focused()
    assert lines_of(page)[0] == "# What did this agency's people say?"
    page.keyboard.press("Enter")
    assert answered(page).startswith("47 rows, ")
    table = page.get_by_role("region", name="Answer").get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(48)
    table.get_by_role("link", name="agency:police").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Police")


def test_all_examples_fit_the_grammar(opened: Opener) -> None:
    """The editor marks a mistake in none of them, and in one that is mistaken."""
    page = opened()
    examples = json.loads(page.locator("#known").text_content() or "")["examples"]
    wrong = page.evaluate(
        """(examples) => {
            const editor = document.querySelector(".CodeMirror").CodeMirror;
            const isWrong = (text) => {
                editor.setValue(text);
                const line = editor.lastLine();
                const end = { line, ch: editor.getLine(line).length };
                return editor.getTokenAt(end, true).state.OK === false;
            };
            return Object.keys(examples).filter((name) => isWrong(examples[name]));
        }""",
        {**examples, "mistaken": "SELECT * { ?x a a }"},
    )
    assert wrong == ["mistaken"]


def test_a_mistake_is_shown_at_its_line(opened: Opener) -> None:
    """While it is typed and once more when it is asked, with the cursor put there."""
    page = opened()
    write(page, "SELECT * {\n?x a foo .\n?x ?y ?z }")
    told = page.locator("#trouble")
    expect(told).to_contain_text("Line 2: “foo” does not fit; here can stand")
    expect(page.locator(".wrong-line")).to_have_count(1)
    field = page.get_by_role("textbox", name="Query")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+Enter")
    assert answered(page).startswith("The query was refused at line 2, column ")
    expect(page.locator(".error")).to_contain_text(
        "line 2, column 11: it cannot go on with"
    )
    expect(field).to_be_focused()
    write(page, "ASK { }")
    expect(told).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_query_is_stopped(opened: Opener) -> None:
    """The button that asks stops it, and the next question is answered."""
    page = opened()
    with page.expect_request("**/sparql"):
        ask(page, SLOW)
    with page.expect_event("requestfailed") as failed:
        page.get_by_role("button", name="Stop").click()
    assert failed.value.url.endswith("/sparql")
    expect(page.locator("#sparql-status")).to_have_text(re.compile("^Stopped after "))
    ask(page, "ASK { ?x a pcad:Recommendation }")
    assert answered(page).startswith("Yes, ")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


def test_limits_are_told_where_they_were_met(opened: Opener) -> None:
    """A query that takes too long is ended, and the page says how much is given."""
    page = opened()
    ask(page, SLOW)
    expect(page.locator(".error")).to_contain_text(
        "One query may take 10 seconds, 250,000 rows", timeout=30_000
    )


def test_an_answer_is_sorted_and_downloaded(opened: Opener) -> None:
    """By numbers as numbers, both ways; as CSV with a head and a line for each row."""
    page = opened()
    ask(page, "SELECT ?x ?n { ?x a pcad:Recommendation ; pcad:number ?n }")
    answered(page)
    head = page.get_by_role("columnheader", name="n")
    numbers = page.locator(".answer tbody td:nth-child(2)")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert numbers.all_inner_texts() == [str(n) for n in range(1, 39)]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert numbers.first.inner_text() == "38"
    with page.expect_download() as got:
        page.get_by_role("link", name="CSV").click()
    assert got.value.suggested_filename == "answer.csv"
    assert len(got.value.path().read_text().splitlines()) == 39


def test_a_graph_is_shown_as_its_triples(opened: Opener) -> None:
    """Seven labels in English, each thing a link; as Turtle and as JSON-LD too."""
    page = opened()
    ask(page, AGENCIES)
    assert answered(page).startswith("7 triples, ")
    row = page.get_by_role("row").filter(has_text="agency:police")
    expect(row.get_by_role("cell").last).to_have_text("Police @en")
    expect(row.get_by_role("cell").last).to_have_attribute("lang", "en")
    expect(row.get_by_role("link").first).to_have_attribute("href", "/agency/police")
    for name, start in (("Turtle", "@prefix "), ("JSON-LD", "[")):
        with page.expect_download() as got:
            page.get_by_role("link", name=name, exact=True).click()
        assert got.value.path().read_text().startswith(start)


def test_a_long_answer_is_shown_in_parts(opened: Opener) -> None:
    """Two hundred rows, then as many more when asked for."""
    page = opened()
    ask(page, "SELECT ?x { ?x a pcad:Quote }")
    assert answered(page).startswith("1,191 rows, ")
    rows = page.locator(".answer tbody tr")
    expect(rows).to_have_count(200)
    page.get_by_role("button", name="Show 200 of 991 more").click()
    expect(rows).to_have_count(400)


def test_a_query_has_an_address(opened: Opener) -> None:
    """The link gives the same query to whoever opens it."""
    page = opened()
    ask(page, "ASK { ?x rdfs:label '<b>&+\"#' }")
    assert answered(page).startswith("No, ")
    page.get_by_role("button", name="Link to this query").click()
    expect(page.locator("#sparql-status")).to_contain_text("now holds the query")
    assert "/sparql?edit=" in page.url
    before = lines_of(page)
    page.reload()
    assert lines_of(page) == before
    assert before[-1] == "ASK { ?x rdfs:label '<b>&+\"#' }"


def test_the_keyboard_leaves_the_editor(opened: Opener) -> None:
    """Tab indents; after Escape it goes on, which is said beforehand and then."""
    page = opened()
    field = page.get_by_role("textbox", name="Query")
    help_ = (field.get_attribute("aria-describedby") or "").split()[0]
    expect(page.locator(f"#{help_}")).to_contain_text("Esc, then Tab, leaves")
    field.click()
    page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("status").last).to_have_text("Tab now leaves the editor.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_keeps_to_the_accessibility_rules(
    opened: Opener, scheme: str
) -> None:
    """No violation that a program can find: at first, completing, wrong, answered."""
    page = opened(scheme=scheme)
    wrong: list[tuple[str, str, str]] = []

    def look(state: str) -> None:
        found = Axe().run(page, context="main", options=RULES).response["violations"]
        wrong.extend((state, v["id"], v["nodes"][0]["html"][:200]) for v in found)

    look("first")
    write(page, "# all\nSELECT * { ?x a 'word'@en, 1, pcad:F")
    expect(page.get_by_role("listbox")).to_be_visible()
    look("completing")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    answered(page)
    look("wrong")
    ask(page, AGENCIES)
    assert answered(page).startswith("7 triples")
    look("answered")
    assert wrong == []


def test_the_editor_fits_a_phone(opened: Opener) -> None:
    """Nothing scrolls sideways, with an answer and while completing."""
    page = opened(size=PHONE)
    width = "document.documentElement.scrollWidth"
    expect(page.get_by_label("Find a question")).to_be_hidden()
    ask(page, AGENCIES)
    answered(page)
    assert page.evaluate(width) <= PHONE[0]
    write(page, "SELECT * { ?x pcad:supp")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert page.evaluate(width) <= PHONE[0]


def test_a_plain_field_works_where_nothing_was_bundled(
    opened: Opener, engine: Oxigraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Examples, asking and a mistake's place, in a text area."""
    monkeypatch.setattr(editor, "BUNDLE", editor.BUNDLE / "gone")
    made = Pages(engine).page("/sparql")
    assert made is not None
    assert "vendor" not in made.body
    page = opened(body=made.body)
    field = page.get_by_role("textbox", name="Query")
    assert field.evaluate("(field) => field.tagName") == "TEXTAREA"
    page.get_by_role("link", name="What did this agency's people say?").click()
    page.get_by_role("button", name="Ask").click()
    assert answered(page).startswith("47 rows, ")
    field.fill("ASK {\n?x a foo }")
    field.press("Control+Enter")
    assert answered(page).startswith("The query was refused at line 2")
    expect(field).to_be_focused()


def test_a_query_is_asked_without_scripts(opened: Opener) -> None:
    """The form alone gives a page with the answer; examples lead to their pages."""
    page = opened(has_scripts=False)
    page.get_by_role("textbox", name="Query").fill("ASK { ?x a pcad:Recommendation }")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("main")).to_contain_text("Yes.")
    page.go_back()
    page.get_by_text("Start from an example").click()
    page.get_by_role("link", name="Where do the agencies disagree most?").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("disagree most")


def test_no_address_of_ours_leads_away(opened: Opener) -> None:
    """What looks like another host within an IRI of ours is a path of this site."""
    page = opened()
    write(page, "SELECT (<https://w3id.org/pcad-kg/pcad-2021//evil.example/> AS ?x) {}")
    page.keyboard.press("Control+Enter")
    answered(page)
    expect(page.locator("table.answer td a")).to_have_attribute(
        "href", "/evil.example/"
    )
