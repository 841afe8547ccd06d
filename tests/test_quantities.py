"""Quantities: what counts, what does not, and how much it is."""

import re
import time
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.finding.lexicon import list_rows
from analysis.finding.numerals import find_numbers, read_number
from analysis.finding.quantities import Quantity, find_quantities
from analysis.finding.quantity_kinds import (
    SCOPES,
    Figure,
    Setting,
    fitting_cues,
    kind_cues,
    kind_rules,
)
from analysis.finding.units import look_up
from analysis.paths import RAW


class Example(NamedTuple):
    """A text and the one quantity to be found in it, or the last of several."""

    text: str
    find: str
    low: float | None
    high: float | None
    unit: str
    base: float | None = None
    qualifier: str = ""


GUIDE = [  # what tests/reference/README.md and docs/tables.md name
    Example("Under året fick 47 personer arbete.", "47 personer", 47, 47, "person"),
    Example("Drygt 70 procent har börjat arbeta.", "Drygt 70 procent", 70, None, "percent", None, "drygt"),
    Example("I dag är över hälften i arbete.", "över hälften", 50, None, "percent", None, "över"),
    Example("Var tredje deltagare studerar.", "Var tredje deltagare", 33.33, 33.33, "percent"),
    Example("I dag arbetar två av tre.", "två av tre", 66.67, 66.67, "percent"),
    Example("De stannar fyra månader.", "fyra månader", 4, 4, "month"),
    Example("Praktiken är 3–6 månader.", "3–6 månader", 3, 6, "month"),
    Example("Ungdomar 16–25 år deltar.", "16–25 år", 16, 25, "year"),
    Example("De träffas 6 gånger årligen.", "6 gånger årligen", 6, 6, "time"),
    Example("Det kostar 1 200 kronor.", "1 200 kronor", 1200, 1200, "krona"),
    Example("Det blev 11 inskrivningar.", "11 inskrivningar", 11, 11, "enrolment"),
    Example("Kommunen driver tre projekt.", "tre projekt", 3, 3, "project"),
    Example("Det är upp till en fjärdedel.", "upp till en fjärdedel", None, 25, "percent", None, "upp till"),
    Example("Det är knappt 40 elever.", "knappt 40 elever", None, 40, "person", None, "knappt"),
    Example("Det kräver minst 3 träffar.", "minst 3 träffar", 3, None, "meeting", None, "minst"),
    Example("Det tar cirka 10 minuter.", "cirka 10 minuter", 10, 10, "minute", None, "cirka"),
]

