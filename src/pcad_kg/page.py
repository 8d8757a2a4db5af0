"""What a segment is on the page: heading, paragraph, list item, caption, table, quote.

Each pattern stands above or below a line of the report that it matches.
"""

import re
from dataclasses import dataclass

from pcad_kg.model import Kind, Part

# "1 – INTRODUCTION" (line 282).
SUMMARY_CHAPTER = re.compile(r"^(?P<number>\d) – (?P<title>[A-Z][A-Z -]+)$")
# "2-1 Interagency collaboration" (line 294).
SUMMARY_SECTION = re.compile(r"^(?P<number>\d-\d) (?P<title>[A-Z].+)$")
# "2.8.1 School attendance" (line 1056), "3. Professional Practice" (line 1293).
BODY_SECTION = re.compile(
    r"^(?P<number>\d(?:\.\d{1,2}){0,2})\.? (?P<title>[A-Z].{2,125}[^.])$"
)
# "Appendix 7: RAG rating or risk assessment" (line 3700).
APPENDIX = re.compile(r"^Appendix (?P<number>\d+): (?P<title>.+)$")
# "2) CHILD-CENTRED PRACTICE" (line 2808).
THEME = re.compile(r"^(?P<number>\d)\) (?P<title>[A-Z][^a-z]+)$")
# "CHILDREN'S SOCIAL CARE" (line 2997).
CAPITALS = re.compile(r"^[A-Z][A-Z '’&/,-]+$")
# "Communication & information-sharing" (line 3169), "Schools /located services" (2580).
SUBTHEME = re.compile(r"^[A-Z][A-Za-z/& ()-]{3,44}$")
# "Participation in first stage of study" (line 583).
PLAIN_HEADING = re.compile(r"^[A-Z][A-Za-z '’&-]{4,74}[a-z]$")
COLON_HEADING = re.compile(
    r"""^(Table\ of\ Contents | List\ of\ (Tables|Figures) | KCL\ project\ team
    | Expert\ partners | Research\ Assistants | Partner\ organisations
    | Expert\ Reference\ Group | Recommendations | References | Study\ resources):$""",
    re.VERBOSE,
)
# The front lists whose every line is an entry, the first one too (237).
PEOPLE_LIST = re.compile(
    r"^(KCL project team|Expert partners|Research Assistants|Partner organisations"
    r"|Expert Reference Group):$"
)
FRONT_HEADING = re.compile(r"^(List of Acronyms|Study team and acknowledgements)$")

# "Figure 2.9 Satisfaction with consultation by agency (n=273, Law excluded)" (870).
# Prose may begin likewise, in small letters: "Figure 3.1 shows the use" (1312).
CAPTION = re.compile(
    r"^(?P<kind>Figure|Table) (?P<number>\d\.\d+[A-Z]?)(?::\s| (?=[A-Z]))"
)
# "N = 272 (individual); n = 253 (strategic)" (976), "by agency % stating yes (n= 153)".
CAPTION_TAIL = re.compile(
    r"^(\(n\s?=|N\s?=|%\s|[Pp]ercentage|by agency).{0,150}(\d|\)\.?)$"
)
# What tells prose from a chart's question: "... when required.' (Education" (1224).
SENTENCE_END = re.compile(r"[.:]\W*$|[.?]['’]? [A-Z(]")
COUNTS_N = re.compile(r"\b[nN]\s?=\s?\d")
# "- a. Education respondents were most likely to disagree" (303), "i) identify" (533).
LIST_MARK = re.compile(r"^- |^[ivx]+\) |^\d{1,2}\. (?=[A-Z])")
# "- 2.7 Significant proportions", "- d. Those who", "16. Future decisions".
ITEM_NUMBER = re.compile(r"^(?:- )?(?:\d\.\d{1,2} |[a-z]\. |\d{1,2}[.)] )")
# "a. 5 cells (33.3%) have expected count less than 5." (926).
TABLE_NOTE = re.compile(r"^[a-z]\. \d")
REGION_TAIL = re.compile(r"(England|London|Midlands|Humber)\.?$")
# "– Named Nurse for Safeguarding, North West England." at the end of a quote.
ATTRIBUTED = re.compile(r"[–—]\s?(?P<who>[A-Z(][^–—.!?]{0,118})\.?$")
ATTRIBUTION = re.compile(r"^[–—-]\s?[A-Z]")
# A full stop, or a region in brackets: "... effectively.' (East Midlands)" (734).
CLOSED = re.compile(r"([.!?:;]['’\"”)\]*‘ ]*|(England|London|Midlands|Humber)\))$")
QUOTE_MARK = re.compile(r"^[*(]*['‘’“\"]")
ADDRESS_DUE = re.compile(r"Available at:$")

TITLE = "Protecting Children at a Distance"

