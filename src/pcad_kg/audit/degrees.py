"""Answers of two degrees, of which another place gives the stronger degree alone."""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic, line_of
from pcad_kg.compare import sentences_in
from pcad_kg.model import Finding, Kind, Passage, Report

STRONG = r"significantly|greatly|considerably|sharply|a\ lot"
WEAK = r"slightly|marginally|a\ little|somewhat"
CHANGES = {
    "up": r"ris(?:e|es|ing)|rose|increas\w*|grow\w*|grew",
    "down": r"fall\w*|fell|declin\w*|decreas\w*|reduc\w*|drop\w*",
}
# "the number of Elective Home Education students was rising significantly (42%) or
# slightly (36%)" (341)
SPLIT = {
    way: re.compile(
        rf"(?P<told>\b(?:{verbs})\ (?:{STRONG})\ \(\d+%\)"
        rf"\ (?:or|and)\ (?:{WEAK})\ \(\d+%\))",
        re.VERBOSE,
    )
    for way, verbs in CHANGES.items()
}
ALONE = {
    way: re.compile(rf"(?P<told>\b(?:{verbs})\ (?:{STRONG}))\b(?!\ \()", re.VERBOSE)
    for way, verbs in CHANGES.items()
}
SLIGHT = re.compile(WEAK, re.VERBOSE)
# A name in three words or more: "Elective Home Education".
NAME = re.compile(r"\b(?:[A-Z][a-z]+ ){2,}[A-Z]?[a-z]*")


def degree_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Sentences that name what a finding names and leave its lesser degree out."""
    for finding in report.findings:
        for way, split in SPLIT.items():
            said = split.search(finding.text)
            names = _names(finding.text) if said else frozenset()
            for passage in report.passages if said else ():
                if passage.span == finding.span or passage.kind is not Kind.PARAGRAPH:
                    continue
                for sentence in sentences_in(passage.text):
                    alone = ALONE[way].search(sentence)
                    about = names & _names(sentence)
                    if said and alone and about and not SLIGHT.search(sentence):
                        yield _alone(finding, said, passage, alone[0], report)


def _names(text: str) -> frozenset[str]:
    """The names of a text, three words of each."""
    return frozenset(" ".join(name.split()[:3]) for name in NAME.findall(text))


def _alone(
    finding: Finding,
    said: re.Match[str],
    passage: Passage,
    alone: str,
    report: Report,
) -> Discrepancy:
    line = line_of(alone, passage.span, report.source)
    first = line_of(said[0], finding.span, report.source)
    return Discrepancy(
        Topic.SUMMARY_BODY,
        Severity.MINOR,
        (line, first),
        (("passage", passage.key), ("finding", finding.key)),
        alone,
        said["told"],
        f"Line {line} says “{alone}”, where F{finding.key} (line {first}) has"
        f" “{said['told']}”.",
    )
