"""Role and organisation of a person, as the words around the name give them."""

import re

from analysis.finding.gazetteer import is_municipality
from analysis.finding.name_words import CAPITAL, FIRST_WORDS, PARTY
from analysis.finding.names import is_given_name, is_role, saying_words
from analysis.text import compiled

# Where somebody works rather than where they come from: "från Navet", "från Komvux", but "från Homs".
_BELONGS = re.compile(r"[a-zåäö](?:[ea]n|et|n[aå]|ux)$|AB$|^[A-ZÅÄÖ]{2,}$|^\w+-")
_CLAUSE_WORDS = frozenset("som och men att när där".split())
# "för mottagandet av nyanlända på Navet": what a role is about stands before where it is held
_ABOUT = re.compile(r"för (?P<what>(?:[a-zåäö]+-? ){1,6}?)(?P<at>på|vid|i|hos|inom) (?=[A-ZÅÄÖ])")
# "säger Eva Ek på Komvux", but "säger Eva Ek på torget"
_WORKS_AT = re.compile(rf"{PARTY} (?:på|vid|hos) (?P<where>.*)")
_SQUARE_OR_STREET = re.compile(r"(?:torg|park|plan|gat|väg|mäss)\w*$")
# Blanks at the end of a wrapped line, where what follows goes on; elsewhere two blanks may part columns.
_BLANKS = re.compile(r" +(?=[a-zåäö])|(?<=,) +|(?<= på|för|vid|hos) +")
_NO_OWNERS = FIRST_WORDS | {"Hans"}
_PREPOSITION = r"(?:på|vid|i|för|hos|inom|från|åt|av|till)"
# "säger chefen på Kajen, ", before the name
_SAID_BY_ROLE = re.compile(
    rf"\b(?P<said>[a-zåäö]+) (?P<role>[a-zåäö-]+n)(?: {_PREPOSITION} (?P<where>[^,.:]{{2,60}}))?, $"
)


def describe(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, str]:
    """Role and organisation from the first mention that gives them; what no mention gives stays empty.

    >>> describe("Eva Ek, rektor på Komvux, berättar.", ((0, 6),)), describe("Eva Ek berättar.", ((0, 6),))
    (('rektor', 'Komvux'), ('', ''))
    """
    role = organisation = ""
    for start, end in spans:
        after = apposition(text[end : end + 160])
        before = _title_before(text[max(0, start - 90) : start])
        role = role or after[0] or before[0]
        organisation = organisation or after[1] or before[1] or _workplace(text, start, end)
        if role and organisation:
            break
    return role, organisation


def _workplace(text: str, start: int, end: int) -> str:
    """Where somebody who is said to speak works: "säger Eva Ek på Komvux"."""
    said = text[max(0, start - 20) : start].rpartition("\n")[2].split()[-1:]
    where = _WORKS_AT.match(text, end, end + 160)
    if not where or not said or said[0].lower() not in saying_words():
        return ""
    name = _organisation(where["where"].partition("\n")[0])
    works = " " in name or _BELONGS.search(name)
    return name if works and not _SQUARE_OR_STREET.search(name) else ""


def apposition(after: str) -> tuple[str, str]:
    """Role and organisation from what follows a name: ", enhetschef på X", " från X", " är rektor på X"."""
    after = _BLANKS.sub(" ", after.split("\n")[0])
    if match := compiled(rf"{PARTY} från (?P<rest>.*)").match(after):
        origin = _organisation(match["rest"].split(" och ")[0])
        return "", origin if " " in origin or _BELONGS.search(origin) else ""
    match = compiled(rf"{PARTY}(?:, som är|,| är| som är)(?: \d\d(?: år)?,)? (?P<rest>.*)").match(after)
    match = match or _after_party(after)
    if not match:
        return "", ""
    words = match["rest"].split(" ")
    for count, word in enumerate(words[:5]):
        if is_role(word.rstrip(",.:;")) and (count == 0 or words[0][:1].islower()):
            role = " ".join([*words[:count], word.rstrip(",.:;")])
            first = words[:count]
            if re.search(r"[,.;:]", " ".join(first)) or words[0] in _CLAUSE_WORDS or "än" in first:
                return "", ""
            rest = " ".join(words[count + 1 :])
            tail = word[len(word.rstrip(",.:;")) :]
            if tail and tail != ",":
                return role, ""
            if tail == "," and not compiled(rf"(?:{_PREPOSITION} )?[{CAPITAL}]").match(rest):
                return role, ""
            return role, "" if tail == "," and rest.startswith("till ") else _held_at(rest)
    return "", ""


def _after_party(after: str) -> re.Match[str] | None:
    """The match of a title right after a party letter, where the comma is forgotten: " (S) nämndens ordförande"."""
    match = compiled(r" \([A-ZÅÄÖ]{1,3}\) (?P<rest>(?:[a-zåäö]+s )?(?P<role>[a-zåäö-]+).*)").match(after)
    return match if match and is_role(match["role"]) else None


