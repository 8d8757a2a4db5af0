"""Recommendations → what may support them, proposed by a rule for readers to judge.

Five signals, each from 0 to 1, each with its reason; a score is their weighted sum.
The weights hold for every recommendation, and nothing is learnt from what readers
judged: a report nobody has judged is served as well.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pcad_kg.candidates import (
    Candidate,
    find_candidates,
    recommendations_ahead,
    sections_around,
)
from pcad_kg.compare import STEM
from pcad_kg.likeness import Index, stems_of, words_in
from pcad_kg.model import Acronym, Recommendation, Report, Section, label_of

KINDS = ("finding", "figure", "table", "passage", "quote")
# What each signal is worth; together 1.
WORDS = 0.5
PLACE = 0.15
HEADING = 0.15
REFERENCE = 0.1
SAME_RESULT = 0.1
# As many words, those of the fewest items first, as a reason names.
NAMED_WORDS = 4


# So many of all that a rule could say a reader may care to judge.
TOP = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may support a recommendation: score from 0 to 1, reasons as clauses."""

    recommendation: int
    evidence_kind: str
    evidence_key: str
    score: float
    reasons: tuple[str, ...]


def propose_supports(
    report: Report, *, top: int = TOP, kinds: Collection[str] = KINDS
) -> tuple[Proposal, ...]:
    """The likeliest support of each recommendation, the likeliest first.

    Args:
        top: how many a recommendation gets at most.
        kinds: of which kinds, out of `KINDS`.
    """
    evidence = _read_evidence(report)
    found: list[Proposal] = []
    for recommendation in report.recommendations:
        asked = _ask(recommendation, evidence)
        scores = {
            n: round(score, 4)
            for n, score in enumerate(_scores(asked))
            if evidence.candidates[n].kind in kinds
        }
        likeliest = sorted(scores, key=lambda n: (-scores[n], n))[:top]
        found += [_propose(asked, n, scores[n]) for n in likeliest if scores[n] > 0]
    return tuple(found)


# a report's evidence, and a recommendation before it


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A report's candidates, and what is known of them before anything is asked.

    Candidates are known by their number: `referring` are the passages that refer to
    one, `same` the findings and their groundings that report its result.
    """

    candidates: tuple[Candidate, ...]
    sections: Mapping[str, Section]
    leads: Mapping[str, set[int]]
    words: Index
    headings: Index
    referring: Mapping[int, list[int]]
    same: Mapping[int, list[int]]
    acronyms: tuple[Acronym, ...]


def _read_evidence(report: Report) -> _Evidence:
    sections = {section.key: section for section in report.sections}
    leads = recommendations_ahead(report, sections)
    candidates = tuple(find_candidates(report, sections, leads))
    number_of = {(each.kind, each.key): n for n, each in enumerate(candidates)}
    acronyms = report.acronyms
    texts = [stems_of(each.text, acronyms) for each in candidates]
    headings = [stems_of(each.heading, acronyms) for each in candidates]
    wordings = (recommendation.chosen.text for recommendation in report.recommendations)
    asked = {stem for wording in wordings for stem in stems_of(wording, acronyms)}
    return _Evidence(
        candidates,
        sections,
        leads,
        Index.of(texts, asked),
        Index.of(headings, asked),
        _referring(report, number_of),
        _same_results(report, number_of),
        acronyms,
    )


def _referring(
    report: Report, number_of: Mapping[tuple[str, str], int]
) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for reference in report.cross_references:
        start = number_of.get((reference.from_kind, reference.from_key))
        end = number_of.get((reference.to_kind, reference.to_key))
        if start is not None and end is not None:
            found.setdefault(end, []).append(start)
    return found


def _same_results(
    report: Report, number_of: Mapping[tuple[str, str], int]
) -> dict[int, list[int]]:
    """What reports the same result, both ways; a row counts as its table."""
    found: dict[int, list[int]] = {}
    for grounding in report.groundings:
        is_row = grounding.to_kind == "row"
        kind = "table" if is_row else grounding.to_kind
        key = grounding.to_key.partition("/")[0] if is_row else grounding.to_key
        start = number_of.get(("finding", grounding.finding))
        end = number_of.get((kind, key))
        if start is not None and end is not None:
            found.setdefault(start, []).append(end)
            found.setdefault(end, []).append(start)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """A recommendation before the evidence: how alike each candidate's words are."""

    recommendation: Recommendation
    evidence: _Evidence
    stems: Mapping[str, int]
    printed: Mapping[str, str]
    words: Sequence[float]
    headings: Sequence[float]


