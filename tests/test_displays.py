"""Displays across cases count what stands in the sources, and order only what can be told apart."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from analysis.comparing.compare import list_outcomes
from analysis.comparing.displays import OWN_VOICES, count_together, leave_out_own, order_cases
from analysis.comparing.wording import say
from analysis.errors import AnalysisError
from analysis.labels import label_text
from analysis.show import displays
from analysis.study import open_study
from analysis.tables import load_tables

FIGURE = {"indicator": "N00973: …", "unit": "percent", "kind": "outcome", "part_year": False, "year": ""}


def figures(*rows: dict) -> pd.DataFrame:
    columns = ["case_id", "low", "high", *FIGURE]
    return pd.DataFrame([{**FIGURE, **row} for row in rows], columns=columns)


def test_cases_whose_figures_may_be_equal_share_a_band() -> None:
    ordered = order_cases(
        figures(
            {"case_id": "just_over_70", "low": 70.0, "high": None},
            {"case_id": "over_half", "low": 50.0, "high": None},
            {"case_id": "exact_40", "low": 40.0, "high": 40.0},
            {"case_id": "exact_39", "low": 39.0, "high": 39.0},
        ),
        ["exact_39", "exact_40", "over_half", "just_over_70"],
    )
    assert ordered["case_id"].tolist() == ["just_over_70", "over_half", "exact_40", "exact_39"]
    assert ordered["band"].tolist() == [1, 1, 2, 3]


@pytest.mark.parametrize(
    "unfit",
    [{"kind": "target"}, {"part_year": True}, {"unit": "person"}, {"indicator": "U40406: …"}],
    ids=["a target", "part of a year", "a count", "another measure"],
)
def test_a_figure_that_is_not_comparable_leaves_its_case_apart(unfit: dict) -> None:
    ordered = order_cases(figures({"case_id": "a", "low": 60.0, "high": 60.0, **unfit}), ["a"])
    assert ordered["case_id"].tolist() == ["a"]
    assert ordered["band"].isna().all()


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 40) | st.none()), min_size=1, max_size=8))
def test_bands_never_part_figures_that_overlap_and_never_reorder_lower_bounds(bounds: list) -> None:
    rows = [
        {
            "case_id": f"c{n}",
            "low": float(low),
            "high": None if width is None else float(min(100, low + width)),
        }
        for n, (low, width) in enumerate(bounds)
    ]
    ordered = order_cases(figures(*rows), [row["case_id"] for row in rows])
    assert sorted(ordered["case_id"]) == sorted(row["case_id"] for row in rows)
    assert ordered["low"].is_monotonic_decreasing
    tops = ordered["high"].fillna(100)
    for one in range(len(ordered)):
        for other in range(one + 1, len(ordered)):
            if ordered["band"][one] != ordered["band"][other]:
                assert tops[other] < ordered["low"][one]


def test_only_facilitators_in_one_sentence_stand_together() -> None:
    codings = pd.DataFrame(
        [
            ("a", "a-s1", "housing", "facilitator"),
            ("a", "a-s1", "matching", "facilitator"),
            ("a", "a-s1", "work_placement", "barrier"),
            ("b", "b-s1", "housing", "facilitator"),
            ("b", "b-s1", "matching", "facilitator"),
            ("c", "c-s1", "housing", "facilitator"),
            ("c", "c-s2", "matching", "facilitator"),
        ],
        columns=["case_id", "sentence_id", "code", "polarity"],
    )
    assert count_together(codings, ["a", "b", "c"]).to_dict("records") == [
        {"one": "housing", "other": "matching", "sentences": ["a-s1", "b-s1"], "cases": 2, "both": 3}
    ]
    assert count_together(codings, ["c"]).empty


def test_leaving_out_own_voices_leaves_the_others() -> None:
    codings = pd.DataFrame({"voice": [*OWN_VOICES, "agency", "participant"]})
    assert leave_out_own(codings)["voice"].tolist() == ["agency", "participant"]


def test_the_parameter_voices_leaves_only_others_in_the_study() -> None:
    assert set(open_study({"voices": "others"}).codings["voice"]).isdisjoint(OWN_VOICES)
    with pytest.raises(AnalysisError, match="voices: 'nobody' is not known; use one of all, others"):
        open_study({"voices": "nobody"})


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_displays_of_the_five_cases(language: str) -> None:
    study = open_study({"language": language})
    meta = Markup(displays.meta_matrix(study).html).striptags()
    head = [
        meta.index(study.case_label(case))
        for case in ("jarfalla", "lulea", "trelleborg", "gnosjo", "norrkoping")
    ]
    assert head == sorted(head)
    assert "drygt 70 procent" in meta.casefold()
    for apart in ("other measure", "no figure"):
        assert label_text(apart, language) in meta
    assert say("reserved_in_table", language) in meta
    together = str(displays.together_table(study).html)
    assert study.label("employer_engagement") in together
    assert study.label("matching") in together
    left = str(displays.without_own_table(study).html)
    assert study.label("cross_agency_collaboration") in left.split("</table>")[0]
    assert study.label("housing") in left.split("</table>")[1]


def test_cases_whose_figures_may_be_compared_stand_first_in_their_order() -> None:
    frames = dict(load_tables())
    alike = {"population": "left the establishment programme", "clock": "90 days", "year": "2017"}
    outcomes = frames["outcomes"].copy()
    outcomes.loc[outcomes["outcome_id"] == "jarfalla-o01", list(alike)] = list(alike.values())
    study = open_study({"measure": "as_printed"}, frames | {"outcomes": outcomes})
    head = str(displays.meta_matrix(study).html).split("</thead>")[0]
    assert head.index("Järfälla") < head.index("Trelleborg") < head.index("Gnosjö") < head.index("Luleå")


def test_a_part_of_a_whole_stands_for_a_case_before_all_who_left() -> None:
    row = {
        "case_id": "a",
        "kind": "outcome",
        "part_year": False,
        "year": "2020",
        "unit": "person",
        "clock": "at exit",
    }
    figures = [
        {"outcome_id": "all", "numerator": "work", "base": None},
        {"outcome_id": "part", "numerator": "work", "base": 52.0},
        {"outcome_id": "rest", "numerator": "", "base": 52.0},
    ]
    assert displays._pick_latest(pd.DataFrame([row | one for one in figures]))["a"]["outcome_id"] == "part"


def test_a_figure_in_direct_speech_is_the_speakers_claim_and_else_the_texts() -> None:
    quantity = {
        "quantity_id": "a-n001",
        "sentence_id": "a-s001",
        "text": "47 personer",
        "measure": "",
        "doc_id": "a",
    }
    frames = {
        "outcomes": pd.DataFrame(
            [{"outcome_id": f"a-o0{n}", "case_id": "a", "quantity_id": f"a-n00{n}"} for n in (1, 2)]
        ),
        "quantities": pd.DataFrame(
            [{**quantity, "start": 10}, {**quantity, "quantity_id": "a-n002", "start": 90}]
        ),
        "quotes": pd.DataFrame(
            [
                {
                    "doc_id": "a",
                    "start": 5,
                    "end": 60,
                    "role": "kommunalråd",
                    "organisation": "",
                    "speaker": "Eva Ek",
                    "text": "47 personer har fått jobb.",
                }
            ]
        ),
        "sentences": pd.DataFrame([{"sentence_id": "a-s001", "text": "– 47 personer."}]),
    }
    assert list_outcomes(frames, ["a"])["claimant"].tolist() == ["politician", "text"]
