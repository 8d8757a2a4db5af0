"""What the title pages say of the report: title, authors, publisher, date."""

import re
from collections.abc import Iterable

from pcad_kg.errors import SourceError
from pcad_kg.model import Facts, Kind, Passage

# "King's College London" (line 12) parts the authors from the school and the date.
PUBLISHER = re.compile(r"\b(College|University|Institute)\b")
# "June 2021" (line 14).
MONTHS = (
    "January February March April May June July August September October November"
    " December"
).split()
DATE = re.compile(rf"^(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})$")


def find_facts(passages: Iterable[Passage]) -> Facts:
    """The facts of the cover; the title as the second title page prints it (line 519).

    Raises:
        SourceError: the cover lacks a publisher or a date.
    """
    titles = [passage for passage in passages if passage.kind is Kind.TITLE]
    cover = [passage for passage in titles if passage.position <= len(titles)]
    inner = [passage for passage in titles if passage not in cover]
    publisher = next((p for p in cover[2:] if PUBLISHER.search(p.text)), None)
    dates = [date for p in cover if (date := DATE.match(p.text))]
    if publisher is None or not dates or not inner:
        raise SourceError(
            "the cover names no publisher, no date or no title; give the report's text"
        )
    month = MONTHS.index(dates[0]["month"]) + 1
    return Facts(
        title=inner[0].text,
        subtitle=cover[1].text,
        creators=tuple(p.text for p in cover[2 : cover.index(publisher)]),
        publisher=publisher.text,
        issued=f"{dates[0]['year']}-{month:02}",
        text=cover[0].text,
        span=cover[0].span,
    )
