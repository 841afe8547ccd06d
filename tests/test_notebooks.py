"""Stored notebooks: each fault of one is found and told how to repair, and the project's own have none."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import AnalysisError
from analysis.notebooks import check_notebook, clean_notebook, list_all, refresh_notebook


def make_notebook():
    cells = [
        new_markdown_cell("# Fråga"),
        new_code_cell("case_id = 'gnosjo'", execution_count=1, metadata={"tags": ["parameters"]}),
        new_code_cell(
            "1 + 1",
            execution_count=2,
            outputs=[new_output("execute_result", {"text/plain": "2"}, execution_count=2)],
        ),
    ]
    return clean_notebook(new_notebook(cells=cells))


def store(notebook, folder):
    path = folder / "page.ipynb"
    nbformat.write(notebook, path)
    return path


def test_a_notebook_in_order_has_no_fault(tmp_path):
    assert check_notebook(store(make_notebook(), tmp_path)) == []


def never_run(notebook):
    notebook.cells[2].execution_count = None


def run_twice(notebook):
    notebook.cells[2].execution_count = 7


def without_parameters(notebook):
    notebook.cells[1].metadata.pop("tags")


def without_outputs(notebook):
    notebook.cells[2].outputs = []


def failed(notebook):
    notebook.cells[2].outputs.append(new_output("error", ename="KeyError", evalue="x", traceback=[]))


def run_by_papermill(notebook):
    notebook.metadata["papermill"] = {"start_time": "2026-01-01"}


def timed_cell(notebook):
    notebook.cells[2].metadata["execution"] = {"iopub.execute_input": "2026-01-01"}


def random_ids(notebook):
    notebook.cells[0]["id"] = "a1b2c3"


def defines(notebook):
    notebook.cells[2].source = "def f():\n    return 1"


def loops(notebook):
    notebook.cells[2].source = "numbers = 1, 2\nfor n in numbers:\n    print(n)"


FAULTS = [
    (never_run, "cells not run from top to bottom ([1, None]): run analysis notebooks page"),
    (run_twice, "cells not run from top to bottom ([1, 7]): run analysis notebooks page"),
    (without_parameters, "no cell tagged parameters: tag the cell with the parameters"),
    (without_outputs, "no outputs: run analysis notebooks page"),
    (failed, "a cell failed: mend it and run analysis notebooks page"),
    (run_by_papermill, "holds run-time metadata: run analysis notebooks page"),
    (timed_cell, "holds run-time metadata: run analysis notebooks page"),
    (random_ids, "holds run-time metadata: run analysis notebooks page"),
    (defines, "a cell defines or loops (def f():): move the code to src/analysis"),
    (loops, "a cell defines or loops (for n in numbers:): move the code to src/analysis"),
]


@pytest.mark.parametrize(("spoil", "message"), FAULTS, ids=[spoil.__name__ for spoil, _ in FAULTS])
def test_each_fault_of_a_stored_notebook_is_found(tmp_path, spoil, message):
    notebook = make_notebook()
    spoil(notebook)
    path = store(notebook, tmp_path)
    assert check_notebook(path) == [f"{path.as_posix()}: {message}"]


def test_cleaning_twice_is_cleaning_once():
    once = nbformat.writes(make_notebook())
    assert nbformat.writes(clean_notebook(make_notebook())) == once


@pytest.mark.parametrize("path", list_all(), ids=lambda path: path.stem)
def test_the_notebooks_of_the_project_are_in_order(path):
    assert check_notebook(path) == []


def test_a_failing_cell_is_named_and_the_stored_notebook_stays(tmp_path):
    notebook = new_notebook(cells=[new_code_cell("1 / 0")])
    path = tmp_path / "broken.ipynb"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    with pytest.raises(AnalysisError, match=r"a cell failed \(ZeroDivisionError: division by zero\)"):
        refresh_notebook(path)
    assert path.read_bytes() == before
