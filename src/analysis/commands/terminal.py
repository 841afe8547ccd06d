"""What the commands share on the way out: words, warnings, problems, progress; and their exit statuses."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from analysis.text import show_hidden

FOUND, BAD, STOPPED = 1, 2, 130
"""A check found something, the input was bad, the run was stopped."""
_TOLD = 20  # files left out that are named on the screen when there are very many files


def say(text: str, *, err: bool = False) -> None:
    """Print words; names and texts that come from outside cannot command the terminal."""
    click.echo(show_hidden(text), err=err)


def tell_faults(log: list[dict[str, Any]]) -> bool:
    """Say what the log warns of and which files were left out; whether any was."""
    tell_warnings(log)
    left_out = [row["reason"] for row in log if row["severity"] == "error"]
    for reason in left_out:
        say(f"left out: {reason}", err=True)
    return bool(left_out)


def tell_warnings(log: list[dict[str, Any]]) -> None:
    """Say what the log warns of."""
    for row in log:
        if row["severity"] == "warning":
            say(f"warning: {row['doc_id']}: {row['reason']}", err=True)


def tell_first(lines: list[str], rest: str) -> None:
    """Say the first of some lines about files, and how many `{more}` there are."""
    for line in lines[:_TOLD]:
        say(line, err=True)
    if len(lines) > _TOLD:
        say(rest.format(more=len(lines) - _TOLD), err=True)


def tell_unread(raw: Path) -> None:
    """Say which files of a folder of raw texts hold words in a form that is not read."""
    from analysis.documents import list_unread

    unread = [
        f"not read: {name}: no text file; save its words as UTF-8 in {name.rpartition('.')[0]}.txt"
        for name in list_unread(raw)
    ]
    tell_first(unread, "not read: {more} more files that are no text files")


def report_problems(problems: list[str], sound: str) -> None:
    """Say what a check found and end with status 1; where it found nothing, say what is sound."""
    for problem in problems:
        say(problem)
    if problems:
        say(f"{len(problems)} problem{'s' * (len(problems) > 1)} found", err=True)
        sys.exit(FOUND)
    say(sound)


@contextmanager
def show_bar(what: str) -> Iterator[Callable[[int, int], None]]:
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


@contextmanager
def show_progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Tell each step of long work: how many are done, of how many, and which; on a terminal in one line."""
    terminal = sys.stderr.isatty()

    def tell(done: int, total: int, step: str) -> None:
        line = f"{what}: {done}/{total} {step}"
        click.echo(f"\r\x1b[K{line}" if terminal else line, err=True, nl=not terminal)

    yield tell
    if terminal:
        click.echo("\r\x1b[K", err=True, nl=False)
