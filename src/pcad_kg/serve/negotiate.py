"""`Accept` → the form of an answer that its reader likes best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from pcad_kg.serve.paths import Suffix


@dataclass(frozen=True, slots=True)
class Media:
    """A form of answer: its media type, other types it is asked by, a short name."""

    type: str
    others: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    is_text: bool = True

    @property
    def content_type(self) -> str:
        """The type as an answer's header gives it."""
        return f"{self.type}; charset=utf-8" if self.is_text else self.type


class Form(Enum):
    """Every form that the server answers in."""

    HTML = Media("text/html", ("application/xhtml+xml",), ("html",))
    TURTLE = Media(
        "text/turtle", ("application/x-turtle", "text/n3"), ("ttl", "turtle")
    )
    N_TRIPLES = Media("application/n-triples", ("text/plain",), ("nt", "n-triples"))
    JSON_LD = Media(
        "application/ld+json",
        ("application/json",),
        ("jsonld", "json-ld", "json"),
        False,
    )
    RDF_XML = Media(
        "application/rdf+xml",
        ("application/xml", "text/xml"),
        ("rdf", "rdf+xml", "xml"),
        False,
    )
    JSON = Media(
        "application/sparql-results+json", ("application/json",), ("json",), False
    )
    XML = Media(
        "application/sparql-results+xml",
        ("application/xml", "text/xml"),
        ("xml",),
        False,
    )
    CSV = Media("text/csv", (), ("csv",))
    TSV = Media("text/tab-separated-values", (), ("tsv",))
    PLAIN_JSON = Media("application/json", (), (), False)

    @property
    def media(self) -> Media:
        """What is known of the form."""
        value: Media = self.value
        return value


# The first of each is what a reader gets who has no wishes.
RDF_FORMS = (Form.TURTLE, Form.JSON_LD, Form.N_TRIPLES, Form.RDF_XML)
RESULT_FORMS = (Form.JSON, Form.XML, Form.CSV, Form.TSV)
PAGE_FORMS = (Form.HTML, *RDF_FORMS)
BY_SUFFIX = {
    Suffix.HTML: Form.HTML,
    Suffix.TURTLE: Form.TURTLE,
    Suffix.JSON_LD: Form.JSON_LD,
    Suffix.JSON: Form.PLAIN_JSON,
    Suffix.N_TRIPLES: Form.N_TRIPLES,
    Suffix.RDF_XML: Form.RDF_XML,
}


EXACT = 3


@dataclass(frozen=True, slots=True)
class _Wish:
    """One media range of an `Accept` header, and how much it is liked."""

    kind: str
    sub: str
    quality: float

    def fits(self, type_: str) -> int:
        """How exactly the range means a type: 0 not at all, 3 to the letter."""
        kind, _, sub = type_.partition("/")
        if (self.kind, self.sub) == (kind, sub):
            return EXACT
        if (self.kind, self.sub) == (kind, "*"):
            return 2
        return 1 if (self.kind, self.sub) == ("*", "*") else 0


def best_form(accept: str | None, offered: Sequence[Form]) -> Form | None:
    """The offered form that is liked best, the first of equals; nothing where none is.

    >>> best_form("text/csv;q=0.5, application/sparql-results+xml", RESULT_FORMS)
    <Form.XML: ...>
    >>> best_form("image/png", RESULT_FORMS), best_form("", RDF_FORMS)
    (None, <Form.TURTLE: ...>)
    """
    wishes = tuple(_wishes(accept or ""))
    if not wishes:
        return offered[0]
    liked = [(_liking(wishes, form.media), form) for form in offered]
    quality = max(quality for quality, _ in liked)
    return next(f for q, f in liked if q == quality) if quality > 0 else None


def form_by_name(name: str, offered: Iterable[Form]) -> Form | None:
    """The offered form of a short name such as "csv", or of a media type."""
    wanted = name.strip().lower()
    for form in offered:
        if wanted in (*form.media.short, form.media.type):
            return form
    return None


def _liking(wishes: Iterable[_Wish], media: Media) -> float:
    """How much a form is liked: by its own type, or by another it is known as."""
    own = _quality(wishes, media.type)
    if own is not None and own[0] == EXACT:
        return own[1]
    others = [q for other in media.others if (q := _quality(wishes, other))]
    named = [quality for exactness, quality in others if exactness == EXACT]
    if named:
        return max(named)
    return own[1] if own is not None else 0.0


def _quality(wishes: Iterable[_Wish], type_: str) -> tuple[int, float] | None:
    """The most exact range that means a type: how exact it is, and its quality."""
    fitting = [(fits, wish.quality) for wish in wishes if (fits := wish.fits(type_))]
    return max(fitting, default=None)


def _wishes(accept: str) -> Iterable[_Wish]:
    for part in accept.split(","):
        range_, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, sub = range_.partition("/")
        if slash and kind and sub:
            yield _Wish(kind, sub, _quality_of(parameters))


def _quality_of(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return min(max(quality, 0.0), 1.0) if quality == quality else 0.0
    return 1.0
