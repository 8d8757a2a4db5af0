"""How a file takes its place: whole, with its mode, and never in place of a device."""

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from pcad_kg.aside import folder_aside, is_open_ended, put_in_place
from pcad_kg.errors import OutputError
from pcad_kg.export.formats import write_made


def mode_of(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """Whoever reads it has all the bytes, and it is a pipe as before."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_made(b"x" * 100_000, pipe)
    reader.join(timeout=60)
    assert read == [b"x" * 100_000]
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_pipe_in_a_folder_is_written_to(tmp_path: Path) -> None:
    """As one of several files."""
    pipe, made = tmp_path / "nodes.csv", tmp_path / "made"
    os.mkfifo(pipe)
    made.write_bytes(b"id")
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    put_in_place(made, pipe)
    reader.join(timeout=60)
    assert read == [b"id"]
    assert pipe.is_fifo()


def test_what_a_process_has_open_is_added_to(tmp_path: Path) -> None:
    """`/dev/stdout` leads to a file; what stands in it stays, by links as well."""
    log, link = tmp_path / "log", tmp_path / "link"
    with log.open("wb") as out:
        out.write(b"a\n")
        out.flush()
        opened = Path(f"/dev/fd/{out.fileno()}")
        link.symlink_to(opened)
        assert is_open_ended(opened)
        write_made(b"b\n", opened)
        write_made(b"c\n", link)
    assert log.read_bytes() == b"a\nb\nc\n"
    assert link.is_symlink()


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    """Whole, in the folder it is in; so is one that leads nowhere yet."""
    (tmp_path / "there").mkdir()
    for name in ("old", "new"):
        (tmp_path / name).symlink_to(Path("there") / name)
    (tmp_path / "there" / "old").write_bytes(b"longer than what comes")
    for name in ("old", "new"):
        write_made(b"made", tmp_path / name)
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "there" / name).read_bytes() == b"made"
    assert len(list((tmp_path / "there").iterdir())) == 2


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_mode(mode: int, tmp_path: Path) -> None:
    """Alone and in a folder; a new one has that of the umask."""
    old = tmp_path / "old"
    old.write_bytes(b"")
    old.chmod(mode)
    write_made(b"made", old)
    assert mode_of(old) == mode
    assert old.read_bytes() == b"made"
    write_made({"old": b"again", "sub/new": b"made"}, tmp_path)
    assert mode_of(old) == mode
    (tmp_path / "plain").write_bytes(b"")
    assert mode_of(tmp_path / "sub" / "new") == mode_of(tmp_path / "plain")


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    """And nothing is left beside it."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        write_made(b"made", tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, ValueError])
def test_folders_made_for_nothing_go_again(
    error: type[BaseException], tmp_path: Path
) -> None:
    """With those above; a folder that was there stays, and so does what came of it."""
    (tmp_path / "there").mkdir()

    def fail() -> None:
        with folder_aside(tmp_path / "there/new/deep") as aside:
            (aside / "half").write_bytes(b"")
            raise error

    with pytest.raises(error):
        fail()
    assert list((tmp_path / "there").iterdir()) == []
    with folder_aside(tmp_path / "there/new") as aside:
        (aside / "whole").write_bytes(b"")
        put_in_place(aside / "whole", tmp_path / "there/new/whole")
    assert [p.name for p in (tmp_path / "there/new").iterdir()] == ["whole"]
