"""A stored cell is run again as a notebook runs it, and its words are compared with the page's."""

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.errors import AnalysisError
from analysis.reporting.cell_check import Cell, Rerun, Reruns, check_code, compare_cell, read_cells
from analysis.reporting.prose import take_fingerprint


def write(folder, *cells):
    path = folder / "01_book.ipynb"
    nbformat.write(new_notebook(cells=list(cells)), path)
    return path


def test_a_cell_shows_what_it_prints_and_its_last_value_under_the_pages_parameters(tmp_path):
    path = write(
        tmp_path,
        new_code_cell("n = 1", id="a", metadata={"tags": ["parameters"]}),
        new_code_cell("print('n is', n)\nn + 1", id="b"),
        new_code_cell("m = n", id="c"),
    )
    again = Reruns([]).get(path, {"n": 41})
    assert (again["b"].words, again["c"].words) == ("n is 41 42", "")


def test_a_cell_that_fails_is_told_and_ends_the_run(tmp_path):
    path = write(tmp_path, new_code_cell("1 / 0", id="a"), new_code_cell("1", id="b"))
    again = Reruns([]).get(path, {})
    assert again["a"].failed == "ZeroDivisionError: division by zero" and "b" not in again


def test_prose_is_compared_word_by_word_in_both_languages(tmp_path):
    english = "## *Aim*\n\nSee [here](../reports/x.html), 95 %."
    path = write(
        tmp_path,
        new_markdown_cell(english, id="a"),
        new_markdown_cell("for authors", id="b", metadata={"tags": ["notebook-only"]}),
    )
    (tmp_path / "prose_sv.md").write_text(
        f"<!-- 01_book a {take_fingerprint(english)} -->\n\n## Syfte\n\nSe här, 95 %.\n", encoding="utf-8"
    )
    (cell,) = read_cells(path)
    for page in (
        "<h2>Aim</h2><p>See <a href='x.html'>here</a>, 95 %.</p>",
        "<h2>Syfte</h2><p>Se här, 95 %.</p>",
    ):
        assert compare_cell(BeautifulSoup(page, "html.parser"), cell, None, "Title") == ""
    page = BeautifulSoup("<h2>Aim</h2><p>See here, 96 %.</p>", "html.parser")
    assert "“Aim See here 96” instead of “Aim See here 95”" in compare_cell(page, cell, None, "Title")


def test_swedish_of_other_english_words_is_no_prose_of_the_notebook(tmp_path):
    path = write(tmp_path, new_markdown_cell("## Aims", id="a"))
    (tmp_path / "prose_sv.md").write_text(
        f"<!-- 01_book a {take_fingerprint('## Aim')} -->\n\n## Syfte\n", encoding="utf-8"
    )
    (cell,) = read_cells(path)
    page = BeautifulSoup("<h2>Syfte</h2>", "html.parser")
    assert "is not the prose of the notebook" in compare_cell(page, cell, None, "Title")


def test_an_executed_notebook_that_cannot_be_read_is_told(tmp_path):
    path, executed = write(tmp_path, new_code_cell("1", id="a")), tmp_path / "executed.ipynb"
    executed.write_text("{}", encoding="utf-8")
    with pytest.raises(AnalysisError, match=r"executed.ipynb: no notebook .*: build the report again"):
        check_code(path, executed)


def test_a_page_that_says_other_words_than_its_cell_is_told_where():
    page = BeautifulSoup("<p title='over'>3 of 5 cases</p>", "html.parser")
    assert compare_cell(page, Cell("a", "code"), Rerun("3 of 5 cases over"), "") == ""
    assert "“3 of 5 cases” instead of “2 of 5 cases”" in compare_cell(
        page, Cell("a", "code"), Rerun("2 of 5 cases over"), ""
    )
