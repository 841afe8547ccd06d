"""The report as a browser shows it: headless Chromium opens pages, without a driver."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from analysis.paths import REPORTS
from analysis.reporting.report import build_report

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None
)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking --hide-scrollbars"
)
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium or Chrome on the path: pages are not opened in a browser"
)

NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Small & plain\n\nOne table.\n"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {"tags": ["parameters"]},
            "execution_count": None,
            "outputs": [],
            "source": 'cases = []\nlanguage = "en"\nnames = "role"\n',
        },
        {
            "cell_type": "code",
            "id": "c",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": "from analysis import show\nfrom analysis.study import open_study\n\n"
            "show.outcomes_table(open_study(globals()))\n",
        },
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def browse(tmp_path: Path, *arguments: str) -> str:
    """What headless Chromium prints; each run has a profile of its own, and no way to the net."""
    command = [
        str(BROWSER),
        *FLAGS.split(),
        f"--user-data-dir={tmp_path / 'profile'}",
        "--proxy-server=127.0.0.1:9",
    ]
    try:
        done = subprocess.run([*command, *arguments], capture_output=True, timeout=30, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("the browser did not answer within 30 seconds")
    if done.returncode:
        pytest.skip(f"the browser does not run here: {done.stderr.decode(errors='replace')[-200:]}")
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """The report that `make report` left behind, else a small one from a notebook with one table."""
    if (REPORTS / "index.html").is_file():
        return REPORTS
    folder = tmp_path_factory.mktemp("browser")
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "01_small.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    return build_report(folder / "report", notebooks=folder / "notebooks").parent


@pytest.fixture(scope="module")
def pages(report: Path) -> dict[str, str]:
    """Some pages by name: the first, one with findings, and the source it leads to."""
    inner = sorted(path.name for path in report.glob("0*.html"))
    sources = sorted(path.name for path in report.glob("source_*.html"))
    return {"first": "index.html", "findings": inner[min(1, len(inner) - 1)], "source": sources[0]}


@pytest.mark.parametrize("which", ["first", "findings", "source"])
def test_a_page_opens_without_scripts_and_with_its_title(report, pages, which, tmp_path):
    shown = BeautifulSoup(browse(tmp_path, "--dump-dom", (report / pages[which]).as_uri()), "html.parser")
    assert shown.title.get_text(strip=True)
    assert shown.html["lang"] in ("sv", "en")
    assert shown.find("script") is None
    assert len(shown.find("main").get_text(" ", strip=True).split()) > 30


def test_a_finding_leads_to_its_sentence_in_the_source(report, pages, tmp_path):
    page = (report / pages["findings"]).read_text(encoding="utf-8")
    href = re.search(r'href="(source_\w+\.html)#([\w-]+-s\d+)"', page)
    assert href, "the page links to no sentence"
    target, anchor = unquote(href[1]), href[2]
    shown = BeautifulSoup(
        browse(tmp_path, "--dump-dom", f"{(report / target).as_uri()}#{anchor}"), "html.parser"
    )
    assert shown.find(id=anchor).get_text(strip=True)


def test_a_page_is_painted_at_the_width_of_a_phone(report, pages, tmp_path):
    picture = tmp_path / "phone.png"
    browse(
        tmp_path, f"--screenshot={picture}", "--window-size=500,900", (report / pages["findings"]).as_uri()
    )
    data = picture.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")) == (500, 900)
    assert len(data) > 10_000, "the page is all but empty"
