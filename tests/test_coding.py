"""Coding: what each code finds and leaves, and how far lists, headings, questions and references reach."""

import csv
import re
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.codebook import load_codebook
from analysis.coding.codebook_entries import Code
from analysis.coding.coded import Coding, Unit
from analysis.coding.rules import find_codings, read_units
from analysis.documents import Document, Source
from analysis.extract import extract_document
from analysis.finding.sentences import find_sentences
from analysis.paths import REFERENCE
from analysis.quality import list_references
from analysis.text import Span

BOOK = load_codebook()
COUNTED = [code for code in BOOK.codes.values() if code.id != "other_factor"]


def code(*lines: str | tuple[str, str], **fields: object) -> list[Coding]:
    """The codings of lines, each a paragraph or (kind, text); headings open sections."""
    units: list[Unit] = []
    at, section = 0, None
    for number, line in enumerate(lines):
        kind, text = ("paragraph", line) if isinstance(line, str) else line
        for span in find_sentences(text) or [Span(0, len(text), text)]:
            place = Span(at + span.start, at + span.end, span.text)
            units.append(Unit(place, kind, number, section, **fields))  # type: ignore[arg-type]
        at += len(text) + 1
        section = number if kind == "heading" else section
    return read(units)


def read(units: list[Unit]) -> list[Coding]:
    return find_codings(units, read_units(units, BOOK), BOOK)


def counted(*lines: str | tuple[str, str]) -> dict[str, Coding]:
    return {coding.code: coding for coding in code(*lines) if not coding.unsure}


# Every code against its own sentences


@pytest.mark.parametrize("one", COUNTED, ids=lambda one: one.id)
def test_a_code_is_found_in_each_of_its_examples(one: Code) -> None:
    assert [text for text in one.examples if one.id not in counted(text)] == []


@pytest.mark.parametrize("one", BOOK.codes.values(), ids=lambda one: one.id)
def test_a_code_is_found_in_none_of_its_near_misses(one: Code) -> None:
    assert [text for text in one.near_misses if one.id in counted(text)] == []


def test_at_least_half_of_the_hard_sentences_are_found() -> None:
    hard = [(one.id, text) for one in COUNTED for text in one.hard]
    assert sum(name in counted(text) for name, text in hard) >= len(hard) / 2


# Polarity


class Said(NamedTuple):
    """A sentence, a code in it, and the polarity it has there."""

    text: str
    code: str
    polarity: str


POLARITY = [
    Said("Kommunen har ingen samverkan med Arbetsförmedlingen.", "cross_agency_collaboration", "barrier"),
    Said("Samverkan fungerar inte, men praktiken är bra.", "work_placement", "facilitator"),
    Said("Coacher, praktikplatser och språkstöd saknas.", "work_placement", "barrier"),
    Said("Jobbmässan, som hölls varje år, är nedlagd.", "employer_engagement", "discontinued"),
    Said("Extratjänsterna har upphört.", "subsidised_employment", "discontinued"),
    Said("Kommunen planerar ett nytt språkcafé.", "language_training", "planned"),
    Said("Tidsgränsen gör att ingen fastnar i åtgärder.", "avoid_lock_in", "facilitator"),
    Said("Många fastnar i åtgärder.", "avoid_lock_in", "barrier"),
    Said("Tydliga roller gör att ingen faller mellan stolarna.", "clear_roles", "facilitator"),
    Said("Deltagarna faller mellan stolarna.", "clear_roles", "barrier"),
    Said("Rollerna är otydliga.", "clear_roles", "barrier"),
    Said("Företagen har svårt att hitta folk.", "favourable_labour_market", "facilitator"),
    Said("Det råder brist på personal.", "favourable_labour_market", "facilitator"),
    Said("Besöken minskar arbetsgivarnas fördomar.", "positive_attitude", "facilitator"),
    Said(
        "Utan coachningen hade det aldrig gått, och språkstöd fanns.",
        "language_culture_support",
        "facilitator",
    ),
    Said("Handläggaren föreslår tre personer som passar.", "matching", "facilitator"),
]


@pytest.mark.parametrize("said", POLARITY, ids=lambda said: said.text)
def test_polarity_is_that_of_the_factors_own_clause(said: Said) -> None:
    assert counted(said.text)[said.code].polarity == said.polarity


# Status and scope


def test_a_claim_reaches_the_side_its_cue_looks_to() -> None:
    found = counted("För att lyckas med matchningen krävs samverkan mellan myndigheter.")
    assert found["cross_agency_collaboration"].status == "claimed"
    assert found["matching"].status == "described"


def test_an_enumeration_is_claimed_as_a_whole() -> None:
    found = counted("Praktik, språkstöd och mentorskap har bidragit till resultatet.")
    assert {coding.status for coding in found.values()} == {"claimed"}


