"""What of a report is fresh, what is stale, and why: hashes of what it was made from, kept in `report.json`.

Each executed notebook is kept with its own bytes, its parameters, the code of this package that it uses, the
libraries, and all that it read while it ran, as recorded then. It is run again when any of these has changed.
Times of files do not count. Nothing here needs pandas, so that asking costs little.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.package_hash import hash_package, list_libraries
from analysis.paths import CODING, CONTEXT, NOTEBOOKS, PROCESSED, ROOT, relative
from analysis.reads import hash_path, hash_read
from analysis.reporting.run_plan import (
    Run,
    choose_cases,
    list_code,
    list_notebooks,
    plan_runs,
    settle_parameters,
)
from analysis.table_inputs import compare_hashes
from analysis.tables import PACKAGE_FILE, hash_case

MANIFEST = "report.json"
_PAGES_CODE = "import analysis.reporting.report"
_RUNS_CODE = "import analysis.reporting.notebook_runs, analysis.reads"


@dataclass(frozen=True)
class Plan:
    """What a report is to be made from: its runs, and the hashes of what it rests on apart from their reads."""

    given: dict[str, Any]
    runs: list[Run]
    keys: dict[str, dict[str, Any]]
    basis: dict[str, Any]


@dataclass
class State:
    """Why each run and the pages around them must be made again; a run without reasons can be kept."""

    runs: dict[str, list[str]] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing has to be done."""
        return not self.pages and not any(self.runs.values())


def plan_report(parameters: Mapping[str, Any], tables: Path = PROCESSED, notebooks: Path = NOTEBOOKS) -> Plan:
    """The plan of a report with these parameters; raises AnalysisError when one is unknown or out of range."""
    books = list_notebooks(notebooks)
    given = settle_parameters(parameters, books)
    rows = csv.DictReader(io.StringIO((tables / "cases.csv").read_text(encoding="utf-8")))
    runs = plan_runs(books, given, choose_cases(given, [row["case_id"] for row in rows]))
    about = {
        path: {
            "notebook": hash_path(path),
            "code": hash_package("\n".join([_RUNS_CODE, *(cell.source for cell in list_code(path))])),
        }
        for path in books
    }
    basis = {
        "parameters": {name: given[name] for name in sorted(given)},
        "libraries": list_libraries(),
        "package": hash_package(_PAGES_CODE),
        "tables": hash_path(tables / PACKAGE_FILE),
        "beside": _hash_beside(notebooks),
    }
    keys = {run.page: about[run.notebook] | {"parameters": run.parameters} for run in runs}
    return Plan(given, runs, keys, basis)


def _hash_beside(notebooks: Path) -> dict[str, str]:
    """The hash of each file that pages and notebooks may make use of beside the tables, by name."""
    files = [path for folder in (CODING, CONTEXT, notebooks) for path in sorted(folder.glob("[!.]*"))]
    return {relative(path): hash_path(path) for path in files if path.suffix != ".ipynb" and path.is_file()}


def read_manifest(out: Path) -> dict[str, Any]:
    """What a report says it was made from; nothing where there is no report, or an earlier version's."""
    try:
        manifest = json.loads((out / MANIFEST).read_bytes())
        return manifest if {"basis", "runs", "files"} <= manifest.keys() else {}
    except (OSError, ValueError, AttributeError):
        return {}


def describe_report(plan: Plan, reads: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The part of the manifest that says what a report was made from; `reads` by page, as recorded."""
    runs = {page: key | {"reads": dict(sorted(reads[page].items()))} for page, key in plan.keys.items()}
    return {"basis": plan.basis, "runs": runs}


def list_files(out: Path) -> dict[str, str]:
    """The hash of each file of a report but the manifest, by name."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(out).as_posix(): hash_path(path) for path in files}


def find_stale(plan: Plan, out: Path) -> State:
    """What of the report in `out` must be made again to follow the plan."""
    manifest = read_manifest(out)
    if not manifest:
        return State({run.page: ["not run yet"] for run in plan.runs}, ["not built yet"])
    hashes = _Hashes()
    common = _compare_basis(manifest["basis"], plan.basis, ("libraries",))
    beside = compare_hashes(manifest["basis"]["beside"], plan.basis["beside"])
    common += [one for one in beside if not one.endswith("has changed")]  # whether one exists is not recorded
    state = State()
    for run in plan.runs:
        state.runs[run.page] = common + _explain_run(run, plan.keys[run.page], manifest, out, hashes)
    state.pages = _compare_basis(
        manifest["basis"], plan.basis, ("parameters", "libraries", "package", "tables")
    )
    state.pages += [f"{page} is gone" for page in sorted(manifest["runs"].keys() - plan.keys.keys())]
    state.pages += beside
    state.pages += [
        f"{relative(out / name)} has been changed by hand"
        if (out / name).exists()
        else f"{relative(out / name)} is missing"
        for name, digest in manifest["files"].items()
        if hash_path(out / name) != digest
    ]
    return state


def _compare_basis(before: Mapping[str, Any], now: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    reasons = []
    for name in names:
        if before.get(name) == now[name]:
            continue
        match name:
            case "package":
                reasons.append("the package src/analysis has changed")
            case "tables":
                reasons.append("the tables have changed")
            case _:
                kind = "parameter " if name == "parameters" else ""
                known = {one: json.dumps(value) for one, value in before.get(name, {}).items()}
                wanted = {one: json.dumps(value) for one, value in now[name].items()}
                reasons += [
                    f"{kind}{one} was {known.get(one, 'not given')}, is {wanted.get(one, 'not given')}"
                    for one in sorted(known.keys() | wanted.keys())
                    if known.get(one) != wanted.get(one)
                ]
    return reasons


def _explain_run(
    run: Run, key: Mapping[str, Any], manifest: Mapping[str, Any], out: Path, hashes: "_Hashes"
) -> list[str]:
    before = manifest["runs"].get(run.page)
    if before is None:
        return ["not run yet"]
    reasons = []
    if before["notebook"] != key["notebook"]:
        reasons.append(f"{relative(run.notebook)} has changed")
    if before["code"] != key["code"]:
        reasons.append("the package src/analysis has changed")
    if before["parameters"] != key["parameters"]:
        reasons += _compare_basis(before, key, ("parameters",))
    reasons += hashes.compare(before["reads"])
    stored = f"notebooks/{run.page}.ipynb"
    if hash_path(out / stored) != manifest["files"].get(stored, "none"):
        reasons.append(f"{relative(out / stored)} is not the one that was written")
    return reasons


class _Hashes:
    """The hashes of what was read, as they are now; each is taken once."""

    def __init__(self) -> None:
        self.now: dict[str, str] = {}

    def compare(self, reads: Mapping[str, str]) -> list[str]:
        """What of it has changed since."""
        for name in reads.keys() - self.now.keys():
            folder, case, case_id = name.partition("?case_id=")
            self.now[name] = hash_case(ROOT / folder, case_id) if case else hash_read(name)
        changed = compare_hashes(reads, {name: self.now[name] for name in reads})
        return [one.replace("?case_id=", ", case ") for one in changed]
