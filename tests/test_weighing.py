"""What all words of a sentence say for and against a code: added, left to a person, or left alone."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding import code_words, weighing
from analysis.coding.code_words import MARK, Words, list_stems, weigh_words
from analysis.coding.codebook import load_codebook
from analysis.coding.coded import POLARITIES, Coding, Unit
from analysis.coding.rules import find_codings, read_units
from analysis.coding.weighing import (
    RULE,
    TURNED,
    score_beside,
    weigh_codings,
    weigh_polarity,
    weigh_sentence,
)
from analysis.text import Span

BOOK = load_codebook()
ROWS = {
    "": "100,coach:10 housing:20 ~barrier:10 ~facilitator:20",
    "lots…": "9,coach:8 ~facilitator:9",
    "lotsar…": "4,coach:4 ~facilitator:4",
    "tåg…": "50,",
    "nekade…": "12,~barrier:12",
}


@pytest.fixture
def counts(monkeypatch):
    """A table of three stems in place of the project's own."""
    monkeypatch.setattr(code_words, "_rows", lambda: ROWS)
    own = code_words
    cached = (own._weigh_word, own._weigh_stem, own._counts, own._columns, own.shares)
    for one in cached:
        one.cache_clear()
    yield ROWS
    for one in cached:
        one.cache_clear()


def _weigh(text, kind="paragraph", book=BOOK, **about):
    units = [Unit(Span(0, len(text), text), kind, 0, None, **about)]
    readings = read_units(units, book)
    return weigh_codings(units, find_codings(units, readings, book), readings, book)


def _only(*codes):
    return dataclasses.replace(BOOK, codes={code: BOOK.codes[code] for code in codes})


def _log_odds(coded, sentences, share):
    return math.log((coded + code_words._SHRINK * share) / ((sentences + code_words._SHRINK) * share))


def test_stems_speak_for_and_against_a_code_by_the_root_of_their_number(counts):
    words = weigh_words("Lotsar finns.")
    coach, housing = 0.1 + 1e-4, 0.2 + 1e-4
    root = math.sqrt(1 + 2)  # the two known stems of "lotsar"
    assert words.speak_for == pytest.approx([(_log_odds(8, 9, coach) + _log_odds(4, 4, coach)) / root, 0])
    assert words.speak_against == pytest.approx(
        [0, (_log_odds(0, 9, housing) + _log_odds(0, 4, housing)) / root]
    )
    assert words.scores[0] > 0 > words.scores[1]


def test_a_word_counts_once_and_unknown_words_say_nothing(counts):
    assert weigh_words("lotsar, lotsar och lotsar") == weigh_words("Lotsar") == weigh_words("LOTSAR xyz")
    assert weigh_words("xyz") == Words([0, 0], [0, 0], [0, 0], [0, 0, 0, 0])
    assert max(weigh_words("tåg").scores) < 0  # common elsewhere: against every code


@given(st.lists(st.lists(st.floats(-9, 9), min_size=2, max_size=2), max_size=6))
def test_a_sentence_has_the_higher_score_of_its_neighbours(scores):
    beside = score_beside(scores)
    assert len(beside) == len(scores)
    for at, row in enumerate(beside):
        around = [scores[other] for other in (at - 1, at + 1) if 0 <= other < len(scores)] or [scores[at]]
        assert row == [max(column) for column in zip(*around, strict=True)]


def test_what_stands_beside_raises_the_odds():
    text = "Deltagarna har praktik."
    units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    (reading,) = read_units(units, BOOK)
    found, words = find_codings(units, [reading], BOOK), weigh_words(text)
    low, high = ([score] * len(words.scores) for score in (-3.0, 3.0))
    below, above = (
        weigh_sentence(reading, found, words, near, BOOK)["work_placement"] for near in (low, high)
    )
    assert above > below


def test_words_turn_a_polarity_where_they_speak_for_another(counts):
    helps, nothing = weigh_words("Lotsar finns."), weigh_words("xyz")
    denies = weigh_words("De nekades.")
    assert denies.polarities[POLARITIES.index("barrier")] > 0 > helps.polarities[1]
    found = Coding(0, 3, "xyz", 0, "coach", "described", "facilitator", RULE, "", "")
    assert [weigh_polarity(found, words) for words in (helps, nothing, denies)] == [
        "facilitator",
        "facilitator",
        "barrier",
    ]


def test_what_turned_a_polarity_is_named(monkeypatch):
    monkeypatch.setattr(weighing, "weigh_polarity", lambda *_: "barrier")
    text = "Deltagarna har praktik."
    (found,) = _weigh(text, book=_only("work_placement"))
    named = found.scope.removeprefix(TURNED).split("; ")
    assert (found.polarity, found.scope.startswith(TURNED)) == ("barrier", True)
    assert set(named) <= code_words.list_word_stems(text)


