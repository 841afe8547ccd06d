"""Counted words: what the words of a sentence say for and against each code, and of what it is.

`lexicon/code_words.csv` says of each stem in how many annotated sentences it stands, in how many of these each code was
given, and in how many something was said to help, to lack, to have ended or to be planned. A stem that stands more often with a
code than elsewhere speaks for it, one that is common elsewhere against it: the log-odds of naive Bayes (Maron 1961), with
shrunken counts.
"""

import math
import re
from array import array
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
    known = [weights for word in words if (weights := _weigh_word(word))]
    if not known or not any(map(str.isalpha, words)):
        nothing = [0.0] * len(shares())
        return Words(nothing, nothing, nothing, [0.0] * len(POLARITIES))
    counts, *columns = zip(*known, strict=True)
    root = math.sqrt(1 + sum(counts))
    sums = ([sum(weights) / root for weights in zip(*column, strict=True)] for column in columns)
    speak_for, speak_against, polarities = sums
    return Words(speak_for, speak_against, list(map(add, speak_for, speak_against)), polarities)


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
        Stem(stem, sentences, codes.get(known, 0), _weight(sentences, codes, _columns()[known], known))
        for stem in list_word_stems(text)
        if (counts := _counts(stem))
        for sentences, codes in [counts]
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
        name = word[0].isupper() and (surname or _is_name(word))
        surname = name and (surname or is_given_name(word))
        if not name:
            words.add(word.lower())
    return words


@lru_cache(maxsize=10_000)
def _is_name(word: str) -> bool:
    return any(is_given_name(one) or is_municipality(one) for one in (word, word.removesuffix("s")))


def _stems(word: str) -> tuple[str, ...]:
    """What is counted of a word: its first four letters, its first six, and of a long one its first and last six.

    >>> _stems("ort"), _stems("2019"), _stems("språkpraktik")
    (('ort…', 'ort'), ('0…', '0'), ('språ…', 'språkp…', 'språkp……', '…raktik'))
    """
    if word[0].isdigit():
        word = "0"
    stems = (f"{word[:4]}…", f"{word[:6]}…" if len(word) > 5 else word)
    return (*stems, f"{word[:6]}……", f"…{word[-6:]}") if len(word) > 9 else stems


@lru_cache(maxsize=10_000)  # words; the commonest soon come back
def _weigh_word(word: str) -> "tuple[int, array[float], array[float], array[float]] | None":
    """How many stems of a word the table knows, and what they say for and against each code, and of each polarity."""
    counted = [counts for stem in _stems(word) if (counts := _counts(stem))]
    if not counted:
        return None
    plus, minus = array("d", [0.0] * len(shares())), array("d", [0.0] * len(shares()))
    polarities = array("d", [0.0] * len(POLARITIES))
    for sentences, codes in counted:
        for at, (code, share) in enumerate(shares().items()):
            weight = _weight(sentences, codes, share, code)
            if weight > 0:
                plus[at] += weight
            else:
                minus[at] += weight
        for at, name in enumerate(POLARITIES):
            mark = MARK + name
            polarities[at] += _weight(sentences, codes, _columns().get(mark, 1.0), mark)
    return len(counted), plus, minus, polarities


def _weight(sentences: int, codes: dict[str, int], share: float, code: str) -> float:
    return math.log((codes.get(code, 0) + _SHRINK * share) / ((sentences + _SHRINK) * share))


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
    """The share of the annotated sentences that have each code, and each polarity after MARK: the first row counts them all."""
    sentences, codes = _counts("") or (1, {})
    return {code: coded / sentences + _LEAST for code, coded in codes.items()}


@cache
def shares() -> dict[str, float]:
    """The share of the annotated sentences that have each code of the table."""
    return {code: share for code, share in _columns().items() if not code.startswith(MARK)}
