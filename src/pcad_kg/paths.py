"""Where the project's data folders are, in a checkout or in an installed wheel."""

from pathlib import Path

from pcad_kg.errors import GraphError

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent
SOURCE_NAME = "protecting-children-at-a-distance.txt"


def is_checkout() -> bool:
    """Whether the package runs from a checkout, whose `graph/` a build may replace."""
    return (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "ontology").is_dir()


def data_folder(name: str) -> Path:
    """The folder `ontology`, `graph` or `queries`.

    A wheel carries the three folders inside the package; a checkout has them at its
    top.

    Raises:
        GraphError: the installation lacks the folder.
    """
    folder = CHECKOUT / name if is_checkout() else PACKAGE / "data" / name
    if not folder.is_dir():
        raise GraphError(
            f"{folder}: the folder is missing; install pcad-kg again, whole"
        )
    return folder


def source_file() -> Path:
    """The report's text as the project carries it."""
    return data_folder("graph") / "source" / SOURCE_NAME
