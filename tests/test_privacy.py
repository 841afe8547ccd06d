"""Names are shown as the mode says, and no name or contact data slips through."""

import pandas as pd
import pytest

from analysis.errors import AnalysisError
from analysis.finding.possible_names import find_possible_names
from analysis.paths import RAW
from analysis.reporting.privacy import find_leaks, hide_by
from analysis.tables import load_tables

PEOPLE = [
    {"name": "Abbas Hamadé", "role": "enhetschef", "doc_id": "jarfalla"},
    {"name": "Lars Stjernkvist", "role": "ordförande", "doc_id": "norrkoping"},
    {"name": "Louise Holm", "role": "", "doc_id": "gnosjo"},
    {"name": "Lars Berg", "role": "rektor", "doc_id": "norrkoping"},
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Abbas Hamadé berättar", "[enhetschef] berättar"),
        ("Abbas berättar, enligt Hamadés plan", "[enhetschef] berättar, enligt [enhetschef]s plan"),
        ("ABBAS HAMADÉ", "[enhetschef]"),
        ("Abbas\u00a0Hamadé", "[enhetschef]"),
        ("Hamadé-modellen", "[enhetschef]-modellen"),
        ("säger Lars Stjernkvist (S), ordförande", "säger [namn], ordförande"),
        ("Louise Holm från regionen", "[person] från regionen"),
        ("Lars hälsar", "[person] hälsar"),  # two people bear the name
    ],
)
def test_every_form_of_a_name_gives_way_to_the_role(text, shown):
    assert hide_by(PEOPLE).hide(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "ett litet holme och ett berg",
        "Bergs kommun",
        "i Berg",
        "Bergström",
        "Larsson",
        "Holmgren-Ek",
        "(S) i styrelsen",
    ],
)
def test_words_places_and_other_names_stay(text):
    assert hide_by(PEOPLE).hide(text) == text


def test_party_letters_go_in_every_mode():
    for mode in ("role", "full", "pseudonym"):
        assert "(S)" not in hide_by(PEOPLE, mode).hide("Lars Stjernkvist (S) sade")
    assert hide_by(PEOPLE, "full").hide("Lars Stjernkvist (S) sade") == "Lars Stjernkvist sade"


def test_pseudonyms_are_the_same_everywhere_and_tell_the_case():
    hider = hide_by(pd.DataFrame(PEOPLE), "pseudonym")
    assert hider.hide("Abbas Hamadé, Lars Stjernkvist och Lars Berg") == "Person J1, Person N1 och Person N2"
    assert hider.hide("Stjernkvists plan") == "Person N1s plan"


def test_a_first_name_alone_counts_only_in_its_own_document():
    hider = hide_by(PEOPLE)
    assert hider.hide("Louise och Abbas Hamadé", "jarfalla") == "Louise och [enhetschef]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Text: Kerstin Norberg och Mattias Öhlund", "Text: [namn] och [namn]"),
        ("AV KERSTIN NORBERG", "AV [namn]"),
        ("Kerstin Norberg (C) svarar", "[namn] svarar"),
        ("läs mer av Kerstin\nNorberg i dag", "läs mer av [namn] i dag"),  # a wrapped line
        ("Kerstin Stjernkvist hälsar", "[namn] hälsar"),  # not the Stjernkvist of the table
        ("Lars Bengt Stjernkvist", "[namn]"),
        ("Louise Holm Ek", "[person] Ek"),  # whom the table names comes first
    ],
)
def test_a_name_that_the_table_lacks_is_hidden_too(text, shown):
    hider = hide_by(PEOPLE)
    assert hider.hide(text) == shown
    assert hide_by([]).hide(text).count("Kerstin") == 0
    assert hide_by(PEOPLE, "full").hide("Kerstin Norberg") == "Kerstin Norberg"


def test_a_shorter_form_of_a_long_name_is_the_same_person():
    hider = hide_by([{"name": "Pernilla Thott Ljung", "role": "kontorschef", "doc_id": "norrkoping"}])
    assert hider.hide("Pernilla Ljung berättar") == "[kontorschef] berättar"


@pytest.mark.parametrize(
    "text",
    [
        "Olof Palmes plats och Karl Johansgatan",
        "Birger Jarls-gymnasiet",
        "Vilhelmina Bostäder AB",
        "programmet Marie Curie",
        "KURSER | BO PÅ SKOLAN",
        "Jonna\nArbetsförmedlingen",
    ],
)
def test_streets_schools_firms_and_listed_words_are_no_names(text):
    assert hide_by(PEOPLE).hide(text) == text


def test_of_the_five_texts_nothing_but_names_of_people_is_lost():
    texts = [path.read_text(encoding="utf-8") for path in RAW.glob("*.txt")]
    hidden = {span.text for text in texts for span in find_possible_names(text)}
    signing = {"Carolina Nilsson", "Sanna Rosén", "Susann Gustavsson"}
    assert hidden - set(load_tables()["people"]["name"]) == signing


def test_an_unknown_mode_is_refused_with_the_ways_there_are():
    with pytest.raises(AnalysisError, match="use role, full, pseudonym"):
        hide_by(PEOPLE, "initials")


@pytest.mark.parametrize(
    ("page", "leaks"),
    [
        ("<p>Abbas <b>Hamadé</b></p>", ["the name Abbas Hamadé"]),
        ("<p>Ab<b>bas</b> sade</p>", ["the name Abbas"]),
        ('<img alt="Bild av Abbas">', ["the name Abbas"]),
        ("<p>Skriv till a.b@example.se</p>", ["contact data (14 characters)"]),
        ("<p>Ham&eacute;n och [enhetschef], 47 av 71, 2018-03-08</p>", []),
        (f"<code>{'0123456789ab' * 4}</code>", []),  # a hash is no phone number
    ],
)
def test_leaks_are_found_in_text_and_attributes(page, leaks):
    assert find_leaks(page, ["Abbas Hamadé"]) == leaks
