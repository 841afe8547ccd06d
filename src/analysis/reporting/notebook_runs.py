"""Running notebooks with papermill: with which parameters, side by side, and cleaned of what differs.

Papermill is used as a library. Every run has a time limit, since a kernel that waits for ever is otherwise
waited for; no progress widgets, no kernel logs. Timings, paths and random ids are taken out of the executed
notebooks, so that two runs on the same tables give the same bytes.
"""

import ast
import contextlib
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from weakref import WeakSet

import nbformat
import papermill
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from analysis.errors import AnalysisError
from analysis.paths import relative

PER_CASE = "case_id"
"""A notebook that declares this parameter is run once for each case."""


class Run(NamedTuple):
    """One execution of a notebook: the page it becomes, and the parameters it is given."""

    notebook: Path
    page: str
    case_id: str
    parameters: dict[str, Any]


def list_notebooks(folder: Path) -> dict[Path, dict[str, Any]]:
    """The notebooks of a folder by name, each with the parameters it declares and their default values."""
    files = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    if not files:
        raise AnalysisError(relative(folder), "no notebooks here: give the folder that holds them")
    return {path: _declared(path) for path in files}


def _declared(path: Path) -> dict[str, Any]:
    try:
        notebook = nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        problem = f"not a notebook that can be read ({error}): restore it from the repository"
        raise AnalysisError(relative(path), problem) from None
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            return read_parameters(cell.source)
    return {}


def read_parameters(source: str) -> dict[str, Any]:
    """The parameters that a cell declares with their defaults; None for a default that is no plain value.

    Read as Python, not line by line as papermill does: its reader misses a line whose comment holds "=".

    >>> read_parameters('case_id: str = ""  # empty = all\\nthemes = ["A"]\\nfolder = find()')
    {'case_id': '', 'themes': ['A'], 'folder': None}
    """
    found = {}
    for line in ast.parse(source).body:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name):
                try:
                    found[target.id] = ast.literal_eval(line.value)  # type: ignore[attr-defined]
                except ValueError:
                    found[target.id] = None
    return found


def plan_runs(
    notebooks: Mapping[Path, Mapping[str, Any]], given: Mapping[str, Any], case_ids: Iterable[str]
) -> list[Run]:
    """The runs that make a report: each notebook once, or once for each case; it gets what it declares.

    Raises AnalysisError for a parameter that no notebook declares; `names` and `language` always have a use.

    >>> books = {
    ...     Path("02_case.ipynb"): {"case_id": "", "language": "sv"},
    ...     Path("03_all.ipynb"): {"names": "role"},
    ... }
    >>> [(run.page, run.parameters) for run in plan_runs(books, {"language": "en"}, ["gnosjo"])]
    [('case_gnosjo', {'case_id': 'gnosjo', 'language': 'en'}), ('03_all', {})]
    """
    declared_anywhere = {name for declared in notebooks.values() for name in declared}
    allowed = sorted((declared_anywhere | {"names", "language"}) - {PER_CASE})
    if unknown := sorted(set(given) - set(allowed)):
        known = ", ".join(allowed)
        raise AnalysisError(
            "parameters", [f"{name}: no such parameter; there are {known}" for name in unknown]
        )
    runs = []
    for path, declared in notebooks.items():
        own = {name: given[name] for name in sorted(given) if name in declared}
        if PER_CASE in declared:
            runs += [Run(path, f"case_{case}", case, {PER_CASE: case, **own}) for case in case_ids]
        else:
            runs.append(Run(path, path.stem, "", own))
    return runs


def run_notebooks(
    runs: list[Run], *, timeout: int = 300, workers: int = 2, done: Callable[[Run], None] = lambda run: None
) -> list[NotebookNode]:
    """The executed notebooks, cleaned, in the order of the runs; `done` is told of each that ends.

    They run in their own folder. When some fail, the others that have begun are finished, then one
    AnalysisError names every notebook that failed, the cell and what went wrong there.
    """
    pool = ThreadPoolExecutor(max_workers=workers)
    # The folder is set once for all: papermill's own `cwd` changes it in each thread, for the whole process.
    with contextlib.chdir(runs[0].notebook.parent), _quiet_papermill():
        try:
            futures = {pool.submit(_execute, run, timeout): run for run in runs}
            for future in as_completed(futures):
                if future.exception() is not None:
                    break  # what has not begun is called off below
                done(futures[future])
        except BaseException:
            _kill_kernels()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    if problems := [
        f"{_name(run)}, {why}" for future, run in futures.items() if (why := _explain(future, run))
    ]:
        raise AnalysisError("the report was not built", problems)
    return [future.result() for future in futures]


def _name(run: Run) -> str:
    return relative(run.notebook) + (f" for case {run.case_id}" if run.case_id else "")


def _execute(run: Run, timeout: int) -> NotebookNode:
    executed = papermill.execute_notebook(
        str(run.notebook.resolve()),
        None,
        parameters=run.parameters,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        execution_timeout=timeout,
        shutdown_kernel="immediate",
        kernel_manager_class=_Kernel,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )
    return clean_notebook(executed)


def _explain(future: Future[NotebookNode], run: Run) -> str:
    """Why a run failed, for a reader of the message; empty when it did not fail or did not begin."""
    if future.cancelled():
        return ""
    match future.exception():
        case None:
            return ""
        case PapermillExecutionError() as error:
            value = str(error.evalue).strip() or "no message"
            number = error.cell_index + 1 - bool(run.parameters)  # papermill has put one cell before it
            return f"cell {number}: {error.ename}: {value}"
        case CellTimeoutError() as error:
            return f"a cell ran longer than it may: {str(error).splitlines()[0]}"
        case DeadKernelError():
            return "its kernel died: there may be too little memory"
        case AnalysisError() as error:
            return str(error)
        case error:
            raise error


class _Kernel(AsyncKernelManager):
    """A kernel manager that is remembered, so that an interrupted report leaves no kernel behind."""

    running: ClassVar[WeakSet["_Kernel"]] = WeakSet()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.running.add(self)


def _kill_kernels() -> None:
    for kernel in list(_Kernel.running):
        process = getattr(kernel.provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()


@contextlib.contextmanager
def _quiet_papermill() -> Any:
    """Papermill and nbclient without their log, and charts inline whatever MPLBACKEND says outside."""
    logger = logging.getLogger("papermill")
    level, backend = logger.level, os.environ.pop("MPLBACKEND", None)
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
        if backend is not None:
            os.environ["MPLBACKEND"] = backend


def clean_notebook(notebook: NotebookNode) -> NotebookNode:
    """The notebook without timings, paths, widget state and random ids: equal runs give equal bytes.

    >>> cell = nbformat.v4.new_code_cell("x = 1", id="a1b2", metadata={"tags": ["injected-parameters"]})
    >>> dirty = nbformat.v4.new_notebook(cells=[cell], metadata={"papermill": {"duration": 1.2}})
    >>> clean = clean_notebook(dirty)
    >>> clean.cells[0].id, dict(clean.metadata)
    ('injected-parameters', {})
    """
    clean = nbformat.from_dict(notebook)
    for key in ("papermill", "widgets"):
        clean.metadata.pop(key, None)
    clean.metadata.get("language_info", {}).pop("version", None)
    for cell in clean.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    return clean
