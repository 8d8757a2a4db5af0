"""The command line: what it prints, and what its exit codes mean."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from pcad_kg import build as building
from pcad_kg import paths
from pcad_kg.build import Build, write_graphs
from pcad_kg.cli import main
from pcad_kg.errors import OutputError
from pcad_kg.paths import data_folder
from pcad_kg.store import load_graph
from pcad_kg.validate import Violation, violations


def run(*arguments: str, width: int = 80) -> Result:
    """What a command prints in a terminal of some width."""
    environment = {"COLUMNS": str(width), "TERM": "dumb", "NO_COLOR": "1"}
    return CliRunner(env=environment).invoke(main, arguments)


@pytest.fixture(autouse=True)
def loaded_once(committed: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The committed graph is loaded once for all commands; other folders as ever."""

    def load(path: Path | None = None) -> Graph:
        return committed if path is None else load_graph(path)

    monkeypatch.setattr("pcad_kg.store.load_graph", load)


@pytest.fixture(scope="module")
def size(built: Build) -> int:
    """How many triples the real graph has."""
    return len(building.union_of(built.graphs))


@pytest.fixture(autouse=True)
def built_once(built: Build, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report is built once for all commands, and known to conform; others as ever.

    That it conforms is tested with the shapes.
    """
    build = building.build_graph

    def build_once(
        source: Path | None = None,
        notify: Callable[[str], None] = lambda step: None,
        *,
        redact: bool = False,
    ) -> Build:
        if source or redact:
            return build(source, notify, redact=redact)
        return built

    def conforms(graph: Graph) -> tuple[Violation, ...]:
        return () if len(graph) == size else violations(graph)

    monkeypatch.setattr(building, "build_graph", build_once)
    monkeypatch.setattr("pcad_kg.validate.violations", conforms)


@pytest.fixture(scope="module")
def folder(built: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the real graph, to break."""
    path = tmp_path_factory.mktemp("graph")
    write_graphs(built.graphs, path)
    return path


def test_a_trail_is_printed_in_80_columns() -> None:
    """Exit 0; nothing is wider than the terminal."""
    result = run("trail", "R16")
    assert result.exit_code == 0
    assert "Table 3.11 row 6" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_trail_as_json() -> None:
    """The same as data."""
    found = json.loads(run("trail", "R6", "--json").stdout)
    direct = found["groups"][0]
    assert direct["heading"] == "Direct evidence"
    assert direct["steps"][0]["item"]["label"] == "F2.13"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("trail", "R99"), "pcad-kg: the report has no R99; did you mean R9 or R38?"),
        (("trail", "T3.99"), "did you mean Table 3.9 or Table 3.15?"),
        (("ask", "no-such-question"), "no query of that name"),
        (("ask", "what-grounds-this-finding"), "give finding"),
        (("ask", "what-grounds-this-finding", "-p", "x"), "write name=value"),
        (("ask", "a", "--query", "b"), "give one of a name, --file and --query"),
        (("ask", "--query", "SELEC"), "it begins with “SELEC” instead of SELECT, ASK"),
        (("ask", "--query", "ASK { ?s ?p"), "a bracket that opens is not closed"),
        (("ask", "-p", "agency=police"), "--param is for a named query"),
        (("ask", "--query", "ASK {}", "-p", "r=R6"), "--param is for a named query"),
        (("ask", "--format", "csv"), "--format is for its answer"),
        (("ask", "what-grounds-this-finding", "-p", "graph=1"), "no parameter “graph”"),
        (("ask", "what-stands-on-this-line", "-p", "line=--5"), "line: “--5” is not"),
        (("ask", "what-grounds-this-finding", "-p", "finding=R16"), "is no finding"),
        (("ask", "--for", ""), "--for “”: write one of"),
        (("ask", "--file", "none.rq"), "kg: none.rq: cannot be read (No such file"),
        (
            ("ask", "--query", "ASK {}", "--format", "turtle"),
            "only a CONSTRUCT is printed as Turtle",
        ),
        (("ask", "evidence", "--json"), "a CONSTRUCT is printed as Turtle"),
        (("build", "--source", "none.txt"), "none.txt: cannot be read"),
        (("build", "--redact"), "--redact: name a folder with --output"),
        (("audit", "--kind", "x"), "--kind “x”: no such kind; choose fraction"),
        (("suggest", "R99"), "“R99”: no recommendation of that label"),
        (("coverage", "--source", "none.txt"), "none.txt: cannot be read"),
        (("disclosure", "--source", "none.txt"), "none.txt: cannot be read"),
        (("validate", "--graph", "none"), "none: no such folder; name one that holds"),
        (("validate", "--graph", "tests"), "tests: no graph in it; name a folder"),
        (("export", "svg", "-o", "tests"), "such as tests/evidence.svg"),
        (("export", "csv", "-o", "LICENSE"), "LICENSE: it is no folder"),
        (("export", "dot", "--view", "x"), "--view “x”: no such view"),
        (("trail", "R6", "--endpoint", "x"), "“x”: not an http(s) address"),
        (("coverage", "--source", "LICENSE"), "LICENSE: it is not the report's text"),
        (("coverage", "--source", "LICENSE"), "SHA-256 that begins 729249ddd53c"),
    ],
)
def test_what_cannot_run_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    """Exit 2, one line on the error stream, no traceback, nothing printed."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("pcad-kg: ")
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("trail", "--wish"), "see `pcad-kg trail --help`"),
        (("trail",), "Missing argument 'ITEM'; see `pcad-kg trail --help`"),
        (("trail", "R6", "--only"), "see `pcad-kg trail --help`"),
        (("trail", "R6", "--depth", "9"), "see `pcad-kg trail --help`"),
        (("trail", "R6", "--format", "text", "--json"), "--format and --json; see"),
        (("validate", "--format", "ttl", "--json"), "--format and --json; see"),
        (("audit", "--json", "--csv"), "--format, --json, --csv and --markdown; see"),
        (("ask", "x", "--format", "csv", "--json"), "give one of --format and --json"),
        (("ask", "x", "-p", "below=3", "-p", "below=2"), "gives below twice"),
        (("build", "--output", "LICENSE"), "is a file; see `pcad-kg build --help`"),
        (("build", "--output", ""), "it names nothing"),
        (("export", "dot", "-o", ""), "it names nothing"),
        (("search", "x", "--graph", ""), "it names nothing"),
        (("no-such-command",), "No such command 'no-such-command'; see `pcad-kg --h"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], said: str) -> None:
    """Exit 2, and one line that ends with whose help to read."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("pcad-kg: ")
    assert result.stderr.endswith(" --help`\n")
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("{}",),
        ("trail", "{}"),
        ("trail", "R6", "--only", "{}"),
        ("ask", "{}"),
        ("ask", "--query", "{}"),
        ("ask", "--for", "{}"),
        ("ask", "what-grounds-this-finding", "-p", "{}"),
        ("search", "school", "--type", "{}"),
        ("search", "school", "--role", "{}"),
        ("export", "{}"),
        ("export", "dot", "--view", "{}"),
        ("audit", "--kind", "{}"),
        ("suggest", "{}"),
    ],
)
@pytest.mark.parametrize("long", ["x" * 5000, "x " * 2500], ids=["word", "words"])
def test_what_is_typed_is_repeated_in_short(
    arguments: tuple[str, ...], long: str
) -> None:
    """Of 5,000 letters about 60."""
    result = run(*(argument.format(long) for argument in arguments))
    assert result.exit_code == 2
    assert len(result.stderr) < 500
    assert "x" * 70 not in result.stderr.replace(" ", "")


