"""Coding by rules: which factor a sentence speaks of, and whether the source credits it with the result.

The codebook's cues propose a code; the words around decide the rest (see `polarity` and `claims`). Status:
`claimed` when the source says the factor explains or matters for the result, by a claim cue in the sentence,
by the list or heading it stands under, the question it answers, or a sentence after it that points back; else
`described`. Weak evidence, teasers, menus and rows of figures, hopes and fears, and others' doings are
proposed as unsure, never counted.
"""

import re

from analysis.coding.claims import (
    claim_by_heading,
    claim_by_question,
    claim_by_reference,
    find_list_heads,
    turn_by_heading,
)
from analysis.coding.codebook import Codebook
from analysis.coding.codebook_entries import Code
from analysis.coding.coded import Coding, Unit
from analysis.coding.cues import Hit
from analysis.coding.polarity import Reading, drop_excluded, find_claim, find_polarity, read_sentence

# Not prose: a menu, or a heading-like row that ends in a figure.
_MENU = re.compile(r"(?:.*? (?:[/>|·•»]|–) ){3}|(?:.*?\S {3,}\S){2}|Du är här\b")
# "Antal deltagare: ca 120 personer (2018)". What follows a row of blanks, figures or letters is none of them: nothing is given
# back (`*+`), or many blanks would be parted in every way.
_FIGURE_ROW = re.compile(
    r"[^.!?:]{2,90}(?:[:\t]|  )[^\w(]*+(?:\w++ )?\d[\d ,.–-]*+(?:%|\w++)?[^\w(]*+(?:\(.*\)|\W*+)$"
)
# One of these is in every menu and row of figures, and in few other sentences.
_ROW_SIGNS = (":", "\t", "  ", " / ", " > ", " | ", " · ", " • ", " » ", " – ", "Du är här")
_TEASER = re.compile(
    r"(?:Läs mer|Läs även|Läs också|Se även|Vill du (?:bli|veta|läsa|anmäla)|Hör av dig|Anmäl dig|Tipsa)\b"
)
_ELSEWHERE_GOES_ON = re.compile(r"(?:Där|Dit|Hos dem|Värdarna|De|Deras)\b")
_PARTS = re.compile(r"[,;:–—(.!?]| - |men\b|medan\b")
LONE = "one weak cue in a sentence that claims"
_ONLY_NAMED = "only named: too little is said of it"
_PAIR_REACH = 6  # tokens from the first weak cue to the last


def read_units(units: list[Unit], codebook: Codebook) -> list[Reading]:
    """The sentences of a document, each read once for cues and for what forbids counting any."""
    readings, elsewhere = [], False
    for unit in units:
        text = unit.sentence.text
        elsewhere = unit.elsewhere or (elsewhere and bool(_ELSEWHERE_GOES_ON.match(text)))
        readings.append(read_sentence(text, codebook, _doubt(unit, elsewhere=elsewhere)))
    return readings


def find_codings(units: list[Unit], readings: list[Reading], codebook: Codebook) -> list[Coding]:
    """The codings of a document's sentences, in reading order, one a sentence and code.

    >>> from analysis.coding.codebook import load_codebook
    >>> from analysis.finding.sentences import find_sentences
    >>> text = "Samverkan har varit avgörande för resultatet. Deltagarna bor i praktiken långt bort."
    >>> units = [Unit(sentence, "paragraph", 0, None) for sentence in find_sentences(text)]
    >>> book = load_codebook()
    >>> codings = find_codings(units, read_units(units, book), book)
    >>> [(c.text, c.code, c.status) for c in codings if not c.unsure]
    [('Samverkan', 'cross_agency_collaboration', 'claimed')]
    """
    heads = find_list_heads(units, readings)
    codings = []
    for number, (unit, reading) in enumerate(zip(units, readings, strict=True)):
        if reading.hits:
            codings += _propose(number, unit, reading, codebook, heads.get(unit.segment, ""))
    codings = _yield_to_others(codings, codebook)
    codings = turn_by_heading(codings, units, readings)
    codings = claim_by_heading(codings, units)
    codings = claim_by_question(codings, units, readings)
    codings = claim_by_reference(codings, units, readings)
    return _name_the_nameless(codings, units, heads, codebook)


