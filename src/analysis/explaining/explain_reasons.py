"""Why a coding is what it is, in plain words: its find, its status, its polarity, and what people decided."""

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.coding.code_words import Stem, list_stems
from analysis.coding.codebook import Codebook
from analysis.coding.coded import RULES, TURNING
from analysis.coding.polarity import read_sentence
from analysis.coding.weighing import TURNED
from analysis.comparing.matrix import name_cell
from analysis.explaining.plain_words import explain_words as tell
from analysis.explaining.plain_words import list_explanations

Row = Mapping[str, Any]


def explain_status(row: Row, language: str = "en") -> str:
    """Why a coding is claimed or described, in the words that made it so.

    >>> explain_status({"rule": "claimed_in_sentence", "status": "claimed", "scope": "tack vare"})
    'claimed: in the same sentence the source credits the factor with the result ... “tack vare”'
    >>> explain_status({"rule": "strong_cue", "status": "described", "scope": ""})[:9]
    'described'
    """
    rule, values = (
        row["rule"],
        {"rule": row["rule"], "scope": row.get("scope") or "…", "status": row["status"]},
    )
    if rule == "decided":
        return tell("status_decided", language, **{**values, "status": tell(row["status"], language)})
    if f"status_{rule}" in list_explanations() and row["status"] == "claimed":
        return tell(f"status_{rule}", language, **values)
    key = "status_described" if row["status"] == "described" else "status_other"
    words = tell(key, language, **{**values, "status": tell(row["status"], language)})
    found = f"found_{rule}"
    return f"{words}; {tell(found, language)}" if found in list_explanations() else words


def explain_polarity(row: Row, sentence: str, codebook: Codebook, language: str = "en") -> str:
    """Why a coding is a facilitator, a barrier, discontinued or planned.

    The list of cues that turned it is found by reading its sentence again; its reason is the codebook's own.

    >>> from analysis.coding.codebook import load_codebook
    >>> row = {"rule": "strong_cue", "polarity": "barrier", "status": "described", "scope": "inte"}
    >>> told = explain_polarity(row, "Samverkan fungerar inte.", load_codebook())
    >>> told.startswith("barrier: “inte” in the same clause denies it")
    True
    >>> explain_polarity({**row, "polarity": "facilitator", "scope": ""}, "Samverkan.", load_codebook())[:24]
    'facilitator: no words in'
    >>> explain_polarity({**row, "scope": "words: dröjde; ingen"}, "Det dröjde.", load_codebook())[:45]
    'barrier: the words of the sentence, weighed b'
    """
    polarity, scope, rule = row["polarity"], row.get("scope") or "", row["rule"]
    if rule == "decided":
        return tell("polarity_decided", language, polarity=tell(polarity, language))
    if scope.startswith(TURNED):
        stems = scope.removeprefix(TURNED)
        return tell("polarity_words", language, polarity=tell(polarity, language), stems=stems)
    if polarity == "facilitator":
        turned_back = rule == "lack_cue" and scope and row["status"] == "described"
        return tell("polarity_turned_back" if turned_back else "polarity_plain", language, scope=scope)
    if rule == "lack_cue" and scope == row.get("text"):
        return tell("polarity_lack", language, scope=scope)
    reading = read_sentence(sentence, codebook)
    for name, turned_to in TURNING.items():
        for hit, cue in reading.cues.get(f"{name}_cues", ()):
            if turned_to == polarity and reading.words(hit) == scope:
                why = f" ({cue.why})" if cue.why else ""
                return tell(f"polarity_{name}", language, scope=scope) + why
    return tell("polarity_other", language, polarity=tell(polarity, language), scope=scope)