def test_a_claim_does_not_spread_to_the_other_sentences() -> None:
    found = counted("Samverkan har varit avgörande. Deltagarna gör praktik i fyra veckor.")
    assert found["cross_agency_collaboration"].status == "claimed"
    assert found["work_placement"].status == "described"


def test_a_heading_claims_its_own_code_in_its_own_section_only() -> None:
    found = code(
        ("heading", "Samverkan är avgörande"),
        "Kommunen samverkar med regionen. Praktik erbjuds alla.",
        ("heading", "Annat vi gör"),
        "Enheterna samverkar i en styrgrupp.",
    )
    claims = [
        (coding.code, coding.rule) for coding in found if coding.status == "claimed" and not coding.unsure
    ]
    assert claims == [
        ("cross_agency_collaboration", "claimed_in_sentence"),
        ("cross_agency_collaboration", "claimed_by_heading"),
    ]


LIST = (("list_item", "Praktik på företag"), ("list_item", "Vi tar ett projekt i taget"))


@pytest.mark.parametrize("head", ["Våra framgångsfaktorer:", ("heading", "Framgångsfaktorer")])
def test_every_item_of_a_list_of_success_factors_is_claimed(head: str | tuple[str, str]) -> None:
    found = counted(head, *LIST)
    assert {coding.status for coding in found.values()} == {"claimed"}
    assert set(found) >= {"work_placement", "other_factor"}


@pytest.mark.parametrize(
    "head", ["Det här gör vi i höst:", "Bristerna har ökat:", ("heading", "Aktiviteter")]
)
def test_items_of_other_lists_are_not_claimed(head: str | tuple[str, str]) -> None:
    found = counted(head, *LIST)
    assert {coding.status for coding in found.values()} == {"described"}
    assert "other_factor" not in found


def test_a_list_ends_with_the_next_paragraph() -> None:
    found = code("Våra framgångsfaktorer:", LIST[0], "Vi har mer på gång.", ("list_item", "Språkcafé i maj"))
    assert [c.status for c in found if c.code == "language_training" and not c.unsure] == ["described"]


def test_a_sentence_that_points_back_claims_what_the_one_before_says() -> None:
    found = code("Alla gör språkpraktik. Det har gett goda resultat.")
    assert {(c.unit, c.code, c.status) for c in found if not c.unsure} == {
        (0, "work_placement", "described"),
        (0, "language_training", "described"),
        (1, "work_placement", "claimed"),
        (1, "language_training", "claimed"),
    }


def test_a_question_about_the_reason_claims_its_answer() -> None:
    assert counted("Vad är hemligheten?", "Alla får praktik.")["work_placement"].rule == "claimed_by_question"


TURNING = [("Rekommendationer", "planned"), ("Utmaningar", "barrier"), ("Aktiviteter", "facilitator")]


@pytest.mark.parametrize(("head", "polarity"), TURNING)
def test_a_heading_of_plans_or_troubles_turns_its_section(head: str, polarity: str) -> None:
    found = code(
        ("heading", head),
        "Alla får en egen coach.",
        ("heading", "Bakgrund"),
        "Modersmålsstöd finns på skolan.",
    )
    assert {c.code: c.polarity for c in found if not c.unsure} == {
        "personal_coach": polarity,
        "language_culture_support": "facilitator",
    }


def test_a_numbered_line_turns_what_stands_under_it_and_yields_to_the_next() -> None:
    found = code(
        ("list_item", "Vad fungerade mindre väl?"),
        "Alla fick en egen coach.",
        ("list_item", "Vad hände sedan?"),
        "Alla fick en egen coach.",
    )
    assert [c.polarity for c in found if not c.unsure] == ["barrier", "facilitator"]


def test_a_sentence_that_says_more_is_not_turned_by_its_heading() -> None:
    found = counted(("heading", "Utmaningar"), "Tack vare samverkan gick det bra.")
    assert found["cross_agency_collaboration"].polarity == "facilitator"


@pytest.mark.parametrize(
    ("lead", "polarity"),
    [
        ("Vi föreslår därför:", "planned"),
        ("I rapporten föreslås bland annat:", "planned"),
        ("Vi gör så här:", "facilitator"),
    ],
)
def test_a_line_with_a_colon_turns_its_list_and_nothing_after_it(lead: str, polarity: str) -> None:
    found = code(lead, ("list_item", "Praktik på två företag"), "Alla gör praktik i butik.")
    assert [c.polarity for c in found if c.code == "work_placement"] == [polarity, "facilitator"]