CASES = [  # kinds of wording met in texts like these
    Example("Andelen var 32.8 % det året.", "32.8 %", 32.8, 32.8, "percent"),
    Example("Målet är 60%.", "60%", 60, 60, "percent"),
    Example("En 3-6 månaders språkpraktik.", "3-6 månaders", 3, 6, "month"),
    Example("De börjar med en månads praktik.", "en månads", 1, 1, "month"),
    Example("Kursen hålls en gång i veckan.", "en gång i veckan", 1, 1, "time"),
    Example("Det går 47 av 71 deltagare till jobb.", "47 av 71 deltagare", 47, 47, "person", 71),
    Example("Det blev 47 av de 71 som slutade.", "47 av de 71", 47, 47, "person", 71),
    Example("Av 84 deltagare fick 41 arbete.", "41", 41, 41, "person", 84),
    Example(
        "71 deltagare kom, och av dessa gick 47 personer till jobb.", "47 personer", 47, 47, "person", 71
    ),
    Example("47 personer fick arbete (37 reguljär arbetsmarknad).", "37", 37, 37, "person", 47),
    Example("16 personer började; 14 blev klara.", "14", 14, 14, "person", 16),
    Example(
        "Av de 140 som slutade gick 61 till arbete, dvs. 44 procent.", "44 procent", 44, 44, "percent", 140
    ),
    Example("Tre av landets 290 kommuner är med.", "Tre av landets 290 kommuner", 3, 3, "municipality", 290),
    Example("Andelen ökade från 28 till 47.", "47", 47, 47, "percent"),
    Example("Mellan 20 och 25 personer kom.", "Mellan 20 och 25 personer", 20, 25, "person", None, "mellan"),
    Example("Två eller tre kandidater väljs.", "Två eller tre kandidater", 2, 3, "person"),
    Example("Det tog ett och ett halvt år.", "ett och ett halvt år", 1.5, 1.5, "year"),
    Example("De är kvar efter ett halvår.", "ett halvår", 6, 6, "month"),
    Example("Lotsen träffar dem inom två veckor.", "inom två veckor", None, 2, "week", None, "inom"),
    Example("Ett femtontal företagare kom.", "Ett femtontal företagare", 15, 15, "person"),
    Example("Där bor ett 20-tal personer.", "ett 20-tal personer", 20, 20, "person"),
    Example("Stödet är 2,5 miljoner kronor.", "2,5 miljoner kronor", 2.5e6, 2.5e6, "krona"),
    Example("Budget: 3,2 mkr", "3,2 mkr", 3.2e6, 3.2e6, "krona"),
    Example("Det kostar 450 tkr.", "450 tkr", 450_000, 450_000, "krona"),
    Example("En halv miljon kronor avsätts.", "En halv miljon kronor", 5e5, 5e5, "krona"),
    Example(
        "Ingen coach har fler än 20 deltagare.", "fler än 20 deltagare", None, 20, "person", None, "fler än"
    ),
    Example(
        "Kursen rymmer 20 personer eller fler.",
        "20 personer eller fler",
        20,
        None,
        "person",
        None,
        "eller fler",
    ),
    Example("Ungdomar under 25 år får hjälp.", "under 25 år", None, 25, "year", None, "under"),
    Example("Fyra olika jobbspår finns.", "Fyra olika jobbspår", 4, 4, "track"),
    Example("Abbas, 34, kom från Syrien.", "34", 34, 34, "year"),
    Example("Antal deltagare: 84", "84", 84, 84, "person"),
    Example("Lotsarna är sju till antalet.", "sju", 7, 7, "person"),
    Example("Drygt sex av tio vuxna arbetar.", "Drygt sex av tio vuxna", 60, None, "percent", None, "drygt"),
    Example("De ses varannan vecka.", "varannan vecka", 2, 2, "week"),
    Example("Det är dubbelt så många.", "dubbelt så många", 2, 2, "time"),
    Example("Insatsen nådde tvåhundrafemtio hushåll.", "tvåhundrafemtio hushåll", 250, 250, "household"),
    Example("Fler än 2000 personer kom.", "Fler än 2000 personer", 2000, None, "person", None, "fler än"),
    Example("Det är >50 % nu.", ">50 %", 50, None, "percent", None, ">"),
]

BUGS = [  # once wrong
    Example("Kostnaden sjönk från 9,4 till 8,7 miljoner kronor.", "9,4", 9.4e6, 9.4e6, "krona"),
    Example("Kommunen fick 8,7 miljoner kronor och 2,1 till lokaler.", "2,1", 2.1e6, 2.1e6, "krona"),
    Example("Projektet fick 5 miljoner kronor och 40 fick jobb.", "40", 40, 40, "person"),
    Example("21 deltagare fullföljde, tre fler än planerat.", "tre", 3, 3, "person"),
    Example("Tekle är här. Han är 22, och bor kvar.", "22", 22, 22, "year"),
    Example("Tre stora och två små projekt", "två små projekt", 2, 2, "project"),
    Example("Av dem gick 33 till arbete och ett tiotal till studier.", "ett tiotal", 10, 10, "person"),
    Example(
        "De kom 2016. Nio av de 14 personer som kom fick jobb.", "Nio av de 14 personer", 9, 9, "person", 14
    ),
    Example("Extratjänsterna, 88 stycken, försvann.", "88 stycken", 88, 88, "job"),
    Example(
        "Lönen, ca 20 300 kr i månaden, betalas.", "ca 20 300 kr i månaden", 20300, 20300, "krona", None, "ca"
    ),
]

