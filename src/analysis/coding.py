"""Coding by rules: which factor a sentence speaks of, and whether the source credits it with the result.

The codebook's cues propose a code; the words around decide the rest. Status: `claimed` when the source
says the factor explains or matters for the result, by a claim cue in the sentence, by the list or the
heading it stands under, or by the sentence after that points back; else `described`. Polarity: barrier,
discontinued or planned when such a cue stands in the same clause, else facilitator. Weak evidence, hopes
and fears, and other municipalities' doings are proposed as unsure, never counted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.codebook import Codebook
from analysis.cues import Hit, Token, split_tokens
from analysis.text import Span

_CLAUSE_BREAK = re.compile(r"[,;:–—(]|\b(?:men|utan|medan|däremot|trots|även om|eftersom|fast|dock|samtidigt som)\b", re.I)
_POINTS_BACK = re.compile(r"(?:Det är|Det har|Det här|Detta|Den här|Denna|Dessa|De här|Så(?:dant|dana)?|Allt detta|Arbetssättet|Satsningen)\b")
_PLAIN_HEADING = re.compile(
    r"(?:bakgrund|genomförande|resultat|exemplet i korthet|sammanfattning|om projektet|syfte|mål|det fortsatta arbetet|fortsatt arbete"
    r"|nästa steg|framåt|framtiden|fakta|kort om .*|kontakt.*|metod|så här gjorde vi|lärdomar|effekter|vad händer nu\??)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as coding needs it: its span, its segment's kind and place, and whose voice it is in."""

    sentence: Span
    kind: str
    segment: int
    section: int | None
    voice: str = ""
    speaker: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Coding:
    """A code proposed for a sentence; `start`, `end`, `text` are the words that fired.

    `rule` names what set the status, `cue` the pattern that proposed the code, `scope` the words that made
    it claimed or turned its polarity. `unsure` holds the reason where the rules decline to count it.
    """

    start: int
    end: int
    text: str
    unit: int
    code: str
    status: str
    polarity: str
    rule: str
    cue: str
    scope: str
    unsure: str = ""


