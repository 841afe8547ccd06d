"""Full names: rows of capitalised words, and the signs around them that tell a person from a place or a project."""

import re
from functools import cache, lru_cache

from analysis.finding.descriptions import apposition
from analysis.finding.gazetteer import is_municipality
from analysis.finding.name_words import (
    AFTER_CAPITAL,
    CAPITAL,
    FIRST_WORDS,
    NAMED_AFTER,
    NOT_A_NAME,
    PARTICLE,
    PARTY,
    WORD,
    is_relation,
)
from analysis.finding.names import is_given_name, is_no_person, is_role, saying, saying_words
from analysis.text import Rule, compiled, join_rules

# The capital comes first, so that the search skips from one to the next.
_NAME = rf"[{CAPITAL}](?<![\w-].)(?:(?:-[{CAPITAL}]\.? |\. ?(?:[{CAPITAL}]\. ?)?)[{CAPITAL}])?{AFTER_CAPITAL}(?: {PARTICLE}(?:[{CAPITAL}]\.|[{CAPITAL}](?= {WORD})|Th\.|Chr\.|(?:al-|el-|Al-|El-)?{WORD}|[”\"“]{WORD}[”\"] {WORD})){{0,4}}(?![\w-])"
_LIVING = (
    r" (?:kom (?:till|från|hit)|flydde|flyttade|bor|sitter|står|studerar|jobbar|arbetar|pluggar|läser|tränar|drömmer|växte|föddes|ler|skrattar|nickar"
    r"|visar runt|har (?:bott|jobbat|arbetat|studerat))"
)
# What stands beside a person's name, ⌂ in its place.
CUES = (
    Rule("said by", r"(?i:(?:SAYING)(?: (?:också|även|vidare|bland annat|till exempel))?) ⌂",
         "säger också ⌂", "säger att ⌂", "a verb of saying before the name"),
    Rule("says", rf"⌂{PARTY}(?:,[^,.]{{1,60}},)? (?:SAYING)\b",
         "⌂, rektor på Komvux, säger", "⌂ leder", "or after it"),
    Rule("age", r"⌂, \d\d(?: år\b|[,:.)](?!\d)|$)", "⌂, 34, från Syrien", "⌂, 34 personer", "people have ages"),
    Rule("degree", r"\b(?i:prof|dr|doc)\.? ⌂", "dr. ⌂", "doktor i ⌂", "titles that are cut short"),
    Rule("works at", r"⌂, [a-zåäö-]{4,} (?:på|vid|hos) ", "⌂, snickare på Ek", "⌂, bland annat", "what somebody does, and where"),
    Rule("signs", r"[”\"»] ?(?:[–—-] ?\n?|\n)⌂(?:, [^.!?\n]{2,60})?(?:\n|$)",
         "”Vi väntar.” – ⌂, rektor\n", "”Vi väntar.” – ⌂ är här.\n", "alone after words in quotation marks"),
    Rule("signs below", r"[”\"»] ?\n\n⌂, [^.!?\n]{2,60}(?:\n|$)",
         "”Vi väntar.”\n\n⌂, rektor\n", "”Vi väntar.”\n\n⌂\n", "below a blank line only with a description: a heading stands there alone too"),
    Rule("goes on about", r"\b(?:är|var|heter) ⌂[.] (?:\w+ ){0,3}h[ao]n ",
         "En annan är ⌂. Nu går hon hem", "En annan är ⌂. Nu går den hem", "a pronoun takes up the name"),
    Rule("met", r"\b(?:[Mm]öt|träffar|träffade|mötte|intervjuar|satt|sitter) ⌂",
         "vi träffade ⌂", "vi träffades i ⌂", "people are met"),
    Rule("lives", rf"⌂(?:{_LIVING}\b|[.] (?:Han|Hon) )", "⌂ växte upp", "⌂ växer", "what people do"),
)  # fmt: skip
_TITLE = re.compile(r"([^\W\d_]+-?(?:[^\W\d_]+)?),? $")
_OF_ANOTHER = re.compile(rf"[{CAPITAL}]\w+, (?:\w+ )?\w+,? $")  # "Eva Ek, rektor, Navet Lund"
_ONE_OF = re.compile(r"\b[Ee]n av (?:\w+ )?([a-zåäö]+) (?:är|var|heter|hette) $")
_LABEL = re.compile(r"(?:^|\n)([^\W\d_]+): $")

# What people have in a text about them.
_OWNED = re.compile(
    r" (?:egna |egen |eget |främsta |största |[a-zåäö]+sta )?(?:ord|råd|svar|berättelse|historia|blogg|bok|vilja|röst|resa|liv|familj|hem|bakgrund|dröm|mål|jobb|arbete|uppdrag"
    r"|idé|förslag|slutsats|bedömning|mening|uppfattning|fråga|kritik|besked|budskap|mejl|brev|sms|inlägg|text|grupp|projekt|[a-zåäö]*(?:fru|man|dotter|son|mamma|pappa|bror|syster|chef|kollega|lärare|handledare))(?:er|en|n|et)?\b"
)
# The last two words of a name in s: "Ahmed Karimis", "A. Karimis", "Ahmed al-Karimis".
_LAST_TWO = re.compile(r"(?<![\w-])(?=([\w-]+\W{1,2}[\w-]*s)(?![\w-]))")
# Endings of Swedish words that say what somebody does, where they are from or what they are like.
_DESCRIBES = re.compile(
    r"(?:student|ist|log|iker|ier|tör|ktor|inna|erska|iern|bon?|[ae]nde|erade|valda|valde|lönta|vna|liga|iska|rata|ingar)$"
)
_FROM = re.compile(r"\b(?:från|i) $")

