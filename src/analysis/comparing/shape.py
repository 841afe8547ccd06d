"""The shape of a comparison: cases, conditions and outcome, and what chance alone gives, in sentences too.

The guard rules on these facts; a report prints them before its findings.
"""

from dataclasses import dataclass

import pandas as pd

from analysis.comparing.chance import (
    count_rows,
    expect_shared,
    permutation_floor,
    shared_tail,
    simulate_patterns,
)
from analysis.comparing.wording import say, show_percent

FEW = 8  # below this many cases no pattern across conditions is offered as a finding


@dataclass(frozen=True, slots=True)
class Facts:
    """The shape of a comparison: its cases, conditions and outcome, and what chance alone gives."""

    cases: int
    positives: int
    negatives: int
    without_outcome: int
    conditions: int
    filled_rows: int
    floor: float
    chance_pattern: float
    chance_formula: float
    draws: int
    shared: int
    shared_expected: float
    shared_tail: float

    @property
    def contrast(self) -> bool:
        """Whether cases with and without the outcome are both there."""
        return self.positives > 0 and self.negatives > 0


def gather_facts(frame: pd.DataFrame, outcome: pd.Series, *, draws: int = 1000) -> Facts:
    """The facts the guard rules on; cases without outcome are left out of all but the shared conditions."""
    outcome = outcome.reindex(frame.index)
    known = outcome.dropna().astype(bool)
    positives = int(known.sum())
    compared = frame.loc[known.index]
    shares = compared.fillna(False).mean(axis=1).astype(float).tolist()
    pattern, formula = simulate_patterns(shares, frame.shape[1], positives, draws=draws)
    everyone = frame.fillna(False)
    counts = [int(n) for n in everyone.sum(axis=1)]
    shared = int(everyone.all(axis=0).sum())
    return Facts(
        cases=len(frame),
        positives=positives,
        negatives=len(known) - positives,
        without_outcome=len(frame) - len(known),
        conditions=frame.shape[1],
        filled_rows=count_rows(compared),
        floor=permutation_floor(positives, len(known) - positives),
        chance_pattern=pattern,
        chance_formula=formula,
        draws=draws,
        shared=shared,
        shared_expected=expect_shared(counts, frame.shape[1]),
        shared_tail=shared_tail(counts, frame.shape[1], shared),
    )


def describe_facts(facts: Facts, lang: str = "en") -> list[str]:
    """What these cases can't carry, in sentences: for the page that comes before the findings."""
    known = facts.positives + facts.negatives
    lines = [say("fact_size", lang, cases=facts.cases, conditions=facts.conditions)]
    if facts.without_outcome:
        lines.append(say("fact_missing", lang, missing=facts.without_outcome, cases=facts.cases))
    if not facts.contrast:
        lines.append(say_constant(facts, lang))
    else:
        lines += [say_floor(facts, lang), say_pattern(facts, lang), say_formula(facts, lang)]
    if known:
        lines.append(say_remainders(facts, lang))
    return [*lines, say_shared(facts, lang)] if facts.cases > 1 else lines


def say_constant(facts: Facts, lang: str) -> str:
    """That the outcome does not vary, or that no case has one."""
    known = facts.positives + facts.negatives
    return say("no_contrast", lang, cases=known) if known else say("no_outcome", lang)


def say_few(facts: Facts, lang: str) -> str:
    """That the cases with an outcome are too few for a pattern."""
    return say("reason_few", lang, cases=facts.positives + facts.negatives, few=FEW)


def say_floor(facts: Facts, lang: str) -> str:
    """The smallest p that a permutation test of the cases can give."""
    known = facts.positives + facts.negatives
    return say(
        "fact_floor",
        lang,
        cases=known,
        positives=facts.positives,
        negatives=facts.negatives,
        floor=facts.floor,
    )


def say_pattern(facts: Facts, lang: str) -> str:
    """How often random data of the same shape hold a perfect pattern."""
    share = show_percent(facts.chance_pattern, lang, 0)
    return say("fact_pattern", lang, share=share, conditions=facts.conditions, draws=facts.draws)


def say_formula(facts: Facts, lang: str) -> str:
    """How often random data of the same shape allow a formula without contradiction."""
    return say("reason_formula", lang, share=show_percent(facts.chance_formula, lang, 0))


def say_remainders(facts: Facts, lang: str) -> str:
    """How many of the possible combinations of conditions have a case."""
    possible = f"{2**facts.conditions:,}".replace(",", "\u00a0")
    return say("fact_remainders", lang, filled=facts.filled_rows, possible=possible)


def say_shared(facts: Facts, lang: str) -> str:
    """How many conditions all cases name, and how many would be so by chance."""
    return say("fact_shared", lang, shared=facts.shared, cases=facts.cases, expected=facts.shared_expected)
