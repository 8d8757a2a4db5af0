"""How well proposals agree with readers: `python -m tests.benchmarks.proposals`.

What readers judged is the measure, never an input: the rule sees no judged support and
no judged grounding. Of a kind nobody has judged nothing is counted, for or against.
"""

import re
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pcad_kg.build import read_report
from pcad_kg.ground import find_groundings
from pcad_kg.model import Report, label_of
from pcad_kg.paths import data_folder
from pcad_kg.propose import KINDS, propose_supports

DEPTHS = (10, 20)
ROW = re.compile(r"^(Table \S+) row \d+$")

Labels = Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall at each depth and mean average precision, from 0 to 1."""

    judged: int
    precision: tuple[float, ...]
    recall: tuple[float, ...]
    mean_average_precision: float


def read_judged(path: Path) -> dict[int, list[str]]:
    """The labels that readers judged to support each recommendation.

    A row that speaks against is left out, where the table has a stance; a row of a
    table counts as the table, which is what is proposed.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    judged: dict[int, dict[str, None]] = {}
    for line in lines[1:]:
        row = dict(zip(columns, line.split("\t"), strict=False))
        if row.get("stance", "for") != "against":
            number = int(row["recommendation"].removeprefix("R"))
            judged.setdefault(number, {})[ROW.sub(r"\1", row["evidence"])] = None
    return {number: list(labels) for number, labels in judged.items()}


def agreement(ranked: Labels, judged: Labels) -> Agreement:
    """How well rankings agree with what is judged, over what is judged at all.

    Precision is averaged over recommendations, recall is over all their judgements.
    """
    hits = {n: [each in judged[n] for each in ranked.get(n, ())] for n in judged}
    total = sum(map(len, judged.values()))
    found = [sum(sum(hits[n][:depth]) for n in judged) for depth in DEPTHS]
    return Agreement(
        total,
        tuple(f / (d * len(judged)) for f, d in zip(found, DEPTHS, strict=True)),
        tuple(each / total for each in found),
        sum(_average(hits[n], len(judged[n])) for n in judged) / len(judged),
    )


def _average(hits: Sequence[bool], total: int) -> float:
    ranks = [rank for rank, is_hit in enumerate(hits, 1) if is_hit]
    return sum(count / rank for count, rank in enumerate(ranks, 1)) / total


def of_kinds(labels: Labels, kinds: Collection[str]) -> dict[int, list[str]]:
    """The labels that are of some kinds; a recommendation without any is left out."""
    kept = {n: [x for x in each if kind_of(x) in kinds] for n, each in labels.items()}
    return {number: each for number, each in kept.items() if each}


def kind_of(label: str) -> str:
    """The kind that a label names."""
    return "finding" if re.match(r"F\d", label) else label.split()[0].lower()


def unjudged(report: Report) -> Report:
    """A report as it was before readers judged anything."""
    groundings = find_groundings(
        report.findings, report.sections, report.passages, report.figures, report.tables
    )
    return replace(report, supports=(), groundings=groundings)


def rank(report: Report) -> dict[int, list[str]]:
    """The labels of everything proposed, by recommendation, the likeliest first."""
    ranked: dict[int, list[str]] = {}
    for each in propose_supports(report, top=len(report.source.lines)):
        label = label_of(each.evidence_kind, each.evidence_key)
        ranked.setdefault(each.recommendation, []).append(label)
    return ranked


def table_of(ranked: Labels, judged: Labels) -> Iterable[str]:
    """The lines of the answer: a kind each, then all that are judged."""
    named = [kind for kind in KINDS if of_kinds(judged, [kind])]
    yield f"{'':9}judged  P@10  P@20  R@10  R@20   MAP"
    for name, kinds in [*((kind, [kind]) for kind in named), ("all", named)]:
        found = agreement(of_kinds(ranked, kinds), of_kinds(judged, kinds))
        values = (*found.precision, *found.recall, found.mean_average_precision)
        yield f"{name:9}{found.judged:6}" + "".join(f"{v:6.2f}" for v in values)


def main() -> None:
    """Print the table and how long the rule took."""
    report = unjudged(read_report())
    start = time.perf_counter()
    propose_supports(report)
    seconds = time.perf_counter() - start
    judged = read_judged(data_folder("graph") / "judgements.tsv")
    print(*table_of(rank(report), judged), sep="\n")
    print(f"{len(report.recommendations)} recommendations in {seconds:.2f} seconds")


if __name__ == "__main__":
    main()
