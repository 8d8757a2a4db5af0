"""How many of each agency answered the survey and gave interviews."""

import re
from collections.abc import Iterable

from pcad_kg.errors import SourceError
from pcad_kg.model import AgencyCount, Passage, Table, Vocabulary

# "417 responses from safeguarding leads from Health (155), Law (71), ..." (line 284).
RESPONSES = re.compile(r"\d+ responses from safeguarding leads")
INTERVIEWS = "1.1"


def find_agency_counts(
    passages: Iterable[Passage], tables: Iterable[Table], vocabulary: Vocabulary
) -> tuple[AgencyCount, ...]:
    """Respondents (Summary, line 284) and interviewees (Table 1.1) of each agency.

    Raises:
        SourceError: an agency's number is not printed where it is looked for.
    """
    sentence = next((p.text for p in passages if RESPONSES.search(p.text)), "")
    rows = {
        statistic.of_agency: int(statistic.value)
        for table in tables
        if table.number == INTERVIEWS
        for row in table.rows
        for statistic in row.statistics
        if statistic.key == "1"
    }
    counts: list[AgencyCount] = []
    for agency in vocabulary.agencies:
        name = re.escape(agency.label).replace("'", "['’]")
        printed = re.search(rf"\b(?<!Mental ){name} \((\d+)\)", sentence)
        if printed is None or agency.slug not in rows:
            raise SourceError(
                f"{agency.label}: no number of respondents in the Summary, or no row in"
                f" Table {INTERVIEWS}; expected both"
            )
        counts.append(AgencyCount(agency.slug, int(printed[1]), rows[agency.slug]))
    return tuple(counts)