FAMILIES = [  # a wording each, for many like it
    Example("Hundratals nyanlända kom.", "Hundratals nyanlända", 100, None, "person"),
    Example("Flera hundra står på kö.", "Flera hundra", 100, None, "person", None, "flera"),
    Example("Två av fem arbetscoacher slutade.", "Två av fem arbetscoacher", 2, 2, "person", 5),
    Example("Det gäller 11 av 14 elever.", "11 av 14 elever", 11, 11, "person", 14),
    Example("Fyra av fem familjer flyttade.", "Fyra av fem familjer", 80, 80, "percent"),
    Example("Utbildningen är tvåårig.", "tvåårig", 2, 2, "year"),
    Example("En 40-timmarsvecka väntar.", "40-timmarsvecka", 40, 40, "hour"),
    Example("Det är en 12-veckorskurs.", "12-veckorskurs", 12, 12, "week"),
    Example("Den pågår i 12 + 12 veckor.", "12 + 12 veckor", 24, 24, "week"),
    Example("Många har över en mil till sfi.", "över en mil", 10, None, "kilometre", None, "över"),
    Example("Kaféet har öppet varannan torsdag.", "varannan torsdag", 2, 2, "week"),
    Example("Kostnaden var 48,3 mnkr (51,0).", "51,0", 51e6, 51e6, "krona"),
    Example("Det handlar om dryga sex miljoner.", "dryga sex miljoner", 6e6, None, "krona", None, "dryga"),
    Example("Vi söker personer över 30.", "över 30", 30, None, "year", None, "över"),
    Example("Av 290 kommuner är det bara 34.", "34", 34, 34, "municipality", 290),
    Example("I dag är vi tjugoåtta.", "tjugoåtta", 28, 28, "person"),
    Example("Två dagar vid maskinen och tre i språksalen.", "tre", 3, 3, "day"),
    Example("Det är bra för 18- och 19-åringar.", "18", 18, 18, "year"),
    Example("Tio 17-åringar jobbar.", "Tio", 10, 10, "person"),
    Example("De svarande (n=129) är nöjda.", "129", 129, 129, "person"),
    Example("Målet är 50/50.", "50/50", 50, 50, "percent"),
    Example("Kön är en knapp månad.", "en knapp månad", None, 1, "month", None, "knapp"),
    Example("Det är en dryg tredjedel.", "en dryg tredjedel", 33.33, None, "percent", None, "dryg"),
    Example(
        "De kräver två eller fler språk.", "två eller fler språk", 2, None, "language", None, "eller fler"
    ),
    Example("Nämnden tog över sex kurser.", "sex kurser", 6, 6, "course"),
    Example("Nämnden har över sex kurser.", "över sex kurser", 6, None, "course", None, "över"),
    Example("Vi har tre så kallade kurspaket.", "tre så kallade kurspaket", 3, 3, "course"),
    Example("Gruppen är i åldrarna 20 till 64.", "20 till 64", 20, 64, "year"),
    Example("Nöjdheten steg till 4,2 på en femgradig skala.", "4,2", 4.2, 4.2, "point"),
    Example("Mötet ska ske senast tio dagar efter.", "senast tio dagar", None, 10, "day", None, "senast"),
]

UNSEEN = [  # met in texts written after the rules
    Example("Av de 142 gick 51 (36 %) till arbete, 29 (20 %) till studier.", "29", 29, 29, "person", 142),
    Example("Antalet asylsökande var 162 877 år 2015.", "162 877", 162_877, 162_877, "person"),
    Example("Det var 124 personer, jämfört med 91 år 2017.", "91", 91, 91, "person"),
    Example("Efter 90 dagar var 18 i arbete.", "18", 18, 18, "person"),
    Example("Då finns det plats för tolv.", "tolv", 12, 12, "person"),
    Example("Kursen omfattar minst 100 timmar, tidigare 60.", "60", 60, 60, "hour"),
    Example(
        "Andelen ska understiga 25 procent.", "understiga 25 procent", None, 25, "percent", None, "understiga"
    ),
    Example("Deltagaren väljer ett av fem yrkesspår.", "fem yrkesspår", 5, 5, "track"),
    Example("Tjänsterna är ettåriga.", "ettåriga", 1, 1, "year"),
    Example("Etthundra personer kom.", "Etthundra personer", 100, 100, "person"),
    Example("Ett tjugofemtal företag skrev på.", "Ett tjugofemtal företag", 25, 25, "company"),
    Example("De delar på fyra matchare och en bil.", "fyra matchare", 4, 4, "person"),
    Example("De tre kommunerna delar på en bil.", "tre kommunerna", 3, 3, "municipality"),
    Example("40-talet personer går på bidrag.", "40-talet personer", 40, 40, "person"),
    Example("Lönen är 24 500 före skatt.", "24 500", 24_500, 24_500, "krona"),
    Example("Halva tiden är du ute på ett företag.", "Halva", 50, 50, "percent"),
]

