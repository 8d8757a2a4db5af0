"""Bytes and what is known of them → an answer of HTTP."""

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pcad_kg.serve.policy import SERVED_POLICY
from pcad_kg.serve.refusals import RefusalError

# What a browser may do with anything from here: nothing that does not come from here.
SECURITY = {
    "Content-Security-Policy": SERVED_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# The graph is for everybody: other sites' scripts may read it.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Pcad-Limits, Pcad-Rows, Retry-After",
}
LINE = "text/plain; charset=utf-8"


def etag_of(body: bytes) -> str:
    """A strong tag of a body, the same for the same bytes alone."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def is_known(request: Request, etag: str) -> bool:
    """Whether a reader has the very body that a tag stands for."""
    if request.method not in ("GET", "HEAD"):
        return False
    given = ",".join(request.headers.getlist("if-none-match"))
    tags = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    return etag in tags or "*" in tags


def answer(
    request: Request,
    body: bytes,
    content_type: str,
    headers: Mapping[str, str],
    etag: str = "",
) -> Response:
    """An answer with its tag, or none but the tag where the reader has it already."""
    etag = etag or etag_of(body)
    told = {"ETag": etag, **headers}
    if is_known(request, etag):
        return Response(status_code=304, headers=told)
    return Response(body, headers={**told, "Content-Type": content_type})


def preflight(path: str) -> Response:
    """What may be asked of a path: queries may be posted to the endpoint."""
    methods = "GET, HEAD, POST, OPTIONS" if path == "/sparql" else "GET, HEAD, OPTIONS"
    headers = {
        "Access-Control-Allow-Headers": "*, Authorization",
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Max-Age": "86400",
        "Allow": methods,
    }
    return Response(status_code=204, headers=headers)


def refused(error: RefusalError) -> Response:
    """A refusal: its status and its line."""
    headers = {"Content-Type": LINE, "Cache-Control": "no-store", **error.headers}
    line = " ".join(str(error).split())
    return Response(f"{line}\n", status_code=error.status, headers=headers)
