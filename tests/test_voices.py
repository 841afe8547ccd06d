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
    ("", "", "text"),
]


@pytest.mark.parametrize(("role", "organisation", "voice"), VOICES)
def test_a_role_has_its_kind_of_voice(role, organisation, voice):
    assert name_voice(role, organisation) == voice


def test_a_name_without_role_is_some_other_voice():
    assert name_voice("", "", "Amina") == "other"
