"""Tables in parts: a folder of Parquet files for each table, and one manifest that names them all.

For material that does not fit into memory. `datapackage.json` holds the same description of the columns as that of
a small folder of tables, and for every part its SHA-256, bytes and rows; reading opens parts only when asked for.
"""

import io
import json
import uuid
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from pyarrow import csv

from analysis.errors import AnalysisError
from analysis.paths import PROCESSED, ROOT, relative
from analysis.reads import hash_bytes, note_read
from analysis.tables import (
    PACKAGE_FILE,
    check_tables,
    format_value,
    load_tables,
    render_package,
    table_columns,
)

if TYPE_CHECKING:
    import pandas as pd

_ARROW = {
    "string": pa.string(),
    "date": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
_PANDAS = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
# Of other cases a page on one case may know their names only; these tables are read whole, so that links work.
_OF_ALL_CASES = ("cases", "documents")


def name_part(table: str, number: int) -> str:
    """The path of a part within the folder of tables.

    >>> name_part("sentences", 7)
    'sentences/part-000007.parquet'
    """
    return f"{table}/part-{number:06d}.parquet"


@cache
def make_schema(table: str) -> pa.Schema:
    """The columns of a table with their Arrow types, as the contract names them."""
    return pa.schema([(column.name, _ARROW[column.type]) for column in table_columns()[table]])


def render_part(table: str, rows: list[dict[str, Any]]) -> bytes:
    """Some rows of a table as Parquet: the same values as in the CSV form, a text that is missing as "".

    >>> pq.read_table(io.BytesIO(render_part("cases", [{"case_id": "a", "label": None}]))).to_pylist()[0][
    ...     "label"
    ... ]
    ''
    """
    columns = [
        pa.array(_convert(column.type, [row.get(column.name) for row in rows]), _ARROW[column.type])
        for column in table_columns()[table]
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns, schema=make_schema(table)), buffer, compression="zstd")
    return buffer.getvalue()


def _convert(kind: str, values: list[Any]) -> list[Any]:
    if kind in ("string", "date"):
        texts = ["" if value is None else str(value) for value in values]
        try:
            "".join(texts).encode()
        except UnicodeEncodeError:  # a file name of an old disk: its bytes as escapes
            texts = [text.encode("utf-8", "backslashreplace").decode() for text in texts]
        return texts
    values = [None if value == "" else value for value in values]
    if kind == "number":
        return [None if value is None else float(format_value(float(value))) for value in values]
    return values


