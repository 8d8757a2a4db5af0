"""Works cited and works listed: missing, never cited, or by another name or year."""

import re
from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic, lines, listed
from pcad_kg.compare import sentences_in
from pcad_kg.extract.references import CITATION
from pcad_kg.model import Citation, Kind, Part, Passage, Reference, Report

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"[A-Z][\w.’'-]*\w")
# The words of a citation that name nobody.
NO_NAMES = frozenset({"The", "Department", "et", "and"})
SINGLE_LETTERS = 2
RESOURCES = "Study resources"
# "The Munro Review Of Child Protection - Interim Report" (2282), and its address there,
# ".../munro-review-of-child-protection-final-report-a-child-centred-system".
STAGE = re.compile(
    r"\b(?P<stage>interim|final|draft|preliminary)[ -](?:report|findings|version)\b",
    re.IGNORECASE,
)


def reference_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Citations without their entry, entries without citation, and what differs."""
    yield from _unlisted(report)
    yield from _uncited(report)
    for reference in report.references:
        yield from _at_another(reference)
    by_key = {reference.key: reference for reference in report.references}
    groups: dict[tuple[str, str], list[Citation]] = {}
    for citation in report.citations:
        groups.setdefault((citation.reference, _who_when(citation)), []).append(
            citation
        )
    for (key, _), citations in groups.items():
        yield from _differing(by_key[key], citations, report)
        yield from _called_another(by_key[key], citations, report)


def _who_when(citation: Citation) -> str:
    """A citation's words without the brackets that its year may stand in."""
    return re.sub(r"[(),]", "", citation.as_printed)


def _unlisted(report: Report) -> Iterator[Discrepancy]:
    known = {(c.passage, c.as_printed) for c in report.citations}
    printed = {words for _, words in known}
    body = {s.key for s in report.sections if s.part is Part.BODY}
    for passage in report.passages:
        if passage.section not in body or passage.kind is not Kind.PARAGRAPH:
            continue
        for cited in CITATION.finditer(passage.text):
            words = cited[0]
            is_known = any(w in words or words in w for w in printed)
            if not is_known and _is_work(cited, passage):
                yield _not_listed(words, passage)


def _is_work(cited: re.Match[str], passage: Passage) -> bool:
    """Whether words with a year cite a work; "March 2021" and a law's year do not."""
    inside = passage.text.rfind("(", 0, cited.start()) > passage.text.rfind(
        ")", 0, cited.start()
    )
    return inside or bool(cited["bracketed"])


def _not_listed(words: str, passage: Passage) -> Discrepancy:
    line = passage.span.first_line
    return Discrepancy(
        Topic.REFERENCE,
        Severity.MINOR,
        (line,),
        (("passage", passage.key),),
        words,
        "an entry in the list of references",
        f"Line {line} cites {words}, which the list of references does not have.",
    )


def _uncited(report: Report) -> Iterator[Discrepancy]:
    cited = {citation.reference for citation in report.citations}
    resources = {s.key for s in report.sections if s.title == RESOURCES}
    for reference in report.references:
        if reference.key in cited or reference.section in resources:
            continue
        line = reference.span.first_line
        yield Discrepancy(
            Topic.REFERENCE,
            Severity.EDITORIAL,
            (line,),
            (("reference", reference.key),),
            reference.label,
            "a passage that cites it",
            f"Line {line} lists {reference.label}, which the report never cites.",
        )


def _stages(text: str) -> frozenset[str]:
    return frozenset(found["stage"].casefold() for found in STAGE.finditer(text))


def _at_another(reference: Reference) -> Iterator[Discrepancy]:
    """An interim report by its title that is the final one by its address."""
    titled, addressed = _stages(reference.title), _stages(reference.url or "")
    if not titled or not addressed or titled & addressed:
        return
    line, here, there = reference.span.first_line, min(titled), min(addressed)
    yield Discrepancy(
        Topic.REFERENCE,
        Severity.MINOR,
        (line,),
        (("reference", reference.key),),
        reference.title,
        f"the {there} report’s title, or the {here} report’s address",
        f"Line {line} lists “{reference.title}”, but its address is that of the {there}"
        f" report: {reference.url}.",
    )


def _called_another(
    reference: Reference, citations: list[Citation], report: Report
) -> Iterator[Discrepancy]:
    """A work that its one citation in a sentence calls the interim or final report."""
    titled = _stages(reference.title)
    passages = {passage.key: passage for passage in report.passages}
    for citation in citations:
        passage = passages[citation.passage]
        for sentence in sentences_in(passage.text):
            before, found, _ = sentence.partition(citation.as_printed)
            called = _stages(before) if found else frozenset()
            is_alone = len(list(CITATION.finditer(sentence))) == 1
            if titled and called and is_alone and not titled & called:
                words = STAGE.search(before)
                told = (words[0] if words else "", reference.title)
                said = f"has “{reference.title}”"
                yield _differs(reference, [citation], report, (*told, said))


def _differing(
    reference: Reference, citations: list[Citation], report: Report
) -> Iterator[Discrepancy]:
    """A year or a name that the entry prints otherwise, one for all its citations."""
    words = citations[0].as_printed
    year = YEAR.search(words)
    if year and year[0] != str(reference.year or "forthcoming"):
        stated = str(reference.year or "forthcoming")
        said = f"gives it as {stated}"
        yield _differs(reference, citations, report, (words, stated, said))
    odd = [name for name in _names(words) if name not in reference.text]
    near = [name for name in odd if _is_misspelt(name, reference)]
    if near or _is_cut(words, reference):
        said = f"has “{reference.authors}”"
        yield _differs(
            reference, citations, report, (words, reference.authors or "", said)
        )


def _names(words: str) -> list[str]:
    return [name for name in NAME.findall(words) if name not in NO_NAMES]


def _is_misspelt(name: str, reference: Reference) -> bool:
    """Whether a surname that the entry lacks is nearly one that it has.

    "Pison-Young" (531) for Pipon-Young (2274); but not initials such as BMA.
    """
    return any(
        name != other
        and len(name) == len(other)
        and sum(a != b for a, b in zip(name, other, strict=True)) <= SINGLE_LETTERS
        and not name.isupper()
        and name.casefold() != other.casefold()
        for other in NAME.findall(reference.authors or "")
    )


def _is_cut(words: str, reference: Reference) -> bool:
    """Whether a body's name lacks a word in its midst.

    "Child Safeguarding Review Panel" (851) for the ... Practice Review Panel (2252).
    """
    cited = _names(words)
    body = _names((reference.authors or "").split(",")[0])
    is_body = len(cited) > SINGLE_LETTERS and len(body) == len(cited) + 1
    return is_body and any(
        _fold(body[:n] + body[n + 1 :]) == _fold(cited) for n in range(1, len(body))
    )


def _fold(names: list[str]) -> list[str]:
    return [name.casefold() for name in names]


def _differs(
    reference: Reference,
    citations: list[Citation],
    report: Report,
    told: tuple[str, str, str],
) -> Discrepancy:
    words, stated, said = told
    lines_of = {passage.key: passage.span for passage in report.passages}
    at = lines(lines_of[c.passage].first_line for c in citations)
    entry = reference.span.first_line
    places = f"line{'s' if len(at) > 1 else ''} {listed(map(str, at))}"
    return Discrepancy(
        Topic.REFERENCE,
        Severity.MINOR,
        (*at, entry),
        (("reference", reference.key), *(("passage", c.passage) for c in citations)),
        words,
        stated,
        f"“{words}” is cited at {places}, while the list of references (line {entry})"
        f" {said}.",
    )
