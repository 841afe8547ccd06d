"""The report: notebooks executed, turned into pages, and linked to pages that show the sources.

The folder appears whole or not at all, and is the same, byte for byte, when built again from the same tables:
no dates, no timings, no paths. Every page stands alone and holds no script; all links are relative.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from analysis.coding.codebook import load_codebook
from analysis.folders import hold_folder, replace_folder
from analysis.paths import NOTEBOOKS, PROCESSED, RAW, REPORTS
from analysis.reporting.downloads import write_downloads
from analysis.reporting.freshness import (
    MANIFEST,
    Plan,
    describe_report,
    find_stale,
    list_files,
    plan_report,
    read_manifest,
)
from analysis.reporting.ledger import write_ledger
from analysis.reporting.name_check import find_shown_names
from analysis.reporting.notebook_pages import Body, make_body
from analysis.reporting.notebook_runs import Executed, parse_notebook, run_notebooks
from analysis.reporting.privacy import hide_by
from analysis.reporting.prose import Twins, load_twins, put_prose
from analysis.reporting.report_pages import (
    Edition,
    make_index,
    make_notebook_pages,
    make_source_pages,
    tell_pages,
)
from analysis.reporting.run_plan import Run
from analysis.tables import load_tables

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
    reuse: bool = True,
) -> Path:
    """Build the report and return the path of its first page.

    `parameters` are given to every notebook that declares them; `names` (role, full, pseudonym) and
    `language` (sv, en) also rule the pages around them. With `reuse`, a notebook that the report in `out`
    holds is run again only when something that it rests on has changed; the bytes are the same either way.
    `timeout` is in seconds for each cell; `progress` is told (done, total, what) after each step. Raises
    AnalysisError, and leaves an earlier report as it was, when the tables or a parameter are faulty or a
    notebook fails.
    """
    with hold_folder(tables), hold_folder(out):
        frames = load_tables(tables)
        plan = plan_report(parameters or {}, tables, notebooks)
        steps = _Steps(progress, len(plan.runs) + len(frames["documents"]) + 1)
        with replace_folder(out, MANIFEST, _list_own) as folder:
            executed = _load_kept(plan, out) if reuse else {}
            for page in executed:
                steps.done(f"{page} (kept)")
            executed |= _run(plan, executed, folder, steps, timeout=timeout, workers=workers)
            edition = _make_edition(plan, frames, executed)
            _write_notebooks(folder / "notebooks", executed)
            _write_pages(edition, raw, folder, steps)
            about = _describe(edition, plan)
            write_downloads(folder, about["pages"], frames, edition.names, edition.language)
            about |= describe_report(plan, {page: one.reads for page, one in executed.items()})
            about["shown"] = len([*find_shown_names(folder, frames, edition.names.mode)])
            about["files"] = list_files(folder)
            _write(folder / MANIFEST, json.dumps(about, ensure_ascii=False, indent=1) + "\n")
            steps.done("index.html")
    return out / "index.html"


def _list_own(out: Path) -> list[str]:
    """The files of a report that are not somebody else's; an earlier version listed none."""
    if manifest := read_manifest(out):
        return [MANIFEST, *manifest["files"]]
    made = [path for pattern in ("*.html", "*.json", "notebooks/*.ipynb") for path in out.glob(pattern)]
    return [path.relative_to(out).as_posix() for path in made]


def _load_kept(plan: Plan, out: Path) -> dict[str, Executed]:
    """The executed notebooks of the report in `out` that need not be run again, by page."""
    stale, manifest = find_stale(plan, out).runs, read_manifest(out)
    return {
        page: Executed((out / "notebooks" / f"{page}.ipynb").read_bytes(), manifest["runs"][page]["reads"])
        for page, reasons in stale.items()
        if not reasons
    }


def _run(
    plan: Plan, kept: Mapping[str, Executed], folder: Path, steps: "_Steps", **options: int
) -> dict[str, Executed]:
    records = folder / "records"
    records.mkdir()
    missing = [run for run in plan.runs if run.page not in kept]
    executed = run_notebooks(missing, records, done=lambda run: steps.done(run.page), **options)
    shutil.rmtree(records)
    return executed


def _make_edition(plan: Plan, frames: Mapping[str, Any], executed: Mapping[str, Executed]) -> Edition:
    given = plan.given
    labels = dict(zip(frames["cases"]["case_id"], frames["cases"]["label"], strict=True))
    homes = dict(zip(frames["documents"]["doc_id"], frames["documents"]["case_id"], strict=True))
    codes = load_codebook().codes.values()
    twins = load_twins(plan.runs[0].notebook.parent) if given["language"] == "sv" else {}
    return Edition(
        tables=frames,
        tables_hash=plan.basis["tables"],
        language=given["language"],
        names=hide_by(frames["people"], given["names"], homes, given["language"]),
        codes={code.id: getattr(code, f"label_{given['language']}") for code in codes},
        runs=plan.runs,
        bodies=_make_bodies(plan.runs, executed, labels, twins),
    )


def _write_pages(edition: Edition, raw: Path, folder: Path, steps: "_Steps") -> None:
    for href, page in make_notebook_pages(edition):
        _write(folder / href, page)
    for href, page in make_source_pages(edition, raw):
        _write(folder / href, page)
        steps.done(href)
    _write(folder / "index.html", make_index(edition))
    write_ledger(folder, edition.tables, tell_pages(edition), edition.claims)


class _Steps:
    """Counts what is done and tells it on."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total, self.count = progress, total, 0

    def done(self, what: str) -> None:
        self.count += 1
        self.progress(self.count, self.total, what)


def _make_bodies(
    runs: list[Run], executed: Mapping[str, Executed], labels: Mapping[str, str], twins: Twins
) -> list[Body]:
    """The bodies of the notebooks' pages; one about a case has the case's name in its title."""
    pages = {run.notebook.name: "index.html" if run.case_id else f"{run.page}.html" for run in runs}
    bodies = []
    for run in runs:
        notebook = put_prose(parse_notebook(executed[run.page].content), run.notebook.stem, twins)
        body = make_body(notebook, pages, fallback=_readable(run.page), page=run.page)
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


def _write_notebooks(folder: Path, executed: Mapping[str, Executed]) -> None:
    folder.mkdir()
    for page, one in executed.items():
        (folder / f"{page}.ipynb").write_bytes(one.content)


def _describe(edition: Edition, plan: Plan) -> dict[str, Any]:
    """What the report is and how it shows people, for programs: the check reads it."""
    return {
        "names": edition.names.mode,
        "language": edition.language,
        "parameters": {name: plan.given[name] for name in sorted(plan.given)},
        "tables": edition.tables_hash,
        "pages": list(dict.fromkeys(["index.html", *(f"{run.page}.html" for run in edition.runs)])),
    }
