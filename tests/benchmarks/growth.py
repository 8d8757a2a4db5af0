"""How times grow with the number of reports: `python -m tests.benchmarks.growth`.

The real graph is copied under other addresses and labels, the vocabulary shared. Asked
of one report, a question should not mind the others (its slope is near 0); what goes
through all of them should grow no faster than they do (at most 1). A slope is how the
logarithm of the seconds grows with that of the number of reports.
"""

import argparse
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pcad_kg.ask import answer
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.files import graph_files
from pcad_kg.paths import data_folder
from pcad_kg.reason import infer
from pcad_kg.store import load_graph
from pcad_kg.trail import evidence_trail
from pcad_kg.validate import violations
from pcad_kg.vocabulary import read_turtle
from tests.benchmarks.measure import machine, write_part

REPORT = "https://w3id.org/pcad-kg/pcad-2021/"
SHARED = ("vocabulary",)
ANCHORED: dict[str, Callable[[Oxigraph], object]] = {
    "the trail of R16": lambda engine: evidence_trail("R16", engine),
    "what R16 is based on": lambda engine: answer(
        "what-is-this-recommendation-based-on", engine, recommendation="R16"
    ),
    "the quotes that illustrate F3.13": lambda engine: answer(
        "which-quotes-illustrate-this-finding", engine, finding="F3.13"
    ),
    "what rests on Table 3.11": lambda engine: answer(
        "what-rests-on-this-item", engine, item="Table 3.11"
    ),
}
THROUGH_ALL = ("load", "load with rdflib", "validate", "reason")
REPEATS = 5


def copy_of(text: str, number: int) -> str:
    """A file of the graph as another report's, its labels with the report's number."""
    moved = text.replace(REPORT, f"{REPORT.rstrip('/')}-{number}/")
    return moved.replace('rdfs:label "', f'rdfs:label "{number}: ')


def write_reports(folder: Path, count: int) -> None:
    """The graph of so many reports: the real one, and copies beside it."""
    for path in graph_files():
        text = path.read_text(encoding="utf-8")
        copies = 0 if path.stem in SHARED else count - 1
        with (folder / path.name).open("w", encoding="utf-8") as out:
            out.write(text)
            out.writelines(copy_of(text, number + 2) for number in range(copies))


def seconds_of(work: Callable[[], object], repeats: int = 1) -> float:
    """The median seconds of a work."""
    timed = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        timed.append(time.perf_counter() - begin)
    return statistics.median(timed)


def measured(count: int, *, through_all: bool) -> Iterator[tuple[str, float]]:
    """Each work's seconds on the graph of so many reports."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_reports(folder, count)
        engine = Oxigraph(folder)
        yield "load", seconds_of(lambda: engine.query("ASK { ?s a pcad:Report }"))
        for work, ask in ANCHORED.items():
            ask(engine)
            yield work, seconds_of(lambda ask=ask: ask(engine), REPEATS)
        if through_all:
            yield from _through_all(folder)


def _through_all(folder: Path) -> Iterator[tuple[str, float]]:
    begin = time.perf_counter()
    graph = load_graph(folder)
    yield "load with rdflib", time.perf_counter() - begin
    yield "validate", seconds_of(lambda: violations(graph))
    ontology = read_turtle(data_folder("ontology") / "pcad.ttl")
    yield "reason", seconds_of(lambda: infer(graph, ontology))


def slope(seconds: Mapping[int, float]) -> float:
    """How the logarithm of the seconds grows with that of the number of reports."""
    few, many = min(seconds), max(seconds)
    return math.log(seconds[many] / seconds[few]) / math.log(many / few)


def table_of(counts: Sequence[int], most: int) -> list[str]:
    """The seconds of each work by the number of reports, with the slope."""
    found: dict[str, dict[int, float]] = {}
    for count in counts:
        for work, seconds in measured(count, through_all=count <= most):
            found.setdefault(work, {})[count] = seconds
    heads = " | ".join(f"{count} report" + "s" * (count > 1) for count in counts)
    lines = [
        machine() + ".",
        "",
        f"| work | {heads} | slope |",
        "| --- |" + " ---: |" * (len(counts) + 1),
    ]
    for work, by_count in found.items():
        cells = (
            f"{by_count[count]:.3f}" if count in by_count else "" for count in counts
        )
        lines.append(f"| {work} | {' | '.join(cells)} | {slope(by_count):.2f} |")
    return lines


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument(
        "--most", type=int, default=10, help="validate and reason up to so many"
    )
    parser.add_argument("--write", action="store_true", help="fill the README")
    chosen = parser.parse_args()
    lines = table_of(chosen.reports, chosen.most)
    print("\n".join(lines))
    if chosen.write:
        write_part("growth", lines)


if __name__ == "__main__":
    main()