def _held_at(rest: str) -> str:
    """Where a role is held, from what follows it: "på Komvux", "för mottagandet på Navet"; a town is no workplace."""
    where = compiled(rf"(?P<at>{_PREPOSITION}) ").match(rest)
    name = _organisation(rest[where.end() :] if where else rest)
    about = _ABOUT.match(rest) if not name else None
    if about and _CLAUSE_WORDS.isdisjoint(about["what"].replace(" och ", " ").split()):
        where, name = about, _organisation(rest[about.end() :])
    town = where and where["at"] in ("i", "från") and " " not in name and not _BELONGS.search(name)
    return "" if town and name[:1].isupper() else name


def _title_before(before: str) -> tuple[str, str]:
    """Role and organisation from what precedes a name: "kommunens strateg ", "Enhetschef på X, "."""
    before = before.rpartition("\n")[2]
    if not before.endswith(" "):
        return "", ""
    said = _SAID_BY_ROLE.search(before)
    if said and said["said"] in saying_words() and is_role(said["role"]):
        return said["role"], _organisation(said["where"] or "")
    words = before.rstrip(" ,").split(" ")
    if not words or not is_role(words[-1]):
        return "", ""
    alone = len(words) == 1 and words[0].endswith("n")  # "Chefen, Eva Ek, gick"
    if before.endswith(", ") and not (alone or (len(words) > 1 and words[-2].endswith("s"))):
        return "", ""
    role, owner = words[-1], words[-2] if len(words) > 1 else ""
    if owner.lower() in ("biträdande", "tillförordnad", "tf", "tf.", "t.f.", "vice"):
        role, owner = f"{owner} {role}", words[-3] if len(words) > 2 else ""
    elif len(words) > 2 and owner in ("och", "samt") and words[-3].endswith("-"):
        # "arbetsmarknads- och integrationschef Eva Ek"
        role, owner = " ".join(words[-3:]), words[-4] if len(words) > 3 else ""
    genitive = (
        owner.endswith("s") and owner not in _NO_OWNERS and (owner[0].isupper() or _is_unit(owner[:-1]))
    )
    return role.lower(), owner[:-1] if genitive else ""


def _organisation(rest: str) -> str:
    """The longest beginning of a text that reads as an organisation: capitals, units, and small words between."""
    kept: list[str] = []
    words = rest.split(" ")
    for index, raw in enumerate(words[:12]):
        word = raw.rstrip(',.:;!?)”"')
        small = word in (
            "i",
            "på",
            "för",
            "och",
            "vid",
            "inom",
            "av",
            "&",
            "de",
            "till",
            "om",
            "den",
            "ung",
            "unga",
            "vuxna",
            "arbete",
            "nya",
        )
        if (
            not (small or word[:1].isupper() or word.endswith("-") or _is_unit(word))
            or word.lower() in saying_words()
        ):
            break
        kept.append(word)
        if raw != word and not (raw == f"{word}," and _next_is_part(words, index)):
            break
        if raw != word:
            kept[-1] = raw
    while kept and (kept[-1].islower() and not _is_unit(kept[-1])):
        kept.pop()
    name = " ".join(kept).rstrip(",")
    return "" if is_municipality(name) or is_given_name(name) or name in FIRST_WORDS else name


def _next_is_part(words: list[str], index: int) -> bool:
    following = " ".join(words[index + 1 : index + 4])
    return bool(
        re.match(rf"[{CAPITAL}][\w-]+(?: [{CAPITAL}][\w-]+)? (?:kommun|stad|län)\b|Region ", following)
    )


def _is_unit(word: str) -> bool:
    """Whether a word in lower case names an organisation or a part of one (enheten, kommun, kontoret)."""
    return bool(
        compiled(
            r"[\w-]*(?:enhet(?:en)?|förvaltning(?:en)?|nämnd(?:en)?|kontor(?:et)?|avdelning(?:en)?|kommun(?:en)?|region(?:en)?|styrelse(?:n)?|centrum"
            r"|center|verket|kassan|förmedling(?:en)?|skola(?:n)?|förbund(?:et)?|förening(?:en)?|projekt(?:et)?|företag(?:et)?|vuxenutbildning(?:en)?"
            r"|komvux|sfi|socialtjänst(?:en)?|omsorg(?:en)?|stad|län|myndighet(?:en)?|bolag(?:et)?|vården|bibliotek(?:et)?|universitet(?:et)?|högskola(?:n)?"
            r"|fullmäktige|sekretariat(?:et)?|departement(?:et)?|verksamhet(?:en)?|utskott(?:et)?|byrå(?:n)?|museum|museet|hotell(?:et)?|restaurang(?:en)?)s?"
        ).fullmatch(word)
    )
