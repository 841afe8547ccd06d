"""What a careful reader would remark on the figures: no base, parts that do not sum, points for percent.

Every remark is about a row of `quantities`, is printed with the figure and changes nothing in it. A remark is
arithmetic on what the text prints; it does not say who is wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import inf
from typing import Any

import pandas as pd

from analysis.comparing.shares import (
    check_sum,
    compare_levels,
    count_nearest,
    find_smallest_whole,
    list_counts,
    round_percent,
    wilson_interval,
)
from analysis.comparing.wording import say, show_number, show_percent

Row = dict[str, Any]

ACTIVITY = "U40406"
"""The measure of those who left a municipal labour-market activity for work."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on one quantity: its kind, whether it is suspicious or only a limit, and the words."""

    quantity_id: str
    kind: str
    suspicious: bool
    text: str


def check_outcomes(outcomes: pd.DataFrame, quantities: pd.DataFrame, lang: str = "en") -> list[Remark]:
    """The remarks on all figures, in the order of `quantities`; each kind has its own function below.

    Shares stand in one list when they are in the same sentence with the same base. Two values for one measure
    need the same case, indicator, numerator, unit and year.
    """
    rows = [_plain(row) for row in quantities.to_dict("records")]
    results = [_plain(row) for row in outcomes.to_dict("records")]
    remarks = [
        *_check_parts(rows, lang),
        *_check_percents(rows, results, lang),
        *_check_lists(rows, lang),
        *_check_points(rows, results, lang),
        *_check_twice(results, lang),
    ]
    order = {row["quantity_id"]: place for place, row in enumerate(rows)}
    return sorted(remarks, key=lambda remark: order.get(remark.quantity_id, len(order)))


def _check_parts(rows: list[Row], lang: str) -> Iterator[Remark]:
    """Counts with a base: the share with its interval, or that the part exceeds the whole.

    A part of a part (37 of the 47 of 71) is set against the larger whole too.
    """
    counts = [row for row in rows if row["unit"] != "percent" and row["base"] and row["low"] is not None]
    for row in counts:
        if row["low"] != row["high"]:
            continue
        wider = [
            other["base"]
            for other in counts
            if other["sentence_id"] == row["sentence_id"]
            and other["low"] == row["base"]
            and other["base"] != row["base"]
        ]
        for base in dict.fromkeys([*wider, row["base"]]):
            if row["low"] > base:
                text = say("remark_part_exceeds", lang, part=int(row["low"]), base=int(base))
                yield Remark(row["quantity_id"], "part_exceeds", True, text)
            elif row["kind"] == "outcome":
                yield Remark(row["quantity_id"], "interval", False, _say_interval(row["low"], base, lang))


def _say_interval(part: float, base: float, lang: str) -> str:
    low, high = wilson_interval(part, base)
    return say(
        "remark_interval",
        lang,
        part=int(part),
        base=int(base),
        share=show_percent(part / base, lang),
        low=show_number(100 * low, lang, 1),
        high=show_percent(high, lang),
    )


def _check_percents(rows: list[Row], results: list[Row], lang: str) -> Iterator[Remark]:
    """Percentages: above 100, impossible for their base, or an outcome without a base."""
    levels = {row["quantity_id"] for row in results}
    for row in rows:
        value = row["low"] if row["low"] is not None else row["high"]
        if row["unit"] != "percent" or value is None:
            continue
        share = show_percent(value / 100, lang, 1 if value % 1 else 0)
        if value > 100 and row["quantity_id"] in levels:
            yield Remark(row["quantity_id"], "over_hundred", True, say("remark_over_hundred", lang))
        elif row["base"] and row["low"] == row["high"]:
            yield from _check_possible(row, share, lang)
        elif not row["base"] and row["quantity_id"] in levels and row["kind"] == "outcome":
            smallest = find_smallest_whole(value) if value % 1 and row["low"] == row["high"] else None
            key = "remark_smallest" if smallest else "remark_no_base"
            text = say(key, lang, share=share, smallest=smallest)
            yield Remark(row["quantity_id"], key.removeprefix("remark_"), False, text)


def _check_possible(row: Row, share: str, lang: str) -> Iterator[Remark]:
    percent, base = row["low"], int(row["base"])
    if base != row["base"] or percent > 100 or list_counts(percent, base):
        return
    below = int(percent * base / 100)
    given = {"low": below, "high": below + 1}
    shares = {f"{side}_share": f"{round_percent(count, base):.0f} %" for side, count in given.items()}
    text = say("remark_impossible", lang, share=share, base=base, **given, **shares)
    yield Remark(row["quantity_id"], "impossible", True, text)


