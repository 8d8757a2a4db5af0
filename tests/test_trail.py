"""Any item or agency → what it stands on and what rests on it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.cited import inverted, item_at, natural, report_reference
from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.show import text_of
from pcad_kg.terms import PCAD, RDF, REP
from pcad_kg.trail import Trail, evidence_trail
from pcad_kg.trail_text import trail_tree
from pcad_kg.walk import RANK, Step
from pcad_kg.wording import excerpt, lines_of, shortened

STARTS = ("R16", "R24", "R34", "F3.7", "T3.11", "Q:L2834", "agency:police")


@pytest.fixture(scope="module")
def trail(engine: Engine) -> Trail:
    """The trail of R16."""
    return evidence_trail("R16", engine)


def labels(steps: Iterable[Step]) -> list[str]:
    """The labels of the items that steps lead to."""
    return [step.item.label for step in steps]


def walked(steps: Iterable[Step]) -> Iterator[Step]:
    """Every step, and every one beyond."""
    for step in steps:
        yield step
        yield from walked(step.steps)


def headed(trail: Trail) -> dict[str, list[str]]:
    """The labels under each heading of a trail."""
    return {group.heading: labels(group.steps) for group in trail.groups}


def test_a_trail_leads_down_to_numbers_and_lines(trail: Trail) -> None:
    """R16 → F3.14 → table 3.11 row 6: agree 34% of 284, line 1618, page 91 on."""
    findings = {step.item.label: step for step in trail.steps("direct")}
    assert findings["F3.14"].ground == "demand"
    places = {step.item.label: step.item for step in findings["F3.14"].steps}
    row = places["Table 3.11 row 6"]
    assert (row.sample, row.first_line, row.page) == ("n=284", 1618, 91)
    assert row.section == "3.3 › Survey results"
    assert row.figures == (
        "Strongly disagree 0%",
        "Disagree 11%",
        "Neither agree nor disagree 17%",
        "Agree 34%",
        "Strongly Agree 38%",
    )


def test_a_trail_tells_grade_and_agencies(engine: Engine) -> None:
    """In words; by name before by implication."""
    trail = evidence_trail("R3", engine)
    assert trail.grade == "quantified"
    assert trail.grade_words.startswith("A result of the survey speaks for it")
    assert [(c.agency, c.basis) for c in trail.agencies] == [
        ("Health", "named"),
        ("Children's Social Care", "implied"),
    ]
    assert evidence_trail("R17", engine).is_system_wide


def test_every_link_of_a_recommendation_is_told(engine: Engine) -> None:
    """909 for and 22 against, direct before contextual before against."""
    found: list[str] = []
    against = 0
    for number in range(1, 39):
        trail = evidence_trail(f"R{number}", engine, depth=1)
        assert list(headed(trail)) == [
            "Direct evidence",
            "Contextual evidence",
            "Counter-evidence",
        ]
        found += [step.link for group in trail.groups for step in group.steps]
        against += len(trail.steps("against"))
        assert all(step.strength == "direct" for step in trail.steps("direct"))
        assert all(step.is_against for step in trail.steps("against"))
    links = set(engine.subjects(RDF.type, PCAD.EvidenceLink)) | {
        link
        for link in engine.subjects(RDF.type, PCAD.CounterLink)
        if "/link/r" in str(link)
    }
    assert len(found) == len(set(found)) == len(links) > 900
    assert set(found) == links
    assert against > 20


def test_kinds_and_lines_are_in_order(engine: Engine) -> None:
    """Within a strength findings, tables, figures, passages, quotes; each by line."""
    for number in range(1, 39):
        trail = evidence_trail(f"R{number}", engine, depth=1)
        for strength in ("direct", "contextual"):
            keys = [
                (RANK[step.item.kind], step.item.first_line)
                for step in trail.steps(strength)
            ]
            assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("depth", "relations"),
    [
        (1, {"supported by", "countered by"}),
        (2, {"supported by", "countered by", "grounded in"}),
        (3, {"supported by", "countered by", "grounded in", "illustrated by"}),
    ],
)
def test_depth_is_evidence_then_grounds_then_quotes(
    depth: int, relations: set[str], engine: Engine
) -> None:
    """Of R16, which one figure speaks against."""
    trail = evidence_trail("R16", engine, depth=depth)
    steps = [step for group in trail.groups for step in walked(group.steps)]
    assert {step.relation for step in steps} == relations


@pytest.mark.parametrize("only", ["direct", "contextual", "against"])
def test_only_one_strength_is_left(only: str, engine: Engine) -> None:
    """One group of R16, none of F3.13 that has another."""
    assert len(evidence_trail("R16", engine, only=only).groups) == 1
    groups = evidence_trail("F3.13", engine, only=only).groups
    assert {group.strength for group in groups} == {only}


def test_a_finding_shows_both_ways(engine: Engine) -> None:
    """F3.13: six grounds, five quotes for, two against, and two recommendations."""
    found = headed(evidence_trail("f3.13", engine))
    assert found["Grounded in"] == [
        "Table 3.11",
        *(f"Table 3.11 row {row}" for row in range(1, 5)),
        "Passage L1606",
    ]
    assert len(found["Illustrated by"]) == 5
    assert found["Counter-evidence"] == ["Quote L3888", "Quote L3906"]
    assert found["Recommendations it supports directly"] == ["R16"]
    assert found["Recommendations it supports as context"] == ["R2"]


def test_a_finding_shows_its_parts_and_its_whole(engine: Engine) -> None:
    """F2.7 has four lettered parts, each with what rests on it; F2.7.b is of F2.7."""
    trail = evidence_trail("F2.7", engine)
    parts = next(g for g in trail.groups if g.heading == "Its lettered parts").steps
    assert labels(parts) == ["F2.7.a", "F2.7.b", "F2.7.c", "F2.7.d"]
    assert "R3" in labels(parts[1].steps)
    assert headed(evidence_trail("F2.7.b", engine))["What it is part of"] == ["F2.7"]


def test_a_table_shows_what_rests_on_it_and_its_rows(engine: Engine) -> None:
    """Table 3.11: R16 directly, two findings, and seven rows with theirs."""
    trail = evidence_trail("table 3.11", engine)
    found = headed(trail)
    assert found["Recommendations it supports directly"] == ["R16"]
    assert found["Findings it grounds"] == ["F3.13", "F3.14"]
    rows = next(g for g in trail.groups if g.heading.startswith("Its parts")).steps
    assert len(rows) == 7
    assert labels(rows[1].steps) == ["R16", "F3.13"]


def test_a_quote_shows_what_it_supports_and_illustrates(engine: Engine) -> None:
    """Quote L2834: R21 as context, F2.14.a and so R7; L792 prints its words too."""
    trail = evidence_trail("Q:L2834", engine)
    assert trail.item.speaker == "Education, North West England"
    assert headed(trail) == {
        "Recommendations it supports as context": ["R21"],
        "Findings it illustrates": ["F2.14.a"],
        "The same words elsewhere": ["Quote L792"],
    }
    assert labels(trail.groups[1].steps[0].steps) == ["R7"]
    shallow = evidence_trail("Q:L2834", engine, depth=1)
    assert shallow.groups[1].steps[0].steps == ()


def test_an_agency_shows_its_recommendations_and_findings(engine: Engine) -> None:
    """Children's Social Care: by name and by implication; then the whole system."""
    found = headed(evidence_trail("agency:childrens-social-care", engine))
    assert "R37" in found["Recommendations that name it"]
    assert "R38" in found["Recommendations that imply it"]
    police = headed(evidence_trail("agency:Police", engine))
    assert police["Findings that name it"] == ["F2.2", "F2.15", "F2.15.b", "F3.1.a"]
    assert len(police["Recommendations to the whole system"]) == 10


