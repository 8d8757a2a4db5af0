"""Words with what was found in them → a snippet that is read at a glance."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Around each run of words found.
OPEN, CLOSE = "\x02", "\x03"
FOUND = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
# A word, or a run of words found with what hangs on it: such a run is not cut.
TOKEN = re.compile(rf"[^\s{OPEN}]*{OPEN}[^{CLOSE}]*{CLOSE}[^\s{OPEN}]*|\S+")
SENTENCE_END = re.compile(r"[.!?][)”’'\"]*$")
WINDOW = 26
# How many words are shown before the first found, and to begin with a sentence.
BEFORE, BEFORE_SENTENCE = 5, 10


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a snippet, and whether they are what was searched for."""

    text: str
    is_found: bool


def pieces_of(text: str) -> tuple[Piece, ...]:
    r"""A text in pieces, by the marks around what is found.

    >>> [piece.text for piece in pieces_of("a \x02visit\x03 at home")]
    ['a ', 'visit', ' at home']
    """
    parts = enumerate(FOUND.split(text))
    return tuple(Piece(words, n % 2 == 1) for n, words in parts if words)


def shortened_around(text: str, window: int = WINDOW) -> str:
    r"""A text cut to some words with as much in them as can be of what is found.

    >>> shortened_around("One. Two three, four \x02five\x03 six seven.", 3)
    '… four \x02five\x03 six …'
    """
    tokens = TOKEN.findall(text)
    if len(tokens) <= window:
        return " ".join(tokens)
    start = max(
        _starts(tokens, window), key=lambda n: (_weight(tokens[n : n + window]), -n)
    )
    before = "… " if start else ""
    after = " …" if start + window < len(tokens) else ""
    cut = " ".join(tokens[start : start + window])
    return f"{before}{cut.rstrip(' ,;:–-') if after else cut}{after}"


def _weight(tokens: Sequence[str]) -> int:
    return sum(OPEN in token for token in tokens)


def _starts(tokens: Sequence[str], window: int) -> Iterator[int]:
    """Where a snippet could begin: the text's start, and before each word found."""
    yield 0
    for n, token in enumerate(tokens):
        if OPEN in token:
            room = min(BEFORE_SENTENCE, window // 2)
            sentences = (
                m for m in range(n, max(n - room, 0), -1) if _begins(tokens, m)
            )
            before = max(n - min(BEFORE, window // 2), 0)
            yield min(next(sentences, before), len(tokens) - window)


def _begins(tokens: Sequence[str], n: int) -> bool:
    return SENTENCE_END.search(tokens[n - 1]) is not None
