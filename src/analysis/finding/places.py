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
from dataclasses import dataclass

from analysis.finding.names import is_given_name
from analysis.finding.place_mentions import Mention, list_beside, list_mentions
from analysis.finding.place_roles import name_roles
from analysis.finding.place_rules import (
    CUES,
    DIRECTIONS,
    DOUBLE_NAMES,
    GIVEN,
    OFFICES,
    PERSONS,
    SENTENCE_STARTS,
)
from analysis.text import plain_spaces

_GIVEN_BEFORE = re.compile(rf"(?<![\w-])({GIVEN}) ⌂(?!-)")


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a municipality or county; every mention of it has the same `role`."""

    start: int
    end: int
    text: str
    place: str
    code: str
    role: str


def find_places(text: str) -> list[Place]:
    """Municipalities and counties, in reading order, with official name, SCB code and role.

    A mention runs from the name over its genitive s and "kommun", "stad" or "län". `code` has
    four digits for a municipality, two for a county. With no clear subject every role is other.

    >>> [(p.text, p.place, p.role) for p in find_places("Falu kommun och Västerbottens län")]
    [('Falu kommun', 'Falun', 'subject'), ('Västerbottens län', 'Västerbottens län', 'other')]
    >>> find_places("Handledaren Nora Ek på Lundströms berättar om Borlängemodellen")  # no places
    []
    """
    mentions = _settle(list_mentions(plain_spaces(text)), text)
    roles = name_roles(mentions, text)
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


def _settle(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions that are places: sure names, names with a cue, then names in their company."""
    verdicts = [_verdict(mention) for mention in mentions]
    named = {mentions[i].name.code for i, verdict in enumerate(verdicts) if verdict == "person"}
    for i, verdict in enumerate(verdicts):
        if verdict == "direction":
            verdicts[i] = "open" if mentions[i].name.code in named else "place"
    beside = list_beside(mentions, text)
    pairs = [(i, i + 1) for i, listed in enumerate(beside) if listed]
    for one, other in pairs + [(b, a) for a, b in reversed(pairs)]:  # a list's members vouch for each other
        if verdicts[one] == "place" and verdicts[other] == "open":
            verdicts[other] = "place"
    known = {mentions[i].name.code for i, verdict in enumerate(verdicts) if verdict == "place"} - named
    for i, verdict in enumerate(verdicts):
        if verdict == "open" and mentions[i].name.code in known and _may_stand(mentions[i], text):
            verdicts[i] = "place"
    return [mention for mention, verdict in zip(mentions, verdicts, strict=True) if verdict == "place"]


def _verdict(mention: Mention) -> str:
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


def _may_stand(mention: Mention, text: str) -> bool:
    """Whether a name with a sure mention elsewhere in the text may stand here without a cue of its own."""
    capitals = text[mention.start : mention.end].isupper()
    return not capitals and ("word" not in mention.name.cue or not mention.window.holds(SENTENCE_STARTS))
