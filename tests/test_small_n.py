"""Mill's methods and pairs of cases: what few cases eliminate, under which assumptions, in which words."""

import csv
from itertools import combinations, product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.conditions import (
    READINGS,
    Conditions,
    read_conditions,
    read_outcome,
)
from analysis.comparing.guard import judge
from analysis.comparing.pairs import describe_pair, list_pairs, pick_pairs
from analysis.comparing.small_n import (
    compare_by_agreement,
    compare_by_difference,
    compare_jointly,
    list_assumptions,
    run_methods,
)
from analysis.comparing.wording import list_sentences
from analysis.labels import LANGUAGES
from analysis.paths import PACKAGE
from causal_words import find_causal_words

CASES = list("vwxyz")
CELLS = ("claimed", "described", "mixed", "contested", "silent")


def make_conditions(rows, reading="silence_as_absence", columns="ABCD"):
    frame = pd.DataFrame(
        rows, index=CASES[: len(rows)], columns=list(columns[: len(rows[0])]), dtype="boolean"
    )
    return Conditions(frame, reading, READINGS[reading][0])


def make_outcome(*values):
    return pd.Series(values, index=CASES[: len(values)], dtype="boolean")


def make_cells(rows):
    return pd.DataFrame(
        [
            {"case_id": case, "code": code, "cell": cell}
            for case, row in zip(CASES, rows, strict=False)
            for code, cell in zip("ABCDE", row, strict=False)
        ]
    )


def test_silent_is_unknown_until_someone_says_that_it_is_absence():
    cells = make_cells([CELLS])
    values = {reading: read_conditions(cells, reading).frame.loc["v"].tolist() for reading in READINGS}
    assert values["as_reported"] == [True, True, pd.NA, pd.NA, pd.NA]
    assert values["silence_as_absence"] == [True, True, pd.NA, pd.NA, False]
    assert values["claimed_only"] == [True, False, pd.NA, pd.NA, False]


def test_with_silence_left_unknown_no_condition_is_eliminated():
    conditions = read_conditions(make_cells([("claimed", "silent"), ("silent", "described")]))
    found = compare_by_agreement(conditions, make_outcome(True, True))
    assert found.eliminated == () and found.undecided == ("A", "B")


def test_every_comparison_carries_how_silence_was_read():
    conditions = make_conditions([[1, 1], [1, 0], [0, 0], [0, 1]])
    outcome = make_outcome(True, True, False, False)
    found = [
        compare_by_agreement(conditions, outcome),
        compare_jointly(conditions, outcome),
        *compare_by_difference(conditions, outcome),
    ]
    for comparison in found:
        assert comparison.assumption == "silence read as absence"
        assert comparison.assumption in comparison.assumptions


def test_the_assumptions_are_told_once_for_all_and_the_reading_of_silence_first():
    conditions = make_conditions([[1, 1], [1, 0], [0, 0], [0, 1]])
    found = compare_by_difference(conditions, make_outcome(True, True, False, False))
    told = list_assumptions(conditions, found)
    assert told[0] == "silence read as absence" and len(told) == len(set(told)) == 4
    assert list_assumptions(conditions, []) == told[:1]


def test_the_method_of_agreement_needs_two_cases_with_the_outcome():
    assert compare_by_agreement(make_conditions([[1], [1]]), make_outcome(True, False)) is None


def test_the_joint_method_leaves_only_what_goes_with_the_outcome_throughout():
    found = compare_jointly(
        make_conditions([[1, 1, 1], [1, 0, 1], [0, 0, 1], [0, 1, 1]]), make_outcome(True, True, False, False)
    )
    assert (found.not_eliminated, found.eliminated) == (("A",), ("B", "C"))


def test_the_joint_method_needs_two_cases_on_either_side():
    assert compare_jointly(make_conditions([[1], [1], [0]]), make_outcome(True, True, False)) is None


