"""Agencies, roles, regions: what concerns them, what they said, where they differ."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from pcad_kg.cited import Item, natural
from pcad_kg.serve.desk import Desk, Ref
from pcad_kg.serve.told import ToldGroup, told_groups, trail_of
from pcad_kg.terms import PCAD, SKOS, Iri

VOICES = """
SELECT ?quote ?text ?theme ?line WHERE {
  ?quote ?said ?who ; a pcad:Quote ; pcad:text ?text ; pcad:firstLine ?line ;
    pcad:inSection ?section .
  OPTIONAL { ?quote pcad:theme ?own }
  BIND(COALESCE(?own, ?section) AS ?theme)
}
ORDER BY ?line ?quote
"""
SHARES = """
SELECT ?result ?of ?agency ?share ?printed ?n ?words ?label ?line ?iri WHERE {
  ?iri pcad:ofAgency ?agency ; pcad:percentage ?share ; pcad:asPrinted ?printed .
  ?iri pcad:column|^pcad:states ?result .
  ?result pcad:text ?words ; rdfs:label ?label ; pcad:firstLine ?line .
  OPTIONAL { ?iri pcad:sampleSize ?n }
  OPTIONAL { ?iri dcterms:title ?of }
  FILTER NOT EXISTS { ?result a pcad:TableRow }
}
"""
RESTING = """
SELECT ?recommendation (COUNT(DISTINCT ?quote) AS ?n) WHERE {
  ?quote ?said ?who . ?recommendation pcad:directlySupportedBy ?quote .
}
GROUP BY ?recommendation
"""
SAID_BY = {
    "Agency": PCAD.voicedBy,
    "Role": PCAD.speakerRole,
    "Region": PCAD.speakerRegion,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Words that somebody said, with their speaker and place."""

    ref: Ref
    text: str
    speaker: str
    place: Ref


@dataclass(frozen=True, slots=True)
class Theme:
    """What was said on a theme or in a section."""

    ref: Ref
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """An agency's share in a result."""

    agency: str
    printed: str
    percent: float
    n: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A result in which an agency's share lies apart from the others'."""

    ref: Ref
    of: str
    words: str
    shares: tuple[Share, ...]
    apart: float


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """All that the page of an agency, a role or a region shows.

    `resting` are the recommendations for which its quotes are direct evidence, with
    how many of them.
    """

    item: Item
    kind: str
    definition: str
    names: tuple[str, ...]
    respondents: str
    interviewees: str
    works_for: tuple[Ref, ...]
    roles: tuple[Ref, ...]
    groups: tuple[ToldGroup, ...]
    results: tuple[Ref, ...]
    themes: tuple[Theme, ...]
    quotes: int
    resting: tuple[tuple[Ref, int], ...]
    differences: tuple[Difference, ...]

    @property
    def concerns(self) -> int:
        """How many recommendations, findings, figures and tables concern it."""
        return sum(group.count for group in self.groups) + len(self.results)


def _resting(desk: Desk, iri: str, kind: str) -> tuple[tuple[Ref, int], ...]:
    given = {"said": SAID_BY[kind], "who": Iri(iri)}
    rows = desk.asked(RESTING, given)
    found = [(desk.ref(node), int(count)) for node, count in rows]
    return tuple(sorted(found, key=lambda pair: natural(pair[0].label)))


def people_page(desk: Desk, iri: str) -> PeoplePage:
    """The data of the page of an agency, a role or a region."""
    item, kind = desk.item(iri), desk.kind(iri)
    themes = _themes(desk, iri, kind)
    is_agency = kind == "Agency"
    return PeoplePage(
        item=item,
        kind=kind,
        definition=desk.value(iri, SKOS.definition),
        names=tuple(sorted(map(str, desk.engine.objects(Iri(iri), SKOS.altLabel)))),
        respondents=desk.value(iri, PCAD.respondents),
        interviewees=desk.value(iri, PCAD.interviewees),
        works_for=desk.refs(desk.nodes(iri, PCAD.worksFor)),
        roles=desk.refs(desk.engine.subjects(PCAD.worksFor, Iri(iri))),
        groups=_groups(desk, item) if is_agency else (),
        results=_results(desk, iri) if is_agency else (),
        themes=themes,
        quotes=sum(len(theme.voices) for theme in themes),
        resting=_resting(desk, iri, kind),
        differences=differences_of(desk, iri) if is_agency else (),
    )


def _groups(desk: Desk, item: Item) -> tuple[ToldGroup, ...]:
    """What concerns an agency, recommendations first."""
    groups = told_groups(desk, trail_of(desk, item, 2))
    return tuple(sorted(groups, key=lambda g: "Recommendation" not in g.heading))


def _results(desk: Desk, iri: str) -> tuple[Ref, ...]:
    """Figures and tables that concern an agency."""
    concerned = desk.engine.subjects(PCAD.concernsAgency, Iri(iri))
    return desk.refs(n for n in concerned if desk.kind(n) in ("Table", "Figure"))


def _themes(desk: Desk, iri: str, kind: str) -> tuple[Theme, ...]:
    """What was said, under each theme in the report's order."""
    given = {"said": SAID_BY[kind], "who": Iri(iri)}
    found: dict[str, list[Voice]] = defaultdict(list)
    for quote, text, theme, _line in desk.asked(VOICES, given):
        item = desk.item(quote)
        found[theme].append(
            Voice(
                Ref(desk.path(quote), item.label, "Quote"),
                text,
                item.speaker,
                desk.place(item),
            )
        )
    return tuple(
        Theme(Ref(desk.path(theme), _theme_name(desk, theme), "Section"), tuple(voices))
        for theme, voices in found.items()
    )


def _theme_name(desk: Desk, section: str) -> str:
    """A heading behind that of the chapter it stands in."""
    label = desk.label(section)
    chapter = desk.text.chapter_of(desk.item(section).first_line).title
    return label if label == chapter else f"{chapter} › {label}"


def differences_of(desk: Desk, iri: str) -> tuple[Difference, ...]:
    """Results in which an agency's answers are told beside others', the widest first.

    A result of a table is one column; of a finding or a passage all its shares, which
    may answer more than one question.
    """
    results: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for row in desk.asked(SHARES):
        results[row[0], row[1]].append(row)
    found = [
        _difference(desk, iri, rows)
        for rows in results.values()
        if {row[2] for row in rows} > {iri}
    ]
    return tuple(sorted(found, key=lambda d: (-d.apart, natural(d.ref.label))))


def _difference(desk: Desk, iri: str, rows: list[tuple[str, ...]]) -> Difference:
    result, of = rows[0][0], rows[0][1]
    shares = [
        Share(desk.label(row[2]), row[4], float(row[3]), row[5], row[2] == iri)
        for row in sorted(rows, key=lambda row: (-float(row[3]), row[2]))
    ]
    own = [share.percent for share in shares if share.is_own]
    others = [share.percent for share in shares if not share.is_own]
    apart = max(abs(share - median(others)) for share in own)
    is_column = "/column/" in result
    label = rows[0][7]
    item = desk.item(result)
    title = f"{item.whole_title}: {item.title}" if is_column else rows[0][6]
    return Difference(
        ref=Ref(desk.path(result), label, "Table" if is_column else desk.kind(result)),
        of=of,
        words=title.strip(": "),
        shares=tuple(shares),
        apart=apart,
    )
