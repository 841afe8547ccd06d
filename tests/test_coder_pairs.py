"""Agreement as it is shown: disagreements first, measures with intervals or the reason there are none."""

from pathlib import Path

import pytest

from analysis import show
from analysis.coding.codebook import load_codebook
from analysis.coding.decisions import load_decisions
from analysis.comparing.coder_pairs import pair_coders
from analysis.comparing.ratings import list_decided
from analysis.extract import extract_folder
from analysis.paths import RAW
from analysis.study import Study
from analysis.tables import load_tables, write_tables

FIXTURE = Path(__file__).parent / "fixtures" / "second_coder.csv"


@pytest.fixture(scope="module")
def book():
    return load_codebook()


def open_tables(folder, book, decisions):
    write_tables(extract_folder(RAW, codebook=book, decisions=decisions).tables, folder)
    return load_tables(folder)


@pytest.fixture(scope="module")
def frames(tmp_path_factory, book):
    return open_tables(tmp_path_factory.mktemp("plain"), book, ())


@pytest.fixture(scope="module")
def two(frames, book):
    codings, left = list_decided(load_decisions(FIXTURE, book), frames["sentences"], frames["documents"])
    assert left == []
    seen = {coder: {"lulea", "trelleborg"} for coder in ("first", "second")}
    return pair_coders(frames, book.codes, ("first", "second"), codings=codings, seen=seen)


def make_study(frames, book, language="en"):
    return Study(frames, book, list(frames["cases"]["case_id"]), list(book.themes), language=language)


def test_two_persons_are_measured_on_sentences_and_on_cases(two):
    sentences = two.measures().set_index("code")
    assert 0 < sentences.loc["all codes", "alpha"] < 1
    assert len(two.disagreements()) == sentences.loc["all codes", "disagreed"] > 0
    assert set(two.measures("case")["documents"]) == {2}


@pytest.mark.parametrize("language", ["en", "sv"])
def test_disagreements_stand_before_the_numbers_and_names_are_hidden(frames, book, two, language):
    page = str(show.agreement_table(make_study(frames, book, language), pair=two).html)
    assert page.index(
        "Where first and second differ" if language == "en" else "Där first och second skiljer sig"
    ) < page.index("Krippendorff")
    assert page.count("<table") == 3
    assert "undefined" in page or "odefinierat" in page
    assert not [name for name in frames["people"]["name"] if name in page]


def test_a_coder_without_decisions_gives_a_sentence_not_a_table(frames, book):
    study = make_study(frames, book)
    for shown in (show.agreement_table(study), show.disagreements_table(study)):
        assert repr(shown) == "project has decided nothing yet: there is no agreement to compute."


def test_what_a_person_has_not_seen_is_missing_and_not_a_no(tmp_path, book):
    decisions = [one for one in load_decisions(FIXTURE, book) if one.coder == "first"]
    laid = open_tables(tmp_path, book, decisions)
    pair = pair_coders(laid, book.codes, ("rules", "first"))
    rated = [rating for rating in pair.ratings["sentence"] if rating.coder == "first"]
    assert len(rated) == len(decisions)  # both documents still hold codings that this coder never decided
    assert {rating.label for rating in rated} == {"yes", "no"}
