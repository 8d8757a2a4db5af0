"""How fast the named queries are: `python -m tests.benchmarks.queries [--rdflib]`.

`--write` fills the README beside this file.

A query's time is the least of some warm runs with its first example, in milliseconds
of this thread's own work: what else the machine does can only add to it. Loading the
graph and looking up what the parameters name are left out.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from pcad_kg.ask import answer_query, bound
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.engine.protocol import Engine
from pcad_kg.library import FOLDERS, NamedQuery, named_queries
from tests.benchmarks.measure import machine, write_part

SLOWEST = 10


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one query took, in milliseconds, and how much it gave."""

    query: NamedQuery
    milliseconds: float
    size: int


def timing_of(query: NamedQuery, engine: Engine, runs: int) -> Timing:
    """The least time of some runs after a first one."""
    bindings = bound(query, engine, query.example)
    answer = answer_query(query, engine, bindings)
    taken = []
    for _ in range(runs):
        start = time.thread_time()
        answer = answer_query(query, engine, bindings)
        taken.append(time.thread_time() - start)
    size = len(answer.cells if answer.triples is None else answer.triples)
    return Timing(query, min(taken) * 1000, size)


def percentile(found: Sequence[Timing], percent: int) -> float:
    """The time that so many per cent of the queries do not exceed."""
    times = [timing.milliseconds for timing in found]
    return quantiles(times, n=100, method="inclusive")[percent - 1]


def table_of(found: Sequence[Timing]) -> list[str]:
    """The two percentiles, of all and of each folder, and the slowest queries."""
    lines = [f"{'':8}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}"]
    for folder in ("all", *FOLDERS):
        part = [t for t in found if folder in ("all", t.query.folder)]
        p50, p95 = percentile(part, 50), percentile(part, 95)
        lines.append(f"{folder:8}{len(part):>8}{p50:>9.1f}{p95:>9.1f}")
    slowest = sorted(found, key=lambda timing: -timing.milliseconds)[:SLOWEST]
    lines += ["", f"{'ms':>8}  {'rows':>6}  the slowest"]
    lines += [f"{t.milliseconds:>8.1f}  {t.size:>6}  {t.query.name}" for t in slowest]
    return lines


def main() -> None:
    """Print the table for Oxigraph and, with --rdflib, for rdflib."""
    engines: dict[str, tuple[Engine, int]] = {"Oxigraph": (Oxigraph(), 5)}
    if "--rdflib" in sys.argv[1:]:
        from pcad_kg.engine.memory import Rdflib
        from pcad_kg.store import load_dataset

        engines["rdflib"] = Rdflib(load_dataset()), 1
    lines = [machine() + "."]
    for name, (engine, runs) in engines.items():
        timings = [timing_of(query, engine, runs) for query in named_queries()]
        lines += ["", "```console", name, *table_of(timings), "```"]
    print("\n".join(lines))
    if "--write" in sys.argv[1:]:
        write_part("queries", lines)


if __name__ == "__main__":
    main()
