"""All recommendations at once: the home page, the check, the matrices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pcad_kg.check import Check, check_evidence
from pcad_kg.cited import natural
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.serve.standings import Line, grades_of, lines_of
from pcad_kg.terms import DCTERMS, PCAD, RDF, REP, Iri, local_name
from pcad_kg.wording import shortened

KIND_NAMES = {
    "Finding": ("finding", "findings"),
    "Table": ("table", "tables"),
    "TableRow": ("row of a table", "rows of tables"),
    "Figure": ("figure", "figures"),
    "Passage": ("passage", "passages"),
    "Quote": ("quote", "quotes"),
}
CONCERNS = """
SELECT ?item ?agency ?basis ?link WHERE {
  ?link a pcad:AgencyLink ; pcad:from ?item ; pcad:to ?agency ; pcad:basis ?basis .
  ?item a pcad:Recommendation .
}
"""
COUNTED = (
    ("recommendations", PCAD.Recommendation, "/#recommendations"),
    ("findings", PCAD.Finding, "/finding"),
    ("tables", PCAD.Table, "/table"),
    ("figures", PCAD.Figure, "/figure"),
    ("quotes", PCAD.Quote, "/agency"),
    ("evidence links, each with its reason", PCAD.EvidenceLink, "/matrix#kinds"),
    ("disagreements of the report with itself", PCAD.Discrepancy, "/audit"),
)
FILTERS = {
    "agency": "Agency",
    "grade": "Grade",
    "chapter": "Chapter",
    "strength": "Direct evidence",
}
STRENGTHS = {"10": "ten items or more", "1": "one to nine", "0": "none"}
GLANCE = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a list can be filtered by, and its name."""

    key: str
    name: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page: recommendations, and what they can be filtered by.

    `shown` are the lines that fit all that is chosen; `filters` are names of
    parameters, what they are called, and their values.
    """

    subtitle: str
    lines: tuple[Line, ...]
    shown: frozenset[Line]
    filters: tuple[tuple[str, str, tuple[Choice, ...]], ...]
    grades: tuple[tuple[str, str, str, int], ...]
    counts: tuple[tuple[str, int, str], ...]
    authors: tuple[str, ...]
    publisher: str
    year: str
    url: str

    @property
    def is_filtered(self) -> bool:
        """Whether anything is chosen."""
        return any(c.is_chosen for _, _, choices in self.filters for c in choices)


def home_page(
    desk: Desk, check: Check, query: Mapping[str, list[str]] | None = None
) -> HomePage:
    """The data of the home page; a value that there is not filters nothing."""
    lines = lines_of(desk, check)
    grades = grades_of(desk, lines)
    filters = tuple(_filters(desk, lines, grades, query or {}))
    chosen = {name: c.key for name, _, cs in filters for c in cs if c.is_chosen}
    reference = desk.reference
    return HomePage(
        subtitle=reference.title.partition(": ")[2],
        lines=lines,
        shown=frozenset(line for line in lines if line.fits(chosen)),
        filters=filters,
        grades=grades,
        counts=tuple(_counts(desk)),
        authors=reference.authors,
        publisher=reference.publisher,
        year=reference.year,
        url=reference.url,
    )


def _counts(desk: Desk) -> Iterator[tuple[str, int, str]]:
    """What is counted, how many there are, and where they are; no part of a table."""
    for name, kind, path in COUNTED:
        nodes = desk.engine.subjects(RDF.type, kind)
        if kind == PCAD.Table:
            nodes = [n for n in nodes if not desk.nodes(n, DCTERMS.isPartOf)]
        yield name, len(nodes), path


def _filters(
    desk: Desk,
    lines: tuple[Line, ...],
    grades: tuple[tuple[str, str, str, int], ...],
    query: Mapping[str, list[str]],
) -> Iterator[tuple[str, str, tuple[Choice, ...]]]:
    """Each filter's parameter, name and values, of which the query chooses one."""
    agencies = desk.refs(desk.classes["Agency"])
    values = {
        "agency": (
            *((ref.path.rpartition("/")[2], ref.label) for ref in agencies),
            ("all", "the whole system"),
            ("none", "none in particular"),
        ),
        "grade": [(key, f"{name} ({count})") for key, name, _, count in grades],
        "chapter": sorted({(line.chapter, line.chapter_name) for line in lines}),
        "strength": list(STRENGTHS.items()),
    }
    for name, title in FILTERS.items():
        given = "".join(query.get(name, [])[:1])
        choices = (Choice(key, shown, key == given) for key, shown in values[name])
        yield name, title, tuple(choices)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Recommendations against agencies, and against kinds of evidence.

    `words` are the first words of each recommendation by its label.
    """

    words: Mapping[str, str]
    grades: tuple[tuple[str, str], ...]
    agencies: tuple[Ref, ...]
    concerns: tuple[tuple[Line, tuple[tuple[str, str], ...]], ...]
    kinds: tuple[str, ...]
    evidence: tuple[tuple[Line, tuple[tuple[int, int], ...]], ...]
    per_agency: tuple[int, ...]


def matrix_of(desk: Desk, check: Check) -> Matrix:
    """The data of the matrices; a concern is its basis and where its reason is told."""
    lines = lines_of(desk, check)
    agencies = sorted(desk.classes["Agency"], key=lambda a: natural(desk.label(a)))
    concerns = {
        (item, agency): (local_name(basis), desk.path(link))
        for item, agency, basis, link in desk.asked(CONCERNS)
    }
    rows = tuple(
        (line, tuple(concerns.get((_iri(line), str(a)), ("", "")) for a in agencies))
        for line in lines
    )
    return Matrix(
        grades=tuple((key, name) for key, name, *_ in grades_of(desk, lines)),
        words={line.ref.label: shortened(line.text, GLANCE) for line in lines},
        agencies=tuple(map(desk.ref, agencies)),
        concerns=rows,
        kinds=tuple(KIND_NAMES),
        evidence=tuple((line, _evidence(line)) for line in lines),
        per_agency=tuple(
            sum(bool(cells[n][0]) for _, cells in rows) for n in range(len(agencies))
        ),
    )


def _evidence(line: Line) -> tuple[tuple[int, int], ...]:
    """How many items of each kind support a recommendation: directly, as context."""
    direct, contextual = dict(line.direct), dict(line.contextual)
    return tuple((direct.get(k, 0), contextual.get(k, 0)) for k in KIND_NAMES)


def _iri(line: Line) -> Iri:
    return REP[line.ref.path.strip("/")]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The check: grades, the recommendations, what is wrong and what is in dispute."""

    grades: tuple[tuple[str, str, str, int], ...]
    lines: tuple[Line, ...]
    faults: tuple[tuple[str, tuple[tuple[str, Ref, Ref], ...]], ...]
    disputes: tuple[tuple[str, str, tuple[Ref, ...]], ...]


def check_page(desk: Desk, check: Check) -> CheckPage:
    """The data of the check's page."""
    lines = lines_of(desk, check)
    kinds: dict[str, list[tuple[str, Ref, Ref]]] = {}
    by_label = {line.ref.label: line.ref for line in lines}
    for fault in check.faults:
        place = Ref(desk.line_path(fault.line), f"line {fault.line}")
        item = by_label.get(fault.item, Ref("", fault.item))
        said = fault.message.partition("; see `")[0].removeprefix(fault.item).strip()
        kinds.setdefault(fault.kind.value, []).append((said, item, place))
    return CheckPage(
        grades=grades_of(desk, lines),
        lines=lines,
        faults=tuple((kind, tuple(found)) for kind, found in kinds.items()),
        disputes=tuple(
            (
                dispute.severity,
                dispute.sentence,
                tuple(
                    Ref(f"/recommendation/{label[1:]}", label, "Recommendation")
                    for label in dispute.recommendations
                ),
            )
            for dispute in check.disputes
        ),
    )


def checked(desk: Desk) -> Check:
    """The check of a graph."""
    return check_evidence(desk.engine)
