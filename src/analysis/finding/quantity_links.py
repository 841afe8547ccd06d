"""What the neighbours of a number say of it: its unit where the text leaves it out.

"47 personer till arbete (37 reguljär arbetsmarknad)": 37 are persons. "Rikssnittet är 33", after a percentage: 33 percent.
"""

import re
from functools import cache, lru_cache

from analysis.finding.needs import PatternIndex
from analysis.finding.quantity_drafts import COUNTS, CROWD, Draft, factor, word_before
from analysis.finding.quantity_tables import named_unit
from analysis.finding.units import look_up, qualifier_role, words_for
from analysis.text import compiled

_PERSON = ("person", "person")
_OF_PEOPLE = frozenset("exit enrolment notification application placement".split())  # one each
_INHERITED = (*COUNTS, "share", "time", "money")
# Before a number that is the whole of what follows: "Av de 140 som avslutades gick 61 …".
WHOLE = (
    r"\bav(?: (?:de|dessa|totalt|sammanlagt|alla|samtliga|våra"
    r"|cirka|ca|drygt|knappt|över|närmare|omkring|runt)){0,2} $"
)
PART = r"\b(?:varav|därav|av (?:dessa|dem|vilka|dom))\b[^.;()]{0,40}$"
_OF_THEM = re.compile(r" av (?:dessa|dem|vilka|dom|oss)\b")
_BETWEEN = re.compile(
    r"(?: [a-zåäö]+[ae](?= och| eller))?"  # an adjective: "tre stora och två små projekt"
    r"(?:,|;|-? och|-? eller| respektive| resp\.| till| mot| samt| kontra| jämfört med){1,2} $"
)
_INSTEAD = r"(?:i stället för|istället för|tidigare|förut|mot|jämfört med|än|\((?:mål(?:et)?|budget|prognos|plan|utfall|(?:19|20)[0-9]{2}):?)(?: [a-zåäö]+)? $"
_NAME = re.compile(r"\b(?!Kommentar|Svar|Delning)[A-ZÅÄÖ][\w-]+(?:, | \()$")
_AFTER_AGE = re.compile(r"[,.):]| från| och ")
_MORE_OF = re.compile(r" (?:till|kvar)(?: ?[.,;)!?]|$)")  # "Hon vill ta in fyra till."
_AND_ME = r"\b(?:han|honom|hon|henne|jag|mig|vi|oss) och $"
# A subject after its verb: no pronoun stands before the verb, as in "Hon kom nio".
_INVERTED = r"(?<!jag)(?<!\bvi)(?<!\bni)(?<!han)(?<!hon)(?<!\bde)(?<!dem)(?<!som) "
_WORK = _INVERTED + (
    r"(?:arbetar|arbetade|jobbar|jobbade|studerar|studerade|bor|bodde|sitter|satt|deltar|deltog|pluggar|praktiserar|väntar)"
    r"(?: (?:bara|totalt|cirka|omkring|drygt|knappt|nu))? $"
)
_HAS = r"\b(?:har|hade)(?: (?:bara|totalt|cirka|omkring|drygt|knappt))? $"
_SUPINE = re.compile(r" (?!det|vid|tid|mot)[a-zåäö]{2,20}(?:at|it|tt|ats|its|tts)\b")
_CAME = _INVERTED + (
    r"(?:kom|dök|återstod|återstår|deltog|stannade|försvann|tillkom|hoppade)"
    r"(?: (?:upp|bara|totalt|cirka|omkring|drygt|knappt))? $"
)
_THE_COUNT = r"\b(?:handlar|handlade|rör) (?:det )?(?:sig )?om $|\bsom (?:mest|flest|minst) (?:är|var|blev)(?: det| vi| de)? $|\b(?:är|var|blev|på) (?:tal|antal|siffra)(?:et|en|n)? $|\b(?:tal|antal)et (?:är|var|blev|på) $"
_COUNT_OF = (
    r"\b([a-zåäö]{3,25})antal(?:et)?\b[^.;0-9]{0,60} (?:på|är|var|blev|med|till|från) (?:[a-zåäö]{2,12} )?$"
)
_OLDER = r"\b([a-zåäö]+)(?: (?:som )?är)? (?:över|under|äldre än|yngre än|mellan) $"
_WE = r"\b(?:vi|ni|de) (?:är|var|blev|blir|har varit) (?:bara |nu |totalt )?$|\b(?:är|var|blev|blir) (?:vi|ni|de) $"
_HAVE = r"\b(?:hade|har) (?:jag|vi|han|hon|de)(?: [a-zåäö]+)? $"
_TAKEN = r"\b(?:varsla|anställ|rekryter|utbilda|välkomna|intervjua|sade upp|hjälp|skrev in|t(?:og|ar|agit) (?:in|emot)|antog)[a-zåäö]*(?: (?:redan|totalt|bara|upp))? $"
_MONTHLY = re.compile(r" (?:i månaden|per månad|om året)\b")
_RATE_IS = (
    r"\b(?:svarsfrekvens|sysselsättningsgrad|arbetslöshet|närvaro|sjukfrånvaro)(?:en|n)?(?: [^\s.;0-9]+){0,3}"
    r" (?:är|var|blev|på|till)(?: drygt| knappt| cirka)? $"
)
_RATED = (
    r"\b(?:medel|snitt|genomsnitts)(?:värde|betyg|poäng)\w*\b[^.;0-9]{0,30}$|\bindex\w* (?:är|var|blev|på) $"
)
_PREPOSITION = re.compile(r" (?:i|på|vid|hos|med|för|till|är|var|ska vara) |[.,;)]|$")
_MEAN_AGE = r"\b(?:medel|snitt|genomsnitts)ålder(?:n)?\b[^.;0-9]{0,30}$"
_AGE = r"(?:^|[\W])ålder: $"
_AGES = r"\b(?:ålder|åldern|åldrarna|åldersgrupp(?:en)?|åldersspann(?:et)?)(?: är| på)?:? (?:mellan )?$"
_SAMPLE = r"\bn ?= ?$"
_AGED = r"\b(?:(?:han|hon|jag|(?:äldsta|yngsta)(?: [a-zåäö]+){0,2}) (?:är|var)) $"
_TURNS = r"\b(?:fyller|fyllde|fyllt) $"
_ROOM = re.compile(r"\b(?:(?:plats(?:er)?|rum|utrymme) (?:för|åt)|grupper (?:om|på)) $")
AT_WORK = re.compile(
    r" (?:i|till|på) (?:[a-zåäö]+ )?(?:arbete|jobb|studier|utbildning|praktik|sysselsättning|anställning|egen försörjning)\b"
)
_WAGE = r"\b(?:lön(?:en)?|hyran?|avgift(?:en)?|kostnad(?:en)?|priset?|ersättning(?:en)?|betalar|betalade|kostar|kostade)\b[^.;0-9]{0,40}$"
_ALSO_DO = r"\boch [a-zåäö]+(?:r|de|t) $"
_WORD = re.compile(r"[a-zåäö-]+")
_ROWS = 500  # characters back to the heading over rows
_IS_ROW = re.compile(r"[^:]: ?[0-9]")
_HEADS = re.compile(r"^\W*(?:antal|andel)\b|^[^.:0-9]* per (?:kommun|län|år|månad|termin)\b")
_CLAUSE_ENDS = re.compile(r"[.,;)](?!\d)|\n|$")
NEXT = re.compile(r"(?: \([^()]{1,15}\))? (till antalet|[a-zåäö]+)")
_PIECES = re.compile(r" (?:st|stycken)\b")
_COPULA = (
    r"\b(?:är|var|blev|blivit|varit|uppg(?:ick|år) till)"
    r"(?: i regel| nu| redan| totalt| bara| de)?(?: mellan)? $"
)
_LABEL = r"(?:^|\. )([^:.]{3,90}): ?(?:[a-zåäö]+ ){0,3}$"
# A row of results ("Till arbete: 19. Övrigt: 17.") counts people.
_RESULT = re.compile(
    r"\b(?:arbete|jobb|anställning(?:ar)?|studier|utbildning|praktik|övriga?|övrigt|annat|annan orsak|kvarst[a-zåäö]+|pågående|avbr[a-zåäö]+|ny(?:a)? insats(?:er)?"
    r"|inskr[a-zåäö]+|utskr[a-zåäö]+|[a-zåäö]{4,}(?:ade|erade|gjorda|påbörjade))\b"
)
# A row of results without a colon: "Inskrivna 94, varav kvinnor 51. Avbrott 13."
_ROW = r"(?:^|[.,;:] )(?:varav |därav )?((?:[a-zåäö-]+ )?[a-zåäö]+) $"
_ON_WHOM = re.compile(r"(?:bland|för|hos|av|i) ")  # "bland kvinnorna 32": percent, not women
_ROW_ENDS = re.compile(r" ?(?:[.,;)](?!\d)|\n|$)")
_CHANGED = r"(?:^|[.,;:] )(?:antalet )?([a-zåäö]+) (?:har )?(?:minska|öka|sjönk|sjunk|steg|stig|växt)[a-zåäö]* (?:från |till )$"
_REACHED = r"\buppe i $"
_OF_THE = r"(?:^|[.:] )av (?:de |dessa |alla |samtliga )?([a-zåäö-]+(?:na|nde|da|de))\b[^.]{0,80}$"
_EACH = re.compile(
    r" (?:i|per|till) (?:varje |var )?(?:grupp|klass|handläggare|coach|person|handledare|lärare|rum|kurs)\b|(?: i)? (?:varje|vardera|var)\b"
)
_EACH_OF = r"\b([a-zåäö]+), (?:(?:max|maximalt|högst|minst|cirka|ca|ungefär|som mest) )?$"
_ALIKE = r"\b(?:motsvarande|snittet|genomsnittet|riket|andelen|siffran|nivån|jämfört med|mot)\b[^.]{0,60}$"
# The same measure elsewhere or at another time, after a sentence that says it: "Rikssnittet är 33."
_LIKEWISE = (
    r"(?:^|[.,;] )(?:i (?:riket|länet|landet|fjol|hela [a-zåäö]+)|(?:riks|läns)?(?:snittet|genomsnittet)|riket|länet"
    r"|året (?:innan|före|dessförinnan)|förra året|målet|motsvarande (?:siffra|andel|tal))(?: [a-zåäö]+){0,3}"
    r" (?:är|var|blev|på)(?: det| den| siffran| andelen)?(?: bara| nära| över| under| drygt| knappt)? $"
)
_COUNTED = r"\bantal(?:et)?((?: [a-zåäö]+){1,4})[^.;]{0,80}$"
_SHARED = r"\bandel(?:en)?\b[^.;]{0,70}$"
# What is sought in the words before a bare number.
_BEFORE = (
    *(
        WHOLE,
        PART,
        _INSTEAD,
        _OLDER,
        _WE,
        _HAVE,
        _TAKEN,
        _RATED,
        _AGED,
        _TURNS,
        _AGE,
        _CAME,
        _WORK,
        _HAS,
        _AND_ME,
        _THE_COUNT,
        _COUNT_OF,
        _RATE_IS,
        _MEAN_AGE,
        _AGES,
        _SAMPLE,
        _WAGE,
        _ALSO_DO,
    ),
    *(_COPULA, _LABEL, _COUNTED, _SHARED, _OF_THE, _EACH_OF, _ALIKE, _LIKEWISE, _ROW, _CHANGED, _REACHED),
)


