"""What a figure is said about: its kind (outcome, target, …), the time it is for, and what it measures.

The kind is read from the sentence with the figure replaced by `#` and its class (`#percent fick
arbete`): the first rule of KIND_RULES that fits decides, else the heading or the class. Only 200
characters on either side are looked at, so a long line costs no more a figure.
"""

import re
from functools import cache
from typing import NamedTuple

from analysis.text import Rule
from analysis.units import is_staff

_GOAL = r"\b(?:mål(?:et|en|sättning\w*|värde\w*|nivån?|talet)?|ambition\w*|siktar|sikte|visionen|hoppas|räknar med|förvänt\w+|förhoppning\w*|planera[sdrt]\w*)\b"
_WORK = (
    r"(?:arbete|arbeta[rt]?|arbetade|jobb|jobba[rt]?|anställning\w*|anställda|anställts|studier|studera[rt]?|studerade|plugga[rt]?"
    r"|självförsörj\w+|försörjning|egenförsörjning|arbetsmarknad\w*|sysselsättning|praktik|utbildning\w*)"
)
_GOT = (
    r"(?:få|får|fick|fått|hittat|hittade|gick|gått|går|kom|kommit|kommer|börja[rdt]\w*|avslut\w+|lämna[dtr]\w*|blev|blivit|blir|är|var|varit"
    r"|haft|hade|har|klarade?|fullfölj\w+|slut\w+|skrevs ut|övergått|återgå\w+|till|i)"
)
_CHANGE = r"\b(?:öka[dtr]\w*|minska[dtr]\w*|sjunk\w+|sjönk|stigit|steg|låg|legat|ligger|siffran|resultat\w*|förbättra\w+|genomströmning\w*|nåtts|halvera\w+)\b"
_DID = (
    r"\b(?:genomför(?:t|ts|des|de)|delt(?:og|agit|ar)|träffa(?:t|de|des|ts)|hållits|hölls?|skrevs|skrivits|inskriv\w+|skriv\w+ in|började|anvis\w+"
    r"|anordna\w+|besök(?:t|te|tes|ts)|kartla\w+|lämna(?:de|t)|starta(?:t|de|des|ts)|utbilda(?:t|de|des|ts)|erbjudit|erbjöds|erbjudits|påbörja\w+|avslut\w+|intervjua\w+"
    r"|ringde|kontakta\w+|bjöds|bjudit|bedrivs|drivits|använt|nådde|nått|kartlagt\w*|sökte|skapa(?:t|ts|des)|anställ(?:t|ts|des|de)|arrangera\w+"
    r"|haft|tagit del|tog del|fick|fått|har gått|gått|besökte|hjälpt\w*|coacha\w+|valider\w+|gjort\w*|gjordes)\b"
)