def explain_weights(sentence: str, code: str, codebook: Codebook, language: str = "en") -> str:
    """Which words of a sentence speak most for a code and against it, with the annotated sentences that say so.

    >>> from analysis.coding.codebook import load_codebook
    >>> explain_weights("Vi ordnar praktik.", "work_placement", load_codebook()).split(" (")[0]
    'for it: prakti…'
    >>> explain_weights("Vi ordnar praktik.", "other_factor", load_codebook())  # left to its cues
    ''
    """
    stems = list_stems(sentence, code, codebook)
    sides = {"stems_for": stems[:6], "stems_against": stems[:-3:-1]}
    told = []
    for side, found in sides.items():
        one_each = {one.stem[:4]: one for one in reversed(found) if (one.weight > 0) == (side == "stems_for")}
        words = ", ".join(_tell_stem(one, language) for one in list(one_each.values())[::-1][:3])
        told += [tell(side, language, words=words)] if words else []
    return "; ".join(told)


def _tell_stem(one: Stem, language: str) -> str:
    return tell("stem", language, stem=one.stem, coded=one.coded, sentences=one.sentences)


def explain_decisions(people: Iterable[Row], labels: Mapping[str, str], language: str = "en") -> str:
    """What people decided on a sentence and code, each with the reason given, and whether they differ.

    >>> said = {
    ...     "coder": "ann",
    ...     "decision": "reject",
    ...     "code": "coach",
    ...     "status": "",
    ...     "polarity": "",
    ...     "counted": False,
    ... }
    >>> explain_decisions([{**said, "reason": "a job title"}], {})
    'ann rejected it: a job title'
    >>> explain_decisions([], {})
    'nobody yet'
    """
    people, told = list(people), []
    for row in people:
        words = tell(
            f"decided_{row['decision']}",
            language,
            coder=row["coder"],
            code=labels.get(row["code"], row["code"]),
            status=tell(row["status"], language),
            polarity=tell(row["polarity"], language),
        )
        told.append(tell("because", language, told=words, reason=row["reason"]) if row["reason"] else words)
    verdicts = {
        ("reject",) if row["decision"] == "reject" else (row["code"], row["status"], row["polarity"])
        for row in people
    }
    if len(verdicts) > 1:
        told.append(tell("disputed", language))
    return "; ".join(told) or tell("nobody", language)


def explain_cell(codings: Iterable[Row], language: str = "en") -> str:
    """Why a cell of the matrix is what it is, from the codings that count in it.

    >>> explain_cell([])[:7]
    'silent:'
    >>> explain_cell([{"status": "described", "polarity": "planned"}])[:9]
    'contested'
    """
    codings = list(codings)
    facilitators = [row for row in codings if row["polarity"] == "facilitator"]
    claimed = sum(row["status"] == "claimed" for row in facilitators)
    counter = len(codings) - len(facilitators)
    key = f"cell_{name_cell(codings)}"
    return tell(key, language, n=len(facilitators), claimed=claimed, counter=counter)


def list_people(codings: Iterable[Row], sentence_id: str, code: str) -> list[Row]:
    """The decisions of people on a sentence that concern a code: on it, or changing it to another."""
    here = [row for row in codings if row["sentence_id"] == sentence_id]
    changed = any(r["coder"] == RULES and r["code"] == code and r["decision"] == "change" for r in here)
    return [
        row
        for row in here
        if row["coder"] != RULES and (row["code"] == code or (changed and row["decision"] == "change"))
    ]


def explain_value(row: Row, language: str = "en") -> str:
    """The value of a quantity in words, with the qualifier that opened an end of it.

    >>> explain_value({"low": 50, "high": None, "unit": "percent", "qualifier": "över"})
    'at least 50 percent, upper end open, because of the word “över”'
    >>> explain_value({"low": 47.0, "high": 47.0, "unit": "person", "qualifier": ""})
    '47 person'
    """
    low, high = (None if row[end] is None else f"{row[end]:g}" for end in ("low", "high"))
    if low is None and high is None:
        key = "value_none"
    elif low == high:
        key = "value_exact"
    else:
        key = "value_least" if high is None else "value_most" if low is None else "value_range"
    words = tell(key, language, low=low, high=high, unit=row["unit"])
    return tell("qualified", language, value=words, qualifier=row["qualifier"]) if row["qualifier"] else words
