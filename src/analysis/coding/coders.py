"""Who the coders of the decisions are: people or language models, and what to know of them."""

from typing import NamedTuple

from analysis.csv_files import read_csv_rows
from analysis.errors import AnalysisError
from analysis.paths import CODING, relative

CODERS = CODING / "coders.csv"
COLUMNS = ("coder", "kind", "note", "note_sv")
PERSON, MODEL = "person", "model"


class Coder(NamedTuple):
    """What is known of a coder: a person or a language model, and a note in a language."""

    kind: str
    note: str


def load_coders(language: str = "en") -> dict[str, Coder]:
    """The coders of `data/coding/coders.csv` by name; none when there is no such file.

    A coder who is not in it counts as a person. Raises AnalysisError with every line whose kind is neither.

    >>> load_coders()["project"].kind
    'model'
    >>> "ann" in load_coders()  # nothing is known of her
    False
    """
    found, problems = {}, []
    rows = read_csv_rows(CODERS.read_bytes(), CODERS, COLUMNS) if CODERS.exists() else []
    for line, row in rows:
        if row["kind"] not in (PERSON, MODEL):
            problems.append(f"line {line}: kind {row['kind']!r}: use {PERSON} or {MODEL}")
        found[row["coder"]] = Coder(row["kind"], row["note_sv" if language == "sv" else "note"])
    if problems:
        raise AnalysisError(relative(CODERS), problems)
    return found
