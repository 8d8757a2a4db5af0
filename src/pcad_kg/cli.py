"""The command line: parse, call, print."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import click

from pcad_kg import paths
from pcad_kg.errors import OutputError, PcadError, QueryError, UnknownItemError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pcad_kg.build import Outcome
    from pcad_kg.engine.protocol import Answer
    from pcad_kg.library import NamedQuery
    from pcad_kg.record import Told
    from pcad_kg.stopwatch import Lap
    from pcad_kg.validate import Violation

CLEAN, FOUND, FAILED = 0, 1, 2
# What shells say of a command that Ctrl-C ended; 1 would say that it found something.
INTERRUPTED = 130
P = ParamSpec("P")


def _one_line_errors(command: Callable[P, None]) -> Callable[P, None]:
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


def _asks_a_graph(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which graph a command asks."""
    folder = click.option(
        "--graph",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        help="A folder of Turtle files; the package's own graph without it.",
    )
    endpoint = click.option(
        "--endpoint", metavar="URL", help="A SPARQL 1.1 server that holds the graph."
    )
    return folder(endpoint(command))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pcad-kg")
def main() -> None:
    """Protecting Children at a Distance, as a knowledge graph.

    Every claim leads back to its evidence. Exit codes: 0 clean, 1 something was found,
    2 the command could not run.
    """


@main.command()
@SOURCE
@click.option(
    "--output",
    type=click.Path(file_okay=False),
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
@_one_line_errors
def build(
    source: Path | None,
    output: str | None,
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

        with _progress(quiet) as show:

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


def _output_folder(output: str | None, redact: bool) -> Path:
    if output == "":
        raise OutputError("--output: no folder is named; give one, or leave it out")
    if output is not None:
        return Path(output)
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
        click.echo(_json({**told.counts, "unchanged": True}), nl=False)
    else:
        click.echo(f"{folder.name}/ is up to date; --force builds it anyway")
    return CLEAN


def _tell_outcome(
    outcome: "Outcome", folder: Path, check: bool, quiet: bool, as_json: bool
) -> int:
    if outcome.note and not quiet:
        click.echo(outcome.note, err=True)
    if outcome.violations:
        _print(_violations_text(outcome.violations))
        return FOUND
    stale = outcome.stale
    if as_json and not quiet:
        counts = {**outcome.counts, "stale": stale} if check else outcome.counts
        click.echo(_json(counts), nl=False)
        return FOUND if stale else CLEAN
    if not quiet:
        click.echo(outcome.summary, nl=False)
    for line in stale:
        click.echo(line)
    if stale:
        click.echo(f"{folder.name}/ is stale: run `pcad-kg build`")
    return FOUND if stale else CLEAN


def _tell_laps(laps: "tuple[Lap, ...]", as_json: bool) -> None:
    from pcad_kg.stopwatch import laps_text

    told = _json([asdict(lap) for lap in laps]) if as_json else laps_text(laps)
    click.echo(told, nl=False, err=True)


def _graph_folder() -> Path:
    if not paths.is_checkout():
        raise OutputError(
            "not in a checkout: name the folder to write to with --output"
        )
    return paths.CHECKOUT / "graph"


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the violations as JSON.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ttl"]),
    default="text",
    help="ttl prints the SHACL report itself.",
)
@click.option(
    "--graph",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of Turtle files to validate; the package's own without it.",
)
@_one_line_errors
def validate(as_json: bool, format_: str, folder: Path | None) -> None:
    """Check the graph against its shapes."""
    from pcad_kg.store import load_graph
    from pcad_kg.validate import shacl_report, violations_of

    graph = load_graph(folder)
    report = shacl_report(graph)
    found = violations_of(report, graph)
    if format_ == "ttl":
        click.echo(report.serialize(format="turtle"), nl=False)
    elif as_json or format_ == "json":
        click.echo(_json([asdict(violation) for violation in found]), nl=False)
    elif found:
        _print(_violations_text(found))
    else:
        click.echo(f"{len(graph):,} triples conform to every shape.")
    sys.exit(FOUND if found else CLEAN)


@main.command()
@click.argument("name", required=False)
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value for a parameter of the query.",
)
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with a SPARQL query.",
)
@click.option("--query", help="A SPARQL query.")
@click.option(
    "--for",
    "reader",
    help="Without a name: list only what is for one reader, such as researcher.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "markdown", "turtle"]),
    help="Without it a table, or Turtle for CONSTRUCT.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="The same as --format json; without a name, the list as JSON.",
)
@_asks_a_graph
@_one_line_errors
def ask(
    name: str | None,
    parameters: tuple[str, ...],
    file: Path | None,
    query: str | None,
    reader: str | None,
    format_: str | None,
    as_json: bool,
    folder: Path | None,
    endpoint: str | None,
) -> None:
    """Answer a named query, or any SPARQL; without a name, list the named queries.

    Exit code 1 where a check, a query that looks for faults, has rows.
    """
    from pcad_kg import ask as asking
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.library import find_query, named_queries, queries_for

    format_ = "json" if as_json else format_
    if sum(given is not None for given in (name, file, query)) > 1:
        raise QueryError("give one of a name, --file and --query")
    if parameters and name is None:
        raise QueryError("--param is for a named query: name one")
    if file is not None:
        query = _read_text(file)
    if query is not None:
        found = asking.answer_sparql(query, open_engine(folder, endpoint))
        _print_answer(found, format_)
    elif name is not None:
        given = dict(_split(parameter) for parameter in parameters)
        found = asking.answer(name, open_engine(folder, endpoint), **given)
        _print_answer(found, format_)
        sys.exit(FOUND if found.rows and find_query(name).is_check else CLEAN)
    elif format_ not in (None, "json"):
        raise QueryError("name a query: --format is for its answer")
    else:
        listed = named_queries() if reader is None else queries_for(reader)
        _print_list(listed, as_json)


