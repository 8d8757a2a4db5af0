"""Groups of people that do not add up to their whole, or are more than it."""

from collections.abc import Iterator

from pcad_kg.audit.found import (
    Discrepancy,
    Involved,
    Severity,
    Topic,
    agency_name,
    stated_by,
    step_of,
)
from pcad_kg.model import Figure, Passage, ProseStatistic, Report, Table

# Whom a question was put to that follows on another.
FOLLOWERS = ("Those who agreed", "Those who reported", "To those respondents who")


def group_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Agencies against all respondents and interviews, answers against those asked."""
    yield from _of_groups(report)
    yield from _of_interviews(report)
    yield from _of_followers(report)
    yield from _more_than_all(report)
    yield from _more_than_left(report)


def _of_groups(report: Report) -> Iterator[Discrepancy]:
    """The agencies' respondents against the whole that the same sentence counts.

    "417 responses from ... Health (155), Law (71) ... were analysed." (284)
    """
    for passage in report.passages:
        own = [s for s in report.statistics if s.passage == passage.key and s.counts]
        groups = [s for s in own if s.of_agency and passage.text.count(f"({s.text})")]
        if len(groups) < len(report.agency_counts) or not groups:
            continue
        before = [s for s in own if s.span < groups[0].span]
        yield from _of_group(before[-1], groups, passage) if before else ()


def _of_group(
    whole: ProseStatistic, groups: list[ProseStatistic], passage: Passage
) -> Iterator[Discrepancy]:
    total = sum(group.counts[0] for group in groups)
    if total == whole.counts[0]:
        return
    line = whole.span.first_line
    added = " + ".join(str(group.counts[0]) for group in groups)
    yield Discrepancy(
        Topic.TOTAL,
        Severity.ERROR,
        (line,),
        (("passage", passage.key), ("statistic", whole.key)),
        whole.text,
        str(total),
        f"Line {line} counts {whole.counts[0]}, but its groups add up to {total}"
        f" ({added}).",
    )


def _of_interviews(report: Report) -> Iterator[Discrepancy]:
    """The number of interviews in the prose against the agencies' in Table 1.1."""
    total = sum(count.interviewees for count in report.agency_counts)
    told = [s for s in report.statistics if s.counts and _counts_interviews(s, report)]
    tables = [t for t in report.tables if t.columns and "interview" in t.title.lower()]
    if not total or not tables:
        return
    for statistic in told:
        if statistic.counts[0] != total:
            at = (statistic.span.first_line, tables[0].span.first_line)
            items: tuple[Involved, ...] = (
                ("passage", statistic.passage),
                ("table", tables[0].number),
            )
            yield Discrepancy(
                Topic.TOTAL,
                Severity.ERROR,
                at,
                items,
                statistic.text,
                str(total),
                f"Line {at[0]} counts {statistic.counts[0]} interviews, but those of"
                f" Table {tables[0].number} (line {at[1]}) add up to {total}.",
            )


def _counts_interviews(statistic: ProseStatistic, report: Report) -> bool:
    """Whether a number is of all interviews: "67 ... interviews" (537)."""
    text = report.source.text
    before = text[max(0, statistic.span.begin - 30) : statistic.span.begin]
    after = text[statistic.span.end : statistic.span.end + 45]
    is_whole = (
        "Stage 1 comprised"
        in before + text[max(0, statistic.span.begin - 60) : statistic.span.begin]
    )
    return is_whole and ("interviews" in before or "interviews" in after)


def _of_followers(report: Report) -> Iterator[Discrepancy]:
    """More answers to a question than there are people whom it was put to.

    80% of n=111 agreed (1146), which is 89; "Those who agreed ... were
    asked ... (n=93)" (1167).
    """
    for passage in report.passages:
        if not passage.text.startswith(FOLLOWERS):
            continue
        asked = next(
            (s for s in report.statistics if s.passage == passage.key and s.samples),
            None,
        )
        base = _agreed_before(report, passage)
        if asked is None or base is None:
            continue
        share, of = base
        most = int(
            (share.percentages[0] + step_of(share.percentages[0]) / 2) * of / 100
        )
        if asked.samples[0] > most:
            yield _too_many(asked, share, (of, most))


def _agreed_before(
    report: Report, passage: Passage
) -> tuple[ProseStatistic, int] | None:
    """The share that agreed, and its n, of the last passage before that gives both."""
    n: int | None = None
    share: ProseStatistic | None = None
    for statistic in report.statistics:
        if statistic.span >= passage.span or statistic.section != passage.section:
            continue
        if statistic.of_agency:
            continue
        if statistic.samples and not statistic.percentages:
            n, share = statistic.samples[0], None
        elif len(statistic.percentages) == 1 and n and share is None:
            share = statistic
    return (share, n) if share and n else None


def _too_many(
    asked: ProseStatistic, share: ProseStatistic, base: tuple[int, int]
) -> Discrepancy:
    of, most = base
    at = (share.span.first_line, asked.span.first_line)
    percent = share.percentages[0]
    return Discrepancy(
        Topic.TOTAL,
        Severity.MINOR,
        at,
        (("passage", share.passage), ("passage", asked.passage)),
        f"n={asked.samples[0]}",
        f"at most {most}",
        f"Line {at[1]} has n={asked.samples[0]} answers to a question put to those who"
        f" agreed, but {percent}% of n={of} (line {at[0]}) are at most {most}.",
    )


def _more_than_all(report: Report) -> Iterator[Discrepancy]:
    """An agency's answers to a question, more than it has respondents."""
    respondents = {count.agency: count.respondents for count in report.agency_counts}
    for statistic in report.statistics:
        most = respondents.get(statistic.of_agency or "")
        sizes = (statistic.denominator or 0, *statistic.samples)
        if most is None or max(sizes) <= most:
            continue
        line, agency = statistic.span.first_line, (statistic.of_agency or "")
        name = agency_name(agency)
        yield Discrepancy(
            Topic.TOTAL,
            Severity.ERROR,
            (line,),
            stated_by(statistic),
            statistic.text,
            f"at most {most}",
            f"Line {line} counts the answers of {max(sizes)} in {name}, which has"
            f" {most} respondents.",
        )


def _more_than_left(report: Report) -> Iterator[Discrepancy]:
    """A caption's n, more than the respondents of those it does not exclude."""
    respondents = {count.agency: count.respondents for count in report.agency_counts}
    captions: list[tuple[str, Figure | Table]] = [
        *(("figure", figure) for figure in report.figures),
        *(("table", table) for table in report.tables),
    ]
    for kind, item in captions:
        left = sum(
            n for agency, n in respondents.items() if agency not in item.excludes
        )
        sizes = [*item.sample_sizes]
        if isinstance(item, Table):
            sizes += [size for row in item.rows for size in row.sample_sizes]
        if not respondents or max(sizes, default=0) <= left:
            continue
        line = item.span.first_line
        yield Discrepancy(
            Topic.TOTAL,
            Severity.ERROR,
            (line,),
            ((kind, item.number),),
            f"n={max(sizes)}",
            f"at most {left}",
            f"{kind.capitalize()} {item.number} (line {line}) has n={max(sizes)}, but"
            f" those it does not exclude are {left} respondents.",
        )
