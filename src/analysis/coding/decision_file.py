"""The file of decisions: what people decided about codings, read, checked and written.

`data/coding/decisions.csv` holds one decision a line: a coder accepts, rejects, adds or changes one code on
one sentence. Codes are read under their present names; nothing faulty is dropped, everything is listed at
once.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from analysis.coding.codebook import Codebook
from analysis.coding.coded import POLARITIES, RULES, STATUSES
from analysis.csv_files import read_csv_rows, render_csv_rows
from analysis.errors import AnalysisError
from analysis.paths import CODING, relative
from analysis.tables import write_whole

DEFAULT = CODING / "decisions.csv"
ACTIONS = ("accept", "reject", "add", "change")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Decision:
    """One coder's decision about one code on one sentence; `new_code` is for a change of code."""

    coder: str
    date: str
    doc_id: str
    start: int
    end: int
    text: str
    before: str
    after: str
    action: str
    code: str
    status: str
    polarity: str
    new_code: str
    reason: str


COLUMNS = tuple(column.name for column in fields(Decision))


def load_decisions(path: Path, codebook: Codebook) -> list[Decision]:
    """The decisions of a file, in its order; none when there is no such file.

    Raises AnalysisError with every faulty line: unknown action, code, status or polarity, no coder, a date
    that is none, offsets that are no numbers. A code the codebook no longer has is such a fault: decisions
    are never dropped.
    """
    rows = read_rows(path)
    problems = [f"line {line}: {fault}" for line, row in rows for fault in list_faults(row, codebook)]
    if problems:
        raise AnalysisError(relative(path), problems)
    return [make_decision(row, codebook) for _, row in rows]


def read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines of a file of decisions with their numbers, unchecked; none when there is no such file."""
    return read_csv_rows(path.read_bytes(), path, COLUMNS) if path.exists() else []


def write_decisions(decisions: Iterable[Decision], path: Path) -> None:
    """Write decisions by document, place, code, coder and date, so that a change reads as a small diff."""
    text = render_csv_rows([COLUMNS, *map(astuple, sorted(decisions, key=_order))])
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8"))


def _order(decision: Decision) -> tuple[Any, ...]:
    return decision.doc_id, decision.start, decision.end, decision.code, decision.coder, decision.date


def list_faults(row: Mapping[str, Any], codebook: Codebook) -> list[str]:
    """What is wrong with one line of decisions, in words that say how to repair it."""
    faults = [*_faults_of_values(row, codebook)]
    if not row["coder"].strip():
        faults.append("no coder: write who decided")
    if row["coder"].strip() == RULES:
        faults.append(f"coder {RULES!r} is the rules' own name: write who decided")
    if not row["doc_id"].strip() or not row["text"].strip():
        faults.append("no doc_id or no text: a decision needs the document and the words it is about")
    if fault := find_date_fault(row["date"]):
        faults.append(fault)
    if not (row["start"].isdecimal() and row["end"].isdecimal()):
        faults.append("start or end is not a whole number: copy them from the review queue")
    return faults


def _name_likely(code: str, codebook: Codebook) -> str:
    """The code that somebody may have meant who misspelt it or wrote its label; empty when none is near."""
    meant = {
        name.lower(): one.id
        for one in codebook.codes.values()
        for name in (one.id, one.label_sv, one.label_en)
    }
    near = difflib.get_close_matches(code.lower(), meant, n=1, cutoff=0.7)
    return f"did you mean {meant[near[0]]}? " if near else ""


def _faults_of_values(row: Mapping[str, Any], codebook: Codebook) -> Iterable[str]:
    """Faults of action, codes, status and polarity."""
    if row["action"] not in ACTIONS:
        yield f"action {row['action']!r}: use {', '.join(ACTIONS)}"
    for name in ("code", "new_code"):
        code = row[name]
        if (code or name == "code") and codebook.current_id(code) is None:
            repair = (
                f"{_name_likely(code, codebook)}if it was renamed, write formerly: [{code}] at its new entry"
            )
            yield f"{name} {code!r} is not in the codebook: {repair}"
    if row["new_code"] and row["action"] != "change":
        yield f"new_code {row['new_code']!r} with action {row['action']}: it is for action change only"
    if row["status"] not in STATUSES and row["action"] != "reject":
        yield f"status {row['status']!r}: use claimed or described"
    if row["polarity"] not in POLARITIES and row["action"] != "reject":
        yield f"polarity {row['polarity']!r}: use {', '.join(POLARITIES)}"


def find_date_fault(value: str) -> str:
    """What is wrong with a date; empty when nothing is.

    >>> find_date_fault("2026-02-28"), find_date_fault("2026-02-30")  # near: no such day
    ('', "date '2026-02-30': write it as 2026-01-31")
    """
    try:
        date.fromisoformat(value)
    except ValueError:
        sound = False
    else:
        sound = bool(_DATE.fullmatch(value))
    return "" if sound else f"date {value!r}: write it as 2026-01-31"


def make_decision(row: Mapping[str, Any], codebook: Codebook) -> Decision:
    """A faultless line as a Decision, with codes under their present names."""
    values = {name: row[name] or "" for name in COLUMNS}
    values |= {"coder": row["coder"].strip(), "start": int(row["start"]), "end": int(row["end"])}
    values |= {
        "code": codebook.current_id(row["code"]),
        "new_code": codebook.current_id(row["new_code"] or "") or "",
    }
    return Decision(**values)
