"""The report: notebooks executed, turned into pages, and linked to pages that show the sources.

The folder appears whole or not at all, and is the same, byte for byte, when built again from the same tables:
no dates, no timings, no paths. Every page stands alone and holds no script; all links are relative.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.coding.codebook import load_codebook
from analysis.errors import AnalysisError
from analysis.paths import NOTEBOOKS, PROCESSED, RAW, REPORTS
from analysis.reporting.folders import replace_folder
from analysis.reporting.notebook_pages import Body, make_body
from analysis.reporting.notebook_runs import Run, list_notebooks, plan_runs, run_notebooks
from analysis.reporting.pages import LANGUAGES
from analysis.reporting.privacy import MODES, hide_by
from analysis.reporting.report_check import MANIFEST, check_report
from analysis.reporting.report_pages import Edition, make_index, make_notebook_pages, make_source_pages
from analysis.tables import PACKAGE_FILE, load_tables

__all__ = ["build_report", "check_report"]

Progress = Callable[[int, int, str], None]


def build_report(
    out: Path = REPORTS,
    parameters: Mapping[str, Any] | None = None,
    *,
    tables: Path = PROCESSED,
    raw: Path = RAW,
    notebooks: Path = NOTEBOOKS,
    timeout: int = 300,
    workers: int = 2,
    progress: Progress = lambda done, total, what: None,
) -> Path:
    """Build the report and return the path of its first page.

    `parameters` are given to every notebook that declares them; `names` (role, full, pseudonym) and
    `language` (sv, en) also rule the pages around them. `timeout` is in seconds for each cell; `progress`
    is told (done, total, what) after each step. Raises AnalysisError, and leaves an earlier report as it
    was, when the tables or a parameter are faulty or a notebook fails.
    """
    frames = load_tables(tables)
    books = list_notebooks(notebooks)
    given = _settle(parameters or {}, books)
    runs = plan_runs(books, given, _choose_cases(given, list(frames["cases"]["case_id"])))
    steps = _Steps(progress, len(runs) + len(frames["documents"]) + 1)
    with replace_folder(out, MANIFEST) as folder:
        executed = run_notebooks(
            runs, timeout=timeout, workers=workers, done=lambda run: steps.done(run.page)
        )
        labels = dict(zip(frames["cases"]["case_id"], frames["cases"]["label"], strict=True))
        homes = dict(zip(frames["documents"]["doc_id"], frames["documents"]["case_id"], strict=True))
        edition = Edition(
            tables=frames,
            tables_hash=hashlib.sha256((tables / PACKAGE_FILE).read_bytes()).hexdigest(),
            language=given["language"],
            names=hide_by(frames["people"], given["names"], homes, given["language"]),
            codes={
                code.id: getattr(code, f"label_{given['language']}")
                for code in load_codebook().codes.values()
            },
            runs=runs,
            bodies=_make_bodies(runs, executed, labels),
        )
        _write_notebooks(folder / "notebooks", runs, executed)
        for href, page in make_notebook_pages(edition):
            _write(folder / href, page)
        for href, page in make_source_pages(edition, raw):
            _write(folder / href, page)
            steps.done(href)
        _write(folder / "index.html", make_index(edition))
        _write(folder / MANIFEST, _describe(edition, given))
        steps.done("index.html")
    return out / "index.html"


class _Steps:
    """Counts what is done and tells it on."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total, self.count = progress, total, 0

    def done(self, what: str) -> None:
        self.count += 1
        self.progress(self.count, self.total, what)


def _settle(parameters: Mapping[str, Any], books: Mapping[Path, Mapping[str, Any]]) -> dict[str, Any]:
    """The parameters with `language` and `names` filled in: as given, else as the notebooks have them.

    >>> _settle({"names": "full"}, {Path("a.ipynb"): {"language": "en"}})
    {'names': 'full', 'language': 'en'}
    """
    given = dict(parameters)
    for name, allowed in (("language", LANGUAGES), ("names", MODES)):
        stated = next((declared[name] for declared in books.values() if declared.get(name)), allowed[0])
        given[name] = given.get(name, stated)
        if given[name] not in allowed:
            raise AnalysisError("parameters", f"{name}: {given[name]!r} is not one of {', '.join(allowed)}")
    return given


def _choose_cases(given: Mapping[str, Any], known: list[str]) -> list[str]:
    chosen = list(given.get("cases") or known)
    if unknown := [case for case in chosen if case not in known]:
        raise AnalysisError(
            "parameters", [f"cases: no case {case!r}; there are {', '.join(known)}" for case in unknown]
        )
    return chosen


def _make_bodies(runs: list[Run], executed: list[NotebookNode], labels: Mapping[str, str]) -> list[Body]:
    """The bodies of the notebooks' pages; one about a case has the case's name in its title."""
    pages = {run.notebook.name: "index.html" if run.case_id else f"{run.page}.html" for run in runs}
    bodies = []
    for run, notebook in zip(runs, executed, strict=True):
        body = make_body(notebook, pages, fallback=_readable(run.page))
        label = labels.get(run.case_id, "")
        bodies.append(body if label in body.title else body._replace(title=f"{label}: {body.title}"))
    return bodies


def _readable(stem: str) -> str:
    """A file's name as a title.

    >>> _readable("03_success_factors")
    'Success factors'
    """
    return re.sub(r"^\d+_", "", stem).replace("_", " ").capitalize()


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def _write_notebooks(folder: Path, runs: list[Run], executed: list[NotebookNode]) -> None:
    """The executed notebooks; their links to the report lead one folder up."""
    folder.mkdir()
    for run, notebook in zip(runs, executed, strict=True):
        _write(folder / f"{run.page}.ipynb", nbformat.writes(notebook).replace("../reports/", "../") + "\n")


def _describe(edition: Edition, given: Mapping[str, Any]) -> str:
    """What the report was built from and how, for programs: the check reads it."""
    about = {
        "names": edition.names.mode,
        "language": edition.language,
        "parameters": {name: given[name] for name in sorted(given)},
        "tables": edition.tables_hash,
        "pages": ["index.html", *(f"{run.page}.html" for run in edition.runs)],
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
