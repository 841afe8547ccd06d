"""Comparing few cases: Mill's methods as elimination, and pairs of most similar and most different cases.

Sources: Mill 1843, A System of Logic, book III chapter 8; De Meur & Berg-Schlosser 1994, 1996 (MSDO/MDSO).
The methods are used for what they can do with few cases: say which conditions the cases eliminate. What is
left is "not eliminated by these cases", nothing more. Each result carries its assumptions, first of all how
silence was read; they are told once for all. Unknown values eliminate nothing; they leave a condition undecided.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.comparing.conditions import Conditions, match_cases, name_presence, translate_assumption
from analysis.comparing.guard import Verdict
from analysis.comparing.wording import join_words, name_codes, say

FEW_NAMES = 8  # more conditions than these are counted in a sentence, not named


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a method says of some cases: which conditions they eliminate, under which assumptions.

    `undecided` conditions have an unknown value where it matters.
    """

    method: str
    cases: tuple[str, ...]
    eliminated: tuple[str, ...]
    not_eliminated: tuple[str, ...]
    undecided: tuple[str, ...]
    assumption: str
    assumptions: tuple[str, ...]
    statement: str


def compare_by_agreement(conditions: Conditions, outcome: pd.Series, lang: str = "en") -> Comparison | None:
    """The method of agreement: what a case with the outcome lacks is eliminated as shared by all such.

    None with fewer than two cases that have the outcome.

    >>> frame = pd.DataFrame({"A": [1, 1], "B": [1, 0], "C": [1, None]}, index=["x", "y"], dtype="boolean")
    >>> found = compare_by_agreement(
    ...     Conditions(frame, "silence_as_absence", "silence read as absence"),
    ...     pd.Series([True, True], index=["x", "y"]),
    ... )
    >>> found.not_eliminated, found.eliminated, found.undecided  # an unknown value eliminates nothing
    (('A',), ('B',), ('C',))
    """
    frame = conditions.frame
    positive, _ = _split(frame, outcome)
    if len(positive) < 2:
        return None
    part = frame.loc[positive]
    eliminated = [code for code in frame if (part[code] == False).fillna(False).any()]  # noqa: E712
    kept = [code for code in frame if code not in eliminated and part[code].notna().all()]
    return _compare("agreement", conditions, positive, eliminated, kept, lang)


def compare_by_difference(conditions: Conditions, outcome: pd.Series, lang: str = "en") -> list[Comparison]:
    """The method of difference for each pair with and without the outcome: likenesses are eliminated.

    >>> frame = pd.DataFrame({"A": [1, 0], "B": [1, 1]}, index=["x", "y"], dtype="boolean")
    >>> both = Conditions(frame, "silence_as_absence", "silence read as absence")
    >>> [
    ...     found.not_eliminated
    ...     for found in compare_by_difference(both, pd.Series([True, False], index=["x", "y"]))
    ... ]
    [('A',)]
    >>> compare_by_difference(both, pd.Series([True, True], index=["x", "y"]))  # no contrast, no comparison
    []
    """
    positive, negative = _split(conditions.frame, outcome)
    found = []
    for one in positive:
        for other in negative:
            same, differing = match_cases(conditions.frame, one, other)
            found.append(_compare("difference", conditions, [one, other], same, differing, lang))
    return found


def compare_jointly(conditions: Conditions, outcome: pd.Series, lang: str = "en") -> Comparison | None:
    """The joint method: what all cases with the outcome have and all without it lack is left.

    None unless there are two cases on either side.
    """
    positive, negative = _split(conditions.frame, outcome)
    if len(positive) < 2 or len(negative) < 2:
        return None
    frame = conditions.frame
    expected = pd.Series({**dict.fromkeys(positive, True), **dict.fromkeys(negative, False)}, dtype="boolean")
    part = frame.loc[expected.index]
    eliminated = [code for code in frame if (part[code] != expected).fillna(False).any()]
    kept = [code for code in frame if code not in eliminated and part[code].notna().all()]
    return _compare("joint", conditions, [*positive, *negative], eliminated, kept, lang)


def run_methods(
    conditions: Conditions,
    outcome: pd.Series,
    verdict: Verdict,
    lang: str = "en",
) -> tuple[list[Comparison], list[str]]:
    """The comparisons that the guard allows, and a sentence for each kind it withholds."""
    found: list[Comparison | None] = []
    allowed = verdict.allowed
    if "agreement" in allowed:
        found.append(compare_by_agreement(conditions, outcome, lang))
    if "contrast" in allowed:
        found += compare_by_difference(conditions, outcome, lang)
    if "joint" in allowed:
        found.append(compare_jointly(conditions, outcome, lang))
    kinds = ("agreement", "contrast", "joint")
    withheld = [verdict.say_withheld(kind) for kind in kinds if kind not in allowed]
    return [comparison for comparison in found if comparison], withheld


def list_assumptions(conditions: Conditions, found: list[Comparison], lang: str = "en") -> list[str]:
    """What comparisons of these conditions assume, each once: first how silence is read, then what the methods ask."""
    reading = translate_assumption(conditions.assumption, lang)
    return list(dict.fromkeys([reading, *(words for one in found for words in one.assumptions)]))


def _compare(
    method: str,
    conditions: Conditions,
    cases: list[str],
    eliminated: list[str],
    kept: list[str],
    lang: str,
) -> Comparison:
    undecided = [code for code in conditions.frame if code not in eliminated and code not in kept]
    assumptions = (
        translate_assumption(conditions.assumption, lang),
        say("assume_codes", lang),
        say("assume_alike", lang),
        say(f"assume_{method}", lang),
    )
    statement = say(
        f"result_{method}",
        lang,
        cases=join_words(cases, lang),
        first=cases[0],
        last=cases[-1],
        eliminated=name_codes(eliminated, conditions.labels, lang, FEW_NAMES),
        kept=name_codes(kept, conditions.labels, lang),
        undecided=name_codes(undecided, conditions.labels, lang, FEW_NAMES),
        shared=say(f"share_{name_presence(conditions.assumption)}", lang),
    )
    return Comparison(
        method,
        tuple(cases),
        tuple(eliminated),
        tuple(kept),
        tuple(undecided),
        conditions.assumption,
        assumptions,
        statement,
    )


def _split(frame: pd.DataFrame, outcome: pd.Series) -> tuple[list[str], list[str]]:
    known = outcome.reindex(frame.index).dropna().astype(bool)
    return [case for case in known.index if known[case]], [case for case in known.index if not known[case]]
