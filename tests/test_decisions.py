"""People's decisions survive what happens to texts, rules and codebooks, and none is lost silently."""

from dataclasses import replace

import pytest
import yaml

from analysis.coding.anchors import describe_anchor
from analysis.coding.codebook import DEFAULT, load_codebook
from analysis.coding.decision_file import Decision, load_decisions, write_decisions
from analysis.coding.decisions import list_homeless
from analysis.errors import AnalysisError
from analysis.extract import extract_folder

TEXT = """Så arbetar vi i Exempelby

Kommunen och Arbetsförmedlingen samverkar i en fast styrgrupp om alla nyanlända.

Deltagarna får praktik på ett lokalt företag under sex månader. Sedan går de vidare.

Alla deltagare får en egen jobbcoach som följer dem till arbetet.
"""
CODE = "cross_agency_collaboration"
COLLABORATION = "Kommunen och Arbetsförmedlingen samverkar i en fast styrgrupp om alla nyanlända."


@pytest.fixture(scope="module")
def book():
    return load_codebook()


def build(folder, text, decisions=(), book=None):
    folder.mkdir(exist_ok=True)
    (folder / "by.txt").write_text(text, encoding="utf-8")
    return extract_folder(folder, codebook=book, decisions=decisions)


def decide(
    text,
    words,
    action="accept",
    *,
    code=CODE,
    coder="ann",
    nth=0,
    status="claimed",
    day="2026-01-31",
    new_code="",
):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    anchor = describe_anchor(text, {"start": start, "end": start + len(words), "text": words})
    given = (
        {"status": "", "polarity": ""}
        if action == "reject"
        else {"status": status, "polarity": "facilitator"}
    )
    return Decision(
        coder, day, "by", **anchor, action=action, code=code, **given, new_code=new_code, reason="said so"
    )


def people(tables):
    return [row for row in tables["codings"] if row["coder"] != "rules"]


def counted(tables, code=CODE):
    return [
        (row["coder"], row["status"], row["sentence_id"])
        for row in tables["codings"]
        if row["counted"] and row["code"] == code
    ]


def warnings(tables):
    return [
        row["reason"]
        for row in tables["extraction_log"]
        if row["stage"] == "decisions" and row["severity"] == "warning"
    ]


def change_book(tmp_path, change):
    raw = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    change({code["id"]: code for code in raw["codes"]}, raw)
    path = tmp_path / "codebook.yml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    return path


def test_an_accepted_coding_counts_once_as_the_person_says_and_both_layers_stay(tmp_path, book):
    tables = build(tmp_path, TEXT, [decide(TEXT, COLLABORATION)], book)
    assert [row["coder"] for row in tables["codings"] if row["code"] == CODE] == ["rules", "ann"]
    assert [(coder, status) for coder, status, _ in counted(tables)] == [("ann", "claimed")]
    assert warnings(tables) == []


def test_a_decision_survives_a_rule_that_no_longer_finds_anything(tmp_path, book):
    def drop_cues(codes, _):
        codes[CODE]["strong"] = codes[CODE]["weak"] = ["xyzzy"]

    changed = load_codebook(change_book(tmp_path, drop_cues))
    assert counted(build(tmp_path / "raw", TEXT, (), changed)) == []
    tables = build(tmp_path / "raw", TEXT, [decide(TEXT, COLLABORATION)], changed)
    assert [(coder, status) for coder, status, _ in counted(tables)] == [("ann", "claimed")]


def test_a_decision_follows_its_sentence_when_a_paragraph_is_put_before_it(tmp_path, book):
    longer = TEXT.replace("\n\nKommunen", "\n\nEn ny inledning om orten. Den är kort.\n\nKommunen", 1)
    before, after = (build(tmp_path, text, [decide(TEXT, COLLABORATION)], book) for text in (TEXT, longer))
    assert people(before)[0]["sentence_id"] != people(after)[0]["sentence_id"]
    assert longer[people(after)[0]["start"] : people(after)[0]["end"]] == people(after)[0]["text"]
    assert warnings(after) == []


def test_a_decision_on_a_deleted_sentence_is_orphaned_with_a_warning(tmp_path, book):
    tables = build(tmp_path, TEXT.replace(COLLABORATION, ""), [decide(TEXT, COLLABORATION)], book)
    assert people(tables) == []
    assert warnings(tables) == [f"orphaned decision of ann on {CODE}: its words are no longer in the text"]


