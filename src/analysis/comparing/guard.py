"""The inference guard: which claims a set of cases can carry, which must be worded anew, which are withheld.

It stands in front of every comparison. From the shape of the data (cases, conditions, outcome, what chance
alone gives) it rules on each kind of claim a method wants to make. A constant outcome yields "no contrast",
whatever the method. The limits below are the project's own, set with random data and not taken
from a study; the idea of testing a model's shape on random data is Marx's (2010), for csQCA.

A new kind of claim is a function in RULES and its name in wording.csv.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.comparing.conditions import Conditions
from analysis.comparing.shape import (
    FEW,
    Facts,
    gather_facts,
    say_constant,
    say_few,
    say_floor,
    say_pattern,
    say_shared,
)
from analysis.comparing.wording import say

LIMIT = 0.05  # how often chance may give as good a pattern
WITHOUT_OUTCOME = ("prevalence", "shared")
"""The kinds of claim that rest on no outcome."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the guard decides on one kind of claim: allowed, rewritten or withheld, and why."""

    kind: str
    decision: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The guard's rulings on every kind of claim, with the facts they rest on."""

    facts: Facts
    rulings: dict[str, Ruling]
    lang: str

    @property
    def allowed(self) -> tuple[str, ...]:
        """The kinds of claim that may be made, in their own wording or the guard's."""
        return tuple(kind for kind, ruling in self.rulings.items() if ruling.decision != "withheld")

    def say_withheld(self, kind: str) -> str:
        """That a kind of claim is withheld, and why."""
        name, reasons = say(f"kind_{kind}", self.lang), "; ".join(self.rulings[kind].reasons)
        return say("claim_withheld", self.lang, kind=name, reasons=reasons)


def judge(
    conditions: Conditions,
    outcome: pd.Series,
    *,
    draws: int = 1000,
    lang: str = "en",
    reservations: Sequence[str] = (),
) -> Verdict:
    """The verdict on a comparison of cases: which kinds of claim they can carry.

    `outcome` is indexed by case: booleans, <NA> where a case has no comparable figure; such cases count for what
    is shared and not for contrasts. `reservations` are sentences on how far the outcomes are comparable; no claim
    on outcomes is made without them.

    >>> frame = pd.DataFrame(
    ...     {"A": [1, 1, 1, 0, 0], "B": [0, 1, 0, 1, 0]}, index=list("vwxyz"), dtype="boolean"
    ... )
    >>> five = Conditions(frame, "silence_as_absence", "silence read as absence")
    >>> constant = judge(five, pd.Series(True, index=frame.index)).rulings["contrast"]
    >>> constant.decision, constant.reasons
    ('withheld', ('no contrast: all 5 cases have the same outcome',))
    >>> split = judge(five, pd.Series([True, True, True, False, False], index=frame.index))
    >>> split.rulings["contrast"].decision, split.rulings["pattern"].decision
    ('allowed', 'withheld')
    """
    facts = gather_facts(conditions.frame, outcome, draws=draws)
    rulings = {kind: _reserve(rule(facts, lang), reservations) for kind, rule in RULES.items()}
    return Verdict(facts, rulings, lang)


def _reserve(ruling: Ruling, reservations: Sequence[str]) -> Ruling:
    """A ruling with the reservations on the outcomes, where the claim may be made and rests on these."""
    if not reservations or ruling.kind in WITHOUT_OUTCOME or ruling.decision == "withheld":
        return ruling
    return replace(ruling, decision="rewritten", reasons=(*ruling.reasons, *reservations))


def _rule_prevalence(facts: Facts, lang: str) -> Ruling:
    return Ruling("prevalence", "allowed")


def _rule_shared(facts: Facts, lang: str) -> Ruling:
    if facts.cases < 2:
        return Ruling("shared", "withheld", (say("reason_single", lang),))
    if not facts.shared:
        return Ruling("shared", "withheld", (say("reason_none_shared", lang, cases=facts.cases),))
    if facts.shared_tail <= LIMIT:
        return Ruling("shared", "allowed")
    return Ruling("shared", "rewritten", (say_shared(facts, lang),))


def _rule_agreement(facts: Facts, lang: str) -> Ruling:
    if facts.positives < 2:
        return Ruling("agreement", "withheld", (say("reason_positives", lang, positives=facts.positives),))
    reasons = () if facts.contrast else (say_constant(facts, lang),)
    return Ruling("agreement", "rewritten" if reasons else "allowed", reasons)


def _rule_contrast(facts: Facts, lang: str) -> Ruling:
    return (
        Ruling("contrast", "allowed")
        if facts.contrast
        else Ruling("contrast", "withheld", (say_constant(facts, lang),))
    )


def _rule_joint(facts: Facts, lang: str) -> Ruling:
    if not facts.contrast:
        return Ruling("joint", "withheld", (say_constant(facts, lang),))
    if min(facts.positives, facts.negatives) < 2:
        reason = say("reason_sides", lang, positives=facts.positives, negatives=facts.negatives)
        return Ruling("joint", "withheld", (reason,))
    return Ruling("joint", "allowed")


def _rule_pattern(facts: Facts, lang: str) -> Ruling:
    """A separating condition is a finding only when there are cases enough and chance rarely gives one."""
    if not facts.contrast:
        return Ruling("pattern", "withheld", (say_constant(facts, lang),))
    few = facts.positives + facts.negatives < FEW
    reasons = [say_few(facts, lang)] if few else []
    if facts.floor > LIMIT:
        reasons.append(say_floor(facts, lang))
    if facts.chance_pattern > LIMIT:
        reasons.append(say_pattern(facts, lang))
    return Ruling("pattern", "withheld" if few else "rewritten" if reasons else "allowed", tuple(reasons))


RULES: dict[str, Callable[[Facts, str], Ruling]] = {
    "prevalence": _rule_prevalence,
    "shared": _rule_shared,
    "agreement": _rule_agreement,
    "contrast": _rule_contrast,
    "joint": _rule_joint,
    "pattern": _rule_pattern,
}
