"""The whole run: text → passages → items → links → graphs → inferred → validated."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rdflib import Graph

from pcad_kg.agreement import Agreement, agreements
from pcad_kg.audit import find_discrepancies
from pcad_kg.audit.found import Discrepancy
from pcad_kg.disclosure import redacted
from pcad_kg.errors import OutputError, PcadError
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
from pcad_kg.grade import find_grades
from pcad_kg.ground import find_groundings
from pcad_kg.illustrate import find_illustrations
from pcad_kg.judgements import (
    Known,
    read_count_notes,
    read_groundings,
    read_illustrations,
    read_implied_concerns,
    read_names,
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
from pcad_kg.model import Basis, Origin, Report, Source, Stance, Strength, Vocabulary
from pcad_kg.names import PCAD
from pcad_kg.paths import data_folder, source_file
from pcad_kg.propose import TOP, Proposal, propose_supports
from pcad_kg.read import read_source
from pcad_kg.reason import infer
from pcad_kg.repeat import find_repetitions
from pcad_kg.split import find_passages
from pcad_kg.store import UNASKED
from pcad_kg.triplify import to_graph, to_graphs
from pcad_kg.triplify.discrepancies import discrepancy_triples
from pcad_kg.triplify.proposals import proposal_triples, rule_triples
from pcad_kg.vocabulary import read_turtle, vocabulary_of

HEADER = (
    "# Made by `pcad-kg build`: change the source, the vocabulary or the judgements.\n"
)

# Who could be recognised by which words, as readers judged.
NAMES_TABLE = "identifying-names.tsv"
COUNTS_TABLE = "response-counts.tsv"

Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Build:
    """What a run made: the report, its graphs by file name, and counts of inference."""

    report: Report
    graphs: Mapping[str, Graph]
    discrepancies: tuple[Discrepancy, ...]
    kept: int
    dropped: int


def build_graph(
    source: Path | None = None,
    notify: Notify = lambda step: None,
    *,
    redact: bool = False,
) -> Build:
    """The graphs of a report's text, by file name; nothing is written.

    Args:
        source: another text of the report; the project's own copy without it.
        notify: told the name of each step as it begins.
        redact: whether the names of places in quotes are masked.

    Raises:
        SourceError: the text is not a report of this form.
        JudgementError: a judged link does not hold on this text.
        GraphError: the ontology or the vocabulary cannot be read.
    """
    report = read_report(source, notify)
    if redact:
        report = redacted(report, read_names(data_folder("graph") / NAMES_TABLE))
    notify("triplify")
    graphs = to_graphs(report, read_turtle(data_folder("ontology") / "schemes.ttl"))
    notify("audit")
    found = audit_of(report)
    graphs["audit"] = to_graph(map(discrepancy_triples, found))
    notify("reason")
    ontology = read_turtle(data_folder("ontology") / "pcad.ttl")
    inference = infer(union_of(graphs), ontology)
    graphs["inferred"] = inference.graph
    notify("propose")
    graphs[UNASKED] = to_graph(
        (rule_triples(), *map(proposal_triples, unjudged(report)))
    )
    return Build(report, graphs, found, inference.kept, inference.dropped)


def read_report(
    source: Path | None = None, notify: Notify = lambda step: None
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


def counts_of(built: Build) -> dict[str, int]:
    """How many of each kind a run made, in the order it made them."""
    report = built.report
    rows = [row for table in report.tables for row in table.rows]
    supports = [s for s in report.supports if s.stance is Stance.FOR]
    direct = sum(support.strength is Strength.DIRECT for support in supports)
    named = sum(concern.basis is Basis.NAMED for concern in report.concerns)
    told = sum(found.origin is Origin.STATED for found in report.illustrations)
    stated = sum(grounding.origin is Origin.STATED for grounding in report.groundings)
    return {
        "lines": len(report.source.lines),
        "sections": len(report.sections),
        "passages": len(report.passages),
        "recommendations": len(report.recommendations),
        "wordings": sum(len(r.wordings) for r in report.recommendations),
        "findings": len(report.findings),
        "figures": len(report.figures),
        "tables": len(report.tables),
        "table rows": len(rows),
        "statistics in tables": sum(len(row.statistics) for row in rows),
        "statistics in prose": len(report.statistics),
        "quotes": len(report.quotes),
        "repetitions": len(report.repetitions),
        "questions": len(report.questions),
        "references": len(report.references),
        "citations": len(report.citations),
        "acronyms": len(report.acronyms),
        "agencies": len(report.agency_counts),
        "cross-references": len(report.cross_references),
        "cross-references that lead nowhere": len(report.dangling),
        "agencies named": named,
        "agencies implied": len(report.concerns) - named,
        "supported by, direct": direct,
        "supported by, contextual": len(supports) - direct,
        "evidence against": len(report.supports) - len(supports),
        "grounded in, stated": stated,
        "grounded in, judged": len(report.groundings) - stated,
        "quotes that illustrate or counter, stated": told,
        "quotes that illustrate or counter, judged": len(report.illustrations) - told,
        "links proposed": len(set(built.graphs[UNASKED].subjects(PCAD.score))),
        "discrepancies": len(built.discrepancies),
        "triples asserted": sum(
            len(graph)
            for name, graph in built.graphs.items()
            if name not in ("inferred", UNASKED)
        ),
        "triples inferred": built.kept,
        "inferences dropped": built.dropped,
    }


def summary_of(counts: Mapping[str, int]) -> str:
    """The counts of a run as lines."""
    return "".join(f"{count:>7,}  {name}\n" for name, count in counts.items())


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


def union_of(graphs: Mapping[str, Graph]) -> Graph:
    """All triples of some graphs in one, but those that are only proposed."""
    union = Graph()
    for name, graph in graphs.items():
        if name != UNASKED:
            for triple in graph:
                union.add(triple)
    return union


def turtle_of(graph: Graph) -> bytes:
    """A graph as Turtle, the same bytes on every run: no blank nodes, all in order."""
    body = graph.serialize(format="turtle", encoding="utf-8")
    return HEADER.encode() + body


def write_graphs(graphs: Mapping[str, Graph], folder: Path) -> None:
    """Write each graph as `<name>.ttl`, each file whole, and remove stale ones.

    All files are made in a folder aside before the first takes its place, by renaming;
    files that no build has made stay.

    Raises:
        OutputError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".build-", dir=folder))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    try:
        for name, graph in graphs.items():
            (aside / f"{name}.ttl").write_bytes(turtle_of(graph))
        for made in sorted(aside.iterdir()):
            made.replace(folder / made.name)
        for stale in stale_files(graphs, folder):
            stale.unlink()
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def stale_files(graphs: Mapping[str, Graph], folder: Path) -> list[Path]:
    """Turtle files of a graph folder that a build once made and no longer makes."""
    others = (path for path in folder.glob("*.ttl") if path.stem not in graphs)
    return sorted(path for path in others if _is_made(path))


def _is_made(path: Path) -> bool:
    return path.is_file() and path.read_bytes().startswith(HEADER.encode())


def differences(graphs: Mapping[str, Graph], folder: Path) -> list[str]:
    """What a build would change in a folder: a line a file, and triples as examples."""
    lines = [f"{path.name}: would be removed" for path in stale_files(graphs, folder)]
    for name, graph in graphs.items():
        path = folder / f"{name}.ttl"
        if not path.is_file():
            lines.append(f"{path.name}: would be made, with {len(graph):,} triples")
        elif path.read_bytes() != turtle_of(graph):
            lines += _difference(graph, path)
    return lines


def _difference(graph: Graph, path: Path) -> list[str]:
    try:
        before = read_turtle(path)
    except PcadError:
        return [f"{path.name}: is not valid Turtle and would be made anew"]
    added, removed = set(graph) - set(before), set(before) - set(graph)
    if not added and not removed:
        return [f"{path.name}: the same triples, written otherwise"]
    lines = [f"{path.name}: {len(added):,} triples added, {len(removed):,} removed"]
    for sign, triples in (("+", added), ("-", removed)):
        for triple in sorted(triples)[:3]:
            lines.append(f"  {sign} " + " ".join(term.n3()[:60] for term in triple))
    return lines
