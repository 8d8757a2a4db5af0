"""The project's own server for tests, on this machine alone."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

from pcad_kg.serve.limits import Limits

START = """
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.run import serve
serve(port=0, limits={limits!r})
"""
PATIENCE = 30.0  # seconds


@dataclass(frozen=True, slots=True)
class Site:
    """A running server and where it answers, without a slash at the end."""

    address: str
    process: "subprocess.Popen[str]"

    def get(
        self,
        path: str,
        accept: str | None = None,
        *,
        method: str = "GET",
        params: dict[str, str | list[str]] | None = None,
        **headers: str,
    ) -> requests.Response:
        """The answer at a path; no redirect is followed."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.request(
            method,
            self.address + path,
            params=params,
            headers={"Accept": accept, **given},
            allow_redirects=False,
            timeout=PATIENCE,
        )

    def ask(self, query: str, accept: str | None = None) -> requests.Response:
        """The answer to a query."""
        return self.get("/sparql", accept, params={"query": query})

    def post(
        self, body: str | bytes | dict[str, str], kind: str | None = None
    ) -> requests.Response:
        """The answer to what is posted to the endpoint."""
        headers = {"Content-Type": kind} if kind else {}
        return requests.post(
            f"{self.address}/sparql", body, headers=headers, timeout=PATIENCE
        )


@contextmanager
def serving(limits: Limits | None = None) -> Iterator[Site]:
    """The server with the project's own graph, as a user starts it."""
    process = subprocess.Popen(
        [sys.executable, "-c", START.format(limits=limits or Limits())],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split(" ")[0]
        assert address.startswith("http://127.0.0.1:"), "it does not start"
        yield Site(address.rstrip("/"), process)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