def test_a_lone_speaker_s_agency_is_added_in_brackets(engine: Engine) -> None:
    """Line 3752 heads the comments of Health, which are signed by region alone."""
    assert evidence_trail("Q:L3818", engine).item.speaker == "West Midlands [Police]"


@pytest.mark.parametrize("label", ["Table 3.11 column 1", "Statistic L1067-1"])
def test_no_trail_starts_from_a_cell_or_column(label: str, engine: Engine) -> None:
    """They are refused with examples."""
    with pytest.raises(UnknownItemError, match="R16"):
        evidence_trail(label, engine)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("width", [60, 80])
def test_a_trail_fits_its_terminal(start: str, width: int, engine: Engine) -> None:
    """No line is wider; every label, reason and line is shown."""
    trail = evidence_trail(start, engine)
    text = text_of(trail_tree(trail), width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.translate(str.maketrans("│├└─", "    ")).split())
    for group in trail.groups:
        for step in walked(group.steps):
            assert step.item.label in flat
            assert step.rationale in flat
            assert lines_of(step.item.first_line, step.item.last_line) in flat


def test_words_relied_on_are_shown_in_full(engine: Engine) -> None:
    """All quotes of R24, however much else of them is cut."""
    trail = evidence_trail("R24", engine)
    text = text_of(trail_tree(trail), 400)
    quotes = [step for step in trail.steps("direct") if step.item.kind == "Quote"]
    assert len(quotes) == 7
    assert all(step.words in text for step in quotes)


def test_strengths_have_headings_and_kinds_below(engine: Engine) -> None:
    """Counts stand behind; where nothing is found that is said."""
    lines = text_of(trail_tree(evidence_trail("R24", engine)), 80).splitlines()
    wanted = ["DIRECT EVIDENCE (7)", "CONTEXTUAL EVIDENCE (11)"]
    assert [line for line in lines if line.isupper()] == wanted
    assert lines[lines.index(wanted[0]) + 1] == "Quotes (7)"
    assert lines[lines.index(wanted[1]) + 1] == "Findings (1)"
    assert lines[-1] == "COUNTER-EVIDENCE: None was found."
    none = text_of(trail_tree(evidence_trail("R34", engine)), 80)
    assert "Grade: no evidence. Nothing in the report speaks for it directly." in none


