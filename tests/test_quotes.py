"""Quotes and repetitions, held against a reader's inventory of the whole report."""

from collections import Counter

import pytest

from pcad_kg.extract.quotes import inner_words
from pcad_kg.model import Change, Part, QuoteKind, RepeatKind, Report, Source
from pcad_kg.read import cut
from pcad_kg.triplify.voices import difference
from tests.conftest import cases

INVENTORY = cases("inventory/quotes.tsv")
QUIRKS = cases("quote_quirks.tsv")
REPETITIONS = cases("repetitions.tsv")


def test_quotes_are_those_a_reader_lists(report: Report) -> None:
    """Line, kind, first and last words, attribution, roles, region and agency of each.

    Where the readers' first judgement was settled otherwise by the guidelines and the
    vocabulary, `settled` says of which column.
    """
    found = Counter(
        (
            str(quote.span.first_line),
            str(quote.span.last_line),
            quote.kind.value,
            quote.attribution or "",
            " | ".join(quote.speaker.roles),
            quote.speaker.region or "",
            quote.speaker.agency or "",
        )
        for quote in report.quotes
    )
    columns = "first_line last_line kind attribution roles region agency".split()
    listed = Counter(tuple(row[column] for column in columns) for row in INVENTORY)
    assert found == listed
    assert len(INVENTORY) > 1150
    assert sum(bool(row["settled"]) for row in INVENTORY) < 30


def test_quotes_begin_and_end_as_a_reader_says(report: Report) -> None:
    """The first and the last words, to the character, in reading order."""
    by_line: dict[str, list[str]] = {}
    for quote in report.quotes:
        by_line.setdefault(str(quote.span.first_line), []).append(quote.text)
    for row in INVENTORY:
        texts = by_line[row["first_line"]]
        assert any(
            text.startswith(row["first_words"]) and text.endswith(row["last_words"])
            for text in texts
        ), row


@pytest.mark.parametrize("case", QUIRKS, ids=lambda case: case["quirk"])
def test_quirks_are_read(case: dict[str, str], report: Report) -> None:
    """Each way in which the source hides where a quote begins, ends or is from."""
    quote = next(quote for quote in report.quotes if quote.key == case["key"])
    assert quote.text.startswith(case["begins"])
    assert quote.text.endswith(case["ends"])
    assert (quote.attribution or "") == case["attribution"]


def test_quirks_have_their_cases() -> None:
    """Every kind of quirk that is known."""
    assert len({case["quirk"] for case in QUIRKS}) >= 40


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("‘Plain.’", "Plain."),
        ("  **‘Bold.’**", "Bold."),
        ("“‘Red” word.’", "‘Red” word."),
        ("No opening.’", "No opening."),
        ("‘No closing", "No closing"),
        ("‘Time to ‘talk’", "Time to ‘talk’"),
        ("'With a 'term' within.'", "With a 'term' within."),
        ("It was 'shining'", "It was 'shining'"),
        ("'Twas so.", "Twas so."),
    ],
)
def test_outer_marks_go_and_inner_marks_stay(raw: str, words: str) -> None:
    """What stands between the outer quotation marks, with one of them or none."""
    begin, end = inner_words(raw)
    assert raw[begin:end] == words


def test_quotes_are_cut_from_their_passages(report: Report, source: Source) -> None:
    """The cut gives the words back, and lies within the passage."""
    passages = {passage.key: passage.span for passage in report.passages}
    for quote in report.quotes:
        around = passages[quote.passage]
        assert cut(source, quote.span) == quote.text
        assert around.begin <= quote.span.begin < quote.span.end <= around.end


def test_keys_are_lines_and_unique(report: Report) -> None:
    """`l792`, then `-2` for the next on its line."""
    keys = [quote.key for quote in report.quotes]
    assert len(set(keys)) == len(keys)
    assert all(
        quote.key.split("-")[0] == f"l{quote.span.first_line}"
        for quote in report.quotes
    )


