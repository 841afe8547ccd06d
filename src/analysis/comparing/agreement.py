"""Agreement between coders: percent, Cohen's kappa, Krippendorff's alpha, with what they disagree on first.

Sources: Cohen 1960 (kappa, two coders), Krippendorff 2004 and 2011 (alpha, nominal, any number of coders,
missing ratings allowed). All three are sums over units, so intervals come from drawing documents anew
(percentile bootstrap, seeded). Where a code is never or always used by all coders, kappa and alpha are
undefined: None, with the reason, never 0 or 1.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import pandas as pd

from analysis.comparing.ratings import Rating

POOLED = "all codes"
FEWEST = 10  # documents for an interval
_REPEATS = 1000  # draws for an interval
NO_VARIETY = "undefined: all ratings are the same, so agreement beyond chance has no meaning"
NO_PAIRS = "undefined: no unit was seen by two coders"
NOT_TWO = "undefined: kappa is for two coders"
TOO_FEW = f"no interval: fewer than {FEWEST} documents or cases"


@dataclass(slots=True)
class Tally:
    """What agreement is computed from: counts that add up over units.

    `pairs` counts the labels of the two coders in order; `coincidences` Krippendorff's values per pair of
    labels.
    """

    units: int = 0
    agreed: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    coincidences: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Add another tally to this one."""
        self.units += other.units
        self.agreed += other.agreed
        self.pairs.update(other.pairs)
        self.coincidences.update(other.coincidences)


def tally_units(units: Iterable[Sequence[str | None]]) -> Tally:
    """The tally of some units, each the labels of the coders in a fixed order, None where one never saw it.

    A unit with fewer than two labels says nothing of agreement and is left out.
    """
    tally = Tally()
    for labels in units:
        given = [label for label in labels if label is not None]
        if len(given) < 2:
            continue
        tally.units += 1
        tally.agreed += len(set(given)) == 1
        if len(labels) == 2:
            tally.pairs[given[0], given[1]] += 1
        for one, other in permutations(given, 2):
            tally.coincidences[one, other] += 1 / (len(given) - 1)
    return tally


def percent_agreement(tally: Tally) -> float | None:
    """The share of units on which all who saw them agree, 0–100; None without any.

    >>> percent_agreement(
    ...     tally_units([("yes", "yes"), ("yes", "no"), ("yes", None)])
    ... )  # the last was seen by one
    50.0
    """
    return 100 * tally.agreed / tally.units if tally.units else None


def cohen_kappa(tally: Tally) -> float | None:
    """Cohen's kappa for two coders: agreement beyond what their own frequencies give; None when undefined.

    >>> table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    >>> round(cohen_kappa(tally_units(table)), 3)  # observed 0.7, expected 0.5
    0.4
    >>> cohen_kappa(tally_units([("n", "n")] * 50))  # never used: no chance agreement to go beyond
    """
    total = sum(tally.pairs.values())
    if not total:
        return None
    first, second = Counter(), Counter()
    for (one, other), count in tally.pairs.items():
        first[one] += count
        second[other] += count
    expected = sum(first[label] * second[label] for label in first)
    if expected == total * total:
        return None
    agreed = sum(count for (one, other), count in tally.pairs.items() if one == other)
    return (total * agreed - expected) / (total * total - expected)


def krippendorff_alpha(tally: Tally) -> float | None:
    """Krippendorff's alpha, nominal: 1 - observed / expected disagreement; None when undefined.

    >>> ten = zip("0100000010", "1110010000")  # Krippendorff 2011, example A: two observers, binary
    >>> round(krippendorff_alpha(tally_units(ten)), 3)
    0.095
    >>> krippendorff_alpha(tally_units([("no", "no"), ("yes", None)]))  # the only yes was seen by one coder
    """
    totals: Counter[str] = Counter()
    for (one, _), count in tally.coincidences.items():
        totals[one] += count
    if len(totals) < 2:
        return None
    n = sum(totals.values())
    observed = sum(count for (one, other), count in tally.coincidences.items() if one != other)
    expected = n * n - sum(count * count for count in totals.values())
    return 1 - (n - 1) * observed / expected


MEASURES: dict[str, Callable[[Tally], float | None]] = {
    "percent": percent_agreement,
    "kappa": cohen_kappa,
    "alpha": krippendorff_alpha,
}