def test_without_a_command_the_help_is_printed() -> None:
    """Exit 0, on the output, in every click; it tells the exit codes."""
    result = run()
    assert result.exit_code == 0
    assert result.stdout == run("--help").stdout
    for code in ("0 clean", "1 something was", "2 the command", "130"):
        assert code in " ".join(result.stdout.split())


def test_the_queries_are_listed_with_their_questions() -> None:
    """Names, examples of parameters, questions."""
    result = run("ask")
    assert result.exit_code == 0
    assert "what-is-this-recommendation-based-on" in result.stdout
    listed = json.loads(run("ask", "--json").stdout)
    assert {"name", "question", "parameters"} <= set(listed[0])


@pytest.mark.parametrize("format_", ["table", "csv", "json", "markdown"])
def test_a_named_query_is_answered(format_: str) -> None:
    """R37 concerns Children's Social Care, in every format."""
    name = "which-recommendations-concern-my-agency"
    result = run("ask", name, "-p", "agency=childrens-social-care", "--format", format_)
    assert result.exit_code == 0
    assert "R37" in result.stdout


def test_an_empty_answer_says_so() -> None:
    """As a table; data has no row and no word."""
    query = ("ask", "--query", "SELECT ?s { ?s pcad:none ?o }")
    assert run(*query).stdout == "No rows.\n"
    assert run(*query, "--json").stdout == "[]\n"
    assert run(*query, "--format", "csv").stdout == "s\n"


