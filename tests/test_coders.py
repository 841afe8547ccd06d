"""Who coded: what the report says of it follows the decisions and the list of coders, never a fixed sentence."""

import pytest
from markupsafe import Markup

from analysis import show
from analysis.coding import coders
from analysis.coding.coders import load_coders
from analysis.errors import AnalysisError
from analysis.study import open_study
from analysis.tables import load_tables


def read(shown):
    return Markup(shown.html).striptags()


def open_coded_by(coder, case="lulea", **variables):
    """The five cases as if another coder had decided one of them."""
    frames = dict(load_tables())
    codings = frames["codings"]
    mine = (codings["case_id"] == case) & (codings["coder"] != "rules")
    frames["codings"] = codings.assign(coder=codings["coder"].mask(mine, coder))
    return open_study(variables, frames)


@pytest.mark.parametrize(
    ("language", "alone", "both"),
    [
        (
            "en",
            "and one coder, a person, decided",
            "and 2 coders, 1 of them a language model, decided",
        ),
        ("sv", "och en kodare, en människa, beslutade", "och 2 kodare, varav 1 språkmodell, beslutade"),
    ],
)
def test_the_summary_says_who_decided_on_the_chosen_cases(language, alone, both):
    assert alone in read(show.summary(open_coded_by("anna", language=language, cases=["lulea"])))
    assert both in read(show.summary(open_coded_by("anna", language=language)))


def test_each_coder_stands_with_kind_and_counts():
    table = show.coders_table(open_coded_by("anna")).html
    assert "<td>anna</td><td>person</td>" in table
    assert "<td>project</td><td>language model</td>" in table
    assert "taken for a person" in table


def test_rules_are_set_against_each_coder():
    words = read(show.agreement_table(open_coded_by("anna")))
    assert "the rules and anna" in words
    assert "the rules and project" in words


def test_a_coder_of_another_kind_is_refused_with_the_line(tmp_path, monkeypatch):
    path = tmp_path / "coders.csv"
    monkeypatch.setattr(coders, "CODERS", path)
    assert load_coders() == {}
    path.write_text("coder,kind,note,note_sv\nann,human,,\n", encoding="utf-8")
    with pytest.raises(AnalysisError, match="line 2: kind 'human': use person or model"):
        load_coders()
