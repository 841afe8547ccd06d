"""Words that readers see, in English and Swedish, from `lexicon/labels.csv`."""

import csv
from functools import cache
from typing import Any

from analysis.paths import LEXICON


@cache
def _labels() -> dict[str, dict[str, str]]:
    with (LEXICON / "labels.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: {"en": row["en"], "sv": row["sv"]} for row in csv.DictReader(lines)}


def label_text(key: str, language: str = "en", **values: Any) -> str:
    """The words for a key in a language, with values filled in; a key without an entry is its own word.

    >>> label_text("claimed", "sv"), label_text("claimed", "en")
    ('hävdad', 'claimed')
    >>> label_text("no such key", "sv")
    'no such key'
    """
    words = _labels().get(key, {}).get(language) or key
    return words.format(**values) if values else words