def test_no_line_ends_with_blanks() -> None:
    """Where the output is no terminal."""
    for command in (("check",), ("trail", "R16"), ("ask",), ("measures",)):
        lines = run(*command).stdout.splitlines()
        assert lines == [line.rstrip() for line in lines]


def test_any_sparql_is_answered(tmp_path: Path) -> None:
    """From the command line and from a file."""
    query = "SELECT (COUNT(*) AS ?n) { ?r a pcad:Recommendation }"
    assert json.loads(run("ask", "--query", query, "--json").stdout) == [{"n": "38"}]
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    assert run("ask", "--file", str(tmp_path / "q.rq"), "--format", "csv").stdout == (
        "n\n38\n"
    )


def test_a_construct_is_turtle() -> None:
    """It parses as such."""
    result = run("ask", "evidence")
    assert result.exit_code == 0
    assert len(Graph().parse(data=result.stdout, format="turtle")) > 50


def test_a_graph_that_conforms_exits_0() -> None:
    """One line with the number of triples."""
    result = run("validate")
    assert result.exit_code == 0
    assert "triples conform to every shape" in result.stdout
    assert json.loads(run("validate", "--json").stdout) == []


def test_a_graph_that_does_not_exits_1(folder: Path) -> None:
    """Item, line of the source and what to do; as JSON and as a SHACL report too."""
    path = folder / "findings.ttl"
    text = path.read_text(encoding="utf-8")
    broken = text.replace('pcad:number "2.7.b"', 'pcad:number "second"')
    assert broken != text
    path.write_text(broken, encoding="utf-8")
    result = run("validate", "--graph", str(folder))
    assert result.exit_code == 1
    assert "F2.7.b (line 320)" in result.stdout
    as_json = run("validate", "--graph", str(folder), "--json")
    assert as_json.exit_code == 1
    assert json.loads(as_json.stdout)[0]["item"] == "F2.7.b"
    as_report = run("validate", "--graph", str(folder), "--format", "ttl")
    assert as_report.exit_code == 1
    assert "sh:ValidationReport" in as_report.stdout
    path.write_text(text, encoding="utf-8")


def test_a_build_prints_what_it_did(tmp_path: Path) -> None:
    """Counts as data; quiet prints nothing; both write the same files."""
    result = run("build", "--json", "--output", str(tmp_path / "one"))
    assert result.exit_code == 0
    assert json.loads(result.stdout)["recommendations"] == 38
    quiet = run("build", "--quiet", "--output", str(tmp_path / "two"))
    assert (quiet.exit_code, quiet.output) == (0, "")
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_check_finds_the_committed_graph_fresh() -> None:
    """Exit 0, the verdict, then the counts; nothing is written."""
    result = run("build", "--check")
    assert result.exit_code == 0
    assert result.stdout.startswith("graph/ is what a build makes.\n")
    assert "38  recommendations" in result.stdout


def test_a_check_finds_a_stale_graph(folder: Path) -> None:
    """Exit 1 with a summary of what would change; the file stays as it was."""
    path = folder / "figures.ttl"
    text = path.read_text(encoding="utf-8")
    stale = text.replace('"Figure 4.11"', '"Figure 4.99"')
    path.write_text(stale, encoding="utf-8")
    result = run("build", "--check", "--output", str(folder))
    assert result.exit_code == 1
    assert "figures.ttl: 1 triples added, 1 removed" in result.stdout
    assert f"is stale: run `pcad-kg build --output {folder}`" in result.stdout
    assert path.read_text(encoding="utf-8") == stale
    path.write_text(text, encoding="utf-8")


def test_another_text_is_told_apart(tmp_path: Path) -> None:
    """A changed comment builds, and says that the hash is not the pinned one."""
    text = paths.source_file().read_text(encoding="utf-8")
    source = tmp_path / "edited.txt"
    source.write_text(text.replace("Young carers.", "Carers."), encoding="utf-8")
    result = run("build", "--source", str(source), "--output", str(tmp_path / "graph"))
    assert result.exit_code == 0
    assert "is not the pinned 729249ddd53c…: this is another graph" in result.stderr


def test_a_text_of_another_form_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    """Exit 2, one line, and the folder is untouched."""
    source = tmp_path / "other.txt"
    source.write_text("Once upon a time.\n", encoding="utf-8")
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "report.ttl").write_text("old", encoding="utf-8")
    result = run("build", "--source", str(source), "--output", str(graph))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert [path.read_text(encoding="utf-8") for path in graph.iterdir()] == ["old"]


