"""Weighing: what all the words of a sentence say for and against each code, beside what its cues say.

Cues miss what nobody thought of, and hit where their words mean something else. So the words of annotated sentences
are counted: `lexicon/code_words.csv` says of each stem in how many sentences it stands, and in how many of these each
code was given. A stem that stands more often with a code than elsewhere speaks for it, one that is common elsewhere
against it: the log-odds of naive Bayes (Maron 1961), with shrunken counts. Their sum is weighed together with what the
cues found by the few numbers of `lexicon/code_word_weights.csv`: a logit fitted on texts as the cues read them before
anybody had mended a cue on them (`benchmarks/fit_codes.py`; `docs/method.md` says how well it holds).

A code that the words make likely enough is counted without a cue (rule `weighed_words`); one that a cue proposed but
the words make unlikely is left to a person. Codes that the table does not know are left to their cues.
"""

import csv
import math
import re
from array import array
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from analysis.coding.codebook import Codebook
from analysis.coding.coded import Coding, Unit
from analysis.coding.cues import Hit
from analysis.coding.polarity import Reading, find_claim, find_polarity
from analysis.coding.rules import LONE, doubt_clause, list_doubts
from analysis.finding.gazetteer import is_municipality
from analysis.finding.names import is_given_name
from analysis.paths import LEXICON

RULE = "weighed_words"
_TOKEN = re.compile(r"[a-zåäöéü]+|[0-9]+", re.IGNORECASE)
_FEWEST = 3  # words of a sentence that says something without a cue
_READ = 400  # words of a sentence; a longer one is no prose
_SHRINK = 20  # sentences: what stands in fewer says little
_LEAST = 1e-4  # added to the share of sentences that have a code
_OFTEN_LACKING = 0.45  # lack cues for each strong cue: of such a code texts tell as often that it is lacking
_NAMED = 3  # words named as what spoke for a code


class Stem(NamedTuple):
    """A stem of a sentence: in how many annotated sentences it stands, in how many of them with a code, and its weight for it."""

    stem: str
    sentences: int
    coded: int
    weight: float


def weigh_codings(
    units: list[Unit], codings: list[Coding], readings: list[Reading], codebook: Codebook
) -> list[Coding]:
    """What the rules proposed, in reading order: with what the words make likely, and unsure where they make it unlikely.

    >>> from analysis.coding.codebook import load_codebook
    >>> from analysis.coding.rules import find_codings, read_units
    >>> from analysis.text import Span
    >>> def weigh(text, book=load_codebook()):
    ...     units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    ...     readings = read_units(units, book)
    ...     return weigh_codings(units, find_codings(units, book, readings), readings, book)
    >>> [(c.code, c.rule) for c in weigh("Deltagarna går sfi på förmiddagen.")]
    [('language_training', 'strong_cue')]
    >>> weigh("Kommunen ligger vid kusten och har en lång historia av sjöfart.")
    []
    """
    of_unit: dict[int, dict[str, Coding]] = {}
    for coding in codings:
        of_unit.setdefault(coding.unit, {})[coding.code] = coding
    doubts = list_doubts(units)
    weighed: list[Coding] = []
    for number, (unit, reading) in enumerate(zip(units, readings, strict=True)):
        proposed = of_unit.get(number, {})
        logits = weigh_sentence(reading, [one for one in proposed.values() if not one.unsure], codebook)
        weighed += [_settle(coding, logits.get(coding.code)) for coding in proposed.values()]
        likely = [code for code, logit in logits.items() if logit >= _numbers()["count"]]
        if any(code not in proposed for code in likely) and unit.kind != "title" and not doubts(number):
            weighed += [
                _add(number, unit, reading, code, codebook) for code in likely if code not in proposed
            ]
    return sorted(weighed, key=lambda coding: (coding.start, coding.end, coding.code))


def weigh_sentence(reading: Reading, counted: Iterable[Coding], codebook: Codebook) -> dict[str, float]:
    """The log-odds of the codes in a sentence that it may hold or that cues proposed, given what the rules count there."""
    cues = {coding.code: coding.cue for coding in counted}
    weak = {
        owner[1]: len({hit.cue for hit in hits}) for owner, hits in reading.hits.items() if owner[0] == "weak"
    }
    if not cues and not weak and reading.text.count(" ") < _FEWEST - 1:
        return {}
    numbers, scores = _numbers(), score_words(reading.text)
    *_, second, first = sorted([0.0, *scores])
    always = numbers["start"] + numbers["length"] * math.log(1 + len(reading.text.split()))
    least = (numbers["count"] - always - numbers["rival"] * first) / numbers["words"]
    logits = {}
    for known, score in zip(_shares(), scores, strict=True):
        code = codebook.current_id(known)
        if code is None or (score < least and code not in cues and code not in weak):
            continue  # the words alone cannot make it likely: most codes in most sentences
        rival = second if score == first else first
        logit = always + numbers["words"] * score + numbers["rival"] * rival
        if code in cues:
            logit += numbers["found"] + numbers["one_word"] * (" " not in cues[code])
        if code in weak:
            logit += numbers["one_weak" if weak[code] == 1 else "more_weak"]
        logits[code] = logit
    return logits