def measure_agreement(ratings: Iterable[Rating]) -> pd.DataFrame:
    """Agreement per code and pooled, one row each: counts, percent, kappa, alpha, intervals, reasons.

    Counts come first because with few units they say more: `both_yes` units with yes from all who
    saw them, `both_no`, `disagreed`. `documents` is the number of clusters the interval is drawn
    from; with fewer than `FEWEST` there is none. `reason` says why a measure is missing.
    """
    ratings = list(ratings)
    coders = sorted({rating.coder for rating in ratings})
    by_code: dict[str, dict[str, list[tuple[str | None, ...]]]] = defaultdict(lambda: defaultdict(list))
    for (cluster, _, code), labels in _line_up(ratings, coders).items():
        by_code[code][cluster].append(labels)
        by_code[POOLED][cluster].append(labels)
    order = [*(code for code in by_code if code != POOLED), *([POOLED] if POOLED in by_code else [])]
    return pd.DataFrame([_measure_code(code, by_code[code], coders) for code in order])


def list_disagreements(ratings: Iterable[Rating]) -> pd.DataFrame:
    """Each unit and code on which coders differ, with every coder's label; missing where not seen."""
    ratings = list(ratings)
    coders = sorted({rating.coder for rating in ratings})
    rows = []
    for (cluster, unit, code), labels in _line_up(ratings, coders).items():
        if len({label for label in labels if label is not None}) > 1:
            rows.append(
                {"cluster": cluster, "unit": unit, "code": code, **dict(zip(coders, labels, strict=True))}
            )
    return pd.DataFrame(rows, columns=["cluster", "unit", "code", *coders])


def bootstrap_intervals(clusters: Sequence[Tally]) -> dict[str, tuple[float, float] | None]:
    """The 95 % percentile interval of each measure when documents are drawn anew; None when it can't be given.

    Draws in which a measure is undefined are left out; when that is more than half of them, there is no interval.
    Nor is there one for fewer than `FEWEST` documents: five give 126 different draws, and where coders differ in
    one of them an interval of nearly no width.
    """
    values: dict[str, list[float]] = {name: [] for name in MEASURES}
    dice = random.Random(1)
    known: dict[tuple[int, ...], dict[str, float | None]] = {}
    for _ in range(_REPEATS if len(clusters) >= FEWEST else 0):
        draw = tuple(sorted(dice.choices(range(len(clusters)), k=len(clusters))))
        if draw not in known:
            tally = _sum(clusters[number] for number in draw)
            known[draw] = {name: measure(tally) for name, measure in MEASURES.items()}
        for name, value in known[draw].items():
            if value is not None:
                values[name].append(value)
    return {name: _cut_tails(sorted(found)) for name, found in values.items()}


def _cut_tails(values: list[float]) -> tuple[float, float] | None:
    if len(values) <= _REPEATS / 2:
        return None
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]


def _measure_code(
    code: str,
    clusters: dict[str, list[tuple[str | None, ...]]],
    coders: list[str],
) -> dict[str, object]:
    tallies = [tally for tally in map(tally_units, clusters.values()) if tally.units]
    total = _sum(tallies)
    no = sum(
        len(given) > 1 and set(given) == {"no"}
        for units in clusters.values()
        for given in ([label for label in labels if label is not None] for labels in units)
    )
    row: dict[str, object] = {
        "code": code,
        "coders": " ".join(coders),
        "units": total.units,
        "documents": len(tallies),
        "both_yes": total.agreed - no,
        "both_no": no,
        "disagreed": total.units - total.agreed,
    }
    bounds = bootstrap_intervals(tallies)
    for name, measure in MEASURES.items():
        value, (low, high) = measure(total), bounds[name] or (None, None)
        row |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return row | {"reason": _explain_missing(total, len(coders), len(tallies))}


def _explain_missing(total: Tally, coders: int, documents: int) -> str:
    if not total.units:
        return NO_PAIRS
    reasons = []
    if krippendorff_alpha(total) is None:
        reasons.append(NO_VARIETY)
    elif coders != 2:
        reasons.append(NOT_TWO)
    if documents < FEWEST:
        reasons.append(TOO_FEW)
    return "; ".join(reasons)


def _line_up(
    ratings: Iterable[Rating], coders: list[str]
) -> dict[tuple[str, str, str], tuple[str | None, ...]]:
    """The labels of all coders, in their order, by cluster, unit and code."""
    given: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for rating in ratings:
        given[rating.cluster, rating.unit, rating.code][rating.coder] = rating.label
    return {place: tuple(labels.get(coder) for coder in coders) for place, labels in given.items()}


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total
