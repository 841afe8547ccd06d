"""The Swedish report is Swedish throughout, and no notebook's prose waits for its translation unseen."""

import re
from dataclasses import replace

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_markdown_cell, new_notebook

from analysis import show
from analysis.errors import AnalysisError
from analysis.labels import load_words
from analysis.paths import LEXICON, NOTEBOOKS
from analysis.phrases import translate
from analysis.quality import score_parts
from analysis.reporting.prose import load_twins, put_prose, take_fingerprint
from analysis.reporting.report import build_report
from analysis.reporting.run_plan import LEFT_OUT
from analysis.show import steps
from analysis.study import open_study

ENGLISH = set(
    "the and of that this with which from is are was were been not be by for as it its their they them these those "
    "what who when where there has had would could should than then but or nor an to at into only other each two".split()
)
SWEDISH = set(
    "och att det som är en ett av för med inte på till den de om har i kan vid ska så men eller från var där".split()
)
EXEMPT = "[lang=en], code, style, nav.turn"
"""Marked as English (a coder's memos, titles of English studies, the English summary), ids, and links."""


def is_english(sentence):
    """Whether a sentence has at least two English function words, and more of them than of Swedish ones."""
    words = re.findall(r"[a-zåäöé]+", sentence.lower())
    english = sum(word in ENGLISH - SWEDISH for word in words)
    return (
        len(words) > 3
        and english > 1
        and english / len(words) > 0.14
        and english > sum(word in SWEDISH for word in words)
    )


def list_english(html):
    page = BeautifulSoup(html, "html.parser").main
    for tag in page.select(EXEMPT):
        tag.decompose()
    blocks = page.find_all(["p", "li", "td", "th", "h1", "h2", "h3", "caption", "dt", "dd", "summary"])
    texts = [" ".join(b.get_text(" ", strip=True).split()) for b in blocks if not b.find(["p", "li", "td"])]
    texts += [picture.get("alt", "") for picture in page.find_all("img")]
    return [part for text in texts for part in re.split(r"(?<=[.!?:;])\s+", text) if is_english(part)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The factors are named as reasons by those who did the work.", True),
        ("only a bound is given", True),
        ("Workplace Luleå är ett projekt som matchar arbetsgivarnas behov.", False),
        ("Supported Employment", False),
        ("Samverkan har gett resultat, for example.", False),
    ],
)
def test_english_is_told_from_swedish(sentence, expected):
    assert is_english(sentence) is expected


def test_the_swedish_report_holds_no_english_sentence(tmp_path):
    build_report(tmp_path / "report", {"language": "sv", "parts": ["cases", "scored"]})
    pages = sorted((tmp_path / "report").glob("*.html"))
    found = {path.name: english for path in pages if (english := list_english(path.read_text("utf-8")))}
    assert len(pages) > 10
    assert found == {}


def test_the_scores_of_the_texts_for_tuning_are_swedish_too(monkeypatch):
    """Those of the cases stand in for them: scoring a thousand texts takes long, and only its words matter here."""
    scores = [replace(score, part="tuning") for score in score_parts(["cases"])]
    monkeypatch.setattr(steps, "_score_part", lambda part: scores)
    monkeypatch.setattr(steps, "_count_texts", lambda part: 1000)
    for parts in (["tuning"], ["cases", "tuning"]):
        study = open_study({"parts": parts, "language": "sv"})
        for shown in (show.quality_table(study), show.code_quality_table(study)):
            assert list_english(f"<main>{shown.html}</main>") == []


def test_every_text_cell_of_the_notebooks_has_its_swedish():
    assert list_untranslated(NOTEBOOKS) == []


@pytest.fixture
def folder(tmp_path):
    cells = [new_markdown_cell("# Aim", id="cell-01"), new_markdown_cell("A question.", id="cell-02")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "01_aim.ipynb")
    return tmp_path


