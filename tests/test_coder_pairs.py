"""Agreement as it is shown: disagreements first, measures with intervals or the reason there are none."""

from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis import show
from analysis.coding.anchors import describe_anchor
from analysis.coding.codebook import load_codebook
from analysis.coding.decision_file import Decision, load_decisions
from analysis.comparing import agreement
from analysis.comparing.coder_pairs import pair_coders
from analysis.documents import read_document
from analysis.extract import extract_folder
from analysis.paths import RAW
from analysis.study import Study
from analysis.tables import load_tables, write_tables

FIXTURE = Path(__file__).parent / "fixtures" / "second_coder.csv"


@pytest.fixture(scope="module")
def book():
    return load_codebook()


def open_tables(folder, book, decisions):
    write_tables(extract_folder(RAW, codebook=book, decisions=decisions), folder)
    return load_tables(folder)


@pytest.fixture(scope="module")
def frames(tmp_path_factory, book):
    return open_tables(tmp_path_factory.mktemp("plain"), book, ())


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory, frames, book):
    """The tables with two persons' decisions on everything that the rules propose in two documents."""
    decided = load_decisions(FIXTURE, book)
    for coder in ("first", "second"):
        decided += reject_the_rest(frames, {(d.text, d.code) for d in decided if d.coder == coder}, coder)
    return open_tables(tmp_path_factory.mktemp("two"), book, decided)


def reject_the_rest(frames, known, coder):
    proposed = pd.concat([frames["codings"], frames["proposals"]])[["doc_id", "sentence_id", "code"]]
    rows = proposed.drop_duplicates().merge(frames["sentences"], on=["doc_id", "sentence_id"])
    for row in rows[rows["doc_id"].isin(["lulea", "trelleborg"])].to_dict("records"):
        if (row["text"], row["code"]) not in known:
            anchor = describe_anchor(read_document(RAW / f"{row['doc_id']}.txt").text, row)
            yield Decision(
                coder, "2026-01-31", row["doc_id"], **anchor, action="reject", code=row["code"],
                status="", polarity="", new_code="", reason="",
            )  # fmt: skip


def make_study(frames, book, language="en"):
    return Study(frames, book, list(frames["cases"]["case_id"]), list(book.themes), language=language)


def test_two_persons_are_measured_on_sentences_and_on_cases(reviewed, book):
    two = pair_coders(reviewed, book.codes, ("first", "second"))
    sentences = two.measures().set_index("code")
    assert 0 < sentences.loc["all codes", "alpha"] < 1
    assert len(two.disagreements()) == sentences.loc["all codes", "disagreed"] > 0
    assert set(two.measures("case")["documents"]) == {2}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_disagreements_stand_before_the_numbers_and_names_are_hidden(reviewed, book, language):
    page = str(show.agreement_table(make_study(reviewed, book, language), ("first", "second")).html)
    assert page.index(
        "Where first and second differ" if language == "en" else "Där first och second skiljer sig"
    ) < page.index("Krippendorff")
    assert page.count("<table") == page.count("<caption") + page.count(
        "<details"
    )  # rows of full agreement are folded
    assert page.count("<caption") == 3
    assert "undefined" in page or "odefinierat" in page
    assert not [name for name in reviewed["people"]["name"] if name in page]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "fewer than 10 documents"), ("sv", "färre än 10 dokument")]
)
def test_that_no_row_has_an_interval_is_said_once(monkeypatch, reviewed, book, language, words):
    study = make_study(reviewed, book, language)
    page = show.agreement_table(study, ("first", "second")).html
    assert page.striptags().count(words) == 1
    monkeypatch.setattr(agreement, "FEWEST", 2)
    assert words not in show.agreement_table(study, ("first", "second")).html


def test_a_disagreement_stands_with_the_name_of_its_case(reviewed, book):
    study = make_study(reviewed, book)
    page = BeautifulSoup(str(show.agreement_table(study, ("first", "second")).html), "html.parser")
    named = {row.td.get_text() for row in page.table.select("tbody tr")}
    assert named and named <= set(study.case_labels.values())


def test_a_coder_without_decisions_gives_a_sentence_not_a_table(frames, book):
    study = make_study(frames, book)
    shown = show.agreement_table(study, ("rules", "project"))
    assert repr(shown) == "project has decided nothing yet: there is no agreement to compute."
    assert repr(show.agreement_table(study)) == "Nobody has decided these codings."


def test_what_a_person_has_not_seen_is_missing_and_not_a_no(tmp_path, book):
    decisions = [one for one in load_decisions(FIXTURE, book) if one.coder == "first"]
    laid = open_tables(tmp_path, book, decisions)
    pair = pair_coders(laid, book.codes, ("rules", "first"))
    rated = [rating for rating in pair.ratings["sentence"] if rating.coder == "first"]
    assert len(rated) == len(decisions)  # both documents still hold codings that this coder never decided
    assert {rating.label for rating in rated} == {"yes", "no"}
