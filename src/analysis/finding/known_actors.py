"""Organisations that `lexicon/organisations.csv` lists, with the place or kind of shop that goes on their names."""

import re
from functools import cache
from typing import NamedTuple

from analysis.finding.actor_rules import WORD
from analysis.finding.lexicon import list_rows
from analysis.finding.name_words import CAPITAL
from analysis.finding.words import NameIndex
from analysis.text import compiled

# What goes on a listed name: a county (Länsstyrelsen i X län), for an association its place or district.
_COUNTY = rf" i {WORD}(?: {WORD})? län(?!\w)"
_DISTRICT = (
    r"(?:Skaraborg|Sjuhärad|Fyrbodal|Bergslagen|Höglandet|Österlen|Norrland|Småland|Mälardalen|Siljan)"
)
_LAND = rf"(?:(?:Norra|Södra|Östra|Västra|Mellersta) )?{WORD}(?! [{CAPITAL}])(?![\w-])"
_TAILS = {
    "Länsstyrelsen": rf"(?: i)? {WORD}(?: {WORD})?(?: län)?(?!\w)",
    "Arbetsförmedlingen": rf"{_COUNTY}| (?:(?:Norra|Södra|Östra|Västra|Mellersta) {WORD}|{_DISTRICT})(?![\w-])",
    "Räddningstjänsten": rf"(?: i)? {WORD}(?: {WORD})?(?![\w-])",
    "Företagarna": rf"(?: i)? {_LAND}",
    "IF Metall": rf"(?: i)? {_LAND}",
    "business": rf"{_COUNTY}| {_LAND}",
    "employer": r" (?:Maxi|Kvantum|Supermarket|Nära|Cars|Trucks|Lastvagnar|Logistics|Foods)(?!\w)",
    "association": rf"{_COUNTY}|s? (?:lokalförening|lokalavdelning|lokalgrupp|krets) i {WORD}(?!\w)| {_LAND}",
}
# What follows a name that begins a sentence and could be a word: "Kommunal har läst", but "Kommunal vuxenutbildning".
_AS_NAME = re.compile(
    r"s [a-zåäö]| (?:har|säger|anser|vill|kräver|menar|varnar|driver|tycker|svarar)(?!\w)|(?:,| och| samt) [A-ZÅÄÖ]"
)
# A car, not who makes it.
_A_CAR = re.compile(r"(?<!\w)(?:gammal|gamla|ny|begagnad|sliten|en|min|sin|hennes|hans) $")


class Mention(NamedTuple):
    """An organisation in the making: a tuple is cheaper to make and to remake than an `Actor`."""

    start: int
    end: int
    name: str
    kind: str


def find_known(text: str) -> tuple[list[Mention], list[Mention]]:
    """Listed organisations, and apart from them the branches of service.

    >>> listed, branches = find_known("LRF Norra Skåne mötte Kommunal. Kommunal vuxenutbildning: komvux.")
    >>> [one.name for one in listed], [one.name for one in branches]
    (['LRF Norra Skåne', 'Kommunal'], ['Komvux'])
    """
    names, index = known_names()
    found, branches, last = [], [], 0
    for start, form in index.find(text):
        if start < last:
            continue
        last = end = start + len(form)
        name, kind, cue = names[form]
        tail = compiled(_TAILS.get(name, _TAILS.get(kind, _COUNTY))).match(text, end)
        if cue == "inside" and (
            text.startswith(" vux", end)
            or not (tail or re.match(r"[\w,] ", text[start - 2 : start]) or _AS_NAME.match(text, end))
        ):
            continue
        if kind == "employer" and _A_CAR.search(text, max(0, start - 12), start):
            continue
        if tail:
            name, end = name + tail[0], tail.end()
        (branches if cue == "branch" else found).append(Mention(start, end, name, kind))
    return found, branches


@cache
def short_names() -> dict[str, str]:
    """The full names of listed organisations by their short ones."""
    return {
        short: row["actor"]
        for row in list_rows("organisations.csv")
        for short in row["short"].split("|")
        if short
    }


@cache
def known_names() -> tuple[dict[str, tuple[str, str, str]], NameIndex]:
    """Listed forms with (name, kind, cue), and their index; a small first letter may be a capital."""
    names = {}
    for row in list_rows("organisations.csv"):
        rest = row["kind"], row["cue"]
        names |= dict.fromkeys(row["forms"].split("|"), (row["actor"], *rest))
        names |= {short: (short, *rest) for short in row["short"].split("|") if short}
    capitals = {form[0].upper() + form[1:]: names[form] for form in names if form == form.lower()}
    names = capitals | names
    return names, NameIndex(names, genitive=":?s|")
