"""Quotes within the report's own sentences: whole ones, and fragments."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pcad_kg.model import (
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
from pcad_kg.read import cut, keys_of, normalise, span_between
from pcad_kg.speaker import find_introduced, read_attribution

# A mark that opens follows a space or a bracket; one that closes is followed by neither
# letter nor digit, so the apostrophe of "family's" (966) does not close.
MARKED = re.compile(
    r"(?<![\w.,?!’'])[‘'\"“](?P<words>\S(?:.*?[\w.,?!\])…])??)[*]*[’'\"”](?!\w)",
    re.DOTALL,
)
# "... (Named Doctor, Northwest England)" right behind the closing mark (1871).
IN_BRACKETS = re.compile(r"[\s.,]*\((?P<who>[^()]*)\)")
# "(p8)" (851): the words of a publication.
PAGE = re.compile(r"^\s*\((?:p|pp|para)\.?\s?\d")
# "... was conveyed by many interviewees" behind the quote (743).
SAID_AFTER = re.compile(r"^\s*(?:was|were)\s+\w+\s+by\s+[^.]*")
# What stands before a whole sentence: "noted:", "stated that", "commenting,", "said";
# "that as the pandemic worsened" (1635). "included:" opens a list (1913).
WHOLE = re.compile(
    r"(?:(?<!included)(?<!including):|\bthat(?:\s+as\s+[^‘'\"“,]*)?"
    r"|\bcommenting,|\bsaid)\s*$"
)
# Shorter ones are set into the report's sentence: 'COVID has not helped' (812).
SHORTEST_WHOLE = 7

READ = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class _Marked:
    """Words in quotation marks, with the prose around them; offsets into the source."""

    begin: int
    end: int
    before: str
    after: str
    passage: Passage

    @property
    def bracket(self) -> str | None:
        """The words in brackets right behind the closing mark."""
        match = IN_BRACKETS.match(self.after)
        return normalise(match["who"]) if match else None


def find_inline_quotes(
    source: Source,
    sections: Iterable[Section],
    passages: Iterable[Passage],
    vocabulary: Vocabulary,
) -> tuple[Quote, ...]:
    """Every quote in the prose of Summary and body that the prose gives to a speaker.

    The speaker stands in brackets behind the words or in the sentence before them.
    Words that the prose also prints in marks without any speaker are a term of its own
    ('why not in-person', 'vulnerable'), and a publication's words give their page.
    """
    parts = {section.key: section.part for section in sections}
    marked = [
        words
        for passage in passages
        if passage.kind in READ
        and parts.get(passage.section or "") in (Part.SUMMARY, Part.BODY)
        for words in _marked(source, passage)
    ]
    told = [(words, _speaker(words, vocabulary)) for words in marked]
    terms = {_plain(source, words) for words, speaker in told if speaker is None}
    quotes = [
        _quote(source, words, speaker, vocabulary)
        for words, speaker in told
        if speaker is not None and _plain(source, words) not in terms
    ]
    keys = keys_of(quote.span for quote in quotes)
    return tuple(
        replace(quote, key=key) for quote, key in zip(quotes, keys, strict=True)
    )


def _marked(source: Source, passage: Passage) -> Iterator[_Marked]:
    raw = source.text[passage.span.begin : passage.span.end]
    for match in MARKED.finditer(raw):
        yield _Marked(
            passage.span.begin + match.start("words"),
            passage.span.begin + match.end("words"),
            normalise(raw[: match.start()]),
            normalise(raw[match.end() :]),
            passage,
        )


def _plain(source: Source, marked: _Marked) -> str:
    """What two printings of a term share: letters, without the ends of a plural."""
    return normalise(source.text[marked.begin : marked.end]).casefold()


def _speaker(marked: _Marked, vocabulary: Vocabulary) -> Speaker | None:
    """Who speaks by what stands round the words; none where nobody is said to."""
    if PAGE.match(marked.after):
        return None
    introduced = find_introduced(marked.before, vocabulary)
    printed = read_attribution(marked.bracket or "", vocabulary)
    if printed:
        return _merged(printed, introduced)
    after = SAID_AFTER.match(marked.after)
    if introduced is None and after:
        return find_introduced(after[0], vocabulary)
    return introduced


def _merged(printed: Speaker, introduced: Speaker | None) -> Speaker:
    """What the brackets say, and of role and agency what only the sentence says."""
    if introduced is None or printed.agency:
        return printed
    return replace(introduced, region=printed.region or introduced.region)


def _quote(
    source: Source, marked: _Marked, speaker: Speaker, vocabulary: Vocabulary
) -> Quote:
    span = span_between(source, marked.begin, marked.end)
    bracket = marked.bracket
    printed = bracket if read_attribution(bracket or "", vocabulary) else None
    text = cut(source, span)
    is_whole = WHOLE.search(marked.before) and len(text.split()) >= SHORTEST_WHOLE
    return Quote(
        key="",
        kind=QuoteKind.INLINE if is_whole else QuoteKind.FRAGMENT,
        text=text,
        span=span,
        section=marked.passage.section or "",
        passage=marked.passage.key,
        speaker=speaker,
        attribution=printed,
    )