UNSAID = [  # the unit or the whole is said by a neighbour: a heading, a row, the sentence before
    Example("Det kostade 4,2 Mkr.", "4,2 Mkr", 4_200_000, 4_200_000, "krona"),
    Example("Stödet är 300 000 SEK.", "300 000 SEK", 300_000, 300_000, "krona"),
    Example("Nettokostnad, mnkr: 7,5", "7,5", 7_500_000, 7_500_000, "krona"),
    Example("Av dem var 41 procent i arbete. Riksgenomsnittet är 35.", "35", 35, 35, "percent"),
    Example("Antal nyanlända per kommun\n2020: 51\n2021: 44", "44", 44, 44, "person"),
    Example(
        "År              Andel i jobb     Antal deltagare\nUtfall          44               210",
        "210",
        210,
        210,
        "person",
    ),
    Example(
        "Rad             Utfall 2018      Mål\nAndel i jobb    44               50", "50", 50, 50, "percent"
    ),
    Example("Snittåldern var 29.", "29", 29, 29, "year"),
    Example("De var tio i våras. Nu är de sju.", "sju", 7, 7, "person"),
    Example("Stödet är 6 miljoner, varav staten ger 2,5.", "2,5", 2_500_000, 2_500_000, "krona", 6_000_000),
    Example("30 kvinnor började. Elva har arbete.", "Elva", 11, 11, "person", 30),
    Example("Av dem har 30 arbete. Elva har flyttat.", "Elva", 11, 11, "person"),
    Example("Sexton har flyttat. Två fler har kvar jobbet.", "Två", 2, 2, "person"),
    Example("Fyra har slutat, tre har flyttat.", "tre", 3, 3, "person"),
    Example(
        "Det bor 1 200 nyanlända här. 300 personer är ungefär 25 procent.",
        "ungefär 25 procent",
        25,
        25,
        "percent",
        1200,
        "ungefär",
    ),
    Example("Den var sju veckor, inte tio.", "tio", 10, 10, "week"),
    Example("Väntetid, månader: 5,5 (6,2)", "6,2", 6.2, 6.2, "month"),
    Example(
        "De kom tre dagar i veckan, aldrig fler än sex.", "fler än sex", None, 6, "person", None, "fler än"
    ),
    Example("Av kvinnorna fick 40 procent jobb. Bland männen var det 52.", "52", 52, 52, "percent"),
    Example("Mora tog emot 12 personer, Orsa fyra.", "fyra", 4, 4, "person"),
    Example("I fjol svarade 40 hushåll och tolv gick vidare.", "tolv", 12, 12, "household", 40),
    Example("Jobben lockade 30. Taket är 25.", "25", 25, 25, "person"),
    Example("Det kostade 1,2  miljoner  kronor.", "1,2  miljoner  kronor", 1.2e6, 1.2e6, "krona"),
    Example("Då fick 21     personer arbete.", "21     personer", 21, 21, "person"),
    Example("Målet var 60 personer. Utfallet blev 41.", "41", 41, 41, "person"),
    Example("211 av landets kommuner svarade.", "211 av landets kommuner", 211, 211, "municipality"),
    Example("84 deltog, varav 40 kvinnor och 20 män.", "20 män", 20, 20, "person", 84),
    Example("84 deltog, varav 40 kvinnor, medan 20 män stod i kö.", "20 män", 20, 20, "person"),
    Example(
        "Staden får 9 mkr. Av dem går 4 mkr till lön och 2 mkr till hyra.", "2 mkr", 2e6, 2e6, "krona", 9e6
    ),
    Example("Amina är 31 och bor här.", "31", 31, 31, "year"),
    Example("En firma tar 15 000.", "15 000", 15_000, 15_000, "krona"),
    Example("Under året skrevs 40 elever ut:\n• till jobb: 12 elever", "12 elever", 12, 12, "person", 40),
]
KNOWN_GAPS = [
    Example(
        "Täta besök hos företagen, i snitt 2,5 i veckan.",
        "i snitt 2,5 i veckan",
        2.5,
        2.5,
        "visit",
        None,
        "i snitt",
    ),
    Example("Antalet anställda har tredubblats.", "tredubblats", 3, 3, "time"),
]