def test_a_case_without_outcome_stands_outside_every_contrast():
    conditions = make_conditions([[1], [0], [0]])
    assert [c.cases for c in compare_by_difference(conditions, make_outcome(True, False, None))] == [
        ("v", "w")
    ]


THEMES = {"A": "one", "B": "one", "C": "two", "D": "two"}


def test_pairs_give_distance_per_theme_and_in_all_with_the_differing_conditions_named():
    pairs = list_pairs(make_conditions([[1, 1, 0, 1], [1, 0, 1, 0]]), make_outcome(True, False), THEMES)
    (pair,) = pairs.to_dict("records")
    assert (pair["distance"], pair["distance_one"], pair["distance_two"], pair["compared"]) == (3, 1, 2, 4)
    assert (pair["differing"], pair["shared"], pair["contrast"]) == ("B+ C- D+", "A", "different")


def test_unknown_values_are_counted_beside_the_distance():
    pairs = list_pairs(make_conditions([[1, None, 0, 1], [0, 0, 0, None]]), make_outcome(True, None), THEMES)
    (pair,) = pairs.to_dict("records")
    assert (pair["distance"], pair["unknown"], pair["unknown_one"], pair["contrast"]) == (1, 2, 1, "unknown")


def test_most_similar_pairs_have_different_outcomes_and_most_different_pairs_the_same():
    conditions = make_conditions([[1, 1, 1, 1], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]])
    pairs = list_pairs(conditions, make_outcome(True, False, True, False), THEMES)
    similar, different = pick_pairs(pairs, "MSDO"), pick_pairs(pairs, "MDSO")
    picked = [set(row) for row in similar[similar["picked"]][["case_a", "case_b"]].to_numpy().tolist()]
    assert picked == [{"v", "w"}, {"x", "y"}]
    assert different.iloc[0][["case_a", "case_b", "distance"]].tolist() == ["v", "x", 4]


def test_an_unknown_value_counts_against_a_pair():
    conditions = make_conditions([[1, 1, 1, None], [1, 1, 0, 1], [1, 0, 0, 1]])
    similar = pick_pairs(list_pairs(conditions, make_outcome(True, False, True), THEMES), "MSDO")
    assert similar.iloc[0][["case_a", "case_b"]].tolist() == ["w", "x"]


def test_without_a_contrast_no_pair_is_picked():
    pairs = list_pairs(make_conditions([[1, 0], [0, 1]]), make_outcome(True, True), THEMES)
    assert pick_pairs(pairs, "MSDO").empty


values = st.sampled_from([True, False, None])


@given(
    st.integers(2, 5).flatmap(
        lambda n: st.tuples(
            st.lists(st.lists(values, min_size=3, max_size=3), min_size=n, max_size=n),
            st.lists(values, min_size=n, max_size=n),
        )
    )
)
def test_distances_are_symmetric_bounded_and_each_condition_is_sorted_once(data):
    rows, result = data
    conditions, outcome = make_conditions(rows), make_outcome(*result)
    there = list_pairs(conditions, outcome, THEMES)
    turned = Conditions(conditions.frame.iloc[::-1], conditions.reading, conditions.assumption)
    back = list_pairs(turned, outcome, THEMES)
    as_sets = [
        {frozenset((r.case_a, r.case_b)): r.distance for r in pairs.itertuples()} for pairs in (there, back)
    ]
    assert as_sets[0] == as_sets[1]
    assert (there["distance"] + there["unknown"] <= 3).all()
    for found in (
        compare_by_agreement(conditions, outcome),
        compare_jointly(conditions, outcome),
        *compare_by_difference(conditions, outcome),
    ):
        if found:
            assert sorted((*found.eliminated, *found.not_eliminated, *found.undecided)) == list("ABC")


