"""Where a text names an agency, or the whole multi-agency system."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pcad_kg.model import Concept, Vocabulary


@dataclass(frozen=True, slots=True)
class Naming:
    """Words of a text that name an agency; none where they only look as if they did."""

    agency: str | None
    words: str


def find_namings(text: str, vocabulary: Vocabulary) -> tuple[Naming, ...]:
    """The agencies that a text names, in reading order, with the words as printed.

    At each place the longest label wins. A label with a capital letter is read with
    just those capitals, one without in any. An agency's name right before a percentage
    names it in small letters too: "health 92%" (line 335).
    """
    namings = _agency_reader(vocabulary).namings(text)
    return tuple(naming for naming in namings if naming.agency is not None)


def is_system_wide(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text speaks of the whole multi-agency system ("all agencies")."""
    return any(True for _ in _phrase_reader(vocabulary.all_agencies).namings(text))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One regular expression for all labels; `owners` tells whose each group is."""

    pattern: re.Pattern[str]
    owners: tuple[str | None, ...]

    @classmethod
    def of(cls, labels: Iterable[tuple[str, str, str | None]]) -> "_Reader":
        """A reader of labels, each with its regular expression and its owner.

        Labels are tried at a place only if their first letter stands there: of two with
        other first letters no more than one can match.
        """
        ordered = sorted(labels, key=lambda label: (-len(label[0]), label[0]))
        by_letter: dict[str, list[str]] = {}
        for n, (label, words, _) in enumerate(ordered):
            letter = label[0].lower() if label[0].isalnum() else ""
            by_letter.setdefault(letter, []).append(f"(?P<g{n}>{words})")
        groups = "|".join(
            f"(?=(?i:{letter}))(?:{'|'.join(each)})"
            for letter, each in by_letter.items()
        )
        pattern = re.compile(rf"(?<!\w)(?:{groups})(?!\w)")
        return cls(pattern, tuple(owner for *_, owner in ordered))

    def namings(self, text: str) -> Iterator[Naming]:
        """What the labels find in a text, in reading order."""
        for match in self.pattern.finditer(text):
            group = match.lastgroup or "g0"
            yield Naming(self.owners[int(group[1:])], match[0])


@lru_cache(maxsize=4)
def _agency_reader(vocabulary: Vocabulary) -> _Reader:
    labels: list[tuple[str, str, str | None]] = []
    for agency in vocabulary.agencies:
        name = rf"(?i:{flexible(agency.label)})(?=\s\d+(?:\.\d+)?%)"
        labels.append((agency.label, name, agency.slug))
        labels += [
            (words, label_pattern(words), agency.slug) for words in agency.labels
        ]
        labels += [(words, label_pattern(words), None) for words in agency.excluded]
    return _Reader.of(labels)


@lru_cache(maxsize=4)
def _phrase_reader(concept: Concept) -> _Reader:
    return _Reader.of(
        (words, label_pattern(words), concept.slug) for words in concept.labels
    )


def label_pattern(label: str) -> str:
    """The regular expression that a label of the vocabulary is read by.

    >>> bool(re.fullmatch(label_pattern("social worker"), "Social  Workers"))
    True
    >>> bool(re.fullmatch(label_pattern("Health"), "health"))
    False
    """
    plural = "" if label.endswith("s") else "s?"
    words = f"{flexible(label)}{plural}"
    return words if label != label.lower() else f"(?i:{words})"


def flexible(label: str) -> str:
    """The expression of a label's words, for any white space and either apostrophe."""
    words = re.escape(label.replace("’", "'")).replace("'", "['’]")
    return words.replace(r"\ ", r"\s+")
