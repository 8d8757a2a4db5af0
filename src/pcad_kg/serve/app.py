"""The web site, linked data and SPARQL endpoint of a graph, as one application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from pcad_kg.engine.protocol import Engine
from pcad_kg.serve.answers import CORS, SECURITY, answer, refused
from pcad_kg.serve.describe import Descriptions
from pcad_kg.serve.examples import examples_in_shacl
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.linked import FRESH, Linked, Pages
from pcad_kg.serve.mapped import map_assets
from pcad_kg.serve.negotiate import PAGE_FORMS, RDF_FORMS, Form, best_form
from pcad_kg.serve.outermost import Outermost
from pcad_kg.serve.partitions import partitions
from pcad_kg.serve.plain import refusal_page
from pcad_kg.serve.pool import Pool
from pcad_kg.serve.rdf import written_in
from pcad_kg.serve.refusals import BusyError, RefusalError
from pcad_kg.serve.render import ASSETS, SERVED
from pcad_kg.serve.service import service_description
from pcad_kg.serve.sparql import Endpoint, accepted
from pcad_kg.terms import Triple

READ = ["GET", "HEAD"]
ASSET_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


def app_of(
    engine: Engine,
    pages: Pages,
    *,
    folder: Path | None = None,
    address: str = "http://127.0.0.1:8000/",
    limits: Limits | None = None,
) -> Starlette:
    """The application that serves a graph.

    Args:
        engine: the graph.
        pages: what makes its pages.
        folder: where its files are; the package's own without it.
        address: how the outside names the server, in what it says of itself.
        limits: what one request may take.
    """
    limits = limits or Limits()
    about = (
        *service_description(engine, folder, address, limits),
        *partitions(engine),
        *examples_in_shacl(engine, address.rstrip("/") + "/sparql"),
    )
    described = written_in(Form.TURTLE, about).decode()
    pool = Pool(limits, folder, described)
    descriptions = Descriptions(engine, folder, about)
    site = _Site(pool, limits, Linked(descriptions, pages, limits), about)

    @asynccontextmanager
    async def alive(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    return Starlette(
        routes=site.routes,
        middleware=[Middleware(Outermost, limits=limits)],
        exception_handlers={
            RefusalError: site.refusal,
            BusyError: site.refusal,
            HTTPException: site.refusal,
            Exception: _fault,
        },
        lifespan=alive,
    )


class _Site:
    """What answers at each path."""

    def __init__(
        self, pool: Pool, limits: Limits, linked: Linked, about: tuple[Triple, ...]
    ) -> None:
        self._pool = pool
        self._endpoint = Endpoint(pool, limits)
        self._limits = limits
        self._linked = linked
        self._about = about
        self._written: dict[Form, bytes] = {}
        self._map_assets = map_assets()

    @property
    def routes(self) -> list[Route | Mount]:
        """Which path is answered by what."""
        assets = _Assets(directory=ASSETS, check_dir=False)
        return [
            Route("/sparql", self.sparql, methods=[*READ, "POST"]),
            Route("/.well-known/void", self.void, methods=READ),
            Route("/health", self.health, methods=READ),
            Route("/assets/map/{name}", self.map_asset, methods=READ),
            Mount("/assets", assets),
            Route("/{path:path}", self._linked.answer, methods=READ),
        ]

    async def sparql(self, request: Request) -> Response:
        """The answer to a query, the endpoint's description, or its editor."""
        asked = await self._endpoint.asked(request)
        if asked is not None:
            return await self._endpoint.answer(request, asked)
        form = best_form(accepted(request), (*RDF_FORMS, Form.HTML))
        if form is Form.HTML:
            return await self._linked.page(request, "/sparql", FRESH)
        return self._description(request, form)

    async def void(self, request: Request) -> Response:
        """What the graph holds, in VoID, with all else the server says of itself."""
        return self._description(request, best_form(accepted(request), RDF_FORMS))

    async def map_asset(self, request: Request) -> Response:
        """A script of the maps, or their style."""
        name = request.path_params["name"]
        if name not in self._map_assets:
            raise RefusalError(404, f"{request.url.path}: nothing is here")
        type_ = ASSET_TYPES[Path(name).suffix]
        return answer(request, self._map_assets[name], type_, FRESH)

    async def health(self, _: Request) -> Response:
        """Whether queries are answered."""
        workers = self._pool.workers
        state = {"status": "ok" if workers else "no workers", "workers": workers}
        headers = {"Cache-Control": "no-store"}
        return JSONResponse(state, 200 if workers else 503, headers)

    def refusal(self, request: Request, error: Exception) -> Response:
        """A refusal: a page for whoever reads pages, otherwise a line."""
        if isinstance(error, HTTPException):
            line = f"{error.detail}: {request.scope['path'][:200]}"
            error = RefusalError(error.status_code, line, error.headers)
        if isinstance(error, BusyError):
            error = RefusalError(503, str(error), self._limits.later)
        assert isinstance(error, RefusalError)
        made = refused(error)
        made.headers.setdefault("Vary", "Accept")
        accepts = accepted(request)
        if "text/html" not in accepts or best_form(accepts, PAGE_FORMS) != Form.HTML:
            return made
        page = (
            self._linked.missing(request.scope["path"])
            if error.status == 404
            else refusal_page(error.status, str(error))
        )
        headers = {**made.headers, "content-type": Form.HTML.media.content_type}
        headers.pop("content-length", None)
        return Response(page, error.status, headers)

    def _description(self, request: Request, form: Form | None) -> Response:
        if form is None:
            types = ", ".join(one.media.type for one in RDF_FORMS)
            raise RefusalError(406, f"this can be had as {types}", {"Vary": "Accept"})
        if form not in self._written:
            self._written[form] = written_in(form, self._about)
        headers = {**FRESH, "Vary": "Accept", **self._limits.headers}
        body = self._written[form]
        return answer(request, body, form.media.content_type, headers)


class _Assets(StaticFiles):
    """Our scripts and styles, and nothing else that lies beside them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file's answer.

        Raises:
            HTTPException: there is none that a page needs.
        """
        if Path(path).suffix not in SERVED:
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers.update(FRESH)
        return response


def _fault(_: Request, error: Exception) -> Response:
    """What is said where the fault is ours; the log tells the rest."""
    del error
    line = "something went wrong here; it has been written down"
    return refused(RefusalError(500, line, SECURITY | CORS))