def test_codes_that_the_table_does_not_know_are_left_to_their_cues(counts):
    text = "Deltagarna har praktik."
    units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    readings = read_units(units, BOOK)
    found = find_codings(units, readings, BOOK)
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


@pytest.mark.parametrize("text", ["Anna Berg Lund " * 400, "Anna Berg 12 " * 400, "Habo Vara " * 600])
def test_a_long_row_of_names_and_figures_says_nothing(text):
    assert _weigh(text.strip()) == []


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
    units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    before = [c for c in find_codings(units, read_units(units, BOOK), BOOK) if c.unsure]
    monkeypatch.setattr(weighing, "weigh_sentence", lambda *_: {c.code: 1.0 for c in before})
    assert before
    assert {c.code for c in _weigh(text) if not c.unsure} >= {c.code for c in before}


def test_cues_raise_the_odds_and_a_single_word_less_than_several_words_would():
    text = "Deltagarna har praktik."
    units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    (reading,) = read_units(units, BOOK)
    found = find_codings(units, [reading], BOOK)
    words = weigh_words(text)
    with_cue = weigh_sentence(reading, found, words, words.scores, BOOK)["work_placement"]
    without = weigh_sentence(reading, [], words, words.scores, BOOK).get("work_placement", -math.inf)
    assert with_cue > without


def test_the_table_agrees_with_itself_and_with_the_codebook():
    shares = code_words.shares()
    assert set(shares) <= set(BOOK.factors)
    for stem in code_words._rows():
        sentences, codes = code_words._counts(stem)
        assert all(0 < coded <= sentences for coded in codes.values()), stem
        assert set(codes) <= {*shares, *(MARK + name for name in POLARITIES)}, stem
    own = "for against found one_word one_weak more_weak length rival beside count keep polarity told".split()
    own += ["told without a cue", "lack cue", *POLARITIES[1:]]
    assert set(weighing._numbers()) == {*own, *(f"start {code}" for code in shares)}


def test_a_long_line_is_read_as_far_as_prose_goes():
    assert weigh_words("lotsar " * 5 + "x " * 1_000_000).scores


@pytest.mark.parametrize(
    ("text", "code", "polarity"),
    [
        (
            "Under våren 2022 startade en yrkesutbildning till vårdbiträde som kombineras med sfi.",
            "tailored_education",
            "facilitator",
        ),
        (
            "I vår startar en yrkesutbildning till vårdbiträde som kombineras med sfi.",
            "tailored_education",
            "planned",
        ),
        (
            "Kommunstyrelsen beslutade i juni 2017 att avsätta 1,8 miljoner kronor för att fler ska nå jobb.",
            "political_priority",
            "facilitator",
        ),
        (
            "Kommunstyrelsen planerar att avsätta 1,8 miljoner kronor till nästa år.",
            "political_priority",
            "planned",
        ),
        (
            "Till hösten planeras ett spår mot livsmedelsindustrin tillsammans med Orkla och Skånska Bageriet.",
            "employer_engagement",
            "planned",
        ),
        (
            "I höst drogs ett nytt spår i gång tillsammans med Orkla och Skånska Bageriet.",
            "employer_engagement",
            "facilitator",
        ),
    ],
)
def test_what_is_decided_or_has_begun_is_no_plan_and_a_plan_stays_one(text, code, polarity):
    assert {coding.code: coding.polarity for coding in _weigh(text)}[code] == polarity


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Det saknas yrkesutbildningar som är anpassade för personer med kort skolbakgrund.", "barrier"),
        ("Tröskeln är låg, entrén gemensam och bakom den finns sju verksamheter.", "facilitator"),
    ],
)
def test_words_do_not_turn_a_lack_told_right_beside_the_factor(text, polarity):
    assert [one.polarity for one in _weigh(text)] == [polarity]


@pytest.mark.parametrize(
    ("text", "code", "polarity"),
    [
        (
            "Under tiden glömde jag mycket svenska, säger Selam, som i dag arbetar som undersköterska.",
            "language_training",
            "barrier",
        ),
        ("Det är brist på bostäder.", "housing", "barrier"),
        ("Det saknas praktikplatser.", "work_placement", "barrier"),
        ("Praktiken är inte för alla.", "work_placement", "facilitator"),
    ],
)
def test_a_lack_that_a_cue_names_stays_one_whatever_words_stand_beside(monkeypatch, text, code, polarity):
    monkeypatch.setattr(weighing, "weigh_polarity", lambda coding, _: coding.polarity)
    assert {coding.code: coding.polarity for coding in _weigh(text)}[code] == "barrier"
    monkeypatch.setattr(weighing, "weigh_polarity", lambda *_: "facilitator")
    assert {coding.code: coding.polarity for coding in _weigh(text)}[code] == polarity
