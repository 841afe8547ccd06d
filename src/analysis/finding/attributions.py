"""Attributions: the words that give direct speech its speaker (", säger Eva Ek", "Eva Ek säger:", "– Eva Ek, rektor")."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.names import saying_pattern
from analysis.finding.people import Person
from analysis.text import Rule

_WHO = r"(?:(?!(?:jag|vi|du|ni|man|det|att|så|inte|de|sig|mig|oss|på|om|till|för)\b)[a-zåäö-]+|[A-ZÅÄÖÉ]\w+)"

RULES = (
    Rule(
        "attribution",
        rf"(?:(?<=[,?!.…”\"»])|(?<=[”\"»],)) ?(?:SAYING) (?:också |även |vidare |bland annat |däremot |sedan )?(?={_WHO}\b|de (?:båda|två|tre)\b)",
        hit="– Det går bra, säger Eva Ek.",
        miss="– Jag säger att Eva har rätt.",
        why="a verb of saying after a comma or a closing mark, before whoever spoke",
    ),
    Rule(
        "attribution_without_comma",
        r"(?<!\b[Jj]ag)(?<!\b[Vv]i)(?<!\b[Dd]u)(?<!\b[Dd]e)(?<!\b[Mm]an) (?:SAYING) (?:också |även |vidare )?(?=(?:PERSON|han|hon|hen)\b(?!:| (?:vad|om|att|hur|när|var|mig|oss|dem|aldrig|ofta)\b))",
        hit="– Det har gett fler bostäder berättar Lina Ek",
        miss="– De säger ofta nej",
        why="the comma is often forgotten; then only a known person or a pronoun is safe",
    ),
    Rule(
        "attribution_by_name",
        r"(?<=[,?!.…”\"»]) ?[a-zåäö]{2,15}(?:r|de|te|sa|s) (?=PERSON(?:[ ,.]|$))",
        hit="– Ta tid på er, råder Lina Ek.",
        miss="– Vi åt, drack, och Lina gick.",
        why="any verb will do after a comma when the person comes right after it",
    ),
    Rule(
        "according_to",
        r",? enligt (?=(?:PERSON|honom|henne)\b)",
        hit="”Vi har lyckats”, enligt Lina Ek",
        miss="enligt planen",
        why="enligt gives speech a speaker when a person follows",
    ),
)


class Cues(NamedTuple):
    """What to look for in a text with certain people: each pattern knows their names."""

    attribution: re.Pattern[str]
    """A verb of saying, up to where the speaker stands."""
    turn: re.Pattern[str]
    """A name and a colon at the beginning of a line: a turn of an interview."""
    signature: re.Pattern[str]
    """A name alone, or with age or title, after the words or on the next line."""
    name: re.Pattern[str]
    """Any of the names, in full or the first or last alone."""


def cues_of(people: list[Person]) -> Cues:
    """The patterns for a text with these people."""
    names = {part for person in people for part in (person.name, *person.name.split()) if len(part) > 2}
    return _compile_cues(tuple(sorted(names, key=lambda name: (-len(name), name))))


@lru_cache(maxsize=4)  # names differ from document to document: only the present one's are kept
def _compile_cues(names: tuple[str, ...]) -> Cues:
    person = "|".join(map(re.escape, names)) or "(?!)"
    attributions = "|".join(
        rule.pattern.replace("SAYING", saying_pattern().pattern).replace("PERSON", person) for rule in RULES
    )
    return Cues(
        re.compile(attributions),
        re.compile(rf" *(?:{person}): ?(?=[A-ZÅÄÖ])"),
        re.compile(
            rf"[.!?…”\"»«]*(?: ?[–—-] ?|\n(?:[–—-] ?)?)(?P<who>{person})(?:, [^.!?:\n]{{2,80}})?(?=\n|$)"
        ),
        re.compile(rf"\b(?:{person})\b"),
    )


@cache
def said_so_pattern() -> re.Pattern[str]:
    return re.compile(rf"[.!?…”\"» \n]*(?:Så|Det) (?:{saying_pattern().pattern}) (?=[A-ZÅÄÖ]|\w+ [A-ZÅÄÖ])")


@cache
def after_marks() -> re.Pattern[str]:
    said = saying_pattern().pattern
    return re.compile(
        rf"[,.]? ?(?:{said}) (?=\w)|,? enligt (?=[A-ZÅÄÖ]|honom|henne)|, [a-zåäö]{{2,15}}(?:r|de|te) (?=[A-ZÅÄÖ]\w+[ ,.])"
        rf"|,? som (?=[^.”\"\n]{{2,40}} (?:{said}|uttryck\w+))"
    )


@cache
def reported_before() -> re.Pattern[str]:
    """A verb of saying and "att" in the sentence that ends in quoted words."""
    return re.compile(rf"(?<!\w)(?:{saying_pattern().pattern})[^.:\n”\"]{{0,60}} att [^.:\n”\"]{{0,60}}$")


@cache
def before_marks() -> re.Pattern[str]:
    said = rf"(?<!\w)(?:{saying_pattern().pattern})[^.:\n]{{0,80}}"
    return re.compile(
        rf"{said}(?::| att) ?$|[”\"»’],? {said}, ?$|[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?(?:, \d\d)?: ?$|[a-zåäö]{{3,}}: ?$"
    )
