"""Ways to disturb the evidence: without a case, a document, a coder or a theme, or by another threshold.

A disturbance is data: which codings remain, among which cases and codes, and how much evidence a cell needs.
What a coder's absence means is worked out anew: decisions of a person taken away, the rules' codings stand
again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.coding.coded import RULES, is_hard

Coding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Codings that count, among which cases and codes, and the least evidence a cell needs.

    `min_codings` and `min_voices` are of facilitator codings in a cell; with less, the cell says nothing.
    """

    codings: Sequence[Coding]
    cases: tuple[str, ...]
    codes: tuple[str, ...]
    min_codings: int = 1
    min_voices: int = 1
    claimed_only: bool = False


@dataclass(frozen=True, slots=True)
class Perturbation:
    """One disturbance: its kind (case, document, coder, theme, threshold or flip), its name, what is left."""

    kind: str
    name: str
    evidence: Evidence


def list_perturbations(
    codings: Sequence[Coding], cases: Sequence[str], themes: Mapping[str, str]
) -> list[Perturbation]:
    """Every disturbance of the evidence but flips; `codings` holds all layers, `themes` each code's theme.

    The only document of a case is not left out by itself: the case would be left without a text, which is the
    same as leaving out the case. A person who coded is left out only when another remains. Where a coder called
    codings hard, all of these are left out at once.
    """
    cases, codes = tuple(cases), tuple(themes)
    counted = [coding for coding in codings if coding["counted"]]
    full = Evidence(counted, cases, codes)
    return [
        *_without_cases(full),
        *_without_documents(full),
        *_without_coders(codings, full),
        *_without_themes(full, themes),
        Perturbation("threshold", "two codings a cell", Evidence(counted, cases, codes, min_codings=2)),
        Perturbation("threshold", "two voices a cell", Evidence(counted, cases, codes, min_voices=2)),
        Perturbation("threshold", "claims only", Evidence(counted, cases, codes, claimed_only=True)),
        *_without_hard(full),
    ]


def list_flips(
    codings: Sequence[Coding], proposals: Iterable[Coding], cases: Sequence[str], themes: Mapping[str, str]
) -> dict[str, list[Perturbation]]:
    """For each code, each uncertain coding taken the other way: a proposal counted, an unreviewed coding not.

    `codings` holds all layers, also what people turned down. Unreviewed is a counted coding by the rules on which
    no person decided. A proposal that a person kept, turned down or changed is certain, and left out here. `name`
    holds the id of what is flipped.
    """
    cases, codes = tuple(cases), tuple(themes)
    counted = [coding for coding in codings if coding["counted"]]
    decided = {(row["sentence_id"], row["code"]) for row in codings if row["coder"] != RULES}
    changed, moved = (
        {
            row["sentence_id"]
            for row in codings
            if row["decision"] == "change" and (row["coder"] == RULES) is by
        }
        for by in (False, True)
    )
    changed -= moved  # what a person changed there is no coding by the rules: it is a proposal
    flips: dict[str, list[Perturbation]] = defaultdict(list)
    for proposal in proposals:
        place = proposal["sentence_id"], proposal["code"]
        if place not in decided and proposal["sentence_id"] not in changed:
            taken = {"speaker": "", **proposal, "counted": True, "coding_id": proposal["proposal_id"]}
            evidence = Evidence([*counted, taken], cases, codes)
            flips[proposal["code"]].append(Perturbation("flip", proposal["proposal_id"], evidence))
    for coding in counted:
        if coding["coder"] == RULES and not coding["decision"]:
            rest = Evidence([other for other in counted if other is not coding], cases, codes)
            flips[coding["code"]].append(Perturbation("flip", coding["coding_id"], rest))
    return flips


def recount_layers(codings: Sequence[Coding], without: str) -> list[Coding]:
    """The codings that count when one coder's layer is taken away, by the rules of decisions.layer_decisions.

    >>> place = {"sentence_id": "s1", "code": "housing", "status": "claimed", "polarity": "facilitator"}
    >>> rules = {**place, "coder": "rules", "decision": "reject", "counted": False}
    >>> ann = {**place, "coder": "ann", "decision": "reject", "counted": False}
    >>> [row["coder"] for row in recount_layers([rules, ann], "ann")], recount_layers([rules, ann], "rules")
    (['rules'], [])
    """
    people: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    changed = set()
    for row in codings:
        if row["coder"] not in (RULES, without):
            people[row["sentence_id"], row["code"]].append(row)
            if row["decision"] == "change":
                changed.add(row["sentence_id"])
    counted = []
    conflicts = set()
    for place, rows in people.items():
        verdicts = {
            ("reject",) if row["decision"] == "reject" else (row["status"], row["polarity"]) for row in rows
        }
        if len(verdicts) > 1:
            conflicts.add(place)
        elif rows[-1]["decision"] != "reject":
            counted.append(rows[-1])
    for row in codings:
        place = row["sentence_id"], row["code"]
        moved = row["decision"] == "change" and row["sentence_id"] in changed
        stands = place in conflicts or (place not in people and not moved)
        if row["coder"] == RULES != without and stands:
            counted.append(row)
    return counted


def _without_cases(full: Evidence) -> Iterator[Perturbation]:
    for case in full.cases if len(full.cases) > 1 else ():
        kept = tuple(other for other in full.cases if other != case)
        yield Perturbation("case", case, Evidence(full.codings, kept, full.codes))


def _without_documents(full: Evidence) -> Iterator[Perturbation]:
    docs_of: dict[str, dict[str, None]] = defaultdict(dict)
    for coding in full.codings:
        docs_of[coding["case_id"]][coding["doc_id"]] = None
    for case in full.cases:
        for doc in docs_of[case] if len(docs_of[case]) > 1 else ():
            rest = [coding for coding in full.codings if coding["doc_id"] != doc]
            yield Perturbation("document", doc, Evidence(rest, full.cases, full.codes))


def _without_coders(codings: Sequence[Coding], full: Evidence) -> Iterator[Perturbation]:
    coders = sorted({coding["coder"] for coding in codings} - {RULES})
    for coder in coders if len(coders) > 1 else ():
        rest = recount_layers(codings, coder)
        yield Perturbation("coder", coder, Evidence(rest, full.cases, full.codes))


def drop_hard(codings: Iterable[Coding]) -> list[Coding]:
    """The codings that no coder called hard.

    >>> len(drop_hard([{"reason": "hard: no result yet"}, {"reason": "no result yet"}, {}]))
    2
    """
    return [coding for coding in codings if not is_hard(coding.get("reason", ""))]


def _without_hard(full: Evidence) -> Iterator[Perturbation]:
    rest = drop_hard(full.codings)
    if len(rest) < len(full.codings):
        yield Perturbation("threshold", "no hard codings", Evidence(rest, full.cases, full.codes))


def _without_themes(full: Evidence, themes: Mapping[str, str]) -> Iterator[Perturbation]:
    names = list(dict.fromkeys(themes.values()))
    for theme in names if len(names) > 1 else ():
        kept = tuple(code for code in full.codes if themes[code] != theme)
        yield Perturbation("theme", theme, Evidence(full.codings, full.cases, kept))
