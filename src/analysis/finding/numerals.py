"""Numbers in Swedish texts, in digits and in words: what they are worth and where they stand.

`read_number` reads one expression ("tjugofem", "1 200", "32,8"); `find_numbers` walks through a
text and leaves out the digits that count nothing (years, dates, clock times, telephone numbers,
law references, page ids). Whether a number that is left says how many of something is for
`quantities` to decide. A year is told from a count by what follows it, so it is kept as a token
of its own kind.
"""

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from analysis.finding.number_rules import NOT_COUNTS
from analysis.text import join_rules, plain_spaces

_ONES = dict(zip("ett två tre fyra fem sex sju åtta nio".split(), range(1, 10), strict=True)) | {"en": 1}
_TEENS = "tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
_TEENS = dict(zip(_TEENS.split(), range(10, 20), strict=True)) | {"aderton": 18}
_TENS = "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio"
_TENS = dict(zip(_TENS.split(), range(20, 100, 10), strict=True))
_PARTS = {"tredjedel": 3, "fjärdedel": 4, "femtedel": 5, "sjättedel": 6, "sjundedel": 7, "åttondel": 8}
_PARTS |= {"niondel": 9, "tiondel": 10, "hundradel": 100}
_ORDINALS = "tredje fjärde femte sjätte sjunde åttonde nionde tionde".split()
_TALS = "tio femton tjugo tjugofem trettio trettiofem fyrtio fyrtiofem femtio sextio sjuttio sjuttiofem åttio nittio"
_TALS = [*_TALS.split(), *"hundra hundrafemtio tvåhundra trehundra femhundra tusen".split()]
_SCALES = {
    "hundra": 100,
    "tusen": 1000,
    "miljon": 1e6,
    "miljoner": 1e6,
    "milj": 1e6,
    "miljard": 1e9,
    "miljarder": 1e9,
}


class Number(NamedTuple):
    """A number where it stands: offsets, its value or the two ends of a span, and what it is.

    `kind` is count, share ("en fjärdedel": `low` and `high` are percent), half ("halva", percent
    too), every ("var tredje": 3), multiple ("dubbelt så många"), tals ("hundratals": 100 or more),
    one (a bare en/ett before a unit of time) or year. `word` tells letters from digits; `scale` is that of a word like "miljoner",
    already in `low` and `high`.
    """

    start: int
    end: int
    low: float
    high: float
    kind: str
    word: bool
    scale: float = 1.0


_YEAR = (
    r"(?:19|20)[0-9]{2}(?: ?[-–/] ?(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]))?(?![0-9]|[.,][0-9]| [0-9]{3}\b)"
)
_DIGITS = r"(?:[0-9]{1,3}(?:[ .][0-9]{3}){1,3}(?![0-9])|[0-9]{1,9}(?:[.,][0-9]{1,3})?(?![0-9]))"


@cache
def _words() -> dict[str, int]:
    """Every number word up to 999 and its value."""
    below = _ONES | _TEENS | _TENS
    below |= {ten + one: _TENS[ten] + _ONES[one] for ten, one in product(_TENS, _ONES)}
    words = dict(below)
    for head, times in ({"": 1} | _ONES).items():
        words[f"{head}hundra"] = 100 * times
        for tail, value in below.items():
            words[f"{head}hundra{tail}"] = words[f"{head}hundraoch{tail}"] = 100 * times + value
    return words


@lru_cache(maxsize=4096)
def read_number(expression: str) -> float | None:
    """The value of a Swedish number in digits or words; None when it is not one.

    Thousands may be parted by a space or a full stop, decimals by a comma or a full stop.

    >>> [read_number(x) for x in ("1 200", "32,8", "tjugofem", "tvåhundrafemtio", "tretusenfemhundra")]
    [1200.0, 32.8, 25.0, 250.0, 3500.0]
    >>> read_number("femma"), read_number("")  # a word that begins like a number
    (None, None)
    """
    folded = plain_spaces(expression.strip()).lower()
    if re.fullmatch(r"[0-9]{1,3}(?:[ .][0-9]{3})+", folded):
        return float(re.sub("[ .]", "", folded))
    if re.fullmatch(_DIGITS, folded):
        return float(folded.replace(",", "."))
    if folded in _words():
        return float(_words()[folded])
    head, thousand, tail = folded.partition("tusen")
    known = {"": 0} | _words() if thousand else {}
    if head in known and tail in known:
        return float(1000 * (known[head] or 1) + known[tail])
    return None