def test_a_changed_sentence_keeps_its_decision_and_asks_for_a_second_look(tmp_path, book):
    tables = build(
        tmp_path, TEXT.replace("samverkar i", "samverkar inte i"), [decide(TEXT, COLLABORATION)], book
    )
    assert len(people(tables)) == 1
    assert warnings(tables) == [
        f"decision of ann on {CODE}: its sentence has changed: see whether it still holds"
    ]


def test_a_sentence_joined_with_another_keeps_its_decision_and_asks_for_a_second_look(tmp_path, book):
    joined = TEXT.replace("under sex månader. Sedan", "under sex månader och sedan")
    words = "Deltagarna får praktik på ett lokalt företag under sex månader."
    tables = build(tmp_path, joined, [decide(TEXT, words, "add")], book)
    assert len(people(tables)) == 1
    assert len(warnings(tables)) == 1


def test_of_twin_sentences_the_one_with_the_same_neighbours_is_meant(tmp_path, book):
    twins = TEXT + "\nEn annan text här.\n\n" + COLLABORATION + "\n"
    for nth in (0, 1):
        tables = build(tmp_path, "Ny rad överst.\n\n" + twins, [decide(twins, COLLABORATION, nth=nth)], book)
        rules = [
            row["sentence_id"] for row in tables["codings"] if row["coder"] == "rules" and row["code"] == CODE
        ]
        assert people(tables)[0]["sentence_id"] == rules[nth]


def test_twins_that_nothing_tells_apart_are_orphaned_not_guessed(tmp_path, book):
    twins = f"Rubrik\n\n{COLLABORATION}\n\n{COLLABORATION}\n\n{COLLABORATION}\n\n{COLLABORATION}\n"
    lost = replace(decide(twins, COLLABORATION, nth=1), start=5, end=6)
    tables = build(tmp_path, twins, [lost], book)
    assert "nothing tells which are meant" in warnings(tables)[0]


def test_decisions_on_two_twins_never_fall_on_one_when_a_twin_is_deleted(tmp_path, book):
    twins = TEXT + "\nEn annan text här.\n\n" + COLLABORATION + "\n"
    both = [decide(twins, COLLABORATION), decide(twins, COLLABORATION, "reject", nth=1)]
    tables = build(tmp_path, TEXT, both, book)
    assert [row["decision"] for row in people(tables)] == ["accept"]
    assert [reason.split(":")[0] for reason in warnings(tables)] == [f"orphaned decision of ann on {CODE}"]


def test_a_conflict_between_two_coders_is_reported_and_the_rules_stand(tmp_path, book):
    tables = build(
        tmp_path, TEXT, [decide(TEXT, COLLABORATION), decide(TEXT, COLLABORATION, "reject", coder="bo")], book
    )
    assert [coder for coder, _, _ in counted(tables)] == ["rules"]
    assert len(people(tables)) == 2
    assert warnings(tables) == [
        f"conflict on {CODE} (ann: claimed facilitator; bo: reject): the rules' coding stands until they agree"
    ]


def test_coders_who_agree_count_once(tmp_path, book):
    tables = build(
        tmp_path, TEXT, [decide(TEXT, COLLABORATION), decide(TEXT, COLLABORATION, coder="bo")], book
    )
    assert [coder for coder, _, _ in counted(tables)] == ["bo"]
    assert warnings(tables) == []


def test_two_coders_on_a_sentence_the_rules_left_alone_count_nothing_while_they_differ(tmp_path, book):
    words = "Sedan går de vidare."
    given = [decide(TEXT, words, "add"), decide(TEXT, words, "add", coder="bo", status="described")]
    tables = build(tmp_path, TEXT, given, book)
    assert len(counted(tables)) == 1  # the rules' own coding on another sentence
    assert "nothing is counted until they agree" in warnings(tables)[0]


def test_a_changed_code_takes_the_place_of_the_old_one_and_of_the_same_code_by_the_rules(tmp_path, book):
    tables = build(tmp_path, TEXT, [decide(TEXT, COLLABORATION, "change", new_code="shared_goal")], book)
    assert counted(tables) == []
    assert [coder for coder, _, _ in counted(tables, "shared_goal")] == ["ann"]


