"""Sentences: where they end and where they do not."""

import csv
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.finding.sentences import find_sentences
from analysis.paths import LEXICON

with (LEXICON / "abbreviations.csv").open(encoding="utf-8", newline="") as lines:
    ABBREVIATIONS = list(csv.DictReader(lines))

# A bar stands where one sentence ends and the next begins.
EXAMPLES = {
    "decimals": "Sedan 32.8 % fick arbete. |Det är 1.200 personer.",
    "days of the month": "Den 3. mars kom de. |Den 15. oktober for de.",
    "dates in figures": "Mötet var 2018.03.08 i salen. |Det gick bra.",
    "clock times": "Vi ses kl. 14.30. |Sedan går vi.",
    "initials": "Det säger A. B. Holm och E. Ek. |Sedan kom L.M. Berg.",
    "marks in a quotation": "Han sa: ”Det går bra.” |Sedan gick han.",
    "a quotation before lower case": "”Går det bra?” undrar hon. |Ja.",
    "a missing blank": "Nu är det klart.|Nästa steg väntar.",
    "an address": "Läs på www.Kommunen.se om arbetet. |Välkommen.",
    "questions and exclamations": "Vad hände? |Allt! |Och sedan?! |Inget.",
    "an ellipsis before lower case": "Det var … inte lätt. |Men det gick.",
    "an ellipsis at the end": "Så var det med den saken… |Nu är det bättre.",
    "dots as an ellipsis": "Så ... och sedan. |Slut.",
    "a closing bracket": "Det gick bra (mycket bra.) |Alla var nöjda.",
    "a dash after the mark": "Det går bra. – |Vi är nöjda.",
    "blanks that do not break": "Det är 1\u00a0200 kr.\u00a0|Det är bra.",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_sentences_end_here_and_only_here(name):
    text = EXAMPLES[name]
    wanted = [part.strip(" \u00a0").removesuffix(" –") for part in text.split("|")]
    assert [span.text for span in find_sentences(text.replace("|", ""))] == wanted


@pytest.mark.parametrize("row", ABBREVIATIONS, ids=[row["abbreviation"] for row in ABBREVIATIONS])
def test_an_abbreviation_ends_no_sentence_in_its_example(row):
    assert row["abbreviation"] in row["example"] and row["why"]
    text = f"Vi träffade {row['example']} och fortsatte sedan."
    assert [span.text for span in find_sentences(text)] == [text]


@pytest.mark.parametrize("row", ABBREVIATIONS, ids=[row["abbreviation"] for row in ABBREVIATIONS])
def test_before_a_capital_a_sentence_ends_with_an_abbreviation_only_where_its_line_says_so(row):
    text = f"Vi träffade andra {row['abbreviation']} Kommunen är nöjd."
    assert len(find_sentences(text)) == (2 if row["ends"] == "yes" else 1)


@pytest.mark.parametrize("mark", ["1. ", "12) ", "a) ", "• ", "* ", "– ", "- ", "  • "])
def test_the_mark_of_a_list_item_or_of_speech_is_no_part_of_the_sentence(mark):
    text = f"{mark}Samverkan är viktig. Det vet alla."
    assert [span.text for span in find_sentences(text)] == ["Samverkan är viktig.", "Det vet alla."]


@pytest.mark.parametrize("text", ["32.8 % fick arbete.", "1.200 personer kom.", "14.30 börjar mötet."])
def test_a_number_at_the_beginning_of_a_line_is_not_taken_for_a_list_mark(text):
    assert [span.text for span in find_sentences(text)] == [text]


def test_a_line_end_ends_a_sentence_so_headings_stand_alone():
    text = "Bakgrund\n\nDet går bra. Alla är nöjda\n– Ja, säger Eva Ek"
    assert [span.text for span in find_sentences(text)] == [
        "Bakgrund",
        "Det går bra.",
        "Alla är nöjda",
        "Ja, säger Eva Ek",
    ]


def test_a_text_without_words_has_no_sentence_that_is_blank():
    assert find_sentences("") == find_sentences(" \n\t\n") == []


@given(st.text(alphabet='abÅÄ. .!?…"”»’)(–-•1.)\n\u00a0:;,xs', max_size=150))
def test_sentences_come_in_order_overlap_nowhere_and_hold_all_letters(text):
    spans = find_sentences(text)
    assert all(text[span.start : span.end] == span.text == span.text.strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all("\n" not in span.text for span in spans)
    inside = {place for span in spans for place in range(span.start, span.end)}
    lost = [character for place, character in enumerate(text) if character in "ÅÄ" and place not in inside]
    assert lost == []


def test_what_has_no_end_is_cut_at_a_blank_and_loses_no_word():
    text = "samverkan med " * 500
    pieces = find_sentences(text)
    assert all(len(piece.text) <= 2000 for piece in pieces)
    assert " ".join(piece.text for piece in pieces) == text.strip()
    assert [piece.text for piece in find_sentences("a" * 4500)] == ["a" * 2000, "a" * 2000, "a" * 500]


def test_blanks_after_an_opening_dash_belong_to_no_sentence() -> None:
    text = "Hur gick det? –" + " " * 3000 + "Det gick bra."
    assert [span.text for span in find_sentences(text)] == ["Hur gick det?", "Det gick bra."]
