"""Organisations in a text: municipalities, their units, agencies, associations, employers.

Known names come from `lexicon/organisations.csv`; others are known by how Swedish forms their names: an
ending (…förvaltningen), a head word (X kommun), a legal form (AB), or by the words before a name
(platschef på X, föreningen X). A unit is in the definite singular: "enheten", not "enheter".
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from analysis.finding.actor_rules import BRANCH, CUED, JOINT, NAME, RULES, TOWN, WORD
from analysis.finding.gazetteer import is_municipality
from analysis.finding.known_actors import Mention, find_known, known_names, short_names
from analysis.finding.name_words import CAPITAL
from analysis.finding.names import is_given_name
from analysis.finding.words import RuleIndex
from analysis.text import join_rules, plain_spaces

_NOT_UNITS = re.compile(
    r"(?:\w*farenheten|lägenheten|\w*medvetenheten|\w*litenheten|angelägenheten|öppenheten|nyfikenheten"
    r"|belägenheten|(?:syster|grann)(?:enheten|förvaltningen|kontoret|avdelningen|nämnden|föreningen)|(?:huvud|lokal|hem|bank|post|lands|kommun)kontoret|lokalavdelning(?:en)?"
    r"|(?:akut|varu|gods|frukt|avfalls)mottagningen|tjänstemannanämnden|\w*farenhet|lägenhet|\w*medvetenhet)",
    re.IGNORECASE,
)
_OPENERS = frozenset(
    "Hos På I Vid Från Till Med För Enligt Inom Och Men Sedan När Om Efter Även Både Av Att Den Det En Ett"
    " Under Ortens Bygdens Byns Traktens Kommunens Stadens Denna Detta Varje Lokala Flera Genom Där Här Då Nu"
    " Vår Våra Som Mellan Utan Mot Tidigare Vi Kring Samt Idag Dessutom Tack".split()
)
_BRACKETED = re.compile(rf"\(([{CAPITAL}]{{2,6}})\)")
_UNIT_BEFORE = re.compile(r"(?<![\w-])\w[\w-]{1,40} $")
_SHORT = re.compile(rf"(?<![\w-])[{CAPITAL}]{{2,6}}(?=(?::?s)?(?![\w-]))")
# What stands where organisations do, and is none: islands and districts, languages of instruction, media.
_NO_ORGANISATION = re.compile(
    r"\w+(?:ön|land|landet|malm|holmen|åsen|ryd|torp|torget|gatan|vägen|stan)|[Ss][Ff][Ii]|SVA|SO|Facebook|Instagram"
    r"|Youtube|YouTube|Linkedin|LinkedIn|Internet|EU|FN|Sverige|Europa|Norden|Stadshuset|Folkets Hus|IOP|LÖK|ESF|\d+"
)
_COMPANY = re.compile(
    r"\w*(?:[Ff]öretaget|[Bb]olaget|[Åå]keriet|[Hh]otellet|[Rr]estaurangen|[Kk]oncernen|[Ff]irman|[Ff]abriken|[Ii]ndustrin)"
)
_ACTS = re.compile(join_rules(BRANCH))
_BY_TOWN = (
    "Länsstyrelsen",
    "Samordningsförbundet",
    "Lärcentrum",
    "Vuxenutbildningen",
    "Region",
    "Närhälsan",
    "Räddningstjänsten",
)
_JOINTS = (", ", " och ", " samt ")
_ALIKE = frozenset(("association", "employer", "business"))
_BEFORE = re.compile(
    rf"(?:(?:^|[.!?] |\n)(?={WORD} {WORD})|(?:med|av|från|mellan|både|till|hos|samt|finns|fanns|ingår|ingick|deltar|deltog|[a-zåäö],)[ \n])(?P<name>{NAME})(?:, | och | samt )$"
)
_AFTER = re.compile(
    rf"(?:, | och | samt )(?P<name>{NAME})(?=[.,;:)\n]|$| (?:och|samt|har|som|är|i|utgår|om|kring)\b)"
)
_LIST = re.compile(r"s? ?(?:, |,? (?:och|eller|samt) )(?:med |från )?")


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention of an organisation: its name in base form, and its kind."""

    start: int
    end: int
    text: str
    actor: str
    kind: str


def find_actors(text: str) -> list[Actor]:
    """The organisations a text mentions, every mention, in order; the longer of two that overlap.

    >>> [(a.actor, a.kind) for a in find_actors("Arbetsförmedlingens chef mötte Norrköpings kommun.")]
    [('Arbetsförmedlingen', 'state_agency'), ('Norrköpings kommun', 'municipality')]
    >>> find_actors("Flera kommuner har enheter och jobb i äldreomsorgen.")  # no definite unit, only a branch
    []
    """
    plain = plain_spaces(text)
    known, branches = find_known(plain)
    sure, cued = _find_formed(plain)
    found = _longest([*known, *sure])
    if cued:
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        found = _longest([*found, *(m for m in cued if taken.isdisjoint(range(m.start, m.end)))])
    found = _longest([*found, *_find_beside(plain, found, branches)])
    found = _longest([*found, *_find_acting(plain, branches, found)])
    found = _name_alike(plain, _longest([*_find_acronyms(plain, found), *found]))
    return [Actor(m.start, m.end, text[m.start : m.end], m.name, m.kind) for m in found]


