"""Whether the finished pages say what the ledger, the tables, the texts and the notebooks say.

Every number in the main part of a page must stand in a claim of the ledger. Exempt are numbers in `<code>`
(ids, hashes), in the links to the pages before and after, and the numbering of back links on a source page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag

from analysis.labels import load_words
from analysis.reads import hash_bytes
from analysis.reporting.cell_check import Reruns, check_code, compare_cell, is_empty, read_cells
from analysis.reporting.claim_check import Frames, Sources, around, find_numbers, judge_claim
from analysis.reporting.comparison_check import Chosen
from analysis.reporting.ledger import (
    LEDGER,
    NUMBER,
    REPAIR,
    WORDS,
    Claim,
    hash_picture,
    hash_table,
    plain_text,
)
from analysis.reporting.quote_check import check_framework, check_quotes
from analysis.reporting.run_plan import list_code, read_parameters
from analysis.reporting.source_check import check_source

_EXEMPT = "code, style, nav"
Pages = Mapping[str, BeautifulSoup]


class Ledger(NamedTuple):
    """A report's ledger as read: the claims by page and anchor, what is told of each page, and hashes by name."""

    claims: Mapping[str, Mapping[str, Claim]]
    pages: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, str]
    notebooks: Mapping[str, str]

    def list_runs(self, notebooks: Path) -> list[tuple[Path, dict[str, Any]]]:
        """The notebooks that the pages were made from, in this folder, with their parameters."""
        told = [about for about in self.pages.values() if about.get("notebook")]
        runs = [(notebooks / about["notebook"], dict(about.get("parameters", {}))) for about in told]
        return [run for run in runs if run[0].exists()]


def read_ledger(folder: Path) -> Ledger | str:
    """The ledger of a report, or what is wrong with it."""
    try:
        ledger = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        claims = _group(ledger["claims"])
        return Ledger(claims, dict(ledger["pages"]), dict(ledger["tables"]), dict(ledger["notebooks"]))
    except FileNotFoundError:
        return f"{LEDGER} is missing: nothing in the report can be checked; {REPAIR}."
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return f"{LEDGER} is no whole ledger ({type(error).__name__}: {error}): {REPAIR}."


def check_ledger(
    folder: Path, ledger: Ledger, pages: Pages, tables: Frames, raw: Path, about: Mapping[str, Any]
) -> list[str]:
    """What the pages say that their evidence does not, one sentence a fault; empty when all of it holds.

    `pages` holds the parsed page of each file name, `about` the report's own description (report.json).
    """
    claims, told = ledger.claims, ledger.pages
    sources = Sources(tables, raw, about.get("names", "role"), about.get("language", "en"))
    problems = list(_check_sources(folder, tables, ledger.tables, ledger.notebooks, sources))
    for name, page in pages.items():
        if name not in told:
            problems.append(f"{name}: the ledger does not know the page: {REPAIR}.")
            continue
        own = claims.get(name, {})
        if len(own) != told[name].get("claims"):
            problems.append(f"{name}: the ledger has lost claims of the page: {REPAIR}.")
        main = page.find("main") or page
        chosen = _read_chosen(folder / "notebooks" / Path(name).with_suffix(".ipynb").name)
        problems += [f"{name}: {fault}." for fault in _check_claims(main, own, sources, pages, chosen)]
        problems += [
            f"{name}: {fault}."
            for fault in check_quotes(main, own, str(told[name].get("case_id", "")), sources)
        ]
        problems += [f"{name}: {fault}." for fault in check_framework(main, own, sources)]
        if name.startswith("source_"):
            doc_id = name.removeprefix("source_").removesuffix(".html")
            problems += [f"{name}: {fault}." for fault in check_source(main, doc_id, own, sources, raw)]
        else:
            problems += [f"{name}: {fault}." for fault in _check_numbers(main)]
            problems += [f"{name}: {fault}." for fault in _check_frame(main, name, told[name], sources)]
    return problems


def _group(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Claim]]:
    """The claims by page and anchor."""
    grouped: dict[str, dict[str, Claim]] = {}
    for row in rows:
        values = {name: row[name] for name in Claim._fields}
        grouped.setdefault(row["page"], {})[row["id"]] = Claim(
            **{**values, "evidence": tuple(row["evidence"])}
        )
    return grouped


