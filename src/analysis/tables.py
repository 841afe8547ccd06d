"""The tables: their columns, and how they are written to and read from a folder.

`schema/tables.csv` is the one place that names the columns, their types and their meaning; a folder of
tables carries the same as `datapackage.json` (Frictionless Data Package), written last, with a SHA-256 of
each file, so that a folder left half-written by a killed run is known for what it is.
"""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.errors import AnalysisError
from analysis.paths import PACKAGE, PROCESSED, relative

if TYPE_CHECKING:
    import pandas as pd

PACKAGE_FILE = "datapackage.json"
Row = Mapping[str, Any]
Tables = dict[str, list[dict[str, Any]]]

_PANDAS = {
    "string": "string",
    "date": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}


class Column(NamedTuple):
    """A column of a table: its name, its type (Frictionless names) and what it means."""

    name: str
    type: str
    description: str


@cache
def table_columns() -> dict[str, tuple[Column, ...]]:
    """The columns of every table, in order.

    >>> [column.name for column in table_columns()["sentences"]][:3]
    ['sentence_id', 'segment_id', 'doc_id']
    >>> "sentiment" in table_columns()  # a table that is not in the contract
    False
    """
    columns: dict[str, list[Column]] = {}
    with (PACKAGE / "schema" / "tables.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            columns.setdefault(row["table"], []).append(
                Column(row["column"], row["type"], row["description"])
            )
    return {name: tuple(found) for name, found in columns.items()}


def format_value(value: Any) -> str:
    """A value as a table's cell: nothing for None, no needless decimals, true and false in lower case.

    >>> [format_value(value) for value in (None, 47.0, 32.8, True, "över")]
    ['', '47', '32.8', 'true', 'över']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value)


def render_csv(name: str, rows: Iterable[Row]) -> bytes:
    """A table as CSV: UTF-8, LF, comma, header row; a column a row lacks is empty.

    A file name that is not Unicode (old disks) is shown with its bytes as escapes.
    """
    names = [column.name for column in table_columns()[name]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([format_value(row.get(column)) for column in names] for row in rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def write_tables(tables: Tables, folder: Path, *, form: str = "csv") -> None:
    """Write all tables to a folder as CSV or Parquet, each file whole or not at all, the description last."""
    files = {}
    for name in table_columns():
        rows = tables.get(name, [])
        content = render_csv(name, rows)
        files[f"{name}.{form}"] = content if form == "csv" else _render_parquet(name, content)
    files[PACKAGE_FILE] = _describe(files, form)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PACKAGE_FILE).unlink(missing_ok=True)
        for name, content in files.items():
            write_whole(folder / name, content)
    except OSError as error:
        problem = f"cannot be written ({error.strerror}): check free space and rights, or give another --out"
        raise AnalysisError(relative(folder), problem) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, whatever happens on the way."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _render_parquet(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    _read_frame(name, io.BytesIO(content)).to_parquet(buffer, index=False)
    return buffer.getvalue()


def _describe(files: Mapping[str, bytes], form: str) -> bytes:
    resources = []
    for name, columns in table_columns().items():
        fields = [{"name": c.name, "type": c.type, "description": c.description} for c in columns]
        content = files[f"{name}.{form}"]
        resources.append(
            {
                "name": name,
                "path": f"{name}.{form}",
                "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                "bytes": len(content),
                "schema": {"fields": fields, "missingValues": [""]},
            }
        )
    package = {"name": "analysis-tables", "profile": "tabular-data-package", "resources": resources}
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def load_tables(folder: Path = PROCESSED) -> "dict[str, pd.DataFrame]":
    """Every table of a folder as a DataFrame with the types of the contract, by table name.

    Raises AnalysisError when the folder holds no tables, or tables that do not belong together.
    """
    if problems := check_tables(folder):
        raise AnalysisError(relative(folder), problems)
    package = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    return {
        resource["name"]: _load_table(folder / resource["path"], resource["name"])
        for resource in package["resources"]
    }


def check_tables(folder: Path) -> list[str]:
    """What is wrong with a folder of tables: missing, or changed after they were written; empty when sound."""
    try:
        resources = [
            (one["path"], one["hash"])
            for one in json.loads((folder / PACKAGE_FILE).read_bytes())["resources"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return [f"no whole set of tables here ({PACKAGE_FILE} is missing or broken): run analysis extract"]
    problems = []
    for name, digest in resources:
        path = folder / name
        if not path.exists():
            problems.append(f"{path.name} is missing: run analysis extract")
        elif f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" != digest:
            problems.append(f"{path.name} has been changed since it was written: run analysis extract")
    return problems


def _load_table(path: Path, name: str) -> "pd.DataFrame":
    import pandas as pd

    return pd.read_parquet(path) if path.suffix == ".parquet" else _read_frame(name, path)


def _read_frame(name: str, source: Any) -> "pd.DataFrame":
    import pandas as pd

    types = {column.name: _PANDAS[column.type] for column in table_columns()[name]}
    texts = [column for column, kind in types.items() if kind == "string"]
    frame = pd.read_csv(
        source, dtype=types, keep_default_na=False, na_values={c: [""] for c in types if c not in texts}
    )
    return frame
