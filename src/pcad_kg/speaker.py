"""Who speaks: the role, region and agency in an attribution or an introduction."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pcad_kg.model import AgencyFrom, Concept, Speaker, Vocabulary
from pcad_kg.naming import find_namings, flexible
from pcad_kg.read import normalise

# "Named Nurse for Safeguarding, London", "Education London" (3147).
SEPARATOR = re.compile(r"[\s,]*")
# "– Education, London", "- Children's Social Care" (720), "Covid??– Education" (790).
DASH = re.compile(r"\s*[–—-]\s*")
# "... to serve the judiciary.' LA Solicitor, East of England" has no dash (2866).
AFTER_MARK = re.compile(r"(?<=[.?!][’'\"”])\s+")
SENTENCE = re.compile(r"(?<=[.?!])['’\"”)]*\s+(?=[A-Z‘'(])")
# "one Law respondent", "Health respondents", "A Mental Health participant".
PERSON = r"(?:respondent|participant|interviewee)"
# "98% of respondents answered": a share is counted, nobody speaks.
SHARE = re.compile(
    rf"%\)?\s+of\s+(?:the\s+)?(?:\d+\s+)?(?:[\w'’]+\s+){{0,3}}{PERSON}s", re.IGNORECASE
)
# "S/he concluded that" (812) is whoever spoke in the sentence before.
SAME_SPEAKER = re.compile(r"\bS/he\b")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where a quote's words end, and what stands after them; offsets into the cut."""

    quote_end: int
    printed: str
    speaker: Speaker


def find_attribution(raw: str, vocabulary: Vocabulary) -> Attribution | None:
    """The attribution that ends a cut of the source; none where nothing can be read.

    It follows a dash or, twice, the closing quotation mark (2866, 4259). All words up
    to the end must be read, so a dash within the quote begins no attribution.
    """
    for pattern in (DASH, AFTER_MARK):
        for gap in pattern.finditer(raw):
            printed = normalise(raw[gap.end() :]).rstrip(".")
            speaker = read_attribution(printed, vocabulary)
            if speaker:
                return Attribution(gap.start(), printed, speaker)
    return None


def read_attribution(words: str, vocabulary: Vocabulary) -> Speaker | None:
    """The speaker that words name, if roles, agencies and regions are all they hold.

    The order is free (4023 puts the region first) and a comma may be missing (3147).
    The agency is that of the first role, else the agency printed.
    """
    pattern = _labels(vocabulary)
    concepts: list[tuple[str, Concept]] = []
    at = 0
    while at < len(words):
        label = pattern.regex.match(words, at)
        if label is None:
            return None
        concepts.append(pattern.owner(label))
        separator = SEPARATOR.match(words, label.end())
        at = separator.end() if separator else label.end()
    return _speaker(concepts) if concepts else None


def find_introduced(prose: str, vocabulary: Vocabulary) -> Speaker | None:
    """The speaker whom the last sentence of a stretch of prose introduces.

    Of several the last, and one person before many: 806 compares "a Designated Nurse"
    with "interviewees". None where the sentence names no speaker; a speaker without
    agency where it names one without saying whose, or several agencies ("Both Education
    and Health respondents"). "S/he" is the speaker of the sentence before.
    """
    sentences = SENTENCE.split(prose)
    last = sentences[-1]
    if SAME_SPEAKER.search(last) and len(sentences) > 1:
        return find_introduced(" ".join(sentences[:-1]), vocabulary)
    phrases = list(_phrases(vocabulary).finditer(SHARE.sub(_blank, last)))
    if not phrases:
        return None
    singular = [phrase for phrase in phrases if not phrase["many"]]
    return _introduced((singular or phrases)[-1][0], vocabulary)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _introduced(phrase: str, vocabulary: Vocabulary) -> Speaker:
    """The speaker of a phrase: an agency named by its people counts, one alone."""
    labels = _labels(vocabulary)
    concepts = [labels.owner(label) for label in labels.regex.finditer(phrase)]
    speaker = _speaker([owned for owned in concepts if owned[0] != "agency"])
    agencies = {naming.agency for naming in find_namings(phrase, vocabulary)}
    if speaker.agency or len(agencies) != 1:
        return speaker
    return replace(speaker, agency=agencies.pop(), agency_from=AgencyFrom.PROSE)


def _speaker(concepts: Iterable[tuple[str, Concept]]) -> Speaker:
    by_kind: dict[str, dict[str, Concept]] = {"role": {}, "region": {}, "agency": {}}
    for kind, concept in concepts:
        by_kind[kind][concept.slug] = concept
    roles = tuple(by_kind["role"])
    employers = [role.works_for for role in by_kind["role"].values() if role.works_for]
    named = next(iter(by_kind["agency"]), None)
    source = AgencyFrom.ROLE if employers else AgencyFrom.ATTRIBUTION
    agency = employers[0] if employers else named
    return Speaker(
        roles=roles,
        region=next(iter(by_kind["region"]), None),
        agency=agency,
        agency_from=source if agency else None,
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """One expression for every label; `owners` tells what each group stands for."""

    regex: re.Pattern[str]
    owners: tuple[tuple[str, Concept], ...]

    def owner(self, label: re.Match[str]) -> tuple[str, Concept]:
        """The kind and the concept that a label is one of."""
        return self.owners[int((label.lastgroup or "g0")[1:])]


@lru_cache(maxsize=4)
def _labels(vocabulary: Vocabulary) -> _Labels:
    """The labels of roles, regions and agencies; at each place the longest wins.

    Of two alike a role goes before an agency: "NHS England".
    """
    found = sorted(
        _spellings(vocabulary), key=lambda spelling: (-len(spelling[0]), spelling[0])
    )
    groups = "|".join(
        f"(?P<g{number}>{flexible(label)})" for number, (label, _) in enumerate(found)
    )
    return _Labels(
        re.compile(rf"(?<!\w)(?:{groups})(?![\w])", re.IGNORECASE),
        tuple(owner for _, owner in found),
    )


def _spellings(vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, Concept]]]:
    for kind, concepts in (("role", vocabulary.roles), ("region", vocabulary.regions)):
        for concept in concepts:
            for label in concept.labels:
                yield label, (kind, concept)
    for agency in vocabulary.agencies:
        for label in (agency.label, *agency.notations, *agency.hidden):
            yield label, ("agency", agency)


@lru_cache(maxsize=4)
def _phrases(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Who may be introduced: a person of an agency, or a role, and where from.

    "one Safeguarding Partnership respondent in the East Midlands" (936).
    """
    roles = "|".join(flexible(label) for label in _longest_first(vocabulary.roles))
    regions = "|".join(flexible(label) for label in _longest_first(vocabulary.regions))
    return re.compile(
        rf"""(?<!\w)(?:(?:[\w'’]+\s+(?:(?:and|or)\s+)?){{0,5}}?{PERSON}(?P<many>s)?|{roles})(?!\w)
        (?:\s+(?:in|from)\s+(?:the\s+)?(?:{regions}))?""",
        re.VERBOSE | re.IGNORECASE,
    )


def _longest_first(concepts: Iterable[Concept]) -> list[str]:
    labels = [label for concept in concepts for label in concept.labels]
    return sorted(labels, key=lambda label: (-len(label), label))
