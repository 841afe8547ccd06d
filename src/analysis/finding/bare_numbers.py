"""What a bare number counts, one after which the text names no unit: the words around it tell, or the figures before it.

"47 personer till arbete (37 reguljär arbetsmarknad)": 37 are persons. "Rikssnittet är 33", after a percentage: 33 percent.
"""

import re
from functools import cache
from typing import NamedTuple

from analysis.finding.names import is_given_name
from analysis.finding.needs import PatternIndex, Words
from analysis.finding.quantity_drafts import COUNTS, CROWD, Draft, factor, word_before
from analysis.finding.quantity_tables import OF_PEOPLE, named_unit
from analysis.finding.units import look_up, qualifier_role, words_for
from analysis.text import compiled

_Unit = tuple[str, str]
"""A unit and its class, as `person` and `person`, `percent` and `share`."""
_BEFORE: list[str] = []
"""What is sought in the words before a bare number."""


def _before(pattern: str) -> str:
    _BEFORE.append(pattern)
    return pattern


_PERSON = ("person", "person")
_NOTHING = ("", "")
_INHERITED = (*COUNTS, "share", "time", "money")
# Before a number that is the whole of what follows: "Av de 140 som avslutades gick 61 …".
WHOLE = _before(
    r"\bav(?: (?:de|dessa|totalt|sammanlagt|alla|samtliga|våra"
    r"|cirka|ca|drygt|knappt|över|närmare|omkring|runt)){0,2} $"
)
PART = _before(r"\b(?:varav|därav|av (?:dessa|dem|vilka|dom)(?! som))\b[^.;()]{0,40}$")
_OF_THEM = re.compile(r" av (?:dessa|dem|vilka|dom|oss)\b")
_INSTEAD = _before(
    r"(?:i stället för|istället för|tidigare|förut|mot|inte|jämfört med|än|\((?:mål(?:et)?|budget|prognos|plan|utfall|(?:19|20)[0-9]{2}):?)(?: [a-zåäö]+)? $"
)
_MORE_THAN = _before(r"\b(?:fler|flera|färre|större|mindre) än $")
_NAME = re.compile(r"\b(?!Kommentar|Svar|Delning)[A-ZÅÄÖ][\w-]+(?:, | \()$")
_NAME_IS = re.compile(r"\b([A-ZÅÄÖ][a-zåäö]+) är $")
_AFTER_AGE = re.compile(r"[,.):]| från| och ")
_MORE_OF = re.compile(r" (?:till|kvar)(?: ?[.,;)!?]|$)")  # "Hon vill ta in fyra till."
# "Tillsammans med fem andra", and no noun after it.
_OTHERS = re.compile(r" (?:andra|övriga)(?= ?[.,;:!?)]| (?:som|i|på|från|har|är)\b|$)")
_AND_ME = _before(r"\b(?:han|honom|hon|henne|jag|mig|vi|oss) och $")
# A subject after its verb: no pronoun stands before the verb, as in "Hon kom nio".
_INVERTED = r"(?<!jag)(?<!\bvi)(?<!\bni)(?<!han)(?<!hon)(?<!\bde)(?<!dem)(?<!som) "
_WORK = _before(
    _INVERTED
    + r"(?:arbetar|arbetade|jobbar|jobbade|studerar|studerade|bor|bodde|sitter|satt|deltar|deltog|pluggar|praktiserar|väntar) $"
)
_HAS = _before(r"\b(?:har|hade) $")
_SUPINE = re.compile(r" (?!det|vid|tid|mot)[a-zåäö]{2,20}(?:at|it|tt|ats|its|tts)\b")
_CAME = _before(
    _INVERTED
    + r"(?:kom|väntas|anlände|dök|återstod|återstår|deltog|stannade|försvann|tillkom|hoppade)(?: upp)? $"
)
_THE_COUNT = _before(
    r"^\W*antal: $|\b(?:handlar|handlade|rör) (?:det )?(?:sig )?om $|\bsom (?:mest|flest|minst) (?:är|var|blev)(?: det| vi| de)? $|\b(?:är|var|blev|på) (?:tal|antal|siffra)(?:et|en|n)? $|\b(?:förhoppning|ambition|mål|tak|svar|gräns|krav|prognos)(?:en|et)? (?:är|var|blev) $|\b(?:är|var|blev) (?:mål|tak|gräns|krav)(?:en|et) $|\b(?:räkna(?:de|t|r)? med|uppe i) $|\b(?:tal|antal)et (?:är|var|blev|på) $"
)
_COUNT_OF = _before(
    r"\b([a-zåäö]{3,25})antal(?:et)?\b[^.;0-9]{0,60} (?:på|är|var|blev|med|till|från) (?:[a-zåäö]{2,12} )?$"
)
_OLDER = _before(r"\b([a-zåäö]+)(?: (?:som )?är)? (?:över|under|äldre än|yngre än|mellan) $")
_WE = _before(r"\b(?:vi|ni|de) (?:är|var|blev|blir|har varit) $|\b(?:är|var|blev|blir) (?:vi|ni|de) $")
_HAVE = _before(r"\b(?:hade|har) (?:jag|vi|han|hon|de)(?: [a-zåäö]+)? $")
_TAKEN = _before(
    r"\b(?:varsla|anställ|rekryter|utbilda|välkomna|intervjua|sade upp|hjälp|skrev in|t(?:og|ar|agit) (?:in|emot)|antog)[a-zåäö]*(?: (?:redan|totalt|bara|upp))? $"
)
_RATED = _before(
    r"\b(?:medel|snitt|genomsnitts)(?:värde|betyg|poäng)\w*\b[^.;0-9]{0,30}$|\bindex\w* (?:är|var|blev|på) $"
)
_PREPOSITION = re.compile(r" (?:i|på|vid|hos|med|för|till|är|var|ska vara) |[.,;)]|$")
_SPENT_ON = re.compile(r" (?:för|till) |[.,;)]|$")
_MEAN_AGE = _before(r"\b(?:medel|snitt|genomsnitts)ålder(?:n)?\b[^.;0-9]{0,30}$")
_AGE = _before(r"(?:^|[\W])ålder: $")
_AGES = _before(
    r"\b(?:ålder|åldern|åldrarna|åldersgrupp(?:en)?|åldersspann(?:et)?)(?: är| på)?:? (?:mellan )?$"
)
_SAMPLE = _before(r"\bn ?= ?$")
_PARENT = _before(r"\b(?:mor|mamma|far|pappa|förälder|föräldrar|farmor|mormor|farfar|morfar) (?:till|åt) $")
_AGED = _before(r"\b(?:(?:han|hon|jag|(?:äldsta|yngsta)(?: [a-zåäö]+){0,2}) (?:är|var)) $")
_TURNS = _before(r"\b(?:fyller|fyllde|fyllt) $")
_ROOM = re.compile(r"\b(?:(?:plats(?:er)?|rum|utrymme) (?:för|åt)|grupper (?:om|på)) $")
AT_WORK = re.compile(
    r" (?:i|till|på) (?:[a-zåäö]+ )?(?:arbete|jobb|studier|utbildning|praktik|sysselsättning|anställning|egen försörjning)\b"
)
_WAGE = _before(
    r"\b(?:lön(?:en)?|hyran?|avgift(?:en)?|kostnad(?:en)?|priset?|ersättning(?:en)?|betalar|betalade|kostar|kostade|tjänar|tjänade)\b[^.;0-9]{0,40}$|\b(?:tar|tog) $"
)
_ALSO_DO = _before(r"\boch [a-zåäö]+(?:r|de|t) $")
_REST = frozenset("andra övriga resterande återstående".split())
_BY_THE_WAY = frozenset("bara endast nu redan hela".split())  # say nothing of what is counted
_LINKS = frozenset(("varav", "och", "samt", "men", "resterande", "ibland"))
_WORD = re.compile(r"[a-zåäö-]+")
_ROWS = 500  # characters back to the heading over rows
_IS_ROW = re.compile(r"[^:]: ?[0-9]")
_HEADS = re.compile(r"^\W*(?:antal|andel)\b|^[^.:0-9]* per (?:kommun|län|år|månad|termin)\b")
_GAPPED = _before(r"(?:,| och| medan) (?:[a-zåäö-]+ ){1,2}$")  # "Ed tog emot 21, Bengtsfors nio."
_CLAUSE_ENDS = re.compile(r"[.,;)](?!\d)|\n|$")
NEXT = re.compile(r"(?: \([^()]{1,15}\))? (till antalet|[a-zåäö]+)")
_EARLIER = re.compile(r"[0-9]+(,[0-9]+)? \([0-9]+(?(1),[0-9]+)\)")
_PIECES = re.compile(r" (?:st|stycken)\b")
_COPULA = _before(
    r"\b(?:är|var|blev|blivit|varit|uppg(?:ick|år) till)"
    r"(?: i regel| de)?(?: mellan)? $"
)
_LABEL = _before(r"(?:^|\. )([^:.]{3,90}): ?(?:[a-zåäö]+ ){0,3}$")
# A row of results ("Till arbete: 19. Övrigt: 17.") counts people.
_RESULT = re.compile(
    r"\b(?:arbete|jobb|anställning(?:ar)?|studier|utbildning|praktik|övriga?|övrigt|annat|annan orsak|kvarst[a-zåäö]+|pågående|avbr[a-zåäö]+|ny(?:a)? insats(?:er)?"
    r"|inskr[a-zåäö]+|utskr[a-zåäö]+|[a-zåäö]{4,}(?:ade|erade|gjorda|påbörjade))\b"
)
# A row of results without a colon: "Inskrivna 94, varav kvinnor 51. Avbrott 13."
_ROW = _before(r"(?:^|[.,;:] )(?:varav |därav )?((?:[a-zåäö-]+ )?[a-zåäö]+) $")
_ON_WHOM = re.compile(r"(?:bland|för|hos|av|i) ")  # "bland kvinnorna 32": percent, not women
_ROW_ENDS = re.compile(r" ?(?:[.,;)](?!\d)|\n|$)")
_OF_THE = _before(r"(?:^|[.:] )av (?:de |dessa |alla |samtliga )?([a-zåäö-]+(?:na|nde|da|de))\b[^.]{0,80}$")
_EACH = re.compile(
    r" (?:i|per|till) (?:varje |var )?(?:grupp|klass|handläggare|coach|person|handledare|lärare|rum|kurs)\b|(?: i)? (?:varje|vardera|var)\b"
)
_IN_GROUP = re.compile(r" i (?:gruppen|klassen|laget|arbetslaget)\b")
_EACH_OF = _before(r"\b([a-zåäö]+), (?:som mest )?$")
_ALIKE = _before(
    r"\b(?:motsvarande|snittet|genomsnittet|riket|andelen|siffran|nivån|jämfört med|mot)\b[^.]{0,60}$"
)
# The same measure elsewhere or at another time, after a sentence that says it: "Rikssnittet är 33."
_LIKEWISE = _before(
    r"(?:^|[.,;] )(?:(?:bland|för|hos) (?:de )?[a-zåäö]+(?: [a-zåäö]+)?|motsvarande för [a-zåäö]+|i (?:riket|länet|landet|fjol|hela [a-zåäö]+)|(?:riks|läns)?(?:snittet|genomsnittet)|riket|länet"
    r"|året (?:innan|före|dessförinnan)|förra året|målet|motsvarande (?:siffra|andel|tal))(?: [a-zåäö]+){0,3}"
    r" (?:är|var|blev|på)(?: det| den| siffran| andelen)? $"
)
_COUNTED = _before(r"\bantal(?:et)?((?: [a-zåäö]+){1,4})[^.;]{0,80}$")
_SHARED = _before(r"\bandel(?:en)?\b[^.;]{0,70}$")


