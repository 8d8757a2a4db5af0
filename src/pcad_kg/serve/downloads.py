"""The files that a page offers: its trail drawn, in words and as data."""

from pcad_kg.serve import paths
from pcad_kg.serve.desk import Desk
from pcad_kg.serve.drawn import picture_of
from pcad_kg.serve.items import TRAILED
from pcad_kg.serve.made import DOWNLOADS, SVG, Download
from pcad_kg.serve.render import Renderer
from pcad_kg.serve.told import trail_of
from pcad_kg.trail import Trail
from pcad_kg.trail_formats import WRITERS


class Downloads:
    """The files beside pages; the trail last asked for is kept for the next form."""

    def __init__(self, desk: Desk, renderer: Renderer) -> None:
        self._desk = desk
        self._renderer = renderer
        self._last: Trail | None = None

    def at(self, path: str) -> Download | None:
        """The file at a path; nothing where there is none."""
        start, _, name = path.rpartition("/")
        if name not in DOWNLOADS or not start:
            return None
        iri = str(paths.iri_of(start))
        if self._desk.kind(iri) not in TRAILED:
            return None
        form, media_type = DOWNLOADS[name]
        trail = self._trail(iri)
        if form != SVG:
            text = WRITERS[form](trail, self._desk.engine)
        elif trail.item.kind == "Recommendation":
            text = self._renderer.svg(picture_of(trail))
        else:
            return None
        return Download(media_type, text.encode())

    def _trail(self, iri: str) -> Trail:
        if self._last is None or self._last.item.iri != iri:
            self._last = trail_of(self._desk, self._desk.item(iri))
        return self._last
