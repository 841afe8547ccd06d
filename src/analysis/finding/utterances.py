"""The spoken words of a text, each with the cue to its speaker.

Three forms carry direct speech in Swedish: a line that opens with a dash (talstreck), words between quotation
marks, and the answers of an interview. The words of attribution part utterances from each other.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice

from analysis.finding.attributions import Cues, cues_of, said_so_pattern
from analysis.finding.dashed_speech import (
    DASH,
    FIRST_PERSON,
    INLINE_DASH,
    ORAL,
    QUOTATION_MARK,
    YOUR_VOICE,
    dash_utterances,
    is_speech,
)
from analysis.finding.marked_speech import OUR_VOICE, Utterance, marked_utterances
from analysis.finding.names import saying
from analysis.finding.people import Person
from analysis.finding.sentences import find_sentences
from analysis.text import compiled

_BULLET = re.compile(r" *(?:[>•·*] ?)?")
_CLAUSE_FIRST = re.compile(r"(?:När|Om|Då|Som|Innan|Efter|Medan|Eftersom|Sedan|Enligt|Trots|På frågan)\b")
_REPORTED = re.compile(r"[^.,]{1,60} (?:att|om|hur|när|varför|vad)\b")
_QUESTIONS_TO = re.compile(r"\bfrågor (?:till|och svar med)\b", re.IGNORECASE)
_SECOND_DASH = re.compile(r"[–—―-] ?(?=[A-ZÅÄÖ])")  # "säger Eva. -Sedan går vi": speech is taken up again
_SPEECH_MARK = re.compile(rf"{DASH.pattern}|[”\"“»](?=\w)")
_OPENING_MARK = re.compile(r" *[”\"“»](?=\w)")
# Possessive throughout: a row of blanks is read once.
_BROKEN_SPEECH = re.compile(
    r"^[^”\"“»«\n]*+[”\"“»][^”\"“»«\n]++(?:\n *+)++(?![–—-])[^”\"“»«\n]++[”\"»][,.]? [^”\"“»«\n]*+$",
    re.MULTILINE,
)


def find_utterances(plain: str, people: list[Person]) -> list[Utterance]:
    """The utterances of a text with plain spaces, in order, without the marks and blanks around them.

    >>> [(u.start, u.end, u.cue) for u in find_utterances("– Det går bra, säger en lärare. Vi är nöjda.", [])]
    [(2, 13, 'after'), (32, 44, 'same')]
    >>> find_utterances("Risken är att de ”blir kvar” hos oss.", [])
    []
    """
    cues = cues_of(people)
    found = (_trimmed(plain, utterance, cues) for utterance in _read(plain, cues))
    return [utterance for utterance in found if utterance.start < utterance.end]


def _read(plain: str, cues: Cues) -> Iterator[Utterance]:
    start = 0
    lines = _joined_within_marks(plain).split("\n")
    hyphens_speak = any(line.lstrip()[:1] == "-" and cues.find_attribution(line) for line in lines)
    filled = [number for number, line in enumerate(lines) if line.strip()]
    answers = _answers([lines[number].strip() for number in filled], cues)
    answering = {filled[number] for number in answers}
    listed = _list_items(lines, cues)
    goes_on = False
    for number, line in enumerate(lines):
        if line.strip() and number not in listed:
            beside = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
            if number in answering:
                yield Utterance(start, start + len(line), start, "answer")
            elif opened := _opened(lines, number, goes_on):
                yield Utterance(start + opened, start + len(line), start, "same" if goes_on else "")
                goes_on = True
            elif goes_on and _only_closes(line):
                yield Utterance(start, start + len(line), start, "same")
                goes_on = False
            elif _is_announced(lines, number, cues):
                yield Utterance(start, start + len(line), start)
            else:
                found = _utterances_of_line(
                    plain, start, line, beside, cues, hyphens_speak=hyphens_speak, heads=number == filled[0]
                )
                if goes_on and found:
                    found[0] = replace(found[0], cue=found[0].cue or "same")
                yield from found
                goes_on = False
        start += len(line) + 1


def _is_announced(lines: list[str], number: int, cues: Cues) -> bool:
    """Whether a line without any mark is spoken: the one above ends in a colon and names who says it."""
    line = lines[number].strip()
    above = next((one.strip() for one in reversed(lines[max(0, number - 2) : number]) if one.strip()), "")
    return bool(
        above.endswith(":")
        and line[-1:] in ".!?"
        and not DASH.match(line)
        and not QUOTATION_MARK.search(line)
        and OUR_VOICE.search(line)
        and (cues.is_label(above) or (compiled(saying()).search(above) and cues.has_name(above)))
    )


def _joined_within_marks(plain: str) -> str:
    """The text, same length, where a line break inside quotation marks is a blank: the next line closes what this one opens."""
    return _BROKEN_SPEECH.sub(lambda match: match[0].replace("\n", " "), plain)


def _list_items(lines: list[str], cues: Cues) -> set[int]:
    """Which lines are items of a list with dashes: three or more in a row, none with an attribution, none announced as speech."""
    found: set[int] = set()
    run: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if DASH.match(line.lstrip()):
            run.append(number)
            continue
        if len(run) >= 3:
            above = lines[run[0] - 1] if run[0] else ""
            announced = above.rstrip().endswith(":") and compiled(saying()).search(above)
            spoken = any(cues.find_attribution(lines[one]) or ORAL.search(lines[one]) for one in run)
            if not (announced or spoken):
                found.update(run)
        run = []
    return found


def _utterances_of_line(
    plain: str, start: int, line: str, beside: list[str], cues: Cues, *, hyphens_speak: bool, heads: bool
) -> list[Utterance]:
    indent = len(line) - len(line.lstrip())
    if (dash := DASH.match(line, indent)) and is_speech(
        line, dash.end(), beside, cues, hyphens_speak=hyphens_speak
    ):
        return dash_utterances(plain, start, start + dash.end(), start + len(line), cues)
    dash = INLINE_DASH.search(line)
    if dash and (
        cues.find_attribution(line)
        or OUR_VOICE.search(line, dash.end())
        or (line.rstrip()[-1:] in ".!?…" and cues.has_name(line[: dash.start()]))
    ):
        return dash_utterances(plain, start, start + dash.end(), start + len(line), cues, inline=True)
    begin = _unmarked_speech(line, cues)
    if begin is not None:
        return dash_utterances(plain, start, start + begin, start + len(line), cues, inline=True)
    begin = _spoken_after_colon(line)
    if begin is not None:
        return [Utterance(start + begin, start + len(line), start, "before")]
    turn = cues.read_turn(line, heads=heads)
    whole = turn and (line.count(" ", turn) >= 2 or line.rstrip()[-1:] in ".!?…")
    if turn and whole and not QUOTATION_MARK.search(line, 0, turn + 2):
        return [Utterance(start + turn, start + len(line), start, "turn")]
    return marked_utterances(plain, start, line, cues)


def _unmarked_speech(line: str, cues: Cues) -> int | None:
    """Where speech begins on a line that has lost its mark; None where it has none.

    A report shifts the person: a sentence that has "I" or "we" before "says Eva" is her own words, unless the text
    itself has said "we" above it in the paragraph.
    """
    if QUOTATION_MARK.search(line) or not FIRST_PERSON.search(line):
        return None
    bullet = _BULLET.match(line)
    for sentence in find_sentences(line):
        start = max(sentence.start, bullet.end() if bullet and not sentence.start else 0)
        if not line[start : start + 1].isupper() or _CLAUSE_FIRST.match(line, start):
            continue
        if not FIRST_PERSON.search(line, start, sentence.end):
            continue
        cut = cues.find_attribution(line, start, sentence.end)
        told = cut is None or line[cut.start() - 1] != "," or _REPORTED.match(line, cut.end())
        return None if told or not FIRST_PERSON.search(line, start, cut.start()) else start
    return None


def _spoken_after_colon(line: str) -> int | None:
    """Where speech in a voice of its own begins after a verb of saying and a colon ("Eva svarar: Vi väntar."); else None."""
    if ": " not in line or QUOTATION_MARK.search(line) or line.rstrip()[-1:] not in ".!?":
        return None
    colon = _says_and_colon().search(line)
    return colon.end() if colon else None


def _opened(lines: list[str], number: int, goes_on: bool) -> int:
    """Where speech begins on a line that opens with a quotation mark and leaves it open for the next paragraph; else 0.

    Speech over several paragraphs has a mark before each of them and a closing one after the last only.
    """
    mark = _OPENING_MARK.match(lines[number])
    if mark is None or len(QUOTATION_MARK.findall(lines[number])) % 2 == 0:
        return 0
    following = next((line for line in islice(lines, number + 1, None) if line.strip()), "")
    return mark.end() if goes_on or _OPENING_MARK.match(following) or _only_closes(following) else 0


def _only_closes(line: str) -> bool:
    """Whether a line has one quotation mark, at its end: there speech ends that began on a line above."""
    return len(QUOTATION_MARK.findall(line)) == 1 and QUOTATION_MARK.match(line.rstrip()[-1:]) is not None


def _answers(lines: list[str], cues: Cues) -> list[int]:
    """Which lines answer an interview's questions: at least two questions on lines of their own that say "you" or are announced.

    Answers with a mark of speech are found as other speech is; here it is plain paragraphs in a voice of their own.
    """
    questions = [number for number, line in enumerate(lines) if line.endswith("?") and not DASH.match(line)]
    if len(questions) < 2 or any(
        _SPEECH_MARK.match(line) for one in questions for line in lines[one + 1 : one + 2]
    ):
        return []
    announced = any(_QUESTIONS_TO.search(line) and cues.has_name(line) for line in lines[: questions[0]])
    if not announced and not any(YOUR_VOICE.search(lines[number]) for number in questions):
        return []
    first, found = questions[0], []
    if not any(cues.has_name(line) for line in (*lines[:first], lines[-1])):
        return []
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if number in questions or DASH.match(line) or line[-1:] not in '.!?…”"':
            continue
        if not cues.has_name(line):
            found.append(number)
    spoken = sum(bool(OUR_VOICE.search(lines[number])) for number in found)
    return found if 3 * spoken >= len(found) else []


@cache
def _says_and_colon() -> re.Pattern[str]:
    return re.compile(rf"{saying()}[^.:!?\n]{{0,60}}: (?=[^.!?\n]{{0,200}}\b(?i:jag|vi|oss|mig)\b)")


def _closes_within(plain: str, start: int, end: int) -> bool:
    """Whether words end in a mark that closes what they themselves quote ("Nästa ord är ”mesa”")."""
    marks = QUOTATION_MARK.findall(plain, start, end) if plain[end - 1] in '”"»' else ()
    return len(marks) > 0 and len(marks) % 2 == 0 and not QUOTATION_MARK.match(plain, start)


def _trimmed(plain: str, spoken: Utterance, cues: Cues) -> Utterance:
    start, end = spoken.start, spoken.end
    while end > start and plain[end - 1] in ' ,”"»' and not _closes_within(plain, start, end):
        end -= 1
    while start < end and plain[start] in ' ”"“«»':
        start += 1
    if dash := _SECOND_DASH.match(plain, start, end):
        start = dash.end()
    cue, at, until = spoken.cue, spoken.at, spoken.until
    if said_so := said_so_pattern().match(plain, end):
        cue, at, until = "after", said_so.end(), min(len(plain), said_so.end() + 120)
    elif signed := cues.read_signature(plain, end):
        cue, (at, until) = "after", signed
    elif not cue and (tail := cues.read_tail(plain, start, end)):
        cue, (end, at, until) = "after", tail
    return Utterance(start, end, spoken.line, cue, at, until)
