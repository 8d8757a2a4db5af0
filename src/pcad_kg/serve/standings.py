"""The recommendations in a list: each with its standing, agencies and chapter."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcad_kg.check import Check, Standing
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.terms import PCAD, RDFS, REP, SKOS

CHAPTERS = """
SELECT ?whole ?section WHERE {
  ?wording pcad:wordingOf ?whole ; pcad:place "section" ; pcad:inSection ?section .
}
"""


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
    def concerned(self) -> tuple[str, ...]:
        """The keys of the agencies it concerns; "all", or "none", where there is none.

        It may name some agencies and address the whole system as well.
        """
        keys = [ref.path.rpartition("/")[2] for ref in self.agencies]
        keys += ["all"] if self.is_system_wide else []
        return tuple(keys or ["none"])

    @property
    def amount(self) -> str:
        """How much speaks for it directly: "10" for ten or more, "1", or "0"."""
        return "10" if self.strength >= 10 else str(min(self.strength, 1))

    def fits(self, chosen: Mapping[str, str]) -> bool:
        """Whether it has each value that is chosen, by agency, grade and so on."""
        own = {
            "agency": self.concerned,
            "grade": (self.grade,),
            "chapter": (self.chapter,),
            "strength": (self.amount,),
        }
        return all(value in own[name] for name, value in chosen.items())

    @property
    def context(self) -> int:
        """How many items are its context."""
        return sum(count for _, count in self.contextual)


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
