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
    NO_NOUN,
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
    " Hos Sverige Norden Europa Agenda Facebook TV Internet Globala"
    " Företaget Bolaget Föreningen Klubben Stiftelsen Förbundet Fullmäktige Skolan Vården Ramadan Corona"
    " Norrland Svealand Götaland Lappland Norrbotten Västerbotten Ångermanland Jämtland Medelpad Härjedalen Hälsingland"
    " Gästrikland Dalarna Värmland Västmanland Uppland Södermanland Sörmland Närke Dalsland Bohuslän Västergötland"
    " Östergötland Småland Halland Blekinge Skåne Öland Gotland"
    " Resultatet Lösningen Svaret Följden Idén Tanken Förslaget Beslutet Uppdraget Uppgiften Starten".split()
)
_KIND_FIRST = re.compile(
    rf"^[\w-]*(?:[Pp]rojekt(?:et)?|[Mm]etoden|[Mm]odellen|[Ss]atsningen|[Ii]nsatsen|[Pp]rogrammet) (?=[{CAPITAL}])"
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
# What only a project's name looks like over a box of facts: Jobb i sikte, Lots Avesta.
_IN_A_BOX = re.compile(rf"( {PREPOSITION} [a-zåäö]+$)|\w (?<! i )([{CAPITAL}]\w+)$")
_PERSON_AFTER = re.compile(r" (?:med|av|från|hos|till|för) ([\w-]+)(?: [\w-]+)?$")
_ALSO_SMALL = ("kind and quoted name", "quoted compound", "verb and quoted name", "called in quotation marks")
_WITHIN = re.compile(r"(?:[a-zåäö,]|(?:\A|\n|[.!?] )I) \Z")
_BEFORE = re.compile(r"([\w-]+) \Z")
_GOES_ON = re.compile(rf" (?!{PREPOSITION} |och )[a-zåäö]")  # "Klara spår" is nobody's name
_HEADINGS = ("fact box", "explained", "in short")
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
    names = {name for name in names if not _is_surname(name, plain)}
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


def _stands_within(name: str, text: str, but: tuple[int, int] = (0, 0)) -> bool:
    """Whether a name stands within a sentence, where a capital tells, or after "I" that begins one; not in the span `but`."""
    return any(not but[0] <= at < but[1] for at in _places_within(name, text))


@lru_cache(maxsize=32)  # a text may repeat a name without end
def _places_within(name: str, text: str) -> tuple[int, ...]:
    found = re.finditer(
        rf"{re.escape(name)}(?![\w-])", text
    )  # a pattern that begins with letters is searched fast
    return tuple(at.start() for at in found if _WITHIN.search(text[max(0, at.start() - 4) : at.start()]))


def _is_surname(name: str, text: str) -> bool:
    """Whether a given name stands before a name somewhere."""
    found = re.finditer(rf"{re.escape(name)}(?!\w)", text)
    before = (_BEFORE.search(text, max(0, at.start() - 40), at.start()) for at in found)
    return any(is_given_name(word[1]) for word in before if word)


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
        if rule.name.startswith("runs") and " " not in name and not _stands_within(name, text):
            continue
        if rule.name == "under its town" and not is_municipality(match["town"]):
            continue
        if rule.name == "held in" and " " not in name and not re.search(rf"(?:na|{ENDING})$", name):
            continue  # a village
        told = not match[0].startswith("Om ") and _IN_A_BOX.search(name)
        told = told and (told[1] or is_municipality(told[2]))
        if rule.name == "quoted, then again" and not _stands_within(name, text):
            continue
        if rule.name in _HEADINGS and not (told or _stands_within(name, text, match.span())):
            continue  # "Om Sala Tidning", "Fakta: Fasta Tjänster": a publisher, a topic
        small = name[0].islower() and rule.name not in _ALSO_SMALL
        if "quot" in rule.name and (small or name[-1] in ".!?"):
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
        parts = [part.strip() for part in re.split(r", | och | samt ", match[1] or match[2])]
        if len(parts) > 1 and all(re.fullmatch(rf"{NAME}|Projekt \w+", part) for part in parts):
            names += parts
    return names


def _titled(text: str) -> list[str]:
    """The name in one of the first three lines, if it ends like one or the running text takes it up."""
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()][:3]
    names = []
    for match in filter(None, map(TITLE.fullmatch, lines)):
        name = match[1] if match[1].startswith(NO_NOUN) else re.sub(rf" i [{CAPITAL}]\w+$", "", match[1])
        verb = r"(?:är|var|skulle|har|vände|vänder|startade|ska|ger|gav|pågår|prövades)\b"
        again = rf"(?:[.\n] ?|för |i ){re.escape(name)} {verb}"
        sure = " " in name or name.endswith(("en", "et", "an", "on", "na"))
        if (
            (" och " not in name and re.search(rf"{ENDING}$", name))
            or (not name.startswith(("En ", "Ett ")) and re.search(again, text))
            or (sure and _stands_within(name, text))
        ):
            names.append(name)
    if form := FORM.search(text[:1200]):
        above = [line for line in text[: form.start()].split("\n") if line.strip()][:3]
        names += list(filter(None, map(_project_title, above)))[:1]
    for match in REPORT.finditer(text[:2000]):
        if text.count(match[1]) > 1:
            names.append(match[1])
    return names


def _project_title(line: str) -> str:
    """The project's name in the title above its form: "Vävnad – textil, språk", "Eda: Ett steg till"."""
    parts = [part.strip() for part in re.split(r" [–-] |, |: | \(", line)]
    name = next((part for part in parts if not is_municipality(part.removesuffix(" kommun"))), "")
    if not name.startswith(NO_NOUN):
        name = re.sub(rf" i [{CAPITAL}]\w+$", "", name)
    return name if FORM_TITLE.fullmatch(name) and not SAYS_MORE.search(name) else ""


@lru_cache(maxsize=10_000)  # names come again, in the text itself and in other texts
def _clean(name: str) -> str:
    """The name without its town, or nothing if it is a place, person, organisation or general word."""
    name = re.sub(r" (?:19|20)\d\d$", "", name.strip(" .,:;"))
    name = _KIND_FIRST.sub("", name)
    if (person := _PERSON_AFTER.search(name)) and is_given_name(person[1]):
        name = name[: person.start()]
    name = _without_town(name)
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
    a_person = any(is_given_name(one.title()) for one in first.split("-")) and not _GOES_ON.match(
        name, len(first)
    )
    if a_person or any(actor.text == name for actor in find_actors(name)):
        return ""
    return name


def _without_town(name: str) -> str:
    """The name without its town, if what is left can be a name: Jobbspåret i Sala, but Hemma i Habo."""
    head, _, place = name.rpartition(" i ")
    ends = head.endswith(("en", "et", "an", "on")) or head[-1:].isdigit() or re.search(rf"{ENDING}$", head)
    return head if ends and is_municipality(place) else name


@cache
def _known() -> tuple[dict[str, str], NameIndex]:
    with (LEXICON / "initiatives.csv").open(encoding="utf-8", newline="") as lines:
        forms = {form: row["initiative"] for row in csv.DictReader(lines) for form in row["form"].split("|")}
    return forms, NameIndex(forms)