@pytest.mark.parametrize(
    "head",
    [("title", "Kommunens planer för mottagandet"), ("heading", "”Vi hade bara problem”")],
)
def test_a_title_and_what_somebody_says_turn_no_section(head: tuple[str, str]) -> None:
    assert counted(head, "Alla gör praktik i butik.")["work_placement"].polarity == "facilitator"


REACHES = [
    ("Nämnden vill öppna ett kontor, så att alla får praktik.", "work_placement", "planned"),
    ("Nämnden öppnade ett kontor, så att alla får praktik.", "work_placement", "facilitator"),
    ("Förr ordnade kommunen praktik, men den drogs in i våras.", "work_placement", "discontinued"),
    ("Kommunen ordnar praktik, men kaféet drogs in i våras.", "work_placement", "facilitator"),
    ("Det var samverkan, inte pengarna, som avgjorde.", "cross_agency_collaboration", "facilitator"),
    ("Trots att hon inte hade betyg fick hon praktik.", "work_placement", "facilitator"),
    ("Trots att hon kunde svenska fick hon ingen praktik.", "work_placement", "barrier"),
    ("Kommunen hoppas att det ger fler en fast adress.", "housing", "planned"),
    ("Kommunen hoppas mycket fast de redan har en egen dörr.", "housing", "facilitator"),
]


@pytest.mark.parametrize(("text", "wanted", "polarity"), REACHES)
def test_how_far_a_cue_reaches(text: str, wanted: str, polarity: str) -> None:
    assert counted(text)[wanted].polarity == polarity


def test_an_announced_explanation_claims_and_counts_on() -> None:
    found = code("Det finns flera skäl. Det ena är praktiken. Det andra är samverkan. Alla läser sfi.")
    claims = {c.code: c.rule for c in found if c.status == "claimed" and not c.unsure}
    assert claims == dict.fromkeys(("work_placement", "cross_agency_collaboration"), "claimed_by_question")
    assert counted("Hon slutade av andra skäl. Alla gör praktik.")["work_placement"].status == "described"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Samverkan var svag, vilket försvårade arbetet.", "claimed"),
        ("Att samverkan saknades är förklaringen till det svaga resultatet.", "claimed"),
        ("Samverkan saknades, men alla var glada.", "described"),
    ],
)
def test_a_lack_is_claimed_where_it_explains_a_poor_result(text: str, status: str) -> None:
    found = counted(text)["cross_agency_collaboration"]
    assert (found.polarity, found.status) == ("barrier", status)


def test_a_cue_does_not_reach_from_one_clause_into_the_next() -> None:
    assert "staff_continuity" in counted("Samma gäng som började är kvar.")
    text = "Företagen är stora; ingen har inte deltagit."
    assert "employer_engagement" not in counted(text)
    assert "employer_engagement" in counted("Företagen har inte deltagit i arbetet.")


# What is declined or left


def test_one_weak_cue_in_a_claim_is_unsure_where_nothing_else_is_found() -> None:
    found = {c.code: c.unsure for c in code("Våra framgångsfaktorer:", ("list_item", "Ett bra nätverk"))}
    assert found["civil_society"] == "one weak cue in a sentence that claims"
    assert found["other_factor"] == ""
    assert not any(c.unsure for c in code("Våra framgångsfaktorer:", ("list_item", "Praktik på företag")))


UNSURE = [
    ("Vi är oroliga för att samverkan minskar.", "a hope or a fear"),
    ("Andra kommuner har gemensamma mottagningar och samverkan.", "somebody else's doing"),
    ("Läs mer om praktik och validering här.", "a teaser"),
    ("Alla nyanlända har rätt till samhällsorientering enligt lag.", "somebody else's doing"),
    ("Du är här: Start / Arbete / Praktik / Sfi", "a menu or a row of figures"),
    ("Deltagare med extratjänst: 112", "a menu or a row of figures"),
    ("Hur får man fyra kommuner att samverka?", "a question"),
]


@pytest.mark.parametrize(("text", "reason"), UNSURE)
def test_doubtful_evidence_is_proposed_but_not_counted(text: str, reason: str) -> None:
    found = code(text)
    assert found and all(coding.unsure.startswith(reason) for coding in found)


def test_a_heading_of_one_word_and_anothers_doings_are_unsure() -> None:
    assert [c.unsure for c in code(("heading", "Praktik"))] == ["a heading of one word"]
    assert all(c.unsure for c in code("Där har alla praktik.", elsewhere=True))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("title", "Samverkan och praktik i Ljusdal"),
        ("heading", "Så gick praktiken"),
    ],
)
def test_a_line_that_only_names_a_factor_is_unsure(kind: str, text: str) -> None:
    found = code((kind, text))
    assert found and {c.unsure for c in found} == {"only named: too little is said of it"}


def test_a_title_that_claims_is_counted() -> None:
    assert any(not c.unsure for c in code(("title", "Samverkan var avgörande för resultatet")))


