"""Whose answers a number counts: the agency that a sentence says it of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pcad_kg.model import Vocabulary
from pcad_kg.naming import find_namings, flexible
from pcad_kg.quantity import Quantity

# "87% of respondents", "(29/52 (56%) of the total)", "36% of other respondents".
ANYONE = (
    r"(?:of\s+(?:the\s+)?(?:(?:all|total|other|survey)\s+)?"
    r"|(?:all|total|other|survey)\s+)respondents\b(?!\s+from)"
    r"|of\s+(?:the\s+)?total\b"
)
PEOPLE = r"(?:respondents|representatives)"
BRACKETS = r"[\s\])*]*"


def agencies_counted(
    sentence: str, quantities: Iterable[Quantity], vocabulary: Vocabulary
) -> tuple[str | None, ...]:
    """For each quantity of a sentence the one agency whose answers it counts.

    The words right behind the number say it ("14/22 (64%) of Education respondents"),
    else those right before it ("Police (43%)"), else the group that the sentence named
    last ("43% of Education respondents ... and 51% operationally"); a semicolon ends
    its reach. Agencies spoken about ("98% for Education providers") are not counted.
    """
    groups = _groups(vocabulary)
    counted: list[str | None] = []
    named = list(_mentions(groups, sentence, vocabulary))
    for quantity in quantities:
        agency = _counted(groups, sentence, quantity, named, vocabulary)
        named.append(_Mention(quantity.begin, agency))
        counted.append(agency)
    return tuple(counted)


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a sentence names a group; no agency for everybody, or several."""

    at: int
    agency: str | None


@dataclass(frozen=True, slots=True)
class _Groups:
    """How groups of respondents are named: behind, before, apart from a number, only.

    The group `who` of an expression is the name; where it is empty, everybody is meant.
    """

    behind: re.Pattern[str]
    before: re.Pattern[str]
    apart: re.Pattern[str]
    only: re.Pattern[str]


def _counted(
    groups: _Groups,
    sentence: str,
    quantity: Quantity,
    named: Iterable[_Mention],
    vocabulary: Vocabulary,
) -> str | None:
    before, after = sentence[: quantity.begin], sentence[quantity.end :]
    behind = groups.behind.match(after)
    directly = None if quantity.is_sample else groups.before.search(before)
    for words in (groups.only.search(before), behind, directly):
        if words and words["who"]:
            return _one_agency(words["who"], vocabulary)
    if behind:
        return None
    since = before.rfind(";")
    reached = [m for m in named if since < m.at < quantity.begin]
    return max(reached, key=lambda m: m.at).agency if reached else None


def _mentions(
    groups: _Groups, sentence: str, vocabulary: Vocabulary
) -> Iterable[_Mention]:
    for group in groups.apart.finditer(sentence):
        yield _Mention(group.start(), _one_agency(group["who"] or "", vocabulary))


def _one_agency(words: str, vocabulary: Vocabulary) -> str | None:
    """The agency that words name; its own name counts in small letters too (335)."""
    for agency in vocabulary.agencies:
        if words.casefold() == agency.label.casefold():
            return agency.slug
    agencies = {naming.agency for naming in find_namings(words, vocabulary)}
    return agencies.pop() if len(agencies) == 1 else None


@lru_cache(maxsize=4)
def _groups(vocabulary: Vocabulary) -> _Groups:
    agencies = vocabulary.agencies
    names = [a.label for a in agencies] + [a.label.removesuffix("s") for a in agencies]
    staff = [label for a in agencies for label in (*a.labels, *a.notations)]
    name = _one_of(names)
    anybody = _one_of([*staff, *(f"{label}s" for label in staff)])
    listed = rf"{name}(?:(?:\s+and|,\s+and|\s+or|\s+&|,)\s+{name})*"
    return _Groups(
        behind=re.compile(
            rf"{BRACKETS}(?:overall\b|(?:(?:(?:of\s+)?respondents\s+)?(?:of|from)\s+)?"
            rf"(?:the\s+)?(?:"
            rf"(?P<who>{listed}|legal\s+respondents)(?!\s+(?:providers|services))"
            rf"|{ANYONE}|respondents\b(?!\s+from)))"
        ),
        before=re.compile(
            rf"(?<!\w)(?P<who>(?:{listed}|{anybody})(?=(?:\s+{PEOPLE})?\s*[\[(])"
            rf"|(?<!for\s){name}(?=\s+$))(?:\s+{PEOPLE})?[\s\[(]*$",
            re.IGNORECASE,
        ),
        apart=re.compile(
            rf"(?<!\w)(?:(?:for\s+|in\s+)?(?P<who>{listed})(?:\s+{PEOPLE}|\s+was\b"
            rf"|\s+were\b|\s+are\b|\s+least\b|\s*\[|(?=,\s+(?:\d|where\b)))"
            rf"|{ANYONE})"
        ),
        only=re.compile(rf"\((?P<who>{listed})\s+only\)"),
    )


def _one_of(labels: Iterable[str]) -> str:
    """An expression for whichever label stands there, the longest first."""
    ordered = sorted(set(labels), key=lambda label: (-len(label), label))
    return "(?:" + "|".join(map(flexible, ordered)) + r")(?!\w)"
