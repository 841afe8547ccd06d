"""Whatever stops a run - killed, Ctrl-C, a full disk - tables and report are the old or the new ones, and whole."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from analysis import folders
from analysis.errors import AnalysisError
from analysis.folders import hold_folder, replace_folder
from analysis.tables import check_tables, load_tables, write_tables
from small_project import make_notebook, make_project, read_files, run, start

WAITING = "import time; open(str(__import__('pathlib').Path.cwd() / 'begun'), 'w').close(); time.sleep(100)"


def own(folder):
    return ["proof", "page"]


def write(out, text, fail=None):
    with replace_folder(out, "proof", own) as new:
        for name in ("proof", "page"):
            (new / name).write_text(text)
        if fail:
            raise fail


def list_beside(out):
    return sorted(path.name for path in out.parent.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the script forks")
def test_a_hundred_kills_leave_the_old_or_the_new_state_and_the_next_run_clears_up(tmp_path):
    project = tmp_path / "project"
    for name in ("raw", "notebooks"):
        (project / name).mkdir(parents=True)
    for name in ("gnosjo", "lulea"):
        (project / "raw" / f"{name}.txt").write_text(
            f"Samverkan\n\nSamverkan i {name} har varit avgörande.\n"
        )
    nbformat.write(make_notebook("Alla", "language = 'sv'"), project / "notebooks" / "03_all.ipynb")
    script = Path(__file__).with_name("crashing.py")
    done = subprocess.run([sys.executable, script, tmp_path], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sum(one["old"] + one["new"] for one in told.values()) == 100
    for one in told.values():
        assert one["neither"] == 0
        assert one["old"] and one["new"] and one["beside"]  # both were met, and kills fell into the writing
        assert one["repaired"]


@pytest.fixture(params=["exchange", "two renames"])
def way(request, monkeypatch):
    """With the system's exchange of two folders and, as on other systems, without."""
    if request.param == "two renames":
        monkeypatch.setattr(folders, "_exchange", lambda one, other: False)
    return request.param


def test_a_folder_is_the_new_one_when_written_and_the_old_one_when_that_failed(tmp_path, way):
    out = tmp_path / "out"
    for text in ("old", "new"):
        write(out, text)
        assert read_files(out) == {"proof": text.encode(), "page": text.encode()}
    with pytest.raises(ZeroDivisionError):
        write(out, "broken", fail=ZeroDivisionError())
    assert read_files(out) == {"proof": b"new", "page": b"new"}
    assert list_beside(out) == ["out"]


def test_files_of_the_user_stay(tmp_path, way):
    out = tmp_path / "out"
    write(out, "old")
    (out / "notes" / "deep").mkdir(parents=True)
    (out / "notes" / "deep" / "mine.txt").write_text("mine")
    (out / "link").symlink_to("nowhere")
    write(out, "new")
    assert (out / "notes" / "deep" / "mine.txt").read_text() == "mine"
    assert (out / "link").is_symlink()
    assert (out / "page").read_text() == "new"


def test_a_file_of_the_user_where_a_new_one_goes_is_a_message(tmp_path):
    out = tmp_path / "out"
    write(out, "old")
    with (
        pytest.raises(AnalysisError, match=r"page is not of our making and stands where a new file goes"),
        replace_folder(out, "proof", lambda folder: ["proof"]) as new,
    ):
        (new / "page").write_text("new")
    assert (out / "page").read_text() == "old"


@pytest.mark.parametrize("name", ["mine.csv", "codings.csv"])
def test_a_folder_with_other_work_is_refused(tmp_path, name):
    (tmp_path / name).write_text("mine")
    with pytest.raises(AnalysisError, match=r"holds other files \(no datapackage\.json\)"):
        write_tables({}, tmp_path)
    assert read_files(tmp_path) == {name: b"mine"}


def test_tables_that_a_killed_run_set_aside_are_put_back_by_the_next_to_read(tmp_path):
    write_tables({}, tmp_path / "tables")
    (tmp_path / "tables").rename(tmp_path / ".tables.old")
    (tmp_path / ".tables.new").mkdir()
    assert check_tables(tmp_path / "tables") == []
    assert list_beside(tmp_path / "tables") == ["tables"]


