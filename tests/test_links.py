"""Items → links: what grounds a finding, what supports a recommendation."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.build import labelled_items
from pcad_kg.compare import numbers_in, overlap, sentences_in
from pcad_kg.edited import Known
from pcad_kg.errors import JudgementError
from pcad_kg.ground import find_groundings
from pcad_kg.judgements import Verdict, read_groundings, read_supports
from pcad_kg.link import merge_concerns, merge_groundings
from pcad_kg.model import (
    Basis,
    Concern,
    Finding,
    Grounding,
    Origin,
    Report,
    Strength,
    Voice,
    label_of,
)
from pcad_kg.paths import data_folder
from tests.conftest import cases
from tests.test_extract import read

ITEMS = {
    "R1": Known("recommendation", "1", "Do this"),
    "F2.1": Known("finding", "2.1", "70% of respondents agreed"),
    "Figure 2.1": Known("figure", "2.1", "Figure 2.1: Agreement (n=9)"),
}
HEAD = "recommendation\tevidence\tstance\tstrength\tground\trationale\twords\n"
ROW = "R1\tF2.1\tfor\tdirect\tdemand\tMost want it.\t70% of respondents agreed\n"


def known(report: Report) -> dict[str, Known]:
    """Every item of the real report by its label."""
    return labelled_items(report)


def supports_in(tmp_path: Path, rows: str) -> None:
    """Read an invented table of judged supports."""
    path = tmp_path / "judgements.tsv"
    path.write_text(rows, encoding="utf-8")
    read_supports(path, ITEMS)


# grounding by the report's own numbers and words


@pytest.mark.parametrize("case", cases("grounding.tsv"), ids=lambda case: case["why"])
def test_a_finding_is_grounded_in_the_same_result(case: dict[str, str]) -> None:
    """Where an invented passage reports what an invented finding reports, or not."""
    _, sections, passages = read(body=f"2. Work\n\n{case['passage']}")
    span = passages[0].span
    finding = Finding("2.1", None, case["finding"], span, "summary-2-1")
    found = find_groundings([finding], sections, passages, [], [])
    rationales = [grounding.rationale for grounding in found]
    assert rationales == ([case["rationale"]] if case["rationale"] else [])


def test_grounding_has_its_cases() -> None:
    """Ten or more, a third of them of results that only look the same."""
    grounding = cases("grounding.tsv")
    assert len(grounding) >= 10
    assert sum(not case["rationale"] for case in grounding) >= len(grounding) / 3


def test_the_rule_alone_finds_what_it_should(report: Report) -> None:
    """Finding 2.1 leads to line 654 and Figure 2.1, by its n and percentages."""
    found = {
        (g.finding, label_of(g.to_kind, g.to_key)): g.origin for g in report.groundings
    }
    assert found["2.1", "Passage L654"] is Origin.STATED
    assert found["2.1", "Figure 2.1"] is Origin.STATED
    assert found["2.12.a", "Table 2.3 row 1"] is Origin.STATED
    assert found["3.9", "Table 3.10"] is Origin.JUDGED
    assert ("3.10", "Table 3.3") not in found


def test_every_finding_is_grounded(report: Report) -> None:
    """Each of the 93 findings and parts leads somewhere in the body."""
    grounded = {grounding.finding for grounding in report.groundings}
    assert {finding.key for finding in report.findings} == grounded


def test_every_grounding_relies_on_words_printed_there(report: Report) -> None:
    """The words of the link stand in the item it leads to."""
    items = known(report)
    wrong = [
        (g.finding, label)
        for g in report.groundings
        if g.words not in items[(label := label_of(g.to_kind, g.to_key))].text
    ]
    assert wrong == []
    assert len(report.groundings) > 250


@given(st.integers(1, 99), st.integers(100, 400))
def test_numbers_are_read_in_every_notation(part: int, whole: int) -> None:
    """Fractions with and without spaces, spoken ones, and n in brackets."""
    for text in (f"{part}/{whole}", f"{part} /{whole}", f"{part} of the {whole} asked"):
        assert numbers_in(text).fractions == {f"{part}/{whole}"}
    for text in (f"(n={whole})", f"[n = {whole}]", f"(N= {whole}; all)"):
        assert numbers_in(text).samples == {str(whole)}
    assert numbers_in(f"{part}% of {whole} respondents").samples == {str(whole)}


@given(st.frozensets(st.text(min_size=1)), st.frozensets(st.text(min_size=1)))
def test_overlap_is_a_share(one: frozenset[str], other: frozenset[str]) -> None:
    """From 0 to 1; 1 of a part of the other."""
    assert 0 <= overlap(one, other) <= 1
    assert overlap(one, one | other) == (1 if one else 0)


def test_sentences_join_to_the_text(report: Report) -> None:
    """Cutting into sentences loses nothing but the space between them."""
    for passage in report.passages[:500]:
        assert " ".join(sentences_in(passage.text)) == passage.text


def test_what_a_reader_rejects_does_not_hold() -> None:
    """A judged no takes a stated grounding away; a judged yes adds one."""
    stated = Grounding("2.1", "figure", "2.1", Origin.STATED, "Both.", "words")
    other = replace(stated, to_key="2.2", origin=Origin.JUDGED)
    assert merge_groundings([stated], [(stated, Verdict.NO), (other, Verdict.YES)]) == (
        other,
    )


def test_a_reader_s_reason_takes_the_place_of_the_rule_s() -> None:
    """Finding 4.13.a and line 2054 share 4/19 and say the opposite: it says so."""
    stated = Grounding("2.1", "figure", "2.1", Origin.STATED, "Both.", "words")
    judged = replace(stated, origin=Origin.JUDGED, rationale="Both, but.")
    assert merge_groundings([stated], [(judged, Verdict.YES)]) == (judged,)


# judged tables


@pytest.mark.parametrize("case", cases("judgements.tsv"), ids=lambda case: case["said"])
def test_a_row_that_does_not_hold_is_refused(
    tmp_path: Path, case: dict[str, str]
) -> None:
    """The message names the line and what is wrong."""
    row = "\t".join(
        case[column] for column in HEAD.strip().split("\t") if case[column] != "-"
    )
    with pytest.raises(JudgementError, match=case["said"]):
        supports_in(tmp_path, f"{HEAD}{row}\n")


def test_an_edge_given_twice_is_refused(tmp_path: Path) -> None:
    """The second of two rows is named with the line of the first."""
    with pytest.raises(JudgementError, match=r"line 3: R1 → F2\.1 stands on line 2"):
        supports_in(tmp_path, HEAD + ROW + ROW)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    """The columns are named."""
    with pytest.raises(JudgementError, match="expected the columns recommendation, ev"):
        supports_in(tmp_path, "a\tb\n")


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    """The file is named."""
    with pytest.raises(JudgementError, match=r"none\.tsv: cannot be read"):
        read_groundings(tmp_path / "none.tsv", ITEMS)


@pytest.mark.parametrize("name", ["judgements.tsv", "groundings.tsv"])
def test_the_tables_are_sorted(name: str, report: Report) -> None:
    """By the first column's item in the report's order; no row stands out of place."""
    order = {label: n for n, label in enumerate(known(report))}
    lines = (data_folder("graph") / name).read_text(encoding="utf-8").splitlines()
    first = [order[line.split("\t")[0]] for line in lines[1:]]
    assert first == sorted(first)
    assert len(first) > 100


def test_supports_are_judged_with_care(report: Report) -> None:
    """Direct rows come first, words are short, reasons are our own."""
    texts = {f"R{r.number}": r.chosen.text for r in report.recommendations}
    texts |= {f"F{f.key}": f.text for f in report.findings}
    for support in report.supports:
        assert 2 <= len(support.words.split()) <= 40
        assert len(support.rationale) < 240
        assert all(support.rationale.rstrip(".") not in text for text in texts.values())
    by_recommendation: dict[int, list[Strength]] = {}
    for support in report.supports:
        by_recommendation.setdefault(support.recommendation, []).append(
            support.strength
        )
    for strengths in by_recommendation.values():
        assert strengths == sorted(strengths, key=lambda s: s is not Strength.DIRECT)


# agencies


def test_items_name_the_agencies_a_reader_finds(report: Report) -> None:
    """Every recommendation, finding and lettered part, read without the vocabulary."""
    items = [("recommendation", str(r.number)) for r in report.recommendations]
    items += [("finding", finding.key) for finding in report.findings]
    named: dict[tuple[str, str], list[str]] = {item: [] for item in items}
    for concern in report.concerns:
        place = (concern.item_kind, concern.item_key)
        if place in named and concern.basis is Basis.NAMED:
            named[place].append(concern.agency)
    found = {label_of(*item): ",".join(sorted(named[item])) for item in items}
    read = {case["item"]: case["agencies"] for case in cases("inventory/concerns.tsv")}
    assert found == read
    assert len(read) == 131


def test_implied_agencies_are_judged_one_by_one(report: Report) -> None:
    """R36 on carers implies Children's Social Care, and says why; R16 implies none."""
    implied = {
        (label_of(c.item_kind, c.item_key), c.agency): c.rationale
        for c in report.concerns
        if c.basis is Basis.IMPLIED
    }
    assert implied["R36", "childrens-social-care"]
    assert not any(label == "R16" for label, _ in implied)
    named = {
        (label_of(c.item_kind, c.item_key), c.agency)
        for c in report.concerns
        if c.basis is Basis.NAMED
    }
    assert not set(implied) & named
    assert len(implied) > 25


