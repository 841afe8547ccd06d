"""Arithmetic of shares: intervals, shares that whole persons cannot give, and parts that do not sum.

Percentages are on 0–100 and rounded half away from zero, as in print; a share printed with one decimal is
known to a twentieth. Wilson 1927, Journal of the American Statistical Association 22.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor, sqrt

_Z = 1.959963984540054  # 95 % of a normal distribution lies within so many standard deviations
_MOST = 10_000


def wilson_interval(part: float, whole: float) -> tuple[float, float]:
    """The 95 % Wilson interval of part of whole, as shares from 0 to 1.

    It says how far chance alone could move the share of so few persons, from one year or group to the next. Where
    all were counted and none sampled it is no sampling error. It says nothing of how they were chosen. Raises ValueError unless 0 <= part <= whole and whole > 0.

    >>> [round(100 * bound, 1) for bound in wilson_interval(47, 71)]
    [54.6, 76.1]
    >>> [round(100 * bound, 1) for bound in wilson_interval(0, 10)]  # none of ten is not surely none
    [0.0, 27.8]
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share: give a part from 0 to the whole")
    share = part / whole
    middle = share + _Z * _Z / (2 * whole)
    spread = _Z * sqrt(share * (1 - share) / whole + _Z * _Z / (4 * whole * whole))
    scale = 1 + _Z * _Z / whole
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def round_percent(part: int, whole: int, digits: int = 0) -> float:
    """Part of whole as a percentage, rounded half up as in print.

    >>> round_percent(1, 8), round_percent(1, 8, 1)  # 12.5
    (13.0, 12.5)
    """
    exact = Decimal(100 * part) / Decimal(whole)
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def count_digits(percent: float) -> int:
    """The decimals a printed percentage has, as far as its value tells.

    >>> count_digits(32.8), count_digits(60.0)  # 60.0 printed cannot be told from 60
    (1, 0)
    """
    return max(0, -Decimal(repr(float(percent))).normalize().as_tuple().exponent)


def list_counts(percent: float, whole: int, digits: int | None = None) -> list[int]:
    """The numbers of persons of a whole that give a printed percentage; empty when none does.

    >>> list_counts(56, 71), list_counts(29, 71)  # 20 gives 28, 21 gives 30
    ([40], [])
    """
    digits = count_digits(percent) if digits is None else digits
    half = 0.5 * 10**-digits
    low, high = floor((percent - half) * whole / 100), ceil((percent + half) * whole / 100)
    near = range(max(0, low), min(whole, high) + 1)
    return [count for count in near if round_percent(count, whole, digits) == round(percent, digits)]


def find_smallest_whole(percent: float) -> int | None:
    """The smallest number of persons of whom a printed percentage can be a share; None above 10,000.

    >>> find_smallest_whole(32.8), find_smallest_whole(47.7), find_smallest_whole(50)
    (58, 44, 2)
    """
    return next((whole for whole in range(1, _MOST) if list_counts(percent, whole)), None)


def check_sum(percents: Sequence[float]) -> bool:
    """Whether the shares of a whole sum to 100 as far as rounding each of them allows.

    >>> check_sum([33, 33, 33]), check_sum([40, 40, 30])
    (True, False)
    """
    slack = sum(0.5 * 10 ** -count_digits(percent) for percent in percents)
    return abs(sum(percents) - 100) <= slack + 1e-9


def count_nearest(percents: Sequence[float], whole: int) -> list[int]:
    """The whole number of persons nearest to each share; that they exceed the whole is worth a remark.

    >>> count_nearest([1, 14, 29, 56], 71), sum(count_nearest([1, 14, 29, 56], 71))
    ([1, 10, 21, 40], 72)
    """
    exact = (Decimal(repr(percent)) * whole / 100 for percent in percents)
    return [int(count.quantize(Decimal(1), ROUND_HALF_UP)) for count in exact]


def compare_levels(before: float, after: float) -> tuple[float, float]:
    """A change between two percentages, in percentage points and as a relative change in percent.

    >>> points, relative = compare_levels(32.8, 47.7)
    >>> round(points, 1), round(relative, 1)
    (14.9, 45.4)
    """
    return after - before, 100 * (after - before) / before
