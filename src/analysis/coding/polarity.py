"""How a sentence speaks of a factor: the cues in it, its clauses, and the polarity and claim they give.

Polarity is sought in the clause of the factor's words, in this order: ended, planned, denied, standing in
the way, found fault with. A `lack` cue says by itself that the factor is lacking; a denial turns it back
("ingen faller mellan stolarna"). Plans and endings reach on into clauses that tell more of the same. A claim
is sought in the whole sentence, on the side where its cue looks for the factor; a lack is claimed only by
words that explain a poor result.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analysis.coding.codebook import Codebook
from analysis.coding.codebook_entries import Code, Cue
from analysis.coding.coded import TURNING
from analysis.coding.cues import Hit
from analysis.finding.names import saying_words

_DENIAL = r"(?:inte|aldrig|ingen|inga|inget|saknar|varken)"
# A comma in an enumeration ("coach, praktik och sfi saknas") ends no clause; a subordinate clause with
# a denial of its own is a clause of its own.
_CLAUSE_BREAK = re.compile(
    r",(?= (?:inte|ej|jag|du|han|hon|vi|ni|man|säger|sa|sade|berättar|menar|tycker)\b)"
    r"|,(?!\d| (?:[\w-]+ ){0,2}[\w-]+(?:,| (?:och|samt|eller) ))|[;:–—(]| - |[.!?](?= )"
    r"|\b(?:men|utan|medan|trots|även om|eftersom|samtidigt som)\b"
    r"|\bfast(?= (?:att|jag|du|han|hon|den|det|vi|ni|de|man|ingen|alla|många)\b)"  # not "en fast adress"
    r"|\b(?:(?<!rolig )(?<!roliga )(?<!ädd )(?<!ädda )för att|vilket|innan|när|förrän|tills|varför)\b"
    rf"|\b(?:som|där|att|om)\b(?= (?:[\w-]+ ){{0,2}}{_DENIAL}\b)|\boch (?={_DENIAL}\b)",
    re.I,
)
# Clauses that do not stop the cues of a list: what follows from a plan or tells more of it is planned as well
# ("ska öppna ett hus, så att …"); what has ended is named again ("…, men den tjänsten drogs in").
_GOES_ON = {
    "planned_cues": re.compile(r"(?:, )?(?:så att|för att|innan|där|som|med)\b"),
    "discontinued_cues": re.compile(
        r"(?:, (?=men|där|sedan|innan))?"
        r"(?:där|sedan är|sedan var|(?:men|innan) (?:nu |numera )?(?:den|det|de|dessa))\b(?! som)"
    ),
}
# A clause that opens the sentence ends where the main clause puts its verb before its subject ("Trots att hon inte
# kunde svenska fick hon praktik").
_OPENS = re.compile(
    r"[^\w]*(?:Trots att|Även om|Eftersom|Fast|Fastän|När|Om|Innan|Då|Så länge|Efter att|Sedan)\b"
)
_MAIN_CLAUSE = re.compile(
    r"\b(?:får|fick|kan|kunde|ska|skulle|har|hade|blir|blev|är|var|gav|tar|tog|kom|kommer|går|gick|fanns|finns)"
    r"(?= (?:jag|du|han|hon|vi|ni|de|man|ingen|många|hans|hennes|deras)\b)"
)
# What a pair of commas sets off ("mässan, som hölls varje år, är nedlagd") does not part the clause.
_ASIDE = re.compile(r", (?:nu|numera|som|att|där|vilk\w+|en|ett|bland|främst|\d+) [^,;.!?]{1,80}(,)")
_SPOKEN = re.compile(r"[,.!?…”\"»] $|^[–-] $")
_TURNING_CUES = {f"{name}_cues" for name in TURNING}
_ENDS = frozenset(
    {"discontinued", "barrier", "criticism", "other_actor"}
)  # these count also among the factor's own words


@dataclass(frozen=True)
class Reading:
    """The cues of a sentence by owner, without false friends, and the offsets where its clauses break.

    `doubt` says why nothing in it can be counted; it is empty when it can.
    """

    text: str
    hits: dict[tuple[Any, ...], list[Hit]]
    cues: dict[str, list[tuple[Hit, Cue]]]
    doubt: str = ""

    @cached_property  # most sentences need none of them
    def breaks(self) -> list[int]:
        """The offsets where the sentence's clauses break."""
        asides = {at for match in _ASIDE.finditer(self.text) for at in (match.start(), match.start(1))}
        breaks = [match.start() for match in _CLAUSE_BREAK.finditer(self.text) if match.start() not in asides]
        main = _MAIN_CLAUSE.search(self.text) if _OPENS.match(self.text) else None
        return sorted([*breaks, main.start()]) if main else breaks

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
        goes_on, breaks = _GOES_ON.get(name), self.breaks
        if goes_on:
            breaks = [at for at in breaks if not goes_on.match(self.text, at)]
        first = max((at for at in breaks if at <= found.start), default=0)
        last = min((at for at in breaks if at >= found.end), default=len(self.text))
        own = name.removesuffix("_cues") in _ENDS
        for hit, _ in self.cues[name]:
            if first <= hit.start < last and (own or not hit.shares_word(found)):
                return hit
        return None


def read_sentence(text: str, codebook: Codebook, doubt: str = "") -> Reading:
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
    return Reading(text, hits, cues, doubt)


def drop_excluded(hits: list[Hit], excluded: list[Hit]) -> list[Hit]:
    """The hits that share no word with a false friend."""
    if not excluded:
        return hits
    taken = {token for hit in excluded for token in hit.tokens}
    return [hit for hit in hits if taken.isdisjoint(hit.tokens)]


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
    if not lack and _TURNING_CUES.isdisjoint(reading.cues):
        return "facilitator", ""  # the commonest case
    for name, polarity in TURNING.items():
        if name in code.ignore_polarity and not lack:
            continue
        if lack and name == "negation":
            hit, polarity = _denied_before(reading, found), "facilitator"
        else:
            hit = reading.in_clause(f"{name}_cues", found)
        if hit:
            return polarity, reading.words(hit)
    return ("barrier", reading.words(found)) if lack else ("facilitator", "")


def _denied_before(reading: Reading, found: Hit) -> Hit | None:
    """What denies or prevents a lack in its clause, before it: then nothing is lacking."""
    hits = (reading.in_clause(f"{name}_cues", found) for name in ("negation", "prevention"))
    return next((hit for hit in hits if hit and hit.start < found.start), None)


def find_claim(reading: Reading, found: Hit, *, lacking: bool = False) -> str:
    """The words that credit a factor found in a sentence with the result; empty when none do.

    That it is lacking is credited with a poor result only by words that explain one ("förklaringen", "därför").
    """
    for hit, cue in reading.cues.get("claim_cues", ()):
        if (lacking and not cue.explains_lack) or _is_attribution(reading, hit):
            continue
        there = found.start < hit.start if cue.side == "before" else found.end > hit.end
        if cue.side == "any" or there or hit.shares_word(found):
            return reading.words(hit)
    return ""


def _is_attribution(reading: Reading, hit: Hit) -> bool:
    """Whether a claim's only word says who speaks: "…, förklarar hon"."""
    return reading.words(hit).lower() in saying_words() and bool(
        _SPOKEN.search(reading.text, max(0, hit.start - 4), hit.start)
    )
