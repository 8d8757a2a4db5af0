"""A graph → its items as they are searched: their words, column by column."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pcad_kg.engine.protocol import Engine
from pcad_kg.terms import DCTERMS, PCAD, Iri


class Kind(Enum):
    """A kind of item that is found; of two that fit alike the first comes first."""

    RECOMMENDATION = "recommendation"
    FINDING = "finding"
    TABLE = "table"
    ROW = "row"
    FIGURE = "figure"
    QUESTION = "question"
    SECTION = "section"
    QUOTE = "quote"
    PASSAGE = "passage"
    REFERENCE = "reference"
    ACRONYM = "acronym"
    AGENCY = "agency"


CLASSES = {
    PCAD.Recommendation: Kind.RECOMMENDATION,
    PCAD.Finding: Kind.FINDING,
    PCAD.Table: Kind.TABLE,
    PCAD.TableRow: Kind.ROW,
    PCAD.Figure: Kind.FIGURE,
    PCAD.Question: Kind.QUESTION,
    PCAD.Section: Kind.SECTION,
    PCAD.Passage: Kind.PASSAGE,
    PCAD.Quote: Kind.QUOTE,
    PCAD.Reference: Kind.REFERENCE,
    PCAD.Acronym: Kind.ACRONYM,
}
COLUMNS = ("label", "title", "text", "said", "other")
LABEL, TITLE, TEXT, SAID, OTHER = range(len(COLUMNS))
# Their labels say of them only what they are and their line.
BY_LINE = (Kind.PASSAGE, Kind.QUOTE, Kind.QUESTION)
TITLED = (Kind.TABLE, Kind.ROW, Kind.FIGURE)
# What is left of a passage without its items says something where it has a word, not
# where it has a number or a letter before them.
A_WORD = re.compile(r"[^\W\d_]{3}")

# Passages of the other kinds are what an item is (a quote, a heading, a caption, an
# acronym), name its speaker, or only lead to it from the contents.
ITEMS = """
SELECT ?item ?class ?label ?text ?first ?last WHERE {
  { VALUES ?class {
      pcad:Recommendation pcad:Wording pcad:Finding pcad:Figure pcad:Table
      pcad:TableRow pcad:Quote pcad:Question pcad:Reference pcad:Section pcad:Acronym
    }
    ?item a ?class
  } UNION {
    VALUES ?kind {
      "title" "paragraph" "list item" "question" "reference" "table" "chart text"
      "table note"
    }
    ?item pcad:passageKind ?kind BIND(pcad:Passage AS ?class)
  }
  ?item rdfs:label ?label ; pcad:text ?text ;
    pcad:firstLine ?first ; pcad:lastLine ?last .
}
"""
# What an item need not have is asked apart: OPTIONAL takes longer than a query.
FACTS = """
SELECT ?item ?fact ?value WHERE {
  { VALUES ?fact { pcad:attribution pcad:wordingOf }
    ?item ?fact ?value
  } UNION {
    VALUES ?class { pcad:Figure pcad:Table pcad:TableRow }
    VALUES ?fact { dcterms:title dcterms:isPartOf }
    ?item a ?class ; ?fact ?value
  } UNION {
    ?item pcad:voicedBy/rdfs:label ?value BIND(pcad:voicedBy AS ?fact)
  }
}
"""
AGENCIES = """
SELECT ?agency ?label ?definition (GROUP_CONCAT(?name; SEPARATOR=", ") AS ?names)
WHERE {
  ?agency a pcad:Agency ; rdfs:label ?label .
  OPTIONAL { ?agency skos:definition ?definition }
  OPTIONAL { ?agency skos:altLabel|skos:notation ?name }
}
GROUP BY ?agency ?label ?definition ORDER BY ?label
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it is searched; its line is 0 where it stands nowhere."""

    iri: Iri
    kind: Kind
    label: str
    line: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """An item as the graph tells of it; a recommendation's wording has no kind."""

    iri: Iri
    kind: Kind | None
    label: str
    text: str
    lines: range
    facts: Mapping[str, str]


def entries_of(engine: Engine) -> tuple[Entry, ...]:
    """What can be found in a graph.

    A passage that only repeats an item or a quote at its lines is left out.
    """
    rows = _rows(engine)
    wordings = _texts(rows, PCAD.wordingOf)
    parts = _texts(rows, DCTERMS.isPartOf)
    entries = [
        Entry(
            row.iri,
            row.kind,
            row.label,
            row.lines.start,
            _columns(row, wordings.get(row.iri, ()), parts.get(row.iri, ())),
        )
        for row in _told_once(rows)
        if row.kind is not None
    ]
    return (*entries, *_agencies(engine))


def _rows(engine: Engine) -> list[_Row]:
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for item, fact, value in engine.query(FACTS).cells:
        facts[item or ""][fact or ""] = value or ""
    return [
        _Row(
            iri=Iri(item or ""),
            kind=CLASSES.get(Iri(kind or "")),
            label=label or "",
            text=text or "",
            lines=range(int(first or 0), int(last or 0) + 1),
            facts=facts.get(item or "", {}),
        )
        for item, kind, label, text, first, last in engine.query(ITEMS).cells
    ]


def _agencies(engine: Engine) -> list[Entry]:
    """The agencies, found by every name of their staff and services."""
    return [
        Entry(
            Iri(agency or ""),
            Kind.AGENCY,
            label or "",
            0,
            (label or "", "", definition or "", "", names or ""),
        )
        for agency, label, definition, names in engine.query(AGENCIES).cells
    ]


def _texts(rows: Iterable[_Row], fact: Iri) -> dict[str, list[str]]:
    """The texts of all that is part of an item, or a wording of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if fact in row.facts:
            found[row.facts[fact]].append(row.text)
    return found


def _columns(
    row: _Row, wordings: Iterable[str], parts: Iterable[str]
) -> tuple[str, ...]:
    """An item's words; a table's without its rows', which are items of their own."""
    label = row.label.rpartition(" ")[2] if row.kind in BY_LINE else row.label
    label = "" if row.kind is Kind.SECTION else label
    text, title = row.text, ""
    if row.kind in TITLED:
        title = row.facts.get(DCTERMS.title, "")
        for part in parts:
            text = text.replace(part, " ", 1)
        text = text.removeprefix(f"{row.label}: ").removeprefix(title)
        text = " ".join(text.split())
    named = (row.facts.get(fact, "") for fact in (PCAD.attribution, PCAD.voicedBy))
    other = "\n".join(wording for wording in wordings if wording != row.text)
    return label, title, text, " ".join(named).strip(), other


def _told_once(rows: Sequence[_Row]) -> Iterator[_Row]:
    """All but passages of which no word is left without the items at their lines."""
    at: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        if row.kind is not Kind.PASSAGE:
            for line in row.lines:
                at[line].append(row)
    for row in rows:
        if row.kind is not Kind.PASSAGE or not _is_told(row, at):
            yield row


def _is_told(passage: _Row, at: Mapping[int, Sequence[_Row]]) -> bool:
    left = passage.text
    for item in (item for line in passage.lines for item in at.get(line, ())):
        if left in item.text:
            return True
        left = left.replace(item.text, "", 1)
    return left != passage.text and not A_WORD.search(left)
