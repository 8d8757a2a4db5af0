"""A trail as a page: Markdown and HTML with citations, safe against any words."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDFS

from pcad_kg.engine.memory import Rdflib
from pcad_kg.engine.protocol import Engine
from pcad_kg.names import PCAD, REP
from pcad_kg.trail import evidence_trail
from pcad_kg.trail_page import trail_html, trail_markdown
from pcad_kg.wording import citation, cited

STARTS = ("R16", "R24", "R34", "F3.7", "T3.11", "Q:L2834", "agency:police")
EVIL = "<script>alert('x') & *bold* [link](http://x)"
QUOTED = (
    "“Think safeguarding and contribute small pieces to wider jigsaw puzzle.”"
    " — Designated Doctor for LAC, London \\[Health\\] (Driscoll et al. 2021,"
    " Appendix 3 › Inter-agency collaboration, p. 164 ff., L3157)"
)


class Tags(HTMLParser):
    """Checks that every element is closed, and lists elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.seen.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be of this name."""
        assert self.open.pop() == tag


def tags_of(page: str) -> Tags:
    """The elements of a page, all of them closed."""
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


@pytest.fixture(scope="module")
def tampered(committed: Graph) -> Rdflib:
    """The graph with words in a label, a caption, a reason and a quote that bite."""
    graph = Graph() + committed
    quote, link = REP["quote/l3157"], REP["link/r24/quote-l3157"]
    graph.set((quote, RDFS.label, Literal(EVIL)))
    graph.set((quote, PCAD.text, Literal(EVIL)))
    graph.set((quote, PCAD.attribution, Literal(EVIL)))
    graph.set((link, PCAD.relyingOn, Literal("alert")))
    graph.set((link, PCAD.rationale, Literal(EVIL)))
    return Rdflib(graph)


def test_markdown_cites_quote_speaker_section_and_page(engine: Engine) -> None:
    """A quote of R24, and the report's reference at the end."""
    page = trail_markdown(evidence_trail("R24", engine))
    assert QUOTED in page
    reference = (
        "Driscoll, J., Hutchinson, A., Lorek, A. and Kiss, K. (2021)"
        " Protecting Children at a Distance: A multi-agency investigation"
    )
    assert reference in page
    assert page.index("## Direct evidence (7)") < page.index("## Contextual evidence")
    assert page.index("## Counter-evidence\n\nNone was found.") < page.index(reference)


def test_markdown_sets_off_the_words_relied_on(engine: Engine) -> None:
    """Among what stands around them in the quote."""
    page = trail_markdown(evidence_trail("R24", engine))
    assert (
        "**adult services have had a more think family approach and accessed children"
        " safeguarding more for support** than maybe before online." in page
    )


def test_words_of_the_start_are_cited_at_the_start(engine: Engine) -> None:
    """On the way up the quotation is the item's below, not the recommendation's."""
    page = trail_markdown(evidence_trail("Q:L2834", engine))
    quotation = next(line for line in page.splitlines() if "> “" in line)
    assert "— Education, North West England (Driscoll et al. 2021, Appendix 2" in (
        quotation
    )
    assert quotation.endswith("L2834)")


@pytest.mark.parametrize("start", STARTS)
def test_html_is_one_page_that_fetches_nothing(start: str, engine: Engine) -> None:
    """Well-formed; no script, no link, no image; a language, a title, a style."""
    page = trail_html(evidence_trail(start, engine))
    tags = tags_of(page)
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in page
    assert "default-src 'none'" in page
    assert "@media print" in page
    assert not {"script", "link", "img", "iframe", "a"} & set(tags.seen)
    assert not {"src", "href", "style", "onclick"} & tags.attributes
    assert tags.seen.count("h1") == tags.seen.count("title") == 1


def test_html_shows_counter_evidence_as_such(engine: Engine) -> None:
    """Under a heading of its own, with as many items as there are."""
    page = trail_html(evidence_trail("R29", engine))
    assert '<h2 class="against">Counter-evidence (3)</h2>' in page
    assert "Figures (2)" in page


def test_html_cites_with_the_page(engine: Engine) -> None:
    """Speaker and citation stand behind the quotation."""
    page = trail_html(evidence_trail("R24", engine))
    assert (
        "— Designated Doctor for LAC, London [Health] <cite>(Driscoll et al. 2021,"
        " Appendix 3 › Inter-agency collaboration, p. 164 ff., L3157)</cite>" in page
    )


def test_no_word_of_the_graph_becomes_markup(tampered: Rdflib) -> None:
    """Neither in HTML nor in Markdown."""
    trail = evidence_trail("R24", tampered)
    html = trail_html(trail)
    assert "<script" not in html
    assert "&lt;script&gt;<mark>alert</mark>(&#x27;x&#x27;) &amp; *bold*" in html
    assert not {"script", "b", "a"} & set(tags_of(html).seen)
    markdown = trail_markdown(trail)
    assert "<script" not in markdown.replace("\\<", "")
    assert "\\*bold\\* \\[link\\]" in markdown


def test_a_place_without_page_is_cited_without(engine: Engine) -> None:
    """As are works by one or two authors by their names."""
    trail = evidence_trail("R24", engine)
    item = replace(trail.item, page=0, section="")
    two = replace(trail.reference, authors=("Bell, A.", "Kiss, K."), title="T")
    assert cited(two, item) == "(Bell and Kiss 2021, L2219)"
    assert citation(two).startswith("Bell, A. and Kiss, K. (2021) T. King's College")
    one = replace(two, authors=("Bell, A.",))
    assert citation(one).startswith("Bell, A. (2021)")


def test_a_page_says_where_the_report_disagrees(engine: Engine) -> None:
    """The sentence, once, in Markdown and in HTML."""
    trail = evidence_trail("R37", engine)
    words = (
        "Line 2077 prints 11/17 as 76%, but it is 64.7%. 13/17 would be 76%, and 32/42"
        " beside it is also 76%."
    )
    assert trail_markdown(trail).count(f"**≠ error: {words}**") == 1
    assert trail_html(trail).count(f'<p class="doubt">≠ error: {words}</p>') == 1
