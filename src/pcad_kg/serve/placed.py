"""What was made aside → its places in a folder: all of it or nothing."""

import os
from pathlib import Path

from pcad_kg.errors import OutputError


def put_in_places(made: Path, folder: Path, old: Path, sign: str) -> None:
    """Move all that was made to where it belongs; what stood there goes to `old`.

    Where one thing cannot be moved, all that was moved goes back.

    Args:
        made: the folder of what was made.
        folder: where it belongs.
        old: an empty folder on the same disk.
        sign: the file by which a folder shows that it holds such things already.

    Raises:
        OutputError: something that nobody made here stands in the way.
        OSError: something cannot be moved.
    """
    names = sorted(new.name for new in made.iterdir())
    _refuse_what_is_in_the_way(names, made, folder, sign)
    try:
        for name in names:
            if os.path.lexists(folder / name):
                (folder / name).replace(old / name)
            (made / name).replace(folder / name)
    except BaseException:
        for name in names:
            _put_back(name, made, folder, old)
        raise


def _refuse_what_is_in_the_way(
    names: list[str], made: Path, folder: Path, sign: str
) -> None:
    is_ours = (folder / sign).is_file()
    for name in names:
        place = folder / name
        is_like_it = is_ours and place.is_dir() == (made / name).is_dir()
        if os.path.lexists(place) and not is_like_it:
            raise OutputError(
                f"{place}: stands where the site would, and is no site's;"
                " move it, or name another folder"
            )


def _put_back(name: str, made: Path, folder: Path, old: Path) -> None:
    if not (made / name).exists():
        (folder / name).replace(made / name)
    if os.path.lexists(old / name):
        (old / name).replace(folder / name)
