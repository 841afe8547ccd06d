"""A dialogue: who has spoken so far in a text read in order, and whose turn it is."""

import re
from typing import NamedTuple

from analysis.finding.marked_speech import Utterance
from analysis.finding.people import Person
from analysis.finding.topics import Narration, Topic

_REPORTS = re.compile(r"(?:reporter|journalist|fotograf|skribent)")
A_PARAGRAPH = 60  # topics
_A_RETORT = 80  # an unattributed line of a dialogue is rarely longer
_YOU = re.compile(r"\b[Dd](?:u|ig|in|itt|ina)\b")
_ASKS = re.compile(r"^\w+\?$|\b(?:du|dig|din|ditt|dina|ni)\b[^.!?]*\?$")


class Speaker(NamedTuple):
    """A speaker as the text gives them; an empty name where it does not tell."""

    name: str = ""
    role: str = ""
    organisation: str = ""


NOBODY = Speaker()


class Dialogue(Narration):
    """A text read in order, and who has spoken in it so far."""

    def __init__(self, plain: str, people: list[Person]) -> None:
        super().__init__(plain, people)
        self.by_name = {person.name: person for person in people}
        self.turns: list[tuple[Utterance, Speaker]] = []
        self.spoke = NOBODY
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
        return speaker_as(person) if person else Speaker(role=topic.role)

    def of_two(self, word: str) -> Speaker:
        """The first or the second of the two whom the last narration named ("den förra", "den andra")."""
        pair = self._last_pair()
        return speaker_as(pair[word not in ("förra", "förre", "första", "ena", "ene")]) if pair else NOBODY

    def partner_of(self, one: Speaker) -> Speaker:
        """Whom somebody talks with, where the last narration named the two of them."""
        others = [person for person in self._last_pair() if person.name != one.name]
        return speaker_as(others[0]) if len(others) == 1 else NOBODY

    def _last_pair(self) -> list[Person]:
        """The two whom the last narration above the speech named; empty unless they are two."""
        spoken = {turn.line for turn, _ in self.turns[-A_PARAGRAPH:]}
        told = [topic for topic in self.topics[-A_PARAGRAPH:] if topic.line not in spoken]
        in_order = sorted((one for one in told if one.line == told[-1].line), key=lambda one: one.at)
        pair = {one.person.name: one.person for one in in_order if one.person}
        return list(pair.values()) if len(pair) == 2 else []

    def other_than(self, asker: Speaker) -> Speaker:
        """Whom somebody talks with: who else spoke last, else who else was named last."""
        spoke = (speaker for _, speaker in reversed(self.turns) if speaker.name not in ("", asker.name))
        named = (
            speaker_as(topic.person)
            for topic in reversed(self.topics)
            if topic.person and topic.person.name != asker.name
        )
        return next(spoke, None) or next(named, NOBODY)

    def asked_since(self, before: Utterance, above: int) -> bool:
        """Whether all between two answers is one line of the interviewer's, who names nobody."""
        between = self.plain[before.until or before.end : above].strip(' \n.!?”"»')
        return "\n" not in between and between[-1:] != ":" and not self.between(before.end, above)

    def who_replies(self, utterance: Utterance) -> Speaker:
        """Who speaks right below other speech: the same person, unless asked something or two have been taking turns."""
        lines: dict[int, Speaker] = {}
        for earlier, speaker in self.turns[-8:]:
            lines[earlier.line] = speaker
        *others, last = lines.values()
        first = others[-1] if others else NOBODY
        said = self.turns[-1][0]
        short = utterance.end - utterance.start <= _A_RETORT
        if last.name and short and _ASKS.search(self.plain[said.start : said.end]):
            return self.other_than(last)
        if short and not first.name and _YOU.search(self.plain, utterance.start, utterance.end):
            partner = self.partner_of(last)
            return partner if partner.name else last
        taking_turns = bool(first.name and last.name) and first.name != last.name
        between = self.plain[list(lines)[-2] : utterance.line].strip() if taking_turns else ""
        adjacent = taking_turns and len(re.findall(r"\n\s*", between)) == 1
        in_turn = short or not said.cue
        return first if adjacent and in_turn else last


def speaker_as(person: Person) -> Speaker:
    return Speaker(person.name, person.role, person.organisation)
