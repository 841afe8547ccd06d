"""Agreement: against published examples, an independent computation, and what must stay undefined."""

from fractions import Fraction
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.agreement import (
    NO_PAIRS,
    NO_VARIETY,
    NOT_TWO,
    POOLED,
    TOO_FEW,
    bootstrap_intervals,
    cohen_kappa,
    krippendorff_alpha,
    list_disagreements,
    measure_agreement,
    percent_agreement,
    tally_units,
)
from analysis.comparing.ratings import Rating, rate_cases, rate_sentences
from analysis.phrases import translate

# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: example C, four observers, twelve units, missing data.
FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# The same, example B: two observers, nominal categories, no missing data.
TWO_OBSERVERS = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")


def make_units(*coders):
    rows = [[None if label == "." else label for label in coder.split()] for coder in coders]
    return list(zip(*rows, strict=True))


def alpha_by_pairs(units):
    """Alpha by its definition as exact fractions: every pair within units against every pair of all values."""
    units = [[label for label in unit if label is not None] for unit in units]
    units = [unit for unit in units if len(unit) > 1]
    values = [label for unit in units for label in unit]
    if len(set(values)) < 2:
        return None
    within = sum(Fraction(2 * sum(a != b for a, b in combinations(unit, 2)), len(unit) - 1) for unit in units)
    among = Fraction(2 * sum(a != b for a, b in combinations(values, 2)), len(values) * (len(values) - 1))
    return 1 - within / len(values) / among


def kappa_by_shares(pairs):
    n = len(pairs)
    observed = Fraction(sum(a == b for a, b in pairs), n)
    labels = {label for pair in pairs for label in pair}
    expected = sum(
        Fraction(sum(a == x for a, _ in pairs), n) * Fraction(sum(b == x for _, b in pairs), n)
        for x in labels
    )
    return None if expected == 1 else (observed - expected) / (1 - expected)


def test_alpha_equals_krippendorffs_example_with_missing_data():
    assert krippendorff_alpha(tally_units(make_units(*FOUR_OBSERVERS))) == pytest.approx(0.743, abs=5e-4)


def test_alpha_equals_krippendorffs_nominal_example_of_two_observers():
    assert krippendorff_alpha(tally_units(make_units(*TWO_OBSERVERS))) == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(
    ("both_yes", "only_first", "only_second", "both_no", "kappa"),
    [
        (20, 5, 10, 15, 0.4),
        (45, 15, 25, 15, 0.1304),
        (25, 35, 5, 35, 0.2593),
        (10, 0, 0, 10, 1.0),
        (0, 5, 5, 0, -1.0),
    ],
)
def test_kappa_equals_tables_worked_by_hand(both_yes, only_first, only_second, both_no, kappa):
    pairs = (
        [("y", "y")] * both_yes
        + [("y", "n")] * only_first
        + [("n", "y")] * only_second
        + [("n", "n")] * both_no
    )
    assert cohen_kappa(tally_units(pairs)) == pytest.approx(kappa, abs=5e-5)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=3), max_size=12))
def test_alpha_equals_its_definition_by_pairs(units):
    expected, found = alpha_by_pairs(units), krippendorff_alpha(tally_units(units))
    assert (found is None) == (expected is None)
    if expected is not None:
        assert found == pytest.approx(float(expected))


@given(st.lists(st.tuples(*[st.sampled_from("ab")] * 2), min_size=1, max_size=20))
def test_kappa_equals_its_definition_by_shares(pairs):
    expected, found = kappa_by_shares(pairs), cohen_kappa(tally_units(pairs))
    assert (found is None) == (expected is None)
    if expected is not None:
        assert found == pytest.approx(float(expected))


@given(st.lists(st.tuples(*[st.sampled_from("ab")] * 2), min_size=1, max_size=20))
def test_the_order_of_coders_and_of_units_does_not_matter(pairs):
    there, back = tally_units(pairs), tally_units([(b, a) for a, b in reversed(pairs)])
    for measure in (percent_agreement, cohen_kappa, krippendorff_alpha):
        assert measure(there) == pytest.approx(measure(back))


def rate(code, coder, labels, cluster="d"):
    return [
        Rating(f"{cluster}{n // 2}", f"s{n}", code, coder, label) for n, label in enumerate(labels) if label
    ]


def test_a_code_nobody_uses_and_one_everybody_uses_are_undefined_with_the_reason():
    ratings = [
        r
        for coder in "xy"
        for r in (*rate("never", coder, ["no"] * 20), *rate("always", coder, ["yes"] * 20))
    ]
    table = measure_agreement(ratings).set_index("code")
    for code in ("never", "always"):
        assert table.loc[code, "percent"] == 100
        assert pd.isna(table.loc[code, "kappa"]) and pd.isna(table.loc[code, "alpha"])
        assert table.loc[code, "reason"] == NO_VARIETY
    assert table.loc[POOLED, "alpha"] == 1
    assert table.loc["never", "both_no"] == 20 and table.loc["always", "both_yes"] == 20


def test_a_unit_that_one_coder_never_saw_is_missing_and_not_a_no():
    ratings = rate("c", "x", ["yes", "no", "yes", "yes"]) + rate("c", "y", ["yes", "no", None, None])
    assert measure_agreement(ratings).iloc[0][["units", "disagreed"]].tolist() == [2, 0]


