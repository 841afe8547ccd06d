"""Where a decision stands now: its sentence found again in a text that may have changed.

A decision remembers the words of its sentence and the words around it. They are sought in this order: the
very words; the words in a longer or a cut sentence; nearly the same words, or much the same between the same
neighbours. Two sentences that fit equally well fit neither: the decision is orphaned, never guessed.
"""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analysis.coding.decision_file import Decision

CONTEXT = 30  # code points of text kept on either side of a sentence
_ALIKE = 0.85  # how much of a sentence must remain for a decision to follow it
_ALIKE_IN_PLACE = 0.6  # how much must remain when both its neighbours are the same
_SHORT = 20  # code points below which words found in a longer sentence say little
Sentence = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The sentence a decision is about now, None when it is orphaned; `note` says what is to be told of it.

    `doubtful` is true where the words have changed, so that a person should look again. `fit` (0–2) tells how
    much of the neighbourhood is the same.
    """

    sentence: Sentence | None
    note: str = ""
    doubtful: bool = False
    fit: float = 0.0


def find_anchor(
    decision: Decision, text: str, sentences: Sequence[Sentence], coded: Collection[tuple[str, str]] = ()
) -> Anchor:
    """The place of a decision among the sentences of a document, or why it has none.

    `coded` are the pairs of sentence and code that the rules propose: where a sentence has been cut in two,
    the decision goes to the part that still speaks of its code.

    >>> from types import SimpleNamespace
    >>> was = SimpleNamespace(code="coach", start=0, text="De får en coach.", before="", after=" Sen jobb.")
    >>> def find(text):
    ...     cuts = [0, *(n + 2 for n, sign in enumerate(text) if text[n : n + 2] == ". "), len(text) + 1]
    ...     pairs = list(zip(cuts, cuts[1:]))
    ...     rows = [
    ...         {"sentence_id": f"s{n}", "start": a, "end": b - 1, "text": text[a : b - 1]}
    ...         for n, (a, b) in enumerate(pairs)
    ...     ]
    ...     return find_anchor(was, text, rows)
    >>> find("En ny mening. De får en coach. Sen jobb.").sentence["sentence_id"]  # moved down
    's1'
    >>> find("De får nu en coach. Sen jobb.").note
    'its sentence has changed: see whether it still holds'
    >>> find("De bor här. Sen jobb.").note  # a near miss: other words
    'its words are no longer in the text'
    """
    wanted = _plain(decision.text)
    same = [row for row in sentences if _plain(row["text"]) == wanted]
    if same:
        return _choose_twin(decision, text, same)
    return _in_other_cut(wanted, decision, text, sentences, coded) or _in_changed_words(
        wanted, decision, text, sentences
    )


def describe_anchor(text: str, row: Sentence) -> dict[str, Any]:
    """The anchor columns of a decision about a sentence: its offsets, its words and the words around it."""
    before, after = _context(text, row)
    return {"start": row["start"], "end": row["end"], "text": row["text"], "before": before, "after": after}


def _choose_twin(decision: Decision, text: str, same: list[Sentence]) -> Anchor:
    """Of sentences with the same words the one with the same neighbours, else the one at the same place."""
    if len(same) == 1:
        return Anchor(same[0], fit=_fit(decision, text, same[0]))
    fits = sorted(((_fit(decision, text, row), row) for row in same), key=lambda pair: -pair[0])
    if fits[0][0] > fits[1][0]:
        return Anchor(fits[0][1], fit=fits[0][0])
    tied = [row for fit, row in fits if fit == fits[0][0]]
    here = [row for row in tied if row["start"] == decision.start]
    if here:
        return Anchor(here[0], fit=fits[0][0])
    return Anchor(None, f"its words stand {len(same)} times in the text and nothing tells which are meant")


def _in_other_cut(
    wanted: str,
    decision: Decision,
    text: str,
    sentences: Sequence[Sentence],
    coded: Collection[tuple[str, str]],
) -> Anchor | None:
    """The sentence that now holds the decision's sentence, or the part of it that speaks of the code."""
    core = wanted.rstrip(".!?:; ")
    longer = [row for row in sentences if len(core) >= _SHORT and core in _plain(row["text"])]
    parts = [
        row
        for row in sentences
        if len(row["text"]) >= _SHORT and _plain(row["text"]).rstrip(".!?:; ") in wanted
    ]
    coded_parts = [row for row in parts if (row["sentence_id"], decision.code) in coded]
    for rows in (longer, coded_parts):
        if len(rows) == 1:
            note = "its sentence is cut in another way now: see whether it still holds"
            return Anchor(rows[0], note, True, _fit(decision, text, rows[0]))
    return None


def _in_changed_words(wanted: str, decision: Decision, text: str, sentences: Sequence[Sentence]) -> Anchor:
    """The sentence with nearly the same words, or with much the same between the same neighbours."""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    found = []
    for row in sentences:
        matcher.set_seq1(_plain(row["text"]))
        if matcher.real_quick_ratio() < _ALIKE_IN_PLACE or matcher.quick_ratio() < _ALIKE_IN_PLACE:
            continue
        alike, fit = matcher.ratio(), _fit(decision, text, row)
        if alike >= _ALIKE or (alike >= _ALIKE_IN_PLACE and fit == 2):
            found.append((alike + fit, row))
    found.sort(key=lambda pair: -pair[0])
    if not found:
        return Anchor(None, "its words are no longer in the text")
    if len(found) > 1 and found[0][0] == found[1][0]:
        return Anchor(None, "its words have changed and several sentences are equally like them")
    best = found[0][1]
    return Anchor(
        best, "its sentence has changed: see whether it still holds", True, _fit(decision, text, best)
    )


def _fit(decision: Decision, text: str, row: Sentence) -> float:
    """How much of the neighbourhood is the same: from 0, nothing, to 2, both sides."""
    now = _context(text, row)
    total = 0.0
    for was, here in ((decision.before, now[0]), (decision.after, now[1])):
        total += 1.0 if was == here else difflib.SequenceMatcher(None, was, here, autojunk=False).ratio()
    return total


def _context(text: str, row: Sentence) -> tuple[str, str]:
    return text[max(0, row["start"] - CONTEXT) : row["start"]], text[row["end"] : row["end"] + CONTEXT]


@lru_cache(maxsize=4096)  # each decision on a document reads all its sentences
def _plain(words: str) -> str:
    return " ".join(words.split())
