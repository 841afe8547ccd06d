"""Outcomes as a careful reader would lay them side by side: shares with intervals, remarks, pairs that may be compared."""

from itertools import combinations
from typing import NamedTuple

import pandas as pd

from analysis.comparing.outcome_checks import check_outcomes
from analysis.comparing.shares import wilson_interval
from analysis.finding.outcomes import explain_incomparable, name_measure
from analysis.labels import label_text
from analysis.phrases import translate


class Pair(NamedTuple):
    """Two cases, whether any of their outcomes may be compared, and the reasons for or against."""

    one: str
    other: str
    comparable: bool
    reasons: list[str]


def add_remarks(outcomes: pd.DataFrame, quantities: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """The outcomes with `remarks`: their note, shares with 95 % intervals where part and whole are given, and suspicions."""
    found: dict[str, list[str]] = {}
    for remark in check_outcomes(outcomes, quantities, language):
        found.setdefault(remark.quantity_id, []).append(remark.text)
    remarks = []
    for note, quantity_id in zip(outcomes["note"], outcomes["quantity_id"], strict=True):
        more = found.get(quantity_id, [])
        notes = [part for part in note.split("; ") if part and not (more and part == "no base given")]
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
    pairs = []
    by_case = {case: outcomes[outcomes["case_id"] == case].to_dict("records") for case in cases}
    for one, other in combinations(cases, 2):
        silent = [cases[case] for case in (one, other) if not by_case[case]]
        if silent:
            pairs.append(Pair(one, other, False, [f"no figure on results in {' and '.join(silent)}"]))
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
            pairs.append(Pair(one, other, True, notes))
        else:
            known = [reasons for a, b, reasons in verdicts if a["indicator"] and b["indicator"]]
            fewest = min(known or [reasons for _, _, reasons in verdicts], key=len)
            pairs.append(Pair(one, other, False, fewest))
    return pairs


def pick_comparable(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The figures that most cases have in common: one measure, one year; no rows where no two cases have one.

    >>> row = {"indicator": "N00973: …", "numerator": "work or studies", "unit": "percent", "kind": "outcome"}
    >>> row |= {"population": "left the establishment programme", "clock": "90 days", "part_year": False}
    >>> figures = [row | {"case_id": case, "year": year} for case, year in (("a", "2017"), ("b", "2018"))]
    >>> list(pick_comparable(pd.DataFrame([*figures, row | {"case_id": "c", "year": "2018"}]))["case_id"])
    ['b', 'c']
    >>> len(pick_comparable(pd.DataFrame(figures)))  # two years are two measures
    0
    """
    measures = [name_measure(row) for row in outcomes.to_dict("records")]
    cases: dict[tuple[str, ...], set[str]] = {}
    for measure, case_id in zip(measures, outcomes["case_id"], strict=True):
        if measure:
            cases.setdefault(measure, set()).add(case_id)
    widest = max(cases, key=lambda measure: len(cases[measure]), default=())
    shared = len(cases.get(widest, ())) > 1
    return outcomes[[shared and measure == widest for measure in measures]]


def make_panels(outcomes: pd.DataFrame, language: str) -> pd.DataFrame:
    """The outcomes that can be drawn on a scale of 0–100, each in the panel of its own measure.

    A measure is what is counted, among whom and when; figures of one measure share a panel whatever their year.
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
        panel = panel[:1].upper() + panel[1:] or label_text("measure not clear", language)
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
    return frame.sort_values(["panel", "case_id", "year"], kind="stable", ignore_index=True)
