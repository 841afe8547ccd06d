"""Extraction of any number of files: batch by batch, each into parts of its own, so that a stopped run goes on.

A batch is a fixed number of files in the order of their names. Its parts are kept when a later run finds them whole and
made from the same bytes by the same code, codebook and decisions. Parts are made in a hidden folder beside the
tables; at the end, what needs all documents is added (`batch_totals`) and the whole takes its place in one step.
Which process or machine works on a batch (`batch_runners`) leaves no trace in the bytes.
"""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis.batch_runners import run_here, run_on_cluster, run_processes
from analysis.batch_totals import TOTALS, write_totals
from analysis.batch_work import CODEBOOK, Batch, Manifest, Work, make_batch, write_manifest
from analysis.coding.codebook import DEFAULT, Codebook, load_codebook
from analysis.coding.decision_file import Decision
from analysis.coding.decisions import list_homeless
from analysis.correction_file import Correction, load_corrections
from analysis.corrections import list_lost
from analysis.documents import Source, check_encoding, list_files, load_register, name_documents
from analysis.errors import AnalysisError
from analysis.folders import hold_folder, replace_folder
from analysis.package_hash import hash_package
from analysis.parts import put_file, read_manifest, render_manifest, write_part
from analysis.paths import relative
from analysis.reads import hash_bytes
from analysis.tables import PACKAGE_FILE, list_own, table_columns

SIZE = 125  # files in a batch: little is lost when a run is stopped, and a thousand files still keep two processes equally busy


@dataclass(slots=True)
class Summary:
    """What a run did: documents, codings and warnings in all tables, batches made and kept, files left out and why."""

    documents: int = 0
    codings: int = 0
    warnings: int = 0
    made: int = 0
    kept: int = 0
    left_out: list[str] = field(default_factory=list)


def extract_in_parts(
    raw: Path,
    out: Path,
    *,
    codebook_file: Path = DEFAULT,
    decisions: Sequence[Decision] = (),
    log_homeless: bool = True,
    encoding: str = "",
    strict: bool = False,
    workers: int = 1,
    scheduler: str = "",
    size: int = SIZE,
    tell: Callable[[int, int], None] = lambda files, total: None,
) -> Summary:
    """Write all tables of a folder of `.txt` files to `out` in parts; `tell` hears how many files of how many are done.

    The work is done by this process, by several (`workers`), or by a Dask cluster whose `scheduler` is at the given
    address and whose workers see both folders; the bytes are the same. A file that cannot be read is listed in
    the summary and in `extraction_log`, unless `strict`. Raises AnalysisError as `extract_folder` does. What a stopped
    run has finished stays in a hidden folder beside `out` for the next one.
    """
    check_encoding(encoding)
    register = load_register(raw)
    codebook = load_codebook(codebook_file)
    corrections = load_corrections(raw)
    batches = plan_batches(list_files(raw), register, decisions, corrections, size)
    total = sum(len(batch.files) for batch in batches)
    raw, out = raw.resolve(), out.resolve()
    content = codebook_file.read_bytes()
    inputs = {
        "codebook": hash_bytes(content),
        "package": hash_package("import analysis.batches"),
        "encoding": encoding or "utf-8",
        "format": "parts",
        "pyarrow": pa.__version__,
    }
    work = Work(
        raw,
        out.with_name(f".{out.name}.parts"),
        hash_bytes(json.dumps(inputs, sort_keys=True).encode()),
        inputs["package"],
        encoding,
        bool(register),
        strict,
    )
    with hold_folder(out):
        _prepare(work, out, content)
        if scheduler:
            made = run_on_cluster(make_batch, work, batches, scheduler)
        elif workers > 1:
            made = run_processes(make_batch, work, batches, workers)
        else:
            made = run_here(make_batch, work, batches)
        manifests, summary = _collect(made, total, tell)
        if not summary.documents:
            raise AnalysisError(relative(raw), ["no file could be read", *summary.left_out])
        homes = {doc_id for batch in batches for _, doc_id, _ in batch.files}
        homeless = list_homeless(decisions, homes) if log_homeless else []
        homeless += list_lost(corrections, homes)
        summary.warnings += len(homeless)
        with replace_folder(out, PACKAGE_FILE, list_own) as new:
            _finish(work, new, manifests, codebook, homeless, inputs)
        shutil.rmtree(work.folder)
    return summary


