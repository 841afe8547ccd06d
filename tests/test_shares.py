"""Shares: intervals, shares no whole number gives, and the remarks on the figures."""

import shutil
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.codebook import load_codebook
from analysis.comparing import context
from analysis.comparing.context import load_context, read_beside_nation
from analysis.comparing.outcome_checks import check_outcomes, remark_activities
from analysis.comparing.shares import (
    check_sum,
    count_nearest,
    find_smallest_whole,
    list_counts,
    round_percent,
    wilson_interval,
)
from analysis.errors import AnalysisError
from analysis.labels import LANGUAGES
from causal_words import find_causal_words

wholes = st.integers(1, 300)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(47, 71, 54.6, 76.1), (37, 71, 40.7, 63.3), (33, 100, 24.6, 42.7), (48, 100, 38.5, 57.7)],
)
def test_wilson_intervals_are_the_known_ones(part, whole, low, high):
    assert [round(100 * bound, 1) for bound in wilson_interval(part, whole)] == [low, high]


@given(wholes.flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_wilson_interval_holds_its_share_and_mirrors_its_complement(pair):
    part, whole = pair
    low, high = wilson_interval(part, whole)
    assert 0 <= low <= part / whole <= high <= 1 or part in (0, whole)
    mirrored = wilson_interval(whole - part, whole)
    assert (1 - high, 1 - low) == pytest.approx(mirrored)


@pytest.mark.parametrize(("part", "whole"), [(5, 4), (-1, 4), (0, 0)])
def test_a_part_outside_the_whole_is_refused(part, whole):
    with pytest.raises(ValueError, match="give a part from 0 to the whole"):
        wilson_interval(part, whole)


@given(wholes.flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))), st.integers(0, 2))
def test_every_share_of_whole_persons_is_found_possible(pair, digits):
    part, whole = pair
    assert part in list_counts(round_percent(part, whole, digits), whole, digits)


@given(st.integers(0, 100), st.integers(1, 150))
def test_possible_counts_are_those_that_trying_every_one_gives(percent, whole):
    rounded = [int((Decimal(100 * n) / whole).quantize(Decimal(1), ROUND_HALF_UP)) for n in range(whole + 1)]
    assert list_counts(percent, whole) == [n for n, value in enumerate(rounded) if value == percent]


@pytest.mark.parametrize(("percent", "smallest"), [(32.8, 58), (47.7, 44), (66.2, 65), (50, 2), (0, 1)])
def test_the_smallest_base_of_a_printed_share_is_found(percent, smallest):
    assert find_smallest_whole(percent) == smallest
    assert not any(list_counts(percent, whole) for whole in range(1, smallest))


def test_no_whole_number_of_71_persons_gives_29_percent():
    assert list_counts(29, 71) == [] and (round_percent(20, 71), round_percent(21, 71)) == (28, 30)


def test_rounded_shares_of_71_make_72_persons():
    assert check_sum([1, 14, 29, 56]) and sum(count_nearest([1, 14, 29, 56], 71)) == 72


def quantity(number, low, *, high=..., unit="percent", kind="outcome", base=None, sentence="d-s1", text=""):
    return {"quantity_id": f"q{number}", "doc_id": "d", "sentence_id": sentence, "low": low, "high": low if high is ... else high,
            "unit": unit, "qualifier": "", "measure": "", "kind": kind, "period": "", "base": base, "start": number, "end": number + 1, "text": text}  # fmt: skip


def outcome(row, *, indicator="N00973: …", year="2018", numerator="work or studies"):
    copied = {
        name: row[name]
        for name in ("quantity_id", "doc_id", "low", "high", "unit", "qualifier", "kind", "base")
    }
    return {**copied, "outcome_id": "o", "case_id": "c", "indicator": indicator, "numerator": numerator, "population": "p",
            "clock": "", "year": year, "comparable_with": "", "note": "", "part_year": False}  # fmt: skip


def remark(*rows, outcomes=None):
    results = (
        [outcome(row) for row in rows if row["kind"] in ("outcome", "target")]
        if outcomes is None
        else outcomes
    )
    columns = list(outcome(quantity(0, 1.0)))
    return [
        (r.quantity_id, r.kind)
        for r in check_outcomes(pd.DataFrame(results, columns=columns), pd.DataFrame(rows))
    ]


def test_gnosjos_fact_box_gets_its_remarks():
    shares = [quantity(n, float(p), kind="background", base=71.0) for n, p in enumerate((1, 14, 29, 56))]
    counts = [quantity(4, 47.0, unit="person", base=71.0), quantity(5, 37.0, unit="person", base=47.0)]
    assert remark(*shares, *counts) == [
        ("q2", "impossible"),
        ("q3", "count_sum"),
        ("q4", "interval"),
        ("q5", "interval"),
        ("q5", "interval"),
    ]


def test_a_share_without_a_base_is_remarked_with_the_smallest_base_where_there_is_one():
    assert remark(quantity(0, 32.8), quantity(1, 30.0, high=None)) == [("q0", "smallest"), ("q1", "no_base")]


def test_a_goal_needs_no_base():
    assert remark(quantity(0, 60.0, kind="target")) == []


