"""How commands print, what their exit codes mean, and the options they share."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from pcad_kg.errors import PcadError

if TYPE_CHECKING:
    from rich.console import RenderableType


CLEAN, FOUND, FAILED = 0, 1, 2
# What shells say of a command that Ctrl-C ended; 1 would say that it found something.
INTERRUPTED = 130
P = ParamSpec("P")


def one_line_errors(command: Callable[P, None]) -> Callable[P, None]:
    """A command that tells an error of ours in one line, and no traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except PcadError as error:
            click.echo(f"pcad-kg: {error}", err=True)
            sys.exit(FAILED)
        except KeyboardInterrupt:
            click.echo("pcad-kg: interrupted", err=True)
            sys.exit(INTERRUPTED)

    return run


SOURCE = click.option(
    "--source",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another text of the report instead of the project's own.",
)


GRAPH_FOLDER = click.option(
    "--graph",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
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


def show(renderable: "RenderableType") -> None:
    """Print what rich renders, in the width of the terminal."""
    from rich.console import Console

    Console(highlight=False).print(renderable)


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
