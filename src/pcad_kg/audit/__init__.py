"""The report checked against itself: items → where they do not agree."""

from collections.abc import Mapping

from pcad_kg.audit.absent import absent_discrepancies
from pcad_kg.audit.acronyms import acronym_discrepancies
from pcad_kg.audit.answers import answer_discrepancies
from pcad_kg.audit.bounded import bounded_discrepancies
from pcad_kg.audit.captions import caption_discrepancies
from pcad_kg.audit.changes import change_discrepancies
from pcad_kg.audit.counts import count_discrepancies
from pcad_kg.audit.cross_references import cross_reference_discrepancies
from pcad_kg.audit.degrees import degree_discrepancies
from pcad_kg.audit.exceptions import exception_discrepancies
from pcad_kg.audit.found import Discrepancy, Severity, Topic, distinct, in_order
from pcad_kg.audit.fractions import fraction_discrepancies
from pcad_kg.audit.groups import group_discrepancies
from pcad_kg.audit.introduced import introduction_discrepancies
from pcad_kg.audit.joint import joint_discrepancies
from pcad_kg.audit.minorities import minority_discrepancies
from pcad_kg.audit.names import name_discrepancies
from pcad_kg.audit.periods import period_discrepancies
from pcad_kg.audit.praised import praise_discrepancies
from pcad_kg.audit.printed_lists import printed_list_discrepancies
from pcad_kg.audit.questions import question_discrepancies
from pcad_kg.audit.quoted_words import quoted_words_discrepancies
from pcad_kg.audit.quotes import quote_discrepancies
from pcad_kg.audit.rankings import ranking_discrepancies
from pcad_kg.audit.references import reference_discrepancies
from pcad_kg.audit.reported import reported_discrepancies
from pcad_kg.audit.scope import scope_discrepancies
from pcad_kg.audit.shown import shown_discrepancies
from pcad_kg.audit.summary_body import summary_body_discrepancies
from pcad_kg.audit.tables import table_discrepancies
from pcad_kg.audit.text_table import text_table_discrepancies
from pcad_kg.audit.themes import theme_discrepancies
from pcad_kg.audit.totals import total_discrepancies
from pcad_kg.audit.twofold import twofold_discrepancies
from pcad_kg.audit.verdicts import verdict_discrepancies
from pcad_kg.audit.wordings import wording_discrepancies
from pcad_kg.model import Report
from pcad_kg.notes import CountNote

__all__ = ["Discrepancy", "Severity", "Topic", "find_discrepancies"]

RULES = (
    fraction_discrepancies,
    bounded_discrepancies,
    total_discrepancies,
    group_discrepancies,
    table_discrepancies,
    summary_body_discrepancies,
    twofold_discrepancies,
    scope_discrepancies,
    verdict_discrepancies,
    ranking_discrepancies,
    praise_discrepancies,
    degree_discrepancies,
    period_discrepancies,
    text_table_discrepancies,
    exception_discrepancies,
    absent_discrepancies,
    joint_discrepancies,
    minority_discrepancies,
    change_discrepancies,
    shown_discrepancies,
    wording_discrepancies,
    question_discrepancies,
    caption_discrepancies,
    name_discrepancies,
    cross_reference_discrepancies,
    printed_list_discrepancies,
    theme_discrepancies,
    quote_discrepancies,
    quoted_words_discrepancies,
    reported_discrepancies,
    introduction_discrepancies,
    answer_discrepancies,
    reference_discrepancies,
    acronym_discrepancies,
)


def find_discrepancies(
    report: Report, notes: Mapping[str, CountNote]
) -> tuple[Discrepancy, ...]:
    """Everything that does not agree, errors first, each by kind and line.

    Args:
        notes: why response counts differ, as `coverage_of` takes them.
    """
    found = [one for rule in RULES for one in rule(report)]
    found += count_discrepancies(report, notes)
    return in_order(distinct(found))
