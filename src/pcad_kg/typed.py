"""What a person typed, as a message repeats it."""

MOST = 60


def quoted(typed: object) -> str:
    """What was typed in quotation marks, in one line, its start where it is long.

    >>> quoted("fire"), quoted(""), quoted("x" * 5000) == f"“{'x' * 60}…”"
    ('“fire”', '“”', True)
    """
    line = " ".join(str(typed).encode(errors="replace").decode().split())
    return f"“{line[:MOST]}…”" if len(line) > MOST else f"“{line}”"
