"""How long each step of a build takes: `python -m tests.benchmarks.building [RUNS]`.

Medians over several runs in one process, the first of which loads the libraries and
compiles the patterns and is not counted; and the most memory that was in use.
"""

import gc
import resource
import statistics
import sys
import tempfile
from pathlib import Path

from pcad_kg.build import run
from pcad_kg.stopwatch import Lap, Stopwatch

RUNS = 5
# ru_maxrss is in KiB, but in bytes on macOS.
PER_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024


def timed(folder: Path) -> tuple[Lap, ...]:
    """The steps of one whole build into a folder."""
    gc.collect()  # what the run before left: a build collects nothing itself
    watch = Stopwatch()
    run(None, folder, watch.begin)
    return watch.laps()


def medians_of(runs: list[tuple[Lap, ...]]) -> dict[str, float]:
    """The median seconds of each step, in the order of the run."""
    return {
        laps[0].step: statistics.median(lap.seconds for lap in laps)
        for laps in zip(*runs, strict=True)
    }


def main() -> None:
    """Print a line a step, the whole, and the peak of memory."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        timed(Path(folder))
        runs = [timed(Path(folder)) for _ in range(count)]
    medians = medians_of(runs)
    for step, seconds in medians.items():
        print(f"{seconds:7.2f} s  {step}")
    print(f"{sum(medians.values()):7.2f} s  in all, medians of {count} runs")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / PER_MIB
    print(f"{peak:7.0f} MiB at most")


if __name__ == "__main__":
    main()