def _doubt(unit: Unit, *, elsewhere: bool) -> str:
    """Why nothing in a sentence can be counted; empty when it can. `elsewhere`: it tells another municipality's doings."""
    text = unit.sentence.text
    if elsewhere:
        return "another municipality's doing"
    if unit.kind in ("heading", "title") and len(text.split()) == 1:
        return "a heading of one word"
    may_be_row = len(text) < 1000 and any(sign in text for sign in _ROW_SIGNS)
    if may_be_row and (_MENU.match(text) or _FIGURE_ROW.match(text)):
        return "a menu or a row of figures"
    if _TEASER.match(text):
        return "a teaser or an invitation"
    if text.endswith("?"):
        return "a question"
    return ""


def _propose(number: int, unit: Unit, reading: Reading, codebook: Codebook, listed: str) -> list[Coding]:
    """The codes whose own cue, or two different weak cues, stand in a sentence, judged."""
    claims = bool(listed or reading.cues.get("claim_cues"))
    names = {
        owner[1]
        for owner, hits in reading.hits.items()
        if owner[0] in ("strong", "lack")
        or (owner[0] == "weak" and (claims or len(hits) > 1))  # most codes have one weak cue: not enough
    }
    codes = [codebook.codes[name] for name in names]
    found = [
        _judge(number, unit, code, proposed, reading, listed)
        for code in codes
        if (proposed := _best_hit(code, unit, reading, claims=claims))
    ]
    # A lone weak cue is worth a look where all else is silent.
    if any(coding.unsure != LONE for coding in found):
        found = [coding for coding in found if coding.unsure != LONE]
    return sorted(found, key=lambda coding: (coding.start, coding.end, coding.code))


def _only_names(unit: Unit, hit: Hit) -> bool:
    """Whether a line names a factor without saying anything of it: a title, or one word of a heading."""
    return unit.kind == "title" or (unit.kind == "heading" and len(hit.tokens) == 1)


def _best_hit(code: Code, unit: Unit, reading: Reading, *, claims: bool) -> tuple[Hit, str, str] | None:
    """The words that best propose a code, the rule that says so, and why it is unsure; None without any."""
    strong = _usable("strong", code, unit, reading)
    lack = _usable("lack", code, unit, reading)
    # "ingen ska fastna" as one cue says more than the lack "fastna" within it.
    lack = [hit for hit in lack if not any({*hit.tokens} <= {*other.tokens} for other in strong)]
    if lack or strong:
        best = max(lack or strong, key=lambda hit: (len(hit.tokens), hit.start - hit.end, -hit.start))
        return best, "lack_cue" if lack else "strong_cue", ""
    weak = _usable("weak", code, unit, reading)
    if pair := _pair(weak):
        return pair, "weak_pair", ""
    if weak and claims:
        return weak[0], "weak_cue", LONE
    return None


def _usable(kind: str, code: Code, unit: Unit, reading: Reading) -> list[Hit]:
    """A code's hits of a kind, without false friends and without the names of projects and methods."""
    found = reading.hits.get((kind, code.id))
    if not found:
        return []
    hits = drop_excluded(found, reading.hits.get(("exclude", code.id), []))
    hits = [hit for hit in hits if not _crosses(hit, reading)]
    if not hits or code.in_names or not unit.names:
        return hits
    names = [(start - unit.sentence.start, end - unit.sentence.start) for start, end in unit.names]
    return [hit for hit in hits if not any(start <= hit.start and hit.end <= end for start, end in names)]


