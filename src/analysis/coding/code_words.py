"""Counted words: what the words of a sentence say for and against each code, and of what it is.

`lexicon/code_words.csv` says of each stem in how many annotated sentences it stands, in how many of these each code was
given, and in how many something was said to help, to lack, to have ended or to be planned. A stem that stands more often with a
code than elsewhere speaks for it, one that is common elsewhere against it: the log-odds of naive Bayes (Maron 1961), with
shrunken counts.

How it is fast: what a stem says for and against all codes are fixed-point numbers side by side in one large integer, so that
one addition adds them all.
"""

import math
import re
import struct
from functools import cache, lru_cache
from itertools import islice
from operator import add
from typing import NamedTuple

from analysis.coding.codebook import Codebook
from analysis.coding.coded import POLARITIES
from analysis.finding.gazetteer import is_municipality
from analysis.finding.names import is_given_name
from analysis.paths import LEXICON

MARK = "~"  # before a polarity in the table: so many sentences have a code of that polarity
_TOKEN = re.compile(r"[a-zåäöéü]+|[0-9]+", re.IGNORECASE)
_READ = 400  # words of a sentence; a longer one is no prose
_SHRINK = 10  # sentences: what stands in fewer says little
_LEAST = 1e-4  # added to the share of sentences that have a code
_UNIT = 1 << 40  # of a fixed-point number of 64 bits: thousands of stems fit


class Words(NamedTuple):
    """What the words of a sentence say for and against each code of the table, in its order, by the root of their number.

    `scores` are both together; `polarities` what the words say for and against each of POLARITIES.
    """

    speak_for: list[float]
    speak_against: list[float]
    scores: list[float]
    polarities: list[float]


class Stem(NamedTuple):
    """A stem of a sentence: in how many annotated sentences it stands, in how many of them with a code, and its weight for it."""

    stem: str
    sentences: int
    coded: int
    weight: float


def weigh_words(text: str) -> Words:
    """What the words of a sentence alone say; a word counts once, and numbers alone say nothing."""
    words = _list_words(text)
    total = sum(map(_weigh_word, words)) if any(map(str.isalpha, words)) else 0
    if not total:
        nothing = [0.0] * len(shares())
        return Words(nothing, nothing, nothing, [0.0] * len(POLARITIES))
    fields = 2 * len(_columns()) + 1
    *sums, stems = struct.unpack(f"<{fields}Q", total.to_bytes(8 * fields, "little"))
    unit = 1 / (_UNIT * math.sqrt(1 + stems))
    codes, half = len(shares()), len(sums) // 2
    speak_for, speak_against = [unit * one for one in sums[:half]], [-unit * one for one in sums[half:]]
    scores = list(map(add, speak_for, speak_against))
    return Words(speak_for[:codes], speak_against[:codes], scores[:codes], scores[codes:])


def list_stems(text: str, code: str, codebook: Codebook) -> list[Stem]:
    """The stems of a sentence with their weight for or against a code, those that speak for it most first.

    >>> from analysis.coding.codebook import load_codebook
    >>> [stem.stem for stem in list_stems("Vi ordnar praktik.", "work_placement", load_codebook())][:1]
    ['prakti…']
    """
    known = next((known for known in shares() if codebook.current_id(known) == code), None)
    return weigh_stems(text, known) if known else []


def weigh_stems(text: str, known: str) -> list[Stem]:
    """The same for a name of the table: a code as it was when its words were counted, or a polarity after MARK."""
    found = [
        Stem(stem, sentences, coded, _weight(sentences, coded, _columns()[known]))
        for stem in list_word_stems(text)
        if (counts := _counts(stem))
        for sentences, coded in [(counts[0], counts[1].get(known, 0))]
    ]
    return sorted(found, key=lambda one: (-one.weight, one.stem))


def list_word_stems(text: str) -> set[str]:
    """The different stems of the words of a sentence, as the table counts them."""
    return set().union(*map(_stems, _list_words(text)))


def find_stem(text: str, stem: str) -> tuple[int, int]:
    """Where the first word with a stem stands in a sentence; all of it where there is none.

    >>> find_stem("Vi ordnar praktik.", "prakti…")
    (10, 17)
    """
    found = next((word for word in _TOKEN.finditer(text) if stem in _stems(word[0].lower())), None)
    return found.span() if found else (0, len(text))


