"""Whose words: the kind of voice by role and organisation."""

import pytest

from analysis.finding.voices import name_voice

VOICES = [
    ("enhetschef", "arbetsmarknadsenheten", "official"),
    ("ordförande", "kommunstyrelsen", "politician"),
    ("ordförande", "idrottsföreningen", "official"),
    ("kommunalrådet", "", "politician"),
    ("arbetsmarknadsminister", "", "agency"),
    ("statsministern", "", "agency"),
    ("statssekreterare", "Arbetsmarknadsdepartementet", "agency"),
    ("riksdagsledamot", "", "agency"),
    ("ledamot", "kommunfullmäktige", "politician"),
    ("komminister", "", "official"),
    ("chef", "Arbetsförmedlingen i Norrköping", "agency"),
    ("forskare", "Linköpings universitet", "researcher"),
    ("deltagare", "", "participant"),
    ("platschef", "Sågen AB", "employer"),
    ("undersköterska", "Ölycke", "other"),
    ("svetsare", "Sågen AB", "other"),
    ("verksamhetschef och sjuksköterska", "Ölycke", "official"),
    ("ägare och kock", "", "employer"),
    ("", "", "text"),
]


@pytest.mark.parametrize(("role", "organisation", "voice"), VOICES)
def test_a_role_has_its_kind_of_voice(role, organisation, voice):
    assert name_voice(role, organisation) == voice


def test_a_name_without_role_is_some_other_voice():
    assert name_voice("", "", "Amina") == "other"


def test_who_tells_of_an_own_way_into_work_is_a_participant_unless_a_role_says_otherwise():
    assert name_voice("", "", "Selam", "Jag fick vänta åtta månader.") == "participant"
    assert name_voice("undersköterska", "", "Selam", "Jag läste sfi i två år.") == "participant"
    assert name_voice("enhetschef", "", "Selam", "Jag fick vänta åtta månader.") == "official"
    assert name_voice("", "", "Bo", "Jag fick vänta på beslutet.") == "other"
