"""Which outcomes may be compared, and with which reservations.

Two results may be compared when they are near one official indicator, count the same thing in the same unit,
are not said to cover part of a year, and, where they are numbers of people, say of how many. That they then measure the same is the project's reading: texts seldom say when and among whom
they count. What they say differently, or not at all, is no reason against a comparison but stands beside it.
"""

from collections.abc import Mapping
from typing import Any

from analysis.finding.outcomes import LITTLE_OVER, LITTLE_UNDER, NO_BASE, OPEN_VALUE, OTHER_NAME

Row = Mapping[str, Any]

_PROGRAMME_TIME = "two years"
_IN_FULL = {"90 days": "3 months"}
"""A point of measurement in the words of the texts, with the days of the official measure that it is read as."""
_CIRCUMSTANCES = {
    "year": ("different years", "gives a year"),
    "clock": ("different points of measurement as printed", "says when after the programme"),
    "population": ("different people counted as printed", "says among whom"),
}
"""What may differ between comparable figures, and the words for where it does and where a text is silent."""


def name_measure(row: Row, as_printed: bool = False) -> tuple[str, ...]:
    """What two comparable rows of the table `outcomes` have in common; empty for one that stands alone.

    Read strictly, `as_printed`, they must also say the same of year, point of measurement and people counted.

    >>> row = {"indicator": "N00973: …", "numerator": "work or studies", "unit": "percent", "kind": "outcome"}
    >>> row |= {"part_year": False, "year": "", "clock": "90 days", "population": "newly arrived"}
    >>> name_measure(row), name_measure(row, as_printed=True), name_measure(row | {"kind": "target"})
    (('N00973: …', 'work or studies', 'percent'), (), ())
    """
    if not row["indicator"] or row["kind"] == "target" or row["part_year"] or _is_bare_count(row):
        return ()
    if as_printed and not all(row[name] for name in _CIRCUMSTANCES):
        return ()
    names = ("indicator", "numerator", "unit", *(_CIRCUMSTANCES if as_printed else ()))
    return tuple(row[name] for name in names)


def explain_incomparable(one: Row, other: Row) -> list[str]:
    """Why two rows of the table `outcomes` may not be compared; empty when they may.

    Comparable values are near the same indicator with the same numerator and unit, are results (no goals), not said to
    cover part of a year, and shares or parts of a whole. What else may differ between them is in `list_reservations`.

    >>> row = {"indicator": "N00973: …", "numerator": "work or studies", "unit": "percent", "kind": "outcome"}
    >>> row |= {"part_year": False}
    >>> explain_incomparable(row, row)
    []
    >>> explain_incomparable(row, row | {"kind": "target"})
    ['one is a goal, not a result']
    >>> people = row | {"unit": "person", "base": 71.0}
    >>> explain_incomparable(people, people), explain_incomparable(people, people | {"base": None})
    ([], ['one is a number of people without how many they are of'])
    """
    reasons = []
    if not one["indicator"] or not other["indicator"]:
        reasons.append("a text does not say enough to tell which measure it is")
    elif one["indicator"] != other["indicator"]:
        reasons.append(
            f"different measures ({one['indicator'].split(':')[0]} and {other['indicator'].split(':')[0]})"
        )
    if one["numerator"] != other["numerator"]:
        reasons.append(
            f"different numerators ({one['numerator'] or 'not said'} and {other['numerator'] or 'not said'})"
        )
    if one["unit"] != other["unit"]:
        reasons.append(f"different units ({one['unit']} and {other['unit']})")
    if "target" in (one["kind"], other["kind"]):
        reasons.append("one is a goal, not a result")
    if one["part_year"] or other["part_year"]:
        reasons.append("one covers part of a year")
    if one["unit"] == other["unit"] and (_is_bare_count(one) or _is_bare_count(other)):
        reasons.append("one is a number of people without how many they are of")
    return reasons


def _is_bare_count(row: Row) -> bool:
    """Whether a result is a number of people of which nobody knows the share: 11 of 20, or of 200."""
    base = row.get("base")
    return row["unit"] == "person" and (base in (None, "") or base != base)


def list_reservations(one: Row, other: Row) -> list[str]:
    """What to keep in mind when two comparable rows of the table `outcomes` are set side by side.

    Year, point of measurement and people counted where the texts differ or are silent; time that is read as the
    length of the programme; the name of another statistic; open values; shares without the number of people.

    >>> row = {"year": "2018", "clock": "90 days", "population": "newly arrived", "note": ""}
    >>> list_reservations(row, row)
    []
    >>> list_reservations(row, row | {"year": "2017", "clock": "", "note": "no base given"})
    ['different years (2018 and 2017)', 'only one text says when after the programme', 'only one text says of how many']
    """
    found = []
    for name, (different, unsaid) in _CIRCUMSTANCES.items():
        if not one[name] or not other[name]:
            found.append(f"{_count(bool(one[name] or other[name]))} {unsaid}")
        elif one[name] != other[name]:
            said, unlike = (_IN_FULL.get(row[name], row[name]) for row in (one, other))
            found.append(f"{different} ({said} and {unlike})")
    if _PROGRAMME_TIME in (one["clock"], other["clock"]):
        found.append("two years is read as the length of the programme")
    notes = [row["note"].split("; ") for row in (one, other)]
    if any(part.startswith(OTHER_NAME) for note in notes for part in note):
        found.append("a text gives its figure the name of another statistic")
    found += [
        words for words in (OPEN_VALUE, LITTLE_OVER, LITTLE_UNDER) if any(words in note for note in notes)
    ]
    if silent := sum(NO_BASE in note for note in notes):
        found.append(f"{_count(silent == 1)} says of how many")
    return found


def _count(one_speaks: bool) -> str:
    return "only one text" if one_speaks else "neither text"
