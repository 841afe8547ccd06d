"""What a notebook may be given: every parameter is checked, with the values that are allowed."""

import ast

import pandas as pd
import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from analysis.coding.codebook import load_codebook
from analysis.errors import AnalysisError
from analysis.study import _TYPES, list_faults, open_study
from analysis.tables import load_tables

CODEBOOK = load_codebook()
FRAMES = {
    "cases": pd.DataFrame({"case_id": ["gnosjo", "lulea"], "label": ["Gnosjö", "Luleå"]}),
    "documents": pd.DataFrame(
        {"doc_id": ["gnosjo", "lulea_2"], "case_id": ["gnosjo", "lulea"], "words": [10, 20]}
    ),
}
ALL = ", ".join(_TYPES)
FAULTS = [
    ({"langauge": "sv"}, [f"langauge: no such parameter; there are {ALL}"]),
    ({"cases": "gnosjo"}, ["cases is a str, not a list: 'gnosjo'"]),
    ({"language": ["sv"]}, ["language is a list, not a str: ['sv']"]),
    ({"evidence_per_cell": "2"}, ["evidence_per_cell is a str, not a int: '2'"]),
    ({"evidence_per_cell": True}, ["evidence_per_cell is a bool, not a int: True"]),
    ({"evidence_per_cell": 2.0}, ["evidence_per_cell is a float, not a int: 2.0"]),
    ({"evidence_per_cell": 0}, ["evidence_per_cell is 0: use 1 to 20"]),
    ({"evidence_per_cell": 21}, ["evidence_per_cell is 21: use 1 to 20"]),
    ({"cases": ["mora", "gnosjo"]}, ["cases: 'mora' is not known; use one of gnosjo, lulea"]),
    ({"cases": [["gnosjo"]]}, ["cases: ['gnosjo'] is not known; use one of gnosjo, lulea"]),
    ({"cases": ["lulea", "gnosjo", "lulea"]}, ["cases: 'lulea' is there twice: name it once"]),
    ({"themes": ["A", "A"]}, ["themes: 'A' is there twice: name it once"]),
    ({"case_id": "mora"}, ["case_id: 'mora' is not known; use one of gnosjo, lulea"]),
    ({"doc_id": "lulea"}, ["doc_id: 'lulea' is not known; use one of gnosjo, lulea_2"]),
    ({"themes": ["A", "Z"]}, ["themes: 'Z' is not known; use one of A, B, C, D, E, F"]),
    ({"minimum_status": "silent"}, ["minimum_status: 'silent' is not known; use one of described, claimed"]),
    ({"language": "de"}, ["language: 'de' is not known; use one of en, sv"]),
    ({"names": "all"}, ["names: 'all' is not known; use one of role, full, pseudonym"]),
    ({"parts": ["all"]}, ["parts: 'all' is not known; use one of cases, tuning, scored"]),
    (
        {"case_id": "x'); import os #"},
        ['case_id: "x\'); import os #" is not known; use one of gnosjo, lulea'],
    ),
]


@pytest.mark.parametrize(("given", "problems"), FAULTS, ids=[str(given) for given, _ in FAULTS])
def test_a_parameter_that_is_wrong_is_refused_with_what_is_allowed(given, problems):
    assert list_faults(given, FRAMES, CODEBOOK) == problems
    with pytest.raises(AnalysisError) as caught:
        open_study(given, FRAMES)
    assert caught.value.problems == problems


def test_all_faults_are_told_at_once():
    with pytest.raises(
        AnalysisError, match=r"parameters: 3 problems\n  langauge: no such parameter"
    ) as caught:
        open_study({"langauge": "sv", "names": "all", "cases": ["mora"]}, FRAMES)
    assert len(caught.value.problems) == 3


def test_what_else_stands_in_a_notebook_is_no_parameter():
    variables = {
        "_": "old",
        "__name__": "__main__",
        "In": [],
        "Out": {},
        "pd": pd,
        "open_study": open_study,
        "language": "sv",
    }
    assert open_study(variables, FRAMES).language == "sv"


