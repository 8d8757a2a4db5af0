"""Fill the README's marked parts with what the commands print; run after a build.

`python -m tests.readme` writes, `python tests/readme.py --test-command` prints the
command that sets up and runs the tests. A part stands between `<!-- NAME -->` and
`<!-- /NAME -->`.
"""

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
LIBRARY = ROOT / "queries" / "README.md"
TEST_COMMAND = re.compile(r"<!-- test -->\n+```bash\n(?P<command>.+?)\n```", re.DOTALL)


def test_command() -> str:
    """The README's second command."""
    command = TEST_COMMAND.search(README.read_text(encoding="utf-8"))
    if command is None:
        sys.exit("README.md: no test command after <!-- test -->")
    return command["command"]


def trail() -> str:
    """What `pcad-kg trail R6 --depth 1 --only direct` prints in 80 columns."""
    from pcad_kg.show import text_of
    from pcad_kg.trail import evidence_trail
    from pcad_kg.trail_text import trail_tree

    printed = text_of(trail_tree(evidence_trail("R6", depth=1, only="direct")), 80)
    return f"```console\n$ pcad-kg trail R6 --depth 1 --only direct\n{printed}```"


def counts() -> str:
    """What `pcad-kg build` counts."""
    from pcad_kg.build import build_graph, counts_of, summary_of

    return f"```console\n$ pcad-kg build\n{summary_of(counts_of(build_graph()))}```"


def agreement() -> str:
    """What `pcad-kg agreement` prints."""
    from pcad_kg.build import read_agreement, read_report
    from pcad_kg.listing import agreement_grid
    from pcad_kg.paths import data_folder
    from pcad_kg.show import text_of

    found = read_agreement(read_report(), data_folder("graph"))
    printed = text_of(agreement_grid(found), 80)
    return f"```console\n$ pcad-kg agreement\n{printed}```"


def proposals() -> str:
    """What the benchmark of proposals prints, but for the seconds it took."""
    from pcad_kg.build import read_report
    from pcad_kg.paths import data_folder
    from tests.benchmarks.proposals import rank, read_judged, table_of, unjudged

    judged = read_judged(data_folder("graph") / "judgements.tsv")
    lines = table_of(rank(unjudged(read_report())), judged)
    printed = "\n".join(line.rstrip() for line in lines)
    return f"```console\n$ python -m tests.benchmarks.proposals\n{printed}\n```"


def formats() -> str:
    """What `pcad-kg export list` prints."""
    from pcad_kg.export.formats import formats_list

    return f"```console\n$ pcad-kg export list\n{formats_list()}```"


def queries(folder: str) -> str:
    """The named queries of a folder with their questions, as a table."""
    from pcad_kg.library import named_queries

    lines = ["| query | question | for | parameters |", "| --- | --- | --- | --- |"]
    for query in named_queries():
        if query.folder == folder:
            parameters = ", ".join(
                f"{parameter.name} ({parameter.kind}): `{parameter.example}`"
                for parameter in query.parameters
            )
            link = f"[{query.name}]({folder}/{query.name}.rq)"
            readers = ", ".join(query.readers)
            lines.append(
                f"| {link} | {query.question} | {readers} | {parameters or 'none'} |"
            )
    return "\n".join(lines)


PARTS: dict[Path, dict[str, Callable[[], str]]] = {
    README: {
        "trail": trail,
        "counts": counts,
        "formats": formats,
        "agreement": agreement,
        "proposals": proposals,
    },
    LIBRARY: {name: partial(queries, name) for name in ("trails", "checks", "views")},
}


def filled(path: Path) -> str:
    """A file's text with its marked parts made anew."""
    text = path.read_text(encoding="utf-8")
    for name, make in PARTS[path].items():
        marks = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        made = make()
        text, found = marks.subn(lambda m, made=made: f"{m[1]}\n{made}\n\n{m[2]}", text)
        if found != 1:
            sys.exit(f"{path.name}: expected one part {name}, found {found}")
    return text


def main() -> None:
    """Write both files, or print the test command."""
    if sys.argv[1:] == ["--test-command"]:
        print(test_command())
        return
    for path in PARTS:
        path.write_text(filled(path), encoding="utf-8")


if __name__ == "__main__":
    main()
