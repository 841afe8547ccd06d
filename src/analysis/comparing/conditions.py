"""From the case × factor matrix to conditions that can be compared, each reading with its assumptions.

A silent cell says that the texts are silent. To compare cases one must decide how to read that, and the
decision travels with every result:

- `as_reported`: claimed and described are present; silent stays unknown. Assumes nothing, eliminates little.
- `silence_as_absence`: the same, but silent is read as absent. The usual reading, and a strong assumption.
- `claimed_only`: named a success factor, or not. A property of the texts, not of the municipalities.

Mixed and contested cells, where the evidence points both ways or against, are unknown in every reading.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.comparing.wording import say

READINGS = {
    "as_reported": ("silence left unknown", {"claimed": True, "described": True}),
    "silence_as_absence": ("silence read as absence", {"claimed": True, "described": True, "silent": False}),
    "claimed_only": (
        "claimed against not claimed, a property of the texts",
        {"claimed": True, "described": False, "silent": False},
    ),
}
MEASURES = ("nearest_indicator", "as_printed")
"""Which figures are set beside each other: all near one indicator, with reservations, or those that say the same in all."""
INDICATOR = "N00973"
"""What cases are compared by: Kolada's share in work or studies 90 days after the establishment programme."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Cases (rows) × conditions (columns): present, absent or unknown (<NA>), and how silence was read.

    `labels` names the codes in sentences; without a label the code itself stands.
    """

    frame: pd.DataFrame
    reading: str
    assumption: str
    labels: Mapping[str, str] = field(default_factory=dict)


def read_conditions(
    case_factors: pd.DataFrame,
    reading: str = "as_reported",
    codes: Iterable[str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Conditions:
    """The conditions of a `case_factors` table under a reading (see READINGS), nullable booleans.

    >>> cells = pd.DataFrame(
    ...     {"case_id": ["a", "b"], "code": ["housing"] * 2, "cell": ["described", "silent"]}
    ... )
    >>> read_conditions(cells).frame["housing"].tolist()  # silent is not absent
    [True, <NA>]
    >>> strict = read_conditions(cells, "silence_as_absence")
    >>> strict.frame["housing"].tolist(), strict.assumption
    ([True, False], 'silence read as absence')
    """
    assumption, values = READINGS[reading]
    wide = case_factors.pivot(index="case_id", columns="code", values="cell")
    wide = wide.reindex(
        index=case_factors["case_id"].unique(), columns=list(codes or case_factors["code"].unique())
    )
    read = {column: [values.get(cell, pd.NA) for cell in wide[column]] for column in wide}
    frame = pd.DataFrame(read, index=pd.Index(wide.index, name="case_id"), dtype="boolean")
    return Conditions(frame, reading, assumption, labels or {})


def read_outcome(outcomes: pd.DataFrame, case_ids: Iterable[str], cut: float) -> pd.Series:
    """Whether each case's figure of the indicator lies above a cut; <NA> where it cannot be told.

    Only results for whole years, in percent, and only the latest of a case. Words of rounding count: "över
    hälften" (low 50, no high) lies above a cut of 50 but cannot be told from one of 60. The cut is the
    reader's own choice.

    >>> figures = pd.DataFrame(
    ...     {
    ...         "case_id": ["a", "b"],
    ...         "indicator": ["N00973: …"] * 2,
    ...         "low": [50.0, 47.7],
    ...         "high": [None, 47.7],
    ...         "unit": ["percent"] * 2,
    ...         "kind": ["outcome"] * 2,
    ...         "part_year": [False] * 2,
    ...         "year": ["2018", "2017"],
    ...         "qualifier": ["över", ""],
    ...     }
    ... )
    >>> read_outcome(figures, ["a", "b", "c"], 50).tolist(), read_outcome(figures, ["a", "b"], 60).tolist()
    ([True, False, <NA>], [<NA>, False])
    """
    latest = pick_latest(outcomes)
    values = {row["case_id"]: _above(row, cut) for row in latest.to_dict("records")}
    case_ids = list(case_ids)
    return pd.Series([values.get(case, pd.NA) for case in case_ids], index=case_ids, dtype="boolean")


def list_part_years(outcomes: pd.DataFrame, cut: float) -> pd.DataFrame:
    """The results that `read_outcome` leaves out because they cover part of a year.

    `side` says on which side of the cut each would lie: above, below (at most the cut) or open.

    >>> row = {"indicator": "N00973: …", "unit": "percent", "kind": "outcome", "low": 50.0, "high": None}
    >>> figures = pd.DataFrame([row | {"qualifier": "över", "part_year": part} for part in (True, False)])
    >>> [list_part_years(figures, cut)["side"].tolist() for cut in (50, 60)]
    [['above'], ['open']]
    """
    results = _list_results(outcomes)
    found = results[results["part_year"].fillna(False).astype(bool)]
    sides = [_above(row, cut) for row in found.to_dict("records")]
    return found.assign(side=["open" if pd.isna(side) else "above" if side else "below" for side in sides])


def pick_latest(outcomes: pd.DataFrame) -> pd.DataFrame:
    """For each case its latest result of the indicator for a whole year, in percent, the earliest year first."""
    results = _list_results(outcomes)
    whole = results[~results["part_year"].fillna(False).astype(bool)]
    return whole.sort_values("year", kind="stable").groupby("case_id").tail(1)


def _list_results(outcomes: pd.DataFrame) -> pd.DataFrame:
    return outcomes[
        outcomes["indicator"].fillna("").str.startswith(INDICATOR)
        & (outcomes["kind"] == "outcome")
        & (outcomes["unit"] == "percent")
    ]


def _above(figure: dict[str, object], cut: float) -> object:
    low, high = figure["low"], figure["high"]
    over = pd.isna(high) and figure["qualifier"] != "minst"
    if pd.notna(low) and (low > cut or (low == cut and over)):
        return True
    if pd.notna(high) and high <= cut:
        return False
    return pd.NA


def match_cases(frame: pd.DataFrame, one: str, other: str) -> tuple[list[str], list[str]]:
    """The conditions alike in two cases and those that differ; unknown ones are in neither."""
    known = [code for code in frame if pd.notna(frame.loc[one, code]) and pd.notna(frame.loc[other, code])]
    same = [code for code in known if frame.loc[one, code] == frame.loc[other, code]]
    return same, [code for code in known if code not in same]


def name_presence(assumption: str) -> str:
    """What makes a condition present under the assumption of a reading: that it is claimed, or just named."""
    return "claimed" if assumption == READINGS["claimed_only"][0] else "named"


def translate_assumption(assumption: str, lang: str) -> str:
    """The assumption of a reading in a language; one that is not the project's own stays as it is."""
    key = {"silence left unknown": "assume_unknown", "silence read as absence": "assume_absence"}.get(
        assumption
    )
    key = "assume_claimed" if name_presence(assumption) == "claimed" else key
    return say(key, lang) if key else assumption
