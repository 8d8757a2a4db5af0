"""What a caption says besides its title: sample sizes and who was left out."""

import re
from dataclasses import dataclass

from pcad_kg.model import Concept, Vocabulary

# "n=34/31" (752), "n= 191,113,151,124" (1951), "N = 272" (976).
SAMPLE = re.compile(r"\b[nN]\s?=\s?(?P<sizes>\d+(?:\s?[,/]\s?\d+)*)")
# "(n=273, Law excluded)", "(not asked to Safeguarding Partnerships)" at a title's end.
BASE_NOTE = re.compile(
    r"""\s*\((?P<note>[^()]*
    (?:\b[nN]\s?=\s?\d|excluded|not\ answered\ by|not\ asked\ to|does\ not\ include)
    [^()]*)\)\.?""",
    re.VERBOSE,
)
# "Mental Health, Health, Police and Law excluded" (1218), "not answered by Law" (2014).
EXCLUSION = re.compile(
    r"""(?:not\ answered\ by|not\ asked\ to|does\ not\ include)\s+(?P<after>[^()]+)
    |(?:^|[;,.(]\s*)(?P<before>[A-Za-z][^();.=]*?)\s+excluded""",
    re.VERBOSE,
)
BETWEEN_NAMES = re.compile(r",\s*|\s+(?:and|or)\s+")


@dataclass(frozen=True, slots=True)
class Base:
    """Whose answers a figure or table shows, as its caption prints it."""

    sample_sizes: tuple[int, ...]
    sample_as_printed: str | None
    exclusion: str | None
    excludes: tuple[str, ...]


def title_of(line: str) -> str:
    """A caption's words without the note on n and on who was left out.

    >>> title_of("Satisfaction with consultation by agency (n=273, Law excluded)")
    'Satisfaction with consultation by agency'
    >>> title_of("Interview participants (Stage 1)")
    'Interview participants (Stage 1)'
    """
    return BASE_NOTE.sub("", line).strip()


def base_of(caption: str, vocabulary: Vocabulary) -> Base:
    """The sample sizes and exclusions of a caption.

    "Named Health" (line 956) is part of an agency, so only Law is left out there.
    """
    sizes = [
        int(size)
        for sample in SAMPLE.finditer(caption)
        for size in re.findall(r"\d+", sample["sizes"])
    ]
    samples = list(SAMPLE.finditer(caption))
    exclusion = EXCLUSION.search(caption)
    names = (exclusion["after"] or exclusion["before"]) if exclusion else ""
    return Base(
        sample_sizes=tuple(sizes),
        sample_as_printed="; ".join(sample[0] for sample in samples) or None,
        exclusion=exclusion[0].lstrip(" ;,.(").strip() if exclusion else None,
        excludes=_agencies_named(names, vocabulary),
    )


def without_exclusion(caption: str) -> str:
    """A caption without the words that say who was left out.

    >>> without_exclusion("Feasibility by agency (n=93, Law excluded)")
    'Feasibility by agency (n=93)'
    """
    return EXCLUSION.sub("", caption)


def agency_of(name: str, vocabulary: Vocabulary) -> str | None:
    """The agency whose name or initials a text is: "CSC", "law", "SPs".

    The names of its staff are not its own: a row on "Police officers" in schools
    (line 1234) does not report what the police answered.
    """
    for agency in vocabulary.agencies:
        if _is_label(name, agency):
            return agency.slug
    return None


def _is_label(name: str, agency: Concept) -> bool:
    plain = name.replace("’", "'").strip().lower()
    names = (agency.label, *agency.notations)
    labels = {label.replace("’", "'").lower() for label in names}
    return plain in labels or plain.removesuffix("s") in labels


def _agencies_named(names: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    found = (agency_of(name, vocabulary) for name in BETWEEN_NAMES.split(names))
    return tuple(sorted({slug for slug in found if slug}))
