"""Bringing the project up to date: tables, notebooks and report, of which only what is stale is made again."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.coding.codebook import DEFAULT as CODEBOOK
from analysis.coding.codebook import load_codebook
from analysis.coding.decision_file import DEFAULT as DECISIONS
from analysis.coding.decision_file import load_decisions
from analysis.errors import AnalysisError
from analysis.folders import hold_folder, restore_folder
from analysis.reporting.freshness import State, find_stale, plan_report
from analysis.reporting.run_plan import list_notebooks, list_parameters
from analysis.table_inputs import explain_stale, list_inputs
from analysis.tables import load_tables, write_tables


@dataclass
class Stale:
    """Why the tables, each notebook's run and the pages must be made again; empty where they need not."""

    tables: list[str] = field(default_factory=list)
    report: State = field(default_factory=State)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing has to be done."""
        return not self.tables and self.report.is_fresh


def find_project_stale(out: Path, parameters: Mapping[str, Any]) -> Stale:
    """What `refresh_report` would make again, and why. While tables are missing, nothing is known of the notebooks.

    Raises AnalysisError for a parameter that is unknown or out of range.
    """
    restore_folder(out)
    reasons = explain_stale(paths.PROCESSED, list_inputs(paths.RAW, CODEBOOK, DECISIONS))
    stale = Stale([f"data/{one}" if one.startswith("raw/") else one for one in reasons])
    if not (paths.PROCESSED / "cases.csv").exists():
        stale.report.pages = ["the tables are missing"]
        return stale
    if parameters and not stale.tables:
        _refuse(parameters, load_tables(paths.PROCESSED))
    stale.report = find_stale(plan_report(parameters, paths.PROCESSED, paths.NOTEBOOKS), out)
    return stale


def refresh_report(
    out: Path,
    parameters: Mapping[str, Any],
    *,
    everything: bool = False,
    progress: Callable[[int, int, str], None] = lambda done, total, what: None,
) -> bool:
    """Make again what is stale, or everything; says whether anything was.

    Raises AnalysisError, and leaves tables and report as they were, when input or a parameter is faulty; when a
    notebook fails, the tables are new and the report is as it was. Another run waits until this one is done.
    """
    with hold_folder(paths.PROCESSED), hold_folder(out):
        inputs = list_inputs(paths.RAW, CODEBOOK, DECISIONS)
        if everything or explain_stale(paths.PROCESSED, inputs):
            _refresh_tables(parameters, inputs)
        elif find_project_stale(out, parameters).is_fresh:
            return False
        from analysis.reporting.report import build_report

        build_report(
            out,
            parameters,
            tables=paths.PROCESSED,
            raw=paths.RAW,
            notebooks=paths.NOTEBOOKS,
            progress=progress,
            reuse=not everything,
        )
    return True


def _refresh_tables(parameters: Mapping[str, Any], inputs: Mapping[str, str]) -> None:
    import pandas as pd

    from analysis.coding.decisions import list_homeless
    from analysis.extract import extract_folder

    book = load_codebook(CODEBOOK)
    decided = load_decisions(DECISIONS, book)
    tables = extract_folder(paths.RAW, codebook=book, decisions=decided)
    tables["extraction_log"] += list_homeless(decided, [row["doc_id"] for row in tables["documents"]])
    _refuse(parameters, {name: pd.DataFrame(tables[name]) for name in ("cases", "documents")})
    write_tables(tables, paths.PROCESSED, inputs=inputs)


def _refuse(parameters: Mapping[str, Any], frames: Mapping[str, Any]) -> None:
    from analysis.study import list_faults

    known = list_parameters(list_notebooks(paths.NOTEBOOKS))
    if faults := list_faults(parameters, frames, load_codebook(CODEBOOK), known):
        raise AnalysisError("parameters", faults)


def read_log() -> list[dict[str, str]]:
    """The rows of the table `extraction_log`, as text."""
    with (paths.PROCESSED / "extraction_log.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
