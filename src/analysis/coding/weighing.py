"""Weighing: what all the words of a sentence say for and against each code, beside what its cues say.

Cues miss what nobody thought of, and hit where their words mean something else. So what all words of a sentence say for and
against each code (`code_words`) is weighed together with what the cues found, and with what the sentences beside it say, by the
few numbers of `lexicon/code_word_weights.csv`: a logit fitted on texts as the cues read them before anybody had mended a
cue on them (`benchmarks/fit_codes.py`; `docs/method.md` says how well it holds).

A code that the words make likely enough is counted without a cue (rule `weighed_words`); one that a cue proposed but
the words make unlikely is left to a person. In the same way the words are asked what a coding is: a facilitator, a barrier,
discontinued or planned. Codes that the table does not know are left to their cues.
"""

import csv
import math
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from analysis.coding.code_words import MARK, Words, find_stem, list_stems, shares, weigh_stems, weigh_words
from analysis.coding.codebook import Codebook
from analysis.coding.coded import POLARITIES, Coding, Unit
from analysis.coding.cues import Hit
from analysis.coding.polarity import Reading, find_claim, find_polarity
from analysis.coding.rules import LONE, doubt_clause
from analysis.paths import LEXICON

RULE = "weighed_words"
TURNED = "words: "  # before the stems that turned a polarity
_FEWEST = 3  # words of a sentence that says something without a cue
_OFTEN_LACKING = 0.45  # lack cues for each strong cue: of such a code texts tell as often that it is lacking
_NAMED = 3  # words named as what spoke for a code
# A decision, or money set aside, is this factor itself: planned only by a cue.
_BY_DECISION = "political_priority"
# What has begun is no plan: "Under våren 2022 startade kursen", not "Kursen startar i höst".
_BEGAN = re.compile(
    r"\b(?:starta|börja|öppna|invig|inrätta|anställ|lansera|inför|inled|påbörja)(?:de|des|ades|tes)\b(?! inte\b)"
)
_BESIDE = 2  # words between a cue that nothing else in the sentence outweighs and the factor
_CLAUSE_SIGN = re.compile(r"[,;:.!?–—(]")
_PLANS = re.compile(r"(?:planera[rs]|hoppas)\b")  # by their verb these are plans, whatever words stand beside


def weigh_codings(
    units: list[Unit], codings: list[Coding], readings: list[Reading], codebook: Codebook
) -> list[Coding]:
    """What the rules proposed, in reading order: with what the words make likely, unsure where they make it unlikely,
    and of the polarity that they speak for.

    >>> from analysis.coding.codebook import load_codebook
    >>> from analysis.coding.rules import find_codings, read_units
    >>> from analysis.text import Span
    >>> def weigh(text, book=load_codebook()):
    ...     units = [Unit(Span(0, len(text), text), "paragraph", 0, None)]
    ...     readings = read_units(units, book)
    ...     return weigh_codings(units, find_codings(units, readings, book), readings, book)
    >>> [(c.code, c.rule) for c in weigh("Deltagarna går sfi på förmiddagen.")]
    [('language_training', 'strong_cue')]
    >>> weigh("Kommunen ligger vid kusten och har en lång historia av sjöfart.")
    []
    """
    words = [weigh_words(reading.text) for reading in readings]
    settled = settle_codings(units, codings, readings, words, codebook)
    return [_turn(coding, readings[coding.unit], words[coding.unit]) for coding in settled]


def settle_codings(
    units: list[Unit], codings: list[Coding], readings: list[Reading], words: list[Words], codebook: Codebook
) -> list[Coding]:
    """The same, in reading order, before the words are asked for polarities; `words` is what they say in each sentence."""
    of_unit: dict[int, dict[str, Coding]] = {}
    for coding in codings:
        of_unit.setdefault(coding.unit, {})[coding.code] = coding
    settled: list[Coding] = []
    beside = score_beside([one.scores for one in words])
    for number, (unit, reading) in enumerate(zip(units, readings, strict=True)):
        proposed = of_unit.get(number, {})
        counted = [one for one in proposed.values() if not one.unsure]
        logits = weigh_sentence(reading, counted, words[number], beside[number], codebook)
        settled += [_settle(coding, logits.get(coding.code)) for coding in proposed.values()]
        said = any(words[number].scores)  # a row of names or figures says nothing, however long it is
        if said and unit.kind != "title" and not reading.doubt:
            settled += [
                _add(number, unit, reading, code, codebook)
                for code, logit in logits.items()
                if logit >= _numbers()["count"] and code not in proposed
            ]
    return sorted(settled, key=lambda coding: (coding.start, coding.end, coding.code))


def weigh_sentence(
    reading: Reading, counted: Iterable[Coding], words: Words, beside: list[float], codebook: Codebook
) -> dict[str, float]:
    """The log-odds of the codes in a sentence that it may hold or that cues proposed, given what the rules count there."""
    cues = {coding.code: coding.cue for coding in counted}
    weak = {
        owner[1]: len({hit.cue for hit in hits}) for owner, hits in reading.hits.items() if owner[0] == "weak"
    }
    if not cues and not weak and reading.text.count(" ") < _FEWEST - 1:
        return {}
    numbers, starts = _numbers(), _starts()
    for_it, against_it, rival, beside_it, least = map(
        numbers.__getitem__, ("for", "against", "rival", "beside", "count")
    )
    *_, second, first = sorted([0.0, 0.0, *words.scores])
    length = numbers["length"] * math.log(1 + len(reading.text.split()))
    logits, told = {}, cues.keys() | weak.keys()
    by_code = zip(shares(), words.scores, words.speak_for, words.speak_against, beside, strict=True)
    for known, score, plus, minus, near in by_code:
        code = codebook.current_id(known)
        if code is None:
            continue
        logit = starts[known] + for_it * plus + against_it * minus + length
        logit += rival * (second if score == first else first) + beside_it * near
        if code in told:
            if code in cues:
                logit += numbers["found"] + numbers["one_word"] * (" " not in cues[code])
            if code in weak:
                logit += numbers["one_weak" if weak[code] == 1 else "more_weak"]
        if logit >= least or code in told:
            logits[code] = logit
    return logits


