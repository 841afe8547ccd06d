"""Explanations: the sentence with the hit, the rule, why, and what people decided, with names as asked."""

import re

import pytest
from click.testing import CliRunner

from analysis.cli import cli
from analysis.coding.anchors import describe_anchor
from analysis.coding.codebook import load_codebook
from analysis.coding.decision_file import Decision
from analysis.errors import AnalysisError
from analysis.explaining.explain import explain
from analysis.explaining.explain_source import KEYS, Source, hide_with_hit, render_text
from analysis.explaining.plain_words import list_explanations
from analysis.extract import extract_folder
from analysis.reporting.privacy import hide_by
from analysis.row_ids import name_rows
from analysis.tables import load_tables, write_tables

TEXT = """Så arbetar vi i Järfälla

Samverkan mellan kommunen och Arbetsförmedlingen har varit avgörande för resultatet.

Samverkan med Arbetsförmedlingen fungerar inte.

– Vi har en nära samverkan med Arbetsförmedlingen, säger Eva Sundqvist, enhetschef på arbetsmarknadsenheten.

Projektet hade 71 deltagare. Av deltagarna har över 50 procent fått arbete.
"""
CODE = "cross_agency_collaboration"
BARRIER = "Samverkan med Arbetsförmedlingen fungerar inte."


@pytest.fixture(scope="module")
def book():
    return load_codebook()


@pytest.fixture(scope="module")
def frames(tmp_path_factory, book):
    folder, raw = tmp_path_factory.mktemp("tables"), tmp_path_factory.mktemp("raw")
    (raw / "by.txt").write_text(TEXT, encoding="utf-8")
    start = TEXT.index(BARRIER)
    anchor = describe_anchor(TEXT, {"start": start, "end": start + len(BARRIER), "text": BARRIER})
    decision = Decision(
        "ann",
        "2026-01-31",
        "by",
        **anchor,
        action="reject",
        code=CODE,
        status="",
        polarity="",
        new_code="",
        reason="one clerk's view",
    )
    write_tables(extract_folder(raw, codebook=book, decisions=[decision]), folder)
    return load_tables(folder)


@pytest.fixture
def tell(frames, book):
    def tell(wanted, **options):
        return {fact.item: fact.mark() for fact in explain(Source(frames, book, **options), wanted)}

    return tell


def find_id(frames, table, key, **values):
    frame = frames[table]
    for column, value in values.items():
        frame = frame[frame[column] == value]
    return frame[key].iloc[0]


def test_a_coding_is_told_with_its_sentence_rule_cue_scope_and_reasons(frames, tell):
    told = tell(find_id(frames, "codings", "coding_id", code=CODE, status="claimed"))
    assert told["sentence"].startswith("»Samverkan« mellan kommunen")
    assert told["rule"] == "claimed_in_sentence"
    assert told["cue"] and told["because of"] == "avgörande"
    assert "credits the factor with the result" in told["why this status"]
    assert told["why this polarity"].startswith("facilitator")
    assert told["people decided"] == "nobody yet"
    assert told["counts"] == f"yes: it enters the cell by/{CODE}, which is claimed"


def test_a_turned_coding_names_the_word_that_turned_it_and_what_people_decided(frames, tell):
    told = tell(find_id(frames, "codings", "coding_id", polarity="barrier", coder="rules"))
    assert told["why this polarity"].startswith("barrier: “inte” in the same clause denies it")
    assert told["people decided"] == "ann rejected it: one clerk's view"
    assert told["counts"] == "no: a coder’s decision stands in its place"


def test_a_rejection_says_who_rejected_and_gives_no_reason_for_a_status(frames, tell):
    told = tell(find_id(frames, "codings", "coding_id", coder="ann"))
    assert told["people decided"] == "ann rejected it: one clerk's view"
    assert not {"why this status", "why this polarity"} & set(told)
    assert told["counts"].startswith("no: it records a rejection")


def test_a_cell_lists_the_codings_it_rests_on_and_those_not_counted(frames, book):
    facts = explain(Source(frames, book), f"by/{CODE}")
    items = [fact.item for fact in facts]
    assert items.count("rests on") == 2
    assert items.count("not counted") == 2  # the rules' barrier and ann's rejection of it
    left = [fact.text for fact in facts if fact.item == "not counted"]
    assert all(text.endswith("; rejected: one clerk's view") for text in left)
    assert facts[2].text.startswith("claimed: 1 of 2 facilitator codings")


