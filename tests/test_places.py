"""What counts as a Swedish municipality or county in a text, and which of them the text is about."""

import csv
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.finding import place_mentions
from analysis.finding.places import find_places, find_subjects
from analysis.paths import LEXICON, RAW

MUNICIPALITIES_PER_COUNTY = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip

# (text, the places in it as printed)
FORMS_OF_A_NAME = [
    ("Järfällas arbete", ["Järfällas"]),
    ("Alingsås kommun och Borås Stad", ["Alingsås kommun", "Borås Stad"]),
    ("Göteborgs stad, Haparanda stad", ["Göteborgs stad", "Haparanda stad"]),
    ("Luleå kommuns arbetsmarknadsförvaltning", ["Luleå kommuns"]),
    ("Falu kommun och Falun", ["Falu kommun", "Falun"]),
    ("På Region Gotland", ["Region Gotland"]),
    ("NYHETER FRÅN ARVIKA", ["ARVIKA"]),
    ("Västerbottens Län och Skåne", ["Västerbottens Län", "Skåne"]),
    ("Jönköpings Län", ["Jönköpings Län"]),
    ("Gnosjö\u00a0kommun", ["Gnosjö\u00a0kommun"]),
]
NESTED_NAMES = [
    ("Upplands Väsby och Upplands-Bro", ["Upplands Väsby", "Upplands-Bro"]),
    ("Malung-Sälens kommun", ["Malung-Sälens kommun"]),
    ("Dals-Ed och Lilla Edets kommun", ["Dals-Ed", "Lilla Edets kommun"]),
    ("Östra Göinge", ["Östra Göinge"]),
    ("Stockholms län och Stockholm", ["Stockholms län", "Stockholm"]),
    ("Halmstad i Hallands län", ["Halmstad", "Hallands län"]),
    ("Högskolan Väst, Trollhättan", ["Trollhättan"]),
    ("Länsstyrelsen i Hallands län, ABF Halland och alla i Halland", ["Halland"]),
    ("projektet Skåne Welcomes You i Skåne", ["Skåne"]),
    ("Nordstiftelsen i Kalmar län, Leader Bygden Boden", []),
    ("LUND. Här öppnar huset.", ["LUND"]),
    ("TIERP Kommunen samlar alla.", ["TIERP"]),
    ("Kil Det går trögt.", ["Kil"]),
    ("Förbundet Norra Dalarna i norra Skåne", ["Skåne"]),
    ("Lund satsar på lotsar i Habo, Mullsjö och Jönköping", ["Lund", "Habo", "Mullsjö", "Jönköping"]),
    ("företag i Borås-trakten", ["Borås"]),
    ("chef arbetsförmedlingen Luleå/Boden", ["Luleå", "Boden"]),
    ("sträckan Luleå-Boden", ["Luleå", "Boden"]),
]
NO_PLACES = [
    "Lundström på Malmöbo talar om Borlängemodellen, en typisk Gnosjöanda",
    "enligt Luleå-modellen, Göteborgs-Posten och hela Stor-Stockholm",
    "Anna Berg, Erik Lund, A. Norberg och läraren Lena Falkenberg",
    "Nora Ek och Mark Olsson träffar Kinda. Vilhelmina, 34, från Syrien, säger Dorotea.",
    "Vara med i projektet! Berg och dal. Mark är dyrt. Kil i dörren. Boden är stängd.",
    "Att Vara Ny I Sverige",
    "NYHETER OM MARK",
    "Läs mer på www.kommunen.se/Luleå",
    "Region Skåne, Västra Götalandsregionen och Region Jönköpings Län",  # actors
    "Johan Vara, Erik Habo och Karin Boden mötte värden Ale Hodzic",
    "Finsam Burlöv-Staffanstorp, Högskolan Kristianstad, Stockholms universitet och Samordningsförbundet i Kalmar län",
    "LÄNSSTYRELSEN I KALMAR LÄN\nhalva Göteborg är här",
    "Lotsning Skåne Nordost och Företagarna Kalix",
    "Länsstyrelsen i Värmland och P4 Västerbotten",
    "Länsstyrelsen Östergötland och Samordningsförbundet Kungälv/Ale",
    "sympatisörer till Falun Gong och en butik i Trelleborgsgatan",
]
NAMES_WITH_A_CUE = [
    ("Bergs kommun, Vara kommun och Marks kommun", ["Bergs kommun", "Vara kommun", "Marks kommun"]),
    ("ett första samtal i Sala, i kommunhusets stora sal", ["Sala"]),
    ("Sala, Heby och Avesta", ["Sala", "Heby", "Avesta"]),
    ("Boden, Luleå och Piteå samarbetar", ["Boden", "Luleå", "Piteå"]),
    ("Arbetsförmedlingen Lund", ["Lund"]),
    ("Det fick Kils kommunråd höra. Hur Kil ska göra är inte klart.", ["Kils", "Kil"]),
    ("Nora kommun växer. Det märks att Nora satsar.", ["Nora kommun", "Nora"]),
    ("Nora kommun växer. Det märks att Nora satsar, tror Nora Ek.", ["Nora kommun"]),
    ("Lunds kommun och Anna Lund. Lund säger nej.", ["Lunds kommun"]),
    ("läraren vid Lunds folkhögskola", ["Lunds"]),
    ("Mark Olsson i Marks kommun. Det tror Mark.", ["Marks kommun"]),
]
# (text, {place: role})
ROLES = [
    ("Luleå kommun har lyckats.", {"Luleå": "subject"}),
    ("I Arvika fick 47 personer jobb.", {"Arvika": "subject"}),
    ("Sala, Heby och Avesta driver projektet.", {"Sala": "subject", "Heby": "subject", "Avesta": "subject"}),
    ("Åmål har samma personal. I Dals-Ed, däremot, byttes den ut.", {"Åmål": "subject", "Dals-Ed": "other"}),
    ("Jämfört med elever i Sala går det bra i Heby.", {"Sala": "other", "Heby": "subject"}),
    ("I Sala, som har en jämförbar skola, är det tyst. Bra går det i Heby.", {"Sala": "other", "Heby": "subject"}),
    ("I Eda är det så. I Sunne, dit en grupp gäster från Eda reste, är det så.", {"Eda": "subject", "Sunne": "other"}),
    ("En domare vid Linköpings tingsrätt", {"Linköping": "other"}),
    ("Han läser till elektriker i Norrtälje.", {"Norrtälje": "subject"}),  # the only one
    ("Alvesta kommun tog emot. Nästa besök är den 3 maj. Då kommer Tranås.", {"Alvesta": "subject", "Tranås": "visitor"}),
    ("Alvesta kommun visade. Fyra från Hofors kommun satt med och ställde frågor.", {"Alvesta": "subject", "Hofors": "visitor"}),
    ("Alvesta kommun växer. Fyra från Hofors fick jobb.", {"Alvesta": "subject", "Hofors": "other"}),
    ("I Värmlands län var det fler. I Eda var skillnaden liten.", {"Värmlands län": "other", "Eda": "subject"}),
    ("I Alvesta är det så. I Kalix är det så.", {"Alvesta": "subject", "Kalix": "other"}),  # the first named
    ("I Alvesta är det så. I Kalix är det så. Kalix växer.", {"Alvesta": "other", "Kalix": "other"}),
    ("Alvesta och Kalix gör så. Alvesta och Kalix växer.", {"Alvesta": "subject", "Kalix": "subject"}),
    ("Brev från Kalix. I Alvesta kommun är det så.", {"Kalix": "other", "Alvesta": "subject"}),
    ("Rektorn i Alvesta har undervisat i både Kalix och Boden.", {"Alvesta": "subject", "Kalix": "other", "Boden": "other"}),
    ("Alvesta växer, liksom grannkommunerna Ljungby och Växjö.", {"Alvesta": "subject", "Ljungby": "other", "Växjö": "other"}),
    (
        "Kalix kommun växer i Kalix. Deltagande kommuner: Kalix, Piteå och Luleå",
        {"Kalix": "subject", "Piteå": "subject", "Luleå": "subject"},
    ),
    (
        "Kalix kommun växer i Kalix. Deltagande lag: Kalix, Piteå och Luleå",
        {"Kalix": "subject", "Piteå": "other", "Luleå": "other"},
    ),
    (
        "Länsstyrelsen Norrbotten\n\nLuleå får pengar.\n\nKalix och Piteå får mer.\n\nArvidsjaur får inget. Mer får Haparanda.",
        {"Luleå": "subject", "Kalix": "subject", "Piteå": "subject", "Arvidsjaur": "subject", "Haparanda": "other"},
    ),
    (
        "Länsstyrelsen Norrbotten\n\nLuleå får pengar.\n\nI Luleå finns sju.\n\nKalix får mer.",
        {"Luleå": "subject", "Kalix": "other"},
    ),
    (
        "Västerås kommun visade sitt arbete i Västerås för en delegation från Sala.",
        {"Västerås": "subject", "Sala": "visitor"},
    ),
    (
        "Mötet i Östersunds kommun. Samtal med gäster från Sundsvalls kommun och Ånge kommun i Östersund.",
        {"Östersund": "subject", "Sundsvall": "visitor", "Ånge": "visitor"},
    ),
]  # fmt: skip


