"""What a number counts: the unit that stands after it, read from `lexicon/units.csv`.

The lexicon lists Swedish word forms with an English unit, a class (share, time, frequency, money,
person, staff, resident, thing, measure; none: never counted) and a factor (tkr is 1000 krona). A form
that begins with `*` also matches as the last part of a compound: `*projekt` in integrationsprojekt.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.lexicon import list_rows

_PHRASE = re.compile(r"(?: [a-zåäöéüA-ZÅÄÖ%][a-zåäöéü%]*(?:[-:][a-zåäöéü]+)*(?:[.,](?= ))?){1,6}")
_SIGN = re.compile(r" ?(%-enhet(?:er)?|%|:-|€)")
_CAPITALS = re.compile(r" ?(M(?:n?kr|N?KR|SEK)|[TK]kr|TKR|KSEK|SEK|EUR|K[rR]|Mdkr)\b")
_GLUED = re.compile(r"-?([a-zåäöé]{1,25})\b(?!-)")
# A length in the first part of a compound: "12-veckorskurs", "tvåårskontrakt".
_LONG = re.compile(r"-?(timm|dag|veck|månad|minut|år)(?:ar|or|er)?s[a-zåäö]{3,20}\b")
_RATE = re.compile(
    r" (?:(?:i|om|per|varje) (?:veckan?|månad(?:en)?|dag(?:en)?|år(?:et)?|termin(?:en)?|kvartal(?:et)?)"
    r"|i taget|årligen|dagligen|månatligen)\b"
)
_AGED = re.compile(r" [0-9]{1,2}(?:[-–][0-9]{1,2})?-?(?:åringar|åriga )")
_DATED = re.compile(r" år(?:et)? (?:19|20)[0-9]{2}\b| året (?:innan|före|dessförinnan)\b")
_LENGTHS = {"timm": "timme", "dag": "dag", "veck": "vecka", "månad": "månad", "minut": "minut", "år": "år"}
_FILLER = re.compile(r" (?:så kallade|före detta|eller (?:flera?|färre|mer))(?= [a-zåäö])")
_NEXT = re.compile(r"(?: \([^()]{1,15}\))? (till antalet|[a-zåäö]+)")
_BESIDE = frozenset("och eller".split())
_WHOLE = frozenset("share time frequency money measure".split())


class Unit(NamedTuple):
    """A unit in English, its class, its factor, and where the words that name it end."""

    unit: str
    group: str
    factor: float
    end: int


@cache
def _forms() -> dict[str, tuple[str, str, float]]:
    rows = [(row, form) for row in list_rows("units.csv") for form in row["forms"].split()]
    return {form: (row["unit"], row["class"], float(row["factor"])) for row, form in rows}


@cache
def words_for(role: str) -> frozenset[str]:
    """The words that play a role in `lexicon/quantity_words.csv` (low, high, label, stop, …).

    >>> "drygt" in words_for("low"), "drygt" in words_for("high")
    (True, False)
    """
    rows = [row["words"] for row in list_rows("quantity_words.csv") if row["role"] == role]
    return frozenset(word for row in rows for word in row.split("|"))


@lru_cache(maxsize=4096)
def qualifier_role(phrase: str) -> str:
    """Which end a qualifier leaves (low, high, both, plain), or "" when the phrase is none.

    >>> qualifier_role("mer än"), qualifier_role("mer")
    ('low', '')
    """
    return next((role for role in ("low", "high", "both", "plain") if phrase in words_for(role)), "")


def look_up(word: str) -> tuple[str, str, float] | None:
    """The unit, class and factor of a Swedish word in lower case; None when it is not in the lexicon.

    >>> look_up("integrationsprojekt"), look_up("svår")  # not a kind of år
    (('project', 'thing', 1.0), None)
    """
    known = _look_up(word)
    return (known[0], "person", known[2]) if known and known[1] in ("staff", "resident") else known


def name_group(word: str) -> str:
    """The class of people a word names: person, staff (who do the work) or resident; else its own class.

    >>> name_group("jobbcoacher"), name_group("deltagare"), name_group("xyz")
    ('staff', 'person', '')
    """
    known = _look_up(word)
    return known[1] if known else ""


@lru_cache(maxsize=4096)
def _look_up(word: str) -> tuple[str, str, float] | None:
    forms = _forms()
    if word in forms:
        return forms[word]
    for cut in range(min(len(word) - 2, 20)):
        if f"*{word[cut:]}" in forms:
            return forms[f"*{word[cut:]}"]
    if len(word) > 4 and word.endswith("s"):
        return _look_up(word[:-1])
    if len(word) > 5 and word.endswith("na"):  # the definite plural: parterna, kvinnorna, lärarna
        return _look_up(word[:-2]) or (_look_up(f"{word[:-2]}e") if word.endswith("arna") else None)
    return None


def next_word(folded: str, end: int) -> str:
    """The word after a number that ends at `end`, past a bracket ("47 (33 %) fick"); empty when none follows.

    >>> next_word("47 (33 %) fick arbete", 2), next_word("47 till antalet", 2), next_word("47, fick", 2)
    ('fick', 'till antalet', '')
    """
    word = _NEXT.match(folded, end)
    return word[1] if word else ""


def is_verb(word: str) -> bool:
    """Whether a word after a bare number is a verb that says what people did.

    >>> is_verb("fick"), is_verb("deltagare")
    (True, False)
    """
    return word in words_for("follow")


def read_unit(text: str, start: int, stop: int | None = None) -> Unit | None:
    """The unit that stands right after a number that ends at `start`; None when nothing is counted there.

    Adjectives between the number and its noun are passed over ("fyra olika jobbspår"); a rate is part
    of the expression ("i veckan"). A noun that the lexicon lacks counts as `item`.

    >>> read_unit("20 timmar i veckan", 2)
    Unit(unit='hour', group='time', factor=1.0, end=18)
    >>> read_unit("47 fick arbete", 2) is None  # a verb
    True
    """
    while text.startswith("  ", start):
        start += 1  # a row of blanks, as at the end of a wrapped line
    if sign := _SIGN.match(text, start):
        return _rated(text, sign[1], sign.end())
    if sum_of := _CAPITALS.match(text, start):
        return _rated(text, sum_of[1].lower(), sum_of.end())  # "6,4 Mkr", "500 000 SEK"
    if glued := _GLUED.match(text, start):
        known = look_up(glued[1])
        if known and known[1] in ("time", "share", "money", "frequency"):
            return _rated(text, glued[1], glued.end())
        long = _LONG.match(text, start) if known is None or known[1] == "thing" else None
        return Unit(*_forms()[_LENGTHS[long[1]]], long.end()) if long else None
    if _DATED.match(text, start):
        return None  # "91 år 2017": 91 in that year
    if _AGED.match(text, start):
        return Unit("person", "person", 1.0, start)  # "tio 17-åringar"
    if filler := _FILLER.match(text, start):
        start = filler.end()
    phrase = _PHRASE.match(text, start, min(start + 90, len(text) if stop is None else stop))
    return _read_phrase(text, start, phrase.end()) if phrase else None


def _rated(text: str, word: str, end: int) -> Unit:
    unit, group, factor = look_up(word) or ("item", "thing", 1.0)
    rate = _RATE.match(text, end) if group != "share" else None
    return Unit(unit, group, factor, rate.end() if rate else end)


def _read_phrase(text: str, start: int, stop: int) -> Unit | None:
    best, position, passed, agent = None, start, "", None
    for index, printed in enumerate(text[start + 1 : stop].split(" ")):
        position += 1 + len(printed)
        word = printed.rstrip(",.")
        if not word.islower() or (passed in _BESIDE and not (look_up(word) or _like_adjective(word))):
            break
        end = position - (len(printed) - len(word))
        if word in words_for("follow"):
            break
        known = look_up(word)
        if known and not (best and word in words_for("stop")):
            if known[1] == "none":
                return None
            best = (word, end)
            if known[1] in _WHOLE or not word.endswith(("a", "ande")) or word.endswith("rna"):
                break  # "nyanlända" may be followed by its noun, "elever" and "kommunerna" may not
        elif best:
            break
        elif word in words_for("stop"):
            if word not in _BESIDE or not index:
                break
        elif not _like_adjective(word):
            if _like_plural(word) and passed not in _BESIDE:
                return Unit(*(("person", "person") if _like_agent(word) else ("item", "thing")), 1.0, end)
            break
        elif _like_agent(word):
            agent = Unit("person", "person", 1.0, end)
        else:
            agent = None
        if printed != word and (best or printed.endswith(".")):
            break
        passed = word
    return _rated(text, *best) if best else agent


def _like_adjective(word: str) -> bool:
    return word.endswith(("a", "e")) or word in (
        "st",
        "stycken",
        "s.k",
        "så",
        "kallade",
        "små",
        "utrikes",
        "inrikes",
    )


def _like_agent(word: str) -> bool:
    """Whether a word that no lexicon holds is made for people: "matchare", "nyutexaminerade", "sömmerskor".

    >>> _like_agent("matchare"), _like_agent("tidigare")  # a comparative
    (True, False)
    >>> _like_agent("gymnasister"), _like_agent("brister")
    (True, False)
    """
    endings = ("are", "erade", "erskor", "innor")
    return (
        (word.endswith(endings) and len(word) > 5) or (word.endswith("ister") and len(word) > 8)
    ) and word not in words_for("comparative")


def _like_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith(("or", "ar", "er", "erna", "arna", "orna"))
