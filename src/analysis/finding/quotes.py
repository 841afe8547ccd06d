"""Direct speech: what was said, and who said it, in which role.

Two forms carry it in Swedish: a line that opens with a dash (talstreck), and words between quotation
marks. The words of attribution (", säger Eva Ek, rektor") part utterances from each other. A speaker
is taken from the attribution, else from the sentence before; where neither settles it the speaker
stays empty.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from analysis.finding.names import fits_pronoun, is_role, saying_pattern
from analysis.finding.people import Person, find_people
from analysis.finding.sentences import find_sentences
from analysis.text import Rule, plain_spaces

_DASH = re.compile(r"[–—―-] ?(?=[^\W\d_]|[\d”\"“…])")
_INLINE_DASH = re.compile(r"(?<=[.!?:]) [–—―] ?(?=[A-ZÅÄÖ])")
_MARKS = re.compile(r"[”\"“»«]([^”\"“»«\n]{2,2000})[”\"“»«]")
_TITLE_NOUN = re.compile(
    r"(?:rapport|bok|skrift|artikel|film|kurs|utställning|serie|program|rubrik|tema|projekt|metod|modell|pris)\w* $",
    re.I,
)
_OUR_VOICE = re.compile(r"\b(?:jag|vi|oss|mig|vår|våra|vårt|min|mitt|mina|du|ni)\b", re.IGNORECASE)
_WHO = r"(?:(?!(?:jag|vi|du|ni|man|det|att|så|inte|de|sig|mig|oss|på|om|till|för)\b)[a-zåäö-]+|[A-ZÅÄÖÉ]\w+)"

RULES = (
    Rule(
        "attribution",
        rf"(?:(?<=[,?!.…”\"»])|(?<=[”\"»],)) ?(?:SAYING) (?:också |även |vidare |bland annat |däremot |sedan )?(?={_WHO}\b)",
        hit="– Det går bra, säger Eva Ek.",
        miss="– Jag säger att Eva har rätt.",
        why="a verb of saying after a comma or a closing mark, before whoever spoke",
    ),
    Rule(
        "attribution_without_comma",
        r" (?:SAYING) (?:också |även |vidare )?(?=(?:PERSON|han|hon|hen)\b(?!:| (?:vad|om|att|hur|när|var|mig|oss|dem|aldrig|ofta)\b))",
        hit="– Det har gett fler bostäder berättar Lina Ek",
        miss="– De säger ofta nej",
        why="the comma is often forgotten; then only a known person or a pronoun is safe",
    ),
    Rule(
        "attribution_by_name",
        r"(?<=[,?!.…”\"»]) ?[a-zåäö]{2,15}(?:r|de|te|sa|s) (?=PERSON(?:[ ,.]|$))",
        hit="– Ta tid på er, råder Lina Ek.",
        miss="– Vi åt, drack, och Lina gick.",
        why="any verb will do after a comma when the person comes right after it",
    ),
    Rule(
        "according_to",
        r",? enligt (?=(?:PERSON|honom|henne)\b)",
        hit="”Vi har lyckats”, enligt Lina Ek",
        miss="enligt planen",
        why="enligt gives speech a speaker when a person follows",
    ),
)


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
    people = find_people(text) if people is None else people
    quotes: list[Quote] = []
    start = 0
    lines = plain.split("\n")
    for number, line in enumerate(lines):
        if line.strip():
            beside = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
            quotes += _quotes_of_line(plain, start, line, beside, people, quotes)
        start += len(line) + 1
    return _settle(plain, quotes, people)


def _quotes_of_line(
    plain: str, start: int, line: str, beside: list[str], people: list[Person], earlier: list[Quote]
) -> list[Quote]:
    indent = len(line) - len(line.lstrip())
    if (dash := _DASH.match(line, indent)) and _is_speech(line, dash.end(), beside, people):
        return _dash_quotes(plain, start + dash.end(), start + len(line), people, earlier)
    if (dash := _INLINE_DASH.search(line)) and _attribution(people).search(line):
        return _dash_quotes(plain, start + dash.end(), start + len(line), people, earlier, inline=True)
    if (turn := _turn(people).match(line)) and line.count(" ", turn.end()) >= 2:
        speaker = _last_person(plain, start, start + turn.end(), people)
        if speaker != NOBODY and "”" not in line[: turn.end() + 2] and '"' not in line[: turn.end() + 2]:
            return [_quote(plain, start + turn.end(), start + len(line), speaker)]
    return _marked_quotes(plain, start, line, people, earlier)


def _is_speech(line: str, begin: int, beside: list[str], people: list[Person]) -> bool:
    """Whether a line that opens with a dash is spoken: a saying verb, our own voice, or a whole sentence alone."""
    if _attribution(people).search(line, begin) or _OUR_VOICE.search(line, begin):
        return True
    if any(_DASH.match(other.lstrip()) for other in beside):
        return False  # an item of a list
    return line.rstrip()[-1:] in '.!?…”"' and line.count(" ") >= 4 and line.lstrip()[0] != "-"


def _settle(plain: str, quotes: list[Quote], people: list[Person]) -> list[Quote]:
    """The quotes, where one without speaker is settled by another.

    A quoted heading repeats words that are spoken further down; speech that goes on over several paragraphs may
    name its speaker only in the last.
    """
    settled = []
    for number, quote in enumerate(quotes):
        source = quote
        if said_so := _said_so_pattern().match(plain, quote.end):
            speaker = _speaker_after(
                plain, said_so.end(), min(len(plain), said_so.end() + 120), people, said_from=quote.start
            )
            source = quote if speaker == NOBODY else _quote(plain, quote.start, quote.end, speaker)
        elif not quote.speaker:
            following = quotes[number + 1 : number + 2]
            next_line = [q for q in following if not plain[quote.end : q.start].strip(' .,!?”"–—-\n')]
            presented = _presented_below(plain, quote.end, people)
            same_words = [q for q in quotes if q.speaker and quote.text.strip(".!") in q.text]
            source = next(iter([*same_words, *next_line]), quote)
            if not source.speaker and presented != NOBODY:
                source = _quote(plain, quote.start, quote.end, presented)
        settled.append(
            replace(quote, speaker=source.speaker, role=source.role, organisation=source.organisation)
        )
    return settled


def _dash_quotes(
    plain: str, start: int, end: int, people: list[Person], earlier: list[Quote], *, inline: bool = False
) -> list[Quote]:
    """The utterances of a dash line: sentences up to an attribution, then what goes on after it.

    Within a paragraph (`inline`) the text itself takes over after the attribution, unless "we" or "I" goes on.
    """
    quotes: list[Quote] = []
    first: int | None = None
    last: int | None = None
    speaker: tuple[str, str, str] | None = None
    for sentence in find_sentences(plain[start:end]):
        begin, stop = start + sentence.start, start + sentence.end
        narrated = _is_narration(plain[begin:stop], people) or (
            inline and not _OUR_VOICE.search(plain, begin, stop)
        )
        if first is None and quotes and narrated:
            break
        cut = _attribution(people).search(plain, begin, stop)
        first = begin if first is None else first
        if cut is None:
            last = stop
            continue
        if cut.start() > first:
            speaker = _speaker_after(plain, cut.end(), stop, people, said_from=first)
            quotes.append(_quote(plain, first, cut.start(), speaker))
        first = last = None
    if first is not None and last is not None:
        quotes.append(_quote(plain, first, last, speaker or _speaker_before(plain, start, people, earlier)))
    return quotes


def _is_narration(sentence: str, people: list[Person]) -> bool:
    """Whether a sentence after an attribution tells about the speaker instead of going on speaking."""
    if _OUR_VOICE.search(sentence):
        return False
    head = " ".join(sentence.split(" ")[:4])
    names = [
        part for person in people for part in (person.name, person.name.split()[-1], person.name.split()[0])
    ]
    return any(re.search(rf"\b{re.escape(name)}\b", head) for name in names) or bool(
        re.match(r"(?:Han|Hon|Hen) ", sentence) and saying_pattern().search(sentence)
    )


def _marked_quotes(
    plain: str, start: int, line: str, people: list[Person], earlier: list[Quote]
) -> list[Quote]:
    quotes: list[Quote] = []
    for match in _MARKS.finditer(line):
        words = match[1].strip()
        after = _after_marks().match(line, match.end())
        before = _before_marks().search(line, max(0, match.start() - 120), match.start())
        whole = (
            words[:1].isupper()
            and words.count(" ") >= 3
            and (words[-1:] in ".!?…" or match[0] == line.strip())
        )
        if _TITLE_NOUN.search(line, max(0, match.start() - 30), match.start()):
            continue
        colon_alone = before and not saying_pattern().search(before[0]) and not words[:1].isupper()
        fewest = 1 if after or (before and words[-1:] in ".!?") else 2
        if words.count(" ") < fewest or colon_alone or not (after or before or whole):
            continue
        if after:
            speaker = _speaker_after(
                plain, start + after.end(), start + len(line), people, said_from=start + match.start()
            )
        elif before:
            speaker = _last_person(plain, start, start + match.start(), people)
            if speaker == NOBODY and (
                pronoun := re.search(r"\b(?:han|hon|hen) ", line[: match.start()], re.I)
            ):
                speaker = _meant_by(pronoun[0].strip(), plain, start, people)
        else:
            speaker = _speaker_before(plain, start + match.start(), people, earlier + quotes, same_line=start)
        begin = start + match.start(1) + len(match[1]) - len(match[1].lstrip())
        quotes.append(_quote(plain, begin, start + match.end(1), speaker))
    return quotes


def _presented_below(plain: str, end: int, people: list[Person]) -> tuple[str, str, str]:
    """The person with whose name the line below begins: reportage often gives the words first, then the speaker."""
    below = re.compile(r"[^\n]*\n\s*").match(plain, end)
    if below is None:
        return NOBODY
    starts = {first: person for person in people for first, _ in person.mentions}
    person = starts.get(below.end())
    return (person.name, person.role, person.organisation) if person else NOBODY


def _quote(plain: str, start: int, end: int, speaker: tuple[str, str, str]) -> Quote:
    while end > start and plain[end - 1] in ' ,”"»':
        end -= 1
    while start < end and plain[start] in ' ”"“«»':
        start += 1
    return Quote(start, end, plain[start:end], *speaker)


NOBODY = ("", "", "")


def _speaker_after(
    plain: str, start: int, end: int, people: list[Person], said_from: int
) -> tuple[str, str, str]:
    """Who follows a verb of saying: a person, a pronoun that stands for the person before, or a role."""
    after = plain[start:end]
    if pronoun := re.match(r"(?:han|hon|hen)\b", after):
        return _meant_by(pronoun[0], plain, said_from, people)
    for person in people:
        for first in _mentions_between(person, start, min(end, start + 90)):
            if not re.search(r"[.;]", plain[start:first].replace("t.ex.", "")):
                between = plain[start:first].split()
                if len(between) <= 6:
                    return person.name, person.role, person.organisation
    role = re.match(r"(?:[a-zåäö]+ ){0,2}?([a-zåäö-]+)\b", after)
    if role and is_role(role[1]):
        fitting = [person for person in people if person.role and person.role.split()[-1] in role[1]]
        if len(fitting) == 1:
            return fitting[0].name, fitting[0].role, fitting[0].organisation
        return "", role[1], ""
    return NOBODY


def _mentions_between(person: Person, start: int, end: int) -> list[int]:
    """Where the mentions of a person between two offsets begin."""
    first, last = bisect_left(person.mentions, (start, 0)), bisect_left(person.mentions, (end, 0))
    return [begin for begin, _ in person.mentions[first:last]]


def _meant_by(pronoun: str, plain: str, before: int, people: list[Person]) -> tuple[str, str, str]:
    """The person a pronoun stands for: the last one named before whose given name fits, a sure fit before an open one."""
    for fit in (2, 1):
        near = max(0, before - 500 * fit) if fit == 2 else 0
        fitting = [person for person in people if fits_pronoun(person.name, pronoun) == fit]
        if (found := _last_person(plain, near, before, fitting)) != NOBODY:
            return found
    return _last_person(plain, 0, before, [person for person in people if fits_pronoun(person.name, pronoun)])


def _last_person(
    plain: str, start: int, end: int, people: list[Person], prefer_from: int = 0
) -> tuple[str, str, str]:
    """The person mentioned last between two offsets; before a pronoun one named outside the speech itself."""
    spots = [(at, person) for person in people for at in _mentions_between(person, start, end)]
    if not spots:
        return NOBODY
    outside = [spot for spot in spots if spot[0] < prefer_from] if prefer_from else spots
    _, person = max(outside or spots, key=lambda spot: spot[0])
    return person.name, person.role, person.organisation


def _speaker_before(
    plain: str, start: int, people: list[Person], earlier: list[Quote], same_line: int | None = None
) -> tuple[str, str, str]:
    """Who speaks where no attribution says so: the person the sentence before names, or who spoke just before."""
    line_start = plain.rfind("\n", 0, start) + 1
    if same_line is not None and (speaker := _last_person(plain, same_line, start, people)) != NOBODY:
        return speaker
    above = plain[:line_start].rstrip()
    above_start = above.rfind("\n") + 1
    if above.endswith(":") and (speaker := _last_person(plain, above_start, len(above), people)) != NOBODY:
        return speaker
    if earlier and earlier[-1].start >= above_start:
        return earlier[-1].speaker, earlier[-1].role, earlier[-1].organisation
    named = {p.name: p for p in people for first, _ in p.mentions if above_start <= first < len(above)}
    if len(named) == 1:
        person = next(iter(named.values()))
        return person.name, person.role, person.organisation
    sentences = find_sentences(above[above_start:])
    if named and sentences:
        last = above_start + sentences[-1].start
        return _last_person(plain, last, len(above), people)
    if earlier and _last_person(plain, earlier[-1].end, line_start, people)[0] in ("", earlier[-1].speaker):
        return earlier[-1].speaker, earlier[-1].role, earlier[-1].organisation
    return NOBODY


def _name_forms(people: list[Person]) -> tuple[str, ...]:
    """The full, first and last names of some people, longest first."""
    names = {part for person in people for part in (person.name, *person.name.split()) if len(part) > 2}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _attribution(people: list[Person]) -> re.Pattern[str]:
    return _attribution_pattern(_name_forms(people))


@lru_cache(maxsize=4)  # names differ from document to document: only the present one's are kept
def _attribution_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    person = "|".join(map(re.escape, names)) or "(?!)"
    patterns = [
        rule.pattern.replace("SAYING", saying_pattern().pattern).replace("PERSON", person) for rule in RULES
    ]
    return re.compile("|".join(patterns))


def _turn(people: list[Person]) -> re.Pattern[str]:
    """A turn of an interview: a person's name and a colon at the beginning of a line."""
    return _turn_pattern(_name_forms(people))