def write_part(folder: Path, table: str, number: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Write a part and say what its manifest says of it: path, hash, bytes and rows.

    It appears whole or not at all, also when two machines write the same part at once.
    """
    content, path = render_part(table, rows), name_part(table, number)
    put_file(folder / path, content)
    return {"path": path, "hash": hash_bytes(content), "bytes": len(content), "rows": len(rows)}


def put_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and rename it; it is not flushed to the disk, whoever reads it checks its hash."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def render_manifest(
    parts: Mapping[str, list[dict[str, Any]]], batches: list[dict[str, Any]], inputs: Mapping[str, str]
) -> bytes:
    """The manifest of a folder of tables in parts: columns, parts, batches, and what all were made from."""
    resources = [
        {
            "name": table,
            "path": [part["path"] for part in parts[table]],
            "parts": parts[table],
            "rows": sum(part["rows"] for part in parts[table]),
        }
        for table in table_columns()
    ]
    return render_package(resources, batches=batches, inputs=dict(sorted(inputs.items())))


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder of tables in parts; None for a folder of another kind or none at all."""
    try:
        package = json.loads((folder / PACKAGE_FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return package if isinstance(package, dict) and "batches" in package else None


def check_parts(folder: Path) -> list[str]:
    """What is wrong with the parts that a folder's manifest names, one part in memory at a time; empty when sound."""
    problems = []
    for resource in (read_manifest(folder) or {"resources": []})["resources"]:
        for part in resource["parts"]:
            try:
                changed = hash_bytes((folder / part["path"]).read_bytes()) != part["hash"]
            except OSError:
                problems.append(f"{part['path']} is missing: run analysis extract")
            else:
                if changed:
                    problems.append(
                        f"{part['path']} has been changed since it was written: run analysis extract"
                    )
    return problems


class TablesInParts(Mapping[str, "pd.DataFrame"]):
    """The tables of a folder by name, in parts or whole, each read from the disk when it is first asked for.

    With a `case_id` the rows of that case only. `scan` gives a table as a pyarrow dataset, for questions that need
    not hold it in memory; `read` gives some columns of the rows that a filter lets through.
    """

    def __init__(self, folder: Path, case_id: str = "") -> None:
        if read_manifest(folder) is None and (problems := check_tables(folder)):
            raise AnalysisError(relative(folder), problems)
        manifest = json.loads((folder / PACKAGE_FILE).read_bytes())
        note_read(f"{relative(folder)}/{PACKAGE_FILE}", hash_bytes((folder / PACKAGE_FILE).read_bytes()))
        self.folder, self.case_id = folder, case_id
        found = {resource["name"]: resource["path"] for resource in manifest["resources"]}
        self._paths = {name: [path] if isinstance(path, str) else path for name, path in found.items()}
        self._frames: dict[str, pd.DataFrame] = {}

    def scan(self, table: str) -> ds.Dataset:
        """A table as a dataset over its parts, with the rows of all cases."""
        paths, schema = [str(self.folder / path) for path in self._paths[table]], make_schema(table)
        if not paths or not paths[0].endswith(".csv"):
            return ds.dataset(paths, schema=schema, format="parquet")
        options = csv.ConvertOptions(column_types=schema, null_values=[""], strings_can_be_null=False)
        reading = csv.ParseOptions(newlines_in_values=True)
        form = ds.CsvFileFormat(convert_options=options, parse_options=reading)
        return ds.dataset(paths, schema=schema, format=form)

    def read(
        self, table: str, columns: list[str] | None = None, where: ds.Expression | None = None
    ) -> "pd.DataFrame":
        """Some columns of a table as a DataFrame with the types of the contract; `where` is a pyarrow expression.

        Raises AnalysisError when parts are missing or broken.
        """
        try:
            found = self.scan(table).to_table(columns=columns, filter=where)
        except (OSError, pa.ArrowInvalid) as error:
            raise AnalysisError(
                relative(self.folder),
                f"parts of {table} are missing or broken ({error}): run analysis extract",
            ) from None
        types = {
            column.name: _PANDAS.get(column.type, "string")
            for column in table_columns()[table]
            if column.name in found.column_names
        }
        return found.to_pandas().astype(types)

    def __getitem__(self, table: str) -> "pd.DataFrame":
        if table not in self._frames:
            self._frames[table] = self.read(table, where=self._choose(table))
        return self._frames[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def _choose(self, table: str) -> ds.Expression | None:
        if not self.case_id or table in _OF_ALL_CASES:
            return None
        if "case_id" in make_schema(table).names:
            return ds.field("case_id") == self.case_id
        return ds.field("doc_id").isin(self._documents)

    @cached_property
    def _documents(self) -> list[str]:
        where = ds.field("case_id") == self.case_id
        return self.scan("documents").to_table(columns=["doc_id"], filter=where)["doc_id"].to_pylist()


def open_tables(folder: str | Path = "", case_id: str = "") -> "Mapping[str, pd.DataFrame]":
    """The tables of any folder, small or in parts; a relative folder counts from the project, "" is its own tables.

    With a `case_id`, the rows of that case only. Raises AnalysisError when the folder holds no sound tables.
    """
    chosen = ROOT / folder if str(folder) else PROCESSED
    return TablesInParts(chosen, case_id) if read_manifest(chosen) else load_tables(chosen, case_id)