class _Before:
    """The words before a number, searched only with the patterns of `_BEFORE` that they may match.

    Most texts need few of these, so each is compiled when it is first tried.
    """

    def __init__(self, words: str) -> None:
        self.words = words
        self._fitting = _fitting(tuple(_before_index().may_match(words)))

    def search(self, pattern: str) -> re.Match[str] | None:
        return compiled(pattern).search(self.words) if pattern in self._fitting else None


@lru_cache(maxsize=4096)
def _fitting(numbers: tuple[int, ...]) -> frozenset[str]:
    return frozenset(_BEFORE[number] for number in numbers)


@cache
def _before_index() -> PatternIndex:
    return PatternIndex(_BEFORE)


def link_units(plain: str, folded: str, drafts: list[Draft]) -> None:
    """Give each bare number the unit that a neighbour, a label or a verb implies, if any does."""
    for draft, after in zip(drafts[-2::-1], drafts[:0:-1], strict=True):
        if draft.number.scale >= 1e6 and after.group != "money":
            continue  # "sex miljoner, två procent av budgeten"
        near = after.unit and after.sentence == draft.sentence and after.start - draft.end < 40
        if near and not draft.unit and _BETWEEN.match(_unqualified(folded[draft.end : after.start])):
            scale = factor(after, draft)
            draft.unit, draft.group = after.unit, after.group
            draft.low, draft.high = draft.low * scale, draft.high * scale
    previous = count = share = None
    for draft in drafts:
        count = count if count and count.line == draft.line else None
        if not draft.unit:
            near = previous if previous and previous.sentence == draft.sentence else None
            if near and near.group == "share" and folded[near.end : near.end + 1] == ")":
                near = count  # "51 (36 %) till arbete, 29 (20 %) till studier"
            share = share if share and share.line == draft.line else None
            draft.unit, draft.group = _bare_unit(plain, folded, draft, near, count, share)
        if draft.unit:
            previous = draft
            count = draft if draft.group in COUNTS else count
            share = draft if draft.group == "share" else share