def weigh_polarity(coding: Coding, words: Words) -> str:
    """What a coding most likely is, from what the rules made it and what all words of its sentence say."""
    numbers = _numbers()
    told = numbers["told without a cue" if coding.rule == RULE else "told"]
    odds = {
        name: numbers.get(name, 0.0) + numbers["polarity"] * score + told * (name == coding.polarity)
        for name, score in zip(POLARITIES, words.polarities, strict=True)
    }
    odds["barrier"] += numbers["lack cue"] * (coding.rule == "lack_cue")
    return max(odds, key=odds.__getitem__)


def score_beside(scores: list[list[float]]) -> list[list[float]]:
    """For each sentence and code the higher score of the sentence before and the one after; a lone one has its own.

    >>> score_beside([[1.0, 0.0], [0.0, 3.0], [2.0, 1.0]])
    [[0.0, 3.0], [2.0, 1.0], [0.0, 3.0]]
    """
    if len(scores) < 2:
        return scores
    around = zip([scores[1], *scores], [*scores[1:], scores[-2]], strict=False)
    return [[one if one > other else other for one, other in zip(*both, strict=True)] for both in around]


def _settle(coding: Coding, logit: float | None) -> Coding:
    """A proposed coding, unsure where the words make it unlikely, sure where they bear out its lone weak cue."""
    if logit is None:
        return coding
    if not coding.unsure and logit < _numbers()["keep"]:
        return replace(coding, unsure=f"the sentence's other words make it unlikely: {_probability(logit)}")
    if coding.unsure == LONE and logit >= _numbers()["count"]:
        return replace(coding, unsure="")
    return coding


def _turn(coding: Coding, reading: Reading, words: Words) -> Coding:
    """A coding with the polarity that all words of its sentence make likeliest; the scope names those that turned it."""
    polarity = weigh_polarity(coding, words)
    if polarity == coding.polarity or _holds(coding, polarity, reading):
        return coding
    stems = "; ".join(one.stem for one in weigh_stems(reading.text, MARK + polarity)[:_NAMED])
    scope = coding.scope if coding.status == "claimed" else f"{TURNED}{stems}"
    return replace(coding, polarity=polarity, scope=scope)


def _holds(coding: Coding, polarity: str, reading: Reading) -> bool:
    """Whether the words may not turn a coding so: what is decided or has begun to a plan, a plan or a lack to what is there.

    A lack is named by the code's own cue or by a barrier cue of several words. In the tuning texts none of those that the words
    turned was a facilitator, while half of those that only "inte" or a single word made a barrier were one: such a word
    holds where it stands right beside the factor.
    """
    if polarity == "planned":
        return coding.code == _BY_DECISION or bool(_BEGAN.search(reading.text))
    if polarity != "facilitator":
        return False
    told = [hit for hit, _ in reading.cues.get(f"{coding.polarity}_cues", ())]
    if coding.polarity == "planned":
        return any(_PLANS.match(reading.words(hit)) for hit in told)
    if coding.polarity == "barrier" and coding.rule == "lack_cue":
        return True
    if coding.polarity == "barrier" and any(
        " " in hit.cue and reading.words(hit) in coding.scope for hit in told
    ):
        return True
    return coding.rule != RULE and any(_stands_beside(coding, hit, reading) for hit in told)


def _stands_beside(coding: Coding, hit: Hit, reading: Reading) -> bool:
    """Whether a cue stands right beside the factor's words ("det saknas yrkeskurser")."""
    own = reading.text.find(coding.text)
    first, last = sorted([(hit.start, hit.end), (own, own + len(coding.text))])
    between = reading.text[first[1] : last[0]]
    return len(between.split()) <= _BESIDE and not _CLAUSE_SIGN.search(between)


def _add(number: int, unit: Unit, reading: Reading, code: str, codebook: Codebook) -> Coding:
    """A code that the words of a sentence make likely: the whole sentence stands for it, its weightiest word for the clause."""
    known, spoke = codebook.codes[code], list_stems(reading.text, code, codebook)[:_NAMED]
    # as if a cue had hit it: in the clause of the weightiest word the polarity is sought
    hit = Hit((), spoke[0].stem, (), *find_stem(reading.text, spoke[0].stem))
    polarity, scope = find_polarity(reading, hit, known, lack=False)
    status, unsure = "described", doubt_clause(reading, hit)
    if polarity == "facilitator" and (claim := find_claim(reading, hit)):
        status, scope = "claimed", claim
    where = unit.sentence.start, unit.sentence.end, reading.text, number
    if not unsure and not scope and len(known.lack) > _OFTEN_LACKING * len(known.strong):
        unsure = "no cue tells whether it is there or lacking"
    cue = "; ".join(one.stem for one in spoke)
    return Coding(*where, code, status, polarity, RULE, cue, scope, unsure)


def _probability(logit: float) -> str:
    return f"{1 / (1 + math.exp(-logit)):.2f}"


@cache
def _numbers() -> dict[str, float]:
    with (LEXICON / "code_word_weights.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: float(row["weight"]) for row in csv.DictReader(lines)}


@cache
def _starts() -> dict[str, float]:
    """The log-odds of each code before anything is known."""
    named = ((name.partition("start "), value) for name, value in _numbers().items())
    return {code: value for (before, start, code), value in named if start and not before}