def find_codings(units: list[Unit], codebook: Codebook) -> list[Coding]:
    """The codings of a document's sentences, in reading order, one a sentence and code.

    >>> from analysis.codebook import load_codebook
    >>> from analysis.sentences import find_sentences
    >>> text = "Samverkan har varit avgörande för resultatet. Deltagarna bor i praktiken långt bort."
    >>> units = [Unit(sentence, "paragraph", 0, None) for sentence in find_sentences(text)]
    >>> [(c.text, c.code, c.status) for c in find_codings(units, load_codebook())]
    [('Samverkan', 'cross_agency_collaboration', 'claimed')]
    """
    readings = [_read(unit, codebook) for unit in units]
    heads = _list_heads(units, readings)
    codings = []
    for number, (unit, reading) in enumerate(zip(units, readings, strict=True)):
        listed = heads.get(unit.segment, "")
        found = _propose(number, unit, reading, bool(listed))
        codings += [_judge(coding, unit, reading, listed) for coding in found]
    codings = _claim_by_heading(codings, units)
    codings = _claim_by_reference(codings, units, readings)
    return _name_the_nameless(codings, units, heads, codebook)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The cues of a sentence, by owner, and where its clauses break."""

    tokens: list[Token]
    hits: dict[tuple[str, str], list[Hit]]
    breaks: list[int]

    def of(self, name: str) -> list[Hit]:
        return [hit for (kind, _), hits in self.hits.items() if kind == name for hit in hits]

    def clause(self, at: int) -> tuple[int, int]:
        """The offsets of the clause that holds an offset."""
        before = max((b for b in self.breaks if b <= at), default=0)
        after = min((b for b in self.breaks if b > at), default=1 << 60)
        return before, after


def _read(unit: Unit, codebook: Codebook) -> _Reading:
    tokens = split_tokens(unit.sentence.text)
    hits: dict[tuple[str, str], list[Hit]] = {}
    for hit in codebook.index.find_in(tokens):
        hits.setdefault(hit.owner, []).append(hit)  # type: ignore[arg-type]
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(unit.sentence.text)] if hits else []
    return _Reading(tokens, hits, breaks)


def _propose(number: int, unit: Unit, reading: _Reading, listed: bool) -> list[Coding]:
    """The codes whose strong cue, or two different weak cues, stand in a sentence."""
    found = []
    codes = dict.fromkeys(code for kind, code in reading.hits if kind in ("strong", "weak"))
    for code in codes:
        excluded = reading.hits.get(("exclude", code), [])
        strong = _without(reading.hits.get(("strong", code), []), excluded)
        weak = _without(reading.hits.get(("weak", code), []), excluded)
        pair = next(
            ((one, two) for one in weak for two in weak if one.cue != two.cue and one.last < two.first), None
        )
        if strong:
            best, rule, unsure = max(strong, key=lambda hit: (hit.end - hit.start, -hit.start)), "strong_cue", ""
        elif pair:
            best, rule, unsure = pair[0]._replace(end=pair[1].end, cue=f"{pair[0].cue} + {pair[1].cue}"), "weak_pair", ""
        elif weak and (listed or reading.of("claim_cues")):
            best, rule, unsure = weak[0], "weak_cue", "one weak cue in a sentence that claims"
        else:
            continue
        start = unit.sentence.start
        text = unit.sentence.text[best.start : best.end]
        found.append(
            Coding(start + best.start, start + best.end, text, number, code, "described", "facilitator", rule, best.cue, "", unsure)
        )
    return sorted(found, key=lambda coding: (coding.start, coding.end, coding.code))


def _without(hits: list[Hit], excluded: list[Hit]) -> list[Hit]:
    return [
        hit for hit in hits if not any(other.first <= hit.last and hit.first <= other.last for other in excluded)
    ]


def _judge(coding: Coding, unit: Unit, reading: _Reading, listed: str) -> Coding:
    """A proposed coding with its status, its polarity, and whether it is sure, from the words around it."""
    at = coding.start - unit.sentence.start, coding.end - unit.sentence.start
    polarity, turned = _polarity(reading, at, coding.cue)
    coding = replace(coding, polarity=polarity, scope=turned)
    if not coding.unsure and unit.elsewhere:
        coding = replace(coding, unsure="another municipality's doing")
    if not coding.unsure and (fear := _in_clause(reading, "fear_cues", at)):
        coding = replace(coding, unsure=f"a hope or a fear: {_words(unit, fear)}")
    if polarity != "facilitator":
        return coding
    if listed:
        return replace(coding, status="claimed", rule="claimed_by_list", scope=listed)
    if claim := _claim(reading, at):
        return replace(coding, status="claimed", rule="claimed_in_sentence", scope=_words(unit, claim))
    return coding


def _claim(reading: _Reading, at: tuple[int, int]) -> Hit | None:
    """The claim cue of a sentence that speaks of the words at some offsets, if one does."""
    for (name, side), hits in reading.hits.items():
        if name != "claim_cues":
            continue
        for hit in hits:
            overlaps = hit.start < at[1] and at[0] < hit.end
            if side == "any" or overlaps or (side == "before") == (at[0] < hit.start):
                return hit
    return None


def _polarity(reading: _Reading, at: tuple[int, int], cue: str) -> tuple[str, str]:
    for name, polarity in (
        ("discontinued_cues", "discontinued"),
        ("planned_cues", "planned"),
        ("barrier_cues", "barrier"),
        ("negation_cues", "barrier"),
    ):
        if hit := _in_clause(reading, name, at):
            return polarity, hit.cue
    return "facilitator", ""


def _in_clause(reading: _Reading, name: str, at: tuple[int, int]) -> Hit | None:
    first, last = reading.clause(at[0])
    for hit in reading.of(name):
        if first <= hit.start < last and not (hit.start >= at[0] and hit.end <= at[1]):
            return hit
    return None


def _words(unit: Unit, hit: Hit) -> str:
    return unit.sentence.text[hit.start : hit.end]


def _list_heads(units: list[Unit], readings: list[_Reading]) -> dict[int, str]:
    """Segments that are items of a list introduced as success factors, with the introducing words."""
    heads: dict[int, str] = {}
    open_head = ""
    last_segment = -1
    for unit, reading in zip(units, readings, strict=True):
        if unit.kind == "list_item":
            if open_head:
                heads[unit.segment] = open_head
            continue
        introduces = reading.of("claim_list_heads")
        if unit.segment != last_segment or introduces:
            open_head = _words(unit, introduces[0]) if introduces else ""
        last_segment = unit.segment
    return heads


def _claim_by_heading(codings: list[Coding], units: list[Unit]) -> list[Coding]:
    """A heading that claims a factor claims it for its own section, and for nothing else there."""
    claimed = {
        (units[c.unit].segment, c.code): c.text
        for c in codings
        if units[c.unit].kind in ("heading", "title") and c.status == "claimed" and not c.unsure
    }
    return [
        replace(c, status="claimed", rule="claimed_by_heading", scope=claimed[key])
        if c.status == "described" and c.polarity == "facilitator" and (key := (units[c.unit].section, c.code)) in claimed
        else c
        for c in codings
    ]


def _claim_by_reference(codings: list[Coding], units: list[Unit], readings: list[_Reading]) -> list[Coding]:
    """A sentence that points back ("Det har gett goda resultat") claims for the sentence before it."""
    coded = {c.unit for c in codings if not c.unsure}
    pointing = {
        number - 1: _words(units[number], readings[number].of("claim_cues")[0])
        for number in range(1, len(units))
        if number not in coded
        and units[number].segment == units[number - 1].segment
        and _POINTS_BACK.match(units[number].sentence.text)
        and readings[number].of("claim_cues")
    }
    return [
        replace(c, status="claimed", rule="claimed_by_reference", scope=pointing[c.unit])
        if c.unit in pointing and c.status == "described" and c.polarity == "facilitator"
        else c
        for c in codings
    ]


def _name_the_nameless(codings: list[Coding], units: list[Unit], heads: dict[int, str], codebook: Codebook) -> list[Coding]:
    """An item of a list of success factors that no code fits is coded `other_factor`."""
    if "other_factor" not in codebook.codes:
        return codings
    coded = {units[c.unit].segment for c in codings if not c.unsure}
    first: dict[int, int] = {}
    for number, unit in enumerate(units):
        if unit.segment in heads and unit.segment not in coded:
            first.setdefault(unit.segment, number)
    extra = [
        Coding(s.start, s.end, s.text, number, "other_factor", "claimed", "facilitator", "unnamed_list_item", "", heads[segment])
        for segment, number in first.items()
        for s in [units[number].sentence]
    ]
    return sorted([*codings, *extra], key=lambda c: (c.start, c.end, c.code))


def count_unsure(codings: Iterable[Coding]) -> dict[str, tuple[int, int]]:
    """For each code the number of codings declined as unsure, and the number of all proposed."""
    counts: dict[str, tuple[int, int]] = {}
    for coding in codings:
        declined, proposed = counts.get(coding.code, (0, 0))
        counts[coding.code] = (declined + bool(coding.unsure), proposed + 1)
    return counts