def test_coders_who_share_no_unit_give_no_figure():
    ratings = rate("c", "x", ["yes", None]) + rate("c", "y", [None, "no"])
    assert measure_agreement(ratings).iloc[0]["reason"] == NO_PAIRS


def test_three_coders_get_alpha_and_a_reason_for_no_kappa():
    row = measure_agreement(
        [r for coder in "xyz" for r in rate("c", coder, ["yes", "no", "no", "yes"])]
    ).iloc[0]
    assert row["alpha"] == 1 and row["kappa"] is None and NOT_TWO in row["reason"]


@pytest.mark.parametrize(("documents", "reason"), [(1, TOO_FEW), (9, TOO_FEW), (10, "")])
def test_a_missing_interval_has_its_reason_in_both_languages(documents, reason):
    ratings = [one for coder in "xy" for one in rate("c", coder, ["yes", "no"] * documents)]
    row = measure_agreement(ratings).iloc[0]
    assert row["reason"] == reason
    assert pd.isna(row["percent_low"]) == bool(reason)
    assert translate(TOO_FEW, "sv") == "inget intervall: färre än 10 dokument eller fall"


def test_disagreements_name_unit_code_and_both_labels():
    ratings = rate("c", "x", ["yes", "no"]) + rate("c", "y", ["no", "no"])
    assert list_disagreements(ratings).to_dict("records") == [
        {"cluster": "d0", "unit": "s0", "code": "c", "x": "yes", "y": "no"}
    ]


def test_intervals_are_the_same_each_time_and_hold_the_value():
    units = make_units(*TWO_OBSERVERS)
    documents = [tally_units([unit]) for unit in units]
    first, again = bootstrap_intervals(documents), bootstrap_intervals(documents)
    assert first == again
    low, high = first["percent"]
    assert low <= percent_agreement(tally_units(units)) <= high


@pytest.mark.parametrize(("documents", "given"), [(1, False), (9, False), (10, True)])
def test_few_documents_give_no_interval(documents, given):
    tally = tally_units([("a", "b"), ("a", "a")])
    assert (bootstrap_intervals([tally] * documents)["percent"] is not None) == given


SENTENCES = pd.DataFrame(
    {
        "doc_id": ["a", "a", "b"],
        "sentence_id": ["a1", "a2", "b1"],
        "start": [0, 9, 0],
        "text": ["Ett.", "Två.", "Tre."],
    }
)
DOCUMENTS = pd.DataFrame({"doc_id": ["a", "b"], "case_id": ["A", "B"]})
BASE = {"code": "housing", "status": "claimed", "polarity": "facilitator"}
CODINGS = pd.DataFrame(
    [
        {
            **BASE,
            "case_id": "A",
            "doc_id": "a",
            "sentence_id": "a1",
            "coder": "rules",
            "decision": "reject",
            "counted": False,
        },
        {
            **BASE,
            "case_id": "A",
            "doc_id": "a",
            "sentence_id": "a1",
            "coder": "ann",
            "decision": "reject",
            "counted": False,
        },
        {
            **BASE,
            "case_id": "A",
            "doc_id": "a",
            "sentence_id": "a2",
            "coder": "ann",
            "decision": "add",
            "counted": True,
        },
        {
            **BASE,
            "case_id": "B",
            "doc_id": "b",
            "sentence_id": "b1",
            "coder": "rules",
            "decision": "",
            "counted": True,
        },
    ]
)


def test_the_rules_against_a_person_are_rated_on_what_the_person_saw():
    ratings = rate_sentences(CODINGS, SENTENCES, ["housing"])
    assert {(r.unit, r.coder): r.label for r in ratings} == {
        ("a1", "rules"): "yes", ("a2", "rules"): "no", ("b1", "rules"): "yes", ("a1", "ann"): "no", ("a2", "ann"): "yes",
    }  # fmt: skip


def test_what_a_coder_saw_may_be_said_by_document_sentence_or_sentence_and_code():
    for seen in ({"b"}, {"b1"}, {("b1", "housing")}):
        ratings = rate_sentences(CODINGS, SENTENCES, ["housing"], seen={"rules": {"a", "b"}, "ann": seen})
        assert [(r.unit, r.label) for r in ratings if r.coder == "ann"] == [("b1", "no")]


def test_a_case_is_rated_only_by_those_who_saw_all_its_documents():
    ratings = rate_cases(CODINGS, DOCUMENTS, ["housing"])
    assert {(r.unit, r.coder): r.label for r in ratings} == {
        ("A", "rules"): "yes",
        ("B", "rules"): "yes",
        ("A", "ann"): "yes",
    }


def test_tables_as_loaded_from_disk_give_the_same_ratings():
    """Their text columns are nullable strings, which pandas groups differently."""
    loaded = {
        "codings": CODINGS.astype({"coder": "string", "doc_id": "string"}),
        "documents": DOCUMENTS.astype("string"),
    }
    assert rate_cases(**loaded, codes=["housing"]) == rate_cases(CODINGS, DOCUMENTS, ["housing"])
