"""The command line: extract tables, build the report, check what was built.

Exit status: 0 when all went well, 1 when a check found something, 2 when the input was bad, 130 when stopped.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from analysis import paths
from analysis.errors import AnalysisError
from analysis.text import show_hidden

FOUND, BAD, STOPPED = 1, 2, 130
_SELDOM = 100_000  # new objects between two searches for cycles of garbage: rows and patterns make none
_TOLD = 20  # files left out that are named on the screen when there are very many files
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


class _Command(click.Command):
    """A command whose examples keep their lines in the help text."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text("Examples:")
            with formatter.indentation():
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="analysis")
def cli() -> None:
    """Success factors in municipalities' work with newly arrived people: from raw texts to a checked report."""


@cli.command(
    cls=_Command,
    epilog="analysis extract\nanalysis extract --raw my_texts --out my_tables\nanalysis extract --raw old --out t --encoding cp1252\nanalysis extract --raw many --out parts --format parts --workers 2",
)
@click.option(
    "--raw", type=_FOLDER, default=paths.RAW, help="Folder of .txt files; sources.csv in it is used if there."
)
@click.option("--out", type=_FOLDER, default=paths.PROCESSED, help="Folder for the tables.")
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
@click.option(
    "--codebook",
    "codebook_file",
    type=_FILE,
    default=None,
    help="Another codebook than data/coding/codebook.yml.",
)
@click.option("--decisions", "decisions_file", type=_FILE, default=None, help="Another file of decisions.")
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
    from analysis.coding import codebook, decisions
    from analysis.extract import extract_folder
    from analysis.table_inputs import list_inputs
    from analysis.tables import write_tables

    if (workers > 1 or scheduler) and form != "parts":
        raise AnalysisError("--workers, --scheduler", "share out work in parts: add --format parts")
    codebook_file = codebook_file or codebook.DEFAULT
    if form == "parts":
        _extract_in_parts(raw, out, encoding, codebook_file, decisions_file, strict, workers, scheduler)
        return
    inputs = list_inputs(
        raw, codebook_file, decisions_file or decisions.DEFAULT, encoding=encoding, form=form
    )
    book = codebook.load_codebook(codebook_file)
    decided = decisions.load_decisions(decisions_file or decisions.DEFAULT, book)
    result = extract_folder(
        raw, codebook=book, decisions=decided, encoding=encoding, strict=strict, watch=_watch("documents")
    )
    if decisions_file or raw.resolve() == paths.RAW:  # another folder has no part in the project's decisions
        homes = {row["doc_id"] for row in result.tables["documents"]}
        result.tables["extraction_log"] += decisions.list_homeless(decided, homes)
    write_tables(result.tables, out, form=form, inputs=inputs)
    counts = f"{len(result.tables['documents'])} documents, {len(result.tables['codings'])} codings"
    _say(f"{counts} → {paths.relative(out.resolve())}")
    if _tell_faults(result.tables["extraction_log"]):
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
    from analysis.coding import codebook, decisions

    book = codebook.load_codebook(codebook_file)
    with _bar("documents") as tell:
        summary = extract_in_parts(
            raw,
            out,
            codebook_file=codebook_file,
            decisions=decisions.load_decisions(decisions_file or decisions.DEFAULT, book),
            log_homeless=bool(decisions_file) or raw.resolve() == paths.RAW,
            encoding=encoding,
            strict=strict,
            workers=workers,
            scheduler=scheduler,
            tell=tell,
        )
    _say(
        f"{summary.documents} documents, {summary.codings} codings → {paths.relative(out.resolve())}"
        f" ({summary.made} batches made, {summary.kept} kept)"
    )
    if summary.warnings:
        _say(f"{summary.warnings} warnings: see the table extraction_log", err=True)
    for reason in summary.left_out[:_TOLD]:
        _say(f"left out: {reason}", err=True)
    if len(summary.left_out) > _TOLD:
        more = len(summary.left_out) - _TOLD
        _say(f"left out: {more} more: see the table extraction_log", err=True)
    if summary.left_out:
        sys.exit(BAD)


