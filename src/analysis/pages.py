"""The pages of the report: one frame for all, the words it uses in Swedish and English, and hidden characters shown.

Pages are made with Jinja2 templates that escape every value once; no page holds a script or asks for anything
outside itself.
"""

import re
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

LANGUAGES = ("sv", "en")

WORDS = {
    "sv": {
        "project": "Fallstudier av nyanländas etablering",
        "skip": "Till innehållet",
        "pages": "Sidor",
        "start": "Start",
        "cases": "Fall",
        "contents": "Innehåll",
        "next": "Nästa",
        "before": "Föregående",
        "made_from": "Byggd av tabeller med SHA-256",
        "version": "analysis, version",
        "index_title": "Vad kommunerna själva säger att resultaten beror på",
        "index_lead": "En jämförelse av hur {cases} fall, belagda med {documents} källtexter, beskriver sitt arbete"
        " med nyanländas väg till arbete och studier.",
        "what": "Vad detta är",
        "what_text": "Rapporten är byggd av {sentences} meningar i publicerade texter. Regler har föreslagit"
        " {codings} kodningar av framgångsfaktorer, och varje siffra, citat och kodning leder till den mening i"
        " källan som den vilar på. Klicka på en hänvisning, så öppnas källtexten med meningen markerad.",
        "limits": "Vad materialet inte kan visa",
        "limits_text": [
            "Texterna är kommunernas och projektens egna berättelser. Att en faktor nämns betyder att någon lyfter"
            " den, inte att den har haft effekt.",
            "Att en text är tyst om en faktor betyder inte att faktorn saknades.",
            "{cases} fall räcker inte för att skilja orsaker åt, och resultatmåtten mäts på olika sätt.",
        ],
        "order": "Läs i den här ordningen",
        "order_text": "Sidorna bygger på varandra. Börja med översikten, gå till ett fall när något väcker en"
        " fråga, och till källtexten när du vill pröva svaret.",
        "case_list": "Fallen och deras källor",
        "case": "Fall",
        "sources": "Källtexter",
        "case_page": "Fallets sida",
        "source": "Källtext",
        "case_card": "En sida om varje fall: vad kommunen gör, vad den säger sig ha uppnått, och vilka faktorer den"
        " lyfter.",
        "files": "De körda anteckningsböckerna, med kod",
        "names_role": "Personer visas med sin roll, inte med namn.",
        "names_full": "Personer visas med namn, så som texterna anger dem.",
        "names_pseudonym": "Personer visas med pseudonym.",
    },
    "en": {
        "project": "Case studies of newcomers' establishment",
        "skip": "Skip to content",
        "pages": "Pages",
        "start": "Start",
        "cases": "Cases",
        "contents": "Contents",
        "next": "Next",
        "before": "Previous",
        "made_from": "Built from tables with SHA-256",
        "version": "analysis, version",
        "index_title": "What the municipalities themselves say explains their results",
        "index_lead": "A comparison of how {cases} cases, documented by {documents} source texts, describe their"
        " work to bring newcomers into work and studies.",
        "what": "What this is",
        "what_text": "The report is built from {sentences} sentences in published texts. Rules have proposed"
        " {codings} codings of success factors, and every figure, quote and coding leads to the sentence in the"
        " source that it rests on. Follow a reference and the source text opens with the sentence marked.",
        "limits": "What the material cannot show",
        "limits_text": [
            "The texts are the municipalities' and projects' own accounts. That a factor is mentioned means that"
            " someone points to it, not that it has had an effect.",
            "That a text is silent about a factor does not mean that the factor was absent.",
            "{cases} cases cannot tell causes apart, and their outcomes are measured in different ways.",
        ],
        "order": "Read in this order",
        "order_text": "The pages build on each other. Begin with the overview, turn to a case when something raises"
        " a question, and to the source text when you want to test the answer.",
        "case_list": "The cases and their sources",
        "case": "Case",
        "sources": "Source texts",
        "case_page": "Page of the case",
        "source": "Source text",
        "case_card": "One page on each case: what the municipality does, what it says it has achieved, and which"
        " factors it points to.",
        "files": "The executed notebooks, with code",
        "names_role": "People are shown by their role, not by name.",
        "names_full": "People are shown by name, as the texts give them.",
        "names_pseudonym": "People are shown by pseudonym.",
    },
}  # fmt: skip


class Link(NamedTuple):
    """A page as others link to it."""

    href: str
    title: str


def render_page(
    title: str,
    body: Markup,
    *,
    language: str,
    href: str = "",
    main: list[Link] | None = None,
    cases: list[Link] | None = None,
    contents: list[tuple[int, str, str]] | None = None,
    tables_hash: str = "",
    kind: str = "page",
) -> str:
    """A whole HTML page around a body: head, navigation, table of contents (level, id, text), footer.

    The links before and after this page in `main` and `cases` become "previous" and "next".

    >>> page = render_page("Mål & medel", Markup("<p>Brödtext</p>"), language="sv")
    >>> '<html lang="sv">' in page, "<h1>Mål &amp; medel</h1>" in page, "<script" in page
    (True, True, False)
    """
    row = [*(main or []), *(cases or [])]
    here = next((number for number, link in enumerate(row) if link.href == href), None)
    page = load_template("page.html.j2").render(
        title=title,
        body=body,
        language=language,
        words=WORDS[language],
        href=href,
        main=main or [],
        cases=cases or [],
        before=row[here - 1] if here else None,
        after=row[here + 1] if here is not None and here + 1 < len(row) else None,
        contents=contents or [],
        tables_hash=tables_hash,
        version=version("analysis"),
        style=Markup(_style()),
        kind=kind,
    )
    return show_hidden(page)


@cache
def load_template(name: str) -> Any:
    """A template of the package; every value put into it is escaped, and a missing value is an error."""
    environment = Environment(
        loader=PackageLoader("analysis"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


@cache
def _style() -> str:
    environment = Environment(loader=PackageLoader("analysis"), autoescape=False)
    return environment.get_template("style.css").render()


# Terminal controls, C1 controls, marks that turn the direction of writing, and characters that show nothing.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def show_hidden(text: str) -> str:
    """The text with characters that act instead of being seen shown as signs; tab and line feed are kept.

    >>> show_hidden("\\x1b[31mröd \\u202ebak och fram")
    '␛[31mröd [U+202E]bak och fram'
    >>> show_hidden("en\\tvanlig\\nrad")
    'en\\tvanlig\\nrad'
    """
    return _HIDDEN.sub(_show, text)


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"[U+{code:04X}]"
