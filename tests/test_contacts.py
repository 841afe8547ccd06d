"""Contact data: what is masked, what is left alone, and that length and offsets hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.finding.contacts import MASK, RULES, find_contacts, mask_contacts

CONTACTS = [
    ("Mejla anna.berg@kommunen.example.se i dag", "anna.berg@kommunen.example.se"),
    ("åsa.öst-berg+jobb@öst.example.se", "åsa.öst-berg+jobb@öst.example.se"),
    ("a.b(at)example.se", "a.b(at)example.se"),
    ("a.b [at] example.se", "a.b [at] example.se"),
    ("A.B(A)EXAMPLE.SE", "A.B(A)EXAMPLE.SE"),
    ("Ring 0920-45 49 69.", "0920-45 49 69"),
    ("Ring 08-123 456 78.", "08-123 456 78"),
    ("Ring 08\u2011123\u00a0456\u00a078.", "08\u2011123\u00a0456\u00a078"),
    ("Ring 070 - 123 45 67.", "070 - 123 45 67"),
    ("Ring +46 (0)70-123 45 67.", "+46 (0)70-123 45 67"),
    ("Ring 0701234567.", "0701234567"),
    ("Tel: 123 456", "Tel: 123 456"),
    ("född 800101-1234", "800101-1234"),
    ("född 19800101-1234", "19800101-1234"),
]
NO_CONTACTS = [
    "47 av 71 personer",
    "pågår 170201-181231",
    "den 08-03-2018 och 2018-03-08",
    "1 200 000 kronor och 3-6 månader",
    "Målet är 60 procent @ kommunen",
    "punkt (a) t.ex. språk",
    "per telefon 3 dagar i veckan",
    "kl. 08.00-16.30, rum 021",
]


@pytest.mark.parametrize(("text", "contact"), CONTACTS, ids=[contact for _, contact in CONTACTS])
def test_contact_data_is_found_and_masked_at_equal_length(text, contact):
    assert [span.text for span in find_contacts(text)] == [contact]
    assert mask_contacts(text) == text.replace(contact, MASK * len(contact))


def test_a_number_and_an_address_without_a_blank_between_leave_nothing_readable():
    assert mask_contacts("0920- 45 49 69Mattias@amf.example.se").replace(MASK, "").strip() == ""


@pytest.mark.parametrize("text", NO_CONTACTS)
def test_numbers_dates_and_signs_that_are_no_contact_data_stay(text):
    assert mask_contacts(text) == text
    assert find_contacts(text) == []


def test_masking_leaves_unusual_blanks_elsewhere_as_they_are():
    assert mask_contacts("1\u00a0200 kr\tRing 0701234567") == f"1\u00a0200 kr\tRing {MASK * 10}"


@given(st.text(alphabet="0123456789 -+@.()abåÅt\n\u00a0\u2011█", max_size=200))
def test_masking_keeps_length_lines_and_everything_it_does_not_mask(text):
    masked = mask_contacts(text)
    assert len(masked) == len(text)
    assert all(new in (old, MASK) for old, new in zip(text, masked, strict=True))
    assert masked.count("\n") == text.count("\n")
    assert all(text[span.start : span.end] == span.text for span in find_contacts(text))


@given(st.lists(st.sampled_from([*(rule.hit for rule in RULES), *NO_CONTACTS, "\n", " ", "+46", "0", "-"])))
def test_lines_without_at_sign_or_long_number_are_rightly_passed_over(parts):
    text = masked = "".join(parts)
    for rule in RULES:
        masked = re.sub(rule.pattern, lambda match: MASK * len(match[0]), masked, flags=re.IGNORECASE)
    assert mask_contacts(text) == masked