def _crosses(hit: Hit, reading: Reading) -> bool:
    """Whether a cue's words lie in two clauses, so that they only seem to belong together."""
    if len(hit.tokens) == 1 or not _PARTS.search(reading.text, hit.start, hit.end):
        return False
    return any(hit.start < at < hit.end and _PARTS.match(reading.text, at) for at in reading.breaks)


def _pair(weak: list[Hit]) -> Hit | None:
    """Two different weak cues near each other, as one hit; None when there are none."""
    for one in weak:
        for two in weak:
            near = one.tokens[-1] < two.tokens[0] <= one.tokens[0] + _PAIR_REACH
            if near and one.cue != two.cue:
                return one._replace(cue=f"{one.cue} + {two.cue}", tokens=one.tokens + two.tokens, end=two.end)
    return None


def _judge(
    number: int,
    unit: Unit,
    code: Code,
    proposed: tuple[Hit, str, str],
    reading: Reading,
    listed: str,
) -> Coding:
    """A proposed code with its status, its polarity, and whether it is sure, from the words around it."""
    hit, rule, unsure = proposed
    unsure, status = unsure or reading.doubt, "described"
    polarity, scope = find_polarity(reading, hit, code, lack=rule == "lack_cue")
    unsure = unsure or doubt_clause(reading, hit, fears=polarity != "discontinued")
    if polarity == "facilitator":
        if listed:
            status, rule, scope = "claimed", "claimed_by_list", listed
        elif claim := find_claim(reading, hit):
            status, rule, scope = "claimed", "claimed_in_sentence", claim
    elif polarity in ("barrier", "discontinued") and (claim := find_claim(reading, hit, lacking=True)):
        status, rule, scope = "claimed", "claimed_in_sentence", f"{scope} … {claim}"
    if not unsure and status == "described" and _only_names(unit, hit):
        unsure = _ONLY_NAMED
    start = unit.sentence.start
    where = start + hit.start, start + hit.end, reading.words(hit), number
    return Coding(*where, code.id, status, polarity, rule, hit.cue, scope, unsure)


def doubt_clause(reading: Reading, hit: Hit, *, fears: bool = True) -> str:
    """Why a find cannot be counted, by the cues in its clause: a fear, unless that is left aside, or another's doing."""
    if fears and (fear := reading.in_clause("fear_cues", hit)):
        return f"a hope or a fear: {reading.words(fear)}"
    if other := reading.in_clause("other_actor_cues", hit):
        return f"somebody else's doing: {reading.words(other)}"
    return ""


def _yield_to_others(codings: list[Coding], codebook: Codebook) -> list[Coding]:
    """Without mentions by one word of codes that yield to another here or in the sentence before."""
    there = {(coding.unit, coding.code) for coding in codings if not coding.unsure}

    def yields(coding: Coding) -> bool:
        others = codebook.codes[coding.code].yields_to
        return " " not in coding.cue and any(
            (coding.unit - back, other) in there for other in others for back in (0, 1)
        )

    return [coding for coding in codings if not yields(coding)]


def _name_the_nameless(
    codings: list[Coding], units: list[Unit], heads: dict[int, str], codebook: Codebook
) -> list[Coding]:
    """An item of a list of success factors that no code fits is coded `other_factor`."""
    if "other_factor" not in codebook.codes:
        return codings
    coded = {units[c.unit].segment for c in codings if not c.unsure}
    first: dict[int, int] = {}
    for number, unit in enumerate(units):
        if unit.segment in heads and unit.segment not in coded:
            first.setdefault(unit.segment, number)
    extra = [
        Coding(
            *where, number, "other_factor", "claimed", "facilitator", "unnamed_list_item", "", heads[segment]
        )
        for segment, number in first.items()
        for span in [units[number].sentence]
        for where in [(span.start, span.end, span.text)]
    ]
    return sorted([*codings, *extra], key=lambda c: (c.start, c.end, c.code))
