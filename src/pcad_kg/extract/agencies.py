"""The agencies: who answered and was interviewed, and where a text names one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pcad_kg.errors import SourceError
from pcad_kg.model import AgencyCount, Concept, Passage, Table, Vocabulary

# "417 responses from safeguarding leads from Health (155), Law (71), ..." (line 284).
RESPONSES = re.compile(r"\d+ responses from safeguarding leads")
INTERVIEWS = "1.1"


@dataclass(frozen=True, slots=True)
class Naming:
    """Words of a text that name an agency; none where they only look as if they did."""

    agency: str | None
    words: str


def find_agency_counts(
    passages: Iterable[Passage], tables: Iterable[Table], vocabulary: Vocabulary
) -> tuple[AgencyCount, ...]:
    """Respondents (Summary, line 284) and interviewees (Table 1.1) of each agency.

    Raises:
        SourceError: an agency's number is not printed where it is looked for.
    """
    sentence = next((p.text for p in passages if RESPONSES.search(p.text)), "")
    rows = {
        statistic.of_agency: int(statistic.value)
        for table in tables
        if table.number == INTERVIEWS
        for row in table.rows
        for statistic in row.statistics
        if statistic.key == "1"
    }
    counts: list[AgencyCount] = []
    for agency in vocabulary.agencies:
        name = re.escape(agency.label).replace("'", "['’]")
        printed = re.search(rf"\b(?<!Mental ){name} \((\d+)\)", sentence)
        if printed is None or agency.slug not in rows:
            raise SourceError(
                f"{agency.label}: no number of respondents in the Summary, or no row in"
                f" Table {INTERVIEWS}; expected both"
            )
        counts.append(AgencyCount(agency.slug, int(printed[1]), rows[agency.slug]))
    return tuple(counts)


def find_namings(text: str, vocabulary: Vocabulary) -> tuple[Naming, ...]:
    """The agencies that a text names, in reading order, with the words as printed.

    At each place the longest label wins. A label with a capital letter is read with
    just those capitals, one without in any.
    """
    return tuple(
        naming
        for naming in _scan(text, _reader(vocabulary))
        if naming.agency is not None
    )


def is_system_wide(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text speaks of the whole multi-agency system ("all agencies")."""
    return any(True for _ in _scan(text, _phrase_reader(vocabulary.all_agencies)))


def _scan(
    text: str, reader: tuple[re.Pattern[str], tuple[str | None, ...]]
) -> Iterator[Naming]:
    pattern, owners = reader
    for match in pattern.finditer(text):
        yield Naming(owners[int((match.lastgroup or "g0")[1:])], match[0])


@lru_cache(maxsize=4)
def _reader(
    vocabulary: Vocabulary,
) -> tuple[re.Pattern[str], tuple[str | None, ...]]:
    labels: list[tuple[str, str | None]] = []
    for agency in vocabulary.agencies:
        labels += [(label_pattern(label), agency.slug) for label in agency.labels]
        labels += [(label_pattern(label), None) for label in agency.excluded]
    return _alternatives(labels)


@lru_cache(maxsize=4)
def _phrase_reader(
    concept: Concept,
) -> tuple[re.Pattern[str], tuple[str | None, ...]]:
    return _alternatives(
        [(label_pattern(label), concept.slug) for label in concept.labels]
    )


def _alternatives(
    labels: list[tuple[str, str | None]],
) -> tuple[re.Pattern[str], tuple[str | None, ...]]:
    ordered = sorted(labels, key=lambda label: (-len(label[0]), label[0]))
    groups = "|".join(f"(?P<g{n}>{label})" for n, (label, _) in enumerate(ordered))
    pattern = re.compile(rf"(?<!\w)(?:{groups})(?!\w)")
    return pattern, tuple(owner for _, owner in ordered)


def label_pattern(label: str) -> str:
    """The regular expression that a label of the vocabulary is read by.

    >>> bool(re.fullmatch(label_pattern("social worker"), "Social  Workers"))
    True
    >>> bool(re.fullmatch(label_pattern("Health"), "health"))
    False
    """
    plural = "" if label.endswith("s") else "s?"
    words = f"{_flexible(label)}{plural}"
    return words if label != label.lower() else f"(?i:{words})"


def _flexible(label: str) -> str:
    words = re.escape(label.replace("’", "'")).replace("'", "['’]")
    return words.replace(r"\ ", r"\s+")