NOTHING = [  # numbers that count nothing
    "Den 2 mars 2018 kl. 19:00 och 2017–2019, hösten 2020 och på 1990-talet.",
    "Under 2015 startades Projekt 2020 i Område 3 i Malmö.",
    "Ring 08-123 45 67 eller ██████████, box 12, 231 83 Trelleborg.",
    "Enligt SFS 2017:820, 16 kap. 3 §, prop. 2016/17:175 och dnr 2018/312.",
    "1. Alla jobbar mot ett gemensamt mål",
    " 12. Närhet till parterna, och en arena för dem.",
    "Samordningsförbundet_trelleborg_021, A4 och covid-19.",
    "En dag kom en handläggare med ett projekt i en kommun.",
    "Det är en av de största, ett av flera, och den första från dag ett.",
    "Elever i åk 9, årskurs 8 och sfi B läser kurs 3.",
    "Två sidor av samma mynt, och noll tolerans.",
    "24-timmarsmyndigheten har öppet, se s. 12 och bilaga 3.",
    "Samordnad etablering pågår 170201-181231.",
    "Någon av flera hjälper alla på en gång, om vartannat.",
    "Hundratals kom, ett par stannade.",
    "Jobbspår 3.0, kommunens satsning, och från vecka 9 erbjuder vi kurser.",
    "De läser på studieväg 1 på Storgatan 8.",
    "På en skala från 1 till 5.",
    "Ring mellan klockan åtta och tio.",
    "De bjöd på tioårskalas.",
    "",
]


@pytest.mark.parametrize(
    "example", [*GUIDE, *CASES, *BUGS, *FAMILIES, *UNSEEN, *UNSAID], ids=lambda example: example.find
)
def test_a_quantity_is_found_with_its_ends_its_unit_and_its_whole(example: Example) -> None:
    finds = find_quantities(example.text)
    found = next((find for find in finds if find.text == example.find), finds[-1])
    assert Example(example.text, *_values(found)) == example


def _values(find: Quantity) -> tuple:
    return find.text, find.low, find.high, find.unit, find.base, find.qualifier


@pytest.mark.parametrize("example", KNOWN_GAPS, ids=lambda example: example.find)
@pytest.mark.xfail(strict=True, reason="known gap")
def test_a_known_gap_is_closed(example: Example) -> None:
    assert example.find in [q.text for q in find_quantities(example.text)]


def test_numbers_that_go_on_with_a_label_count_nothing_and_those_after_them_do() -> None:
    assert find_quantities("Vecka 28 till 31 har vi stängt, se kapitel 3, 4 och 5.") == []
    assert [q.text for q in find_quantities("Från årskurs 7 och 8 kom 14 elever.")] == ["14 elever"]


def test_those_with_a_clause_of_their_own_are_others_than_were_counted_before() -> None:
    text = "80 personer skrevs in. Hälften av dem {}hade jobb."
    bases = [find_quantities(text.format(clause))[-1].base for clause in ("", "som slutade ")]
    assert bases == [80, None]


def test_a_share_said_to_be_part_of_a_share_has_no_whole_that_is_told() -> None:
    text = "Av 212 deltagare gick 61 procent vidare till arbete eller studier, {}39 procent till arbete."
    bases = [find_quantities(text.format(words))[-1].base for words in ("varav ", "")]
    assert bases == [None, 212]


