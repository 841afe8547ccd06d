"""Names that only sign a page: contacts, photographers, reporters, editors."""

import re
from functools import cache

from analysis.text import compiled

_IN_FIRST_PERSON = re.compile(r"(?m)^(?![ –—-]*[–—-] ?)[^”\"»\n]*\b[Jj]ag\b[^”\"»\n]*$")
_LABEL_ALONE = re.compile(
    r"(?:[Kk]ontakt(?:person(?:er)?|uppgifter)?|[Ff]oto|[Tt]ext|[Ss]idansvarig|Har du frågor\?):?\n"
)
_GREETING = re.compile(r"(?i:hälsning|\bvänligen|\bkram\b)")
_BY = re.compile(
    r"(?:Av|Text|Text och bild|Reportage|(?:Reporter|Programledare|Producent)(?: (?:är|var))?):? "
)


def is_credit(text: str, start: int, end: int) -> bool:
    """Whether a name that stands nowhere else only signs the page: a contact, a photographer, a reporter's line at the end.

    >>> text = "Kursen börjar i maj. Foto: Eva Ek"
    >>> is_credit(text, text.index("Eva"), len(text)), is_credit("Eva Ek leder kursen.", 0, 6)
    (True, False)
    """
    line_start = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, line_start - 1)) + 1
    if (
        text.startswith("Rättelse", line_start)  # of another article
        or _credit_label().search(text, line_start, start)
        or _LABEL_ALONE.fullmatch(text, above, line_start)
        or (_BY.fullmatch(text, line_start, start) and text[end : end + 1] in ("\n", "", "."))
    ):
        return True
    if _IN_FIRST_PERSON.search(text) or _GREETING.search(text, above, line_start):
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


@cache
def _credit_label() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:kontakt(?:person|uppgifter)?|författare|foto(?:graf(?:er)?)?|bild|text|reporter|skribent|redaktör|upplysningar|sidansvarig|utgivare)\b[^.\n]{0,20}: ?$"
        r"|\b(?:publicera|uppdatera|granska|skapa)[dt]e?s? (?:\w+ ){0,3}av:? $|\b(?:text|foto|bild) (?:och|&|\+) (?:text|foto|bild) $",
        re.IGNORECASE,
    )
