"""Direct speech: the words, and who said them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.finding.quotes import find_quotes

FOUND = [
    ("dash, speaker after", "– Det går bra, säger Eva Ek.", [("Det går bra", "Eva Ek")]),
    ("dash without comma", "– Vi har fler bostäder berättar Lina Ek, chef.", [("Vi har fler bostäder", "Lina Ek")]),
    ("several sentences", "– Ett. Två, säger Eva Ek.", [("Ett. Två", "Eva Ek")]),
    ("verb in the middle", "– Ja, säger Eva Ek. Vi går vidare.", [("Ja", "Eva Ek"), ("Vi går vidare.", "Eva Ek")]),
    ("narration after", "– Ja då, säger Eva Ek. Eva Ek lyfter också gruppen.", [("Ja då", "Eva Ek")]),
    ("marks, speaker after", "”Det har gått bra för oss”, säger Eva Ek.", [("Det har gått bra för oss", "Eva Ek")]),
    ("marks after a colon", 'Eva Ek säger: "Vi går dit de är."', [("Vi går dit de är.", "Eva Ek")]),
    ("pronoun", "Eva Ek är nöjd.\n– Det går bra, säger hon.", [("Det går bra", "Eva Ek")]),
    ("pronoun by gender", "Eva Ek mötte Lars Berg.\n– Det går bra, säger hon.", [("Det går bra", "Eva Ek")]),
    ("speaker in the sentence before", "Eva Ek berättar om hösten.\n– Det blev inte som vi trodde.", [("Det blev inte som vi trodde.", "Eva Ek")]),
    ("introduced by a colon", "Eva Ek, rektor, fortsätter:\n– Vi ska bli fler nästa år.", [("Vi ska bli fler nästa år.", "Eva Ek")]),
    ("said in the line below", "– Kom hit och prova, det kostar inget!\nSå svarar Eva Ek.", [("Kom hit och prova, det kostar inget!", "Eva Ek")]),
    ("interview", "Vi mötte Eva Ek.\nEva: Det tog tre år att lära sig.", [("Det tog tre år att lära sig.", "Eva Ek")]),
    ("unknown speaker stays empty", "”Det tog tre år att lära sig.”", [("Det tog tre år att lära sig.", "")]),
    ("role alone", "– Det går bra, säger en handledare.", [("Det går bra", "")]),
]  # fmt: skip
NONE = [
    ("a method's name", "Alla utgår från metoden ”Erkännande”."),
    ("scare quotes", "Risken är att de ”bli kvar” hos oss."),
    ("a list with dashes", "– Samordnade insatser för alla\n– Tidiga insatser för alla"),
    ("indirect speech", "Eva Ek säger att det går bra."),
    ("a title", "I rapporten ”Från bidrag till lön” finns svaret."),
]


@pytest.mark.parametrize(("origin", "text", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_speech_is_found_with_its_speaker(origin, text, expected):
    assert [(quote.text, quote.speaker) for quote in find_quotes(text)] == expected


@pytest.mark.parametrize(("origin", "text"), NONE, ids=[row[0] for row in NONE])
def test_what_is_no_speech_is_not_found(origin, text):
    assert find_quotes(text) == []


def test_a_speaker_brings_role_and_organisation():
    (quote,) = find_quotes("– Det går bra, säger Inger Schroeder, chef för Arbetsförmedlingen i Norrköping.")
    assert (quote.role, quote.organisation) == ("chef", "Arbetsförmedlingen i Norrköping")


@given(
    st.text(alphabet=st.sampled_from('AaÅ .,–-:!?\n\u00a0”"säger Eva Ek'), max_size=200)
    | st.text(max_size=200)
)
@settings(deadline=None, max_examples=150)
def test_any_text_gives_spans_that_hold(text):
    for quote in find_quotes(text):
        assert len(quote.text) == quote.end - quote.start
        assert 0 <= quote.start <= quote.end <= len(text)
