"""What the cells of a report's notebooks say when they are run again, and what their prose says.

The code is that of the stored notebooks, never that of the report; it runs here, from the tables, with the
parameters that the ledger names for the page. Only its words are compared with the page, so a report that was
built on another machine holds too.
"""

import ast
import contextlib
import io
import json
import os
import re
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from bs4 import BeautifulSoup, Tag

from analysis.errors import AnalysisError
from analysis.paths import PROCESSED
from analysis.reads import hash_bytes
from analysis.reporting.ledger import plain_text
from analysis.reporting.prose import find_twin, load_twins
from analysis.reporting.run_plan import LEFT_OUT, CodeCell, list_code
from analysis.tables import PACKAGE_FILE
from analysis.text import show_hidden

_WORD = re.compile(r"[^\W_]+")
_WORTH_A_PROCESS = 4  # notebooks to run; starting a process takes as long as running one or two of them


class Rerun(NamedTuple):
    """What a cell shows when it is run again: its words, its charts (alt and data), or why it failed."""

    words: str
    charts: tuple[tuple[str, str], ...] = ()
    failed: str = ""


class Job(NamedTuple):
    """A notebook to run: its code cells, the parameters as JSON, and the hash of the tables."""

    code: tuple[CodeCell, ...]
    parameters: str
    tables: str


class Cell(NamedTuple):
    """A cell of a stored notebook as a report shows it; `prose` holds its words in each language."""

    id: str
    kind: str
    prose: tuple[list[str], ...] = ()


def read_cells(path: Path) -> list[Cell]:
    """The cells of a stored notebook that a report shows, in order."""
    twins = load_twins(path.parent)
    cells = []
    for cell in json.loads(path.read_bytes())["cells"]:
        if set(LEFT_OUT) & set(cell["metadata"].get("tags", [])):
            continue
        english = "".join(cell["source"])
        texts = [english, find_twin(twins, path.stem, cell["id"], english)]
        prose = tuple(list_words(_strip_markdown(text)) for text in texts if text)
        cells.append(Cell(cell["id"], cell["cell_type"], prose if cell["cell_type"] == "markdown" else ()))
    return cells


def list_words(text: str) -> list[str]:
    """The words and numbers of a text, by which prose is compared.

    >>> list_words("*Not* 95 % of `cut_off`")
    ['Not', '95', 'of', 'cut', 'off']
    """
    return _WORD.findall(text)


def _strip_markdown(text: str) -> str:
    """Markdown without what is not shown as words: addresses, comments, the numbers of a list's items."""
    text = re.sub(r"^\s*\d+\. ", "", re.sub(r"\]\([^)]*\)", "]", text), flags=re.MULTILINE)
    return BeautifulSoup(text, "html.parser").get_text()


def _list_own_code(path: Path) -> tuple[CodeCell, ...]:
    """The code cells of a notebook but those in which papermill put the parameters."""
    return tuple(cell for cell in list_code(path) if "injected-parameters" not in cell.tags)


