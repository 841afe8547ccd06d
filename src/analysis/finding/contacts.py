"""Contact data: e-mail addresses, phone numbers and personal identity numbers, masked at the door.

They are personal data that no finding needs, so they leave the raw file only as `█`, one for each
character, before anything else reads the text. Every pattern is anchored on a digit or an `@` and
bounded, so that a line of a million digits takes no longer than any other.
"""

import re
from functools import cache

from analysis.text import Rule, Span, plain_spaces

MASK = "█"
# Pages set hyphens that do not break a number: all one code point, so offsets hold.
_HYPHENS = "\u2010\u2011\u2212"
# What a text must hold to be read for addresses, and a line for numbers: most hold neither.
_AT = ("@", "(at)", "[at]", "(a)")
_KEPT = re.compile(f"[^{MASK}]+")
_LONG_NUMBER = re.compile(r"\d[\d ()/–+-]{4}")

RULES = (
    Rule(
        "email",
        r"[\w.+-]{1,64}(?:@|\(a\)| ?(?:\(at\)|\[at\]) ?)[a-zåäö0-9-]{1,63}(?:\.[a-zåäö0-9-]{1,63}){1,5}",
        hit="Kontakta anna.berg@kommunen.example.se",
        miss="Målet är 60 procent @ kommunen",
        why="an at sign, or its written stand-in, between a name and a dotted domain",
    ),
    Rule(
        "phone",
        r"(?<![\w,.:/-])(?!\d\d-\d\d-\d{4})(?:\+46|0046|0)[ ]?(?:\(0\)[ ]?)?\d{1,3}[ ]?[-–/ ][ ]?"
        r"\d{2,3}(?:[ -]?\d{2,3}){1,3}(?!\d)",
        hit="0920- 45 49 69 eller 08-123 456 78",
        miss="08-03-2018, 1 200 personer och 2018-03-08",
        why="a trunk zero or +46, an area code, then groups of two or three digits",
    ),
    Rule(
        "unbroken_phone",
        r"(?<![\w,.:/-])(?:\+46|0046|0)\d{7,10}(?!\d)",
        hit="Ring 0701234567",
        miss="i 20180308",
        why="a number typed without blanks begins with 0 or +46",
    ),
    Rule(
        "phone_after_cue",
        r"(?:\b[Tt]el(?:efon)?(?:nummer)?|\b[Mm]obil|\b[Vv]äxel)[.:]{0,2} ?\d[\d -]{4,16}\d",
        hit="Tel: 123 456",
        miss="per telefon 3 dagar i veckan",
        why="a local number without area code is known by its cue",
    ),
    Rule(
        "identity_number",
        r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+]\d{4}(?!\d)",
        hit="800101-1234",
        miss="pågår 170201-181231",
        why="six or eight digits that are a date, a sign, then four",
    ),
)


@cache
def _patterns() -> list[re.Pattern[str]]:
    return [re.compile(rule.pattern, re.IGNORECASE) for rule in RULES]


def mask_contacts(text: str) -> str:
    """The text with contact data as `█` of equal length.

    >>> mask_contacts("Mejla a.b@example.se!")
    'Mejla ██████████████!'
    >>> mask_contacts("Ring 08\\u2011123\\u00a0456\\u00a078")  # blanks and hyphens that do not break
    'Ring █████████████'
    >>> mask_contacts("47 av 71 personer, 170201-181231")  # a period is not a number to ring
    '47 av 71 personer, 170201-181231'
    """
    plain = plain_spaces(text)
    for hyphen in _HYPHENS:
        plain = plain.replace(hyphen, "-")
    lower = plain.lower()
    mask_line = _mask_line if any(sign in lower for sign in _AT) else _mask_numbers
    masked = "\n".join(map(mask_line, plain.split("\n")))
    return _KEPT.sub(lambda kept: text[kept.start() : kept.end()], masked)


def _mask_line(line: str) -> str:
    lower = line.lower()
    if any(sign in lower for sign in _AT):
        line = _patterns()[0].sub(_mask, line)
    return _mask_numbers(line)


def _mask_numbers(line: str) -> str:
    if _LONG_NUMBER.search(line):
        for pattern in _patterns()[1:]:
            line = pattern.sub(_mask, line)
    return line


def find_contacts(text: str) -> list[Span]:
    """Contact data in a text, in reading order; numbers and addresses that touch are one find.

    >>> [s.text for s in find_contacts("Ring 0920-45 49 69 eller skriv till a.b@example.se.")]
    ['0920-45 49 69', 'a.b@example.se']
    >>> find_contacts("Projektet kostar 1 200 000 kronor")
    []
    """
    return [
        Span(match.start(), match.end(), text[match.start() : match.end()])
        for match in re.finditer(f"{MASK}+", mask_contacts(text))
        if MASK not in text[match.start() : match.end()]
    ]


def _mask(match: re.Match[str]) -> str:
    return MASK * len(match[0])
