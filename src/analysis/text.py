"""The ground floor of finding: a span in a text, a linguistic rule as data, and plain spaces.

A find is a frozen dataclass that begins with `start`, `end`, `text`: half-open offsets in code
points into the text it was found in, and the words that stand there. Finders take a *reading
text*: one line is one block (a heading, a paragraph, a list item), and nothing but ordinary
spaces separates words. `layout.reading_text` makes one, of the same length as the document's
canonical text, so an offset into the one is an offset into the other.
"""

from dataclasses import dataclass
from typing import NamedTuple

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
    `why` gives the reason. One test holds every rule of every module to its own examples. `needs`, where
    it is given, is a pattern that some word of every match fits: lines without such a word are not read.
    """

    name: str
    pattern: str
    hit: str
    miss: str
    why: str
    needs: str = ""


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
