"""How long a report takes: everything, nothing, after one changed text; and the same notebooks by command lines.

    .venv/bin/python benchmarks/report.py [--repeat N] [--quick]

Works on a copy of the project in a temporary folder, without network. For each way the wall time and the processor
time (of all processes) of N runs (3 unless given) are taken and the median is printed:

- `report --all`: extraction, all notebooks in two kernels at a time, pages;
- `report`: when nothing has changed; also as `make report` where make is installed;
- `report` after one line was added to one text;
- the command lines: `papermill` and then `jupyter nbconvert --to html --no-input` for the same notebooks with the same
  parameters, one after another, which gives neither tables, links nor source pages; left out with `--quick`.

The aim is a full report in at most 0.55 times the command lines, and nothing to do in under 2 seconds. The first run of
all is not counted: it fills the caches of the interpreter. Writes benchmarks/results/report.json.
"""

import argparse
import hashlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis.paths import ROOT
from analysis.reporting.freshness import plan_report

RESULTS = Path(__file__).parent / "results" / "report.json"
MAKE = ["make", "--old-file=.venv/.stamp", "report"]  # sets up nothing
COPIED = ("src", "data", "notebooks", "tests/reference", "pyproject.toml", "requirements.lock", "Makefile")


def copy_project(folder: Path) -> None:
    """The project without what is built, and with the Python that runs this in the place of its own."""
    for name in COPIED:
        here, there = ROOT / name, folder / name
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(here, there)
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (folder / ".venv" / ".stamp").touch()


def clock(commands: list[list[str]], folder: Path) -> tuple[float, float]:
    """Wall and processor time of commands one after another, in seconds."""
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for command in commands:
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, used


def change_text(folder: Path, number: int) -> None:
    """Add a line to one text, and renew its hash in the register, as a person who means the change does."""
    raw = folder / "data" / "raw"
    path, register = min(raw.glob("*.txt")), raw / "sources.csv"
    before = path.read_bytes()
    after = before + f"\nSamverkan var viktig {number} gånger.\n".encode()
    path.write_bytes(after)
    old, new = (hashlib.sha256(content).hexdigest() for content in (before, after))
    register.write_text(register.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def list_command_lines(folder: Path) -> list[list[str]]:
    """papermill and nbconvert for each run of a report, as a person would type them."""
    commands = []
    (folder / "by_hand").mkdir(exist_ok=True)
    for run in plan_report({}).runs:
        done = f"by_hand/{run.page}.ipynb"
        parameters = [word for name, value in run.parameters.items() for word in ("-p", name, str(value))]
        commands.append(
            [sys.executable, "-m", "papermill", f"notebooks/{run.notebook.name}", done, *parameters]
        )
        commands.append([sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", done])
    return commands


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3, help="runs of each way")
    parser.add_argument("--quick", action="store_true", help="without the command lines")
    options = parser.parse_args()
    report = [sys.executable, "-m", "analysis", "report"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_project(folder)
        clock([[*report, "--all"]], folder)
        clock([report], folder)
        times: dict[str, list[tuple[float, float]]] = {}
        for _ in range(options.repeat):
            times.setdefault("report, everything", []).append(clock([[*report, "--all"]], folder))
            times.setdefault("report, nothing to do", []).append(clock([report], folder))
            if shutil.which("make"):
                times.setdefault("make report, nothing to do", []).append(clock([MAKE], folder))
            if not options.quick:
                lines = list_command_lines(folder)
                times.setdefault(f"command lines ({len(lines)})", []).append(clock(lines, folder))
        for number in range(options.repeat):
            change_text(folder, number)
            times.setdefault("report, one text changed", []).append(clock([report], folder))
    medians = {
        way: [statistics.median(figures) for figures in zip(*runs, strict=True)]
        for way, runs in times.items()
    }
    print(f"{'':30} {'wall s':>8} {'processor s':>12}")
    for way, (wall, used) in medians.items():
        print(f"{way:30} {wall:8.2f} {used:12.2f}")
    by_hand = next((figures for way, figures in medians.items() if way.startswith("command")), None)
    if by_hand:
        shares = [ours / theirs for ours, theirs in zip(medians["report, everything"], by_hand, strict=True)]
        medians["share of the command lines"] = shares
        print(f"{'share of the command lines':30} {shares[0]:8.2f} {shares[1]:12.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps({"repeat": options.repeat, "medians": medians, "runs": times}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()