# In order: the first that fits decides. The name is the kind, then what speaks for it.
KIND_RULES = [
    Rule("background: the country", r"\b(?:i (?:hela )?(?:riket|landet|sverige|länet)|rikssnittet|riksgenomsnitt\w*|nationell\w* (?:snitt\w*|nivå\w*|genomsnitt\w*)|genomsnittet|snittet|i \w+ län)\b", "#percent i riket fick arbete", "#percent i Kil", "a level to compare with"),
    Rule("outcome: the goal was passed", r"#(?:percent|person)[^.;]{0,60}(?:över|än|översteg|nådde|klarade) (?:det |de )?(?:uppsatta )?målet", "#percent, över målet", "målet är #percent", "the figure has reached the goal"),
    Rule("target: a goal before the figure", rf"{_GOAL}(?:(?! men | nådde| nått|,? vilket)[^.;]){{0,80}}#(?:percent|person|thing|point|money)", "målet är att #percent ska arbeta", "målgruppen är #person", "a goal and then the figure"),
    Rule("target: a goal after the figure", r"#(?:percent|person|thing|point)[^.;,]{0,40}(?:är målet|som mål\b|i mål\b|, enligt målet)", "#percent är målet", "#percent av målgruppen", "the figure and then the goal"),
    Rule("design: a ceiling", r"\b(?:högst|max|maximalt|upp till) #(?:percent|person|thing)", "upp till #percent", "nästan #person", "what is allowed at most"),
    Rule("target: shall", rf"#(?:percent|person)[^.;,#]{{0,60}}\bska(?:ll)?\b|\bska(?:ll)?\b[^.;]{{0,60}}#(?:percent|person)[^.;]{{0,60}}\b{_WORK}", "#percent ska vara i arbete", "#percent arbetar, och fler ska komma", "a share that shall come about"),
    Rule("background: the people before", r"#(?:percent|person)[^.;#(,]{0,40}(?:eftergymnasial|gymnasi|grundskol|analfabet|utbildningsnivå|födda utomlands|utrikes födda|invånare|barn\b|av befolkningen|sökt asyl|asylsökande)|\b(?:arbetslöshet\w*|befolkning\w*|invånare|sysselsättningsgrad\w*|sysselsatta)\b", "#percent eftergymnasial utbildning", "#percent fick arbete", "who they are, not what came of it"),
    Rule("background: arrivals", r"\b(?:tog|tar|tagit|ta) emot\b|\bmottog\w*|\bmottagit|kom till (?:sverige|kommunen)|kommit till (?:sverige|kommunen)|flydde|bosatt\w+", "kommunen tog emot #person", "#person tog examen", "how many came"),
    Rule("design: who pays", r"\b(?:betala\w*|finansier\w*|medfinansier\w*|subvention\w*|ersättning\w*)\b[^.;#]{0,30}#percent|#percent(?: av (?:lön|kostnad)\w*| (?:praktik|utbildning|svenska|teori|studier)\b)", "lönen betalas till #percent", "#percent fick lön", "shares of a programme's cost or hours"),
    Rule("design: staff", r"#staff", "#staff", "#person", "those who do the work"),
    Rule("activity: the whole", r"\bav (?:de |dessa |totalt |sammanlagt )?#(?:person|thing)", "av de #person", "#person av dem", "those of whom the rest is said"),
    Rule("design: a limit", r"\b(?:minst|fler än) #(?:person|thing)", "minst #person", "nästan #person", "what is allowed"),
    Rule("outcome: work or studies", rf"#(?:percent|person|thing)[^.;#]{{0,80}}\b{_GOT}\b[^.;#]{{0,50}}\b{_WORK}|\b{_GOT}\b[^.;#]{{0,20}}#person[^.;#]{{0,30}}\b(?:till |i |ut i |vidare till )?{_WORK}", "#percent har börjat studera", "#percent praktik", "what came of it"),
    Rule("outcome: verb and then the figure", r"\b(?:arbetade|studerade|jobbade|arbetar|studerar)\b[^.;#]{0,40}#percent|#(?:percent|person)[^.;#]{0,60}\b(?:(?:arbetar|studerar|jobbar) eller|arbetade|studerade|jobbade|anställdes|i arbete|i studier|i jobb|är kvar|bor kvar|blev klara|fick (?:ett )?(?:jobb|arbete|anställning)|får jobb)\b", "arbetade eller studerade #percent", "#percent behöver stöd", "what came of it"),
    Rule("outcome: to work", r"#person[^.;#]{0,30}\b(?:till|reguljär\w*|i) (?:\w+ )?(?:arbete|jobb|studier|anställning|arbetsmarknad)|#person reguljär", "#person till arbete", "#person på kurs", "what came of it"),
    Rule("outcome: a change", rf"{_CHANGE}[^.;]{{0,60}}#(?:percent|point|person)|#(?:percent|point|person)[^.;]{{0,30}}{_CHANGE}|#point", "andelen ökade till #percent", "#percent av tiden", "a change or a level reached"),
    Rule("background: an age", r", #time(?:[,.]|$| från)|\b(?:har|hade|varit)\b[^.;#]{0,60} i #time", "eva ek, #time, läser", "kursen är #time", "the age of a person, or how long it has been so"),
    Rule("background: a clock", r"\b(?:efter|sedan|för)\b #time|#time (?:efter|sedan|senare|tidigare|innan|gammal)", "efter #time", "under #time", "when it was measured, or how long ago"),
    Rule("design: a rate or length", r"#(?:time|frequency)", "#time i veckan", "#person", "how long, how often, how old"),
    Rule("activity: done", rf"{_DID}[^.;#]{{0,80}}#(?:person|thing)|#(?:person|thing)[^.;#]{{0,80}}{_DID}", "#thing genomfördes", "#thing behövs", "something was done"),
    Rule("design: how it is built", r"\b(?:erbjud\w*|består|omfattar|ingår|per (?:handledare|coach|grupp|lärare)|rymmer|plats(?:er)?|finns|har)\b|#(?:money)", "kursen omfattar #thing", "#thing behövs", "how the programme is built"),
]  # fmt: skip

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_YEAR = re.compile(
    rf"(?:(?P<day>[0-9] )?(?P<month>{'|'.join(_MONTHS)}) )?(?<![\w./:#-])(?P<year>(?:19|20)[0-9]{{2}})"
    r"(?:-(?P<number>0[1-9]|1[0-2])(?![0-9])| ?(?:[-–/]|till|och) ?(?P<last>(?:19|20)[0-9]{2})|[-–/](?P<end>[0-9]{2})(?![0-9]))?(?![\w:])"
)
_COMPARED = re.compile(r"(?:\bsedan|\bfrån|\bfödd|\bfödda|jämfört med|\bän|[0-9] [a-z]{3,9}) $")
_CLAUSE = re.compile(r"(?: [^\s,.;:()–!?]+(?:[.,:][^\s,.;:()–!?]+)*){1,8}")
_DEFAULTS = {"time": "design", "frequency": "design", "money": "design", "share": "outcome", "thing": "design", "person": "activity"}

