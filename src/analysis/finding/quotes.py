"""Direct speech: what was said, and who said it, in which role.

`utterances` finds the spoken words with the cue to their speaker, `speakers` who that is. Here the two meet, and
words that what follows settles get their speaker. Where nothing does it stays empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.finding.dialogue import NOBODY, Speaker, speaker_as
from analysis.finding.names import fits_pronoun
from analysis.finding.people import Person, find_people
from analysis.finding.speakers import find_speakers
from analysis.finding.topics import end_above
from analysis.finding.utterances import Utterance, find_utterances
from analysis.text import plain_spaces

_LINE_BELOW = re.compile(r"[^\n]*\n\s*(?P<line>\S[^\n]*)")
_OTHER_MARKS = (("„", "”"), ("‟", "”"), ("−", "–"))
_PRONOUN = re.compile(r"(?:[Hh]an|[Hh]on)\b")
_REST = re.compile(r"[.!?…]?[”\"»][.]? (?=[A-ZÅÄÖ])")
_ENDS_LINE = re.compile(r"[.!?…”\"»]*\n")
_WORD = re.compile(r"\w+")
_SMALL_WORD = 3  # letters
_REPEATED_WITHIN = 200  # utterances: a heading quotes what is said below it


@dataclass(frozen=True, slots=True)
class Quote:
    """An utterance in direct speech: the spoken words, and the speaker as the text gives them."""

    start: int
    end: int
    text: str
    speaker: str
    role: str
    organisation: str


def find_quotes(text: str, people: list[Person] | None = None) -> list[Quote]:
    """The utterances of a text, in order; `people` saves finding them again.

    >>> [(q.text, q.speaker) for q in find_quotes("– Det går bra. Vi är nöjda, säger rektor Eva Ek.")]
    [('Det går bra. Vi är nöjda', 'Eva Ek')]
    >>> find_quotes("Alla utgår från metoden ”Erkännande” i arbetet.")  # a name is no utterance
    []
    """
    plain = plain_spaces(text)
    for mark, usual in _OTHER_MARKS:  # most texts lack them; `translate` would look up each character
        plain = plain.replace(mark, usual)
    people = find_people(text) if people is None else people
    utterances = find_utterances(plain, people)
    speakers = find_speakers(plain, utterances, people)
    speakers = _settle(plain, utterances, speakers, people)
    return [
        Quote(spoken.start, spoken.end, text[spoken.start : spoken.end], *speaker)
        for spoken, speaker in zip(utterances, speakers, strict=True)
        if speaker.name or spoken.cue != "reported"
    ]


def _settle(
    plain: str, utterances: list[Utterance], speakers: list[Speaker], people: list[Person]
) -> list[Speaker]:
    """The speakers, where words without one are settled by what follows, then by what stands above."""
    settled = list(speakers)
    starts = {first: person for person in people for first, _ in person.mentions}
    for number in reversed(range(len(utterances))):
        spoken = utterances[number]
        heads = number == 0 and not plain[: spoken.line].strip() and _ENDS_LINE.match(plain, spoken.end)
        if speakers[number].name or (speakers[number].role and not heads):
            continue
        if spoken.cue in ("after", "before") and (person := _named_later(plain, spoken, people)):
            settled[number] = speaker_as(person)
            continue
        headline = (
            heads and spoken.cue == "turn" and plain[spoken.end - 1] not in ".!?"
        )  # "Rektorn: Nu räcker det"
        if spoken.cue not in ("", "before", "heading") and not headline:
            continue
        below = slice(number + 1, number + _REPEATED_WITHIN)
        shortened = heads or spoken.cue == "heading"
        speaker = _who_says(plain, spoken, utterances[below], speakers[below], shortened=shortened)
        announced = plain.endswith(":", 0, end_above(plain, spoken.line))  # "Någon ropar från köket:"
        alone = not plain[spoken.line : spoken.start].strip(' –—-”"“»')
        if speaker == NOBODY and alone and not announced:
            speaker = _presented_after(plain, spoken.end, starts, opens=not number)
        if speaker == NOBODY and number + 1 < len(utterances):
            between = plain[spoken.end : utterances[number + 1].start]
            speaker = NOBODY if between.strip(' .,!?”"–—-\n') else settled[number + 1]
        if speaker == NOBODY and spoken.cue and heads:
            main = _main_speaker(utterances, speakers, people)
            speaker = NOBODY if speakers[number].role and main.role else main  # the role would be another's
        settled[number] = speaker if speaker.name else speakers[number]
    _settle_from_above(plain, utterances, settled)
    return settled


def _settle_from_above(plain: str, utterances: list[Utterance], settled: list[Speaker]) -> None:
    """Settle what goes on from the words above, pull quotes that repeat them, and a reporter's questions."""
    for number, spoken in enumerate(utterances):
        if spoken.cue in ("", "heading") and plain.count(" ", spoken.start, spoken.end) >= 3:
            above = slice(max(0, number - _REPEATED_WITHIN), number)
            repeated = _who_says(plain, spoken, utterances[above], settled[above], shortened=False)
            settled[number] = repeated if repeated.name else settled[number]
        follows = not spoken.cue and settled[number] == NOBODY and spoken.line == utterances[number - 1].line
        if number and (spoken.cue == "same" or follows):
            settled[number] = settled[number - 1]
        if 0 < number < len(utterances) - 1 and _is_asked(plain, utterances[number - 1 : number + 2]):
            before, asked, answers = settled[number - 1 : number + 2]
            settled[number] = NOBODY if before == asked == answers else asked


