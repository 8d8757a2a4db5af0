"""Write the answers that `test_ask.py` expects: read each change before committing it.

Run as `python -m tests.answers`.
"""

from pathlib import Path

from pcad_kg.ask import answer
from pcad_kg.engine.oxigraph import Oxigraph
from pcad_kg.library import named_queries
from pcad_kg.rows import answer_csv

FOLDER = Path(__file__).parent / "answers"


def main() -> None:
    """Write the answer to the first example of each query that gives rows."""
    FOLDER.mkdir(exist_ok=True)
    engine = Oxigraph()
    for query in named_queries():
        if query.folder != "views":
            rows = answer_csv(answer(query.name, engine, **query.example))
            (FOLDER / f"{query.name}.csv").write_text(rows, encoding="utf-8")


if __name__ == "__main__":
    main()