PROSE = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTE, Kind.REFERENCE})


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of one line, or several lines once joined; `after_blank` as on the page."""

    begin: int
    end: int
    text: str
    part: Part
    kind: Kind
    after_blank: bool
    has_tabs: bool


def kind_of(
    segment: Segment, before: Segment | None, following: Segment | None
) -> Kind:
    """What a segment is, by its words, its part and its neighbours on the page."""
    if segment.part is Part.FRONT:
        return _kind_in_front(segment, before)
    if is_heading(segment, before, following):
        return Kind.HEADING
    if segment.has_tabs:
        return Kind.TABLE
    if before and _is_attribution(segment, before):
        return Kind.ATTRIBUTION
    if segment.part is Part.APPENDIX:
        return _kind_in_appendix(segment, before)
    if segment.part is Part.BACK:
        return Kind.REFERENCE
    return _kind_in_text(segment, before, following)


def _is_attribution(segment: Segment, before: Segment) -> bool:
    """Whether a line names the speaker of the line above.

    The dash may stand at the end of the line above instead (line 722); a hyphen counts
    only without a blank line between the two (line 720).
    """
    if before.kind not in (Kind.PARAGRAPH, Kind.QUOTE):
        return False
    if segment.after_blank:
        return segment.text[0] in "–—"
    return bool(ATTRIBUTION.match(segment.text) or before.text[-1] in "–—")


def _kind_in_front(segment: Segment, before: Segment | None) -> Kind:
    if COLON_HEADING.match(segment.text) or FRONT_HEADING.match(segment.text):
        return Kind.HEADING
    if before is None or before.kind is Kind.TITLE:
        return Kind.TITLE
    if CAPTION.match(segment.text):
        return Kind.CONTENTS
    if segment.has_tabs:
        is_acronym = re.match(r"^[A-Z]{2,7}\t\D+$", segment.text)
        return Kind.ACRONYM if is_acronym else Kind.CONTENTS
    if segment.after_blank and not PEOPLE_LIST.match(before.text):
        return Kind.PARAGRAPH
    return Kind.LIST_ITEM


def is_heading(
    segment: Segment, before: Segment | None, following: Segment | None
) -> bool:
    """Whether a segment outside the front matter is a heading.

    A heading stands alone: blank lines around it, nothing torn before it.
    """
    text = segment.text
    if segment.has_tabs or not segment.after_blank or text == TITLE:
        return False
    if COLON_HEADING.match(text):
        return True
    match segment.part:
        case Part.SUMMARY:
            return bool(
                text == "Summary"
                or SUMMARY_CHAPTER.match(text)
                or SUMMARY_SECTION.match(text)
            )
        case Part.BACK:
            return text == "Cases"
        case Part.APPENDIX:
            patterns = (APPENDIX, THEME, CAPITALS, SUBTHEME)
            return any(pattern.match(text) for pattern in patterns)
    if following is None or not following.after_blank or following.has_tabs:
        return False
    if BODY_SECTION.match(text):
        return True
    return bool(PLAIN_HEADING.match(text)) and not (before and is_open(before))


def _kind_in_appendix(segment: Segment, before: Segment | None) -> Kind:
    if LIST_MARK.match(segment.text):
        return Kind.LIST_ITEM
    if before and before.kind is Kind.HEADING and APPENDIX.match(before.text):
        return Kind.QUESTION
    return Kind.QUOTE


def _kind_in_text(
    segment: Segment, before: Segment | None, following: Segment | None
) -> Kind:
    text = segment.text
    if CAPTION.match(text) or (following and following.has_tabs and len(text) < 90):
        return Kind.CAPTION
    if before and before.kind is Kind.TABLE and TABLE_NOTE.match(text):
        return Kind.TABLE_NOTE
    if before and before.kind in (Kind.CAPTION, Kind.CHART_TEXT):
        if is_caption_tail(segment, before):
            return Kind.CAPTION
        if not SENTENCE_END.search(text.replace("...", "")):
            return Kind.CHART_TEXT
    if text == TITLE or (before and before.kind is Kind.TITLE):
        return Kind.TITLE
    return Kind.LIST_ITEM if LIST_MARK.match(text) else Kind.PARAGRAPH


def is_caption_tail(segment: Segment, before: Segment) -> bool:
    """Whether a line under a caption only adds the caption's n."""
    return (
        before.kind is Kind.CAPTION
        and bool(CAPTION_TAIL.match(segment.text))
        and bool(COUNTS_N.search(segment.text))
    )


def is_open(segment: Segment) -> bool:
    """Whether a passage breaks off in mid-sentence, or before an address due."""
    if segment.kind not in PROSE or segment.part is Part.FRONT:
        return False
    text = segment.text
    if segment.kind is Kind.REFERENCE:
        return bool(ADDRESS_DUE.search(text))
    if text.count("(") > text.count(")") and text.endswith(":"):
        return True
    if CLOSED.search(text):
        return False
    who = ATTRIBUTED.search(text)
    return who is None or not (REGION_TAIL.search(text) or segment.part is Part.BODY)
