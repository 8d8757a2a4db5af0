"""Write the answers that `test_ask.py` expects: read each change before committing it.

Run as `python -m tests.answers`.
"""

from pathlib import Path

from pcad_kg.ask import answer
from pcad_kg.library import named_queries
from pcad_kg.show import answer_csv
from pcad_kg.store import load_graph

FOLDER = Path(__file__).parent / "answers"


def main() -> None:
    """Write an answer for each query that gives rows, to the example in its header."""
    FOLDER.mkdir(exist_ok=True)
    graph = load_graph()
    for query in named_queries():
        if query.folder != "views":
            examples = {p.name: p.example for p in query.parameters}
            rows = answer_csv(answer(query.name, graph, **examples))
            (FOLDER / f"{query.name}.csv").write_text(rows, encoding="utf-8")


if __name__ == "__main__":
    main()
