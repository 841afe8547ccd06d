"""Outcomes: what a figure counts, among whom, when; and what makes two of them comparable."""

import pandas as pd
import pytest

from analysis.comparing.outcome_remarks import make_panels
from analysis.finding.comparability import explain_incomparable, list_reservations, name_measure
from analysis.finding.outcomes import ACTIVITY_EXIT, ESTABLISHMENT, find_outcomes
from analysis.finding.quantities import find_quantities
from analysis.finding.sentences import find_sentences


def read(text):
    return find_outcomes(find_sentences(text), find_quantities(text))


def test_a_share_after_the_establishment_programme_resembles_n00973():
    (outcome,) = read("Drygt 70 procent av de som lämnat etableringen har 2018 börjat arbeta eller studera.")
    assert (outcome.indicator, outcome.numerator, outcome.year) == (ESTABLISHMENT, "work or studies", "2018")
    assert "a little over: how much is not said" in outcome.note


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ("Drygt 70 procent", "a little over: how much is not said"),
        ("Knappt 70 procent", "a little under: how much is not said"),
        ("Över 70 procent", "an open value: only a bound is given"),
        ("Högst 70 procent", "an open value: only a bound is given"),
    ],
)
def test_a_value_close_to_its_number_is_not_called_open(words, remark):
    (outcome,) = read(f"{words} av de nyanlända har börjat arbeta eller studera.")
    assert remark in outcome.note.split("; ")


def test_people_who_left_an_activity_for_work_are_another_measure():
    found = read(
        "2016 avslutades 71 deltagare, av dessa avslutades 47 personer till arbete (37 reguljär arbetsmarknad)."
    )
    assert [(o.quantity.text, o.numerator, o.indicator) for o in found] == [
        ("47 personer", "work", ACTIVITY_EXIT),
        ("37", "regular work", ""),  # of the 47, and so no share of the participants
    ]


@pytest.mark.parametrize(
    ("text", "populations"),
    [
        ("Av 80 deltagare gick 30 till studier, varav 12 till yrkesutbildning.", ["participants of the activity", "those in studies"]),
        ("80 deltagare avslutades, varav 60 till arbete.", ["participants of the activity"]),
        ("Av 80 deltagare gick 40 till arbete och 20 till studier.", ["participants of the activity"] * 2),
    ],
)  # fmt: skip
def test_a_part_of_those_in_work_is_counted_among_them_and_not_among_all(text, populations):
    assert [o.population for o in read(text) if o.quantity.low != 80] == populations


@pytest.mark.parametrize(
    ("words", "clock"),
    [("efter tre månader", "90 days"), ("ett halvår senare", "6 months"), ("inom ett år", "12 months"), ("i sex månader", "")],
)  # fmt: skip
def test_the_point_of_measurement_may_stand_in_any_order(words, clock):
    found = read(f"Av deltagarna hade 40 procent jobb {words}.")
    assert [(o.clock, o.indicator) for o in found if o.quantity.unit == "percent"] == [(clock, "")]


def test_a_year_since_which_something_lasts_is_not_that_of_the_figure():
    text = "{} har många gått kursen. 40 procent av deltagarna har fått jobb."
    assert [read(text.format(words))[0].year for words in ("Sedan starten 2016", "Under 2016")] == [
        "",
        "2016",
    ]


def test_a_sentence_that_only_says_the_figure_takes_the_measure_of_the_one_before():
    text = "2016 arbetade eller studerade 32.8 % 3 månader efter avslutat etableringsprogram. 2017 låg siffran på 47.7%."
    outcomes = read(text)
    assert [o.indicator for o in outcomes] == [ESTABLISHMENT] * 2
    assert "measure taken from the figure before" in outcomes[1].note


def test_part_of_a_year_and_goals_are_marked():
    text = "Målet är att 60 % ska arbeta eller studera efter etableringen. De inledande månaderna 2018 låg andelen över 50 %."
    assert [(o.quantity.kind, o.part_year) for o in read(text)] == [("target", False), ("outcome", True)]


@pytest.mark.parametrize(
    ("note", "part"),
    [
        ("Siffrorna för 2023 gäller till och med oktober.", True),
        ("Statistiken för 2023 avser januari–september.", True),
        ("Siffrorna för 2023 avser januari–december.", False),
        ("Siffrorna för 2022 gäller till och med oktober.", False),
        ("Kursen för 2023 pågår till och med oktober.", False),
    ],
)
def test_a_note_beside_the_figures_may_say_that_a_year_is_not_whole(note, part):
    assert read(f"Under 2023 gick 25 deltagare till arbete. Alla är nöjda. {note}")[0].part_year is part


