"""The page as text: what it carries, what it lets run, what it never asks for."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcad_kg.errors import OutputError
from pcad_kg.export import page
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.look import NODES
from pcad_kg.export.page import WEB, to_html
from tests.drawings import NASTY, a_drawing, a_node
from tests.exports import ANY_TEXT

LIBRARY = "window.cytoscape = () => null;\n"
HOSTILE = "</script><script>window.hacked = true</script><!-- <script> ]]> &lt;"


@pytest.fixture(autouse=True)
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a library of one line in place of what a build brings."""
    (tmp_path / "cytoscape.min.js").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "THIRD-PARTY.txt").write_text("A & B <licence>\n", encoding="utf-8")
    monkeypatch.setattr(page, "VENDOR", tmp_path)
    return tmp_path


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text within each."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.is_within = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        self.found.append((tag, dict(attrs)))
        self.texts.append("")
        self.is_within = True

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        """End an element: what follows is no text of it."""
        self.is_within = False

    def handle_data(self, data: str) -> None:
        """Add to the text of the element that began last."""
        if self.is_within:
            self.texts[-1] += data

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        """The attributes and the text of each element of a name."""
        pairs = zip(self.found, self.texts, strict=True)
        return [(attrs, text) for (name, attrs), text in pairs if name == tag]


def data_of(text: str) -> dict[str, list[dict[str, object]]]:
    """The drawing as a browser reads it out of the page."""
    scripts = Elements(text).all("script")
    return json.loads(next(t for attrs, t in scripts if attrs.get("id") == "drawing"))


def test_the_page_carries_the_whole_drawing() -> None:
    """8 nodes and 11 edges, each with its key, words, place and reason as they are."""
    drawing = a_drawing()
    data = data_of(to_html(drawing))
    assert [n["key"] for n in data["nodes"]] == [n.key for n in drawing.nodes]
    assert [n.get("text", "") for n in data["nodes"]] == [n.text for n in drawing.nodes]
    assert [n.get("place", "") for n in data["nodes"]] == [
        n.place for n in drawing.nodes
    ]
    assert [(n["x"], n["y"], n["size"]) for n in data["nodes"]] == [
        (n.x, n.y, n.size) for n in drawing.nodes
    ]
    assert [e.get("rationale", "") for e in data["edges"]] == [
        e.rationale for e in drawing.edges
    ]
    assert (len(data["nodes"]), len(data["edges"])) == (8, 11)


def test_the_page_carries_the_looks() -> None:
    """The legend has the palette's colours; a link is named from both ends."""
    data = data_of(to_html(a_drawing()))
    kinds = data["kinds"]
    assert kinds["Finding"]["colour"] == NODES["Finding"].colour
    backs = {look["name"]: look["back"] for look in data["looks"]}
    assert backs["supported by, direct"] == "supports, direct"
    assert backs["grounded in"] == "grounds"
    assert backs["part of"] == "has as part"
    assert "other" not in backs


def test_texts_cannot_leave_their_script() -> None:
    """Three scripts and no more, whatever a text says; the text comes through whole."""
    drawing = a_drawing(HOSTILE)
    text = to_html(drawing)
    assert len(Elements(text).all("script")) == 3
    assert text.count("<script") == text.count("</script>") == 3
    assert data_of(text)["nodes"][0]["text"] == HOSTILE


def test_titles_are_escaped() -> None:
    """A title of markup is the page's title as it stands, twice."""
    text = to_html(Drawing("evidence", "<b>A & B</b>", (), ()))
    assert text.count("&lt;b&gt;A &amp; B&lt;/b&gt;") == 2
    assert "<b>" not in text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(ANY_TEXT | st.just(NASTY))
def test_any_text_survives(words: str) -> None:
    """Any text, control characters and lone surrogates too, is read back as it was."""
    drawing = Drawing("full", "All", (a_node("finding/1", "Finding", text=words),), ())
    text = to_html(drawing).encode().decode()
    assert data_of(text)["nodes"][0].get("text", "") == words


def test_no_sign_ends_a_script_or_a_line() -> None:
    """The data holds no <, >, & and no line or paragraph separator."""
    scripts = Elements(to_html(a_drawing(HOSTILE + NASTY))).all("script")
    data = next(text for attrs, text in scripts if attrs.get("id") == "drawing")
    assert re.findall("[<>&\u2028\u2029\x00-\x1f]", data) == []


def test_the_policy_names_what_may_run() -> None:
    """Nothing but the two scripts and the style of the page, by their hashes."""
    elements = Elements(to_html(a_drawing()))
    policy = next(
        str(attrs["content"])
        for attrs, _ in elements.all("meta")
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    scripts = [text for attrs, text in elements.all("script") if "type" not in attrs]
    styles = [text for _, text in elements.all("style")]
    assert (len(scripts), len(styles)) == (2, 1)
    assert policy.split("; ") == [
        "default-src 'none'",
        "script-src " + " ".join(map(hash_of, scripts)),
        "style-src " + " ".join(map(hash_of, styles)),
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert "unsafe" not in policy


def hash_of(text: str) -> str:
    """The hash by which a policy names a script or a style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_nothing_is_asked_of_a_network() -> None:
    """No element names a source or a sheet; no style or script of ours an address."""
    elements = Elements(to_html(a_drawing()))
    assert [
        a for _, attrs in elements.found for a in attrs if a in ("src", "srcset")
    ] == []
    assert elements.all("link") == []
    own = "".join(path.read_text(encoding="utf-8") for path in sorted(WEB.glob("*.*")))
    assert re.findall(r"https?:|//cdn|url\(|@import|fetch\(|XMLHttp", own) == []


def test_our_scripts_make_no_markup_of_text() -> None:
    """No way from a text to an element but as text."""
    own = "".join(path.read_text(encoding="utf-8") for path in sorted(WEB.glob("*.js")))
    assert own.count("document.createElement") == 2
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write", own) == []
    assert re.findall(r"\beval\b|new Function|DOMParser|javascript:", own) == []


def test_no_attribute_runs_or_styles() -> None:
    """No attribute is a handler or a style, which the policy would refuse."""
    attributes = {a for _, attrs in Elements(to_html(a_drawing())).found for a in attrs}
    assert [a for a in attributes if a.startswith("on") or a == "style"] == []


def test_licences_travel_with_the_page() -> None:
    """The licences of what is bundled are in the page, as text."""
    assert "A &amp; B &lt;licence&gt;" in to_html(a_drawing())


def test_the_same_drawing_gives_the_same_page() -> None:
    """No time, no chance: the same bytes again."""
    assert to_html(a_drawing()) == to_html(a_drawing())


def test_a_page_is_hardly_more_than_its_parts() -> None:
    """Under 60 kB of ours beside the library and the texts of the drawing."""
    empty = to_html(Drawing("evidence", "Nothing", (), ()))
    assert len(empty.encode()) - len(LIBRARY) < 60_000


def test_without_the_library_the_error_says_what_to_run(bundle: Path) -> None:
    """One line: which file is missing and the command that brings it."""
    (bundle / "cytoscape.min.js").unlink()
    with pytest.raises(
        OutputError, match=r"^.*cytoscape\.min\.js: .*`pip install -e \.`"
    ):
        to_html(a_drawing())
