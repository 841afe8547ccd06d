"""Notebooks as stored files: run in place, cleaned of what differs from run to run, and checked."""

from pathlib import Path
from typing import Any

import nbformat

from analysis.errors import AnalysisError
from analysis.paths import NOTEBOOKS, relative
from analysis.tables import write_whole

_VOLATILE = ("papermill", "widgets", "signature")
_MADE = ("def ", "class ", "for ", "while ")
_VOLATILE_CELL = ("papermill", "execution", "collapsed", "scrolled")


def list_all() -> list[Path]:
    """All notebooks of the project: those of the report, and the tools that are no page of it."""
    return sorted([*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("tools/*.ipynb")])


def clean_notebook(notebook: Any) -> Any:
    """The notebook without times, paths and random ids, so that two runs give the same bytes."""
    for name in _VOLATILE:
        notebook.metadata.pop(name, None)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata["language_info"] = {
        "name": "python",
        "file_extension": ".py",
        "mimetype": "text/x-python",
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number:02d}"
        for name in _VOLATILE_CELL:
            cell.metadata.pop(name, None)
    return notebook


def refresh_notebook(path: Path) -> None:
    """Run a notebook in its own folder and store it with its outputs, cleaned; raises when a cell fails."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise AnalysisError(
            relative(path), f"a cell failed ({error.ename}: {error.evalue}): mend it"
        ) from None
    write_whole(path, (nbformat.writes(clean_notebook(notebook), version=4) + "\n").encode("utf-8"))


def check_notebook(path: Path) -> list[str]:
    """What is wrong with a stored notebook: cells not run, run out of order, without parameters, or not cleaned."""
    notebook = nbformat.read(path, as_version=4)
    where, problems = relative(path), []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    counts = [cell.execution_count for cell in code]
    if counts != list(range(1, len(code) + 1)):
        problems.append(
            f"{where}: cells not run from top to bottom ({counts}): run analysis notebooks {path.stem}"
        )
    if not any("parameters" in cell.metadata.get("tags", []) for cell in code):
        problems.append(f"{where}: no cell tagged parameters: tag the cell with the parameters")
    if not any(cell.outputs for cell in code):
        problems.append(f"{where}: no outputs: run analysis notebooks {path.stem}")
    if any(output.output_type == "error" for cell in code for output in cell.outputs):
        problems.append(f"{where}: a cell failed: mend it and run analysis notebooks {path.stem}")
    stored = nbformat.writes(notebook, version=4)
    if nbformat.writes(clean_notebook(notebook), version=4) != stored:
        problems.append(f"{where}: holds run-time metadata: run analysis notebooks {path.stem}")
    for cell in code:
        if made := [line for line in cell.source.splitlines() if line.startswith(_MADE)]:
            problems.append(f"{where}: a cell defines or loops ({made[0]}): move the code to src/analysis")
    return problems
