"""What counts as a named project, programme or method, and where its name ends."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.finding.actors import find_actors
from analysis.finding.initiative_signs import list_signs
from analysis.finding.initiatives import find_initiatives
from analysis.finding.people import find_people

# (text, the initiatives in it)
NAMES = [
    ("Projektet Mammor i takt, som gav 29 kvinnor språkträning", ["Mammor i takt"]),
    ("Projektet Norrsken i arbete, med stöd", ["Norrsken i arbete"]),
    ("arbetssättet från projektet Öppna dörren från och med 2019", ["Öppna dörren"]),
    ("Arbetssättet En Trappa Upp startade", ["En Trappa Upp"]),
    ("Projektet Krami startade hösten 2018.", ["Krami"]),
    ("Arbetsliv Mark\n\nProjektägare: Marks kommun", ["Arbetsliv Mark"]),
    ("en arbetsgivare i ”Open Door”, som är kommunens namn på besök", ["Open Door"]),
    ("Så går det till på Frukostklubben.", ["Frukostklubben"]),
    ("på Yrkesvux Väst. Kommunens satsning Ny kraft ger fler", ["Yrkesvux Väst", "Ny kraft"]),
    ("Tillsammans med Campus Varberg startade DigiStart, en kurs i", ["DigiStart"]),
    ("ESF-projektet En väg in avslutades i maj.", ["En väg in"]),
    ("Med projektet Integra 3.0 ville man", ["Integra 3.0"]),
    ("Kursen Svenska i vården ger mer", ["Svenska i vården"]),
    ("Idén, som fått namnet Dörröppnarna, är enkel.", ["Dörröppnarna"]),
    ("Satsningen heter Hela Kedjan och finns även i Högsby.", ["Hela Kedjan"]),
    ("Bakom satsningen, som kallas Matvägen, står kommunen.", ["Matvägen"]),
    ("Det andra kallades ”Tala verktyg” och gick ut", ["Tala verktyg"]),
    ("I mars öppnade Välkomstgatan, en mottagning där alla ryms.", ["Välkomstgatan"]),
    ("Hittills har 92 personer börjat i Stålspåret.", ["Stålspåret"]),
    ("Arboga: Ett schema (170201-181231)", ["Ett schema"]),
    ("på satsningen Fast mark. Tre år senare", ["Fast mark"]),
    ("projektet Sápmi välkomnar, som drivs ihop med Åsele", ["Sápmi välkomnar"]),
    ("Initiativet Jobb i sikte togs av företagen", ["Jobb i sikte"]),
    ("den första gruppen i Gröna jobbspåret har", ["Gröna jobbspåret"]),
    ("arbetade enligt ”Bygdelotsmodellen”.", ["Bygdelotsmodellen"]),
    ("Lägesrapport: Steg för steg\nArbetet i Steg för steg redovisas.", ["Steg för steg", "Steg för steg"]),
    ("En systerverksamhet i Skövde, Steget, redovisar", ["Steget"]),
    ("Integrationslyftet är kommunens satsning på nyanlända", ["Integrationslyftet"]),
    ("Utvärdering av Norrspåret i Boden 2020", ["Norrspåret"]),
    ("Projektbanken » Visa\n\nVarsamt Hylte\n\nProjektägare: Hylte kommun", ["Varsamt Hylte"]),
    ("Ny i Kalix\n\nProjekttid: 2015–2017", ["Ny i Kalix"]),
    ("Inom Våga mer har tio män läst sfi.", ["Våga mer"]),
    ("Elva har kommit genom Kock på svenska, ett yrkespaket om 30 veckor.", ["Kock på svenska"]),
    ("Metoden ”hand i hand” används.", ["hand i hand"]),
    ("”Radarn” är ny. Alla går med Radarn.", ["Radarn", "Radarn"]),
    ("Fakta: Lots Hylte", ["Lots Hylte"]),
    ("I ”raka spåret”-projektet deltog tio.", ["raka spåret"]),
    ("Sedan projektet Road to Work startade har 40 fått jobb.", ["Road to Work"]),
    ("Ny på jobbet heter projektet.", ["Ny på jobbet"]),
    ("KORT OM\n• Insatsens namn: Säsong Kalix\n• Parter: tre kommuner", ["Säsong Kalix"]),
    ("Så startade Hamnklivet. Nu drivs Hamnklivet av kommunen.", ["Hamnklivet", "Hamnklivet"]),
    ("FAKTA: HAMNKLIVET\nHamnklivet är ett projekt.", ["Hamnklivet"]),
    ("Projektet Rätt kurs lockar många. I Rätt kurs läser 40.", ["Rätt kurs", "Rätt kurs"]),
    ("Slutrapport Fönster mot havet\n\nFönster mot havet vände sig till unga.", ["Fönster mot havet"] * 2),
    ("Hon fick hjälp av Lotsaren, som är en satsning för nya.", ["Lotsaren"]),
    (
        "tre projekt: Vidare i Gnosjö, Nya i Gnosjö och Projekt äldreomsorg.",
        ["Vidare i Gnosjö", "Nya i Gnosjö", "Projekt äldreomsorg"],
    ),
]
NO_INITIATIVES = [
    "Projektet drivs med Arbetsförmedlingen.\n• Projektägare: kommunen\n• Samverkan: Arbetsförmedlingen, kommunen",
    "Projektet är ett samarbete om praktik.",
    "Projektet Luleå kommun",
    "Projektledaren Mora-Lisa Ekman slutar",
    "vid Räddningstjänsten Skåne Nordväst",
    "FAKTA – Tre av fyra lär sig mer",
    "Fler får jobb i Hjo\n\nProjektägare: Hjo kommun",
    "hon kallade det ”bra” och sa ”Nej tack!”",
    "Årsredovisning 2018\nResultat\n",
    "inom ramen för Arbetsförmedlingen",
    "Rapporten ”Ett annat land” läses. Hon heter Sara.",
    "I Agenda 2030 deltar alla. Utvärderingen av Sverige är klar.",
    "Hennes handledare är från Syrien.",
    "Resultatet blev en kurs på tio veckor. Vad är Sfi?",
    "I Oviken får nyanlända bostad. Inom Hälsingland finns tio kommuner.",
    "Praktik är en väg till jobb. Då gick Ahmed hem. Läraren Ali Karimi kom, tack vare Karimi.",
    "en enhet inom Arbete och välfärd",
    "Kön ringlade på Ljungbackavägen. Ljungbackavägen var avstängd.",
    "Det skrev tidningen Kustklivet i höstas.",
    "Steg 1. Deltagaren möter en lots. Steg 2. Lotsen ringer.",
    "Diarienummer: 2019/00417\nProjektägare: Torsby kommun",
    "Samordnaren möter alla. En samordnare räcker för trettio deltagare.",
]


@pytest.mark.parametrize(
    "rule",
    [rule for where in ("before", "beside", "name") for rule in list_signs(where).rules],
    ids=lambda rule: rule.name,
)
def test_every_sign_matches_its_hit_and_not_its_miss(rule):
    assert re.search(rule.pattern, rule.hit)
    assert not re.search(rule.pattern, rule.miss)


def find_all(text):
    """As extraction does: organisations and people are known."""
    return find_initiatives(text, find_actors(text), find_people(text))


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_is_found_with_its_small_words_and_no_more(text, expected):
    assert [one.initiative for one in find_all(text)] == expected


@pytest.mark.parametrize("text", NO_INITIATIVES)
def test_kinds_streets_houses_and_organisations_are_no_initiatives(text):
    assert find_all(text) == []


def test_a_name_once_presented_is_found_wherever_it_stands():
    found = find_initiatives("Projektet Krami startade 2018. Kramis deltagare gillar Krami, inte kramis.")
    assert [one.text for one in found] == ["Krami", "Krami", "Krami"]


@pytest.mark.parametrize(
    "text", ["A" * 200_000, "a" * 200_000, "”" * 200_000, "Abc " * 50_000, "projektet Abc" + " i Ab" * 40_000]
)
def test_a_long_text_takes_time_in_proportion(text):
    started = time.perf_counter()
    find_initiatives(text)
    assert time.perf_counter() - started < 1


_WORDS = st.sampled_from(
    "Projektet projekt heter Vägen in Krami Öppna dörren i , . : ” – ( ) 170201-181231 är ett en Luleå Matvägen s \n".split(
        " "
    )
)


@given(st.one_of(st.text(), st.lists(_WORDS).map(" ".join), st.lists(_WORDS).map("".join)))
def test_spans_hold_in_order_without_overlap(text):
    found = find_initiatives(text)
    assert all(text[one.start : one.end] == one.text != "" for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
