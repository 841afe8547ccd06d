"""The pages around the notebooks: the first page, and one page for each source text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from markupsafe import Markup, escape

from analysis.claims import value
from analysis.documents import load_register, read_document
from analysis.reporting.downloads import WORD, WORKBOOK
from analysis.reporting.evidence import render_source
from analysis.reporting.ledger import LEDGER_TABLE, Claim, mark_numbers, plain_text, record_claims
from analysis.reporting.notebook_pages import Body
from analysis.reporting.pages import Link, load_template, page_words, render_page
from analysis.reporting.privacy import NameHider
from analysis.reporting.run_plan import FRONT, Run

_FIRST_WORDS = 240


@dataclass(frozen=True)
class Edition:
    """What the pages of one report share: the tables, the runs with their bodies, language and names."""

    tables: Mapping[str, Any]
    tables_hash: str
    language: str
    names: NameHider
    codes: Mapping[str, str]
    runs: list[Run]
    bodies: list[Body]
    claims: dict[str, list[Claim]] = field(default_factory=dict)

    @property
    def cases(self) -> dict[str, str]:
        """The label of each case."""
        frame = self.tables["cases"]
        return dict(zip(frame["case_id"], frame["label"], strict=True))

    @property
    def words(self) -> dict[str, str]:
        """The words of the pages in the language of the edition."""
        return page_words(self.language)

    def page(self, title: str, body: Markup, href: str, kind: str = "page", contents: Any = None) -> str:
        """A whole page: the body in the frame, with links to the others."""
        single = [
            Link(f"{run.page}.html", self.words.get(f"page_{run.page}", body.title))
            for run, body in zip(self.runs, self.bodies, strict=True)
            if not run.case_id and run.page != FRONT
        ]
        first_case = next((n for n, run in enumerate(self.runs) if run.case_id), len(self.runs))
        return render_page(
            title,
            body,
            language=self.language,
            href=href,
            main=[Link("index.html", self.words["start"]), *single],
            cases=[Link(f"{run.page}.html", self.cases[run.case_id]) for run in self.runs if run.case_id],
            cases_at=1 + sum(run.page != FRONT for run in self.runs[:first_case]),
            contents=contents,
            tables_hash=self.tables_hash,
            kind=kind,
        )


def make_notebook_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """The file name and HTML of each executed notebook's page but the first, which `make_index` makes."""
    for run, body in zip(edition.runs, edition.bodies, strict=True):
        if run.page == FRONT:
            continue
        href = f"{run.page}.html"
        edition.claims[href] = body.claims
        yield href, edition.page(body.title, body.html, href, contents=body.contents)


def make_source_pages(edition: Edition, raw: Path) -> Iterator[tuple[str, str]]:
    """The file name and HTML of each document's evidence page."""
    register = load_register(raw)
    documents = edition.tables["documents"]
    several = documents["case_id"].value_counts()
    cites = _collect_cites(edition)
    for about in documents.to_dict("records"):
        document = read_document(raw / about["file"], register.get(about["file"]), encoding=about["encoding"])
        href = f"source_{about['doc_id']}.html"
        body = render_source(
            edition.tables,
            about["doc_id"],
            document,
            labels=edition.codes,
            names=edition.names,
            language=edition.language,
            used_by=cites.get(href, {}),
        )
        edition.claims[href] = record_notes(BeautifulSoup(body, "html.parser"))
        more = f" ({about['doc_id']})" if several[about["case_id"]] > 1 else ""
        title = f"{edition.words['source']}: {edition.cases[about['case_id']]}{more}"
        yield href, edition.page(title, body, href, kind="source-page")


def tell_pages(edition: Edition) -> dict[str, dict[str, Any]]:
    """For each page the notebook it was made from and its parameters, for the ledger; nothing for the others."""
    told: dict[str, dict[str, Any]] = {name: {} for name in edition.claims}
    for run in edition.runs:
        about = {"notebook": run.notebook.name, "case_id": run.case_id, "parameters": dict(run.parameters)}
        told[f"{run.page}.html"] = about
    return told


