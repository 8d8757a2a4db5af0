"""How the items hang together: references, repetitions, concerns, evidence."""

from dataclasses import dataclass

from pcad_kg.model.kinds import (
    Basis,
    Ground,
    Origin,
    RepeatKind,
    Stance,
    Strength,
    Voice,
)


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A printed cross-reference: whose words, which kind of item, which number."""

    from_kind: str
    from_key: str
    to_kind: str
    to_key: str
    as_printed: str
    line: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure charts the answers to a question, or a quote is one."""

    from_kind: str
    from_key: str
    question: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage cites a reference by these words."""

    passage: str
    reference: str
    as_printed: str


@dataclass(frozen=True, slots=True)
class Change:
    """Words that one printing has where the other has others, or none."""

    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """One quote prints the words of another, whole, trimmed or edited."""

    from_key: str
    to_key: str
    kind: RepeatKind
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """An item concerns an agency, by these words; implied ones say why."""

    item_kind: str
    item_key: str
    agency: str
    words: tuple[str, ...]
    basis: Basis = Basis.NAMED
    rationale: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Evidence for a recommendation, or against it: strength, ground, reason, words."""

    recommendation: int
    evidence_kind: str
    evidence_key: str
    stance: Stance
    strength: Strength
    ground: Ground
    rationale: str
    words: str


@dataclass(frozen=True, slots=True)
class Illustration:
    """A quote says what a finding or passage says, or the opposite."""

    from_kind: str
    from_key: str
    quote: str
    voice: Voice
    origin: Origin
    rationale: str
    words: str


@dataclass(frozen=True, slots=True)
class Grounding:
    """A finding reports what the body reports there, with what the two share."""

    finding: str
    to_kind: str
    to_key: str
    origin: Origin
    rationale: str
    words: str
