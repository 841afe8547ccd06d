"""Sentences that the stages write in English into tables, said in the reader's language.

The tables keep one language, so that they can be compared and joined. What a reader sees of their notes and
reasons goes through here; `lexicon/phrases.csv` gives for each pattern the words in Swedish.
"""

import csv
import re
from functools import cache

from analysis.labels import label_text
from analysis.paths import LEXICON


def translate(text: str, language: str) -> str:
    """Notes joined with "; " in a language; a note without a pattern stays as it is.

    >>> translate("no base given; different units (percent and person)", "sv")
    'antalet anges inte; olika enheter (procent och person)'
    >>> translate("a note that nobody foresaw", "sv")
    'a note that nobody foresaw'
    """
    if language == "en":
        return text
    return "; ".join(_translate_one(part, language) for part in text.split("; "))


def _translate_one(part: str, language: str) -> str:
    for pattern, words in _patterns():
        if found := pattern.fullmatch(part):
            said = {slot: _translate_one(value, language) for slot, value in found.groupdict().items()}
            return words.format(**said)
    return label_text(part, language)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Each English pattern as an expression, its {slots} as groups, with the Swedish words."""
    with (LEXICON / "phrases.csv").open(encoding="utf-8", newline="") as lines:
        return [(_compile(row["en"]), row["sv"]) for row in csv.DictReader(lines)]


def _compile(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", pattern)
    return re.compile(
        "".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    )
