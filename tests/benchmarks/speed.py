"""How long each command takes beside its peers: `python -m tests.benchmarks.speed`.

Whole processes from start to exit, in turn, as medians. `--slow` also measures what
takes minutes, `--write` fills the README beside this file.
"""

import argparse
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import (
    ROOT,
    is_installed,
    machine,
    medians_of,
    write_part,
)

PEERS = Path(__file__).resolve().parent / "peers"
GRAPH, ONTOLOGY = str(ROOT / "graph"), str(ROOT / "ontology")
QUERY = str(PEERS / "trail.rq")
PCAD_KG = str(Path(sysconfig.get_path("scripts")) / "pcad-kg")


@dataclass(frozen=True, slots=True)
class Peer:
    """The same work by other means; `package` is what it needs, `is_slow` minutes."""

    name: str
    arguments: tuple[str, ...]
    package: str = "rdflib"
    is_slow: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A command of ours and those it is measured against."""

    command: tuple[str, ...]
    peers: tuple[Peer, ...] = ()
    is_slow: bool = False


WORKS = (
    Work(
        ("trail", "R16"),
        (
            Peer("rdflib, read and query", ("rdflib_trail.py", GRAPH, QUERY)),
            Peer(
                "oxrdflib, the same",
                ("oxrdflib_trail.py", GRAPH, QUERY),
                package="oxrdflib",
            ),
        ),
    ),
    Work(("search", "redeployment")),
    Work(("ask", "which-recommendations-concern-my-agency", "-p", "agency=police")),
    Work(("check",)),
    Work(
        ("--help",),
        (Peer("typer, two commands", ("typer_help.py", "--help"), "typer"),),
    ),
    Work(
        ("validate",),
        (
            Peer("pyshacl, plainly", ("pyshacl_plain.py", GRAPH, ONTOLOGY, "none")),
            Peer(
                "pyshacl with rdfs inference",
                ("pyshacl_plain.py", GRAPH, ONTOLOGY, "rdfs"),
                is_slow=True,
            ),
        ),
    ),
    Work(
        ("build", "--force", "--quiet", "--output", "FOLDER"),
        (
            Peer(
                "owlrl over the whole graph alone",
                ("owlrl_whole.py", GRAPH, ONTOLOGY),
                package="owlrl",
                is_slow=True,
            ),
        ),
    ),
    Work(("build", "--quiet", "--output", "FOLDER")),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each work with its peers and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slow", action="store_true", help="also what takes minutes")
    parser.add_argument("--write", action="store_true", help="fill the README")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        lines = table_of(chosen.runs, folder, with_slow=chosen.slow)
    print("\n".join(lines))
    if chosen.write:
        write_part("speed", lines)


def table_of(runs: int, folder: str, *, with_slow: bool) -> list[str]:
    """The measured works as a Markdown table; a build writes to a folder of its own."""
    lines = [
        machine() + f"; medians of {runs}.",
        "",
        "| work | seconds | MiB | ours is faster by |",
        "| --- | ---: | ---: | ---: |",
    ]
    for work in WORKS:
        shown = "pcad-kg " + " ".join(part for part in work.command if part != folder)
        arguments = [folder if part == "FOLDER" else part for part in work.command]
        commands = {shown: [PCAD_KG, *arguments]}
        for peer in work.peers:
            if is_installed(peer.package) and (with_slow or not peer.is_slow):
                script, *others = peer.arguments
                commands[peer.name] = [sys.executable, str(PEERS / script), *others]
        found = medians_of(commands, runs)
        ours = found[shown]
        lines.append(f"| `{shown}` | {ours.seconds:.2f} | {ours.mebibytes:.0f} | |")
        for name, run in list(found.items())[1:]:
            ratio = run.seconds / ours.seconds
            lines.append(
                f"| {name} | {run.seconds:.2f} | {run.mebibytes:.0f} | {ratio:.1f} |"
            )
    return lines


if __name__ == "__main__":
    main()
