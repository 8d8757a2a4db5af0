"""The pages of the site by their paths: the same for a server and for files."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial

from markupsafe import Markup

from pcad_kg.check import Check
from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import PcadError
from pcad_kg.library import named_queries
from pcad_kg.search import Searcher
from pcad_kg.serve import paths
from pcad_kg.serve.asking import query_page, shelves
from pcad_kg.serve.audits import audit_page
from pcad_kg.serve.desk import PAGED, Desk, Ref
from pcad_kg.serve.downloads import Downloads
from pcad_kg.serve.editor import editor_page, known_to_editor
from pcad_kg.serve.finding import search_page
from pcad_kg.serve.items import item_page
from pcad_kg.serve.lists import LISTS, list_page
from pcad_kg.serve.made import (
    FORMS,
    GRAPHS,
    MOVED,
    PEOPLE,
    SECTIONS,
    WITHIN,
    Download,
    Page,
    Query,
)
from pcad_kg.serve.maker import Maker
from pcad_kg.serve.mapped import VIEWS, Maps, View
from pcad_kg.serve.overview import check_page, checked, home_page, matrix_of
from pcad_kg.serve.people import people_page
from pcad_kg.serve.render import Head, Renderer, described
from pcad_kg.serve.sections import acronyms, section_page
from pcad_kg.serve.source import source_page
from pcad_kg.serve.vocabularies import vocabulary_page
from pcad_kg.terms import PCAD, RDF, RDFS, Iri, local_name


class Pages:
    """The pages of a graph, which keep what they looked up.

    Args:
        engine: the graph, which does not change meanwhile.
        is_static: whether the pages are files, with relative links.
    """

    def __init__(self, engine: Engine, *, is_static: bool = False) -> None:
        self.desk = Desk(engine)
        self.is_static = is_static
        self._renderer = Renderer(is_static=is_static)
        self._maker = Maker(self._renderer)
        self._downloads = Downloads(self.desk, self._renderer)
        self._fixed: dict[str, Callable[[Query], Page]] = {
            "/": self._home,
            "/search": self._search,
            "/source": self._contents,
            "/matrix": self._matrix,
            "/audit": self._audit,
            "/check": self._check_page,
            "/ontology": self._vocabulary,
            "/acronym": self._acronyms,
            "/queries": self._queries,
            "/graph": self._graphs,
            **{view.path: partial(self._map, view) for view in VIEWS},
        }

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self.desk.engine)

    @cached_property
    def _maps(self) -> Maps:
        return Maps(self.desk)

    @cached_property
    def _known(self) -> Markup:
        return known_to_editor(self.desk)

    @cached_property
    def _check(self) -> Check:
        return checked(self.desk)

    def page(self, path: str, query: Query | None = None) -> Page | None:
        """The page at a path; nothing where there is none."""
        path = "/" + path.strip("/")
        query = query or {}
        if path in self._fixed:
            return self._fixed[path](query)
        if path in MOVED:
            return self._maker.moved(MOVED[path], path, path.strip("/"))
        if path in LISTS:
            view = list_page(self.desk, path)
            return self._maker.made("list.html", Head(path, view.title, path), view)
        if path == "/sparql" and not self.is_static:
            return self._sparql(query)
        start, _, rest = path[1:].partition("/")
        if start == "source":
            return self._source(rest)
        if start == "queries":
            return self._query(rest, query)
        return self._node(path, str(paths.iri_of(path)))

    def paths(self) -> Iterator[str]:
        """Every path of a site of files, pages first."""
        yield from self._fixed
        yield from LISTS
        for chapter in self.desk.text.chapters:
            yield chapter.path
        for query in named_queries():
            yield f"/queries/{query.name}"
        for kind in PAGED:
            yield from map(_path, self.desk.classes[kind])
        yield from map(_path, self.desk.classes["Passage"])
        yield from MOVED
        for kind in WITHIN:
            nodes = self.desk.engine.subjects(RDF.type, PCAD[kind])
            yield from map(_path, sorted(nodes))

    def download(self, path: str) -> Download | None:
        """A file that a page offers; nothing where there is none."""
        return self._downloads.at(path)

    def missing(self, path: str) -> Page:
        """What is said where there is no page, with the ways on."""
        return self._maker.missing(path)

    def _home(self, query: Query) -> Page:
        view = home_page(self.desk, self._check, {} if self.is_static else query)
        title = f"{len(view.lines)} recommendations and their evidence"
        head = Head("/", title, "/", width="wide")
        return self._maker.made("home.html", head, view)

    def _search(self, query: Query) -> Page:
        view = search_page(self.desk, self._searcher, {} if self.is_static else query)
        title = f"Search: {view.typed}" if view.typed else "Search"
        status = 400 if view.error else 200
        head = Head("/search", title, "/search", width="wide")
        return self._maker.made("search.html", head, view, status)

    def _contents(self, _query: Query) -> Page:
        head = Head("/source", "The report’s text", "/source")
        return self._maker.made("contents.html", head, self.desk.text.chapters)

    def _source(self, key: str) -> Page | None:
        view = source_page(self.desk, key)
        if view is None:
            return None
        head = Head(
            view.chapter.path,
            view.chapter.title,
            "/source",
            crumbs=(Ref("/source", "The text"),),
        )
        return self._maker.made("source.html", head, view)

    def _matrix(self, _query: Query) -> Page:
        head = Head("/matrix", "Matrices", "/matrix", width="wide")
        return self._maker.made("matrix.html", head, matrix_of(self.desk, self._check))

    def _map(self, view: View, _query: Query) -> Page:
        title = "Map" if view is VIEWS[0] else f"Map: {view.title}"
        head = Head(view.path, title, "/map", width="full")
        href, _ = self._renderer.links(view.path)
        return self._maker.made("map.html", head, self._maps.map(view, href))

    def _audit(self, _query: Query) -> Page:
        head = Head("/audit", "Where the report disagrees with itself", "/audit")
        return self._maker.made("audit.html", head, audit_page(self.desk))

    def _check_page(self, _query: Query) -> Page:
        head = Head(
            "/check",
            "Coverage: what every recommendation rests on",
            "/check",
            width="wide",
        )
        return self._maker.made("check.html", head, check_page(self.desk, self._check))

    def _vocabulary(self, _query: Query) -> Page:
        iri = str(paths.iri_of("/ontology"))
        head = Head("/ontology", "Vocabulary", "/ontology", iri, forms=FORMS)
        return self._maker.made("vocabulary.html", head, vocabulary_page())

    def _acronyms(self, _query: Query) -> Page:
        head = Head("/acronym", "Acronyms", "/acronym")
        return self._maker.made("acronyms.html", head, acronyms(self.desk))

    def _queries(self, _query: Query) -> Page:
        head = Head("/queries", "Queries", "/queries")
        return self._maker.made("queries.html", head, shelves())

    def _graphs(self, _query: Query) -> Page:
        rows = self.desk.engine.query(GRAPHS).cells
        view = sorted((local_name(graph or ""), int(n or 0)) for graph, n in rows)
        return self._maker.made("data.html", Head("/graph", "Data", "/graph"), view)

    def _query(self, name: str, query: Query) -> Page | None:
        path = f"/queries/{name}"
        given = {} if self.is_static else {k: v[0] for k, v in query.items() if v}
        try:
            view = query_page(self.desk, name, given)
        except PcadError as error:
            return self._maker.wrong(path, "/queries", error)
        if view is None:
            return None
        crumbs = (Ref("/queries", "Queries"),)
        head = Head(path, view.query.question, "/queries", crumbs=crumbs, width="wide")
        return self._maker.made("query.html", head, view)

    def _sparql(self, query: Query) -> Page:
        head = Head("/sparql", "SPARQL", "/queries", width="wide")
        view = editor_page(self._known, "".join(query.get("edit", [])))
        return self._maker.made("editor.html", head, view)

    def _node(self, path: str, iri: str) -> Page | None:
        """The page of an item, of an agency and such, or where it is shown."""
        if path.startswith("/graph/"):
            there = path.replace("/graph/", "/graph#")
            return self._maker.moved(there, path, path.strip("/"))
        if not self.desk.engine.objects(Iri(iri), RDFS.label):
            return None
        shown = self.desk.path(iri)
        if shown != path:
            return self._maker.moved(shown, path, self.desk.label(iri), iri)
        kind = self.desk.kind(iri)
        if kind in PEOPLE:
            view = people_page(self.desk, iri)
            return self._maker.made(
                "people.html", self._head(path, iri, kind, ()), view
            )
        if kind == "Section":
            section = section_page(self.desk, iri)
            head = self._head(path, iri, kind, section.within)
            return self._maker.made("section.html", head, section)
        item = item_page(self.desk, iri)
        head = self._head(path, iri, kind, item.within)
        return self._maker.made("item.html", head, item)

    def _head(self, path: str, iri: str, kind: str, crumbs: tuple[Ref, ...]) -> Head:
        return Head(
            path=path,
            title=self.desk.label(iri),
            section=SECTIONS.get(kind, ""),
            iri=iri,
            crumbs=crumbs,
            forms=FORMS,
            ld=described(self.desk.engine, iri),
            width="wide",
        )


def _path(iri: Iri) -> str:
    return paths.path_of(iri) or "/"