_PARAMETER = click.option(
    "-p",
    "--parameter",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A notebook parameter; may be repeated.",
)


@cli.command(
    cls=_Command,
    epilog='analysis report\nanalysis report -p language=sv\nanalysis report -p \'themes=["A", "D"]\' -p names=pseudonym\nanalysis report --all',
)
@_PARAMETER
@click.option("--out", type=_FOLDER, default=paths.REPORTS, help="Folder for the report.")
@click.option("--all", "everything", is_flag=True, help="Make everything again, also what is fresh.")
def report(given: tuple[str, ...], out: Path, everything: bool) -> None:
    """Bring tables, notebooks and HTML report up to date; only what is stale is made again. Prints the file to open."""
    parameters = _parse_parameters(given)  # before the imports, which take their time
    from analysis.reporting.refresh import read_log, refresh_report

    with _progress("notebooks and pages") as tell:
        made = refresh_report(out, parameters, everything=everything, progress=tell)
    bad = _tell_faults(read_log())
    if not made:
        _say("Nothing to do: tables, notebooks and report are up to date.")
    _say(paths.relative((out / "index.html").resolve()))
    if bad:
        sys.exit(BAD)


@cli.command(cls=_Command, epilog="analysis status\nanalysis status -p language=sv")
@_PARAMETER
@click.option("--out", type=_FOLDER, default=paths.REPORTS, help="Folder of the report.")
def status(given: tuple[str, ...], out: Path) -> None:
    """Say what `analysis report` would make again, and why: tables, notebooks, report. Exit 1 when anything is stale."""
    parameters = _parse_parameters(given)
    from analysis.reporting.refresh import find_project_stale

    stale = find_project_stale(out.resolve(), parameters)
    runs = {page: reasons for page, reasons in stale.report.runs.items() if reasons}
    _tell_stage("tables", stale.tables)
    await_tables = ["more of it may follow from the new tables"] * bool(stale.tables)
    notebooks = [f"{page}: {', '.join(reasons)}" for page, reasons in runs.items()]
    _tell_stage(f"notebooks ({len(runs)} of {len(stale.report.runs)})", notebooks + await_tables)
    _tell_stage("report", stale.report.pages + ["notebooks are stale"] * bool(runs) + await_tables)
    if not stale.is_fresh:
        sys.exit(FOUND)


def _tell_stage(stage: str, reasons: list[str]) -> None:
    _say("\n  ".join([f"{stage}: stale", *reasons]) if reasons else f"{stage.split(' (')[0]}: fresh")


@cli.group()
def check() -> None:
    """Check what was built: quality of the rules, the report, the notebooks, the tables."""


@check.command(cls=_Command, epilog="analysis check quality\nanalysis check quality --part scored --codes")
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice(["cases", "tuning", "scored"]),
    help="Only these parts.",
)
@click.option("--codes", is_flag=True, help="Also each code by itself.")
def quality(parts: tuple[str, ...], codes: bool) -> None:
    """Score the rules against the reference annotations: precision, recall, F1 with 95 % intervals."""
    from analysis.quality import PARTS, score_parts

    _say(
        f"{'part':8} {'measure':34} {'right':>6} {'wrong':>6} {'missed':>6}  precision recall   F1   95 % interval"
    )
    for score in score_parts(parts or PARTS):
        if codes or not score.measure.startswith("code "):
            figures = [
                f"{value:.2f}" if value is not None else "  – "
                for value in (score.precision, score.recall, score.f1, score.low, score.high)
            ]
            _say(
                f"{score.part:8} {score.measure:34} {score.right:6} {score.wrong:6} {score.missed:6}  {figures[0]:>9} {figures[1]:>6} {figures[2]:>5}   {figures[3]}–{figures[4]}"
            )


