"""Named projects, programmes and methods.

A name is recognised by the words around it (projektet X, metoden ”X”, X är ett projekt, satsningen heter
X), by its ending (…spåret, …steget), by its place in a title, or by the list of state programmes and known
methods. General words (praktik, sfi) are no initiatives. Once named, every mention of the name counts.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.finding.actors import find_actors
from analysis.finding.gazetteer import is_municipality
from analysis.finding.initiative_rules import (
    CAPITAL,
    ENDING,
    FORM,
    FORM_TITLE,
    LISTED,
    NAME,
    PREPOSITION,
    REPORT,
    RULES,
    SAYS_MORE,
    TITLE,
    VERB,
)
from analysis.finding.names import is_given_name
from analysis.finding.words import NameIndex, RuleIndex
from analysis.paths import LEXICON
from analysis.text import plain_spaces

_NO_NAMES = frozenset(
    "Det Den De Vi Detta Denna Här Hon Han Projektet Projekt Satsningen Insatsen Arbetet Modellen Metoden"
    " Programmet"
    " Verksamheten Kommunen Syftet Målet Utbildningen Kursen Praktiken Samarbetet Samverkan Sfi SFI Komvux"
    " Detsamma"
    " Allt Nu EU ESF Arbetssättet Sammanfattning Bakgrund Resultat Protokoll Samtliga Alla En Ett I På"
    " Hos Sverige Norden Europa Agenda Facebook TV Internet Globala".split()
)
_KIND_FIRST = re.compile(
    rf"^(?:Projekt(?:et)?|Metoden|Modellen|Satsningen|Insatsen|Programmet) (?=[{CAPITAL}])"
)
_WITH = (
    "Tillsammans med ",
    "Tack vare ",
    "Alla som ",
    "Många av ",
    "Två av ",
    "Tre av ",
    "Fyra av ",
    "En av ",
    "Ett av ",
)
_ROADS = re.compile(r"(?:på|längs|utmed|vid|från|till|korsar|korsningen) $")


@dataclass(frozen=True, slots=True)
class Initiative:
    """A mention of a named project, programme or method."""

    start: int
    end: int
    text: str
    initiative: str


def find_initiatives(text: str) -> list[Initiative]:
    """The named initiatives of a text, every mention, in order.

    >>> [
    ...     i.initiative
    ...     for i in find_initiatives("Workplace Luleå är ett projekt. I Workplace Luleå ingår sfi.")
    ... ]
    ['Workplace Luleå', 'Workplace Luleå']
    >>> find_initiatives("Projektet är ett samarbete om praktik.")  # a kind without a name
    []
    """
    plain = plain_spaces(text)
    names = {_clean(name) for name in [*_presented(plain), *_listed(plain), *_titled(plain)]} - {""}
    names = {_go_on(name, plain) for name in names}
    names -= {name for name in names if _only_begins_others(name, names, plain)}
    forms, known = _known()
    spans = []
    end = 0
    for start, form in known.find(plain):
        if start >= end:
            end = start + len(form)
            spans.append((start, end, forms[form]))
    spans += [(start, start + len(name), name) for start, name in NameIndex(names).find(plain)]
    found: list[Initiative] = []
    for start, end, name in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not found or start >= found[-1].end:
            found.append(Initiative(start, end, text[start:end], name))
    return found


def _only_begins_others(name: str, names: set[str], text: str) -> bool:
    """Whether a name stands nowhere but at the beginning of longer ones."""
    longer = [one for one in names if one.startswith(f"{name} ")]
    return bool(longer) and text.count(name) == sum(map(text.count, longer))


def _go_on(name: str, text: str) -> str:
    """The name with the small words that follow it every time, at least twice: "Jobb i sikte"."""
    if text.count(name) < 2:
        return name
    after = {
        match[1]
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}((?: {PREPOSITION})? [a-zåäö]{{2,20}})?", text)
    }
    if (
        len(after) == 1
        and (more := after.pop())
        and not re.search(rf" (?:{VERB}|och|{PREPOSITION})", f" {more.split()[-1]}")
    ):
        return name + more if text.count(name + more) > 1 else name
    return name


def _presented(text: str) -> list[str]:
    """Names that a rule presents."""
    names = []
    for rule, match in _rules().find(text):
        name = match["name"]
        if rule.name == "runs" and " " not in name:
            continue
        if rule.name == "fact box" and text.count(name) < 2 and " " not in name:
            continue
        if "quot" in rule.name and (not name[0].isupper() or name[-1] in ".!?"):
            continue
        if rule.name == "ending" and name.endswith(("vägen", "bron")) and _is_road(text, match.start()):
            continue
        names.append(name)
    return names


@cache
def _rules() -> RuleIndex:
    return RuleIndex(RULES)


def _is_road(text: str, start: int) -> bool:
    return bool(_ROADS.search(text[max(0, start - 12) : start]))


def _listed(text: str) -> list[str]:
    """Names in a list that a plural kind word introduces: "tre projekt: A, B och Projekt c"."""
    names = []
    for match in LISTED.finditer(text):
        parts = [part.strip() for part in re.split(r", | och | samt ", match[1])]
        if len(parts) > 1 and all(re.fullmatch(rf"{NAME}|Projekt \w+", part) for part in parts):
            names += parts
    return names


def _titled(text: str) -> list[str]:
    """The name in one of the first three lines, if it ends like one or the running text takes it up."""
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()][:3]
    names = []
    for match in filter(None, map(TITLE.fullmatch, lines)):
        name = re.sub(rf" i [{CAPITAL}]\w+$", "", match[1])
        verb = r"(?:är|var|har|vände|vänder|startade|ska|ger|gav|pågår|prövades)\b"
        again = rf"(?:[.\n] ?|för |i ){re.escape(name)} {verb}"
        if (" och " not in name and re.search(rf"{ENDING}$", name)) or re.search(again, text):
            names.append(name)
    if lines and FORM.search(text[:1200]) and (name := _project_title(lines[0])):
        names.append(name)
    for match in REPORT.finditer(text[:2000]):
        if text.count(match[1]) > 1:
            names.append(match[1])
    return names


def _project_title(line: str) -> str:
    """The project's name in the title above its form: "Vävnad – textil, språk", "Eda: Ett steg till"."""
    parts = [part.strip() for part in re.split(r" [–-] |, |: | \(", line)]
    name = next((part for part in parts if not is_municipality(part.removesuffix(" kommun"))), "")
    name = re.sub(rf" i [{CAPITAL}]\w+$", "", name)
    return name if FORM_TITLE.fullmatch(name) and not SAYS_MORE.search(name) else ""


