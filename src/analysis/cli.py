"""The command line: extract tables, build the report, check what was built.

Exit status: 0 when all went well, 1 when a check found something, 2 when the input was bad.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from analysis import paths
from analysis.errors import AnalysisError

FOUND, BAD = 1, 2
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
    epilog="analysis extract\nanalysis extract --raw my_texts --out my_tables\nanalysis extract --raw old --out t --encoding cp1252",
)
@click.option("--raw", type=_FOLDER, default=paths.RAW, help="Folder of .txt files; sources.csv in it is used if there.")
@click.option("--out", type=_FOLDER, default=paths.PROCESSED, help="Folder for the tables.")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--encoding", default="", help="Encoding of the raw files when it is not UTF-8, for example cp1252.")
@click.option("--codebook", "codebook_file", type=_FILE, default=None, help="Another codebook than data/coding/codebook.yml.")
@click.option("--decisions", "decisions_file", type=_FILE, default=None, help="Another file of decisions.")
@click.option("--strict", is_flag=True, help="Stop at the first file that cannot be read.")
def extract(raw: Path, out: Path, form: str, encoding: str, codebook_file: Path | None, decisions_file: Path | None, strict: bool) -> None:
    """Read raw texts and write all tables."""
    from analysis import codebook, decisions
    from analysis.extract import extract_folder
    from analysis.tables import write_tables

    book = codebook.load_codebook(codebook_file or codebook.DEFAULT)
    decided = decisions.load_decisions(decisions_file or decisions.DEFAULT, book)
    result = extract_folder(raw, codebook=book, decisions=decided, encoding=encoding, strict=strict, watch=_watch("documents"))
    write_tables(result.tables, out, form=form)
    documents, log = result.tables["documents"], result.tables["extraction_log"]
    warnings = [row for row in log if row["severity"] == "warning"]
    click.echo(f"{len(documents)} documents, {len(result.tables['codings'])} codings → {paths.relative(out.resolve())}")
    for row in warnings:
        click.echo(f"warning: {row['doc_id']}: {row['reason']}", err=True)
    for error in result.bad_files:
        click.echo(f"left out: {error}", err=True)
    if result.bad_files:
        sys.exit(BAD)


@cli.command(
    cls=_Command,
    epilog="analysis report\nanalysis report -p language=sv\nanalysis report -p 'themes=[\"A\", \"D\"]' -p names=pseudonym",
)
@click.option("-p", "--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A notebook parameter; may be repeated.")
@click.option("--out", type=_FOLDER, default=paths.REPORTS, help="Folder for the report.")
def report(given: tuple[str, ...], out: Path) -> None:
    """Extract, run all notebooks, and write the HTML report; the last line is the file to open."""
    parameters = _parse_parameters(given)  # before the imports, which take their time
    import pandas as pd

    from analysis import codebook, decisions
    from analysis.extract import extract_folder
    from analysis.report import build_report
    from analysis.study import list_faults
    from analysis.tables import write_tables

    book = codebook.load_codebook()
    decided = decisions.load_decisions(decisions.DEFAULT, book)
    result = extract_folder(paths.RAW, codebook=book, decisions=decided)
    frames = {name: pd.DataFrame(result.tables[name]) for name in ("cases", "documents")}
    if faults := list_faults(parameters, frames, book):  # before anything is written
        raise AnalysisError("parameters", faults)
    write_tables(result.tables, paths.PROCESSED)
    with _progress("notebooks and pages") as tell:
        index = build_report(out, parameters, progress=tell)
    click.echo(paths.relative(index) if index.is_relative_to(paths.ROOT) else str(index))


@cli.group()
def check() -> None:
    """Check what was built: quality of the rules, the report, the notebooks, the tables."""


@check.command(cls=_Command, epilog="analysis check quality\nanalysis check quality --part scored --codes")
@click.option("--part", "parts", multiple=True, type=click.Choice(["cases", "tuning", "scored"]), help="Only these parts.")
@click.option("--codes", is_flag=True, help="Also each code by itself.")
def quality(parts: tuple[str, ...], codes: bool) -> None:
    """Score the rules against the reference annotations: precision, recall, F1 with 95 % intervals."""
    from analysis.quality import PARTS, score_parts

    click.echo(f"{'part':8} {'measure':34} {'right':>6} {'wrong':>6} {'missed':>6}  precision recall   F1   95 % interval")
    for score in score_parts(parts or PARTS):
        if codes or not score.measure.startswith("code "):
            figures = [f"{value:.2f}" if value is not None else "  – " for value in (score.precision, score.recall, score.f1, score.low, score.high)]
            click.echo(
                f"{score.part:8} {score.measure:34} {score.right:6} {score.wrong:6} {score.missed:6}  {figures[0]:>9} {figures[1]:>6} {figures[2]:>5}   {figures[3]}–{figures[4]}"
            )


@check.command("tables", cls=_Command, epilog="analysis check tables")
@click.option("--folder", type=_FOLDER, default=paths.PROCESSED)
def check_tables(folder: Path) -> None:
    """Check that a folder of tables is whole and unchanged since it was written."""
    from analysis.tables import check_tables as find_problems

    _report_problems(find_problems(folder), f"{paths.relative(folder.resolve())}: the tables are whole")


@check.command("report", cls=_Command, epilog="analysis check report")
@click.option("--folder", type=_FOLDER, default=paths.REPORTS)
def check_report(folder: Path) -> None:
    """Check the finished report: links, quotes, numbers, pictures, names and contact data."""
    from analysis.report import check_report as find_problems
    from analysis.tables import load_tables

    _report_problems(find_problems(folder, load_tables()), f"{paths.relative(folder.resolve())}: the report holds")


@check.command("notebooks", cls=_Command, epilog="analysis check notebooks")
def check_notebooks() -> None:
    """Check that the notebooks are stored with outputs, in order, and without run-time metadata."""
    from analysis.notebooks import check_notebook

    problems = [problem for path in sorted(paths.NOTEBOOKS.glob("*.ipynb")) for problem in check_notebook(path)]
    _report_problems(problems, "the notebooks are in order")


@cli.command(cls=_Command, epilog="analysis notebooks\nanalysis notebooks 03_success_factors")
@click.argument("names", nargs=-1)
def notebooks(names: tuple[str, ...]) -> None:
    """Run notebooks in place with their stored parameters and keep the outputs (after a change in data or code)."""
    from analysis.notebooks import refresh_notebook

    files = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
    unknown = [name for name in names if name not in {path.stem for path in files}]
    if unknown:
        raise AnalysisError("notebooks", f"no notebook {', '.join(unknown)}: there are {', '.join(path.stem for path in files)}")
    for path in _watch("notebooks")([path for path in files if not names or path.stem in names]):
        refresh_notebook(path)


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
        except (yaml.YAMLError, ValueError):  # ValueError: a date such as 2018-13-45
            parsed = value
        parameters[name] = parsed if isinstance(parsed, (str, int, float, list)) else value
    return parameters


def _report_problems(problems: list[str], sound: str) -> None:
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(f"{len(problems)} problem{'s' * (len(problems) > 1)} found", err=True)
        sys.exit(FOUND)
    click.echo(sound)


def _watch(what: str) -> Callable[[list[Any]], Any]:
    """A progress bar over a list, on a terminal and for long work only."""

    def watch(items: list[Any]) -> Any:
        if len(items) < 4 or not sys.stderr.isatty():
            return items
        from tqdm import tqdm

        return tqdm(items, unit=f" {what}", leave=False)

    return watch


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
    """Run a command; a fault of the input is shown without a traceback and ends with status 2."""
    try:
        cli(standalone_mode=True)
    except AnalysisError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(BAD)