def test_parts_that_do_not_sum_are_remarked_and_two_figures_of_one_sentence_are_no_list():
    parts = [quantity(n, p, kind="background") for n, p in enumerate((40.0, 40.0, 30.0))]
    assert remark(*parts) == [("q2", "percent_sum")]
    assert remark(*parts[:2]) == []


def test_a_rise_in_points_called_percent_is_remarked_and_a_true_percentage_is_not():
    before, after = quantity(0, 40.0), quantity(1, 50.0)
    rise, change = (
        quantity(2, 10.0, kind="background", text="10 procent", sentence="d-s2"),
        quantity(3, 25.0, kind="background", sentence="d-s3"),
    )
    assert ("q2", "points") in remark(before, after, rise)
    assert "points" not in [kind for _, kind in remark(before, after, change)]


def test_two_values_for_one_measure_and_year_are_remarked_and_two_years_are_not():
    one, other = quantity(0, 40.0), quantity(1, 45.0)
    assert ("q1", "two_values") in remark(one, other)
    assert "two_values" not in [kind for _, kind in remark(one, quantity(1, 35.0, high=None))]
    later = [outcome(one, year="2017"), outcome(other, year="2018")]
    assert "two_values" not in [kind for _, kind in remark(one, other, outcomes=later)]


def test_a_part_larger_than_its_whole_and_a_share_above_a_hundred_are_remarked():
    assert remark(quantity(0, 80.0, unit="person", base=71.0), quantity(1, 140.0)) == [
        ("q0", "part_exceeds"),
        ("q1", "over_hundred"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_remarks_make_no_causal_claim(lang):
    rows = [quantity(0, 47.0, unit="person", base=71.0), quantity(1, 32.8)]
    for found in check_outcomes(pd.DataFrame(map(outcome, rows)), pd.DataFrame(rows), lang):
        assert not find_causal_words(found.text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "column"),
    [("context_figures", "place"), ("studies", "title"), ("studies", "title_language"), ("glossary", "term_sv")],
)  # fmt: skip
def test_a_reference_table_without_a_column_that_is_shown_is_a_message(
    tmp_path, monkeypatch, name, column, lang
):
    shutil.copytree(context.CONTEXT, tmp_path / "reference")
    monkeypatch.setattr(context, "CONTEXT", tmp_path / "reference")
    path = tmp_path / "reference" / f"{name}.csv"
    pd.read_csv(path, dtype="string").drop(columns=column).to_csv(path, index=False)
    with pytest.raises(AnalysisError, match=f"{name}.csv has no column {column}: add it"):
        load_context(lang)


def test_reference_tables_are_whole_and_agree_with_the_codebook():
    tables, codebook = load_context(), load_codebook()
    named = {(key, code.id) for code in codebook.codes.values() for key in (*code.named_by, *code.tested_by)}
    listed = {(row.key, code) for row in tables["studies"].itertuples() for code in row.codes.split()}
    assert listed == named


def test_a_rise_is_read_beside_the_verified_levels_of_the_country_only():
    figures = pd.DataFrame(
        {"period": ["2017", "2018", "2018", "2018"], "value": [32.0, 44.0, 99.0, 55.0], "qualifier": ["just under", "", "", ""],
         "measure": ["work or study"] * 4, "verified": ["yes", "yes", "no", "yes"], "place": ["Sweden"] * 3 + ["Luleå"], "printed": [""] * 4}
    )  # fmt: skip
    rows = [outcome(quantity(0, 40.0), year="2017"), outcome(quantity(1, 50.0), year="2018")]
    found = read_beside_nation(pd.DataFrame(rows), figures)
    assert (
        "2017: just under 32 %; 2018: 44 %" in found["text"][0]
        and "99" not in found["text"][0]
        and "55" not in found["text"][0]
    )
    assert read_beside_nation(pd.DataFrame(rows[:1]), figures).empty


def test_the_national_levels_are_as_the_notebook_on_rival_explanations_says():
    figures = load_context()["context_figures"]
    country = figures[figures["place"].eq("Sweden") & figures["measure"].str.startswith("work or study")]
    level = country.groupby(country["period"].str[:4])["value"].agg(["min", "max"])
    assert list(level.index) == ["2016", "2017", "2018"]
    assert (
        abs(level.at["2016", "max"] - level.at["2017", "min"])
        < 3
        < level.at["2018", "min"] - level.at["2017", "max"]
    )


def test_what_u40406_leaves_out_is_remarked_beside_its_figures_only():
    ended = quantity(0, 47.0, unit="person", base=71.0), quantity(1, 37.0, unit="person", base=47.0)
    rows = [
        outcome(row, indicator="U40406: …", numerator=what)
        for row, what in zip(ended, ("work", "regular work"), strict=True)
    ]
    said = remark_activities(pd.DataFrame(rows))
    assert ["not only newly arrived people" in words for words in (said["q0"][0], said["q1"][0])] == [
        True,
        True,
    ]
    assert said["q0"][1:] == [
        "10 of the 47 are not in regular work as the text counts it, and may be in the municipality's own measures"
    ]
    assert len(said["q1"]) == 1
    assert remark_activities(pd.DataFrame([outcome(row) for row in ended])) == {}
