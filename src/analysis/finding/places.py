"""Swedish municipalities and counties in a text, and which of them the text is about.

Names and codes are Statistics Sweden's (SCB) official ones, compared name by name with a public list:
290 municipalities with four digits, of which the first two are the county's, and 21 counties.
`lexicon/municipalities.csv` also says which names are personal names or ordinary words (`cue`): those
count only where something beside them says that a place is meant. A region as an organisation
(Region Skåne) is an actor, not a place: it is recognised so that nothing inside it is taken for one.
Region Gotland is the municipality of Gotland. A place inside the name of a university, an authority, a
partnership or a station (Stockholms universitet, Länsstyrelsen i X län, Finsam X, P4 X) is none of its own.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis.finding.lexicon import list_rows
from analysis.finding.name_words import FIRST_WORDS
from analysis.finding.names import is_given_name
from analysis.finding.needs import PatternIndex, Words
from analysis.finding.place_rules import (
    ASIDES,
    COUNTY_NAMES,
    CUES,
    DIRECTIONS,
    DOUBLE_NAMES,
    GIVEN,
    MEMBERS,
    NOT_PLACES,
    OFFICES,
    PERSONS,
    SENTENCE_STARTS,
    VISITORS,
)
from analysis.text import Rule, plain_spaces


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a municipality or county; every mention of it has the same `role`."""

    start: int
    end: int
    text: str
    place: str
    code: str
    role: str


class _Name(NamedTuple):
    place: str
    code: str
    cue: str = ""
    counts: bool = True


_RULES = (
    *(*NOT_PLACES, *COUNTY_NAMES, *CUES, *DIRECTIONS, *DOUBLE_NAMES, *PERSONS),
    *(*SENTENCE_STARTS, *VISITORS, *ASIDES, *MEMBERS),
)


@cache
def _rule_index() -> PatternIndex:
    return PatternIndex([rule.pattern for rule in _RULES])


class _Window(Words):
    """The words beside a name on its line, ⌂ in its place."""

    def holds(self, rules: tuple[Rule, ...]) -> bool:
        return any(self.search(rule.pattern) for rule in rules)


class _Mention(NamedTuple):
    start: int
    end: int
    name: _Name
    window: _Window
    municipal: bool  # "X kommun", "X stad", a dateline (X. Text): needs no other cue


_CAPITAL = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäöé]*")
# "Kommunen" after a name begins a sentence: the name is its dateline (TIERP Kommunen samlar).
_MUNICIPALITY = re.compile(r" (?:[Kk]ommuns?|[Ss]tads?|kommunens?|stadens?|KOMMUNS?|STADS?)(?![\w-])")
_DATELINE = re.compile(r"(?:\.| [–—-]|:)? (?=[A-ZÅÄÖ0-9][a-zåäö ]|[”\"–])")
_SENTENCE = re.compile(r" ([A-ZÅÄÖ][a-zåäö]*) [a-zåäö0-9]")
_LISTED = {", ", " och ", " samt ", " eller ", " respektive ", ", och ", " & ", "/", " / ", "-", "–", " – "}
_LISTED |= {f"{joint}{word} " for joint in (" och ", ", ") for word in ("i", "från", "till", "även")}
# Who writes of many municipalities, each in an item of its own.
_SENDER = re.compile(
    r"(?:\A|\n)(?:(?i:länsstyrelsen|samordningsförbundet|nyhetsbrev)\b|Region [A-ZÅÄÖ])[^\n.]{0,60}(?=\n)"
)
_FEW = 3  # items, at the least
_REACH = 90  # how far to either side a rule looks, in characters
_GIVEN_BEFORE = re.compile(rf"(?<![\w-])({GIVEN}) ⌂(?!-)")


def find_places(text: str) -> list[Place]:
    """Municipalities and counties, in reading order, with official name, SCB code and role.

    A mention runs from the name over its genitive s and "kommun", "stad" or "län". `code` has
    four digits for a municipality, two for a county. With no clear subject every role is other.

    >>> [(p.text, p.place, p.role) for p in find_places("Falu kommun och Västerbottens län")]
    [('Falu kommun', 'Falun', 'subject'), ('Västerbottens län', 'Västerbottens län', 'other')]
    >>> find_places("Handledaren Nora Ek på Lundströms berättar om Borlängemodellen")  # no places
    []
    """
    mentions = _settle(_mentions(plain_spaces(text)), text)
    roles = _roles(mentions, text)
    return [
        Place(start, end, text[start:end], name.place, name.code, roles[name.code])
        for start, end, name, *_ in mentions
    ]


