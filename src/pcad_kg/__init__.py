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
    from pcad_kg.ask import Answer, answer, answer_sparql
    from pcad_kg.build import Build, build_graph
    from pcad_kg.check import check_evidence
    from pcad_kg.errors import PcadError
    from pcad_kg.library import named_queries
    from pcad_kg.shared import shared_evidence
    from pcad_kg.store import load_dataset, load_graph
    from pcad_kg.trail import Trail, evidence_trail
    from pcad_kg.validate import Violation, violations

__all__ = [
    "Answer",
    "Build",
    "PcadError",
    "Trail",
    "Violation",
    "answer",
    "answer_sparql",
    "build_graph",
    "check_evidence",
    "evidence_trail",
    "load_dataset",
    "load_graph",
    "named_queries",
    "shared_evidence",
    "violations",
]

_HOMES = {
    "Answer": "ask",
    "Build": "build",
    "PcadError": "errors",
    "Trail": "trail",
    "Violation": "validate",
    "answer": "ask",
    "answer_sparql": "ask",
    "build_graph": "build",
    "check_evidence": "check",
    "evidence_trail": "trail",
    "load_dataset": "store",
    "load_graph": "store",
    "named_queries": "library",
    "shared_evidence": "shared",
    "violations": "validate",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