@pytest.mark.parametrize("name", ["cut", "_language", "show", "open_study", "langauge"])
def test_papermill_may_only_set_what_the_notebook_declares(name):
    cells = [
        "",
        'cases = []\nlanguage = "en"  # en = English',
        PythonTranslator.codify({name: 60}),
        "import this",
    ]
    variables = {"In": cells, "cases": [], "language": "en", "open_study": open_study, name: 60}
    with pytest.raises(AnalysisError) as caught:
        open_study(variables, FRAMES)
    assert caught.value.problems == [f"{name}: no such parameter; there are cases, language"]


def test_papermill_may_set_what_the_notebook_declares():
    cells = ["", 'cases = []\nlanguage = "en"', PythonTranslator.codify({"language": "sv"})]
    assert open_study({"In": cells, "cases": [], "language": "sv"}, FRAMES).language == "sv"


def test_a_parameter_cannot_take_the_place_of_the_cells_run_so_far():
    with pytest.raises(AnalysisError, match=r"parameters: In: no such parameter"):
        open_study({"In": 3}, FRAMES)


def test_without_parameters_all_cases_and_themes_are_chosen():
    study = open_study({}, FRAMES)
    assert (study.cases, study.themes) == (["gnosjo", "lulea"], list(CODEBOOK.themes))
    assert (study.names, study.minimum_status) == ("role", "described")
    assert open_study({"cases": [], "themes": []}, FRAMES).cases == ["gnosjo", "lulea"]


def test_a_case_page_is_about_its_case_alone():
    assert open_study({"case_id": "lulea"}, FRAMES).cases == ["lulea"]


def test_a_higher_status_and_fewer_themes_leave_fewer_codings():
    frames = load_tables()
    everything, claimed = (
        open_study({}, frames),
        open_study({"minimum_status": "claimed", "themes": ["A"]}, frames),
    )
    assert 0 < len(claimed.codings) < len(everything.codings)
    assert len(everything.matrix) == len(frames["cases"]) * len(everything.codes)
    assert {everything.codebook.codes[code].theme for code in claimed.codes} == {"A"}


def test_labels_follow_the_language():
    code = next(iter(CODEBOOK.codes.values()))
    labels = {name: open_study({"language": name}, FRAMES) for name in ("sv", "en")}
    assert {name: study.label(code.id) for name, study in labels.items()} == {
        "sv": code.label_sv,
        "en": code.label_en,
    }
    assert labels["sv"].theme_label("A") == CODEBOOK.themes["A"]["sv"]
    assert labels["sv"].case_label("lulea") == "Luleå"


INJECTIONS = [
    "x'); import os #", 'x"\nimport os\ny="', "\\", "\\'", '\\"', '"""', "'''", "{x}", "%s", "\0", "\r", "\u2028", "\x1b[2J", "x\\\n", "!ls", "%%bash",
]  # fmt: skip
TEXTS = st.sampled_from(INJECTIONS) | st.text() | st.text("'\"\\\n#;(){}")


@for_any(st.lists(TEXTS, max_size=3), TEXTS)
def test_whatever_a_parameter_holds_the_cell_that_papermill_writes_only_sets_it(cases, case_id):
    cell = ast.parse(PythonTranslator.codify({"cases": cases, "case_id": case_id}))
    assert [type(line) for line in cell.body] == [ast.Assign, ast.Assign]
    values = {line.targets[0].id: ast.literal_eval(line.value) for line in cell.body}
    assert values == {"cases": cases, "case_id": case_id}


@pytest.mark.parametrize("value", INJECTIONS)
def test_a_parameter_that_would_be_code_is_refused_as_an_unknown_case(value):
    with pytest.raises(AnalysisError, match=r"case_id: .* is not known; use one of gnosjo, lulea"):
        open_study({"case_id": value}, FRAMES)
