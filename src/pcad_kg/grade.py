"""How well a recommendation is evidenced: the strongest kind of its direct evidence."""

import re
from collections.abc import Mapping

from pcad_kg.model import Grade, Report, Stance, Strength, Support

# A share of people in words: "nearly half of respondents" (301), "most respondents".
SHARE_IN_WORDS = re.compile(
    r"\b(?:half|a third|quarter|majority|minority|proportions?|all but|nearly all"
    r"|almost all|none|most(?:\s+of|\s+(?:[\w'’]+\s+){0,3}respondents))\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d\s?%|\d\s?/\s?\d|\b[nN]\s?=\s?\d|\bof the \d")
INTERVIEWS = re.compile(r"\binterview", re.IGNORECASE)
INTERVIEW_SECTION = "Summary of interview findings"
COUNTING = frozenset({"figure", "table", "row"})
ORDER = (Grade.QUANTIFIED, Grade.INTERVIEW_ONLY, Grade.QUOTES_ONLY, Grade.NO_EVIDENCE)


def find_grades(report: Report) -> tuple[tuple[int, Grade], ...]:
    """The grade of each recommendation, computed from its direct evidence alone."""
    texts = {finding.key: finding.text for finding in report.findings}
    texts |= {passage.key: passage.text for passage in report.passages}
    titles = {section.key: section.title for section in report.sections}
    interviews = {
        passage.key
        for passage in report.passages
        if titles.get(passage.section or "") == INTERVIEW_SECTION
    }
    return tuple(
        (
            recommendation.number,
            _strongest(recommendation.number, report, texts, frozenset(interviews)),
        )
        for recommendation in report.recommendations
    )


def _strongest(
    number: int, report: Report, texts: Mapping[str, str], interviews: frozenset[str]
) -> Grade:
    kinds = {
        kind_of(support, texts, interviews)
        for support in report.supports
        if support.recommendation == number
        and support.strength is Strength.DIRECT
        and support.stance is Stance.FOR
    }
    return next((grade for grade in ORDER if grade in kinds), Grade.NO_EVIDENCE)


def kind_of(
    support: Support, texts: Mapping[str, str], interviews: frozenset[str]
) -> Grade:
    """The grade that one piece of evidence is enough for.

    A figure or table counts. A finding or passage counts where it gives a number or a
    share of respondents, unless the words relied on report interviews and give none
    (2117, on children sent home); a passage of interview findings is one whatever it
    counts. What is left reports comments, as quotes do.
    """
    if support.evidence_kind in COUNTING:
        return Grade.QUANTIFIED
    if support.evidence_kind == "quote":
        return Grade.QUOTES_ONLY
    text = texts[support.evidence_key]
    told = bool(INTERVIEWS.search(support.words)) and not gives_share(support.words)
    if support.evidence_key in interviews or told:
        return Grade.INTERVIEW_ONLY
    if gives_share(text):
        return Grade.QUANTIFIED
    return Grade.INTERVIEW_ONLY if INTERVIEWS.search(text) else Grade.QUOTES_ONLY


def gives_share(text: str) -> bool:
    """Whether a text gives a number or a share of people, in figures or in words.

    >>> gives_share("Nearly half were neutral"), gives_share("Many feel excluded")
    (True, False)
    """
    return bool(NUMBER.search(text) or SHARE_IN_WORDS.search(text))
