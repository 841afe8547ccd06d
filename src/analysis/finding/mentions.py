"""Where the people of a text are named: in full, by first or last name, in capitals before a turn."""

import re
from collections.abc import Set

from analysis.finding.name_words import CAPITAL, FIRST_WORDS, NOT_A_NAME, is_relation
from analysis.finding.names import is_role
from analysis.finding.words import find_words

_WORD = re.compile(r"[\w-]+")
_WORD_ENDS = re.compile(r"s?(?![\w-])")
_CAPITAL_AFTER = re.compile(rf" [{CAPITAL}]\w+")
_CAPITAL_BEFORE = re.compile(rf"([{CAPITAL}]\w+) $")


def list_forms(people: list[str], names: Set[str]) -> list[list[str]]:
    """How each of some people may be named: in full, or by a part of the name that nobody else in the text bears.

    >>> list_forms(["Eva Ek"], {"Eva Ek", "Ulf Ek"})
    [['Eva Ek', 'Eva', 'EVA EK', 'EVA']]
    >>> list_forms(["Jo Ann Ek"], {"Jo Ann Ek", "Jo Ann Lund"})
    [['Jo Ann Ek', 'Ann Ek', 'Ek', 'JO ANN EK', 'ANN EK', 'EK']]
    """
    bearers: dict[str, list[str]] = {}
    for name in names:
        for part in {*name.split(), *name_parts(name)}:
            bearers.setdefault(part, []).append(name)

    def is_own(part: str, name: str) -> bool:
        return all(_same_person(other, name) for other in bearers.get(part, ()))

    forms = []
    for name in people:
        words = name.split()
        short = [
            word
            for word in (words[0], words[-1])
            if len(word) > 1 and word[0].isupper() and word not in FIRST_WORDS and is_own(word, name)
        ]
        # "Thott Ljung", "af Ekenstam"
        short = [part for part in name_parts(name) if " " in part and is_own(part, name)] + short
        short += [form.upper() for form in (name, *short)]  # "EVA: Vi började i mars."
        forms.append(list(dict.fromkeys([name, *short])))
    return forms


def find_mentions(text: str, forms: list[list[str]]) -> list[tuple[tuple[int, int], ...]]:
    """Where each of some people is named, in one of the forms of their names, with or without genitive s.

    >>> find_mentions("EVA: Hej!\\nDet var Eva, inte EVA.", [["Eva", "EVA"]])
    [((0, 3), (18, 21))]

    The words by which forms begin are found in one reading of the text: a pattern for each person would cost
    more to compile than to use. What stands there is looked up, in each length that a form so begun has, since a
    text may name any number of people who are all called Anna.
    """
    bearers: dict[str, list[tuple[int, int]]] = {}  # the number of each and the rank of the form among theirs
    lengths: dict[str, set[int]] = {}
    for number, own in enumerate(forms):
        for rank, form in enumerate(own):
            bearers.setdefault(form, []).append((number, rank))
            first = _first_word(form)
            for word in (first, f"{first}s"):
                lengths.setdefault(word, set()).add(len(form))
    found: list[list[tuple[int, int]]] = [[] for _ in forms]
    for word, starts in find_words(text, lengths.keys()).items():
        for start in starts:
            for end in (start + length for length in lengths[word]):
                for number, rank in bearers.get(text[start:end], ()):
                    if _WORD_ENDS.match(text, end):
                        found[number].append((start, rank))
    mentions = []
    for own, places in zip(forms, found, strict=True):
        spans: list[tuple[int, int]] = []
        last = 0
        for start, rank in sorted(places):
            if start >= last:
                last = start + len(own[rank])
                if not rank or _is_mention(text, start, last):
                    spans.append((start, last))
        mentions.append(tuple(spans))
    return mentions


def _first_word(form: str) -> str:
    first = _WORD.match(form)
    return first[0] if first else form


def _is_mention(text: str, start: int, end: int) -> bool:
    """Whether a part of a name stands for the person: not within another row of capitals, but after a title.

    In capitals throughout it does so before a colon only, at the beginning of a line.
    """
    if text[start:end].isupper():
        return text.startswith(":", end) and text[start - 1 : start] in ("", "\n")
    after = _CAPITAL_AFTER.match(text, end)
    if after and not (after[0].endswith(("en", "et", "an")) and NOT_A_NAME.search(after[0])):
        return False  # but "ringde Ek Arbetsförmedlingen"
    before = _CAPITAL_BEFORE.search(text, max(0, start - 25), start)
    return not before or before[1] in FIRST_WORDS or is_relation(before[1]) or is_role(before[1])


def _same_person(one: str, other: str) -> bool:
    return one.rstrip("s") == other.rstrip("s") or one.endswith(f" {other}") or other.endswith(f" {one}")


def name_parts(name: str) -> list[str]:
    """The beginnings of a name with more than one word, and its ends.

    >>> name_parts("Ann Thott Ljung"), name_parts("Ann")
    (['Thott Ljung', 'Ljung', 'Ann Thott'], [])
    """
    blanks = [at for at, sign in enumerate(name) if sign == " "]
    return [name[at + 1 :] for at in blanks] + [name[:at] for at in blanks[1:]]
