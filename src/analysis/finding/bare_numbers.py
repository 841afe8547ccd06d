"""What a bare number counts, one after which the text names no unit: the words around it tell, or the figures before it.

"47 personer till arbete (37 reguljär arbetsmarknad)": 37 are persons. "Rikssnittet är 33", after a percentage: 33 percent.
"""

import re
from functools import cache
from typing import NamedTuple

from analysis.finding import bare_number_rules as rules
from analysis.finding.names import is_given_name
from analysis.finding.needs import PatternIndex, Words
from analysis.finding.quantity_drafts import COUNTS, CROWD, Draft, factor, word_before
from analysis.finding.quantity_tables import OF_PEOPLE, named_unit
from analysis.finding.units import is_verb, look_up, next_word, qualifier_role, words_for
from analysis.text import Rule, compiled

_Unit = tuple[str, str]
"""A unit and its class, as `person` and `person`, `percent` and `share`."""
_PERSON = ("person", "person")
_NOTHING = ("", "")
_INHERITED = (*COUNTS, "share", "time", "money")
_REST = frozenset("andra övriga resterande återstående".split())
_BY_THE_WAY = frozenset("bara endast nu redan hela".split())  # say nothing of what is counted
_LINKS = frozenset(("varav", "och", "samt", "men", "resterande", "ibland"))
_WORD = re.compile(r"[a-zåäö-]+")
_ROWS = 500  # characters back to the heading over rows
_IS_ROW = re.compile(r"[^:]: ?[0-9]")
_EARLIER = re.compile(r"[0-9]+(,[0-9]+)? \([0-9]+(?(1),[0-9]+)\)")
_ON_WHOM = re.compile(r"(?:bland|för|hos|av|i) ")  # "bland kvinnorna 32": percent, not women
# Where a number is all that its clause or row says of what is counted.
_PREPOSITION = re.compile(r" (?:i|på|vid|hos|med|för|till|är|var|ska vara) |[.,;)]|$")
_SPENT_ON = re.compile(r" (?:för|till) |[.,;)]|$")
_CLAUSE_ENDS = re.compile(r"[.,;)](?!\d)|\n|$")
_ROW_ENDS = re.compile(r" ?(?:[.,;)](?!\d)|\n|$)")


class _Bare(NamedTuple):
    """A number that nothing is counted after, and what its neighbours are."""

    plain: str
    folded: str
    draft: Draft
    words: Words  # before it in its line, from the last full stop on
    word: str  # the last of these
    near: Draft | None  # the quantity before it in the sentence
    count: Draft | None  # the last people or things counted in the block
    share: Draft | None  # the last percentage there
    counted: Draft | None  # `near` if it counts people or things, else `count`
    same: _Unit  # what that counts

    def before(self, rule: Rule) -> re.Match[str] | None:
        """The match of a rule in the words before the number."""
        return self.words.search(rule.pattern)

    def after(self, rule: Rule | re.Pattern[str]) -> re.Match[str] | None:
        """The match of a rule, or of a pattern, right after the number."""
        pattern = compiled(rule.pattern) if isinstance(rule, Rule) else rule
        return pattern.match(self.folded, self.draft.end)


def read_bare(
    plain: str, folded: str, draft: Draft, near: Draft | None, count: Draft | None, share: Draft | None
) -> _Unit:
    """The unit and class of a bare number, empty when the text doesn't tell; may widen, scale or mark the draft.

    `near`, `count` and `share` are as in `_Bare`.
    """
    words = folded[max(0, draft.start - 140) : draft.start].rpartition("\n")[2]
    words = words[max(0, words.rfind(". ")) :]  # no pattern reaches over a full stop
    head, _, last = words.rstrip().rpartition(" ")
    if head and (last in _BY_THE_WAY or (qualifier_role(last) and last not in ("över", "under"))):
        words = f"{head} "
    before, word = Words(_before_index(), words), word_before(folded, draft.start)
    counted = near if near and near.group in COUNTS else count
    same = (counted.unit, counted.group) if counted and counted.unit not in OF_PEOPLE else _PERSON
    bare = _Bare(plain, folded, draft, before, word, near, count, share, counted, same)
    return next(filter(None, (read(bare) for read in _READINGS)), _NOTHING)


@cache
def _before_index() -> PatternIndex:
    return PatternIndex([rule.pattern for rule in rules.BEFORE])


