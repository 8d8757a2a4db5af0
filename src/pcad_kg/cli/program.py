"""The program as a whole: its streams, its exit codes, and one line for what fails."""

import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import click

NAME = "pcad-kg"
CLEAN, FOUND, FAILED = 0, 1, 2
# What shells say of a command that Ctrl-C ended, or whose reader went away; 1 would
# say that it found something.
INTERRUPTED, UNREAD = 130, 141
# What somebody typed, which click repeats whole, however long.
LONG = re.compile(r"(\S{60})\S{40,}|('[^']{60})[^']{40,}(?=')")


class Program(click.Group):
    """Commands, of which each that fails says why in one line and exits with 2."""

    def main(  # type: ignore[override]  # click tells two cases apart, of one body
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: object,
    ) -> object:
        """Run the command that the arguments name, and exit.

        Without `standalone_mode` errors are raised and nothing exits, as click has it.
        """
        run = partial(
            super().main,
            args,
            prog_name or NAME,
            complete_var,
            standalone_mode=False,
            **extra,
        )
        if not standalone_mode:
            return run()
        _write_what_can_be()
        words = sys.argv[1:] if args is None else args
        name = next((word for word in words if word in self.commands), "")
        sys.exit(status_of(run, f"{NAME} {name}".rstrip()))


def status_of(run: Callable[[], object], path: str = NAME) -> int:
    """The exit code of a run, once all that it printed is out.

    Args:
        run: runs a command as click has it.
        path: the command's own name, whose help is named where it is used wrongly.
    """
    try:
        try:
            found = run()
        except SystemExit as ended:
            found = ended.code
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        return _usage(error, path)
    except (click.Abort, KeyboardInterrupt):
        return tell("interrupted", INTERRUPTED)
    except BrokenPipeError:
        return unread()
    except OSError as error:
        return unwritten(error)
    return found if isinstance(found, int) else CLEAN


def tell(message: str, status: int = FAILED) -> int:
    """An exit code, once a line on the error stream has told why."""
    with suppress(OSError):  # the error stream may be full as well
        click.echo(f"{NAME}: {message}", err=True)
    return status


def unread() -> int:
    """The exit code where nobody reads on, as after `| head`."""
    _let_go()
    return UNREAD


def unwritten(error: OSError) -> int:
    """The exit code where the output cannot be written, once that is told."""
    if error.filename is not None:
        return tell(f"{error.filename}: {error.strerror}")
    _let_go()
    return tell(f"cannot write the output ({error.strerror or error})")


def _usage(error: click.ClickException, path: str) -> int:
    line = " ".join(error.format_message().split()).removesuffix(".")
    said = LONG.sub(lambda long: f"{long[1] or long[2]}…", line)
    return tell(f"{said}; see `{path} --help`")


def _write_what_can_be() -> None:
    """Where the terminal's encoding lacks a letter, write its number (\\u2026)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _let_go() -> None:
    """See that what could not be written is not tried again when Python ends."""
    with suppress(OSError, ValueError):  # no stream of the system's, as in tests
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
