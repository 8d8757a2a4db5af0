"""The program as a whole: what it does where its output cannot be written as it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CODE = "from pcad_kg.cli import main; main()"


def run(
    *arguments: str, encoding: str = "utf-8", stdout: int = subprocess.PIPE
) -> "subprocess.CompletedProcess[bytes]":
    """A command in a process of its own, whose streams have an encoding."""
    return subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": "80"},
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(("trail", "R16"), 0), (("check",), 1), (("search", "Tameside"), 0)],
)
@pytest.mark.parametrize("encoding", ["ascii", "iso8859-1"])
def test_any_encoding_is_written_in(
    arguments: tuple[str, ...], status: int, encoding: str
) -> None:
    """What it lacks is written by its number; the exit code is the same."""
    done = run(*arguments, encoding=encoding)
    assert (done.returncode, done.stderr) == (status, b"")
    assert "\\u20" in done.stdout.decode(encoding)


@pytest.mark.parametrize(
    "arguments",
    [("search", "Tameside", "--json"), ("trail", "R16", "--format", "html")],
)
def test_data_is_utf_8_whatever_the_encoding(arguments: tuple[str, ...]) -> None:
    """As JSON is by its standard, and as a page says of itself."""
    done = run(*arguments, encoding="ascii")
    assert done.returncode == 0
    assert "…" in done.stdout.decode("utf-8")
    assert done.stdout == run(*arguments).stdout
    if "--json" in arguments:
        assert json.loads(done.stdout)["total"] == 1


@pytest.mark.parametrize(
    "arguments", [("--help",), (), ("trail", "--help"), ("trail", "R6"), ("ask",)]
)
def test_output_that_cannot_be_written_is_one_line(arguments: tuple[str, ...]) -> None:
    """Exit 2 and the reason: here a stream that is only to be read."""
    unwritable = os.open(os.devnull, os.O_RDONLY)
    try:
        done = run(*arguments, stdout=unwritable)
    finally:
        os.close(unwritable)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "pcad-kg: cannot write the output (Bad file descriptor)\n"
    )


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    """With the code of what a broken pipe ends, which is none of ours."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = run("trail", "R6", stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_stdout_can_be_named_as_a_file(tmp_path: Path) -> None:
    """`-o /dev/stdout` prints, behind what stands there already."""
    with (tmp_path / "out").open("wb") as out:
        out.write(b"// mine\n")
        out.flush()
        done = run("export", "dot", "-o", "/dev/stdout", stdout=out.fileno())
    assert done.returncode == 0
    assert (tmp_path / "out").read_bytes().startswith(b"// mine\ndigraph")
