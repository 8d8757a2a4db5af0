"""What a rule may propose as evidence, and which recommendations a section leads to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pcad_kg.model import Kind, Part, Place, Recommendation, Report, Section, Table


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may support: its words, and what it stands under or answers."""

    kind: str
    key: str
    text: str
    section: str | None
    heading: str = ""


def find_candidates(
    report: Report, sections: Mapping[str, Section], leads: Mapping[str, set[int]]
) -> Iterator[Candidate]:
    """Every candidate, kind by kind in reading order.

    A quote has no heading here: those of the appendices are agencies and broad themes.
    """
    asked = _questions(report)
    for kind, key, text, section in _items(report, leads):
        titles = [each.title for each in sections_around(section, sections)]
        heading = " ".join([*titles, *asked.get((kind, key), [])])
        yield Candidate(kind, key, text, section, "" if kind == "quote" else heading)


def _items(
    report: Report, leads: Mapping[str, set[int]]
) -> Iterator[tuple[str, str, str, str | None]]:
    for finding in report.findings:
        yield "finding", finding.key, finding.text, finding.section
    for figure in report.figures:
        yield "figure", figure.number, figure.title, figure.section
    for table in report.tables:
        yield "table", table.number, _table_words(table, report.tables), table.section
    body = {section.key for section in report.sections if section.part is Part.BODY}
    reporting = body & leads.keys()
    asking = _lines_of_recommendations(report.recommendations)
    for passage in report.passages:
        is_prose = passage.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM)
        is_asking = passage.span.first_line in asking
        if is_prose and passage.section in reporting and not is_asking:
            yield "passage", passage.key, passage.text, passage.section
    for quote in report.quotes:
        yield "quote", quote.key, quote.text, quote.section


def _table_words(table: Table, tables: Iterable[Table]) -> str:
    """A table's titles, headings and row labels, its parts' and its whole's too."""
    words = [table.title]
    for other in tables:
        if other.number == table.whole:
            words.append(other.title)
        elif table.number in (other.number, other.whole):
            words += [column.title for column in other.columns]
            words += [row.title for row in other.rows]
    return "\n".join(words)


def _lines_of_recommendations(recommendations: Iterable[Recommendation]) -> set[int]:
    return {
        line
        for recommendation in recommendations
        for wording in recommendation.wordings
        for line in range(wording.span.first_line, wording.span.last_line + 1)
    }


def _questions(report: Report) -> dict[tuple[str, str], list[str]]:
    text_of = {question.key: question.text for question in report.questions}
    asked: dict[tuple[str, str], list[str]] = {}
    for answer in report.answers:
        place = (answer.from_kind, answer.from_key)
        asked.setdefault(place, []).append(text_of[answer.question])
    return asked


def sections_around(key: str | None, sections: Mapping[str, Section]) -> list[Section]:
    """A section and those around it, from the inside out."""
    found: list[Section] = []
    while key is not None and key in sections:
        found.append(sections[key])
        key = sections[key].parent
    return found


def recommendations_ahead(
    report: Report, sections: Mapping[str, Section]
) -> dict[str, set[int]]:
    """The recommendations that each section leads up to.

    A list of recommendations closes the sections of its chapter since the list before:
    that of 3.2 (1587) speaks for 3.1 as well. Chapter 6 repeats them all and closes
    none.
    """
    closing = _closing(report.recommendations)
    leads: dict[str, set[int]] = {}
    open_sections: list[str] = []
    chapter = None
    for section in report.sections:
        around = [s.key for s in sections_around(section.key, sections) if s.number]
        if not around or around[-1] != chapter:
            open_sections, chapter = [], around[-1] if around else None
        if section.key != chapter or section.key in closing:
            open_sections.append(section.key)
        if section.key in closing:
            leads |= dict.fromkeys(open_sections, closing[section.key])
            open_sections = []
    return leads


def _closing(recommendations: Iterable[Recommendation]) -> dict[str, set[int]]:
    """The recommendations that are printed in each section, but for chapter 6."""
    closing: dict[str, set[int]] = {}
    for recommendation in recommendations:
        for wording in recommendation.wordings:
            if wording.place is not Place.CHAPTER_6:
                closing.setdefault(wording.section, set()).add(recommendation.number)
    return closing