@check.command("tables", cls=_Command, epilog="analysis check tables")
@click.option("--folder", type=_FOLDER, default=paths.PROCESSED)
def check_tables(folder: Path) -> None:
    """Check that a folder of tables is whole and unchanged since it was written."""
    from analysis.parts import check_parts, read_manifest
    from analysis.tables import check_tables as find_small

    find_problems = check_parts if read_manifest(folder) else find_small
    _report_problems(find_problems(folder), f"{paths.relative(folder.resolve())}: the tables are whole")


@check.command("report", cls=_Command, epilog="analysis check report")
@click.option("--folder", type=_FOLDER, default=paths.REPORTS)
def check_report(folder: Path) -> None:
    """Check the finished report: links, quotes, numbers, pictures, names and contact data."""
    from analysis.reporting.report import check_report as find_problems
    from analysis.tables import load_tables

    _report_problems(
        find_problems(folder, load_tables()), f"{paths.relative(folder.resolve())}: the report holds"
    )


@check.command("notebooks", cls=_Command, epilog="analysis check notebooks")
def check_notebooks() -> None:
    """Check that the notebooks are stored with outputs, in order, and without run-time metadata."""
    from analysis.notebooks import check_notebook, list_all

    problems = [problem for path in list_all() for problem in check_notebook(path)]
    _report_problems(problems, "the notebooks are in order")


@cli.command(cls=_Command, epilog="analysis notebooks\nanalysis notebooks 03_success_factors")
@click.argument("names", nargs=-1)
def notebooks(names: tuple[str, ...]) -> None:
    """Run notebooks in place with their stored parameters and keep the outputs (after a change in data or code)."""
    from analysis.notebooks import list_all, refresh_notebook

    files = list_all()
    unknown = [name for name in names if name not in {path.stem for path in files}]
    if unknown:
        raise AnalysisError(
            "notebooks",
            f"no notebook {', '.join(unknown)}: there are {', '.join(path.stem for path in files)}",
        )
    for path in _watch("notebooks")([path for path in files if not names or path.stem in names]):
        refresh_notebook(path)


@cli.command(
    cls=_Command,
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
    type=click.Choice(["en", "sv"]),
    default="en",
    show_default=True,
    help="Language of the explanation.",
)
@click.option("--folder", type=_FOLDER, default=paths.PROCESSED, help="Folder of tables.")
@click.option(
    "--codebook",
    "codebook_file",
    type=_FILE,
    default=None,
    help="Another codebook than data/coding/codebook.yml.",
)
def explain(wanted: str, names: str, language: str, folder: Path, codebook_file: Path | None) -> None:
    """Tell why a find is what it is. ID: a coding, proposal, quantity, outcome or quote, or a cell (case/code)."""
    from analysis.coding import codebook
    from analysis.explaining.explain import Source, render_text
    from analysis.explaining.explain import explain as list_facts
    from analysis.tables import load_tables

    book = codebook.load_codebook(codebook_file or codebook.DEFAULT)
    _say(render_text(list_facts(Source(load_tables(folder), book, language, names), wanted)))


@cli.group()
def review() -> None:
    """People decide: write what waits for a decision, read the decisions back."""


