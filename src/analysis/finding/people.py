"""People in a text, with role and organisation as the text gives them.

A name is recognised by signs that add up: a given name from the list, capitalised words in a row, a
title before or after, a verb of saying beside it, an age. None of them is enough alone, so
organisations and places with two capitals (Workplace Luleå, Kista Galleria) stay out. Later mentions by
first or last name, with or without genitive s, belong to the same person.
"""

import re
from dataclasses import dataclass
from functools import cache

from analysis.finding.actors import find_actors
from analysis.finding.gazetteer import is_municipality
from analysis.finding.names import is_given_name, is_role, list_words, saying_pattern
from analysis.text import Rule, plain_spaces

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĆČĎĐĒĖĚĞĢĪİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
_WORD = rf"[{_CAPITAL}][^\W\d_]{{1,20}}(?:['’´][^\W\d_]{{1,15}})?(?:-[^\W\d_]{{2,20}}){{0,2}}"
_PARTICLE = r"(?:(?:von|van|af|de|del|da|di|der|den|el|al|bin|ben|ibn|la|le|dos) ){0,2}"
_NAME = rf"(?<![\w-])(?:[{_CAPITAL}]-[{_CAPITAL}]\.? |(?:[{_CAPITAL}]\. ?){{0,2}}){_WORD}(?: {_PARTICLE}(?:[{_CAPITAL}]\.|(?:al-|el-|Al-|El-)?{_WORD})){{0,4}}(?![\w-])"
_PARTY = r"(?: \((?:S|M|C|L|KD|MP|V|SD|FP|NYD|[A-ZÅÄÖ]{1,3})\))?"
_PREPOSITION = r"(?:på|vid|i|för|hos|inom|från|åt|av|till)"

# What a capitalised row holds when it is no person, wherever it stands in the row.
_NOT_A_NAME = re.compile(
    r"\b(?:Kommuns?|Kommunens?|Regions?|Läns?|Projekt\w*|Stads?|Centrum|Center|Centrala|Galleria|Group|AB|Sverige|Sveriges|Arbetsförmedling\w*"
    r"|Workplace|Norra|Södra|Östra|Västra|Nya|Gamla|Stora|Lilla|Röda|Rädda|Svenska|Svenskt|Europeiska|Employment|Enheten|Förvaltning\w*"
    r"|\w+(?:förvaltningen|enheten|nämnden|kontoret|förbundet|skolan|gatan|vägen|torget|gården|föreningen|verket|kassan|styrelsen|projektet|modellen|programmet|samverkan))\b"
)
_AFTER_A_NAME = re.compile(
    r" (?:gatan?|vägen?|plats|torg|park|allé|skolan?|stiftelse|minnesfond|priset|fonden|kyrka|församling|hus)\b"
)
_FIRST_WORDS = frozenset(
    "Enligt Men Och När Som För Med Att Det Den De Vi Han Hon Så Nu Här Där Både Samt Efter Innan Under Hos Från Även Också"
    " Tillsammans Tack Därför Dessutom Sedan Genom Projektet Kommunen Sådan Våra Vår Dagens Kollegan Kollegorna Text Foto Bild"
    " Vad Vem Vilka Vilken Hur Varför Var Men Inte Alla Många Flera Några Ingen Mer Fler Till Om Under Över Mellan Bland".split()
)

