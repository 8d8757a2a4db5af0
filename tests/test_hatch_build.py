"""The build hook: what is pinned gets into the wheel, and nothing else."""

import dataclasses
import importlib.util
import io
import json
import sys
import tarfile
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from pcad_kg.paths import CHECKOUT

LICENCE = "Do as you like."


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The hook's module, which stands outside the package."""
    spec = importlib.util.spec_from_file_location(
        "hatch_build", CHECKOUT / ".hatch" / "hatch_build.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["hatch_build"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def archive() -> bytes:
    """A package as the registry hands it out."""
    files = {
        "dist/lib.js": "draw();",
        "dist/lib.css": "a {}",
        "LICENSE": LICENCE,
        "install.js": "steal();",
    }
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as opened:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(text)
            opened.addfile(member, io.BytesIO(text.encode()))
    return packed.getvalue()


@pytest.fixture
def package(
    hook: ModuleType, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> object:
    """The package as it is pinned, and the archive in place of a network."""
    monkeypatch.setattr(hook, "_packed", lambda wanted: archive)
    return hook.Package(
        name="lib",
        version="1.2.3",
        integrity=hook._sha512(archive),
        licence="MIT",
        folder="vendor",
        files=("dist/lib.js", "dist/lib.css"),
        licence_file="LICENSE",
    )


def test_only_the_files_named_are_taken(
    hook: ModuleType, package: object, tmp_path: Path
) -> None:
    """Script and style, the list of licences, the pins, and git told to ignore them."""
    folder = tmp_path / "vendor"
    assert not hook.is_there((package,), folder)
    hook.fetch((package,), folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore",
        "THIRD-PARTY.txt",
        "lib.css",
        "lib.js",
        "pinned.json",
    ]
    assert (folder / "lib.js").read_text() == "draw();"
    assert (folder / "THIRD-PARTY.txt").read_text() == f"lib 1.2.3 (MIT)\n\n{LICENCE}\n"
    assert (folder / ".gitignore").read_text() == "*\n"
    assert hook.is_there((package,), folder)


def test_another_archive_is_refused(
    hook: ModuleType,
    package: object,
    archive: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One byte more than was pinned, and nothing is written."""
    monkeypatch.setattr(hook, "_packed", lambda wanted: archive + b"\0")
    with pytest.raises(hook.FetchError, match=r"^lib@1\.2\.3: expected sha512-"):
        hook.fetch((package,), tmp_path / "vendor")
    assert not (tmp_path / "vendor").exists()


@pytest.mark.parametrize("name", ["lib.js", "THIRD-PARTY.txt", "pinned.json"])
def test_what_was_changed_is_fetched_anew(
    hook: ModuleType, package: object, tmp_path: Path, name: str
) -> None:
    """A file touched or gone since makes the folder count as empty."""
    hook.fetch((package,), tmp_path)
    (tmp_path / name).write_text("changed")
    assert not hook.is_there((package,), tmp_path)
    hook.fetch((package,), tmp_path)
    (tmp_path / name).unlink()
    assert not hook.is_there((package,), tmp_path)


def test_another_version_is_fetched_anew(
    hook: ModuleType, package: object, tmp_path: Path
) -> None:
    """What was fetched for other pins does not count."""
    hook.fetch((package,), tmp_path)
    newer = dataclasses.replace(package, version="1.2.4", integrity="sha512-x")
    assert not hook.is_there((newer,), tmp_path)


def test_what_is_part_of_a_file_is_told_by_its_licence(
    hook: ModuleType, package: object, tmp_path: Path
) -> None:
    """No file of it is taken; a package without a licence's text says so."""
    bare = dataclasses.replace(package, licence_file="")
    part = dataclasses.replace(package, name="part", files=())
    hook.fetch((bare, part), tmp_path)
    kept = json.loads((tmp_path / "pinned.json").read_text())
    assert sorted(kept["files"]) == ["THIRD-PARTY.txt", "lib.css", "lib.js"]
    assert sorted(kept["packages"]) == ["lib@1.2.3", "part@1.2.3"]
    assert (tmp_path / "THIRD-PARTY.txt").read_text() == (
        f"lib 1.2.3 (MIT)\n\n{hook.NO_TEXT}\n\npart 1.2.3 (MIT)\n\n{LICENCE}\n"
    )
    assert hook.is_there((bare, part), tmp_path)


def test_each_folder_is_looked_at_by_itself(
    hook: ModuleType, archive: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in one folder is not fetched again for the sake of another."""
    asked: list[str] = []

    def packed(wanted: str) -> bytes:
        asked.append(wanted)
        return archive

    monkeypatch.setattr(hook, "_packed", packed)
    values = {
        "version": "1.2.3",
        "integrity": hook._sha512(archive),
        "licence": "MIT",
        "licence-file": "LICENSE",
        "files": ["dist/lib.js"],
    }
    pins = {name: {**values, "folder": name} for name in ("one", "two")}
    build = hook.CustomBuildHook(str(tmp_path), {"packages": pins}, *[None] * 4)
    data: dict[str, list[str]] = {"artifacts": []}
    build.initialize("standard", data)
    assert asked == ["one@1.2.3", "two@1.2.3"]
    assert data["artifacts"] == [
        *("/one/*.js", "/one/*.css", "/one/THIRD-PARTY.txt"),
        *("/two/*.js", "/two/*.css", "/two/THIRD-PARTY.txt"),
    ]
    (tmp_path / "two" / "lib.js").unlink()
    build.initialize("standard", data)
    assert asked[2:] == ["two@1.2.3"]
    build.initialize("standard", data)
    assert len(asked) == 3


def test_the_pins_are_exact(hook: ModuleType) -> None:
    """Each package has one version, a sha512 and a folder; two of them give files."""
    with (CHECKOUT / "pyproject.toml").open("rb") as opened:
        wheel = tomllib.load(opened)["tool"]["hatch"]["build"]["targets"]["wheel"]
    packages = [
        hook.pinned(name, values)
        for name, values in wheel["hooks"]["custom"]["packages"].items()
    ]
    for package in packages:
        assert package.version.replace(".", "").isdigit()
        assert package.integrity.startswith("sha512-")
        assert len(package.integrity) == len("sha512-") + 88
        assert package.files or package.licence_file
    folders = hook.by_folder(tuple(packages))
    first = {folder: found[0].name for folder, found in folders.items()}
    assert first == {
        "src/pcad_kg/export/web/vendor": "cytoscape",
        "src/pcad_kg/serve/assets/vendor": "@zazuko/yasqe",
    }
