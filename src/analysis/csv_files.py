"""CSV files that people edit: their rows by column with line numbers, or what is wrong with the file."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def read_csv_rows(
    text: str, path: Path, delimiter: str = ","
) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The columns of a CSV text, and its rows with the line on which each ends; a cell that is cut off is empty.

    Raises AnalysisError, with the name of the file the text is from, for what is no CSV.

    >>> read_csv_rows('file,note\\n"a.txt",två\\nb.txt\\n', Path("sources.csv"))
    (['file', 'note'], [(2, {'file': 'a.txt', 'note': 'två'}), (3, {'file': 'b.txt', 'note': ''})])
    >>> read_csv_rows("x" * 200_000, Path("sources.csv"))
    Traceback (most recent call last):
    analysis.errors.AnalysisError: sources.csv: line 0: not CSV (field larger than ...): save it anew as CSV UTF-8
    """
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", delimiter=delimiter)
    try:
        with longest_cell(_LONGEST):
            names = list(reader.fieldnames or ())
            return names, [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        problem = f"line {reader.line_num}: not CSV ({error}): save it anew as CSV UTF-8"
        raise AnalysisError(relative(path), problem) from None
