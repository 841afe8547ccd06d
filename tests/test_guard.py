"""The inference guard: what it counts, what it refuses, and that it can't be talked round."""

from itertools import pairwise, product
from math import comb
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.chance import (
    count_rows,
    expect_shared,
    has_contradiction,
    has_pattern,
    permutation_floor,
    shared_tail,
    simulate_patterns,
)
from analysis.comparing.conditions import Conditions
from analysis.comparing.guard import RULES, WITHOUT_OUTCOME, judge
from analysis.comparing.shape import FEW
from analysis.comparing.wording import list_sentences

FIXTURES = Path(__file__).parent / "fixtures" / "qca"
OBSERVED = {  # the rows of the truth table that have a case, as R counts them
    "syn001_crisp_k3_n5": 5,
    "syn025_crisp_k4_n5": 5,
    "syn026_crisp_k4_n5": 3,
    "syn034_crisp_k4_n12": 7,
    "syn042_crisp_k4_n40": 14,
    "syn050_crisp_k5_n5": 5,
    "syn057_crisp_k5_n12": 10,
}


def make_case(rows, outcome):
    index = [f"c{n}" for n in range(len(rows))]
    frame = pd.DataFrame(rows, index=index, columns=[f"F{n}" for n in range(len(rows[0]))], dtype="boolean")
    return Conditions(frame, "silence_as_absence", "silence read as absence"), pd.Series(
        outcome, index=index, dtype="boolean"
    )


@pytest.mark.parametrize("name", OBSERVED)
def test_rows_with_cases_are_those_that_r_counts(name):
    frame = pd.read_csv(FIXTURES / f"{name}.csv", index_col="case")
    assert count_rows(frame.drop(columns="Y")) == OBSERVED[name]


def test_a_constant_outcome_gets_no_contrast_and_says_why():
    verdict = judge(*make_case([[1, 0], [1, 1], [0, 1]], [True] * 3), draws=20)
    assert not {"contrast", "joint", "pattern"} & set(verdict.allowed)
    assert (
        verdict.say_withheld("joint") == "Withheld: joint method of agreement and difference. "
        "Reason: no contrast: all 3 cases have the same outcome."
    )


def test_the_permutation_floor_of_five_cases_split_two_to_three_is_a_tenth():
    assert permutation_floor(2, 3) == pytest.approx(0.10)
    assert permutation_floor(0, 5) == 1


@given(st.integers(0, 10), st.integers(0, 10))
def test_the_permutation_floor_is_one_among_all_splits(positives, negatives):
    assert permutation_floor(positives, negatives) == 1 / comb(positives + negatives, positives)


def test_random_data_are_the_same_for_the_same_seed():
    assert simulate_patterns([0.5] * 5, 6, 2, seed=3) == simulate_patterns([0.5] * 5, 6, 2, seed=3)


def test_five_random_cases_and_many_conditions_nearly_always_give_a_perfect_pattern():
    rates = [simulate_patterns([0.5] * 5, conditions, 2)[0] for conditions in (2, 4, 10, 30)]
    assert rates == sorted(rates) and rates[1] > 0.3 and rates[-1] > 0.99
    assert simulate_patterns([0.5] * 5, 4, 2)[1] > 0.5  # without contradiction, a formula can be written


def test_simulated_patterns_agree_with_all_data_there_can_be():
    cases, conditions, outcome = 4, 2, 0b0011
    every = list(product(range(1 << cases), repeat=conditions))
    exact = [
        sum(test(list(columns), outcome, cases) for columns in every) / len(every)
        for test in (has_pattern, has_contradiction)
    ]
    perfect, smooth = simulate_patterns([0.5] * cases, conditions, 2, draws=4000)
    assert perfect == pytest.approx(exact[0], abs=0.03) and smooth == pytest.approx(1 - exact[1], abs=0.03)


@given(
    st.integers(1, 6).flatmap(
        lambda k: st.tuples(st.just(k), st.lists(st.integers(0, k), min_size=1, max_size=5))
    )
)
def test_the_chance_of_shared_factors_is_a_distribution_with_the_expected_mean(data):
    conditions, present = data
    tails = [shared_tail(present, conditions, n) for n in range(conditions + 2)]
    assert tails[0] == pytest.approx(1) and tails[-1] == 0
    assert all(one >= other - 1e-12 for one, other in pairwise(tails))
    assert sum(tails[1:]) == pytest.approx(expect_shared(present, conditions))


def test_a_factor_all_cases_share_is_said_with_how_many_chance_would_give():
    conditions, outcome = make_case([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 1, 1]], [True, True, False])
    ruling = judge(conditions, outcome, draws=20).rulings["shared"]
    assert ruling.decision == "rewritten" and "by chance" in ruling.reasons[0]


def test_many_shared_factors_of_cases_that_name_few_are_beyond_chance():
    rows = [[1] * 5 + [0] * 20 for _ in range(5)]
    assert judge(*make_case(rows, [True] * 5), draws=20).rulings["shared"].decision == "allowed"


def test_no_shared_factor_is_no_claim():
    assert "shared" not in judge(*make_case([[1, 0], [0, 1]], [True, False]), draws=20).allowed


def test_cases_without_outcome_count_for_no_contrast():
    verdict = judge(*make_case([[1], [0], [1]], [True, None, None]), draws=20)
    assert (verdict.facts.positives, verdict.facts.without_outcome) == (1, 2)
    assert "contrast" not in verdict.allowed
    none = judge(*make_case([[1], [0]], [None, None]), draws=20)
    assert none.rulings["contrast"].reasons == ("no contrast: no case has a comparable outcome",)


def test_reservations_stand_with_each_claim_on_outcomes_that_may_be_made_and_with_no_other():
    conditions, outcome = make_case([[1, 1], [1, 0], [0, 1]], [True, True, False])
    plain = judge(conditions, outcome, draws=20)
    reserved = judge(conditions, outcome, draws=20, reservations=["different years"])
    for kind, ruling in reserved.rulings.items():
        told = kind not in WITHOUT_OUTCOME and ruling.decision != "withheld"
        assert ("different years" in ruling.reasons) == told
        assert (ruling.decision == "withheld") == (plain.rulings[kind].decision == "withheld")


def test_unknown_conditions_neither_fill_a_row_nor_lower_the_chance():
    verdict = judge(
        *make_case(
            [[1, None, None, None]] * 2 + [[None, 1, None, None]] * 3, [True, True, False, False, False]
        )
    )
    assert verdict.facts.filled_rows == 0
    assert verdict.facts.chance_pattern > 0.05


def test_every_kind_of_claim_has_a_name():
    assert {f"kind_{kind}" for kind in RULES} == {key for key in list_sentences() if key.startswith("kind_")}


@given(
    st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=2, max_size=FEW - 1).flatmap(
        lambda rows: st.tuples(st.just(rows), st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    )
)
def test_few_cases_never_get_a_pattern_whatever_they_look_like(data):
    assert "pattern" not in judge(*make_case(*data), draws=5).allowed