def plan_batches(
    files: Iterable[Path],
    register: Mapping[str, Source],
    decisions: Sequence[Decision],
    corrections: Sequence[Correction],
    size: int,
) -> list[Batch]:
    """The files in batches, each with the decisions on its documents and the corrections of them.

    >>> [batch.files for batch in plan_batches([Path("A.txt"), Path("a.txt"), Path("b.txt")], {}, [], [], 2)]
    [(('A.txt', 'a', None), ('a.txt', 'a_2', None)), (('b.txt', 'b', None),)]
    """
    decided, mended = _by_document(decisions), _by_document(corrections)
    planned = name_documents(files, register)
    batches = []
    for start in range(0, len(planned), size):
        chosen = tuple(planned[start : start + size])
        of_these = [
            tuple(line for _, doc_id, _ in chosen for line in lines.get(doc_id, ()))
            for lines in (decided, mended)
        ]
        batches.append(Batch(len(batches), chosen, *of_these))
    return batches


def _by_document(lines: Iterable[Any]) -> dict[str, list[Any]]:
    grouped = defaultdict(list)
    for line in lines:
        grouped[line.doc_id].append(line)
    return grouped


def _prepare(work: Work, out: Path, codebook: bytes) -> None:
    """Make the folder of parts ready: what a stopped run made is kept, else what the finished tables hold is linked."""
    try:
        if not work.folder.exists():
            work.folder.mkdir(parents=True)
            _seed(work.folder, out)
        put_file(work.folder / CODEBOOK, codebook)
    except OSError as error:
        problem = f"cannot be written ({error.strerror}): check free space and rights, or give another folder"
        raise AnalysisError(relative(out), problem) from error


def _seed(folder: Path, out: Path) -> None:
    package = read_manifest(out)
    if package is None:
        return
    parts = {resource["name"]: resource["parts"] for resource in package["resources"]}
    for number, manifest in enumerate(package["batches"]):
        mine = {table: parts[table][number] for table in table_columns() if table not in TOTALS}
        for part in mine.values():
            with suppress(FileNotFoundError):  # a lost part is made again
                _link(out / part["path"], folder / part["path"])
        write_manifest(folder, number, manifest | {"parts": mine})


def _link(old: Path, new: Path) -> None:
    """The same file under another name; a copy where the disk has no hard links."""
    new.parent.mkdir(exist_ok=True)
    try:
        os.link(old, new)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(old, new)


def _collect(
    made: Iterator[Manifest], total: int, tell: Callable[[int, int], None]
) -> tuple[list[Manifest], Summary]:
    """The manifests in the order of their batches, and what they add up to."""
    summary, files, manifests = Summary(), 0, []
    for manifest in made:
        summary.kept += manifest["kept"]
        summary.made += not manifest["kept"]
        files += manifest["files"]
        tell(files, total)
        manifests.append(manifest)
    manifests.sort(key=lambda manifest: manifest["number"])
    for manifest in manifests:
        del manifest["number"], manifest["kept"]
        summary.documents += manifest["documents"]
        summary.codings += manifest["codings"]
        summary.warnings += manifest["warnings"]
        summary.left_out += manifest["left_out"]
    return manifests, summary


def _finish(
    work: Work,
    new: Path,
    manifests: list[Manifest],
    codebook: Codebook,
    homeless: list[dict[str, Any]],
    inputs: Mapping[str, str],
) -> None:
    """Link all parts into the new folder, add what needs all documents, and the manifest."""
    parts = {table: [manifest["parts"][table] for manifest in manifests] for table in manifests[0]["parts"]}
    totals = write_totals(work.folder, new, len(manifests), list(codebook.codes))
    for table, found in parts.items():
        if table not in totals:
            for part in found:
                _link(work.folder / part["path"], new / part["path"])
    parts |= totals
    if homeless:
        parts["extraction_log"].append(write_part(new, "extraction_log", len(manifests), homeless))
    batches = [{name: one[name] for name in one if name != "parts"} for one in manifests]
    put_file(new / PACKAGE_FILE, render_manifest(parts, batches, inputs))
