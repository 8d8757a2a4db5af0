"""How much one request may take, and how every answer says so."""

import math
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the server gives to one request, and how many it lets wait.

    Half of the workers are left to questions that are answered within the quick
    seconds: one may be gone for as long as it takes to replace it.
    A client has its seconds to send a whole request or to take more of an answer.
    The rows are those of a SELECT or the triples of a CONSTRUCT; the default is more
    than the whole graph has.
    """

    seconds: float = 10.0
    quick_seconds: float = 1.0
    waiting_seconds: float = 10.0
    rows: int = 250_000
    answer_bytes: int = 64 * MEGABYTE
    memory_bytes: int = 1024 * MEGABYTE
    url_bytes: int = 16 * KILOBYTE
    body_bytes: int = 256 * KILOBYTE
    nesting: int = 100
    workers: int = 4
    waiting: int = 24
    client_seconds: float = 20.0
    connections: int = 400

    @property
    def slow(self) -> int:
        """How many workers may be busy for longer than the quick seconds.

        >>> [Limits(workers=number).slow for number in (1, 2, 3, 4)]
        [1, 1, 1, 2]
        """
        return max(self.workers // 2, 1)

    @property
    def later(self) -> dict[str, str]:
        """When whoever was sent away may come again.

        >>> Limits(seconds=2.5).later
        {'Retry-After': '3'}
        """
        return {"Retry-After": str(math.ceil(self.seconds))}

    @property
    def headers(self) -> dict[str, str]:
        """What every answer of the endpoint says of its limits.

        >>> Limits(seconds=2.5, rows=10).headers["Pcad-Limits"]
        'seconds=2.5, rows=10, bytes=67108864, memory=1073741824'
        """
        return {
            "Pcad-Limits": (
                f"seconds={self.seconds:g}, rows={self.rows},"
                f" bytes={self.answer_bytes}, memory={self.memory_bytes}"
            )
        }
