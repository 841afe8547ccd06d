"""What a notebook opens: the tables and the codebook under checked parameters.

A notebook's parameters are plain variables that papermill may overwrite. `open_study(globals())` reads them, refuses
what it does not know or what is out of range, and says which values are allowed, before anything runs.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.claims import derived
from analysis.coding.codebook import Codebook, load_codebook
from analysis.coding.codebook_entries import Code
from analysis.comparing.compare import list_outcomes, make_matrix, select_codings
from analysis.comparing.conditions import MEASURES, READINGS
from analysis.comparing.displays import VOICES, leave_out_own
from analysis.comparing.many_cases import GROUPED_BY
from analysis.errors import AnalysisError
from analysis.labels import LANGUAGES, label_text
from analysis.paths import PACKAGE, PARTS
from analysis.reporting.privacy import MODES, NameHider, hide_by
from analysis.reporting.run_plan import read_parameters
from analysis.tables import load_tables

STATUSES = ("described", "claimed")

_TYPES = {
    "cases": list,
    "themes": list,
    "minimum_status": str,
    "voices": str,
    "language": str,
    "names": str,
    "case_id": str,
    "doc_id": str,
    "evidence_per_cell": int,
    "parts": list,
    "reading": str,
    "cut": int,
    "measure": str,
    "tables": str,
    "group": str,
    "words": str,
    "sample": int,
    "seed": int,
}
_SIMPLE = (str, int, float, bool, list, tuple, dict, set, type(None))
_RANGES = {"evidence_per_cell": (1, 20), "cut": (0, 100), "sample": (1, 1000), "seed": (0, 10**9)}


@dataclass(frozen=True)
class Study:
    """Checked parameters and the tables they choose from; `codings` and `matrix` follow the parameters."""

    frames: Mapping[str, pd.DataFrame]
    codebook: Codebook
    cases: list[str]
    themes: list[str]
    minimum_status: str = "described"
    voices: str = "all"
    language: str = "en"
    names: str = "role"
    case_id: str = ""
    doc_id: str = ""
    evidence_per_cell: int = 1
    parts: list[str] = field(default_factory=list)
    reading: str = "as_reported"
    cut: int = 50
    measure: str = "nearest_indicator"
    tables: str = ""
    group: str = "county"
    words: str = ""
    sample: int = 10
    seed: int = 1

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The documents of the chosen cases."""
        documents = self.frames["documents"]
        return documents[documents["case_id"].isin(self.cases)]

    @cached_property
    def joint_documents(self) -> set[str]:
        """The documents that share their case with others, so that a sentence's number alone does not tell it."""
        return set(self.documents[self.documents.duplicated("case_id", keep=False)]["doc_id"])

    def rows(self, name: str) -> pd.DataFrame:
        """The rows of a table that belong to the documents of the chosen cases."""
        frame = self.frames[name]
        return frame[frame["doc_id"].isin(self.documents["doc_id"])]

    @cached_property
    def codes(self) -> dict[str, Code]:
        """The factors of the chosen themes, by id: what is counted and compared."""
        return {name: code for name, code in self.codebook.factors.items() if code.theme in self.themes}

    @cached_property
    def all_codes(self) -> dict[str, Code]:
        """The factors, and the codes for what none of them covers, which are only shown."""
        return {code.id: code for code in self.codebook.codes.values() if code.theme in self.themes}

    @cached_property
    def codings(self) -> pd.DataFrame:
        """The codings of factors that count under the parameters."""
        return self._select(self.codes)

    @cached_property
    def uncovered(self) -> pd.DataFrame:
        """The codings of what a text names as a reason and no factor covers."""
        return self._select(self.all_codes.keys() - self.codes.keys())

    def _select(self, codes: Collection[str]) -> pd.DataFrame:
        chosen = select_codings(self.frames["codings"], self.cases, list(codes), self.minimum_status)
        return leave_out_own(chosen) if self.voices == "others" else chosen

    @cached_property
    def matrix(self) -> pd.DataFrame:
        """The case × factor matrix under the parameters."""
        return make_matrix(self.codings, self.cases, list(self.codes))

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """The outcomes and targets of the chosen cases, with the words of their sources."""
        return list_outcomes(self.frames, self.cases)

    @cached_property
    def hider(self) -> NameHider:
        """What replaces names in texts as the parameter `names` says."""
        cases = self.frames["documents"].set_index("doc_id")["case_id"].to_dict()
        return hide_by(self.frames["people"], self.names, cases, self.language)

    def label(self, code: str) -> str:
        """A code's label in the chosen language."""
        return (
            self.codebook.codes[code].label_sv
            if self.language == "sv"
            else self.codebook.codes[code].label_en
        )

    def definition(self, code: str) -> str:
        """What a code means, in the chosen language."""
        return self.codebook.codes[code].define(self.language)

    def theme_label(self, theme: str) -> str:
        """A theme's label in the chosen language."""
        return self.codebook.themes[theme][self.language]

    @cached_property
    def case_labels(self) -> dict[str, str]:
        """The chosen cases' names for headings, by case id."""
        labels = self.frames["cases"].set_index("case_id")["label"]
        return {case: str(labels[case]) for case in self.cases}

    def case_label(self, case_id: str) -> str:
        """A case's name for headings."""
        return self.case_labels[case_id]

    def __repr__(self) -> str:
        return f"Study of {', '.join(self.cases)}"

    def _repr_html_(self) -> str:
        counts = {
            "cases": len(self.cases),
            "documents": len(self.documents),
            "words": int(self.documents["words"].sum()),
            "factors": len(self.codes),
            "themes": len(self.themes),
            "codings": len(self.codings),
        }
        # JupyterLab sets every table cell to the right and knows nothing of the report's colours; the report drops this.
        style = (PACKAGE / "templates" / "lab.css").read_text(encoding="utf-8").replace("\n", "")
        marked = {name: derived(number) for name, number in counts.items()}
        line = label_text("study_line", self.language, **marked)
        return f"<style>{style}</style><p class='study'>{line}</p>"


