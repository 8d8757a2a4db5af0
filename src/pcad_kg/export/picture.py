"""A drawing → a picture for a page: SVG by own means, PNG from it.

A trail becomes a page of cards in layers, anything else a chart by its layout.
"""

from pcad_kg.errors import OutputError
from pcad_kg.export.briefing import briefing
from pcad_kg.export.chart import chart
from pcad_kg.export.drawing import Drawing
from pcad_kg.export.ink import SVG
from pcad_kg.export.markup import bytes_of

# Dots to an inch, sharp in print: 1,795 pixels for the 190 mm of a page.
DOTS = 240.0
PROBE = (
    f'<svg xmlns="{SVG}" width="9" height="9" font-family="Arial, sans-serif">'
    '<text y="9">R</text></svg>'
)


def to_svg(drawing: Drawing) -> bytes:
    """The picture as SVG, 190 mm wide, without script, style sheet or font.

    Labels are in one line each, all texts as `clean` leaves them.
    """
    is_page = drawing.view == "trail" and bool(drawing.nodes)
    return bytes_of(briefing(drawing) if is_page else chart(drawing))


def to_png(drawing: Drawing) -> bytes:
    """The picture as PNG, 1,795 pixels wide, with the fonts of this machine.

    Raises:
        OutputError: the package that paints is not installed, or there is no font.
    """
    require_painter()
    return _painted(to_svg(drawing).decode())


def require_painter() -> None:
    """See that a picture can be painted, before one is drawn.

    Raises:
        OutputError: the package that paints is not installed, or there is no font.
    """
    if _painted(PROBE) == _painted(PROBE.replace(">R<", "><")):
        raise OutputError(
            "png: there is no font to write with; install one, such as Debian's"
            " fonts-liberation, or export svg"
        )


def _painted(svg: str) -> bytes:
    try:
        import resvg_py
    except ImportError as error:
        raise OutputError(
            "png: needs the package resvg-py; run `pip install 'pcad-kg[png]'`, or"
            " export svg, which browsers and word processors open as well"
        ) from error
    made: bytes = resvg_py.svg_to_bytes(svg_string=svg, dpi=DOTS, background="white")
    return made
