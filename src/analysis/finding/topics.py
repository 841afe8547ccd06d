"""What a text is about, sentence by sentence: the people its narration leaves in the reader's mind."""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from analysis.finding.names import fits_pronoun, is_role, saying_pattern
from analysis.finding.people import Person
from analysis.finding.sentences import find_sentences

_PRONOUN = re.compile(r"\b(?:han|hon|hen)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:[Gg]enom|på|med|av|till|för|hos|från|vid|om|mot|efter|än|mellan|åt|utan|via|vare) $"
)
_SOMEBODY = re.compile(
    r"\b(?:[Ee]n|[Ee]tt|Någon|någon (?!av)) ?(?:av )?(?:(?:de|mina|våra|sina|annan|ung|äldre|yngre|tidigare|nyanländ|nyanlända|unga) ){0,2}"
    r"(?P<who>[a-zåäö-]+)"
)
_THE_ROLE = re.compile(r"(?:Den )?([A-ZÅÄÖ]?[a-zåäö-]{3,30}n)\b")
_PLURAL = re.compile(r"(?:arna|erna|orna|na|ar|er|or)$")
_ANONYMOUS = frozenset(
    "dem dessa kvinna man männen tjej kille flicka pojke mamma pappa person vän granne kollega kund gäst besökare ungdom förälder"
    " föräldrar föräldrarna kvinn mamm papp ungdom vänn grann kolleg kund gäst tjej kill pojk flick person patient".split()
)
_CALLED = re.compile(r"\bhet(?:er|te) $")


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
        self.read = 0

    def read_to(self, end: int) -> None:
        """Read the narration up to an offset: what each sentence is about."""
        for sentence in find_sentences(self.plain[self.read : end]):
            self._read_sentence(self.read + sentence.start, self.read + sentence.end)
        self.read = max(self.read, end)

    def _read_sentence(self, start: int, end: int) -> None:
        plain, line = self.plain, start_of_line(self.plain, start)
        named = self.between(start, end)
        acting = [
            (at, person)
            for at, stop, person in named
            if plain[stop : stop + 1] != "s" and not _ABOUT.search(plain, max(0, at - 9), at)
        ]
        speaking = [one for one in acting if _speaks(plain, one[0], named)]
        pronoun = _PRONOUN.search(plain, start, end)
        called = any(_CALLED.search(plain, max(start, at - 8), at) for at, _ in acting)
        if pronoun and not called and not any(at < pronoun.start() for at, _ in acting):
            meant = self.meant_by(pronoun[0])
            if meant:
                self.topics.append(Topic(pronoun.start(), line, meant.person, True, meant.role))
        if (
            not named
            and not pronoun
            and plain[end - 1] != "?"
            and (somebody := _find_somebody(plain[start:end]))
        ):
            self.topics.append(Topic(start, line, None, True, somebody))
        self.topics += [
            Topic(at, line, person, False) for at, _, person in named if (at, person) not in acting
        ]
        acting = [*speaking[-1:], *acting] if speaking else acting
        self.topics += [Topic(at, line, person, True) for at, person in reversed(acting)]

    def meant_by(self, pronoun: str) -> Topic | None:
        """Whom a pronoun stands for: who fits on the nearest line that names somebody who does.

        On one line a given name that says so goes before one that does not tell, and a subject before others.
        """
        best: tuple[int, bool] = (0, False)
        found: Topic | None = None
        for topic in reversed(self.topics[-60:]):
            if found and topic.line != found.line:
                break
            fit = 2 if topic.person is None else fits_pronoun(topic.person.name, pronoun)
            if fit and self.may_be_meant(topic) and (fit, topic.subject) > best:
                best, found = (fit, topic.subject), topic
        return found

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

    def may_be_meant(self, topic: Topic) -> bool:
        """Whether a pronoun or the run of the text may point to a topic here; narration allows all."""
        return True

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


def _speaks(plain: str, at: int, named: list[tuple[int, int, Person]]) -> bool:
    """Whether a verb of saying follows a mention."""
    end = next(stop for first, stop, _ in named if first == at)
    return bool(_says().match(plain, end))


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf" (?:{saying_pattern().pattern})")


def _find_somebody(sentence: str) -> str:
    """Whom without a name a sentence brings in ("en av eleverna", "en ung kvinna", "rektorn"); empty when nobody."""
    for match in _SOMEBODY.finditer(sentence):
        who = match["who"]
        if any(one in _ANONYMOUS or is_role(one) for one in (who, _PLURAL.sub("", who))):
            return who
    first = _THE_ROLE.match(sentence)
    if not first:
        return ""
    who = first[1].lower()
    introduced = sentence.startswith(", en ", first.end()) and who.removesuffix("en") in _ANONYMOUS
    return who if introduced or is_role(who) else ""
