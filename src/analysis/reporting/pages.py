"""The frame that all pages of the report share, its words in both languages.

Pages are made with Jinja2 templates that escape every value once; no page holds a script or asks for anything
outside itself.
"""

from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.labels import load_words
from analysis.paths import LEXICON
from analysis.text import show_hidden


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
    cases_at: int = -1,
    contents: list[tuple[int, str, str]] | None = None,
    tables_hash: str = "",
    kind: str = "page",
) -> str:
    """A whole HTML page around a body: head, navigation, table of contents (level, id, text), footer.

    `cases_at` is the place of the cases among the links of `main`, at the end when it is -1. The links before
    and after this page, in that order, become "previous" and "next".

    >>> page = render_page("Mål & medel", Markup("<p>Brödtext</p>"), language="sv")
    >>> '<html lang="sv">' in page, "<h1>Mål &amp; medel</h1>" in page, "<script" in page
    (True, True, False)
    """
    links = main or []
    at = len(links) if cases_at < 0 else cases_at
    row = [*links[:at], *(cases or []), *links[at:]]
    here = next((number for number, link in enumerate(row) if link.href == href), None)
    page = load_template("page.html.j2").render(
        title=title,
        body=body,
        language=language,
        words=page_words(language),
        href=href,
        main=links,
        cases=cases or [],
        cases_at=at,
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
def page_words(language: str) -> dict[str, str]:
    """The words that pages use in a language (sv or en), by key, from `lexicon/page_words.csv`.

    >>> page_words("sv")["claimed"], page_words("en")["claimed"]
    ('framhålls som framgångsfaktor', 'claimed as a success factor')
    """
    return {key: words[language] for key, words in load_words(LEXICON / "page_words.csv").items()}


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