def open_study(variables: Mapping[str, Any], frames: Mapping[str, pd.DataFrame] | None = None) -> Study:
    """The study that a notebook's parameters choose; `variables` is the notebook's `globals()`.

    With a `case_id`, the study holds that case's rows only (see `load_tables`): a notebook on one case is not
    run again when another case changes. Raises AnalysisError, all faults at once, for a parameter that is unknown, or that papermill
    set though the notebook declares none of that name, a wrong type, an unknown case, document or theme, or a value out of range.
    """
    one = variables.get("case_id")
    frames = frames or _load(variables.get("tables", ""), one if isinstance(one, str) else "")
    codebook = load_codebook()
    given = {
        name: value
        for name, value in variables.items()
        if not name.startswith("_") and isinstance(value, _SIMPLE) and name not in ("In", "Out")
    }
    injected, declared = _read_injected(variables.get("In"))
    given |= {name: None for name in injected if name not in declared}  # some may be imports' names by now
    if problems := list_faults(given, frames, codebook, declared or _TYPES):
        raise AnalysisError("parameters", problems)
    chosen = dict(given)
    chosen["cases"] = list(given.get("cases") or frames["cases"]["case_id"])
    chosen["themes"] = list(given.get("themes") or codebook.themes)
    if given.get("case_id"):
        chosen["cases"] = [given["case_id"]]
    return Study(frames=frames, codebook=codebook, **chosen)


def _read_injected(cells: Any) -> tuple[list[str], list[str]]:
    """What papermill set, and what the notebook declares in the cell before; nothing where papermill set nothing.

    `cells` is IPython's list of the cells run so far. A parameter of another notebook would change nothing here.

    >>> _read_injected(["", 'language = "en"', "# Parameters\\ncut = 60\\n"])
    (['cut'], ['language'])
    >>> _read_injected(["", 'language = "en"', "from analysis import show"])
    ([], [])
    """
    if not isinstance(cells, list):
        return ([], []) if cells is None else (["In"], [])
    for before, cell in pairwise(cells):
        if cell.startswith("# Parameters\n"):
            return list(read_parameters(cell)), list(read_parameters(before))
    return [], []


def _load(folder: Any, case_id: str) -> Mapping[str, pd.DataFrame]:
    if not folder or not isinstance(folder, str):
        return load_tables(case_id=case_id)
    from analysis.parts import open_tables

    return open_tables(folder, case_id)


def list_faults(
    given: Mapping[str, Any],
    frames: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    known: Collection[str] = tuple(_TYPES),
) -> list[str]:
    """What is wrong with some parameters, each with the values that are allowed; `known` are the names there are."""
    allowed: dict[str, tuple[str, ...]] = {
        "cases": tuple(frames["cases"]["case_id"]),
        "case_id": tuple(frames["cases"]["case_id"]),
        "doc_id": tuple(frames["documents"]["doc_id"]),
        "themes": tuple(codebook.themes),
        "minimum_status": STATUSES,
        "voices": VOICES,
        "language": LANGUAGES,
        "names": MODES,
        "parts": PARTS,
        "reading": tuple(READINGS),
        "measure": MEASURES,
        "group": GROUPED_BY,
    }
    problems = []
    for name, value in given.items():
        if name not in known:
            problems.append(f"{name}: no such parameter; there are {', '.join(known)}")
        elif not isinstance(value, _TYPES[name]) or isinstance(value, bool):
            problems.append(f"{name} is a {type(value).__name__}, not a {_TYPES[name].__name__}: {value!r}")
        elif name in _RANGES:
            low, high = _RANGES[name]
            if not low <= value <= high:
                problems.append(f"{name} is {value}: use {low} to {high}")
        elif name in allowed:
            listed = value if isinstance(value, list) else [value]
            problems += [
                f"{name}: {one!r} is not known; use one of {', '.join(allowed[name])}"
                for one in listed
                if one not in allowed[name]
            ]
            twice = [one for one in allowed[name] if listed.count(one) > 1]
            problems += [f"{name}: {one!r} is there twice: name it once" for one in twice]
    return problems
