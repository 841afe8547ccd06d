"""Who speaks: the person an attribution, a pronoun, a role or the run of the text points to.

The text is read once, in order. Each sentence of narration leaves behind whom it is about: its subject, or
whoever it names; a pronoun stands for the nearest such person whose given name fits. An utterance without
attribution belongs to whom the narration right above is about, else to who spoke just before. Where the text
leaves two people equally likely, nobody is named.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from analysis.finding.name_words import is_relation
from analysis.finding.names import is_role
from analysis.finding.people import Person
from analysis.finding.topics import Narration, Topic, end_above, names_group, start_of_line
from analysis.finding.utterances import Utterance

_OF_THE_SPEAKERS_OWN_NAME = re.compile(r"\b[Jj]ag (?:heter|är) $|\b[Mm]itt namn är $")
# "Hon ...", "Jag gav henne ...", "I dag har hon ...": somebody whom the speech has not named.
_ABOUT_ANOTHER = re.compile(
    r"(?:(?:\w+ ){1,2}(?=henne|honom)|(?:(?!(?:en|ett|min|mitt|mina|vår|som|någon|jag|vi)\b)\w+ ){1,3}(?=han\b|hon\b))?(han|hon|henne|honom)\b",
    re.IGNORECASE,
)
_SUBJECT = {"henne": "hon", "honom": "han"}
# "minns vad läraren sa: ", "hennes chef frågade: "
_ANOTHER_SAID = re.compile(
    r"\b(?P<who>[a-zåäö]{4,30}) (?:sa|sade|säger|svara[rd]e?|fråga[rd]e?|ropa[rd]e?)(?: (?:till|åt|på|i|en|då|bara) [^.:\n”\"]{0,40})?: ?[”\"“»]?$"
)
_REPORTS = re.compile(r"(?:reporter|journalist|fotograf|skribent)")
_OWN_WORDS = re.compile(r"s (?:[a-zåäö]+ ){1,2}(?:lyder|löd|står|stod)(?: det)?: ?[”\"»]?")
_OF_A_LINE = 90  # characters
_LABEL = re.compile(
    r"(?:…|\.\.\.)? ?[^\W\d_][^.:!?\n…]{1,50}(?:(?P<colon>: ?)[^\n]+| om ?(?:…|\.\.\.|:)?)(?=\n)"
)
_BLOCK = 40  # lines of labels that are about one person, at most
_NEAR = 5000  # characters of a line above speech that may hold a role
_AN_INTERVIEW = 3  # questions right above speech; fewer are found in reportage too
_A_PARAGRAPH = 60  # topics
_A_RETORT = 80  # an unattributed line of a dialogue is rarely longer
_YOU = re.compile(r"\b[Dd](?:u|ig|in|itt|ina)\b")
_ASKS = re.compile(r"^\w+\?$|\b(?:du|dig|din|ditt|dina|ni)\b[^.!?]*\?$")
# Asked of another than who said it.
_REACT = re.compile(
    r"\b(?:säger|tycker|tänker|svarar) (?:du|ni) (?:om|på|till) (?:det|detta|kritiken|invändningen|honom|henne|dem)\b|\b[Hh]åller (?:du|ni) med\b|\b[Hh]ar (?:han|hon|de) rätt\b"
)
_ONE_OF_TWO = re.compile(r"den (förr[ae]|första|en[ae]|andr[ae]|senare)\b")


class Speaker(NamedTuple):
    """A speaker as the text gives them; an empty name where it does not tell."""

    name: str = ""
    role: str = ""
    organisation: str = ""


NOBODY = Speaker()


def find_speakers(plain: str, utterances: Sequence[Utterance], people: list[Person]) -> list[Speaker]:
    """The speaker of each utterance of a text, in order; `plain` is the text with plain spaces.

    >>> from analysis.finding.people import find_people
    >>> from analysis.finding.utterances import find_utterances
    >>> text = "Eva Ek mötte Lars Berg. ”Det går bra”, sa han. ”Nej tack”, sa en kollega."
    >>> people = find_people(text)
    >>> [speaker.name for speaker in find_speakers(text, find_utterances(text, people), people)]
    ['Lars Berg', '']
    """
    asked = sum(plain.endswith("?", 0, end_above(plain, one.line)) for one in utterances)
    scene = _Scene(plain, people, interview=asked >= _AN_INTERVIEW)
    speakers: list[Speaker] = []
    for number, utterance in enumerate(utterances):
        scene.read_to(utterance.start)
        before = utterances[number - 1] if number else None
        scene.listen(utterance)
        speaker = scene.settle(utterance, before, speakers)
        speakers.append(speaker)
        scene.hear(utterance, speaker)
    return speakers


class _Scene(Narration):
    """A text read in order, and who has spoken in it so far."""

    def __init__(self, plain: str, people: list[Person], *, interview: bool) -> None:
        super().__init__(plain, people)
        self.by_name = {person.name: person for person in people}
        self.turns: list[tuple[Utterance, Speaker]] = []
        self.interview = interview
        self.spoke = NOBODY
        self.interviewed = NOBODY
        self.spoken_of: set[str] = set()
        self.have_spoken: set[str] = set()

    def listen(self, utterance: Utterance) -> None:
        """Keep in mind whom the words speak of."""
        self.spoken_of = {person.name for *_, person in self.between(utterance.start, utterance.end)}

    def hear(self, utterance: Utterance, speaker: Speaker) -> None:
        """Keep in mind who spoke, and of whom: the words are no narration, but a pronoun below may go back to them."""
        self.topics += [
            Topic(utterance.end, utterance.line, person, False)
            for *_, person in self.between(utterance.start, utterance.end)
        ]
        self.spoken_of = set()
        self.read = max(self.read, utterance.end)
        self.turns.append((utterance, speaker))
        self.spoke = speaker if speaker.name else self.spoke
        self.have_spoken.add(speaker.name)
        person = self.by_name.get(speaker.name)
        if person or speaker.role:
            self.topics.append(Topic(utterance.end, utterance.line, person, True, speaker.role))

    def settle(self, utterance: Utterance, before: Utterance | None, speakers: list[Speaker]) -> Speaker:
        """Who speaks an utterance."""
        if itself := self._names_itself(utterance):
            return itself
        match utterance.cue:
            case "after":
                return self._after(utterance.at, utterance.until)
            case "same":
                return speakers[-1] if speakers else NOBODY
            case "turn" if named := self.between(utterance.line, utterance.start):
                return _speaker(named[0][2])
            case "turn" | "before" | "reported":
                return self._before(utterance)
            case "document":
                return self._written_by(utterance)
            case "heading":
                return NOBODY
            case "answer":
                return self._interviewed(utterance)
        return self._by_context(utterance, before, speakers)

    def may_be_meant(self, topic: Topic) -> bool:
        """Whether a topic can be the speaker: nobody speaks of themselves by name, and who reports does not answer."""
        person = topic.person
        return person is None or not (
            person.name in self.spoken_of
            or (_REPORTS.match(person.role) and person.name not in self.have_spoken)
        )

    def speaker_of(self, topic: Topic | None) -> Speaker:
        """The speaker whom a topic stands for: the person, or who alone has the role."""
        if topic is None:
            return NOBODY
        person = topic.person or (self.with_role(topic.role, topic.at) if topic.role else None)
        return _speaker(person) if person else Speaker(role=topic.role)

    def _names_itself(self, utterance: Utterance) -> Speaker | None:
        for at, _, person in self.between(utterance.start, utterance.end):
            if _OF_THE_SPEAKERS_OWN_NAME.search(self.plain, max(utterance.start, at - 16), at):
                return _speaker(person)
        return None

    def _after(self, start: int, end: int) -> Speaker:
        """Who follows a verb of saying: a person, a pronoun that stands for one, or a role."""
        after = self.plain[start:end]
        if pronoun := re.match(r"(?:han|hon|hen)\b", after):
            return self.speaker_of(self.meant_by(pronoun[0], start_of_line(self.plain, start), spoken=True))
        if one_of_two := _ONE_OF_TWO.match(after):
            return self._of_two(one_of_two[1])
        for first, _, person in self.between(start, min(end, start + 90)):
            between = self.plain[start:first]
            if not re.search(r"[.;]", between.replace("t.ex.", "")) and len(between.split()) <= 6:
                return _speaker(person)
        kin = re.match(r"(hennes |hans )?([a-zåäö]+)\b", after)
        if kin and (kin[1] or is_relation(kin[2])):
            person = self.presented_as(kin[2], start)
            if person:
                return _speaker(person)
            return self._partner(self.spoke) if is_relation(kin[2]) else NOBODY
        words = re.findall(r"[\w-]+", after)[:4]
        role = next((word for word in words if word.islower() and is_role(word)), "")
        known = not re.match(r"en |ett |flera |några ", after)
        if role and known:
            person = self.with_role(role, start)
            return _speaker(person) if person else Speaker(role=role)
        return Speaker(role=role)

    def _before(self, utterance: Utterance) -> Speaker:
        """Who stands before the words on their own line: a person, a pronoun or a role."""
        other = _ANOTHER_SAID.search(self.plain, max(0, utterance.start - 90), utterance.start)
        if other and is_role(other["who"]):
            person = self.with_role(other["who"], utterance.line)
            return _speaker(person) if person else Speaker(role=other["who"])
        if other and is_relation(other["who"]):
            return NOBODY
        if topic := self.last_topic(utterance.line):
            return self.speaker_of(topic)
        words = re.findall(
            r"[\w-]+", self.plain[utterance.line : min(utterance.start, utterance.line + _NEAR)]
        )
        role = next((word for word in words if is_role(word)), "")
        person = self.with_role(role, utterance.line) if role else self._of_block(utterance.line)
        return _speaker(person) if person else Speaker(role=role.lower())

    def _written_by(self, utterance: Utterance) -> Speaker:
        """Whose letter, answer or line is quoted ("Eva Eks svar lyder: ", "I Evas mejl står det: ")."""
        near = self.between(max(utterance.line, utterance.start - _OF_A_LINE), utterance.start)
        owners = (one for _, end, one in near if _OWN_WORDS.fullmatch(self.plain, end, utterance.start))
        owner = next(owners, None)
        return _speaker(owner) if owner else NOBODY

    def _of_block(self, line: int) -> Person | None:
        """The one person whom a block of lines with labels, or the words "NAME om" above it, is about."""
        top = line
        for _ in range(_BLOCK):
            start = start_of_line(self.plain, max(0, top - 1))
            label = _LABEL.match(self.plain, start) if top else None
            top = start if label else top
            if not label or not label["colon"]:
                break
        named = {person.name: person for *_, person in self.between(top, line)}
        return next(iter(named.values())) if len(named) == 1 else None

    def _of_two(self, word: str) -> Speaker:
        """The first or the second of the two whom the last narration named ("den förra", "den andra")."""
        pair = self._last_pair()
        return _speaker(pair[word not in ("förra", "förre", "första", "ena", "ene")]) if pair else NOBODY

    def _partner(self, one: Speaker) -> Speaker:
        """Whom somebody talks with, where the last narration named the two of them."""
        others = [person for person in self._last_pair() if person.name != one.name]
        return _speaker(others[0]) if len(others) == 1 else NOBODY

    def _last_pair(self) -> list[Person]:
        """The two whom the last narration above the speech named; empty unless they are two."""
        spoken = {turn.line for turn, _ in self.turns[-_A_PARAGRAPH:]}
        told = [topic for topic in self.topics[-_A_PARAGRAPH:] if topic.line not in spoken]
        in_order = sorted((one for one in told if one.line == told[-1].line), key=lambda one: one.at)
        pair = {one.person.name: one.person for one in in_order if one.person}
        return list(pair.values()) if len(pair) == 2 else []

    def _interviewed(self, utterance: Utterance) -> Speaker:
        """Who answers the questions of an interview: who answered before, else the first person named above."""
        if self.turns and self.turns[-1][0].cue == "answer":
            return self.turns[-1][1]
        first = self.mentions[0] if self.mentions else None
        known = first and (first[0] < utterance.start or len(self.people) == 1)
        return _speaker(self.people[first[2]]) if first and known else NOBODY

    def _by_context(self, utterance: Utterance, before: Utterance | None, speakers: list[Speaker]) -> Speaker:
        """Who speaks where no attribution says so."""
        if start_of_line(self.plain, utterance.start) < utterance.start and (
            topic := self.last_topic(utterance.line)
        ):
            return self.speaker_of(topic)
        if before and before.line == utterance.line:
            return speakers[-1]
        above = end_above(self.plain, utterance.line)
        above_line = start_of_line(self.plain, above)
        if before and before.line >= above_line:
            if before.cue == "turn":  # one party has a label, the other a dash
                return self._other_than(speakers[-1])
            if self.plain[above - 1] == ":" and (named := self.between(before.end, above)):
                return _speaker(named[-1][2])
            told = self.last_topic(before.until if before.cue == "after" else before.end + 1)
            if told and told.subject and told.person:
                return self.speaker_of(told)
            return self._reply(utterance)
        question = self.plain.endswith("?", 0, above)
        if question and (asked := self._asked(above_line, above)):
            return _speaker(asked)
        if self.interview and before and self._asked_since(before, above):
            if not (self.interviewed.name and _REACT.search(self.plain, above_line, above)):
                self.interviewed = self.spoke
            return self.interviewed
        if question and not self.last_topic(above_line):
            told = start_of_line(self.plain, end_above(self.plain, above_line))
            topic = self.last_topic(max(told, before.until or before.end) if before else told)
            if topic and topic.person:
                return self.speaker_of(topic)
        if topic := self.last_topic(above_line):
            about = _ABOUT_ANOTHER.match(self.plain, utterance.start, utterance.end)
            if about and topic.person:
                pronoun = _SUBJECT.get(about[1].lower(), about[1])
                if self._names_beside(topic, pronoun, above_line):
                    return self.speaker_of(topic)
                teller = self._teller(topic, pronoun, above_line)
                others = filter(None, (teller.name, self.spoke.name))
                same = all(self.fits(one, pronoun) for one in others)
                if self.fits(topic.person.name, pronoun) and (not same or self.is_called(topic.at)):
                    return teller
            return self.speaker_of(topic)
        if self.plain[above - 1 : above] == ":" or names_group(self.plain[above_line:above]):
            return NOBODY  # "Deltagarnas egna ord:"
        since = before.end if before else -1
        recent = takewhile(lambda topic: topic.at > since, reversed(self.topics))
        named = {topic.person.name for topic in recent if topic.person}
        if before and speakers[-1].name and named <= {self.spoke.name}:
            return self.spoke
        if len(named) == 1 and (not before or not speakers[-1].name):
            return _speaker(self.by_name[next(iter(named))])
        return NOBODY

    def _asked(self, start: int, end: int) -> Person | None:
        """Whom a question is put about by their role: "Tror ordföranden att fler kommer?" """
        roles = (word for word in re.findall(r"\b[a-zåäö]+n\b", self.plain[start:end]) if is_role(word))
        return next(filter(None, (self.with_role(role, start) for role in roles)), None)

    def _names_beside(self, subject: Topic, pronoun: str, since: int) -> bool:
        """Whether the lines above name, beside their subject, another whom a pronoun of the speech can mean."""
        return any(
            topic.at >= since
            and not topic.subject
            and topic.person
            and topic.person is not subject.person
            and topic.person.name != self.spoke.name
            and self.fits(topic.person.name, pronoun)
            for topic in self.topics[-_A_PARAGRAPH:]
        )

    def _teller(self, spoken_of: Topic, pronoun: str, since: int) -> Speaker:
        """Who tells of somebody: the first other subject of the lines above, else whom they name beside and the pronoun denies, else who spoke before."""
        others = [
            topic
            for topic in self.topics[-_A_PARAGRAPH:]
            if topic.at >= since
            and topic.person
            and topic.person is not spoken_of.person
            and (topic.subject or not self.fits(topic.person.name, pronoun))
        ]
        return self.speaker_of(max(others, key=lambda topic: topic.subject)) if others else self.spoke

    def _other_than(self, asker: Speaker) -> Speaker:
        """Whom somebody talks with: who else spoke last, else who else was named last."""
        spoke = (speaker for _, speaker in reversed(self.turns) if speaker.name not in ("", asker.name))
        named = (
            _speaker(topic.person)
            for topic in reversed(self.topics)
            if topic.person and topic.person.name != asker.name
        )
        return next(spoke, None) or next(named, NOBODY)

    def _asked_since(self, before: Utterance, above: int) -> bool:
        """Whether all between two answers is one line of the interviewer's, who names nobody."""
        between = self.plain[before.until or before.end : above].strip(' \n.!?”"»')
        return "\n" not in between and between[-1:] != ":" and not self.between(before.end, above)

    def _reply(self, utterance: Utterance) -> Speaker:
        """Who speaks right below other speech: the same person, unless asked something or two have been taking turns."""
        lines: dict[int, Speaker] = {}
        for earlier, speaker in self.turns[-8:]:
            lines[earlier.line] = speaker
        *others, last = lines.values()
        first = others[-1] if others else NOBODY
        said = self.turns[-1][0]
        short = utterance.end - utterance.start <= _A_RETORT
        if last.name and short and _ASKS.search(self.plain[said.start : said.end]):
            return self._other_than(last)
        if short and not first.name and _YOU.search(self.plain, utterance.start, utterance.end):
            partner = self._partner(last)
            return partner if partner.name else last
        taking_turns = bool(first.name and last.name) and first.name != last.name
        between = self.plain[list(lines)[-2] : utterance.line].strip() if taking_turns else ""
        adjacent = taking_turns and len(re.findall(r"\n\s*", between)) == 1
        in_turn = short or not said.cue
        return first if adjacent and in_turn else last


def _speaker(person: Person) -> Speaker:
    return Speaker(person.name, person.role, person.organisation)