# What a heading announces for its whole section, where the sentence itself says nothing.
SECTION_RULES = [
    Rule("target: goals", r"(?:övergripande |uppsatta )?mål(?:et|en|sättning\w*)?\b", "mål", "målgrupp", "figures are goals"),
    Rule("background: before", r"bakgrund|utgångsläge|förutsättningar|om kommunen|nuläge", "bakgrund", "metod", "figures are of the situation"),
    Rule("outcome: results", r"resultat\w*|utfall|måluppfyllelse|effekter|det här har\b", "resultat hittills", "så gör vi", "figures are results"),
]  # fmt: skip
_REPORT = re.compile(r"(?:årsredovisning|verksamhetsberättelse|årsrapport|årsbokslut|bokslut|kvalitetsredovisning)[^\n0-9]{0,60}((?:19|20)[0-9]{2})\b")
_HEADING = re.compile(r"^(?:[0-9.]+ )?([^\W\d_][^.!?\n]{2,60})$", re.MULTILINE)


class Context(NamedTuple):
    """What is said around a figure; an empty period or measure means that the text does not say."""

    kind: str
    period: str
    measure: str


class Section(NamedTuple):
    """A heading that tells what kind of figures stand below it, up to the next heading."""

    start: int
    kind: str


def find_sections(folded: str) -> list[Section]:
    """The headings of a text in lower case, with the kind of figure they announce, "" for most.

    >>> [section.kind for section in find_sections("mål\\n45 procent i arbete\\n\\nså gör vi\\nvi ringer.")]
    ['target', '']
    """
    sections = [Section(0, "")]
    for heading in _HEADING.finditer(folded):
        kind = next((kind for kind, pattern in _sections() if pattern.match(heading[1])), "")
        sections.append(Section(heading.start(), kind))
    return sections


def find_year(folded: str) -> str:
    """The year that a report is for, from its title; empty for other texts.

    >>> find_year("årsredovisning 2019, hässleholms kommun"), find_year("publicerad 2019")
    ('2019', '')
    """
    title = _REPORT.search(folded, 0, 400)
    return title[1] if title else ""


def read_context(folded: str, start: int, end: int, unit: str, group: str, sentence: tuple[int, int]) -> Context:
    """The kind, period and measure of the figure at start..end, from its sentence (text in lower case).

    `kind` is empty when no rule fits: then `default_kind` decides.

    >>> read_context("2017 fick 40 procent ett arbete.", 10, 20, "percent", "share", (0, 32))
    Context(kind='outcome', period='2017', measure='ett arbete')
    >>> read_context("målgruppen är 40 personer.", 14, 25, "person", "person", (0, 26))  # a group, no goal
    Context(kind='', period='', measure='')
    """
    left = folded[max(sentence[0], start - 200) : start]
    right = folded[end : max(end, min(sentence[1], end + 200))]
    mark = "staff" if group == "person" and is_staff(folded[start:end].rpartition(" ")[2]) else group
    mark = {"percentage_point": "point", "percent": "percent"}.get(unit, mark)
    clause = _CLAUSE.match(folded, end, min(end + 120, len(folded)))
    measure = clause[0].strip() if clause else ""
    if group in ("time", "frequency"):
        return Context(_kind(f"{left}#{mark}{right}"), "", measure)
    period = _period(left.rpartition(";")[2]) or _period(right.partition(";")[0], first=True)
    if not period and group != "money":  # a year said earlier in the block holds on, a month does not
        carried = _period(folded[max(0, sentence[0] - 300) : sentence[0]].rpartition("\n")[2])
        period = "" if "-" in carried else carried
    return Context(_kind(f"{left}#{mark}{right}"), period, measure)


def default_kind(group: str, section: str) -> str:
    """The kind of a figure whose sentence says nothing, from its class and the heading above it.

    >>> default_kind("person", ""), default_kind("person", "outcome")
    ('activity', 'outcome')
    """
    if section and group in ("share", "person", "thing"):
        return section
    return _DEFAULTS.get(group, "background")


@cache
def _kinds() -> list[tuple[str, re.Pattern[str]]]:
    return [(rule.name.partition(":")[0], re.compile(rule.pattern)) for rule in KIND_RULES]


@cache
def _sections() -> list[tuple[str, re.Pattern[str]]]:
    return [(rule.name.partition(":")[0], re.compile(rule.pattern)) for rule in SECTION_RULES]


def _kind(setting: str) -> str:
    return next((kind for kind, rule in _kinds() if rule.search(setting)), "")


def _period(text: str, first: bool = False) -> str:
    """The last year, month or span said in a text, or the first; not one that is only compared with."""
    matches = [m for m in _YEAR.finditer(text) if not _COMPARED.search(text[max(0, m.start() - 16) : m.start()])]
    if not matches:
        return ""
    match = matches[0 if first else -1]
    year = match["year"]
    if last := match["last"] or (match["end"] and year[:2] + match["end"]):
        return f"{year}/{last}"
    if match["day"]:
        return year
    month = match["number"] or (f"{_MONTHS.index(match['month']) + 1:02}" if match["month"] else "")
    return f"{year}-{month}" if month else year