def _unqualified(gap: str) -> str:
    """The gap between two numbers without the qualifier of the second."""
    words = gap.rstrip().rsplit(" ", 1)
    return f"{words[0]} " if len(words) > 1 and qualifier_role(words[1]) else gap


def _bare_unit(
    plain: str, folded: str, draft: Draft, near: Draft | None, count: Draft | None, share: Draft | None
) -> tuple[str, str]:
    """The unit and class of a number that nothing is counted after; empty when the text doesn't tell.

    `near` is the quantity before it in the sentence, `count` the last people or things counted in the block,
    `share` the last percentage there.
    """
    words = folded[max(0, draft.start - 140) : draft.start].rpartition("\n")[2]
    words = words[max(0, words.rfind(". ")) :]  # no pattern reaches over a full stop
    before = _Before(words)
    name = _NAME.search(plain[max(0, draft.start - 30) : draft.start])
    aged = name or before.search(_AGED)
    aged = aged and _AFTER_AGE.match(folded, draft.end)
    turns = before.search(_TURNS) and (draft.low >= 15 or _CLAUSE_ENDS.match(folded, draft.end))
    if ((aged and draft.low >= 15) or turns or before.search(_AGE)) and draft.low <= 99:
        draft.age = True
        return "year", "time"
    counted = near if near and near.group in COUNTS else count
    same = (counted.unit, counted.group) if counted and counted.unit not in _OF_PEOPLE else _PERSON
    if implied := _scaled(folded, draft, before):
        return implied
    if pieces := _OF_THEM.match(folded, draft.end) or _PIECES.match(folded, draft.end):
        draft.end = pieces.end()
        noun = look_up(word_before(folded, draft.start).rstrip(","))  # "Extratjänsterna, 88 stycken"
        return noun[:2] if noun and noun[1] in COUNTS else same
    of_whole, word = bool(before.search(WHOLE)), word_before(folded, draft.start)
    if (
        not (of_whole or before.search(_WE))
        and draft.number.word
        and word in ("de", "dessa", "alla", "dom", "andra", "båda")
    ):
        return "", ""  # "de två" are known already
    if before.search(_AND_ME) and _MORE_OF.match(folded, draft.end):
        return _PERSON
    if counted and (word == "ytterligare" or _MORE_OF.match(folded, draft.end) or before.search(_THE_COUNT)):
        return same
    if counted and same == _PERSON and before.search(_CAME) and _PREPOSITION.match(folded, draft.end):
        return _PERSON  # "I går kom nio.", "Ett år senare återstod 37."
    timed = near and near.group == "time"  # "två dagar i skolan och jobbar tre"
    alone = draft.low == draft.high and not timed
    if alone and before.search(_WORK) and _PREPOSITION.match(folded, draft.end):
        return _PERSON  # "I dag arbetar 14 på sågen."
    if before.search(_HAS) and _SUPINE.match(folded, draft.end):
        return same if counted and counted.unit in CROWD else _PERSON  # "På fem år har 60 flyttat in."
    if number_of := before.search(_COUNT_OF):
        stem = number_of[1]
        noun = look_up(stem.removesuffix("s")) or look_up(f"{stem}e")  # elevantalet, deltagarantalet
        if noun and noun[1] in COUNTS:
            return noun[:2]
    if near and before.search(_INSTEAD):
        scale = factor(near, draft) if near.group == "money" else 1.0
        draft.low, draft.high = round(draft.low * scale, 2), round(draft.high * scale, 2)
        return near.unit, near.group
    if not draft.number.word and (before.search(_SHARED) or before.search(_RATE_IS)):
        return "percent", "share"
    below = near and near.group in COUNTS and draft.low <= near.low
    if near and below and compiled(WHOLE).search(folded[max(0, near.start - 30) : near.start]):
        return near.unit, near.group  # "av 290 kommuner är det bara 34 som"
    if counted and before.search(_HAVE):
        return same
    label = before.search(_LABEL) or before.search(_COUNTED)
    if label and not is_verb(NEXT.match(folded, draft.end)):
        known = named_unit(label[1])
        if known and known[1] == "money":  # "Nettokostnad, mnkr: 12,4"
            draft.low, draft.high = draft.low * known[2], draft.high * known[2]
            return known[:2]
        nouns = [look_up(noun) for noun in _WORD.findall(label[1])]
        nouns = [noun for noun in nouns if noun and noun[1] in (*COUNTS, "time")]
        counts_people = _RESULT.search(label[1]) and not draft.number.word
        if counts_people and (not nouns or same == _PERSON):
            return same
        return nouns[0][:2] if nouns else _headed(folded, draft)
    last = max(filter(None, (share, count)), key=lambda known: known.start, default=None)
    if last and _CLAUSE_ENDS.match(folded, draft.end) and before.search(_LIKEWISE):
        return last.unit, last.group
    of_money = near and near.group == "money"
    ends_row = not draft.number.word and _ROW_ENDS.match(folded, draft.end)
    if ends_row and (row := before.search(_ROW)) and not (near and _ON_WHOM.match(row[1])) and not of_money:
        noun = look_up(row[1].split()[-1])
        if (noun and noun[1] == "person") or (counted and _RESULT.search(row[1])):
            return _PERSON
    if (changed := before.search(_CHANGED)) and (noun := look_up(changed[1])) and noun[1] in COUNTS:
        return noun[:2]  # "Extratjänsterna har minskat från 94 till 31"
    if counted and before.search(_REACHED):
        return same
    if share and ("," in folded[draft.start : draft.end] or word == "siffran") and before.search(_ALIKE):
        return share.unit, share.group  # "För Ed var motsvarande tal 4,6"
    if (group := before.search(_OF_THE)) and (noun := look_up(group[1])) and noun[1] in COUNTS:
        return noun[:2]  # "Av kommunerna redovisar sju av tolv"
    each = _EACH.match(folded, draft.end)
    if each and (qualifier_role(word) or before.search(_EACH_OF) or not before.words.strip(" –-")):
        listed = before.search(_EACH_OF)
        noun = look_up(listed[1]) if listed else None
        return noun[:2] if noun and noun[1] in COUNTS else _PERSON  # "färre ärenden, max 18 per person"
    if implied := _implied(folded, draft, before, word):
        return implied
    if word == "de" and (folded.startswith(" som ", draft.end) or (count and before.search(_COPULA))):
        return same  # "bland de 19 som kom", "året innan var de 131"
    if not (near and near.group == "share") and AT_WORK.match(folded, draft.end):
        return same  # "efter 90 dagar var 18 i arbete"
    if near and near.group == "time":  # "tre dagar vid maskinerna och två i språksalen"
        also = (word in ("och", "samt", "varav") or before.search(_ALSO_DO)) and _PREPOSITION.match(
            folded, draft.end
        )
        return (near.unit, near.group) if also else ("", "")
    if of_money and before.search(PART):
        scale = factor(near, draft)
        draft.low, draft.high = round(draft.low * scale, 2), round(draft.high * scale, 2)
        return near.unit, near.group  # "8,7 miljoner, varav kommunen står för 2,1"
    if of_whole or before.search(PART):
        return same if before.search(PART) else _PERSON
    listed = words.endswith(" (") and words[-3:-2].isalpha() and folded[draft.end : draft.end + 1] == ")"
    if count and listed and draft.low <= count.low:
        return count.unit, count.group  # "mest i transport (31) och vård (28)"
    linked = words.endswith(("(", ", ", "; ")) or word in (
        "varav",
        "och",
        "samt",
        "men",
        "resterande",
        "ibland",
    )
    linked = linked or not draft.number.word or word in words_for("follow")
    if of_money and near.low == near.number.low and draft.low >= 500 and not draft.number.word:
        return near.unit, near.group  # "en elev kostar 87 000 kronor, ett språkombud 11 000"
    if near and near.group == "money" and (linked := words.endswith("(")):
        scale = factor(near, draft)
        draft.low, draft.high = round(draft.low * scale, 2), round(draft.high * scale, 2)
    return (near.unit, near.group) if near and linked and near.group in _INHERITED else ("", "")