def _check_sources(
    folder: Path,
    tables: Frames,
    hashes: Mapping[str, str],
    books: Mapping[str, str],
    sources: Sources,
) -> Iterator[str]:
    """What has changed since the report was built: tables, raw texts, executed notebooks."""
    for name, frame in tables.items():
        if hashes.get(name) != hash_table(frame):
            yield f"the table {name} is not the one that the report was built from: {REPAIR}."
    yield from (f"{fault}." for fault in sources.list_stale())
    here = {path.name: path for path in sorted(folder.glob("notebooks/*.ipynb"))}
    for name in sorted(set(here) | set(books)):
        if name not in here:
            yield f"notebooks/{name} is missing: {REPAIR}."
        elif books.get(name) != hash_bytes(here[name].read_bytes()):
            yield f"notebooks/{name} is not the notebook that was run for the report: {REPAIR}."


def _read_chosen(path: Path) -> Chosen:
    """What an executed notebook chose for its comparisons; the default for a page of no notebook."""
    given: dict[str, Any] = {}
    for cell in list_code(path) if path.exists() else []:
        if {"parameters", "injected-parameters"} & set(cell.tags):
            given |= read_parameters(cell.source)
    return Chosen(**{name: given[name] for name in Chosen._fields if given.get(name)})


def _check_claims(
    main: Tag, own: Mapping[str, Claim], sources: Sources, pages: Pages, chosen: Chosen
) -> Iterator[str]:
    """Each claim on the page has its entry, each entry its place, both say the same, and it is true."""
    here = {str(tag["id"]): tag for tag in main.find_all(id=True)}
    for anchor, tag in here.items():
        if _is_claim(anchor) and anchor not in own:
            yield f"{around(tag)} the claim {plain_text(tag.get_text())[:60]!r} ({anchor}) has no entry in the ledger: {REPAIR}"
    for anchor, claim in own.items():
        tag = here.get(anchor)
        if tag is None:
            yield f"the claim {claim.text[:60]!r} ({anchor}) of the ledger is not on the page: {REPAIR}"
            continue
        shown = str(tag.get("alt", "")) if tag.name == "img" else plain_text(tag.get_text())
        if shown != claim.text:
            yield f"{around(tag)} the page says {shown[:80]!r} where the ledger says {claim.text[:80]!r}: {REPAIR}"
        elif tag.name == "img" and hash_picture(tag) != claim.value:
            yield f"the chart {claim.text[:60]!r} ({anchor}) is not the picture that was drawn there: {REPAIR}"
        elif tag.name == "data" and str(tag.get("value", "")) != claim.value:
            yield f"{around(tag)} the value of {shown!r} is {tag.get('value')!r}, in the ledger {claim.value!r}: {REPAIR}"
        elif claim.kind == "text" and (fault := _judge_static(tag, claim, sources.language, pages)):
            yield f"{around(tag)} {fault}"
        elif fault := judge_claim(claim, sources, chosen):
            yield f"{around(tag)} {claim.text[:60]!r} {fault}"


def _judge_static(tag: Tag, claim: Claim, language: str, pages: Pages) -> str:
    """Whether a number in static words stands in the words of its file or of the page that they are from.

    Those of a notebook are compared as a whole, with the cell.
    """
    if claim.table == "notebook":
        return ""
    block = tag.find_parent(["p", "li", "th", "td", "caption", "dt", "dd", "em", "h3"]) or tag.parent
    shown = plain_text(block.get_text())
    if claim.table == "page":
        there = plain_text(pages[claim.key].get_text()) if claim.key in pages else ""
        fits = shown.removesuffix("…").strip() in there
    else:
        words = load_words(WORDS[claim.table]).get(claim.key, {}) if claim.table in WORDS else {}
        fits = set(find_numbers(claim.text)) <= set(
            find_numbers(f"{words.get(language, '')} {words.get('en', '')}")
        )
    return "" if fits else f"“{shown[:60]}” is not in the words {claim.key!r} of {claim.table}: {REPAIR}"


