"""What a text is about, sentence by sentence: the people its narration leaves in the reader's mind."""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.name_words import is_relation
from analysis.finding.names import fits_pronoun, is_role, saying
from analysis.finding.people import Person
from analysis.finding.sentences import find_sentences
from analysis.text import any_word

_PRONOUN = re.compile(any_word("han hon hen"))
_ABOUT = re.compile(
    r"\b(?:[Gg]enom|på|med|av|till|för|hos|från|vid|om|mot|efter|än|mellan|åt|utan|via|vare) (?:(?P<role>[a-zåäö-]+) )?$|\bh[ao]n $"
)
# The first letter comes first, so that the search skips from one to the next.
_SOMEBODY = re.compile(
    r"[EeNn](?<!\w.)(?<!\bsom .)(?<!\binte .)(?:(?<=[Ee])(?:n|tt)|(?<=N)ågon|(?<=n)ågon (?!av)) ?(?:av )?(?:(?:de|mina|våra|sina|annan|ung|äldre|yngre|tidigare|nyanländ|nyanlända|unga) ){0,2}"
    r"(?P<who>[a-zåäö-]+)"
)
_THE_ROLE = re.compile(r"(?:Den )?([A-ZÅÄÖ]?[a-zåäö-]{3,30}n)\b")
_WHOSE = re.compile(r"(?P<of>Hans|Hennes) (?P<who>(?:[a-zåäö-]+ ){1,3})")
_PLURAL = re.compile(r"(?:arna|erna|orna|na|ar|er|or)$")
_GROUP = re.compile(r"(?:are|er|[aeo]rna)$")
_ANONYMOUS = frozenset(
    "dem dessa kvinna man männen tjej kille flicka pojke mamma pappa person vän granne kollega kund gäst besökare ungdom förälder arbetsgivare"
    " föräldrar föräldrarna kvinn mamm pappor papporna ungdom vänn grann kolleg kund gäst tjej kill pojk flick person patient".split()
)
_SENTENCE_BEFORE = re.compile(r"[.!?] ")
_ACTS = re.compile(r" [a-zåäö]+(?:r|de|te)\b")
_CALLED = re.compile(r"\bhet(?:er|te) $")


_NEAR = 5000  # characters: where somebody's husband, colleague or mentor was presented
_TOPICS_BACK = 300  # a line that has more keeps to its last


class Topic(NamedTuple):
    """Whom a place in the text is about; `person` is None for somebody without a name."""

    at: int
    line: int
    person: Person | None
    subject: bool
    role: str = ""


