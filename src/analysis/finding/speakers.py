"""Who speaks: the person an attribution, a pronoun, a role or the run of the text points to.

The text is read once, in order. Each sentence of narration leaves behind whom it is about: its subject, or
whoever it names; a pronoun stands for the nearest such person whose given name fits. An utterance without
attribution belongs to whom the narration right above is about, else to who spoke just before. Where the text
leaves two people equally likely, nobody is named.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from analysis.finding.dialogue import A_PARAGRAPH, NOBODY, Dialogue, Speaker, speaker_as
from analysis.finding.name_words import is_relation
from analysis.finding.names import is_role
from analysis.finding.people import Person
from analysis.finding.topics import Topic, end_above, names_group, start_of_line
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
_OWN_WORDS = re.compile(r"s (?:[a-zåäö]+ ){1,2}(?:lyder|löd|står|stod)(?: det)?: ?[”\"»]?")
_OF_A_LINE = 90  # characters
_LABEL = re.compile(
    r"(?:…|\.\.\.)? ?[^\W\d_][^.:!?\n…]{1,50}(?:(?P<colon>: ?)[^\n]+| om ?(?:…|\.\.\.|:)?)(?=\n)"
)
_BLOCK = 40  # lines of labels that are about one person, at most
_NEAR = 5000  # characters of a line above speech that may hold a role
_AN_INTERVIEW = 3  # questions right above speech; fewer are found in reportage too
# Asked of another than who said it.
_REACT = re.compile(
    r"\b(?:säger|tycker|tänker|svarar) (?:du|ni) (?:om|på|till) (?:det|detta|kritiken|invändningen|honom|henne|dem)\b|\b[Hh]åller (?:du|ni) med\b|\b[Hh]ar (?:han|hon|de) rätt\b"
)
_ONE_OF_TWO = re.compile(r"den (förr[ae]|första|en[ae]|andr[ae]|senare)\b")


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


class _Scene(Dialogue):
    """A text read in order, up to the utterance whose speaker is sought."""

    def __init__(self, plain: str, people: list[Person], *, interview: bool) -> None:
        super().__init__(plain, people)
        self.interview = interview
        self.interviewed = NOBODY

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
                return speaker_as(named[0][2])
            case "turn" | "before" | "reported":
                return self._before(utterance)
            case "document":
                return self._written_by(utterance)
            case "heading":
                return NOBODY
            case "answer":
                return self._interviewed(utterance)
        return self._by_context(utterance, before, speakers)

    def _names_itself(self, utterance: Utterance) -> Speaker | None:
        for at, _, person in self.between(utterance.start, utterance.end):
            if _OF_THE_SPEAKERS_OWN_NAME.search(self.plain, max(utterance.start, at - 16), at):
                return speaker_as(person)
        return None

    def _after(self, start: int, end: int) -> Speaker:
        """Who follows a verb of saying: a person, a pronoun that stands for one, or a role."""
        after = self.plain[start:end]
        if pronoun := re.match(r"(?:han|hon|hen)\b", after):
            return self.speaker_of(self.meant_by(pronoun[0], start_of_line(self.plain, start), spoken=True))
        if one_of_two := _ONE_OF_TWO.match(after):
            return self.of_two(one_of_two[1])
        for first, _, person in self.between(start, min(end, start + 90)):
            between = self.plain[start:first]
            if not re.search(r"[.;]", between.replace("t.ex.", "")) and len(between.split()) <= 6:
                return speaker_as(person)
        kin = re.match(r"(hennes |hans )?([a-zåäö]+)\b", after)
        if kin and (kin[1] or is_relation(kin[2])):
            person = self.presented_as(kin[2], start)
            if person:
                return speaker_as(person)
            return self.partner_of(self.spoke) if is_relation(kin[2]) else NOBODY
        words = re.findall(r"[\w-]+", after)[:4]
        role = next((word for word in words if word.islower() and is_role(word)), "")
        known = not re.match(r"en |ett |flera |några ", after)
        if role and known:
            person = self.with_role(role, start)
            return speaker_as(person) if person else Speaker(role=role)
        return Speaker(role=role)

    def _before(self, utterance: Utterance) -> Speaker:
        """Who stands before the words on their own line: a person, a pronoun or a role."""
        other = _ANOTHER_SAID.search(self.plain, max(0, utterance.start - 90), utterance.start)
        if other and is_role(other["who"]):
            person = self.with_role(other["who"], utterance.line)
            return speaker_as(person) if person else Speaker(role=other["who"])
        if other and is_relation(other["who"]):
            return NOBODY
        if topic := self.last_topic(utterance.line):
            return self.speaker_of(topic)
        words = re.findall(
            r"[\w-]+", self.plain[utterance.line : min(utterance.start, utterance.line + _NEAR)]
        )
        role = next((word for word in words if is_role(word)), "")
        person = self.with_role(role, utterance.line) if role else self._of_block(utterance.line)
        return speaker_as(person) if person else Speaker(role=role.lower())

    def _written_by(self, utterance: Utterance) -> Speaker:
        """Whose letter, answer or line is quoted ("Eva Eks svar lyder: ", "I Evas mejl står det: ")."""
        near = self.between(max(utterance.line, utterance.start - _OF_A_LINE), utterance.start)
        owners = (one for _, end, one in near if _OWN_WORDS.fullmatch(self.plain, end, utterance.start))
        owner = next(owners, None)
        return speaker_as(owner) if owner else NOBODY

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

    def _interviewed(self, utterance: Utterance) -> Speaker:
        """Who answers the questions of an interview: who answered before, else the first person named above."""
        if self.turns and self.turns[-1][0].cue == "answer":
            return self.turns[-1][1]
        first = self.mentions[0] if self.mentions else None
        known = first and (first[0] < utterance.start or len(self.people) == 1)
        return speaker_as(self.people[first[2]]) if first and known else NOBODY

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
                return self.other_than(speakers[-1])
            if self.plain[above - 1] == ":" and (named := self.between(before.end, above)):
                return speaker_as(named[-1][2])
            told = self.last_topic(before.until if before.cue == "after" else before.end + 1)
            if told and told.subject and told.person:
                return self.speaker_of(told)
            return self.who_replies(utterance)
        question = self.plain.endswith("?", 0, above)
        if question and (asked := self._asked(above_line, above)):
            return speaker_as(asked)
        if self.interview and before and self.asked_since(before, above):
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
            return speaker_as(self.by_name[next(iter(named))])
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
            for topic in self.topics[-A_PARAGRAPH:]
        )

    def _teller(self, spoken_of: Topic, pronoun: str, since: int) -> Speaker:
        """Who tells of somebody: the first other subject of the lines above, else whom they name beside and the pronoun denies, else who spoke before."""
        others = [
            topic
            for topic in self.topics[-A_PARAGRAPH:]
            if topic.at >= since
            and topic.person
            and topic.person is not spoken_of.person
            and (topic.subject or not self.fits(topic.person.name, pronoun))
        ]
        return self.speaker_of(max(others, key=lambda topic: topic.subject)) if others else self.spoke