def _check_numbers(main: Tag) -> Iterator[str]:
    """Numbers, also in alternative and hovering text, that no claim stands for."""
    for text in main.find_all(string=NUMBER):
        if text.find_parent(_EXEMPT.split(", ")) or text.find_parent(id=_is_claim) or text.find_parent("h1"):
            continue
        number = NUMBER.findall(str(text))[0]
        yield f"{around(text, number)} the number {number!r} has no claim in the ledger: {REPAIR}, or mark it with analysis.claims"
    for picture in main.find_all("img"):
        if not _is_claim(picture.get("id")):
            yield f"a picture ({str(picture.get('alt', ''))[:60]!r}) has no claim in the ledger: {REPAIR}"


def _check_frame(main: Tag, name: str, told: Mapping[str, Any], sources: Sources) -> Iterator[str]:
    """A notebook's page holds nothing but its cells, and is about the case that it was run for."""
    if not told.get("notebook"):
        return
    label = str(sources.rows["cases"].get(told["case_id"], {}).get("label", "")) if told["case_id"] else ""
    if main.h1 and label not in main.h1.get_text():
        yield f"the page of {label} has the title {plain_text(main.h1.get_text())!r}: {REPAIR}"
    for text in _read_strays(main) if name != "index.html" else ():
        yield f"{around(text)} the words {plain_text(text)[:60]!r} are of no cell of its notebook: {REPAIR}"


def _read_strays(tag: Tag) -> Iterator[NavigableString]:
    """The words of a page outside its cells, its title and its links to other pages."""
    for child in tag.children:
        if isinstance(child, NavigableString):
            if child.strip():
                yield child
        elif isinstance(child, Tag) and child.name not in ("nav", "h1") and not child.has_attr("data-cell"):
            yield from _read_strays(child)


def _is_claim(anchor: str | None) -> bool:
    return bool(anchor) and str(anchor).startswith("claim-")


def check_cells(folder: Path, ledger: Ledger, pages: Pages, notebooks: Path, reruns: Reruns) -> Iterator[str]:
    """Each cell on a page says what the stored notebook says when it is run again."""
    told, claims = ledger.pages, ledger.claims
    shown: dict[str, list[tuple[str, Tag]]] = {}
    for name, page in pages.items():
        for tag in page.find_all(attrs={"data-cell": True}):
            shown.setdefault(str(tag["data-cell"]), []).append((name, tag))
    expected: set[str] = set()
    for name, page in pages.items():
        about = told.get(name, {})
        if not about.get("notebook"):
            continue
        stored, stem = notebooks / about["notebook"], name.removesuffix(".html")
        if not stored.exists():
            yield f"{name}: its notebook {stored.name} is not in {notebooks.name}/: {REPAIR}."
            continue
        executed = folder / "notebooks" / f"{stem}.ipynb"
        if executed.exists() and (fault := check_code(stored, executed)):
            yield f"{name}: {fault}: {REPAIR}."
            continue
        title = plain_text(page.h1.get_text()).split(": ", 1)[-1] if page.h1 else ""
        again = reruns.get(stored, dict(about.get("parameters", {})))
        for cell in read_cells(stored):
            key, rerun = f"{stem}/{cell.id}", again.get(cell.id)
            expected.add(key)
            if key not in shown and not is_empty(cell, rerun, title):
                yield f"{name}: the cell {cell.id} of {stored.name} is not on the page: {REPAIR}."
            for where, tag in shown.get(key, []):
                if fault := compare_cell(tag, cell, rerun, title):
                    yield f"{where}: {_under(tag)} {fault} (cell {cell.id}): {REPAIR}."
            charts = [one for one in claims.get(name, {}).values() if (one.kind, one.cell) == ("chart", key)]
            if rerun and not rerun.failed and [(one.text, one.table) for one in charts] != list(rerun.charts):
                yield f"{name}: the chart of cell {cell.id} is not of the data that its cell gives: {REPAIR}."
    for key in sorted(set(shown) - expected):
        yield f"{shown[key][0][0]}: it shows {key}, which is no cell of a notebook of the report: {REPAIR}."


def _under(tag: Tag) -> str:
    """Where a cell stands: under which heading."""
    heading = tag.find_previous(["h2", "h3"])
    return f"under “{plain_text(heading.get_text())}”" if heading else "at the top"
