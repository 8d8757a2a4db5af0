"""`pcad-kg search`: what it prints, and what its exit codes mean."""

import json

import pytest
from click.testing import CliRunner, Result

from pcad_kg.cli import main


def run(*arguments: str, width: int = 80) -> Result:
    """What a search prints in a terminal of some width."""
    environment = {"COLUMNS": str(width), "TERM": "dumb", "NO_COLOR": "1"}
    return CliRunner(env=environment).invoke(main, ("search", *arguments))


def test_hits_are_printed_with_their_place() -> None:
    """Label, words with what is found set off, speaker, line, section and page."""
    result = run("Tameside")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "Quote L2834",
        "    … To my knowledge all social workers in «Tameside» are working from home"
        " and",
        "    not visiting families and still they are being vaccinated while teaching",
        "    staff take …",
        "    Education, North West England",
        "    L2834 · Appendix 2 › In-person work, p. 153 ff.",
    ]


def test_options_narrow_a_search() -> None:
    """Each narrows the hits; all can be given with words to leave out."""
    narrowed = ("--type", "quote", "--agency", "police", "--region", "west mid")
    found = json.loads(run("children", "-school", *narrowed, "--json").output)
    assert 0 < found["total"] < 20
    assert found["facets"]["type"] == {"quote": found["total"]}
    assert found["facets"]["region"] == {"West Midlands": found["total"]}
    assert all("school" not in hit["snippet"].lower() for hit in found["hits"])
    assert len(found["hits"]) == found["total"]


def test_counts_are_printed_instead() -> None:
    """By facet, as many as the hits that are printed without."""
    found = json.loads(run("redeployment", "--json", "--limit", "1").output)
    assert len(found["hits"]) == 1
    shown = run("redeployment", "--count").output
    assert shown.split()[:2] == ["all", str(found["total"])]


def test_nothing_found_is_exit_code_1() -> None:
    """With near words in a sentence, and as JSON."""
    result = run("polise")
    assert result.exit_code == 1
    assert result.output.startswith("Nothing found for polise. No item has “polise”;")
    assert "did you mean police or" in result.output
    result = run("polise", "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["near"]["polise"][0] == "police"


@pytest.mark.parametrize("words", [("-holiday", "school"), ("school", "-holiday")])
def test_a_word_to_leave_out_is_no_option(words: tuple[str, str]) -> None:
    """Though -h is help elsewhere."""
    result = run(*words, "--limit", "1")
    assert result.exit_code == 0
    assert "1 of " in result.output


def test_help_is_given_for_h() -> None:
    """As for the other commands; it tells what the exit codes are."""
    assert run("-h").stdout == run("--help").stdout
    assert run("school", "-h").exit_code == 0
    assert "1 where nothing is" in " ".join(run("-h").stdout.split())


@pytest.mark.parametrize("typed", ["L400", "2.55.9", "polise7"])
def test_numbers_are_like_no_other(typed: str) -> None:
    """No line number is suggested for another."""
    assert "did you mean" not in run(typed).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("school", "--role", "foo"), "no such role; `pcad-kg ask which-roles-speak"),
        (("school", "--agency", "polise"), "did you mean police?"),
        (("school", "--chaptr", "2"), "No such option"),
        (("-school",), "only words to leave out"),
        (("?!",), "no word to look for"),
        (("school", "--limit", "0"), "--limit"),
    ],
)
def test_what_cannot_be_searched_is_exit_code_2(
    arguments: tuple[str, ...], said: str
) -> None:
    """And a message that says why."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
