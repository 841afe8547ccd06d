"""Charts: the data behind each is the table that was given, and the picture is the same each time."""

import struct
import subprocess
import sys

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.reporting import factor_charts, result_charts

MATRIX = pd.DataFrame(
    {
        "case_id": ["a", "b"] * 2,
        "code": ["x", "x", "y", "y"],
        "cell": ["claimed", "silent", "mixed", "described"],
    }
)


def draw_matrix():
    return factor_charts.draw_matrix(MATRIX, {"a": "A", "b": "B"}, {"x": "X", "y": "Y"}, {"x": "T", "y": "T"})


def draw_outcomes():
    rows = pd.DataFrame(
        {
            "panel": ["P", "P", "Q"], "case_id": ["a", "b", "a"], "year": ["2018", "", "2016"], "kind": ["outcome", "target", "outcome"],
            "low": [70.0, 60.0, 66.2], "high": [None, 60.0, 66.2], "part_year": [False] * 3, "what": ["", "", "47/71"], "qualifier": ["drygt", None, None],
            "share_low": [None, None, 54.6], "share_high": [None, None, 76.1],
        }
    ).astype({"high": "Float64", "share_low": "Float64", "share_high": "Float64"})  # fmt: skip
    return result_charts.draw_outcomes(rows, {"a": "A", "b": "B"})


@pytest.mark.parametrize(
    ("qualifier", "words", "arrow"), [("drygt", "just over 70", "-"), ("över", "> 70", "->")]
)
def test_a_value_close_to_its_bound_has_no_arrowhead(qualifier, words, arrow):
    record = {"low": 70.0, "high": None, "kind": "outcome", "part_year": False, "share_low": None}
    axes = Figure().add_subplot()
    result_charts._draw_value(axes, 0, record | {"qualifier": qualifier}, "en")
    line, label = axes.texts
    assert (line.arrowprops["arrowstyle"], label.get_text()) == (arrow, words)


def draw_timeline(told_on="2018-07-02"):
    events = pd.DataFrame(
        {
            "case_id": ["a", "b"],
            "kind": ["period", "event"],
            "date_start": ["2017-01-01", "2018-01-01"],
            "date_end": ["", "2018-12-31"],
            "told_on": [told_on, ""],
        }
    )
    return result_charts.draw_timeline(
        events, {"a": "A", "b": "B"}, pd.DataFrame({"date": ["2018-01-01"], "label": ["A"]})
    )


@pytest.mark.parametrize(("told_on", "ends"), [("2018-07-02", 2018.5), ("", 2019.0), ("2016-05-02", 2017.0)])
def test_an_open_period_is_drawn_as_far_as_its_page_can_know(monkeypatch, told_on, ends):
    drawn = []
    monkeypatch.setattr(result_charts, "finish", lambda figure, *rest: drawn.append(figure))
    draw_timeline(told_on)
    _, period, mark, *_ = drawn[0].axes[0].lines
    assert period.get_xdata()[1] == mark.get_xdata()[0] == pytest.approx(ends, abs=0.01)


def draw_prevalence():
    frame = pd.DataFrame(
        {
            "code": ["x", "y"],
            "claimed": [2, 0],
            "described": [0, 1],
            "mixed": [0, 0],
            "contested": [0, 1],
            "named": [2, 1],
        }
    )
    return factor_charts.draw_prevalence(frame, {"x": "X", "y": "Y"}, 2)


ALL = [draw_matrix, draw_outcomes, draw_timeline, draw_prevalence]


@pytest.mark.parametrize("draw", ALL)
def test_a_chart_is_the_same_picture_each_time_and_has_alternative_text(draw):
    chart, again = draw(), draw()
    assert chart.png == again.png and chart.alt
    data, metadata = chart._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == chart.alt and chart.alt in data["text/plain"]


@pytest.mark.parametrize("draw", ALL)
def test_a_chart_fits_a_printed_page(draw):
    width, height = struct.unpack(">II", draw().png[16:24])
    assert 300 < width < 1500 and height < 2500


def test_a_silent_cell_is_shown_as_data_too():
    assert draw_matrix().data.loc[0].tolist() == ["x", "claimed", "silent"]


def test_the_text_of_a_chart_holds_its_table():
    assert "P,a,2018,outcome,70.0" in draw_outcomes()._repr_mimebundle_()[0]["text/plain"]


def test_what_draws_no_chart_loads_no_matplotlib_and_nothing_builds_a_grammar_of_addresses():
    code = "import sys, analysis.show, analysis.reporting.report; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pandas" in loaded.stdout.split()
    assert not {"matplotlib", "lark"} & set(loaded.stdout.split())
