"""Commands that ask the graph: queries, trails, words, what two share."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pcad_kg.cli.program import CLEAN, FOUND
from pcad_kg.cli.telling import (
    FILE,
    asks_a_graph,
    give,
    json_of,
    one_format,
    one_line_errors,
    show,
)
from pcad_kg.errors import QueryError
from pcad_kg.typed import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pcad_kg.engine.protocol import Answer
    from pcad_kg.library import NamedQuery


@click.command(short_help="Named queries with their answers, or any SPARQL.")
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
    type=FILE,
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
    help="Without it a table, or Turtle for CONSTRUCT. The csv is UTF-8 without a"
    " byte-order mark, as programs read it; the files of `export csv` have one.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="The same as --format json; without a name, the list as JSON.",
)
@asks_a_graph
@one_line_errors
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

    format_ = one_format(format_, "", json=as_json) or None
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
        given = _given(parameters)
        found = asking.answer(name, open_engine(folder, endpoint), **given)
        _print_answer(found, format_)
        sys.exit(FOUND if found.rows and find_query(name).is_check else CLEAN)
    elif format_ not in (None, "json"):
        raise QueryError("name a query: --format is for its answer")
    else:
        listed = named_queries() if reader is None else queries_for(reader)
        _print_list(listed, format_ == "json")


def _given(parameters: "Iterable[str]") -> dict[str, str]:
    """The values by the parameters' names, each of them given once."""
    given: dict[str, str] = {}
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not (sign and name):
            said = f"--param {quoted(parameter)}"
            raise QueryError(f"{said}: write name=value, such as item=R16")
        if name in given:
            raise click.UsageError(f"--param gives {name} twice; give one value")
        given[name] = value
    return given


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise QueryError(
            f"{file}: byte {error.start} is not UTF-8; give the query as plain text"
        ) from error


def _print_answer(answer: "Answer", format_: str | None) -> None:
    from pcad_kg.rows import WRITERS

    if answer.triples is not None:
        from pcad_kg.engine.oxigraph import turtle_of

        if format_ not in (None, "turtle"):
            raise QueryError("a CONSTRUCT is printed as Turtle: leave --format out")
        give(turtle_of(answer.triples))
    elif format_ == "turtle":
        raise QueryError("only a CONSTRUCT is printed as Turtle: choose another format")
    elif format_ in WRITERS:
        give(WRITERS[format_](answer))
    elif not answer.rows:
        click.echo("No rows.")
    else:
        from pcad_kg.show import AnswerRows

        show(AnswerRows(answer))


def _print_list(queries: "tuple[NamedQuery, ...]", as_json: bool) -> None:
    from pcad_kg.ask_text import query_list

    if as_json:
        fields = "name folder summary question readers parameters examples".split()
        listed = [asdict(query) for query in queries]
        give(json_of([{f: query[f] for f in fields} for query in listed]))
    else:
        show(query_list(queries))


@click.command(short_help="What an item stands on and what rests on it.")
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
    help="Without it text; turtle and jsonld give the part of the graph that the trail"
    " passes through.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@asks_a_graph
@one_line_errors
def trail(
    item: str,
    depth: int,
    only: str | None,
    format_: str | None,
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

    printed_as = one_format(format_, "text", json=as_json)
    engine = open_engine(folder, endpoint)
    found = evidence_trail(item, engine, depth=depth, only=only)
    if printed_as == "text":
        from pcad_kg.trail_text import trail_tree

        show(trail_tree(found))
    else:
        from pcad_kg.trail_formats import WRITERS

        give(WRITERS[printed_as](found, engine))


class _Search(click.Command):
    """A command whose words to leave out ("-holiday") are no options, but for -h."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left over of the arguments."""
        end = args.index("--") if "--" in args else len(args)
        asked = ["--help" if word == "-h" else word for word in args[:end]]
        return super().parse_args(ctx, asked + args[end:])


@click.command(
    cls=_Search,
    short_help="Items by their words, the best first.",
    # As an option to click, "-h" would be the start of "-holiday".
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.help_option("--help", help="Show this message and exit; so does -h.")
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
@asks_a_graph
@one_line_errors
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
    starts so, and -school leaves out what has the word. Exit code 0 where something is
    found and 1 where nothing is, as of grep.
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
        give(json_of(data_of(found)))
    elif not found.total:
        from pcad_kg.search_text import nothing_found

        click.echo(nothing_found(typed, found.near, filters != Filters()))
    else:
        from pcad_kg.search_text import HitList, counts_list

        show(counts_list(found) if count else HitList(found))
    sys.exit(CLEAN if found.total else FOUND)


@click.command(short_help="The evidence that two recommendations share.")
@click.argument("one")
@click.argument("other")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@asks_a_graph
@one_line_errors
def compare(
    one: str, other: str, as_json: bool, folder: Path | None, endpoint: str | None
) -> None:
    """Print the evidence that two recommendations share, and each one's own."""
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.shared import shared_evidence
    from pcad_kg.shared_text import shared_list

    found = shared_evidence(one, other, open_engine(folder, endpoint))
    if as_json:
        give(json_of(asdict(found)))
    else:
        show(shared_list(found))