def list_untranslated(folder):
    """What is missing or out of date in a folder's Swedish prose, one sentence a cell, with the line to write."""
    twins, known, problems = load_twins(folder), set(), []
    for path in sorted(folder.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "markdown" or set(LEFT_OUT) & set(cell.metadata.get("tags", [])):
                continue
            key, fingerprint = (path.stem, cell["id"]), take_fingerprint(cell.source)
            known.add(key)
            line = f"<!-- {path.stem} {cell['id']} {fingerprint} -->"
            if key not in twins:
                problems.append(f"{path.stem} {cell['id']} has no Swedish: write it below {line}")
            elif twins[key].fingerprint != fingerprint:
                problems.append(
                    f"{path.stem} {cell['id']} has changed: translate it again and write {line} above"
                )
    gone = [
        f"{name} {cell} is no text cell any more: delete its Swedish"
        for name, cell in twins
        if (name, cell) not in known
    ]
    return problems + gone


def write_twins(folder, *twins):
    lines = [
        f"<!-- 01_aim {cell} {take_fingerprint(english)} -->\n{swedish}\n" for cell, english, swedish in twins
    ]
    (folder / "prose_sv.md").write_text("\n".join(lines), encoding="utf-8")


def read_prose(folder):
    notebook = nbformat.read(folder / "01_aim.ipynb", as_version=4)
    return [cell.source for cell in put_prose(notebook, "01_aim", load_twins(folder)).cells]


def test_a_text_cell_is_shown_in_swedish(folder):
    write_twins(folder, ("cell-01", "# Aim", "# Syfte"), ("cell-02", "A question.", "En fråga."))
    assert read_prose(folder) == ["# Syfte", "En fråga."]
    assert list_untranslated(folder) == []


def test_when_the_english_has_changed_it_is_shown_and_the_cell_is_named(folder):
    write_twins(folder, ("cell-01", "# Aim", "# Syfte"), ("cell-02", "An older question.", "En äldre fråga."))
    assert read_prose(folder) == ["# Syfte", "A question."]
    line = f"<!-- 01_aim cell-02 {take_fingerprint('A question.')} -->"
    assert list_untranslated(folder) == [
        f"01_aim cell-02 has changed: translate it again and write {line} above"
    ]


def test_missing_and_left_over_swedish_is_named(folder):
    write_twins(folder, ("cell-01", "# Aim", "# Syfte"), ("cell-09", "Gone.", "Borta."))
    line = f"<!-- 01_aim cell-02 {take_fingerprint('A question.')} -->"
    assert list_untranslated(folder) == [
        f"01_aim cell-02 has no Swedish: write it below {line}",
        "01_aim cell-09 is no text cell any more: delete its Swedish",
    ]


def test_a_cell_translated_twice_is_refused(folder):
    write_twins(folder, ("cell-01", "# Aim", "# Syfte"), ("cell-01", "# Aim", "# Mål"))
    with pytest.raises(AnalysisError, match="01_aim cell-01 stands here twice: delete one of them"):
        load_twins(folder)


def test_a_folder_without_swedish_prose_keeps_its_english(folder):
    assert read_prose(folder) == ["# Aim", "A question."]


@given(st.text(), st.sampled_from(["", " ", "\n", "\n\n"]))
def test_a_fingerprint_does_not_change_with_the_space_around(text, space):
    assert take_fingerprint(space + text + space) == take_fingerprint(text)


def test_notes_are_translated_one_by_one_and_unknown_ones_stay():
    notes = "different units (percent and person); a note that nobody foresaw; case: gnosjo"
    assert (
        translate(notes, "sv")
        == "olika enheter (procent och person); a note that nobody foresaw; fall: gnosjo"
    )
    assert translate(notes, "en") == notes


def test_every_word_of_the_pages_stands_in_both_languages():
    for name in ("page_words.csv", "labels.csv"):
        for key, words in load_words(LEXICON / name).items():
            assert words["sv"] and words["en"], key
            slots = {lang: sorted(set(re.findall(r"\{\w+\}", text))) for lang, text in words.items()}
            assert slots["sv"] == slots["en"], key
