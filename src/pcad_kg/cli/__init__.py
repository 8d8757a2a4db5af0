"""The command line: parse, call, print."""

import click

from pcad_kg.cli.asking import ask, compare, search, trail
from pcad_kg.cli.building import build, validate
from pcad_kg.cli.giving import export, publish, serve, site
from pcad_kg.cli.judging import (
    agreement,
    audit,
    check,
    coverage,
    disclosure,
    measures,
    suggest,
)
from pcad_kg.cli.program import Program


@click.group(
    "pcad-kg",
    cls=Program,
    invoke_without_command=True,  # clicks differ in how they then end
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="pcad-kg")
@click.pass_context
def main(context: click.Context) -> None:
    """Protecting Children at a Distance, as a knowledge graph.

    Every claim leads back to its evidence. Exit codes: 0 clean; 1 something was found,
    such as a fault (after a search: nothing was); 2 the command could not run; 130
    Ctrl-C ended it, but for `serve`, which then ends with 0.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    build,
    validate,
    trail,
    search,
    ask,
    compare,
    check,
    audit,
    measures,
    coverage,
    disclosure,
    agreement,
    suggest,
    export,
    publish,
    serve,
    site,
):
    main.add_command(command)