RULES = (
    Rule(
        "age_after",
        rf"(?<![\w-])(?P<name>{_WORD}), (?:är )?[1-9]\d(?: år)?, ",
        hit="Amina, 34, kom från Syrien",
        miss="I Arvika, 34 personer, och i Eda",
        why="a first name followed by an age between commas is a person presented to the reader",
    ),
    Rule(
        "is_called",
        rf"\b[Hh](?:eter|ette) (?P<name>{_WORD}(?: {_WORD})?)",
        hit="Coachen heter Amina Warsame",
        miss="Het mat lagas",
        why="the verb names a person, or a thing: counted only with a given name",
    ),
    Rule(
        "came_from",
        rf"(?<![{_CAPITAL}\w] )(?<!\w)(?P<name>{_WORD}) (?:kom|kommer|flydde|flyttade) (?:till|från|hit|ensam)\b",
        hit="Fadi kom till Sverige för två år sedan",
        miss="Fler kom till mötet",
        why="the first words of many a life story: counted only with a given name",
    ),
    Rule(
        "said_by",
        rf"(?<=[,.!?…”\"»] )(?:SAYING) (?:också |även )?(?P<name>{_WORD})(?=[ ,.:;]|$)(?! [{_CAPITAL}])",
        hit="– Det går bra, säger Tsehaytu.",
        miss="Det säger Tsehaytu Berhe ofta",
        why="who speaks is a person, unless the word is a known organisation",
    ),
    Rule(
        "said_by_role",
        rf"(?<=[,.!?…”\"»] )(?:SAYING) [a-zåäö-]{{4,30}} (?P<name>{_WORD})(?=[,.:;]|$)",
        hit="– Det går bra, säger kocken Tsehaytu.",
        miss="som Komvux säger i Arvika.",
        why="a title or relation stands before the first name",
    ),
    Rule(
        "says",
        rf"(?<![{_CAPITAL}\w] )(?<!\w)(?P<name>{_WORD}) (?:SAYING)(?!\w)",
        hit="Amina berättar att det går bra.",
        miss="Kommunen har berättat",
        why="a name before a verb of saying: counted only with a given name, since organisations say things too",
    ),
    Rule(
        "titled",
        rf"(?<![\w-])(?P<title>[a-zåäö-]{{3,30}}) (?P<name>{_WORD})(?![\w-]| [{_CAPITAL}])",
        hit="sfi-läraren Monica hjälpte mig",
        miss="i Rosengård",
        why="a title or a relation before a first name: counted only with a given name",
    ),
    Rule(
        "does",
        rf"(?:^|(?<=[.!?] )|(?<=\n))(?P<name>{_WORD})(?:, (?:han|hon|som)[^,.]{{1,60}},)? (?:har|är|går|bor|arbetar|jobbar|studerar|läser|gör|själv|fick|började|vill|minns|drömmer)\b",
        hit="Mohammed har jobbat på Sågverket i sju månader.",
        miss="Allt är klart, och Mohammeds plan med.",
        why="a sentence about somebody known by first name: counted only with a given name",
    ),
)
# Rules sure enough for a name that the list of given names lacks.
_SURE = frozenset(("age_after", "said_by", "said_by_role"))
_RELATIONS = frozenset(
    "arbetskamrat arbetskamraten kollega kollegan kollegor kollegorna vän vännen väninna väninnan väninnor väninnorna vänner vännerna"
    " granne grannen tant farbror syster systern bror brodern dotter dottern fru frun make maken maka makan mormor farmor morfar farfar kompis kompisen".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a text: the span of the first mention, and the offsets of every mention."""

    start: int
    end: int
    text: str
    name: str
    role: str
    organisation: str
    mentions: tuple[tuple[int, int], ...]


def find_people(text: str) -> list[Person]:
    """The people of a text in the order of their first mention, one each.

    >>> [
    ...     (p.name, p.role, p.organisation)
    ...     for p in find_people("– Det går bra, säger Eva Ek, rektor på Komvux.")
    ... ]
    [('Eva Ek', 'rektor', 'Komvux')]
    >>> find_people("Workplace Luleå är ett projekt i Kista Galleria.")  # capitals alone are no person
    []
    """
    plain = plain_spaces(text)
    full = _find_full_names(plain)
    single = _find_single_names(plain, full)
    people = []
    for name, start, end in _merge(full + single):
        spans = _find_mentions(plain, name, [other for other, _, _ in full + single])
        role, organisation = _best_description(plain, spans or ((start, end),))
        people.append(Person(start, end, text[start:end], name, role, organisation, spans or ((start, end),)))
    return sorted(people, key=lambda person: person.start)


Named = tuple[str, int, int]


def _find_full_names(text: str) -> list[Named]:
    found: list[Named] = []
    for match in _compiled(_NAME).finditer(text):
        joined = (
            bool(found) and re.fullmatch(r",? (?:och|samt) ", text[found[-1][2] : match.start()]) is not None
        )
        found += _person_in(text, match, joined)
    return found


def _person_in(text: str, match: re.Match[str], joined: bool) -> list[Named]:
    """The person in a row of capitalised words, if there is one; `joined` when it follows a person and "och"."""
    words = [(word[0], match.start() + word.start()) for word in re.finditer(r"\S+", match[0])]
    first = next((i for i, (word, _) in enumerate(words) if is_given_name(word)), None)
    if first is None:
        first = next(
            (i for i, (w, _) in enumerate(words) if w not in _FIRST_WORDS and not is_role(w)), len(words)
        )
        given = False
    else:
        given = True
    if first and re.fullmatch(rf"[{_CAPITAL}]\.", words[first - 1][0]):
        first -= 1
    words = words[first:]
    capitals = [word for word, _ in words if word[0].isupper() or word[:3].lower() in ("al-", "el-")]
    if len(capitals) < 2:
        return []
    start, end = words[0][1], match.end()
    name = text[start:end]
    if (
        _NOT_A_NAME.search(name)
        or _AFTER_A_NAME.match(text, end)
        or (not given and len(capitals) < 3 and is_municipality(words[-1][0]))
    ):
        return []
    initials = sum(len(word.rstrip(".")) == 1 or (len(word) == 3 and word[1] == "-") for word in capitals)
    if initials and any(word in _FIRST_WORDS for word in capitals):
        return []
    signs = 1 + 2 * given + initials + 2 * (joined or _has_cue(text, start, end))
    return [(name, start, end)] if signs >= 3 else []


def _has_cue(text: str, start: int, end: int) -> bool:
    """Whether a verb of saying, a title or an age stands beside a name."""
    before, after = text[max(0, start - 60) : start], text[end : end + 80]
    if _compiled(
        rf"(?<!\w)(?:{_saying()})(?: (?:också|även|vidare|bland annat|till exempel))? $", re.I
    ).search(before):
        return True
    if _compiled(rf"{_PARTY}(?:,[^,.]{{1,60}},)? (?:{_saying()})\b").match(after):
        return True
    if _compiled(r", \d\d(?: år)?(?:[,:. )]|$)").match(after) or re.search(
        r"\b(?:prof|dr|doc)\.? $", before, re.I
    ):
        return True
    role_before = re.search(r"([^\W\d_]+-?(?:[^\W\d_]+)?),? $", before)
    apposition = _compiled(rf"[{_CAPITAL}]\w+, (?:\w+ )?\w+,? $").search(before)
    if role_before and (is_role(role_before[1]) or role_before[1] in _RELATIONS) and not apposition:
        return True
    if _compiled(r", [a-zåäö-]{4,} (?:på|vid|hos) ").match(after):
        return True
    if (label := re.search(r"(?:^|\n)([^\W\d_]+): $", before)) and is_role(label[1]):
        return True
    role_after = _compiled(rf"{_PARTY},? (?:är )?(?:\w+ ){{0,2}}?([^\W\d_-]+)\b").match(after)
    return bool(role_after and after[0] in ", (" and _apposition(after)[0])


def _find_single_names(text: str, full: list[Named]) -> list[Named]:
    """First names that present a person nowhere named in full, by RULES; some rules ask for a given name of the list."""
    known = {word for name, _, _ in full for word in name.split()}
    known |= {f"{word}s" for word in known} | _FIRST_WORDS
    taken = [(start, end) for _, start, end in full]
    found: dict[str, Named] = {}
    for rule in RULES:
        for match in _compiled(rule.pattern.replace("SAYING", _saying())).finditer(text):
            name, start, end = match["name"], match.start("name"), match.end("name")
            if name in known or any(first <= start < last for first, last in taken):
                continue
            if rule.name == "titled" and not (match["title"] in _RELATIONS or is_role(match["title"])):
                continue
            if is_given_name(name.split()[0]) or (rule.name in _SURE and not _may_be_organisation(name)):
                found[name] = min(
                    found.get(name, (name, start, end)), (name, start, end), key=lambda item: item[1]
                )
    return list(found.values())


def _may_be_organisation(name: str) -> bool:
    """Whether a lone capitalised word may be an organisation, a place or a thing rather than a first name."""
    plain = name.endswith(("en", "et", "na", "ingen", "are", "AB")) or name.isupper() or is_role(name)
    return plain or bool(_NOT_A_NAME.search(name)) or is_municipality(name) or bool(find_actors(name))


def _merge(found: list[Named]) -> list[Named]:
    """One entry a person, at the first mention: the longer form wins, a genitive s is not part of the name."""
    names = {name for name, _, _ in found}
    first: dict[str, Named] = {}
    for name, start, end in sorted(found, key=lambda item: item[1]):
        if name.endswith("s") and name[:-1] in names:
            name, end = name[:-1], end - 1
        if any(
            other != name and other.endswith(f" {name}") and other.count(" ") > name.count(" ")
            for other in names
        ):
            continue  # "Thott Ljung" beside "Pernilla Thott Ljung"
        first.setdefault(name, (name, start, end))
    return list(first.values())


def _find_mentions(text: str, name: str, names: list[str]) -> tuple[tuple[int, int], ...]:
    """Where a person is named: in full, or by a first or last name that nobody else in the text bears."""
    words = name.split()
    others = {word for other in names if not _same_person(other, name) for word in other.split()}
    short = [
        word for word in (words[0], words[-1]) if len(word) > 2 and word not in others and word[0].isupper()
    ]
    short = [" ".join(words[at:]) for at in range(1, len(words) - 1)] + short  # "Thott Ljung", "af Ekenstam"
    forms = "|".join(re.escape(form) for form in dict.fromkeys([name, *short]))
    pattern = re.compile(rf"(?<![\w-])(?:{forms})(?=s?(?![\w-]))")
    spans = []
    for match in pattern.finditer(text):
        alone = match[0] != name and re.match(rf" [{_CAPITAL}]\w", text[match.end() : match.end() + 3])
        before = match[0] != name and re.search(
            rf"[{_CAPITAL}]\w+ $", text[max(0, match.start() - 25) : match.start()]
        )
        if not alone and not before:
            spans.append((match.start(), match.end()))
    return tuple(spans)


def _same_person(one: str, other: str) -> bool:
    return one.rstrip("s") == other.rstrip("s") or one.endswith(f" {other}") or other.endswith(f" {one}")


def _best_description(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, str]:
    """Role and organisation from the first mention that gives them; what no mention gives stays empty."""
    role = organisation = ""
    for start, end in spans:
        after = _apposition(text[end : end + 160])
        before = _title_before(text[max(0, start - 90) : start])
        role = role or after[0] or before[0]
        organisation = organisation or after[1] or before[1]
        if role and organisation:
            break
    return role, organisation


def _apposition(after: str) -> tuple[str, str]:
    """Role and organisation from what follows a name: ", enhetschef på X", " från X", " är rektor på X"."""
    after = after.split("\n")[0]
    if match := _compiled(rf"{_PARTY} från (?P<rest>.*)").match(after):
        return "", _organisation(match["rest"])
    match = _compiled(rf"{_PARTY}(?:,| är| som är)(?: \d\d(?: år)?,)? (?P<rest>.*)").match(after)
    if not match:
        return "", ""
    words = match["rest"].split(" ")
    for count, word in enumerate(words[:5]):
        if is_role(word.rstrip(",.:;")) and (count == 0 or words[0][:1].islower()):
            role = " ".join([*words[:count], word.rstrip(",.:;")])
            if re.search(r"[,.;:]", " ".join(words[:count])) or words[0] in (
                "som",
                "och",
                "men",
                "att",
                "när",
                "där",
            ):
                return "", ""
            rest = " ".join(words[count + 1 :])
            tail = word[len(word.rstrip(",.:;")) :]
            if tail and tail != ",":
                return role, ""
            if tail == "," and not _compiled(rf"(?:{_PREPOSITION} )?[{_CAPITAL}]").match(rest):
                return role, ""
            return role, _organisation(
                _compiled(rf"{_PREPOSITION} ").sub("", rest, count=1)
                if _compiled(rf"{_PREPOSITION} ").match(rest)
                else rest
            )
    return "", ""


def _title_before(before: str) -> tuple[str, str]:
    """Role and organisation from what precedes a name: "kommunens strateg ", "Enhetschef på X, "."""
    before = before.rpartition("\n")[2]
    if not before.endswith(" "):
        return "", ""
    words = before.rstrip(" ,").split(" ")
    if before.endswith(", ") or not words or not is_role(words[-1]):
        return "", ""
    role, owner = words[-1], words[-2] if len(words) > 1 else ""
    if owner.lower() in ("biträdande", "tillförordnad", "tf", "tf.", "t.f.", "vice"):
        role, owner = f"{owner} {role}", words[-3] if len(words) > 2 else ""
    genitive = owner.endswith("s") and (owner[0].isupper() or _is_unit(owner[:-1]))
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
            or word.lower() in _saying_words()
        ):
            break
        kept.append(word)
        if raw != word and not (raw == f"{word}," and _next_is_part(words, index)):
            break
        if raw != word:
            kept[-1] = raw
    while kept and (kept[-1].islower() and not _is_unit(kept[-1])):
        kept.pop()
    return " ".join(kept).rstrip(",")


def _next_is_part(words: list[str], index: int) -> bool:
    following = " ".join(words[index + 1 : index + 4])
    return bool(
        re.match(rf"[{_CAPITAL}][\w-]+(?: [{_CAPITAL}][\w-]+)? (?:kommun|stad|län)\b|Region ", following)
    )


def _is_unit(word: str) -> bool:
    """Whether a word in lower case names an organisation or a part of one (enheten, kommun, kontoret)."""
    return bool(
        _compiled(
            r"[\w-]*(?:enhet(?:en)?|förvaltning(?:en)?|nämnd(?:en)?|kontor(?:et)?|avdelning(?:en)?|kommun(?:en)?|region(?:en)?|styrelse(?:n)?|centrum"
            r"|center|verket|kassan|förmedling(?:en)?|skola(?:n)?|förbund(?:et)?|förening(?:en)?|projekt(?:et)?|företag(?:et)?|vuxenutbildning(?:en)?"
            r"|komvux|sfi|socialtjänst(?:en)?|omsorg(?:en)?|stad|län|myndighet(?:en)?|bolag(?:et)?|vården|bibliotek(?:et)?|universitet(?:et)?|högskola(?:n)?"
            r"|fullmäktige|sekretariat(?:et)?|departement(?:et)?|verksamhet(?:en)?|utskott(?:et)?|byrå(?:n)?|museum|museet|hotell(?:et)?|restaurang(?:en)?)s?"
        ).fullmatch(word)
    )


def _saying() -> str:
    return saying_pattern().pattern


@cache
def _saying_words() -> frozenset[str]:
    return frozenset(list_words("saying_verbs.txt"))


@cache
def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)
