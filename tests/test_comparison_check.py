"""Sentences that compare cases, read against figures and codings by a check that shares no code with what made them."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.codebook import load_codebook
from analysis.comparing.compare import make_matrix
from analysis.comparing.conditions import READINGS, read_conditions, read_outcome
from analysis.comparing.pairs import describe_pair, list_pairs
from analysis.comparing.small_n import compare_by_agreement, compare_by_difference, compare_jointly
from analysis.comparing.wording import name_sentence
from analysis.reporting.comparison_check import COMPARED, Chosen
from analysis.reporting.conclusion_check import Written, _judge_interval, judge_conclusion
from analysis.reporting.ledger import Claim

FACTORS = load_codebook().factors
CODES = list(FACTORS)
CLAIMED = Chosen(reading="claimed_only")
CASES = ["A", "B", "C", "D"]
FIGURES = st.sampled_from(
    [(30.0, 30.0, ""), (50.0, None, "över"), (50.0, 50.0, ""), (62.5, 62.5, ""), (70.0, None, "drygt")]
)
CODINGS = st.lists(
    st.tuples(
        st.sampled_from(CASES),
        st.sampled_from(CODES[:6]),
        st.sampled_from(["claimed", "described"]),
        st.sampled_from(["facilitator"] * 4 + ["planned"]),
    ),
    max_size=40,
)


def build_rows(codings, figures):
    """Tables of four cases as the check reads them: by table and row id."""
    coded = {
        f"{case}-c{number}": {"case_id": case, "code": code, "status": status, "polarity": polarity}
        for number, (case, code, status, polarity) in enumerate(codings)
    }
    outcomes = {
        f"{case}-o": {
            "case_id": case, "low": low, "high": high, "qualifier": qualifier, "indicator": "N00973: …",
            "unit": "percent", "kind": "outcome", "part_year": False, "year": "2018",
        }
        for case, (low, high, qualifier) in zip(CASES, figures, strict=True)
    }  # fmt: skip
    return {"cases": {case: {"label": case} for case in CASES}, "codings": coded, "outcomes": outcomes}


def write_sentences(rows, reading, lang, written):
    """Every comparison that the methods make of these cases, as claims with their evidence."""
    codings = pd.DataFrame(
        [
            row | {"coding_id": one, "counted": True, "voice": "text", "speaker": ""}
            for one, row in rows["codings"].items()
        ]
    )
    matrix = make_matrix(codings, CASES, CODES)
    conditions = read_conditions(matrix, reading, CODES, written.labels)
    outcome = read_outcome(pd.DataFrame(rows["outcomes"].values()), CASES, 50)
    pairs = list_pairs(conditions, outcome, {code: FACTORS[code].theme for code in CODES}).to_dict("records")
    made = [compare_by_agreement(conditions, outcome, lang), compare_jointly(conditions, outcome, lang)]
    made += compare_by_difference(conditions, outcome, lang)
    told = [(one.statement, one.cases) for one in made if one]
    told += [(describe_pair(pair, lang, written.labels), (pair["case_a"], pair["case_b"])) for pair in pairs]
    for sentence, cases in told:
        evidence = [
            one
            for table in ("outcomes", "codings")
            for one, row in rows[table].items()
            if row["case_id"] in cases
        ]
        yield Claim("", "conclusion", sentence, evidence=tuple(evidence), key=name_sentence(sentence, lang))


@settings(max_examples=15, deadline=None)
@given(
    codings=CODINGS,
    figures=st.tuples(*[FIGURES] * 4),
    reading=st.sampled_from(list(READINGS)),
    lang=st.sampled_from(["en", "sv"]),
)
def test_every_comparison_that_the_methods_make_is_found_to_hold(codings, figures, reading, lang):
    rows = build_rows([("A", CODES[0], "claimed", "facilitator"), *codings], figures)
    written = Written(rows, lang)
    for claim in write_sentences(rows, reading, lang, written):
        assert claim.key in COMPARED
        assert judge_conclusion(claim, written, Chosen(reading=reading)) == "", claim


FOUR = [("A", CODES[0]), ("B", CODES[0]), ("A", CODES[1]), ("C", CODES[2])]
ROWS = build_rows(
    [(case, code, "claimed", "facilitator") for case, code in FOUR],
    [(70.0, None, "drygt"), (62.5, 62.5, ""), (30.0, 30.0, ""), (50.0, 50.0, "")],
)
FAULTS = {
    "result_difference": [("A with", "C with"), ("C without", "A without"), ("30 conditions", "29 conditions")],
    "result_agreement": [("(A and B)", "(A and C)"), (" and B)", " and Z)"), ("32 conditions", "31 conditions")],
    "result_joint": [("these cases: Cross", "these cases: Housing, Cross"), ("32 conditions", "33 conditions")],
    "pair_different": [("in 3 of", "in 2 of"), ("of 33", "of 34")],
    "pair_same": [("in 1 of", "in 2 of"), ("claims them: Shared", "claims them: Housing and Shared")],
}  # fmt: skip


@pytest.mark.parametrize("key", FAULTS)
def test_a_comparison_that_its_evidence_does_not_carry_is_found(key):
    written = Written(ROWS, "en")
    claim = next(one for one in write_sentences(ROWS, "claimed_only", "en", written) if one.key == key)
    assert judge_conclusion(claim, written, CLAIMED) == ""
    for old, new in FAULTS[key]:
        assert old in claim.text, (old, claim.text)
        assert judge_conclusion(claim._replace(text=claim.text.replace(old, new, 1)), written, CLAIMED), (
            old,
            new,
        )
    without = [one for one in claim.evidence if not one.endswith("-o")]
    bare = claim._replace(evidence=tuple(without))
    assert "does not name its figure" in judge_conclusion(bare, written, CLAIMED)


def test_figures_that_may_be_equal_tell_no_cases_apart():
    rows = {
        **ROWS,
        "outcomes": {
            **ROWS["outcomes"],
            "C-o": ROWS["outcomes"]["C-o"] | {"high": None, "qualifier": "över"},
        },
    }
    claims = write_sentences(ROWS, "claimed_only", "en", Written(ROWS, "en"))
    claim = next(one for one in claims if one.key == "pair_different" and re.match("A and C", one.text))
    assert "whose figures may be equal" in judge_conclusion(claim, Written(rows, "en"), CLAIMED)


def test_a_comparison_is_read_as_its_notebook_chose_to_read_silence():
    written = Written(ROWS, "en")
    claims = write_sentences(ROWS, "claimed_only", "en", written)
    claim = next(one for one in claims if one.key == "result_difference")
    assert "as kept" in judge_conclusion(claim, written, Chosen(reading="as_reported"))


@pytest.mark.parametrize(("home", "holds"), [("a", True), ("b", False)])
def test_the_whole_of_a_share_may_stand_in_the_same_figure(home, holds):
    rows = {
        "quantities": {
            "n1": {"doc_id": "a", "low": 54.0, "base": 63.0},  # "54 av 63 elever"
            "n2": {"doc_id": "b", "low": 54.0, "base": None},
        }
    }
    claim = Claim("", "conclusion", "", evidence=("n1",) if home == "a" else ("n2",))
    found = {"part": "54", "base": "63", "share": "85,7", "low": "75,0", "high": "92,3"}
    assert (_judge_interval(claim, found, rows) == "") is holds
