"""The source as numbered lines with offsets."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcad_kg.errors import SourceError
from pcad_kg.model import Source
from pcad_kg.read import (
    PINNED_SHA256,
    line_at,
    normalise,
    read_source,
    source_of,
    span_between,
)
from tests.conftest import cases, unescaped

TEXTS = st.text(alphabet="ab –’*\n\t", max_size=60)


def test_the_source_is_the_pinned_one(source: Source) -> None:
    """The project's copy has the pinned hash and 4,676 lines, the last without end."""
    assert source.sha256 == PINNED_SHA256
    assert len(source.lines) == 4676
    assert source.lines[-1].text.endswith("South East England")


@given(TEXTS)
def test_lines_give_the_text_back(text: str) -> None:
    """Joining the lines gives the text; each stands at its offset."""
    lines = source_of(text).lines
    assert "\n".join(line.text for line in lines) == text
    assert all(text[line.begin :].startswith(line.text) for line in lines)


@given(TEXTS, st.data())
def test_a_span_is_drawn_in_to_what_is_printed(text: str, data: st.DataObject) -> None:
    """A span's words begin and end with a printed character, on the lines it says."""
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, len(text)))
    source = source_of(text)
    span = span_between(source, begin, end)
    words = text[span.begin : span.end]
    assert words == text[begin:end].strip()
    assert span.first_line == line_at(source, span.begin)
    assert span.last_line - span.first_line == words.count("\n")


@pytest.mark.parametrize("case", cases("normalise.tsv"), ids=lambda case: case["name"])
def test_normalise_gives_the_printed_words(case: dict[str, str]) -> None:
    """Markup goes, words stay as they are printed."""
    assert normalise(unescaped(case["raw"])) == case["expected"]


def test_normalise_has_its_cases() -> None:
    """At least eight quirks of the conversion are tried."""
    assert len(cases("normalise.tsv")) >= 8


@given(TEXTS)
def test_normalising_loses_no_word(text: str) -> None:
    """Letters and marks stay, in their order; white space is single."""

    def marks(words: str) -> str:
        return "".join(character for character in words if character not in "*- \n\t")

    words = normalise(text)
    assert marks(words) == marks(text)
    assert words == " ".join(words.split())


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    """The message names the file and what is wrong."""
    with pytest.raises(SourceError, match=r"none\.txt: cannot be read"):
        read_source(tmp_path / "none.txt")


def test_a_file_that_is_not_utf8_names_the_byte(tmp_path: Path) -> None:
    """Byte 2 of the file is no UTF-8."""
    path = tmp_path / "latin.txt"
    path.write_bytes(b"ab\xe9")
    with pytest.raises(SourceError, match="byte 2 is not UTF-8"):
        read_source(path)
