"""Headings → sections."""

import pytest

from pcad_kg.model import Part, Report
from pcad_kg.read import source_of
from pcad_kg.split import find_passages
from tests.conftest import cases
from tests.test_split import FRAME

INVENTORY = cases("inventory/sections.tsv")


def test_sections_are_those_a_reader_lists(report: Report) -> None:
    """Line, number, title, part and start page of every heading, in order."""
    found = [
        {
            "line": str(section.span.first_line),
            "number": section.number or "",
            "title": section.title,
            "part": section.part.value,
            "start_page": str(section.start_page or ""),
        }
        for section in report.sections
    ]
    assert found == INVENTORY
    assert len(found) > 240


@pytest.mark.parametrize(
    ("key", "parent"),
    [
        ("summary-2-1", "summary-2"),
        ("summary-2", "l280"),
        ("2.8.1", "2.8"),
        ("l816", "2.3"),
        ("l529", "1"),
        ("l561", "1"),
        ("l1001", "2.7"),
        ("l1286", "2.8"),
        ("l1308", "3.1"),
        ("l2038", "4.6"),
        ("l2093", "4.6.2"),
        ("l2344", "l2342"),
        ("l2342", "appendix-1"),
        ("l2700-2", "l2700"),
        ("l3139", "l3137"),
        ("appendix-4", None),
        ("2", None),
        ("l235", "l231"),
    ],
)
def test_a_section_stands_in_the_one_that_encloses_it(
    report: Report, key: str, parent: str | None
) -> None:
    """The heading at that key is part of the one its level and place say."""
    sections = {section.key: section for section in report.sections}
    assert sections[key].parent == parent


def test_keys_are_unique_and_parents_exist(report: Report) -> None:
    """No two sections share a key; every parent is a section before its part."""
    keys = [section.key for section in report.sections]
    assert len(set(keys)) == len(keys)
    for here, section in enumerate(report.sections):
        assert section.parent is None or section.parent in keys[:here]


def test_every_part_has_sections(report: Report) -> None:
    """Front, summary, body, back and appendix follow one another."""
    parts = [section.part for section in report.sections]
    assert list(dict.fromkeys(parts)) == list(Part)


def test_an_unnumbered_heading_hangs_on_the_last_numbered_one() -> None:
    """Two sub-headings in a row are siblings in section 1."""
    body = "Some methods\n\nText here.\n\nOther methods\n\nMore text."
    text = FRAME.format(summary="", body=body, appendix="")
    sections, _ = find_passages(source_of(text))
    parents = {section.title: section.parent for section in sections}
    assert (parents["Some methods"], parents["Other methods"]) == ("1", "1")
