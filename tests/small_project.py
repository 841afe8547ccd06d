"""A whole small project in a folder of its own: a copy of the package, two of the texts, two small notebooks."""

import csv
import os
import shutil
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.paths import PACKAGE, ROOT

CASES = ("gnosjo", "lulea")
OPEN = "from analysis.study import open_study\n\nstudy = open_study(globals())"
COUNT = "study.frames['codings'].groupby('code')['counted'].sum().to_frame()"
STUDIES = "from analysis.comparing.context import load_context\n\nlen(load_context()['studies'])"
CHART = "from analysis import show\n\nshow.matrix_chart(study)"


def make_notebook(title, parameters, *cells):
    code = [new_code_cell(cell, id=f"cell-{number}") for number, cell in enumerate(cells)]
    first = new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]})
    return new_notebook(cells=[new_markdown_cell(f"# {title}", id="title"), first, *code])


def make_project(folder):
    """The project in `folder`, not yet built."""
    shutil.copytree(PACKAGE, folder / "src" / "analysis", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in ("coding", "reference"):
        shutil.copytree(ROOT / "data" / name, folder / "data" / name)
    raw, notebooks = folder / "data" / "raw", folder / "notebooks"
    raw.mkdir()
    notebooks.mkdir()
    for case in CASES:
        shutil.copy(ROOT / "data" / "raw" / f"{case}.txt", raw)
    keep_decisions(folder, lambda row: row["doc_id"] in CASES)
    case = make_notebook("Ett fall", 'case_id = ""\nlanguage = "en"\nnames = "role"', OPEN, COUNT)
    every = make_notebook("Alla fall", 'language = "en"', OPEN, COUNT, STUDIES, CHART)
    nbformat.write(case, notebooks / "02_case.ipynb")
    nbformat.write(every, notebooks / "03_all.ipynb")
    return folder


def keep_decisions(folder, keep):
    """Leave only some of the project's decisions."""
    path = folder / "data" / "coding" / "decisions.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if keep(row))


def start(folder, *arguments, **options):
    """The command `analysis` of that project, begun."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src")} | options.pop("env", {})
    command = [sys.executable, *options.pop("python", ()), "-m", "analysis", *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment, cwd=folder, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def run(folder, *arguments, **options):
    """Exit status, standard output and standard error of a command of that project."""
    process = start(folder, *arguments, **options)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def read_files(folder):
    """The bytes of every file by name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
