"""The words by which a case page finds what belongs to an item: `lexicon/template_cues.csv`."""

import csv
import re
from functools import cache

from analysis.paths import LEXICON


@cache
def load_cue(item: str) -> re.Pattern[str]:
    """The pattern of an item.

    >>> bool(load_cue("visit").search("En delegation kom den 2 mars"))
    True
    >>> bool(load_cue("visit").search("Kursen startade den 2 mars"))
    False
    """
    with (LEXICON / "template_cues.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["item"]: row["pattern"] for row in csv.DictReader(lines)}
    return re.compile(rows[item], re.IGNORECASE)
