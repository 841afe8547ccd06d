"""Outcomes as a careful reader would lay them side by side: shares with intervals, remarks, pairs that may be compared."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from analysis.comparing.conditions import INDICATOR
from analysis.comparing.context import list_changes_between, load_context
from analysis.comparing.outcome_checks import check_outcomes, remark_activities
from analysis.comparing.shares import wilson_interval
from analysis.finding.comparability import Row, explain_incomparable, list_reservations, name_measure
from analysis.labels import label_text
from analysis.phrases import translate

CHANGED = "reforms or other starts in the timeline lie between the years"


class Pair(NamedTuple):
    """Two cases, whether any of their outcomes may be compared, the reasons for or against, and the reservations."""

    one: str
    other: str
    comparable: bool
    reasons: list[str]
    reservations: list[str]


def add_remarks(outcomes: pd.DataFrame, quantities: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """The outcomes with `remarks`: their note, shares with 95 % intervals where part and whole are given, and suspicions."""
    found: dict[str, list[str]] = {}
    for remark in check_outcomes(outcomes, quantities, language):
        found.setdefault(remark.quantity_id, []).append(remark.text)
    activities = remark_activities(outcomes, language)
    remarks = []
    for note, quantity_id in zip(outcomes["note"], outcomes["quantity_id"], strict=True):
        more = found.get(quantity_id, [])
        notes = [part for part in note.split("; ") if part and not (more and part == "no base given")]
        more = [*more, *activities.get(quantity_id, [])]
        remarks.append("; ".join([*(translate(part, language) for part in notes), *more]))
    return outcomes.assign(remarks=remarks)


def list_suspicions(outcomes: pd.DataFrame, quantities: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """What does not add up in any figure of the texts: the quantity and the remark."""
    remarks = [remark for remark in check_outcomes(outcomes, quantities, language) if remark.suspicious]
    frame = pd.DataFrame(
        [(remark.quantity_id, remark.text) for remark in remarks],
        columns=["quantity_id", "remark"],
        dtype="string",
    )
    return frame.merge(
        quantities[["quantity_id", "doc_id", "sentence_id", "text"]], on="quantity_id", validate="m:1"
    )


def pair_outcomes(outcomes: pd.DataFrame, cases: dict[str, str]) -> list[Pair]:
    """For every pair of cases (ids with labels) whether they have outcomes that may be compared, and if not, why not."""
    pairs, changes = [], load_context()["changes"]
    by_case = {case: outcomes[outcomes["case_id"] == case].to_dict("records") for case in cases}
    for one, other in combinations(cases, 2):
        silent = [cases[case] for case in (one, other) if not by_case[case]]
        if silent:
            pairs.append(Pair(one, other, False, [f"no figure on results in {' and '.join(silent)}"], []))
            continue
        verdicts = [(a, b, explain_incomparable(a, b)) for a in by_case[one] for b in by_case[other]]
        fitting = [(a, b) for a, b, reasons in verdicts if not reasons]
        if fitting:
            notes = sorted(
                {
                    f"{a['text']} ({a['year'] or 'no year'}) and {b['text']} ({b['year'] or 'no year'})"
                    for a, b in fitting
                }
            )
            kept = dict.fromkeys(words for a, b in fitting for words in list_reservations(a, b))
            kept |= dict.fromkeys(remark_changes(fitting, changes))
            kinds = list(dict.fromkeys(words.partition(" (")[0] for words in kept))
            by_kind = sorted(kept, key=lambda words: kinds.index(words.partition(" (")[0]))
            pairs.append(Pair(one, other, True, notes, by_kind))
        else:
            known = [reasons for a, b, reasons in verdicts if a["indicator"] and b["indicator"]]
            fewest = min(known or [reasons for _, _, reasons in verdicts], key=len)
            pairs.append(Pair(one, other, False, fewest, []))
    return pairs


def remark_changes(figures: Iterable[tuple[Row, Row]], changes: pd.DataFrame) -> list[str]:
    """A reservation on the reforms and other starts that lie between the years of figures set side by side, if any do."""
    found = {letter for one, other in figures for letter in list_changes_between(changes, one, other)}
    return [f"{CHANGED} ({', '.join(sorted(found))})"] if found else []


def pick_comparable(outcomes: pd.DataFrame, measure: str = "nearest_indicator") -> pd.DataFrame:
    """For each case its latest figure of the indicator that may be compared with another case's; else no row.

    `measure` is one of `conditions.MEASURES`. As printed, only the figures that most cases have in common count:
    those that say the same of year, point of measurement and people counted.

    >>> row = {"indicator": "N00973: …", "numerator": "work or studies", "unit": "percent", "kind": "outcome"}
    >>> row |= {"population": "newly arrived", "clock": "90 days", "part_year": False}
    >>> figures = pd.DataFrame(
    ...     [row | {"case_id": case, "year": year} for case, year in zip("aab", ["2016", "2017", "2016"])]
    ... )
    >>> [list(pick_comparable(figures, one)["year"]) for one in ("nearest_indicator", "as_printed")]
    [['2017', '2016'], ['2016', '2016']]
    >>> len(pick_comparable(figures[1:], "as_printed"))  # 2017 and 2016
    0
    """
    strict = measure == "as_printed"
    near = outcomes[outcomes["indicator"].fillna("").str.startswith(INDICATOR)]
    measures = [name_measure(row, strict) for row in near.to_dict("records")]
    cases: dict[tuple[str, ...], set[str]] = {}
    for name, case_id in zip(measures, near["case_id"], strict=True):
        if name:
            cases.setdefault(name, set()).add(case_id)
    widest = max(cases, key=lambda name: len(cases[name]), default=())
    shared = len(cases.get(widest, ())) > 1
    fitting = near.loc[[shared and name == widest for name in measures]]
    return fitting.sort_values("year", kind="stable").groupby("case_id").tail(1).sort_index()


def make_panels(outcomes: pd.DataFrame, language: str) -> pd.DataFrame:
    """The outcomes that can be drawn on a scale of 0–100, each in the panel of its own measure.

    A measure is what is counted, among whom and when; figures of one measure share a panel whatever their year. The
    panels come in the order of the cases, then as the text has them.
    """
    rows = []
    for row in outcomes.to_dict("records"):
        share_low = share_high = None
        low, high = row["low"], row["high"]
        what = ""
        if row["unit"] == "person" and not pd.isna(row["base"]):
            share_low, share_high = (100 * bound for bound in wilson_interval(int(low), int(row["base"])))
            low = high = 100 * low / row["base"]
            what = f"{row['low']:g}/{row['base']:g}"
        elif row["unit"] != "percent":
            continue
        said = (row["numerator"], row["population"], row["clock"])
        panel = ", ".join(label_text(words, language) for words in said if words)
        panel = panel or label_text("measure not clear", language)
        panel = panel[:1].upper() + panel[1:]
        rows.append(
            {
                **row,
                "low": low,
                "high": high,
                "share_low": share_low,
                "share_high": share_high,
                "panel": panel,
                "what": what,
            }
        )
    columns = [*outcomes.columns, "share_low", "share_high", "panel", "what"]
    frame = pd.DataFrame(rows, columns=columns)
    frame[["low", "high", "share_low", "share_high"]] = frame[
        ["low", "high", "share_low", "share_high"]
    ].astype("Float64")
    return frame.sort_values(["case_id", "year"], kind="stable", ignore_index=True)
