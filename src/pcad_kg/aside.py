"""The folder in which a build makes its files before they take their places."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # no such locks on Windows: what a killed build left stays there
    fcntl = None  # type: ignore[assignment]

PREFIX = ".build-"


@contextmanager
def folder_aside(folder: Path) -> Iterator[Path]:
    """A new folder within a folder, gone afterwards; and so is what killed builds left.

    Raises:
        OSError: the folder cannot be written.
    """
    with _shared(folder):
        aside = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _shared(folder: Path) -> Iterator[None]:
    """A lock that all builds at work on a folder share; it ends with its process.

    Who gets it alone first knows that every folder aside is of a build that is dead. On
    a file system without locks nobody does.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for leftover in folder.glob(f"{PREFIX}*/"):
                shutil.rmtree(leftover, ignore_errors=True)
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)