class _Bare(NamedTuple):
    """A number that nothing is counted after, and what its neighbours are."""

    plain: str
    folded: str
    draft: Draft
    before: Words  # in its line, from the last full stop on
    word: str  # the last of these
    near: Draft | None  # the quantity before it in the sentence
    count: Draft | None  # the last people or things counted in the block
    share: Draft | None  # the last percentage there
    counted: Draft | None  # `near` if it counts people or things, else `count`
    same: _Unit  # what that counts


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
    return PatternIndex(_BEFORE)


def _age(bare: _Bare) -> _Unit | None:
    draft, search = bare.draft, bare.before.search
    words = bare.plain[max(0, draft.start - 30) : draft.start]
    named, given = _NAME.search(words) or search(_AGED), _NAME_IS.search(words)
    named = named or (given and is_given_name(given[1]))
    aged = named and draft.low >= 15 and _AFTER_AGE.match(bare.folded, draft.end)
    turns = search(_TURNS) and (draft.low >= 15 or _CLAUSE_ENDS.match(bare.folded, draft.end))
    if (aged or turns or search(_AGE)) and draft.low <= 99:
        draft.age = True
        return "year", "time"
    return None


def _by_itself(bare: _Bare) -> _Unit | None:
    """What a number is on its own: an age, a sum of money, a rating, the size of a sample."""
    draft, search = bare.draft, bare.before.search
    older = search(_OLDER)
    if older and 15 <= draft.low <= 99 and draft.number.scale == 1:
        known = look_up(older[1])
        if older[1] in ("alla", "dem", "någon") or (known and known[0] == "person"):
            return "year", "time"  # "personer över 30"
    if search(_MEAN_AGE) or (draft.low < draft.high and search(_AGES)):
        return "year", "time"
    if draft.number.scale >= 1e6:
        return "krona", "money"  # "sex miljoner"
    if not draft.number.word and draft.low >= 500 and search(_WAGE):
        return "krona", "money"  # "lönen är 24 500 i månaden"
    if search(_RATED):
        return "point", "measure"
    return _PERSON if search(_SAMPLE) or search(_PARENT) else None