def test_an_agency_that_is_named_cannot_be_implied() -> None:
    """The row to take out is named by its item."""
    named = Concern("finding", "2.1", "health", ("Health",))
    implied = replace(named, basis=Basis.IMPLIED, rationale="It must be.")
    assert merge_concerns([named], [replace(implied, agency="law")])
    with pytest.raises(JudgementError, match=r"F2\.1 names health already"):
        merge_concerns([named], [implied])


def test_quotes_illustrate_what_introduces_them(report: Report) -> None:
    """By the report's own act line 784 stands beneath line 782; readers judge more."""
    stated = {
        (i.from_key, i.quote): i.words
        for i in report.illustrations
        if i.origin is Origin.STATED
    }
    assert stated["l782", "l784"].endswith("qualitative comments, which included:")
    assert ("l770", "l784") not in stated
    assert len(stated) > 80
    judged = {
        (i.from_key, i.quote): i.voice
        for i in report.illustrations
        if i.origin is Origin.JUDGED
    }
    assert judged["2.1", "l3529"] is Voice.COUNTERS
    assert len(judged) > 250


def test_the_whole_system_is_marked(report: Report) -> None:
    """R17 speaks of practitioners from all agencies; R6 of nobody."""
    assert ("recommendation", "17") in report.system_wide
    assert ("recommendation", "6") not in report.system_wide


def test_named_words_are_printed_in_the_item(report: Report) -> None:
    """The words of each agency link stand in the item's own text."""
    items = known(report)
    wrong = [
        (label, words)
        for concern in report.concerns
        for words in concern.words
        if words
        not in items[(label := label_of(concern.item_kind, concern.item_key))].text
    ]
    assert wrong == []
    assert len(report.concerns) > 150


def test_the_agencies_left_out_are_not_concerned(report: Report) -> None:
    """Figure 2.20 leaves Law out and names Education alone."""
    named = {c.agency for c in report.concerns if c.item_key == "2.20"}
    assert named == {"education"}
