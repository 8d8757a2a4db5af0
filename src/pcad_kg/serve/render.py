"""Templates → HTML, with links for a server or for files that lie in any folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from pcad_kg.engine.protocol import Engine
from pcad_kg.paths import PACKAGE
from pcad_kg.serve.desk import Ref
from pcad_kg.serve.made import json_in_page
from pcad_kg.serve.overview import KIND_NAMES
from pcad_kg.serve.policy import POLICY
from pcad_kg.terms import PCAD, PREFIXES, RDF, XSD, Iri, Literal, Term, shown

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = PACKAGE / "serve" / "templates"
ASSETS = PACKAGE / "serve" / "assets"
# What of it is for browsers: the bundle lies there with a note of what it holds.
SERVED = {".css", ".js", ".svg", ".txt"}
NAME = "Protecting Children at a Distance"
MENU = (
    ("/", "Recommendations"),
    ("/search", "Search"),
    ("/source", "The text"),
    ("/finding", "Findings"),
    ("/table", "Tables"),
    ("/figure", "Figures"),
    ("/agency", "Agencies"),
    ("/matrix", "Matrices"),
    ("/map", "Map"),
    ("/check", "Coverage"),
    ("/audit", "Audit"),
    ("/queries", "Queries"),
)
NOT_TOLD = (PCAD.excludedLabel,)
SAFE = "/:@!$&'()*+,;=~?#%-._"


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a site share."""

    is_static: bool
    name: str
    menu: tuple[tuple[str, str], ...]
    kinds: Mapping[str, tuple[str, str]]
    policy: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: its path, title, IRI, and the data it has beside it.

    `section` is the entry of the menu that it belongs to; `forms` are suffixes of its
    path with their media types; `ld` is JSON-LD.
    """

    path: str
    title: str
    section: str = ""
    iri: str = ""
    crumbs: tuple[Ref, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    ld: str = ""
    width: str = "usual"


class Renderer:
    """The templates of a site.

    Args:
        is_static: whether links lead to files, relative to the page they stand on.
    """

    def __init__(self, *, is_static: bool) -> None:
        self._site = Site(is_static, NAME, MENU, KIND_NAMES, POLICY)

    @cached_property
    def _templates(self) -> "Environment":
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        return Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def html(self, template: str, head: Head, **context: object) -> str:
        """A page."""
        href, file = self.links(head.path)
        return self._templates.get_template(template).render(
            head=head, site=self._site, href=href, file=file, **context
        )

    def svg(self, picture: object) -> str:
        """A picture as a file of its own."""
        return self._templates.get_template("drawn.svg").render(picture=picture)

    def links(self, path: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
        """How a page at a path links to pages and to files."""
        if not self._site.is_static:
            return addressed, addressed
        root = "../" * (path.strip("/").count("/") + 1) if path.strip("/") else "./"
        return (
            lambda to: page_file(root, to),
            lambda to: root + addressed(to.lstrip("/")),
        )


def addressed(path: str) -> str:
    """A path as it is written in an address."""
    return quote(path, safe=SAFE)


def page_file(root: str, path: str) -> str:
    """The file of a page, from the page whose way to the site's root is given.

    >>> page_file("../../", "/table/3.11#row-2"), page_file("./", "/search?q=a")
    ('../../table/3.11/index.html#row-2', './search/index.html?q=a')
    """
    bare, sign, fragment = path.partition("#")
    bare, mark, query = bare.partition("?")
    inner = bare.strip("/")
    name = f"{inner}/index.html" if inner else "index.html"
    return root + addressed(name) + mark + query + sign + addressed(fragment)


def described(engine: Engine, iri: str) -> str:
    """What is said of a node as JSON-LD that may stand within a page.

    What an agency is not called is left out: it helps who reads the report, and would
    be found as one of its names.
    """
    used: dict[str, str] = {}
    said: dict[str, list[object]] = {}
    for predicate, value in sorted(engine.statements(Iri(iri))):
        if predicate in NOT_TOLD:
            continue
        name = "@type" if predicate == RDF.type else _named(predicate, used)
        plain = _named(value, used) if name == "@type" else _value(value)
        said.setdefault(name, []).append(plain)
    data = {"@context": dict(sorted(used.items())), "@id": iri, **said}
    return json_in_page(data)


def _named(iri: str, used: dict[str, str]) -> str:
    name = shown(Iri(iri))
    prefix = name.partition(":")[0]
    if prefix in PREFIXES:
        used[prefix] = PREFIXES[prefix]
    return name


def _value(value: Term) -> object:
    if not isinstance(value, Literal):
        return {"@id": str(value)}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    if value.datatype and value.datatype != f"{XSD}string":
        return {"@value": str(value), "@type": value.datatype}
    return str(value)