def test_a_silent_cell_is_not_called_absent(tell):
    assert "never means that it is absent" in tell("by/housing")["why this cell"]


def test_a_quantity_tells_why_an_end_is_open(frames, tell):
    told = tell(find_id(frames, "quantities", "quantity_id", unit="percent"))
    assert told["value"] == "at least 50 percent, upper end open, because of the word “över”"
    assert "»över 50 procent«" in told["sentence"]


def test_an_outcome_tells_what_it_counts_and_why_it_compares_with_nothing(frames, tell):
    told = tell(frames["outcomes"]["outcome_id"].iloc[0])
    assert told["comparable with"] == "no outcome of another case measures the same thing in the same way"


@pytest.mark.parametrize(
    ("names", "shown"), [("role", "[enhetschef]"), ("full", "Eva Sundqvist"), ("pseudonym", "Person B1")]
)
def test_names_are_shown_as_asked(frames, tell, names, shown):
    told = tell(frames["quotes"]["quote_id"].iloc[0], names=names)
    assert told["speaker"] == shown
    assert ("Sundqvist" in str(told)) == (names == "full")


def test_the_hit_keeps_its_place_when_a_name_before_it_is_hidden():
    hider = hide_by([{"name": "Eva Sala", "role": "enhetschef", "doc_id": "by"}])
    text, (start, end) = hide_with_hit("Eva Sala sköter samverkan.", (16, 25), "by", hider)
    assert (text, text[start:end]) == ("[enhetschef] sköter samverkan.", "samverkan")
    text, (start, end) = hide_with_hit(
        "Tack Eva Sala, chef", (9, 19), "by", hider
    )  # the hit begins within the name
    assert text[start:end] == "[enhetschef], chef"


def test_a_person_is_told_with_role_mentions_and_utterances_and_a_sentence_with_its_finds(frames, tell):
    told = tell(frames["people"]["person_id"].iloc[0])
    assert (told["who"], told["quotes"]) == ("[enhetschef]", "by-q01")
    sentence = find_id(frames, "codings", "sentence_id", code=CODE, status="claimed")
    assert "by-c001" in tell(sentence)["found in it"]
    assert tell(find_id(frames, "segments", "segment_id", kind="title"))["section"] == "no section (title)"


UNKNOWN = ["by-c999", "by/nothing", "nowhere/housing", "", "/"]


@pytest.mark.parametrize("wanted", UNKNOWN)
def test_an_unknown_id_is_refused_with_the_nearest(frames, book, wanted):
    with pytest.raises(AnalysisError, match=r"the nearest are by|ids stand in") as caught:
        explain(Source(frames, book), wanted)
    assert "by-c0" in str(caught.value) or wanted != "by-c999"


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_row_of_every_table_can_be_explained(book, tmp_path, language):
    from analysis.paths import RAW

    write_tables(extract_folder(RAW, codebook=book), tmp_path)
    everything = load_tables(tmp_path)
    source = Source(everything, book, language)
    sentences = dict(
        zip(everything["sentences"]["sentence_id"], everything["sentences"]["text"], strict=True)
    )
    wholes = Source(everything, book, language, "full")
    for table, key in KEYS.items():
        for wanted in everything[table][key]:
            assert "{" not in render_text(explain(source, wanted))
            marked = next(fact for fact in explain(wholes, wanted) if fact.hit)
            assert marked.hit[0] < marked.hit[1] <= len(marked.text)
            assert (
                marked.text.replace(" ", "")[:20]
                in sentences.get(marked.sentence_id, marked.text).replace(" ", "")
                or "(" in marked.text
            )
    for wanted in name_rows("dates", everything["dates"]):
        assert "{" not in render_text(explain(source, wanted))
    for row in everything["case_factors"].to_dict("records"):
        assert explain(source, f"{row['case_id']}/{row['code']}")


def test_every_explanation_has_both_languages_and_the_same_places_for_values():
    for key, words in list_explanations().items():
        assert words["en"] and words["sv"], key
        assert set(re.findall(r"{(\w+)}", words["en"])) == set(re.findall(r"{(\w+)}", words["sv"])), key


def test_the_command_explains_and_ends_with_2_for_an_unknown_id(frames, book, tmp_path):
    from analysis.errors import AnalysisError as Refused

    result = CliRunner().invoke(cli, ["explain", "gnosjo-q99", "--folder", str(tmp_path)])
    assert isinstance(result.exception, Refused)
    assert "»" in render_text(explain(Source(frames, book), frames["codings"]["coding_id"].iloc[0]))
