"""What people decide about codings, and how it is laid over the rules.

A decision is anchored in the words of its sentence and the words around it (see `anchors`), so it finds its
place again when a text or the rules change; one that cannot is reported as orphaned. Both layers stay visible
in `codings`; only rows with `counted` enter the matrix. Where coders disagree, the dispute is reported.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from analysis.coding.anchors import Anchor, find_anchor
from analysis.coding.coded import RULES
from analysis.coding.decision_file import Decision

Rows = list[dict[str, Any]]
Place = tuple[str, str]  # sentence id and code
Placed = list[tuple[Decision, Mapping[str, Any]]]  # decisions with their sentences


def list_homeless(decisions: Iterable[Decision], doc_ids: Collection[str]) -> Rows:
    """Log rows for decisions on documents that are not there (renamed or taken away)."""
    reason = "its document is not there: put the file back, or correct doc_id"
    return [_orphaned(decision, reason) for decision in decisions if decision.doc_id not in doc_ids]


def layer_decisions(
    counted: Rows,
    proposed: Rows,
    decisions: Iterable[Decision],
    text: str,
    sentences: Rows,
    case_id: str,
) -> tuple[Rows, Rows]:
    """The codings of a document with people's decisions laid over them, and log rows for what went wrong.

    `counted` are the rules' codings, `proposed` those and the unsure ones, which a person may accept too.
    Where coders disagree, nobody's decision counts: the rules' coding stands as it was, and the log tells of
    it.
    """
    suggested = {(row["sentence_id"], row["code"]): row for row in proposed}
    placed, log = place_decisions(decisions, text, sentences, suggested.keys())
    verdicts = collect_verdicts(placed)
    rules = {(row["sentence_id"], row["code"]): row for row in counted}
    disputed = find_disputes(verdicts)
    log += [_dispute(place, verdicts[place], placed, rules) for place in verdicts if place in disputed]
    people: Rows = []
    last: dict[Place, int] = {}
    for decision, sentence in placed:
        judged = _judge(decision, sentence["sentence_id"])
        stands = not disputed & judged.keys()
        rule = suggested.get((sentence["sentence_id"], decision.code))
        row = _person_row(decision, rule, sentence, case_id)
        people.append({**row, "counted": stands and decision.action != "reject"})
        for place in judged if stands else ():
            if place in rules:
                rules[place] = {
                    **rules[place],
                    "counted": False,
                    "decision": decision.action,
                    "reason": decision.reason,
                }
        if people[-1]["counted"]:  # coders who agree count once
            place = (sentence["sentence_id"], row["code"])
            if place in last:
                people[last[place]]["counted"] = False
            last[place] = len(people) - 1
    rows = [*rules.values(), *people]
    return sorted(
        rows, key=lambda row: (row["start"], row["end"], row["code"], row["coder"] != RULES, row["coder"])
    ), log


def place_decisions(
    decisions: Iterable[Decision], text: str, sentences: Rows, coded: Collection[Place] = ()
) -> tuple[Placed, Rows]:
    """Each decision of a document with its sentence now; log rows for what was lost, doubtful or replaced.

    Of a coder's decisions on one sentence and code the last by date stays. Of two on different sentences that
    have come to lie on one, the worse fitting is orphaned.
    """
    log: Rows = []
    held: dict[tuple[str, str, str], list[tuple[Decision, Anchor]]] = defaultdict(list)
    for decision in decisions:
        anchor = find_anchor(decision, text, sentences, coded)
        if anchor.sentence is None:
            log.append(_orphaned(decision, anchor.note))
        else:
            held[anchor.sentence["sentence_id"], decision.coder, decision.code].append((decision, anchor))
    placed: Placed = []
    for group in held.values():
        best = max(group, key=lambda pair: pair[1].fit)[0]
        mine = [(decision, anchor) for decision, anchor in group if _words(decision) == _words(best)]
        why = "another decision of the same coder on this code lies on its sentence now"
        log += [_orphaned(decision, why) for decision, _ in group if _words(decision) != _words(best)]
        last, anchor = sorted(mine, key=lambda pair: pair[0].date)[-1]
        log += [_replaced(decision, last) for decision, _ in mine if decision != last]
        if anchor.doubtful:
            log.append(_entry(last, "warning", f"decision of {last.coder} on {last.code}: {anchor.note}"))
        placed.append((last, anchor.sentence or {}))
    return sorted(placed, key=lambda pair: pair[0].date), log


def collect_verdicts(placed: Placed) -> dict[Place, dict[str, tuple[str, ...]]]:
    """What each coder says of each sentence and code: ("reject",) or (status, polarity)."""
    verdicts: dict[Place, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for decision, sentence in placed:
        for place, verdict in _judge(decision, sentence["sentence_id"]).items():
            verdicts[place][decision.coder] = verdict
    return verdicts


def find_disputes(verdicts: Mapping[Place, Mapping[str, tuple[str, ...]]]) -> set[Place]:
    """The places on which coders differ.

    >>> find_disputes({("s1", "coach"): {"ann": ("reject",), "bo": ("claimed", "facilitator")}})
    {('s1', 'coach')}
    >>> find_disputes({("s1", "coach"): {"ann": ("reject",), "bo": ("reject",)}})  # they agree
    set()
    """
    return {place for place, given in verdicts.items() if len(set(given.values())) > 1}


def _words(decision: Decision) -> tuple[str, str, str]:
    return decision.text, decision.before, decision.after


def _judge(decision: Decision, sentence_id: str) -> dict[Place, tuple[str, ...]]:
    """What a decision says of each place it touches; a change of code says no to the old, yes to the new."""
    yes = (decision.status, decision.polarity)
    if decision.action == "reject":
        return {(sentence_id, decision.code): ("reject",)}
    if decision.new_code and decision.new_code != decision.code:
        return {(sentence_id, decision.code): ("reject",), (sentence_id, decision.new_code): yes}
    return {(sentence_id, decision.code): yes}


def _dispute(
    place: Place, given: Mapping[str, tuple[str, ...]], placed: Placed, rules: Mapping[Place, Any]
) -> dict[str, Any]:
    told = "; ".join(f"{coder}: {' '.join(verdict)}" for coder, verdict in sorted(given.items()))
    outcome = "the rules' coding stands" if place in rules else "nothing is counted"
    one = next(
        decision for decision, sentence in placed if place in _judge(decision, sentence["sentence_id"])
    )
    return _entry(one, "warning", f"conflict on {place[1]} ({told}): {outcome} until they agree")


def _person_row(
    decision: Decision, rule: Mapping[str, Any] | None, sentence: Mapping[str, Any], case_id: str
) -> dict[str, Any]:
    span = rule or sentence
    return {
        "case_id": case_id,
        "doc_id": decision.doc_id,
        "sentence_id": sentence["sentence_id"],
        "code": decision.new_code or decision.code,
        "status": decision.status or (rule["status"] if rule else "described"),
        "polarity": decision.polarity or (rule["polarity"] if rule else "facilitator"),
        "voice": span["voice"],
        "speaker": span["speaker"],
        "coder": decision.coder,
        "rule": "decided",
        "cue": rule["cue"] if rule else "",
        "scope": rule["scope"] if rule else "",
        "decision": decision.action,
        "reason": decision.reason,
        "start": span["start"],
        "end": span["end"],
        "text": span["text"],
    }


def _replaced(old: Decision, new: Decision) -> dict[str, Any]:
    told = f"decision of {old.coder} on {old.code} ({old.action}, {old.date}) is replaced by a later line"
    return _entry(old, "info", f"{told} ({new.action}, {new.date})")


def _orphaned(decision: Decision, why: str) -> dict[str, Any]:
    return _entry(decision, "warning", f"orphaned decision of {decision.coder} on {decision.code}: {why}")


def _entry(decision: Decision, severity: str, reason: str) -> dict[str, Any]:
    return {
        "doc_id": decision.doc_id,
        "stage": "decisions",
        "severity": severity,
        "text": decision.text,
        "reason": reason,
    }