@pytest.mark.parametrize("text", NOTHING)
def test_a_number_that_counts_nothing_is_left_out(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Målet är att 60 procent ska arbeta eller studera.", "target"),
        ("År 2017 arbetade eller studerade 47 procent.", "outcome"),
        ("Av dessa avslutades 47 personer till arbete.", "outcome"),
        ("Fem workshops genomfördes.", "activity"),
        ("Av de 236 personer som lämnade gick många vidare.", "activity"),
        ("Deltagarna har 20 timmar i veckan.", "design"),
        ("Varje coach har högst 20 deltagare.", "design"),
        ("I riket var det 32 procent.", "background"),
        ("Arbetslösheten var 26 procent.", "background"),
        ("Resultat\nAndel i jobb: 40 procent", "outcome"),
        ("Mål\n150 deltagare", "target"),
        ("Kurs\tMål\nSfi\t150 deltagare", "target"),
        ("Migrationsverket räknar med 400 nya familjer i länet.", "background"),
        ("Vi räknar med 400 nya deltagare.", "target"),
        ("14 personer går fortfarande kursen.", "activity"),
    ],
)
def test_the_kind_follows_the_words_around(text: str, kind: str) -> None:
    assert [q.kind for q in find_quantities(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2016 arbetade 32.8 % av dem.", "2016"),
        ("I mars 2018 var det 40 procent.", "2018-03"),
        ("Under 2017–2019 deltog 40 personer.", "2017/2019"),
        ("År 2018 var ett bra år. Då fick 70 procent arbete.", "2018"),
        ("Årsredovisning 2019\nUnder året deltog 40 personer.", "2019"),
        ("Sedan 2015 deltar 40 personer.", ""),
        ("Sedan premiären hösten 2015 har 40 personer deltagit.", ""),
        ("Fram till 2025 behövs 40 personer.", ""),
        ("Det är 40 fler än hösten 2014.", ""),
        ("Under 2017 var det många, mot 40 procent 2015.", "2015"),
        ("2018 kom det många, mot 40 personer året innan.", "2017"),
        ("Grupp 2019: 40 personer", "2019"),
        ("40 personer läser (2017: bara få)", ""),
        ("Rad | Utfall 2018 | Kommentar\nI arbete | 40 % | bra", "2018"),
        ("Det var 40 personer.", ""),
    ],
)
def test_the_period_is_the_year_said_nearest_before(text: str, period: str) -> None:
    assert [q.period for q in find_quantities(text)] == [period]


def test_the_measure_is_the_words_after_the_figure_to_the_end_of_the_clause() -> None:
    assert (
        find_quantities("Nu är 40 procent i studier eller arbete, visar siffror.")[0].measure
        == "i studier eller arbete"
    )
    assert find_quantities("Andelen var 40 procent.")[0].measure == ""


TABLES = [
    (
        "År\tAntal\tVarav barn\n2018\t158\t610\n",
        [(158, "person", None, "2018"), (610, "person", 158, "2018")],
    ),
    (
        "Utfall (mnkr)\n\t2011\t2012\nIntäkter\t6,4\t8",
        [(6.4e6, "krona", None, "2011"), (8e6, "krona", None, "2012")],
    ),
    ("Ekonomi (tkr)\nPost\tBudget\nPersonal\t7 150", [(7.15e6, "krona", None, "")]),
    ("Personal\nTyp\tUtfall\nLärare\t7", [(7, "person", None, "")]),
    (
        "Utfall (mkr)\n\t2019\nKostnader\t-3\nResultat\t-2",
        [(3e6, "krona", None, "2019"), (-2e6, "krona", None, "2019")],
    ),
    (
        "Kostnad per elev, kr\t38 200\nNöjda deltagare, %\t81",
        [(38200, "krona", None, ""), (81, "percent", None, "")],
    ),
    (
        "Godkända på kurs D, antal    38\nDagar till kurs    61",
        [(38, "person", None, ""), (61, "day", None, "")],
    ),
    (
        "Betyg\t2018\nNöjd med kursen (skala 1–5)\t4,1",
        [(4.1, "point", None, "")],
    ),
    ("Kommun – Elever – Andel\nTorsby – 12 – 34 %", [(12, "person", None, ""), (34, "percent", None, "")]),
    ("Blad    11\nDnr    12", []),
    (
        "Deltagare vid avslut\nSlutade till\tAntal\tAndel\nJobb\t21\t42 %\nFlytt\t29\t58 %\nSumma\t50\t100 %",
        [
            (21, "person", 50, ""),
            (42, "percent", 50, ""),
            (29, "person", 50, ""),
            (58, "percent", 50, ""),
            (50, "person", None, ""),
            (100, "percent", None, ""),
        ],
    ),
    (  # places, not parts of a whole
        "Ort\tDeltagare\tI jobb\nMora\t20\t9\nOrsa\t10\t2\nTotalt\t30\t11",
        [(n, "person", None, "") for n in (20, 9, 10, 2, 30, 11)],
    ),
]


@pytest.mark.parametrize(("layout", "figures"), TABLES)
def test_a_figure_of_a_table_takes_unit_year_and_whole_from_heading_row_and_caption(
    layout: str, figures: list
) -> None:
    text = layout.replace("\t", " ")  # a reading text has lost the columns
    assert [(q.low, q.unit, q.base, q.period) for q in find_quantities(text, layout=layout)] == figures