def _is_asked(plain: str, turns: Sequence[Utterance]) -> bool:
    """Whether the second of three utterances can be a reporter's question: alone on its line, the answer attributed anew.

    >>> text = "– Vi väntar, säger Eva Ek.\\n– Hur länge?\\n– Till maj, säger Eva Ek."
    >>> [quote.speaker for quote in find_quotes(text)]
    ['Eva Ek', '', 'Eva Ek']
    >>> find_quotes("– Vi väntar, säger Eva Ek.\\n– Hur länge?\\n– Ja, inte vet jag.")[1].speaker
    'Eva Ek'
    """
    before, asked, answers = turns
    alone = before.line < asked.line < answers.line
    return alone and not asked.cue and plain[asked.end - 1] == "?" and answers.cue == "after"


def _who_says(
    plain: str,
    quoted: Utterance,
    utterances: Sequence[Utterance],
    speakers: Sequence[Speaker],
    *,
    shortened: bool,
) -> Speaker:
    """Whose utterance has the words of a heading or pull quote: all, `shortened` more than half, a long one among them."""
    wanted = set(_WORD.findall(plain[quoted.start : quoted.end].lower()))
    most, found = (len(wanted) / 2 if shortened else len(wanted) - 1), NOBODY
    for spoken, speaker in zip(utterances, speakers, strict=True):
        shared = wanted.intersection(_WORD.findall(plain[spoken.start : spoken.end].lower()))
        if speaker.name and len(shared) > most and len(max(shared, key=len)) > _SMALL_WORD:
            most, found = len(shared), speaker
    return found


def _main_speaker(utterances: list[Utterance], speakers: list[Speaker], people: list[Person]) -> Speaker:
    """Whose words a headline quotes: the text's only speaker, or the one person named above the first speech of the body."""
    names = {speaker.name for speaker in speakers if speaker.name}
    body = utterances[1].start if len(utterances) > 1 else 0
    if len(names) > 1:
        names &= {person.name for person in people if person.mentions[0][0] < body}
    return next(one for one in speakers if one.name in names) if len(names) == 1 else NOBODY


def _named_later(plain: str, spoken: Utterance, people: list[Person]) -> Person | None:
    """Whom "hon" at the words stands for where the text has named nobody yet: who is named next, if the name fits.

    >>> find_quotes("– Jag var rädd, säger hon.\\n\\nEva Ek kom hit i maj.")[0].speaker
    'Eva Ek'
    """
    pronoun = (
        _PRONOUN.match(plain, spoken.at) if spoken.cue == "after" else _PRONOUN.match(plain, spoken.line)
    )
    later = people[0] if people else None
    if not pronoun or later is None or later.mentions[0][0] < spoken.end:
        return None
    return later if fits_pronoun(later.name, pronoun[0]) else None


def _presented_after(plain: str, end: int, starts: dict[int, Person], *, opens: bool) -> Speaker:
    """The person with whose name the narration after the words begins: reportage often gives them first, then the speaker.

    Where the words open the text it is whom the first sentence below them presents.

    >>> find_quotes("”Jag vill bli läkare.” Eva Ek tvekar inte.")[0].speaker
    'Eva Ek'
    >>> find_quotes("– Välkommen!\\n\\nI dörren står Eva Ek.")[0].speaker
    'Eva Ek'
    >>> find_quotes("”Jag vill bli läkare.” Rummet blir tyst. Eva Ek ler.")[0].speaker
    ''
    """
    if after := _REST.match(plain, end):
        person = starts.get(after.end())
    else:
        below = _LINE_BELOW.match(plain, end)
        if below is None or below["line"].endswith(":"):
            return NOBODY
        first = below.start("line")
        person = starts.get(first)
        if opens and min(starts, default=0) > end:
            stop = first + len(below["line"].partition(".")[0])
            named = [starts[at] for at in range(first, stop) if at in starts]
            person = named[0] if len(named) == 1 else person
    return speaker_as(person) if person else NOBODY
