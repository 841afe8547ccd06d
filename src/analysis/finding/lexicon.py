"""The word lists and tables of `lexicon/`, each read once."""

import csv
from functools import cache

from analysis.paths import LEXICON


@cache
def list_words(name: str) -> tuple[str, ...]:
    """The lines of a word list, without its comments.

    >>> (
    ...     "säger" in list_words("saying_verbs.txt"),
    ...     any(word.startswith("#") for word in list_words("roles.txt")),
    ... )
    (True, False)
    """
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def list_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, by column.

    >>> list_rows("municipalities.csv")[0]["code"], len(list_rows("counties.csv"))
    ('0114', 21)
    """
    with (LEXICON / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
