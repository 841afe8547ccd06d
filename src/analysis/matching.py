"""When a find is what a reader annotated: by name, by overlapping words with equal values, by sentence and code."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from analysis.finding.lexicon import list_rows
from analysis.tables import Tables


@dataclass(slots=True)
class Count:
    """Right finds, wrong finds and missed ones of one text for one measure, with the words concerned."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    wrong_texts: list[str] = field(default_factory=list)
    missed_texts: list[str] = field(default_factory=list)


def by_name(reference: set[str], found: set[str], *, fold: bool = True) -> Count:
    """What two sets of names share; with `fold`, capitals and a genitive s make no difference.

    >>> by_name({"Luleå", "SKR"}, {"Luleås", "Umeå"})
    Count(right=1, wrong=1, missed=1, wrong_texts=['Umeå'], missed_texts=['SKR'])
    """
    key: Callable[[str], str] = (lambda name: name.casefold().removesuffix("s")) if fold else str
    one, other = {key(name): name for name in reference}, {key(name): name for name in found}
    wrong = sorted(other[name] for name in other.keys() - one.keys())
    missed = sorted(one[name] for name in one.keys() - other.keys())
    return Count(len(one.keys() & other.keys()), len(wrong), len(missed), wrong, missed)


def name_place(place: str) -> str:
    """A place by its official name, so that a county is the same with and without "län".

    >>> name_place("Skåne"), name_place("Dalarnas län"), name_place("Dalarna")
    ('Skåne län', 'Dalarnas län', 'Dalarnas län')
    >>> name_place("Örebro"), name_place("Örebro län")  # a municipality and its county
    ('Örebro', 'Örebro län')
    """
    return _county_forms().get(place, place)


@cache
def _county_forms() -> dict[str, str]:
    """The official name of each county by every form that names it alone, as the gazetteer lists them."""
    return {
        form: row["name"]
        for row in list_rows("counties.csv")
        for form in filter(None, row["forms"].split("|"))
    }


def by_span(
    reference: list[dict[str, Any]], found: list[dict[str, Any]], alike: Callable[[Any, Any], bool]
) -> Count:
    """What overlaps in the text and is `alike`; each reference row matches one find at most."""
    count, left = Count(), list(reference)
    for row in found:
        match = next(
            (
                one
                for one in left
                if one["start"] < row["end"] and row["start"] < one["end"] and alike(one, row)
            ),
            None,
        )
        if match is None:
            count.wrong += 1
            count.wrong_texts.append(_show(row))
        else:
            left.remove(match)
            count.right += 1
    count.missed = len(left)
    count.missed_texts = [_show(row) for row in left]
    return count


def by_pair(reference: list[dict[str, Any]], tables: Tables, also: tuple[str, ...]) -> Count:
    """Codes per sentence; with `also`, only pairs both sides have: one whose columns differ is both wrong and missed."""
    sentences = tables["sentences"]

    def pairs(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
        return {
            (sentence["sentence_id"], row["code"]): row
            for row in rows
            for sentence in sentences
            if sentence["start"] < row["end"] and row["start"] < sentence["end"]
        }

    one, other = pairs(reference), pairs(tables["codings"])
    shared = one.keys() & other.keys()
    if also:
        wrong = sorted(key for key in shared if any(one[key][name] != other[key][name] for name in also))
        texts = [
            f"{other[key]['code']} {other[key]['text']!r}: {other[key][also[0]]}, not {one[key][also[0]]}"
            for key in wrong
        ]
        return Count(len(shared) - len(wrong), len(wrong), len(wrong), texts)
    wrong, missed = sorted(other.keys() - one.keys()), sorted(one.keys() - other.keys())
    texts = [f"{other[key]['code']} {other[key]['text']!r} [{other[key]['cue']}]" for key in wrong]
    return Count(
        len(shared), len(wrong), len(missed), texts, [f"{one[k]['code']} {one[k]['text']!r}" for k in missed]
    )


def same(*columns: str) -> Callable[[Any, Any], bool]:
    """Whether two rows have the same words in some columns; none and empty are the same.

    >>> same("speaker")({"speaker": None}, {"speaker": ""}), same("speaker")({"speaker": "Eva"}, {})
    (True, False)
    """
    return lambda one, other: all(str(one.get(c) or "") == str(other.get(c) or "") for c in columns)


def same_value(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two figures have the same bounds and unit, as far as rounding and two ways to say it allow.

    >>> half, months = {"low": 0.5, "high": 0.5, "unit": "year"}, {"low": 6, "high": 6, "unit": "month"}
    >>> same_value(half, months), same_value(half, months | {"high": None})
    (True, False)
    >>> far = {"low": 2, "high": 2, "unit": "mil"}
    >>> [same_value(far, {"low": n, "high": n, "unit": "kilometre"}) for n in (20, 2)]
    [True, False]
    """

    def near(a: Any, b: Any) -> bool:
        return (a is None and b is None) or (
            a is not None
            and b is not None
            and abs(a - b) <= max(0.34 if one["unit"] == "percent" else 0.0, 0.05 + 0.005 * abs(a))
        )

    one, other = _in_common_units(one), _in_common_units(other)
    return (
        near(one["low"], other["low"]) and near(one["high"], other["high"]) and one["unit"] == other["unit"]
    )


# Names of one thing in English, between which the guide leaves the choice.
_ONE_UNIT = {
    "family": "household",
    "meter": "metre",
    "kilometer": "kilometre",
    "term": "semester",
    "file": "case_file",
    "full_time_equivalent": "job",
    "dwelling": "apartment",
    "position": "job",
    "vacancy": "job",
    "job_track": "track",
    "phone_call": "call",
    "session": "occasion",
}


def _in_common_units(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose value is compared in one of two ways to say the same: half a year is six months, "8 av 10" is 80 percent, a mil ten kilometres."""
    low, high, base = row["low"], row["high"], row.get("base")
    unit = row["unit"].replace(" ", "_")
    unit = _ONE_UNIT.get(unit, unit)
    if unit in ("mil", "Swedish_mile"):
        low, high, unit = low and low * 10, high and high * 10, "kilometre"
    if unit == "year" and 0.5 in (low, high):
        low, high, unit = low and low * 12, high and high * 12, "month"
    if base in (3, 4, 5, 10) and unit != "percent" and low is not None and low == high and low < base:
        low = high = 100 * low / base
        unit = "percent"
    return {**row, "low": low, "high": high, "unit": unit}


def _show(row: dict[str, Any]) -> str:
    extra = [
        str(row[c])
        for c in ("speaker", "low", "high", "unit", "kind", "date_start", "date_end")
        if row.get(c) not in (None, "")
    ]
    return f"{row['text'][:60]!r} ({' '.join(extra)})"
