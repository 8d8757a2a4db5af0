"""Commands that give the graph away: to viewers and to servers."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from pcad_kg.cli.program import CLEAN, FOUND
from pcad_kg.cli.telling import (
    FOLDER,
    GRAPH_FOLDER,
    Place,
    asks_a_graph,
    give,
    json_of,
    one_line_errors,
    progress,
)
from pcad_kg.errors import OutputError, QueryError
from pcad_kg.typed import quoted


@click.command(short_help="A view of the graph as a file for a viewer.")
@click.argument("format_", metavar="FORMAT")
@click.option(
    "--view",
    default="evidence",
    show_default=True,
    help="evidence, agencies, trail, voices, co-evidence or full.",
)
@click.option("--root", metavar="LABEL", help="The recommendation of a trail, as R16.")
@click.option(
    "--output",
    "-o",
    type=Place(path_type=Path),
    help="The file or folder to write; without it a name made of view and format.",
)
@asks_a_graph
@one_line_errors
def export(
    format_: str,
    view: str,
    root: str | None,
    output: Path | None,
    folder: Path | None,
    endpoint: str | None,
) -> None:
    """Write a view of the graph as a file that a viewer opens.

    FORMAT is one of those that `pcad-kg export list` prints, each with what it is for.
    `-o -` prints a format that is one file of text. The tables of csv begin with a
    byte-order mark, so that spreadsheets read their letters right.
    """
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.export.formats import (
        FORMATS,
        export_of,
        formats_list,
        refuse_place,
        write_made,
    )
    from pcad_kg.export.project import VIEWS

    if format_ == "list":
        click.echo(formats_list(), nl=False)
        return
    if format_ not in FORMATS:
        known = ", ".join(FORMATS)
        raise QueryError(f"{quoted(format_)}: no such format; choose {known}")
    if view not in VIEWS:
        known = ", ".join(VIEWS)
        raise QueryError(f"--view {quoted(view)}: no such view; choose {known}")
    chosen = FORMATS[format_]
    path = output or Path(chosen.file_name(view, root))
    if str(path) == "-" and not chosen.is_text:
        raise OutputError(f"{format_}: it is not one file of text; name it with -o")
    if str(path) != "-":
        refuse_place(chosen, path)
    made = export_of(chosen, open_engine(folder, endpoint), view, root)
    if str(path) == "-" and isinstance(made, bytes):
        click.echo(made, nl=False)
        return
    write_made(made, path)
    click.echo(f"{path}", err=True)


@click.command(short_help="Load the graph into a SPARQL server.")
@click.option(
    "--endpoint",
    required=True,
    metavar="URL",
    help="Where the server takes graphs (SPARQL 1.1 Graph Store HTTP Protocol).",
)
@click.option(
    "--query-endpoint",
    metavar="URL",
    help="Where it takes queries; guessed from the other without this.",
)
@GRAPH_FOLDER
@click.option("--dry-run", is_flag=True, help="Send nothing; list what would be sent.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@one_line_errors
def publish(
    endpoint: str,
    query_endpoint: str | None,
    folder: Path | None,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Load the graph into a SPARQL server, each file as the named graph of its name.

    What each held before is replaced. Name and password are taken from PCAD_KG_USER and
    PCAD_KG_PASSWORD, or a token from PCAD_KG_TOKEN. Exit code 1 where a graph is not
    there to the last triple afterwards.
    """
    from pcad_kg import publish as publishing

    parts = publishing.parts_of(folder)
    if dry_run:
        found = publishing.plan(parts, endpoint, query_endpoint)
    else:
        with progress(quiet, "publish") as notify:
            found = publishing.publish(parts, endpoint, query_endpoint, notify)
    if as_json:
        give(json_of(asdict(found)))
    elif not quiet:
        click.echo(publishing.summary_of(found), nl=False)
    sys.exit(CLEAN if dry_run or found.is_whole else FOUND)


@click.command(short_help="The graph as a web site on this machine.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; any but loopback lets other machines in.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="0 for any that is free.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=10.0,
    show_default=True,
    help="The seconds that a query may take.",
)
@click.option(
    "--rows",
    type=click.IntRange(min=1),
    default=250_000,
    show_default=True,
    help="The rows that an answer may have.",
)
@click.option(
    "--address", metavar="URL", help="How others reach the server, in what it says."
)
@GRAPH_FOLDER
@one_line_errors
def serve(
    host: str,
    port: int,
    timeout: float,
    rows: int,
    address: str | None,
    folder: Path | None,
) -> None:
    """Serve pages, linked data and a SPARQL endpoint that only reads."""
    from pcad_kg.serve.limits import Limits
    from pcad_kg.serve.run import serve as run

    limits = Limits(seconds=timeout, rows=rows)
    run(host, port, limits=limits, folder=folder, address=address)


@click.command(short_help="The same web site as plain files.")
@click.option(
    "--output",
    "-o",
    type=FOLDER,
    required=True,
    help="The folder to write to, a new one or an earlier site; its other files stay.",
)
@GRAPH_FOLDER
@one_line_errors
def site(output: Path, folder: Path | None) -> None:
    """Write the explorer as files that open from disk and that any host serves."""
    from pcad_kg.serve.run import require_libraries

    require_libraries()
    from pcad_kg.engine.oxigraph import Oxigraph
    from pcad_kg.serve.site import write_site

    told = write_site(Oxigraph(folder), output, folder)
    click.echo(
        f"{output}: {told.pages:,} pages, {told.moved:,} that lead to one,"
        f" {told.size / 1e6:.0f} MB",
        err=True,
    )
