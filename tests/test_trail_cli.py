"""The commands `trail` and `compare`: formats, options, errors."""

import json

import pytest
from click.testing import CliRunner, Result

from pcad_kg.cli import main


def run(*arguments: str) -> Result:
    """What a command prints in a terminal of 80 columns."""
    environment = {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
    return CliRunner(env=environment).invoke(main, arguments)


@pytest.mark.parametrize(
    ("format_", "begins"),
    [
        ("text", "R24  Ensure that"),
        ("markdown", "# R24\n"),
        ("html", "<!DOCTYPE html>"),
        ("json", '{\n  "item": {'),
        ("turtle", "@prefix "),
        ("jsonld", '{\n  "@context": {'),
    ],
)
def test_every_format_is_printed(format_: str, begins: str) -> None:
    """Exit 0, and it begins as it should."""
    result = run("trail", "R24", "--format", format_)
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)
    assert result.stdout.endswith("\n")


def test_json_is_an_alias() -> None:
    """`--json` and `--format json` print the same."""
    assert run("trail", "R24", "--json").stdout == (
        run("trail", "R24", "--format", "json").stdout
    )


def test_depth_and_only_are_kept_to() -> None:
    """One group, and nothing beneath its steps."""
    found = json.loads(
        run("trail", "R16", "--json", "--depth", "1", "--only", "direct").stdout
    )
    assert [group["strength"] for group in found["groups"]] == ["direct"]
    assert all(not step["steps"] for step in found["groups"][0]["steps"])


def test_a_comparison_is_printed() -> None:
    """As text, and as data."""
    assert "SHARED EVIDENCE (1)" in run("compare", "R17", "R31").stdout
    found = json.loads(run("compare", "R17", "R31", "--json").stdout)
    assert found["both"][0]["item"]["label"] == "Quote L2660"


@pytest.mark.parametrize(
    "arguments",
    [
        ("trail", "R99"),
        ("trail", "Statistic L1067-1"),
        ("trail", "agency:fire"),
        ("compare", "R17", "R17"),
        ("compare", "R17", "T3.11"),
    ],
)
def test_what_cannot_run_is_one_line(arguments: tuple[str, ...]) -> None:
    """Exit 2, one line on the error stream, nothing printed."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("pcad-kg: ")
    assert result.stdout == ""


@pytest.mark.parametrize(
    "options", [("--depth", "0"), ("--depth", "4"), ("--only", "x"), ("--format", "x")]
)
def test_options_out_of_range_exit_2(options: tuple[str, str]) -> None:
    """As usage errors."""
    assert run("trail", "R16", *options).exit_code == 2
