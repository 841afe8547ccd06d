"""The case × factor matrix: what makes each cell, and that silence is a cell of its own."""

import pytest

from analysis.comparing.matrix import CELLS, build_matrix, name_cell


def coding(polarity="facilitator", status="described", **other):
    return {"case_id": "mora", "code": "a", "polarity": polarity, "status": status, "counted": True, "voice": "text", "speaker": "", "coding_id": "c1", **other}  # fmt: skip


@pytest.mark.parametrize(
    ("codings", "cell"),
    [
        ([], "silent"),
        ([coding()], "described"),
        ([coding(), coding(status="claimed")], "claimed"),
        ([coding("barrier")], "contested"),
        ([coding("discontinued"), coding("planned")], "contested"),
        ([coding("planned", "claimed")], "contested"),
        ([coding(), coding("barrier")], "mixed"),
        ([coding(status="claimed"), coding("discontinued")], "mixed"),
    ],
)
def test_a_cell_is_named_by_the_codings_behind_it(codings, cell):
    assert name_cell(codings) == cell
    assert name_cell(reversed(codings)) == cell
    assert cell in CELLS


def test_every_pair_of_case_and_code_is_present_in_order():
    rows = build_matrix([coding()], ["mora", "luleå"], ["a", "b"])
    assert [(row["case_id"], row["code"], row["cell"]) for row in rows] == [
        ("mora", "a", "described"),
        ("mora", "b", "silent"),
        ("luleå", "a", "silent"),
        ("luleå", "b", "silent"),
    ]


def test_a_coding_that_does_not_count_leaves_the_cell_silent():
    assert build_matrix([coding(counted=False)], ["mora"], ["a"])[0]["cell"] == "silent"


def test_voices_are_counted_once_each_and_those_that_speak_for_the_factor():
    codings = [
        coding(coding_id="c1"),
        coding(coding_id="c2"),
        coding(coding_id="c3", voice="official", speaker="Eva Ek"),
        coding(coding_id="c4", voice="official", speaker="Bo Ask"),
        coding("barrier", coding_id="c5", voice="politician", speaker="Ida Alm"),
    ]
    row = build_matrix(codings, ["mora"], ["a"])[0]
    assert (row["facilitators"], row["counter"], row["voices"]) == (4, 1, 3)
    assert row["coding_ids"] == "c1 c2 c3 c4 c5"


def test_where_nothing_speaks_for_a_factor_the_voices_are_those_of_the_counter_evidence():
    codings = [coding("barrier", coding_id="c1"), coding("planned", coding_id="c2", voice="official")]
    assert build_matrix(codings, ["mora"], ["a"])[0]["voices"] == 2
