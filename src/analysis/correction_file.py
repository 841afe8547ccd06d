"""The file of corrections: what people say of finds that the rules misread, made up or left out.

`corrections.csv` beside the raw texts holds one correction a line: who, when and why, the table it is about, the words as
they stand in the text, and what to do: take the find away (remove), give it other values (change), or put in one that
is missing (add). How they are laid over the finds: `corrections`. Codings are decided, not corrected (`coding.decisions`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.coding.decision_file import find_date_fault
from analysis.csv_files import read_csv_rows
from analysis.documents import CORRECTIONS, read_raw_bytes
from analysis.errors import AnalysisError
from analysis.finding.actors import Actor
from analysis.finding.dates import Date
from analysis.finding.gazetteer import list_places
from analysis.finding.initiatives import Initiative
from analysis.finding.lexicon import list_rows
from analysis.finding.outcome_rules import CLOCKS, NUMERATORS
from analysis.finding.outcomes import Outcome
from analysis.finding.people import Person
from analysis.finding.places import Place
from analysis.finding.quantities import Quantity
from analysis.finding.quantity_kinds import KINDS
from analysis.finding.quotes import Quote
from analysis.paths import relative

COLUMNS = ("coder", "date", "doc_id", "table", "text", "before", "after", "action", "set", "reason")
ACTIONS = ("remove", "change", "add")
_ACTOR_KINDS = (
    *("municipality", "municipal_unit", "state_agency", "region", "association", "employer", "education"),
    *("business", "coordination_body", "other"),
)
_PAIR = re.compile(r"\s*(\w+)\s*=\s*(.*?)\s*")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Table(NamedTuple):
    """What may be set in a table: the class of its finds, the values allowed by field, what a new find needs.

    `every` tells that a find is a mention: a correction without context is about all mentions of the name.
    """

    made_of: type
    settable: Mapping[str, Sequence[str] | type]
    needed: tuple[str, ...] = ()
    every: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """One line: `text` are the words of the find, `before` and `after` words next to them, `values` what to set."""

    coder: str
    date: str
    doc_id: str
    table: str
    text: str
    before: str
    after: str
    action: str
    values: tuple[tuple[str, str | float | None], ...]
    reason: str


@cache
def list_correctable() -> dict[str, Table]:
    """What may be corrected, by table."""
    units = tuple(dict.fromkeys([row["unit"] for row in list_rows("units.csv")] + ["item"]))
    speaker = {"role": str, "organisation": str}
    figure = {
        **{"low": float, "high": float, "unit": units, "qualifier": str, "measure": str},
        **{"kind": KINDS, "period": str, "base": float},
    }
    outcome = {
        **{"indicator": str, "numerator": tuple(rule.name for rule in NUMERATORS), "population": str},
        **{"clock": tuple(rule.name for rule in CLOCKS), "year": str, "note": str},
    }
    dates = {"kind": ("published", "updated", "period", "event"), "date_start": date, "date_end": date}
    return {
        "people": Table(Person, {"name": str, **speaker}, ("name",)),
        "quotes": Table(Quote, {"speaker": str, **speaker}, ("speaker",)),
        "actors": Table(Actor, {"actor": str, "kind": _ACTOR_KINDS}, ("actor", "kind"), every=True),
        "places": Table(
            Place,
            {"place": tuple(list_places()), "role": ("subject", "visitor", "other")},
            ("place", "role"),
            every=True,
        ),
        "initiatives": Table(Initiative, {"initiative": str}, ("initiative",), every=True),
        "dates": Table(Date, dates, ("kind", "date_start")),
        "quantities": Table(Quantity, figure, ("low", "high", "unit", "kind")),
        "outcomes": Table(Outcome, outcome),
    }


def load_corrections(raw: Path) -> list[Correction]:
    """The corrections of a folder of texts, in their order; none where there is no such file.

    Raises AnalysisError with every fault of every line: unknown table, action, column or value, no coder, no words.
    """
    path = raw / CORRECTIONS
    if not path.exists():
        return []
    read = read_csv_rows(read_raw_bytes(path), path, COLUMNS)
    rows = [(line, {name: row[name].strip() for name in COLUMNS}) for line, row in read]
    problems = [f"line {line}: {fault}" for line, row in rows for fault in _faults(row)]
    if problems:
        raise AnalysisError(relative(path), problems)
    return [
        Correction(
            **{name: row[name] for name in COLUMNS if name != "set"},
            values=tuple(
                (name, _read_value(row["table"], name, value)) for name, value in _pairs(row["set"])
            ),
        )
        for _, row in rows
    ]


def _faults(row: Mapping[str, str]) -> Iterable[str]:
    """What is wrong with a line, in words that say how to repair it."""
    if not row["coder"]:
        yield "no coder: write who corrects"
    if fault := find_date_fault(row["date"]):
        yield fault
    if not row["doc_id"] or not row["text"]:
        yield "no doc_id or no text: write the document and the words as they stand in it"
    if not row["reason"]:
        yield "no reason: write why, for those who read the tables"
    if row["action"] not in ACTIONS:
        yield f"action {row['action']!r}: use {', '.join(ACTIONS)}"
    if row["table"] not in list_correctable():
        yield f"table {row['table']!r}: use {', '.join(list_correctable())}"
        return
    table, pairs = list_correctable()[row["table"]], _pairs(row["set"])
    if row["table"] == "outcomes" and row["action"] in ("remove", "add"):
        yield "outcomes follow from quantities: change the kind of the quantity instead"
    if row["action"] == "remove" and row["set"]:
        yield f"set {row['set']!r} with action remove: leave it empty"
    if row["action"] == "change" and not row["set"]:
        yield f"nothing to set: write for example set {next(iter(table.settable))}=…"
    missing = [name for name in table.needed if name not in dict(pairs)]
    if row["action"] == "add" and missing:
        yield f"a new row of {row['table']} needs {', '.join(missing)} in set"
    for name, value in pairs:
        yield from _faults_of_value(table, name, value)


def _faults_of_value(table: Table, name: str, value: str) -> Iterable[str]:
    allowed = table.settable.get(name)
    if allowed is None:
        yield f"set {name!r}: use {', '.join(table.settable)}, each as name=value, with semicolons between"
    elif allowed is float and value and not _NUMBER.fullmatch(value):
        yield f"{name} {value!r}: write a number, or nothing where the text gives no bound"
    elif allowed is date and value and not (_DAY.fullmatch(value) and not find_date_fault(value)):
        yield f"{name} {value!r}: write it as 2026-01-31, or nothing where it is open"
    elif isinstance(allowed, tuple) and value not in allowed:
        yield f"{name} {value!r}: use {', '.join(allowed[:12])}{' …' if len(allowed) > 12 else ''}"


def _pairs(words: str) -> list[tuple[str, str]]:
    """The names and values of a cell such as "kind=design; unit=person"; what is no pair has no value.

    >>> _pairs("low=3; high=")
    [('low', '3'), ('high', '')]
    >>> _pairs("design")  # no name: `_faults` tells of it
    [('design', '')]
    """
    parts = [part.strip() for part in words.split(";") if part.strip()]
    return [(m[1], m[2]) if (m := _PAIR.fullmatch(part)) else (part, "") for part in parts]


def _read_value(table: str, name: str, value: str) -> str | float | None:
    if list_correctable()[table].settable[name] is float:
        return float(value.replace(",", ".")) if value else None
    return value