def _longest(found: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _find_formed(text: str) -> tuple[list[Mention], list[Mention]]:
    """Organisations by the form of their names, and apart from them those that only the words before tell."""
    sure, cued = [], []
    for rule, match in _rules().find(text):
        if rule is JOINT:
            sure += _part_joint(match)
            continue
        group = "name" if match["name"] else "evaluator"
        name, end = _without_opener(rule.name, match[group]), match.end(group)
        shortened = name != match[group]
        if (shortened and name[0].islower()) or not _may_be(rule.name, match, name):
            continue
        mention = Mention(end - len(name), end, _base_form(rule.name, name), rule.name.split(".")[0])
        if rule not in CUED:
            sure.append(mention)
        elif _may_be_cued(name):
            cued.append(mention)
    return sure, cued


def _without_opener(rule: str, name: str) -> str:
    """The name without a first word that begins the sentence, says what it is or goes before a town: "Hos Ek AB", "Nya Hjo kommun"."""
    first, _, rest = name.partition(" ")
    opener = first.capitalize() in _OPENERS or _COMPANY.fullmatch(first)
    return rest if rest and (opener or (rule == "municipality" and _is_extra(name))) else name


def _may_be(rule: str, match: re.Match[str], name: str) -> bool:
    """What a pattern cannot say of its match."""
    groups = match.groupdict()
    person, place = groups.get("person"), groups.get("place")
    return (
        not _NOT_UNITS.fullmatch(name)
        and (not person or is_given_name(person))
        and (not place or is_municipality(place) or is_municipality(f"{place}s"))
        and (rule not in _MAY_BE or _MAY_BE[rule](match, name))
    )


# The same of single rules: "Maria Skog" is a person, in "Ska kommunen" there is no town, a unit may be an agency's.
_MAY_BE = {
    "employer": lambda _, name: not _is_person(name),
    "municipality": lambda match, name: not match[0].endswith(("en", "ens")) or _is_town(name),
    "municipal_unit.owned": lambda match, _: match[0].split(" ")[0].removesuffix("s") not in known_names()[0],
}


def _base_form(rule: str, name: str) -> str:
    """The name as it is given: definite for a unit, without the capitals of a heading."""
    if rule == "municipal_unit.capitals":
        return name.lower()
    if rule == "municipal_unit.owned":
        return f"{name}{'et' if name.endswith('kontor') else 'en'}"
    if rule == "municipality" and name.isupper():
        town, _, kind = name.rpartition(" ")
        return f"{town.title()} {kind.lower()}"
    return name


@cache
def _rules() -> RuleIndex:
    return RuleIndex((*RULES, JOINT, *CUED))


def _is_extra(name: str) -> bool:
    """Whether the word before a municipality's name is none of it: "Nya Hjo kommun"."""
    *words, _ = name.title().split(" ")
    return len(words) > 1 and is_municipality(words[-1]) and not is_municipality(" ".join(words))


def _is_town(name: str) -> bool:
    return is_municipality(name.rpartition(" ")[0].title())


def _is_person(name: str) -> bool:
    """Whether a line of business is a surname here: "Maria Skog", but not "Marias Skog AB"."""
    *words, last = name.split(" ")
    return (
        last != "AB"
        and bool(words)
        and not words[-1].endswith("s")
        and any(is_given_name(part) for word in words for part in word.split("-"))
    )


def _part_joint(match: re.Match[str]) -> list[Mention]:
    """Each of the municipalities in "Krokoms, Bräcke och Bergs kommuner"."""
    return [
        Mention(match.start() + name.start(), match.start() + name.end(), f"{name[0]} kommun", "municipality")
        for name in re.finditer(TOWN, match[1])
    ]


def _may_be_cued(name: str) -> bool:
    first = name.split(" ")[0]
    return not (
        is_municipality(name) or is_given_name(first) or first in _OPENERS or _NO_ORGANISATION.fullmatch(name)
    )


def _find_beside(text: str, found: list[Mention], branches: list[Mention]) -> list[Mention]:
    """Capitalised names that stand in a list beside an organisation: "med KFUM och Lunds kommun", and those beside these."""
    taken = {offset for mention in (*found, *branches) for offset in range(mention.start, mention.end)}
    full: dict[str, Mention] = {}  # the first longer name by each row of words that it begins with
    beside: list[Mention] = []
    new = found
    while new:
        for mention in new:
            for space in re.finditer(" ", mention.name):
                full.setdefault(mention.name[: space.start()], mention)
        told = (one for mention in new for one in _list_beside(text, mention, full))
        new = _longest([one for one in told if taken.isdisjoint(range(one.start, one.end))])
        taken.update(offset for one in new for offset in range(one.start, one.end))
        beside += new
    return beside


def _list_beside(text: str, mention: Mention, full: dict[str, Mention]) -> Iterator[Mention]:
    """The names right before and after an organisation in a list, by their full name where the text has one."""
    if mention.kind == "municipality" or not (
        text.startswith(_JOINTS, mention.end) or text.endswith(_JOINTS, 0, mention.start)
    ):
        return
    for match in (
        _BEFORE.search(text, max(0, mention.start - 60), mention.start),
        _AFTER.match(text, mention.end),
    ):
        if match and _may_be_cued(match["name"]) and not _abbreviates(match["name"], mention.name):
            kind = mention.kind if mention.kind in _ALIKE else "other"
            longer = full.get(match["name"])
            name, kind = (longer.name, longer.kind) if longer else (match["name"], kind)
            yield Mention(*match.span("name"), name, kind)


def _abbreviates(short: str, name: str) -> bool:
    """Whether a name in capitals begins like the organisation beside it: "Arbetslivsenheten, ALE"."""
    return 1 < len(short) < 7 and short.isupper() and " " not in short and name[0].upper() == short[0]


def _find_acting(text: str, branches: list[Mention], found: list[Mention]) -> list[Mention]:
    """The branches of service that act here as organisations, by a cue or beside one in a list."""
    acting = set()
    for branch in branches:
        if branch.name in acting:
            continue
        window = f"{text[max(0, branch.start - 60) : branch.end]}⌂{text[branch.end : branch.end + 40]}"
        if _ACTS.search(window):
            acting.add(branch.name)
    names = {branch.name for branch in branches}
    beside = [
        {one.name, other.name}
        for one, other in pairwise(_longest([*found, *branches]))
        if _LIST.fullmatch(text, one.end, other.start)
    ]
    for _ in range(2):  # a branch beside one that acts, acts
        for pair in beside:
            if pair & acting or pair - names:
                acting |= pair & names
    return [branch for branch in branches if branch.name in acting]


def _find_acronyms(text: str, found: list[Mention]) -> list[Mention]:
    """Every mention of a short name that stands in brackets after a unit it begins like."""
    kinds, owners = {}, {mention.start: mention.kind for mention in found}
    for match in _BRACKETED.finditer(text):
        unit = _UNIT_BEFORE.search(text, max(0, match.start() - 42), match.start())
        if unit and match[1] not in known_names()[0] and unit[0][0].upper() == match[1][0]:
            kinds[match[1]] = owners.get(unit.start(), "municipal_unit")
    if not kinds:
        return []
    return [
        Mention(*word.span(), word[0], kinds[word[0]]) for word in _SHORT.finditer(text) if word[0] in kinds
    ]


def _name_alike(text: str, found: list[Mention]) -> list[Mention]:
    """Under one name: what differs in capitals, a listed short name, a unit and its acronym."""
    uses = Counter(mention.name for mention in found)
    names = {name: short_names()[name] for name in uses if short_names().get(name) in uses}
    for name, longer in _with_town(uses):
        names[name] = longer
    for committee in (name for name in uses if name.endswith("s arbetsutskott")):
        names |= dict.fromkeys(("Arbetsutskottet", "arbetsutskottet"), committee)
    for one, other in pairwise(found):
        if text[one.end : other.start] in (" (", "s (") and uses[other.name] > uses[one.name] + 1:
            names[one.name] = other.name
    first: dict[str, str] = {}
    alike = []
    for mention in found:
        name = names.get(mention.name, mention.name)
        name = first.setdefault(name.casefold(), name)
        alike.append(mention if name == mention.name else mention._replace(name=name))
    return alike


def _with_town(uses: Counter[str]) -> Iterator[tuple[str, str]]:
    """Names that mean one organisation here: a union and its branch go by the union's name, an authority by the longer."""
    begun: dict[str, list[str]] = {}  # the longer names by each row of words that they begin with
    for name in uses:
        words = name.casefold().split(" ")
        for count in range(1, len(words)):
            begun.setdefault(" ".join(words[:count]), []).append(name)
    for name in uses:
        longer = begun.get(name.casefold(), [])
        if len(longer) != 1:
            continue
        if f"{name[0].upper()}{name[1:]}".startswith(_BY_TOWN):
            yield name, longer[0]
        elif is_municipality(longer[0].removeprefix(f"{name} ")):
            yield longer[0], name
