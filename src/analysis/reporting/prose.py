"""The notebooks' prose in Swedish: each text cell has a twin in `notebooks/prose_sv.md`.

The notebooks hold English. A twin stands below a line that names the notebook, the cell and a fingerprint of
the English text it translates:

    <!-- 03_success_factors cell-06 1f0c8a2e -->

A twin whose fingerprint does not fit the English is out of date and is not used: the reader gets the English,
and a test says which cell waits for its translation.
"""

import copy
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import AnalysisError
from analysis.paths import relative

if TYPE_CHECKING:
    from nbformat import NotebookNode

PROSE = "prose_sv.md"
_HEAD = re.compile(r"^<!-- (\S+) (\S+) ([0-9a-f]{8}) -->$", re.MULTILINE)


class Twin(NamedTuple):
    """A text cell in Swedish, and the fingerprint of the English it was made from."""

    text: str
    fingerprint: str


Twins = Mapping[tuple[str, str], Twin]
"""Twins by the notebook's name without ending and the cell's id."""


def take_fingerprint(text: str) -> str:
    """Eight hexadecimal digits that change with any word of a text, and not with the space around it.

    >>> take_fingerprint("## Aim"), take_fingerprint("## Aim\\n"), take_fingerprint("## Aims")
    ('55d8d858', '55d8d858', '20c6f9e2')
    """
    return hashlib.sha256(text.strip().encode()).hexdigest()[:8]


def load_twins(folder: Path) -> dict[tuple[str, str], Twin]:
    """The Swedish twins of a folder of notebooks; none where the folder has no such file.

    Raises AnalysisError for a cell that has two.
    """
    path = folder / PROSE
    if not path.exists():
        return {}
    _, *parts = _HEAD.split(path.read_text(encoding="utf-8"))
    twins: dict[tuple[str, str], Twin] = {}
    for notebook, cell, fingerprint, text in zip(*(parts[n::4] for n in range(4)), strict=True):
        if (notebook, cell) in twins:
            raise AnalysisError(relative(path), f"{notebook} {cell} stands here twice: delete one of them")
        twins[notebook, cell] = Twin(text.strip(), fingerprint)
    return twins


def find_twin(twins: Twins, notebook: str, cell: str, english: str) -> str:
    """The Swedish of a text cell; empty when there is none, or only one of other English words.

    >>> twins = {("a", "cell-01"): Twin("## Syfte", take_fingerprint("## Aim"))}
    >>> find_twin(twins, "a", "cell-01", "## Aim"), find_twin(twins, "a", "cell-01", "## Aims")
    ('## Syfte', '')
    """
    twin = twins.get((notebook, cell))
    return twin.text if twin and twin.fingerprint == take_fingerprint(english) else ""


def put_prose(notebook: "NotebookNode", name: str, twins: Twins) -> "NotebookNode":
    """The notebook with its text cells in Swedish where a twin fits; the others stay as they are."""
    translated = copy.deepcopy(notebook)
    for cell in translated.cells:
        if cell.cell_type == "markdown":
            cell["source"] = find_twin(twins, name, cell.get("id", ""), cell.source) or cell.source
    return translated
