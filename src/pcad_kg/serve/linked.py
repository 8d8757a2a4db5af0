"""The path of an IRI → its page or its description, as its reader likes it."""

import re
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from pcad_kg.serve.answers import answer, etag_of
from pcad_kg.serve.asked import fields_of
from pcad_kg.serve.describe import Descriptions
from pcad_kg.serve.kept import Kept, Made
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.made import DOWNLOADS, FORMS
from pcad_kg.serve.negotiate import (
    BY_SUFFIX,
    PAGE_FORMS,
    Form,
    best_form,
)
from pcad_kg.serve.paths import Suffix, iri_of, without_suffix
from pcad_kg.serve.plain import description_page
from pcad_kg.serve.rdf import written_in
from pcad_kg.serve.refusals import RefusalError
from pcad_kg.serve.sparql import accepted
from pcad_kg.serve.taken import taken
from pcad_kg.terms import Iri, Triple

FRESH = {"Cache-Control": "public, max-age=300"}
OLD_START = "/pcad-2021/"  # what the IRIs of items have and their paths do not
PATH = re.compile(r"/[A-Za-z0-9._~/-]*")  # no IRI of ours has other marks
QUERY = "!$%&'()*+,;=:@/?-._~"  # what may stand in a query as it is
NOTHING = "{path}: nothing is here; the site begins at /"


class Page(Protocol):
    """A page as HTML."""

    @property
    def status(self) -> int:
        """The status of HTTP."""

    @property
    def body(self) -> str:
        """The HTML."""

    @property
    def location(self) -> str:
        """Where what was asked for is shown instead; empty where it is here."""


class Download(Protocol):
    """A file that a page offers."""

    @property
    def media_type(self) -> str:
        """What it is."""

    @property
    def body(self) -> bytes:
        """What it holds."""


class Pages(Protocol):
    """What makes pages; one at a time."""

    def page(self, path: str, query: Mapping[str, list[str]]) -> Page | None:
        """The page of a path, or nothing."""

    def missing(self, path: str) -> Page:
        """What is said where there is no page."""

    def download(self, path: str) -> Download | None:
        """The file of a path, or nothing."""


class Linked:
    """What answers at every path that is no service.

    Args:
        descriptions: what is said of each thing.
        pages: what makes HTML.
        limits: how many may wait for what must be made.
    """

    def __init__(
        self, descriptions: Descriptions, pages: Pages, limits: Limits
    ) -> None:
        self._descriptions = descriptions
        self._pages = pages
        self._kept = Kept(limits)

    async def answer(self, request: Request) -> Response:
        """The page or description of the request's path.

        Raises:
            RefusalError: there is none, or not in a form that is accepted.
            BusyError: it must be made, and too many wait already.
        """
        path = str(request.scope["path"])
        if not PATH.fullmatch(path):
            raise RefusalError(404, NOTHING.format(path=path[:200]))
        if moved := _moved(path):
            query = quote(request.scope["query_string"], safe=QUERY)
            there = f"{moved}?{query}" if query else moved
            return Response(status_code=308, headers={"Location": there})
        given = await self._download(path)
        if given is not None:
            return answer(request, given.body, given.type, FRESH, given.etag)
        base, suffix = without_suffix(path)
        if suffix is Suffix.HTML and base == "/index":
            base = "/"
        iri = iri_of(base)
        is_described = self._descriptions.has(iri)
        form = _form(request, suffix, is_described)
        headers = {**FRESH, "Vary": "Accept"}
        if is_described:
            headers["Link"] = _links(base, iri)
        if form is Form.HTML:
            return await self.page(request, base, headers)
        made = await self._description(form, iri)
        return answer(request, made.body, made.type, headers, made.etag)

    async def page(
        self, request: Request, path: str, headers: Mapping[str, str]
    ) -> Response:
        """The page of a path.

        Raises:
            RefusalError: there is none.
            BusyError: it must be made, and too many wait already.
        """
        query = taken(path, fields_of(request.scope["query_string"]))
        made = await self._page(path, query)
        if made is None:
            raise RefusalError(404, NOTHING.format(path=path[:200]))
        headers = {"Vary": "Accept", **headers}
        if made.status == 200:
            return answer(request, made.body, made.type, headers, made.etag)
        if made.location:
            headers["Location"] = made.location
        headers["Content-Type"] = made.type
        return Response(made.body, status_code=made.status, headers=headers)

    def missing(self, path: str) -> str:
        """The page that says that a path has none, with the ways on."""
        return self._pages.missing(path[:200]).body

    async def _page(self, path: str, query: Mapping[str, list[str]]) -> Made | None:
        if query:
            return await self._kept.afresh(lambda: self._html(path, query))
        return await self._kept.once((Form.HTML, path), lambda: self._html(path, query))

    async def _description(self, form: Form, iri: Iri) -> Made:
        made = await self._kept.once((form, iri), lambda: self._written(form, iri))
        assert made is not None
        return made

    async def _download(self, path: str) -> Made | None:
        if path.rpartition("/")[2] not in DOWNLOADS:
            return None
        return await self._kept.once((None, path), lambda: self._file(path))

    def _html(self, path: str, query: Mapping[str, list[str]]) -> Made | None:
        page = self._pages.page(path, query)
        if page is None:
            iri = iri_of(path)
            if not self._descriptions.has(iri):
                return None
            return _made(Form.HTML, description_page(iri, self._said(iri)).encode())
        body, type_ = page.body.encode(), Form.HTML.media.content_type
        return Made(body, type_, etag_of(body), page.status, page.location)

    def _written(self, form: Form, iri: Iri) -> Made:
        file = self._descriptions.file_of(iri)
        if file is not None and form is Form.TURTLE:
            return _made(form, file.read_bytes())
        return _made(form, written_in(form, self._descriptions.of(iri)))

    def _file(self, path: str) -> Made | None:
        file = self._pages.download(path)
        if file is None:
            return None
        return Made(file.body, file.media_type, etag_of(file.body))

    def _said(self, iri: Iri) -> tuple[Triple, ...]:
        return tuple(self._descriptions.of(iri))


def _made(form: Form, body: bytes) -> Made:
    return Made(body, form.media.content_type, etag_of(body))


def _moved(path: str) -> str:
    """Where what a path means really is; empty where that is here.

    >>> _moved("/pcad-2021/recommendation/16.ttl"), _moved("/agency/police/")
    ('/recommendation/16.ttl', '/agency/police')
    """
    there = path
    if there.startswith(OLD_START):
        there = "/" + there.removeprefix(OLD_START)
    there = "/" + there.strip("/")
    return "" if there == path else quote(there)


def _form(request: Request, suffix: Suffix | None, is_described: bool) -> Form:
    """The form that a path's suffix or else its reader asks for.

    Raises:
        RefusalError: there is nothing in such a form.
    """
    offered = PAGE_FORMS if is_described else (Form.HTML,)
    if suffix is None:
        form = best_form(accepted(request), offered)
        if form is None and is_described:
            types = ", ".join(one.media.type for one in offered)
            raise RefusalError(406, f"this can be had as {types}", {"Vary": "Accept"})
        return form or Form.HTML
    form = BY_SUFFIX[suffix]
    if form is not Form.HTML and not is_described:
        path = str(request.scope["path"])
        raise RefusalError(404, NOTHING.format(path=path[:200]))
    return form


def _links(path: str, iri: Iri) -> str:
    """Where else a description can be had, and of what it is one."""
    others = (
        f'<{quote(path)}{suffix}>; rel="alternate"; type="{type_}"'
        for suffix, type_ in FORMS
    )
    return ", ".join((*others, f'<{iri}>; rel="describes"'))
