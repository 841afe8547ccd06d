"""Named projects, programmes and methods.

A name is recognised by the words around it (projektet X, metoden ”X”, X är ett projekt, satsningen heter
X), by its ending (…spåret, …steget), by its place in a title, or by the list of state programmes and known
methods. General words (praktik, sfi) are no initiatives. Once named, every mention of the name counts.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.finding.actors import find_actors
from analysis.finding.gazetteer import is_municipality
from analysis.finding.names import is_given_name
from analysis.finding.words import NameIndex, RuleIndex
from analysis.paths import LEXICON
from analysis.text import Rule, plain_spaces

_A = "A-ZÅÄÖÉÜ"
_B = r"(?<![\w-])"
_W = r"[\w-]{0,30}?"
_KINDS = r"(?i:projekt|metod|modell|program|satsning|insats|initiativ|kampanj|koncept|arbetssätt|mässa)"
_KIND = rf"{_W}{_KINDS}"
_THE_KIND = (
    rf"(?:{_W}(?:[Pp]rojektet|[Mm]etoden|[Mm]odellen|[Pp]rogrammet|[Ss]atsningen|[Ii]nsatsen|[Ii]nitiativet"
    r"|[Kk]ampanjen|[Kk]onceptet|[Aa]rbetssättet|[Jj]obbspåret|[Mm]ötesplatsen|mässan)|[Pp]rojekt)"
)
_PREPOSITION = r"(?:i|på|till|för|med|mot|ur|om|av|från|utan)"
# A name goes on over capitals, small words before a capital (Nya i Gnosjö), an adverb (Vägen in), a
# preposition and a bare noun where a clause ends (Mammor i takt), an adjective with its noun (Öppna dörren).
_NAME = (
    rf"(?:[{_A}][\w-]{{0,40}}a [a-zåäö]{{2,30}}(?:[aeo]n|et|na|or|ar|rätt|in)(?![\w-])|[{_A}][\w-]{{0,40}}"
    rf"(?: (?:(?:(?:{_PREPOSITION}|och) )?[{_A}\d][\w-]{{0,40}}|(?:in|ut|vidare|hem|först|rätt|upp"
    r"|framåt)(?![\w-])"
    rf"|{_PREPOSITION} (?!kommun|stad|länet|sam|år)[a-zåäö]{{2,20}}(?=[.,;:!?)”\"\n]|$| (?:pågår|är|var|har"
    rf"|startade|drivs)\b)))"
    r"{0,4})"
)
_QUOTED = r"[”\"“»](?P<name>[^”\"“»«\n]{2,40})[”\"“»«]"
_ENDING = (
    r"(?:vägen|spåret|steget|stegen|modellen|metoden|paketet|huset|språnget|lyftet|klivet|bron|nyckeln"
    r"|länken|porten|trappan|verkstan|verkstaden|slussen|lotsen|slingan|kedjan|kraften|starten|rampen)"
)
_PLAIN = (
    r"(?!Järn|Stads|Kommun|Kultur|Tings|Sjuk|Råd|Församlings|Parkerings|Medborgar|Lands|Riks|Europa|Hela|Hem)"
)

# fmt: off
RULES = (
    Rule("kind and name", rf"{_B}(?=[\w-]+ [{_A}]){_THE_KIND} (?P<name>{_NAME})",
         "Under 2015 startades projektet Välfärdsjobb.", "Projektet ska hjälpa fler.",
         "a definite kind word, then the name in capitals",
         needs=rf"^{_THE_KIND}$"),
    Rule("kind and quoted name",
         rf"{_B}{_KIND}(?:et|en|met|n)?,? (?:som (?:heter|kallas) |kallad |kallat )?{_QUOTED}",
         "arbetsmetoden ”Erkännande” genomsyrar", "projektet sa ”nej tack” till mer",
         "a kind word, then the name between quotation marks",
         needs="[”\"“»]"),
    Rule("called in quotation marks", rf"(?:heter|kallas|kallades|kallad|kallat|namnet) {_QUOTED}",
         "Det andra kallades ”Tala verktyg”", "hon kallade det ”bra”",
         "a verb of naming, then the name quoted",
         needs="[”\"“»]"),
    Rule("name is a kind",
         rf"(?:^|(?<=[.!?] ))(?P<name>{_NAME}) (?:är|var|blev) (?:också )?"
         rf"(?:ett|en) (?:[\w-]{{1,30}} ){{0,3}}?{_KIND}(?![\w-])",
         "Workplace Luleå är ett ESF-finansierat projekt", "en dag är ett projekt klart",
         "a sentence that says what kind of thing the name is",
         needs=rf"{_KINDS}$"),
    Rule("name, a kind",
         rf"(?:(?<=[a-zåäö] )|^|(?<=[•–-] ))(?P<name>{_NAME}), (?:ett|en) (?:[\w-]{{1,30}} ){{0,2}}?"
         rf"(?:{_KIND}|{_W}kurs|utbildning|mottagning|mötesplats|väg|yrkesutbildning|verksamhet)(?![\w-])",
         "öppnade Välkomstgatan, en mottagning där", "Anna Berg, en kollega",
         "an apposition says what it is",
         needs=rf"{_KINDS}$|(?:kurs|utbildning|mottagning|mötesplats|väg|verksamhet)$"),
    Rule("compound name",
         rf"{_B}(?P<name>[{_A}]\w{{1,40}}-(?:projektet|modellen|metoden|programmet|satsningen))",
         "Vägen-projektet startade", "ESF-finansierat projekt", "a name and a kind word joined by a hyphen",
         needs="-(?:projektet|modellen|metoden|programmet|satsningen)"),
    Rule("called",
         rf"{_B}(?:{_KIND}\w{{0,3}}|[Ss]ättet att arbeta|[Uu]pplägget),? (?:som )?"
         rf"(?:heter|hette|kallas|kallades|kallat|kallad|fick namnet|går under namnet|har namnet"
         rf"|med namnet) (?P<name>{_NAME})",
         "satsningen, som kallas Matvägen", "metoden kallas för enkel",
         "a verb of naming after the kind word",
         needs="^(?:heter|hette|kalla[dst]|kallades|namnet)$"),
    Rule("runs",
         rf"(?:^|(?<=[.!?] ))(?P<name>{_NAME}|[{_A}]\w{{1,30}} [a-zåäö]{{3,30}}) (?:pågår|pågick|startade"
         rf"|drivs|drevs|finansieras)"
         r" (?=\d|under|mellan|till|av|med|hösten|våren|i )",
         "Samordnad etablering pågår 170201-181231.", "arbetet pågår under våren.",
         "what runs from a date to a date, or is run or paid by somebody, under a name of two words",
         needs="^(?:pågår|pågick|startade|drivs|drevs|finansieras)$"),
    Rule("dated title",
         rf"(?:^|: )(?P<name>[{_A}][^\n:().]{{2,40}}) \((?:\d{{6}} ?[-–] ?\d{{6}}|20\d\d ?[-–] ?20\d\d)\)",
         "Arboga: Ett schema (170201-181231)", "Ett schema (s. 14)", "a project's title with its dates",
         needs=r"\d{6}|20\d\d"),
    Rule("field", rf"^(?:Projekt|Projektnamn|Projekttitel|Projektets namn|Metod|Modell): ?(?P<name>{_NAME})$",
         "Projekt: Språng", "Projektperiod: 2017", "a form's field for the name",
         needs="^(?:Projekt|Projektnamn|Projekttitel|namn|Metod|Modell)$"),
    Rule("frame",
         rf"{_B}(?:[Ii]nom ramen för|(?:[Ee]rfarenheterna|[Ll]ärdomarna|[Mm]etoderna"
         rf"|[Aa]rbetssättet) (?:från|inom)) (?P<name>{_NAME})",
         "metoderna från Nystart Orsa", "inom ramen för projektet", "what has a frame or lessons",
         needs="^(?:ramen|(?:[Ee]rfarenheterna|[Ll]ärdomarna|[Mm]etoderna|[Aa]rbetssättet))$"),
    Rule("ending", rf"(?<=[a-zåäö] ){_PLAIN}(?P<name>[{_A}]\w{{2,30}}{_ENDING})(?![\w-]| \d)",
         "börjat i Stålspåret", "ledde vägen in", "compounds with the usual images: a way, a step, a track",
         needs=rf"{_ENDING}$"),
    Rule("acronym",
         rf"(?:driver|bedriver|startade|erbjuder|ordnar) (?P<name>[{_A}]{{2,6}}), (?=[{_A}][\w-]+ )",
         "förvaltningen driver ASO, Arbetsmarknads- och", "kommunen driver SFI.",
         "a short name, then in full",
         needs="(?:driver|startade|erbjuder|ordnar)$"),
)
_LISTED = re.compile(r"(?:projekt|program|satsningar|insatser|metoder"
                     r"|modeller)(?:,[^.:\n]{1,80})?: ?([^.\n]{3,200})")
_TITLE = re.compile(rf"({_NAME})(?: [–-] [a-zåäö].*| i [{_A}]\w+)?")
# fmt: on
_NO_NAMES = frozenset(
    "Det Den De Vi Detta Denna Här Hon Han Projektet Projekt Satsningen Insatsen Arbetet Modellen Metoden"
    " Programmet"
    " Verksamheten Kommunen Syftet Målet Utbildningen Kursen Praktiken Samarbetet Samverkan Sfi SFI Komvux"
    " Detsamma"
    " Allt Nu EU ESF Arbetssättet Sammanfattning Bakgrund Resultat Protokoll Samtliga Alla En Ett I På"
    " Hos".split()
)
_ROADS = re.compile(r"(?:på|längs|utmed|vid|från|till|korsar|korsningen) $")


@dataclass(frozen=True, slots=True)
class Initiative:
    """A mention of a named project, programme or method."""

    start: int
    end: int
    text: str
    initiative: str


def find_initiatives(text: str) -> list[Initiative]:
    """The named initiatives of a text, every mention, in order.

    >>> [
    ...     i.initiative
    ...     for i in find_initiatives("Workplace Luleå är ett projekt. I Workplace Luleå ingår sfi.")
    ... ]
    ['Workplace Luleå', 'Workplace Luleå']
    >>> find_initiatives("Projektet är ett samarbete om praktik.")  # a kind without a name
    []
    """
    plain = plain_spaces(text)
    names = {_clean(name) for name in [*_presented(plain), *_listed(plain), *_titled(plain)]} - {""}
    forms, known = _known()
    spans = []
    end = 0
    for start, form in known.find(plain):
        if start >= end:
            end = start + len(form)
            spans.append((start, end, forms[form]))
    spans += [(start, start + len(name), name) for start, name in NameIndex(names).find(plain)]
    found: list[Initiative] = []
    for start, end, name in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not found or start >= found[-1].end:
            found.append(Initiative(start, end, text[start:end], name))
    return found


def _presented(text: str) -> list[str]:
    """Names that a rule presents."""
    names = []
    for rule, match in _rules().find(text):
        name = match["name"]
        if rule.name == "runs" and " " not in name:
            continue
        if "quot" in rule.name and (not name[0].isupper() or name[-1] in ".!?"):
            continue
        if rule.name == "ending" and name.endswith(("vägen", "bron")) and _is_road(text, match.start()):
            continue
        names.append(name)
    return names


@cache
def _rules() -> RuleIndex:
    return RuleIndex(RULES)


def _is_road(text: str, start: int) -> bool:
    return bool(_ROADS.search(text[max(0, start - 12) : start]))


def _listed(text: str) -> list[str]:
    """Names in a list that a plural kind word introduces: "tre projekt: A, B och Projekt c"."""
    names = []
    for match in _LISTED.finditer(text):
        parts = [part.strip() for part in re.split(r", | och | samt ", match[1])]
        if len(parts) > 1 and all(re.fullmatch(rf"{_NAME}|Projekt \w+", part) for part in parts):
            names += parts
    return names


def _titled(text: str) -> list[str]:
    """The name in one of the first three lines, if it ends like one or the running text takes it up."""
    lines = [line.strip() for line in text[:2000].split("\n") if line.strip()][:3]
    names = []
    for match in filter(None, map(_TITLE.fullmatch, lines)):
        name = re.sub(rf" i [{_A}]\w+$", "", match[1])
        verb = r"(?:är|var|har|vände|vänder|startade|ska|ger|gav|pågår|prövades)\b"
        again = rf"(?:[.\n] ?|för |i ){re.escape(name)} {verb}"
        if re.search(rf"{_ENDING}$", name) or re.search(again, text):
            names.append(name)
    return names


@lru_cache(maxsize=20_000)  # names come again, in the text itself and in other texts
def _clean(name: str) -> str:
    """The name without its town, or nothing if it is a place, person, organisation or general word."""
    name = name.strip(" .,:;")
    head, _, place = name.rpartition(" i ")
    if head.endswith(("en", "et", "an")) and is_municipality(place):
        name = head
    first = name.split(" ")[0]
    if (
        len(name) < 3
        or name in _NO_NAMES
        or first in _NO_NAMES - {"En", "Ett", "Projekt"}
        or is_municipality(name)
    ):
        return ""
    if is_given_name(first) or any(actor.text == name for actor in find_actors(name)):
        return ""
    return name


@cache
def _known() -> tuple[dict[str, str], NameIndex]:
    with (LEXICON / "initiatives.csv").open(encoding="utf-8", newline="") as lines:
        forms = {form: row["initiative"] for row in csv.DictReader(lines) for form in row["form"].split("|")}
    return forms, NameIndex(forms)