def _pieces(bare: _Bare) -> _Unit | None:
    """ "Extratjänsterna, 88 stycken", "åtta av dem": the words after it belong to the number."""
    pieces = _OF_THEM.match(bare.folded, bare.draft.end) or _PIECES.match(bare.folded, bare.draft.end)
    if not pieces:
        return None
    bare.draft.end = pieces.end()
    return _noun(bare.word.rstrip(",")) or bare.same


def _more(bare: _Bare) -> _Unit | None:
    if others := _OTHERS.match(bare.folded, bare.draft.end):
        bare.draft.end = others.end()
        return bare.same
    more = _MORE_OF.match(bare.folded, bare.draft.end)
    if more and bare.before.search(_AND_ME):
        return _PERSON
    if bare.word in _REST or (bare.counted and (more or bare.word == "ytterligare")):
        return bare.same
    if bare.before.search(_THE_COUNT) and not _after_share(bare):
        return bare.same
    return None


def _subject(bare: _Bare) -> _Unit | None:
    """Those who came, work or have done something."""
    draft, search, counted = bare.draft, bare.before.search, bare.counted
    ends = _PREPOSITION.match(bare.folded, draft.end)
    if ends and counted and bare.same == _PERSON and search(_CAME):
        return _PERSON  # "I går kom nio.", "Ett år senare återstod 37."
    timed = bare.near and bare.near.group == "time"  # "två dagar i skolan och jobbar tre"
    if ends and draft.low == draft.high and not timed and search(_WORK):
        return _PERSON  # "I dag arbetar 14 på sågen."
    if search(_HAS) and _SUPINE.match(bare.folded, draft.end):
        return bare.same if counted and counted.unit in CROWD else _PERSON  # "På fem år har 60 flyttat in."
    return None


