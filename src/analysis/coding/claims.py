"""Claims from outside the sentence: by a list, a heading, a question or an announcement before it, or a sentence
after it; and the polarity that a heading or a list's first line gives.

A claim about one factor never spreads to others: a heading claims only its own code in its own section, a
sentence that points back only what the sentence before it says.
"""

import re
from dataclasses import replace

from analysis.coding.coded import Coding, Unit
from analysis.coding.polarity import Reading

_HEADINGS = ("heading", "title")
_TURNING_HEADS = ("barrier", "planned")
_HEADING_WORDS = 6
_MARKS = ('"', "”", "“", "»", "«", "–", "- ")
_REASONS = ("förklaring", "orsak", "skäl", "anledning")
_ANNOUNCES = re.compile(
    rf"(?!.*\bav (?:\w+ )?(?:skäl|anledning|orsak))(?:\S+ ){{0,9}}(?:{'|'.join(_REASONS)})\w*(?: \w+){{0,3}}\.$"
)
_COUNTS_ON = re.compile(
    r"(?:Det|Den) (?:andra|tredje|fjärde)\b|(?:En|Ett) (?:annan|annat|till)\b|För det (?:andra|tredje)\b|Dels\b"
)
_POINTS_BACK = re.compile(
    r"[–—\-\s\"”]*(?:Det [a-zåäö]+"
    r"|De(?:t|n) (?:här|där) \w+|Detta|Den här|Denna|Dessa|De här|Så(?:dant|dana)?|Allt (?:detta|det)"
    r"|Arbetssättet|Satsningen|Upplägget|Greppet|Utan (?:det|den|dem|henne|honom))\b"
)


def find_list_heads(units: list[Unit], readings: list[Reading]) -> dict[int, str]:
    """Segments that are items of a list introduced as success factors, with the introducing words.

    The heading of the section introduces, or the line before the list when it says so and ends with a
    colon; never a line that speaks of what is lacking or found fault with.
    """
    heads: dict[int, str] = {}
    of_section = of_lead = ""
    for unit, reading in zip(units, readings, strict=True):
        faulty = any(f"{name}_cues" in reading.cues for name in ("barrier", "criticism", "discontinued"))
        introduces = "" if faulty else reading.first("claim_list_heads")
        if unit.kind == "list_item":
            if head := of_lead or of_section:
                heads[unit.segment] = head
        elif unit.kind in _HEADINGS:
            of_section, of_lead = introduces, ""
        else:
            opens = unit.sentence.text.rstrip().endswith(":") and not faulty
            of_lead = introduces or (reading.first("claim_cues") if opens else "")
    return heads


def claim_by_heading(codings: list[Coding], units: list[Unit]) -> list[Coding]:
    """With what a heading that claims a factor claims for its own section, and for nothing else there."""
    claimed = {
        (units[c.unit].segment, c.code): c.text
        for c in codings
        if units[c.unit].kind in _HEADINGS
        and (c.status, c.polarity) == ("claimed", "facilitator")
        and not c.unsure
    }
    return [
        _claim(c, "claimed_by_heading", claimed.get((units[c.unit].section, c.code), "")) for c in codings
    ]


def turn_by_heading(codings: list[Coding], units: list[Unit], readings: list[Reading]) -> list[Coding]:
    """With the polarity that a heading gives its section ("Utmaningar"), or a line with a colon its list ("Vi föreslår:").

    Only where the sentence itself says no more than that the factor is there. A numbered line that matches
    counts as a heading until the next numbered line with prose under it. The text's title and what somebody
    says in quotation marks name no section.
    """
    nothing = of_section = of_list = ("", "")
    turned: dict[int, tuple[str, str]] = {}
    for number, (unit, reading) in enumerate(zip(units, readings, strict=True)):
        text, listed = unit.sentence.text.strip(), unit.kind == "list_item"
        name = next((name for name in _TURNING_HEADS if f"{name}_heads" in reading.cues), "")
        opens = (name, reading.first(f"{name}_heads"))
        alone = not (listed and number and units[number - 1].kind == "list_item")
        short = listed and not of_list[0] and len(text.split()) <= _HEADING_WORDS
        if unit.kind in _HEADINGS or (short and ((name and alone) or _leads_prose(units, number))):
            names_section = alone and unit.kind != "title" and not text.startswith(_MARKS)
            of_section, of_list = opens if names_section else nothing, nothing
            continue
        if not listed:
            of_list = opens if text.endswith(":") else nothing
        if (turns := of_list if listed and of_list[0] else of_section)[0]:
            turned[number] = turns
    return [
        replace(c, status="described", polarity=turned[c.unit][0], scope=turned[c.unit][1])
        if c.unit in turned and c.polarity == "facilitator" and not c.scope
        else c
        for c in codings
    ]


def _leads_prose(units: list[Unit], number: int) -> bool:
    return number + 1 < len(units) and units[number + 1].kind not in (*_HEADINGS, "list_item")


def claim_by_question(codings: list[Coding], units: list[Unit], readings: list[Reading]) -> list[Coding]:
    """With what a question or an announcement ("Varför har det gått så bra?", "Det finns flera skäl.") claims in the
    sentence after it, and in those that count on ("Det andra är …").
    """
    asked: dict[int, str] = {}
    for number, (unit, reading) in enumerate(zip(units, readings, strict=True)):
        text = unit.sentence.text.rstrip()
        names_reason = any(word in text for word in _REASONS)  # few do
        if text.endswith(("?", ":")) or (names_reason and _ANNOUNCES.match(text)):
            asked[number + 1] = reading.first("claim_list_heads") or reading.first("claim_cues")
        elif (
            number in asked and number + 1 < len(units) and _COUNTS_ON.match(units[number + 1].sentence.text)
        ):
            asked[number + 1] = asked[number]
    return [_claim(c, "claimed_by_question", asked.get(c.unit, "")) for c in codings]


def claim_by_reference(codings: list[Coding], units: list[Unit], readings: list[Reading]) -> list[Coding]:
    """With what a sentence that points back claims for the one before ("Det har gett goda resultat").

    The claim stands where it is made: the sentence that points gets the codes of the sentence before it.
    """
    of_unit: dict[int, list[Coding]] = {}
    for coding in codings:
        if not coding.unsure:
            of_unit.setdefault(coding.unit, []).append(coding)
    extra = []
    for number in range(1, len(units)):
        unit, before = units[number], units[number - 1]
        claim, points = readings[number].first("claim_cues"), _POINTS_BACK.match(unit.sentence.text)
        near = unit.section == before.section and before.kind not in (*_HEADINGS, "list_item")
        if not (claim and points and near) or number in of_unit:
            continue
        start = unit.sentence.start
        for coding in of_unit.get(number - 1, ()):
            if coding.polarity == "facilitator":
                moved = replace(coding, start=start, end=start + points.end(), text=points[0], unit=number)
                extra.append(_claim(replace(moved, status="described"), "claimed_by_reference", claim))
    return sorted([*codings, *extra], key=lambda c: (c.start, c.end, c.code))


def _claim(coding: Coding, rule: str, scope: str) -> Coding:
    if not scope or coding.status == "claimed" or coding.polarity != "facilitator":
        return coding
    return replace(coding, status="claimed", rule=rule, scope=scope)
