"""What a study shows when cases are added that are unlike the five: two texts for one case, or no factor in a text."""

import pandas as pd
import pytest
from markupsafe import Markup

from analysis import show
from analysis.coding.codebook import load_codebook
from analysis.comparing.compare import pick_evidence
from analysis.extract import extract_folder
from analysis.study import open_study
from analysis.tables import load_tables, write_tables

PAGE = """Fler i arbete i {place}

{place} kommun samverkar med Arbetsförmedlingen i en styrgrupp.

– Vi har haft ett nära samarbete med företag, säger Eva Ek, enhetschef på {place} kommun.
"""
SILENT = "Vattnet testas\n\nVattnet vid badplatserna har provtagits. Alla prover var godkända.\n"
TABLE = "Så gick det\n\nVad\t2021\t2022\nAvslutade till arbete\t11\t22\nAvbrott\t14\t17\n\nAv 40 gick 12 till arbete.\n"
TEXTS = {"ett": PAGE.format(place="Mora"), "två": PAGE.format(place="Mora"), "bad": SILENT, "rad": TABLE}
REGISTER = "file,case_id,title,publisher,url,retrieved,sha256,note\nett.txt,mora,,,,,,\ntvå.txt,mora,,,,,,\nbad.txt,bad,,,,,,\nrad.txt,rad,,,,,,\n"


@pytest.fixture(scope="module")
def frames(tmp_path_factory):
    raw, out = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("tables")
    for name, text in TEXTS.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    (raw / "sources.csv").write_text(REGISTER, encoding="utf-8")
    write_tables(extract_folder(raw, codebook=load_codebook()), out)
    return load_tables(out)


def read(shown):
    return Markup(shown.html).striptags()


def test_sentences_of_a_case_with_two_texts_name_their_text_and_a_person_in_both_stands_once(frames):
    study = open_study({"case_id": "mora"}, frames)
    factors = read(show.case_factors_table(study))
    assert "ett 2" in factors and "två 2" in factors
    people = show.people_table(open_study({"case_id": "mora", "names": "full"}, frames))
    assert people.html.count("Eva Ek") == 1
    assert '<data value="2" data-how="sum" data-table="people.mentions"' in people.html


def test_a_bare_number_of_a_pasted_table_stands_with_the_name_of_its_row(frames):
    words = read(show.outcomes_table(open_study({"case_id": "rad", "cases": ["rad"]}, frames)))
    assert "Avslutade till arbete: 11" in words and "Avbrott: 17" in words
    assert ": 12" not in words  # in a sentence the words beside it tell


@pytest.mark.parametrize(("language", "words"), [("en", "names none of the factors"), ("sv", "ingen av fak")])
def test_a_text_without_factors_people_or_organisations_says_so(frames, language, words):
    study = open_study({"case_id": "bad", "language": language}, frames)
    for part in (show.case_factors_table, show.evidence):
        assert words in read(part(study))
    for part in (show.people_table, show.actors_table):
        assert read(part(study)).startswith("Nobody " if part is show.people_table else "No ") == (
            language == "en"
        )
        assert "<table" not in part(study).html


@pytest.mark.parametrize(("cases", "kind"), [(7, "matrix"), (8, "matrix many")])
def test_the_heads_of_a_wide_matrix_stand_upright(tmp_path, cases, kind):
    (tmp_path / "raw").mkdir()
    for number in range(cases):
        (tmp_path / "raw" / f"fall_{number}.txt").write_text(SILENT, encoding="utf-8")
    write_tables(extract_folder(tmp_path / "raw", codebook=load_codebook()), tmp_path / "tables")
    matrix = show.matrix_table(open_study({}, load_tables(tmp_path / "tables"))).html
    assert f'<table class="{kind}">' in matrix


def test_among_equals_the_words_of_a_cue_stand_before_a_sentence_weighed_as_a_whole():
    told = {"code": "mentor", "case_id": "a", "polarity": "facilitator", "status": "claimed", "voice": "text"}
    codings = pd.DataFrame(
        [
            {**told, "coding_id": "c1", "sentence_id": "s1", "start": 0, "text": "Hon fick en anställning."},
            {**told, "coding_id": "c2", "sentence_id": "s2", "start": 33, "text": "praktik"},
        ]
    )
    sentences = pd.DataFrame(
        {
            "sentence_id": ["s1", "s2"],
            "text": ["Hon fick en anställning.", "Han gör praktik."],
            "start": [0, 25],
        }
    )
    assert list(pick_evidence(codings, sentences, 1)["coding_id"]) == ["c2"]
    spoken = codings.assign(voice=["official", "text"])
    assert list(pick_evidence(spoken, sentences, 1)["coding_id"]) == ["c1"]
