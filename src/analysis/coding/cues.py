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
_STARS = re.compile(r"\*{2,}")
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


class _Word:
    """What words of a sort can be: the cues that they are alone, and the bits of the longest words of longer cues."""

    def __init__(self, alone: list[int], bits: int) -> None:
        self.alone, self.bits = alone, bits


class _Slot:
    """A word of cues: the cues that it is alone, its bits in longer ones, and what fits it of all that was met."""

    def __init__(self, shortest: int) -> None:
        self.shortest = shortest  # letters of an alternative: the longer, the rarer in texts
        self.alone: list[int] = []
        self.bits: list[int] = []
        self.fitting: set[_Word] = set()


class _Cue(NamedTuple):
    """A cue broken into words: what fits the first, and what fits each other with how far off it may be."""

    owner: Hashable
    cue: str
    first: set[_Word]
    rest: list[tuple[set[_Word], int]]


class CueIndex:
    """All cues of a codebook, ready to be found in any number of sentences.

    >>> index = CueIndex([("samverkan", "*samverk*"), ("kontakt", "kort* * kontaktväg*")])
    >>> [hit.owner for hit in index.find("Myndighetssamverkan med korta och smidiga kontaktvägar")]
    ['samverkan', 'kontakt']
    >>> index.find("Kontaktvägarna är korta, samvetet gott")
    []
    """

    def __init__(self, cues: Iterable[tuple[Hashable, str]]) -> None:
        self._slots: dict[str, _Slot] = {}
        self._globs: dict[str, list[_Slot]] = defaultdict(list)
        self._inside: dict[str, list[str]] = defaultdict(list)  # inner parts of words by their first letters
        self._spare: list[int] = []  # bits of cues of two words, which ask for no third
        self._memo: dict[str, _Word] = {}
        self._alike: dict[frozenset[str], _Word] = {}  # most words are one of few sorts
        # In the order in which hits of the same words are given: a cue's number tells its place.
        self._cues = [
            self._compile(number, *cue)
            for number, cue in enumerate(sorted(cues, key=lambda cue: (str(cue[0]), cue[1])))
        ]
        self._given = _join_bits(self._spare)
        self._firsts = int(("0" * (_BITS - 1) + "1") * len(self._cues) or "0", 2)
        for glob in self._globs:
            if glob[0] == glob[-1] == "*":
                self._inside[glob[1:-1][:_STEM]].append(glob[1:-1])
        self._stems = sorted({len(stem) for stem in self._inside if len(stem) > 1})

    def find(self, text: str) -> list[Hit]:
        """The cues in the first 400 tokens of a sentence, in reading order."""
        tokens = list(islice(_TOKEN.finditer(text), _READ))
        if len(self._memo) > _REMEMBERED:
            self._forget()
        remembered = self._memo.get
        words = [remembered(token[0]) or self._look_up(token[0]) for token in tokens]
        found = [(at, at, number, (at,)) for at, word in enumerate(words) for number in word.alone]
        present = reduce(or_, [word.bits for word in words], self._given)
        tried = present & present >> 1 & present >> 2 & self._firsts
        where: dict[_Word, list[int]] = defaultdict(list)
        for at, word in enumerate(words if tried else ()):
            where[word].append(at)
        different = set(where)
        while tried:
            bit = tried.bit_length() - 1
            tried ^= 1 << bit
            number = bit // _BITS
            cue = self._cues[number]
            firsts = [at for word in cue.first & different for at in where[word]]
            found += [(taken[0], taken[-1], number, taken) for taken in _place(words, firsts, cue)]
        found.sort()
        return [
            Hit(cue.owner, cue.cue, taken, tokens[first].start(), tokens[last].end())
            for first, last, number, taken in found
            for cue in [self._cues[number]]
        ]

    def _forget(self) -> None:
        self._memo.clear()
        self._alike.clear()
        for slot in self._slots.values():
            slot.fitting.clear()

    def _compile(self, number: int, owner: Hashable, cue: str) -> _Cue:
        """A cue with its words as slots that know it."""
        slots, gap = [], 0
        for word in _STARS.sub("*", cue.lower()).split():
            if word == "*":
                gap += GAP
            else:
                slots.append((self._slot(word), gap))
                gap = 0
        (first, _), *rest = slots
        if rest:
            longest = sorted((slot for slot, _ in slots), key=lambda slot: slot.shortest)[-_BITS:]
            for bit, slot in enumerate(longest, _BITS * number):
                slot.bits.append(bit)
            self._spare += range(_BITS * number + len(longest), _BITS * (number + 1))
        else:
            first.alone.append(number)
        return _Cue(owner, cue, first.fitting, [(slot.fitting, 1 + gap) for slot, gap in rest])

    def _slot(self, word: str) -> _Slot:
        """The slot of a word of a cue, filed under each of its globs."""
        slot = self._slots.get(word)
        if slot is None:
            globs = word.split("|")
            self._slots[word] = slot = _Slot(min(len(glob.strip("*")) for glob in globs))
            for glob in globs:
                self._globs[glob].append(slot)
        return slot

    def _look_up(self, token: str) -> _Word:
        """What a word as printed can be, remembered."""
        word = "procent" if token == "%" else token.lower()
        short = word[:60]  # no cue is longer; a word of a million letters is looked at once and briefly
        lengths = range(1, len(short) + 1)
        fitting = {word, *[f"{short[:n]}*" for n in lengths], *[f"*{word[-n:]}" for n in lengths]}
        globs = fitting & self._globs.keys()
        for start in range(len(short)):
            for length in self._stems:
                for part in self._inside.get(short[start : start + length], ()):
                    if short.startswith(part, start):
                        globs.add(f"*{part}*")
        sort = frozenset(globs)
        self._memo[token] = known = self._alike.get(sort) or self._describe(sort)
        return known

    def _describe(self, globs: frozenset[str]) -> _Word:
        slots = {slot for glob in globs for slot in self._globs[glob]}
        alone = [number for slot in slots for number in slot.alone]
        self._alike[globs] = word = _Word(alone, _join_bits(bit for slot in slots for bit in slot.bits))
        for slot in slots:
            slot.fitting.add(word)
        return word


def _place(words: list[_Word], firsts: list[int], cue: _Cue) -> list[tuple[int, ...]]:
    """The ways to place a cue on words, from where each of its first words stands, nearest words first."""
    placed = []
    for first in firsts:
        ways: list[tuple[int, ...]] = [(first,)]
        for fitting, reach in cue.rest:  # plain loops: these run more often than any others
            longer = []
            for way in ways:
                at = way[-1]
                for other in words[at + 1 : at + 1 + reach]:
                    at += 1
                    if other in fitting:
                        longer.append((*way, at))
            ways = longer[:_PLACEMENTS]
        placed += ways
    return placed


def _join_bits(bits: Iterable[int]) -> int:
    return reduce(or_, [1 << bit for bit in bits], 0)
