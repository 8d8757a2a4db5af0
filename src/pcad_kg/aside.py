"""Where files are made before they take their places, and how they take them."""

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
# What leads to a file that a process has open, such as /dev/stdout does.
OPENED = ("/proc/", "/dev/fd/")
MOST_LINKS = 40


@contextmanager
def folder_aside(folder: Path) -> Iterator[Path]:
    """A new folder within a folder, gone afterwards; and so is what killed builds left.

    The folder is made where it is not there, with those above it; where nothing comes
    of it, what was made goes again.

    Raises:
        OSError: the folder cannot be written.
    """
    with _made(folder), _shared(folder):
        aside = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def write_whole(content: bytes, place: Path) -> None:
    """Write a file, whole or not at all; what is no file is written to as it comes.

    Raises:
        OSError: the place cannot be written.
    """
    if is_open_ended(place):
        _write_through(content, place)
        return
    target = Path(os.path.realpath(place))
    with folder_aside(target.parent) as aside:
        made = aside / target.name
        made.write_bytes(content)
        put_in_place(made, target)


def put_in_place(made: Path, place: Path) -> None:
    """Give a finished file its place, and the mode of the file that stood there.

    A link stays and what it leads to is replaced; a device or a pipe is written to.

    Raises:
        OSError: the place cannot be written.
    """
    if is_open_ended(place):
        _write_through(made.read_bytes(), place)
        return
    target = Path(os.path.realpath(place))
    if target.is_file():
        shutil.copymode(target, made)
    made.replace(target)


def is_open_ended(place: Path) -> bool:
    """Whether a place takes bytes and is no file to replace: /dev/stdout, a pipe.

    >>> is_open_ended(Path(os.devnull)), is_open_ended(Path("new.dot"))
    (True, False)
    """
    if place.exists() and not (place.is_file() or place.is_dir()):
        return True
    hop = place
    for _ in range(MOST_LINKS):
        hop = Path(os.path.realpath(hop.parent)) / hop.name
        if str(hop).startswith(OPENED):
            return True
        if not hop.is_symlink():
            break
        hop = hop.parent / hop.readlink()
    return False


def _write_through(content: bytes, place: Path) -> None:
    """Add to what is open already, from where it stands."""
    with place.open("ab") as out:
        out.write(content)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for one in new:
            with suppress(OSError):
                one.rmdir()
        raise


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
