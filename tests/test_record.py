"""The record of a build: nothing changed is known, and any change is."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pcad_kg import build as building
from pcad_kg import record
from pcad_kg.build import Outcome
from pcad_kg.cli import main
from pcad_kg.record import Told, inputs_of, keep, record_of, told_by

INPUTS = (
    "report.txt",
    "ontology/pcad.ttl",
    "ontology/shapes/items.ttl",
    "graph/judgements.tsv",
    "package/build.py",
    "package/audit/counts.py",
)
TOLD = Told({"findings": 2}, "a note")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one input of each kind, instead of the project's own."""
    for name in INPUTS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")
    monkeypatch.setattr(record, "PACKAGE", tmp_path / "package")
    monkeypatch.setattr(record, "data_folder", lambda name: tmp_path / name)
    return tmp_path


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder as a build leaves it."""
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "findings.ttl").write_text("made\n", encoding="utf-8")
    return folder


def change_one_byte(path: Path) -> None:
    """The last letter of a file becomes another, its length stays."""
    data = bytearray(path.read_bytes())
    data[-2] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", INPUTS)
def test_one_byte_of_an_input_makes_other_inputs(project: Path, name: str) -> None:
    """Text, ontology, shapes, tables and code, in folders within too."""
    before = inputs_of(project / "report.txt")
    assert inputs_of(project / "report.txt") == before
    change_one_byte(project / name)
    assert inputs_of(project / "report.txt") != before


def test_other_versions_and_options_make_other_inputs(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another rdflib, or none; places masked or not."""
    source = project / "report.txt"
    before = inputs_of(source)
    assert inputs_of(source, redact=True) != before
    monkeypatch.setattr(record, "_version", lambda library: "0.1")
    assert inputs_of(source) != before


def test_what_did_not_change_is_told_again(made: Path) -> None:
    """Counts and note, for the same inputs alone; the folder holds nothing more."""
    keep(made, "inputs", TOLD)
    assert [path.name for path in made.iterdir()] == ["findings.ttl"]
    assert told_by(made, "inputs") == TOLD
    assert told_by(made, "others") is None


def test_any_change_to_an_output_is_seen(made: Path) -> None:
    """A byte, a file more, a file less, another name."""
    path = made / "findings.ttl"
    keep(made, "inputs", TOLD)
    change_one_byte(path)
    assert told_by(made, "inputs") is None
    change_one_byte(path)
    assert told_by(made, "inputs") == TOLD
    (made / "more.ttl").touch()
    assert told_by(made, "inputs") is None
    (made / "more.ttl").unlink()
    path.rename(made / "other.ttl")
    assert told_by(made, "inputs") is None


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        "{}",
        '"words"',
        '{"sha256": "0", "counts": {}, "note": ""}',
        '{"sha256": "0", "counts": 1, "note": ""}',
    ],
)
def test_a_record_that_is_none_is_not_believed(made: Path, kept: str) -> None:
    """Cut short, of another form, or with a hash of nothing."""
    (record_of(made)).write_text(kept, encoding="utf-8")
    assert told_by(made, "inputs") is None


def test_counts_that_were_edited_are_not_told(made: Path) -> None:
    """The hash holds what is told as well."""
    keep(made, "inputs", TOLD)
    path = record_of(made)
    kept = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**kept, "counts": {"findings": 3}}), encoding="utf-8")
    assert told_by(made, "inputs") is None


def test_a_record_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    """The next build is a whole one, and this one is no failure."""
    folder = tmp_path / "missing" / "made"
    keep(folder, "inputs", TOLD)
    assert told_by(folder, "inputs") is None


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were built into; a build writes one file and counts it."""
    folders: list[Path] = []

    def run(_: Path, folder: Path, *__: object, writes: bool, **___: bool) -> Outcome:
        folders.append(folder)
        if writes:
            folder.mkdir(exist_ok=True)
            (folder / "findings.ttl").write_text("made\n", encoding="utf-8")
        return Outcome({"findings": 2}, "", (), [])

    monkeypatch.setattr(building, "run", run)
    return folders


def call(project: Path, *arguments: str) -> Result:
    """A `pcad-kg build` of a project's text into its folder `made`."""
    source, folder = str(project / "report.txt"), str(project / "made")
    return CliRunner().invoke(
        main, ["build", "--source", source, "--output", folder, *arguments]
    )


def test_a_second_build_runs_only_if_something_changed(
    project: Path, runs: list[Path]
) -> None:
    """Nothing changed: it says so. A byte of an input or an output: a whole build."""
    assert call(project).stdout == "      2  findings\n"
    assert "made/ is up to date" in call(project).stdout
    assert call(project, "--quiet").output == ""
    assert len(runs) == 1
    change_one_byte(project / "graph/judgements.tsv")
    call(project)
    assert len(runs) == 2
    change_one_byte(project / "made/findings.ttl")
    call(project)
    assert len(runs) == 3
    assert "made/ is up to date" in call(project).stdout


@pytest.mark.usefixtures("runs")
def test_an_unchanged_build_answers_in_json_too(project: Path) -> None:
    """The counts of the build before, and that nothing changed."""
    call(project)
    answer = json.loads(call(project, "--json").stdout)
    assert answer == {"findings": 2, "unchanged": True}


@pytest.mark.parametrize("option", ["--force", "--check"])
def test_force_and_check_never_trust_the_record(
    project: Path, runs: list[Path], option: str
) -> None:
    """Whatever the record says, all is built; a check leaves the record as it is."""
    call(project)
    assert call(project, option).exit_code == 0
    assert len(runs) == 2
    assert "made/ is up to date" in call(project).stdout


def test_a_build_that_violates_a_shape_is_not_recorded(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one is a whole build again, and finds it again."""
    from pcad_kg.validate import Violation

    wrong = Violation(1, "F2.1", "iri", "says why", "shape", "Violation", "")
    outcomes: list[Mapping[str, int]] = []

    def run(*_: object, **__: object) -> Outcome:
        outcomes.append({})
        return Outcome({}, "", (wrong,), [])

    monkeypatch.setattr(building, "run", run)
    assert [call(project).exit_code for _ in range(2)] == [1, 1]
    assert len(outcomes) == 2


@pytest.mark.usefixtures("runs")
def test_a_profile_tells_each_step(project: Path) -> None:
    """On the error stream, as lines or as JSON; the counts stay what they are."""
    told = call(project, "--profile")
    assert told.stdout == "      2  findings\n"
    assert [line.split()[-1] for line in told.stderr.splitlines()] == [
        "compare",
        "load",
        "all",
    ]
    laps = json.loads(call(project, "--profile", "--json").stderr)
    assert [lap["step"] for lap in laps] == ["compare"]
    assert sum(lap["share"] for lap in laps) == pytest.approx(1)


def test_an_output_without_a_name_is_refused() -> None:
    """One line, exit 2; the working folder is not written to."""
    result = CliRunner().invoke(main, ["build", "--output", ""])
    assert result.exit_code == 2
    assert result.stderr == (
        "pcad-kg: Invalid value for '--output': it names nothing; name one, or leave"
        " it out; see `pcad-kg build --help`\n"
    )


def test_an_interrupted_build_exits_130(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line; 1 would say that something was found."""

    def run(*_: object, **__: object) -> Outcome:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "run", run)
    result = call(project)
    assert (result.exit_code, result.stderr) == (130, "pcad-kg: interrupted\n")
