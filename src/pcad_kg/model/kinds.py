"""The words that values of the report are told apart by."""

import re
from enum import StrEnum


class Part(StrEnum):
    """The report's five parts."""

    FRONT = "front"
    SUMMARY = "summary"
    BODY = "body"
    BACK = "back"
    APPENDIX = "appendix"


class Kind(StrEnum):
    """What a passage is on the page."""

    TITLE = "title"
    CONTENTS = "contents entry"
    ACRONYM = "acronym"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"
    TABLE = "table"
    TABLE_NOTE = "table note"
    CHART_TEXT = "chart text"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    QUESTION = "question"
    REFERENCE = "reference"


class Place(StrEnum):
    """Where a wording of a recommendation is printed."""

    SUMMARY = "summary"
    SECTION = "section"
    CHAPTER_6 = "chapter-6"


class Unit(StrEnum):
    """What the value of a statistic counts in."""

    PERCENT = "percent"
    COUNT = "count"
    NUMBER = "number"


class Strength(StrEnum):
    """How closely evidence bears on a recommendation."""

    DIRECT = "direct"
    CONTEXTUAL = "contextual"


class Ground(StrEnum):
    """Why evidence supports a recommendation."""

    PROBLEM = "problem"
    REMEDY = "remedy"
    DEMAND = "demand"


class QuoteKind(StrEnum):
    """How a quote stands on the page."""

    BLOCK = "block"
    INLINE = "inline"
    FRAGMENT = "fragment"
    APPENDIX = "appendix"


class AgencyFrom(StrEnum):
    """Which printed words give a quote its agency."""

    ROLE = "role"
    ATTRIBUTION = "attribution"
    HEADING = "heading"
    PROSE = "prose"


class RepeatKind(StrEnum):
    """In which way one quote repeats another."""

    WHOLE = "whole"
    TRIMMED = "trimmed"
    EDITED = "edited"


class Stance(StrEnum):
    """Whether evidence speaks for a recommendation or against it."""

    FOR = "for"
    AGAINST = "against"


class Voice(StrEnum):
    """Whether a speaker says what a finding or passage says, or the opposite."""

    ILLUSTRATES = "illustrates"
    COUNTERS = "counters"


class Basis(StrEnum):
    """Whether an item names an agency or only implies it."""

    NAMED = "named"
    IMPLIED = "implied"


class Grade(StrEnum):
    """The strongest kind of direct evidence that a recommendation has."""

    QUANTIFIED = "quantified"
    INTERVIEW_ONLY = "interviewOnly"
    QUOTES_ONLY = "quotesOnly"
    NO_EVIDENCE = "noEvidence"

    @property
    def words(self) -> str:
        """The grade as a person reads it.

        >>> Grade.QUOTES_ONLY.words, Grade.INTERVIEW_ONLY.words
        ('quotes only', 'interviews only')
        """
        spaced = re.sub(r"(?=[A-Z])", " ", self.value).lower()
        return spaced.replace("interview ", "interviews ")


class Origin(StrEnum):
    """Who says that a link holds."""

    STATED = "stated"
    JUDGED = "judged"
