"""Questions to many cases: counts by group, search and samples, on tables in parts."""

import re

import pandas as pd
import pytest

from analysis import show
from analysis.batches import extract_in_parts
from analysis.coding.codebook import load_codebook
from analysis.coding.decision_file import DEFAULT, load_decisions
from analysis.comparing.many_cases import (
    count_by_group,
    group_cases,
    make_word_pattern,
    sample_codings,
    search_sentences,
)
from analysis.errors import AnalysisError
from analysis.parts import TablesInParts, open_tables
from analysis.paths import PROCESSED, RAW, ROOT
from analysis.study import open_study
from analysis.tables import load_tables

CODEBOOK = load_codebook()


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    out = tmp_path_factory.mktemp("many") / "tables"
    extract_in_parts(RAW, out, size=2)
    return open_tables(out)


def test_the_groups_of_cases_come_from_the_texts(tables):
    assert group_cases(tables)["lulea"] == "Norrbottens län"
    assert group_cases(tables, "municipality")["gnosjo"] == "Gnosjö"
    assert set(group_cases(tables, "language").values()) == {"sv"}
    assert len(group_cases(tables, "published")["jarfalla"]) == 4
    with pytest.raises(AnalysisError, match="use one of municipality, county"):
        group_cases(tables, "colour")


def test_every_theme_and_group_is_counted_as_the_matrix_says(tables):
    groups = {"lulea": "north", "gnosjo": "south", "trelleborg": "south"}
    counts = count_by_group(tables, CODEBOOK, groups)
    assert [tuple(pair) for pair in counts[["theme", "group"]].to_numpy()] == [
        (theme, group) for theme in CODEBOOK.themes for group in ("", "north", "south")
    ]
    cells = tables["case_factors"]
    for row in counts.to_dict("records"):
        cases = [case for case in tables["cases"]["case_id"] if groups.get(case, "") == row["group"]]
        codes = [c.id for c in CODEBOOK.factors.values() if row["theme"] == c.theme]
        mine = cells[cells["case_id"].isin(cases) & cells["code"].isin(codes)]
        by_case = [set(mine[mine["case_id"] == case]["cell"]) for case in cases]
        assert row["cases"] == len(cases)
        assert row["named"] == sum(bool(one & {"claimed", "described", "mixed"}) for one in by_case)
        assert row["claimed"] == sum("claimed" in one for one in by_case)
        assert row["silent"] == sum(one == {"silent"} for one in by_case)
        assert row["contested"] == len(cases) - row["named"] - row["silent"]


def test_a_search_finds_words_whatever_their_case_and_not_parts_of_words(tables):
    found, count = search_sentences(tables, "ÖVERENSKOMMEL*", limit=1)
    assert len(found) <= 1
    sentences = tables["sentences"]
    for words in ("samverk*", "*praktik*", "ett nära samarbete", "*förmedling* och", "i"):
        expected = [row["sentence_id"] for row in sentences.to_dict("records") if matches(words, row["text"])]
        found, count = search_sentences(tables, words, limit=1000)
        assert (list(found["sentence_id"]), count) == (expected, len(expected))
        assert expected
    assert search_sentences(tables, "samverk")[1] == 0


def matches(words, text):
    """A search without patterns: each word of the text against each word sought."""
    tokens = "".join(one if one.isalnum() else " " for one in text.lower()).split()
    sought = words.split()
    return any(
        all(
            token.startswith(one.rstrip("*").lstrip("*"))
            if one.endswith("*") and not one.startswith("*")
            else token.endswith(one.lstrip("*"))
            if one.startswith("*") and not one.endswith("*")
            else one.strip("*") in token
            if one.startswith("*")
            else one == token
            for one, token in zip(sought, tokens[at : at + len(sought)], strict=True)
        )
        for at in range(len(tokens) - len(sought) + 1)
    )


def test_words_of_a_search_are_words_and_never_patterns():
    assert r"a\.b" in make_word_pattern("a.b")
    with pytest.raises(AnalysisError, match="no word: write one or more"):
        make_word_pattern(" * ")


def test_a_sample_is_drawn_by_its_seed_alone_and_a_larger_one_holds_it(tables, tmp_path):
    small, large = sample_codings(tables, 5, seed=3), sample_codings(tables, 9, seed=3)
    assert list(large["coding_id"][:5]) == list(small["coding_id"])
    assert list(sample_codings(tables, 5, seed=4)["coding_id"]) != list(small["coding_id"])
    extract_in_parts(RAW, tmp_path / "other", size=1)
    assert list(sample_codings(open_tables(tmp_path / "other"), 5, seed=3)["coding_id"]) == list(
        small["coding_id"]
    )
    for row in large.to_dict("records"):
        assert row["text"].split()[0] in row["sentence"]


def test_the_example_of_the_guide_runs(tables):
    example = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "scaling.md").read_text("utf-8"), re.DOTALL)
    names = {}
    exec(example[1].replace('"parts"', repr(str(tables.folder))), names)
    assert names["study"].cases == ["lulea"]
    assert len(names["found"]) == min(20, names["number"])


def test_every_coding_has_the_same_chance_to_be_drawn(tables):
    drawn = [one for seed in range(60) for one in sample_codings(tables, 10, seed)["coding_id"]]
    counts = [drawn.count(one) for one in tables["codings"][tables["codings"]["counted"]]["coding_id"]]
    mean = sum(counts) / len(counts)
    spread = sum((count - mean) ** 2 for count in counts) / len(counts)
    assert 0.6 * mean < spread < 1.4 * mean  # as of independent draws


@pytest.mark.parametrize("language", ["en", "sv"])
def test_what_is_shown_hides_names(tables, language):
    name = tables["people"]["name"][0]
    first, last = name.split()[0], name.split()[-1]
    given = {"tables": str(tables.folder), "words": f"{first} {last}", "sample": 3, "language": language}
    study = open_study(given)
    shown = show.search(study)
    assert search_sentences(tables, f"{first} {last}")[1] > 0
    assert name not in shown.html.partition("</p>")[2]
    assert "<td" in show.sample(study).html
    assert "Norrbottens län (1)" in show.by_group(study).html


def test_a_study_of_one_case_opens_on_tables_in_parts(tables):
    study = open_study({"case_id": "lulea"}, open_tables(tables.folder, "lulea"))
    assert study.cases == ["lulea"]
    assert set(study.codings["case_id"]) == {"lulea"}
    assert len(study.matrix) == len(CODEBOOK.factors)


def test_a_small_folder_is_asked_like_one_in_parts():
    whole, asked = load_tables(), TablesInParts(PROCESSED)
    for name, frame in whole.items():
        pd.testing.assert_frame_equal(asked[name], frame, check_dtype=False)


def test_the_notebook_on_many_cases_opens_parts_by_a_parameter(tmp_path):
    parts = tmp_path / "parts"
    extract_in_parts(RAW, parts, decisions=load_decisions(DEFAULT, CODEBOOK))
    study = open_study({"tables": str(parts), "words": "samverk*", "sample": 3})
    assert "samverk*" in str(show.search(study).html)
    assert str(show.by_group(study).html) == str(show.by_group(open_study({})).html)
    with pytest.raises(AnalysisError, match="group: 'colour' is not known; use one of municipality, county"):
        open_study({"tables": str(parts), "group": "colour"})
    with pytest.raises(AnalysisError, match="run analysis extract"):
        open_study({"tables": str(tmp_path)})
