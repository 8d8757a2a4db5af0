"""The text and the readers' tables → one `Report`, every item and link in it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pcad_kg.agreement import Agreement, agreements
from pcad_kg.audit import find_discrepancies
from pcad_kg.audit.found import Discrepancy
from pcad_kg.edited import Known
from pcad_kg.extract.agencies import find_agency_counts
from pcad_kg.extract.cross_references import find_cross_references
from pcad_kg.extract.facts import find_facts
from pcad_kg.extract.figures import find_figures
from pcad_kg.extract.findings import find_findings
from pcad_kg.extract.glossary import find_acronyms
from pcad_kg.extract.inline import find_inline_quotes
from pcad_kg.extract.questions import find_questions
from pcad_kg.extract.quotes import find_quotes
from pcad_kg.extract.recommendations import find_recommendations
from pcad_kg.extract.references import find_citations, find_references
from pcad_kg.extract.statistics import find_statistics
from pcad_kg.extract.tables import find_tables
from pcad_kg.files import Place
from pcad_kg.grade import find_grades
from pcad_kg.ground import find_groundings
from pcad_kg.illustrate import find_illustrations
from pcad_kg.judgements import (
    read_groundings,
    read_illustrations,
    read_implied_concerns,
    read_second_reading,
    read_settlements,
    read_supports,
)
from pcad_kg.link import (
    find_answers,
    find_concerns,
    items_by_label,
    merge_concerns,
    merge_groundings,
)
from pcad_kg.model import Report, Source, Vocabulary
from pcad_kg.notes import read_count_notes
from pcad_kg.paths import data_folder, source_file
from pcad_kg.propose import TOP, Proposal, propose_supports
from pcad_kg.read import read_source
from pcad_kg.repeat import find_repetitions
from pcad_kg.split import find_passages
from pcad_kg.vocabulary import read_turtle, vocabulary_of

HEADER = (
    "# Made by `pcad-kg build`: change the source, the vocabulary or the judgements.\n"
)

# Who could be recognised by which words, as readers judged.
NAMES_TABLE = "identifying-names.tsv"
COUNTS_TABLE = "response-counts.tsv"

Notify = Callable[[str], None]


def read_report(
    source: Place | None = None, notify: Notify = lambda step: None
) -> Report:
    """Everything that is read out of a file, with the links between its items.

    Args:
        source: another text of the report; the project's own copy without it.

    Raises:
        SourceError: the text is not a report of this form.
        JudgementError: a judged link does not hold on this text.
        GraphError: the vocabulary cannot be read.
    """
    notify("read")
    text = read_source(source or source_file())
    schemes = read_turtle(data_folder("ontology") / "schemes.ttl")
    return report_of(text, vocabulary_of(schemes), data_folder("graph"), notify)


def report_of(
    source: Source,
    vocabulary: Vocabulary,
    judgements: Path,
    notify: Notify = lambda step: None,
) -> Report:
    """Everything that is read out of a text, with the links between its items.

    Args:
        judgements: the folder with the tables that readers wrote.
    """
    notify("split")
    sections, passages = find_passages(source)
    report = Report(source, find_facts(passages), sections, passages)
    notify("extract")
    report = _with_voices(_with_items(report, vocabulary), vocabulary)
    notify("link")
    return _with_judgements(_with_links(report, vocabulary), judgements)


def _with_items(report: Report, vocabulary: Vocabulary) -> Report:
    """A report with what makes up its argument."""
    source, sections, passages = report.source, report.sections, report.passages
    findings = find_findings(source, sections, passages)
    tables = find_tables(source, passages, vocabulary)
    return replace(
        report,
        recommendations=find_recommendations(source, sections, passages),
        findings=findings,
        figures=find_figures(source, passages, vocabulary),
        tables=tables,
        statistics=find_statistics(source, sections, passages, findings, vocabulary),
        references=find_references(source, sections, passages),
        acronyms=find_acronyms(source, passages),
        agency_counts=find_agency_counts(passages, tables, vocabulary),
    )


def _with_voices(report: Report, vocabulary: Vocabulary) -> Report:
    """A report with what its survey asked and what people said."""
    source, sections, passages = report.source, report.sections, report.passages
    blocks = find_quotes(source, sections, passages, vocabulary)
    inline = find_inline_quotes(source, sections, passages, vocabulary)
    return replace(
        report,
        quotes=tuple(sorted((*blocks, *inline), key=lambda quote: quote.span)),
        questions=find_questions(source, sections, passages),
    )


def _with_links(report: Report, vocabulary: Vocabulary) -> Report:
    """A report with what its own words and numbers join."""
    figures, tables = report.figures, report.tables
    findings, passages = report.findings, report.passages
    numbers = [f"figure {figure.number}" for figure in figures]
    numbers += [f"table {table.number}" for table in tables]
    found, dangling = find_cross_references(passages, report.sections, numbers)
    concerns, system_wide = find_concerns(
        report.recommendations, findings, figures, tables, vocabulary
    )
    return replace(
        report,
        cross_references=found,
        dangling=dangling,
        citations=find_citations(passages, report.references),
        answers=find_answers(
            report.questions, figures, report.quotes, report.sections, passages
        ),
        repetitions=find_repetitions(report.quotes),
        illustrations=find_illustrations(passages, report.quotes),
        concerns=concerns,
        system_wide=system_wide,
        groundings=find_groundings(
            findings, report.sections, passages, figures, tables
        ),
    )


def _with_judgements(report: Report, folder: Path) -> Report:
    """A report with what readers judged."""
    items = labelled_items(report)
    judged = read_groundings(folder / "groundings.tsv", items)
    agencies = frozenset(count.agency for count in report.agency_counts)
    implied = read_implied_concerns(folder / "implied-concerns.tsv", items, agencies)
    illustrations = read_illustrations(folder / "illustrations.tsv", items)
    judged_report = replace(
        report,
        supports=read_supports(folder / "judgements.tsv", items),
        groundings=merge_groundings(report.groundings, judged),
        concerns=merge_concerns(report.concerns, implied),
        illustrations=(*report.illustrations, *illustrations),
    )
    return replace(judged_report, grades=find_grades(judged_report))


def labelled_items(report: Report) -> dict[str, Known]:
    """Every item that a judgement may name, by its label."""
    return items_by_label(
        report.recommendations,
        report.findings,
        report.figures,
        report.tables,
        report.passages,
        report.quotes,
    )


def read_agreement(report: Report, folder: Path) -> tuple[Agreement, ...]:
    """How far the two readers of a folder's tables agree.

    Raises:
        JudgementError: a row of a table does not hold.
    """
    items = labelled_items(report)
    return agreements(
        report,
        read_second_reading(folder / "second-reading.tsv", items),
        read_settlements(folder / "settlements.tsv", items),
    )


def audit_of(report: Report) -> tuple[Discrepancy, ...]:
    """Where a report disagrees with itself, the gravest first.

    Raises:
        JudgementError: a row of the notes on counts does not hold.
    """
    notes = read_count_notes(data_folder("graph") / COUNTS_TABLE)
    return find_discrepancies(report, notes)


def unjudged(report: Report, top: int = TOP) -> tuple[Proposal, ...]:
    """The proposals that no reader has judged yet, the likeliest first."""
    judged = {
        (s.recommendation, s.evidence_kind, s.evidence_key) for s in report.supports
    }
    return tuple(
        p
        for p in propose_supports(report, top=top)
        if (p.recommendation, p.evidence_kind, p.evidence_key) not in judged
    )
