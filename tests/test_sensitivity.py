"""Sensitivity: which conclusions hold when evidence is taken away, and what each hangs on."""

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.matrix import build_matrix
from analysis.comparing.perturbations import Evidence, list_flips, list_perturbations, recount_layers
from analysis.comparing.sensitivity import (
    Conclusion,
    check_conclusion,
    count_cases,
    draw_conclusions,
    find_support,
    try_conclusions,
)
from causal_words import find_causal_words

CASES = list("vwxyz")
THEMES = {"housing": "B", "matching": "D", "coach": "C"}


def coding(number, case, code="housing", *, status="claimed", doc=None, coder="rules", decision="", counted=True, polarity="facilitator", sentence=None, voice="text", reason=""):  # fmt: skip
    return {"coding_id": f"k{number}", "case_id": case, "doc_id": doc or case, "sentence_id": sentence or f"{case}-s{number}", "code": code, "status": status,
            "polarity": polarity, "voice": voice, "speaker": "", "coder": coder, "decision": decision, "counted": counted, "reason": reason}  # fmt: skip


def try_one(rows, conclusion, proposals=None, cases=CASES):
    return try_conclusions([conclusion], pd.DataFrame(rows), cases, THEMES, proposals)[0]


def test_conclusions_are_the_strongest_that_hold_and_one_case_gives_none():
    rows = [coding(n, case) for n, case in enumerate("vwx")] + [coding(9, "v", "matching")]
    found = draw_conclusions(pd.DataFrame(rows), CASES, THEMES)
    assert [(c.code, c.rule, c.n, c.of) for c in found] == [
        ("housing", "most", 3, 5),
        ("housing", "widest", 3, 5),
    ]


def test_a_conclusion_that_hangs_on_one_coding_names_it():
    rows = [coding(n, case) for n, case in enumerate("vwx")] + [coding(9, "v")]
    stability = try_one(rows, Conclusion("housing", "claimed", "most", 3, 5))
    assert stability.evidence == ("k1",)
    assert {"case: v", "case: w", "case: x", "flip: k1", "flip: k2"} <= set(stability.overturned_by)
    assert stability.by_kind["case"] == (2, 5) and stability.by_kind["flip"] == (2, 4)


def test_a_conclusion_with_a_margin_names_the_smallest_set_it_hangs_on():
    rows = [coding(n, case) for n, case in enumerate("vwxyz")] + [coding(9, "v"), coding(10, "w")]
    assert find_support(
        Conclusion("housing", "claimed", "most", 5, 5), Evidence(rows, tuple(CASES), tuple(THEMES))
    ) == ("k2", "k3", "k4")


def test_described_codings_do_not_carry_a_claim():
    rows = [coding(n, case) for n, case in enumerate("vw")] + [coding(5, "v", status="described")]
    support = find_support(
        Conclusion("housing", "claimed", "several", 2, 5), Evidence(rows, tuple(CASES), tuple(THEMES))
    )
    assert support == ("k0",)


def test_a_document_is_left_out_only_beside_another_of_its_case():
    rows = [coding(0, "v", doc="v1"), coding(1, "v", doc="v2"), coding(2, "w")]
    names = [(p.kind, p.name) for p in list_perturbations(rows, CASES, THEMES)]
    assert [name for kind, name in names if kind == "document"] == ["v1", "v2"]
    assert [name for kind, name in names if kind == "theme"] == ["B", "D", "C"]
    assert not [name for kind, name in names if kind == "coder"]  # the rules are the only layer


def test_without_a_persons_layer_the_rules_stand_again_and_without_the_rules_the_person_alone():
    rows = [
        coding(0, "v", sentence="s0", decision="reject", counted=False),
        coding(1, "v", sentence="s0", coder="ann", decision="reject", counted=False),
        coding(2, "w", sentence="s1", coder="ann", decision="add"),
        coding(3, "x", sentence="s2"),
    ]
    assert [row["coding_id"] for row in recount_layers(rows, "ann")] == ["k0", "k3"]
    assert [row["coding_id"] for row in recount_layers(rows, "rules")] == ["k2"]