def test_a_change_by_one_and_a_rejection_with_an_addition_by_another_agree(tmp_path, book):
    given = [
        decide(TEXT, COLLABORATION, "change", new_code="shared_goal"),
        decide(TEXT, COLLABORATION, "reject", coder="bo"),
        decide(TEXT, COLLABORATION, "add", code="shared_goal", coder="bo"),
    ]
    tables = build(tmp_path, TEXT, given, book)
    assert warnings(tables) == []
    assert len(counted(tables, "shared_goal")) == 1


def test_a_coders_later_decision_replaces_the_earlier_and_the_log_says_so(tmp_path, book):
    given = [
        decide(TEXT, COLLABORATION, "reject", day="2026-02-02"),
        decide(TEXT, COLLABORATION, day="2026-01-01"),
    ]
    tables = build(tmp_path, TEXT, given, book)
    assert [row["decision"] for row in people(tables)] == ["reject"]
    told = [row["reason"] for row in tables["extraction_log"] if row["stage"] == "decisions"]
    assert told == [
        f"decision of ann on {CODE} (accept, 2026-01-01) is replaced by a later line (reject, 2026-02-02)"
    ]


def test_decisions_on_a_document_that_is_gone_are_orphaned(book):
    rows = list_homeless([decide(TEXT, COLLABORATION)], {"other"})
    assert [(row["severity"], row["doc_id"]) for row in rows] == [("warning", "by")]


def test_a_renamed_code_is_followed_when_the_codebook_says_what_it_was(tmp_path, book):
    def rename(codes, raw):
        codes[CODE] |= {"id": "working_together", "formerly": [CODE]}
        for code in raw["codes"]:
            code["yields_to"] = [
                "working_together" if one == CODE else one for one in code.get("yields_to") or ()
            ]

    path = tmp_path / "decisions.csv"
    write_decisions([decide(TEXT, COLLABORATION)], path)
    renamed = load_codebook(change_book(tmp_path, rename))
    decisions = load_decisions(path, renamed)
    assert [decision.code for decision in decisions] == ["working_together"]
    tables = build(tmp_path / "raw", TEXT, decisions, renamed)
    assert [coder for coder, _, _ in counted(tables, "working_together")] == ["ann"]


def test_a_code_the_codebook_lacks_is_refused_with_the_way_to_repair_it(tmp_path, book):
    path = tmp_path / "decisions.csv"
    write_decisions([decide(TEXT, COLLABORATION, code="working_apart")], path)
    with pytest.raises(AnalysisError, match=r"formerly: \[working_apart\] at its new entry"):
        load_decisions(path, book)


FAULTS = [
    ({"action": "maybe"}, "action 'maybe'"),
    ({"status": "sure"}, "status 'sure'"),
    ({"polarity": "good"}, "polarity 'good'"),
    ({"coder": ""}, "no coder"),
    ({"coder": "rules"}, "the rules' own name"),
    ({"date": "31/1 2026"}, "write it as 2026-01-31"),
    ({"date": "20260131"}, "write it as 2026-01-31"),
    ({"new_code": "shared_goal"}, "for action change only"),
    ({"text": " "}, "no doc_id or no text"),
    ({"code": "houzing"}, "did you mean housing"),
    ({"code": "Arbetsgivarsamverkan"}, "did you mean employer_engagement"),
    ({"code": "weather"}, "'weather' is not in the codebook: if it was renamed"),
]


@pytest.mark.parametrize(("values", "message"), FAULTS)
def test_a_faulty_line_is_refused(tmp_path, book, values, message):
    path = tmp_path / "decisions.csv"
    write_decisions([replace(decide(TEXT, COLLABORATION), **values)], path)
    with pytest.raises(AnalysisError, match=message):
        load_decisions(path, book)


def test_all_faulty_lines_are_listed_at_once(tmp_path, book):
    path = tmp_path / "decisions.csv"
    good = decide(TEXT, COLLABORATION)
    write_decisions([replace(good, action="maybe"), replace(good, coder="", date="soon")], path)
    with pytest.raises(AnalysisError) as caught:
        load_decisions(path, book)
    assert len(caught.value.problems) == 3


def test_what_is_written_is_read_back_and_the_order_of_lines_does_not_matter(tmp_path, book):
    given = [
        decide(TEXT, COLLABORATION),
        decide(TEXT, "Sedan går de vidare.", "add"),
        decide(TEXT, COLLABORATION, coder="bo"),
    ]
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    write_decisions(given, one)
    write_decisions(given[::-1], two)
    assert one.read_bytes() == two.read_bytes()
    assert sorted(map(str, load_decisions(one, book))) == sorted(map(str, given))
