"""The wider picture: national levels, official indicators, studies and reforms, from `data/reference/`.

These files are the project's own notes, each line with its source. What could not be verified says so
(`verified` is no) and is never drawn or computed with as fact.
"""

from pathlib import Path

import pandas as pd

from analysis.errors import AnalysisError
from analysis.paths import CONTEXT, relative
from analysis.wording import say

FILES = {
    "context_figures": ("period", "value", "unit", "measure", "source", "date", "verified", "note"),
    "indicators": ("id", "title", "numerator", "population", "clock", "source", "verified", "note"),
    "studies": ("key", "title", "kind", "codes", "strength", "verified"),
    "changes": ("date", "title", "matters_for", "source", "verified"),
}


def load_context(folder: Path = CONTEXT) -> dict[str, pd.DataFrame]:
    """The reference tables by name, all cells as text but `value`; raises AnalysisError with what is wrong."""
    tables, problems = {}, []
    for name, columns in FILES.items():
        path = folder / f"{name}.csv"
        if not path.exists():
            problems.append(f"{path.name} is missing: restore it from the repository")
            continue
        frame = pd.read_csv(path, dtype="string", keep_default_na=False)
        missing = [column for column in columns if column not in frame]
        problems += [f"{path.name} has no column {column}: add it" for column in missing]
        if not missing:
            wrong = frame.index[~frame["verified"].isin(["yes", "no"])]
            problems += [f"{path.name}, line {line + 2}: verified is neither yes nor no" for line in wrong]
        tables[name] = frame
    if problems:
        raise AnalysisError(relative(folder), problems)
    figures = tables["context_figures"]
    tables["context_figures"] = figures.assign(value=pd.to_numeric(figures["value"]))
    return tables


def compare_with_nation(outcomes: pd.DataFrame, figures: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Each case's change of one indicator beside the country's over the nearest verified national levels.

    One row per case with exact values for two or more whole years of N00973: `points` the case's change, `nation_points`
    the country's, and a sentence. A case that rises with the country has not risen by its own work alone, and
    the difference of the two isn't an effect either: it is two figures side by side.
    """
    nation = figures[figures["measure"].eq("work or studies, 90 days") & figures["verified"].eq("yes")]
    levels = nation.assign(year=nation["period"].str.extract(r"(\d{4})", expand=False)).dropna(subset=["year"])
    national = dict(zip(levels["year"], zip(levels["value"], levels["note"], strict=True), strict=True))
    exact = outcomes[
        outcomes["kind"].eq("outcome")
        & outcomes["unit"].eq("percent")
        & outcomes["low"].eq(outcomes["high"]).fillna(False)
        & outcomes["population"].eq("left the establishment programme")
        & ~outcomes["part_year"].fillna(False).astype(bool)
        & outcomes["year"].fillna("").ne("")
    ]
    rows = []
    for case, group in exact.sort_values("year", kind="stable").groupby("case_id", sort=True):
        first, last = group.iloc[0], group.iloc[-1]
        if first["year"] != last["year"] and len(national) > 1:
            rows.append(_set_beside(str(case), first, last, national, lang))
    return pd.DataFrame(rows)


def _set_beside(
    case: str, first: pd.Series, last: pd.Series, national: dict[str, tuple[float, str]], lang: str
) -> dict[str, object]:
    start, end = min(national), max(national)
    points = float(last["low"] - first["low"])
    nation_points = national[end][0] - national[start][0]
    text = say(
        "remark_nation",
        lang,
        first=first["year"],
        last=last["year"],
        points=f"{points:.1f}",
        nation_first=f"{national[start][0]:g} ({start})",
        nation_last=f"{national[end][0]:g} ({end})",
        nation_points=f"{nation_points:.0f}",
        note=national[end][1],
    )
    return {
        "case_id": case,
        "quantity_ids": f"{first['quantity_id']} {last['quantity_id']}",
        "period": f"{first['year']}–{last['year']}",
        "points": points,
        "nation_period": f"{start}–{end}",
        "nation_points": nation_points,
        "text": text,
    }
