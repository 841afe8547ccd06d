"""Outcomes: what a figure counts, among whom, when; and what makes two of them comparable."""

import pytest

from analysis.finding.outcomes import ACTIVITY_EXIT, ESTABLISHMENT, explain_incomparable, find_outcomes
from analysis.finding.quantities import find_quantities
from analysis.finding.sentences import find_sentences


def read(text):
    return find_outcomes(find_sentences(text), find_quantities(text))


def test_a_share_after_the_establishment_programme_resembles_n00973():
    (outcome,) = read("Drygt 70 procent av de som lämnat etableringen har 2018 börjat arbeta eller studera.")
    assert (outcome.indicator, outcome.numerator, outcome.year) == (ESTABLISHMENT, "work or studies", "2018")
    assert "only a bound is given" in outcome.note


def test_people_who_left_an_activity_for_work_are_another_measure():
    found = read(
        "2016 avslutades 71 deltagare, av dessa avslutades 47 personer till arbete (37 reguljär arbetsmarknad)."
    )
    assert [(o.quantity.text, o.numerator, o.indicator) for o in found] == [
        ("47 personer", "work", ACTIVITY_EXIT),
        ("37", "regular work", ACTIVITY_EXIT),
    ]


def test_a_sentence_that_only_says_the_figure_takes_the_measure_of_the_one_before():
    text = "2016 arbetade eller studerade 32.8 % 3 månader efter avslutat etableringsprogram. 2017 låg siffran på 47.7%."
    outcomes = read(text)
    assert [o.indicator for o in outcomes] == [ESTABLISHMENT] * 2
    assert "measure taken from the figure before" in outcomes[1].note


def test_part_of_a_year_and_goals_are_marked():
    text = "Målet är att 60 % ska arbeta eller studera efter etableringen. De inledande månaderna 2018 låg andelen över 50 %."
    assert [(o.quantity.kind, o.part_year) for o in read(text)] == [("target", False), ("outcome", True)]


def test_the_time_of_measurement_is_no_outcome_and_does_not_part_a_figure_from_the_one_before():
    text = "2016 arbetade eller studerade 32.8 % 3 månader efter avslutat etableringsprogram. 2017 låg siffran på 47.7%."
    assert [o.quantity.unit for o in read(text)] == ["percent", "percent"]
    times = read("Målet är att tiden ska vara högst tre månader. Hälften är i jobb efter två år.")
    assert [o.quantity.text for o in times] == ["högst tre månader", "Hälften"]


def test_each_figure_of_an_enumeration_counts_what_the_words_after_it_say():
    found = read(
        "Av de 98 som avslutade projektet gick 31 personer till arbete, 14 personer till studier och 9 personer till subventionerad anställning."
    )
    counted = [(o.quantity.text, o.numerator) for o in found if o.quantity.kind == "outcome"]
    assert counted == [
        ("31 personer", "work"),
        ("14 personer", "studies"),
        ("9 personer", "subsidised work"),
    ]


def test_regular_studies_are_no_regular_work():
    (outcome,) = read("40 % har gått vidare till arbete eller reguljära studier.")
    assert outcome.numerator == "work or studies"


ROW = {
    "indicator": ESTABLISHMENT,
    "numerator": "work or studies",
    "population": "left the establishment programme",
    "clock": "90 days",
    "year": "2018",
    "unit": "percent",
    "kind": "outcome",
    "part_year": False,
}
AGAINST = [
    ({"indicator": ACTIVITY_EXIT}, "different measures (N00973 and U40406)"),
    ({"indicator": ""}, "a text does not say enough to tell which measure it is"),
    ({"numerator": "work"}, "different numerators (work or studies and work)"),
    ({"unit": "person"}, "different units (percent and person)"),
    ({"kind": "target"}, "one is a goal, not a result"),
    ({"part_year": True}, "one covers part of a year"),
    ({"clock": "two years"}, "different points of measurement (90 days and two years)"),
    ({"clock": ""}, "only one text says when after the programme"),
    (
        {"population": "newly arrived"},
        "different people counted (left the establishment programme and newly arrived)",
    ),
    ({"year": "2017"}, "different years (2018 and 2017)"),
    ({"year": ""}, "only one text gives a year"),
]


@pytest.mark.parametrize(("change", "reason"), AGAINST)
def test_every_reason_against_a_comparison_is_said(change, reason):
    assert explain_incomparable(ROW, ROW | change) == [reason]


def test_two_values_of_one_measure_are_comparable():
    assert explain_incomparable(ROW, ROW) == []


def test_what_neither_text_says_is_not_taken_to_be_alike():
    assert explain_incomparable(ROW | {"year": ""}, ROW | {"year": ""}) == ["neither text gives a year"]
