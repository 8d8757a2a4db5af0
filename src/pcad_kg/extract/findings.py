"""The Summary's numbered findings and their lettered parts."""

import re
from collections.abc import Iterable

from pcad_kg.errors import SourceError
from pcad_kg.model import Finding, Kind, Part, Passage, Section, Source
from pcad_kg.read import cut, span_between

# "- 2.7 Significant proportions" (318), " - a. 33% (n=111) stated" (319).
MARK = re.compile(r"(?:-\s+)?(?:(?P<number>\d\.\d{1,2})|(?P<letter>[a-z])\.)\s+")


def find_findings(
    source: Source, sections: Iterable[Section], passages: Iterable[Passage]
) -> tuple[Finding, ...]:
    """The findings in reading order; a lettered part follows the finding it is part of.

    Raises:
        SourceError: there are none, or a letter stands before any number.
    """
    summary = {section.key for section in sections if section.part is Part.SUMMARY}
    findings: list[Finding] = []
    for passage in passages:
        raw = source.text[passage.span.begin : passage.span.end]
        mark = MARK.match(raw)
        if passage.kind is not Kind.LIST_ITEM or not mark:
            continue
        if passage.section not in summary:
            continue
        if mark["letter"] and not findings:
            raise SourceError(
                f"line {passage.span.first_line}: part {mark['letter']} stands before"
                " any finding; expected a finding's number first"
            )
        span = span_between(source, passage.span.begin + mark.end(), passage.span.end)
        findings.append(
            Finding(
                number=mark["number"] or findings[-1].number,
                letter=mark["letter"],
                text=cut(source, span),
                span=span,
                section=passage.section or "",
            )
        )
    if not findings:
        raise SourceError(
            "the Summary has no numbered findings; give the report's text"
        )
    return tuple(findings)
