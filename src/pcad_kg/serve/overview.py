"""All recommendations at once: the home page, the check, the matrices."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcad_kg.check import Check, Standing, check_evidence
from pcad_kg.cited import natural
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import PCAD, RDF, RDFS, REP, SKOS, Iri, local_name

KIND_NAMES = {
    "Finding": ("finding", "findings"),
    "Table": ("table", "tables"),
    "TableRow": ("row of a table", "rows of tables"),
    "Figure": ("figure", "figures"),
    "Passage": ("passage", "passages"),
    "Quote": ("quote", "quotes"),
}
CHAPTERS = """
SELECT ?whole ?section WHERE {
  ?wording pcad:wordingOf ?whole ; pcad:place "section" ; pcad:inSection ?section .
}
"""
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
    ("quotes", PCAD.Quote, "/search"),
    ("evidence links, each with its reason", PCAD.EvidenceLink, "/matrix#kinds"),
    ("disagreements of the report with itself", PCAD.Discrepancy, "/audit"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A recommendation in a list: its standing, agencies and chapter."""

    ref: Ref
    text: str
    grade: str
    grade_name: str
    direct: tuple[tuple[str, int], ...]
    contextual: tuple[tuple[str, int], ...]
    against: int
    disputed: int
    agencies: tuple[Ref, ...]
    is_system_wide: bool
    chapter: str
    chapter_name: str

    @property
    def strength(self) -> int:
        """How many items speak for it directly."""
        return sum(count for _, count in self.direct)

    @property
    def context(self) -> int:
        """How many items are its context."""
        return sum(count for _, count in self.contextual)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page: recommendations, and what they can be filtered by."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]
    agencies: tuple[Ref, ...]
    grades: tuple[tuple[str, str, str, int], ...]
    chapters: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int, str], ...]
    authors: tuple[str, ...]
    publisher: str
    year: str
    url: str


def home_page(desk: Desk, check: Check) -> HomePage:
    """The data of the home page."""
    lines = lines_of(desk, check)
    reference = desk.reference
    report = REP["report"]
    return HomePage(
        title=desk.label(report),
        subtitle=reference.title.partition(": ")[2],
        lines=lines,
        agencies=desk.refs(desk.classes["Agency"]),
        grades=grades_of(desk, lines),
        chapters=tuple(sorted({(x.chapter, x.chapter_name) for x in lines})),
        counts=tuple(
            (name, len(desk.engine.subjects(RDF.type, kind)), path)
            for name, kind, path in COUNTED
        ),
        authors=reference.authors,
        publisher=reference.publisher,
        year=reference.year,
        url=reference.url,
    )


def lines_of(desk: Desk, check: Check) -> tuple[Line, ...]:
    """The recommendations in their order."""
    chapters = _chapters(desk)
    return tuple(_line(desk, standing, chapters) for standing in check.standings)


def _line(
    desk: Desk, standing: Standing, chapters: Mapping[str, tuple[str, str]]
) -> Line:
    iri = REP[f"recommendation/{standing.label.removeprefix('R')}"]
    chapter, name = chapters.get(iri, ("", ""))
    return Line(
        ref=Ref(desk.path(iri), standing.label, "Recommendation"),
        text=standing.text,
        grade=standing.grade.value,
        grade_name=desk.value(PCAD[standing.grade.value], RDFS.label),
        direct=tuple(standing.direct.items()),
        contextual=tuple(standing.contextual.items()),
        against=standing.against,
        disputed=standing.disputed,
        agencies=desk.refs(desk.nodes(iri, PCAD.concernsAgency)),
        is_system_wide=bool(desk.engine.objects(iri, PCAD.concernsAllAgencies)),
        chapter=chapter,
        chapter_name=name,
    )


def _chapters(desk: Desk) -> dict[str, tuple[str, str]]:
    """The chapter in whose sections each recommendation is printed: "2", its title."""
    found = {}
    for whole, section in desk.asked(CHAPTERS):
        number = desk.text.chapter_of(desk.item(section).first_line).key.split(".")[0]
        found[whole] = (number, desk.label(REP[f"section/{number}"]))
    return found


def grades_of(
    desk: Desk, lines: tuple[Line, ...]
) -> tuple[tuple[str, str, str, int], ...]:
    """Each grade's key, name, meaning and how many recommendations have it."""
    keys = ("quantified", "interviewOnly", "quotesOnly", "noEvidence")
    return tuple(
        (
            key,
            desk.value(PCAD[key], RDFS.label),
            desk.value(PCAD[key], SKOS.definition),
            sum(line.grade == key for line in lines),
        )
        for key in keys
    )


@dataclass(frozen=True, slots=True)
class Matrix:
    """Recommendations against agencies, and against kinds of evidence."""

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
        (
            line,
            tuple(
                concerns.get((_iri(line), str(agency)), ("", "")) for agency in agencies
            ),
        )
        for line in lines
    )
    return Matrix(
        agencies=tuple(map(desk.ref, agencies)),
        concerns=rows,
        kinds=tuple(KIND_NAMES),
        evidence=tuple(
            (
                line,
                tuple(
                    (dict(line.direct).get(k, 0), dict(line.contextual).get(k, 0))
                    for k in KIND_NAMES
                ),
            )
            for line in lines
        ),
        per_agency=tuple(
            sum(bool(cells[n][0]) for _, cells in rows) for n in range(len(agencies))
        ),
    )


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
