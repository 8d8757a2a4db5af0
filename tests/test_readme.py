"""The README shows what the commands print, and its commands are the ones that work."""

from pathlib import Path

import pytest

from tests import readme
from tests.readme import PARTS, filled


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.parent.name)
def test_the_shown_output_is_true(path: Path) -> None:
    """Each marked part is what is made now; `python -m tests.readme` fills it."""
    assert filled(path) == path.read_text(encoding="utf-8")


def test_the_test_command_runs_everything() -> None:
    """Format, lint, types, tests with doctests, and whether the graph is fresh."""
    command = readme.test_command()
    for step in (
        "ruff format --check",
        "ruff check",
        "mypy",
        "pytest",
        "build --check",
    ):
        assert step in command