def is_verb(match: re.Match[str] | None) -> bool:
    return match is not None and match[1] in words_for("follow")


def _headed(folded: str, draft: Draft) -> tuple[str, str]:
    """What the heading over rows like "2022: 45" or "Kalix: 12" says is counted; empty when none does."""
    begin = max(0, draft.start - _ROWS)
    lines = folded[begin : draft.start].split("\n")[1 if begin else 0 : -1]
    for line in filter(str.strip, reversed(lines)):
        if not _IS_ROW.search(line):
            known = named_unit(line.partition(" per ")[0]) if _HEADS.search(line) else None
            return known[:2] if known and known[2] == 1 else ("", "")
    return "", ""


def _scaled(folded: str, draft: Draft, before: _Before) -> tuple[str, str] | None:
    """What a number is on its own: an age, a sum of money, a rating, the size of a sample."""
    older = before.search(_OLDER)
    if older and 15 <= draft.low <= 99 and draft.number.scale == 1:
        known = look_up(older[1])
        if older[1] in ("alla", "dem", "någon") or (known and known[0] == "person"):
            return "year", "time"  # "personer över 30"
    if before.search(_MEAN_AGE) or (draft.low < draft.high and before.search(_AGES)):
        return "year", "time"
    if draft.number.scale >= 1e6:
        return "krona", "money"  # "sex miljoner"
    if (
        not draft.number.word
        and draft.low >= 500
        and (before.search(_WAGE) or _MONTHLY.match(folded, draft.end))
    ):
        return "krona", "money"  # "lönen är 24 500 i månaden"
    if before.search(_RATED):
        return "point", "measure"
    return _PERSON if before.search(_SAMPLE) else None


def _implied(folded: str, draft: Draft, before: _Before, word: str) -> tuple[str, str] | None:
    """People, where a subject or a verb says so: "Lotsarna är sju", "14 blev klara", "bara fyra kom"."""
    if before.search(_COPULA):
        clause = re.split(r"[.;:] ", before.words)[-1].split()
        if any(noun and noun[1] == "person" for noun in map(look_up, clause)):
            return _PERSON
    if (
        before.search(_WE)
        or before.search(_TAKEN)
        or _ROOM.search(before.words[-16:])
        or folded.endswith("tal", draft.start, draft.end)
    ):
        return _PERSON
    verb = NEXT.match(folded, draft.end)
    if verb and verb[1] == "som" and draft.number.word:
        return _PERSON  # "vi är samma fem som började"
    if verb and (verb[1] == "till antalet" or verb[1] in words_for("follow") or word in ("bara", "endast")):
        return _PERSON if not before.search(PART) else None
    return None