def test_a_redacted_build_masks_places(tmp_path: Path) -> None:
    """In the quotes' file the borough of line 2834 stands masked; exit 0."""
    result = run("build", "--redact", "--output", str(tmp_path), "--quiet")
    assert result.exit_code == 0, result.output
    quotes = (tmp_path / "quotes.ttl").read_text(encoding="utf-8")
    assert "social workers in [area] are working" in quotes
    for path in tmp_path.glob("*.ttl"):
        assert "Tameside" not in path.read_text(encoding="utf-8"), path.name


def test_coverage_is_told_in_80_columns() -> None:
    """Exit 0: no line is lost and each count that differs has its reason."""
    result = run("coverage")
    assert result.exit_code == 0
    assert "0 belong to nothing" in result.stdout
    assert "Appendix 2, Communication/Information sharing" in result.stdout
    assert "not explained" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_coverage_as_json() -> None:
    """Lines, counts and reasons as data."""
    found = json.loads(run("coverage", "--json").stdout)
    assert found["lost"] == []
    assert {"place", "printed", "found", "rationale"} <= set(found["counts"][0])


def test_disclosure_is_told_in_80_columns() -> None:
    """Exit 1: names, the mask that is undone, and lone roles are found."""
    result = run("disclosure")
    assert result.exit_code == 1
    assert "place “Tameside”" in result.stdout
    assert "“[area]” is “Tameside” in Quote L2834" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_disclosure_as_json() -> None:
    """The three lists as data."""
    found = json.loads(run("disclosure", "--json").stdout)
    assert set(found) == {"names", "lone_roles", "unmaskings"}


def test_the_audit_is_told_in_80_columns() -> None:
    """Exit 1: errors are found; one sentence each, with its lines."""
    result = run("audit", "--severity", "error")
    assert result.exit_code == 1
    assert "Line 458 prints 129/154 as 89%, but it is 83.8%.  L458" in result.stdout
    assert "Minor" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_the_audit_as_data() -> None:
    """By kind, as JSON; exit 0 where no error is listed."""
    result = run("audit", "--kind", "count", "--json")
    assert result.exit_code == 0
    assert {row["kind"] for row in json.loads(result.stdout)} == {"count"}


def test_agreement_and_check_are_told_in_80_columns() -> None:
    """The readers' figures exit 0; the check exits 1, since R34 has no evidence."""
    agreed, checked = run("agreement"), run("check")
    assert (agreed.exit_code, checked.exit_code) == (0, 1)
    assert "kappa" in agreed.stdout
    assert "R34  no evidence" in checked.stdout
    assert "-p recommendation=R2`" in " ".join(checked.stdout.split())
    for result in (agreed, checked):
        assert max(map(len, result.stdout.splitlines())) <= 80


def test_suggestions_are_unjudged() -> None:
    """What is proposed for R16 is not among its evidence; as data it has reasons."""
    found = json.loads(run("suggest", "R16", "--json").stdout)
    assert found
    assert all(proposal["reasons"] for proposal in found)
    assert not any(p["evidence_key"] == "3.11" for p in found)


def test_outside_a_checkout_a_build_asks_for_a_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An installed wheel's own graph is not written over."""
    monkeypatch.setattr(paths, "is_checkout", lambda: False)
    result = run("build")
    assert result.exit_code == 2
    assert "name the folder to write to with --output" in result.stderr


def test_what_cannot_be_painted_is_told_before_it_is_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is asked of the graph and no folder is made."""

    def refuse() -> None:
        raise OutputError("png: needs a package")

    def draw(*_: object) -> bytes:
        raise AssertionError("it was drawn")

    monkeypatch.setattr("pcad_kg.export.picture.require_painter", refuse)
    monkeypatch.setattr("pcad_kg.export.formats.export_of", draw)
    result = run("export", "png", "-o", str(tmp_path / "new" / "x.png"))
    assert (result.exit_code, result.stderr) == (2, "pcad-kg: png: needs a package\n")
    assert list(tmp_path.iterdir()) == []


def test_help_loads_no_heavy_module() -> None:
    """`--help` answers without rdflib, pyshacl, owlrl or rich."""
    code = (
        "import sys\nfrom pcad_kg.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(sorted(set(sys.modules) & {'rdflib','pyshacl','owlrl','rich'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_installed_data_is_whole() -> None:
    """Ontology, graph and queries are found where the package looks for them."""
    for name in ("ontology", "graph", "queries"):
        assert data_folder(name).is_dir()