@review.command(
    cls=_Command,
    epilog="analysis review queue\nanalysis review queue --out queue.csv\nanalysis review queue --coder ann --out ann.xlsx",
)
@click.option(
    "--out", type=_FILE, default=Path("queue.xlsx"), show_default=True, help="A .xlsx or .csv file."
)
@click.option(
    "--coder", default="", help="Only this coder's decisions are laid over the rules: for a second coder."
)
@click.option("--every-sentence", is_flag=True, help="Also the sentences without any code, at the end.")
@click.option("--raw", type=_FOLDER, default=paths.RAW, help="Folder of .txt files.")
@click.option("--decisions", "decisions_file", type=_FILE, default=None, help="Another file of decisions.")
def queue(out: Path, coder: str, every_sentence: bool, raw: Path, decisions_file: Path | None) -> None:
    """Write what waits for a decision, with empty columns for it: unsure first, then by weight for the findings."""
    from analysis.coding import codebook, decisions
    from analysis.reviewing.review import build_queue, read_material, write_queue
    from analysis.reviewing.review_apply import count_waiting

    book = codebook.load_codebook()
    decided = decisions.load_decisions(decisions_file or decisions.DEFAULT, book)
    mine = [decision for decision in decided if not coder or decision.coder == coder]
    material = read_material(raw, book, mine)
    rows = build_queue(material, book, every_sentence=every_sentence)
    write_queue([{**row, "coder": coder} for row in rows], book, out)
    counts = ", ".join(f"{count} {kind}" for kind, count in count_waiting(rows).items()) or "nothing waits"
    _say(f"{counts} → {paths.relative(out.resolve())}")
    lost = (
        decisions.list_homeless(mine, material.texts) if decisions_file or raw.resolve() == paths.RAW else []
    )
    _warn_of_decisions(material.tables["extraction_log"] + lost)


@review.command(
    cls=_Command,
    epilog="analysis review apply queue.xlsx\nanalysis review apply queue.csv --coder ann --date 2026-01-31",
)
@click.argument("file", type=_FILE)
@click.option("--coder", default="", help="Who decided, where the column is empty.")
@click.option("--date", default="", help="When, where the column is empty (2026-01-31).")
@click.option("--raw", type=_FOLDER, default=paths.RAW, help="Folder of .txt files.")
@click.option(
    "--decisions", "decisions_file", type=_FILE, default=None, help="Another file of decisions to write to."
)
def apply(file: Path, coder: str, date: str, raw: Path, decisions_file: Path | None) -> None:
    """Read a filled-in queue (CSV or XLSX) and write its decisions; nothing is written while a row is faulty."""
    from analysis.coding import codebook, decisions
    from analysis.reviewing.review import read_material
    from analysis.reviewing.review_apply import apply_file

    book, target = codebook.load_codebook(), decisions_file or decisions.DEFAULT
    material = read_material(raw, book, decisions.load_decisions(target, book))
    applied = apply_file(file, target, material, book, coder=coder, date=date)
    for told in [*(f"replaced: {one}" for one in applied.replaced), *applied.notes]:
        _say(told)
    counts = f"{applied.added} added, {len(applied.replaced)} replaced, {applied.unchanged} already there"
    _say(f"{counts} → {paths.relative(target.resolve())}")


@cli.group()
def codebook() -> None:
    """Look into a codebook: check one, or see what a change flips."""


@codebook.command("check", cls=_Command, epilog="analysis codebook check data/coding/codebook.yml")
@click.argument("file", type=_FILE)
def check_codebook(file: Path) -> None:
    """Check a codebook: its form, with line numbers, and its own examples and near misses against its cues."""
    from analysis.coding.codebook import load_codebook
    from analysis.reviewing.codebook_diff import check_examples

    book = load_codebook(file)
    _report_problems(
        check_examples(book),
        f"{paths.relative(file.resolve())}: {len(book.codes)} codes, and its examples hold",
    )


@codebook.command(
    "diff",
    cls=_Command,
    epilog="analysis codebook diff data/coding/codebook.yml new.yml\nanalysis codebook diff old.yml new.yml --out flips.csv",
)
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--out", type=_FILE, default=None, help="Also write the differences to a CSV file.")
@click.option("--raw", type=_FOLDER, default=paths.RAW, help="Folder of .txt files.")
@click.option("--decisions", "decisions_file", type=_FILE, default=None, help="Another file of decisions.")
def diff(old: Path, new: Path, out: Path | None, raw: Path, decisions_file: Path | None) -> None:
    """Show which codings, cells of the matrix and conclusions flip when NEW takes the place of OLD."""
    from analysis.coding import decisions
    from analysis.coding.codebook import load_codebook
    from analysis.reviewing.codebook_diff import describe_flip, diff_codebooks, load_for_both, render_flips
    from analysis.tables import write_whole

    books = load_codebook(old), load_codebook(new)
    flips = diff_codebooks(raw, *books, load_for_both(decisions_file or decisions.DEFAULT, *books))
    for flip in flips:
        _say(describe_flip(flip))
    counts = {what: sum(flip.what == what for flip in flips) for what in ("coding", "cell", "conclusion")}
    _say(
        ", ".join(f"{count} {what}{'s' * (count != 1)}" for what, count in counts.items()) + " differ",
        err=True,
    )
    if out:
        write_whole(out, render_flips(flips))


