"""How wide a text is and where its lines break, without a font at hand.

The widths are those of Arial, to which Helvetica and Liberation Sans are cut as well;
some room is added for a reader's machine that has none of them.
"""

import unicodedata

from pcad_kg.export.attributes import clean

FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"
# Thousandths of the letter size, for the letters that are so wide.
WIDTHS = {
    sign: width
    for width, signs in (
        (230, "ijl'‘’|"),
        (285, " !,./:;I[]\\ft·"),
        (340, '-()r`“”•"{}'),
        (500, "cksvxyzJ°"),
        (556, "abdeghnopqu0123456789?$#_L–£«»"),
        (585, "+<>=~^"),
        (611, "FTZ"),
        (667, "ABEKPSVXY&"),
        (722, "CDHNRUw"),
        (778, "GOQ"),
        (890, "Mm%"),
        (1000, "W…—@"),
    )
    for sign in signs
}
OTHER, WIDE = 620, 1050
SPARE, BOLD = 1.03, 1.07
MORE = " …"


def width_of(text: str, size: float, *, is_bold: bool = False) -> float:
    """How wide a line is in the unit of its letters' size, rather too wide than not.

    >>> round(width_of("Table 3.11", 10), 1)
    48.9
    """
    thousandths = sum(WIDTHS.get(sign) or _unlisted(sign) for sign in text)
    return thousandths / 1000 * size * SPARE * (BOLD if is_bold else 1)


def _unlisted(sign: str) -> int:
    is_wide = ord(sign) > 0xFFFF or unicodedata.east_asian_width(sign) in "WF"
    return WIDE if is_wide else OTHER


def plain(text: str) -> str:
    """A text in one line, as XML can hold it.

    >>> plain(" one\\r\\ntwo ")
    'one two'
    """
    return " ".join(clean(text).split())


def wrapped(
    text: str, width: float, size: float, *, most: int = 99, is_bold: bool = False
) -> tuple[str, ...]:
    """The lines of a text, none wider than there is room; the last tells of a cut.

    >>> wrapped("one two three four", 40, 10, most=2)
    ('one two', 'three …')
    """
    lines = [""]
    for word in _fitting(plain(text), width, size, is_bold):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, is_bold=is_bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [_cut(lines[most - 1], width, size, is_bold)]
    return tuple(line for line in lines if line)


def _fitting(text: str, width: float, size: float, is_bold: bool) -> list[str]:
    """The words of a text, those that are too long in pieces."""
    words: list[str] = []
    for word in text.split():
        piece = ""
        for sign in word:
            if piece and width_of(piece + sign, size, is_bold=is_bold) > width:
                words.append(piece)
                piece = ""
            piece += sign
        words.append(piece)
    return words


def _cut(line: str, width: float, size: float, is_bold: bool) -> str:
    """A line with as much of it as leaves room for the sign of a cut."""
    while line and width_of(line + MORE, size, is_bold=is_bold) > width:
        line = line.rpartition(" ")[0] or line[:-1]
    return line.rstrip(" ,;:–-") + MORE