def test_the_sentence_after_goes_on_elsewhere() -> None:
    text = "I Borås finns praktik. Där samverkar alla. Här finns sfi."
    spans = find_sentences(text)
    units = [Unit(span, "paragraph", 0, None, elsewhere=number == 0) for number, span in enumerate(spans)]
    found = read(units)
    assert {c.unit for c in found if c.unsure.startswith("another")} == {0, 1}


def test_the_name_of_a_project_names_no_factor_but_a_method_does() -> None:
    text = "Projektet En väg in startade."
    unit = Unit(Span(50, 50 + len(text), text), "paragraph", 0, None)
    named = Unit(unit.sentence, "paragraph", 0, None, names=((60, 69),))
    assert [c.code for c in read([unit])] == ["single_entry_point"]
    assert read([named]) == []
    method = "Enheten arbetar enligt Supported Employment."
    kept = Unit(Span(0, len(method), method), "paragraph", 0, None, names=((23, 43),))
    assert [c.code for c in read([kept]) if not c.unsure] == ["supported_employment"]


BOILERPLATE = [
    "Sidansvarig: Redaktionen",
    "Var informationen till hjälp? Ja Nej",
    "Kontaktcenter, 0303-555 09 00",
    "Läs mer här!",
    "Scroll to Top",
    "Publicerad 2 december 2019",
    "Av 71 deltagare gick 47 till arbete.",
]


@pytest.mark.parametrize("text", BOILERPLATE)
def test_boilerplate_and_bare_figures_code_nothing(text: str) -> None:
    assert counted(text) == {}


def test_every_numbered_success_factor_of_gnosjo_gets_a_code() -> None:
    text = next(text for name, text, _ in list_references("cases") if name == "gnosjo")
    items = re.findall(r"^ *\d+\. (.+)$", text, re.M)
    assert len(items) == 13
    assert [item for item in items if not counted("Framgångsfaktorer:", ("list_item", item))] == []


# Anything goes in


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["paragraph", "list_item", "heading", "quote"]), st.text(max_size=120)),
        max_size=5,
    )
)
def test_arbitrary_text_never_crashes_and_spans_hold(lines: list[tuple[str, str]]) -> None:
    whole = "\n".join(text for _, text in lines)
    assert all(whole[coding.start : coding.end] == coding.text for coding in code(*lines))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([text for one in COUNTED for text in (*one.examples, *one.near_misses)]), max_size=6
    )
)
def test_sentences_in_any_order_keep_their_spans(texts: list[str]) -> None:
    whole = "\n".join(texts)
    assert all(whole[coding.start : coding.end] == coding.text for coding in code(*texts))


def test_thousands_of_sentences_are_coded_in_seconds() -> None:
    texts = [text for one in COUNTED for text in one.examples]
    code(*texts)
    start = time.perf_counter()
    for _ in range(20):
        code(*texts)
    assert time.perf_counter() - start < 10


def read_alone(part: str, name: str) -> Iterator[tuple[dict[str, str], list[dict[str, Any]]]]:
    """Each line of a part of a reference file, with the codings of its sentence between two that say nothing."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["part"] == part]
    for row in rows:
        text = f"Kommunen har länge arbetat med frågan på flera sätt. {row['sentence']} Sammanlagt bor omkring tolv tusen personer här."
        document = Document("one", Source("one.txt", "one"), True, "", "utf-8", text)
        codings = extract_document(document, BOOK)["codings"]
        yield row, [one for one in codings if one["text"] in row["sentence"]]


@pytest.mark.parametrize(
    ("part", "known", "mistaken"), [("tuned", 81, 3), ("test", 51, 6), ("passages", 28, 0)]
)
def test_ways_to_credit_a_factor_are_told_from_mere_reports(part: str, known: int, mistaken: int) -> None:
    """At least so many claims of `tests/reference/claims.csv` are known as such, and at most so many reports taken for claims."""
    claimed = {"claimed": 0, "described": 0}
    for row, codings in read_alone(part, "claims.csv"):
        claimed[row["status"]] += any(one["status"] == "claimed" for one in codings)
    assert claimed["claimed"] >= known
    assert claimed["described"] <= mistaken


@pytest.mark.parametrize(("part", "known"), [("tuned", 103), ("test", 88), ("passages", 79)])
def test_ways_to_say_that_a_factor_lacks_has_ended_or_is_planned(part: str, known: int) -> None:
    """At least so many codings of `tests/reference/polarities.csv` have the polarity that was meant."""
    right = sum(
        any(one["polarity"] == row["polarity"] for one in codings if one["code"] == row["code"])
        for row, codings in read_alone(part, "polarities.csv")
    )
    assert right >= known