@main.command()
@click.argument("item")
@click.option(
    "--depth",
    type=click.IntRange(1, 3),
    default=3,
    show_default=True,
    help="1 evidence only, 2 also what that is grounded in, 3 also the quotes.",
)
@click.option(
    "--only",
    type=click.Choice(["direct", "contextual", "against"]),
    help="Only evidence of one strength, or what speaks against.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "html", "json", "turtle", "jsonld"]),
    default="text",
    show_default=True,
    help="turtle and jsonld give the part of the graph that the trail passes through.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@_asks_a_graph
@_one_line_errors
def trail(
    item: str,
    depth: int,
    only: str | None,
    format_: str,
    as_json: bool,
    folder: Path | None,
    endpoint: str | None,
) -> None:
    """Print what an item stands on and what rests on it.

    ITEM is a recommendation (R16), a finding (F2.7.b), a table (T3.11), "Table 3.11
    row 2", "Figure 2.9", a quote (Q:L2834), a passage (P:L654) or agency:police.
    """
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.trail import evidence_trail

    engine = open_engine(folder, endpoint)
    found = evidence_trail(item, engine, depth=depth, only=only)
    format_ = "json" if as_json else format_
    if format_ == "text":
        from pcad_kg.trail_text import trail_tree

        _print(trail_tree(found))
    else:
        from pcad_kg.trail_formats import WRITERS

        click.echo(WRITERS[format_](found, engine), nl=False)


@main.command(
    # "-school" leaves out a word and is no option; "-h" would be the start of one.
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--type",
    "types",
    metavar="KIND",
    multiple=True,
    help="Only recommendation, finding, table, row, figure, question, section, passage,"
    " quote, reference, acronym or agency; may be repeated.",
)
@click.option(
    "--agency", default="", metavar="NAME", help="Only what an agency says or is about."
)
@click.option("--region", default="", metavar="NAME", help="Only quotes from a region.")
@click.option("--role", default="", metavar="NAME", help="Only quotes of a role.")
@click.option(
    "--chapter", default="", metavar="NAME", help='Such as 2, summary or "appendix 4".'
)
@click.option(
    "--strength",
    default="",
    metavar="direct|contextual",
    help="Only what supports some recommendation so.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="How many are shown.",
)
@click.option("--count", is_flag=True, help="Print how many there are, by facet.")
@click.option("--json", "as_json", is_flag=True, help="Print hits and counts as JSON.")
@_asks_a_graph
@_one_line_errors
def search(
    words: tuple[str, ...],
    types: tuple[str, ...],
    agency: str,
    region: str,
    role: str,
    chapter: str,
    strength: str,
    limit: int,
    count: bool,
    as_json: bool,
    folder: Path | None,
    endpoint: str | None,
) -> None:
    """Find items by their words or their label, the best first.

    A word is found in all its forms, '"in person"' as it is written; visit* finds what
    starts so, and -school leaves out what has the word. Exit code 1 where nothing is
    found.
    """
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.search import Searcher, data_of
    from pcad_kg.search_facets import Filters

    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    typed = " ".join(words)
    filters = Filters(types, agency, region, role, chapter, strength)
    searcher = Searcher(open_engine(folder, endpoint))
    found = searcher.search(typed, filters, limit=limit, is_counted=count or as_json)
    if as_json:
        click.echo(_json(data_of(found)), nl=False)
    elif not found.total:
        from pcad_kg.search_text import nothing_found

        click.echo(nothing_found(typed, found.near, filters != Filters()))
    else:
        from pcad_kg.search_text import HitList, counts_list

        _print(counts_list(found) if count else HitList(found))
    sys.exit(CLEAN if found.total else FOUND)


@main.command()
@click.argument("one")
@click.argument("other")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@_asks_a_graph
@_one_line_errors
def compare(
    one: str, other: str, as_json: bool, folder: Path | None, endpoint: str | None
) -> None:
    """Print the evidence that two recommendations share, and each one's own."""
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.shared import shared_evidence
    from pcad_kg.shared_text import shared_list

    found = shared_evidence(one, other, open_engine(folder, endpoint))
    if as_json:
        click.echo(_json(asdict(found)), nl=False)
    else:
        _print(shared_list(found))


@main.command()
@SOURCE
@click.option("--json", "as_json", is_flag=True, help="Print the coverage as JSON.")
@_one_line_errors
def coverage(source: Path | None, as_json: bool) -> None:
    """Show that no comment is lost, and the report's counts beside ours.

    Exit code 1 where a line belongs to nothing or a count differs without a reason.
    """
    from pcad_kg.build import COUNTS_TABLE, read_report
    from pcad_kg.coverage import coverage_of
    from pcad_kg.judgements import read_count_notes
    from pcad_kg.listing import coverage_list

    notes = read_count_notes(paths.data_folder("graph") / COUNTS_TABLE)
    found = coverage_of(read_report(source), notes)
    if as_json:
        click.echo(_json(asdict(found)), nl=False)
    else:
        _print(coverage_list(found))
    sys.exit(CLEAN if found.is_complete else FOUND)


@main.command()
@SOURCE
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@_one_line_errors
def disclosure(source: Path | None, as_json: bool) -> None:
    """List what could identify a respondent: names, lone roles, masks undone.

    Exit code 1 where something is found.
    """
    from pcad_kg.build import NAMES_TABLE, read_report
    from pcad_kg.disclosure import disclosure_of
    from pcad_kg.judgements import read_names
    from pcad_kg.listing import disclosure_list

    names = read_names(paths.data_folder("graph") / NAMES_TABLE)
    found = disclosure_of(read_report(source), names)
    if as_json:
        click.echo(_json(asdict(found)), nl=False)
    else:
        _print(disclosure_list(found))
    sys.exit(FOUND if found.names or found.unmaskings or found.lone_roles else CLEAN)


@main.command()
@click.option(
    "--min-grade",
    type=click.Choice(["quotesOnly", "interviewOnly", "quantified"]),
    help="The grade that every recommendation is to have at least.",
)
@click.option("--strict", is_flag=True, help="Differing wordings fail the check too.")
@click.option("--json", "as_json", is_flag=True, help="Print the check as JSON.")
@click.option("--markdown", is_flag=True, help="Print the check as Markdown.")
@_asks_a_graph
@_one_line_errors
def check(
    min_grade: str | None,
    strict: bool,
    as_json: bool,
    markdown: bool,
    folder: Path | None,
    endpoint: str | None,
) -> None:
    """Answer whether every recommendation has cited evidence.

    Exit code 1 where one lacks direct evidence or the grade asked for, or where a link
    does not hold.
    """
    from pcad_kg.check import check_evidence
    from pcad_kg.check_text import check_list, check_markdown
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.model import Grade

    if as_json and markdown:
        raise click.UsageError("give one of --json and --markdown")
    least = Grade(min_grade) if min_grade else Grade.NO_EVIDENCE
    found = check_evidence(open_engine(folder, endpoint), least)
    if as_json:
        click.echo(_json(asdict(found)), nl=False)
    elif markdown:
        click.echo(check_markdown(found), nl=False)
    else:
        _print(check_list(found))
    fails = any(strict or not fault.is_note for fault in found.faults)
    sys.exit(FOUND if fails else CLEAN)


@main.command()
@SOURCE
@click.option("--kind", help="Only discrepancies of one kind, such as fraction.")
@click.option(
    "--severity",
    type=click.Choice(["error", "minor", "editorial"]),
    help="Only discrepancies of one severity.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "markdown"]),
    default="table",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--csv", "as_csv", is_flag=True, help="The same as --format csv.")
@click.option("--markdown", is_flag=True, help="The same as --format markdown.")
@_one_line_errors
def audit(
    source: Path | None,
    kind: str | None,
    severity: str | None,
    format_: str,
    as_json: bool,
    as_csv: bool,
    markdown: bool,
) -> None:
    """List where the report disagrees with itself, with the exact numbers and lines.

    Exit code 1 where errors are among what is listed.
    """
    from pcad_kg.audit.found import Severity, Topic
    from pcad_kg.build import audit_of, read_report
    from pcad_kg.engine.protocol import Answer
    from pcad_kg.listing import discrepancy_list, discrepancy_rows
    from pcad_kg.rows import WRITERS

    if kind not in (None, *Topic):
        raise QueryError(f"--kind {kind}: no such kind; choose {', '.join(Topic)}")
    if as_json or as_csv or markdown:
        format_ = "json" if as_json else "csv" if as_csv else "markdown"
    found = [
        one
        for one in audit_of(read_report(source))
        if kind in (None, one.topic) and severity in (None, one.severity)
    ]
    if format_ == "table":
        _print(discrepancy_list(found))
    else:
        columns, rows = discrepancy_rows(found)
        click.echo(WRITERS[format_](Answer(columns, rows)), nl=False)
    errors = any(one.severity is Severity.ERROR for one in found)
    sys.exit(FOUND if errors else CLEAN)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@_one_line_errors
def agreement(as_json: bool) -> None:
    """Print how far two readers agree on the evidence (F1 and Cohen's kappa)."""
    from pcad_kg.build import read_agreement, read_report
    from pcad_kg.listing import agreement_grid

    found = read_agreement(read_report(), paths.data_folder("graph"))
    if as_json:
        rows = [{**asdict(row), "f1": row.f1, "kappa": row.kappa} for row in found]
        click.echo(_json(rows), nl=False)
    else:
        _print(agreement_grid(found))


@main.command()
@click.argument("recommendation")
@SOURCE
@click.option(
    "--top",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="How many are looked at; those that are judged already are left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the proposals as JSON.")
@_one_line_errors
def suggest(recommendation: str, source: Path | None, top: int, as_json: bool) -> None:
    """List evidence for a recommendation (R16) that nobody has judged yet."""
    from pcad_kg.build import read_report, unjudged
    from pcad_kg.listing import proposal_list

    report = read_report(source)
    number = recommendation.upper().removeprefix("R")
    if number not in {str(r.number) for r in report.recommendations}:
        raise UnknownItemError(
            f"{recommendation}: no recommendation of that label; write R1 to"
            f" R{len(report.recommendations)}"
        )
    found = [p for p in unjudged(report, top=top) if str(p.recommendation) == number]
    if as_json:
        click.echo(_json([asdict(proposal) for proposal in found]), nl=False)
    else:
        _print(proposal_list(found))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the measures as JSON.")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many entries under each heading.",
)
@_asks_a_graph
@_one_line_errors
def measures(
    as_json: bool, top: int, folder: Path | None, endpoint: str | None
) -> None:
    """Tell what carries most recommendations, what bridges, and what would fall."""
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.measures import measures_of
    from pcad_kg.measures_text import measures_text

    found = measures_of(open_engine(folder, endpoint))
    if as_json:
        click.echo(_json(asdict(found)), nl=False)
    else:
        _print(measures_text(found, top))


@main.command()
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
    type=click.Path(path_type=Path),
    help="The file or folder to write; without it a name made of view and format.",
)
@_asks_a_graph
@_one_line_errors
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
    `-o -` prints a format that is one file of text.
    """
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.export.formats import FORMATS, export_of, formats_list, write_made

    if format_ == "list":
        click.echo(formats_list(), nl=False)
        return
    if format_ not in FORMATS:
        known = ", ".join(FORMATS)
        raise QueryError(f"{format_}: no such format; choose {known}")
    chosen = FORMATS[format_]
    path = output or Path(chosen.file_name(view, root))
    if str(path) == "-" and not chosen.is_text:
        raise OutputError(f"{format_}: it is not one file of text; name it with -o")
    made = export_of(chosen, open_engine(folder, endpoint), view, root)
    if str(path) == "-" and isinstance(made, bytes):
        click.echo(made, nl=False)
        return
    write_made(made, path)
    click.echo(f"{path}", err=True)


@main.command()
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
@click.option(
    "--graph",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of Turtle files to load; the package's own without it.",
)
@click.option("--dry-run", is_flag=True, help="Send nothing; list what would be sent.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@_one_line_errors
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
        with _progress(quiet, "publish") as notify:
            found = publishing.publish(parts, endpoint, query_endpoint, notify)
    if as_json:
        click.echo(_json(asdict(found)), nl=False)
    elif not quiet:
        click.echo(publishing.summary_of(found), nl=False)
    sys.exit(CLEAN if dry_run or found.is_whole else FOUND)


def _split(parameter: str) -> tuple[str, str]:
    name, sign, value = parameter.partition("=")
    if not sign:
        raise QueryError(f"--param {parameter}: write name=value, such as item=R16")
    return name, value


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read ({error})") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _print(renderable: "RenderableType") -> None:
    from rich.console import Console

    Console(highlight=False).print(renderable)


def _violations_text(found: "tuple[Violation, ...]") -> "RenderableType":
    from pcad_kg.show import violation_list

    return violation_list(found)


def _print_answer(answer: "Answer", format_: str | None) -> None:
    from pcad_kg.rows import WRITERS

    if answer.triples is not None:
        from pcad_kg.engine.oxigraph import turtle_of

        if format_ not in (None, "turtle"):
            raise QueryError("a CONSTRUCT is printed as Turtle: leave --format out")
        click.echo(turtle_of(answer.triples), nl=False)
    elif format_ == "turtle":
        raise QueryError("only a CONSTRUCT is printed as Turtle: choose another format")
    elif format_ in WRITERS:
        click.echo(WRITERS[format_](answer), nl=False)
    else:
        from pcad_kg.show import answer_grid

        _print(answer_grid(answer))


def _print_list(queries: "tuple[NamedQuery, ...]", as_json: bool) -> None:
    from pcad_kg.ask_text import query_list

    if as_json:
        fields = "name folder summary question readers parameters examples".split()
        listed = [asdict(query) for query in queries]
        click.echo(_json([{f: query[f] for f in fields} for query in listed]), nl=False)
    else:
        _print(query_list(queries))


@contextmanager
def _progress(quiet: bool, name: str = "build") -> "Iterator[Callable[[str], None]]":
    """A line on a terminal that names the step at work; nothing where none looks on."""
    from rich.console import Console

    console = Console(stderr=True, quiet=quiet)
    if not console.is_terminal:
        yield lambda step: None
        return
    with console.status(f"pcad-kg {name}") as status:
        yield lambda step: status.update(f"pcad-kg {name}: {step}")