@given(st.lists(st.lists(values, min_size=3, max_size=3), min_size=4, max_size=4))
def test_knowing_more_never_brings_a_condition_back(rows):
    """What is eliminated with unknown values stays eliminated whatever they turn out to be."""
    outcome = make_outcome(True, True, False, False)
    before = compare_jointly(make_conditions(rows), outcome)
    for filling in (True, False):
        known = [[filling if value is None else value for value in row] for row in rows]
        assert set(before.eliminated) <= set(compare_jointly(make_conditions(known), outcome).eliminated)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_generated_sentence_makes_a_causal_claim(lang):
    texts = []
    for rows in product(([1, 1, 0, 1], [1, 0, None, 1]), ([0, 1, 1, 0], [1, 1, 0, 0]), repeat=2):
        conditions = make_conditions(rows)
        for outcome in (make_outcome(True, True, False, False), make_outcome(True, True, True, None)):
            found, withheld = run_methods(
                conditions, outcome, judge(conditions, outcome, draws=20, lang=lang), lang
            )
            pairs = list_pairs(conditions, outcome, THEMES)
            texts += [comparison.statement for comparison in found] + withheld
            texts += [text for comparison in found for text in comparison.assumptions]
            texts += [describe_pair(pair, lang) for pair in pairs.to_dict("records")]
    assert texts and not [text for text in texts if find_causal_words(text)]
    forbidden = ("causes", "leads to", "because of", "orsakar", "leder till", "på grund av", "tack vare")
    assert not [text for text in texts if any(word in text.lower() for word in forbidden)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_pattern_makes_a_causal_claim(lang):
    assert not {
        key: found for key, texts in list_sentences().items() if (found := find_causal_words(texts[lang]))
    }


def test_both_languages_of_a_sentence_take_the_same_values():
    with (PACKAGE / "schema" / "wording.csv").open(encoding="utf-8", newline="") as lines:
        keys = [row["key"] for row in csv.DictReader(lines)]
    assert len(keys) == len(set(keys))
    for texts in list_sentences().values():
        fields = [sorted(part.split("}")[0] for part in text.split("{")[1:]) for text in texts.values()]
        assert fields[0] == fields[1]


def test_a_comparison_says_not_eliminated_by_these_cases():
    conditions, outcome = make_conditions([[1], [1], [0], [0]]), make_outcome(True, True, False, False)
    found, _ = run_methods(conditions, outcome, judge(conditions, outcome, draws=20))
    assert found and all("Not eliminated by these cases" in comparison.statement for comparison in found)


def test_labels_stand_for_codes_in_sentences():
    frame = make_conditions([[1], [1]]).frame
    conditions = Conditions(frame, "silence_as_absence", "silence read as absence", {"A": "Housing"})
    assert "Housing" in compare_by_agreement(conditions, make_outcome(True, True)).statement


def figure(case, low, high, year="2018", **other):
    return {"case_id": case, "indicator": "N00973: …", "low": low, "high": high, "unit": "percent", "kind": "outcome",
            "part_year": False, "year": year, "qualifier": "", **other}  # fmt: skip


def test_goals_part_years_and_other_measures_are_no_outcome_and_the_latest_year_counts():
    figures = pd.DataFrame(
        [
            figure("v", 32.8, 32.8, "2016"), figure("v", 60.0, 60.0, "2017"), figure("v", 10.0, 10.0, "2019", part_year=True),
            figure("w", 60.0, 60.0, kind="target"), figure("x", 47.0, 47.0, indicator="U40406: …"), figure("y", 50.0, None, qualifier="minst"),
        ]
    )  # fmt: skip
    assert read_outcome(figures, CASES[:4], 50).tolist() == [True, pd.NA, pd.NA, pd.NA]


def test_pairs_are_all_pairs():
    pairs = list_pairs(
        make_conditions([[1], [0], [1], [0], [1]]), make_outcome(None, None, None, None, None), THEMES
    )
    assert list(zip(pairs["case_a"], pairs["case_b"], strict=True)) == list(combinations(CASES, 2))