def _age(bare: _Bare) -> _Unit | None:
    draft = bare.draft
    words = bare.plain[max(0, draft.start - 30) : draft.start]
    given = compiled(rules.NAME_IS.pattern).search(words)
    named = compiled(rules.NAME.pattern).search(words) or bare.before(rules.AGED)
    named = named or (given and is_given_name(given[1]))
    aged = named and draft.low >= 15 and bare.after(rules.AFTER_AGE)
    turns = bare.before(rules.TURNS) and (draft.low >= 15 or bare.after(_CLAUSE_ENDS))
    if (aged or turns or bare.before(rules.AGE)) and draft.low <= 99:
        draft.age = True
        return "year", "time"
    return None


def _by_itself(bare: _Bare) -> _Unit | None:
    """What a number is on its own: an age, a sum of money, a rating, the size of a sample."""
    draft = bare.draft
    older = bare.before(rules.OLDER)
    if older and 15 <= draft.low <= 99 and draft.number.scale == 1:
        known = look_up(older[1])
        if older[1] in ("alla", "dem", "någon") or (known and known[0] == "person"):
            return "year", "time"  # "personer över 30"
    if bare.before(rules.MEAN_AGE) or (draft.low < draft.high and bare.before(rules.AGES)):
        return "year", "time"
    if draft.number.scale >= 1e6:
        return "krona", "money"  # "sex miljoner"
    if not draft.number.word and draft.low >= 500 and any(map(bare.before, rules.WAGE)):
        return "krona", "money"  # "lönen är 24 500 i månaden"
    if any(map(bare.before, rules.RATED)):
        return "point", "measure"
    return _PERSON if bare.before(rules.SAMPLE) or bare.before(rules.PARENT) else None


def _pieces(bare: _Bare) -> _Unit | None:
    """ "Extratjänsterna, 88 stycken", "åtta av dem": the words after it belong to the number."""
    pieces = bare.after(rules.OF_THEM) or bare.after(rules.PIECES)
    if not pieces:
        return None
    bare.draft.end = pieces.end()
    return _noun(bare.word.rstrip(",")) or bare.same


def _more(bare: _Bare) -> _Unit | None:
    if others := bare.after(rules.OTHERS):
        bare.draft.end = others.end()
        return bare.same
    more = bare.after(rules.MORE_OF)
    if more and bare.before(rules.AND_ME):
        return _PERSON
    if bare.word in _REST or (bare.counted and (more or bare.word == "ytterligare")):
        return bare.same
    if any(map(bare.before, rules.THE_COUNT)) and not _after_share(bare):
        return bare.same
    return None


def _subject(bare: _Bare) -> _Unit | None:
    """Those who came, work or have done something."""
    draft, counted = bare.draft, bare.counted
    ends = bare.after(_PREPOSITION)
    if ends and counted and bare.same == _PERSON and bare.before(rules.CAME):
        return _PERSON  # "I går kom nio.", "Ett år senare återstod 37."
    timed = bare.near and bare.near.group == "time"  # "två dagar i skolan och jobbar tre"
    if ends and draft.low == draft.high and not timed and bare.before(rules.WORK):
        return _PERSON  # "I dag arbetar 14 på sågen."
    if bare.before(rules.HAS) and bare.after(rules.SUPINE):
        return bare.same if counted and counted.unit in CROWD else _PERSON  # "På fem år har 60 flyttat in."
    return None


def _number_of(bare: _Bare) -> _Unit | None:
    """ "Elevantalet är 40", "deltagarantalet"."""
    found = bare.before(rules.COUNT_OF)
    return (_noun(found[1].removesuffix("s")) or _noun(f"{found[1]}e")) if found else None


def _instead(bare: _Bare) -> _Unit | None:
    if bare.before(rules.MORE_THAN):
        return bare.same  # "aldrig fler än elva": no days, whatever was told before
    return _like_near(bare) if bare.near and bare.before(rules.INSTEAD) else None


def _rate(bare: _Bare) -> _Unit | None:
    shared = not bare.draft.number.word and bare.before(rules.SHARED)
    return ("percent", "share") if shared else None


