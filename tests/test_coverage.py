"""Nothing lost, counts beside counts; what could identify someone, and masking it."""

from dataclasses import replace

import pytest

from pcad_kg.build import COUNTS_TABLE, NAMES_TABLE
from pcad_kg.coverage import Coverage, coverage_of
from pcad_kg.disclosure import Unmasking, disclosure_of, redacted
from pcad_kg.errors import JudgementError
from pcad_kg.model import Report
from pcad_kg.notes import (
    CountNote,
    IdentifyingName,
    NameKind,
    read_count_notes,
    read_names,
)
from pcad_kg.paths import data_folder

NAMES = read_names(data_folder("graph") / NAMES_TABLE)


@pytest.fixture(scope="module")
def coverage(report: Report) -> Coverage:
    """The coverage of the real report."""
    return coverage_of(report, read_count_notes(data_folder("graph") / COUNTS_TABLE))


def test_no_line_of_the_appendices_is_lost(coverage: Coverage) -> None:
    """Each is a heading, a question, a list's line, a quote's or an attribution's."""
    assert coverage.lost == ()
    assert coverage.unread == ()
    assert set(coverage.lines) == {
        "heading",
        "question",
        "list item",
        "quote",
        "attribution",
    }
    assert sum(coverage.lines.values()) > 1100


def test_counts_stand_beside_counts(coverage: Coverage) -> None:
    """Of ten appendices and of each counted theme; those that differ say why."""
    counts = {count.place: (count.printed, count.found) for count in coverage.counts}
    assert counts["appendix-2"] == (125, 128)
    assert counts["appendix-8"] == (39, 39)
    assert counts["l2560"] == (10, 9)
    assert counts["l2700-2"] == (24, 23)
    assert counts["l2858"] == (4, 4)  # listed after School attendance, printed before
    assert counts["l2868"] == (5, 5)
    assert counts["l2798"] == (4, 4)  # listed under another name
    assert len(counts) == len(coverage.counts) == 36
    assert coverage.is_complete
    assert sum(count.printed != count.found for count in coverage.counts) == 11


def test_a_lost_quote_is_told(report: Report) -> None:
    """Without the quote of line 2834 its line belongs to nothing."""
    fewer = replace(report, quotes=[q for q in report.quotes if q.key != "l2834"])
    found = coverage_of(fewer, {})
    assert found.lost == (2834,)
    assert not found.is_complete


def test_an_unread_attribution_is_told(report: Report) -> None:
    """A speaker of whom nothing is known, although words are printed."""
    quotes = tuple(
        replace(q, speaker=replace(q.speaker, roles=(), region=None, agency=None))
        if q.key == "l2834"
        else q
        for q in report.quotes
    )
    found = coverage_of(replace(report, quotes=quotes), {})
    assert found.unread == ((2834, "Education, North West England"),)


def test_a_note_holds_for_its_own_numbers_only(report: Report) -> None:
    """A count that has changed since is unexplained again."""
    notes = {"l2560": CountNote(10, 8, "Two are missing.")}
    count = next(c for c in coverage_of(report, notes).counts if c.place == "l2560")
    assert not count.is_explained


def test_names_in_quotes_are_listed(report: Report) -> None:
    """Each name of the table is in a quote, and the place of line 2834 among them."""
    found = disclosure_of(report, NAMES)
    assert {naming.words for naming in found.names} == {name.words for name in NAMES}
    assert ("l2834", "Tameside") in {(n.quote, n.words) for n in found.names}


def test_an_undone_mask_is_listed(report: Report) -> None:
    """The body masks what Appendix 2 prints."""
    assert disclosure_of(report, ()).unmaskings == (
        Unmasking("l792", "[area]", "l2834", "Tameside"),
    )


def test_roles_of_one_holder_are_listed(report: Report) -> None:
    """None of which an appendix prints two comments: that needs two people."""
    lone = {(r.role, r.region): r.quotes for r in disclosure_of(report, ()).lone_roles}
    assert lone["assistant-head-of-lac", "south-east-england"] == ("l4596",)
    assert ("designated-nurse-for-safeguarding", "london") not in lone


def test_places_are_masked_as_the_body_does_it(report: Report) -> None:
    """In quotes, passages and what differs; services and the source stay."""
    masked = redacted(report, NAMES)
    quote = next(q for q in masked.quotes if q.key == "l2834")
    assert "social workers in [area] are working" in quote.text
    for name in NAMES:
        told = [q.key for q in masked.quotes if name.words in q.text]
        assert bool(told) is (name.kind is not NameKind.PLACE)
        if name.kind is NameKind.PLACE:
            assert not any(name.words in p.text for p in masked.passages)
            assert not any(
                name.words in change.there
                for r in masked.repetitions
                for change in r.changes
            )
    assert masked.source is report.source
    assert masked.findings is report.findings


def test_without_names_nothing_is_masked(report: Report) -> None:
    """No place, no mask."""
    assert redacted(report, ()).quotes == report.quotes


def test_a_name_is_a_whole_word(report: Report) -> None:
    """ "Leed" is not in "Leeds"."""
    name = IdentifyingName("Leed", NameKind.PLACE, "A part of a word.")
    assert disclosure_of(report, (name,)).names == ()


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("names", "\tplace\tA reason.", "words is empty"),
        ("names", "Leeds\ttown\tA reason.", "expected place, employer, service"),
        ("names", "Leeds\tplace\tno sentence", "no sentence"),
        ("counts", "l1\tten\t9\tA reason.", "expected a number"),
        ("counts", "l1\t10\t9\tno sentence", "no sentence"),
    ],
)
def test_bad_rows_are_refused(
    table: str,
    row: str,
    message: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """One line that says what is wrong."""
    heads = {
        "names": "words\tkind\trationale",
        "counts": "place\tprinted\tfound\trationale",
    }
    path = tmp_path_factory.mktemp("tables") / "table.tsv"
    path.write_text(f"{heads[table]}\n{row}\n", encoding="utf-8")
    readers = {"names": read_names, "counts": read_count_notes}
    with pytest.raises(JudgementError, match=message):
        readers[table](path)
