"""People in a text, with role and organisation as the text gives them.

A name is recognised by signs that add up: a given name from the list, capitalised words in a row, a
title before or after, a verb of saying beside it, an age. None of them is enough alone, so
organisations and places with two capitals (Workplace Luleå, Kista Galleria) stay out. Later mentions by
first or last name, with or without genitive s, belong to the same person.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache, partial

from analysis.finding.actors import find_actors
from analysis.finding.credits import is_credit
from analysis.finding.descriptions import describe
from analysis.finding.full_names import Named, find_full_names
from analysis.finding.gazetteer import is_municipality
from analysis.finding.mentions import find_mentions, list_forms, name_parts
from analysis.finding.name_words import (
    ANONYMOUS,
    FIRST_WORDS,
    NOT_A_NAME,
    given_name_as_word,
    is_relation,
)
from analysis.finding.names import begins_given_name, is_given_name, is_role, saying, saying_words
from analysis.finding.single_name_rules import RULES, SURE
from analysis.finding.words import Line, WordFilter, find_in_lines, lines_with
from analysis.text import Rule, compiled, plain_spaces

_ADVERBS = frozenset(
    "innan sedan utan bredvid medan mellan bland även genom redan bara också enligt varken".split()
)
_OWNED = re.compile(r" (\w+)")
_TYPE_OR_NICKNAME = re.compile(
    r"\b(?:kalla\w* (?:(?:\w+ ){1,2}för(?: \w+)?|(?:mig|dig|honom|henne|oss|er|dem)(?: \w+)?)|en) $"
)  # "kallade mig för herr Bosse", "kallar henne Barbro", "en Fatuma"
_LETTERS = re.compile(r"[^\W\d_]+")


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
    full = find_full_names(plain)
    single = _find_single_names(plain, full)
    people = []
    found = _merge(full + single)
    forms = list_forms([name for name, _, _ in found], {name for name, _, _ in full + single})
    for (name, start, end), mentions in zip(found, find_mentions(plain, forms), strict=True):
        spans = mentions or ((start, end),)
        if all(is_credit(plain, *span) for span in spans):
            continue
        role, organisation = describe(plain, spans)
        people.append(Person(start, end, text[start:end], name, role, organisation, spans))
    return sorted(people, key=lambda person: person.start)


def _find_single_names(text: str, full: list[Named]) -> list[Named]:
    """First names that present a person nowhere named in full, by RULES; all but the SURE ask for a given name of the list."""
    known = {word for name, _, _ in full for word in name.split()}
    known |= {f"{word}s" for word in known} | FIRST_WORDS
    starts = [start for _, start, _ in full]
    with_new_name = _with_given_name().find(text, known)  # most given names stand in full somewhere
    by_word = _lines_by_word()
    found: dict[str, Named] = {}
    for rule in RULES:
        lines = by_word[rule.name](text) if rule.name in by_word else with_new_name
        may_be = _MAY_BE.get(rule.name)
        for match in find_in_lines(_pattern(rule), text, lines) if lines else ():
            name, start, end = match["name"], match.start("name"), match.end("name")
            if name.endswith("s") and (owned := _OWNED.match(text, end, end + 40)) and is_role(owned[1]):
                continue  # "säger Peabs regionchef"
            before = bisect_right(starts, start) - 1
            if name in known or (before >= 0 and start < full[before][2]):
                continue
            if (may_be and not may_be(match)) or _is_no_name(text, start):
                continue
            if is_given_name(name.split()[0]) or (rule.name in SURE and not _may_be_organisation(name)):
                found[name] = min(
                    found.get(name, (name, start, end)), (name, start, end), key=lambda item: item[1]
                )
    return list(found.values())


@cache
def _pattern(rule: Rule) -> re.Pattern[str]:
    return compiled(rule.pattern.replace("SAYING", saying()))


@cache
def _with_given_name() -> WordFilter:
    return WordFilter(lambda word: any(map(begins_given_name, _LETTERS.findall(word))))


@cache
def _lines_by_word() -> dict[str, Callable[[str], list[Line]]]:
    """The lines on which some rules can find a name, new or not, by the words that stand beside it."""
    quoted = partial(lines_with, frozenset('”"»'))
    said = partial(lines_with, frozenset(verb.split()[0] for verb in saying_words()))
    return {
        "age_after": partial(lines_with, frozenset(map(str, range(10, 100)))),
        "aged": WordFilter(re.compile(r"\d\d-årig[ea]").search).find,
        "is_called": partial(lines_with, frozenset("heter Heter hette Hette".split())),
        "signature": quoted,
        "spoken_by": quoted,
        "said_by": said,
        "said_by_role": said,
    }


def _is_no_name(text: str, start: int) -> bool:
    """Whether what looks like a first name is a type, a nickname or another word of the language."""
    nickname = _TYPE_OR_NICKNAME.search(text, max(0, start - 40), start)
    return nickname is not None or given_name_as_word().match(text, start) is not None


def _is_within(match: re.Match[str]) -> bool:
    return _may_precede_a_name(match["before"]) and not is_municipality(match["name"])


def _are_two(match: re.Match[str]) -> bool:
    return all(is_given_name(one) and not is_municipality(one) for one in match.group("name", "other"))


# What a pattern cannot say of its match.
_MAY_BE = {
    "titled": lambda match: is_relation(match["title"]) or is_role(match["title"]),
    "within": _is_within,
    "together": _are_two,
    "presented": lambda match: not is_municipality(match["name"]),
    "does": lambda match: not is_municipality(match["name"]),  # "Mark har alltid vävt"
}


def _may_precede_a_name(word: str) -> bool:
    """Whether a word can stand before a person's first name: a definite noun names a thing ("boendet Linnéa")."""
    if word[0].isupper():
        return word in FIRST_WORDS and len(word) < 8
    definite = len(word) > 4 and word.endswith(("en", "et", "an")) and word not in _ADVERBS
    return not definite or is_role(word) or is_relation(word)


def _may_be_organisation(name: str) -> bool:
    """Whether a lone capitalised word may be an organisation, a place or a thing rather than a first name."""
    plain = (
        name.endswith(("en", "et", "orna", "arna", "erna", "are", "AB"))
        or name.isupper()
        or is_role(name)
        or name.lower() in ANONYMOUS
    )
    return plain or bool(NOT_A_NAME.search(name)) or is_municipality(name) or bool(find_actors(name))


def _merge(found: list[Named]) -> list[Named]:
    """One entry a person, at the first mention: the longer form wins, a genitive s is not part of the name."""
    names = {name for name, _, _ in found}
    found = [_without_first_word(one, names) for one in found]
    parts = {part for name, _, _ in found for part in name_parts(name)}
    first: dict[str, Named] = {}
    for name, start, end in sorted(found, key=lambda item: item[1]):
        if name.endswith("s") and name[:-1] in names:
            name, end = name[:-1], end - 1
        if name not in parts:  # "Thott Ljung" beside "Pernilla Thott Ljung"
            first.setdefault(name, (name, start, end))
    return list(first.values())


def _without_first_word(named: Named, names: Set[str]) -> Named:
    """A name without the word before it that the text elsewhere leaves out ("Anställ Hans Ek" beside "Hans Ek")."""
    first, _, rest = named[0].partition(" ")
    known = rest in names or rest.removesuffix("s") in names
    if known and is_given_name(rest.partition(" ")[0]) and not is_given_name(first):
        return rest, named[1] + len(first) + 1, named[2]
    return named