# Many people, of whom one is named ("en av de anställda är").
_MANY = frozenset(
    "dem anställda nyanställda boende nyanlända inblandade medverkande studerande inskrivna ungdomarna kvinnorna männen"
    " ensamkommande drivande intervjuade ansvariga utbildade".split()
)

Named = tuple[str, int, int]
"""A name and the span of a mention."""


def find_full_names(text: str) -> list[Named]:
    """The names of at least two words in a text, each with its span.

    >>> find_full_names("Det säger Ninos Gabriel på Kista Galleria.")
    [('Ninos Gabriel', 10, 23)]
    """
    found: list[Named] = []
    for match in compiled(_NAME).finditer(text):
        if " " not in match[0]:
            continue  # a word alone is no full name
        joined = (
            bool(found) and re.fullmatch(r",? (?:och|samt) ", text[found[-1][2] : match.start()]) is not None
        )
        found += _person_in(text, match, joined)
    return found


def _person_in(text: str, match: re.Match[str], joined: bool) -> list[Named]:
    """The person in a row of capitalised words, if there is one; `joined` when it follows a person and "och"."""
    words = [(word[0], match.start() + word.start()) for word in re.finditer(r"\S+", match[0])]
    first = next((i for i, (word, _) in enumerate(words) if is_given_name(word)), None)
    if first and (
        is_municipality(words[first][0]) or _FROM.search(text, max(0, match.start() - 5), match.start())
    ):
        first = None  # "Arbetsliv Mark", "kom från Banja Luka"
    given = first is not None
    if first is None:
        first = next(
            (
                i
                for i, (w, _) in enumerate(words)
                if w not in FIRST_WORDS and not is_role(w) and w[-2:] != "et"
            ),
            len(words),
        )
    while first and _may_begin_a_name(words[first - 1][0], len(words) - first):
        first -= 1
    if first and re.fullmatch(rf"[{CAPITAL}]\.", words[first - 1][0]):
        first -= 1
    words = words[first:]
    capitals = [word for word, _ in words if word[0].isupper() or word[:3].lower() in ("al-", "el-")]
    if len(capitals) < 2:
        return []
    start, end = words[0][1], match.end()
    name = text[start:end]
    if (
        is_no_person(name)
        or NOT_A_NAME.search(name.title() if name.isupper() else name)
        or NAMED_AFTER.match(text, end)
        or (not given and len(capitals) < 3 and is_municipality(words[-1][0]))
    ):
        return []
    if name.endswith("s") and _OWNED.match(text, end) and _only_owns(text, name):
        name, end = name[:-1], end - 1
    initials = sum(len(word.rstrip(".")) == 1 or (len(word) == 3 and word[1] == "-") for word in capitals)
    if initials and any(word in FIRST_WORDS for word in capitals):
        return []
    enough = given or initials > 1 or joined or _has_cue(text, start, end)  # what is dear to tell comes last
    return [(name, start, end)] if enough else []


def _only_owns(text: str, name: str) -> bool:
    """Whether a name in s is a genitive wherever it stands: "Ahmed Karimis råd", but not "Sven Fors råd ... Sven Fors kom"."""
    pair = _LAST_TWO.findall(name)[-1:]
    return not is_given_name(name.split()[-1]) and _owning_nothing(text).isdisjoint(pair)


@lru_cache(maxsize=1)  # one look at a text answers for all its names
def _owning_nothing(text: str) -> frozenset[str]:
    """The pairs of words, the second of them in s, that stand somewhere without what a person has."""
    return frozenset(pair[1] for pair in _LAST_TWO.finditer(text) if not _OWNED.match(text, pair.end(1)))


def _may_begin_a_name(word: str, following: int) -> bool:
    """Whether a capitalised word before a given name is part of the name (Ninos Gabriel, Farhiya Abdi Warsame)."""
    if word in FIRST_WORDS or is_role(word) or is_relation(word) or is_municipality(word):
        return False
    if not word[0].isupper() or len(word) < 3 or word.isupper() or NOT_A_NAME.search(word):
        return False
    if word.lower() in saying_words():
        return False  # "Säger Karin Ek."
    if len(word) > 4 and word.endswith(("en", "et", "arna", "erna", "ens", "ets", "nas")):
        return False  # "Eldsjälen Karin Ek", "Bolagets Karin Ek"
    if len(word) > 5 and _DESCRIBES.search(word):
        return False  # "Pianist Karin Ek", "Moderata Karin Ek"
    return following == 1 or not word.endswith(("an", "s"))


def _has_cue(text: str, start: int, end: int) -> bool:
    """Whether a verb of saying, a title, an age or what only people do stands beside a name."""
    before, after = text[max(0, start - 60) : start], text[end : end + 80]
    if _cues().search(f"{before}⌂{after}") or _has_title(before):
        return True
    role_after = compiled(rf"{PARTY},? (?:är )?(?:\w+ ){{0,2}}?([^\W\d_-]+)\b").match(after)
    return bool(role_after and after[0] in ", (" and apposition(after)[0])


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(join_rules(CUES).replace("SAYING", saying()))


def _has_title(before: str) -> bool:
    """Whether a title, a relation, a role as a label or "en av de anställda är" stands before a name."""
    title = _TITLE.search(before)
    if title and (is_role(title[1]) or is_relation(title[1])) and not _OF_ANOTHER.search(before):
        return True
    one_of = _ONE_OF.search(before)
    if one_of and (one_of[1] in _MANY or is_role(re.sub(r"(?:na|a)$", "", one_of[1]))):
        return True
    label = _LABEL.search(before)
    return bool(label and is_role(label[1]))
