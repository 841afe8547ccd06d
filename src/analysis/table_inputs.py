"""What the tables of a folder are made from: the hash of every input, and which of them has changed since."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from analysis.documents import CORRECTIONS, REGISTER
from analysis.package_hash import hash_package
from analysis.reads import hash_path
from analysis.tables import PACKAGE_FILE, check_tables

_SAYS = {
    "codebook": "codebook.yml",
    "decisions": "decisions.csv",
    "package": "the package src/analysis",
    "encoding": "--encoding",
    "format": "--format",
}


def list_inputs(
    raw: Path, codebook: Path, decisions: Path, *, encoding: str = "", form: str = "csv"
) -> dict[str, str]:
    """What extraction from these files rests on: hash or setting by name; an absent file has an empty hash."""
    files = {path.name: path for path in raw.iterdir()} if raw.is_dir() else {}
    texts = {
        f"raw/{name}": hash_text(path, raw)
        for name, path in files.items()
        if (path.suffix.lower() == ".txt" and not name.startswith(".")) or name in (REGISTER, CORRECTIONS)
    }
    return texts | {
        "codebook": hash_path(codebook),
        "decisions": hash_path(decisions),
        "package": hash_package("import analysis.extract"),
        "encoding": encoding or "utf-8",
        "format": form,
    }


def hash_text(path: Path, raw: Path) -> str:
    """The hash of a file of the folder; of what is no file, or lies outside, nothing is read."""
    try:
        if not path.is_file() or not path.resolve().is_relative_to(raw.resolve()):
            return "not a file of this folder"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, RuntimeError):  # RuntimeError: a link to itself, before Python 3.13
        return "cannot be read"


def explain_stale(folder: Path, inputs: Mapping[str, str]) -> list[str]:
    """Why the tables of a folder must be made again from these inputs; empty when they need not."""
    if problems := check_tables(folder):
        return [problem.removesuffix(": run analysis extract") for problem in problems]
    made_from = json.loads((folder / PACKAGE_FILE).read_bytes()).get("inputs")
    if made_from is None:
        return ["they do not say what they were made from"]
    return compare_hashes(made_from, {_as_written(name): digest for name, digest in inputs.items()})


def compare_hashes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs between two sets of hashes, in words.

    >>> compare_hashes(
    ...     {"raw/a.txt": "1", "raw/b.txt": "2", "format": "csv"},
    ...     {"raw/b.txt": "3", "raw/c.txt": "4", "format": "csv"},
    ... )
    ['raw/a.txt is gone', 'raw/b.txt has changed', 'raw/c.txt is new']
    """
    reasons = []
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            how = (
                "has changed"
                if before.get(name) and now.get(name)
                else "is new"
                if now.get(name)
                else "is gone"
            )
            reasons.append(f"{_SAYS.get(name, name)} {how}")
    return reasons


def _as_written(name: str) -> str:
    """A name as the description holds it: bytes that are no Unicode as escapes.

    >>> _as_written("raw/å.txt"), _as_written("raw/\\udcff.txt")
    ('raw/å.txt', 'raw/\\\\udcff.txt')
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
