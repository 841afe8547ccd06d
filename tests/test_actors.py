"""What counts as an organisation in a text, under which name, and of which kind."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.finding.actors import find_actors

# (text, the organisations in it by name)
NAMES = [
    ("Krokoms, Bräcke och Bergs kommuner", ["Krokoms kommun", "Bräcke kommun", "Bergs kommun"]),
    ("HJO KOMMUN", ["Hjo kommun"]),
    ("Räddningstjänsten kom. Chefen för Räddningstjänsten Södra Möre", ["Räddningstjänsten Södra Möre"]),
    ("Samordningsförbundet i Kalmar län och samordningsförbundet", ["Samordningsförbundet i Kalmar län"]),
    ("Kumlahus bygger, enligt tekniska kontoret", ["Kumlahus", "tekniska kontoret"]),
    ("Så vände sig förskolan till komvux, och kurserna beställdes av komvux.", ["Komvux"]),
    ("Det är klokt, säger hon till Bergsbladet.", ["Bergsbladet"]),
    ("arbetar på demensboendet Tallgården", ["Tallgården"]),
    ("Kursen drivs med Arvika Bostadsbolag.", ["Arvika Bostadsbolag"]),
    ("Beskedet kom från Näringsdepartementet", ["Näringsdepartementet"]),
    ("Bakom står föreningen Växande rötter i Timrå.", ["Växande rötter"]),
    ("en kurs på Naturbruksskolan Ekliden", ["Naturbruksskolan Ekliden"]),
    ("Nämnden för arbete och försörjning", ["Nämnden för arbete och försörjning"]),
    (
        "på Hässleholms Tekniska Skola och Högskolan Kristianstad",
        ["Hässleholms Tekniska Skola", "Högskolan Kristianstad"],
    ),
    ("på Lärcentrum Burlöv och Stora Coop Burlöv", ["Lärcentrum Burlöv", "Stora Coop Burlöv"]),
    (
        "Finsam Burlöv-Staffanstorp och Leader Gästrikebygden",
        ["Finsam Burlöv-Staffanstorp", "Leader Gästrikebygden"],
    ),
    ("genom Tolkförmedling Väst, av Varbergs Bostad", ["Tolkförmedling Väst", "Varbergs Bostad"]),
    ("På Wasabröd, den stora arbetsgivaren i stan, är kravet", ["Wasabröd"]),
    ("sökte Kåseberga Plåt & Smide folk", ["Kåseberga Plåt & Smide"]),
    ("arbetar i Sandviks lunchrestaurang", ["Sandvik"]),
    ("arbetsgivare som Ahlstroms, Getinge", ["Ahlstroms", "Getinge"]),
    ("Utvärderaren Mats Ek (Sweco) är kritisk", ["Sweco"]),
    ("Facket Kommunal, säger ordföranden i Kommunal Växjö", ["Kommunal"]),
    ("Länsstyrelsen i Värmland gav, och länsstyrelsen tog", ["Länsstyrelsen i Värmland"]),
    ("HR-chef vid Räddningstjänsten Skåne Nordväst", ["Räddningstjänsten Skåne Nordväst"]),
    ("UPPLANDS VÄSBY KOMMUN", ["Upplands Väsby kommun"]),
    ("Enligt Hjo kommun är det bra", ["Hjo kommun"]),
    ("Kommunstyrelsens arbetsutskott beslutar", ["Kommunstyrelsens arbetsutskott"]),
    ("Länsstyrelsen i Västra Götaland", ["Länsstyrelsen i Västra Götaland"]),
    ("Arbetsförmedlingen i Jämtlands län", ["Arbetsförmedlingen i Jämtlands län"]),
    ("Trafikverket i Kungälv", ["Trafikverket"]),
    ("pensionärer från PRO Lycksele", ["PRO Lycksele"]),
    ("Röda Korsets språkkafé", ["Röda Korset"]),
    ("Robertsforsbostäder och Norets Bostäder", ["Robertsforsbostäder", "Norets Bostäder"]),
    ("Hos Lärcentrum i Falun", ["Lärcentrum"]),
    ("fyra månader hos Bruksskolan", ["Bruksskolan"]),
    ("platschef på Sala Lagerpartner", ["Sala Lagerpartner"]),
    ("ordförande i föreningen Hantverkarna i Göingebygden", ["Hantverkarna i Göingebygden"]),
    ("kommunens integrationsenhet", ["integrationsenheten"]),
    ("Arbetsmarknadsenhet (AME). AME växer, AME lär, AME leder.", ["AME"]),
    ("SCB (Statistiska centralbyrån)", ["Statistiska centralbyrån"]),
    ("siffror från SCB", ["SCB"]),
    (
        "tillsammans med Skövde Fontänhus, Hemgården och Somaliska kvinnoföreningen",
        ["Skövde Fontänhus", "Hemgården", "Somaliska kvinnoföreningen"],
    ),
    ("anställda på Ica Kvantum i Eslöv, praktik hos Folktandvården", ["Ica Kvantum", "Folktandvården"]),
    ("Åkeriet Berglunds Åkeri AB har anställt två", ["Berglunds Åkeri AB"]),
    ("gjort om teamet till en enhet inom Arbete och välfärd", ["Arbete och välfärd"]),
    ("Jag ringde Mikael Ståhl på Täljebygdens El", ["Täljebygdens El"]),
    ("ARBETSMARKNADSNÄMNDEN", ["arbetsmarknadsnämnden"]),
    (
        "hos oss sitter integrationsenheten, sfi och socialförvaltningen",
        ["integrationsenheten", "Sfi", "socialförvaltningen"],
    ),
    ("På uppdrag av Bodens kommun har Strategirådet utvärderat", ["Bodens kommun", "Strategirådet"]),
    ("satte Reveljen, kommunens vuxenutbildning, ihop en kurs", ["Reveljen"]),
    ("vid Luleå tekniska universitet och Östra sjukhuset", ["Luleå tekniska universitet", "Östra sjukhuset"]),
    ("en enhet hos AF, och AF svarar", ["AF"]),
    ("rektorn på komvux", ["Komvux"]),
    ("Norra Ådalens samordningsförbund", ["Norra Ådalens samordningsförbund"]),
    ("bäddar på Hotell Kusten, enligt Hallandstrafiken", ["Hotell Kusten", "Hallandstrafiken"]),
    (
        "Sollebrunns vårdcentral och Ockelbo bibliotek. Tärnsjös musikkår",
        ["Sollebrunns vårdcentral", "Ockelbo bibliotek", "Tärnsjös musikkår"],
    ),
    ("Ek & Söner Bröd, Sävar Plastdetaljer", ["Ek & Söner Bröd", "Sävar Plastdetaljer"]),
    ("Kommunal har svarat. Kommunals ordförande kom.", ["Kommunal"]),
    (
        "Division teknisk försörjning, kultur- och fritidsutskottet",
        ["Division teknisk försörjning", "kultur- och fritidsutskottet"],
    ),
    ("pengar från Europeiska flyktingfonden", ["Europeiska flyktingfonden"]),
    ("Boxholms Plantor har anställt två", ["Boxholms Plantor"]),
    (
        "vuxenutbildningen, Arbetsförmedlingen och äldreomsorgen",
        ["Vuxenutbildningen", "Arbetsförmedlingen", "Äldreomsorgen"],
    ),
]
NAMES += [
    ("Där ingår LRF Norra Skåne och PRO Lycksele", ["LRF Norra Skåne", "PRO Lycksele"]),
    ("Företagarna Hallen bjuder in. Företagarna i Boden kom.", ["Företagarna Hallen", "Företagarna i Boden"]),
    ("Hos Grubbes bageri och på Sörbyns fjällhotell", ["Grubbes bageri", "Sörbyns fjällhotell"]),
    ("Hon går på Lillbyns förskola", ["Lillbyns förskola"]),
    ("Drivs av: Ideella föreningen Lyktan i Hjo\nNätverket Norrsken", ["Ideella föreningen Lyktan i Hjo", "Nätverket Norrsken"]),
    ("enkät från Kulturenheten, KE.", ["Kulturenheten"]),
    ("Med fanns Lindbo, Ekströms, Ica och Arla", ["Lindbo", "Ekströms", "Ica", "Arla"]),
    ("stöd av EU:s asylfond och av Kyrkornas kulturfond", ["EU:s asylfond", "Kyrkornas kulturfond"]),
    ("medlem i Nationella rådet för finansiell samordning", ["Nationella rådet för finansiell samordning"]),
]  # fmt: skip
NO_ACTORS = [
    "Hon arbetar på kommunkontoret och lokalavdelningen.",
    "Trevligt, säger hon till Amina. De bor i höghus.",
    "De läste på komvux och flyttade till andra orter.",
    "Barnens förskola, kommunens bageri, boende i Åkers styckebruk",
    "Centrum för staden, en grupp om sju, de kallar sig vänner",
    "Flera kommuner har enheter för arbete.",
    "chefen Maria Skog, Therese Byström El Amrani och Reporter Rebecca Stål",
    "Frågan för dagen: Ska kommunen satsa? Han stod på varumottagningen.",
    "Samordningsförbund: nytt",
    "platser i äldreomsorgen och jobb inom hemtjänsten",
    "barnens skola, vårdcentralen och jobbet",
    "Lövgren lyfter fram litenheten och öppenheten.",
    "I systerenheten ser det annorlunda ut.",
    "kontrakt hos bostadsbolaget",
    "Kommunal vuxenutbildning. Vision: alla i arbete.",
    "chef på Gotland, praktik hos Maria",
    "Ortens fotbollsklubb",
    "Kommunens bibliotek och ortens vårdcentral. Hotellet har anställt två. Kollektivtrafiken är dålig.",
    "köpte en gammal Volvo",
    "TIERP Kommunen samlar alla",
    "hjälp från psykiatrin och plats på sfi",
    "Kommunen och företagen i bygden möts",
    "jobbade på Södermalm med Mehmet Yildiz",
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_organisations_are_found_under_their_name_in_base_form(text, expected):
    assert list(dict.fromkeys(actor.actor for actor in find_actors(text))) == expected


@pytest.mark.parametrize("text", NO_ACTORS)
def test_plurals_branches_and_common_words_are_no_organisations(text):
    assert find_actors(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *(letter * 200_000 for letter in "Aa”"),
        "Abc " * 50_000,
        "komvux och regionen " * 2_000,
        "SKR, " * 20_000,
    ],
)
def test_a_long_text_takes_time_in_proportion(text):
    started = time.process_time()
    find_actors(text)
    assert time.process_time() - started < 2


_WORDS = st.sampled_from(
    "Luleå Bergs kommun kommuner Region Skåne AB i och , . ( ) AME SCB komvux regionen chef på Röda Korset enheten \n".split(
        " "
    )
)


@given(st.one_of(st.text(), st.lists(_WORDS).map(" ".join), st.lists(_WORDS).map("".join)))
def test_spans_hold_in_order_without_overlap(text):
    found = find_actors(text)
    assert all(text[actor.start : actor.end] == actor.text != "" for actor in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
