"""What must hold for any bytes: the targets of fuzzing, each a function that takes bytes and fails by an assertion.

    uv pip install atheris          # in an environment of your own: it is no dependency of the project
    python -m tests.fuzzing.targets text -max_total_time=600 tests/fuzzing/found/text

Coverage-guided fuzzing (atheris) starts from the cases in `found/`, one folder for each target; cases that once
failed are kept there and run by `tests/test_fuzz.py` ever after.
"""

import sys
import tempfile
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from analysis.coding.codebook import DEFAULT, Codebook, load_codebook
from analysis.coding.decision_file import load_decisions
from analysis.correction_file import load_corrections
from analysis.documents import Document, Source, canonical_text, load_register, read_document
from analysis.errors import AnalysisError
from analysis.extract import extract_document
from analysis.reviewing.sheets import read_sheet
from analysis.tables import render_csv, table_columns

FOUND = Path(__file__).parent / "found"


@cache
def _codebook() -> Codebook:
    return load_codebook(DEFAULT)


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzzing"))


def fuzz_text(data: bytes) -> None:
    """Any text becomes tables whose spans hold and whose segments hold every character that can be seen, once."""
    text = canonical_text(data.decode("utf-8", "replace").replace("\ufffd", ""))
    tables = extract_document(Document("x", Source("x.txt", "x"), True, "", "utf-8", text), _codebook())
    seen = bytearray(len(text))
    for name, rows in tables.items():
        render_csv(name, rows)
        assert name in table_columns()
        for row in rows:
            if row.get("start") is not None:
                assert text[row["start"] : row["end"]] == row["text"], f"{name}: {row}"
                assert row["start"] < row["end"], f"{name}: an empty span {row}"
    for segment in tables["segments"]:
        assert not any(seen[segment["start"] : segment["end"]]), f"segments overlap: {segment}"
        seen[segment["start"] : segment["end"]] = b"\1" * (segment["end"] - segment["start"])
    lost = [at for at, char in enumerate(text) if not seen[at] and _is_visible(char)]
    assert not lost, f"no segment holds {text[lost[0] : lost[0] + 20]!r} at {lost[0]}"
    ids = {segment["segment_id"] for segment in tables["segments"]}
    assert all(sentence["segment_id"] in ids for sentence in tables["sentences"])


def _is_visible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char)[0] != "C"


def fuzz_raw(data: bytes) -> None:
    """Any file is a document or a clear error."""
    path = _folder() / "page.txt"
    path.write_bytes(data)
    _read_or_refuse(lambda: read_document(path))


def fuzz_register(data: bytes) -> None:
    """Any `sources.csv` is read, or its faults are listed."""
    (_folder() / "page.txt").touch()
    (_folder() / "sources.csv").write_bytes(data)
    _read_or_refuse(lambda: load_register(_folder()))


def fuzz_codebook(data: bytes) -> None:
    """Any codebook is read, or its faults are listed."""
    path = _folder() / "codebook.yml"
    path.write_bytes(data)
    _read_or_refuse(lambda: load_codebook(path))


def fuzz_decisions(data: bytes) -> None:
    """Any file of decisions is read, or its faults are listed."""
    path = _folder() / "decisions.csv"
    path.write_bytes(data)
    _read_or_refuse(lambda: load_decisions(path, _codebook()))


def fuzz_corrections(data: bytes) -> None:
    """Any `corrections.csv` is read, or its faults are listed."""
    (_folder() / "corrections.csv").write_bytes(data)
    _read_or_refuse(lambda: load_corrections(_folder()))


def fuzz_csv(data: bytes) -> None:
    """Any filled-in queue in CSV is read, or refused with a reason."""
    path = _folder() / "queue.csv"
    path.write_bytes(data)
    _read_or_refuse(lambda: read_sheet(path))


def fuzz_xlsx(data: bytes) -> None:
    """Any filled-in queue in XLSX is read, or refused with a reason."""
    path = _folder() / "queue.xlsx"
    path.write_bytes(data)
    _read_or_refuse(lambda: read_sheet(path))


def _read_or_refuse(read: Callable[[], object]) -> None:
    try:
        read()
    except AnalysisError as error:
        assert str(error).strip(), "an error without words"


TARGETS: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): function
    for name, function in globals().copy().items()
    if name.startswith("fuzz_")
}


if __name__ == "__main__":
    import atheris

    wanted = TARGETS[sys.argv.pop(1)]
    atheris.instrument_all()
    atheris.Setup(sys.argv, wanted)
    atheris.Fuzz()
