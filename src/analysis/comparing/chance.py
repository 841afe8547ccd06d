"""What chance alone gives: empty rows, the permutation floor, random patterns, factors shared by accident.

Few cases and many conditions fit each other by accident. These figures say how easily, for data of the same
shape as the real ones. They are counts and seeded simulations; no case is compared here.
"""

import random
from itertools import combinations
from math import comb

import pandas as pd


def count_rows(conditions: pd.DataFrame) -> int:
    """How many truth-table rows (Ragin 1987) have a case; one with an unknown value stands for none.

    >>> count_rows(pd.DataFrame({"A": [True, True, False], "B": [True, True, None]}, dtype="boolean"))
    1
    """
    return len(conditions.dropna().drop_duplicates())


def permutation_floor(positives: int, negatives: int) -> float:
    """The smallest one-sided p a permutation test of this split can give: 1 / (cases choose positives).

    >>> permutation_floor(2, 3), permutation_floor(5, 0)  # no contrast: every p is 1
    (0.1, 1.0)
    """
    return 1 / comb(positives + negatives, positives)


def simulate_patterns(
    shares: list[float], conditions: int, positives: int, *, draws: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """How often random data of the same shape hold a perfect pattern, and how often no contradiction.

    Each cell of a random case is present with that case's own share of conditions (`shares`, one per case);
    `positives` cases drawn by lot have the outcome. A perfect pattern is a condition, or a conjunction of
    two, each present or absent, that all cases with the outcome have and no case without it. A contradiction
    is two cases alike in all conditions and unlike in outcome; without one, a set-theoretic formula with
    consistency 1 always exists, which is what Marx (2010) tests random data for. A constant outcome allows no
    pattern: (0, 1).

    >>> perfect, smooth = simulate_patterns([0.5] * 5, 10, 2)
    >>> perfect > 0.8, smooth > 0.9
    (True, True)
    >>> simulate_patterns([0.5] * 5, 10, 5)
    (0.0, 1.0)
    """
    cases = len(shares)
    if positives in (0, cases):
        return 0.0, 1.0
    dice = random.Random(seed)
    perfect = smooth = 0
    for _ in range(draws):
        outcome = sum(1 << case for case in dice.sample(range(cases), positives))
        columns = [
            sum((dice.random() < share) << case for case, share in enumerate(shares))
            for _ in range(conditions)
        ]
        perfect += has_pattern(columns, outcome, cases)
        smooth += not has_contradiction(columns, outcome, cases)
    return perfect / draws, smooth / draws


def has_pattern(columns: list[int], outcome: int, cases: int) -> bool:
    """Whether a condition, or a conjunction of two, separates the cases perfectly; bit n is case n.

    >>> has_pattern([0b0111, 0b1011], 0b0011, 4)  # the two together
    True
    >>> has_pattern([0b0111, 0b0111], 0b0011, 4)
    False
    """
    everyone = (1 << cases) - 1
    literals = {literal for column in columns for literal in (column, everyone ^ column)}
    covering = [literal for literal in literals if literal & outcome == outcome]
    return outcome in covering or any(one & other == outcome for one, other in combinations(covering, 2))


def has_contradiction(columns: list[int], outcome: int, cases: int) -> bool:
    """Whether two cases are alike in all conditions and unlike in outcome; bit n is case n.

    >>> has_contradiction([0b11], 0b01, 2), has_contradiction([0b01], 0b01, 2)
    (True, False)
    """
    seen: dict[tuple[int, ...], int] = {}
    for case in range(cases):
        row = tuple(column >> case & 1 for column in columns)
        if seen.setdefault(row, outcome >> case & 1) != outcome >> case & 1:
            return True
    return False


def expect_shared(present: list[int], conditions: int) -> float:
    """How many conditions all cases would share if each case's were drawn by lot.

    >>> expect_shared([17, 17, 17, 17, 17], 34)
    1.0625
    >>> expect_shared([34, 34], 34)  # cases that name everything share everything
    34.0
    """
    expected = float(conditions)
    for count in present:
        expected *= count / conditions
    return expected


def shared_tail(present: list[int], conditions: int, observed: int) -> float:
    """The probability that all cases share at least `observed` conditions when each case's are drawn by lot.

    Exact: the common part of random subsets of fixed sizes is hypergeometric, case after case.

    >>> shared_tail([1, 1], 2, 1), shared_tail([1, 1], 2, 0)
    (0.5, 1.0)
    """
    common = {present[0]: 1.0}
    for size in present[1:]:
        after: dict[int, float] = {}
        for shared, chance in common.items():
            for kept in range(max(0, shared + size - conditions), min(shared, size) + 1):
                ways = comb(shared, kept) * comb(conditions - shared, size - kept)
                after[kept] = after.get(kept, 0.0) + chance * ways / comb(conditions, size)
        common = after
    return min(1.0, sum(chance for shared, chance in common.items() if shared >= observed))