def find_subjects(places: list[Place]) -> list[str]:
    """The codes of the places that a text is about, in order of first mention; several in a joint project.

    >>> find_subjects(find_places("Luleå kommun och SKR"))
    ['2580']
    >>> find_subjects(find_places("Så ska nyanlända komma snabbare i jobb"))
    []
    """
    return list(dict.fromkeys(place.code for place in places if place.role == "subject"))


@cache
def _lexicon() -> dict[str, list[tuple[str, _Name]]]:
    """Every spelling of every name, by its first word, longest first."""
    spellings: dict[str, _Name] = {}
    for row in list_rows("counties.csv"):
        name = _Name(row["name"], row["code"])
        spellings |= dict.fromkeys([row["name"], *filter(None, row["forms"].split("|"))], name)
        spellings |= dict.fromkeys(filter(None, row["region"].split("|")), name._replace(counts=False))
    for row in list_rows("municipalities.csv"):
        name = _Name(row["name"], row["code"], row["cue"])
        spellings |= {row["name"]: name}
        spellings |= dict.fromkeys(filter(None, row["forms"].split("|")), name._replace(cue=""))
    lexicon: dict[str, dict[str, _Name]] = {}
    for spelling, name in spellings.items():
        genitive = spelling if spelling[-1] in "sxz" else spelling + "s"
        for form in (spelling, genitive):
            for variant in (form, form.upper(), re.sub(" (l|k)", lambda m: m[0].upper(), form)):
                lexicon.setdefault(_CAPITAL.match(variant)[0], {})[variant] = name
    return {first: sorted(forms.items(), key=lambda form: -len(form[0])) for first, forms in lexicon.items()}


def _mentions(plain: str) -> list[_Mention]:
    """Every name of the lexicon that stands free, with its "kommun" or "stad"."""
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
                    mentions.append(_Mention(start, end, name, window, bool(sure)))
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


def _window(plain: str, start: int, end: int) -> _Window:
    before = plain[max(0, start - _REACH) : start].rpartition("\n")
    after = plain[end : end + _REACH].partition("\n")
    return _Window(_rule_index(), f"{before[1]}{before[2].replace('⌂', ' ')}⌂{after[0].replace('⌂', ' ')}")


def _settle(mentions: list[_Mention], text: str) -> list[_Mention]:
    """The mentions that are places: sure names, names with a cue, then names in their company."""
    verdicts = [_verdict(mention) for mention in mentions]
    named = {mentions[i].name.code for i, verdict in enumerate(verdicts) if verdict == "person"}
    for i, verdict in enumerate(verdicts):
        if verdict == "direction":
            verdicts[i] = "open" if mentions[i].name.code in named else "place"
    beside = _beside(mentions, text)
    pairs = [(i, i + 1) for i, listed in enumerate(beside) if listed]
    for one, other in pairs + [(b, a) for a, b in reversed(pairs)]:  # a list's members vouch for each other
        if verdicts[one] == "place" and verdicts[other] == "open":
            verdicts[other] = "place"
    known = {mentions[i].name.code for i, verdict in enumerate(verdicts) if verdict == "place"} - named
    for i, verdict in enumerate(verdicts):
        if verdict == "open" and mentions[i].name.code in known and _may_stand(mentions[i], text):
            verdicts[i] = "place"
    return [mention for mention, verdict in zip(mentions, verdicts, strict=True) if verdict == "place"]


def _verdict(mention: _Mention) -> str:
    """place, person, direction (a place unless a person here bears the name) or open."""
    cue, window = mention.name.cue, mention.window
    if mention.municipal:
        return "place"
    given = _GIVEN_BEFORE.search(window.text)
    if given and is_given_name(given[1]) and not window.holds(OFFICES):
        return "person"
    if not cue:
        return "place"
    if window.holds(DOUBLE_NAMES) and not window.holds(OFFICES):
        return "person"
    if window.holds(CUES):
        return "place"
    if "name" in cue and window.holds(PERSONS):
        return "person"
    if "given" not in cue and window.holds(DIRECTIONS):
        return "direction"
    mid_sentence = not window.holds(SENTENCE_STARTS)
    return "place" if "name" not in cue and mid_sentence else "open"


def _may_stand(mention: _Mention, text: str) -> bool:
    """Whether a name with a sure mention elsewhere in the text may stand here without a cue of its own."""
    capitals = text[mention.start : mention.end].isupper()
    return not capitals and ("word" not in mention.name.cue or not mention.window.holds(SENTENCE_STARTS))