IMPLIED = [
    ("I höst räknade de 37 gäster. I går kom nio.", [37, 9]),
    ("Totalt deltog 80 personer. Till sist återstod 12.", [80, 12]),
    ("De var 80 personer. Hon kom nio.", [80]),  # o'clock
    ("Där bor 212 nyanlända. Ytterligare 90 väntar.", [212, 90]),
    ("Sågen har 28 anställda. Den vill ta in fyra till.", [28, 4]),
    ("Sågen har 28 anställda. Den kör fyra till staden.", [28]),
    ("De tog emot 94 personer. I år är talet 41.", [94, 41]),
    ("Elevantalet sjunker med omkring femton.", [15]),
    ("Vattenantalet sjunker med omkring femton.", []),
    ("I dag arbetar 14 på sågen.", [14]),
    ("Hon är i skolan två dagar och arbetar tre på sågen.", [2, 3]),
    ("På sågen arbetar hon 14.", []),
    ("Sedan starten har 60 flyttat in.", [60]),
    ("Rum har 60 fönster mot norr.", [60]),
    ("Vi tog emot 40 i fjol.", [40]),
    ("Vi tog ner 40 i fjol.", []),
    ("Hon är mamma till fem.", [5]),
    ("Hon for hem till fem.", []),
    ("Hon kom hit med tre andra.", [3]),
    ("De andra två kör upp i mars.", [2]),
    ("Det var 70 som kom.", [70]),
    ("Man kan inte ha 28 i klassen.", [28]),
    ("Antal: 34", [34]),
    ("Blad: 34", []),
    ("Ålder: 65", [65]),
    ("Barnet har fyllt fem, säger hon.", [5]),
    ("Kommentarer (23) är stängda", []),
    ("Lästid: 4 minuter", []),
    ("Hon läste 4 minuter.", [4]),
    ("Under 2018 och 2019 passerade de huset.", []),
    ("Nio av de första tolv har nått dit.", [9]),
    ("Här finns fyra mindre butiker.", [4]),
    ("En arbetsdag börjar klockan fem.", []),
]


@pytest.mark.parametrize(("text", "values"), IMPLIED)
def test_a_bare_number_counts_only_what_its_neighbours_tell(text: str, values: list) -> None:
    assert [q.low or q.high for q in find_quantities(text)] == values


def test_a_quantity_never_reaches_over_a_line_end() -> None:
    assert [q.text for q in find_quantities("fler än\n47\npersoner av\n71 deltagare")] == ["71 deltagare"]


def test_other_kinds_of_blank_are_read_as_spaces_and_kept_in_the_text() -> None:
    find = find_quantities("Det kostar 1\u00a0200\u00a0kronor.")[0]
    assert (find.text, find.low) == ("1\u00a0200\u00a0kronor", 1200)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("noll", None),
        ("tjugofem", 25),
        ("etthundra", 100),
        ("hundratjugo", 120),
        ("tvåtusen", 2000),
        ("7,5", 7.5),
        ("1.200", 1200),
        ("1 200 000", 1_200_000),
        ("12 00", None),
        ("femma", None),
    ],
)
def test_number_expressions_are_read(expression: str, value: float | None) -> None:
    assert read_number(expression) == value


@pytest.mark.parametrize("name", kind_rules())
def test_a_cue_of_kind_fits_its_own_example_and_not_its_false_friend(name: str) -> None:
    scope, rule = kind_rules()[name]
    match = re.fullmatch if scope == "unit" else re.search
    assert match(rule.pattern, rule.hit)
    assert not match(rule.pattern, rule.miss)


def test_every_cue_of_kind_has_a_weight_and_every_weight_a_cue() -> None:
    cues = [cue for scope in SCOPES for cue in kind_cues(scope)]
    weighed = {cue.rule.name for cue in cues if any(cue.weights)}
    own = {name for name, (scope, _) in kind_rules().items() if scope != "words"}
    assert own <= weighed <= kind_rules().keys()
    assert len(weighed) == len({cue.rule.name for cue in cues})


def test_a_cue_far_from_the_figure_counts_half() -> None:
    figure = Figure("40 personer", "person", "person")

    def share(right: str) -> float:
        fits = {cue.rule.name: share for cue, share in fitting_cues(Setting("", figure, right))}
        return fits.get("outcome: passed", 0)

    assert share(", fullföljde kursen.") == 1
    assert share("; de fullföljde kursen.") == 0.5
    assert share(".") == 0


