"""What the last build read and wrote, so that the next knows when nothing changed.

A record is one SHA-256 over every input and every output, and what to print again. It
is only ever compared: a wrong or a missing one costs a whole build. Nothing here loads
a library.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pcad_kg.paths import PACKAGE, data_folder

# What a graph depends on besides the package's own code and Python.
LIBRARIES = ("bm25s", "numpy", "owlrl", "pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True, slots=True)
class Told:
    """What a build printed: its counts, and a note where it had one."""

    counts: Mapping[str, int]
    note: str = ""


def inputs_of(source: Path, *, redact: bool = False) -> str:
    """The SHA-256 of all that a build would be made from, as it is now.

    That is the text, the ontology with its shapes, the tables that people edit, the
    package's code, the libraries and Python itself.

    Raises:
        GraphError: the installation lacks a folder.
    """
    versions = "".join(f"{library} {_version(library)}\n" for library in LIBRARIES)
    files = (
        source,
        *sorted(data_folder("ontology").rglob("*.ttl")),
        *sorted(data_folder("graph").glob("*.tsv")),
        *sorted(PACKAGE.rglob("*.py")),
    )
    return _sha256_of(f"{sys.version}\n{versions}{redact}\n", files)


def record_of(folder: Path) -> Path:
    """The file that keeps a folder's record: beside it, for all in it is packed.

    >>> record_of(Path("/home/ann/pcad-kg/graph")).name
    '.graph.build-record.json'
    """
    whole = folder.resolve()
    return whole.parent / f".{whole.name}.build-record.json"


def told_by(folder: Path, inputs: str) -> Told | None:
    """What the build told that made a folder's files of these inputs.

    None where an input or an output is not what it was, or no record says so.
    """
    try:
        kept = json.loads(record_of(folder).read_text(encoding="utf-8"))
        told = Told(dict(kept["counts"]), str(kept["note"]))
        sha256 = kept["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return told if sha256 == _state_of(folder, inputs, told) else None


def keep(folder: Path, inputs: str, told: Told) -> None:
    """Record that a folder's files were made of these inputs, if that can be written.

    Args:
        inputs: taken before the build read any of them.
    """
    kept = {"sha256": _state_of(folder, inputs, told), **asdict(told)}
    with suppress(OSError):
        record_of(folder).write_text(json.dumps(kept) + "\n", encoding="utf-8")


def _state_of(folder: Path, inputs: str, told: Told) -> str:
    return _sha256_of(
        f"{inputs}\n{json.dumps(asdict(told))}\n", sorted(folder.glob("*.ttl"))
    )


def _sha256_of(words: str, files: Iterable[Path]) -> str:
    """A SHA-256 of words and files; each file's name and length keep it apart."""
    digest = hashlib.sha256(words.encode())
    for path in files:
        try:
            data = path.read_bytes()
        except OSError:  # the build itself says what is wrong with it
            data = b""
        digest.update(f"{path.name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
