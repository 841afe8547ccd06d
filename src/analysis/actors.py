"""Organisations in a text: municipalities, their units, agencies, associations, employers.

Known names come from `lexicon/organisations.csv`; other organisations are known by how Swedish forms
their names: an ending (…förvaltningen, …enheten), a head word (X kommun, Region X) or a legal form (AB).
Units are matched in the definite form, singular: "enheten" is an organisation, "enheter" a plural of them.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache

from analysis.paths import LEXICON
from analysis.text import Rule, plain_spaces

_CAPITAL = "A-ZÅÄÖÉÜ"
_NAME = rf"[{_CAPITAL}][\w&-]*(?:[ -][{_CAPITAL}][\w&-]*){{0,3}}"

RULES = (
    Rule(
        "municipality",
        rf"(?<![\w-])(?P<municipality>[{_CAPITAL}][\w-]+(?:[ -][{_CAPITAL}][\w-]+)? (?:kommun|stad|Stad))(?:s|en|ens)?(?![\w-])",
        hit="Norrköpings kommun och Göteborgs Stad",
        miss="en annan kommun i länet",
        why="a capitalised name before kommun or stad",
    ),
    Rule(
        "region",
        rf"(?<![\w-])(?P<region>Region [{_CAPITAL}][\w-]+(?: [{_CAPITAL}][\w-]+)?(?: [Ll]än)?|[{_CAPITAL}][a-zåäö]+(?: [{_CAPITAL}][a-zåäö]+)?sregionen)(?![\w-])",
        hit="Region Jönköpings Län",
        miss="regionens arbetsmarknad",
        why="Region before a name, or a name that ends in -regionen",
    ),
    Rule(
        "coordination_body",
        rf"(?<![\w-])(?P<coordination_body>(?:[{_CAPITAL}][\w-]+ )?[Ss]amordningsförbund(?:et)?(?: [{_CAPITAL}][\w-]+)?)(?:s)?(?![\w-])",
        hit="Finnvedens samordningsförbund",
        miss="samordning och förbund",
        why="the coordination associations for rehabilitation (finsam) carry the word in their name",
    ),
    Rule(
        "association",
        rf"(?<![\w-])(?P<association>[Ff]öreningen {_NAME}|[Ss]tiftelsen {_NAME}|[\w-]*(?:hembygdsföreningen|idrottsföreningen|kvinnoföreningen|kulturföreningen|föreningsrådet)|{_NAME} (?:IF|FK|BK|IK))(?![\w-])",
        hit="den ekonomiska föreningen Kamratstödet",
        miss="en förening för alla",
        why="association or foundation with its name, or a definite special kind",
    ),
    Rule(
        "business",
        r"(?<![\w-])(?P<business>[\wåäö-]*(?:näringslivsrådet|branschrådet|företagarföreningen|näringslivsbolaget)|[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?s? [Nn]äringsliv(?: AB)?)(?![\w-])",
        hit="Gnosjöandans Näringsliv",
        miss="det lokala näringslivet",
        why="bodies of employers, named",
    ),
    Rule(
        "education",
        rf"(?<![\w-])(?P<education>(?:{_NAME} )?(?:folkhögskola|universitet|högskola|gymnasium|lärcentrum|Lärcentrum|kunskapscentrum)|[\w-]+(?:folkhögskolan|universitetet|högskolan|gymnasiet|lärcentret|gymnasieskolan))s?(?![\w-])",
        hit="Linköpings universitet och folkhögskolan",
        miss="studier på universitetsnivå",
        why="schools and universities by their last word",
    ),
    Rule(
        "employer",
        rf"(?<![\w-])(?P<employer>{_NAME} AB|AB {_NAME}|[\w-]*(?:bostadsbolaget|industribolaget|energibolaget|fastighetsbolaget))s?(?![\w-])",
        hit="Ek & Son AB och bostadsbolaget",
        miss="ABC-stöd i fabriken",
        why="the legal form AB, or a municipal company in the definite form",
    ),
    Rule(
        "municipal_unit",
        r"(?<![\w-])(?P<municipal_unit>(?:[\wåäö]+- och )?[\wåäö-]*(?:förvaltningen|nämnden|kontoret|enheten|avdelningen|sekretariatet|kompetenscentrum|kompetenscentret|kompetenscenter|etableringscenter|servicecenter|medborgarkontoret|integrationscentrum|arbetsmarknadscentrum|mottagningen))s?(?![\w-])",
        hit="arbetsmarknads- och vuxenutbildningskontoret",
        miss="två enheter på kontor",
        why="endings of municipal administrations, in the definite singular",
    ),
    Rule(
        "owned_unit",
        r"(?<=s )(?P<owned_unit>[\wåäö-]{4,40}(?:förvaltning|nämnd|senhet|savdelning))(?![\w-])",
        hit="Luleå kommuns arbetsmarknadsförvaltning",
        miss="deras erfarenhet av förvaltningar",
        why="after its owner in the genitive a unit stands in the indefinite form",
    ),
    Rule(
        "acronym",
        rf"(?<=\()(?P<acronym>[{_CAPITAL}]{{2,6}})(?=\))",
        hit="Gnosjö kommuns Arbetsmarknadsenhet (AME)",
        miss="Eva Ek (född 1960)",
        why="a unit's short name is introduced in brackets; from then on it stands for the unit",
    ),
)
# Words with a unit's ending that are no organisation.
_NOT_UNITS = frozenset("enheten erfarenheten lägenheten medvetenheten svårigheten angelägenheten öppenheten sammansättningen dagordningen avdelningen mottagningen nämnden kontoret förvaltningen huvudkontoret".split())


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
    >>> find_actors("Flera kommuner har enheter för arbete.")  # no name, no definite unit
    []
    """
    plain = plain_spaces(text)
    found = [*_find_known(plain), *_find_formed(plain)]
    found += _find_acronyms(plain, found)
    found.sort(key=lambda actor: (actor.start, -actor.end))
    kept: list[Actor] = []
    names: dict[str, str] = {}
    for actor in found:
        if not kept or actor.start >= kept[-1].end:
            name = names.setdefault(actor.actor.casefold(), actor.actor)
            kept.append(Actor(actor.start, actor.end, text[actor.start : actor.end], name, actor.kind))
    return kept


