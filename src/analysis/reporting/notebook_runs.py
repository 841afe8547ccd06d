"""Running notebooks with papermill: with which parameters, side by side, and cleaned of what differs.

Papermill is used as a library. Every run has a time limit, since a kernel that waits for ever is otherwise
waited for; no progress widgets, no kernel logs. Timings, paths and random ids are taken out of the executed
notebooks, so that two runs on the same tables give the same bytes.
"""

import contextlib
import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
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
from analysis.reads import read_record
from analysis.reporting.run_plan import Run

_UP = ".././"


class Executed(NamedTuple):
    """An executed notebook as it is stored, and what it read: hash by name."""

    content: bytes
    reads: dict[str, str]


def run_notebooks(
    runs: list[Run],
    records: Path,
    *,
    timeout: int = 300,
    workers: int = 2,
    done: Callable[[Run], None] = lambda run: None,
) -> dict[str, Executed]:
    """The executed notebooks, cleaned, by page; `done` is told of each that ends.

    They run in their own folder; `records` is a folder for what each of them reads. When some fail, the others
    that have begun are finished, then one AnalysisError names every notebook that failed, the cell and what
    went wrong there. When this is interrupted, the kernels are killed at once.
    """
    if not runs:
        return {}
    pool = ThreadPoolExecutor(max_workers=workers)
    # The folder is set once for all: papermill's own `cwd` changes it in each thread, for the whole process.
    with contextlib.chdir(runs[0].notebook.parent), _quiet_papermill():
        futures = {}
        try:
            _Kernel.stopped = False
            futures = {
                pool.submit(_execute, run, (records / run.page).resolve(), timeout): run for run in runs
            }
            for future in as_completed(futures):
                if future.exception() is not None:
                    break  # what has not begun is called off below
                done(futures[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _kill_kernels()
            wait(futures, timeout=1)
            raise
        pool.shutdown(wait=True, cancel_futures=True)
    if problems := [
        f"{_name(run)}, {why}" for future, run in futures.items() if (why := _explain(future, run))
    ]:
        raise AnalysisError("the report was not built", problems)
    return {run.page: future.result() for future, run in futures.items()}


def _name(run: Run) -> str:
    return relative(run.notebook) + (f" for case {run.case_id}" if run.case_id else "")


def _execute(run: Run, record: Path, timeout: int) -> Executed:
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
        extra_arguments=[
            "--IPKernelApp.log_level=ERROR",
            "--HistoryManager.enabled=False",
            f"--IPKernelApp.exec_lines=__import__('analysis.reads').reads.record_to({str(record)!r})",
        ],
    )
    return Executed(render_notebook(clean_notebook(executed)), read_record(record))


def render_notebook(notebook: NotebookNode) -> bytes:
    """An executed notebook as it is stored in the folder `notebooks` of a report: its links lead one folder up."""
    return (nbformat.writes(notebook).replace("../reports/", _UP) + "\n").encode("utf-8")


def parse_notebook(content: bytes) -> NotebookNode:
    """The notebook that `render_notebook` stored.

    >>> cell = nbformat.v4.new_markdown_cell("[47](../reports/source_a.html), [raw](../data/a.txt)", id="a")
    >>> parse_notebook(render_notebook(nbformat.v4.new_notebook(cells=[cell]))).cells[0].source
    '[47](../reports/source_a.html), [raw](../data/a.txt)'
    """
    return nbformat.reads(content.decode("utf-8").replace(_UP, "../reports/"), as_version=4)


def _explain(future: Future[Executed], run: Run) -> str:
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
    stopped: ClassVar[bool] = False

    async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
        self.running.add(self)
        await super()._async_launch_kernel(kernel_cmd, **options)
        if self.stopped:  # interrupted while it was starting
            _kill_kernels()


def _kill_kernels() -> None:
    _Kernel.stopped = True
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
