"""CSV files: written alike everywhere; those that people edit read by column with line numbers, or what is wrong with them."""

import csv
import difflib
import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from analysis.errors import AnalysisError
from analysis.paths import relative

_LONGEST = 131_072  # characters of a cell; a longer one is an open quotation mark that swallows the rest


@contextmanager
def longest_cell(length: int) -> Iterator[None]:
    """Let cells of CSV files have up to so many characters; the csv module keeps one limit for the whole process.

    >>> before = csv.field_size_limit()
    >>> with longest_cell(5):
    ...     csv.field_size_limit()
    5
    >>> csv.field_size_limit() == before  # as it was for whoever reads next
    True
    """
    before = csv.field_size_limit(length)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def render_csv_rows(rows: Iterable[Iterable[Any]]) -> str:
    """Rows as CSV with commas and LF; a cell with a line end of any kind is quoted.

    >>> render_csv_rows([["file", "note"], ["a\\rb.txt", "x"], ["c.txt", "one, two"]])
    'file,note\\n"a\\rb.txt",x\\nc.txt,"one, two"\\n'
    """
    lines: list[str] = []
    # Before Python 3.13 the csv module quotes of CR and LF only what its lines end with, and a bare CR ends a line too.
    writer = csv.writer(SimpleNamespace(write=lambda line: lines.append(line[:-2])), lineterminator="\r\n")
    writer.writerows(rows)
    return "".join(f"{line}\n" for line in lines)


def read_csv_rows(content: bytes, path: Path, columns: Collection[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file, each with the line on which it ends; a cell that is cut off is empty.

    Raises AnalysisError as `read_csv_lines` does, and for a file without one of the columns.

    >>> read_csv_rows(b"file;note\\na.txt;x\\nb.txt\\n", Path("sources.csv"), ["file", "note"])
    [(2, {'file': 'a.txt', 'note': 'x'}), (3, {'file': 'b.txt', 'note': ''})]
    >>> read_csv_rows(b"file,notes\\n", Path("sources.csv"), ["file", "note"])
    Traceback (most recent call last):
    analysis.errors.AnalysisError: sources.csv: line 1: no column note: add it to the header row; unknown there: notes (did you mean note?)
    """
    (_, names), *lines = read_csv_lines(content, path) or [(1, [])]
    if missing := [name for name in columns if name not in names]:
        unknown = [_name_near(name, missing) for name in names if name.strip() and name not in columns]
        told = f"; unknown there: {', '.join(unknown)}" if unknown else ""
        wanted = ", ".join(missing)
        raise AnalysisError(relative(path), f"line 1: no column {wanted}: add it to the header row{told}")
    return [
        (line, dict(zip_longest(names, cells[: len(names)], fillvalue=""))) for line, cells in lines if cells
    ]


def _name_near(name: str, missing: list[str]) -> str:
    """A column nobody knows, with the missing one that it is most like."""
    near = difflib.get_close_matches(name.strip().lower(), missing, n=1)
    return f"{name} (did you mean {near[0]}?)" if near else name


def read_csv_lines(content: bytes, path: Path) -> list[tuple[int, list[str]]]:
    """The cells of each line of a CSV file, with the line's number: comma, semicolon or tab, as its first line has it.

    Raises AnalysisError, with the name of the file the bytes are from, for what is no CSV or not UTF-8.

    >>> read_csv_lines(b'a\\tb\\n"1,5"\\t2\\n', Path("queue.csv"))
    [(1, ['a', 'b']), (2, ['1,5', '2'])]
    >>> read_csv_lines(b"x" * 200_000, Path("queue.csv"))
    Traceback (most recent call last):
    analysis.errors.AnalysisError: queue.csv: line 1: not CSV (field larger than ...): save it anew as CSV UTF-8
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnalysisError(relative(path), "not UTF-8: save it as CSV UTF-8") from None
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)  # a Swedish Excel writes semicolons
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        with longest_cell(_LONGEST):
            return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        problem = f"line {reader.line_num}: not CSV ({error}): save it anew as CSV UTF-8"
        raise AnalysisError(relative(path), problem) from None
