"""Labels → names of notes that every file system and every link can hold."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

# What Windows, Android and Obsidian's links cannot have in a name.
UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u2028\u2029"*/:<>?\\|#^\[\]%\ufffd]')
BIDI = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 100
WITHOUT_NAME = "Untitled"


def note_names(labels: Mapping[str, str], kept: Iterable[str] = ()) -> dict[str, str]:
    """A name for each key's label, unlike all others and unlike those that are kept.

    Two names that differ only in case, or in how an accent is encoded, are one name to
    some file systems: the later gets a number.

    >>> note_names({"a": "Quote L2", "b": "quote l2"})
    {'a': 'Quote L2', 'b': 'quote l2 (2)'}
    """
    taken = {_folded(name) for name in kept}
    names = {}
    for key, label in labels.items():
        names[key] = _first_free(safe_name(label), taken)
        taken.add(_folded(names[key]))
    return names


def safe_name(label: str) -> str:
    """A label as the name of a file, without its ending.

    >>> safe_name("What? A/B: 10%")
    'What A-B 10'
    >>> safe_name("aux")
    'aux note'
    """
    parted = BIDI.sub("", unicodedata.normalize("NFC", label)).replace("/", "-")
    name = " ".join(UNSAFE.sub(" ", parted).split())
    name = _cut(name.replace(" .", ".")).strip(". ") or WITHOUT_NAME
    return f"{name} note" if RESERVED.fullmatch(name) else name


def _cut(name: str) -> str:
    return name.encode()[:LONGEST].decode(errors="ignore")


def _first_free(name: str, taken: set[str]) -> str:
    found, number = name, 1
    while _folded(found) in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _folded(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)