def _roles(mentions: list[_Mention], text: str) -> dict[str, str]:
    scores: dict[str, float] = {}
    opening, visitors, opened, firsts, aside = _opening_end(text), set(), set(), set(), False
    beside = _beside(mentions, text)
    # An office or "X kommun" weighs two, a place in the opening two more and the first three, a county half as much.
    for i, mention in enumerate(mentions):
        code, county = mention.name.code, len(mention.name.code) == 2
        office = mention.municipal or mention.window.holds(OFFICES)
        aside = mention.window.holds(ASIDES) or (aside and i > 0 and beside[i - 1])
        weight = 0.0 if aside else 2.0 if office else 1.0
        in_company = i and beside[i - 1] and mentions[i - 1].name.code in visitors
        if in_company or mention.window.holds(VISITORS):
            visitors.add(code)
        if weight and mention.start < opening and code not in opened:
            if not county and not opened - visitors and code not in visitors:
                company = [] if mention.municipal else _company(mentions, beside, i)
                firsts = {code, *(m.name.code for m in company)}
            opened.add(code)
            weight += 3.0 if code in firsts else 2.0
        scores[code] = scores.get(code, 0.0) + (weight / 2 if county else weight)
    listed = {m.name.code for i, side in enumerate(beside) if side for m in mentions[i : i + 2]}
    joint = (opened & listed) - visitors
    scores = {c: s / 3 if c in visitors else s for c, s in scores.items()}
    subjects = _subjects(scores, opened, joint, firsts) | _members(mentions, beside)
    if _SENDER.search(text, 0, max(0, opening)):
        subjects |= _items(mentions, beside, text, subjects)
    return {c: "subject" if c in subjects else "visitor" if c in visitors else "other" for c in scores}


def _company(mentions: list[_Mention], beside: list[bool], first: int) -> list[_Mention]:
    """The mentions that go on a list which one begins."""
    last = first
    while last < len(beside) and beside[last]:
        last += 1
    return mentions[first + 1 : last + 1]


def _members(mentions: list[_Mention], beside: list[bool]) -> set[str]:
    """The municipalities of a list that says which of them take part."""
    return {
        one.name.code
        for i, mention in enumerate(mentions)
        if mention.window.holds(MEMBERS)
        for one in (mention, *_company(mentions, beside, i))
    }


def _items(mentions: list[_Mention], beside: list[bool], text: str, subjects: set[str]) -> set[str]:
    """The municipalities that the items of a page with a sender for many of them are about; none where one returns."""
    lines: dict[int, set[str]] = {}
    for i, mention in enumerate(mentions):
        line = text.rfind("\n", 0, mention.start) + 1
        first = line not in lines and ". " not in text[line : mention.start]
        if first and len(mention.name.code) == 4 and not text[line].isdigit():
            company = [m.name.code for m in _company(mentions, beside, i)]
            lines[line] = {mention.name.code, *(code for code in company if len(code) == 4)}
    uses = Counter(code for codes in lines.values() for code in codes)
    spread = len(lines) >= _FEW and max(uses.values()) <= len(lines) / 2
    return set(uses) if spread or not any(len(code) == 4 for code in subjects) else set()


def _opening_end(text: str) -> int:
    """Where the fifth block that is not empty ends: title, lead and facts are among them."""
    end = -1
    for _ in range(5):
        start = end + 1
        while text[start : start + 1] in ("\n", " "):
            start += 1
        if (end := text.find("\n", start)) < 0:
            return len(text)
    return end


def _beside(mentions: list[_Mention], text: str) -> list[bool]:
    """For every mention but the last: whether the next stands beside it in a list, "Luleå och Boden"."""
    return [plain_spaces(text[a.end : min(b.start, a.end + 20)]) in _LISTED for a, b in pairwise(mentions)]


def _subjects(scores: dict[str, float], opened: set[str], joint: set[str], firsts: set[str]) -> set[str]:
    """The place that outweighs the rest, or the few named jointly at the start; else none."""
    top = max(scores.values(), default=0)
    joined = firsts if len(firsts) > 1 else set()
    rivals = {code for code in scores if scores[code] > (0.6 if code in joined else 0.75) * top}
    leading = rivals & opened if len(rivals) > 1 else rivals
    clear = len(leading) == 1 or (len(leading) <= 5 and leading <= joint)
    alone = sum(len(code) == 4 for code in scores) == 1  # the only municipality of a text is its own
    return leading if clear and (top >= 2 or (alone and top >= 1)) else set()
