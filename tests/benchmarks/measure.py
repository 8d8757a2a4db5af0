"""Whole processes timed: seconds from start to exit, and the most memory held."""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
README = Path(__file__).resolve().parent / "README.md"


@dataclass(frozen=True, slots=True)
class Run:
    """One process from start to exit: seconds, and mebibytes at its peak."""

    seconds: float
    mebibytes: float


def run_of(command: Sequence[str]) -> Run:
    """A run of a command, whose output is thrown away.

    Raises:
        RuntimeError: it could not run; exit code 1 is an answer too.
    """
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: {said.decode()[-300:]}")
    per_mebibyte = 2**20 if sys.platform == "darwin" else 2**10
    return Run(seconds, usage.ru_maxrss / per_mebibyte)


def medians_of(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Run]:
    """The median run of each command, taken in turn so that all meet the same load."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run_of(command))
    return {
        name: Run(
            statistics.median(run.seconds for run in timed),
            statistics.median(run.mebibytes for run in timed),
        )
        for name, timed in found.items()
    }


def machine() -> str:
    """Processors, system and the versions of what is measured."""
    names = "pcad-kg rdflib pyoxigraph oxrdflib pyshacl owlrl networkx click typer"
    packages = [
        f"{name} {known}" for name in names.split() if (known := _version(name))
    ]
    return (
        f"{os.cpu_count()} processors, {platform.system()} {platform.machine()},"
        f" Python {platform.python_version()}; {', '.join(packages)}"
    )


def is_installed(package: str) -> bool:
    """Whether a peer can be measured here."""
    return bool(_version(package))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def write_part(name: str, lines: Sequence[str]) -> None:
    """Fill a part of the benchmarks' README, between its marks."""
    text = README.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    filled = f"{before}{begin}\n" + "\n".join(lines) + f"\n\n{end}{after}"
    README.write_text(filled, encoding="utf-8")
