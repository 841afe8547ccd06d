"""Check what was built: quality, tables, report, notebooks."""

from pathlib import Path

import click

from analysis import paths
from analysis.commands.options import FOLDER, Command
from analysis.commands.terminal import report_problems, say


@click.group()
def check() -> None:
    """Check what was built: quality of the rules, the report, the notebooks, the tables."""


@check.command(cls=Command, epilog="analysis check quality\nanalysis check quality --part scored --codes")
@click.option(
    "--part",
    "parts",
    multiple=True,
    type=click.Choice(paths.PARTS),
    help="Only these parts.",
)
@click.option("--codes", is_flag=True, help="Also each code by itself.")
def quality(parts: tuple[str, ...], codes: bool) -> None:
    """Score the rules against the reference annotations: precision, recall, F1 with 95 % intervals."""
    from analysis.quality import score_parts

    say(
        f"{'part':8} {'measure':34} {'right':>6} {'wrong':>6} {'missed':>6}  precision recall   F1   95 % interval"
    )
    for score in score_parts(parts or paths.PARTS):
        if codes or not score.measure.startswith("code "):
            figures = [
                f"{value:.2f}" if value is not None else "  – "
                for value in (score.precision, score.recall, score.f1, score.low, score.high)
            ]
            say(
                f"{score.part:8} {score.measure:34} {score.right:6} {score.wrong:6} {score.missed:6}  {figures[0]:>9} {figures[1]:>6} {figures[2]:>5}   {figures[3]}–{figures[4]}"
            )


@check.command("tables", cls=Command, epilog="analysis check tables")
@click.option("--folder", type=FOLDER, default=paths.PROCESSED)
def check_tables(folder: Path) -> None:
    """Check that a folder of tables is whole and unchanged since it was written."""
    from analysis.parts import check_parts, read_manifest
    from analysis.tables import check_tables as find_small

    find_problems = check_parts if read_manifest(folder) else find_small
    report_problems(find_problems(folder), f"{paths.relative(folder.resolve())}: the tables are whole")


@check.command("report", cls=Command, epilog="analysis check report")
@click.option("--folder", type=FOLDER, default=paths.REPORTS)
def check_report(folder: Path) -> None:
    """Check the finished report: links, quotes, numbers, pictures, names and contact data."""
    from analysis.reporting.report_check import check_report as find_problems
    from analysis.tables import load_tables

    report_problems(
        find_problems(folder, load_tables()), f"{paths.relative(folder.resolve())}: the report holds"
    )


@check.command("notebooks", cls=Command, epilog="analysis check notebooks")
def check_notebooks() -> None:
    """Check that the notebooks are stored with outputs, in order, and without run-time metadata."""
    from analysis.notebooks import check_notebook, list_all

    problems = [problem for path in list_all() for problem in check_notebook(path)]
    report_problems(problems, "the notebooks are in order")
