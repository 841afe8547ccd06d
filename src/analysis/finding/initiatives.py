"""Named projects, programmes and methods.

Whatever is written as a name could be one: words in capitals with small words between and after them (Jobb i sikte), words
in quotation marks, a heading. Signs beside a name, in its form and in the whole text are weighed for and against it
(`initiative_signs`); state programmes and known methods are listed. General words (praktik, sfi) are no initiatives. Once
found, every mention of the name counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.actors import Actor
from analysis.finding.gazetteer import is_municipality
from analysis.finding.initiative_signs import (
    TOP,
    Place,
    score_beside,
    score_form,
    score_start,
    signs_beside,
    signs_in_form,
)
from analysis.finding.lexicon import list_rows
from analysis.finding.name_words import CAPITAL
from analysis.finding.names import is_given_name
from analysis.finding.people import Person
from analysis.finding.words import NameIndex, words_of
from analysis.text import plain_spaces

_MOST = 6  # words of a name
_SMALL = 3  # of them in small letters
_LONGEST = 60  # characters
_MENTIONS = 8  # of a name that are looked at: a text may repeat one without end
_AROUND = 90  # characters of its line before and after a name
_HOPELESS = -6.5  # a score by form and text alone that hardly anything beside a name makes up for
_AT_TOP = 3  # lines
# What such an organisation runs may bear a name, it is none.
_NEVER = {"municipality", "region", "state_agency"}
# GKC (Gnosjöandans kunskapscentrum)
_SHORT_FOR = re.compile(
    rf"([{CAPITAL}](?<!\w.)[{CAPITAL}]{{1,7}}) \([^()\n]{{3,60}}(?:centrum|center|förbund|nätverk|enheten?|kontor|råd|förening|myndighet|verket?|bolag|nämnd|skola)\)"
)
_EXPLAINED = re.compile(r"(?: i [^\W\d_]+)?(?:$| [–-] |, | \()", re.MULTILINE)
_HEAD = 1200  # characters in which a form's first field stands
_FORM = re.compile(
    r"^(?i:projekt(?:ägare|period|tid|start|ledare)|stödmottagare|bidragsmottagare|rapportperiod|avser|inlämnad av|kort om projektet|projektet i korthet)(?::|$)",
    re.MULTILINE,
)
# One word in capitals and the words after it, up to a sign that ends a clause; a word as long as no name is (K&K&K&K&…)
# is read so far only, since each of its capitals may begin one.
_LETTERS = rf"[\w&’'-]{{1,{_LONGEST}}}"
_RUN = re.compile(rf"[{CAPITAL}](?:{_LETTERS})?(?:\.\d)?(?: (?:{_LETTERS}(?:\.\d)?|–(?= \w))){{0,{_MOST}}}")
# A word in capitals: as the letter stands before what is asked of the place, no other letters are tried.
_BEGINS = re.compile(rf"[{CAPITAL}](?<![\w-].)\w*")
_WITHIN = re.compile(r"(?<=[a-zåäö,] )")  # a sentence
_QUOTED = re.compile(rf"[”\"“»«](\w[^”\"“»«\n.?!,]{{2,{_LONGEST}}})[”\"“»«]")
_SMALL_WORD = re.compile(r"[a-zåäö].")
_ENDING = re.compile(r"(?<=\w{4})(?:[aeo]rn?a?|en|et|e?na?|t|s)$")  # praktikplatserna, praktikplats
_VERBS = frozenset(
    "är var har hade fick får ska skulle kan kunde vill ville blev blir gav ger kom kommer finns fanns".split()
)
_PAST = re.compile(r"\w+ades?")
_NAME_ENDS_BEFORE = _VERBS | frozenset(
    "hette pågick drevs tog togs tas gick höll lät i på till för med mot om av från ur hos under genom via inom bland efter före"
    " sedan när där och som men att utan tillsammans så nu inte –".split()
)
_VERB_ENDING = re.compile(r"dri\w+s|led\w*|\w+(?:ade|[aeiouä]r|as|des|tes?)")
_NO_END = frozenset(
    "i på till för med mot ur om av från utan vid hos och eller att som en ett den det de of the for and to & –".split()
)


@dataclass(frozen=True, slots=True)
class Initiative:
    """A mention of a named project, programme or method."""

    start: int
    end: int
    text: str
    initiative: str


def find_initiatives(
    text: str, actors: Sequence[Actor] = (), people: Sequence[Person] = ()
) -> list[Initiative]:
    """The named initiatives of a text, every mention, in order; names of its organisations and people are less likely ones.

    >>> [
    ...     i.initiative
    ...     for i in find_initiatives(
    ...         "Workplace Luleå är ett projekt. I projektet Workplace Luleå ingår sfi."
    ...     )
    ... ]
    ['Workplace Luleå', 'Workplace Luleå']
    >>> find_initiatives("Projektet är ett samarbete om praktik.")  # a kind without a name
    []
    """
    plain = plain_spaces(text)
    names = _choose(weigh_names(plain, actors, people))
    forms, known = _known()
    spans = []
    end = 0
    for start, form in known.find(plain):
        if start >= end:
            end = start + len(form)
            spans.append((start, end, forms[form]))
    spans += [(start, start + len(name), name) for start, name in NameIndex(names).find(plain)]
    found: list[Initiative] = []
    for start, end, name in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not found or start >= found[-1].end:
            found.append(Initiative(start, end, text[start:end], name))
    return found


def weigh_names(plain: str, actors: Sequence[Actor] = (), people: Sequence[Person] = ()) -> dict[str, float]:
    """The score of everything that is written as a name, without names of people and towns and what is hopeless.

    >>> scores = weigh_names("Eva ledde projektet Vägen vidare i Lund. Alla gick Vägen vidare.")
    >>> "Eva" in scores, max(scores, key=scores.get)
    (False, 'Vägen vidare')
    """
    top = _end_of_top(plain)
    scores = {}
    written = list(list_names(plain, actors, people))
    start = score_start(len(written)) if written else 0.0
    for name, told, starts in written:
        score = start + score_form(name, told)
        if score > _HOPELESS:
            scores[name] = score + score_beside(_places_of(plain, name, starts, top), score)
    return scores


def describe_names(
    plain: str, actors: Sequence[Actor] = (), people: Sequence[Person] = ()
) -> Iterator[tuple[str, set[str]]]:
    """Everything written as a name with all its signs, to fit their weights.

    >>> signs = dict(describe_names("Nu pågår projektet Vägen in."))
    >>> sorted(signs["Vägen in"] & {"definite kind before", "verb and adverb", "named twice"})
    ['definite kind before']
    """
    top = _end_of_top(plain)
    for name, told, starts in list_names(plain, actors, people):
        yield name, {*told, *signs_in_form(name), *signs_beside(_places_of(plain, name, starts, top))}


class Written(NamedTuple):
    """Something written as a name: the signs that the text tells of it, and where it stands."""

    name: str
    told: list[str]
    starts: list[int]


def list_names(plain: str, actors: Sequence[Actor] = (), people: Sequence[Person] = ()) -> Iterator[Written]:
    """Everything that is written as a name, but for names of people and towns and what is listed.

    >>> [one.name for one in list_names("där ges Vägen in, som i Kalmar")]
    ['Vägen', 'Vägen in']
    """
    forms = [form for form in _known()[0] if form in plain]
    organisations = {actor.text for actor in actors}
    never = {actor.text for actor in actors if actor.kind in _NEVER}
    first_words = {one.split(" ", 1)[0] for one in organisations}
    named = {word for person in people for word in person.name.split(" ")} | set(_SHORT_FOR.findall(plain))
    small = set(map(_stem, filter(_SMALL_WORD.match, words_of(plain))))
    ends = {tail for one in organisations for tail in _tails(one)}
    top = _end_of_top(plain)
    spans = _list_spans(plain)
    longer = _count_longer(spans)
    form = bool(_FORM.search(plain, 0, _HEAD))
    for name, starts in spans.items():
        if (
            name in never
            or _is_none(name, named)
            or any(one in name for one in forms)
            or _is_shouted(name, spans)
        ):
            continue
        words = name.split(" ")
        first, several, times = words[0], len(words) > 1, len(starts)
        told = {
            "named twice": times > 1,
            "named three times": times > 2,
            "also in small letters": not several and _stem(first) in small,
            "over a form": form and starts[0] < top and _is_heading(plain, starts[0], name),
            "a town before the end": any(map(is_municipality, words[:-1])),
            "a town at the end": several and is_municipality(words[-1]),
            "an organisation": name in organisations,
            "the end of an organisation": name in ends,
            "begins with an organisation": several
            and not first_words.isdisjoint((first, first.removesuffix("s")))
            and not is_municipality(first)
            and name not in organisations,
            "a given name inside": any(map(is_given_name, words[1:])),
            "a longer name as often": longer.get(name, 0) >= times > 1,
        }
        yield Written(name, [sign for sign, holds in told.items() if holds], starts)


def _choose(scores: dict[str, float]) -> list[str]:
    """The likely names; of two that have a row of words in common only the likelier."""
    likely = [name for name, score in scores.items() if score > 0]
    chosen: dict[str, list[str]] = {}  # by each word
    for name in sorted(likely, key=lambda name: (-scores[name], name)):
        beside = {other for word in name.split(" ") for other in chosen.get(word, ())}
        if not any(name in other or other in name for other in beside):
            for word in name.split(" "):
                chosen.setdefault(word, []).append(name)
    return list(dict.fromkeys(name for names in chosen.values() for name in names))


def _count_longer(spans: dict[str, list[int]]) -> dict[str, int]:
    """How often the commonest longer name stands that begins or ends with each name, where it stands more than once."""
    counts: dict[str, int] = {}
    for name, starts in spans.items():
        if len(starts) == 1:
            continue
        words = name.split(" ")
        heads = (" ".join(words[:count]) for count in range(1, len(words)))
        for part in (*heads, *_tails(name)):
            counts[part] = max(counts.get(part, 0), len(starts))
    return counts


def _tails(name: str) -> Iterator[str]:
    """The last words of a name, in every number but all."""
    return (name[space.end() :] for space in re.finditer(" ", name))


def _list_spans(plain: str) -> dict[str, list[int]]:
    """Everything that is written as a name, and where it stands."""
    spans: dict[str, list[int]] = {}
    for begin in _BEGINS.finditer(plain):
        if not _WITHIN.match(plain, begin.start()) and "function word first" in signs_in_form(begin[0]):
            continue  # Det, Under: they begin sentences
        run = _RUN.match(plain, begin.start())
        for name in _names_in(run[0]) if run else ():
            spans.setdefault(name, []).append(begin.start())
    for quoted in _QUOTED.finditer(plain):
        spans.setdefault(quoted[1], []).append(quoted.start(1))
    return spans


def _names_in(run: str) -> Iterator[str]:
    """The names that a run of words may begin with: up to a capital, or up to a small word before what goes on without it.

    >>> list(_names_in("Hemma i Habo är igång")), list(_names_in("Jobb i sikte"))
    (['Hemma', 'Hemma i Habo'], ['Jobb', 'Jobb i sikte'])
    >>> list(_names_in("Ask Berg Dal Ek Fors Gran Hed"))  # a list: so many capitals begin no name
    []
    """
    words = run.split(" ")
    if len(words) > _MOST and all(word[0].isupper() for word in words):
        return
    small = 0
    for count, word in enumerate(words[:_MOST], 1):
        in_small = word[0].islower() or not word[0].isalnum()
        small += in_small
        if small > _SMALL or _is_verb(word):
            return
        if in_small and count < len(words) and (word in _NO_END or not _ends_name(words[count])):
            continue
        yield " ".join(words[:count])
        if count == 1 and word.endswith("s") and len(word) > 4 and words[1:] and words[1][0].islower():
            yield word[:-1]  # a genitive: "Navets deltagare"


@lru_cache(maxsize=10_000)
def _is_verb(word: str) -> bool:
    """Whether a word is a verb that no name holds."""
    return word in _VERBS or bool(_PAST.fullmatch(word))


@lru_cache(maxsize=10_000)
def _ends_name(word: str) -> bool:
    """Whether a name whose last word is in small letters may stand before a word: a verb, a small word, a figure."""
    return word in _NAME_ENDS_BEFORE or word[0].isdecimal() or bool(_VERB_ENDING.fullmatch(word))


def _is_none(name: str, named: set[str]) -> bool:
    """Whether a name is a town, somebody's, short for an organisation, or too short or long."""
    first, _, rest = name.partition(" ")
    return (
        not 2 < len(name) <= _LONGEST
        or is_municipality(name)
        or not named.isdisjoint((first, first.capitalize()))
        or (is_given_name(first.removesuffix("s")) and not rest[:1].islower())
    )


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    """A word in small letters without the ending of a definite form or plural."""
    return _ENDING.sub("", word.lower())