class Narration:
    """A text read in order, as far as `read`; `topics` is whom it has been about."""

    def __init__(self, plain: str, people: list[Person]) -> None:
        self.plain = plain
        self.people = people
        self.mentions = sorted(
            (start, end, number) for number, person in enumerate(people) for start, end in person.mentions
        )
        self.topics: list[Topic] = []
        self.told: dict[str, str] = {}
        self.bearers: dict[str, list[Person]] = {}
        self.read = 0

    def read_to(self, end: int) -> None:
        """Read the narration up to an offset: what each sentence is about."""
        for sentence in find_sentences(self.plain[self.read : end]):
            self._read_sentence(self.read + sentence.start, self.read + sentence.end)
        self.read = max(self.read, end)

    def _read_sentence(self, start: int, end: int) -> None:
        plain, line = self.plain, start_of_line(self.plain, start)
        named = self.between(start, end)
        if not named and (somebody := self._find_belonging(start, end)):
            self.topics.append(somebody)
            return
        speaking = {at for at, stop, _ in named if _speaks(plain, at, stop)}
        acting = [
            Topic(at, line, person, True)
            for at, stop, person in named
            if plain[stop : stop + 1] != "s" and (at in speaking or not _is_object(plain, at))
        ]
        pronoun = _PRONOUN.search(plain, start, end)
        says = _says_he().search(plain, start, end) if pronoun else None
        pronoun = _PRONOUN.match(plain, says.end() - 3, end) if says else pronoun
        called = any(self.is_called(topic.at) for topic in acting)
        first: list[Topic] = []
        if pronoun and not called and (says or not any(topic.at < pronoun.start() for topic in acting)):
            meant = self.meant_by(pronoun[0], line)
            if meant:
                first.append(Topic(pronoun.start(), line, meant.person, True, meant.role))
        elif (
            pronoun
            and len(named) == 1
            and named[0][0] < pronoun.start()
            and not self.meant_by(pronoun[0], line)
        ):
            # "Nour var 29 år när han kom": nobody else is meant
            self.told[named[0][2].name] = pronoun[0].lower()
        if (
            not named
            and plain[end - 1] != "?"
            and (somebody := _find_somebody(plain[start:end], first=pronoun is not None))
        ):
            self.topics.append(Topic(start, line, None, True, somebody))
            return
        # "..., som Lars Berg vaktar" brings somebody in; "Hon berömde Lars Berg" is about her
        brought_in = speaking or any(
            person.mentions[0][0] == at and _ACTS.match(plain, stop) for at, stop, person in named
        )
        subjects = {topic.at for topic in acting}
        others = [Topic(at, line, person, False) for at, _, person in named if at not in subjects]
        last = [topic for topic in acting if topic.at in speaking][-1:]
        acts = [*others, *reversed(acting), *last]
        self.topics += [*first, *acts] if brought_in and not says else [*acts, *first]

    def _find_belonging(self, start: int, end: int) -> Topic | None:
        """Whom "hennes chef" at the head of a sentence means: the other of the two in the text, unless another role is known."""
        whose = _WHOSE.match(self.plain, start, end)
        words = whose["who"].split() if whose else ()
        who = next((word for word in words if is_role(word) or is_relation(word)), "")
        if not whose or not who:
            return None
        owner = self.meant_by("han" if whose["of"] == "Hans" else "hon", start_of_line(self.plain, start))
        known = [person for person in self.people[:3] if person.mentions[0][0] < start]
        others = [person for person in known if owner and person is not owner.person and not person.role]
        other = others[0] if len(known) == 2 and len(others) == 1 else None
        return Topic(start, start_of_line(self.plain, start), other, other is not None, who)

    def meant_by(self, pronoun: str, line: int, *, spoken: bool = False) -> Topic | None:
        """Whom a pronoun on a line stands for: who fits on the nearest line that names somebody who does.

        On one line a name goes before all in the sentences above it; in a sentence a given name that says so goes
        before one that does not tell, and a subject before others. In paragraphs further up (beside speech `spoken`,
        the one right above is near) who is kept by a pronoun goes first, and a role in passing counts for nobody.
        """
        best: tuple[int, int] = (0, 0)
        found: Topic | None = None
        above = start_of_line(self.plain, end_above(self.plain, line))
        for topic in reversed(self.topics[-60:]):
            if found and topic.line != found.line:
                break
            far = topic.line < above
            if found and found.person and not far and self.plain.find(". ", topic.at, found.at) >= 0:
                break
            bearers = self._bearers(topic.role)
            person = topic.person or (bearers[0] if len(bearers) == 1 else None)
            kept = _PRONOUN.match(self.plain, topic.at) is not None
            passing = _SENTENCE_BEFORE.match(self.plain, max(0, topic.at - 2)) and not (person or kept)
            if passing and topic.line < (above if spoken else line):
                continue
            fit = self.fits(person.name, pronoun) if person else 2
            rank = (fit, topic.subject + (far and kept))
            if fit and self.may_be_meant(topic) and rank > best:
                best, found = rank, topic
        return found

    def fits(self, name: str, pronoun: str) -> int:
        """How well a pronoun stands for a person: as the text itself has told, else as the given name does."""
        told = self.told.get(name)
        return 2 * (told == pronoun.lower()) if told else fits_pronoun(name, pronoun)

    def last_topic(self, since: int) -> Topic | None:
        """Whom the text from an offset on is about: the subject of its last sentence that has one."""
        found: Topic | None = None
        for topic in self.topics[:-_TOPICS_BACK:-1]:
            if topic.at < since:
                break
            if self.may_be_meant(topic):
                if topic.subject:
                    return topic
                found = found or topic
        return found

    def is_called(self, at: int) -> bool:
        """Whether a name is given as one ("en av dem heter Eva Ek")."""
        return bool(_CALLED.search(self.plain, max(0, at - 8), at))

    def may_be_meant(self, topic: Topic) -> bool:
        """Whether a pronoun or the run of the text may point to a topic here; narration allows all."""
        return True

    def with_role(self, role: str, before: int) -> Person | None:
        """The one person of the text who has a role, or whom it has presented as somebody's before an offset."""
        bearers = self._bearers(role)
        if len(bearers) == 1:
            return bearers[0]
        return None if bearers else self.presented_as(f"{_role_stem(role)}[a-zåäö]{{0,2}}", before)

    def _bearers(self, role: str) -> list[Person]:
        if role not in self.bearers:
            self.bearers[role] = [
                one for one in self.people if role and one.role and _same_role(role, one.role.split()[-1])
            ]
        return self.bearers[role]

    def presented_as(self, relation: str, before: int) -> Person | None:
        """The person whom the text has presented as somebody's husband or friend ("hans mentor, maskinisten Bo Ek")."""
        presented = re.compile(rf"\b(?:hennes|hans|sin) {relation},? (?:[a-zåäö]+ )?$")
        near = self.between(max(0, before - _NEAR), before)
        return next(
            (person for at, _, person in near if presented.search(self.plain, max(0, at - 60), at)), None
        )

    def between(self, start: int, end: int) -> list[tuple[int, int, Person]]:
        """The mentions that begin between two offsets."""
        first, last = bisect_left(self.mentions, (start,)), bisect_left(self.mentions, (end,))
        return [(at, stop, self.people[number]) for at, stop, number in self.mentions[first:last]]


