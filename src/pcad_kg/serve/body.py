"""The body of a request, as far as the server reads one."""

import asyncio

from starlette.requests import ClientDisconnect, Request

from pcad_kg.serve.limits import Limits
from pcad_kg.serve.refusals import RefusalError


async def body_of(request: Request, limits: Limits) -> bytes:
    """The body.

    Raises:
        RefusalError: it is larger than is read, or does not come in time.
    """
    try:
        return await asyncio.wait_for(_read(request, limits), limits.seconds)
    except TimeoutError as error:
        reason = f"the body did not come within {limits.seconds:g} seconds"
        raise RefusalError(408, reason, {"Connection": "close"}) from error
    except ClientDisconnect as error:
        raise RefusalError(400, "the body broke off") from error


async def gone(request: Request) -> None:
    """Return when whoever asked has gone; the body is read already."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _read(request: Request, limits: Limits) -> bytes:
    most = limits.body_bytes
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > most:
        raise _too_large(most)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise _too_large(most)
    return body


def _too_large(most: int) -> RefusalError:
    reason = f"the body is larger than {most} bytes; ask for less"
    return RefusalError(413, reason, {"Connection": "close"})