def _part_of_near(bare: _Bare) -> _Unit | None:
    """ "Av 290 kommuner är det bara 34 som", "nu har vi sju"."""
    near = bare.near
    below = near and near.group in COUNTS and bare.draft.low <= near.low
    if below and compiled(rules.WHOLE.pattern).search(bare.folded[max(0, near.start - 30) : near.start]):
        return near.unit, near.group
    return bare.same if bare.counted and bare.before(rules.HAVE) else None


def _labelled(bare: _Bare) -> _Unit | None:
    """What the label of the line or "antalet" says is counted, or else the heading over the rows."""
    draft = bare.draft
    label = bare.before(rules.LABEL) or bare.before(rules.COUNTED)
    if not label or is_verb(next_word(bare.folded, draft.end)):
        return None
    known = named_unit(label[1])
    if known and known[1] == "money":  # "Nettokostnad, mnkr: 12,4"
        draft.low, draft.high = draft.low * known[2], draft.high * known[2]
        return known[:2]
    nouns = [look_up(noun) for noun in _WORD.findall(label[1])]
    nouns = [noun for noun in nouns if noun and noun[1] in (*COUNTS, "time")]
    counts_people = _is_result(label[1]) and not draft.number.word
    if counts_people and (not nouns or bare.same == _PERSON):
        return bare.same
    return nouns[0][:2] if nouns else _headed(bare.folded, draft)


def _likewise(bare: _Bare) -> _Unit | None:
    if not bare.after(_CLAUSE_ENDS) or not bare.before(rules.LIKEWISE):
        return None
    last = bare.share if _after_share(bare) else bare.count
    return (last.unit, last.group) if last else None


def _after_share(bare: _Bare) -> bool:
    """Whether a percentage was told last, after all people and things counted."""
    return bare.share is not None and (bare.count is None or bare.count.start < bare.share.start)


def _row(bare: _Bare) -> _Unit | None:
    near = bare.near
    ends_row = not bare.draft.number.word and bare.after(_ROW_ENDS)
    row = bare.before(rules.ROW) if ends_row and not (near and near.group == "money") else None
    if not row or (near and _ON_WHOM.match(row[1])):
        return None
    noun = look_up(row[1].split()[-1])
    people = (noun and noun[1] == "person") or (bare.counted and _is_result(row[1]))
    return _PERSON if people else None


def _compared(bare: _Bare) -> _Unit | None:
    """A share elsewhere: "För Ed var motsvarande tal 4,6"."""
    draft, share = bare.draft, bare.share
    measured = "," in bare.folded[draft.start : draft.end] or bare.word == "siffran"
    return (share.unit, share.group) if share and measured and bare.before(rules.ALIKE) else None


def _of_the(bare: _Bare) -> _Unit | None:
    """ "Av kommunerna redovisar sju av tolv"."""
    group = bare.before(rules.OF_THE)
    return _noun(group[1]) if group else None


def _each(bare: _Bare) -> _Unit | None:
    """ "Fem i varje grupp", "färre ärenden, max 18 per person"."""
    if not bare.after(rules.EACH):
        return None
    listed = bare.before(rules.EACH_OF)
    if listed:
        return _noun(listed[1]) or _PERSON
    return _PERSON if qualifier_role(bare.word) or not bare.words.text.strip(" –-") else None


def _people(bare: _Bare) -> _Unit | None:
    """People, where a subject or a verb says so: "Lotsarna är sju", "14 blev klara", "bara fyra kom"."""
    draft = bare.draft
    if bare.before(rules.COPULA):
        clause = re.split(r"[.;:] ", bare.words.text)[-1].split()
        if any(noun and noun[1] == "person" for noun in map(look_up, clause)):
            return _PERSON
    if any(map(bare.before, (rules.WE, rules.TAKEN, rules.ROOM))):
        return _PERSON
    if bare.folded.endswith("tal", draft.start, draft.end) or bare.after(rules.IN_GROUP):
        return _PERSON
    verb = next_word(bare.folded, draft.end)
    if verb == "som":
        return _PERSON  # "vi är samma fem som började"
    if is_verb(verb) and bare.counted and bare.counted.unit in CROWD:
        return bare.same
    acts = verb and (verb == "till antalet" or is_verb(verb) or bare.word in ("bara", "endast"))
    return _PERSON if acts and not bare.before(rules.PART) else None