class Reruns:
    """What the code cells of stored notebooks show now: run in other processes while this one goes on.

    What has been run once in this process is not run again while code, parameters and tables are the same.
    """

    _done: ClassVar[dict[Job, dict[str, Rerun]]] = {}

    def __init__(self, wanted: Iterable[tuple[Path, dict[str, Any]]]) -> None:
        jobs = dict.fromkeys(_make_job(path, parameters) for path, parameters in wanted)
        missing = [job for job in jobs if job not in self._done]
        self._pool = _start_pool() if len(missing) >= _WORTH_A_PROCESS else None
        self._running = {job: self._pool.submit(_run, job) for job in missing} if self._pool else {}

    def __enter__(self) -> "Reruns":
        return self

    def __exit__(self, *exc: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def get(self, path: Path, parameters: dict[str, Any]) -> dict[str, Rerun]:
        """What each code cell of a notebook shows with these parameters, by its id."""
        job = _make_job(path, parameters)
        if job not in self._done:
            try:
                self._done[job] = self._running[job].result() if job in self._running else _run(job)
            except BrokenProcessPool:  # the system stopped a process, or none can be started here
                self._done[job] = _run(job)
        return self._done[job]


def _make_job(path: Path, parameters: dict[str, Any]) -> Job:
    tables = PROCESSED / PACKAGE_FILE
    state = tables.read_bytes() if tables.exists() else b""
    return Job(_list_own_code(path), json.dumps(parameters, sort_keys=True), hash_bytes(state))


def _start_pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(min(4, os.cpu_count() or 1), mp_context=get_context("spawn"))


def _run(job: Job) -> dict[str, Rerun]:
    names: dict[str, Any] = {"__name__": "__main__"}
    shown: dict[str, Rerun] = {}
    for cell in job.code:
        shown[cell.id] = _run_cell(cell.source, names)
        if "parameters" in cell.tags:
            names.update(json.loads(job.parameters))
        if shown[cell.id].failed:
            break
    return shown


def _run_cell(source: str, names: dict[str, Any]) -> Rerun:
    """Run a cell as a notebook does: its last expression is what it shows."""
    printed = io.StringIO()
    try:
        tree = ast.parse(source)
        last = ast.Expression(tree.body.pop().value) if _ends_in_value(tree) else None  # type: ignore[attr-defined]
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(tree, "cell", "exec"), names)
            value = eval(compile(last, "cell", "eval"), names) if last else None
        html, charts = _render(value)
    except Exception as error:  # whatever a researcher's cell may raise is told, not passed on
        return Rerun("", failed=f"{type(error).__name__}: {error}")
    text = BeautifulSoup(html, "html.parser")
    return Rerun(plain_text(f"{show_hidden(printed.getvalue())} {read_words(text)}"), charts)


def _ends_in_value(tree: ast.Module) -> bool:
    return bool(tree.body) and isinstance(tree.body[-1], ast.Expr)


def _render(value: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The HTML of a value, and its charts as alternative text and data."""
    if value is None:
        return "", ()
    if hasattr(value, "_repr_mimebundle_"):
        data, _ = value._repr_mimebundle_()
        alt, _, table = data["text/plain"].partition("\n")
        return "", ((alt, table),)
    if hasattr(value, "_repr_html_"):
        return show_hidden(value._repr_html_()), ()
    tag = BeautifulSoup("", "html.parser").new_tag("pre")
    tag.string = show_hidden(repr(value))
    return str(tag), ()


def read_words(tag: Tag) -> str:
    """The words of a piece of a page that a reader sees, and those that appear over it (title)."""
    over = [str(one["title"]) for one in tag.find_all(title=True)]
    return plain_text(" ".join([tag.get_text(), *over]))


def is_empty(cell: Cell, rerun: Rerun | None, title: str) -> bool:
    """Whether a cell has nothing to show of its own: no words, or only those that became the page's title."""
    if cell.kind == "markdown":
        return any(not prose or prose == list_words(title) for prose in cell.prose)
    return rerun is not None and not (rerun.words or rerun.charts or rerun.failed)


def compare_cell(tag: Tag, cell: Cell, rerun: Rerun | None, title: str) -> str:
    """How a cell of a page differs from the stored notebook, as the end of a sentence; empty when it does not."""
    if cell.kind == "markdown":
        shown = list_words(tag.get_text(" "))
        if any(shown == prose or list_words(title) + shown == prose for prose in cell.prose):
            return ""
        return _tell(shown, cell.prose[0], "is not the prose of the notebook")
    if rerun is None or rerun.failed:
        return f"cannot be worked out again ({rerun.failed if rerun else 'an earlier cell failed'})"
    shown_text = read_words(tag)
    if shown_text != rerun.words:
        return _tell(shown_text.split(), rerun.words.split(), "is not what its cell shows when run again")
    return ""


def _tell(shown: list[str], expected: list[str], what: str) -> str:
    """Where two texts part, with the words around."""
    pairs = zip([*shown, ""], [*expected, ""], strict=False)
    at = next((n for n, (one, other) in enumerate(pairs) if one != other), len(expected))
    begin = max(0, at - 4)
    return f"{what}: “{' '.join(shown[begin : at + 4])}” instead of “{' '.join(expected[begin : at + 4])}”"


def check_code(path: Path, executed: Path) -> str:
    """Whether an executed notebook has the code of the stored one; empty when it has."""
    try:
        ran = [cell.source for cell in _list_own_code(executed)]
    except AnalysisError:
        raise AnalysisError(executed.name, "no notebook that can be read: build the report again") from None
    same = ran == [cell.source for cell in _list_own_code(path)]
    return "" if same else f"{path.name} has changed since the report was built"
