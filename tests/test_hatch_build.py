"""The build hook: what is pinned gets into the wheel, and nothing else."""

import importlib.util
import io
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
    files = {"dist/lib.js": "draw();", "LICENSE": LICENCE, "install.js": "steal();"}
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
        files=("dist/lib.js",),
        licence_file="LICENSE",
    )


def test_only_the_files_named_are_taken(
    hook: ModuleType, package: object, tmp_path: Path
) -> None:
    """The library, the list of licences, the pins, and git told to ignore them."""
    folder = tmp_path / "vendor"
    assert not hook.is_there((package,), folder)
    hook.fetch((package,), folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore",
        "THIRD-PARTY.txt",
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
    newer = hook.Package("lib", "1.2.4", "sha512-x", "MIT", ("dist/lib.js",), "LICENSE")
    assert not hook.is_there((newer,), tmp_path)


def test_the_pins_are_exact() -> None:
    """Each package has one version and a sha512; Cytoscape.js is among them."""
    with (CHECKOUT / "pyproject.toml").open("rb") as opened:
        wheel = tomllib.load(opened)["tool"]["hatch"]["build"]["targets"]["wheel"]
    packages = wheel["hooks"]["custom"]["packages"]
    assert "cytoscape" in packages
    for values in packages.values():
        assert values["version"].replace(".", "").isdigit()
        assert values["integrity"].startswith("sha512-")
        assert len(values["integrity"]) == len("sha512-") + 88
