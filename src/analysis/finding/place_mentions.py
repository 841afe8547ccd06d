"""Where the names of municipalities and counties stand in a text, each with the words beside it.

`lexicon/municipalities.csv` also says which names are personal names or ordinary words (`cue`). A region as an organisation
(Region Skåne) is recognised so that nothing inside it is taken for a place.
"""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis.finding.lexicon import list_rows
from analysis.finding.name_words import FIRST_WORDS
from analysis.finding.needs import PatternIndex, Words
from analysis.finding.place_rules import (
    ASIDES,
    COUNTY_NAMES,
    CUES,
    DIRECTIONS,
    DOUBLE_NAMES,
    MEMBERS,
    NOT_PLACES,
    PERSONS,
    SENTENCE_STARTS,
    VISITORS,
)
from analysis.text import Rule, plain_spaces


class Name(NamedTuple):
    """A name of the lexicon: the official name of its place, the code, what else it may be; a region does not count."""

    place: str
    code: str
    cue: str = ""
    counts: bool = True


RULES = (
    *(*NOT_PLACES, *COUNTY_NAMES, *CUES, *DIRECTIONS, *DOUBLE_NAMES, *PERSONS),
    *(*SENTENCE_STARTS, *VISITORS, *ASIDES, *MEMBERS),
)


@cache
def rule_index() -> PatternIndex:
    """All rules of `place_rules`, each tried only in windows that hold what it needs."""
    return PatternIndex([rule.pattern for rule in RULES])


class Window(Words):
    """The words beside a name on its line, ⌂ in its place."""

    def holds(self, rules: tuple[Rule, ...]) -> bool:
        """Whether any of some rules of `place_rules` fits."""
        return any(self.search(rule.pattern) for rule in rules)


class Mention(NamedTuple):
    """A name where it stands, with what belongs to it."""

    start: int
    end: int
    name: Name
    window: Window
    municipal: bool  # "X kommun", "X stad", a dateline (X. Text): needs no other cue


_CAPITAL = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäöé]*")
# "Kommunen" after a name begins a sentence: the name is its dateline (TIERP Kommunen samlar).
_MUNICIPALITY = re.compile(r" (?:[Kk]ommuns?|[Ss]tads?|kommunens?|stadens?|KOMMUNS?|STADS?)(?![\w-])")
_DATELINE = re.compile(r"(?:\.| [–—-]|:)? (?=[A-ZÅÄÖ0-9][a-zåäö ]|[”\"–])")
_SENTENCE = re.compile(r" ([A-ZÅÄÖ][a-zåäö]*) [a-zåäö0-9]")
_LISTED = {", ", " och ", " samt ", " eller ", " respektive ", ", och ", " & ", "/", " / ", "-", "–", " – "}
_LISTED |= {f"{joint}{word} " for joint in (" och ", ", ") for word in ("i", "från", "till", "även")}
_REACH = 90  # how far to either side a rule looks, in characters


@cache
def _lexicon() -> dict[str, list[tuple[str, Name]]]:
    """Every spelling of every name, by its first word, longest first."""
    spellings: dict[str, Name] = {}
    for row in list_rows("counties.csv"):
        name = Name(row["name"], row["code"])
        spellings |= dict.fromkeys([row["name"], *filter(None, row["forms"].split("|"))], name)
        spellings |= dict.fromkeys(filter(None, row["region"].split("|")), name._replace(counts=False))
    for row in list_rows("municipalities.csv"):
        name = Name(row["name"], row["code"], row["cue"])
        spellings |= {row["name"]: name}
        spellings |= dict.fromkeys(filter(None, row["forms"].split("|")), name._replace(cue=""))
    lexicon: dict[str, dict[str, Name]] = {}
    for spelling, name in spellings.items():
        genitive = spelling if spelling[-1] in "sxz" else spelling + "s"
        for form in (spelling, genitive):
            for variant in (form, form.upper(), re.sub(" (l|k)", lambda m: m[0].upper(), form)):
                lexicon.setdefault(_CAPITAL.match(variant)[0], {})[variant] = name
    return {first: sorted(forms.items(), key=lambda form: -len(form[0])) for first, forms in lexicon.items()}


def list_mentions(plain: str) -> list[Mention]:
    """Every name of the lexicon that stands free and is no part of another name, with its "kommun" or "stad".

    >>> [(one.name.place, one.municipal) for one in list_mentions("Falu kommun och Nora på Luleå-modellen")]
    [('Falun', True), ('Nora', False)]
    """
    lexicon, mentions, end = _lexicon(), [], 0
    for word in _CAPITAL.finditer(plain):
        forms, start = lexicon.get(word[0]), word.start()
        if not forms or start < end or (start and _is_word(plain[start - 1])):
            continue
        for spelling, name in forms:
            stop = start + len(spelling)
            if plain.startswith(spelling, start) and not _is_word(plain[stop : stop + 1]):
                after = _MUNICIPALITY.match(plain, stop) if len(name.code) == 4 else None
                end = after.end() if after else stop
                window = _window(plain, start, end)
                named = window.holds((*NOT_PLACES, *COUNTY_NAMES) if len(name.code) == 2 else NOT_PLACES)
                if name.counts and not named:
                    begins = plain[max(0, start - 1) : start] in ("", "\n")
                    sure = after or " kommun" in spelling or (begins and _is_dateline(plain, spelling, stop))
                    mentions.append(Mention(start, end, name, window, bool(sure)))
                break
    return mentions


def _is_dateline(plain: str, spelling: str, end: int) -> bool:
    """Whether a sentence begins right after a name at the start of a line: TIERP Det går, Tierp Det går."""
    if spelling.isupper():
        return bool(_DATELINE.match(plain, end))
    after = _SENTENCE.match(plain, end)
    return bool(after and after[1] in FIRST_WORDS)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _window(plain: str, start: int, end: int) -> Window:
    before = plain[max(0, start - _REACH) : start].rpartition("\n")
    after = plain[end : end + _REACH].partition("\n")
    return Window(rule_index(), f"{before[1]}{before[2].replace('⌂', ' ')}⌂{after[0].replace('⌂', ' ')}")


def list_beside(mentions: list[Mention], text: str) -> list[bool]:
    """For every mention but the last: whether the next stands beside it in a list, "Luleå och Boden"."""
    return [plain_spaces(text[a.end : min(b.start, a.end + 20)]) in _LISTED for a, b in pairwise(mentions)]
