"""The ledger: what is marked becomes a claim with its evidence; a claim is true or told to be false."""

import csv
import json

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims import conclusion, count, derived, quote, total, value
from analysis.comparing.wording import list_sentences, name_sentence
from analysis.plurals import list_forms
from analysis.reporting.claim_check import Sources, find_numbers, judge_claim
from analysis.reporting.ledger import Claim, plain_text, record_claims, write_ledger
from analysis.show.base import fill, swedish, table
from analysis.tables import load_tables

CELL = '<div class="cell {}" data-cell="03_all/cell-05">{}</div>'


@pytest.fixture(scope="module")
def sources():
    from analysis.paths import RAW

    return Sources(load_tables(), RAW, "role", "en")


def record(html, kind="code_cell", charts=None):
    soup = BeautifulSoup(CELL.format(kind, html), "html.parser")
    return record_claims(soup, charts or {}), soup


def test_marked_elements_get_an_anchor_and_their_marks_move_to_the_ledger():
    claims, soup = record(count(["gnosjo-c001", "gnosjo-c002"], "codings"))
    assert claims == [
        Claim("claim-1", "count", "2", "2", "codings", ("gnosjo-c001", "gnosjo-c002"), "", "03_all/cell-05")
    ]
    assert str(soup.data) == '<data id="claim-1" value="2">2</data>'


def test_a_number_in_a_claim_within_a_conclusion_is_a_claim_of_its_own():
    claims, _ = record(conclusion(fill("{n} of {all}", n=3, all=5), ["gnosjo-c001"]))
    assert [(one.kind, one.text) for one in claims] == [
        ("conclusion", "3 of 5"),
        ("derived", "3"),
        ("derived", "5"),
    ]


def test_numbers_of_prose_and_of_labels_are_marked_and_others_are_not():
    claims, soup = record("<p>Since 1994, in F1 and U40406: 2,5 %.</p>", "text_cell")
    assert [(one.text, one.table, one.key) for one in claims] == [
        ("1994", "notebook", "03_all/cell-05"),
        ("2,5", "notebook", "03_all/cell-05"),
    ]
    assert plain_text(soup.get_text()) == "Since 1994, in F1 and U40406: 2,5 %."
    claims, _ = record("<th>95 % interval</th><td>94 % interval</td>")
    assert [(one.text, one.table) for one in claims] == [("95", "labels")]


def test_a_chart_is_a_claim_with_its_picture_and_data():
    chart = '<img alt="A" src="data:image/png;base64,AAAA"/>'
    claims, _ = record(chart, charts={"03_all/cell-05": [("x,y\n1,2\n", ["gnosjo-c001"])]})
    assert (claims[0].kind, claims[0].table, claims[0].evidence) == ("chart", "x,y\n1,2\n", ("gnosjo-c001",))
    assert len(claims[0].value) == 64


@given(st.integers(0, 10**7), st.sampled_from(["", " %"]))
def test_a_number_in_a_table_is_always_claimed(number, after):
    claims, _ = record(str(table({"n": [number], "text": [fill("{n}" + after, n=number)]}).html))
    assert [one.value for one in claims] == [str(number)] * 2


def test_the_ledger_is_written_the_same_twice_and_is_no_formula(tmp_path):
    frames = {"cases": pd.DataFrame({"case_id": ["a"]})}
    claims = {"index.html": [Claim("claim-1", "derived", "+3", "3", evidence=("a", "b"))]}
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_ledger(tmp_path / name, frames, {"index.html": {}}, claims)
    assert (tmp_path / "one/ledger.json").read_bytes() == (tmp_path / "two/ledger.json").read_bytes()
    assert json.loads((tmp_path / "one/ledger.json").read_text())["pages"] == {"index.html": {"claims": 1}}
    with (tmp_path / "one/ledger.csv").open(encoding="utf-8-sig", newline="") as lines:
        row = next(csv.DictReader(lines))
    assert row["link"] == "index.html#claim-1" and row["text"] == "'+3" and row["evidence"] == "a b"


def judge(marked, sources):
    claims, _ = record(str(marked))
    return judge_claim(claims[0], sources)


def test_true_claims_hold(sources):
    words = sources.rows["documents"]
    number = sum(int(row["words"]) for row in words.values())
    assert judge(total(number, words, "documents", "words"), sources) == ""
    assert judge(value("documents", "gnosjo", "words", words["gnosjo"]["words"]), sources) == ""
    assert judge(derived(0.8749, "0,87"), sources) == ""
    assert judge(derived(0.662, "66\u00a0%"), sources) == ""
    sentence = sources.rows["sentences"]["gnosjo-s003"]["text"]
    assert judge(quote("gnosjo-s003", sources.names.hide(sentence, "gnosjo")), sources) == ""


FALSE = {
    "a sum": (total(1, ["gnosjo", "lulea"], "documents", "words"), "is not the sum of documents.words"),
    "a cell": (value("documents", "gnosjo", "words", 1), "is not what documents.words of gnosjo holds"),
    "a cell of no column": (value("documents", "gnosjo", "pages", 1), "a cell of documents.pages that is not there"),
    "a row of no table": (count(["gnosjo-c999"], "codings"), "rests on 'gnosjo-c999', which no table has"),
    "a row of another table": (count(["gnosjo-s001"], "codings"), "is no row of codings"),
    "a rounded number": (derived(0.8749, "0.88"), "is printed for '0.8749'"),
    "words that are not there": (swedish("Detta står inte där", "gnosjo"), "does not stand so in gnosjo"),
    "a conclusion's words": (conclusion("contrast: all 5 cases have the same outcome", ["gnosjo"], "no_contrast"), "has not the words"),
    "a conclusion on nothing": (conclusion("no contrast: all 5 cases have the same outcome", (), "no_contrast"), "without naming what it rests on"),
    "a conclusion that nobody wrote": (conclusion("Coaching works.", ["gnosjo"]), "is in no list of sentences"),
    "a cell of the notes": (value("changes", "changes:2", "date", "2015-12"), "is not what changes.date of changes:2 holds"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FALSE)
def test_a_false_claim_is_told(sources, fault):
    marked, message = FALSE[fault]
    assert message in judge(marked, sources)


def test_a_count_of_the_same_row_twice_is_told(sources):
    assert "is not the number of its rows" in judge(count(["gnosjo-c001"] * 2, "codings"), sources)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_sentence_of_the_comparison_is_known_by_its_own_words(language):
    for key, words in list_sentences().items():
        for text in list_forms(words[language]):
            if len(text) > 20:
                found = name_sentence(text, language)
                assert list_sentences()[found][language] == words[language], key


@given(st.floats(0, 10**6, allow_nan=False), st.booleans())
def test_numbers_are_found_in_either_way_of_writing(number, comma):
    text = f"{number:.2f}"
    assert find_numbers(f"about {text.replace('.', ',') if comma else text} %") == [text]
