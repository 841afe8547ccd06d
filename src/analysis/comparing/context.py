"""The wider picture: national levels, official indicators, studies and reforms, from `data/reference/`.

These files are the project's own notes, each line with its source. What could not be verified says so
(`verified` is no) and is never drawn or computed with as fact.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from analysis.comparing.wording import join_words, say, show_number
from analysis.errors import AnalysisError
from analysis.paths import CONTEXT, relative

FILES = {
    "context_figures": ("period", "place", "value", "qualifier", "measure", "source", "verified", "printed"),
    "indicators": ("id", "title", "numerator", "population", "clock", "verified", "note"),
    "studies": (
        "key",
        "title",
        "title_language",
        "kind",
        "strength",
        "verified",
        "found",
        "source",
        "bundle",
    ),
    "changes": ("date", "title", "matters_for", "source", "verified", "case_id"),
    "srqr": ("number", "item", "met", "where", "note"),
    "glossary": ("term", "term_sv", "meaning", "meaning_sv"),
}


def load_context(lang: str = "en") -> dict[str, pd.DataFrame]:
    """The reference tables by name, all cells text but `value`; raises AnalysisError with all faults.

    In Swedish each column takes the words of its twin (`title_sv` for `title`) where that has any.
    """
    tables, problems = {}, []
    for name, columns in FILES.items():
        path = CONTEXT / f"{name}.csv"
        if not path.exists():
            problems.append(f"{path.name} is missing: restore it from the repository")
            continue
        frame = pd.read_csv(path, dtype="string", keep_default_na=False)
        missing = [column for column in columns if column not in frame]
        problems += [f"{path.name} has no column {column}: add it" for column in missing]
        if not missing and "verified" in columns:
            wrong = frame.index[~frame["verified"].isin(["yes", "no"])]
            problems += [f"{path.name}, line {line + 2}: verified is neither yes nor no" for line in wrong]
        tables[name] = frame
    if problems:
        raise AnalysisError(relative(CONTEXT), problems)
    if lang == "sv":
        tables = {name: _in_swedish(frame) for name, frame in tables.items()}
    figures = tables["context_figures"]
    tables["context_figures"] = figures.assign(value=pd.to_numeric(figures["value"]))
    return tables


def _in_swedish(frame: pd.DataFrame) -> pd.DataFrame:
    twins = [name for name in frame if name.endswith("_sv")]
    return frame.assign(
        **{name[:-3]: frame[name].mask(frame[name] == "", frame[name[:-3]]) for name in twins}
    )


def list_bundles(studies: pd.DataFrame) -> set[str]:
    """The keys of the studies that test several factors as one bundle of measures, none of them alone."""
    return set(studies[studies["bundle"] == "yes"]["key"])


def read_beside_nation(outcomes: pd.DataFrame, figures: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """For each case with figures of several years, a sentence with the national levels of those years.

    `lines` gives the rows of `figures` with these levels: their sources.

    No difference is computed: the national levels come from sources that count parts of years and not all the
    same way. Only verified levels of work or study are used. A rise that the country shares is no sign of the
    case's own work.
    """
    verified = figures[
        figures["verified"].eq("yes")
        & figures["place"].eq("Sweden")
        & figures["measure"].str.startswith("work or study")
    ]
    years = verified["period"].str.extract(r"(\d{4})", expand=False)
    rows = []
    own = outcomes[outcomes["kind"].eq("outcome") & outcomes["unit"].eq("percent")]
    for case, group in own.sort_values("year", kind="stable").groupby("case_id", sort=True):
        spoken = sorted({str(year)[:4] for year in group["year"].dropna()} - {""})
        beside = verified[years.isin(spoken)]
        if len(spoken) < 2 or beside.empty:
            continue
        levels = "; ".join(
            f"{row['period'].replace('/', '–')}: {_say_level(row, lang)}" for row in beside.to_dict("records")
        )
        text = say("remark_nation", lang, years=join_words(spoken, lang), levels=levels)
        ids = " ".join(group["quantity_id"])
        rows.append({"case_id": case, "quantity_ids": ids, "text": text, "lines": list(beside.index)})
    return pd.DataFrame(rows, columns=["case_id", "quantity_ids", "text", "lines"])


def _say_level(row: dict[str, Any], lang: str) -> str:
    """A level as its source prints it, where that is no number of per cent; else the number.

    >>> level = {"qualifier": "about", "value": 33.0, "printed": ""}
    >>> _say_level(level, "en"), _say_level(level | {"printed": "about one third"}, "en")
    ('about 33 %', 'about one third')
    """
    return row["printed"] or f"{row['qualifier']} {show_number(row['value'], lang)} %".lstrip()


def find_local_levels(figures: pd.DataFrame, place: str, numerator: str) -> pd.DataFrame:
    """The verified levels of one place from other sources, for what a case's own figure counts.

    >>> rows = [
    ...     ("Luleå", 55, "work or study, own page", "yes"),
    ...     ("Järfälla", 57, "employed after 4-6 years", "yes"),
    ... ]
    >>> figures = pd.DataFrame(rows, columns=["place", "value", "measure", "verified"])
    >>> [len(find_local_levels(figures, place, "work or studies")) for place in ("Luleå", "Järfälla")]
    [1, 0]
    >>> len(find_local_levels(figures, "Luleå", "work"))
    0
    """
    if numerator != "work or studies":
        return figures.iloc[:0]
    return figures[
        figures["verified"].eq("yes")
        & figures["place"].eq(place)
        & figures["value"].notna()
        & figures["measure"].str.startswith("work or study")
    ]


def find_local_words(figures: pd.DataFrame, places: Collection[str]) -> pd.DataFrame:
    """The verified levels of some places that a source gives in words only.

    >>> rows = [("Lund", "well below", None, "yes"), ("Lund", "", 55, "yes"), ("Lund", "above", None, "no")]
    >>> figures = pd.DataFrame(rows, columns=["place", "printed", "value", "verified"])
    >>> list(find_local_words(figures, ["Lund"])["printed"]), len(find_local_words(figures, ["Umeå"]))
    (['well below'], 0)
    """
    return figures[figures["verified"].eq("yes") & figures["place"].isin(places) & figures["value"].isna()]


def letter_changes(changes: pd.DataFrame) -> pd.DataFrame:
    """The reforms and other starts, each with the letter of its line in the timeline."""
    return changes.assign(letter=[chr(ord("A") + number) for number in range(len(changes))])


def list_changes_between(
    changes: pd.DataFrame, one: Mapping[str, Any], other: Mapping[str, Any]
) -> list[str]:
    """The letters of the changes between the years of two figures, or in one of these; none without both years.

    A change on the first day of the earlier year lies before both. One with a `case_id` matters for the figures of
    that case only.

    >>> rows = [("2015-11", ""), ("2017-07", "lund"), ("2018-01-01", "")]
    >>> changes = pd.DataFrame(rows, columns=["date", "case_id"])
    >>> lund, lulea = ({"case_id": case, "year": "2016"} for case in ("lund", "lulea"))
    >>> later = {"case_id": "lulea", "year": "2018"}
    >>> list_changes_between(changes, later, lund), list_changes_between(changes, lulea, later)
    (['B', 'C'], ['C'])
    >>> (
    ...     list_changes_between(changes, later, later),
    ...     list_changes_between(changes, later, later | {"year": ""}),
    ... )
    ([], [])
    """
    years = sorted(re.findall(r"\d{4}", f"{one['year']} {other['year']}"))
    if not (one["year"] and other["year"]) or years[0] == years[-1]:
        return []
    return [
        row["letter"]
        for row in letter_changes(changes).to_dict("records")
        if years[0] <= row["date"][:4] <= years[-1]
        and row["date"] != f"{years[0]}-01-01"
        and row["case_id"] in ("", one["case_id"], other["case_id"])
    ]