@pytest.mark.parametrize("cue", kind_cues("before"), ids=lambda cue: f"{cue.rule.name} {cue.group}")
def test_words_before_the_figure_are_not_taken_for_words_after_it(cue) -> None:
    figure = Figure("40 personer", "person", "person")
    assert cue in [fits for fits, _ in fitting_cues(Setting(f"{cue.rule.hit} ", figure, "."))]
    assert cue not in [fits for fits, _ in fitting_cues(Setting("", figure, f" {cue.rule.hit}."))]


def test_a_number_is_known_by_its_size_its_digits_and_whether_another_is_a_part_of_it() -> None:
    def cues(text: str, size: float, whole: bool = False) -> set[tuple[str, str]]:
        figure = Figure(text, "person", "person", size=size, whole=whole)
        fits = [cue for cue, _ in fitting_cues(Setting("", figure, ""), every=True)]
        return {(cue.rule.name, cue.group) for cue in fits if cue.scope == "number"}

    assert cues("sju elever", 7) == {("below ten", ""), ("below ten", "person")}
    assert {name for name, _ in cues("125 elever", 125, whole=True)} == {"hundreds", "in digits", "a whole"}


def test_those_a_result_is_counted_among_are_no_result_themselves() -> None:
    started, found = find_quantities("26 elever gick kursen. 14 av dem fick jobb.")
    assert (found.kind, found.base) == ("outcome", 26)
    assert started.kind != "outcome"


def test_a_label_announces_for_its_own_line_and_a_heading_for_those_below() -> None:
    label = find_quantities("Mål: 40 procent\nNu har 30 procent jobb.")
    heading = find_quantities("Mål\n40 procent\n30 procent")
    assert [q.kind for q in label] == ["target", "outcome"]
    assert [q.kind for q in heading] == ["target", "target"]


@pytest.mark.parametrize(
    ("word", "unit"), [("praktikplatserna", "place"), ("deltagarnas", "person"), ("svår", None)]
)
def test_a_unit_is_known_by_the_last_part_of_its_word(word: str, unit: str | None) -> None:
    known = look_up(word)
    assert (known[0] if known else None) == unit


PIECES = st.sampled_from(
    "en ett två tre 47 71 3–6 2016 1 200 av de dessa till och eller mellan från drygt över upp till hälften var tredje "
    "deltagare personer procent % månader kronor mkr ( ) , . : ; - – \n § kl mål ska fick arbete varav dem halvt".split(
        " "
    )
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_span_holds_and_none_overlap_and_low_is_not_above_high(text: str) -> None:
    end = 0
    for find in find_quantities(text):
        assert text[find.start : find.end] == find.text and "\n" not in find.text
        assert find.start >= end and find.end > find.start
        assert find.low is None or find.high is None or find.low <= find.high
        assert find.unit and find.kind
        end = find.end


@pytest.mark.parametrize("name", ["gnosjo", "jarfalla", "lulea", "norrkoping", "trelleborg"])
def test_the_spans_of_the_five_texts_hold(name: str) -> None:
    text = (RAW / f"{name}.txt").read_text(encoding="utf-8")
    for find in find_quantities(text):
        assert text[find.start : find.end] == find.text


def test_numbers_in_a_row_count_nothing_but_what_is_counted_after_them_does() -> None:
    assert [find.text for find in find_quantities("Se 1. 2. 3. Alla 12 kommuner var med. 47 kom.")] == [
        "12 kommuner",
        "47",
    ]


PIECES = "1|a|en |12-|1.|ett och |0 |( |är |tusen|1. |1. a |47 personer, ".split("|")


@pytest.mark.parametrize("piece", PIECES)
def test_a_very_long_line_takes_no_more_time_a_byte(piece: str) -> None:
    long = piece * (200_000 // len(piece))
    started = time.process_time()
    find_quantities(long)
    assert time.process_time() - started < 10


def test_numbers_can_be_found_alone() -> None:
    assert [number.low for number in find_numbers("Fem workshops och 1 200 elever")] == [5, 1200]


def test_no_form_of_a_unit_and_no_word_of_a_role_is_listed_twice() -> None:
    forms = Counter(form for row in list_rows("units.csv") for form in row["forms"].split())
    words = Counter(
        (row["role"], word) for row in list_rows("quantity_words.csv") for word in row["words"].split("|")
    )
    assert [one for one, times in (forms + words).items() if times > 1] == []