def test_two_years_after_leaving_is_told_from_two_years_of_the_programme():
    text = "41 procent av de nyanlända var i arbete eller studier två år efter {}."
    clocks = [
        read(text.format(words))[0].clock
        for words in ("att de lämnat etableringsprogrammet", "avslutad etablering", "mottagandet")
    ]
    assert clocks == ["two years after leaving", "two years after leaving", "two years"]


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
    "note": "",
}
AGAINST = [
    ({"indicator": ACTIVITY_EXIT}, "different measures (N00973 and U40406)"),
    ({"indicator": ""}, "a text does not say enough to tell which measure it is"),
    ({"numerator": "work"}, "different numerators (work or studies and work)"),
    ({"unit": "person"}, "different units (percent and person)"),
    ({"kind": "target"}, "one is a goal, not a result"),
    ({"part_year": True}, "one covers part of a year"),
]
RESERVED = [
    ({"clock": ""}, ["only one text says when after the programme"]),
    (
        {"clock": "two years"},
        [
            "different points of measurement as printed (3 months and two years)",
            "two years is read as the length of the programme",
        ],
    ),
    (
        {"population": "newly arrived"},
        ["different people counted as printed (left the establishment programme and newly arrived)"],
    ),
    ({"year": "2017"}, ["different years (2018 and 2017)"]),
    ({"year": ""}, ["only one text gives a year"]),
    ({"note": "no base given"}, ["only one text says of how many"]),
    ({"note": "an open value: only a bound is given"}, ["an open value: only a bound is given"]),
    (
        {"note": "the text says förvärvsfrekvens, which is another statistic"},
        ["a text gives its figure the name of another statistic"],
    ),
]


@pytest.mark.parametrize(("change", "reason"), AGAINST)
def test_every_reason_against_a_comparison_is_said(change, reason):
    assert explain_incomparable(ROW, ROW | change) == [reason]


def test_two_values_of_one_measure_are_comparable():
    assert explain_incomparable(ROW, ROW) == []


@pytest.mark.parametrize(("change", "reservations"), RESERVED)
def test_what_does_not_forbid_a_comparison_stands_beside_it_as_a_reservation(change, reservations):
    assert explain_incomparable(ROW, ROW | change) == []
    assert list_reservations(ROW, ROW | change) == reservations


def test_what_neither_text_says_is_a_reservation_and_what_both_say_alike_is_none():
    assert list_reservations(ROW | {"year": ""}, ROW | {"year": ""}) == ["neither text gives a year"]
    assert list_reservations(ROW, ROW) == []


def test_read_as_printed_only_figures_that_say_the_same_in_all_are_one_measure():
    assert name_measure(ROW) == name_measure(ROW | {"year": "2017"}) != ()
    assert name_measure(ROW, as_printed=True) != name_measure(ROW | {"year": "2017"}, as_printed=True)
    assert name_measure(ROW | {"year": ""}, as_printed=True) == ()


def test_two_years_is_read_as_the_length_of_the_programme_and_marked_as_the_projects_reading():
    (outcome,) = read("Över 50 procent av de nyanlända är i studier eller arbete efter två år.")
    assert "two years is the length of the programme" in outcome.note
    assert "(the project's reading)" in outcome.note


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2016 arbetade eller studerade 32.8 % 90 dagar efter etableringen. Detta kallas förvärvsfrekvens.", True),
        ("Sysselsättningsgraden är viktig. 40 % arbetar eller studerar 90 dagar efter etableringen.", True),
        ("2016 arbetade eller studerade 32.8 % 90 dagar efter etableringen.", False),
        ("Förvärvsfrekvensen är 70 % i kommunen.", False),
        ("40 % arbetar eller studerar 90 dagar efter etableringen. Kursen är lång. Förvärvsfrekvensen är en annan.", False),
    ],
    ids=["after", "before", "no such word", "the statistic itself", "not beside the figure"],
)  # fmt: skip
def test_the_name_of_another_statistic_beside_a_share_is_remarked(text, named):
    notes = [outcome.note for outcome in read(text)]
    assert any("which is another statistic" in note for note in notes) == named


def test_a_figure_that_takes_its_measure_from_the_one_before_takes_the_remark_on_its_name_too():
    text = "Värdet kallas förvärvsfrekvens. 2016 arbetade eller studerade 32.8 % 90 dagar efter etableringen. 2017 låg siffran på 47.7 %."
    assert ["another statistic" in outcome.note for outcome in read(text)] == [True, True]


@pytest.mark.parametrize(
    ("language", "panel"), [("en", "Measure not clear from the text"), ("sv", "Oklart mått")]
)
def test_a_panel_of_a_measure_that_is_not_clear_has_a_heading_like_the_others(language, panel):
    row = {"case_id": "a", "year": "", "unit": "percent", "base": None, "low": 48.0, "high": 48.0}
    frame = pd.DataFrame([row | {"numerator": "", "population": "", "clock": ""}])
    assert list(make_panels(frame, language)["panel"]) == [panel]
