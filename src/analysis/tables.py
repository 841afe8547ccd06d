"""The tables: their columns, and how they are written to and read from a folder.

`schema/tables.csv` is the one place that names the columns, their types and their meaning; a folder of
tables carries the same as `datapackage.json` (Frictionless Data Package), with a SHA-256 of each file and of
what the tables were made from.
"""

import csv
import glob
import io
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.case_rows import select_case
from analysis.csv_files import render_csv_rows
from analysis.errors import AnalysisError
from analysis.folders import replace_folder, restore_folder
from analysis.paths import PACKAGE, PROCESSED, relative
from analysis.reads import hash_bytes, note_read, pause_recording

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
    cells = (
        # Most cells are words, which need no formatting.
        [value if type(value) is str else format_value(value) for value in map(row.get, names)]
        for row in rows
    )
    return render_csv_rows(chain([names], cells)).encode("utf-8", "backslashreplace")


def write_tables(
    tables: Tables, folder: Path, *, form: str = "csv", inputs: Mapping[str, str] | None = None
) -> None:
    """Write all tables to a folder as CSV or Parquet: the folder is the old one or the new one, whatever happens.

    `inputs` are the hashes of what the tables were made from, by name; the description keeps them.
    """
    files = {}
    for name in table_columns():
        rows = tables.get(name, [])
        content = render_csv(name, rows)
        files[f"{name}.{form}"] = content if form == "csv" else _render_parquet(name, content)
    files[PACKAGE_FILE] = _describe(files, form, inputs)
    with replace_folder(folder, PACKAGE_FILE, list_own) as new:
        for name, content in files.items():
            (new / name).write_bytes(content)


def list_own(folder: Path) -> list[str]:
    """The files of a folder of tables that this package wrote, whole or in parts, this version or an earlier one."""
    parts = [
        path.relative_to(folder).as_posix()
        for name in table_columns()
        for path in (folder / name).glob("part-*.parquet")
    ]
    return [
        PACKAGE_FILE,
        *(f"{name}.{form}" for name in table_columns() for form in ("csv", "parquet")),
        *parts,
    ]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, whatever happens on the way.

    What a killed run left half-written beside it is removed.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        if not _is_running(left.name.split(".")[-2]):
            left.unlink(missing_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _render_parquet(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    _read_frame(name, content).to_parquet(buffer, index=False)
    return buffer.getvalue()


def _describe(files: Mapping[str, bytes], form: str, inputs: Mapping[str, str] | None) -> bytes:
    resources = []
    for table in table_columns():
        path = f"{table}.{form}"
        content = files[path]
        digest = f"sha256:{hash_bytes(content)}"
        resources.append({"name": table, "path": path, "hash": digest, "bytes": len(content)})
    more = {} if inputs is None else {"inputs": dict(sorted(inputs.items()))}
    return render_package(resources, **more)


def render_package(resources: Iterable[Mapping[str, Any]], **more: Any) -> bytes:
    """The description of a folder of tables: its resources, each named as its table, with the columns they have."""
    described = []
    for resource in resources:
        columns = table_columns()[resource["name"]]
        fields = [{"name": c.name, "type": c.type, "description": c.description} for c in columns]
        described.append({**resource, "schema": {"fields": fields, "missingValues": [""]}})
    package = {"name": "analysis-tables", "profile": "tabular-data-package", "resources": described, **more}
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def load_tables(folder: Path = PROCESSED, case_id: str = "") -> "dict[str, pd.DataFrame]":
    """Every table of a folder as a DataFrame with the types of the contract, by table name.

    With a `case_id`, the rows of that case only, and of all others no more than their names: what is made from
    them need not be made again when another case changes (of Parquet tables, always all rows). Raises
    AnalysisError when the folder holds no tables, or tables that do not belong together.
    """
    with pause_recording():
        contents, problems = _read_whole(folder)
    if problems:
        raise AnalysisError(relative(folder), problems)
    del contents[PACKAGE_FILE]
    if case_id and all(path.endswith(".csv") for path in contents):
        contents = select_case(contents, case_id)
        note_read(name_case(folder, case_id), _hash_all(contents))
    else:
        for path, content in contents.items():
            note_read(f"{relative(folder)}/{path}", hash_bytes(content))
    return {
        Path(path).stem: _read_parquet(content)
        if path.endswith(".parquet")
        else _read_frame(Path(path).stem, content)
        for path, content in contents.items()
    }


def name_case(folder: Path, case_id: str) -> str:
    """How reading one case's rows is recorded.

    >>> name_case(PROCESSED, "gnosjo")
    'data/processed?case_id=gnosjo'
    """
    return f"{relative(folder)}?case_id={case_id}"


def hash_case(folder: Path, case_id: str) -> str:
    """The SHA-256 of what `load_tables` gives for one case; empty when there is no whole set of tables."""
    contents, problems = _read_whole(folder)
    contents.pop(PACKAGE_FILE, None)
    return "" if problems else _hash_all(select_case(contents, case_id))


def check_tables(folder: Path) -> list[str]:
    """What is wrong with a folder of tables: missing, or changed after they were written; empty when sound."""
    return _read_whole(folder)[1]


def _read_whole(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """The bytes of the tables and their description by file name, and what is wrong with them.

    Tables that another run replaces meanwhile are read anew.
    """
    restore_folder(folder)
    before = None
    while True:
        contents, problems = _read_once(folder)
        if not problems or before == (now := contents.get(PACKAGE_FILE)):
            return contents, problems
        before = now


def _read_once(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    contents = {}
    try:
        contents[PACKAGE_FILE] = (folder / PACKAGE_FILE).read_bytes()
        resources = [(one["path"], one["hash"]) for one in json.loads(contents[PACKAGE_FILE])["resources"]]
    except (OSError, ValueError, KeyError, TypeError):
        problem = f"no whole set of tables here ({PACKAGE_FILE} is missing or broken): run analysis extract"
        return contents, [problem]
    problems = []
    for name, digest in resources:
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError:
            problems.append(f"{name} is missing: run analysis extract")
        else:
            if f"sha256:{hash_bytes(contents[name])}" != digest:
                problems.append(f"{name} has been changed since it was written: run analysis extract")
    return contents, problems


def _hash_all(contents: Mapping[str, bytes]) -> str:
    return hash_bytes("\n".join(f"{path} {hash_bytes(contents[path])}" for path in sorted(contents)).encode())


def _read_parquet(content: bytes) -> "pd.DataFrame":
    import pandas as pd

    return pd.read_parquet(io.BytesIO(content))


def _read_frame(name: str, content: bytes) -> "pd.DataFrame":
    import pandas as pd

    types = {column.name: _PANDAS[column.type] for column in table_columns()[name]}
    texts = [column for column, kind in types.items() if kind == "string"]
    na_values = {column: [""] for column in types if column not in texts}
    return pd.read_csv(io.BytesIO(content), dtype=types, keep_default_na=False, na_values=na_values)