def test_tables_that_are_replaced_while_they_are_read_are_read_anew(tmp_path, monkeypatch):
    states = [{"quotes": [{"quote_id": f"q{n}"}]} for n in (0, 1)]
    write_tables(states[0], tmp_path / "tables")
    read, count = Path.read_bytes, []

    def read_and_replace(path):
        count.append(path)
        if len(count) == 5:
            monkeypatch.undo()
            write_tables(states[1], tmp_path / "tables")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_and_replace)
    assert list(load_tables(tmp_path / "tables")["quotes"]["quote_id"]) == ["q1"]


HOLDER = (
    "import sys, time, pathlib; from analysis.folders import hold_folder\n"
    "with hold_folder(pathlib.Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(float(sys.argv[2]))"
)


def hold_elsewhere(out, seconds):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, out, str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    return holder


def test_the_second_of_two_runs_waits_and_says_for_whom(tmp_path, capfd):
    out = tmp_path / "out"
    holder = hold_elsewhere(out, 0.5)
    write(out, "new")
    assert holder.wait(5) == 0
    assert f"waiting: process {holder.pid} (since " in capfd.readouterr().err
    assert list_beside(out) == ["out"]


def test_a_lock_ends_with_its_process(tmp_path, capfd):
    out = tmp_path / "out"
    holder = hold_elsewhere(out, 100)
    holder.kill()
    holder.wait(5)
    write(out, "new")
    assert capfd.readouterr().err == ""
    assert list_beside(out) == ["out"]


def test_many_writers_at_once_corrupt_nothing(tmp_path):
    code = (
        "import sys, pathlib; from analysis.tables import write_tables\n"
        "for _ in range(8): write_tables({'quotes': [{'quote_id': sys.argv[2]}]}, pathlib.Path(sys.argv[1]))"
    )
    out = tmp_path / "tables"
    writers = [
        subprocess.Popen([sys.executable, "-c", code, out, str(n)], stderr=subprocess.DEVNULL)
        for n in range(4)
    ]
    while any(writer.poll() is None for writer in writers):
        if out.exists():
            assert check_tables(out) == []
    assert [writer.returncode for writer in writers] == [0] * 4
    assert list_beside(out) == ["tables"]


def test_one_thread_may_hold_a_folder_twice(tmp_path):
    with hold_folder(tmp_path / "out"), hold_folder(tmp_path / "out"):
        write(tmp_path / "out", "new")
    assert list_beside(tmp_path / "out") == ["out"]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = make_project(tmp_path_factory.mktemp("built"))
    (folder / "notebooks" / "02_case.ipynb").unlink()
    assert run(folder, "report")[0] == 0
    return folder


@pytest.fixture
def project(built, tmp_path):
    folder = shutil.copytree(built, tmp_path / "project")
    raw = folder / "data" / "raw" / "gnosjo.txt"
    raw.write_text(raw.read_text(encoding="utf-8") + "\nMer samverkan.\n", encoding="utf-8")
    return folder


def touch_notebook(project):
    for path in (project / "notebooks").glob("03_all.ipynb"):
        path.write_text(path.read_text(encoding="utf-8").replace("# Alla fall", "# Alla"), encoding="utf-8")


def read_state(project):
    return [read_files(project / name) for name in ("reports", "data/processed")]