def test_a_changed_code_goes_back_with_the_person_and_stays_with_the_person():
    rows = [
        coding(0, "v", "housing", sentence="s0", decision="change", counted=False),
        coding(1, "v", "coach", sentence="s0", coder="ann", decision="change"),
        coding(2, "v", "matching", sentence="s9", coder="bo", decision="add"),
    ]
    assert {row["coding_id"] for row in recount_layers(rows, "ann")} == {"k0", "k2"}
    assert {row["coding_id"] for row in recount_layers(rows, "bo")} == {"k1"}


def test_a_conflict_ends_when_one_of_the_two_is_left_out():
    rows = [
        coding(0, "v", sentence="s0"),
        coding(1, "v", sentence="s0", coder="ann", decision="reject", counted=False),
        coding(2, "v", sentence="s0", coder="bo", decision="accept", counted=False),
    ]
    assert [row["coding_id"] for row in recount_layers(rows, "nobody")] == ["k0"]
    assert recount_layers(rows, "bo") == []
    assert [row["coding_id"] for row in recount_layers(rows, "ann")] == ["k2"]


def test_thresholds_of_codings_voices_and_claims_are_tried():
    rows = [
        coding(0, "v"),
        coding(1, "v", voice="official"),
        coding(2, "w"),
        coding(3, "w", status="described"),
    ]
    stability = try_one(rows, Conclusion("housing", "claimed", "several", 2, 5))
    assert {"threshold: two voices a cell"} == {
        name for name in stability.overturned_by if name.startswith("threshold: two v")
    }
    assert "threshold: two codings a cell" not in stability.overturned_by
    assert "threshold: claims only" not in stability.overturned_by
    mentioned = try_one(
        [coding(0, "v", status="described"), coding(1, "w")],
        Conclusion("housing", "mentioned", "several", 2, 5),
    )
    assert "threshold: claims only" in mentioned.overturned_by


def test_an_uncertain_proposal_can_overturn_what_is_widest_or_contest_a_cell():
    rows = [coding(n, case) for n, case in enumerate("vw")]
    doubt = pd.DataFrame(
        [
            {
                "proposal_id": "u1",
                **{
                    k: v
                    for k, v in coding(8, "v", polarity="barrier").items()
                    if k not in ("coding_id", "counted", "coder", "decision", "speaker")
                },
            }
        ]
    )
    stability = try_one(rows, Conclusion("housing", "claimed", "several", 2, 5), doubt)
    assert "flip: u1" in stability.overturned_by  # the cell becomes mixed


def test_what_a_person_decided_is_not_uncertain():
    rows = [coding(n, case, coder="ann", decision="add", sentence=f"s{n}") for n, case in enumerate("vw")]
    decided = pd.DataFrame([{**coding(8, "v", sentence="s0", polarity="barrier"), "proposal_id": "u1"}])
    assert "flip" not in try_one(rows, Conclusion("housing", "claimed", "several", 2, 5), decided).by_kind


def test_a_proposal_that_a_person_turned_down_or_changed_is_no_flip():
    rows = [coding(n, case) for n, case in enumerate("vw")]
    turned_down = coding(5, "x", coder="ann", decision="reject", sentence="s5", counted=False)
    changed = coding(6, "y", "coach", coder="ann", decision="change", sentence="s6")
    doubt = [{**coding(8, "x", sentence=one), "proposal_id": f"u-{one}"} for one in ("s5", "s6", "s7")]
    tried = list_flips([*rows, turned_down, changed], doubt, CASES, THEMES)["housing"]
    assert [flip.name for flip in tried] == ["u-s7", "k0", "k1"]
    stability = try_one([*rows, turned_down], Conclusion("housing", "claimed", "several", 2, 5), pd.DataFrame(doubt[:1]))  # fmt: skip
    assert stability.by_kind["flip"] == (0, 2)  # the rules' own codings, which nobody has decided


def test_all_codings_that_the_coder_called_hard_are_left_out_at_once():
    rows = [
        coding(n, case, coder="ann", decision="accept", reason=f"{'hard: ' * (n > 0)}no result yet")
        for n, case in enumerate("vwx")
    ]
    stability = try_one(rows, Conclusion("housing", "claimed", "several", 3, 5))
    assert "threshold: no hard codings" in stability.overturned_by
    sure = [{**row, "reason": "a hard: word inside"} for row in rows]
    names = [one.name for one in list_perturbations(sure, CASES, THEMES)]
    assert "claims only" in names and "no hard codings" not in names


