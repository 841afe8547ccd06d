"""Who coded what: the ratings of coders on sentence × code or case × code, for agreement.

A unit that a coder never saw is missing, not a "no". What a coder saw cannot be read from the codings alone
(a sentence left without a code leaves no row), so it is said with `seen`: for each coder the documents, the
sentences or the pairs of sentence and code that this person went through. Without it, the rules have seen
everything and a person every sentence of the documents where that person decided something.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.coding.coded import RULES

Seen = Mapping[str, Collection[Any]]


@dataclass(frozen=True, slots=True)
class Rating:
    """The label one coder gave one unit, yes or no; `cluster` is its document or case."""

    cluster: str
    unit: str
    code: str
    coder: str
    label: str


def rate_sentences(
    codings: pd.DataFrame,
    sentences: pd.DataFrame,
    codes: Iterable[str],
    *,
    seen: Seen | None = None,
) -> list[Rating]:
    """Every coder's rating, yes or no, of every sentence and code that coder saw; clusters are documents.

    What a person rejected is a no; what the rules proposed stays theirs, whether it was counted or not.
    """
    given = _group(codings, "sentence_id")
    seen = seen_documents(codings, sentences) if seen is None else seen
    places = list(zip(sentences["doc_id"], sentences["sentence_id"], strict=True))
    return [
        Rating(doc, sentence, code, coder, _label(given[coder, sentence, code]))
        for coder, known in seen.items()
        for doc, sentence in places
        for code in codes
        if doc in known or sentence in known or (sentence, code) in known
    ]


def rate_cases(
    codings: pd.DataFrame,
    documents: pd.DataFrame,
    codes: Iterable[str],
    *,
    seen: Seen | None = None,
) -> list[Rating]:
    """Every coder's rating, yes or no, of every case and code; a case counts as seen when all its documents were.

    `seen` names documents here. Clusters are cases, so an interval is over cases.
    """
    given = _group(codings, "case_id")
    seen = seen_documents(codings, documents) if seen is None else seen
    docs_of: dict[str, set[str]] = defaultdict(set)
    for case, doc in zip(documents["case_id"], documents["doc_id"], strict=True):
        docs_of[case].add(doc)
    return [
        Rating(case, case, code, coder, _label(given[coder, case, code]))
        for coder, known in seen.items()
        for case, docs in docs_of.items()
        for code in codes
        if docs <= set(known)
    ]


def seen_documents(codings: pd.DataFrame, documents: pd.DataFrame) -> dict[str, set[str]]:
    """The documents each coder saw as far as the codings tell: the rules all, a person those with a decision.

    `documents` is any table with a doc_id column. A document that a person read and left without any
    decision is not among them: name it with `seen`.

    >>> rows = pd.DataFrame({"coder": ["rules", "ann"], "doc_id": ["a", "b"]})
    >>> seen_documents(rows, pd.DataFrame({"doc_id": ["a", "b"]})) == {"rules": {"a", "b"}, "ann": {"b"}}
    True
    """
    people: dict[str, set[str]] = defaultdict(set)
    for coder, doc in sorted(zip(codings["coder"], codings["doc_id"], strict=True)):
        if coder != RULES:
            people[coder].add(doc)
    return {RULES: set(documents["doc_id"]), **people}


def _group(codings: pd.DataFrame, unit: str) -> dict[tuple[str, str, str], list[dict[str, Any]]]:
    """The codings each coder stands for, by coder, unit and code; a person's rejections are none."""
    given: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in codings.to_dict("records"):
        if row["coder"] == RULES or row["decision"] != "reject":
            given[row["coder"], row[unit], row["code"]].append(row)
    return given


def _label(rows: list[dict[str, Any]]) -> str:
    return "yes" if rows else "no"
