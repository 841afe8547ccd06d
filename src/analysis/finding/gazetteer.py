"""Sweden's municipalities by their official code: names and counties, from `lexicon/municipalities.csv` (SCB)."""

from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.lexicon import list_rows


class Municipality(NamedTuple):
    """A municipality: official four-digit code, name, county."""

    code: str
    name: str
    county: str


@cache
def list_municipalities() -> dict[str, Municipality]:
    """All 290 municipalities by code.

    >>> len(list_municipalities()), list_municipalities()["0123"].name
    (290, 'Järfälla')
    >>> "9999" in list_municipalities()
    False
    """
    rows = list_rows("municipalities.csv")
    return {row["code"]: Municipality(row["code"], row["name"], row["county"]) for row in rows}


@cache
def list_places() -> dict[str, str]:
    """The official code of every municipality and county by its official name.

    >>> (
    ...     list_places()["Järfälla"],
    ...     list_places()["Skåne län"],
    ...     "Skåne" in list_places(),
    ... )  # a county's name has its "län"
    ('0123', '12', False)
    """
    return {
        row["name"]: row["code"] for row in [*list_rows("counties.csv"), *list_rows("municipalities.csv")]
    }


@lru_cache(maxsize=10_000)
def is_municipality(word: str) -> bool:
    """Whether a word is the name of a municipality, with or without a genitive s.

    >>> is_municipality("Luleås"), is_municipality("Ek")
    (True, False)
    """
    return word in _names() or word.removesuffix("s") in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(row.name for row in list_municipalities().values())
