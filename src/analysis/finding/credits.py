"""Names that only sign a page: contacts, photographers, reporters, editors."""

import re
from functools import cache, lru_cache

from analysis.finding.name_words import WORD
from analysis.finding.words import lines_with
from analysis.text import compiled

_TOLD = re.compile(r"(?![ –—-]*[–—-])[^”\"»]*")
_LABEL_ALONE = re.compile(
    r"(?:[Kk]ontakt(?:person(?:er)?|uppgifter)?|[Ff]oto|[Tt]ext|[Ss]idansvarig|Har du frågor\?):?\n"
)
_GREETING = re.compile(r"(?i:hälsning|\bvänligen|\bkram\b)")
_FULL_NAME = rf"{WORD}(?: {WORD}){{1,3}}"
_OTHERS = rf"(?:{_FULL_NAME}(?:,| och| samt| &) ){{0,4}}"  # who signs before somebody
_JOB = r"(?:[Tt]ext|[Ff]oto|[Bb]ild)"
# A line of who made the page, or the part of it after "·", "|" and the like.
_BY = re.compile(
    rf"(?:[^\n]*[·|•/] ?)?(?:Av|{_JOB}(?: (?:och|&|\+) {_JOB})?|Reportage|(?:Reporter|Programledare|Producent)(?: (?:är|var))?):? {_OTHERS}"
)
_BY_OTHERS_TOO = re.compile(rf"(?:(?:,| och| samt| &) {_FULL_NAME}){{0,4}}(?: ?[·|•/]| {_JOB}\b|\n|\.|$)")
_JOB_AFTER = re.compile(rf" \({_JOB}[^()\n]{{0,12}}\)")
_NEAR = 400  # characters: four names that sign before somebody, and what they are called
_A_WORK_BY = re.compile(r"\b(?:dikt|vis|låt|sång|roman|novell|pjäs|psalm|film)(?:en|er|a|an|or)? av $")


def is_credit(text: str, start: int, end: int) -> bool:
    """Whether a name that stands nowhere else only signs the page or a work: a contact, a photographer, a reporter's line at the end.

    >>> text = "Kursen börjar i maj. Foto: Eva Ek"
    >>> is_credit(text, text.index("Eva"), len(text)), is_credit("Eva Ek leder kursen.", 0, 6)
    (True, False)
    >>> text = "Författare: Eva Ek och Bo Ask, FoU Väst"
    >>> [is_credit(text, text.index(name), text.index(name) + 6) for name in ("Eva Ek", "Bo Ask")]
    [True, True]
    >>> [is_credit(text, 11, 17) for text in ("En dikt av Eva Ek läses.", "Ett tal av Eva Ek hörs.")]
    [True, False]
    """
    line_start = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, line_start - 1)) + 1
    near = max(line_start, start - _NEAR)
    if (
        text.startswith("Rättelse", line_start)  # of another article
        or _credit_label().search(text, near, start)
        or _A_WORK_BY.search(text, near, start)
        or _JOB_AFTER.match(text, end)
        or _LABEL_ALONE.fullmatch(text, above, line_start)
        or (_BY.fullmatch(text, near, start) and _BY_OTHERS_TOO.match(text, end))
    ):
        return True
    if _is_in_first_person(text) or _GREETING.search(text, above, line_start):
        return False  # whoever signs a letter or a column speaks in it
    if start != line_start or text[max(0, start - 10) : start].rstrip().endswith(("”", '"', "»")):
        return False
    rest, _, below = text[end : end + 400].partition("\n")
    if rest.strip() and not compiled(
        r",? (?:P\d\b|SVT|TT\b|[\w.-]+@|\w*(?:radion|tidningen|bladet|posten|redaktionen)\b|[^,\d\n]{3,40}, (?:[^,\d\n]{0,12} )?[0+█][\d █-]{5,})"
    ).match(rest):
        return False
    following = below.lstrip("\n").partition("\n")[0]
    return "@" in following or (2 * start > len(text) and not following[:1].islower())


@lru_cache(maxsize=4)  # asked for each name of a text
def _is_in_first_person(text: str) -> bool:
    """Whether a text itself says "jag", on a line without speech."""
    return any(_TOLD.fullmatch(text, line.start, line.end) for line in lines_with({"jag", "Jag"}, text))


@cache
def _credit_label() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:kontakt(?:person|uppgifter)?|författare|foto(?:graf(?:er)?)?|bild|text|reporter|skribent|redaktör|upplysningar|sidansvarig|utgivare)\b[^.\n]{0,20}: ?"
        rf"(?-i:{_OTHERS})$"
        r"|\b(?:publicera|uppdatera|granska|skapa)[dt]e?s? (?:\w+ ){0,3}av:? $|\b(?:text|foto|bild) (?:och|&|\+) (?:text|foto|bild) $",
        re.IGNORECASE,
    )
