"""Commands that judge the evidence and the report: grades, gaps, contradictions."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from pcad_kg import paths
from pcad_kg.cli.program import CLEAN, FOUND
from pcad_kg.cli.telling import (
    SOURCE,
    asks_a_graph,
    give,
    json_of,
    one_format,
    one_line_errors,
    show,
)
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.typed import quoted


@click.command(short_help="Has every recommendation cited evidence?")
@click.option(
    "--min-grade",
    type=click.Choice(["quotesOnly", "interviewOnly", "quantified"]),
    help="The grade that every recommendation is to have at least.",
)
@click.option("--strict", is_flag=True, help="Differing wordings fail the check too.")
@click.option("--json", "as_json", is_flag=True, help="Print the check as JSON.")
@click.option("--markdown", is_flag=True, help="Print the check as Markdown.")
@asks_a_graph
@one_line_errors
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
        give(json_of(asdict(found)))
    elif markdown:
        give(check_markdown(found))
    else:
        show(check_list(found))
    fails = any(strict or not fault.is_note for fault in found.faults)
    sys.exit(FOUND if fails else CLEAN)


@click.command(short_help="What carries most, what bridges, what would fall.")
@click.option("--json", "as_json", is_flag=True, help="Print the measures as JSON.")
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="How many entries under each heading.",
)
@asks_a_graph
@one_line_errors
def measures(
    as_json: bool, top: int, folder: Path | None, endpoint: str | None
) -> None:
    """Tell what carries most recommendations, what bridges, and what would fall."""
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.measures import measures_of
    from pcad_kg.measures_text import measures_text

    found = measures_of(open_engine(folder, endpoint))
    if as_json:
        give(json_of(asdict(found)))
    else:
        show(measures_text(found, top))


@click.command(short_help="No comment lost; the report's counts beside ours.")
@SOURCE
@click.option("--json", "as_json", is_flag=True, help="Print the coverage as JSON.")
@one_line_errors
def coverage(source: Path | None, as_json: bool) -> None:
    """Show that no comment is lost, and the report's counts beside ours.

    Exit code 1 where a line belongs to nothing or a count differs without a reason.
    """
    from pcad_kg.build import COUNTS_TABLE, read_report
    from pcad_kg.coverage import coverage_of
    from pcad_kg.listing import coverage_list
    from pcad_kg.notes import read_count_notes

    notes = read_count_notes(paths.data_folder("graph") / COUNTS_TABLE)
    found = coverage_of(read_report(source), notes)
    if as_json:
        give(json_of(asdict(found)))
    else:
        show(coverage_list(found))
    sys.exit(CLEAN if found.is_complete else FOUND)


@click.command(short_help="What could identify someone who answered.")
@SOURCE
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@one_line_errors
def disclosure(source: Path | None, as_json: bool) -> None:
    """List what could identify a respondent: names, lone roles, masks undone.

    Exit code 1 where something is found.
    """
    from pcad_kg.build import NAMES_TABLE, read_report
    from pcad_kg.disclosure import disclosure_of
    from pcad_kg.listing import disclosure_list
    from pcad_kg.notes import read_names

    names = read_names(paths.data_folder("graph") / NAMES_TABLE)
    found = disclosure_of(read_report(source), names)
    if as_json:
        give(json_of(asdict(found)))
    else:
        show(disclosure_list(found))
    sys.exit(FOUND if found.names or found.unmaskings or found.lone_roles else CLEAN)


@click.command(short_help="Where the report disagrees with itself.")
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
    help="Without it a table.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--csv", "as_csv", is_flag=True, help="The same as --format csv.")
@click.option("--markdown", is_flag=True, help="The same as --format markdown.")
@one_line_errors
def audit(
    source: Path | None,
    kind: str | None,
    severity: str | None,
    format_: str | None,
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
        known = ", ".join(Topic)
        raise QueryError(f"--kind {quoted(kind)}: no such kind; choose {known}")
    printed_as = one_format(
        format_, "table", json=as_json, csv=as_csv, markdown=markdown
    )
    found = [
        one
        for one in audit_of(read_report(source))
        if kind in (None, one.topic) and severity in (None, one.severity)
    ]
    if printed_as == "table":
        show(discrepancy_list(found))
    else:
        columns, rows = discrepancy_rows(found)
        give(WRITERS[printed_as](Answer(columns, rows)))
    errors = any(one.severity is Severity.ERROR for one in found)
    sys.exit(FOUND if errors else CLEAN)


@click.command(short_help="How far two readers agree on the evidence.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@one_line_errors
def agreement(as_json: bool) -> None:
    """Print how far two readers agree on the evidence (F1 and Cohen's kappa)."""
    from pcad_kg.build import read_agreement, read_report
    from pcad_kg.listing import agreement_grid

    found = read_agreement(read_report(), paths.data_folder("graph"))
    if as_json:
        rows = [{**asdict(row), "f1": row.f1, "kappa": row.kappa} for row in found]
        give(json_of(rows))
    else:
        show(agreement_grid(found))


@click.command(short_help="Evidence that nobody has judged yet.")
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
@one_line_errors
def suggest(recommendation: str, source: Path | None, top: int, as_json: bool) -> None:
    """List evidence for a recommendation (R16) that nobody has judged yet."""
    from pcad_kg.build import read_report, unjudged
    from pcad_kg.listing import proposal_list

    report = read_report(source)
    number = recommendation.upper().removeprefix("R")
    if number not in {str(r.number) for r in report.recommendations}:
        raise UnknownItemError(
            f"{quoted(recommendation)}: no recommendation of that label; write R1 to"
            f" R{len(report.recommendations)}"
        )
    found = [p for p in unjudged(report, top=top) if str(p.recommendation) == number]
    if as_json:
        give(json_of([asdict(proposal) for proposal in found]))
    else:
        show(proposal_list(found))
