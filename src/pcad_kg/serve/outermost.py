"""What every answer is wrapped in: its headers, and a look at what was asked."""

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pcad_kg.serve.answers import CORS, SECURITY, preflight, refused
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.refusals import RefusalError


class Outermost:
    """An application whose every answer has the headers that make it safe.

    Args:
        app: what answers.
        limits: how long an address may be.
    """

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (SECURITY | CORS).items():
                    headers.setdefault(name, value)
            await send(message)

        early = self._early(scope)
        await (early or self._app)(scope, receive, send_with_headers)

    def _early(self, scope: Scope) -> Response | None:
        """The answer to what need not be looked at any further."""
        size = len(scope.get("raw_path") or b"") + len(scope["query_string"])
        if size > self._limits.url_bytes:
            most = self._limits.url_bytes
            line = f"the address is longer than {most} bytes; send the query by POST"
            return refused(RefusalError(414, line))
        if scope["method"] == "OPTIONS":
            return preflight(scope["path"])
        return None
