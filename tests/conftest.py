"""Every test reads the five cases that came with the project, whatever cases a researcher has added.

Where `data/raw` holds more, a copy with the five alone, their decisions and their lines stands in for `data` from
before the modules that read it are imported. The codebook is the researcher's own.
"""

import atexit
import csv
import gc
import shutil
import tempfile
from pathlib import Path

from analysis import paths

FIVE = ("gnosjo", "jarfalla", "lulea", "norrkoping", "trelleborg")


def copy_five(folder):
    """Copies of the folders `raw` and `coding` that hold the five cases alone."""
    raw, coding = folder / "raw", folder / "coding"
    shutil.copytree(paths.CODING, coding)
    raw.mkdir()
    for case in FIVE:
        shutil.copy(paths.RAW / f"{case}.txt", raw)
    keep_five(paths.RAW / "sources.csv", raw / "sources.csv", "case_id")
    keep_five(paths.CODING / "decisions.csv", coding / "decisions.csv", "doc_id")
    keep_five(paths.CODING / "summaries.csv", coding / "summaries.csv", "case_id")
    return raw, coding


def keep_five(source, target, column):
    """Copy the lines of a CSV file that are about the five cases."""
    from analysis.csv_files import read_csv_lines

    (_, names), *lines = read_csv_lines(source.read_bytes(), source)
    at = names.index(column)
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = [names, *(cells for _, cells in lines if cells and cells[at] in FIVE)]
        csv.writer(file, lineterminator="\n").writerows(rows)


def extract_five(out):
    """The tables of the five cases."""
    from analysis.coding.codebook import load_codebook
    from analysis.coding.decision_file import DEFAULT, load_decisions
    from analysis.extract import extract_folder
    from analysis.tables import write_tables

    book = load_codebook()
    tables = extract_folder(paths.RAW, codebook=book, decisions=load_decisions(DEFAULT, book))
    write_tables(tables, out)


def pytest_collection_finish():
    """Thousands of collected tests live until the end: the garbage collector need not go through them again and again."""
    gc.freeze()


if {path.stem for path in paths.RAW.glob("*.txt")} != set(FIVE):
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    paths.RAW, paths.CODING = copy_five(folder)
    paths.PROCESSED = folder / "processed"
    extract_five(paths.PROCESSED)
