"""Named projects, programmes and methods.

A name is recognised by the word that says what it is (projektet X, metoden ”X”, X är ett projekt,
X-projektet) or by the list of state programmes and known methods. General words (praktik, sfi, jobbspår)
are not initiatives. Once named, every later mention of the same name counts.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache

from analysis.paths import LEXICON
from analysis.text import Rule, plain_spaces

_CAPITAL = "A-ZÅÄÖÉÜ"
_KIND = (
    r"(?:[\w-]*projekt(?:et)?|[\w-]*modell(?:en)?|[\w-]*metod(?:en)?|[\w-]*program(?:met)?|[\w-]*satsning(?:en)?|[\w-]*insats(?:en)?"
    r"|[\w-]*initiativ(?:et)?|[\w-]*kampanj(?:en)?|[\w-]*spår(?:et)?|arbetssätt(?:et)?|koncept(?:et)?|[\w-]*mässan)"
)
# A name goes on over capitals and over small words between them (Vägen in, Nya i Gnosjö, Jobb för alla).
_SMALL = r"(?:i|in|på|till|för|och|med|mot|av|om|ut|rätt|väg|alla|unga|jobb|arbete|äldreomsorg|framtiden|steget|först|etablering|vidare|hem)"
_NAME = rf"[{_CAPITAL}][\w-]*(?: (?:[{_CAPITAL}\d][\w-]*|{_SMALL}(?=[ .,;:)?!]|$))){{0,4}}"
_QUOTED = r"[”\"“»](?P<{}>[^”\"“»«\n]{{2,50}})[”\"“»«]"

RULES = (
    Rule(
        "kind_and_name",
        rf"(?<![\w-])(?:{_KIND[3:-1].replace('(?:et)?', 'et').replace('(?:en)?', 'en').replace('(?:met)?', 'met')}|[Pp]rojekt) (?P<a>{_NAME})",
        hit="Under 2015 startades projektet Välfärdsjobb.",
        miss="Projektet ska hjälpa fler.",
        why="a definite kind word, then the name in capitals",
    ),
    Rule(
        "kind_and_quoted_name",
        rf"(?<![\w-]){_KIND},? (?:som (?:heter|kallas) |kallad |kallat )?{_QUOTED.format('b')}",
        hit="arbetsmetoden ”Erkännande” genomsyrar",
        miss="projektet sa ”nej tack” till mer",
        why="a kind word, then the name between quotation marks",
    ),
    Rule(
        "name_is_a_kind",
        rf"(?:^|(?<=[.!?] )|(?<=\n))(?P<c>{_NAME}) (?:är|var|blev|heter) (?:ett|en) (?:[\w-]+ ){{0,3}}?[\w-]*(?:projekt|metod|modell|program|satsning|insats|initiativ|arbetssätt|samverkansfunktion)\b",
        hit="Workplace Luleå är ett ESF-finansierat projekt",
        miss="Det är ett projekt för alla.",
        why="a sentence that says what kind of thing the name is",
    ),
    Rule(
        "name_compound",
        rf"(?<![\w-])(?P<d>[{_CAPITAL}][\w]+-(?:projekt|modell|metod|program|satsning))(?:et|en|met)?(?![\w-])",
        hit="Vägen-projektet startade",
        miss="ESF-finansierat projekt",
        why="a name and a kind word joined by a hyphen",
    ),
    Rule(
        "called",
        rf"(?<![\w-])[\w-]*(?:projekt|modell|metod|program|satsning|insats|initiativ)\w* (?:som )?(?:heter|kallas|kallat|kallad|med namnet|under namnet) (?P<e>{_NAME})",
        hit="ett projekt som heter Vägen in",
        miss="metoden som kallas för enkel",
        why="a verb of naming after the kind word",
    ),
    Rule(
        "runs",
        rf"(?:^|(?<=[.!?] )|(?<=\n))(?P<f>{_NAME}) (?:pågår|pågick|startade|drivs|drevs|finansieras|finansierades) (?=\d|under|mellan|till|av|med|hösten|våren|i )",
        hit="Samordnad etablering pågår 170201-181231.",
        miss="Arbetet pågår under våren.",
        why="what runs from a date to a date, or is run or paid by somebody, under a name of two words",
    ),
)
_NO_NAMES = frozenset(
    "Det Den De Vi Detta Denna Här Hon Han Projektet Projekt Satsningen Insatsen Arbetet Modellen Metoden Programmet Verksamheten Kommunen"
    " Syftet Målet Utbildningen Kursen Praktiken Samarbetet Samverkan Sfi SFI Komvux Regeringen Detsamma Allt Nu EU ESF".split()
)


@dataclass(frozen=True, slots=True)
class Initiative:
    """A mention of a named project, programme or method."""

    start: int
    end: int
    text: str
    initiative: str


def find_initiatives(text: str) -> list[Initiative]:
    """The named initiatives of a text, every mention, in order.

    >>> [i.initiative for i in find_initiatives("Workplace Luleå är ett projekt. I Workplace Luleå ingår sfi.")]
    ['Workplace Luleå', 'Workplace Luleå']
    >>> find_initiatives("Projektet är ett samarbete om praktik.")  # a kind without a name
    []
    """
    plain = plain_spaces(text)
    names = dict.fromkeys(_clean(name) for name in [*_presented(plain), *_listed(plain)])
    spans = {}
    for name in sorted(filter(None, names), key=len, reverse=True):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?=s?(?![\w-]))", plain):
            if not any(start < match.end() and match.start() < end for start, end in spans):
                spans[match.span()] = name
    forms, pattern = _known()
    for match in pattern.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            spans[match.span(1)] = forms[match[1]]
    return [Initiative(start, end, text[start:end], name) for (start, end), name in sorted(spans.items())]


def _presented(text: str) -> list[str]:
    """Names that a rule presents."""
    names = []
    for match in _pattern().finditer(text):
        group = match.lastgroup or ""
        name = match[group]
        if group == "f" and " " not in name:
            continue
        if group == "b" and (not name[0].isupper() or name[-1] in ".!?"):
            continue
        names.append(name)
    return names


def _listed(text: str) -> list[str]:
    """Names in a list that a plural kind word introduces: "tre projekt: A, B och C"."""
    names = []
    for match in re.finditer(r"[\w-]*(?:projekt|program|satsningar|insatser|metoder|modeller)(?:,[^.:\n]{1,80})?: ?([^.\n]{3,200})", text):
        parts = re.split(r", | och | samt ", match[1])
        if len(parts) > 1 and all(re.fullmatch(_NAME, part.strip()) for part in parts):
            names += [part.strip() for part in parts]
    return names


def _clean(name: str) -> str:
    name = re.sub(rf"(?: {_SMALL})+$", "", name) if not re.search(r" (?:in|ut|vidare|hem|först|arbete|jobb|framtiden|äldreomsorg|etablering|alla|unga)$", name) else name
    name = name.strip(" .,:;")
    return "" if name in _NO_NAMES or name.split()[0] in _NO_NAMES or len(name) < 3 else name


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(rule.pattern for rule in RULES), re.MULTILINE)


@cache
def _known() -> tuple[dict[str, str], re.Pattern[str]]:
    with (LEXICON / "initiatives.csv").open(encoding="utf-8", newline="") as lines:
        forms = {form: row["initiative"] for row in csv.DictReader(lines) for form in row["form"].split("|")}
    known = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return forms, re.compile(rf"(?<![\w-])({known})(?=s?(?![\w-]))")
