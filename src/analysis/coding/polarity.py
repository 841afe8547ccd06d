"""How a sentence speaks of a factor: the cues in it, its clauses, and the polarity and claim they give.

Polarity is sought in the clause of the factor's words, in this order: ended, planned, denied, standing in
the way, found fault with. A `lack` cue says by itself that the factor is lacking; a denial turns it back
("ingen faller mellan stolarna"). A claim is sought in the whole sentence, on the side where its cue looks
for the factor.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analysis.coding.codebook import Code, Codebook, Cue
from analysis.coding.cues import Hit

_DENIAL = r"(?:inte|aldrig|ingen|inga|inget|saknar|varken)"
# A comma in an enumeration ("coach, praktik och sfi saknas") ends no clause; a subordinate clause with
# a denial of its own is a clause of its own.
_CLAUSE_BREAK = re.compile(
    r",(?!\d| (?:[\w-]+ ){0,2}[\w-]+(?:,| (?:och|samt|eller) ))|[;:–—(]|[.!?](?= )"
    r"|\b(?:men|utan|medan|trots|även om|eftersom|fast|samtidigt som)\b"
    r"|\b(?:så att|(?<!rolig )(?<!roliga )(?<!ädd )(?<!ädda )för att|vilket|innan|när|förrän|varför)\b"
    rf"|\b(?:som|där|att|om)\b(?= (?:[\w-]+ ){{0,2}}{_DENIAL}\b)|\boch (?={_DENIAL}\b)",
    re.I,
)
# What a pair of commas sets off ("mässan, som hölls varje år, är nedlagd") does not part the clause.
_ASIDE = re.compile(r", (?:som|att|där|vilk\w+|en|ett|bland|främst|\d+) [^,;.!?]{1,80}(,)")
_ENDS = frozenset(
    {"discontinued", "barrier", "criticism", "other_actor"}
)  # these count also among the factor's own words
_ORDER = (
    ("discontinued", "discontinued"),
    ("planned", "planned"),
    ("negation", "barrier"),
    ("barrier", "barrier"),
    ("criticism", "barrier"),
)


@dataclass(frozen=True)
class Reading:
    """The cues of a sentence by owner, without false friends, and the offsets where its clauses break."""

    text: str
    hits: dict[tuple[Any, ...], list[Hit]]
    cues: dict[str, list[tuple[Hit, Cue]]]

    @cached_property  # most sentences need none of them
    def breaks(self) -> list[int]:
        """The offsets where the sentence's clauses break."""
        asides = {at for match in _ASIDE.finditer(self.text) for at in (match.start(), match.start(1))}
        return [match.start() for match in _CLAUSE_BREAK.finditer(self.text) if match.start() not in asides]

    def words(self, hit: Hit) -> str:
        """The words a cue took, with what stands between them."""
        return self.text[hit.start : hit.end]

    def first(self, name: str) -> str:
        """The words of the first cue of a list in the sentence; empty when there is none."""
        return self.words(self.cues[name][0][0]) if name in self.cues else ""

    def in_clause(self, name: str, found: Hit) -> Hit | None:
        """A cue of a list in the clause of a find, on other words than the find's own."""
        if name not in self.cues:
            return None
        first = max((at for at in self.breaks if at <= found.start), default=0)
        last = min((at for at in self.breaks if at >= found.end), default=len(self.text))
        own = name.removesuffix("_cues") in _ENDS
        for hit, _ in self.cues[name]:
            if first <= hit.start < last and (own or not hit.shares_word(found)):
                return hit
        return None


def read_sentence(text: str, codebook: Codebook) -> Reading:
    """A sentence read for cues, once for all codes."""
    hits: dict[tuple[Any, ...], list[Hit]] = {}
    for hit in codebook.index.find(text):
        hits.setdefault(hit.owner, []).append(hit)  # type: ignore[arg-type]
    cues: dict[str, list[tuple[Hit, Cue]]] = {}
    for owner, found in hits.items():
        if owner[0] in codebook.cues:
            kept = drop_excluded(found, hits.get(("exclude", *owner), []))
            if kept:
                cues.setdefault(owner[0], []).extend((hit, codebook.cues[owner[0]][owner[1]]) for hit in kept)
    return Reading(text, hits, cues)


def drop_excluded(hits: list[Hit], excluded: list[Hit]) -> list[Hit]:
    """The hits that share no word with a false friend."""
    if not excluded:
        return hits
    return [hit for hit in hits if not any(hit.shares_word(other) for other in excluded)]


def find_polarity(reading: Reading, found: Hit, code: Code, *, lack: bool) -> tuple[str, str]:
    """The polarity of a factor found in a sentence, and the words that set it.

    >>> from analysis.coding.codebook import load_codebook
    >>> book = load_codebook()
    >>> def polarity(text, code):
    ...     reading = read_sentence(text, book)
    ...     kind = "lack" if ("lack", code) in reading.hits else "strong"
    ...     return find_polarity(reading, reading.hits[kind, code][0], book.codes[code], lack=kind == "lack")
    >>> polarity("Samverkan fungerar inte, men praktiken är bra.", "cross_agency_collaboration")
    ('barrier', 'inte')
    >>> polarity("Ingen faller mellan stolarna.", "clear_roles")
    ('facilitator', 'Ingen')
    """
    for name, polarity in _ORDER:
        if name in code.ignore_polarity and not lack:
            continue
        hit = reading.in_clause(f"{name}_cues", found)
        if lack and name == "negation":
            hit = next(
                (
                    hit
                    for hit in (hit, reading.in_clause("prevention_cues", found))
                    if hit and hit.start < found.start
                ),
                None,
            )
        if hit is not None:
            turned_back = lack and name == "negation"
            return ("facilitator" if turned_back else polarity), reading.words(hit)
    return ("barrier", reading.words(found)) if lack else ("facilitator", "")


def find_claim(reading: Reading, found: Hit) -> str:
    """The words that credit a factor found in a sentence with the result; empty when none do."""
    for hit, cue in reading.cues.get("claim_cues", ()):
        there = found.start < hit.start if cue.side == "before" else found.end > hit.end
        if cue.side == "any" or there or hit.shares_word(found):
            return reading.words(hit)
    return ""
