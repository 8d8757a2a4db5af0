"""Numbers in prose, held against a reader's inventory of Summary and chapters 1-4."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.model import ProseStatistic, Report, Source, Vocabulary
from pcad_kg.quantity import find_quantities, number_of
from pcad_kg.read import cut
from pcad_kg.respondents import agencies_counted
from tests.conftest import cases

INVENTORY = cases("inventory/statistics.tsv")


def joined(numbers: tuple[object, ...]) -> str:
    """Numbers as the inventory writes them: a range with a hyphen."""
    return "-".join(map(str, numbers))


def row_of(statistic: ProseStatistic) -> dict[str, str]:
    """A statistic as the inventory lists it."""
    values = (statistic.value,) if statistic.value is not None else ()
    part, whole = statistic.numerator, statistic.denominator
    return {
        "line": str(statistic.span.first_line),
        "printed": statistic.text,
        "percentage": joined(statistic.percentages),
        "numerator": "" if part is None else str(part),
        "denominator": "" if whole is None else str(whole),
        "count": joined((*statistic.counts, *values)),
        "n": joined(statistic.samples),
        "inherited": "yes" if statistic.is_inherited else "",
        "agency": statistic.of_agency or "",
    }


def test_statistics_are_those_a_reader_lists(report: Report) -> None:
    """Every number phrase with its numbers, its n and its agency, and no other.

    Where the readers' first judgement was settled otherwise, `settled` says of which
    column, or that a row was added.
    """
    found = Counter(tuple(row_of(s).values()) for s in report.statistics)
    columns = list(row_of(report.statistics[0]))
    listed = Counter(tuple(row[column] for column in columns) for row in INVENTORY)
    assert found == listed
    assert len(INVENTORY) > 400
    assert sum(bool(row["settled"]) for row in INVENTORY) < 15


def test_statistics_are_cut_from_the_source(report: Report, source: Source) -> None:
    """The printed characters, within the passage; a key for each place on a line."""
    passages = {passage.key: passage.span for passage in report.passages}
    for statistic in report.statistics:
        around = passages[statistic.passage]
        assert cut(source, statistic.span) == statistic.text
        assert around.begin <= statistic.span.begin < statistic.span.end <= around.end
    keys = [statistic.key for statistic in report.statistics]
    assert len(set(keys)) == len(keys)


def test_no_two_statistics_overlap(report: Report) -> None:
    """Each character belongs to one number phrase at most."""
    ordered = sorted(statistic.span for statistic in report.statistics)
    for one, following in pairwise(ordered):
        assert one.end <= following.begin


def test_findings_state_what_stands_in_them(report: Report) -> None:
    """A lettered part before its whole; in the body the passage."""
    stating = {statistic.key: statistic.finding for statistic in report.statistics}
    assert stating["l304-1"] == "2.3.b"
    assert stating["l440-1"] == "4.2"
    assert stating["l749-1"] is None


@pytest.mark.parametrize(
    "case", cases("quantities.tsv"), ids=lambda case: case["sentence"]
)
def test_quantities_are_found(case: dict[str, str]) -> None:
    """The number phrases of a sentence, as printed."""
    sentence = case["sentence"]
    found = [sentence[q.begin : q.end] for q in find_quantities(sentence)]
    assert ";".join(found) == case["expected"]


@pytest.mark.parametrize(
    "case", cases("samples.tsv"), ids=lambda case: case["sentence"]
)
def test_shares_get_their_n(case: dict[str, str]) -> None:
    """Each percentage with the n it holds for, and the n that are left alone."""
    sentence = case["sentence"]
    found = find_quantities(sentence)
    shares = [
        f"{joined(q.percentages)}:{'/'.join(map(str, q.samples))}"
        for q in found
        if q.percentages
    ]
    rest = [sentence[q.begin : q.end] for q in found if q.is_sample]
    assert ",".join(shares) == case["shares"]
    assert ",".join(rest) == case["rest"]


@pytest.mark.parametrize(
    "case", cases("counted.tsv"), ids=lambda case: case["sentence"]
)
def test_agencies_are_those_whose_answers_count(
    case: dict[str, str], schemes: Vocabulary
) -> None:
    """For each number of a sentence the one agency, or none."""
    sentence = case["sentence"]
    found = agencies_counted(sentence, find_quantities(sentence), schemes)
    assert ",".join(agency or "-" for agency in found) == case["agencies"]


def test_cases_are_there() -> None:
    """An empty table would pass every test on it."""
    assert len(cases("quantities.tsv")) >= 30
    assert len(cases("samples.tsv")) >= 6
    assert len(cases("counted.tsv")) >= 12


@given(
    st.integers(1, 499),
    st.integers(500, 999),
    st.decimals(0, 100, places=1),
    st.sampled_from(["{a}/{b} ({p}%)", "{a}/{b}, {p}%", "{a} / {b} ({p}%)"]),
    st.sampled_from(["", "In all ", "Of these, "]),
)
def test_any_fraction_with_its_percentage_is_one_quantity(
    part: int, whole: int, share: Decimal, form: str, before: str
) -> None:
    """Numerator, denominator and percentage, however they are spaced."""
    phrase = form.format(a=part, b=whole, p=share)
    (found,) = find_quantities(f"{before}{phrase} said so.")
    assert (found.numerator, found.denominator) == (part, whole)
    assert found.percentages == (share,)


@given(
    st.integers(0, 100),
    st.integers(1, 9999),
    st.sampled_from(["{p}% (n={n})", "{p}%, n={n}", "{p}% (n = {n})", "{p}% (N= {n})"]),
)
def test_any_percentage_keeps_the_n_beside_it(share: int, n: int, form: str) -> None:
    """In brackets or behind a comma, with spaces or without."""
    (found,) = find_quantities(f"Agreed by {form.format(p=share, n=n)} in all.")
    assert found.percentages == (Decimal(share),)
    assert found.samples == (n,)
    assert not found.is_inherited


@given(st.integers(0, 49), st.integers(50, 100), st.sampled_from("-–"))
def test_any_range_has_two_ends(low: int, high: int, dash: str) -> None:
    """With one sign for percent or two."""
    for form in (f"{low}{dash}{high}%", f"{low}%{dash}{high}%"):
        (found,) = find_quantities(f"Of those {form} agreed.")
        assert found.percentages == (Decimal(low), Decimal(high))


@given(st.integers(1900, 2099), st.integers(1, 28))
def test_years_and_dates_are_no_quantities(year: int, day: int) -> None:
    """Whatever day it was."""
    assert (
        find_quantities(f"It began on {day}th March {year} and in June {year}.") == ()
    )


@given(st.integers(1, 999_999))
def test_numbers_are_read_with_and_without_commas(number: int) -> None:
    """As `1,000` and as `1000`."""
    assert number_of(f"{number:,}") == number_of(str(number)) == number


def test_the_words_before_a_number_qualify_it(report: Report) -> None:
    """ "over 90%" (312), "all but two" (495)."""
    by_key = {statistic.key: statistic for statistic in report.statistics}
    assert by_key["l312-1"].qualifier == "over"
    assert by_key["l495-2"].qualifier == "all but"
    assert by_key["l300-1"].qualifier is None
