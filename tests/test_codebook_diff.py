"""What a change of the codebook flips: codings, cells, conclusions, under the same texts and decisions."""

import pytest
import yaml
from click.testing import CliRunner

from analysis.cli import cli
from analysis.coding.anchors import describe_anchor
from analysis.coding.codebook import DEFAULT, load_codebook
from analysis.coding.decision_file import Decision, write_decisions
from analysis.errors import AnalysisError
from analysis.reviewing.codebook_diff import (
    adapt_decisions,
    check_examples,
    describe_flip,
    diff_codebooks,
    load_for_both,
)

TEXT = (
    "Så arbetar vi\n\nSamverkan med Arbetsförmedlingen har varit avgörande för resultatet.\n\nAlla bor här.\n"
)
CODE = "cross_agency_collaboration"


@pytest.fixture(scope="module")
def book():
    return load_codebook()


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    for case in "ab":
        (folder / f"{case}.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def change(tmp_path):
    def change(edit):
        content = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
        edit({code["id"]: code for code in content["codes"]}, content)
        path = tmp_path / "new.yml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return path

    return change


def silence(codes, _):
    codes[CODE]["strong"] = codes[CODE]["weak"] = ["xyzzy"]


def rename(codes, content):
    codes[CODE] |= {"id": "working_together", "formerly": [CODE]}
    for code in content["codes"]:
        code["yields_to"] = [
            "working_together" if one == CODE else one for one in code.get("yields_to") or ()
        ]


def decide(code):
    words = "Alla bor här."
    start = TEXT.index(words)
    anchor = describe_anchor(TEXT, {"start": start, "end": start + len(words), "text": words})
    return Decision(
        "ann",
        "2026-01-31",
        "a",
        **anchor,
        action="add",
        code=code,
        status="claimed",
        polarity="facilitator",
        new_code="",
        reason="",
    )


def test_the_same_codebook_flips_nothing(raw, book):
    assert diff_codebooks(raw, book, book) == []


def test_a_silenced_code_flips_its_codings_its_cells_and_its_conclusion(raw, book, change):
    flips = diff_codebooks(raw, book, load_codebook(change(silence)))
    mine = [(flip.what, flip.change, flip.was, flip.now) for flip in flips if flip.code == CODE]
    assert mine.count(("coding", "gone", "claimed facilitator", "")) == 2
    assert mine.count(("cell", "changed", "claimed", "silent")) == 2
    assert "gone" in [change for what, change, _, _ in mine if what == "conclusion"]
    assert all(describe_flip(flip) for flip in flips)


def test_a_renamed_code_is_compared_with_itself(raw, book, change):
    assert diff_codebooks(raw, book, load_codebook(change(rename)), [decide(CODE)]) == []


def test_a_claim_cue_taken_away_changes_the_status(raw, book, change):
    def unclaim(_, content):
        content["claim_cues"] = [cue for cue in content["claim_cues"] if "avgörande" not in cue["cue"]]

    flips = diff_codebooks(raw, book, load_codebook(change(unclaim)))
    assert ("coding", "claimed facilitator", "described facilitator") in {
        (f.what, f.was, f.now) for f in flips if f.code == CODE
    }


def test_a_decision_on_a_code_that_one_codebook_lacks_is_told(book, change):
    def drop(_, content):
        content["codes"] = [code for code in content["codes"] if code["id"] != "housing"]

    adapted, left = adapt_decisions([decide("housing"), decide(CODE)], load_codebook(change(drop)), book)
    assert [decision.code for decision in adapted] == [CODE]
    assert [decision.code for decision in left] == ["housing"]


def test_decisions_may_use_the_names_of_either_codebook_but_no_others(tmp_path, book, change):
    new, path = load_codebook(change(rename)), tmp_path / "decisions.csv"
    write_decisions([decide(CODE), decide("working_together")], path)
    assert len(load_for_both(path, book, new)) == 2
    write_decisions([decide("nonsense")], path)
    with pytest.raises(AnalysisError, match="nonsense"):
        load_for_both(path, book, new)


def test_a_codebooks_examples_are_held_against_its_cues(change):
    def break_one(codes, _):
        codes[CODE]["examples"] = ["Alla bor här."]
        codes[CODE]["near_misses"] = ["Kommunerna samverkar."]

    problems = check_examples(load_codebook(change(break_one)))
    assert [problem for problem in problems if problem.startswith(CODE)] == [
        f"{CODE}: its example is not found: 'Alla bor här.'",
        f"{CODE}: its near miss is found: 'Kommunerna samverkar.'",
    ]


def test_the_commands_print_flips_write_them_and_list_faults(raw, change, tmp_path):
    new, out, none = change(silence), tmp_path / "flips.csv", tmp_path / "none.csv"
    write_decisions([], none)
    given = [
        "codebook",
        "diff",
        str(DEFAULT),
        str(new),
        "--raw",
        str(raw),
        "--out",
        str(out),
        "--decisions",
        str(none),
    ]
    result = CliRunner().invoke(cli, given, catch_exceptions=False)
    assert result.exit_code == 0
    assert f"cell a/{CODE}: claimed → silent" in result.output
    assert out.read_text(encoding="utf-8").splitlines()[0].startswith("what,change,case_id,code")
    assert CliRunner().invoke(cli, ["codebook", "check", str(new)]).exit_code == 1
