"""One batch of files: into parts, or found made by an earlier run. This is what a worker does, wherever it runs."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.batch_totals import TOTALS
from analysis.coding.codebook import Codebook, load_codebook
from analysis.coding.decision_file import Decision
from analysis.correction_file import Correction
from analysis.documents import Source
from analysis.errors import AnalysisError
from analysis.extract import extract_files
from analysis.package_hash import hash_package
from analysis.parts import put_file, write_part
from analysis.reads import hash_bytes
from analysis.table_inputs import hash_text

CODEBOOK = "codebook.yml"
"""The copy of the codebook in the folder of parts, so that all workers read one and the same."""

Manifest = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """What all batches of a run share; small, since it goes with each batch to whichever machine takes it.

    `folder` is where parts are made, with a copy of the codebook; `basis` names all that the rows rest on beside
    the texts; `package` is the hash of the code that must do the work.
    """

    raw: Path
    folder: Path
    basis: str
    package: str
    encoding: str
    registered: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files, each with its name, the key of its document and its line of the register, what people decided and corrected."""

    number: int
    files: tuple[tuple[str, str, Source | None], ...]
    decisions: tuple[Decision, ...]
    corrections: tuple[Correction, ...]


def make_batch(work: Work, batch: Batch) -> Manifest:
    """Make the parts of a batch, or find them made; the manifest that describes them. Runs on any machine.

    Raises AnalysisError for a machine that does not see the folders or runs other code, a full disk, a file that is not
    the registered one, and, when `work.strict`, a file that cannot be read.
    """
    codebook = _open_codebook(work)
    key = _make_key(work, batch)
    if kept := _find_kept(work, batch.number, key):
        return kept | {"number": batch.number, "kept": True}
    rows, left_out = extract_files(
        work.raw,
        batch.files,
        codebook,
        batch.decisions,
        batch.corrections,
        registered=work.registered,
        encoding=work.encoding,
        strict=work.strict,
    )
    manifest = {
        "key": key,
        "files": len(batch.files),
        "first": batch.files[0][0],
        "last": batch.files[-1][0],
        "documents": len(rows["documents"]),
        "codings": len(rows["codings"]),
        "warnings": sum(row["severity"] == "warning" for row in rows["extraction_log"]),
        "left_out": left_out,
    }
    try:
        parts = {
            table: write_part(work.folder, table, batch.number, found)
            for table, found in rows.items()
            if table not in TOTALS
        }
        write_manifest(work.folder, batch.number, manifest | {"parts": parts})
    except OSError as error:
        problem = f"cannot be written ({error.strerror}): check free space and rights; the next run goes on from here"
        raise AnalysisError(work.folder, problem) from error
    return manifest | {"parts": parts, "number": batch.number, "kept": False}


def _open_codebook(work: Work) -> Codebook:
    for folder in (work.raw, work.folder):
        if not folder.is_dir():
            problem = (
                "is not seen from a worker: raw texts and tables must lie in folders that every worker shares"
            )
            raise AnalysisError(folder, problem)
    return _load_codebook(work.folder / CODEBOOK, work.basis, work.package)


@lru_cache(maxsize=2)
def _load_codebook(path: Path, basis: str, package: str) -> Codebook:
    """The codebook of a run, loaded once in a process, with all that it remembers of words."""
    if hash_package("import analysis.batches") != package:
        problem = "runs another version of this package than the run it works for: install the same one"
        raise AnalysisError("a worker", problem)
    return load_codebook(path)


def _make_key(work: Work, batch: Batch) -> str:
    """One hash for all that the rows of a batch rest on."""
    files = [
        [name, doc_id, asdict(source) if source else None, hash_text(work.raw / name, work.raw)]
        for name, doc_id, source in batch.files
    ]
    people = [asdict(line) for line in (*batch.decisions, *batch.corrections)]
    rests_on = [work.basis, work.registered, files, people]
    return hash_bytes(json.dumps(rests_on).encode())


def _find_kept(work: Work, number: int, key: str) -> Manifest | None:
    """The manifest of a batch that an earlier run made, when its key is the same and all its parts are whole."""
    try:
        manifest = json.loads((work.folder / _name_manifest(number)).read_bytes())
        if manifest["key"] != key or (work.strict and manifest["left_out"]):
            return None
        for part in manifest["parts"].values():
            if hash_bytes((work.folder / part["path"]).read_bytes()) != part["hash"]:
                return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest


def _name_manifest(number: int) -> str:
    return f"batches/part-{number:06d}.json"


def write_manifest(folder: Path, number: int, manifest: Manifest) -> None:
    """Put the manifest of a batch into the folder of parts, after its parts: it proves that they are there."""
    content = json.dumps(manifest, ensure_ascii=False).encode("utf-8", "backslashreplace")
    put_file(folder / _name_manifest(number), content)
