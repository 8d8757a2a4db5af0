"""The report *Protecting Children at a Distance* as a knowledge graph.

    >>> import pcad_kg
    >>> trail = pcad_kg.evidence_trail("R6")
    >>> [step.item.label for step in trail.steps("direct")][:2]
    ['F2.13', 'Figure 2.19']

Names are loaded when first used, so that a command imports only what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pcad_kg.ask import answer, answer_sparql
    from pcad_kg.build import Build, build_graph
    from pcad_kg.check import check_evidence
    from pcad_kg.engine.choose import open_engine
    from pcad_kg.engine.memory import Rdflib
    from pcad_kg.engine.oxigraph import Oxigraph
    from pcad_kg.engine.protocol import Answer, Engine
    from pcad_kg.errors import (
        EndpointError,
        GraphError,
        JudgementError,
        OutputError,
        PcadError,
        QueryError,
        SourceError,
        UnknownItemError,
    )
    from pcad_kg.library import named_queries
    from pcad_kg.model import Grade
    from pcad_kg.search import Hits, Searcher, hits_of
    from pcad_kg.search_facets import Filters
    from pcad_kg.shared import shared_evidence
    from pcad_kg.store import load_dataset, load_graph
    from pcad_kg.trail import Trail, evidence_trail
    from pcad_kg.validate import Violation, violations

__all__ = [
    "Answer",
    "Build",
    "EndpointError",
    "Engine",
    "Filters",
    "Grade",
    "GraphError",
    "Hits",
    "JudgementError",
    "OutputError",
    "Oxigraph",
    "PcadError",
    "QueryError",
    "Rdflib",
    "Searcher",
    "SourceError",
    "Trail",
    "UnknownItemError",
    "Violation",
    "answer",
    "answer_sparql",
    "build_graph",
    "check_evidence",
    "evidence_trail",
    "hits_of",
    "load_dataset",
    "load_graph",
    "named_queries",
    "open_engine",
    "shared_evidence",
    "violations",
]

_HOMES = {
    "Answer": "engine.protocol",
    "Build": "build",
    "EndpointError": "errors",
    "Engine": "engine.protocol",
    "Filters": "search_facets",
    "Grade": "model",
    "GraphError": "errors",
    "Hits": "search",
    "JudgementError": "errors",
    "OutputError": "errors",
    "Oxigraph": "engine.oxigraph",
    "PcadError": "errors",
    "QueryError": "errors",
    "Rdflib": "engine.memory",
    "Searcher": "search",
    "SourceError": "errors",
    "Trail": "trail",
    "UnknownItemError": "errors",
    "Violation": "validate",
    "answer": "ask",
    "answer_sparql": "ask",
    "build_graph": "build",
    "check_evidence": "check",
    "evidence_trail": "trail",
    "hits_of": "search",
    "load_dataset": "store",
    "load_graph": "store",
    "named_queries": "library",
    "open_engine": "engine.choose",
    "shared_evidence": "shared",
    "violations": "validate",
}


def __dir__() -> list[str]:
    return [*globals(), *_HOMES, "__version__"]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("pcad-kg")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
