"""Possible names of people, by a wide net: for hiding them and for looking whether one is left, never for findings.

`find_people` weighs signs and leaves out whoever only signs a page; what it misses must still not be shown. Here a
given name of the list before capitalised words is enough, wherever it stands. What is caught wrongly is a line in
`lexicon/not_people.csv`.
"""

import re

from analysis.finding.name_words import CAPITAL, FIRST_WORDS, NAMED_AFTER, NOT_A_NAME, PARTICLE, WORD
from analysis.finding.names import is_given_name, is_no_person, is_role
from analysis.text import Span

_BLANK = r"[ \u00a0]"
_BEFORE = rf"{PARTICLE}(?:[{CAPITAL}]\.?{_BLANK}){{0,2}}(?:[AaEe]l-)?"
# A line may break within a name in running text: there something stands before the given name on its line.
_ROW = re.compile(
    rf"(?<![\w-])(?P<given>{WORD})(?:{_BLANK}|(?<=\w)(?P<broken>\n)){_BEFORE}(?P<second>{WORD})"
    rf"(?:{_BLANK}{_BEFORE}(?P<third>{WORD}))?(?![\w-])"
)


def find_possible_names(text: str) -> list[Span]:
    """Given names of the list with the one or two capitalised words after them, in reading order.

    Organisations, places, streets, roles and the words of `not_people.csv` are none.

    >>> [span.text for span in find_possible_names("Författare: Eva Ek och Bo von Sydow, Foto: Åsa Ek")]
    ['Eva Ek', 'Bo von Sydow', 'Åsa Ek']
    >>> find_possible_names("Vilhelmina Bostäder, Olof Palmes plats, Birger Jarls-gymnasiet, Hans Chef")
    []
    """
    found, at = [], 0
    while match := _ROW.search(text, at):
        end = _end_of_name(match) if _is_given(match) else 0
        if end:
            found.append(Span(match.start(), end, text[match.start() : end]))
        at = end or match.end("given")
    return found


def _is_given(match: re.Match[str]) -> bool:
    word, start = match["given"], match.start()
    if match["broken"] and match.string[max(0, start - 1) : start] not in (" ", "\u00a0"):
        return False
    return is_given_name(word) or (
        word.isupper() and match["second"].isupper() and is_given_name(word.title())
    )


def _end_of_name(match: re.Match[str]) -> int:
    """Where the name in a row of capitalised words ends; 0 where there is none."""
    text, start = match.string, match.start()
    end = match.end("third") if match["third"] and _may_be_surname(match["third"]) else match.end("second")
    name = " ".join(text[start:end].split())
    if not _may_be_surname(match["second"]) or is_no_person(name):
        return 0
    return 0 if NOT_A_NAME.search(match[0]) or NAMED_AFTER.match(text, end) else end


def _may_be_surname(word: str) -> bool:
    plain = word.title() if word.isupper() else word
    return plain not in FIRST_WORDS and not is_role(word)
