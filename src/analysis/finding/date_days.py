"""The days that the words or figures of a date mean: for each form of `date_rules`, its first and last day."""

import calendar
import re
from datetime import date

from analysis.finding.date_rules import DAYS_IN_WORDS, MONTH
from analysis.text import SHORT_MONTHS

Day = tuple[int, int, int]  # year (0: not stated), month, day

_YEARS_ALONE = range(1990, 2036)


def read_days(form: str, token: str) -> tuple[Day, Day] | None:
    """The first and last day of a token in a form of `date_rules`; None when there is no such day.

    >>> read_days("month", "mars 2019"), read_days("day", "2 mars")
    (((2019, 3, 1), (2019, 3, 31)), ((0, 3, 2), (0, 3, 2)))
    >>> read_days("day", "31 februari 2018")
    """
    numbers = [int(number) for number in re.findall("[0-9]+", token)]
    months = [SHORT_MONTHS.index(word[:3].lower()) + 1 for word in re.findall(MONTH, token)]
    try:
        low, high = _in_words(form, token, numbers, months) if months else _in_figures(form, token, numbers)
        first, last = date(low[0] or 2000, *low[1:]), date(high[0] or 2000, *high[1:])
    except ValueError:
        return None
    alone = form not in ("year", "years") or (low[0] in _YEARS_ALONE and high[0] in _YEARS_ALONE)
    return (low, high) if alone and first <= last else None


def _in_words(form: str, token: str, numbers: list[int], months: list[int]) -> tuple[Day, Day]:
    if form == "day_in_words":
        form, numbers = "day", [_nth(token), *numbers]
    days = {"days": numbers[:2], "day": numbers[:1]}.get(form, [])
    if form == "last":
        year = numbers[0] if numbers else 0
        day = (year, months[0], calendar.monthrange(year or 2000, months[0])[1])
        return day, day
    year = numbers[len(days)] if len(numbers) > len(days) else 0
    if days:
        return (year, months[0], days[0]), (year, months[0], days[-1])
    return (year, months[0], 1), (year, months[-1], calendar.monthrange(year or 2000, months[-1])[1])


def _nth(token: str) -> int:
    """The number of the ordinal that a token begins with; the last quarter is the fourth."""
    word = re.sub("förste$", "första", token.split()[0].lower())
    return 4 if word == "sista" else DAYS_IN_WORDS.index(word) + 1


def _in_figures(form: str, token: str, numbers: list[int]) -> tuple[Day, Day]:
    year, day = numbers[-1], None
    match form:
        case "iso" | "glued":
            day = (numbers[0], numbers[1], numbers[2])
        case "compact":
            day = (int(token[:4]), int(token[4:6]), int(token[6:]))
        case "short":
            day = (2000 + numbers[0], numbers[1], numbers[2])
        case "six":
            day = (2000 + int(token[:2]), int(token[2:4]), int(token[4:]))
        case "figures" | "slash":
            year = numbers[2] if len(numbers) > 2 else 0
            day = (year + 2000 if 0 < year < 100 else year, numbers[1], numbers[0])
        case "week":
            first, last = (date.fromisocalendar(year, numbers[0], weekday) for weekday in (1, 7))
            return (first.year, first.month, first.day), (last.year, last.month, last.day)
        case "part":
            length = 6 if "halvår" in token.lower() else 3
            nth = numbers[0] if len(numbers) > 1 else _nth(token)
            last = min(nth, 12 // length) * length
            return (year, last - length + 1, 1), (year, last, calendar.monthrange(year, last)[1])
        case "year_month":
            return (numbers[0], year, 1), (numbers[0], year, calendar.monthrange(numbers[0], year)[1])
        case "years" | "school_year":
            year += numbers[0] // 100 * 100 if year < 100 else 0
            if token.lower().startswith("läsåret"):
                return (numbers[0], 8, 1), (year, 6, 30)
        case "season":
            year = numbers[0] = year + 2000 if year < 100 else year
    return (day, day) if day else ((numbers[0], 1, 1), (year, 12, 31))
