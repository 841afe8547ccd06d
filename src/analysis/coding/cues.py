"""Cues: word patterns that mark a factor or a way of speaking, found in tokens rather than characters.

A cue is written as words: `samverk*` begins a token, `*plan` ends one, `*praktik*` stands inside one, a
bare word is the whole token; `a|b` are alternatives; each lone `*` between words is a gap of up to three
tokens; "%" reads as the word `procent`. Swedish compounds make these globs find what lemmas miss; what they
find too much is held back by the exclusions that the codebook gives beside them.

How it is fast: every cue is broken into its words once, and each different word of the material is
looked up once (by its beginnings, endings and inner parts in plain dictionaries) and remembered, so
the cost of a sentence does not depend on how many cues there are.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple

GAP = 3
_PLACEMENTS = 12  # of one cue from one first word; more would only be further ways to say the same
_READ = 400  # words of a sentence; a longer one is no prose
_TOKEN = re.compile(r"[^\W_]+|%")


class Token(NamedTuple):
    """A word of a text in lower case, with its offsets."""

    start: int
    end: int
    word: str


class Hit(NamedTuple):
    """A cue found: whose it is, its pattern, the numbers of the tokens it took, and its offsets."""

    owner: Hashable
    cue: str
    tokens: tuple[int, ...]
    start: int
    end: int

    def shares_word(self, other: "Hit") -> bool:
        """Whether both took the same token; a token that only stands in a gap is not taken."""
        return not set(self.tokens).isdisjoint(other.tokens)


def split_tokens(text: str) -> list[Token]:
    """The words of a text in lower case; hyphens and colons part them.

    >>> [token.word for token in split_tokens("SFI-lärare, AME:s 3-6")]
    ['sfi', 'lärare', 'ame', 's', '3', '6']
    >>> [token.word for token in split_tokens("60 %")]
    ['60', 'procent']
    """
    words = ((match.start(), match.end(), match[0].lower()) for match in _TOKEN.finditer(text))
    return [Token(start, end, "procent" if word == "%" else word) for start, end, word in words]


_Compiled = tuple[
    Hashable, str, list[tuple[int, int]], frozenset[int]
]  # owner, cue, its words after the first


class CueIndex:
    """All cues of a codebook, ready to be found in any number of sentences.

    >>> index = CueIndex([("samverkan", "*samverk*"), ("kontakt", "kort* * kontaktväg*")])
    >>> [hit.owner for hit in index.find("Myndighetssamverkan med korta och smidiga kontaktvägar")]
    ['samverkan', 'kontakt']
    >>> index.find("Kontaktvägarna är korta, samvetet gott")
    []
    """

    def __init__(self, cues: Iterable[tuple[Hashable, str]]) -> None:
        self._slots: dict[str, int] = {}
        self._starts: dict[int, list[_Compiled]] = defaultdict(list)
        self._tables: tuple[dict[str, set[int]], ...] = tuple(defaultdict(set) for _ in range(4))
        self._memo: dict[str, frozenset[int]] = {}
        for owner, cue in cues:
            slots = self._compile(cue)
            rest = slots[1:]
            self._starts[slots[0][0]].append((owner, cue, rest, frozenset(slot for slot, _ in rest)))

    def find(self, text: str) -> list[Hit]:
        """The cues in a sentence, in reading order."""
        return self.find_in(split_tokens(text))

    def find_in(self, tokens: list[Token]) -> list[Hit]:
        """The cues in the first 400 tokens of a sentence, in reading order."""
        slots = [self._slots_of(token.word) for token in tokens[:_READ]]
        present = frozenset().union(*slots)
        hits = []
        for first, here in enumerate(slots):
            for slot in here:
                for owner, cue, rest, needs in self._starts.get(slot, ()):
                    if needs <= present:
                        for taken in self._place(slots, first, rest):
                            hits.append(Hit(owner, cue, taken, tokens[first].start, tokens[taken[-1]].end))
        return sorted(
            hits, key=lambda hit: (hit.tokens[0], hit.tokens[-1], str(hit.owner), hit.cue, hit.tokens)
        )

    def _place(
        self, slots: list[frozenset[int]], first: int, rest: list[tuple[int, int]]
    ) -> list[tuple[int, ...]]:
        """The ways to place a cue whose first word stands at `first`, nearest words first."""
        ways: list[tuple[int, ...]] = [(first,)]
        for slot, gap in rest:
            ways = [
                (*way, index)
                for way in ways
                for index in range(way[-1] + 1, min(way[-1] + 2 + gap, len(slots)))
                if slot in slots[index]
            ][:_PLACEMENTS]
        return ways

    def _compile(self, cue: str) -> list[tuple[int, int]]:
        """The words of a cue as numbered slots, each with the gap allowed before it."""
        slots, gap = [], 0
        for word in cue.lower().split():
            if word == "*":
                gap += GAP
                continue
            slots.append((self._slot(word), gap))
            gap = 0
        return slots

    def _slot(self, word: str) -> int:
        if word not in self._slots:
            self._slots[word] = number = len(self._slots)
            for glob in word.split("|"):
                table = 2 * glob.startswith("*") + glob.endswith("*")
                self._tables[table][glob.strip("*")].add(number)
        return self._slots[word]

    def _slots_of(self, word: str) -> frozenset[int]:
        if (known := self._memo.get(word)) is not None:
            return known
        whole, begins, ends, inside = self._tables
        short = word[:60]  # no cue is longer; a word of a million letters is looked at once and briefly
        found = set(whole.get(word, ()))
        for length in range(1, len(short) + 1):
            found |= begins.get(short[:length], frozenset())
            found |= ends.get(word[-length:], frozenset())
        for start in range(len(short)):
            for stop in range(start + 2, len(short) + 1):
                found |= inside.get(short[start:stop], frozenset())
        if len(self._memo) > 500_000:
            self._memo.clear()
        self._memo[word] = result = frozenset(found)
        return result