def _is_shouted(name: str, spans: dict[str, list[int]]) -> bool:
    """Whether a name is only the heading in capitals of one that the text writes otherwise too."""
    return name.isupper() and any(other in spans for other in (name.capitalize(), name.title()))


def _is_heading(plain: str, start: int, name: str) -> bool:
    """Whether a name begins a line that ends with it, or goes on only to explain it."""
    end = start + len(name)
    return (not start or plain[start - 1] == "\n") and bool(_EXPLAINED.match(plain, end))


def _places_of(plain: str, name: str, starts: list[int], top: int) -> Iterator[Place]:
    """Where a name stands, each time with so much of its line as is beside it."""
    for start in starts[:_MENTIONS]:
        first, end = max(0, start - _AROUND), start + len(name)
        _, broken, line = plain[first:start].rpartition("\n")
        mark = "…" if first and not broken else TOP if start < top else ""
        after, *_ = plain[end : end + _AROUND].partition("\n")
        yield Place(f"{mark}{line}", after)


def _end_of_top(plain: str) -> int:
    """Where the first lines of a text end."""
    ends = (line.end() for line in re.finditer(r"\S[^\n]*", plain))
    return next((end for number, end in enumerate(ends, 1) if number == _AT_TOP), len(plain))


@cache
def _known() -> tuple[dict[str, str], NameIndex]:
    rows = list_rows("initiatives.csv")
    forms = {form: row["initiative"] for row in rows for form in row["form"].split("|")}
    return forms, NameIndex(forms)
