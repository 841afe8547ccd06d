"""Extract tables from raw texts."""

import sys
from pathlib import Path

import click

from analysis import paths
from analysis.commands.options import FOLDER, Command, codebook_option, decisions_option
from analysis.commands.terminal import BAD, say, show_bar, tell_faults, tell_first, tell_unread
from analysis.errors import AnalysisError


@click.command(
    cls=Command,
    epilog="analysis extract\nanalysis extract --raw my_texts --out my_tables\nanalysis extract --raw old --out t --encoding cp1252\nanalysis extract --raw many --out parts --format parts --workers 2",
)
@click.option(
    "--raw", type=FOLDER, default=paths.RAW, help="Folder of .txt files; sources.csv in it is used if there."
)
@click.option("--out", type=FOLDER, default=paths.PROCESSED, help="Folder for the tables.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "parts"]),
    default="csv",
    show_default=True,
    help="A file for each table, or Parquet in parts: for any number of texts, and a stopped run goes on.",
)
@click.option(
    "--encoding", default="", help="Encoding of the raw files when it is not UTF-8, for example cp1252."
)
@codebook_option
@decisions_option
@click.option("--strict", is_flag=True, help="Stop at the first file that cannot be read.")
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes, with --format parts."
)
@click.option(
    "--scheduler", default="", help="Address of a Dask cluster that does the work, with --format parts."
)
def extract(
    raw: Path,
    out: Path,
    form: str,
    encoding: str,
    codebook_file: Path | None,
    decisions_file: Path | None,
    strict: bool,
    workers: int,
    scheduler: str,
) -> None:
    """Read raw texts and write all tables."""
    from analysis.coding import codebook
    from analysis.coding.decision_file import DEFAULT as DECISIONS
    from analysis.coding.decision_file import load_decisions
    from analysis.coding.decisions import list_homeless
    from analysis.extract import extract_folder
    from analysis.table_inputs import list_inputs
    from analysis.tables import write_tables

    if (workers > 1 or scheduler) and form != "parts":
        raise AnalysisError("--workers, --scheduler", "share out work in parts: add --format parts")
    codebook_file = codebook_file or codebook.DEFAULT
    tell_unread(raw)
    if form == "parts":
        _extract_in_parts(raw, out, encoding, codebook_file, decisions_file, strict, workers, scheduler)
        return
    inputs = list_inputs(raw, codebook_file, decisions_file or DECISIONS, encoding=encoding, form=form)
    book = codebook.load_codebook(codebook_file)
    decided = load_decisions(decisions_file or DECISIONS, book)
    with show_bar("documents") as tell:
        tables = extract_folder(
            raw, codebook=book, decisions=decided, encoding=encoding, strict=strict, tell=tell
        )
    if decisions_file or raw.resolve() == paths.RAW:  # another folder has no part in the project's decisions
        homes = {row["doc_id"] for row in tables["documents"]}
        tables["extraction_log"] += list_homeless(decided, homes)
    write_tables(tables, out, form=form, inputs=inputs)
    counts = f"{len(tables['documents'])} documents, {len(tables['codings'])} codings"
    say(f"{counts} → {paths.relative(out.resolve())}")
    if tell_faults(tables["extraction_log"]):
        sys.exit(BAD)


def _extract_in_parts(
    raw: Path,
    out: Path,
    encoding: str,
    codebook_file: Path,
    decisions_file: Path | None,
    strict: bool,
    workers: int,
    scheduler: str,
) -> None:
    from analysis.batches import extract_in_parts
    from analysis.coding import codebook
    from analysis.coding.decision_file import DEFAULT as DECISIONS
    from analysis.coding.decision_file import load_decisions

    book = codebook.load_codebook(codebook_file)
    with show_bar("documents") as tell:
        summary = extract_in_parts(
            raw,
            out,
            codebook_file=codebook_file,
            decisions=load_decisions(decisions_file or DECISIONS, book),
            log_homeless=bool(decisions_file) or raw.resolve() == paths.RAW,
            encoding=encoding,
            strict=strict,
            workers=workers,
            scheduler=scheduler,
            tell=tell,
        )
    say(
        f"{summary.documents} documents, {summary.codings} codings → {paths.relative(out.resolve())}"
        f" ({summary.made} batches made, {summary.kept} kept)"
    )
    if summary.warnings:
        say(f"{summary.warnings} warnings: see the table extraction_log", err=True)
    left_out = [f"left out: {reason}" for reason in summary.left_out]
    tell_first(left_out, "left out: {more} more: see the table extraction_log")
    if summary.left_out:
        sys.exit(BAD)
