"""Quotes that are passages of their own: body blocks, comments of the appendices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pcad_kg.model import (
    AgencyFrom,
    Kind,
    Part,
    Passage,
    Quote,
    QuoteKind,
    Section,
    Source,
    Speaker,
    Vocabulary,
)
from pcad_kg.read import cut, keys_of, span_between
from pcad_kg.speaker import find_attribution, find_introduced, read_attribution

MARKS = "‘’'“”\""
# "provide ‘time to talk’ – South East England" (3451): the mark closes the inner words.
INNER_OPENING = re.compile(r"(?<![\w.,?!])[‘'\"“](?=\w)")
INNER_CLOSING = re.compile(r"(?<=[\w.,?!])[’'\"”](?!\w)")
CLOSED = re.compile(r"[.?!…,][*\s]*$")
# "... to bring partners closer together. –" (722), the speaker on the next line.
DASH_AT_END = re.compile(r"[\s–—]*$")


def find_quotes(
    source: Source,
    sections: Iterable[Section],
    passages: Iterable[Passage],
    vocabulary: Vocabulary,
) -> tuple[Quote, ...]:
    """Every block quote of the body and every comment of the appendices, in order.

    The agency is that of the role, else the one printed, else that of the heading
    above or of the words that introduce the quote; else there is none.
    """
    by_key = {section.key: section for section in sections}
    ordered = tuple(passages)
    found: list[Quote] = []
    introduction = ""
    for passage, following in zip(ordered, [*ordered[1:], None], strict=True):
        section = by_key.get(passage.section or "")
        if passage.kind is Kind.QUOTE and section:
            quote = _quote(source, passage, following, vocabulary)
            if section.part is Part.APPENDIX:
                path = tuple(_path(section, by_key))
                found.append(_in_appendix(quote, path, vocabulary))
            else:
                found.append(_introduced(quote, introduction, vocabulary))
        elif passage.kind is not Kind.ATTRIBUTION:
            introduction = passage.text
    keys = keys_of(quote.span for quote in found)
    return tuple(map(_with_key, found, keys))


def inner_words(raw: str) -> tuple[int, int]:
    """Where a quote's words begin and end within its outer quotation marks.

    Either mark may be missing (2893, 3259) or be another's (3111 closes with an
    opening one). A last mark that no full stop precedes closes inner words that are
    still open, and stays.

    >>> raw = "‘Change in role and ‘time to talk’"
    >>> begin, end = inner_words(raw)
    >>> raw[begin:end]
    'Change in role and ‘time to talk’'
    """
    begin = len(raw) - len(raw.lstrip(" *\n"))
    end = len(raw.rstrip(" *\n"))
    if raw[begin] in MARKS:
        begin += 1
    if raw[end - 1] in MARKS and end - 1 > begin:
        within = raw[begin : end - 1]
        if CLOSED.search(within) or not _is_open(within):
            end -= 1
    return begin, end


def _is_open(words: str) -> bool:
    """Whether inner words in quotation marks begin and do not end."""
    openings = list(INNER_OPENING.finditer(words))
    return bool(openings) and not INNER_CLOSING.search(words, openings[-1].end())


def _quote(
    source: Source, passage: Passage, following: Passage | None, vocabulary: Vocabulary
) -> Quote:
    """A passage's words without marks and attribution, wherever that stands."""
    raw = source.text[passage.span.begin : passage.span.end]
    ending = _ending(raw, following, vocabulary)
    begin, end = inner_words(raw[: ending.quote_end])
    span = span_between(source, passage.span.begin + begin, passage.span.begin + end)
    return Quote(
        key="",
        kind=QuoteKind.BLOCK,
        text=cut(source, span),
        span=span,
        section=passage.section or "",
        passage=passage.key,
        speaker=ending.speaker,
        attribution=ending.printed,
    )


@dataclass(frozen=True, slots=True)
class _Ending:
    """Where a quote's words end, and who speaks."""

    quote_end: int
    printed: str | None
    speaker: Speaker


def _ending(raw: str, following: Passage | None, vocabulary: Vocabulary) -> _Ending:
    attribution = find_attribution(raw, vocabulary)
    if attribution:
        return _Ending(attribution.quote_end, attribution.printed, attribution.speaker)
    quote_end = len(DASH_AT_END.sub("", raw))
    if following is None or following.kind is not Kind.ATTRIBUTION:
        return _Ending(quote_end, None, Speaker())
    printed = following.text.strip(" –—-").rstrip(".")
    speaker = read_attribution(printed, vocabulary)
    return _Ending(quote_end, printed, speaker or Speaker())


def _path(section: Section, by_key: Mapping[str, Section]) -> Iterator[Section]:
    """A section and those around it, the innermost first."""
    here: Section | None = section
    while here:
        yield here
        here = by_key.get(here.parent or "")


def _in_appendix(
    quote: Quote, path: tuple[Section, ...], vocabulary: Vocabulary
) -> Quote:
    """An appendix's comment with its theme and its heading's agency.

    The theme is the nearest heading that is not just an agency's name.
    """
    headed = {section.key: _agency_of(section.title, vocabulary) for section in path}
    theme = next((key for key, agency in headed.items() if not agency), None)
    agency = next((agency for agency in headed.values() if agency), None)
    speaker = quote.speaker
    if agency and not speaker.agency:
        speaker = replace(speaker, agency=agency, agency_from=AgencyFrom.HEADING)
    return replace(quote, kind=QuoteKind.APPENDIX, theme=theme, speaker=speaker)


def _agency_of(title: str, vocabulary: Vocabulary) -> str | None:
    """The agency whose name a heading is, in capitals.

    "Mental Health" in small letters is a theme (2953).
    """
    plain = title.replace("’", "'")
    return next((a.slug for a in vocabulary.agencies if a.label.upper() == plain), None)


def _introduced(quote: Quote, introduction: str, vocabulary: Vocabulary) -> Quote:
    """A block quote with what its introduction says, where it prints a region only.

    "One Designated Nurse for Safeguarding commented:" (1647).
    """
    speaker = quote.speaker
    if speaker.agency or not introduction.endswith(":"):
        return quote
    told = find_introduced(introduction, vocabulary)
    if told is None or told.agency is None:
        return quote
    return replace(quote, speaker=replace(told, region=speaker.region or told.region))


def _with_key(quote: Quote, key: str) -> Quote:
    return replace(quote, key=key)
