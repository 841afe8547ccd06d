"""Why a find is what it is, and what people decide about it."""

import datetime
from pathlib import Path

import click

from analysis import paths
from analysis.commands.options import FILE, FOLDER, Command, codebook_option, raw_option
from analysis.commands.terminal import say, tell_warnings
from analysis.errors import AnalysisError
from analysis.labels import LANGUAGES


@click.command(
    cls=Command,
    epilog="analysis explain gnosjo-c001\nanalysis explain gnosjo/housing --names full\nanalysis explain gnosjo-n012 --language sv",
)
@click.argument("wanted", metavar="ID")
@click.option(
    "--names",
    type=click.Choice(["role", "full", "pseudonym"]),
    default="role",
    show_default=True,
    help="How people are shown.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the explanation.",
)
@click.option("--folder", type=FOLDER, default=paths.PROCESSED, help="Folder of tables.")
@codebook_option
def explain(wanted: str, names: str, language: str, folder: Path, codebook_file: Path | None) -> None:
    """Tell why a find is what it is. ID: of any row of the tables, a date as document:start-end, a cell as case/code."""
    from analysis.coding import codebook
    from analysis.explaining.explain import explain as list_facts
    from analysis.explaining.explain_source import Source, render_text
    from analysis.tables import load_tables

    book = codebook.load_codebook(codebook_file or codebook.DEFAULT)
    say(render_text(list_facts(Source(load_tables(folder), book, language, names), wanted)))


@click.group()
def review() -> None:
    """People decide: write what waits for a decision, read the decisions back."""


@review.command(
    cls=Command,
    epilog="analysis review queue\nanalysis review queue --out queue.csv\nanalysis review queue --case gnosjo\nanalysis review queue --coder ann --out ann.xlsx",
)
@click.option("--out", type=FILE, default=Path("queue.xlsx"), show_default=True, help="A .xlsx or .csv file.")
@click.option(
    "--coder", default="", help="Only this coder's decisions are laid over the rules: for a second coder."
)
@click.option("--case", "case_id", default="", help="Only this case.")
@click.option("--every-sentence", is_flag=True, help="Also the sentences without any code, at the end.")
@raw_option
@click.option(
    "--decisions",
    "decisions_file",
    type=FILE,
    default=None,
    help="Another file of decisions; none yet before the first.",
)
def queue(
    out: Path, coder: str, case_id: str, every_sentence: bool, raw: Path, decisions_file: Path | None
) -> None:
    """Write what waits for a decision, with empty columns for it: unsure first, then by weight for the findings."""
    from analysis.coding import codebook
    from analysis.coding.decision_file import DEFAULT as DECISIONS
    from analysis.coding.decision_file import load_decisions
    from analysis.coding.decisions import list_homeless
    from analysis.reviewing.review import build_queue, read_material, write_queue
    from analysis.reviewing.review_apply import count_waiting

    book = codebook.load_codebook()
    decided = load_decisions(decisions_file or DECISIONS, book)
    mine = [decision for decision in decided if not coder or decision.coder == coder]
    material = read_material(raw, book, mine)
    rows = build_queue(material, book, every_sentence=every_sentence)
    if case_id:
        known = [row["case_id"] for row in material.tables["cases"]]
        if case_id not in known:
            raise AnalysisError(f"--case {case_id}", f"no such case: use one of {', '.join(known)}")
        rows = [row for row in rows if row["case"] == case_id]
    write_queue([{**row, "coder": coder} for row in rows], book, out)
    counts = ", ".join(f"{count} {kind}" for kind, count in count_waiting(rows).items()) or "nothing waits"
    say(f"{counts} → {paths.relative(out.resolve())}")
    lost = list_homeless(mine, material.texts) if decisions_file or raw.resolve() == paths.RAW else []
    tell_warnings([row for row in material.tables["extraction_log"] + lost if row["stage"] == "decisions"])


@review.command(
    cls=Command,
    epilog="analysis review apply queue.xlsx\nanalysis review apply queue.csv --coder ann --date 2026-01-31",
)
@click.argument("file", type=FILE)
@click.option("--coder", default="", help="Who decided, where the column is empty.")
@click.option(
    "--date",
    default=lambda: datetime.date.today().isoformat(),
    show_default="today",
    help="When, where the column is empty (2026-01-31).",
)
@raw_option
@click.option(
    "--decisions", "decisions_file", type=FILE, default=None, help="Another file of decisions to write to."
)
def apply(file: Path, coder: str, date: str, raw: Path, decisions_file: Path | None) -> None:
    """Read a filled-in queue (CSV or XLSX) and write its decisions; nothing is written while a row is faulty."""
    from analysis.coding import codebook
    from analysis.coding.decision_file import DEFAULT as DECISIONS
    from analysis.coding.decision_file import load_decisions
    from analysis.reviewing.review import read_material
    from analysis.reviewing.review_apply import apply_file

    book, target = codebook.load_codebook(), decisions_file or DECISIONS
    material = read_material(raw, book, load_decisions(target, book))
    applied = apply_file(file, target, material, book, coder=coder, date=date)
    for told in [*(f"replaced: {one}" for one in applied.replaced), *applied.notes]:
        say(told)
    counts = f"{applied.added} added, {len(applied.replaced)} replaced, {applied.unchanged} already there"
    say(f"{counts} → {paths.relative(target.resolve())}")
