"""The inference guard: which claims a set of cases can carry, which must be worded anew, which are withheld.

It stands in front of every comparison. From the shape of the data (cases, conditions, outcome, what chance
alone gives) it rules on each kind of claim a method wants to make. A constant outcome yields "no contrast",
whatever the method. The limits below are the project's own, set with random data and not taken
from a study; the idea of testing a model's shape on random data is Marx's (2010), for csQCA.

A new method is a line in METHODS; a new kind of claim is a function in RULES and its sentences in
wording.csv.
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
    say_formula,
    say_pattern,
    say_remainders,
    say_shared,
)
from analysis.comparing.wording import find_causal_words, say

LIMIT = 0.05  # how often chance may give as good a pattern
FORMULA_LIMIT = 0.5  # how often random data of the same shape may allow a formula without contradiction
METHODS = {
    "small_n": ("prevalence", "shared", "agreement", "contrast", "joint", "variation", "pattern"),
    "set_theoretic": ("prevalence", "shared", "pattern", "necessity", "formula"),
}
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
    """The guard's rulings on every kind of claim of a method, with the facts they rest on."""

    method: str
    assumption: str
    facts: Facts
    rulings: dict[str, Ruling]
    lang: str

    @property
    def allowed(self) -> tuple[str, ...]:
        """The kinds of claim that may be made, in their own wording or the guard's."""
        return tuple(kind for kind, ruling in self.rulings.items() if ruling.decision != "withheld")

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason given, each once, in order."""
        return tuple(dict.fromkeys(reason for ruling in self.rulings.values() for reason in ruling.reasons))

    def phrase(self, kind: str, **values: object) -> str:
        """A claim in the wording the cases can carry; of one that is withheld, that it is and why.

        Raises KeyError for a kind that the method does not make, ValueError for a causal word in a value.
        """
        ruling = self.rulings[kind]
        if ruling.decision == "withheld":
            name = say(f"kind_{kind}", self.lang)
            return say("claim_withheld", self.lang, kind=name, reasons="; ".join(ruling.reasons))
        text = say(f"claim_{kind}", self.lang, **values)
        if ruling.decision == "rewritten":
            text = f"{text} ({'; '.join(ruling.reasons)})"
        if words := find_causal_words(text):
            raise ValueError(f"a causal word in a claim: {', '.join(words)}: say what was named or compared")
        return text


def judge(
    conditions: Conditions,
    outcome: pd.Series,
    method: str = "small_n",
    *,
    levels: int | None = None,
    draws: int = 1000,
    seed: int = 1,
    lang: str = "en",
    reservations: Sequence[str] = (),
) -> Verdict:
    """The verdict on a comparison of cases: which kinds of claim of the method they can carry.

    `outcome` is indexed by case: booleans or memberships (above 0.5 is with), <NA> where a case has no
    comparable figure; such cases count for what is shared and not for contrasts. `conditions` may be
    memberships too. `levels` is the number of different values of an ordered outcome, for concomitant
    variation. `reservations` are sentences on how far the outcomes are comparable; no claim on outcomes is made
    without them.

    >>> frame = pd.DataFrame(
    ...     {"A": [1, 1, 1, 0, 0], "B": [0, 1, 0, 1, 0]}, index=list("vwxyz"), dtype="boolean"
    ... )
    >>> five = Conditions(frame, "silence_as_absence", "silence read as absence")
    >>> constant = judge(five, pd.Series(True, index=frame.index), "set_theoretic")
    >>> constant.rulings["formula"].decision, constant.rulings["formula"].reasons[0]
    ('withheld', 'no contrast: all 5 cases have the same outcome')
    >>> split = judge(five, pd.Series([True, True, True, False, False], index=frame.index))
    >>> split.rulings["contrast"].decision, split.rulings["pattern"].decision
    ('allowed', 'withheld')
    """
    facts = gather_facts(conditions.frame, outcome, levels=levels, draws=draws, seed=seed)
    rulings = {kind: _reserve(RULES[kind](facts, lang), reservations) for kind in METHODS[method]}
    return Verdict(method, conditions.assumption, facts, rulings, lang)


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


def _rule_variation(facts: Facts, lang: str) -> Ruling:
    if facts.levels < 3:
        return Ruling("variation", "withheld", (say("reason_levels", lang, levels=facts.levels),))
    return Ruling("variation", "allowed")


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


def _rule_necessity(facts: Facts, lang: str) -> Ruling:
    return Ruling("necessity", *_rule_by_size(facts, lang))


def _rule_formula(facts: Facts, lang: str) -> Ruling:
    """A formula needs a contrast, cases enough, and conditions few enough for contradictions to show."""
    decision, reasons = _rule_by_size(facts, lang)
    if decision != "withheld":
        reasons = (*reasons, say_remainders(facts, lang))
        if facts.chance_formula > FORMULA_LIMIT:
            decision = "withheld"
        elif facts.chance_formula > LIMIT:
            decision = "rewritten"
        if facts.chance_formula > LIMIT:
            reasons = (*reasons, say_formula(facts, lang))
    return Ruling("formula", decision, reasons if decision != "allowed" else ())


def _rule_by_size(facts: Facts, lang: str) -> tuple[str, tuple[str, ...]]:
    if not facts.contrast:
        return "withheld", (say_constant(facts, lang),)
    if facts.positives + facts.negatives < FEW:
        return "withheld", (say_few(facts, lang), say_remainders(facts, lang))
    return "allowed", ()


RULES: dict[str, Callable[[Facts, str], Ruling]] = {
    "prevalence": _rule_prevalence,
    "shared": _rule_shared,
    "agreement": _rule_agreement,
    "contrast": _rule_contrast,
    "joint": _rule_joint,
    "variation": _rule_variation,
    "pattern": _rule_pattern,
    "necessity": _rule_necessity,
    "formula": _rule_formula,
}
