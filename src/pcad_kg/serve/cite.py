"""How an item of the report is cited: Markdown, plain text, BibTeX and RIS."""

import re
from dataclasses import dataclass

from pcad_kg.cited import Item, Reference
from pcad_kg.wording import citation, cited, shortened

# What BibTeX and LaTeX take as orders.
SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
LONG = 90


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one format, as text to copy."""

    name: str
    text: str


def citations_of(reference: Reference, item: Item) -> tuple[Citation, ...]:
    """An item cited in each format."""
    place = _place(item)
    what = _named(item)
    whole = citation(reference)
    return (
        Citation(
            "Markdown",
            f"> {item.text or item.title}\n>\n> [{item.label}]({item.iri})"
            f" {cited(reference, item)}\n\n{whole}",
        ),
        Citation("Plain text", f"{what}, {place}. In: {whole} {item.iri}"),
        Citation("BibTeX", _bibtex(reference, item, what)),
        Citation("RIS", _ris(reference, item, what)),
    )


def _named(item: Item) -> str:
    """What is cited in a few words: "Recommendation R16"."""
    kind = {"TableRow": "", "Table": "", "Figure": "", "Quote": ""}.get(
        item.kind, f"{item.kind} "
    )
    title = shortened(item.title, LONG) if item.kind in ("Table", "Figure") else ""
    return f"{kind}{item.label}{f': {title}' if title else ''}"


def _place(item: Item) -> str:
    page = [f"p. {item.page} ff."] if item.page else []
    return ", ".join([*filter(None, [item.section]), *page, f"line {item.first_line}"])


def _bibtex(reference: Reference, item: Item, what: str) -> str:
    key = re.sub(r"\W+", "-", f"pcad-{reference.year}-{item.label}".lower())
    fields = [
        ("author", _tex(" and ".join(reference.authors))),
        ("title", _tex(reference.title)),
        ("chapter", _tex(f"{what}, {item.section}".strip(", "))),
        ("publisher", _tex(reference.publisher)),
        ("year", _tex(reference.year)),
        ("url", reference.url),
        ("note", f"{_tex(_place(item))}; {item.iri}"),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@inbook{{{key},", *lines, "}"])


def _tex(text: str) -> str:
    r"""Text whose signs BibTeX takes as text; addresses must stay as they are.

    >>> _tex("Health & Care, ~5%")
    'Health \\& Care, \\textasciitilde{}5\\%'
    """
    return text.translate(SIGNS)


def _ris(reference: Reference, item: Item, what: str) -> str:
    lines = [
        "TY  - CHAP",
        *(f"AU  - {author}" for author in reference.authors),
        f"TI  - {what}",
        f"T2  - {reference.title}",
        f"PB  - {reference.publisher}",
        f"PY  - {reference.year}",
        *([f"SP  - {item.page}"] if item.page else []),
        f"UR  - {reference.url}",
        f"L1  - {item.iri}",
        f"N1  - {_place(item)}",
        "ER  - ",
    ]
    return "\n".join(lines)
