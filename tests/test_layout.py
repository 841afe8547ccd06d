"""Layout: which lines are what, and that every non-blank character stands in exactly one segment."""

import csv
import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.finding.layout import BODY, find_segments, reading_text
from analysis.paths import LEXICON, RAW

LONG = "Kommunen har under flera år arbetat med språk och praktik för nyanlända tillsammans med företag och skolor i hela länet."
with (LEXICON / "boilerplate.csv").open(encoding="utf-8", newline="") as lines:
    BOILERPLATE = list(csv.DictReader(lines))


class Page(NamedTuple):
    """A page and the kinds of its segments, in order."""

    name: str
    text: str
    kinds: str


PAGES = [
    Page("title, lead, heading, paragraph", f"Titel\n\nEn ingress.\n\nBakgrund\n\n{LONG}", "title lead heading paragraph"),
    Page("no title when the page begins with a sentence", f"Det går bra.\n\n{LONG}", "paragraph paragraph"),
    Page("a title may end with an exclamation mark", f"Kom och lär!\n\n{LONG}", "title paragraph"),
    Page("list marks of all kinds", "Titel\n\n1. Ett\n2) Två\na) Tre\n• Fyra\n* Fem\n– Sex\n- Sju", "title" + " list_item" * 7),
    Page("a sum is no list item", f"Titel\n\n{LONG}\n\n32.8 procent gick vidare till arbete.", "title lead paragraph"),
    Page("a dash before a saying verb is speech", f"Titel\n\n{LONG}\n\n– Det går bra, säger Eva Ek.", "title lead quote"),
    Page("speech in bold", f"Titel\n\n{LONG}\n\n**– Det går bra, säger Eva Ek.**", "title lead quote"),
    Page("a dash before a whole sentence is speech", f"Titel\n\n{LONG}\n\n– Det går bra.", "title lead quote"),
    Page("dashes in a row below a colon are a list", f"Titel\n\n{LONG}\n\nVi behöver:\n– språk\n– arbete", "title lead paragraph list_item list_item"),
    Page("hyphens in a row are a list", "Titel\n\n- Språk.\n- Arbete.", "title list_item list_item"),
    Page("a town glued to its date and hour", f"Kalix2018-02-09 06:00\n\nTitel\n\n{LONG}", "metadata title paragraph"),
    Page("the words behind pictures and links", f"Länk till startsidan\n\nLogotyp för mål nummer 8\n\nTitel\n\n{LONG}", "boilerplate boilerplate title paragraph"),
    Page("a date stamp", f"Publicerad 2 december 2019\n\nTitel\n\n{LONG}", "metadata title paragraph"),
    Page("a day and an hour", f"Titel\n\n{LONG}\n\n27 april 2018 19:00\n\n{LONG}", "title lead metadata paragraph"),
    Page("an update without colon", f"Titel\n\n{LONG}\n\nSenast uppdaterad 2018-03-08", "title paragraph metadata"),
    Page("stamps of other shapes", f"Titel\n\n8 mars, 2018\n\ntis 8 mar 2018\n\n08/03/2018\n\nDatum: 2018-03-08\n\n{LONG}", "title metadata metadata metadata metadata paragraph"),
    Page("keys and values on lines of their own", f"Titel\n\n{LONG}\n\nTidsperiod\n2017 - pågående\nÄmne\nIntegration", "title paragraph metadata metadata"),
    Page("a key and a value on one line", f"Titel\n\n{LONG}\n\nTidsperiod: 2017", "title paragraph metadata"),
    Page("a key without value is no metadata", f"Titel\n\n{LONG}\n\nTidsperiod", "title lead heading"),
    Page("a contact block goes on to the end", "Titel\n\nKontaktpersoner\n\nEva Ek\nEnhetschef\n███████████", "title" + " boilerplate" * 4),
    Page("a contact block ends at prose", f"Titel\n\nKontakta oss\n\nEva Ek\n\nResultat\n\n{LONG}", "title boilerplate boilerplate heading paragraph"),
    Page("a captcha", f"Titel\n\n{LONG}\n\nVerifiering * (obligatorisk)\nVi kontrollerar att du är en människa och inte en robot.", "title paragraph boilerplate boilerplate"),
    Page("menus stand above the title", f"Hem\nNyheter\nLyssna\n\nTitel om arbete\n\n{LONG}", "boilerplate boilerplate boilerplate title paragraph"),
    Page("a row of menu words above the title", f"Meny Sök Mitt konto\n\nTitel\n\n{LONG}", "boilerplate title paragraph"),
    Page("the publisher above the title", f"SÄFFLE KOMMUN\n\nTitel\n\n{LONG}", "heading title paragraph"),
    Page("a page's number above the title", f"ÅRSREDOVISNING 2018 · sid 47\n\nTitel\n\n{LONG}", "heading title paragraph"),
    Page("a municipality that nothing follows is the title", f"Säffle kommun\n\n{LONG}", "title paragraph"),
    Page("a sentence with a day in a contact block is text", f"Titel\n\n{LONG}\n\nVill du veta mer?\n\nDen 21 april håller Burlöv en träff om metoden.\n\nKontakt\n\nEva Ek", "title lead boilerplate paragraph boilerplate boilerplate"),
    Page("what a player and a shop say", f"Titel\n\n{LONG}\n\nLyssna (2:14 min)\n\nLjud: 3 min 40 sek\n\nBli prenumerant för 99 kr första månaden.", "title paragraph boilerplate boilerplate boilerplate"),
    Page("links and buttons", f"Titel\n\n{LONG}\n\nLäs mer här!\n\nDela på Facebook\n\nScroll to Top", "title paragraph boilerplate boilerplate boilerplate"),
    Page("what stands around an article", f"Lyssna Kontrast Meny\n\nTitel om arbete\n\n1:52 min\n\n{LONG}\n\nArtikeln fortsätter efter annonsen\n\n{LONG}\n\nFacebook\nTwitter\n\nKommentarer (3)\n\nTaggar: arbete, språk\n\nHjälpte informationen dig? Ja Nej", "boilerplate title boilerplate lead boilerplate paragraph" + " boilerplate" * 5),
    Page("words of a menu may be a list's", f"Titel\n\n{LONG}\n\nVi lär ut:\n• språk\n• svenska\n• 20 minuter rörelse", "title lead paragraph list_item list_item list_item"),
    Page("numbered lines above text of their own are headings", f"Titel\n\n{LONG}\n\n1. Om kursen\n\n{LONG}\n\n2. Hur gick det?\n\n{LONG}", "title lead heading paragraph heading paragraph"),
    Page("numbered lines next to each other are a list", f"Titel\n\n{LONG}\n\n1. Språk\n2. Praktik\n\n{LONG}", "title lead list_item list_item paragraph"),
    Page("a numbered sentence is an item", f"Titel\n\n{LONG}\n\n1. Läraren följer med ut.\n\n{LONG}", "title lead list_item paragraph"),
    Page("headings with marks of Markdown", f"# Titel\n\n{LONG}\n\n## Hur gick det?\n\n{LONG}\n\n#sfi #praktik", "title lead heading paragraph boilerplate"),
    Page("rows of a table are no headings", f"Titel\n\n{LONG}\n\nSlutade till\tAntal\nJobb\t21\nKurs\t12", "title lead paragraph paragraph paragraph"),
    Page("rows without tabs", f"Titel\n\n{LONG}\n\nAnmälda: 40\nKvinnor: 22 personer\n\nEtapp 2", "title lead paragraph paragraph heading"),
    Page("a newspaper's menu", f"Dalpilen\nMeny\nLogga in\nMora\nSport\nKultur\nFyra av tio fick jobb\n\n{LONG}", "boilerplate " * 6 + "title paragraph"),
    Page("a title of one word below a menu", f"Meny\nSök\nStart\nLyssna\n\nSpråkbron\n\nVad är det här?\n\n{LONG}", "boilerplate boilerplate boilerplate boilerplate title heading paragraph"),
    Page("a line broken in mid-sentence", f"Titel\n\n{LONG[:60]}\n{LONG[60:].strip()}\n\nOch så vidare i sammanhanget.", "title lead paragraph"),
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_lines_of_a_page_are_of_these_kinds(page):
    assert [segment.kind for segment in find_segments(page.text)] == page.kinds.split()


def test_a_wrapped_paragraph_is_one_segment_whose_span_covers_its_lines():
    page = "Titel\n\nKommunen har under flera år arbetat med språk och\npraktik för nyanlända.\n\nSlut."
    segment = find_segments(page)[1]
    assert page[segment.start : segment.end].count("\n") == 1
    assert segment.text == page[segment.start : segment.end].replace("\n", " ")


def test_marks_of_emphasis_round_a_line_are_not_read():
    for line, read in [("**– Ja.**", "  – Ja.  "), ("Namn ____", "Namn ____")]:
        assert reading_text(line, find_segments(line)) == read


def test_a_narrow_column_is_joined_where_the_next_word_had_no_room():
    lines = [
        "Det har varit ett arbete som få trodde på, säger Eva",
        "Ek, chef för enheten i staden. Varje månad möts",
        "samtliga tre.",
    ]
    page = "Titel\n\n" + "\n".join(lines)
    assert len(find_segments(page)) == 2
    lines[1] = "Ek, chef för enheten i stadens hamn nu"
    assert len(find_segments("Titel\n\n" + "\n".join(lines))) > 2


def test_a_paragraph_set_to_a_width_is_joined_even_before_a_capital():
    lines = [
        "Projektet startades under våren av kommunen med hjälp av",
        "Arbetsförmedlingen och flera av de företag som finns i",
        "Gnosjö, och har sedan dess vuxit.",
    ]
    page = "Titel\n\n" + "\n".join(lines)
    assert [segment.text for segment in find_segments(page)] == ["Titel", " ".join(lines)]


def test_an_enumeration_goes_on_in_the_next_line_before_a_capital():
    rest = "Försäkringskassan möts varje vecka."
    assert len(find_segments(f"Titel\n\nLuleå kommun, Arbetsförmedlingen,\n{rest}")) == 2
    assert len(find_segments(f"Titel\n\nKommunens nya integrationsenhet,\n{rest}")) == 3


def test_short_lines_in_one_block_are_not_joined():
    page = "Titel\n\nEva Ek\nEnhetschef\nKommunen"
    assert len(find_segments(page)) == 4


def test_a_name_right_above_masked_contact_data_is_a_by_line():
    text = f"Rubrik\n\nHon ler.\n\nSofia Bengtzén\n{'█' * 20}\n\nSofia Bengtzén\n\nHon går hem."
    kinds = [segment.kind for segment in find_segments(text) if segment.text == "Sofia Bengtzén"]
    assert kinds == ["boilerplate", "heading"]


def test_items_know_their_number_and_segments_the_heading_above():
    page = f"Titel\n\n{LONG}\n\nFaktorer\n\n1. Språk\n10. Arbete\nb) Bostad\n\nResultat\n\n{LONG}"
    found = [(s.kind, s.number, s.section) for s in find_segments(page)[2:]]
    assert found == [
        ("heading", "", ""),
        ("list_item", "1", "Faktorer"),
        ("list_item", "10", "Faktorer"),
        ("list_item", "b", "Faktorer"),
        ("heading", "", "Faktorer"),
        ("paragraph", "", "Resultat"),
    ]


def test_the_marks_of_a_heading_are_no_part_of_the_sections_name():
    page = f"Titel\n\n{LONG}\n\n## Resultat\n\n{LONG}\n\n3. Hinder på vägen\n\n{LONG}"
    assert [s.section for s in find_segments(page) if s.kind == "paragraph"] == [
        "Resultat",
        "Hinder på vägen",
    ]


def test_the_reading_text_blanks_what_is_no_prose_and_breaks_no_paragraph():
    page = "Titel\n\nKommunen har under\u00a0flera år arbetat med språk\noch praktik.\n\nDela på Facebook"
    read = reading_text(page, find_segments(page))
    assert read == page.replace("\u00a0", " ").replace("språk\noch", "språk och").replace(
        "Dela på Facebook", " " * 16
    )


@pytest.mark.parametrize("row", BOILERPLATE, ids=[row["hit"] for row in BOILERPLATE])
def test_every_pattern_of_boilerplate_fits_its_line_and_not_its_false_friend(row):
    pattern = re.compile(row["pattern"], re.IGNORECASE)
    assert row["why"] and row["scope"] in ("line", "section", "opening")
    assert pattern.fullmatch(row["hit"])
    assert not pattern.fullmatch(row["miss"])
    above = f"Titel\n\n{LONG}\n\n" if row["scope"] != "opening" else ""
    below = "" if above else "Titel\n\n"
    kinds = {
        text: {s.text: s.kind for s in find_segments(f"{above}{text}\n\n{below}{LONG}")}
        for text in (row["hit"], row["miss"])
    }
    assert kinds[row["hit"]][row["hit"]] == "boilerplate"
    assert kinds[row["miss"]][row["miss"]] != "boilerplate"


PIECES = [
    "Titel", "– Det går bra, säger Eva Ek.", "- språk", "1. Samverkan", "Kontaktpersoner", "Tidsperiod", "2017 - pågående", "Läs mer här!",
    "\n", "\n\n", " ", "\t", "\u00a0", "█████", LONG, "Publicerad 2 december 2019", "a", "–", "•", "1.", "\u2028", "\x0c", "\x1c", "\u200b", "😀", "é", ":",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=25).map("".join)


@given(texts)
def test_every_character_that_is_no_blank_stands_in_exactly_one_segment(text):
    covered = [0] * len(text)
    for segment in find_segments(text):
        for place in range(segment.start, segment.end):
            covered[place] += 1
    assert all(count == 1 or (count == 0 and text[place].isspace()) for place, count in enumerate(covered))


@given(texts)
def test_spans_hold_and_the_reading_text_keeps_every_offset(text):
    segments = find_segments(text)
    for segment in segments:
        assert text[segment.start : segment.end].split() == segment.text.split()
    read = reading_text(text, segments)
    assert len(read) == len(text)
    for segment in segments:
        inside = read[segment.start : segment.end]
        assert "\n" not in inside
        assert inside.split() == (text[segment.start : segment.end].split() if segment.kind in BODY else [])


@pytest.mark.parametrize("path", sorted(RAW.glob("*.txt")), ids=lambda path: path.stem)
def test_each_of_the_five_texts_has_a_title_and_prose(path):
    kinds = [segment.kind for segment in find_segments(path.read_text(encoding="utf-8-sig"))]
    assert kinds.count("title") == 1
    assert kinds.count("paragraph") > 3