def _number_of(bare: _Bare) -> _Unit | None:
    """ "Elevantalet är 40", "deltagarantalet"."""
    found = bare.before.search(_COUNT_OF)
    return (_noun(found[1].removesuffix("s")) or _noun(f"{found[1]}e")) if found else None


def _instead(bare: _Bare) -> _Unit | None:
    if bare.before.search(_MORE_THAN):
        return bare.same  # "aldrig fler än elva": no days, whatever was told before
    return _like_near(bare) if bare.near and bare.before.search(_INSTEAD) else None


def _rate(bare: _Bare) -> _Unit | None:
    shared = not bare.draft.number.word and bare.before.search(_SHARED)
    return ("percent", "share") if shared else None


def _part_of_near(bare: _Bare) -> _Unit | None:
    """ "Av 290 kommuner är det bara 34 som", "nu har vi sju"."""
    near = bare.near
    below = near and near.group in COUNTS and bare.draft.low <= near.low
    if below and compiled(WHOLE).search(bare.folded[max(0, near.start - 30) : near.start]):
        return near.unit, near.group
    return bare.same if bare.counted and bare.before.search(_HAVE) else None


def _labelled(bare: _Bare) -> _Unit | None:
    """What the label of the line or "antalet" says is counted, or else the heading over the rows."""
    draft = bare.draft
    label = bare.before.search(_LABEL) or bare.before.search(_COUNTED)
    if not label or is_verb(NEXT.match(bare.folded, draft.end)):
        return None
    known = named_unit(label[1])
    if known and known[1] == "money":  # "Nettokostnad, mnkr: 12,4"
        draft.low, draft.high = draft.low * known[2], draft.high * known[2]
        return known[:2]
    nouns = [look_up(noun) for noun in _WORD.findall(label[1])]
    nouns = [noun for noun in nouns if noun and noun[1] in (*COUNTS, "time")]
    counts_people = _RESULT.search(label[1]) and not draft.number.word
    if counts_people and (not nouns or bare.same == _PERSON):
        return bare.same
    return nouns[0][:2] if nouns else _headed(bare.folded, draft)


