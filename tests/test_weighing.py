"""What all words of a sentence say for and against a code: added, left to a person, or left alone."""

import dataclasses
import math

import pytest

from analysis.coding import weighing
from analysis.coding.codebook import load_codebook
from analysis.coding.coded import Unit
from analysis.coding.rules import find_codings, read_units
from analysis.coding.weighing import RULE, list_stems, score_words, weigh_codings, weigh_sentence
from analysis.text import Span

BOOK = load_codebook()
ROWS = {"": "100,coach:10 housing:20", "lots…": "9,coach:8", "lotsar…": "4,coach:4", "tåg…": "50,"}


@pytest.fixture
def counts(monkeypatch):
    """A table of three stems in place of the project's own."""
    monkeypatch.setattr(weighing, "_rows", lambda: ROWS)
    cached = (weighing._weigh_word, weighing._counts, weighing._shares, weighing._beginnings)
    for one in cached:
        one.cache_clear()
    yield ROWS
    for one in cached:
        one.cache_clear()


def _weigh(text, kind="paragraph", book=BOOK, **about):
    units = [Unit(Span(0, len(text), text), kind, 0, None, **about)]
    readings = read_units(units, book)
    return weigh_codings(units, find_codings(units, book, readings), readings, book)


def _only(*codes):
    return dataclasses.replace(BOOK, codes={code: BOOK.codes[code] for code in codes})


def test_the_score_is_the_log_odds_of_the_code_and_of_each_known_stem(counts):
    coach, housing = score_words("Lotsar finns.")
    share = 0.1 + 1e-4
    by_hand = [
        math.log(share / (1 - share)),
        math.log((8 + 20 * share) / ((9 + 20) * share)),
        math.log((4 + 20 * share) / ((4 + 20) * share)),
    ]
    assert coach == pytest.approx(sum(by_hand))
    assert coach > housing


def test_a_word_counts_once_and_unknown_words_say_nothing(counts):
    assert score_words("lotsar, lotsar och lotsar") == score_words("Lotsar") == score_words("LOTSAR xyz")
    assert score_words("tåg") < score_words("xyz")  # common elsewhere: against every code


def test_codes_that_the_table_does_not_know_are_left_to_their_cues(counts):
    text = "Deltagarna har praktik."
    units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    readings = read_units(units, BOOK)
    found = find_codings(units, BOOK, readings)
    assert found and weigh_codings(units, found, readings, BOOK) == found


def test_a_renamed_code_keeps_its_counts():
    coach = dataclasses.replace(BOOK.codes["personal_coach"], id="guide", formerly=("personal_coach",))
    renamed = dataclasses.replace(BOOK, codes={"guide": coach})
    text = "En egen coach följer deltagaren hela vägen."
    assert list_stems(text, "guide", renamed) == list_stems(text, "personal_coach", BOOK) != []
    assert list_stems(text, "personal_coach", renamed) == []


def test_a_likely_code_is_counted_without_a_cue_and_stands_for_the_whole_sentence(monkeypatch):
    text = "Den ena går bredvid den andra hela vägen."
    monkeypatch.setattr(
        weighing, "weigh_sentence", lambda *_: {"tailored_education": 1.0, "work_placement": -0.5}
    )
    (added,) = _weigh(text, book=_only("tailored_education", "work_placement"))
    assert (added.rule, added.code, added.text, added.unsure) == (RULE, "tailored_education", text, "")
    assert (added.start, added.end, added.status, added.polarity) == (
        0,
        len(text),
        "described",
        "facilitator",
    )


def test_an_added_code_takes_polarity_and_claim_from_its_sentence(monkeypatch):
    monkeypatch.setattr(weighing, "weigh_sentence", lambda *_: {"tailored_education": 1.0})
    (planned,) = _weigh("Nästa år ska den ena gå bredvid den andra.", book=_only("tailored_education"))
    (claimed,) = _weigh(
        "Det gick tack vare att den ena går bredvid den andra.", book=_only("tailored_education")
    )
    assert (planned.polarity, claimed.status, claimed.scope) == ("planned", "claimed", "tack vare")


@pytest.mark.parametrize(
    ("text", "kind", "about"),
    [
        ("Går handledaren bredvid deltagaren?", "paragraph", {}),
        ("Handledaren går bredvid deltagaren", "title", {}),
        ("Läs mer om handledaren som går bredvid", "paragraph", {}),
        ("Handledaren går bredvid deltagaren.", "paragraph", {"elsewhere": True}),
    ],
)
def test_no_code_is_added_where_none_could_be_counted(monkeypatch, text, kind, about):
    monkeypatch.setattr(weighing, "weigh_sentence", lambda *_: {"tailored_education": 5.0})
    assert [coding for coding in _weigh(text, kind, **about) if coding.rule == RULE] == []


def test_of_a_code_that_is_as_often_lacking_a_person_decides(monkeypatch):
    monkeypatch.setattr(weighing, "weigh_sentence", lambda *_: {"staff_continuity": 5.0})
    (added,) = _weigh("Den ena går bredvid den andra.", book=_only("staff_continuity"))
    (ended,) = _weigh("Att den ena går bredvid den andra har upphört.", book=_only("staff_continuity"))
    assert added.unsure == "no cue tells whether it is there or lacking"
    assert (ended.unsure, ended.polarity) == ("", "discontinued")


def test_a_hope_is_added_for_a_person_to_decide(monkeypatch):
    monkeypatch.setattr(weighing, "weigh_sentence", lambda *_: {"tailored_education": 5.0})
    (added,) = _weigh("De är rädda att den ena går bredvid den andra.", book=_only("tailored_education"))
    assert added.unsure == "a hope or a fear: rädda att"


def test_a_hit_that_the_words_make_unlikely_is_left_to_a_person(monkeypatch):
    monkeypatch.setattr(weighing, "weigh_sentence", lambda *_: {"work_placement": -2.0})
    (left,) = _weigh("Deltagarna har praktik.", book=_only("work_placement"))
    assert left.unsure == "the sentence's other words make it unlikely: 0.12"
    assert left.rule == "strong_cue"


def test_a_lone_weak_cue_is_counted_when_the_words_bear_it_out(monkeypatch):
    text = "Det avgörande var näringslivet."
    before = [
        c for c in find_codings([Unit(Span(0, len(text), text), "paragraph", 0, None)], BOOK) if c.unsure
    ]
    monkeypatch.setattr(weighing, "weigh_sentence", lambda *_: {c.code: 1.0 for c in before})
    assert before
    assert {c.code for c in _weigh(text) if not c.unsure} >= {c.code for c in before}


def test_cues_raise_the_odds_and_a_single_word_less_than_several_words_would():
    text = "Deltagarna har praktik."
    units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    (reading,) = read_units(units, BOOK)
    found = find_codings(units, BOOK)
    with_cue = weigh_sentence(reading, found, BOOK)["work_placement"]
    without = weigh_sentence(reading, [], BOOK).get("work_placement", -math.inf)
    assert with_cue > without


def test_the_table_agrees_with_itself_and_with_the_codebook():
    shares = weighing._shares()
    assert set(shares) <= set(BOOK.factors)
    for stem in weighing._rows():
        sentences, codes = weighing._counts(stem)
        assert all(0 < coded <= sentences for coded in codes.values()), stem
        assert set(codes) <= set(shares), stem
    assert set(weighing._numbers()) == set(
        "start words found one_word one_weak more_weak length rival count keep".split()
    )


def test_a_long_line_is_read_as_far_as_prose_goes():
    assert score_words("lotsar " * 5 + "x " * 1_000_000)
