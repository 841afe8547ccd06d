"""Where the project's folders are. Notebooks and commands ask here, so they run from any folder."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
LEXICON = PACKAGE / "lexicon"
ROOT = PACKAGE.parents[1]

RAW = ROOT / "data" / "raw"
CODING = ROOT / "data" / "coding"
PROCESSED = ROOT / "data" / "processed"
CONTEXT = ROOT / "data" / "reference"
NOTEBOOKS = ROOT / "notebooks"
REPORTS = ROOT / "reports"
REFERENCE = ROOT / "tests" / "reference"
PARTS = ("cases", "tuning", "scored")
"""The parts of the reference annotations."""


def relative(path: Path) -> str:
    """The path as a reader of the project knows it: from the project's root where it lies inside.

    >>> relative(ROOT / "data" / "raw" / "a.txt")
    'data/raw/a.txt'
    >>> relative(Path("/elsewhere/a.txt"))  # outside the project: the path itself
    '/elsewhere/a.txt'
    """
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