def _warn_of_decisions(log: list[dict[str, Any]]) -> None:
    """Tell what became of decisions that no longer fit."""
    for row in log:
        if row["stage"] == "decisions" and row["severity"] == "warning":
            _say(f"warning: {row['doc_id']}: {row['reason']}", err=True)


def _tell_faults(log: list[dict[str, Any]]) -> bool:
    """Say what the log warns of and which files were left out; whether any was."""
    for row in log:
        if row["severity"] == "warning":
            _say(f"warning: {row['doc_id']}: {row['reason']}", err=True)
    left_out = [row["reason"] for row in log if row["severity"] == "error"]
    for reason in left_out:
        _say(f"left out: {reason}", err=True)
    return bool(left_out)


def _parse_parameters(given: tuple[str, ...]) -> dict[str, Any]:
    """Parameters from NAME=VALUE: a value that reads as YAML of a simple type is that, else it is text."""
    import yaml

    parameters = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.isidentifier():
            raise AnalysisError(f"-p {one}", "not NAME=VALUE: write for example -p language=sv")
        try:
            parsed = yaml.safe_load(value)
        except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date such as 2018-13-45
            parsed = value
        parameters[name] = parsed if isinstance(parsed, (str, int, float, list)) else value
    return parameters


def _report_problems(problems: list[str], sound: str) -> None:
    for problem in problems:
        _say(problem)
    if problems:
        _say(f"{len(problems)} problem{'s' * (len(problems) > 1)} found", err=True)
        sys.exit(FOUND)
    _say(sound)


def _watch(what: str) -> Callable[[list[Any]], Any]:
    """A progress bar over a list, on a terminal and for long work only."""

    def watch(items: list[Any]) -> Any:
        if len(items) < 4 or not sys.stderr.isatty():
            return items
        from tqdm import tqdm

        return tqdm(items, unit=f" {what}", leave=False)

    return watch


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar with rate and time left, on a terminal only; it is told how much of how much is done."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from tqdm import tqdm

    with tqdm(unit=f" {what}", leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell


def _say(text: str, *, err: bool = False) -> None:
    """Print words; names and texts that come from outside cannot command the terminal."""
    click.echo(show_hidden(text), err=err)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Tell each step of long work: how many are done, of how many, and which; on a terminal in one line."""
    terminal = sys.stderr.isatty()

    def tell(done: int, total: int, step: str) -> None:
        line = f"{what}: {done}/{total} {step}"
        click.echo(f"\r\x1b[K{line}" if terminal else line, err=True, nl=not terminal)

    yield tell
    if terminal:
        click.echo("\r\x1b[K", err=True, nl=False)


def main() -> None:
    """Run a command. A fault of the input is shown without a traceback and ends with status 2, Ctrl-C with 130."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that asking to end clears up as well
    gc.set_threshold(_SELDOM)
    try:
        code = cli(standalone_mode=False)
    except AnalysisError as error:
        _say(f"error: {error}", err=True)
        code = BAD
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("stopped: nothing is left half-written", err=True)
        _leave(STOPPED)
    gc.freeze()  # nor are cycles sought at the end, when all memory is given back
    sys.exit(code)


def _leave(code: int) -> None:
    """End at once: threads that still wait for a killed kernel are not waited for."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
