"""`/sparql`: the SPARQL 1.1 Protocol for queries."""

import asyncio
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response

from pcad_kg.errors import QueryError
from pcad_kg.serve.answers import answer
from pcad_kg.serve.asked import Asked, asked_by
from pcad_kg.serve.body import gone
from pcad_kg.serve.guard import Asks, checked, refuse_foreign
from pcad_kg.serve.limits import KILOBYTE, Limits
from pcad_kg.serve.messages import Outcome, Question, Reply
from pcad_kg.serve.negotiate import (
    RDF_FORMS,
    RESULT_FORMS,
    Form,
    best_form,
    form_by_name,
)
from pcad_kg.serve.plain import answer_page
from pcad_kg.serve.pool import Pool
from pcad_kg.serve.refusals import BusyError, RefusalError, UpdateError

# A longer query is looked at beside the loop that answers others.
LONG = 8 * KILOBYTE
STATUS = {Outcome.MALFORMED: 400, Outcome.FAILED: 400, Outcome.TOO_MUCH: 422}


class Endpoint:
    """What answers queries.

    Args:
        pool: who runs them.
        limits: what one may take.
    """

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self._pool = pool
        self._limits = limits

    async def asked(self, request: Request) -> Asked | None:
        """What a request asks; nothing where it asks what the endpoint is.

        Raises:
            RefusalError: it is not as the protocol has it, or an update.
        """
        return await asked_by(request, self._limits)

    async def answer(self, request: Request, asked: Asked) -> Response:
        """The answer to a query.

        Raises:
            RefusalError: there is none, for a reason that is told.
        """
        asks = await self._checked(asked)
        form = _form(request, asked, asks)
        written = _written(form, asks)
        question = Question(asked.query, written.name, asked.graphs, asked.named_graphs)
        reply = await self._reply(request, question)
        if reply.outcome is not Outcome.ANSWERED:
            status = STATUS[reply.outcome]
            raise RefusalError(status, reply.said, self._limits.headers)
        headers = {
            "Cache-Control": "no-cache",
            "Pcad-Rows": str(reply.rows),
            "Vary": "Accept",
            **self._limits.headers,
        }
        body = reply.body
        if form is Form.HTML:
            is_rows = written is Form.JSON
            page = await asyncio.to_thread(answer_page, body, is_rows=is_rows)
            body = page.encode()
        return answer(request, body, form.media.content_type, headers)

    async def _checked(self, asked: Asked) -> Asks:
        try:
            for graph in (*asked.graphs, *asked.named_graphs):
                refuse_foreign(graph)
            if len(asked.query) < LONG:
                return checked(asked.query, self._limits.nesting)
            return await asyncio.to_thread(checked, asked.query, self._limits.nesting)
        except UpdateError as error:
            raise RefusalError(403, str(error)) from error
        except QueryError as error:
            raise RefusalError(400, str(error), self._limits.headers) from error

    async def _reply(self, request: Request, question: Question) -> Reply:
        """The reply; where whoever asked goes, the query is ended."""
        reply = asyncio.create_task(self._pool.ask(question))
        left = asyncio.create_task(gone(request))
        try:
            await asyncio.wait({reply, left}, return_when=asyncio.FIRST_COMPLETED)
            if not reply.done():
                raise RefusalError(400, "whoever asked has gone")
            return reply.result()
        except BusyError as error:
            headers = {**self._limits.later, **self._limits.headers}
            raise RefusalError(503, str(error), headers) from error
        finally:
            for task in (reply, left):
                task.cancel()
                with suppress(asyncio.CancelledError, BusyError):
                    await task


def _form(request: Request, asked: Asked, asks: Asks) -> Form:
    """The form of the answer: the one that is named, or the one that is liked best."""
    offered = (*_forms(asks), Form.HTML)
    named = form_by_name(asked.form, offered) if asked.form else None
    form = named or best_form(accepted(request), offered)
    if form is None:
        types = ", ".join(one.media.type for one in offered)
        raise RefusalError(406, f"this can be had as {types}", {"Vary": "Accept"})
    return form


def _forms(asks: Asks) -> tuple[Form, ...]:
    return RESULT_FORMS if asks in (Asks.ROWS, Asks.TRUTH) else RDF_FORMS


def _written(form: Form, asks: Asks) -> Form:
    """The form in which a worker writes what is answered in another."""
    return _forms(asks)[0] if form is Form.HTML else form


def accepted(request: Request) -> str:
    """What a request accepts, in one line."""
    return ",".join(request.headers.getlist("accept"))
