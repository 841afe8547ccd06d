"""The summary, the rival explanations and the appendices say what the tables hold, in both languages."""

import csv
import re

import pytest
from bs4 import BeautifulSoup

from analysis import show
from analysis.comparing.context import load_context
from analysis.errors import AnalysisError
from analysis.paths import LEXICON, NOTEBOOKS
from analysis.show.rivals import list_rivals
from analysis.study import open_study

PARTS = [show.codebook_table, show.sources_table, show.srqr_table, show.indicators_table, show.glossary_table]


def read(shown):
    return BeautifulSoup(str(shown.html), "html.parser")


@pytest.fixture(scope="module")
def studies():
    return {language: open_study({"language": language}) for language in ("en", "sv")}


def test_the_summary_says_the_same_in_the_reports_own_and_in_the_other_language(studies):
    for language, other in (("en", "sv"), ("sv", "en")):
        both = show.summary(studies[language]), show.summary_in_other_language(studies[language])
        sections = [read(one).section for one in both]
        assert [section["lang"] for section in sections] == [language, other]
        numbers = [
            [
                data["value"]
                for data in section.find_all("data")
                if data["value"].replace(".", "").isdigit()  # what a study found is words
            ]
            for section in sections
        ]
        assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "rest on the words of"), ("sv", "bygger på ord från")]
)
def test_whose_words_the_factors_rest_on_is_said_with_the_limits_and_not_again(studies, language, words):
    study = studies[language]
    assert words in read(show.limits(study)).get_text()
    assert words not in read(show.summary(study)).get_text()


@pytest.mark.parametrize("language", ["en", "sv"])
def test_what_a_factor_means_is_told_over_the_matrix_in_the_language_of_the_report(studies, language):
    study = studies[language]
    name = "definition_sv" if language == "sv" else "definition"
    told = [head["title"] for head in read(show.matrix_table(study)).select("th[title]")]
    assert told == [getattr(code, name) for code in study.codes.values()]


def test_a_case_beside_a_factor_leads_to_a_sentence_in_its_own_text(studies):
    links = read(show.summary(studies["sv"])).select("a.source")
    labels = {label: case for case, label in studies["sv"].case_labels.items()}
    assert links
    for link in links:
        assert link["href"].startswith(f"../reports/source_{labels[link.get_text()]}.html#")


def test_the_summary_says_what_is_left_without_the_codings_called_hard(studies):
    study = studies["en"]
    assert "Without the codings that the coder itself called hard" in read(show.summary(study)).get_text()
    sure = study.frames["codings"].assign(reason="")
    easy = open_study({}, {**study.frames, "codings": sure})
    assert "called hard" not in read(show.summary(easy)).get_text()
    assert "without hard codings" not in read(show.stability_table(easy)).get_text()


def test_credit_in_a_text_without_a_figure_on_results_is_told_apart_on_the_first_page_and_the_cases_own(
    studies,
):
    words = "gives no figure on results"
    assert f"The text of Norrköping {words}" in read(show.summary(studies["en"])).get_text()
    for case, told in (("norrkoping", True), ("lulea", False)):
        page = read(show.case_factors_table(open_study({"case_id": case}))).get_text()
        assert (words in page) is told


def test_the_summary_follows_the_chosen_cases():
    text = read(show.summary(open_study({"cases": ["gnosjo", "lulea"]}))).get_text()
    assert "in 2 cases (Gnosjö and Luleå)" in text and "Järfälla" not in text


def test_the_reviewers_decisions_add_up(studies):
    _, _, kept, changed, rejected, added, learned, counted = (
        int(data["value"]) for data in read(show.review_counts(studies["en"])).find_all("data")
    )
    decided = studies["en"].frames["codings"].query("coder != 'rules'")
    assert kept + changed + rejected + added == len(decided) and learned <= added
    assert kept + changed + added == counted


@pytest.mark.parametrize(
    "row", [row for row in list_rivals().values() if row["pattern"]], ids=lambda row: row["rival"]
)
def test_the_pattern_of_a_rival_explanation_hits_its_example_and_not_its_near_miss(row):
    assert re.search(row["pattern"], row["hit"], re.IGNORECASE)
    assert not re.search(row["pattern"], row["miss"], re.IGNORECASE)


def test_each_rival_explanation_of_the_notebook_is_answered_in_both_languages(studies):
    source = (NOTEBOOKS / "06_rival_explanations.ipynb").read_text(encoding="utf-8")
    rivals = re.findall(r'rival_evidence\(study, \\"(\w+)\\"\)', source)
    assert set(list_rivals()) < set(rivals)
    for rival in rivals:
        for study in studies.values():
            assert read(show.rival_evidence(study, rival)).get_text(strip=True)


def test_a_quote_on_a_rival_explanation_leads_to_its_own_sentence(studies):
    items = read(show.rival_evidence(studies["en"], "labour_market")).find_all("li")
    assert items
    for item in items:
        assert item.cite.a["href"].endswith(f"#{item.q['data-from']}")


def test_an_unknown_rival_explanation_is_refused_with_the_known_ones(studies):
    with pytest.raises(AnalysisError, match="'weather' is not listed: use one of labour_market, "):
        show.rival_evidence(studies["en"], "weather")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_an_appendix_has_as_many_rows_in_swedish_as_in_english_and_other_words(studies, part):
    tables = {language: read(part(study)) for language, study in studies.items()}
    rows = {language: len(table.select("tbody tr")) for language, table in tables.items()}
    assert rows["sv"] == rows["en"] > 0
    assert tables["sv"].get_text() != tables["en"].get_text()


def test_the_codebook_shows_every_code_with_a_hit_and_a_near_miss(studies):
    text = read(show.codebook_table(studies["en"])).get_text()
    codes = studies["en"].codes.values()
    assert all(code.definition in text and code.examples[0] in text for code in codes)
    assert all(code.near_misses[0] in text for code in codes)


def test_the_sources_carry_their_hashes(studies):
    hashes = [code.get_text() for code in read(show.sources_table(studies["sv"])).select("code.hash")]
    assert hashes == list(studies["sv"].frames["documents"]["sha256"])


def test_the_checklist_has_its_21_items_and_each_names_a_notebook_or_says_what_is_missing():
    items = load_context()["srqr"]
    assert list(items["number"]) == [f"S{number}" for number in range(1, 22)]
    for item in items.to_dict("records"):
        assert item["met"] in ("yes", "partly", "no")
        assert item["note"] if item["met"] != "yes" else item["where"]
        assert not item["where"] or (NOTEBOOKS / f"{item['where']}.ipynb").exists()


@pytest.mark.parametrize("name", ["srqr", "glossary", "changes", "studies", "indicators"])
def test_reference_words_stand_in_swedish_where_they_stand_in_english(name):
    frame = load_context()[name]
    for twin in [
        column
        for column in frame
        if column.endswith("_sv") and column not in ("title_sv", "title_language_sv")
    ]:
        assert frame[twin].eq("").eq(frame[twin[:-3]].eq("")).all(), twin


def test_rivals_csv_names_codes_of_the_codebook(studies):
    with (LEXICON / "rivals.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert row["why"]
            assert set(row["codes"].split()) <= set(studies["en"].codes)
