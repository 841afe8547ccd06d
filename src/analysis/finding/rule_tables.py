"""Rules kept as tables: pattern, hit, miss and why, one rule a row, with groups of words that several patterns share."""

import re
from functools import cache

from analysis.finding.lexicon import list_rows
from analysis.text import Rule, any_of

SHARED = "words"  # where a group of words stands that other patterns fill in
_PLAIN = re.compile(r"[\w |]+")


@cache
def read_rules(file: str, where: str) -> dict[str, tuple[str, Rule]]:
    """The rules of a table in `lexicon/` by name, each with where it is sought: its column `where`.

    A group of words, a row that is sought in `words`, is filled in where a pattern names it: {work}.

    >>> place, rule = read_rules("quantity_kinds.csv", "scope")["goal"]
    >>> place, rule.hit
    ('words', 'delmålet')
    """
    rows = list_rows(file)
    groups = {f"{{{row['name']}}}": _file(row["pattern"]) for row in rows if row[where] == SHARED}
    fill = re.compile("|".join(map(re.escape, groups)))
    return {
        row["name"]: (
            row[where],
            Rule(
                row["name"],
                fill.sub(lambda group: groups[group[0]], row["pattern"]),
                row["hit"],
                row["miss"],
                row["why"],
            ),
        )
        for row in rows
    }


def _file(group: str) -> str:
    """A group of words, filed where it holds no pattern."""
    return any_of(group.split("|")) if _PLAIN.fullmatch(group) else group