def _likewise(bare: _Bare) -> _Unit | None:
    if not _CLAUSE_ENDS.match(bare.folded, bare.draft.end) or not bare.before.search(_LIKEWISE):
        return None
    last = bare.share if _after_share(bare) else bare.count
    return (last.unit, last.group) if last else None


def _after_share(bare: _Bare) -> bool:
    """Whether a percentage was told last, after all people and things counted."""
    return bare.share is not None and (bare.count is None or bare.count.start < bare.share.start)


def _row(bare: _Bare) -> _Unit | None:
    near = bare.near
    ends_row = not bare.draft.number.word and _ROW_ENDS.match(bare.folded, bare.draft.end)
    row = bare.before.search(_ROW) if ends_row and not (near and near.group == "money") else None
    if not row or (near and _ON_WHOM.match(row[1])):
        return None
    noun = look_up(row[1].split()[-1])
    people = (noun and noun[1] == "person") or (bare.counted and _RESULT.search(row[1]))
    return _PERSON if people else None


def _compared(bare: _Bare) -> _Unit | None:
    """A share elsewhere: "För Ed var motsvarande tal 4,6"."""
    draft, share = bare.draft, bare.share
    measured = "," in bare.folded[draft.start : draft.end] or bare.word == "siffran"
    return (share.unit, share.group) if share and measured and bare.before.search(_ALIKE) else None


def _of_the(bare: _Bare) -> _Unit | None:
    """ "Av kommunerna redovisar sju av tolv"."""
    group = bare.before.search(_OF_THE)
    return _noun(group[1]) if group else None


def _each(bare: _Bare) -> _Unit | None:
    """ "Fem i varje grupp", "färre ärenden, max 18 per person"."""
    if not _EACH.match(bare.folded, bare.draft.end):
        return None
    listed = bare.before.search(_EACH_OF)
    if listed:
        return _noun(listed[1]) or _PERSON
    return _PERSON if qualifier_role(bare.word) or not bare.before.text.strip(" –-") else None


def _people(bare: _Bare) -> _Unit | None:
    """People, where a subject or a verb says so: "Lotsarna är sju", "14 blev klara", "bara fyra kom"."""
    draft, search = bare.draft, bare.before.search
    if search(_COPULA):
        clause = re.split(r"[.;:] ", bare.before.text)[-1].split()
        if any(noun and noun[1] == "person" for noun in map(look_up, clause)):
            return _PERSON
    if search(_WE) or search(_TAKEN) or _ROOM.search(bare.before.text[-16:]):
        return _PERSON
    if bare.folded.endswith("tal", draft.start, draft.end) or _IN_GROUP.match(bare.folded, draft.end):
        return _PERSON
    verb = NEXT.match(bare.folded, draft.end)
    if verb and verb[1] == "som":
        return _PERSON  # "vi är samma fem som började"
    if is_verb(verb) and bare.counted and bare.counted.unit in CROWD:
        return bare.same
    acts = verb and (verb[1] == "till antalet" or is_verb(verb) or bare.word in ("bara", "endast"))
    return _PERSON if acts and not search(PART) else None


