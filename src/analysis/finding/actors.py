"""Organisations in a text: municipalities, their units, agencies, associations, employers.

Known names come from `lexicon/organisations.csv`; others are known by how Swedish forms their names: an
ending (…förvaltningen), a head word (X kommun), a legal form (AB), or by the words before a name
(platschef på X, föreningen X). A unit is in the definite singular: "enheten", not "enheter".
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from analysis.finding.gazetteer import is_municipality
from analysis.finding.names import is_given_name
from analysis.finding.words import NameIndex, RuleIndex
from analysis.paths import LEXICON
from analysis.text import Rule, plain_spaces

_A = "A-ZÅÄÖÉÜ"
_B = r"(?<![\w-])"  # a name begins
_C = rf"[{_A}][\w&-]{{1,40}}"  # a capitalised word
_NAME = rf"{_C}(?: (?:& )?{_C}){{0,3}}"
_TOWN = rf"{_C}(?: {_C})?"
_W = r"[\w-]{1,40}?"
_ROLE = (
    rf"(?:{_W}(?:chef|direktör|ledare|pedagog|samordnare|coach|handläggare|medarbetare)(?:e?n)?"
    r"|rektorn?|ordföranden?|VD|[Vv]d|ägaren?|föreståndaren?)"
)
_JOB = (
    r"(?:[Jj]obb|[Aa]nställning|\w{0,30}praktik|praktikplats|tjänst|vikariat|[Aa]nställd[ae]?|disken|kassan)"
)

# fmt: off
# The rule's name is the kind of organisation, and after a dot what tells it; the group `name` is its name.
RULES = (
    Rule("municipality",
         rf"{_B}(?P<name>(?:[{_A}][\w-]{{1,30}}[ -])?[{_A}][\w-]{{1,30}} (?:[Kk]ommun|KOMMUN|[Ss]tad|STAD))"
         r"(?:s|en|ens)?(?![\w-])",
         "Norrköpings kommun och Göteborgs Stad", "en annan kommun i länet", "a capital before kommun, stad",
         needs="^(?:[Kk]ommun|KOMMUN|[Ss]tad|STAD)(?:s|en|ens)?$"),
    Rule("region",
         rf"{_B}(?P<name>Region {_C}(?: {_C})?(?: [Ll]än)?|(?:Västra )?Götalandsregionen)(?![\w-])",
         "Region Jönköpings Län", "regionens arbetsmarknad", "Region before a name; one by its ending",
         needs="^(?:Region|Götalandsregionen)$"),
    Rule("coordination_body",
         rf"{_B}(?P<name>(?:{_C} )?[Ss]amordningsförbund(?:et)?(?:(?: i)? {_C}(?: {_C})?(?: län)?)?"
         rf"|Kommunalförbundet {_NAME}|(?<!i )[{_A}]\w{{3,30}}sregionen)s?(?![\w-])",
         "Finnvedens samordningsförbund", "samordning och förbund",
         "unions of public bodies name themselves",
         needs="[Ss]amordningsförbund|^Kommunalförbundet$|sregionens?$"),
    Rule("association",
         rf"{_B}(?P<name>(?!Bostadsrätts|bostadsrätts)\w{{3,30}}föreningen|{_C} (?:{_C} )?(?:IF|FK|BK|IK|FF"
         rf"|SK|\w{{0,20}}(?:förening|sällskap|församling|pastorat|klubb|stadsmission))"
         rf"|Stiftelsen {_NAME})s?(?![\w-])",
         "Tranås Segelsällskap", "en förening för alla", "a definite kind, or a name before the kind",
         needs="(?:förening(?:en)?|sällskap|församling|pastorat|klubb|stadsmission)s?$|^(?:IF|FK|BK|IK|FF|SK)s?$"
         "|^Stiftelsen$"),
    Rule("business",
         rf"{_B}(?P<name>{_W}(?:näringslivsrådet|branschrådet)"
         rf"|{_C}(?: {_C})? [Nn]äringsliv(?: AB)?)(?![\w-])",
         "Gnosjöandans Näringsliv", "det lokala näringslivet", "bodies of employers",
         needs="näringslivsrådet$|branschrådet$|^[Nn]äringsliv$"),
    Rule("education",
         rf"{_B}(?P<name>(?:{_NAME} )?(?:folkhögskola|universitet|(?:tekniska )?högskola|gymnasium"
         rf"|[Ll]ärcentrum|[Kk]unskapscentrum)|\w{{2,30}}(?:universitetet|högskolan|gymnasiet)|universitetet"
         rf"|lärcentret|(?<=[a-zåäö,] )(?!Grund|Gymnasie|För)[{_A}]\w{{2,30}}skolan)s?(?![\w-])",
         "Linköpings universitet", "på universitetsnivå, i skolan",
         "by the last word; Bruksskolan by a capital",
         needs="universitet|högskola|gymnasi|[Ll]ärcent|[Kk]unskapscentrum|skolans?$"),
    Rule("employer",
         rf"{_B}(?P<name>{_NAME} AB|AB {_NAME}|{_C} (?:Fastigheter|Energi|Industri(?:er)?))s?(?![\w-])",
         "Ek & Son AB", "ABC-stöd i fabriken", "the legal form, or a line of business ending a name",
         needs="^ABs?$|^(?:Fastigheter|Energi|Industri(?:er)?)s?$"),
    Rule("employer.housing",
         rf"{_B}(?P<name>{_C} Bostäder(?: AB)?|(?P<place>[{_A}]\w{{2,20}}?)s?(?:bostäder|hem))(?![\w-])",
         "Robertsforsbostäder", "Bostäder saknas",
         "housing companies carry their place before bostäder, hem",
         needs="(?:[Bb]ostäder|hem)$"),
    Rule("municipal_unit",
         rf"{_B}(?P<name>(?:\w{{2,30}}- och )?{_W}(?:förvaltningen|nämnden|kontoret|enheten|avdelningen"
         r"|sekretariatet|mottagningen)|(?:[Kk]ompetens|[Ee]tablerings|[Ii]ntegrations|[Aa]rbetsmarknads|[Rr]esurs"
         r"|[Ss]ervice|[Vv]äglednings)(?:centrum|center|centret))s?(?![\w-])",
         "arbetsmarknads- och vuxenutbildningskontoret", "två enheter på kontor",
         "endings, definite singular",
         needs="(?:förvaltningen|nämnden|kontoret|enheten|avdelningen|sekretariatet|mottagningen|centrum|center"
         "|centret)s?$"),
    Rule("municipal_unit.committee",
         rf"{_B}(?P<name>(?:[Kk]ommunstyrelsens|\w{{3,30}}nämndens) \w{{0,20}}utskott)(?:et)?(?![\w-])",
         "Kommunstyrelsens arbetsutskott", "utskottet beslutar", "a committee is named with its board",
         needs="utskott(?:et)?$"),
    Rule("municipal_unit.owned",
         rf"{_B}(?:[Kk]ommun(?:en)?s|[Ss]tad(?:en)?s|(?!Deras|Dess|Hans|Hennes)[{_A}]\w{{1,30}}s"
         rf"|från(?: både)?(?: kommunstyrelse och)?) (?P<name>{_W}(?:förvaltning|nämnd|enhet|avdelning"
         rf"|kontor))"
         r"s?(?![\w-])",
         "Luleå kommuns arbetsmarknadsförvaltning", "deras erfarenhet", "indefinite after its owner",
         needs="(?:förvaltning|nämnd|enhet|avdelning|kontor)s?$"),
)
# Weaker: only the words before the name tell. They count where no other rule has found anything.
CUED = (
    Rule("municipal_unit.named",
         rf"{_B}(?:[Ee]nheten|[Aa]vdelningen|[Ff]örvaltningen|(?:äldre|vård|grupp)boendet|förskolan)"
         rf" (?P<name>{_NAME}(?:(?:, {_C}){{0,3}} och {_C})?)",
         "enheten Etablering, Coachning och Service", "enheten för arbete", "a unit or home, then its name",
         needs="^(?:[Ee]nheten|[Aa]vdelningen|[Ff]örvaltningen|(?:äldre|vård|grupp)boendet|förskolan)$"),
    Rule("association.named",
         rf"{_B}(?:[Ff]öreningen|[Oo]rganisationen|[Ff]ackförbundet|[Ss]tudieförbundet|\w{{0,20}}klubben"
         rf"|[Nn]ätverket)"
         rf" (?P<name>{_NAME}(?: i {_C}(?:bygden|dalen|trakten))?)",
         "föreningen Kamratstödet", "en förening för alla", "what it is, then its name, with its district",
         needs="(?:[Ff]öreningen|[Oo]rganisationen|förbundet|klubben|[Nn]ätverket)$"),
    Rule("employer.named",
         rf"{_B}(?:\w{{0,20}}[Ff]öretaget|\w{{0,20}}[Bb]olaget|[Rr]estaurangen|[Hh]otellet|[Ff]abriken"
         rf"|[Uu]tvärderaren)"
         rf" (?P<name>{_NAME})",
         "utvärderaren Ramverk Analys", "företaget har vuxit", "a company, then its name",
         needs="(?:[Ff]öretaget|[Bb]olaget|[Rr]estaurangen|[Hh]otellet|[Ff]abriken|[Uu]tvärderaren)$"),
    Rule("employer.work",
         rf"{_B}(?:{_JOB}|(?:[Pp]lats|[Bb]utiks|[Pp]roduktions|[Pp]ersonal|[Ff]abriks)chef) (?:på|hos|vid)"
         rf" (?P<name>{_NAME})",
         "platschef på Sala Lagerpartner", "jobb på sågen", "where people are employed",
         needs=rf"^{_JOB}$|chef$"),
    Rule("municipal_unit.role", rf"{_B}{_ROLE} (?:på|vid|hos) (?P<name>{_NAME})",
         "enhetschef på Viadidakt", "chef på golvet", "where people lead and coach",
         needs=rf"^{_ROLE}$"),
    Rule("other.said",
         rf"(?:^|(?<=\. ))(?P<name>{_C}) är (?:också |även )?en (?:\w{{2,20}} ){{0,2}}"
         r"(?:samverkansfunktion|samverkansgrupp|myndighet|organisation|förening|stiftelse)(?!\w)",
         "Arena är också en viktig samverkansfunktion", "Det är en fråga", "the sentence says what it is",
         needs="^(?:samverkansfunktion|samverkansgrupp|myndighet|organisation|förening|stiftelse)$"),
)
# A branch of service (⌂ stands after it) is an organisation only where it acts, or beside one in a list.
BRANCH = (
    Rule("led", rf"{_ROLE} (?:på|vid|för|i|inom|från) \w+⌂",
         "rektorn på komvux⌂", "jobb på komvux⌂", "somebody leads it"),
    Rule("partner", r"(?:[Tt]illsammans|[Ss]am\w{2,15}|överenskommelse|avtal) (?:\w{1,20} )?med \w+⌂",
         "samverkar med regionen⌂", "hjälp med komvux⌂", "others work with it"),
    Rule("works", r"⌂s (?:\w{0,20}(?:samordnare|handläggare|chef|representant)(?:er)?|ledning|arbete)(?!\w)",
         "regionen⌂s vårdsamordnare", "regionen⌂s invånare", "it has staff"),
    Rule("certain", rf"centralen⌂ i [{_A}]", "familjecentralen⌂ i Emmaboda", "vårdcentralen⌂ i huset",
         "a centre whose place is said"),
)
JOINT = Rule("municipality.joint",
             rf"{_B}({_TOWN}(?:, {_TOWN}){{0,8}} (?:och|samt) {_TOWN}) kommuner(?:nas?|s)?(?!\w)",
             "Krokoms, Bräcke och Bergs kommuner", "stora och små kommuner", "each of them is named",
             needs="^kommuner")
# fmt: on
_NOT_UNITS = re.compile(
    r"(?:\w*farenheten|lägenheten|\w*medvetenheten|\w*litenheten|angelägenheten|öppenheten|nyfikenheten"
    r"|belägenheten|syster(?:enheten|förvaltningen)|grann\w+|(?:huvud|lokal|hem|bank|post|lands)kontoret"
    r"|akutmottagningen|tjänstemannanämnden|\w*farenhet|lägenhet|\w*medvetenhet)",
    re.IGNORECASE,
)
_OPENERS = frozenset(
    "Hos På I Vid Från Till Med För Enligt Inom Och Men Sedan När Om Efter Även Både Av Att Den Det En Ett"
    " Under Ortens Bygdens Byns Traktens Kommunens Stadens Denna Detta Varje Lokala Flera Genom Där Här Då Nu"
    " Vår Våra Som Mellan Utan Mot Tidigare Vi Kring Samt Idag Dessutom Tack".split()
)
# What goes on a listed name: a county (Länsstyrelsen i X län), for an association its place (PRO Lycksele).
_COUNTY = re.compile(rf" i {_C}(?: {_C})? län(?!\w)")
_TAILS = {
    "Länsstyrelsen": re.compile(rf"(?: i)? {_C}(?: {_C})?(?: län)?(?!\w)"),
    "association": re.compile(rf"{_COUNTY.pattern}| {_C}(?! [{_A}])(?![\w-])"),
}
_BRACKETED = re.compile(rf"\(([{_A}]{{2,6}})\)")
_UNIT_BEFORE = re.compile(r"(?<![\w-])\w[\w-]{1,40} $")
_SHORT = re.compile(rf"(?<![\w-])[{_A}]{{2,6}}(?=(?::?s)?(?![\w-]))")
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
    known, branches = _find_known(plain)
    sure, cued = _find_formed(plain)
    found = _longest([*known, *sure])
    if cued:
        taken = {offset for mention in found for offset in range(mention.start, mention.end)}
        found = _longest([*found, *(m for m in cued if taken.isdisjoint(range(m.start, m.end)))])
    found = _longest([*found, *_find_acting(plain, branches, found)])
    found = _name_alike(plain, _longest([*found, *_find_acronyms(plain, found)]))
    return [Actor(m.start, m.end, text[m.start : m.end], m.name, m.kind) for m in found]


class _Mention(NamedTuple):
    """An organisation in the making: a tuple is cheaper to make and to remake than an `Actor`."""

    start: int
    end: int
    name: str
    kind: str


def _longest(found: list[_Mention]) -> list[_Mention]:
    kept: list[_Mention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _find_known(text: str) -> tuple[list[_Mention], list[_Mention]]:
    """Listed organisations, and apart from them the branches of service."""
    names, index = _known()
    found, branches, last = [], [], 0
    for start, form in index.find(text):
        if start < last:
            continue
        last = end = start + len(form)
        name, kind, cue = names[form]
        if cue == "inside" and (
            text.startswith(" vux", end) or not re.match(r"[\w,] ", text[start - 2 : start])
        ):
            continue
        if tail := _TAILS.get(name, _TAILS.get(kind, _COUNTY)).match(text, end):
            name, end = name + tail[0], tail.end()
        (branches if cue == "branch" else found).append(_Mention(start, end, name, kind))
    return found, branches


def _find_formed(text: str) -> tuple[list[_Mention], list[_Mention]]:
    """Organisations by the form of their names, and apart from them those that only the words before tell."""
    sure, cued = [], []
    for rule, match in _rules().find(text):
        if rule is JOINT:
            sure += _part_joint(match)
            continue
        name, start = match["name"], match.start("name")
        first = name.split(" ")[0]
        if " " in name and (
            first.capitalize() in _OPENERS or (rule.name == "municipality" and _is_extra(name))
        ):
            name, start = name[len(first) + 1 :], start + len(first) + 1
        place = match.groupdict().get("place")
        if name[0].islower() and start > match.start("name"):
            continue
        if _NOT_UNITS.fullmatch(name) or (
            place and not (is_municipality(place) or is_municipality(place + "s"))
        ):
            continue
        if name.isupper() and rule.name == "municipality":
            *words, last = name.split(" ")
            name = f"{' '.join(words).title()} {last.lower()}"
        if rule.name == "municipal_unit.owned":
            name += "et" if name.endswith("kontor") else "en"
        mention = _Mention(start, match.end("name"), name, rule.name.split(".")[0])
        if rule not in CUED:
            sure.append(mention)
        elif _may_be_cued(name):
            cued.append(mention)
    return sure, cued


@cache
def _rules() -> RuleIndex:
    return RuleIndex((*RULES, JOINT, *CUED))


def _is_extra(name: str) -> bool:
    """Whether the word before a municipality's name is none of it: "Nya Hjo kommun"."""
    *words, _ = name.title().split(" ")
    return len(words) > 1 and is_municipality(words[-1]) and not is_municipality(" ".join(words))


