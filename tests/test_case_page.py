"""What the report counts, and what it shows apart: reasons no factor covers, other places' organisations, a lacking name."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from analysis import show
from analysis.comparing.compare import list_actors
from analysis.comparing.context import list_bundles, load_context
from analysis.comparing.sensitivity import draw_conclusions, try_conclusions
from analysis.show import eliminations, framework
from analysis.study import open_study
from analysis.tables import load_tables


def read(shown):
    return Markup(shown.html).striptags()


def test_reasons_that_no_factor_covers_are_shown_and_never_counted():
    study = open_study({})
    assert "other_factor" in study.all_codes and "other_factor" not in study.codes
    assert set(study.uncovered["code"]) == {"other_factor"}
    assert "other_factor" not in {*study.codings["code"], *study.matrix["code"]}
    sentences = study.frames["sentences"].set_index("sentence_id")["text"]
    assert all(sentences[one] in read(show.uncovered(study)) for one in study.uncovered["sentence_id"])
    label = study.label("other_factor")
    parts = (
        show.matrix_table,
        show.prevalence_table,
        show.together_table,
        show.stability_table,
        show.methods_list,
    )
    assert not [part.__name__ for part in parts if label in read(part(study))]
    assert label in read(show.codebook_table(study))


def test_the_tables_keep_a_row_for_every_code_and_case():
    cells = load_tables()["case_factors"]
    assert len(cells) == len(cells.drop_duplicates(["case_id", "code"]))
    assert "other_factor" in set(cells["code"])


def test_the_organisations_of_a_cases_own_work_stand_before_those_of_visitors():
    frames = {
        "documents": pd.DataFrame({"doc_id": ["a"], "case_id": ["a"]}),
        "actors": pd.DataFrame(
            [
                ("a", "Vara kommun", "municipality", 0), ("a", "Vara kommun", "municipality", 20),
                ("a", "Hjo kommun", "municipality", 40), ("a", "SKR", "association", 60),
                ("a", "Socialnämnden", "municipal_unit", 30), ("a", "Vuxenenheten", "municipal_unit", 50),
            ],
            columns=["doc_id", "actor", "kind", "start"],
        ),
        "places": pd.DataFrame(
            [("a", "visitor", 0), ("a", "visitor", 20), ("a", "subject", 40)], columns=["doc_id", "role", "start"]
        ),
        "sentences": pd.DataFrame({"doc_id": ["a", "a"], "start": [0, 18]}),
    }  # fmt: skip
    listed = list_actors(frames, ["a"])[["actor", "part", "mentions"]].to_records(index=False).tolist()
    assert listed == [
        ("Hjo kommun", "", 1),
        ("Vuxenenheten", "", 1),
        ("SKR", "", 1),
        ("Vara kommun", "visitor", 2),
        ("Socialnämnden", "visitor", 1),
    ]


def test_a_unit_is_a_visitors_only_when_the_visitor_is_named_last_before_it_in_its_sentence():
    frames = {
        "documents": pd.DataFrame({"doc_id": ["a"], "case_id": ["a"]}),
        "places": pd.DataFrame({"doc_id": ["a", "a"], "role": ["visitor", "subject"], "start": [0, 10]}),
        "sentences": pd.DataFrame({"doc_id": ["a", "a"], "start": [0, 30]}),
    }
    for at, part in ((5, "visitor"), (20, ""), (40, "")):
        actors = pd.DataFrame(
            [("a", "AME", "municipal_unit", at)], columns=["doc_id", "actor", "kind", "start"]
        )
        assert list_actors({**frames, "actors": actors}, ["a"])["part"].tolist() == [part], at


@pytest.mark.parametrize(("language", "mark"), [("en", "(visitor)"), ("sv", "(besökare)")])
def test_a_visitor_is_marked_as_such_on_the_page_of_the_case(language, mark):
    page = read(show.case_template(open_study({"case_id": "gnosjo", "language": language})))
    assert page.index("Gnosjö kommun") < page.index("Falkenbergs kommun " + mark)
    for unit in ("Kommunstyrelsen", "socialnämnden"):
        assert unit not in page.replace(f"{unit} {mark}", "").partition("Results and goals")[0]
    assert "AME, Vuxenenheten, socialförvaltningen" in page and "tolv kommuner" not in page


def test_when_holds_the_times_of_the_work_and_no_visit_no_day_of_publication_and_no_year_of_a_figure():
    when = {}
    for case in ("gnosjo", "jarfalla", "lulea", "norrkoping", "trelleborg"):
        page = read(show.case_template(open_study({"case_id": case})))
        when[case] = page.partition("When")[2].partition("How much")[0]
    assert all("not reported" in when[case] for case in ("gnosjo", "norrkoping"))
    assert "2017 - pågående" in when["lulea"] and "september" not in when["lulea"]
    assert "Under 2015" in when["jarfalla"] and "2018" not in when["jarfalla"]
    assert "I oktober 2017" in when["trelleborg"] and "under 2018" not in when["trelleborg"]
    kinds = read(show.timeline_table(open_study({})))
    assert "visit" in kinds and "year of a figure" in kinds


def test_a_level_that_another_source_gives_in_words_stands_below_the_results_of_its_place():
    words = "says of Norrköping, June 2016–May 2017:"
    assert words in read(show.outcomes_table(open_study({"case_id": "norrkoping"})))
    assert words not in read(show.outcomes_table(open_study({"case_id": "lulea"})))


def test_work_without_a_name_is_shown_by_the_word_that_the_text_uses_for_it():
    page = read(show.case_template(open_study({"case_id": "norrkoping"})))
    assert "no name of its own; the text speaks of jobbspår" in page


def test_an_interval_says_beside_it_that_all_were_counted():
    words = "The intervals are no sampling error"
    assert words in read(show.outcomes_table(open_study({"case_id": "gnosjo"})))
    assert words not in read(show.outcomes_table(open_study({"case_id": "jarfalla"})))


def test_figures_compared_as_printed_give_no_contrast_and_leave_the_order_of_cases_open():
    strict = open_study({"measure": "as_printed"})
    assert "no case has a comparable outcome" in read(show.rulings_table(strict))
    assert "no case is placed before another" in read(show.meta_matrix(strict))
    assert "(2018 and 2017)" not in read(show.outcome_split(strict))


def test_cases_near_one_official_measure_are_compared_with_their_reservations_beside_them():
    study = open_study({"reading": "claimed_only"})
    for part in (show.comparability_table, show.outcome_split):
        shown = read(part(study))
        assert "two years is read as the length of the programme" in shown, part.__name__
        assert "different points of measurement as printed (two years and 3 months)" in shown, part.__name__
    assert "the reservations that stand in the table of pairs above" in read(show.meta_matrix(study))
    for part in (show.methods_list, show.rulings_table):
        assert "the reservations on each pair listed at the top of this page" in read(part(study)), (
            part.__name__
        )
    assert "Järfälla, Luleå" in read(show.outcome_split(study))


def test_what_stands_only_under_the_looser_reading_is_said():
    table = read(show.readings_table(open_study({"reading": "claimed_only"})))
    assert "Only as long as" in table and table.index("Only as long as") < table.rindex("method of agreement")
    nobody = read(
        show.readings_table(open_study({"reading": "claimed_only", "cases": ["gnosjo", "norrkoping"]}))
    )
    assert "No claim hangs on how the figures are read" in nobody


def test_a_figure_for_part_of_a_year_is_left_out_aloud_and_what_it_would_change_is_said():
    study = open_study({"reading": "claimed_only"})
    split = read(show.outcome_split(study))
    assert "Trelleborg: “över 50 %” (2018) is left out" in split and "it would lie above 50 %" in split
    stricter = read(show.outcome_split(open_study({"reading": "claimed_only", "cut": 60})))
    assert "on which side of 60 % it would lie cannot be told" in stricter
    readings = read(show.readings_table(study))
    assert "on another side of the cut: Trelleborg" in readings
    assert "cases with the outcome (Järfälla, Luleå and Trelleborg)" in readings
    without = {"reading": "claimed_only", "cases": ["jarfalla", "lulea"]}
    assert "covers part of a year" not in read(show.outcome_split(open_study(without)))
    assert "No ruling changes" in read(show.readings_table(open_study(without)))


def test_reservations_and_common_assumptions_are_said_once_with_the_methods():
    study = open_study({"reading": "claimed_only"})
    told = read(show.methods_list(study))
    for words in (
        "The figures are read as one measure",
        "the reading claimed against not claimed",
        "nothing that matters lies outside the codes",
    ):
        assert told.count(words) == 1, words
        assert words not in read(show.pairs_table(study)) + read(show.picked_pairs(study)), words


def test_the_eliminations_are_tried_under_each_reading_and_at_other_cuts():
    table = read(show.eliminations_table(open_study({"reading": "claimed_only"})))
    for head in (
        "silence left unknown",
        "silence read as absence",
        "claimed against not claimed",
        "cut 40",
        "cut 60",
    ):
        assert head in table, head
    assert "The eliminations hang on how silence and description are read: 4 of 4" in table
    assert "The eliminations hang on the cut" in table


def test_a_single_case_allows_no_elimination_and_the_same_answer_is_called_the_same():
    study = open_study({"reading": "claimed_only", "cases": ["lulea"]})
    assert "these cases allow no elimination" in read(show.eliminations_table(study))
    none, one, other = (
        {"agreement": {}},
        {"agreement": {"A, B": (("x",), 0)}},
        {"agreement": {"A, B": (("y",), 0)}},
    )
    told = [
        eliminations._tell_hanging(study, "cut", pair).striptags()
        for pair in ([one, one], [one, other], [none, none])
    ]
    assert told[0] == "The eliminations are the same at the other cuts."
    assert (
        told[1].startswith("The eliminations hang on the cut: 1 of 1 gives another answer") and told[2] == ""
    )


def test_all_that_overturns_a_conclusion_is_named():
    study = open_study({})
    table = BeautifulSoup(str(show.stability_table(study).html), "html.parser")
    at = [head.get_text() for head in table.find_all("th")].index("overturned by")
    cells = [row.find_all("td")[at].get_text() for row in table.select("tbody tr")]
    conclusions = draw_conclusions(study.codings, study.cases, list(study.codes))
    themes = {code.id: code.theme for code in study.codes.values()}
    layers, proposals = study.rows("codings"), study.rows("proposals")
    tried = try_conclusions(conclusions, layers, study.cases, themes, proposals)
    assert sorted(cell.count(": ") for cell in cells) == sorted(len(one.overturned_by) for one in tried)
    assert max(len(one.overturned_by) for one in tried) > 4


def test_years_with_a_reform_between_them_are_a_reservation():
    pairs = read(show.comparability_table(open_study({})))
    assert "reforms or other starts in the timeline lie between the years (B, C, D, E)" in pairs
    lines = pairs.split("reservations:")
    assert "reforms or other starts" not in next(one for one in lines if "only one text gives a year" in one)


def test_a_cell_without_a_line_has_its_strongest_sentence(monkeypatch):
    study = open_study({"cases": ["gnosjo"]})
    lines = framework.load_summaries(
        set(study.frames["cases"]["case_id"]),
        study.codebook.codes,
        set(study.frames["sentences"]["sentence_id"]),
        "en",
    )
    kept = {cell: line for cell, line in lines.items() if cell != ("gnosjo", "shared_goal")}
    assert len(kept) < len(lines)
    monkeypatch.setattr(framework, "load_summaries", lambda *_: kept)
    row = read(show.framework_table(study)).split("Shared goal")[1]
    assert "Alla jobbar mot ett gemensamt mål" in row[:400]


def test_a_level_printed_without_a_figure_is_shown_as_printed():
    nation = {lang: read(show.nation_table(open_study({"language": lang}))) for lang in ("en", "sv")}
    assert "2016: about one third;" in nation["en"] and "2016: cirka en tredjedel;" in nation["sv"]


def test_a_reform_outside_the_years_of_the_chart_says_so():
    assert "F (after the period drawn)" in read(show.changes_table(open_study({})))
    lulea = read(show.changes_table(open_study({"cases": ["lulea"]})))
    assert "A (before the period drawn)" in lulea and "B (before" not in lulea


def test_different_measures_are_named_by_code_and_title():
    pairs = read(show.comparability_table(open_study({"cases": ["gnosjo", "jarfalla"]})))
    assert "U40406 “Left a municipal labour-market activity for work” and N00973 “Left" in pairs


def test_levels_from_other_sources_stand_with_their_source_and_only_beside_the_same_measure():
    study = open_study({})
    assert "Arbetsförmedlingen, quoted by SVT and Arbetet" in read(show.nation_table(study))
    outcomes = read(show.outcomes_table(study))
    assert "55 % in 2018 (Luleå municipality)" in outcomes and "57.3 %" not in outcomes


@pytest.mark.parametrize(
    ("language", "mixed"),
    [("en", "named, and also as a plan"), ("sv", "nämns, och även som plan")],
)
def test_a_cell_that_only_a_plan_makes_mixed_is_told_apart_in_every_matrix(language, mixed):
    study = open_study({"language": language})
    cells = study.codings[study.codings["polarity"] != "facilitator"].groupby(["case_id", "code"])["polarity"]
    planned = {cell for cell, found in cells if set(found) == {"planned"}}
    assert ("norrkoping", "employer_engagement") in planned
    assert ("trelleborg", "coordinated_planning") not in planned
    for part in (show.matrix_table, show.framework_table):
        assert part(study).html.count("◐<sup>p</sup>") == len(planned) + 1, part.__name__  # and the legend
    for part in (show.matrix_table, show.framework_table, show.meta_matrix):
        assert mixed in read(part(study)), part.__name__
    case = open_study({"case_id": "trelleborg", "language": language})
    assert read(show.case_factors_table(case)).count(mixed) == sum(one == "trelleborg" for one, _ in planned)
    claims = open_study({"minimum_status": "claimed", "language": language})
    assert mixed not in read(show.matrix_table(claims))


@pytest.mark.parametrize(
    ("language", "mark", "told"),
    [
        ("en", "bundle", "1 of them only as part of a bundle"),
        ("sv", "knippe", "1 av dem bara som del av ett knippe"),
    ],
)
def test_a_study_that_tested_a_bundle_says_so_wherever_it_stands_as_a_test(language, mark, told):
    study = open_study({"language": language})
    prevalence, codes = read(show.prevalence_table(study)), study.codebook.codes.values()
    bundles = list_bundles(load_context()["studies"])
    for key in bundles:
        assert f"{key} ({mark})" in prevalence, key
        assert sum(key in code.tested_by for code in codes) > 1, key
    assert f"IFAU 2018 ({mark})" not in prevalence
    assert read(show.studies_table(study)).count(study.label("personal_coach")) == 1
    assert told in read(show.summary(study))


def test_a_study_that_nobody_looked_up_says_so_where_it_is_named():
    assert "SE/IPS trials (not verified)" in read(show.prevalence_table(open_study({})))


def test_a_case_is_answered_for_with_counts_and_what_is_lacking():
    told = read(show.case_answer(open_study({"case_id": "norrkoping"})))
    assert told.startswith("The text on Norrköping names 6 of 33 factors, 2 of them as reasons for results")
    assert "0 figures on results" in told and "results and goals" in told.partition("nothing was found on")[2]
    whole = read(show.case_answer(open_study({"case_id": "trelleborg", "language": "sv"})))
    assert "ger 3 resultatsiffror" in whole and "hittades inget" not in whole
