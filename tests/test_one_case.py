"""A study of a single case: every notebook runs, and no sentence speaks of it as of several."""

import re

import pytest
from markupsafe import Markup

from analysis import show
from analysis.comparing.compare import list_comparable, list_outcomes
from analysis.paths import NOTEBOOKS
from analysis.plurals import choose_forms, list_forms
from analysis.reporting.cell_check import Reruns
from analysis.study import open_study

SEVERAL = {
    "en": "texts|cases|documents|words|codings|figures|sentences|conditions|themes|factors|people|passages|measures",
    "sv": "texter|texterna|fallen|dokumenten|kodningar|resultatsiffror|resultatsiffrorna|meningar|teman|personer|ställen",
}
ONES = {
    lang: re.compile(rf"(?<![\d.,:–] )(?<![\d.,–])\b1 (?:\w+ )?(?:{words})\b")
    for lang, words in SEVERAL.items()
}
NAMES = [path.name for path in sorted(NOTEBOOKS.glob("0*.ipynb")) if not path.name.startswith(("02", "07"))]


def read(shown):
    return Markup(shown.html).striptags()


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_the_search_for_wrong_plurals_finds_them(lang):
    wrong = {
        "en": ["1 texts", "1 published texts", "the 1 cases"],
        "sv": ["1 texter", "1 publicerade texter", "de 1 fallen"],
    }
    right = {"en": ["1 text", "11 texts", "F1 of 21 texts"], "sv": ["1 text", "1 fall", "21 texter"]}
    assert all(ONES[lang].search(words) for words in wrong[lang])
    assert not any(ONES[lang].search(words) for words in right[lang])


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_a_study_of_one_case_speaks_of_one(lang):
    runs = [(NOTEBOOKS / name, {"cases": ["lulea"], "language": lang}) for name in NAMES]
    with_cases = [(path, given) for path, given in runs if "cases = []" in path.read_text(encoding="utf-8")]
    assert len(with_cases) >= 7
    with Reruns(with_cases) as reruns:
        shown = {path: reruns.get(path, given) for path, given in with_cases}
    for path, cells in shown.items():
        for cell, found in cells.items():
            assert not found.failed, (path.name, cell, found.failed)
            assert not (wrong := ONES[lang].search(found.words)), (path.name, cell, wrong)
            assert not (wrong := re.search(r"\[\w+:", found.words)), (path.name, cell, wrong)


def test_a_single_case_shares_nothing_and_compares_with_nothing():
    study = open_study({"cases": ["lulea"], "reading": "claimed_only"})
    assert "there is only one case to share anything" in read(show.rulings_table(study))
    assert "A single case makes no pair." in read(show.pairs_table(study))
    assert list_comparable(list_outcomes(study.frames, study.cases)).empty
    assert "with reservations: 0 of 1." in read(show.limits(study))
    assert "5 people" in read(show.privacy_counts(study))


def test_every_form_of_a_sentence_can_be_chosen():
    words = "{n} [n:text|texts] in {m} [m:case|cases]"
    chosen = {choose_forms(words, {"n": n, "m": m}) for n in (0, 1, 2) for m in (1, 7)}
    assert chosen == set(list_forms(words)) and len(chosen) == 4
