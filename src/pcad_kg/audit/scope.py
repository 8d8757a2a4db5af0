"""What is said of all agencies, or always of one, and denied in another place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    line_of,
    lines,
    listed,
    once,
    tellers,
)
from pcad_kg.compare import overlap, sentences_in, stems_in
from pcad_kg.model import Passage, Report

# "Adequate staffing was difficult to achieve in all agencies" (1834), "actual staffing
# levels remained high in all agencies" (1659).
IN_ALL = re.compile(
    r"""(?P<told>(?P<subject>(?:[A-Za-z]+\ ){1,3}?)(?:was|were|is|are|remained)
    \ (?:(?P<low>difficult|hard|low|poor|scarce)|(?P<high>high|good|easy|strong))\b
    [a-z\ ]*?\ (?:in|across)\ all\ (?:the\ )?(?:[a-z]+\ )?agencies)\b""",
    re.VERBOSE,
)
AGENCY = r"[A-Z][a-z']+(?:\s[A-Z][a-z']+)*"
# "respondents from Education being consistently more likely than other agencies to
# indicate that they find remote communication problematic" (384)
ALWAYS = re.compile(
    rf"""\b(?P<told>(?P<who>{AGENCY})\ (?:being|was|were)\ (?:consistently|always)
    \ more\ likely\ than\ other(?:s|\ agencies)\ to\ (?:indicate|say|report)
    \ that\ they\ find\ (?P<what>[a-z\ ]+?)\ (?:problematic|difficult))\b""",
    re.VERBOSE,
)
# "Law and Education were slightly less concerned than others about lack of warmth/felt
# support in communication" (1361)
LESS = re.compile(
    rf"""\b(?P<told>(?:{AGENCY}\ and\ )?{AGENCY}\ (?:was|were)(?:\ also)?(?:\ slightly)?
    \ less\ concerned\ than\ (?:others|other\ agencies)\ about\ [^.;]+)""",
    re.VERBOSE,
)
# So much of what is found problematic the heading of the denial repeats.
ABOUT = 0.6
# "Adequate staffing" (1834) and "actual staffing levels" (1659) are one thing.
BEYOND = stems_in(
    "agencies adequate actual good sufficient general levels numbers amounts"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Words that a finding or passage prints, and their line."""

    item: Involved
    words: str
    line: int


def scope_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Opposite verdicts on all agencies; "consistently" against an exception."""
    yield from _of_all(report)
    yield from _of_one(report)


def _of_all(report: Report) -> Iterator[Discrepancy]:
    """One thing that is difficult or low, and easy or high, in all agencies."""
    low: list[tuple[frozenset[str], Verdict]] = []
    high: list[tuple[frozenset[str], Verdict]] = []
    for item, teller in tellers(report):
        for said in IN_ALL.finditer(teller.text):
            line = line_of(said["told"], teller.span, report.source)
            group = low if said["low"] else high
            group.append((stems_in(said["subject"]), Verdict(item, said["told"], line)))
    for one, here in low:
        for other, there in high:
            if one - BEYOND and one - BEYOND == other - BEYOND:
                yield _opposed(*sorted((here, there), key=lambda place: place.line))


def _opposed(one: Verdict, other: Verdict) -> Discrepancy:
    return Discrepancy(
        Topic.WORDING,
        Severity.MINOR,
        (one.line, other.line),
        (one.item, other.item),
        f"{one.words}; {other.words}",
        "one of the two in both places",
        f"Line {one.line} says “{one.words}”, and line {other.line} “{other.words}”.",
    )


def _of_one(report: Report) -> Iterator[Discrepancy]:
    """An agency that always finds a matter worse, and minds some of it less."""
    titles = {section.key: section.title for section in report.sections}
    for item, teller in tellers(report):
        for said in ALWAYS.finditer(teller.text):
            line = line_of(said["told"], teller.span, report.source)
            denied = [
                place
                for passage in report.passages
                if overlap(
                    stems_in(said["what"]),
                    stems_in(titles.get(passage.section or "", "")),
                )
                >= ABOUT
                for place in _less(said["who"], passage, report)
            ]
            if denied:
                yield _not_always(Verdict(item, said["told"], line), denied)


def _less(who: str, passage: Passage, report: Report) -> Iterator[Verdict]:
    """Where a passage says that an agency is less concerned than others."""
    for sentence in sentences_in(passage.text.replace("’", "'")):
        for said in LESS.finditer(sentence):
            if re.search(rf"\b{who}\b", said["told"].partition(" less ")[0]):
                line = line_of(said["told"], passage.span, report.source)
                yield Verdict(("passage", passage.key), said["told"], line)


def _lines(at: tuple[int, ...]) -> str:
    """Lines as what has the words that follow."""
    plural = len(at) > 1
    return f"line{'s' * plural} {listed(map(str, at))} {'have' if plural else 'has'}"


def _not_always(one: Verdict, denied: list[Verdict]) -> Discrepancy:
    at = lines(place.line for place in denied)
    words = listed(f"“{place.words}”" for place in denied)
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        (one.line, *at),
        once((one.item, *(place.item for place in denied))),
        one.words,
        "a word on what is otherwise",
        f"Line {one.line} says “{one.words}”, but {_lines(at)} {words}.",
    )
