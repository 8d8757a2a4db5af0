"""A trail as a page to paste or to print: Markdown, and HTML by itself."""

import re
from collections.abc import Iterable
from html import escape

from pcad_kg.cited import Item, Reference
from pcad_kg.entries import Entry, Kinds, laid_out
from pcad_kg.groups import Group
from pcad_kg.trail import Trail
from pcad_kg.wording import NOTHING, caption, citation, cited, facts, lead

LIMIT = 360
NOTE = (
    "Words in quotation marks are the report's, the words relied on set off; strengths"
    " and reasons are judgements of pcad-kg's readers. “p. 55 ff.”: the section begins"
    " on that page by the printed contents. L341 is line 341 of the text read."
)
MARKS = re.compile(r"([\\`*_\[\]<>#|&~])")
STYLE = """
body { font: 1rem/1.5 Georgia, serif; color: #1a1a1a; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3, h4, dt, .label { font-family: system-ui, sans-serif }
h1 { margin-bottom: .3rem } h2 { border-bottom: 2px solid; padding-bottom: .2rem }
h2.direct { color: #14532d } h2.contextual { color: #164e63 }
h2.against, p.against { color: #991b1b } p.against { font-weight: 600 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem }
dt { font-weight: 600 } dd { margin: 0 }
ul { list-style: none; padding: 0 } li { margin: .9rem 0 }
blockquote, p { break-inside: avoid }
li ul { border-left: 2px solid #ccc; padding-left: 1rem }
p { margin: .15rem 0 } blockquote { margin: .3rem 0 .3rem 1rem }
p.doubt { color: #7c2d12; border-left: 3px solid; padding-left: .5rem }
mark { background: #fef3c7; color: inherit } .reason { font-style: italic }
cite, .place, footer { color: #4a4a4a; font-size: .875rem; font-style: normal }
@media print { body { max-width: none; margin: 0; font-size: 10pt }
  mark { background: none; text-decoration: underline } h2, h3 { break-after: avoid } }
"""


def trail_markdown(trail: Trail) -> str:
    """A trail as Markdown with a citation for each item and the reference below."""
    item = trail.item
    parts = [f"# {_md(trail.label)}", _md(lead(item)), _md(_cited(trail, item))]
    parts += [f"**{name}:** {_md(said)}" for name, said in facts(trail)]
    for laid in laid_out(trail, LIMIT):
        parts += _md_group(trail.reference, *laid)
    parts += [] if trail.groups else [_md(NOTHING)]
    parts += ["## Reference", _md(citation(trail.reference)), f"*{_md(NOTE)}*"]
    return "\n\n".join(part for part in parts if part) + "\n"


def _md(text: str) -> str:
    r"""Text whose signs Markdown takes as text.

    >>> _md("a *b* <c> & d")
    'a \\*b\\* \\<c\\> \\& d'
    """
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def _cited(trail: Trail, item: Item) -> str:
    return cited(trail.reference, item) if item.first_line else ""


def _caption(entry: Entry) -> str:
    """What stands behind a label; a speaker stands behind the quoted words instead."""
    is_signed = entry.item.kind == "Quote" and entry.source == entry.item
    return "" if is_signed else caption(entry.item)


def _md_group(reference: Reference, group: Group, kinds: Kinds) -> list[str]:
    if not group.steps:
        return [f"## {_md(group.heading)}", _md(group.empty)]
    parts = [f"## {_md(group.heading)} ({len(group.steps)})"]
    for kind, entries in kinds:
        parts += [f"### {_md(kind)}"] if kind else []
        parts += _md_entries(reference, entries, "")
    return parts


def _md_entries(
    reference: Reference, entries: Iterable[Entry], indent: str
) -> list[str]:
    parts: list[str] = []
    for entry in entries:
        first, *others = _md_entry(reference, entry)
        parts.append(f"{indent}- {first}")
        parts += [f"{indent}  {other}" for other in others]
        parts += _md_entries(reference, entry.entries, f"{indent}  ")
        if entry.against:
            parts.append(f"{indent}  **Counter-evidence**")
            parts += _md_entries(reference, entry.against, f"{indent}  ")
    return parts


