"""Texts → Markdown that shows just these characters; values → YAML front matter."""

import json
import re
from collections.abc import Mapping, Sequence

# What begins markup somewhere in CommonMark or in Obsidian's own Markdown.
MARKUP = re.compile(r"[\\`*_\[\]<>#|~^$&]|(?<=%)%|(?<==)=")
LIST_MARK = re.compile(r"^(\d*)([-+.)=])")
NOT_PRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")

Front = str | int | float | Sequence[str]


def plain(text: str) -> str:
    r"""A text in one line that Markdown shows as it stands.

    >>> plain("a [[link]] & *more*")
    'a \\[\\[link\\]\\] \\& \\*more\\*'
    >>> plain("1. a list - and a line")
    '1\\. a list - and a line'
    """
    escaped = MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
    return LIST_MARK.sub(r"\1\\\2", escaped)


def front_matter(values: Mapping[str, Front]) -> str:
    """A note's properties in YAML, between its two lines; no empty ones."""
    lines = (
        f"{name}: {_yaml(value)}"
        for name, value in values.items()
        if value or isinstance(value, float)
    )
    return "\n".join(("---", *lines, "---"))


def _yaml(value: Front) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int | float):
        return _number(value)
    return "[" + ", ".join(_string(item) for item in value) + "]"


def _number(value: int | float) -> str:
    # Without a point, 1e-07 is a text to readers of YAML 1.1.
    digits, sign, exponent = repr(value).partition("e")
    return f"{digits}.0e{exponent}" if sign and "." not in digits else repr(value)


def _string(text: str) -> str:
    # A JSON string is a YAML one, save for these signs, which YAML wants escaped.
    quoted = json.dumps(text, ensure_ascii=False)
    return NOT_PRINTED.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