def test_the_rules_are_no_coder_to_be_left_out_and_one_person_neither():
    rows = [coding(0, "v"), coding(1, "w", coder="ann", decision="add")]
    two = [*rows, coding(2, "x", coder="bo", decision="add")]
    for layers, coders in ((rows, []), (two, ["ann", "bo"])):
        tried = list_perturbations(layers, CASES, THEMES)
        assert [one.name for one in tried if one.kind == "coder"] == coders


def test_only_the_widest_conclusion_is_tried_without_other_themes():
    rows = [coding(n, case) for n, case in enumerate("vw")]
    assert "theme" not in try_one(rows, Conclusion("housing", "claimed", "several", 2, 5)).by_kind
    assert try_one(rows, Conclusion("housing", "claimed", "widest", 2, 5)).by_kind["theme"] == (
        2,
        2,
    )  # its own left out


@pytest.mark.parametrize(("rule", "n", "of", "holds"), [("every", 5, 5, True), ("every", 4, 5, False), ("most", 3, 5, True), ("most", 2, 4, False), ("several", 2, 5, True), ("several", 1, 5, False)])  # fmt: skip
def test_a_rule_holds_from_its_number_on(rule, n, of, holds):
    evidence = Evidence([], tuple(CASES[:of]), ("housing",))
    conclusion = Conclusion("housing", "claimed", rule, n, of)
    assert check_conclusion(conclusion, {"housing": set(CASES[:n])}, evidence) is holds


codings = st.lists(
    st.tuples(
        st.sampled_from(CASES),
        st.sampled_from(list(THEMES)),
        st.sampled_from(["claimed", "described"]),
        st.sampled_from(["facilitator", "barrier"]),
    ),
    max_size=25,
)


@given(codings)
def test_counts_are_those_of_the_published_matrix(drawn):
    rows = [
        coding(n, case, code, status=status, polarity=polarity)
        for n, (case, code, status, polarity) in enumerate(drawn)
    ]
    matrix = build_matrix(rows, CASES, list(THEMES))
    counts = count_cases(Evidence(rows, tuple(CASES), tuple(THEMES)))
    for code in THEMES:
        assert counts["claimed"][code] == {
            row["case_id"] for row in matrix if row["code"] == code and row["cell"] == "claimed"
        }
        assert counts["mentioned"][code] == {
            row["case_id"]
            for row in matrix
            if row["code"] == code and row["cell"] in ("claimed", "described", "mixed")
        }


@given(codings)
def test_losing_the_named_evidence_overturns_and_losing_less_of_it_does_not(drawn):
    rows = [coding(n, case, code, status=status) for n, (case, code, status, _) in enumerate(drawn)]
    full = Evidence(rows, tuple(CASES), tuple(THEMES))
    for conclusion in draw_conclusions(pd.DataFrame(rows, columns=list(coding(0, "v"))), CASES, THEMES):
        support = find_support(conclusion, full)

        def holds(lost, conclusion=conclusion):
            rest = Evidence([row for row in rows if row["coding_id"] not in lost], full.cases, full.codes)
            return check_conclusion(conclusion, count_cases(rest)[conclusion.status], rest)

        assert support and not holds(support)
        assert all(holds(set(support) - {one}) for one in support)


def test_five_cases_take_less_than_two_seconds():
    themes = {f"f{n}": "ABCDEF"[n % 6] for n in range(34)}
    rows = [
        coding(n, CASES[n % 5], f"f{n * 7 % 34}", status=("claimed", "described")[n % 3 == 0])
        for n in range(400)
    ]
    frame = pd.DataFrame(rows)
    begun = time.perf_counter()
    conclusions = draw_conclusions(frame, CASES, themes)
    tried = try_conclusions(conclusions, frame, CASES, themes)
    assert len(tried) == len(conclusions) > 30 and time.perf_counter() - begun < 2
    assert not [one for one in conclusions if find_causal_words(one.write())]
