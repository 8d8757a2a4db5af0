"""Answers that the body retells as one agency's and an appendix prints as another's."""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import (
    PROSE,
    Discrepancy,
    Involved,
    Severity,
    Topic,
    agency_name,
    line_of,
)
from pcad_kg.audit.pairs import is_agency
from pcad_kg.compare import overlap, sentences_in, stems_in
from pcad_kg.model import AgencyFrom, Passage, Quote, QuoteKind, Report

# "One of the Mental Health survey respondents noted that children ..." (1871)
RETOLD = re.compile(
    r"\b(?P<told>(?:[Oo]ne|[Aa]n?|[Aa]nother) (?:of the )?(?P<who>[A-Z][A-Za-z’' ]+?)"
    r" (?:survey )?respondents?) (?:\w+ )?(?:noted|stated|said|felt|reported|observed"
    r"|commented|commenting|mentioned|highlighted) that (?P<words>[^.]+)"
)
MARKED = re.compile(r"(?<!\w)[‘'“\"].*?[’'”\"](?!\w)")
LETTERS = re.compile(r"[^\w ]+")
# So many words in a row are nobody else's, in an answer that has so much of all that is
# retold.
RUN = 5
RETELLS = 0.5


def reported_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Reported speech whose words only another agency's answer has, told by its role.

    A heading's agency is left alone: who answers beneath it may work for another. So
    may who has the role, so that what is told is minor.
    """
    answers = [
        (quote, _runs(quote.text))
        for quote in report.quotes
        if quote.kind is QuoteKind.APPENDIX
    ]
    agencies = [count.agency for count in report.agency_counts]
    for passage in report.passages:
        for sentence in sentences_in(passage.text) if passage.kind in PROSE else ():
            said = RETOLD.search(sentence)
            who = [a for a in agencies if said and is_agency(said["who"], a)]
            if not said or not who:
                continue
            runs = _runs(MARKED.sub(" ", said["words"]))
            alike = [(len(runs & theirs), q) for q, theirs in answers if runs & theirs]
            if alike and not any(q.speaker.agency == who[0] for _, q in alike):
                best = max(alike, key=lambda found: found[0])[1]
                is_by_role = best.speaker.agency_from is AgencyFrom.ROLE
                told = overlap(stems_in(said["words"]), stems_in(best.text))
                if is_by_role and told >= RETELLS:
                    yield _of_another(passage, said, best, report)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of words of a text."""
    words = LETTERS.sub("", text.casefold()).split()
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _of_another(
    passage: Passage, said: re.Match[str], answer: Quote, report: Report
) -> Discrepancy:
    line, there = line_of(said["told"], passage.span, report.source), answer.span
    items: tuple[Involved, ...] = (("quote", answer.key), ("passage", passage.key))
    words = " ".join(said["words"].split()[:8])
    agency = agency_name(answer.speaker.agency or "")
    return Discrepancy(
        Topic.QUOTE,
        Severity.MINOR,
        (there.first_line, line),
        items,
        said["told"],
        f"“{answer.attribution}”",
        f"Line {line} retells what “{said['told']}” noted (“{words} …”), but the only"
        f" answer with a run of its words, at line {there.first_line}, is by a"
        f" “{answer.attribution}”, a role in {agency}.",
    )
