"""What a person types → the item of the report, or the nearest ones."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from pcad_kg.concepts import concept_of
from pcad_kg.engine.protocol import Engine, has, value_of
from pcad_kg.errors import UnknownItemError
from pcad_kg.terms import PCAD, RDF, RDFS, Iri, Literal, local_name
from pcad_kg.typed import MOST, quoted

# The kinds of item whose labels are each their own; headings repeat one another's.
LABELLED = (
    PCAD.Recommendation,
    PCAD.Finding,
    PCAD.Figure,
    PCAD.Table,
    PCAD.TableRow,
    PCAD.TableColumn,
    PCAD.Statistic,
    PCAD.Passage,
    PCAD.Quote,
)

# "T3.11", "Q:L2834", "fig. 2.9", "recommendation 16": each kind's short and long name.
SHORT = (
    (re.compile(r"^(?:recommendation|rec\.?):?(?=\d)"), "r"),
    (re.compile(r"^finding:?(?=\d)"), "f"),
    (re.compile(r"^(?:t|table):?(?=\d)"), "table"),
    (re.compile(r"^(?:fig\.?|figure):?(?=\d)"), "figure"),
    (re.compile(r"^(?:q|quote):?l?(?=\d)"), "quotel"),
    (re.compile(r"^(?:p|passage):?l?(?=\d)"), "passagel"),
)
# "table3.11", "figure2.15a", "quotel2834"; "table3.11row2"; "r16", "f2.7.b".
KIND_LABEL = re.compile(r"(table|figure|quote|passage)(l?\d[\d.]*[a-d]?)")
ROW_LABEL = re.compile(r"table(\d[\d.]*[a-d]?)row(\d+)")
FINDING_LABEL = re.compile(r"([rf])(\d[\d.]*(?:\.[a-z])?)")
AGENCY_PREFIX = "agency:"
# "f2.7.b" is "f2." (the findings of that chapter), 7 (its number), ".b"; a row's
# number, as in "table3.11row2", is that within its table.
PARTS = re.compile(r"^(?P<start>.*[a-z.])(?P<number>\d+)(?:-\d+|\D*)$")
# Items that are numbered by their line: how that is written says nothing.
LINES = ("quotel", "passagel")
EXAMPLES = 'R16, F2.7.b, T3.11, "Table 3.11 row 2", Q:L2834, P:L654 or agency:police'


def item_of(label: str, engine: Engine) -> Iri:
    """The item of the report that has a label: R16, F2.7.b, T3.11, Q:L2834.

    Small letters, missing spaces and short names of a kind are forgiven.

    Raises:
        UnknownItemError: there is none; the nearest labels are named.
    """
    wanted = plain(label)
    for likely in (label.strip(), *likely_labels(wanted)):
        if found := _labelled(likely, engine):
            return found
    labels = _labels(engine)
    if wanted in labels:
        return labels[wanted]
    raise UnknownItemError(_unknown(label, wanted, labels, engine))


def _unknown(label: str, wanted: str, labels: dict[str, Iri], engine: Engine) -> str:
    """That there is no such item, and what there is."""
    near = [_label(engine, labels[name]) for name in nearest(wanted, labels)]
    agency = None if near else _agency_meant(label, engine)
    if agency is not None:
        near = [f"{AGENCY_PREFIX}{local_name(agency)}"]
    hint = f"did you mean {' or '.join(near)}?" if near else f"write {EXAMPLES}"
    likely = [one for one in likely_labels(wanted) if len(one) <= MOST]
    return f"the report has no {likely[0] if likely else quoted(label)}; {hint}"


def _agency_meant(label: str, engine: Engine) -> Iri | None:
    try:
        return concept_of(label, "agency", engine)
    except UnknownItemError:
        return None


def start_of(label: str, engine: Engine) -> Iri:
    """The item or the agency that a label names.

    Raises:
        UnknownItemError: there is none; the nearest are named.
    """
    if plain(label).startswith(AGENCY_PREFIX):
        name = label.partition(":")[2].strip()
        return concept_of(name, "agency", engine, AGENCY_PREFIX)
    return item_of(label, engine)


def plain(label: str) -> str:
    """A label as it is looked up: small letters, no spaces, the kind's whole name.

    >>> plain("T3.11 row 2"), plain("Q:L2834"), plain("r 16"), plain("Fig. 2.9")
    ('table3.11row2', 'quotel2834', 'r16', 'figure2.9')
    """
    written = "".join(label.lower().split())
    for short, name in SHORT:
        written = short.sub(name, written)
    return written


def likely_labels(wanted: str) -> list[str]:
    """How the label that a plain one stands for is written, where it is of a kind.

    >>> likely_labels("table3.11row2"), likely_labels("f2.7.b"), likely_labels("x")
    (['Table 3.11 row 2'], ['F2.7.b'], [])
    """
    if found := KIND_LABEL.fullmatch(wanted):
        return [f"{found[1].capitalize()} {found[2].upper()}"]
    if found := ROW_LABEL.fullmatch(wanted):
        return [f"Table {found[1].upper()} row {found[2]}"]
    if found := FINDING_LABEL.fullmatch(wanted):
        return [f"{found[1].upper()}{found[2]}"]
    return []


def nearest(wanted: str, labels: Iterable[str]) -> list[str]:
    """The label nearest in writing, and the one nearest by number in its chapter.

    Of what is numbered by its line, the two nearest lines.

    >>> nearest("r99", ["r1", "r9", "r38", "f3.9"]), nearest("f2.55", ["f2.5", "f2.16"])
    (['r9', 'r38'], ['f2.5', 'f2.16'])
    """
    known = list(labels)
    parts = PARTS.match(wanted)
    if parts is None:
        return get_close_matches(wanted, known, n=1)
    start, number = parts["start"], int(parts["number"])
    numbers = {
        label: int(found["number"])
        for label in known
        if (found := PARTS.match(label)) and found["start"] == start
    }
    by_number = sorted(numbers, key=lambda n: (abs(numbers[n] - number), len(n), n))
    if start in LINES:
        return by_number[:2]
    # A digit too many or too few is a slip; "r30" is nothing like "r0".
    alike = [
        label
        for label in get_close_matches(wanted, numbers or known, n=1)
        if not numbers or wanted.startswith(label) or label.startswith(wanted)
    ]
    return list(dict.fromkeys(alike + by_number[:1]))


def _labelled(label: str, engine: Engine) -> Iri | None:
    """The item with a label as it is printed, which is found without reading all."""
    found = [
        item
        for item in engine.subjects(RDFS.label, Literal(label))
        if any(has(engine, item, RDF.type, kind) for kind in LABELLED)
    ]
    return found[0] if len(found) == 1 else None


def _labels(engine: Engine) -> dict[str, Iri]:
    return {
        plain(_label(engine, subject)): subject
        for kind in LABELLED
        for subject in engine.subjects(RDF.type, kind)
    }


def _label(engine: Engine, item: Iri) -> str:
    return str(value_of(engine, item, RDFS.label))
