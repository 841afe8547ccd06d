"""Names are shown as the mode says, and no name or contact data slips through."""

import pandas as pd
import pytest

from analysis.errors import AnalysisError
from analysis.reporting.privacy import find_leaks, hide_by

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
