"""The same input gives the same bytes: again, elsewhere, with another hash seed, locale, time zone, number of workers."""

import subprocess
import sys

import pytest

from analysis import reads
from analysis.package_hash import follow_imports
from analysis.paths import PACKAGE, RAW, ROOT
from small_project import make_project, read_files, run

ELSEWHERE = {
    "PYTHONHASHSEED": "7",
    "LC_ALL": "C",
    "TZ": "Asia/Tokyo",
    "LANG": "sv_SE.UTF-8",
    "MPLBACKEND": "agg",
}
ONE_WORKER = "from analysis.reporting.report import build_report; build_report(workers=1)"


def read_results(folder):
    return read_files(folder / "reports") | read_files(folder / "data" / "processed")


@pytest.mark.slow
def test_tables_and_report_are_the_same_bytes_under_other_circumstances(tmp_path):
    here = make_project(tmp_path / "here")
    there = make_project(tmp_path / "en annan plats" / "där")
    assert run(here, "report", env={"PYTHONHASHSEED": "1", "TZ": "UTC"})[0] == 0
    assert run(there, "extract", env=ELSEWHERE)[0] == 0
    assert run_code(there, ONE_WORKER, ELSEWHERE) == ""
    first, second = read_results(here), read_results(there)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    notebooks = [content for name, content in first.items() if name.startswith("notebooks/")]
    assert len(notebooks) == 3
    assert any(b"image/png" in content or b"<svg" in content for content in notebooks)


def run_code(folder, code, environment):
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stderr


def test_the_code_that_counts_for_the_tables_is_all_that_extraction_loads():
    code = "import sys, analysis.extract, analysis.coding.decisions\nfrom pathlib import Path\nfrom analysis.paths import RAW\n"
    code += "analysis.extract.extract_folder(RAW)\n"
    code += (
        "print('\\n'.join(m.__file__ for n, m in sys.modules.items() if n.partition('.')[0] == 'analysis'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {line.removeprefix(f"{PACKAGE}/") for line in done.stdout.splitlines()}
    assert len(loaded) > 20
    assert loaded <= follow_imports("import analysis.extract")


def record(code, tmp_path, folder=ROOT):
    """What a process that runs some code is recorded to read."""
    whole = f"from analysis import reads\nreads.ROOT = __import__('pathlib').Path({str(folder)!r})\n"
    whole += f"reads.record_to({str(tmp_path / 'record')!r})\n{code}"
    subprocess.run([sys.executable, "-c", whole], cwd=folder, check=True)
    return reads.read_record(tmp_path / "record")


def test_all_that_extraction_reads_is_recorded_and_nothing_of_the_package(tmp_path):
    found = record(
        "from analysis.extract import extract_folder, Path\nextract_folder(Path('data/raw'))", tmp_path
    )
    texts = {f"data/raw/{path.name}" for path in RAW.iterdir() if path.suffix in (".txt", ".csv")}
    assert texts | {"data/raw/", "data/coding/codebook.yml"} <= found.keys()
    assert not [name for name in found if name.startswith("src")]
    assert all(digest == reads.hash_read(name) for name, digest in found.items())


WAYS = {
    "text": "open('a.txt').close()",
    "bytes": "open(b'a.txt', 'rb').close()",
    "the operating system": "import os; os.close(os.open('a.txt', os.O_RDONLY))",
    "a path with detours": "open('../files/./a.txt').close()",
    "pandas": "import pandas; pandas.read_csv('a.txt')",
    "a thread": "import threading; threading.Thread(target=open, args=['a.txt']).start()",
    "and then changed": "open('a.txt').close(); open('a.txt', 'w').write('b'); open('a.txt').close()",
}


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    (folder / ".hidden").write_text("h")
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_a_read_is_recorded_however_it_is_done(tmp_path, files, way):
    assert record(WAYS[way], tmp_path, files) == {"a.txt": reads.hash_bytes(b"a")}


def test_what_is_written_hidden_or_elsewhere_is_no_read(tmp_path, files):
    code = f"open('b.txt', 'w').close(); open('.hidden').close(); open({__file__!r}).close(); open('a.txt')"
    assert list(record(code, tmp_path, files)) == ["a.txt"]


def test_a_listed_folder_is_recorded_with_its_names(tmp_path, files):
    found = record("import pathlib; list(pathlib.Path.cwd().glob('*.txt'))", tmp_path, files)
    assert found == {"./": reads.hash_path(files)}
    (files / "c.txt").write_text("c")
    assert found != {"./": reads.hash_path(files)}
