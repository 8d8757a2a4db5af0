"""Quotations and answers that differ between two places, on invented cases."""

from dataclasses import replace

import pytest

from pcad_kg.audit.answers import answer_discrepancies
from pcad_kg.audit.counts import count_discrepancies
from pcad_kg.audit.introduced import introduction_discrepancies
from pcad_kg.audit.quoted_words import quoted_words_discrepancies
from pcad_kg.audit.quotes import quote_discrepancies
from pcad_kg.audit.reported import reported_discrepancies
from pcad_kg.audit.themes import theme_discrepancies
from pcad_kg.model import (
    AgencyCount,
    AgencyFrom,
    Change,
    Kind,
    Part,
    ProseStatistic,
    Question,
    Quote,
    QuoteKind,
    RepeatKind,
    Repetition,
    Report,
    Section,
    Span,
    Speaker,
)
from pcad_kg.repeat import find_repetitions
from tests.audits import AGENCIES, agree
from tests.conftest import cases
from tests.papers import paper, quote_of

APPENDIX = Section("appendix-7", "Answers", Part.APPENDIX, "", Span(0, 0, 8, 8), "7")


def _repeated(here: str, there: str, kind: str) -> Report:
    """What the body's line 2 prints of line 9 of an appendix."""
    quotes = (
        quote_of(2, here, QuoteKind(kind)),
        quote_of(9, there, QuoteKind.APPENDIX),
    )
    report = replace(paper({}), quotes=quotes, repetitions=find_repetitions(quotes))
    assert len(report.repetitions) == 1
    return report


@pytest.mark.parametrize("case", cases("audit/quotes.tsv"), ids=str)
def test_quotes(case: dict[str, str]) -> None:
    """Words, speakers and masks of the body against those of the appendix."""
    tail = " and that is what many of us had long hoped for – "
    here, there = (case[name].replace(" – ", tail) for name in ("here", "there"))
    report = _repeated(here, there, case["kind"])
    agree(case, [*quote_discrepancies(report), *quoted_words_discrepancies(report)])


@pytest.mark.parametrize("case", cases("audit/cuts.tsv"), ids=str)
def test_cuts(case: dict[str, str]) -> None:
    """Neither what dots stand for, nor what is around words set into a sentence."""
    tail = " – Nurse, London"
    report = _repeated(case["here"] + tail, case["there"] + tail, case["kind"])
    agree(case, quoted_words_discrepancies(report))


def test_quotations_of_one_line_are_told_apart() -> None:
    """By their order, and nothing is said of an order where there is one."""
    tail = "to it all and that is what many of us had long hoped for here"
    report = _repeated(
        f"We kept {tail} – Nurse, London", f"We keep {tail} – Nurse, London", "block"
    )
    one, other = report.quotes
    twice = replace(report, quotes=(one, replace(one, key="l2-2"), other))
    repeats = Repetition("l2-2", "l9", RepeatKind.EDITED, (Change("kept", "keep"),))
    found = quoted_words_discrepancies(replace(twice, repetitions=(repeats,)))
    assert [each.comment for each in found] == [
        "The second quotation at line 2 prints the words of line 9 with “kept” for"
        " “keep”."
    ]


def test_two_comments_of_the_appendices_may_differ() -> None:
    """They are two answers."""
    quotes = tuple(
        quote_of(
            line,
            f"School kept all our children safe and in {what} – Nurse, {region}",
            kind,
        )
        for line, what, region, kind in (
            (8, "them all in good sight", "Wales", QuoteKind.APPENDIX),
            (9, "them all in good view", "London", QuoteKind.APPENDIX),
        )
    )
    report = replace(paper({}), quotes=quotes, repetitions=find_repetitions(quotes))
    assert len(report.repetitions) == 1
    assert not list(quote_discrepancies(report))
    assert not list(quoted_words_discrepancies(report))


@pytest.mark.parametrize("case", cases("audit/reported.tsv"), ids=str)
def test_reported_speech(case: dict[str, str]) -> None:
    """Five words in a row of an answer whose role is another agency's."""
    speaker = Speaker(("nurse",), "london", case["agency"], AgencyFrom(case["from"]))
    answer = quote_of(9, f"{case['answer']} – Nurse, London", QuoteKind.APPENDIX)
    report = replace(
        paper({2: case["text"]}),
        quotes=(replace(answer, speaker=speaker),),
        agency_counts=AGENCIES,
    )
    agree(case, reported_discrepancies(report))


@pytest.mark.parametrize("case", cases("audit/introductions.tsv"), ids=str)
def test_introductions(case: dict[str, str]) -> None:
    """A quotation from a box or of a question, whose words answer another."""
    words = "the bus was late and the school shut"
    here = quote_of(2, f"{words} – Nurse, London", QuoteKind.INLINE)
    there = quote_of(9, f"{words} – Nurse, London", QuoteKind.APPENDIX)
    quotes = (here, replace(there, section="appendix-7"))
    report = paper({2: case["text"]})
    report = replace(
        report,
        sections=(*report.sections, replace(APPENDIX, title=case["appendix"])),
        quotes=quotes,
        repetitions=find_repetitions(quotes),
    )
    agree(case, introduction_discrepancies(report))


