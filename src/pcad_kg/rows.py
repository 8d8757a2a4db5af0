"""The rows of an answer as text to read by machine or to paste."""

import csv
import io
import json
from collections.abc import Callable, Iterable

from pcad_kg.engine.protocol import Answer


def answer_csv(answer: Answer) -> str:
    """The rows of an answer as CSV with a head line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)
    return out.getvalue()


def answer_json(answer: Answer) -> str:
    """The rows of an answer as a JSON list of objects."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def answer_markdown(answer: Answer) -> str:
    """The rows of an answer as a Markdown table."""
    lines = [
        _markdown_row(answer.columns),
        _markdown_row(["---"] * len(answer.columns)),
    ]
    lines += [_markdown_row(row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(escaped)} |"


WRITERS: dict[str, Callable[[Answer], str]] = {
    "csv": answer_csv,
    "json": answer_json,
    "markdown": answer_markdown,
}