def _check_lists(rows: list[Row], lang: str) -> Iterator[Remark]:
    """Shares listed in one sentence: they do not sum to 100, or make more persons than there are."""
    lists: dict[tuple[str, float | None], list[Row]] = {}
    for row in rows:
        exact = row["unit"] == "percent" and row["low"] is not None and row["low"] == row["high"]
        if exact and row["kind"] not in ("outcome", "target"):
            lists.setdefault((row["sentence_id"], row["base"]), []).append(row)
    for (_, base), parts in lists.items():
        percents = [part["low"] for part in parts]
        if len(parts) < 3:
            continue
        if not check_sum(percents):
            shown = " + ".join(show_number(percent, lang) for percent in percents)
            text = say("remark_percent_sum", lang, parts=shown, total=show_number(sum(percents), lang))
            yield Remark(parts[-1]["quantity_id"], "percent_sum", True, text)
        elif base and base == int(base) and sum(counts := count_nearest(percents, int(base))) > base:
            shown = " + ".join(map(str, counts))
            text = say("remark_count_sum", lang, counts=shown, total=sum(counts), base=int(base))
            yield Remark(parts[-1]["quantity_id"], "count_sum", True, text)


def _check_points(rows: list[Row], results: list[Row], lang: str) -> Iterator[Remark]:
    """A percentage that equals the points between two levels of its document, not the relative change."""
    levels: dict[str, list[float]] = {}
    for row in results:
        if row["unit"] == "percent" and row["kind"] == "outcome" and row["low"] == row["high"] is not None:
            levels.setdefault(row["doc_id"], []).append(row["low"])
    for row in rows:
        if row["unit"] != "percent" or row["low"] is None or row["low"] in levels.get(row["doc_id"], ()):
            continue
        for before, after in combinations(levels.get(row["doc_id"], ()), 2):
            points, relative = compare_levels(before, after) if before else (0.0, 0.0)
            if points and abs(abs(points) - row["low"]) < 0.5 and abs(abs(relative) - row["low"]) >= 1:
                text = say(
                    "remark_points",
                    lang,
                    before=show_number(before, lang),
                    after=show_number(after, lang),
                    points=show_number(points, lang, 1),
                    relative=show_number(relative, lang, 0),
                    text=row["text"],
                )
                yield Remark(row["quantity_id"], "points", True, text)


def _check_twice(results: Iterable[Row], lang: str) -> Iterator[Remark]:
    """Two values of one case, measure and year that cannot both be right; "over 50" and 55 can."""
    same: dict[tuple[Any, ...], list[Row]] = {}
    for row in results:
        if row["indicator"] and row["kind"] == "outcome" and row["year"] and not row["part_year"]:
            key = ("case_id", "indicator", "numerator", "population", "unit", "year", "base")
            same.setdefault(tuple(row[name] for name in key), []).append(row)
    for group in same.values():
        for one, other in combinations(group, 2):
            if not _overlap(one, other):
                text = say(
                    "remark_two_values", lang, one=_show_range(one, lang), other=_show_range(other, lang)
                )
                yield Remark(other["quantity_id"], "two_values", True, text)


def remark_activities(outcomes: pd.DataFrame, lang: str = "en") -> dict[str, list[str]]:
    """What the measure of a municipal labour-market activity counts otherwise than a figure, by quantity.

    U40406 counts all participants, not only newly arrived people, and leaves out work in the municipality's own
    labour-market measures. Where a text says how many of those in work are in regular work, the others may be there.
    """
    near = outcomes["indicator"].fillna("").str.startswith(ACTIVITY) & outcomes["kind"].eq("outcome")
    rows = [_plain(row) for row in outcomes.to_dict("records")]
    remarks = {quantity_id: [say("remark_activity", lang)] for quantity_id in outcomes[near]["quantity_id"]}
    exact = [row for row in rows if row["unit"] == "person" and row["low"] == row["high"]]
    wholes = [row for row in exact if row["quantity_id"] in remarks]
    for row, part in product(wholes, exact):
        regular = part["numerator"] == "regular work" and part["doc_id"] == row["doc_id"]
        if regular and part["base"] == row["low"] and part["low"] < row["low"]:
            counts = {"other": int(row["low"] - part["low"]), "all": int(row["low"])}
            remarks[row["quantity_id"]].append(say("remark_not_regular", lang, **counts))
    return remarks


def _overlap(one: Row, other: Row) -> bool:
    ends = [
        (-inf if row["low"] is None else row["low"], inf if row["high"] is None else row["high"])
        for row in (one, other)
    ]
    return max(low for low, _ in ends) <= min(high for _, high in ends)


def _show_range(row: Row, lang: str) -> str:
    ends = [show_number(row[side], lang) if row[side] is not None else "" for side in ("low", "high")]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _plain(row: Row) -> Row:
    return {name: None if pd.isna(value) else value for name, value in row.items()}