def test_counter_evidence_stands_under_its_own_heading(engine: Engine) -> None:
    """Of R29 itself, and of the finding F3.13 beneath R16."""
    text = text_of(trail_tree(evidence_trail("R29", engine)), 80)
    assert "COUNTER-EVIDENCE (3)" in text
    beneath = text_of(trail_tree(evidence_trail("R16", engine)), 80)
    assert "└── Counter-evidence\n" in beneath
    assert beneath.index("└── Counter-evidence\n") < beneath.index("Quote L3888")


def test_rows_hang_under_their_table(trail: Trail) -> None:
    """A row is one level deeper than the table it is of, and needs no section."""
    lines = text_of(trail_tree(trail), 120).splitlines()
    table = next(line for line in lines if "Table 3.11  Agreement with" in line)
    row = next(line for line in lines if "Table 3.11 row 1" in line)
    assert row.index("Table") == table.index("Table") + 4
    assert any(line.endswith("L1613") for line in lines)


def test_a_trail_is_plain_data(trail: Trail) -> None:
    """It turns into dictionaries and strings for JSON."""
    data = asdict(trail)
    assert data["groups"][0]["steps"][0]["steps"][0]["item"]["label"] == "Table 3.11"


def test_the_report_s_reference_is_read_from_the_graph(engine: Engine) -> None:
    """Authors stand in the order in which the report prints them (lines 7 to 10)."""
    reference = report_reference(engine)
    assert reference.authors == (
        "Driscoll, J.",
        "Hutchinson, A.",
        "Lorek, A.",
        "Kiss, K.",
    )
    assert (reference.year, reference.publisher) == ("2021", "King's College London")
    assert inverted("Prof. Anna Maria Bell") == "Bell, A. M."


@given(st.lists(st.integers(0, 40), min_size=2, max_size=6))
def test_numbers_sort_as_numbers(numbers: list[int]) -> None:
    """F2.9 before F2.10."""
    labels = [f"F2.{number}.b" for number in numbers]
    assert sorted(labels, key=natural) == [
        f"F2.{number}.b" for number in sorted(numbers)
    ]


@given(st.text(alphabet="ab ,", max_size=80), st.integers(5, 30))
def test_a_long_text_is_cut_after_a_word(text: str, limit: int) -> None:
    """Short texts stay; long ones end in dots and never in half a word."""
    cut = shortened(text, limit)
    assert cut == text or cut.endswith("…")
    assert len(cut) <= limit + 2


@given(st.text("ab .", max_size=60), st.text("cd", min_size=1), st.integers(0, 50))
def test_words_in_an_excerpt_are_whole(text: str, words: str, limit: int) -> None:
    """What is left out before and behind is marked, and little is left in."""
    before, shown, after = excerpt(f"{text}{words}{text}", words, limit)
    assert shown == words
    assert before == text or before.startswith("…")
    assert after == text or after.endswith("…")
    assert len(before) <= max(limit, len(text) and 2) + 2


def test_an_item_tells_where_the_report_disagrees_on_it(engine: Engine) -> None:
    """F3.13 says at least 80%, two rows of Table 3.11 have 78%."""
    doubts = evidence_trail("F3.13", engine).item.doubts
    assert [doubt.severity for doubt in doubts] == ["error"]
    assert doubts[0].sentence == (
        "Line 400 says “at least 80% or more of the respondents agreed”, but Table 3.11"
        " has 78% in row 2 (Health visitors should never be redeployed) and 78% in row"
        " 3 (Designated safeguarding doctors and nurses should never be redeployed),"
        " “Agree” and “Strongly Agree” together."
    )
    assert evidence_trail("F3.14", engine).item.doubts == ()


def test_each_disagreement_is_said_once(trail: Trail) -> None:
    """Beneath the finding in full, beneath its table's rows as a number."""
    words = " ".join(text_of(trail_tree(trail), 500).split())
    for step in walked(s for group in trail.groups for s in group.steps):
        for doubt in step.item.doubts:
            assert words.count(doubt.sentence) == 1
    assert "Table 3.11 row 2" in words
    assert "≠ 2 errors: said above" in words


def test_the_start_of_a_trail_says_it_in_its_head(engine: Engine) -> None:
    """A table's own trail; what rests on it counts what is said."""
    words = text_of(trail_tree(evidence_trail("T3.11", engine)), 500)
    assert "\n≠ error: Line 1608 says “at least 80% or more" in words
    assert words.count("78% in row 2 (Health visitors should never be redeployed)") == 2


def test_what_a_trail_cannot_be_cut_to_is_refused(engine: Engine) -> None:
    """A depth of none and a strength that there is not are told, not passed over."""
    with pytest.raises(QueryError, match=r"^depth 0: expected 1 to 3$"):
        evidence_trail("R16", engine, depth=0)
    with pytest.raises(QueryError, match=r"^only “weak”: expected one of direct, "):
        evidence_trail("R16", engine, only="weak")


def test_a_section_is_cited_within_the_one_it_is_part_of(engine: Engine) -> None:
    """2.8.1 stands in 2.8; a chapter stands in nothing."""
    found = item_at(REP["section/2.8.1"], engine)
    assert (found.section, found.page) == ("2.8 The role of schools", 57)
    assert item_at(REP["section/3"], engine).section == ""