def limit_files():
    """No file may grow beyond 20 kB: as on a full disk, the write itself fails, half-way through a file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


@pytest.mark.parametrize("arguments", [("extract",), ("report",)], ids=" ".join)
def test_a_full_disk_is_a_message_and_leaves_the_old_state(project, arguments):
    before = read_state(project)
    code, out, err = run(project, *arguments, preexec_fn=limit_files)
    assert (code, out) == (2, "")
    assert "error: data/processed: cannot be written (File too large): check free space and rights" in err
    assert "Traceback" not in err
    assert read_state(project) == before
    assert not list(project.rglob(".*.new"))


def test_a_disk_that_is_full_for_the_report_only_leaves_the_old_report(built, tmp_path):
    project = shutil.copytree(built, tmp_path / "project")
    touch_notebook(project)
    before = read_state(project)
    code, out, err = run(project, "report", preexec_fn=limit_files)
    assert (code, out) == (2, "")
    assert "error: reports: cannot be written (File too large): check free space and rights" in err
    assert "Traceback" not in err
    assert read_state(project) == before
    assert not list(project.rglob(".*.new"))


@pytest.mark.parametrize("arguments", [("extract",), ("report",)], ids=" ".join)
def test_a_folder_that_may_not_be_written_is_a_message_and_leaves_the_old_state(project, arguments, tmp_path):
    before = read_state(project)
    code, out, err = run_where_data_is_read_only(project, *arguments)
    assert (code, out) == (2, ""), err
    assert "error: data/processed: cannot be written (" in err
    assert "Traceback" not in err
    assert read_state(project) == before


def run_where_data_is_read_only(project, *arguments):
    if os.geteuid():
        (project / "data").chmod(0o555)
        try:
            return run(project, *arguments)
        finally:
            (project / "data").chmod(0o755)
    if not shutil.which("unshare"):  # to root, rights mean nothing: only a mount does
        pytest.skip("run by root, without unshare")
    script = 'mount --bind data data && mount -o remount,ro,bind data && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", script, "sh", sys.executable, "-m", "analysis", *arguments]
    environment = os.environ | {"PYTHONPATH": str(project / "src")}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=60)
    if "mount" in done.stderr:
        pytest.skip("mounting is not allowed here")
    return done.returncode, done.stdout, done.stderr


def list_processes(about):
    """The processes whose command line names something."""
    lines = subprocess.run(
        ["ps", "-Aww", "-o", "pid=,args="], capture_output=True, text=True
    ).stdout.splitlines()
    return [line for line in lines if str(about) in line and "ps -Aww" not in line]


def wait_for(happened, seconds=30):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def begin_waiting_report(project):
    """A report whose notebooks wait; when this returns, a cell is running."""
    for name in ("04_wait", "05_wait"):
        nbformat.write(
            make_notebook("Vänta", "language = 'en'", WAITING), project / "notebooks" / f"{name}.ipynb"
        )
    process = start(project, "report", start_new_session=True)
    wait_for((project / "notebooks" / "begun").exists)
    return process


def test_ctrl_c_stops_a_report_with_its_kernels(project):
    before = read_files(project / "reports")
    process = begin_waiting_report(project)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)  # the cells would wait for 100 s, the extraction would finish
    assert process.returncode == 130
    assert err.strip().splitlines()[-1] == "stopped: nothing is left half-written"
    assert "Traceback" not in err
    wait_for(lambda: not list_processes(project))
    assert read_files(project / "reports") == before
    assert not list(project.rglob(".*.new"))


def test_kernels_end_with_a_killed_report(project):
    before = read_files(project / "reports")
    process = begin_waiting_report(project)
    assert list_processes(project)
    process.kill()
    process.communicate(timeout=10)
    wait_for(lambda: not list_processes(project))
    assert read_files(project / "reports") == before
    for path in project.glob("notebooks/0[45]_wait.ipynb"):
        path.unlink()
    assert run(project, "report")[0] == 0
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("moment", [0.05, 0.2, 0.6])
def test_ctrl_c_stops_an_extraction(project, moment):
    text = (project / "data" / "raw" / "lulea.txt").read_text(encoding="utf-8")
    for number in range(600):
        (project / "data" / "raw" / f"many_{number}.txt").write_text(text, encoding="utf-8")
    before = read_state(project)
    process = start(project, "extract", start_new_session=True)
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)  # the cells would wait for 100 s, the extraction would finish
    assert process.returncode in (130, -signal.SIGINT)  # the latter before the program itself has begun
    if moment > 0.3:
        assert process.returncode == 130
        assert err.strip() == "stopped: nothing is left half-written"
    assert read_state(project) == before
    assert not list(project.rglob(".*.new"))


def test_output_that_nobody_reads_to_the_end_is_no_traceback(project):
    process = start(project, "status")
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.wait(10)
