"""The numbers that an item prints, as plain bars with their n."""

import re
from dataclasses import dataclass

from pcad_kg.cited import Item, natural
from pcad_kg.engine.protocol import node_of, nodes_of, value_of
from pcad_kg.serve.desk import Desk
from pcad_kg.terms import DCTERMS, NIF, PCAD, Iri

# How many characters are shown of the words around a number in a sentence.
BEFORE, AFTER = 34, 60
# "56% of respondents (n=269)" begins with all that stands beside a bar but its n.
SHARE_FIRST = re.compile(r"(?P<share>\d+(?:\.\d+)?%)(?!.*/)")


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of people: what it is of, as printed, in percent, of how many."""

    words: str
    printed: str
    percent: float
    n: str
    agency: str
    iri: str


def bars_of(desk: Desk, item: Item) -> tuple[Bar, ...]:
    """The shares that a finding, a passage or a row of a table prints, in order."""
    engine = desk.engine
    found: list[tuple[list[object], Bar]] = []
    at = 0
    statistics = sorted(
        nodes_of(engine, Iri(item.iri), PCAD.states),
        key=lambda s: int(value_of(engine, s, NIF.beginIndex) or 0),
    )
    for statistic in statistics:
        printed = desk.value(statistic, PCAD.asPrinted)
        place = item.text.find(printed, at)
        at = place + len(printed) if place >= 0 else at
        percent = desk.value(statistic, PCAD.percentage)
        if percent:
            column = node_of(engine, statistic, PCAD.column)
            words = (
                f"{desk.value(column, DCTERMS.title)}"
                f" {desk.value(statistic, DCTERMS.title)}".strip()
                if column
                else _around(item.text, place, len(printed))
            )
            key: list[object] = natural(str(column)) if column else [len(found)]
            found.append((key, bar_at(desk, statistic, words)))
    if found and len(found[0][0]) > 1:
        found.sort(key=lambda pair: pair[0])
    return tuple(bar for _, bar in found)


def bar_at(desk: Desk, statistic: Iri, words: str) -> Bar:
    """A statistic that has a percentage as a bar."""
    agency = node_of(desk.engine, statistic, PCAD.ofAgency)
    printed = desk.value(statistic, PCAD.asPrinted)
    sample = desk.value(statistic, PCAD.sampleSize)
    share = SHARE_FIRST.match(printed)
    if share and sample:
        printed = share["share"]
    has_n = "n=" in printed.replace(" ", "").lower()
    return Bar(
        words=words,
        printed=printed,
        percent=min(100.0, max(0.0, float(desk.value(statistic, PCAD.percentage)))),
        n="" if has_n else sample,
        agency=desk.label(agency) if agency else "",
        iri=str(statistic),
    )


def _around(text: str, place: int, length: int) -> str:
    """The words about a number: what stands before it and behind it, cut at words."""
    if place < 0:
        return ""
    start, end = max(0, place - BEFORE), min(len(text), place + length + AFTER)
    if start > 0:
        start = text.find(" ", start, place) + 1 or place
    if end < len(text):
        end = max(text.rfind(" ", place + length, end), place + length)
    before = "… " if start > 0 else ""
    after = " …" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}"
