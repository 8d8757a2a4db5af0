"""How fast the server answers: `python -m tests.benchmarks.serving [rounds] [--write]`.

Four clients ask in a bounded loop over loopback, each on a connection that stays open:
first alone, then with a query alongside that never ends by itself and is asked again
whenever its time is over. Clients and server share the machine, so the numbers are a
lower bound.
"""

import http.client
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from statistics import quantiles
from urllib.parse import quote, urlsplit

from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.library import find_query
from pcad_kg.serve.examples import example_of
from pcad_kg.serve.limits import Limits
from tests.benchmarks.measure import machine, write_part
from tests.serving import serving

CLIENTS = 4
ROUNDS = 100  # of each client
RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ROW = "SELECT ?s WHERE { ?s a pcad:Recommendation } LIMIT 1"
TRAIL = "what-is-this-recommendation-based-on"
SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Load:
    """Something that is asked for: its name, path and media type."""

    name: str
    path: str
    accept: str


@dataclass(frozen=True, slots=True)
class Measured:
    """How a load went: answers a second, and milliseconds of each."""

    load: Load
    per_second: float
    milliseconds: tuple[float, ...]

    def quantile(self, percent: int) -> float:
        """The milliseconds within which some of a hundred answers came."""
        return quantiles(self.milliseconds, n=100, method="inclusive")[percent - 1]

    def line(self, alongside: str) -> str:
        """One row of the table."""
        return (
            f"| {self.load.name} | {alongside} | {self.per_second:.0f}"
            f" | {self.quantile(50):.1f} | {self.quantile(99):.1f} |"
        )


def loads() -> tuple[Load, ...]:
    """What is asked for: pages, descriptions and queries of two sizes."""
    trail = example_of(find_query(TRAIL), Oxigraph())
    asked = "/sparql?query="
    return (
        Load("page of R16", "/recommendation/16", "text/html"),
        Load("a search, made anew each time", "/search?q=police", "text/html"),
        Load("R16 as Turtle", "/recommendation/16", "text/turtle"),
        Load("a query for one row", asked + quote(ROW), "text/csv"),
        Load("the trail of R16, a query", asked + quote(trail), "text/csv"),
    )


def measured(load: Load, host: str, rounds: int) -> Measured:
    """How a load goes with all clients at once, when it has been asked for before."""
    _asked(load, host, 1)
    with ThreadPoolExecutor(CLIENTS) as clients:
        begin = time.perf_counter()
        taken = clients.map(lambda _: _asked(load, host, rounds), range(CLIENTS))
        milliseconds = tuple(one for client in taken for one in client)
        whole = time.perf_counter() - begin
    return Measured(load, len(milliseconds) / whole, milliseconds)


def _asked(load: Load, host: str, rounds: int) -> Sequence[float]:
    """The milliseconds of each of a client's rounds.

    Raises:
        RuntimeError: something else than an answer came.
    """
    connection = http.client.HTTPConnection(host, timeout=60)
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        connection.request("GET", load.path, headers={"Accept": load.accept})
        response = connection.getresponse()
        response.read()
        taken.append((time.perf_counter() - begin) * 1000)
        if response.status != 200:
            raise RuntimeError(f"{load.path}: {response.status}")
    connection.close()
    return taken


@contextmanager
def runaways(number: int, host: str) -> Iterator[None]:
    """Meanwhile some queries run that do not end by themselves."""
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            connection = http.client.HTTPConnection(host, timeout=60)
            connection.request("GET", "/sparql?query=" + quote(RUNAWAY))
            connection.getresponse().read()
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def table_of(rounds: int) -> list[str]:
    """The table, one line for each load and each number of runaways beside it."""
    lines = [
        "| asked for | alongside | requests/s | p50 ms | p99 ms |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    with serving(Limits(seconds=SECONDS)) as site:
        host = urlsplit(site.address).netloc
        for number in (0, 1, 2):
            alongside = f"{number} runaway{'s' * (number != 1)}" if number else "–"
            with runaways(number, host):
                found = [measured(load, host, rounds) for load in loads()]
            lines += [one.line(alongside) for one in found]
    return lines


def main(arguments: Sequence[str]) -> None:
    """Print the table, of so many rounds; with --write, put it into the README."""
    rounds = next((int(one) for one in arguments if one.isdecimal()), ROUNDS)
    server = ", ".join(f"{name} {version(name)}" for name in ("starlette", "uvicorn"))
    asked = f"{CLIENTS} clients with {rounds} requests each"
    lines = [f"{machine()}, {server}; {asked}.", "", *table_of(rounds)]
    print("\n".join(lines))
    if "--write" in arguments:
        write_part("serving", lines)


if __name__ == "__main__":
    main(sys.argv[1:])