def _those(bare: _Bare) -> _Unit | None:
    """Those of whom the text speaks: "bland de 19 som kom", "året innan var de 131", "efter 90 dagar var 18 i arbete"."""
    folded, end = bare.folded, bare.draft.end
    if bare.word == "de" and (
        folded.startswith(" som ", end) or (bare.count and bare.before.search(_COPULA))
    ):
        return bare.same
    at_work = not (bare.near and bare.near.group == "share") and AT_WORK.match(folded, end)
    return bare.same if at_work else None


def _bracketed(bare: _Bare) -> _Unit | None:
    """ "Mest i transport (31) och vård (28)"; the same measure at another time: "Bidragstid, månader: 7,4 (7,1)"."""
    words, end, near, count = bare.before.text, bare.draft.end, bare.near, bare.count
    if near and _EARLIER.fullmatch(bare.folded, near.start, end + 1):
        return near.unit, near.group
    alone = words.endswith(" (") and words[-3:-2].isalpha() and bare.folded[end : end + 1] == ")"
    return (count.unit, count.group) if count and alone and bare.draft.low <= count.low else None


def _timed(bare: _Bare) -> _Unit | None:
    """ "Tre dagar vid maskinerna och två i språksalen"; after a length of time nothing else is taken over."""
    near = bare.near
    if not near or near.group != "time":
        return None
    joined = bare.word in ("och", "samt", "varav") or bare.before.search(_ALSO_DO)
    also = joined and _PREPOSITION.match(bare.folded, bare.draft.end)
    return (near.unit, near.group) if also else _NOTHING


def _part(bare: _Bare) -> _Unit | None:
    """ "8,7 miljoner, varav kommunen står för 2,1", "därav 14 kvinnor"; the whole of what follows counts people."""
    if bare.before.search(PART):
        return _like_near(bare) if bare.near and bare.near.group == "money" else bare.same
    return _PERSON if bare.before.search(WHOLE) else None


def _carried(bare: _Bare) -> _Unit | None:
    """The unit of the quantity before, where a sign or a word links the two."""
    draft, near = bare.draft, bare.near
    if not near or near.group not in _INHERITED:
        return None
    if near.group == "money":
        if near.low == near.number.low and draft.low >= 500 and not draft.number.word:
            return near.unit, near.group  # "en elev kostar 87 000 kronor, ett språkombud 11 000"
        spent = not draft.number.word and _SPENT_ON.match(bare.folded, draft.end)
        linked = bare.before.text.endswith("(") or (spent and bare.word in _LINKS)
        return _like_near(bare) if linked else None  # "8,7 miljoner kronor och 2,1 till lokaler"
    linked = bare.before.text.endswith(("(", ", ", "; ")) or bare.word in _LINKS
    linked = linked or not draft.number.word or bare.word in words_for("follow")
    linked = linked or (bare.before.search(_GAPPED) and _CLAUSE_ENDS.match(bare.folded, draft.end))
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


def is_verb(match: re.Match[str] | None) -> bool:
    return match is not None and match[1] in words_for("follow")


def _headed(folded: str, draft: Draft) -> _Unit:
    """What the heading over rows like "2022: 45" or "Kalix: 12" says is counted; empty when none does."""
    begin = max(0, draft.start - _ROWS)
    lines = folded[begin : draft.start].split("\n")[1 if begin else 0 : -1]
    for line in filter(str.strip, reversed(lines)):
        if not _IS_ROW.search(line):
            known = named_unit(line.partition(" per ")[0]) if _HEADS.search(line) else None
            return known[:2] if known and known[2] == 1 else _NOTHING
    return _NOTHING
