"""Build the report, say what is stale, run notebooks."""

import sys
from pathlib import Path
from typing import Any

import click

from analysis import paths
from analysis.commands.options import FOLDER, Command
from analysis.commands.terminal import BAD, FOUND, say, show_bar, show_progress, tell_faults, tell_unread
from analysis.errors import AnalysisError

_PARAMETER = click.option(
    "-p",
    "--parameter",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="A notebook parameter; may be repeated.",
)

_REPAIR = (
    "The report shows what it must not: do not pass it on. Words that are nobody's name are left alone after a line in"
    " src/analysis/lexicon/not_people.csv; else take the words out of the file that holds them (a line in"
    " data/coding/summaries.csv, the title in data/raw/sources.csv), or build it with -p names=full if names may be shown."
)


@click.command(
    cls=Command,
    epilog='analysis report\nanalysis report -p language=sv\nanalysis report -p \'themes=["A", "D"]\' -p names=pseudonym\nanalysis report --all',
)
@_PARAMETER
@click.option("--out", type=FOLDER, default=paths.REPORTS, help="Folder for the report.")
@click.option("--all", "everything", is_flag=True, help="Make everything again, also what is fresh.")
def report(given: tuple[str, ...], out: Path, everything: bool) -> None:
    """Bring tables, notebooks and HTML report up to date; only what is stale is made again. Prints the file to open."""
    parameters = parse_parameters(given)  # before the imports, which take their time
    from analysis.reporting.refresh import read_log, refresh_report

    with show_progress("notebooks and pages") as tell:
        made = refresh_report(out, parameters, everything=everything, progress=tell)
    tell_unread(paths.RAW)
    bad = tell_faults(read_log())
    if not made:
        say("Nothing to do: tables, notebooks and report are up to date.")
    shown = _tell_shown(out)
    say(paths.relative((out / "index.html").resolve()))
    if bad or shown:
        sys.exit(BAD)


def _tell_shown(out: Path) -> bool:
    """Say whom the report names and should not, and how to repair it; whether it does."""
    from analysis.reporting.freshness import read_manifest

    about = read_manifest(out)
    if not about.get("shown"):
        return False
    from analysis.reporting.name_check import find_shown_names
    from analysis.tables import load_tables

    for fault in find_shown_names(out, load_tables(), about["names"]):
        say(fault, err=True)
    say(_REPAIR, err=True)
    return True


@click.command(cls=Command, epilog="analysis status\nanalysis status -p language=sv")
@_PARAMETER
@click.option("--out", type=FOLDER, default=paths.REPORTS, help="Folder of the report.")
def status(given: tuple[str, ...], out: Path) -> None:
    """Say what `analysis report` would make again, and why: tables, notebooks, report. Exit 1 when anything is stale."""
    parameters = parse_parameters(given)
    from analysis.reporting.refresh import find_project_stale

    stale = find_project_stale(out.resolve(), parameters)
    runs = {page: reasons for page, reasons in stale.report.runs.items() if reasons}
    _tell_stage("tables", stale.tables)
    await_tables = ["more of it may follow from the new tables"] * bool(stale.tables)
    notebooks = [f"{page}: {', '.join(reasons)}" for page, reasons in runs.items()]
    _tell_stage(f"notebooks ({len(runs)} of {len(stale.report.runs)})", notebooks + await_tables)
    _tell_stage("report", stale.report.pages + ["notebooks are stale"] * bool(runs) + await_tables)
    tell_unread(paths.RAW)
    if not stale.is_fresh:
        sys.exit(FOUND)


def _tell_stage(stage: str, reasons: list[str]) -> None:
    say("\n  ".join([f"{stage}: stale", *reasons]) if reasons else f"{stage.split(' (')[0]}: fresh")


@click.command(cls=Command, epilog="analysis notebooks\nanalysis notebooks 03_success_factors")
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
    chosen = [path for path in files if not names or path.stem in names]
    with show_bar("notebooks") as tell:
        for done, path in enumerate(chosen, 1):
            refresh_notebook(path)
            tell(done, len(chosen))


def parse_parameters(given: tuple[str, ...]) -> dict[str, Any]:
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
