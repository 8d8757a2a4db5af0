"""Where the seconds of a run go, step by step."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Lap:
    """A step of a run, how long it took, and its share of the whole, from 0 to 1."""

    step: str
    seconds: float
    share: float


class Stopwatch:
    """A watch that is told the name of each step as it begins."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._begun: list[tuple[str, float]] = []

    def begin(self, step: str) -> None:
        """A step begins, and the one before ends."""
        self._begun.append((step, self._clock()))

    def laps(self) -> tuple[Lap, ...]:
        """The steps in order, the last ending now; one begun twice is told once."""
        seconds: dict[str, float] = {}
        for (step, at), (_, end) in pairwise([*self._begun, ("", self._clock())]):
            seconds[step] = seconds.get(step, 0.0) + end - at
        whole = sum(seconds.values()) or 1.0
        return tuple(Lap(step, each, each / whole) for step, each in seconds.items())


def laps_text(laps: Iterable[Lap]) -> str:
    """A line for each step: seconds, share, name; then the whole.

    >>> print(laps_text([Lap("read", 1.5, 0.75), Lap("write", 0.5, 0.25)]), end="")
       1.50 s   75 %  read
       0.50 s   25 %  write
       2.00 s         in all
    """
    laps = tuple(laps)
    lines = [f"{lap.seconds:>7.2f} s  {lap.share:>4.0%}  {lap.step}\n" for lap in laps]
    whole = sum(lap.seconds for lap in laps)
    return "".join(line.replace("%", " %", 1) for line in lines) + (
        f"{whole:>7.2f} s         in all\n"
    )