def _md_entry(reference: Reference, entry: Entry) -> list[str]:
    item = entry.item
    before, words, after = (MARKS.sub(r"\\\1", part) for part in entry.quoted)
    place = _md(cited(reference, item))
    source = _md(cited(reference, entry.source))
    relation = f"{_md(entry.relation)} " if entry.relation else ""
    said = [f"{relation}**{_md(item.label)}** {_md(_caption(entry))}".rstrip()]
    said += [_md(" · ".join(item.figures))] if item.figures else []
    said += [f"*{_md(entry.reason)}*"] if entry.reason else []
    said += [f"**{_md(doubt)}**" for _, doubt in entry.doubts]
    if entry.source != item or not any(entry.quoted):
        said.append(place)
    if not any(entry.quoted):
        return said
    strong = f"**{words}**" if words and (before or after) else words
    quote = f"{before}{strong}{after}"
    by = f" — {_md(entry.source.speaker)}" if entry.source.speaker else ""
    return [*said, f"> “{quote}”{by} {source}"]


def trail_html(trail: Trail) -> str:
    """A trail as one HTML page: nothing is fetched, no script runs, it prints well."""
    title = f"{trail.label}: {trail.reference.title}"
    place = _cited(trail, trail.item)
    body = [
        _tag("h1", escape(trail.label)),
        _tag("p", escape(lead(trail.item))),
        _tag("p", escape(place), "place") if place else "",
        _html_facts(trail),
        *(_html_group(trail.reference, *laid) for laid in laid_out(trail, LIMIT)),
        "" if trail.groups else _tag("p", escape(NOTHING)),
        _tag("h2", "Reference"),
        _tag("p", escape(citation(trail.reference))),
        _tag("p", escape(NOTE), "place"),
    ]
    return PAGE.format(title=escape(title), style=STYLE, body="\n".join(body))


PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _tag(name: str, inner: str, class_: str = "") -> str:
    """An element around HTML that is escaped already."""
    named = f' class="{class_}"' if class_ else ""
    return f"<{name}{named}>{inner}</{name}>"


def _html_facts(trail: Trail) -> str:
    pairs = (
        _tag("dt", escape(name)) + _tag("dd", escape(said))
        for name, said in facts(trail)
    )
    inner = "".join(pairs)
    return _tag("dl", inner) if inner else ""


def _html_group(reference: Reference, group: Group, kinds: Kinds) -> str:
    if not group.steps:
        heading = _tag("h2", escape(group.heading), group.strength)
        return heading + _tag("p", escape(group.empty))
    heading = escape(f"{group.heading} ({len(group.steps)})")
    parts = [_tag("h2", heading, group.strength)]
    for kind, entries in kinds:
        parts += [_tag("h3", escape(kind))] if kind else []
        parts.append(_html_entries(reference, entries))
    return "\n".join(parts)


def _html_entries(reference: Reference, entries: Iterable[Entry]) -> str:
    items = (_tag("li", _html_entry(reference, entry)) for entry in entries)
    inner = "\n".join(items)
    return _tag("ul", inner) if inner else ""


def _html_entry(reference: Reference, entry: Entry) -> str:
    item = entry.item
    relation = f"{escape(entry.relation)} " if entry.relation else ""
    label = _tag("strong", escape(item.label), "label")
    against = _html_entries(reference, entry.against)
    parts = [
        _tag("p", f"{relation}{label} {escape(_caption(entry))}".rstrip()),
        _tag("p", escape(" · ".join(item.figures))) if item.figures else "",
        _tag("p", escape(entry.reason), "reason") if entry.reason else "",
        *(_tag("p", escape(doubt), "doubt") for _, doubt in entry.doubts),
        _html_quotation(reference, entry),
        _html_entries(reference, entry.entries),
        _tag("p", "Counter-evidence", "against label") + against if against else "",
    ]
    return "\n".join(part for part in parts if part)


def _html_quotation(reference: Reference, entry: Entry) -> str:
    """The words with who says them and where; the place alone where none are quoted."""
    own = _tag("p", escape(cited(reference, entry.item)), "place")
    if not any(entry.quoted):
        return own
    before, words, after = map(escape, entry.quoted)
    place = escape(cited(reference, entry.source))
    marked = _tag("mark", words) if words and (before or after) else words
    speaker = entry.source.speaker
    by = f"— {escape(speaker)} " if speaker else ""
    quote = _tag("p", f"“{before}{marked}{after}”")
    quotation = _tag("blockquote", quote + _tag("footer", by + _tag("cite", place)))
    return quotation if entry.source == entry.item else own + quotation
