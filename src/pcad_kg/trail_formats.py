"""The formats that a trail is written in, by name; text is the terminal's."""

import json
from collections.abc import Callable
from dataclasses import asdict

from pcad_kg.engine.protocol import Engine
from pcad_kg.trail import Trail
from pcad_kg.trail_graph import trail_jsonld, trail_turtle
from pcad_kg.trail_page import trail_html, trail_markdown


def trail_json(trail: Trail) -> str:
    """A trail as plain data."""
    return json.dumps(asdict(trail), ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[Trail, Engine], str]] = {
    "markdown": lambda trail, engine: trail_markdown(trail),
    "html": lambda trail, engine: trail_html(trail),
    "json": lambda trail, engine: trail_json(trail),
    "turtle": trail_turtle,
    "jsonld": trail_jsonld,
}