def test_an_introduction_is_of_what_follows_its_colon() -> None:
    """To the next paragraph."""
    report = paper(
        {2: "A 'shining example' was:", 3: "We sang.", 4: "So.", 5: "We ran."}
    )
    kinds = (Kind.PARAGRAPH, Kind.QUOTE, Kind.PARAGRAPH, Kind.QUOTE)
    passages = tuple(
        replace(p, kind=kind) for p, kind in zip(report.passages, kinds, strict=True)
    )
    quotes = tuple(
        replace(quote_of(n, f"{words} – Nurse, London", kind), section="appendix-7")
        for n, words, kind in (
            (3, "We sang to them all day", QuoteKind.BLOCK),
            (5, "We ran with them all day", QuoteKind.BLOCK),
            (8, "We sang to them all day", QuoteKind.APPENDIX),
            (9, "We ran with them all day", QuoteKind.APPENDIX),
        )
    )
    report = replace(
        report,
        sections=(*report.sections, APPENDIX),
        passages=passages,
        quotes=quotes,
        repetitions=find_repetitions(quotes),
    )
    assert [one.at for one in introduction_discrepancies(report)] == [(3, 8)]


def _answered(quotes: tuple[Quote, ...], note: str = "") -> Report:
    """Answers of one appendix, whose question has a note on their number."""
    question = Question("l7", "Why?", Span(0, 0, 7, 7), "appendix-7", "l7", note)
    within = tuple(replace(quote, section="appendix-7") for quote in quotes)
    return replace(
        paper({}), sections=(APPENDIX,), quotes=within, questions=(question,)
    )


@pytest.mark.parametrize("case", cases("audit/answers.tsv"), ids=str)
def test_answers_are_printed_once(case: dict[str, str]) -> None:
    """The same words, or the end of others, by the same role and region."""
    pair = (
        quote_of(8, case["one"], QuoteKind.APPENDIX),
        quote_of(9, case["other"], QuoteKind.APPENDIX),
    )
    agree(case, answer_discrepancies(_answered(pair)))


def test_answers_to_two_questions_may_be_the_same() -> None:
    """Appendix by appendix they are counted."""
    said = "More staff in all the schools. – Nurse, London"
    report = _answered(tuple(quote_of(n, said, QuoteKind.APPENDIX) for n in (8, 9)))
    first, second = report.quotes
    other = replace(APPENDIX, key="appendix-8", number="8")
    report = replace(
        report,
        sections=(APPENDIX, other),
        quotes=(first, replace(second, section="appendix-8")),
    )
    assert not list(answer_discrepancies(report))


@pytest.mark.parametrize("case", cases("audit/left_in.tsv"), ids=str)
def test_what_is_said_to_be_removed_is_not_printed(case: dict[str, str]) -> None:
    """An answer that only says that somebody does not know."""
    answer = quote_of(8, f"{case['answer']} – Nurse, London", QuoteKind.APPENDIX)
    agree(case, answer_discrepancies(_answered((answer,), case["note"])))


def _themed(case: dict[str, str]) -> Report:
    """A list of themes from line 2, their headings from line 10, each with answers."""
    entries = case["list"].split("|")
    lines = {1: "We asked why.", **dict(enumerate(entries, start=2))}
    report = paper(lines, Kind.LIST_ITEM)
    passages = tuple(replace(p, section="appendix-7") for p in report.passages)
    sections, quotes, group = [APPENDIX], [], ""
    for line, heading in enumerate(case["headings"].split("|"), start=10):
        number, _, rest = heading.partition(" ")
        title, _, count = rest.partition("=")
        key, at = f"l{line}", Span(0, 0, line, line)
        group = key if number != "-" else group
        parent = "appendix-7" if number != "-" else group
        part = Part.APPENDIX
        sections.append(Section(key, title, part, "", at, number.strip("-"), parent))
        answer = quote_of(line, "So it is. – Nurse, London", QuoteKind.APPENDIX)
        quotes += [replace(answer, section=key)] * int(count)
    return replace(
        report, passages=passages, sections=tuple(sections), quotes=tuple(quotes)
    )


def _counted(report: Report, total: int) -> Report:
    """The same question in the body, with how many answered it, on line 1."""
    at = Span(0, 0, 1, 1)
    questions = (
        Question("l1", "Why?", at, "2", "l1"),
        Question("l8", "Why?", at, "appendix-7", "l8"),
    )
    counted = ProseStatistic(
        "l1-1", f"2 of {total}", at, "2", "l1", None, numerator=2, denominator=total
    )
    return replace(report, questions=questions, statistics=(counted,))


@pytest.mark.parametrize("case", cases("audit/themes.tsv"), ids=str)
def test_themes(case: dict[str, str]) -> None:
    """The words and order of the headings, and the one count that the list lacks."""
    report = _themed(case)
    if case["total"]:
        report = _counted(report, int(case["total"]))
    agree(case, theme_discrepancies(report))


@pytest.mark.parametrize(("total", "found"), [(3, 0), (4, 1)])
def test_a_total_that_only_the_body_has_is_told_so(total: int, found: int) -> None:
    """And the appendix is not said to print it."""
    case = {"list": "1) Joint working", "headings": "1 JOINT WORKING=3"}
    told = list(count_discrepancies(_counted(_themed(case), total), {}))
    assert [one.at for one in told] == [(8, 1)] * found
    for one in told:
        assert one.comment == (
            "Line 1 counts 4 responses to the question of Appendix 7 (line 8), which"
            " prints 3 comments."
        )


def test_agencies_are_told_by_their_names() -> None:
    """Mental Health is not Health."""
    text = "One Mental Health respondent noted that they stay long on the wards."
    answer = quote_of(9, "They stay long on the wards – Nurse, A", QuoteKind.APPENDIX)
    speaker = replace(answer.speaker, agency_from=AgencyFrom.ROLE)
    counts = (*AGENCIES, AgencyCount("mental-health", 19, 8))
    report = replace(
        paper({2: text}),
        quotes=(replace(answer, speaker=speaker),),
        agency_counts=counts,
    )
    assert len(list(reported_discrepancies(report))) == 1