def _part_joint(match: re.Match[str]) -> list[_Mention]:
    """Each of the municipalities in "Krokoms, Bräcke och Bergs kommuner"."""
    return [
        _Mention(
            match.start() + name.start(), match.start() + name.end(), f"{name[0]} kommun", "municipality"
        )
        for name in re.finditer(_TOWN, match[1])
    ]


def _may_be_cued(name: str) -> bool:
    first = name.split(" ")[0]
    return not (is_municipality(name) or is_given_name(first) or first in _OPENERS)


def _find_acting(text: str, branches: list[_Mention], found: list[_Mention]) -> list[_Mention]:
    """The branches of service that act here as organisations, by a cue or beside one in a list."""
    acting = set()
    for branch in branches:
        window = f"{text[max(0, branch.start - 60) : branch.end]}⌂{text[branch.end : branch.end + 40]}"
        if any(re.search(rule.pattern, window) for rule in BRANCH):
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


def _find_acronyms(text: str, found: list[_Mention]) -> list[_Mention]:
    """Every mention of a short name that stands in brackets after a unit it begins like."""
    kinds, owners = {}, {mention.start: mention.kind for mention in found}
    for match in _BRACKETED.finditer(text):
        unit = _UNIT_BEFORE.search(text, max(0, match.start() - 42), match.start())
        if unit and match[1] not in _known()[0] and unit[0][0].upper() == match[1][0]:
            kinds[match[1]] = owners.get(unit.start(), "municipal_unit")
    if not kinds:
        return []
    return [
        _Mention(*word.span(), word[0], kinds[word[0]]) for word in _SHORT.finditer(text) if word[0] in kinds
    ]