def _rows(name: str) -> list[dict[str, str]]:
    with (LEXICON / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_has_290_municipalities_with_codes_of_their_counties():
    rows, counties = _rows("municipalities.csv"), {row["code"]: row["name"] for row in _rows("counties.csv")}
    assert len(rows) == len({row["code"] for row in rows}) == len({row["name"] for row in rows}) == 290
    assert all(re.fullmatch("[0-9]{4}", row["code"]) for row in rows)
    assert all(counties[row["code"][:2]] == row["county"] for row in rows)
    assert rows == sorted(rows, key=lambda row: row["code"])


def test_every_county_has_as_many_municipalities_as_it_should():
    codes = [row["code"][:2] for row in _rows("municipalities.csv")]
    assert {code: codes.count(code) for code in codes} == MUNICIPALITIES_PER_COUNTY
    assert [row["code"] for row in _rows("counties.csv")] == sorted(MUNICIPALITIES_PER_COUNTY)


@pytest.mark.parametrize("row", _rows("municipalities.csv"), ids=lambda row: row["name"])
def test_every_municipality_is_found_with_kommun_and_genitive(row):
    genitive = row["name"] if row["name"][-1] in "sxz" else row["name"] + "s"
    for text in (
        f"Här är {row['name']} kommun.",
        f"Här är {genitive} kommun.",
        f"DET ÄR {genitive.upper()} KOMMUN",
    ):
        assert [(p.place, p.code) for p in find_places(text)] == [(row["name"], row["code"])]


@pytest.mark.parametrize("row", _rows("counties.csv"), ids=lambda row: row["name"])
def test_every_county_is_found_by_every_form_but_its_region_is_no_place(row):
    for form in [row["name"], *filter(None, row["forms"].split("|"))]:
        assert [(p.place, p.code) for p in find_places(f"Här är {form}.")] == [(row["name"], row["code"])]
    assert not [
        p for region in filter(None, row["region"].split("|")) for p in find_places(f"Här är {region}.")
    ]


@pytest.mark.parametrize(("text", "expected"), FORMS_OF_A_NAME + NESTED_NAMES + NAMES_WITH_A_CUE)
def test_places_are_found_as_they_are_printed(text, expected):
    assert [place.text for place in find_places(text)] == expected


@pytest.mark.parametrize("text", NO_PLACES)
def test_words_people_and_compounds_are_no_places(text):
    assert find_places(text) == []


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_the_role_says_whom_the_text_is_about(text, expected):
    assert {place.place: place.role for place in find_places(text)} == expected


@pytest.mark.parametrize("case", ["gnosjo", "jarfalla", "lulea", "norrkoping", "trelleborg"])
def test_each_studied_text_is_about_its_own_municipality(case):
    code = {
        "gnosjo": "0617",
        "jarfalla": "0123",
        "lulea": "2580",
        "norrkoping": "0581",
        "trelleborg": "1287",
    }[case]
    assert find_subjects(find_places((RAW / f"{case}.txt").read_text(encoding="utf-8-sig"))) == [code]


def test_a_guest_named_first_in_the_title_is_still_a_visitor():
    found = find_places((RAW / "gnosjo.txt").read_text(encoding="utf-8-sig"))
    assert {place.role for place in found if place.place == "Falkenberg"} == {"visitor"}


def test_a_text_without_places_is_about_none():
    assert find_subjects(find_places("Nyanlända får jobb")) == []


def test_a_long_line_takes_time_in_proportion():
    pieces = ("A", "Berg, ", "Gnosjö, Luleå, ", "Upplands ", "⌂", " \n")
    for text in (piece * (200_000 // len(piece)) for piece in pieces):
        started = time.process_time()
        find_places(text)
        assert time.process_time() - started < 10


_WORDS = st.sampled_from(
    "Luleå Berg Bergs Lund Sala Vara Nora Anna kommun län stad Region Skåne Stockholms i från och , . / - – \n ⌂ säger Ek".split(
        " "
    )
)


_TEXTS = st.one_of(st.text(), st.lists(_WORDS).map(" ".join), st.lists(_WORDS).map("".join))


@given(_TEXTS, _TEXTS, st.sampled_from(place_mentions.RULES))
def test_the_words_beside_a_name_hold_every_rule_that_matches_them(before, after, rule):
    for words in (f"{before}⌂{after}", f"{before}{rule.hit}{after}", rule.hit, rule.miss):
        assert place_mentions.Window(place_mentions.rule_index(), words).holds((rule,)) == bool(
            re.search(rule.pattern, words)
        )


@given(_TEXTS)
def test_spans_hold_in_order_without_overlap_and_within_a_line(text):
    found = find_places(text)
    assert all(text[place.start : place.end] == place.text for place in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all("\n" not in place.text and place.role in {"subject", "visitor", "other"} for place in found)
    assert len({(place.code, place.role) for place in found}) == len({place.code for place in found})