def record_notes(soup: BeautifulSoup) -> list[Claim]:
    """The notes of a source page as claims: each rests on the find that it is about."""
    return [
        Claim(str(note["id"]), "note", plain_text(note.get_text()), evidence=(str(note["id"])[:-5],))
        for note in soup.select("ul.notes > li[id]")
    ]


def _collect_cites(edition: Edition) -> dict[str, dict[str, list[Link]]]:
    """For each source page the links on other pages that lead to its anchors."""
    cites: dict[str, dict[str, list[Link]]] = {}
    for run, body in zip(edition.runs, edition.bodies, strict=True):
        title = edition.cases.get(run.case_id) or body.title
        for target, ids in body.cites.items():
            page, _, anchor = target.partition("#")
            links = [Link(f"{run.page}.html#{id}", title) for id in ids]
            cites.setdefault(page, {}).setdefault(anchor, []).extend(links)
    return cites


def make_index(edition: Edition) -> str:
    """The first page: what the notebook for it says, then in which order to read, and the cases."""
    front = next(
        (body for run, body in zip(edition.runs, edition.bodies, strict=True) if run.page == FRONT), None
    )
    after = load_template("index.html.j2").render(
        words={key: escape(word) for key, word in edition.words.items()},
        names=edition.names.mode,
        cards=_cards(edition),
        cases=_case_rows(edition),
        downloads={WORD: "file_word", WORKBOOK: "file_workbook", LEDGER_TABLE: "file_ledger"},
        notebooks=[f"notebooks/{run.page}.ipynb" for run in edition.runs],
    )
    soup = BeautifulSoup(after, "html.parser")
    claims = front.claims if front else []
    edition.claims["index.html"] = claims + record_claims(soup, {}, first=len(claims) + 1)
    title, html = (front.title, front.html) if front else (edition.words["project"], Markup(""))
    return edition.page(title, html + Markup(str(soup)), "index.html", kind="page front")


def _cards(edition: Edition) -> list[dict[str, str]]:
    """One card a notebook; the one that is run for each case leads to the list of cases."""
    cards: dict[Path, dict[str, str]] = {}
    for run, body in zip(edition.runs, edition.bodies, strict=True):
        if run.page == FRONT:
            continue
        href = f"{run.page}.html"
        told = {"title": body.title, "words": _shorten(body.first_words)}
        card = {"href": href, **{name: mark_numbers(words, "page", href) for name, words in told.items()}}
        if run.case_id:
            card = {"href": "#cases", "title": edition.words["cases"], "words": edition.words["case_card"]}
        cards.setdefault(run.notebook, card)
    return list(cards.values())


def _case_rows(edition: Edition) -> list[dict[str, Any]]:
    documents = edition.tables["documents"]
    pages = {run.case_id: f"{run.page}.html" for run in edition.runs if run.case_id}
    rows = []
    for case_id, label in edition.cases.items():
        own = documents[documents["case_id"] == case_id].to_dict("records")
        sources = [
            (
                f"source_{row['doc_id']}.html",
                value(
                    "documents",
                    row["doc_id"],
                    column := "title" if row["title"] else "file",
                    edition.names.hide(row[column], row["doc_id"]),
                ),
            )
            for row in own
        ]
        rows.append({"label": label, "href": pages.get(case_id, ""), "sources": sources})
    return rows


def _shorten(text: str) -> str:
    """The beginning of a text up to a whole word.

    >>> len(_shorten("ord " * 100)) <= _FIRST_WORDS, _shorten("Kort.")
    (True, 'Kort.')
    """
    if len(text) <= _FIRST_WORDS:
        return text
    return re.sub(r"[ ,;:–]*\s\S*$", "", text[: _FIRST_WORDS - 2]) + " …"
