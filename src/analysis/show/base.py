"""The pieces of a notebook's output: escaped text, links to the source, tables.

Every text from a source is escaped here, once, and names are shown as the study says. Links lead to the page
that shows the source with the passage marked.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from analysis.claims import conclusion, derived, value
from analysis.comparing.wording import name_sentence
from analysis.plurals import choose_forms
from analysis.reporting.privacy import NameHider
from analysis.row_ids import name_notes

_ONE_NUMBER = re.compile(r"<data [^>]*>[\d.,]+</data>")
_MARKING = re.compile(r"</?(?:data|span)\b[^>]*>")


@dataclass(frozen=True)
class Shown:
    """A piece of a notebook's output: safe HTML, and the same words as plain text."""

    html: Markup

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        html = _MARKING.sub("", str(self.html)).replace("</td>", " |</td>").replace("<", " <")
        return re.sub(r"\s+", " ", Markup(html).striptags())[:400]


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


def sentence_link(sentence_id: str, joint: Container[str] = ()) -> Markup:
    """A sentence's number in its source, leading there; after its document's name where that is one of `joint`.

    >>> sentence_link("gnosjo-s012").striptags(), sentence_link("mora_2-s004", {"mora_2"}).striptags()
    ('12', 'mora_2 4')
    """
    doc_id, _, number = sentence_id.rpartition("-s")
    words = derived(number.lstrip("0"), ids=[sentence_id])
    return link(sentence_id, Markup("{} {}").format(doc_id, words) if doc_id in joint else words)


def conclude(sentence: str, lang: str, ids: Iterable[str] = ()) -> Markup:
    """A generated sentence marked as a conclusion, with the key of its pattern; `ids` are its evidence."""
    return conclusion(sentence, ids, name_sentence(sentence, lang))


def say(sentence: str, **values: Any) -> Shown:
    """A sentence of prose whose numbers and names are filled in from the tables.

    >>> say("{n} of {all} cases", n=3, all=5)
    3 of 5 cases
    """
    return Shown(Markup("<p>{}</p>").format(fill(sentence, **values)))


def fill(sentence: str, **values: Any) -> Markup:
    """A sentence with its values put in; a plain number is marked as worked out by the cell that shows it.

    >>> fill("{n} of {all}", n=3, all="<all>")
    Markup('<data value="3" data-how="derived">3</data> of &lt;all&gt;')
    >>> fill("[n:one text|{n} texts]", n=1)
    Markup('one text')
    """
    words = escape(choose_forms(str(sentence), values))
    return Markup(words).format(**{name: _claimed(one) for name, one in values.items()})


def _claimed(one: Any) -> Any:
    """A plain number marked as derived; anything else as it is."""
    if isinstance(one, Real) and not isinstance(one, bool):
        return derived(one, f"{one:.10g}")
    return one


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
        return Markup('<td class="number">{}</td>' if _ONE_NUMBER.fullmatch(value) else "<td>{}</td>").format(
            value
        )
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return Markup("<td></td>")
    if isinstance(value, Real) and not isinstance(value, bool):
        return Markup('<td class="number">{}</td>').format(derived(value, f"{value:.10g}"))
    return Markup("<td>{}</td>").format(value)


def fold(title: Any, html: Markup) -> Markup:
    """What few want to see, behind its title.

    >>> fold("All <34> rows", Markup("<table></table>"))
    Markup('<details class="folded"><summary>All &lt;34&gt; rows</summary>\\n<table></table></details>')
    """
    return Markup('<details class="folded"><summary>{}</summary>\n{}</details>').format(title, html)


def mark_notes(name: str, notes: pd.DataFrame) -> dict[str, list[Markup]]:
    """The cells of a file of `data/reference`, each marked with its line, by column.

    >>> mark_notes("changes", pd.DataFrame({"date": ["2015-11"]}))["date"]
    [Markup('<data value="2015-11" data-how="value" data-table="changes.date" data-from="changes:2">2015-11</data>')]
    """
    ids = name_notes(name, notes)
    return {
        column: [value(name, one, column, words) for one, words in zip(ids, notes[column], strict=True)]
        for column in notes
    }


def swedish(text: Any, row_id: str = "") -> Markup:
    """Words of a source, marked as Swedish so that they are read aloud and hyphenated as such.

    `row_id` names the document, segment, sentence, quantity, … in which they stand word for word.

    >>> swedish("47 & 37"), swedish("47", "gnosjo-s001")
    (Markup('<span lang="sv">47 &amp; 37</span>'), Markup('<span lang="sv" data-from="gnosjo-s001">47</span>'))
    """
    place = Markup(' data-from="{}"').format(row_id) if row_id else Markup("")
    return Markup('<span lang="sv"{}>{}</span>').format(place, text) if text else Markup("")


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
