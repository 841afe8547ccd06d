"""The whole that a figure is a part of, where the two stand apart.

"47 personer till arbete (37 reguljär arbetsmarknad)": 37 are part of the 47. "Av de 140 som avslutades gick 61 till arbete":
61 are part of the 140. "43 kvinnor har deltagit. 19 arbetar i dag": 19 are part of the 43.
"""

import re
from itertools import zip_longest

from analysis.finding.bare_number_rules import AT_WORK, PART, WHOLE
from analysis.finding.quantity_drafts import COUNTS, OF, Draft
from analysis.finding.units import is_verb, next_word
from analysis.text import compiled

_THAT_IS = re.compile(r"\b(?:dvs|d\.v\.s|det vill säga|motsvarar|alltså|vilket är)\b|\($")
_MAKES = re.compile(
    r"\b(?:det|detta|vilket|som|personer|dvs|d\.v\.s\.|det vill säga|alltså)(?: (?:är|blir|ger|motsvarar|innebär)| utgör)?(?: att)?"
    r"(?: (?:drygt|knappt|ungefär|cirka|ca|omkring|nästan))? $|\($"
    r"|^ (?:är|var|motsvarar|motsvarade|utgör|utgjorde)(?: (?:drygt|knappt|ungefär|cirka|ca|omkring|nästan))? $"
)
_BEGAN = re.compile(r"\b(?:deltog|deltagit|påbörja|sökte|antogs|skrevs in|skrivits in)")
_FIRST = re.compile(r"(?:^|[.!?] |\n)\W*(?:[a-zåäö]+ ){0,2}$")
# A goal is no whole: "Målet var 200. 41 procent av dem …"
_GOAL = re.compile(r"\bmålet(?: [a-zåäö]+)? (?:är|var)(?: att nå)? $")
_OF_THEM = re.compile(r" av (?:dem|dessa)\b")  # "av dem som slutat": others than were counted before
_OF_SOME = re.compile(r"\bav (?:dem|dessa|de som)\b[^.]*$| av [a-zåäö]+(?:na|ne|nde)$")
# A part beside a part: "varav 40 kvinnor och 20 män", "varav 2 miljoner till lön och 1 miljon till hyra"
_BESIDE = re.compile(r"(?:,| och|,? samt) ")
_PAID_BESIDE = re.compile(r"(?: [a-zåäö]+){0,3}(?:,| och|,? samt) ")
_ITEM = re.compile(r" *[•*·▪–-] ")


def link_wholes(folded: str, drafts: list[Draft]) -> None:
    """Find the whole of a part that stands apart from it: in a clause before, round a bracket, after "av"."""
    inside = whole = count = previous = begun = listed = None
    near: list[Draft] = []  # the last people and things counted in the line
    for draft, after in zip_longest(drafts, drafts[1:]):
        left = folded[max(0, draft.start - 90) : draft.start]
        if previous is None or previous.line != draft.line:
            inside = whole = begun = None
            near = []
            listed = _listed(folded[previous.end : draft.start], count, listed) if previous else None
            count = count if previous and left.rpartition("\n")[2].startswith("varav") else None
        elif previous.sentence == draft.sentence:
            gap = folded[previous.end : draft.start]
            inside = previous if "(" in gap and previous.group in COUNTS else None if ")" in gap else inside
        else:
            begun = whole or _begun(folded, near, begun, previous.sentence)
            begun = (
                begun if begun and draft.sentence - previous.sentence == 1 and draft.low < begun.low else None
            )
            whole = inside = None
        told = draft.base is not None or _of_a_share(folded, draft, previous)
        if not told and draft.group in (*COUNTS, "share", "money"):
            alone = folded[draft.start - 1 : draft.start] == "(" and folded[draft.end : draft.end + 1] == ")"
            found = _reckoned(folded, draft, near) or (None if alone else inside)
            found = found or _whole_of(folded, draft, previous, count, left) or whole
            if found is None and not near and listed and draft.unit == listed.unit:
                found = listed
            if found is None and begun and draft.bare and _opens(folded, draft, left):
                found = begun
            if found is None and after and draft.group == "share" and after.group in COUNTS:
                found = after if OF.fullmatch(folded, draft.end, after.start) else None
            if found and (draft.group == "share" or (draft.group == found.group and draft.low <= found.low)):
                draft.whole, draft.base = found, found.low
        if draft.group in (*COUNTS, "money") and not inside and not _GOAL.search(left):
            count = draft
            whole = draft if compiled(WHOLE.pattern).search(left) else whole
        if draft.group in COUNTS:
            near = [*near[-5:], draft]
        previous = draft


