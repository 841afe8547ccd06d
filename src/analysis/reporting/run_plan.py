"""Which notebooks make a report, and with which parameters each is run."""

import ast
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from analysis.errors import AnalysisError
from analysis.labels import LANGUAGES
from analysis.paths import relative
from analysis.reporting.privacy import MODES

PER_CASE = "case_id"
"""A notebook that declares this parameter is run once for each case."""

FRONT = "index"
"""The page of the notebook whose name begins with 00_: the report's first."""


LEFT_OUT = ("notebook-only", "parameters", "injected-parameters")
"""Cells with these tags are for those who run the notebook, and are not on its page."""


class CodeCell(NamedTuple):
    """A code cell of a stored notebook."""

    id: str
    source: str
    tags: tuple[str, ...]


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
    for cell in list_code(path):
        if "parameters" in cell.tags:
            return read_parameters(cell.source)
    return {}


def list_code(path: Path) -> list[CodeCell]:
    """The code cells of a stored notebook, in order."""
    try:
        cells = json.loads(path.read_bytes())["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        return [
            CodeCell(cell.get("id", ""), "".join(cell["source"]), tuple(cell["metadata"].get("tags", [])))
            for cell in code
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"not a notebook that can be read ({error}): restore it from the repository"
        raise AnalysisError(relative(path), problem) from None


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


def list_parameters(notebooks: Mapping[Path, Mapping[str, Any]]) -> list[str]:
    """The parameters that a report may be given; `names` and `language` always have a use.

    >>> list_parameters({Path("02_case.ipynb"): {"case_id": "", "cut": 50}})
    ['cut', 'language', 'names']
    """
    declared_anywhere = {name for declared in notebooks.values() for name in declared}
    return sorted((declared_anywhere | {"names", "language"}) - {PER_CASE})


def plan_runs(
    notebooks: Mapping[Path, Mapping[str, Any]], given: Mapping[str, Any], case_ids: Iterable[str]
) -> list[Run]:
    """The runs that make a report: each notebook once, or once for each case; it gets what it declares.

    Raises AnalysisError for a parameter that no notebook declares (see `list_parameters`).

    >>> books = {
    ...     Path("02_case.ipynb"): {"case_id": "", "language": "sv"},
    ...     Path("03_all.ipynb"): {"names": "role"},
    ... }
    >>> [(run.page, run.parameters) for run in plan_runs(books, {"language": "en"}, ["gnosjo"])]
    [('case_gnosjo', {'case_id': 'gnosjo', 'language': 'en'}), ('03_all', {})]
    """
    allowed = list_parameters(notebooks)
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
            runs.append(Run(path, FRONT if path.stem.startswith("00_") else path.stem, "", own))
    return runs


def settle_parameters(
    parameters: Mapping[str, Any], notebooks: Mapping[Path, Mapping[str, Any]]
) -> dict[str, Any]:
    """The parameters with `language` and `names` filled in: as given, else as the notebooks have them.

    >>> settle_parameters({"names": "full"}, {Path("a.ipynb"): {"language": "en"}})
    {'names': 'full', 'language': 'en'}
    """
    given = dict(parameters)
    for name, allowed in (("language", LANGUAGES), ("names", MODES)):
        stated = next((declared[name] for declared in notebooks.values() if declared.get(name)), allowed[0])
        given[name] = given.get(name, stated)
        if given[name] not in allowed:
            raise AnalysisError("parameters", f"{name}: {given[name]!r} is not one of {', '.join(allowed)}")
    return given


def choose_cases(given: Mapping[str, Any], known: list[str]) -> list[str]:
    """The cases that the parameter `cases` names; all of them where it names none."""
    chosen = list(given.get("cases") or known)
    if unknown := [case for case in chosen if case not in known]:
        raise AnalysisError(
            "parameters", [f"cases: no case {case!r}; there are {', '.join(known)}" for case in unknown]
        )
    return chosen
