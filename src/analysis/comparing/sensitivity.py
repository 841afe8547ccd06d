"""Which conclusions hold when the evidence is disturbed, and what evidence each of them hangs on.

A conclusion is data: a factor, claimed or mentioned, in every case, in most, in more than one, or in no
fewer cases than any other ("widest"). It is drawn from the codings, then drawn again under every
disturbance of `perturbations`. Stability is the share it survives; a disturbance under which it cannot be
drawn (its own theme left out) is not counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.comparing.matrix import name_cell
from analysis.comparing.perturbations import Coding, Evidence, Perturbation, list_flips, list_perturbations
from analysis.comparing.wording import say

CELLS = {"claimed": ("claimed",), "mentioned": ("claimed", "described", "mixed")}
Counts = dict[str, dict[str, set[str]]]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A statement about one factor: `status` (claimed or mentioned) in so many cases as `rule` says.

    `n` of `of` cases is what the full evidence gives.
    """

    code: str
    status: str
    rule: str
    n: int
    of: int

    def write(self, lang: str = "en", factor: str = "") -> str:
        """The conclusion as a sentence, with the factor's label when given."""
        return say(f"conclusion_{self.status}_{self.rule}", lang, factor=factor or self.code)


@dataclass(frozen=True, slots=True)
class Stability:
    """How a conclusion fares: disturbances survived of those tried, which overturn it, and what it hangs on.

    `by_kind` gives (survived, tried) for each kind of disturbance. `evidence` is
    the smallest set of codings whose loss overturns it: one id means that it hangs by a thread.
    """

    conclusion: Conclusion
    survived: int
    tried: int
    by_kind: dict[str, tuple[int, int]]
    overturned_by: tuple[str, ...]
    evidence: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of disturbances the conclusion survives, each kind of disturbance weighing the same.

        Otherwise the many flips of a factor with many codings would drown the few cases.
        """
        shares = [survived / tried for survived, tried in self.by_kind.values()]
        return sum(shares) / len(shares) if shares else 1.0


def draw_conclusions(
    codings: pd.DataFrame, cases: Iterable[str], codes: Iterable[str], *, status: str = "claimed"
) -> list[Conclusion]:
    """The strongest conclusion on each code (every, most or several cases), and which codes are the widest.

    A code claimed in a single case gives none: one case is no cross-case conclusion.
    """
    rows = [row for row in codings.to_dict("records") if row["counted"]]
    evidence = Evidence(rows, tuple(cases), tuple(codes))
    counts = count_cases(evidence)[status]
    of = len(evidence.cases)
    found = []
    for code in evidence.codes:
        n = len(counts[code])
        for rule in ("every", "most", "several"):
            conclusion = Conclusion(code, status, rule, n, of)
            if n > 1 and check_conclusion(conclusion, counts, evidence):
                found.append(conclusion)
                break
    for code in evidence.codes:
        widest = Conclusion(code, status, "widest", len(counts[code]), of)
        if len(counts[code]) > 1 and check_conclusion(widest, counts, evidence):
            found.append(widest)
    return found


def count_cases(evidence: Evidence) -> Counts:
    """The cases in which each code is claimed and in which it is mentioned, by status and code.

    The kinds of cell are those of the matrix (matrix.name_cell): claimed counts cells that are claimed;
    mentioned those that are claimed, described or mixed. A cell below the thresholds of the evidence counts
    as neither.
    """
    cells: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    cases = set(evidence.cases)
    for coding in evidence.codings:
        if coding["case_id"] in cases and not (evidence.claimed_only and coding["status"] != "claimed"):
            cells[coding["case_id"], coding["code"]].append(coding)
    counts: Counts = {status: defaultdict(set) for status in CELLS}
    for (case, code), codings in cells.items():
        facilitators = [coding for coding in codings if coding["polarity"] == "facilitator"]
        voices = {(coding["voice"], coding["speaker"]) for coding in facilitators}
        if len(facilitators) < evidence.min_codings or len(voices) < evidence.min_voices:
            continue
        kind = name_cell(codings)
        for status, kinds in CELLS.items():
            if kind in kinds:
                counts[status][code].add(case)
    return counts


def check_conclusion(
    conclusion: Conclusion, counts: Mapping[str, set[str]], evidence: Evidence
) -> bool | None:
    """Whether a conclusion holds, given the cases of each code; None when its code is left out."""
    if conclusion.code not in evidence.codes:
        return None
    n, of = len(counts.get(conclusion.code, ())), len(evidence.cases)
    if conclusion.rule == "widest":
        return n > 0 and all(len(counts.get(code, ())) <= n for code in evidence.codes)
    least = {"every": max(of, 1), "most": of // 2 + 1, "several": 2}
    return n >= least[conclusion.rule]


def try_conclusions(
    conclusions: Sequence[Conclusion],
    codings: pd.DataFrame,
    cases: Sequence[str],
    themes: Mapping[str, str],
    proposals: pd.DataFrame | None = None,
) -> list[Stability]:
    """How each conclusion fares under every disturbance; `themes` gives the theme of each code.

    `codings` holds all layers, also what people turned down: a proposal that was turned down is no longer
    uncertain. Flips touch only the conclusion's own code: those of other codes would pass and flatter it. (A
    conclusion on the widest code may fall by a flip elsewhere; that is not tried.)
    """
    rows = codings.to_dict("records")
    uncertain = [] if proposals is None else proposals.to_dict("records")
    common = [(p, count_cases(p.evidence)) for p in list_perturbations(rows, cases, themes)]
    flips = list_flips(rows, uncertain, cases, themes)
    flipped = {
        code: [(flip, count_cases(flip.evidence)) for flip in flips.get(code, ())]
        for code in {conclusion.code for conclusion in conclusions}
    }
    full = Evidence([row for row in rows if row["counted"]], tuple(cases), tuple(themes))
    return [
        _tally(conclusion, [*common, *flipped[conclusion.code]], find_support(conclusion, full))
        for conclusion in conclusions
    ]


def find_support(conclusion: Conclusion, evidence: Evidence) -> tuple[str, ...]:
    """The smallest set of coding ids whose loss overturns a conclusion; empty when it does not hold anyway.

    Every case falls by itself, so the set is made of the cases that are cheapest to lose. A case is lost when
    all its codings that carry the status are.
    """
    price: dict[str, list[str]] = defaultdict(list)
    for case in sorted(count_cases(evidence)[conclusion.status][conclusion.code]):
        for coding in evidence.codings:
            carries = coding["polarity"] == "facilitator" and (
                conclusion.status == "mentioned" or coding["status"] == "claimed"
            )
            if carries and (coding["case_id"], coding["code"]) == (case, conclusion.code):
                price[case].append(coding["coding_id"])
    lost: list[str] = []
    for case in sorted(price, key=lambda case: (len(price[case]), case)):
        if not _holds_without(conclusion, evidence, lost):
            break
        lost += price[case]
    return tuple(lost)


def _tally(
    conclusion: Conclusion, trials: Sequence[tuple[Perturbation, Counts]], evidence: tuple[str, ...]
) -> Stability:
    by_kind: dict[str, tuple[int, int]] = {}
    overturned = []
    for perturbation, counts in trials:
        holds = check_conclusion(conclusion, counts[conclusion.status], perturbation.evidence)
        idle = perturbation.kind == "theme" and conclusion.rule != "widest"
        if holds is None or idle:
            continue
        survived, tried = by_kind.get(perturbation.kind, (0, 0))
        by_kind[perturbation.kind] = (survived + holds, tried + 1)
        if not holds:
            overturned.append(f"{perturbation.kind}: {perturbation.name}")
    survived, tried = (sum(pair[side] for pair in by_kind.values()) for side in (0, 1))
    return Stability(conclusion, survived, tried, by_kind, tuple(overturned), evidence)


def _holds_without(conclusion: Conclusion, evidence: Evidence, lost: list[str]) -> bool:
    rest = [coding for coding in evidence.codings if coding["coding_id"] not in lost]
    left = Evidence(rest, evidence.cases, evidence.codes)
    return bool(check_conclusion(conclusion, count_cases(left)[conclusion.status], left))