@lru_cache(maxsize=20_000)  # names come again, in the text itself and in other texts
def _clean(name: str) -> str:
    """The name without its town, or nothing if it is a place, person, organisation or general word."""
    name = re.sub(r" (?:19|20)\d\d$", "", name.strip(" .,:;"))
    name = _KIND_FIRST.sub("", name)
    head, _, place = name.rpartition(" i ")
    if (head.endswith(("en", "et", "an", "on")) or head[-1:].isdigit()) and is_municipality(place):
        name = head
    first = name.split(" ")[0]
    if (
        len(name) < 3
        or name in _NO_NAMES
        or (first in _NO_NAMES - {"En", "Ett", "Projekt", "Alla", "På", "I", "Vi", "Här", "Nu"})
        or (first in ("I", "På") and " " not in name)
        or name.startswith(_WITH)
        or all(is_municipality(part) for part in re.split(" och | i ", name))
    ):
        return ""
    if any(map(is_given_name, first.split("-"))) or any(actor.text == name for actor in find_actors(name)):
        return ""
    return name


@cache
def _known() -> tuple[dict[str, str], NameIndex]:
    with (LEXICON / "initiatives.csv").open(encoding="utf-8", newline="") as lines:
        forms = {form: row["initiative"] for row in csv.DictReader(lines) for form in row["form"].split("|")}
    return forms, NameIndex(forms)
