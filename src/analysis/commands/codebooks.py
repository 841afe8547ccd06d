"""Check a codebook, and see what a change of it flips."""

from pathlib import Path

import click

from analysis import paths
from analysis.commands.options import FILE, Command, decisions_option, raw_option
from analysis.commands.terminal import report_problems, say


@click.group()
def codebook() -> None:
    """Look into a codebook: check one, or see what a change flips."""


@codebook.command("check", cls=Command, epilog="analysis codebook check data/coding/codebook.yml")
@click.argument("file", type=FILE)
def check_codebook(file: Path) -> None:
    """Check a codebook: its form, with line numbers, and its own examples and near misses against its cues."""
    from analysis.coding.codebook import load_codebook
    from analysis.reviewing.codebook_diff import check_examples

    book = load_codebook(file)
    report_problems(
        check_examples(book),
        f"{paths.relative(file.resolve())}: {len(book.codes)} codes, and its examples hold",
    )


@codebook.command(
    "diff",
    cls=Command,
    epilog="analysis codebook diff data/coding/codebook.yml new.yml\nanalysis codebook diff old.yml new.yml --out flips.csv",
)
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--out", type=FILE, default=None, help="Also write the differences to a CSV file.")
@raw_option
@decisions_option
def diff(old: Path, new: Path, out: Path | None, raw: Path, decisions_file: Path | None) -> None:
    """Show which codings, cells of the matrix and conclusions flip when NEW takes the place of OLD."""
    from analysis.coding.codebook import load_codebook
    from analysis.coding.decision_file import DEFAULT as DECISIONS
    from analysis.reviewing.codebook_diff import describe_flip, diff_codebooks, load_for_both, render_flips
    from analysis.tables import write_whole

    books = load_codebook(old), load_codebook(new)
    flips = diff_codebooks(raw, *books, load_for_both(decisions_file or DECISIONS, *books))
    for flip in flips:
        say(describe_flip(flip))
    counts = {what: sum(flip.what == what for flip in flips) for what in ("coding", "cell", "conclusion")}
    say(
        ", ".join(f"{count} {what}{'s' * (count != 1)}" for what, count in counts.items()) + " differ",
        err=True,
    )
    if out:
        write_whole(out, render_flips(flips))