def _list_words(text: str) -> set[str]:
    """The different words of a sentence in lower case, but for names of people and municipalities: of what
    happens where they are named, the next text knows nothing. A capital after a given name begins a surname.

    >>> sorted(_list_words("I Vara kan Amina Ek vara med på sfi."))
    ['i', 'kan', 'med', 'på', 'sfi', 'vara']
    >>> sorted(_list_words("Vid en ek i Vara"))  # no surname
    ['ek', 'en', 'i', 'vid']
    """
    words, surname = set(), False
    for word in (found[0] for found in islice(_TOKEN.finditer(text), _READ)):
        if word.islower():  # most words
            surname = False
            words.add(word)
            continue
        name = word[0].isupper() and (surname or _is_name(word))
        surname = name and (surname or is_given_name(word))
        if not name:
            words.add(word.lower())
    return words


@lru_cache(maxsize=10_000)
def _is_name(word: str) -> bool:
    return any(is_given_name(one) or is_municipality(one) for one in (word, word.removesuffix("s")))


@lru_cache(maxsize=2_000)
def _stems(word: str) -> tuple[str, ...]:
    """What is counted of a word: its first four letters, its first six, and of a long one its first and last six.

    >>> _stems("ort"), _stems("2019"), _stems("språkpraktik")
    (('ort…', 'ort'), ('0…', '0'), ('språ…', 'språkp…', 'språkp……', '…raktik'))
    """
    if word[0].isdigit():
        word = "0"
    stems = (f"{word[:4]}…", f"{word[:6]}…" if len(word) > 5 else word)
    return (*stems, f"{word[:6]}……", f"…{word[-6:]}") if len(word) > 9 else stems


@lru_cache(maxsize=5_000)  # words; the commonest soon come back
def _weigh_word(word: str) -> int:
    """What the stems of a word say, side by side."""
    return sum(map(_weigh_stem, _stems(word)))


@lru_cache(maxsize=2_000)
def _weigh_stem(stem: str) -> int:
    """What a stem says for each code and polarity, then what against each, then 1, side by side; 0 when the table lacks it."""
    counts = _counts(stem)
    if not counts:
        return 0
    sentences, codes = counts
    never = _weight(sentences, 0, 1.0)  # for all that it never stands with
    weights = [
        _UNIT * (_weight(sentences, codes[name], share) if name in codes else never)
        for name, share in _columns().items()
    ]
    fields = [
        *(max(0, round(weight)) for weight in weights),
        *(max(0, round(-weight)) for weight in weights),
        1,
    ]
    return int.from_bytes(struct.pack(f"<{len(fields)}Q", *fields), "little")


def _weight(sentences: int, coded: int, share: float) -> float:
    return math.log((coded + _SHRINK * share) / ((sentences + _SHRINK) * share))


@lru_cache(maxsize=2_000)
def _counts(stem: str) -> tuple[int, dict[str, int]] | None:
    """In how many annotated sentences a stem stands, and in how many with each code; None for one too rare."""
    row = _rows().get(stem)
    if row is None:
        return None
    sentences, _, codes = row.partition(",")
    pairs = (pair.rpartition(":") for pair in codes.split())
    return int(sentences), {code: int(coded) for code, _, coded in pairs}


@cache
def _rows() -> dict[str, str]:
    """The table of stems, each row read when its stem is first met: a text has few of them."""
    with (LEXICON / "code_words.csv").open(encoding="utf-8") as lines:
        next(lines)
        return {stem: counts for stem, _, counts in (line.rstrip("\n").partition(",") for line in lines)}


@cache
def _columns() -> dict[str, float]:
    """The share of the annotated sentences that have each code, then each of POLARITIES after MARK: the first row counts them all."""
    sentences, coded = _counts("") or (1, {})
    names = [*(code for code in coded if not code.startswith(MARK)), *(MARK + name for name in POLARITIES)]
    return {name: coded.get(name, 0) / sentences + _LEAST for name in names}


@cache
def shares() -> dict[str, float]:
    """The share of the annotated sentences that have each code of the table."""
    return {code: share for code, share in _columns().items() if not code.startswith(MARK)}