def _find_known(text: str) -> list[Actor]:
    names, pattern = _known()
    found = []
    for match in pattern.finditer(text):
        form = match[1]
        actor, kind, exact = names.get(form) or names[form[0].lower() + form[1:]]
        if exact or form not in ("kommunal", "vision"):
            found.append(Actor(match.start(1), match.end(1), form, actor, kind))
    return found


def _find_formed(text: str) -> list[Actor]:
    found = []
    for match in _formed().finditer(text):
        kind = match.lastgroup or ""
        name = match[kind]
        if kind != "acronym" and name.lower() not in _NOT_UNITS:
            named = "municipal_unit" if kind == "owned_unit" else kind
            found.append(Actor(match.start(kind), match.end(kind), name, name, named))
    return found


def _find_acronyms(text: str, found: list[Actor]) -> list[Actor]:
    """Every mention of a short name that stands in brackets right after an organisation it abbreviates."""
    ends = {actor.end: actor for actor in found}
    kinds = {}
    for match in re.finditer(RULES[-1].pattern, text):
        word = re.search(r"([\w-]+) \($", text[max(0, match.start() - 60) : match.start()])
        owner = ends.get(match.start() - 2)
        if match[0] not in _known()[0] and word and word[1][0].upper() == match[0][0]:
            kinds[match[0]] = owner.kind if owner else "municipal_unit"
    return [
        Actor(match.start(), match.end(), match[0], name, kind)
        for name, kind in kinds.items()
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?=:s\b|s?(?![\w-]))", text)
    ]


@cache
def _known() -> tuple[dict[str, tuple[str, str, bool]], re.Pattern[str]]:
    """Known forms with (name, kind, whether the case of its letters must be as listed), and their pattern."""
    with (LEXICON / "organisations.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = {
        form: (row["actor"], row["kind"], form != form.lower())
        for row in rows for form in row["forms"].split("|")
    }  # fmt: skip
    either = [
        re.escape(form) if form != form.lower() else f"[{form[0].upper()}{form[0]}]{re.escape(form[1:])}"
        for form in sorted(names, key=len, reverse=True)
        if form not in ("kommunal", "vision", "unionen", "företagarna")
    ]
    capital = ["Kommunal", "Vision", "Unionen", "Företagarna"]
    return names, re.compile(rf"(?<![\w-])({'|'.join([*either, *capital])})(?:s|:s)?(?![\w-])")


@cache
def _formed() -> re.Pattern[str]:
    return re.compile("|".join(rule.pattern for rule in RULES))
