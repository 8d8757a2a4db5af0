"""Commands that make the graph and see that it is sound."""

import shlex
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pcad_kg import paths
from pcad_kg.cli.program import CLEAN, FOUND
from pcad_kg.cli.telling import (
    FOLDER,
    GRAPH_FOLDER,
    SOURCE,
    give,
    json_of,
    one_format,
    one_line_errors,
    progress,
    show,
)
from pcad_kg.errors import OutputError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pcad_kg.build import Outcome
    from pcad_kg.record import Told
    from pcad_kg.stopwatch import Lap
    from pcad_kg.validate import Violation


@click.command(short_help="Make the graph from the text, check it, write it.")
@SOURCE
@click.option(
    "--output",
    type=FOLDER,
    help="The folder to write to; in a checkout its graph/ without this.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if graph/ is stale.")
@click.option("--force", is_flag=True, help="Build even where nothing changed.")
@click.option(
    "--redact",
    is_flag=True,
    help="Mask the names of places in quotes; needs --output.",
)
@click.option("--profile", is_flag=True, help="Tell the seconds of each step.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@one_line_errors
def build(
    source: Path | None,
    output: Path | None,
    check: bool,
    force: bool,
    redact: bool,
    profile: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read the report, build the graph, validate it and write it.

    Where neither an input nor an output changed since the last build, it says so.
    """
    from pcad_kg import record
    from pcad_kg.stopwatch import Stopwatch

    folder = _output_folder(output, redact)
    watch = Stopwatch()
    watch.begin("compare")
    inputs = record.inputs_of(source or paths.source_file(), redact=redact)
    told = None if check or force else record.told_by(folder, inputs)
    if told:
        status = _tell_unchanged(told, folder, quiet, as_json)
    else:
        watch.begin("load")
        from pcad_kg import build as building

        with progress(quiet) as show:

            def notify(step: str) -> None:
                watch.begin(step)
                show(step)

            outcome = building.run(
                source, folder, notify, writes=not check, redact=redact
            )
        if not (check or outcome.violations):
            record.keep(folder, inputs, record.Told(outcome.counts, outcome.note))
        status = _tell_outcome(outcome, folder, check, quiet, as_json)
    if profile:
        _tell_laps(watch.laps(), as_json)
    sys.exit(status)


def _output_folder(output: Path | None, redact: bool) -> Path:
    if output is not None:
        return output
    if redact:
        raise OutputError(
            "--redact: name a folder with --output; graph/ holds the report's own words"
        )
    return _graph_folder()


def _tell_unchanged(told: "Told", folder: Path, quiet: bool, as_json: bool) -> int:
    if quiet:
        return CLEAN
    if told.note:
        click.echo(told.note, err=True)
    if as_json:
        give(json_of({**told.counts, "unchanged": True}))
    else:
        click.echo(f"{folder.name}/ is up to date; --force builds it anyway")
    return CLEAN


def _tell_outcome(
    outcome: "Outcome", folder: Path, check: bool, quiet: bool, as_json: bool
) -> int:
    if outcome.note and not quiet:
        click.echo(outcome.note, err=True)
    if outcome.violations:
        show(_violations_text(outcome.violations))
        return FOUND
    stale = outcome.stale
    if as_json and not quiet:
        give(json_of({**outcome.counts, "stale": stale} if check else outcome.counts))
        return FOUND if stale else CLEAN
    for line in stale:
        click.echo(line)
    if check and (stale or not quiet):
        click.echo(_verdict(folder, bool(stale)))
    if not quiet:
        click.echo(outcome.summary, nl=False)
    return FOUND if stale else CLEAN


def _verdict(folder: Path, is_stale: bool) -> str:
    if not is_stale:
        return f"{folder.name}/ is what a build makes."
    is_own = paths.is_checkout() and folder == _graph_folder()
    where = "" if is_own else f" --output {shlex.quote(str(folder))}"
    return f"{folder.name}/ is stale: run `pcad-kg build{where}`"


def _tell_laps(laps: "tuple[Lap, ...]", as_json: bool) -> None:
    from pcad_kg.stopwatch import laps_text

    told = json_of([asdict(lap) for lap in laps]) if as_json else laps_text(laps)
    click.echo(told, nl=False, err=True)


def _graph_folder() -> Path:
    if not paths.is_checkout():
        raise OutputError(
            "not in a checkout: name the folder to write to with --output"
        )
    return paths.CHECKOUT / "graph"


@click.command(short_help="Check the graph against its shapes.")
@click.option("--json", "as_json", is_flag=True, help="Print the violations as JSON.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ttl"]),
    help="Without it text; ttl prints the SHACL report itself.",
)
@GRAPH_FOLDER
@one_line_errors
def validate(as_json: bool, format_: str | None, folder: Path | None) -> None:
    """Check the graph against its shapes."""
    from pcad_kg.store import load_graph
    from pcad_kg.validate import shacl_report, violations_of

    printed_as = one_format(format_, "text", json=as_json)
    graph = load_graph(folder)
    report = shacl_report(graph)
    found = violations_of(report, graph)
    if printed_as == "ttl":
        give(report.serialize(format="turtle"))
    elif printed_as == "json":
        give(json_of([asdict(violation) for violation in found]))
    elif found:
        show(_violations_text(found))
    else:
        click.echo(f"{len(graph):,} triples conform to every shape.")
    sys.exit(FOUND if found else CLEAN)


def _violations_text(found: "tuple[Violation, ...]") -> "RenderableType":
    from pcad_kg.show import violation_list

    return violation_list(found)