def _those(bare: _Bare) -> _Unit | None:
    """Those of whom the text speaks: "bland de 19 som kom", "året innan var de 131", "efter 90 dagar var 18 i arbete"."""
    folded, end = bare.folded, bare.draft.end
    if bare.word == "de" and (folded.startswith(" som ", end) or (bare.count and bare.before(rules.COPULA))):
        return bare.same
    at_work = not (bare.near and bare.near.group == "share") and bare.after(rules.AT_WORK)
    return bare.same if at_work else None


def _bracketed(bare: _Bare) -> _Unit | None:
    """ "Mest i transport (31) och vård (28)"; the same measure at another time: "Bidragstid, månader: 7,4 (7,1)"."""
    words, end, near, count = bare.words.text, bare.draft.end, bare.near, bare.count
    if near and _EARLIER.fullmatch(bare.folded, near.start, end + 1):
        return near.unit, near.group
    alone = words.endswith(" (") and words[-3:-2].isalpha() and bare.folded[end : end + 1] == ")"
    return (count.unit, count.group) if count and alone and bare.draft.low <= count.low else None


def _timed(bare: _Bare) -> _Unit | None:
    """ "Tre dagar vid maskinerna och två i språksalen"; after a length of time nothing else is taken over."""
    near = bare.near
    if not near or near.group != "time":
        return None
    joined = bare.word in ("och", "samt", "varav") or bare.before(rules.ALSO_DO)
    also = joined and bare.after(_PREPOSITION)
    return (near.unit, near.group) if also else _NOTHING


def _part(bare: _Bare) -> _Unit | None:
    """ "8,7 miljoner, varav kommunen står för 2,1", "därav 14 kvinnor"; the whole of what follows counts people."""
    if bare.before(rules.PART):
        return _like_near(bare) if bare.near and bare.near.group == "money" else bare.same
    return _PERSON if bare.before(rules.WHOLE) else None


def _carried(bare: _Bare) -> _Unit | None:
    """The unit of the quantity before, where a sign or a word links the two."""
    draft, near = bare.draft, bare.near
    if not near or near.group not in _INHERITED:
        return None
    if near.group == "money":
        if near.low == near.number.low and draft.low >= 500 and not draft.number.word:
            return near.unit, near.group  # "en elev kostar 87 000 kronor, ett språkombud 11 000"
        spent = not draft.number.word and bare.after(_SPENT_ON)
        linked = bare.words.text.endswith("(") or (spent and bare.word in _LINKS)
        return _like_near(bare) if linked else None  # "8,7 miljoner kronor och 2,1 till lokaler"
    linked = bare.words.text.endswith(("(", ", ", "; ")) or bare.word in _LINKS
    linked = linked or not draft.number.word or bare.word in words_for("follow")
    linked = linked or (bare.before(rules.GAPPED) and bare.after(_CLAUSE_ENDS))
    return (near.unit, near.group) if linked else None


# In this order: the first that knows a unit, or that there is none, decides.
_READINGS = (
    _age, _by_itself, _pieces, _more, _subject, _number_of, _instead, _rate, _part_of_near, _labelled, _likewise,
    _row, _compared, _of_the, _each, _people, _those, _bracketed, _timed, _part, _carried,
)  # fmt: skip


def _noun(word: str) -> _Unit | None:
    """What a noun counts, if it is people or things."""
    noun = look_up(word)
    return noun[:2] if noun and noun[1] in COUNTS else None


def _like_near(bare: _Bare) -> _Unit:
    """The unit of the quantity before, and its thousands or millions if that is money."""
    draft, near = bare.draft, bare.near
    if near.group == "money":
        scale = factor(near, draft)
        draft.low, draft.high = round(draft.low * scale, 2), round(draft.high * scale, 2)
    return near.unit, near.group


def _is_result(label: str) -> bool:
    return compiled(rules.RESULT.pattern).search(label) is not None


def _headed(folded: str, draft: Draft) -> _Unit:
    """What the heading over rows like "2022: 45" or "Kalix: 12" says is counted; empty when none does."""
    begin = max(0, draft.start - _ROWS)
    lines = folded[begin : draft.start].split("\n")[1 if begin else 0 : -1]
    for line in filter(str.strip, reversed(lines)):
        if not _IS_ROW.search(line):
            known = (
                named_unit(line.partition(" per ")[0]) if compiled(rules.HEADS.pattern).search(line) else None
            )
            return known[:2] if known and known[2] == 1 else _NOTHING
    return _NOTHING
