"""Pairs of cases: most similar with different outcome, most different with the same (MSDO/MDSO).

Source: De Meur & Berg-Schlosser 1994, European Journal of Political Research 26, and 1996. Distances are
Boolean: in how many conditions two cases differ. Unknown values are in no distance; they are counted beside
it.
"""

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from analysis.comparing.conditions import Conditions, match_cases, name_presence
from analysis.comparing.wording import join_words, name_codes, say

_COLUMNS = "case_a case_b contrast distance compared unknown differing shared assumption".split()


def list_pairs(conditions: Conditions, outcome: pd.Series, themes: Mapping[str, str]) -> pd.DataFrame:
    """All pairs of cases with their Boolean distance, per theme and in all, and the names of what differs.

    `themes` gives the theme of each code. `contrast` is different, same or unknown (outcome). Values unknown
    in either case are counted in `unknown` and belong to no distance, so the true distance lies between
    `distance` and `distance + unknown`. Differing conditions end in + or - as the first case has them or
    lacks them. A single case makes no pair: no row.
    """
    frame = conditions.frame
    names = list(dict.fromkeys(themes[code] for code in frame))
    rows = []
    for one, other in combinations(frame.index, 2):
        same, differing = match_cases(frame, one, other)
        known = {*same, *differing}
        by_theme = {f"distance_{name}": sum(themes[code] == name for code in differing) for name in names}
        by_theme |= {
            f"unknown_{name}": sum(themes[code] == name and code not in known for code in frame)
            for name in names
        }
        rows.append(
            {
                "case_a": one,
                "case_b": other,
                "contrast": _contrast(outcome, one, other),
                "distance": len(differing),
                "compared": len(same) + len(differing),
                "unknown": frame.shape[1] - len(same) - len(differing),
                **by_theme,
                "differing": " ".join(f"{code}{'+' if frame.loc[one, code] else '-'}" for code in differing),
                "shared": " ".join(code for code in same if frame.loc[one, code]),
                "assumption": conditions.assumption,
            }
        )
    return pd.DataFrame(rows, columns=None if rows else _COLUMNS)


def pick_pairs(pairs: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The most similar pairs with unlike outcome (MSDO) or the most different with like (MDSO), best first.

    After De Meur & Berg-Schlosser: in each theme the pairs at the extreme distance score a point;
    `themes_at_extreme` is the sum, and `picked` marks the pairs with the highest, ties broken by total
    distance. Unknown values count against a pair: as differences for MSDO, as likenesses for MDSO. Empty when
    no pair has the contrast.
    """
    fitting = pairs[pairs["contrast"] == {"MSDO": "different", "MDSO": "same"}[kind]].copy()
    names = [column.removeprefix("distance_") for column in fitting if column.startswith("distance_")]
    worst = (
        fitting[["distance"]]
        .set_axis(["all"], axis=1)
        .assign(**{name: fitting[f"distance_{name}"] for name in names})
    )
    if kind == "MSDO":
        worst += fitting[["unknown", *(f"unknown_{name}" for name in names)]].to_numpy()
    nearness = worst if kind == "MSDO" else -worst
    fitting["themes_at_extreme"] = nearness[names].eq(nearness[names].min()).sum(axis=1)
    rank = list(zip(-fitting["themes_at_extreme"], nearness["all"], strict=True))
    fitting["picked"] = [place == min(rank) for place in rank]
    order = sorted(range(len(rank)), key=rank.__getitem__)
    return fitting.iloc[order].reset_index(drop=True)


def describe_pair(
    pair: Mapping[str, object], lang: str = "en", labels: Mapping[str, str] | None = None
) -> str:
    """A sentence on one row of list_pairs: what the pair eliminates and what it does not."""
    differing = [code.rstrip("+-") for code in str(pair["differing"]).split()]
    key = {"different": "pair_different", "same": "pair_same"}.get(str(pair["contrast"]), "pair_unknown")
    return say(
        key,
        lang,
        a=pair["case_a"],
        b=pair["case_b"],
        distance=pair["distance"],
        compared=pair["compared"],
        differing=name_codes(differing, labels or {}, lang),
        shared=name_codes(str(pair["shared"]).split(), labels or {}, lang),
        both=say(f"both_{name_presence(str(pair['assumption']))}", lang),
    )


def show_range(low: int, high: int) -> str:
    """A distance as far as it is known.

    >>> show_range(6, 10), show_range(6, 6)
    ('6–10', '6')
    """
    return f"{low}–{high}" if low < high else str(low)


def describe_rank(best: pd.DataFrame, kind: str, lang: str = "en") -> str:
    """A sentence on how sure the choice of `pick_pairs` is; empty when nothing can change it.

    It is the only pair with its contrast, or its true distance may be matched by another's: each lies between the
    differences known and these with the unknown ones.

    >>> rows = [("a", "b", 7, 3, True), ("a", "c", 8, 4, False), ("b", "c", 20, 0, False)]
    >>> best = pd.DataFrame(rows, columns=["case_a", "case_b", "distance", "unknown", "picked"])
    >>> describe_rank(best, "MSDO")
    'Which pair is the most similar cannot be told from the distances as far as they are known: a – b (7–10) and a – c (8–12)'
    >>> describe_rank(best[:1], "MSDO"), describe_rank(best.assign(unknown=0), "MSDO")
    ('It is the only pair with different outcomes', '')
    """
    if len(best) < 2:
        return say(f"only_{kind}", lang) if len(best) else ""
    low, high = best["distance"], best["distance"] + best["unknown"]
    nearest, widest = high[best["picked"]].min(), low[best["picked"]].max()
    rivals = (low <= nearest if kind == "MSDO" else high >= widest) | best["picked"]
    if rivals.sum() < 2:
        return ""
    ranges = [
        f"{row['case_a']} – {row['case_b']} ({show_range(row['distance'], row['distance'] + row['unknown'])})"
        for row in best[rivals].to_dict("records")
    ]
    return say(f"overlap_{kind}", lang, ranges=join_words(ranges, lang))


def _contrast(outcome: pd.Series, one: str, other: str) -> str:
    values = outcome.reindex([one, other])
    if values.isna().any():
        return "unknown"
    return "same" if values.iloc[0] == values.iloc[1] else "different"
