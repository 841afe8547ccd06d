"""Speech after a dash: whether a line that opens with one is spoken, and where the words of its speaker end."""

import re
from dataclasses import replace
from functools import cache

from analysis.finding.attributions import Cues
from analysis.finding.marked_speech import OUR_VOICE, Utterance, marked_utterances
from analysis.finding.names import fits_pronoun, is_role, saying
from analysis.finding.sentences import find_sentences
from analysis.text import any_word

DASH = re.compile(r"[–—―-] ?(?=[^\W\d_]|[\d”\"“…])")
# The dash comes first, so that the search skips from dash to dash.
INLINE_DASH = re.compile(r"[–—―](?<=[.!?:] .) ?(?=[A-ZÅÄÖ])")
_DASHES = ("–", "—", "―")
FIRST_PERSON = re.compile(any_word("jag vi oss mig"))
YOUR_VOICE = re.compile(any_word("du dig din ditt dina ni er ert era"))
QUOTATION_MARK = re.compile(r"[”\"“»«]")
_CLAUSE_GOES_ON = re.compile(
    r"(?:,| –) (?=(?:men|och|för|så|fast|utan|eller) (?:jag|vi|det|de|den|man|du|ni|nu|där|här|då|inte|alla|ingen|också|även|ändå|bara)\b|(?:jag|vi|du|ni)\b|(?:(?:så|då|nu|där|här|det|de|den|man) )?(?:kan|ska|skulle|måste|får|vill|är|var|har|hade|blir|finns|går|räcker|behövs|gäller) )|: [–—―] ?(?=[A-ZÅÄÖ])"
)
# What is said aloud rather than listed: interjections, modal particles, exclamations.
ORAL = re.compile(
    r"[–—―-] ?(?:ja|jo|nej|nja|jaha|okej|absolut|precis|tack|visst|självklart|usch|oj)\b|\b(?:ju|väl|nog|nåt|nån|sån)\b(?! så )",
    re.IGNORECASE,
)
_NOT_MEANT = {
    "han": re.compile(r"\b(?:hon|henne|hennes)\b", re.IGNORECASE),
    "hon": re.compile(r"\b(?:han|honom|hans)\b", re.IGNORECASE),
}
_PRONOUN_FIRST = re.compile(r"(?:Han|Hon)\b|(?:Hans|Hennes) [a-zåäö]+(?= )")
_OF_ANOTHER = re.compile(
    r"\b(?:han|hon|honom|henne|hans|hennes|chef\w*|lärar\w*|handläggar\w*|handledar\w*|coach\w*|mamma|pappa|man|fru|son|dotter|bror|syster|vän|kollega|granne)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"Enligt (?:honom|henne)\b")
_PAST = re.compile(r" (?:[a-zåäö]+(?:de|te)|var|hade|kom|fick|gick|tog|blev|såg|skrev|satt|stod|sa)\b")
_SPEAKERS_NAME = re.compile(r"[A-ZÅÄÖ][^\W\d_]+")
_PRONOUN_WORKS = re.compile(r"(?:Han|Hon|Hen) (?:är|arbetar|jobbar) (?:som )?(?:\w+ )?(\w+)")


def is_speech(line: str, begin: int, beside: list[str], cues: Cues, *, hyphens_speak: bool) -> bool:
    """Whether a line that opens with a dash is spoken: a saying verb, our own voice, or a whole sentence alone.

    A sentence alone after a hyphen is speech where other speech of the text has hyphens too (`hyphens_speak`).

    >>> [
    ...     is_speech(line, 2, [], Cues([]), hyphens_speak=False)
    ...     for line in ("– Det går bra.", "– Tidiga insatser")
    ... ]
    [True, False]
    """
    listed = line[begin : begin + 1].islower() and any(DASH.match(other.lstrip()) for other in beside)
    if not listed and (OUR_VOICE.search(line, begin) or ORAL.search(line)):
        return True
    if cues.find_attribution(line, begin):
        return True
    if listed:
        return False
    complete = line.rstrip()[-1:] in '.!?…”"'
    asked = beside[0] if beside and beside[0].rstrip()[-1:] == "?" else ""
    if (YOUR_VOICE.search(asked) or cues.has_name(asked)) and line[begin:].lstrip('”"»')[:1].isupper():
        return True  # an answer, however short
    dashed = [other for other in beside if DASH.match(other.lstrip())]
    if dashed:
        return complete and any(
            cues.find_attribution(one) or OUR_VOICE.search(one) or ORAL.search(one) for one in dashed
        )
    return complete and line[begin : begin + 1].isupper() and (line.lstrip()[0] != "-" or hyphens_speak)


def dash_utterances(
    plain: str, line: int, start: int, end: int, cues: Cues, *, inline: bool = False
) -> list[Utterance]:
    """The utterances of a dash line: sentences up to an attribution, then what goes on after it.

    Within a paragraph (`inline`) the text itself takes over after the attribution, unless "we" or "I" goes on.
    What follows narration is spoken again where a dash says so.

    >>> text = "– Ja, säger Eva Ek. Vi går. Eva Ek ler."
    >>> [text[one.start : one.end] for one in dash_utterances(text, 0, 2, len(text), Cues(["Eva Ek"]))]
    ['Ja,', 'Vi går. Eva Ek ler.']
    """
    found: list[Utterance] = []
    first: int | None = None
    verb, narrated = "", False
    sentences = find_sentences(plain[start:end])
    last = 0  # where the speaker last says "I" or "we"
    if not inline and not INLINE_DASH.search(plain, start, end):
        ours = (
            one.start
            for one in sentences
            if FIRST_PERSON.search(one.text) and not QUOTATION_MARK.search(one.text)
        )
        last = start + max(ours, default=0)
    for sentence in sentences:
        begin, stop = start + sentence.start, start + sentence.end
        if first is None and found:
            told = _is_narration(plain[begin:stop], cues, verb, ours_below=begin < last) or _of_the_speaker(
                plain, found[-1], begin, cues
            )
            told = told or (inline and not OUR_VOICE.search(plain, begin, stop))
            narrated = (told or narrated) and plain[max(start, begin - 2) : begin].strip() not in _DASHES
            if narrated:
                found += _marked_within(plain, line, begin, stop, cues)
                continue
        first = begin if first is None else first
        cut = cues.find_attribution(plain, begin, stop)
        if cut is None:
            continue
        if cut.start() > first:
            found.append(Utterance(first, cut.start(), line, "after", cut.end(), stop))
        verb = cut[0].strip()
        clause = _CLAUSE_GOES_ON.search(plain, cut.end(), stop)
        first = clause.end() if clause else None
        if first is None:
            found += _marked_within(plain, line, cut.end(), stop, cues)
    if first is not None:
        found.append(Utterance(first, end, line, "same" if found else ""))
    return found


def _marked_within(plain: str, line: int, begin: int, end: int, cues: Cues) -> list[Utterance]:
    """The words between marks in narration that goes on after speech ("säger Eva Ek och tillägger att ”...”")."""
    return [replace(one, line=line) for one in marked_utterances(plain, begin, plain[begin:end], cues)]


def _is_narration(sentence: str, cues: Cues, verb: str, *, ours_below: bool) -> bool:
    """Whether a sentence after an attribution tells about the speaker instead of going on speaking.

    "Han frågade om allt" is spoken after "säger Eva", since narration would keep to the tense of its verb; so is a
    name where the paragraph says "we" or "I" further on.
    """
    if OUR_VOICE.search(sentence):
        return False
    head = " ".join(sentence.split(" ")[:4])
    if (cues.has_name(head) and not ours_below) or _ACCORDING.match(sentence):
        return True
    if _PRONOUN_WORKS.match(sentence) and any(is_role(word.strip(".,")) for word in sentence.split()[2:5]):
        return True
    told = _pronoun_says().match(sentence)
    return bool(told) and told[0].endswith("r") == verb.endswith("r")


def _of_the_speaker(plain: str, spoken: Utterance, begin: int, cues: Cues) -> bool:
    """Whether a sentence after an attribution tells of the speaker: "han" fits them, and they spoke of nobody else."""
    pronoun = _PRONOUN_FIRST.match(plain, begin)
    if pronoun is None or _PAST.match(plain, pronoun.end()):
        return False  # "säger Eva. Hon frågade": the text would say "hon frågar"
    words = plain[spoken.start : spoken.end]
    meant = "han" if pronoun[0].startswith("Han") else "hon"
    if _OF_ANOTHER.search(_NOT_MEANT[meant].sub("", words)) or cues.has_name(words):
        return False
    if plain.startswith(meant, spoken.at):
        return True
    name = _SPEAKERS_NAME.search(plain, spoken.at, begin)
    return name is not None and fits_pronoun(name[0].title(), meant) == 2


@cache
def _pronoun_says() -> re.Pattern[str]:
    return re.compile(rf"(?:Han|Hon|Hen) (?:{saying()})")