def _listed(gap: str, count: Draft | None, listed: Draft | None) -> Draft | None:
    """Those whom the items of a list divide: "38 personer skrevs ut:", and then a line for each part."""
    first, *lines = gap[:400].split("\n")
    if len(gap) > 400 or not all(_ITEM.match(line) for line in lines):
        return None
    return listed or (count if count and count.group == "person" and first.rstrip().endswith(":") else None)


def _of_a_share(folded: str, draft: Draft, previous: Draft | None) -> bool:
    """Whether a share is part of a share: "61 procent gick vidare, varav 39 procent till arbete", of those or of all."""
    shares = previous and previous.sentence == draft.sentence and previous.group == draft.group == "share"
    return bool(shares and compiled(PART.pattern).search(folded[previous.end : draft.start]))


def _is_part(folded: str, draft: Draft) -> bool:
    """Whether a figure is a part of others, told or not: "tio av dem", "av dem har sju"."""
    words = folded[max(0, draft.start - 60) : draft.end]
    return draft.base is not None or _OF_SOME.search(words) is not None


def _begun(folded: str, near: list[Draft], begun: Draft | None, sentence: int) -> Draft | None:
    """Those that a sentence says began: its first count, unless that is a part itself."""
    first = next((draft for draft in near if draft.sentence == sentence), None)
    return first if first and first.group == "person" and not _is_part(folded, first) else begun


def _opens(folded: str, draft: Draft, left: str) -> bool:
    """Whether a sentence begins with a bare number of people: "43 kvinnor har deltagit. 19 arbetar i dag"."""
    if folded.startswith((" fler", " färre"), draft.end):
        return False
    verb = is_verb(next_word(folded, draft.end)) or compiled(AT_WORK.pattern).match(folded, draft.end)
    return bool(draft.group == "person" and verb and _FIRST.search(left))


def _reckoned(folded: str, draft: Draft, near: list[Draft]) -> Draft | None:
    """The whole of which the figures right before are so many percent: "Av 520 gick 61 till arbete. Det är 11,7 procent"."""
    if draft.group != "share" or not near or draft.low != draft.high or draft.start - near[-1].end > 90:
        return None
    if not _MAKES.search(folded[near[-1].end : draft.start]):
        return None
    margin = 0.06 if draft.low % 1 else 0.6
    for size in (1, 2):
        part = sum(known.low for known in near[-size:])
        for known in reversed(near[:-size]):
            if known.low >= part and abs(100 * part - draft.low * known.low) <= margin * known.low:
                return known
    return None


def _whole_of(
    folded: str, draft: Draft, previous: Draft | None, count: Draft | None, left: str
) -> Draft | None:
    """The whole of "åtta av dem", "16 personer började; 14 blev klara", "97 av 213, dvs. 46 procent"."""
    end = draft.end
    if previous and previous.whole and previous.sentence == draft.sentence and previous.unit == draft.unit:
        beside = _PAID_BESIDE if draft.group == "money" else _BESIDE
        if beside.fullmatch(folded, previous.end, draft.start):
            return previous.whole
    if of_them := _OF_THEM.match(folded, end):
        end = of_them.end()
    if of_them or folded.endswith(("av dem", "av dessa"), draft.start, end):
        return None if folded.startswith(" som ", end) else count
    if previous and previous.sentence == draft.sentence and previous.group in COUNTS:
        gap = folded[max(previous.end, draft.start - 60) : draft.start]
        if draft.group == "share" and previous.base and _THAT_IS.search(gap):
            draft.base = previous.base
            return None
        left = left[max(0, len(left) - draft.start + previous.end) :]
        if draft.bare and draft.group == previous.group and not compiled(PART.pattern).search(left):
            verb = next_word(folded, draft.end)
            if verb in ("fler", "färre"):
                return None  # a difference, not a part
            if previous.whole:
                return previous.whole
            if (
                is_verb(verb)
                and previous.low > draft.low
                and not _is_part(folded, previous)
                and (not previous.bare or _BEGAN.search(gap))
            ):
                return previous
    return count if compiled(PART.pattern).search(left) else None
