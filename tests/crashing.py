"""Kills a writer again and again and tells what it left; a script of its own, since it forks (see test_crash.py)."""

import itertools
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from analysis import folders
from analysis.extract import extract_folder
from analysis.folders import restore_folder
from analysis.reporting import report
from analysis.reporting.notebook_runs import Executed
from analysis.tables import write_tables


def read_all(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def kill_in_the_middle(write, out, kills, seed):
    """Kill the writing of two states by turns; returns how often each was found, and how often something lay beside.

    Until both states were found each child is given more time: on a busy machine it is slower than its parent was.
    """
    states = []
    for turn in (0, 1):
        begun = time.perf_counter()
        write(turn)
        took = time.perf_counter() - begun
        states.append(read_all(out))
    assert states[0] != states[1]
    chance, found = random.Random(seed), {"old": 0, "new": 0, "neither": 0, "beside": 0}
    patience = 1
    for _ in range(kills):
        first, moment = chance.randrange(2), chance.uniform(0, 2 * took * patience)
        child = os.fork()
        if not child:
            for turn in itertools.count(first):
                write(turn % 2)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        found["beside"] += len(list(out.parent.iterdir())) > 1
        restore_folder(out)  # what every reader does first
        state = read_all(out) if out.exists() else {}
        found["old" if state == states[0] else "new" if state == states[1] else "neither"] += 1
        patience = 1 if found["old"] and found["new"] else patience + 1
    write(0)
    found["repaired"] = read_all(out) == states[0] and [path.name for path in out.parent.iterdir()] == [
        out.name
    ]
    return found


def write_two_tables(out):
    rows = [[{"doc_id": f"d{turn}", "title": "x" * 5000 * turn}] for turn in (0, 1)]
    return lambda turn: write_tables(
        {"documents": rows[turn], "quotes": rows[turn]}, out, inputs={"turn": str(turn)}
    )


def write_two_reports(out, project):
    """A report with stubbed notebooks: everything but the kernels is real."""
    content = (project / "notebooks" / "03_all.ipynb").read_bytes()
    report.run_notebooks = lambda runs, records, **_: {run.page: Executed(content, {}) for run in runs}
    places = {name: project / name for name in ("tables", "raw", "notebooks")}
    return lambda turn: report.build_report(out, {"language": ("sv", "en")[turn]}, **places)


def main(folder):
    project = folder / "project"
    write_tables(extract_folder(project / "raw"), project / "tables")
    for name in ("one", "two", "three"):
        (folder / name).mkdir()
    out = folder / "one" / "tables"
    told = {"exchanged": kill_in_the_middle(write_two_tables(out), out, 45, 1)}
    out = folder / "three" / "reports"
    told["report"] = kill_in_the_middle(write_two_reports(out, project), out, 15, 3)
    folders._exchange = lambda one, other: False
    out = folder / "two" / "tables"
    told["renamed"] = kill_in_the_middle(write_two_tables(out), out, 40, 2)
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
