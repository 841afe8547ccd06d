"""What the commands share on the way in: how their help looks, kinds of arguments, common options."""

from pathlib import Path

import click

from analysis import paths

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)

raw_option = click.option("--raw", type=FOLDER, default=paths.RAW, help="Folder of .txt files.")
codebook_option = click.option(
    "--codebook",
    "codebook_file",
    type=FILE,
    default=None,
    help="Another codebook than data/coding/codebook.yml.",
)
decisions_option = click.option(
    "--decisions",
    "decisions_file",
    # A misspelt one would be no decisions at all.
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=None,
    help="Another file of decisions.",
)


class Command(click.Command):
    """A command whose examples keep their lines in the help text."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text("Examples:")
            with formatter.indentation():
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")