def test_every_comment_has_theme_and_question(report: Report) -> None:
    """In the appendices both; the body's quotes have no theme."""
    answered = {a.from_key for a in report.answers if a.from_kind == "quote"}
    for quote in report.quotes:
        in_appendix = quote.kind is QuoteKind.APPENDIX
        assert bool(quote.theme) is in_appendix
        if in_appendix:
            assert quote.key in answered


def test_a_theme_is_no_agency(report: Report) -> None:
    """Line 2953 "Mental Health" is a theme, line 3117 "MENTAL HEALTH" an agency."""
    by_key = {quote.key: quote for quote in report.quotes}
    assert by_key["l2961"].theme == "l2953"
    assert by_key["l2961"].speaker.agency == "health"
    assert by_key["l3119"].theme == "appendix-3"
    assert by_key["l3119"].speaker.agency == "mental-health"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (284, "future proofing"),
        (363, "why not in-person"),
        (756, "remained the same"),
        (798, "shining example"),
        (802, "on the ground"),
        (851, "is clear evidence"),
        (853, "fewer relevant agencies"),
        (892, "vulnerable"),
        (948, "don't knows"),
        (966, "From your experience"),
        (1228, "No change"),
        (1297, "eyes on children"),
        (1319, "reserving in-person contact"),
        (1645, "neither agree nor disagree"),
        (1879, "think safeguarding"),
        (1942, "stay and play"),
        (2107, "keep in touch"),
        (2140, "true"),
        (2150, "voice"),
    ],
)
def test_terms_options_and_others_words_are_no_quotes(
    line: int, words: str, report: Report, source: Source
) -> None:
    """Words in quotation marks that no respondent or interviewee is said to say."""
    assert words in source.lines[line - 1].text
    assert not any(
        quote.text.startswith(words) and quote.span.first_line == line
        for quote in report.quotes
    )


def test_the_front_and_the_references_hold_no_quote(report: Report) -> None:
    """Quotes stand in the body and in the appendices only."""
    parts = {section.key: section.part for section in report.sections}
    assert {parts[quote.section] for quote in report.quotes} == {
        Part.BODY,
        Part.APPENDIX,
    }


@pytest.mark.parametrize("case", REPETITIONS, ids=lambda case: case["from"])
def test_repetitions_are_found(case: dict[str, str], report: Report) -> None:
    """Which quote repeats which, how, and the words that differ."""
    found = next(
        r
        for r in report.repetitions
        if (r.from_key, r.to_key) == (case["from"], case["to"])
    )
    assert found.kind is RepeatKind(case["kind"])
    changed = [(change.here, change.there) for change in found.changes]
    if case["here"] or case["there"]:
        assert any(
            here == case["here"] and case["there"] in there for here, there in changed
        )


def test_turns_of_phrase_are_no_repetition(report: Report) -> None:
    """Common words, one word, and the words of a question repeat nobody."""
    pairs = {(r.from_key, r.to_key) for r in report.repetitions}
    assert not pairs & {
        ("l2854", "l2370"),
        ("l1635", "l740-2"),
        ("l3427", "l3355"),
        ("l3201", "l2840"),
    }


def test_repetitions_run_one_way(report: Report) -> None:
    """From the body to the appendices, and from the later to the earlier."""
    spans = {quote.key: quote for quote in report.quotes}
    for repetition in report.repetitions:
        here, there = spans[repetition.from_key], spans[repetition.to_key]
        if here.kind is there.kind:
            assert here.span > there.span
        else:
            assert here.kind is not QuoteKind.APPENDIX or here.span > there.span
    pairs = {(r.from_key, r.to_key) for r in report.repetitions}
    assert not {(to, here) for here, to in pairs} & pairs
    assert len(pairs) == len(report.repetitions) > 100


def test_what_differs_is_told_in_words(report: Report) -> None:
    """The masked place of line 792, in one sentence."""
    masked = next(r for r in report.repetitions if r.from_key == "l792")
    assert Change("[area]", "Tameside") in masked.changes
    assert "has “[area]” for “Tameside”" in difference(masked)
    same = next(r for r in report.repetitions if r.from_key == "l664")
    assert difference(same) == "L664 prints the same words as L3640."
