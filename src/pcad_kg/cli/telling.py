"""How commands print, what their exit codes mean, and the options they share."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from pcad_kg.cli.program import INTERRUPTED, tell, unread
from pcad_kg.errors import PcadError, SourceError

if TYPE_CHECKING:
    from rich.console import RenderableType


P = ParamSpec("P")
# How the reader looks for a line: "no line reads /^Summary$/, where".
PATTERN = re.compile(r" /\^?(.+?)\$?/(?=,)")


class Place(click.Path):
    """A file or a folder of some name, which need not be there."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The place as a path.

        Raises:
            BadParameter: it has no name, or is of the other kind.
        """
        if value == "":
            self.fail("it names nothing; name one, or leave it out", param, ctx)
        return super().convert(value, param, ctx)


FILE = Place(path_type=Path, dir_okay=False)
FOLDER = Place(path_type=Path, file_okay=False)


def one_line_errors(command: Callable[P, None]) -> Callable[P, None]:
    """A command that tells an error of ours in one line, and no traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except SourceError as error:
            sys.exit(tell(_about(kwargs.get("source"), str(error))))
        except PcadError as error:
            sys.exit(tell(str(error)))
        except KeyboardInterrupt:
            sys.exit(tell("interrupted", INTERRUPTED))
        except BrokenPipeError:  # before click sees it, which would exit with 1
            sys.exit(unread())

    return run


def _about(source: object, said: str) -> str:
    """What is wrong with a text, which is named with what it should be."""
    if source is None or said.startswith(f"{source}: "):
        return said
    from pcad_kg.read import PINNED_SHA256

    told = PATTERN.sub(r" “\1”", said).partition("; ")[0]
    return (
        f"{source}: it is not the report's text ({told}); the report's has a SHA-256"
        f" that begins {PINNED_SHA256[:12]}"
    )


SOURCE = click.option(
    "--source",
    type=FILE,
    help="Another text of the report instead of the project's own.",
)


GRAPH_FOLDER = click.option(
    "--graph",
    "folder",
    type=FOLDER,
    help="A folder of Turtle files; the package's own graph without it.",
)


def asks_a_graph(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which graph a command asks."""
    endpoint = click.option(
        "--endpoint", metavar="URL", help="A SPARQL 1.1 server that holds the graph."
    )
    return GRAPH_FOLDER(endpoint(command))


def json_of(value: object) -> str:
    """Plain data as JSON to read."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def give(text: str) -> None:
    """Print what programs read: in UTF-8 wherever it goes but to a terminal."""
    is_seen = sys.stdout is not None and sys.stdout.isatty()
    click.echo(text if is_seen else text.encode(errors="replace"), nl=False)


def show(renderable: "RenderableType") -> None:
    """Print what rich renders, in the width of the terminal.

    Where there is none, the blanks go that would fill the lines.
    """
    from rich.console import Console

    console = Console(highlight=False)
    if console.is_terminal:
        console.print(renderable)
        return
    with console.capture() as captured:
        console.print(renderable)
    lines = captured.get().split("\n")
    # The stream itself: click by its own choice writes UTF-8 where that takes ASCII.
    said = "\n".join(line.rstrip() for line in lines)
    click.echo(said, nl=False, file=sys.stdout)


def one_format(format_: str | None, default: str, **flags: bool) -> str:
    """The format to print in: that of --format, or of the one flag that is given.

    Raises:
        UsageError: two of them are given.
    """
    given = [name for name, is_given in flags.items() if is_given]
    if format_ is not None and format_ not in given:
        given.append(format_)
    if len(given) > 1:
        *some, last = ("--format", *(f"--{name}" for name in flags))
        raise click.UsageError(f"give one of {', '.join(some)} and {last}")
    return given[0] if given else default


@contextmanager
def progress(quiet: bool, name: str = "build") -> "Iterator[Callable[[str], None]]":
    """A line on a terminal that names the step at work; nothing where none looks on."""
    from rich.console import Console

    console = Console(stderr=True, quiet=quiet)
    if not console.is_terminal:
        yield lambda step: None
        return
    with console.status(f"pcad-kg {name}") as status:
        yield lambda step: status.update(f"pcad-kg {name}: {step}")
