"""The ground floor of finding: a span in a text, a linguistic rule as data, plain spaces, and hidden characters shown.

A find is a frozen dataclass that begins with `start`, `end`, `text`: half-open offsets in code
points into the text it was found in, and the words that stand there. Finders take a *reading
text*: one line is one block (a heading, a paragraph, a list item), and nothing but ordinary
spaces separates words. `layout.reading_text` makes one, of the same length as the document's
canonical text, so an offset into the one is an offset into the other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
SHORT_MONTHS = [month[:3] for month in MONTHS]
SHORT_LINE = 5000  # characters; a longer line is not worth remembering

# No-break, figure, thin, narrow no-break space and tab: all one code point, so offsets hold.
_SPACES = "\u00a0\u2007\u2009\u202f\t"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: half-open offsets in code points and the words that stand there."""

    start: int
    end: int
    text: str


class Rule(NamedTuple):
    """A linguistic rule as data: what it matches, and the proof that it does and does not.

    `hit` is a text in which `pattern` must match, `miss` a false friend in which it must not;
    `why` gives the reason. One test holds every rule of every module to its own examples.
    """

    name: str
    pattern: str
    hit: str
    miss: str
    why: str


def join_rules(rules: Iterable[Rule]) -> str:
    """The pattern of any of some rules: where several fit, the first of them.

    >>> join_rules([Rule("city", "[Ss]tad", "stad", "land", ""), Rule("land", "land", "land", "stad", "")])
    '(?:[Ss]tad)|(?:land)'
    """
    return "|".join(f"(?:{rule.pattern})" for rule in rules)


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed and once.

    >>> compiled("[a-z]+") is compiled("[a-z]+"), bool(compiled("a").match("A"))
    (True, False)
    """
    return re.compile(pattern, flags)


def any_word(words: str) -> str:
    """The pattern of any of some words as a whole word, in small or capital letters.

    It begins with the first letters of its words, so that a search leaps from one of them to the next; with the
    usual `\\b(?:jag|vi)\\b` it tries every character, at three times the cost.

    >>> [match[0] for match in re.finditer(any_word("jag vi"), "Vi och jag, vid jaget")]
    ['Vi', 'jag']
    """
    by_first = _by_first(words.split())
    firsts = "".join(by_first)
    rests = "|".join(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return rf"[{firsts}{firsts.upper()}](?<!\w.)(?i:{rests})\b"


def any_of(words: Iterable[str]) -> str:
    """The pattern of any of some words, filed by their first letter: most are dismissed at once.

    >>> any_of(["gick", "kom", "går"])
    'g(?:ick|år)|k(?:om)'
    """
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in _by_first(words).items())


def _by_first(words: Iterable[str]) -> dict[str, list[str]]:
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    return rests


def plain_spaces(text: str) -> str:
    """The text with every kind of single-width blank as an ordinary space; same length.

    >>> plain_spaces("1\\u00a0200 personer")
    '1 200 personer'
    >>> plain_spaces("rad ett\\nrad två")  # a line break is not a blank
    'rad ett\\nrad två'
    """
    for (
        space
    ) in _SPACES:  # looking for a character that is not there is nearly free; a pattern reads them all
        text = text.replace(space, " ")
    return text


# Terminal controls, C1 controls, marks that turn the direction of writing, and characters that show nothing.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def show_hidden(text: str) -> str:
    """The text with characters that act instead of being seen shown as signs; tab and line feed are kept.

    >>> show_hidden("\\x1b[31mröd \\u202ebak och fram")
    '␛[31mröd [U+202E]bak och fram'
    >>> show_hidden("en\\tvanlig\\nrad")
    'en\\tvanlig\\nrad'
    """
    return _HIDDEN.sub(_show, text)


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"[U+{code:04X}]"
