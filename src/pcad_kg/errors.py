"""Every exception the package raises.

PcadError
├── SourceError        the text is not a report of this form, or cannot be read
├── JudgementError     a row of a judgement table does not hold
├── GraphError         a graph file is missing or cannot be read
├── QueryError         a query is unknown, malformed, or not allowed
├── EndpointError      a SPARQL server refuses, breaks off, or is none
├── UnknownItemError   no such recommendation, finding, figure, ... in the graph
└── OutputError        the place to write to is missing or refuses

The server has four of its own, in `serve.refusals`.
"""


class PcadError(Exception):
    """Something the person at the keyboard can mend; the message is one line."""


class SourceError(PcadError):
    """The text is not a report of this form, or cannot be read."""


class JudgementError(PcadError):
    """A row of a judgement table names an unknown item or words not printed there."""


class GraphError(PcadError):
    """A file of the graph or the ontology is missing or is not Turtle."""


class QueryError(PcadError):
    """A query is unknown, malformed or reaches out, or a parameter is missing."""


class EndpointError(PcadError):
    """A SPARQL server refuses, breaks off, or is not one."""


class UnknownItemError(PcadError):
    """No item of the graph has the name that was asked for."""


class OutputError(PcadError):
    """The folder to write to is missing or cannot be written."""
