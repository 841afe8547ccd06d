"""Two coders side by side: what both saw, where they differ, and how far they agree.

A person who went through a document has decided every coding and proposal of the rules in it; only then is a
sentence without a decision a "no" of that person. Elsewhere only what was decided counts as seen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.coding.coded import RULES
from analysis.comparing.agreement import list_disagreements, measure_agreement
from analysis.comparing.ratings import Rating, rate_cases, rate_sentences

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Pair:
    """Two coders' ratings of sentences and of cases, with the measures and the disagreements of each."""

    coders: tuple[str, str]
    ratings: dict[str, list[Rating]]

    def disagreements(self) -> pd.DataFrame:
        """The sentences on which the two differ: cluster, unit, code and each one's label."""
        return list_disagreements(self.ratings["sentence"])

    def measures(self, unit: str = "sentence") -> pd.DataFrame:
        """Agreement per code and pooled; codes that neither used are left to the pooled row."""
        frame = measure_agreement(self.ratings[unit])
        if frame.empty:
            return frame
        used = (frame["both_yes"] + frame["disagreed"] > 0) | (frame["code"] == "all codes")
        return frame[used].reset_index(drop=True)


def pair_coders(
    frames: Frames,
    codes: Iterable[str],
    coders: tuple[str, str] = (RULES, "project"),
) -> Pair:
    """Two coders' ratings of what each of them saw (`list_seen`), from the tables."""
    rows, codes = frames["codings"], list(codes)
    rows = rows[rows["coder"].isin(coders)]
    seen = list_seen(rows, frames, coders)
    sentences = rate_sentences(rows, frames["sentences"], codes, seen=seen)
    cases = rate_cases(rows, frames["documents"], codes, seen=seen)
    return Pair(coders, {"sentence": sentences, "case": cases})


def list_seen(codings: pd.DataFrame, frames: Frames, coders: Iterable[str]) -> dict[str, set[Any]]:
    """What each coder saw: the rules every document; a person the documents where nothing waits, else pairs.

    A pair is a sentence and a code the person decided, or the code that was changed to another there.

    >>> rows = pd.DataFrame({"coder": ["rules", "ann"], "doc_id": "a", "sentence_id": "s1", "code": "coach"})
    >>> rows["decision"] = "accept"
    >>> none = pd.DataFrame({"doc_id": [], "sentence_id": [], "code": []})
    >>> frames = {"documents": pd.DataFrame({"doc_id": ["a"]}), "proposals": none}
    >>> list_seen(rows, frames, ["ann"])
    {'ann': {'a'}}
    >>> unsure = pd.DataFrame({"doc_id": ["a"], "sentence_id": ["s2"], "code": ["housing"]})
    >>> list_seen(rows, {**frames, "proposals": unsure}, ["ann"])  # a proposal waits for her
    {'ann': {('s1', 'coach')}}
    """
    proposed = [*_places(codings[codings["coder"] == RULES]), *_places(frames["proposals"])]
    seen: dict[str, set[Any]] = {}
    for coder in coders:
        if coder == RULES:
            seen[coder] = set(frames["documents"]["doc_id"])
            continue
        mine = codings[codings["coder"] == coder]
        decided = {place for _, place in _places(mine)}
        changed = set(mine[mine["decision"] == "change"]["sentence_id"])
        decided |= {place for _, place in proposed if place[0] in changed}
        waiting = {doc for doc, place in proposed if place not in decided}
        whole = set(mine["doc_id"]) - waiting
        seen[coder] = whole | {place for doc, place in _places(mine) if doc not in whole}
    return seen


def _places(rows: pd.DataFrame) -> list[tuple[str, tuple[str, str]]]:
    pairs = zip(rows["sentence_id"], rows["code"], strict=True)
    return list(zip(rows["doc_id"], pairs, strict=True))
