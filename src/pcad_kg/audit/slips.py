"""What a share that its fraction does not give may have been meant to be."""

from collections.abc import Iterator
from decimal import Decimal

from pcad_kg.audit.found import exact_share, is_rounded
from pcad_kg.model import ProseStatistic, Report

Fraction = tuple[int, int]


def slip_of(printed: Decimal, statistic: ProseStatistic, report: Report) -> str:
    """A sentence on what stands beside a wrong share and would explain it, if anything.

    It is a fraction with one other digit, unless another place prints this one with its
    right share; and a fraction next to it that is so many percent.
    """
    fraction = (statistic.numerator or 0, statistic.denominator or 0)
    meant = (
        []
        if _is_right_elsewhere(fraction, report)
        else [one for one in _one_digit_off(fraction) if _is(printed, one)]
    )
    said = f"{meant[0][0]}/{meant[0][1]}" if len(meant) == 1 else ""
    beside = [other for other in _next_to(statistic, report) if _has(printed, other)]
    told = [f"{said} would be {printed}%"] if said else []
    told += [
        f"{other.numerator}/{other.denominator} {_where(statistic, other)}"
        f" is {'also ' if said else ''}{printed}%"
        for other in beside[:1]
    ]
    return f" {', and '.join(told)}." if told else ""


def _is(printed: Decimal, fraction: Fraction) -> bool:
    return is_rounded(printed, exact_share(*fraction))


def _has(printed: Decimal, other: ProseStatistic) -> bool:
    """Whether a statistic prints a share, and its fraction gives it."""
    part, base = other.numerator, other.denominator
    if part is None or not base:
        return False
    return printed in other.percentages and _is(printed, (part, base))


def _is_right_elsewhere(fraction: Fraction, report: Report) -> bool:
    """Whether a fraction is printed somewhere with what it is in percent."""
    return any(
        (s.numerator, s.denominator) == fraction and _is(share, fraction)
        for s in report.statistics
        for share in s.percentages
    )


def _one_digit_off(fraction: Fraction) -> Iterator[Fraction]:
    """The fractions with another digit in one place.

    >>> (27, 33) in _one_digit_off((27, 31)), (29, 33) in _one_digit_off((27, 31))
    (True, False)
    """
    part, base = fraction
    for number in _digits_off(part):
        if number <= base:
            yield number, base
    for number in _digits_off(base):
        if part <= number:
            yield part, number


def _digits_off(number: int) -> Iterator[int]:
    digits = str(number)
    for place, digit in enumerate(digits):
        for other in "0123456789":
            is_lead = place == 0 and other == "0"
            if other != digit and not is_lead:
                yield int(digits[:place] + other + digits[place + 1 :])


def _next_to(statistic: ProseStatistic, report: Report) -> list[ProseStatistic]:
    """The fractions of the prose before and after one, in the same section."""
    shares = [
        s
        for s in report.statistics
        if s.denominator and s.percentages and s.section == statistic.section
    ]
    place = shares.index(statistic)
    return [*shares[max(0, place - 1) : place], *shares[place + 1 : place + 2]]


def _where(statistic: ProseStatistic, other: ProseStatistic) -> str:
    line = other.span.first_line
    if line == statistic.span.first_line:
        return "beside it"
    return f"in line {line}"
