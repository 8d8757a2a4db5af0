"""What the server refuses, and why it does not start.

PcadError
├── ServeError         the server cannot start
├── BusyError          too many wait for an answer already
├── RefusalError       a request gets a status and one line instead of an answer
└── QueryError
    └── UpdateError    an update was sent to a server that takes none
"""

from collections.abc import Mapping

from pcad_kg.errors import PcadError, QueryError


class ServeError(PcadError):
    """The server cannot start: a library is missing, or the port is taken."""


class BusyError(PcadError):
    """Too many wait for an answer already, or none was free in time."""


class UpdateError(QueryError):
    """An update was sent to a server that takes none."""


class RefusalError(PcadError):
    """A request that is not answered.

    Args:
        status: the status of HTTP.
        line: what is wrong and what to do.
        headers: what the status asks for besides.
    """

    def __init__(
        self, status: int, line: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(line)
        self.status = status
        self.headers = headers or {}