@lru_cache(maxsize=4)
def _turn_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf" *(?:{'|'.join(map(re.escape, names)) or '(?!)'}): ?(?=[A-ZÅÄÖ])")


@cache
def _said_so_pattern() -> re.Pattern[str]:
    return re.compile(rf"[.!?…”\"» \n]*(?:Så|Det) (?:{saying_pattern().pattern}) (?=[A-ZÅÄÖ]|\w+ [A-ZÅÄÖ])")


@cache
def _after_marks() -> re.Pattern[str]:
    said = saying_pattern().pattern
    return re.compile(
        rf"[,.]? ?(?:{said}) (?=\w)|,? enligt (?=[A-ZÅÄÖ]|honom|henne)|, [a-zåäö]{{2,15}}(?:r|de|te) (?=[A-ZÅÄÖ]\w+[ ,.])"
        rf"|,? som (?=[^.”\"\n]{{2,40}} (?:{said}|uttryck\w+))"
    )


@cache
def _before_marks() -> re.Pattern[str]:
    said = rf"(?<!\w)(?:{saying_pattern().pattern})[^.:\n]{{0,80}}"
    return re.compile(
        rf"{said}(?::| att) ?$|[”\"»],? {said}, ?$|[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?(?:, \d\d)?: ?$|[a-zåäö]{{3,}}: ?$"
    )