def start_of_line(plain: str, offset: int) -> int:
    """Where the line of an offset begins."""
    return plain.rfind("\n", 0, offset) + 1


def end_above(plain: str, line: int) -> int:
    """Where the text above a line ends."""
    while line and plain[line - 1].isspace():
        line -= 1
    return line


def _is_object(plain: str, at: int) -> bool:
    """Whether a preposition stands before a name, or before the title of whoever bears it ("av rektor Eva Ek")."""
    before = _ABOUT.search(plain, max(0, at - 30), at)
    return bool(before and (not before["role"] or is_role(before["role"])))


def _speaks(plain: str, at: int, end: int) -> bool:
    """Whether a verb of saying follows a mention, or stands before it after a comma."""
    return bool(_says().match(plain, end) or _said_by().search(plain, max(0, at - 40), at))


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf" (?:{saying()})")


@cache
def _says_he() -> re.Pattern[str]:
    return re.compile(rf", (?:{saying()}) (?:han|hon)\b")


@cache
def _said_by() -> re.Pattern[str]:
    return re.compile(rf"(?:, (?:{saying()})|\b[Ff]år medhåll av) (?:(?!att |om |hur )[a-zåäö-]+ )?$")


def _find_somebody(sentence: str, *, first: bool) -> str:
    """Whom without a name a sentence brings in ("en av eleverna", "en ung kvinna", "rektorn"), at its head if `first`."""
    found = filter(None, [_SOMEBODY.match(sentence)]) if first else _SOMEBODY.finditer(sentence)
    for match in found:
        who = match["who"]
        if any(one in _ANONYMOUS or is_role(one) for one in _without_plural(who)):
            return who
    role = _THE_ROLE.match(sentence)
    if not role:
        return ""
    who = role[1].lower()
    introduced = sentence.startswith(", en ", role.end()) and who.removesuffix("en") in _ANONYMOUS
    return who if introduced or is_role(who) else ""


def names_group(heading: str) -> bool:
    """Whether a line without a closing mark tells of people in the plural by what they are.

    >>> names_group("Röster från deltagarna"), names_group("Deltagarna trivs.")
    (True, False)
    """
    groups = (word.removesuffix("s") for word in re.findall(r"\w+", heading.lower()))
    return heading[-1:].isalpha() and any(
        is_role(one) for word in groups if _GROUP.search(word) for one in _without_plural(word)
    )


def _without_plural(word: str) -> tuple[str, ...]:
    """A word, and what it may be in the singular: "eleverna" is "elev", "deltagarna" is "deltagare"."""
    return word, _PLURAL.sub("", word), word.removesuffix("na") + "e"


@lru_cache(maxsize=1_000)  # roles are words of the texts
def _same_role(one: str, other: str) -> bool:
    """Whether two forms name one role: "chefen" is "enhetschef", "rektorn" is "rektor"."""
    short, long = sorted((_role_stem(one), _role_stem(other)), key=len)
    return long.endswith(short) or long.startswith(short)


def _role_stem(role: str) -> str:
    return re.sub(r"(?:en|et|an|n|ns|ens|s)$", "", role.lower())
