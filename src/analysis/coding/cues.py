"""Cues: word patterns that mark a factor or a way of speaking, found in tokens rather than characters.

A cue is written as words: `samverk*` begins a token, `*plan` ends one, `*praktik*` stands inside one, a
bare word is the whole token; `a|b` are alternatives; each lone `*` between words is a gap of up to three
tokens; "%" reads as the word `procent`. Swedish compounds make these globs find what lemmas miss; what they
find too much is held back by the exclusions that the codebook gives beside them.

How it is fast: each different word of the material is looked up once (by its beginnings, endings and inner
parts in plain dictionaries) and remembered. The longest three words of every cue of several words are three bits of
one large number, and a word knows the bits that it fits: the bits of a sentence's words together tell in one go which
cues it can hold, and only these are tried. So the cost of a sentence hardly depends on how many cues there are.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable
from functools import reduce
from itertools import islice
from operator import or_
from typing import NamedTuple

GAP = 3
_PLACEMENTS = 12  # of one cue from one first word; more would only be further ways to say the same
_READ = 400  # words of a sentence; a longer one is no prose
_BITS = 3  # words of a cue that are looked for before it is tried
_STEM = 3  # letters by which the inner parts of words are filed
_REMEMBERED = 15_000  # words; the commonest soon come back
_TOKEN = re.compile(r"[^\W_]+|%")


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


class _Cue(NamedTuple):
    """A cue broken into words: the slot of the first, and those of the others with the gap before each."""

    owner: Hashable
    cue: str
    first: int
    rest: list[tuple[int, int]]


class _Word(NamedTuple):
    """What a word can be: the cues it is alone, the slots of longer cues, and the bits of their longest words."""

    alone: tuple[int, ...]
    slots: frozenset[int]
    bits: int


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
        self._lengths: list[int] = []  # of a slot's shortest alternative: the longer, the rarer in texts
        self._whole, self._begins, self._ends, self._inside = (defaultdict(list) for _ in range(4))
        self._alone: dict[int, list[int]] = defaultdict(list)
        self._bits: dict[int, list[int]] = defaultdict(list)
        self._spare: list[int] = []  # bits of cues of two words, which ask for no third
        self._memo: dict[str, _Word] = {}
        self._alike: dict[frozenset[int], _Word] = {}  # most words are one of few sorts
        # In the order in which hits of the same words are given: a cue's number tells its place.
        self._cues = [
            self._compile(number, *cue)
            for number, cue in enumerate(sorted(cues, key=lambda cue: (str(cue[0]), cue[1])))
        ]
        self._given = _join_bits(self._spare)
        self._firsts = int(("0" * (_BITS - 1) + "1") * len(self._cues) or "0", 2)
        self._stems = sorted({len(stem) for stem in self._inside if len(stem) > 1})
        self._joined = frozenset(
            slot for cue in self._cues if cue.rest for slot, _ in ((cue.first, 0), *cue.rest)
        )

    def find(self, text: str) -> list[Hit]:
        """The cues in the first 400 tokens of a sentence, in reading order."""
        tokens = list(islice(_TOKEN.finditer(text), _READ))
        remembered = self._memo.get
        words = [remembered(token[0]) or self._look_up(token[0]) for token in tokens]
        found = [(at, at, number, (at,)) for at, word in enumerate(words) for number in word.alone]
        present = reduce(or_, [word.bits for word in words], self._given)
        tried = present & present >> 1 & present >> 2 & self._firsts
        slots = [word.slots for word in words] if tried else []
        while tried:
            bit = tried.bit_length() - 1
            tried ^= 1 << bit
            number = bit // _BITS
            found += [(taken[0], taken[-1], number, taken) for taken in _place(slots, self._cues[number])]
        found.sort()
        return [
            Hit(cue.owner, cue.cue, taken, tokens[first].start(), tokens[last].end())
            for first, last, number, taken in found
            for cue in [self._cues[number]]
        ]

    def _compile(self, number: int, owner: Hashable, cue: str) -> _Cue:
        """A cue with its words as numbered slots, filed under its word, or the longest of several."""
        slots, gap = [], 0
        for word in cue.lower().split():
            if word == "*":
                gap += GAP
            else:
                slots.append((self._slot(word), gap))
                gap = 0
        if slots[1:]:
            longest = sorted((slot for slot, _ in slots), key=self._lengths.__getitem__)[-_BITS:]
            for bit, slot in enumerate(longest, _BITS * number):
                self._bits[slot].append(bit)
            self._spare += range(_BITS * number + len(longest), _BITS * (number + 1))
        else:
            self._alone[slots[0][0]].append(number)
        return _Cue(owner, cue, slots[0][0], slots[1:])

    def _slot(self, word: str) -> int:
        """The number of a word of a cue, whose globs are filed by what they ask of a word."""
        number = self._slots.get(word)
        if number is None:
            self._slots[word] = number = len(self._slots)
            globs = word.split("|")
            bare_words = [glob.strip("*") for glob in globs]
            self._lengths.append(min(map(len, bare_words)))
            for glob, bare in zip(globs, bare_words, strict=True):
                if glob == bare:
                    self._whole[bare].append(number)
                elif glob[0] != "*":
                    self._begins[bare].append(number)
                elif glob[-1] != "*":
                    self._ends[bare].append(number)
                else:
                    self._inside[bare[:_STEM]].append((bare, number))
        return number

    def _look_up(self, token: str) -> _Word:
        """What a word as printed can be, remembered."""
        word = "procent" if token == "%" else token.lower()
        short = word[:60]  # no cue is longer; a word of a million letters is looked at once and briefly
        found = set(self._whole.get(word, ()))
        for length in range(1, len(short) + 1):
            if begun := self._begins.get(short[:length]):
                found.update(begun)
            if ended := self._ends.get(word[-length:]):
                found.update(ended)
        for start in range(len(short)):
            for length in self._stems:
                if filed := self._inside.get(short[start : start + length]):
                    found.update(number for part, number in filed if short.startswith(part, start))
        if len(self._memo) > _REMEMBERED:
            self._memo.clear()
            self._alike.clear()
        sort = frozenset(found)
        self._memo[token] = word = self._alike.get(sort) or self._describe(sort)
        return word

    def _describe(self, found: frozenset[int]) -> _Word:
        slots = found & self._joined
        alone = (number for slot in found for number in self._alone.get(slot, ()))
        bits = (bit for slot in slots for bit in self._bits.get(slot, ()))
        self._alike[found] = word = _Word(tuple(alone), slots, _join_bits(bits))
        return word


def _place(words: list[frozenset[int]], cue: _Cue) -> list[tuple[int, ...]]:
    """The ways to place a cue on words with these slots, from each of its first words on, nearest words first."""
    placed = []
    for first, slots in enumerate(words):
        if cue.first in slots:
            ways: list[tuple[int, ...]] = [(first,)]
            for slot, gap in cue.rest:  # plain loops: these run more often than any others
                longer = []
                for way in ways:
                    for index in range(way[-1] + 1, min(way[-1] + 2 + gap, len(words))):
                        if slot in words[index]:
                            longer.append((*way, index))
                ways = longer[:_PLACEMENTS]
            placed += ways
    return placed


def _join_bits(bits: Iterable[int]) -> int:
    return reduce(or_, [1 << bit for bit in bits], 0)
