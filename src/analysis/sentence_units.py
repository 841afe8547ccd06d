"""The sentences of a document as coding needs them: where each stands, in whose voice it is and whose doing it tells."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache

from analysis.coding.coded import Unit
from analysis.finding.layout import Segment
from analysis.finding.names import saying
from analysis.finding.people import Person
from analysis.finding.places import Place, find_subjects
from analysis.finding.quotes import Quote
from analysis.finding.voices import TEXT, name_voice
from analysis.text import Span, compiled


def make_units(
    segments: list[Segment],
    sentences: list[Span],
    owners: list[int],
    people: list[Person],
    quotes: list[Quote],
    places: list[Place],
    names: list[tuple[int, int]],
) -> list[Unit]:
    """The sentences as coding needs them: with their section, whose voice they are in, and whose doing they tell."""
    headings: list[int | None] = []
    last: int | None = None
    for number, segment in enumerate(segments):
        headings.append(last)
        last = number if segment.kind == "heading" else last
    subjects = set(find_subjects(places))
    municipalities = [place for place in places if len(place.code) == 4]
    place_starts = [place.start for place in municipalities]
    quote_ends = [quote.end for quote in quotes]
    name_starts = [start for start, _ in names]
    said: dict[str, list[str]] = {}
    for quote in quotes:
        said.setdefault(quote.speaker, []).append(quote.text)

    @cache  # asked once for each speaker, over all that this one says in the text
    def name_speaker(role: str, organisation: str, speaker: str) -> str:
        return name_voice(role, organisation, speaker, " ".join(said.get(speaker, ())))

    mentions = sorted((start, number) for number, person in enumerate(people) for start, _ in person.mentions)
    units = []
    # Finds are looked up by offset, not gone through for each sentence: linear in the text.
    for sentence, owner in zip(sentences, owners, strict=True):
        after = bisect_right(quote_ends, sentence.start)
        quote = quotes[after] if after < len(quotes) and quotes[after].start < sentence.end else None
        named = mentions[bisect_left(mentions, (sentence.start,)) : bisect_left(mentions, (sentence.end,))]
        person = people[min(number for _, number in named)] if named else None
        voice, speaker = _voice_of(sentence, person, quote, name_speaker)
        here = municipalities[
            bisect_left(place_starts, sentence.start) : bisect_left(place_starts, sentence.end)
        ]
        foreign = [place for place in here if subjects and place.code not in subjects]
        elsewhere = len(foreign) == len(here) and any(place.start - sentence.start < 25 for place in foreign)
        projects = names[bisect_left(name_starts, sentence.start) : bisect_left(name_starts, sentence.end)]
        units.append(
            Unit(
                sentence,
                segments[owner].kind,
                owner,
                headings[owner],
                voice,
                speaker,
                elsewhere,
                tuple(projects),
            )
        )
    return units


def _voice_of(
    sentence: Span, person: Person | None, quote: Quote | None, name_speaker: Callable[[str, str, str], str]
) -> tuple[str, str]:
    """Whose words a sentence is in: the speaker's in direct speech, the person's it refers to, else the text's."""
    if quote and quote.speaker:
        return name_speaker(quote.role, quote.organisation, quote.speaker), quote.speaker
    if quote:
        return name_voice(quote.role, quote.organisation, "?", quote.text), ""
    if person and compiled(saying()).search(sentence.text):
        return name_speaker(person.role, person.organisation, person.name), person.name
    return TEXT, ""
