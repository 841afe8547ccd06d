"""The pieces of a notebook's output: escaped text, links to the source, tables.

Every text from a source is escaped here, once, and names are shown as the study says. Links lead to the page
that shows the source with the passage marked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from analysis.reporting.privacy import NameHider, hide_by
from analysis.study import Study


@dataclass(frozen=True)
class Shown:
    """A piece of a notebook's output: safe HTML, and the same words as plain text."""

    html: Markup

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        return re.sub(
            r"\s+", " ", Markup(str(self.html).replace("</td>", " |</td>").replace("<", " <")).striptags()
        )[:400]


def link(sentence_id: str, words: Any, title: str = "") -> Markup:
    """Words that lead to a sentence in its source.

    >>> link("gnosjo-s012", "<b>47</b>")
    Markup('<a class="source" href="../reports/source_gnosjo.html#gnosjo-s012">&lt;b&gt;47&lt;/b&gt;</a>')
    """
    if not sentence_id:  # metadata has no sentences to lead to
        return escape(words)
    doc_id = sentence_id.rpartition("-")[0]
    note = Markup(' title="{}"').format(title) if title else Markup("")
    return Markup('<a class="source"{} href="../reports/source_{}.html#{}">{}</a>').format(
        note, doc_id, sentence_id, words
    )


def say(sentence: str, **values: Any) -> Shown:
    """A sentence of prose whose numbers and names are filled in from the tables.

    >>> say("{n} of {all} cases", n=3, all=5)
    3 of 5 cases
    """
    return Shown(Markup("<p>{}</p>").format(Markup(escape(sentence)).format(**values)))


def table(
    columns: Mapping[str, Iterable[Any]], caption: str = "", kind: str = "", below: Iterable[Any] = ()
) -> Shown:
    """A table from columns of plain values (escaped) or safe HTML; numbers are set to the right.

    `below` gives for each row what stands under it over the whole width, where there is something to say.
    """
    names = list(columns)
    rows = list(zip(*(list(column) for column in columns.values()), strict=True))
    under = list(below) or [""] * len(rows)
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in names)
    body = Markup("\n").join(_row(row, words) for row, words in zip(rows, under, strict=True))
    title = Markup("<caption>{}</caption>").format(caption) if caption else Markup("")
    return Shown(
        Markup(
            '<div class="scroll" tabindex="0"><table class="{}">{}<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>'
        ).format(kind, title, head, body)
    )


def _row(row: tuple[Any, ...], below: Any) -> Markup:
    cells = Markup("<tr{}>{}</tr>").format(
        Markup(' class="told"') if below else "", Markup("").join(_cell(value) for value in row)
    )
    if not below:
        return cells
    return cells + Markup('\n<tr class="below"><td></td><td colspan="{}">{}</td></tr>').format(
        len(row) - 1, below
    )


def _cell(value: Any) -> Markup:
    if isinstance(value, Markup):
        return Markup("<td>{}</td>").format(value)
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return Markup("<td></td>")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Markup('<td class="number">{}</td>').format(f"{value:g}")
    return Markup("<td>{}</td>").format(value)


def swedish(text: Any) -> Markup:
    """Words of a source, marked as Swedish so that they are read aloud and hyphenated as such.

    >>> swedish("47 & 37")
    Markup('<span lang="sv">47 &amp; 37</span>')
    """
    return Markup('<span lang="sv">{}</span>').format(text) if text else Markup("")


def hide_cut(hider: NameHider, text: str, doc_id: str, start: int, end: int) -> tuple[str, str, str]:
    """A text before, at and after a stretch of it, with names hidden in the whole: none is cut in two."""
    spans = hider.find(text, doc_id)
    for span in spans:
        start = span.start if span.start < start < span.end else start
        end = span.end if span.start < end < span.end else end
    parts, at = ["", "", ""], 0
    for edge, where in ((start, 0), (end, 1), (len(text), 2)):
        for span in [one for one in spans if at <= one.start and one.end <= edge]:
            parts[where] += text[at : span.start] + span.text
            at = span.end
        parts[where] += text[at:edge]
        at = edge
    return parts[0], parts[1], parts[2]


def make_hider(study: Study) -> NameHider:
    """What replaces names in texts as the study's parameter `names` says."""
    cases = study.frames["documents"].set_index("doc_id")["case_id"].to_dict()
    return hide_by(study.frames["people"], study.names, cases, study.language)
