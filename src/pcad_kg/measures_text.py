"""The measures in words, each with its reason, for a terminal of any width."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pcad_kg.fall import Fall, Harm
from pcad_kg.measures import Bridge, Carrier, Community, Measures

TOP = 10
INDENT = (0, 0, 0, 2)
DEEPER = (0, 0, 0, 4)


def measures_text(measures: Measures, top: int = TOP) -> Group:
    """What the evidence graph's shape tells, so many entries under each heading."""
    return Group(
        *_part(
            "What carries most recommendations",
            "A table or figure carries what it or a row of it supports, and what a"
            " finding supports that is grounded in it.",
            map(_carrier, measures.carriers[:top]),
        ),
        *_part(
            "Which agencies bridge",
            "Betweenness: the share of shortest ways, between recommendations and the"
            " agencies that they name or imply, that lead through an agency.",
            map(_bridge, measures.bridges[:top]),
        ),
        *_part(
            "Recommendations that share evidence",
            "Communities that share more evidence within than with the rest (Louvain,"
            " seeded), named by the section and agency that most have in common.",
            map(_community, measures.communities[:top]),
        ),
        *_part(
            "What would fall with an item",
            "A table falls with its rows, and a finding with all that it is grounded"
            " in. First what would leave most recommendations without direct evidence,"
            " then what would lower most grades.",
            map(_fall, measures.falls[:top]),
        ),
        *_part(
            "Single points of failure",
            "Recommendations whose direct evidence, or its grade, one item alone holds"
            " up.",
            _single(measures.falls),
        ),
    )


def _part(
    heading: str, meaning: str, entries: Iterable[RenderableType]
) -> Iterable[RenderableType]:
    found = list(entries)
    yield Text(heading, style="bold")
    yield Padding(Text(meaning, style="dim"), INDENT)
    yield from found or [Padding(Text("None."), INDENT)]
    yield Text()


def _entry(name: str, *sentences: str) -> RenderableType:
    said = " ".join(sentence for sentence in sentences if sentence)
    return Group(
        Padding(Text(name, style="green"), INDENT),
        Padding(Text(said), DEEPER),
    )


def _carrier(carrier: Carrier) -> RenderableType:
    through = "; ".join(
        f"through {finding}: {_listed(labels)}"
        for finding, labels in carrier.through.items()
    )
    parts = [
        f"directly {_listed(carrier.direct)}" if carrier.direct else "",
        f"as context {_listed(carrier.context)}" if carrier.context else "",
        through,
    ]
    ways = "; ".join(part for part in parts if part)
    return _entry(carrier.item.label, f"carries {len(carrier.carried)}: {ways}.")


def _bridge(bridge: Bridge) -> RenderableType:
    if not bridge.recommendations:
        return _entry(bridge.agency.label, "0: no recommendation names or implies it.")
    joined = ", ".join(f"{name} ({n})" for name, n in bridge.joined.items())
    return _entry(
        bridge.agency.label,
        f"{bridge.betweenness:.2f}: {len(bridge.recommendations)} recommendations"
        f" concern it, {len(bridge.alone)} of them it alone;",
        f"it shares some with {joined}." if joined else "it shares none.",
    )


def _community(community: Community) -> RenderableType:
    shared = ", ".join(f"{label} ({n})" for label, n in community.shared[:5])
    sections = ", ".join(f"{name} ({n})" for name, n in community.sections[:3])
    return _entry(
        f"{community.number}. {community.name}",
        f"{_listed(community.members)}.",
        f"Shared most: {shared}." if shared else "",
        f"From {sections}." if sections else "",
    )


def _fall(fall: Fall) -> RenderableType:
    total = sum(harm.lost for harm in fall.harms)
    return _entry(
        fall.item.label,
        f"Without direct evidence: {_listed(fall.bare)}." if fall.bare else "",
        *(f"{_dropped(harm)}." for harm in fall.dropped),
        f"{_listed(fall.with_it)} would fall with it." if fall.with_it else "",
        f"{total} direct {'link' if total == 1 else 'links'} of"
        f" {_listed([harm.recommendation for harm in fall.harms])} lost.",
    )


def _dropped(harm: Harm) -> str:
    return f"{harm.recommendation} sinks from {harm.before.words} to {harm.after.words}"


def _single(falls: Iterable[Fall]) -> Iterable[RenderableType]:
    for fall in falls:
        for harm in fall.harms:
            if harm.is_bare:
                links = "its only link" if harm.lost == 1 else f"all {harm.lost} links"
                yield _entry(
                    harm.recommendation, f"rests on {fall.item.label} alone: {links}."
                )
            elif harm.drop:
                yield _entry(
                    harm.recommendation,
                    f"owes its grade to {fall.item.label}: without it,"
                    f" {harm.after.words} instead of {harm.before.words};"
                    f" {harm.left} of {harm.left + harm.lost} links would be left.",
                )


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(labels)
