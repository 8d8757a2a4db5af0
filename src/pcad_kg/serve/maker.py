"""The data of a page → the page: as it is, where it moved, and what is wrong."""

from pcad_kg.errors import PcadError
from pcad_kg.serve.made import Page
from pcad_kg.serve.render import Head, Renderer


class Maker:
    """Makes pages of a site.

    Args:
        renderer: the site's templates.
    """

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def made(self, template: str, head: Head, view: object, status: int = 200) -> Page:
        """A page of a template and its data."""
        body = self._renderer.html(template, head, view=view)
        return Page(status, body, head.title, head.iri or None)

    def moved(self, to: str, path: str, label: str, iri: str | None = None) -> Page:
        """A page that leads to where something is shown."""
        head = Head(path, label)
        body = self._renderer.html("moved.html", head, path=to, label=label)
        return Page(303, body, label, iri, to)

    def wrong(self, path: str, section: str, error: PcadError) -> Page:
        """What is said where a question cannot be answered."""
        head = Head(path, "This cannot be answered", section)
        view = {"title": head.title, "message": str(error)}
        return self.made("wrong.html", head, view, status=400)

    def missing(self, path: str) -> Page:
        """What is said where there is no page, with the ways on."""
        head = Head(path, "Nothing is here", "/")
        view = {"title": head.title, "message": f"There is no page at {path}."}
        return self.made("wrong.html", head, view, status=404)