def _ask(recommendation: Recommendation, evidence: _Evidence) -> _Asked:
    words = words_in(recommendation.chosen.text, evidence.acronyms)
    stems = Counter(word[:STEM] for word in words)
    return _Asked(
        recommendation,
        evidence,
        stems,
        {word[:STEM]: word for word in reversed(words)},
        evidence.words.likeness(stems),
        evidence.headings.likeness(stems),
    )


# scores and reasons


def _scores(asked: _Asked) -> list[float]:
    """The score of each candidate; few are referred to or report another's result."""
    evidence = asked.evidence
    scores = [
        WORDS * words + PLACE * _leads_up(asked, n) + HEADING * headings
        for n, (words, headings) in enumerate(
            zip(asked.words, asked.headings, strict=True)
        )
    ]
    for n, others in evidence.referring.items():
        scores[n] += REFERENCE * max(asked.words[other] for other in others)
    for n, others in evidence.same.items():
        scores[n] += SAME_RESULT * max(asked.words[other] for other in others)
    return scores


def _leads_up(asked: _Asked, n: int) -> bool:
    """Whether a candidate's section leads up to the recommendation.

    Of quotes this says nothing: nine in ten stand in an appendix, and those of the body
    are no nearer to the point.
    """
    candidate = asked.evidence.candidates[n]
    led_to = asked.evidence.leads.get(candidate.section or "", ())
    return candidate.kind != "quote" and asked.recommendation.number in led_to


def _propose(asked: _Asked, n: int, score: float) -> Proposal:
    candidate = asked.evidence.candidates[n]
    return Proposal(
        asked.recommendation.number,
        candidate.kind,
        candidate.key,
        score,
        tuple(_reasons(asked, n)),
    )


def _reasons(asked: _Asked, n: int) -> Iterator[str]:
    evidence = asked.evidence
    if words := _named(asked, evidence.words, n):
        yield f"both speak of {words}"
    if _leads_up(asked, n):
        title = _title_above(evidence, n)
        yield f"stands under “{title}”, which leads up to this recommendation"
    if words := _named(asked, evidence.headings, n):
        yield f"its headings or its question speak of {words}"
    for other, words in _best(asked, evidence.referring.get(n, ())):
        yield f"{other}, which speaks of {words}, refers to it"
    for other, words in _best(asked, evidence.same.get(n, ())):
        yield f"reports the same result as {other}, which speaks of {words}"


def _named(asked: _Asked, index: Index, n: int) -> str:
    shared = index.shared(asked.stems, n)[:NAMED_WORDS]
    return ", ".join(asked.printed[stem] for stem in shared)


def _best(asked: _Asked, others: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The label of the likest of some candidates and the words it shares, if any."""
    likest = max(others, key=lambda other: asked.words[other], default=None)
    if likest is not None and asked.words[likest] > 0:
        candidate = asked.evidence.candidates[likest]
        label = label_of(candidate.kind, candidate.key)
        yield label, _named(asked, asked.evidence.words, likest)


def _title_above(evidence: _Evidence, n: int) -> str:
    """The title of the innermost numbered section; "Survey results" tells little."""
    around = sections_around(evidence.candidates[n].section, evidence.sections)
    numbered = [section.title for section in around if section.number]
    return (numbered or [around[0].title])[0]