@cache
def _readers() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may stand where a digit, an article or another number word begins; groups say what it is."""
    ones, tens = "|".join(_ONES), "|".join(_TENS)
    below = f"(?:(?:{tens})(?:{ones})?|{'|'.join(_TEENS)}|{ones})"
    hundreds = f"(?:(?:{ones})?hundra(?:och)?(?:{below})?|{below})"
    number = f"(?:(?:{hundreds})?tusen(?:{hundreds})?|{hundreds})"
    time = r"(?:arbets|hel|halv)?(?:dag|veck[ao]|månad|år|halvår|termin|läsår|timm[ae]|minut|kvart|mil|kilometer)(?:s|es)?"
    glued = r"(?:årig(?:a|t)?|års|veckors|dagars|månaders|timmars)[a-zåäö]*\b"  # "tvåårig", "treveckorskurs"
    rough = "(?:drygt?|knappt?)"
    often = r"gång (?:i |om |per |var|årligen|under )"
    parts, skip = "|".join(_PARTS), join_rules(NOT_COUNTS)
    about = rf"(?P<about>(?:{'|'.join(_TALS)})tal|(?:halv)?dussin|[1-9][0-9]{{1,2}}-tal(?:et)?)\b"
    digits = (
        rf"(?P<split>50/50)(?![/\w])|(?P<skip>{skip})|(?P<year>{_YEAR})(?![\w%]|:[0-9])|(?P<slash>[1-9]/[2-9])(?= av\b)|{about}"
        rf"|(?P<digits>{_DIGITS})(?: ?[-–—] ?(?P<to>{_DIGITS}))?"
        r"(?:(?=(?:kr|tkr|mkr|mnkr|st|min|h)\b)|(?![\w/█]|:[^\s-]))"
    )
    article = (
        rf"(?:en|ett) (?:{about}|(?:{rough} )?(?P<bottom>{parts})\b|och (?P<extra>en|ett) halvt?\b|(?P<halves>halvt?)\b)"
        rf"|(?P<one>(?:en|ett)(?: {rough})?)(?= {time}\b| {often}| procent| milj| \w{{3,20}} i taget"
        r"| av (?:två|tre|fyra|fem|tio)\b)"
        r"|(?:(?<=minst )|(?<=högst ))(?P<only>en|ett)\b"
    )
    words = (
        r"(?P<half>hälften|halva)\b|(?P<second>varannan|(?<!om )vartannat)\b"
        rf"|var(?:t|je)? (?P<every>{'|'.join(_ORDINALS)})\b"
        r"|(?P<tals>tiotals|hundratals|tusentals)(?= [a-zåäö])"
        rf"|(?P<times>(?:dubbelt|tredubbelt|fyrdubbelt) så (?:många|stora?|höga?))\b|{about}"
        rf"|(?P<word>{number})(?: (?:(?P<bottom>{parts})(?:ar|s)?|och (?P<extra>en|ett) halvt?)\b"
        rf"|(?:[-–](?P<upto>{number}))?(?:\b(?!-[a-zåäö])|(?={glued})))"
    )
    return re.compile(digits, re.IGNORECASE), re.compile(article), re.compile(words)


@cache
def _starts() -> re.Pattern[str]:
    """Where a number can begin: a digit, or the first three letters of a number word. One cheap pass."""
    words = _words().keys() - {"en", "ett"} | {"tusen", "hälften", "halva", "var", "dussin", "dubbelt"}
    stems = {word[:3] for word in words} | {tal[:3] for tal in _TALS} | {"en ", "ett ", "ettår"}
    tails = {head: "|".join(sorted({s[1:] for s in stems if s[0] == head})) for head in {s[0] for s in stems}}
    return re.compile(rf"\b(?:[0-9]|{'|'.join(f'{head}(?:{tails[head]})' for head in sorted(tails))})")


_SCALE = re.compile(r" +(hundra|tusen|miljon|miljoner|milj|miljard|miljarder)\b(?:(?<=milj)\.(?= kr))?")
_GLUE = frozenset(".,/:#@&=?*█-_")  # before a digit: the tail of something else
_UNGLUED = ("n=", "|-", "  -")  # but the size of a sample, a minus in a column


def find_numbers(text: str) -> list[Number]:
    """The numbers of a text in reading order, with offsets in code points; years marked as such.

    A number word that is also an article ("en", "ett") is only found where it counts: before a
    unit of time, in "en av tre", "minst en", "en tredjedel".

    >>> [(n.low, n.kind) for n in find_numbers("Fem workshops, 1 200 elever, en fjärdedel 2018")]
    [(5.0, 'count'), (1200.0, 'count'), (25.0, 'share'), (2018.0, 'year')]
    >>> find_numbers("en kommun, kl 19:00 den 2 mars, SFS 2017:820, trelleborg_021")
    []
    """
    plain = plain_spaces(text)
    folded, numbers, end = fold(plain), [], 0
    digits, article, words = _readers()
    for first in _starts().finditer(folded):
        start, letters = first.start(), first[0]
        glued = letters.isdigit() and start and plain[start - 1] in _GLUE
        if start < end or (glued and not folded.endswith(_UNGLUED, 0, start)):
            continue
        if letters.isdigit():
            match = digits.match(plain, start)
        else:
            alone = letters == "en " or folded.startswith("ett ", start)
            match = (article if alone else words).match(folded, start)
        if match:
            end = match.end()
            if number := _number(match):
                numbers.append(number)
                end = number.end
    return numbers


def _number(match: re.Match[str]) -> Number | None:
    """The number that was matched, in one of the shapes of `_readers`; None for digits that count nothing."""
    start, end, found = match.start(), match.end(), {k: v.lower() for k, v in match.groupdict().items() if v}
    if "skip" in found:
        return None
    if "year" in found:
        value = float(found["year"][:4])
        return Number(start, end, value, value, "year", False)
    if "slash" in found or "bottom" in found:
        top, _, bottom = found.get("slash", "").partition("/")
        if not top:
            top, bottom = read_number(found.get("word", "ett")) or 1, _PARTS[found["bottom"]]
        value = float(top) / float(bottom)
        return Number(start, end, round(100 * value, 2), round(100 * value, 2), "share", "slash" not in found)
    if "split" in found:
        return Number(start, end, 50.0, 50.0, "share", False)
    if "tals" in found:
        value = read_number(found["tals"].removesuffix("tals")) or 0.0
        return Number(start, end, value, value, "tals", True)
    if "half" in found:
        return Number(start, end, 50.0, 50.0, "share" if found["half"] == "hälften" else "half", True)
    if "second" in found or "every" in found:
        value = float(_ORDINALS.index(found["every"]) + 3) if "every" in found else 2.0
        return Number(start, end, value, value, "every", True)
    if "times" in found:
        value = {"d": 2.0, "t": 3.0, "f": 4.0}[found["times"][0]]
        return Number(start, end, value, value, "multiple", True)
    return _count(match.string, start, end, found)


def _count(text: str, start: int, end: int, found: dict[str, str]) -> Number | None:
    kind = "one" if "one" in found else "count"
    if "about" in found:
        about = found["about"].removesuffix("et").removesuffix("tal").removesuffix("-")
        low = high = {"dussin": 12.0, "halvdussin": 6.0}.get(about) or read_number(about)
    elif "extra" in found or "halves" in found:
        low = high = (read_number(found.get("word", "ett")) or 0.0 if "extra" in found else 0.0) + 0.5
    elif "one" in found or "only" in found:
        low = high = 1.0
    else:
        low = read_number(found.get("digits") or found["word"])
        last = found.get("to") or found.get("upto")
        high = read_number(last) if last else low
    fields = (
        "to" in found
        and text.endswith(" – ", 0, start)
        and text.startswith(" – ", start + len(found["digits"]))
    )
    if fields or (low is not None and high is not None and low > high and "to" in found):
        high, end = low, start + len(found["digits"])  # two fields of a table: "32 – 11"
    if low is None or high is None or low > high:
        return None
    scale = 1.0
    if word := _SCALE.match(text, end):
        scale, end, kind = _SCALES[word[1]], word.end(), "count"
    return Number(start, end, low * scale, high * scale, kind, "digits" not in found, scale)


def fold(text: str) -> str:
    """The text in lower case, of the same length, so that offsets hold.

    >>> fold("Åtta kommuner"), len(fold("İ"))
    ('åtta kommuner', 1)
    """
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