def score_words(text: str) -> list[float]:
    """The log-odds of each code of the table, in its order, by the words of a sentence alone; a word counts once."""
    weights = [known for word in _list_words(text) if (known := _weigh_word(word))]
    return [sum(column) for column in zip(_beginnings(), *weights, strict=True)]


def list_stems(text: str, code: str, codebook: Codebook) -> list[Stem]:
    """The stems of a sentence with their weight for or against a code, those that speak for it most first.

    >>> from analysis.coding.codebook import load_codebook
    >>> [stem.stem for stem in list_stems("Vi ordnar praktik.", "work_placement", load_codebook())][:1]
    ['prakti…']
    """
    known = next((known for known in _shares() if codebook.current_id(known) == code), None)
    found = [
        Stem(stem, sentences, codes.get(known, 0), _weight(sentences, codes, known))
        for stem in (list_word_stems(text) if known else ())
        if (counts := _counts(stem))
        for sentences, codes in [counts]
    ]
    return sorted(found, key=lambda one: (-one.weight, one.stem))


def list_word_stems(text: str) -> set[str]:
    """The different stems of the words of a sentence, as the table counts them."""
    return set().union(*map(_stems, _list_words(text)))


def _list_words(text: str) -> set[str]:
    """The different words of a sentence in lower case, but for names of people and municipalities: of what
    happens where they are named, the next text knows nothing.

    >>> sorted(_list_words("I Vara kan Amina vara med på sfi."))
    ['i', 'kan', 'med', 'på', 'sfi', 'vara']
    """
    found = (word[0] for word in islice(_TOKEN.finditer(text), _READ))
    return {word.lower() for word in found if not (word[0].isupper() and _is_name(word))}


@lru_cache(maxsize=10_000)
def _is_name(word: str) -> bool:
    return any(is_given_name(one) or is_municipality(one) for one in (word, word.removesuffix("s")))


def _settle(coding: Coding, logit: float | None) -> Coding:
    """A proposed coding, unsure where the words make it unlikely, sure where they bear out its lone weak cue."""
    if logit is None:
        return coding
    if not coding.unsure and logit < _numbers()["keep"]:
        return replace(coding, unsure=f"the sentence's other words make it unlikely: {_probability(logit)}")
    if coding.unsure == LONE and logit >= _numbers()["count"]:
        return replace(coding, unsure="")
    return coding


def _add(number: int, unit: Unit, reading: Reading, code: str, codebook: Codebook) -> Coding:
    """A code that the words of a sentence make likely: the whole sentence stands for it, its weightiest word for the clause."""
    known, spoke = codebook.codes[code], list_stems(reading.text, code, codebook)[:_NAMED]
    hit = _find_word(reading.text, spoke[0].stem)
    polarity, scope = find_polarity(reading, hit, known, lack=False)
    status, unsure = "described", doubt_clause(reading, hit)
    if polarity == "facilitator" and (claim := find_claim(reading, hit)):
        status, scope = "claimed", claim
    where = unit.sentence.start, unit.sentence.end, reading.text, number
    if not unsure and not scope and len(known.lack) > _OFTEN_LACKING * len(known.strong):
        unsure = "no cue tells whether it is there or lacking"
    cue = "; ".join(one.stem for one in spoke)
    return Coding(*where, code, status, polarity, RULE, cue, scope, unsure)


def _find_word(text: str, stem: str) -> Hit:
    """The first word with a stem, as if a cue had hit it: in its clause the polarity is sought."""
    found = next((word for word in _TOKEN.finditer(text) if stem in _stems(word[0].lower())), None)
    return Hit((), stem, (), *(found.span() if found else (0, len(text))))


def _probability(logit: float) -> str:
    return f"{1 / (1 + math.exp(-logit)):.2f}"


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
def _weigh_word(word: str) -> "array[float] | None":
    """What a word adds to the log-odds of each code; None for one that the table does not know."""
    counted = [counts for stem in _stems(word) if (counts := _counts(stem))]
    if not counted:
        return None
    without = sum(math.log(_SHRINK / (sentences + _SHRINK)) for sentences, _ in counted)
    weights = dict.fromkeys(_shares(), without)  # what a code loses by stems that never stand with it
    for _, codes in counted:
        for code, coded in codes.items():
            weights[code] += math.log1p(coded / (_SHRINK * _shares()[code]))
    return array("d", weights.values())


def _weight(sentences: int, codes: dict[str, int], code: str) -> float:
    share = _shares()[code]
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
def _shares() -> dict[str, float]:
    """The share of the annotated sentences that have each code: the first row counts them all."""
    sentences, codes = _counts("") or (1, {})
    return {code: coded / sentences + _LEAST for code, coded in codes.items()}


@cache
def _beginnings() -> tuple[float, ...]:
    return tuple(math.log(share / (1 - share)) for share in _shares().values())


@cache
def _numbers() -> dict[str, float]:
    with (LEXICON / "code_word_weights.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: float(row["weight"]) for row in csv.DictReader(lines)}
