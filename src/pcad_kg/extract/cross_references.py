"""Printed cross-references: "see Figure 2.1", "(Table 2.1A and B)", "at 2.8 below"."""

import re
from collections.abc import Iterable, Iterator

from pcad_kg.model import CrossReference, Kind, Passage, Section

# "Figure 2.12 and Figure 2.13" (946), "(Table 2.1A and B)" (756), "(table 4.1)" (2012).
ITEM = re.compile(
    r"""\b(?P<kind>[Ff]igure|[Tt]able)s?\s(?P<number>\d\.\d+[A-Z]?)
    (?P<more>(?:\s?(?:,|and|&)\s(?:\d\.\d+[A-Z]?|(?<=[A-Z]\sand\s)[A-Z])\b)*)""",
    re.VERBOSE,
)
MORE = re.compile(r"\d\.\d+[A-Z]?|[A-Z]\b")
# "(section 2.7)" (1359), "(section 2)" (631); "section 47 meetings" is a law's.
SECTION = re.compile(
    r"\bsection (?P<number>\d(?:\.\d{1,2}){0,2})(?![\d]|\.\d| of the .{0,30}Act)"
)
# "set out above and at 2.8 below" (853).
BELOW = re.compile(r"\bat (?P<number>\d(?:\.\d{1,2}){1,2}) (?:below|above)")
# "at Appendix 4 (Mental Health support in/through schools)" (1254).
APPENDIX = re.compile(r"\bAppendix (?P<number>\d+)")

READ = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM})


def find_cross_references(
    passages: Iterable[Passage], sections: Iterable[Section], numbers: Iterable[str]
) -> tuple[tuple[CrossReference, ...], tuple[CrossReference, ...]]:
    """The references that lead somewhere, and those that do not ("figure 3.23", 427).

    Args:
        numbers: the figures and tables there are, as "figure 2.1", "table 3.11".
    """
    known = {section.key for section in sections}
    existing = set(numbers)
    found: list[CrossReference] = []
    dangling: list[CrossReference] = []
    for passage in passages:
        if passage.kind not in READ:
            continue
        for kind, key, printed in references_in(passage.text):
            reference = CrossReference(
                "passage", passage.key, kind, key, printed, passage.span.first_line
            )
            if kind == "section":
                if key in known:
                    found.append(reference)
            elif f"{kind} {key}" in existing:
                found.append(reference)
            else:
                dangling.append(reference)
    return _once(found), _once(dangling)


def references_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, key and words of each reference of a text.

    >>> list(references_in("each agency (Table 2.1A and B) and section 2.7"))
    ... # doctest: +NORMALIZE_WHITESPACE
    [('table', '2.1A', 'Table 2.1A and B'), ('table', '2.1B', 'Table 2.1A and B'),
     ('section', '2.7', 'section 2.7')]
    """
    for item in ITEM.finditer(text):
        kind, number = item["kind"].lower(), item["number"]
        yield kind, number, item[0]
        for more in MORE.findall(item["more"]):
            key = f"{number.rstrip('ABCD')}{more}" if more.isalpha() else more
            yield kind, key, item[0]
    for pattern in (SECTION, BELOW):
        for section in pattern.finditer(text):
            yield "section", section["number"], section[0]
    for appendix in APPENDIX.finditer(text):
        yield "section", f"appendix-{appendix['number']}", appendix[0]


def _once(references: list[CrossReference]) -> tuple[CrossReference, ...]:
    return tuple(dict.fromkeys(references))
