"""The command line: extract tables, build the report, check what was built.

Exit status: 0 when all went well, 1 when a check found something, 2 when the input was bad, 130 when stopped.
"""

import gc
import os
import signal
import sys

import click

from analysis.commands.checks import check
from analysis.commands.codebooks import codebook
from analysis.commands.extraction import extract
from analysis.commands.reports import notebooks, report, status
from analysis.commands.reviews import explain, review
from analysis.commands.terminal import BAD, STOPPED, say
from analysis.errors import AnalysisError

_SELDOM = 100_000  # new objects between two searches for cycles of garbage: rows and patterns make none


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="analysis")
def cli() -> None:
    """Success factors in municipalities' work with newly arrived people: from raw texts to a checked report."""


for _command in (check, codebook, explain, extract, notebooks, report, review, status):
    cli.add_command(_command)


def main() -> None:
    """Run a command. A fault of the input is shown without a traceback and ends with status 2, Ctrl-C with 130."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that asking to end clears up as well
    gc.set_threshold(_SELDOM)
    try:
        code = cli(standalone_mode=False)
    except AnalysisError as error:
        say(f"error: {error}", err=True)
        code = BAD
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("stopped: nothing is left half-written", err=True)
        _leave(STOPPED)
    gc.freeze()  # nor are cycles sought at the end, when all memory is given back
    sys.exit(code)


def _leave(code: int) -> None:
    """End at once: threads that still wait for a killed kernel are not waited for."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
