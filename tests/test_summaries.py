"""The researchers' lines: what is wrong with their file is a message, never a traceback."""

import pytest

from analysis.coding import summaries
from analysis.errors import AnalysisError

HEADER = "case_id,code,summary,summary_sv,sentence_ids"
LINE = "gnosjo,shared_goal,One goal,Ett mål för både,gnosjo-s001"


@pytest.fixture
def write(tmp_path, monkeypatch):
    path = tmp_path / "summaries.csv"
    monkeypatch.setattr(summaries, "SUMMARIES", path)
    return path.write_bytes


def load(language="en"):
    return summaries.load_summaries({"gnosjo"}, {"shared_goal"}, {"gnosjo-s001"}, language)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lines_are_read_whatever_a_spreadsheet_puts_between_columns(write, delimiter):
    write(f"{HEADER}\n{LINE}\n".replace(",", delimiter).encode("utf-8-sig"))
    assert load()["gnosjo", "shared_goal"] == ("One goal", ["gnosjo-s001"])
    assert load("sv")["gnosjo", "shared_goal"].words == "Ett mål för både"


def test_without_the_file_there_are_no_lines(write):
    assert load() == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"{HEADER}\n{LINE}".encode("cp1252"), "not UTF-8: save it as CSV UTF-8"),
        (b"case_id,code,summary\n", "line 1: no column summary_sv, sentence_ids: add it to the header row"),
        (b"", "line 1: no column case_id, code"),
        (f"{HEADER}\n{'x' * 200_000}".encode(), r"line 2: not CSV \(field larger than"),
        (f"{HEADER}\nmora,shared_goal,a,b,\n".encode(), "line 2: no case mora or no code shared_goal: correct it"),
        (f"{HEADER}\ngnosjo,shared_goal,a,b,gnosjo-s9".encode(), "line 2: no sentence gnosjo-s9: the text has changed"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_a_message(write, content, message):
    write(content)
    with pytest.raises(AnalysisError, match=message):
        load()
