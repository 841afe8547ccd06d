"""The report: notebooks executed, turned into pages, and linked to pages that show the sources.

The folder appears whole or not at all, and is the same, byte for byte, when built again from the same tables:
no dates, no timings, no paths. Every page stands alone and holds no script; all links are relative.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup
from nbformat import NotebookNode

from analysis.codebook import load_codebook
from analysis.documents import load_register, read_document
from analysis.errors import AnalysisError
from analysis.evidence import render_source
from analysis.folders import replace_folder
from analysis.notebook_pages import Body, make_body
from analysis.notebook_runs import PER_CASE, Run, list_notebooks, plan_runs, run_notebooks
from analysis.pages import LANGUAGES, WORDS, Link, load_template, render_page
from analysis.paths import NOTEBOOKS, PROCESSED, RAW, REPORTS
from analysis.privacy import MODES, NameHider, hide_by
from analysis.report_check import MANIFEST, check_report
from analysis.tables import PACKAGE_FILE, load_tables

__all__ = ["MANIFEST", "build_report", "check_report"]

_FIRST_WORDS = 240
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class _Report:
    """What all pages of a report share."""

    tables: Mapping[str, Any]
    tables_hash: str
    language: str
    names: str
    hider: NameHider
    labels: dict[str, str]
    main: list[Link]
    cases: list[Link]

    def page(self, title: str, body: Any, href: str, kind: str = "page", contents: Any = None) -> str:
        """A whole page of this report."""
        return render_page(
            title,
            body,
            language=self.language,
            href=href,
            main=self.main,
            cases=self.cases,
            contents=contents,
            tables_hash=self.tables_hash,
            kind=kind,
        )


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
    given = _settle(dict(parameters or {}), books)
    labels = dict(zip(frames["cases"]["case_id"], frames["cases"]["label"], strict=True))
    chosen = list(given.get("cases") or labels)
    if unknown := [case for case in chosen if case not in labels]:
        raise AnalysisError("parameters", f"cases: {unknown} not known; use some of {', '.join(labels)}")
    runs = plan_runs(books, given, chosen)
    total = len(runs) + len(frames["documents"]) + 1
    with replace_folder(out, MANIFEST) as folder:
        steps = _Steps(progress, total)
        executed = run_notebooks(
            runs, timeout=timeout, workers=workers, done=lambda run: steps.done(run.page)
        )
        _write_notebooks(folder, runs, executed)
        bodies = _make_bodies(runs, executed, labels)
        report = _gather(frames, tables, given, runs, bodies, labels)
        for run, body in zip(runs, bodies, strict=True):
            page = report.page(body.title, body.html, f"{run.page}.html", contents=body.contents)
            _write(folder / f"{run.page}.html", page)
        _write_sources(folder, report, raw, _collect_cites(runs, bodies, labels), steps)
        _write(folder / "index.html", _make_index(report, runs, bodies, labels))
        _write(folder / MANIFEST, _describe(report, given, runs))
        steps.done("index")
    return out / "index.html"


class _Steps:
    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total, self.count = progress, total, 0

    def done(self, what: str) -> None:
        self.count += 1
        self.progress(self.count, self.total, what)


def _settle(given: dict[str, Any], books: Mapping[Path, Mapping[str, Any]]) -> dict[str, Any]:
    """The parameters with `language` and `names` filled in: as given, else as the notebooks have them."""
    for name, allowed, fallback in (("language", LANGUAGES, "sv"), ("names", MODES, "role")):
        stated = next((declared[name] for declared in books.values() if declared.get(name)), fallback)
        given[name] = given.get(name) or stated
        if given[name] not in allowed:
            raise AnalysisError("parameters", f"{name}: {given[name]!r} is not one of {', '.join(allowed)}")
    return given


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def _write_notebooks(folder: Path, runs: list[Run], executed: list[NotebookNode]) -> None:
    """The executed notebooks, whose links to the report lead one folder up."""
    (folder / "notebooks").mkdir()
    for run, notebook in zip(runs, executed, strict=True):
        _write(
            folder / "notebooks" / f"{run.page}.ipynb",
            nbformat.writes(notebook).replace("../reports/", "../") + "\n",
        )


def _make_bodies(runs: list[Run], executed: list[NotebookNode], labels: Mapping[str, str]) -> list[Body]:
    pages = {run.notebook.name: "index.html" if run.case_id else f"{run.page}.html" for run in runs}
    bodies = []
    for run, notebook in zip(runs, executed, strict=True):
        body = make_body(notebook, pages, fallback=_readable(run.page))
        label = labels.get(run.case_id, "")
        if label and label not in body.title:
            body = body._replace(title=f"{label}: {body.title[:1].lower()}{body.title[1:]}")
        bodies.append(body)
    return bodies


def _readable(stem: str) -> str:
    """A file's name as a title.

    >>> _readable("03_success_factors")
    'Success factors'
    """
    return re.sub(r"^\d+_", "", stem).replace("_", " ").capitalize()


def _gather(
    frames: Mapping[str, Any],
    tables: Path,
    given: Mapping[str, Any],
    runs: list[Run],
    bodies: list[Body],
    labels: Mapping[str, str],
) -> _Report:
    language, names = given["language"], given["names"]
    homes = dict(zip(frames["documents"]["doc_id"], frames["documents"]["case_id"], strict=True))
    pages = [(run, body) for run, body in zip(runs, bodies, strict=True)]
    return _Report(
        tables=frames,
        tables_hash=hashlib.sha256((tables / PACKAGE_FILE).read_bytes()).hexdigest(),
        language=language,
        names=names,
        hider=hide_by(frames["people"], names, homes),
        labels={code.id: getattr(code, f"label_{language}") for code in load_codebook().codes.values()},
        main=[
            Link("index.html", WORDS[language]["start"]),
            *(Link(f"{run.page}.html", body.title) for run, body in pages if not run.case_id),
        ],
        cases=[Link(f"{run.page}.html", labels[run.case_id]) for run, _ in pages if run.case_id],
    )


def _collect_cites(
    runs: list[Run], bodies: list[Body], labels: Mapping[str, str]
) -> dict[str, dict[str, list[Link]]]:
    """For each source page the links of other pages that lead to its anchors."""
    cites: dict[str, dict[str, list[Link]]] = {}
    for run, body in zip(runs, bodies, strict=True):
        for target, ids in body.cites.items():
            page, _, anchor = target.partition("#")
            links = [Link(f"{run.page}.html#{id}", labels.get(run.case_id, "") or body.title) for id in ids]
            cites.setdefault(page, {}).setdefault(anchor, []).extend(links)
    return cites


def _write_sources(
    folder: Path, report: _Report, raw: Path, cites: Mapping[str, dict[str, list[Link]]], steps: _Steps
) -> None:
    register = load_register(raw)
    several = report.tables["documents"]["case_id"].value_counts()
    cases = report.tables["cases"].set_index("case_id")["label"]
    for about in report.tables["documents"].to_dict("records"):
        document = read_document(raw / about["file"], register.get(about["file"]), encoding=about["encoding"])
        href = f"source_{about['doc_id']}.html"
        body = render_source(
            report.tables,
            about["doc_id"],
            document,
            labels=report.labels,
            names=report.hider,
            language=report.language,
            used_by=cites.get(href, {}),
        )
        more = f" ({about['doc_id']})" if several[about["case_id"]] > 1 else ""
        title = f"{WORDS[report.language]['source']}: {cases[about['case_id']]}{more}"
        _write(folder / href, report.page(title, body, href, kind="source-page"))
        steps.done(href)


def _make_index(report: _Report, runs: list[Run], bodies: list[Body], labels: Mapping[str, str]) -> str:
    words = WORDS[report.language]
    documents = report.tables["documents"]
    pages = {run.page: body for run, body in zip(runs, bodies, strict=True)}
    cards, shown = [], set()
    for run in runs:
        if run.notebook in shown:
            continue
        shown.add(run.notebook)
        body = pages[run.page]
        card = {"href": f"{run.page}.html", "title": body.title, "words": _shorten(body.first_words)}
        if run.case_id:
            card = {"href": "#cases", "title": words["case_list"], "words": words["case_card"]}
        cards.append(card)
    rows = []
    for case_id, label in labels.items():
        own = documents[documents["case_id"] == case_id]
        titles = [
            report.hider.hide(title or file) for title, file in zip(own["title"], own["file"], strict=True)
        ]
        sources = list(zip([f"source_{doc_id}.html" for doc_id in own["doc_id"]], titles, strict=True))
        href = f"case_{case_id}.html" if f"case_{case_id}" in pages else ""
        rows.append({"label": label, "href": href, "sources": sources})
    counted = report.tables["codings"]["counted"].fillna(False)
    body = load_template("index.html.j2").render(
        words=words,
        names=report.names,
        numbers={
            "cases": len(labels),
            "documents": len(documents),
            "sentences": len(report.tables["sentences"]),
            "codings": int(counted.sum()),
        },
        summary=next((body.summary for body in bodies if body.summary), ""),
        cards=cards,
        cases=rows,
        files=[f"notebooks/{run.page}.ipynb" for run in runs],
    )
    return report.page(words["index_title"], Markup(body), "index.html")


def _shorten(text: str) -> str:
    """The beginning of a text up to a whole word.

    >>> len(_shorten("ord " * 100)) <= _FIRST_WORDS, _shorten("Kort.")
    (True, 'Kort.')
    """
    if len(text) <= _FIRST_WORDS:
        return text
    return text[: _FIRST_WORDS - 2].rsplit(" ", 1)[0].rstrip(" ,;:–") + " …"


def _describe(report: _Report, given: Mapping[str, Any], runs: list[Run]) -> str:
    """What the report was built from and how, for programs: the check and the next build read it."""
    about = {
        "names": report.names,
        "language": report.language,
        "parameters": {name: given[name] for name in sorted(given) if name != PER_CASE},
        "tables": report.tables_hash,
        "pages": ["index.html", *(f"{run.page}.html" for run in runs)],
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
