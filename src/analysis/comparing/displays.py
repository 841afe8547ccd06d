"""Displays of qualitative research as tables: factors side by side, cases in the order of their outcome.

The case-ordered meta-matrix and the table of what stands together follow Miles, Huberman & Saldaña (2014),
*Qualitative Data Analysis*: counts and orders that can be read off the sources, no coefficients.
"""

from collections import defaultdict
from itertools import combinations

import pandas as pd

from analysis.comparing.conditions import pick_latest

OWN_VOICES = ("text", "official", "politician")
"""Those who tell of their own municipality's work: the page itself, its officials and its politicians."""

VOICES = ("all", "others")
"""Whose words count: everybody's, or only those of others than `OWN_VOICES`."""


def count_together(codings: pd.DataFrame, cases: list[str]) -> pd.DataFrame:
    """Pairs of factors that some cases' texts name in one sentence: how often, in how many cases, and where.

    Facilitators only. Most sentences first, then most cases. `both` is the number of cases that name both at all.

    >>> named = pd.DataFrame(
    ...     {
    ...         "case_id": ["a", "a", "b", "b"],
    ...         "sentence_id": ["a-s1", "a-s1", "b-s1", "b-s2"],
    ...         "code": ["housing", "skills_mapping", "housing", "skills_mapping"],
    ...         "polarity": ["facilitator"] * 4,
    ...     }
    ... )
    >>> count_together(named, ["a", "b"]).to_dict("records")
    [{'one': 'housing', 'other': 'skills_mapping', 'sentences': ['a-s1'], 'cases': 1, 'both': 2}]
    """
    named = codings[(codings["polarity"] == "facilitator") & codings["case_id"].isin(cases)]
    sentences: dict[tuple[str, str], list[str]] = defaultdict(list)
    homes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (case_id, sentence_id), codes in named.groupby(["case_id", "sentence_id"])["code"]:
        for pair in combinations(sorted(set(codes)), 2):
            sentences[pair].append(str(sentence_id))
            homes[pair].add(str(case_id))
    where = {code: set(found) for code, found in named.groupby("code")["case_id"]}
    rows = [
        {"one": one, "other": other, "sentences": found, "cases": len(homes[one, other]), "both": len(where[one] & where[other])}
        for (one, other), found in sentences.items()
    ]  # fmt: skip
    rows.sort(key=lambda row: (-len(row["sentences"]), -row["cases"], row["one"], row["other"]))
    return pd.DataFrame(rows, columns=["one", "other", "sentences", "cases", "both"])


def order_cases(outcomes: pd.DataFrame, cases: list[str]) -> pd.DataFrame:
    """The cases with the latest whole-year figure of the indicator, highest first; the others follow, unordered.

    `band` numbers what can be told apart: two cases share a band when their figures may be equal, as "over half"
    and "just over 70 percent" may be. It is missing for a case without such a figure. Values are percent.

    >>> figures = pd.DataFrame(
    ...     {
    ...         "case_id": ["a", "b", "c"],
    ...         "indicator": ["N00973: …"] * 3,
    ...         "low": [50.0, 47.7, 70.0],
    ...         "high": [None, 47.7, None],
    ...         "unit": ["percent"] * 3,
    ...         "kind": ["outcome"] * 3,
    ...         "part_year": [False] * 3,
    ...         "year": ["", "2017", "2018"],
    ...     }
    ... )
    >>> order_cases(figures, ["a", "b", "c", "d"])[["case_id", "band"]].values.tolist()
    [['c', 1], ['a', 1], ['b', 2], ['d', <NA>]]
    """
    latest = pick_latest(outcomes[outcomes["case_id"].isin(cases) & outcomes["low"].notna()])
    latest = latest.sort_values(["low", "case_id"], ascending=[False, True])
    tops = latest["high"].fillna(100)
    # A new band begins where all that follows lies below all that went before, whatever the open ends hide.
    highest_left = tops[::-1].cummax()[::-1]
    bands = (highest_left < latest["low"].shift()).fillna(False).cumsum() + 1
    ordered = latest.assign(band=bands.astype("Int64"))
    others = pd.DataFrame({"case_id": [case for case in cases if case not in set(latest["case_id"])]})
    frame = pd.concat([ordered, others], ignore_index=True) if len(others) else ordered
    return frame.reset_index(drop=True).astype({"band": "Int64"})


def leave_out_own(codings: pd.DataFrame) -> pd.DataFrame:
    """The codings that are left when those who tell of their own work are left out: source criticism as a test."""
    return codings[~codings["voice"].isin(OWN_VOICES)]
