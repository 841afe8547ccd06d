"""Words that readers see, in English and Swedish, from `lexicon/labels.csv`."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from analysis.paths import LEXICON
from analysis.plurals import choose_forms

LANGUAGES = ("en", "sv")


@cache
def load_words(path: Path) -> dict[str, dict[str, str]]:
    """The words of a file with the columns key, en and sv, by key and language."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["key"]: {lang: row[lang] for lang in LANGUAGES} for row in csv.DictReader(lines)}


def label_text(key: str, language: str = "en", **values: Any) -> str:
    """The words for a key in a language, with values filled in; a key without an entry is its own word.

    >>> label_text("claimed", "sv"), label_text("claimed", "en")
    ('framhållen', 'claimed')
    >>> label_text("no such key", "sv")
    'no such key'
    """
    words = load_words(LEXICON / "labels.csv").get(key, {}).get(language) or key
    return choose_forms(words, values).format(**values) if values else words
