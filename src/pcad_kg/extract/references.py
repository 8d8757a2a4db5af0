"""The works that the report lists, and the passages that cite them."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from pcad_kg.model import Citation, Kind, Part, Passage, Reference, Section, Source
from pcad_kg.read import normalise

# "Munro, E., 2011. *The Munro Review*", "... and Manthorpe, J. (forthcoming) *...*".
ENTRY = re.compile(
    r"^(?P<authors>.+?)(?:,\s(?P<year>\d{4})\.|\s\((?P<forthcoming>forthcoming)\))\s+",
    re.DOTALL,
)
# "R (on the application of Article 39) v ... [2020] EWCA 1577." (2302)
CASE = re.compile(r"^(?P<title>.+?\sv\s.+?)\s\[(?P<year>\d{4})\]", re.DOTALL)
# "*The Munro Review Of Child Protection*."; an article has a plain title, and that of
# its journal italic: "Exploring Consensus ... *Child Maltreatment*, 11(2)" (2268).
ITALIC_TITLE = re.compile(r"\*(?P<title>[^*]+)\*")
PLAIN_TITLE = re.compile(r"(?P<title>.+?)\.?\s+\*", re.DOTALL)
ADDRESS = re.compile(r"https?://[^\s>]+")
# "Protecting Children at a Distance Project Page:" (2306) with its address below.
RESOURCE = re.compile(r"^(?P<title>.+):$")

# "Baginsky and Manthorpe, 2020", "Ferguson et al., 2020", "Pearce and Miller (2020)",
# "Institute of Health Visiting (IHV), 2020", "CAFCASS statistics (2021)" (2190).
CITATION = re.compile(
    r"""(?P<names>[A-Z][\w./’'-]*(?:\s(?:\(?[A-Z][\w./’')-]*|and|for|of|et\sal\.))*)
    (?:\sstatistics)?(?:,\s(?P<year>(?:19|20)\d\d)\b|\s\((?P<bracketed>\d{4})\))""",
    re.VERBOSE,
)
INITIALS = re.compile(r",\s(?:[A-Z]\.\s?)+")
ACRONYM = re.compile(r"\s?\((?P<acronym>[A-Za-z]+)\)")
READ = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})
# "Pison-Young" for Pipon-Young (531), "Review Panel" for Practice Review Panel (851).
ALIKE = 0.85
MANY_AUTHORS = 3


def find_references(
    source: Source, sections: Iterable[Section], passages: Iterable[Passage]
) -> tuple[Reference, ...]:
    """The listed works, the case and the study's resources, in order.

    A key is the first author's name with the year, `munro-2011`; a case and a resource
    have their titles.
    """
    back = {section.key for section in sections if section.part is Part.BACK}
    listed = [p for p in passages if p.section in back and p.kind is Kind.REFERENCE]
    found: list[Reference] = []
    for passage, following in zip(listed, [*listed[1:], None], strict=True):
        raw = source.text[passage.span.begin : passage.span.end]
        resource = RESOURCE.match(passage.text)
        if resource and following:
            found.append(_resource(resource["title"], passage, following))
        elif not ADDRESS.match(passage.text.lstrip("<")):
            found.append(_reference(raw, passage))
    return tuple(found)


def _resource(title: str, passage: Passage, address: Passage) -> Reference:
    return Reference(
        key=_slug(title),
        label=title,
        text=passage.text,
        span=passage.span,
        section=passage.section or "",
        title=title,
        url=_address(address.text),
    )


def _reference(raw: str, passage: Passage) -> Reference:
    entry, case = ENTRY.match(raw), CASE.match(raw)
    year = (entry and entry["year"]) or (case and case["year"])
    if entry:
        title = _title(raw[entry.end() :])
        label = f"{_first_name(entry['authors'])} {year or 'forthcoming'}"
    else:
        title = normalise(case["title"] if case else raw)
        label = f"{title} {year or ''}".strip()
    return Reference(
        key=_slug(label),
        label=label,
        text=passage.text,
        span=passage.span,
        section=passage.section or "",
        title=title,
        authors=normalise(entry["authors"]) if entry else None,
        year=int(year) if year else None,
        url=_address(raw),
    )


def _title(rest: str) -> str:
    italic = ITALIC_TITLE.match(rest)
    plain = italic or PLAIN_TITLE.match(rest)
    return normalise(plain["title"] if plain else rest).rstrip(".")


def _address(raw: str) -> str | None:
    address = ADDRESS.search(raw)
    return address[0].rstrip(".") if address else None


def _first_name(authors: str) -> str:
    """The first author's surname, or the body that published.

    >>> _first_name("Baginsky, M. and Manthorpe, J."), _first_name("RCPCH/RCN")
    ('Baginsky', 'RCPCH/RCN')
    """
    return ACRONYM.sub("", _names(authors)[0]).removeprefix("The ")


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _names(authors: str) -> list[str]:
    """Surnames, or a body's name by itself.

    >>> _names("Baginsky, M., Driscoll, J. and Manthorpe, J.")
    ['Baginsky', 'Driscoll', 'Manthorpe']
    >>> _names("NHS England and NHS Improvement")
    ['NHS England and NHS Improvement']
    """
    if not INITIALS.search(authors + " "):
        return [authors]
    parted = INITIALS.sub("|", f"{authors} ")
    names = re.split(r"\|(?:,\s)?(?:and\s)?", parted)
    return [name.strip(" ,") for name in names if name.strip(" ,")]


def find_citations(
    passages: Iterable[Passage], references: Iterable[Reference]
) -> tuple[Citation, ...]:
    """The passages of the body that cite a listed work, with the words that do so.

    Names count where they are much alike, so that a misspelling still leads to its
    work; a year must agree unless the work is forthcoming ("Baginsky et al., 2021").
    """
    listed = tuple(references)
    found: dict[Citation, None] = {}
    for passage in passages:
        if passage.kind not in READ:
            continue
        for match in CITATION.finditer(passage.text):
            year = int(match["year"] or match["bracketed"])
            for names, reference in _cited(match["names"], year, listed):
                printed = passage.text[match.end("names") - len(names) : match.end()]
                found[Citation(passage.key, reference.key, printed)] = None
    return tuple(found)


def _cited(
    names: str, year: int, listed: tuple[Reference, ...]
) -> Iterator[tuple[str, Reference]]:
    """The works that names cite; words before the names may have capitals too.

    "by the Principal Social Worker (Buzzi and Megele, 2020)" (885).
    """
    for start in re.finditer(
        r"(?:^|(?<=[\s(]))(?=[A-Z][^(]*(?:\([^)]*\))?[^(]*$)", names
    ):
        found = [work for work in listed if _cites(names[start.start() :], year, work)]
        if found:
            yield from ((names[start.start() :], work) for work in found)
            return


def _cites(names: str, year: int, reference: Reference) -> bool:
    if reference.authors is None or reference.year not in (year, None):
        return False
    if any(_alike(names, spelling) for spelling in _spellings(reference.authors)):
        return True
    authors = _names(reference.authors)
    cited = re.split(r"\s(?:and|et al\.)\s?", names)
    is_many = "et al." in names
    if is_many != (len(authors) >= MANY_AUTHORS) or not _alike(cited[0], authors[0]):
        return False
    return is_many or (len(cited) == len(authors) and _alike(cited[-1], authors[-1]))


def _spellings(authors: str) -> Iterator[str]:
    """The ways a body is cited: whole, without its initials, by its initials alone."""
    acronym = ACRONYM.search(authors)
    if len(_names(authors)) == 1:
        yield authors
        yield ACRONYM.sub("", authors).removeprefix("The ")
    if acronym:
        yield acronym["acronym"]


def _alike(one: str, other: str) -> bool:
    ratio = SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
    return ratio >= ALIKE