def _name_alike(text: str, found: list[_Mention]) -> list[_Mention]:
    """Under one name: what differs in capitals, a listed short name, a unit and its acronym."""
    uses = Counter(mention.name for mention in found)
    names = {name: _short()[name] for name in uses if _short().get(name) in uses}
    for one, other in pairwise(found):
        if text[one.end : other.start] in (" (", "s (") and uses[other.name] > uses[one.name] + 1:
            names[one.name] = other.name
    first: dict[str, str] = {}
    alike = (mention._replace(name=names.get(mention.name, mention.name)) for mention in found)
    return [m._replace(name=first.setdefault(m.name.casefold(), m.name)) for m in alike]


@cache
def _rows() -> list[dict[str, str]]:
    with (LEXICON / "organisations.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _short() -> dict[str, str]:
    return {short: row["actor"] for row in _rows() for short in row["short"].split("|") if short}


@cache
def _known() -> tuple[dict[str, tuple[str, str, str]], NameIndex]:
    """Listed forms with (name, kind, cue), and their index; a small first letter may be a capital."""
    names = {}
    for row in _rows():
        rest = row["kind"], row["cue"]
        names |= dict.fromkeys(row["forms"].split("|"), (row["actor"], *rest))
        names |= {short: (short, *rest) for short in row["short"].split("|") if short}
    capitals = {form[0].upper() + form[1:]: names[form] for form in names if form == form.lower()}
    names = capitals | names
    return names, NameIndex(names, genitive=":?s|")
