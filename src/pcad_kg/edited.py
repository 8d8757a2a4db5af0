"""The rows of the tables that people edit, each cell checked as it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pcad_kg.errors import JudgementError

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Known:
    """An item that a row may name: its kind, key and words."""

    kind: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table with where it stands, for messages.

    Each reading of a cell raises JudgementError where the cell will not do.
    """

    where: str
    cells: Mapping[str, str]

    def known(
        self, column: str, items: Mapping[str, Known], kind: str | None = None
    ) -> Known:
        """The item that a cell names by its label, of one kind where one is wanted."""
        label = self.cells[column]
        if label not in items or kind not in (None, items[label].kind):
            wanted = kind or "item"
            raise JudgementError(
                f"{self.where}: {column} “{label}” is no {wanted} of the report;"
                " write its label, such as R16, F2.7.b, Table 3.11 row 2, Passage L654"
            )
        return items[label]

    def choice(self, column: str, kind: type[Choice]) -> Choice:
        """A cell as one of an enumeration's values."""
        try:
            return kind(self.cells[column])
        except ValueError as error:
            allowed = ", ".join(kind)
            raise JudgementError(
                f"{self.where}: {column} is “{self.cells[column]}”; expected {allowed}"
            ) from error

    def words(self, evidence: Known, column: str = "evidence") -> str:
        """The words relied on, which must be printed where they are said to stand."""
        words = self.cells["words"]
        if not words or words not in evidence.text:
            raise JudgementError(
                f"{self.where}: the words “{words}” are not printed in"
                f" {self.cells[column]}; copy them from its text"
            )
        return words

    def filled(self, column: str) -> str:
        """A cell that may not be empty."""
        if not self.cells[column].strip():
            raise JudgementError(f"{self.where}: {column} is empty; fill it in")
        return self.cells[column]

    def number(self, column: str) -> int:
        """A cell that must be a whole number."""
        if not self.cells[column].isdecimal():
            raise JudgementError(
                f"{self.where}: {column} is “{self.cells[column]}”; expected a number"
            )
        return int(self.cells[column])

    def rationale(self) -> str:
        """The reason, which must be a sentence."""
        if not self.cells["rationale"].endswith("."):
            raise JudgementError(
                f"{self.where}: the rationale is no sentence; say why the link holds"
            )
        return self.cells["rationale"]


def entries_in(
    path: Path, columns: tuple[str, ...], key_columns: int
) -> Iterator[Entry]:
    """The rows of a table, each told from the others by its first columns.

    Args:
        path: a UTF-8 file of cells parted by tabs, its first line the columns' names.
        columns: the names that must stand there.
        key_columns: how many of them make a row the only one of its kind.

    Raises:
        JudgementError: the file cannot be read, or a row is torn or stands twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path}: cannot be read as UTF-8 ({error})") from error
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise JudgementError(
            f"{path.name}, line 1: expected the columns {', '.join(columns)}, with tabs"
        )
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        where = f"{path.name}, line {number}"
        if len(cells) != len(columns):
            raise JudgementError(
                f"{where}: {len(cells)} cells; expected {len(columns)}, parted by tabs"
            )
        key = tuple(cells[:key_columns])
        if key in seen:
            raise JudgementError(
                f"{where}: {' → '.join(key)} stands on line {seen[key]} already;"
                " keep one of the two"
            )
        seen[key] = number
        yield Entry(where, dict(zip(columns, cells, strict=True)))
