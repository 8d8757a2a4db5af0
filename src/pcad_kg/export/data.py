"""Plain data → JSON bytes: the same each time, readable, in UTF-8."""

import json
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Mapping[str, "Json"] | Sequence["Json"]


def json_bytes(data: Json, *, indent: int | None = 1) -> bytes:
    """The JSON of plain data, with every sign of a text as itself.

    Raises:
        ValueError: a number in it is not finite, which JSON cannot say.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
    return text.encode() + b"\n"
