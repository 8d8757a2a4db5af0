"""What a person types to search for → words, phrases and starts of words."""

import re
from dataclasses import dataclass
from enum import Enum
from unicodedata import category, combining, normalize

# `visit* "risk assessment" -police`: each part, with its sign.
PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
CURLY = str.maketrans("“”„«»", '"""""')
# Letters and digits, as SQLite's tokenizer sees them.
WORD_CATEGORIES = ("L", "N")
# "employed" and "employment" have one stem, which Porter's rules make two of.
STEM_IN_Y = re.compile(r"(?P<stem>\w+[aeiou]y)(?:s|ed|ing|ments?)?", re.IGNORECASE)


class Form(Enum):
    """How the words of a part are looked for."""

    WORD = "word"
    PHRASE = "phrase"
    START = "start"


@dataclass(frozen=True, slots=True)
class Part:
    """A word in any of its forms, words exactly as typed, or the start of a word."""

    form: Form
    text: str
    is_left_out: bool = False

    @property
    def sought(self) -> str:
        """The part in SQLite's words; whatever is typed, only its words count.

        >>> Part(Form.START, 'say "visit').sought
        '"say ""visit" *'
        """
        text = self.text.replace('"', '""')
        return f'"{text}" *' if self.form is Form.START else f'"{text}"'


def parts_of(typed: str) -> tuple[Part, ...]:
    """The parts of what was typed; what has no letter and no digit is passed over.

    >>> [(part.form.value, part.text) for part in parts_of('visit* "at home" ?!')]
    [('start', 'visit'), ('phrase', 'at home')]
    >>> [part.text for part in parts_of("in-person -school") if part.is_left_out]
    ['school']
    """
    # A lone surrogate is no text for SQLite, and a NUL ends one.
    text = typed.encode(errors="replace").decode().replace("\0", " ")
    found = (_part(match) for match in PART.finditer(text.translate(CURLY)))
    return tuple(dict.fromkeys(part for part in found if has_word(part.text)))


def _part(match: re.Match[str]) -> Part:
    is_left_out = bool(match["minus"])
    if match["phrase"] is not None:
        return Part(Form.PHRASE, match["phrase"], is_left_out)
    is_start = match["word"].endswith("*") and has_word(match["word"])
    form = Form.START if is_start else Form.WORD
    return Part(form, match["word"].rstrip("*"), is_left_out)


def alike(word: str) -> tuple[str, ...]:
    """A word, and those of its kin that stemming takes for others.

    >>> alike("redeployed"), alike("school")
    (('redeployed', 'redeploys', 'redeployment'), ('school',))
    """
    found = STEM_IN_Y.fullmatch(word)
    return (word, f"{found['stem']}s", f"{found['stem']}ment") if found else (word,)


def has_word(text: str) -> bool:
    """Whether a text has a letter or a digit."""
    return any(category(character).startswith(WORD_CATEGORIES) for character in text)


def folded(word: str) -> str:
    """A word in small letters without accents, as the index holds it.

    >>> folded("Café")
    'cafe'
    """
    letters = normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not combining(letter))
