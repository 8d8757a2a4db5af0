"""What the server and its workers say to each other, over a pipe.

A message is a line of JSON, its length before it, and a body, whose length the line
tells.
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import BinaryIO

SIZE = 4


class Outcome(StrEnum):
    """How a question to a worker ended."""

    READY = "ready"
    ANSWERED = "answered"
    MALFORMED = "malformed"
    TOO_MUCH = "too much"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Question:
    """A query for a worker: what to ask of which graphs, and in which form to answer.

    No graphs means those that a query is put to by itself.
    """

    query: str
    form: str
    graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker answers: a body, or one line that says why there is none."""

    outcome: Outcome
    said: str = ""
    rows: int = 0
    body: bytes = b""


def written_question(question: Question) -> bytes:
    """A question as a message."""
    line = json.dumps(asdict(question)).encode()
    return len(line).to_bytes(SIZE, "big") + line


def read_question(pipe: BinaryIO) -> Question | None:
    """The next question; nothing where no more come."""
    size = int.from_bytes(pipe.read(SIZE), "big")
    if not size:
        return None
    fields = json.loads(pipe.read(size))
    return Question(
        fields["query"],
        fields["form"],
        tuple(fields["graphs"]),
        tuple(fields["named_graphs"]),
    )


def written_reply(reply: Reply) -> bytes:
    """A reply as a message."""
    fields = [reply.outcome, reply.said, reply.rows, len(reply.body)]
    line = json.dumps(fields).encode()
    return len(line).to_bytes(SIZE, "big") + line + reply.body


def read_reply(line: bytes) -> tuple[Reply, int]:
    """A reply without its body, and how long that is.

    >>> read_reply(written_reply(Reply(Outcome.ANSWERED, rows=2, body=b"ab"))[4:-2])
    (Reply(outcome=<Outcome.ANSWERED: 'answered'>, said='', rows=2, body=b''), 2)
    """
    outcome, said, rows, size = json.loads(line)
    return Reply(Outcome(outcome), said, rows), size
