"""From an executed notebook to a page's body: code hidden, tables that scroll, links that work, no scripts.

nbconvert renders the cells; the result is then put in order as a tree of elements: the first heading becomes
the page's title, links to notebooks and to `../reports/` lead to the pages of this report, and each link to a
source gets an id of its own, so that the source can link back.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from bs4 import BeautifulSoup, NavigableString, Tag
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from analysis.reporting.ledger import Claim, record_claims
from analysis.reporting.run_plan import LEFT_OUT

_PERCENT = re.compile(r"(\d) %")
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_NUMBER = re.compile(r"[−–+-]?\d[\d \u00a0\u202f.,]*(?: ?%)?")


class Body(NamedTuple):
    """What a page is made of; `contents`: headings (level, id, text), `cites`: the anchors it links to."""

    title: str
    html: Markup
    contents: list[tuple[int, str, str]]
    first_words: str
    cites: dict[str, list[str]]
    claims: list[Claim]


def make_body(notebook: NotebookNode, pages: Mapping[str, str], fallback: str = "", page: str = "") -> Body:
    """The body of the page of an executed notebook.

    `pages` gives for the file name of each notebook the page to link to; `cites` holds for every
    `source_x.html#anchor` that the page links to the ids of the links. `page` names the page in the ledger,
    whose claims are returned too.
    """
    soup = BeautifulSoup(_export(notebook), "html.parser")
    _disarm(soup)
    _name_cells(soup, page)
    title = _take_title(soup) or fallback
    _tidy(soup)
    cites = _mend_links(soup, pages)
    contents = _list_headings(soup)
    first = next((p for p in soup.find_all("p") if p.get_text(strip=True)), None)
    label = first.strong if first else None  # "Question." says nothing on a card
    first_words = (
        first.get_text(" ", strip=True).removeprefix(label.get_text() if label else "") if first else ""
    )
    claims = record_claims(soup, list_charts(notebook, page))
    return Body(title, Markup(str(soup)), contents, first_words.strip(), cites, claims)


def _name_cells(soup: BeautifulSoup, page: str) -> None:
    """Each cell's page and id, by which the ledger and the check find it."""
    for cell in soup.select("div.cell[id]"):
        cell["data-cell"] = f"{page}/{str(cell['id']).removeprefix('cell-id=')}"
        del cell["id"]


def list_charts(notebook: NotebookNode, page: str) -> dict[str, list[tuple[str, list[str]]]]:
    """For each cell the data (CSV) and the evidence of its charts, as they came with the pictures."""
    charts: dict[str, list[tuple[str, list[str]]]] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                told = output.metadata.get("image/png", {})
                data = str(output.data.get("text/plain", "")).partition("\n")[2]
                charts.setdefault(f"{page}/{cell.id}", []).append((data, list(told.get("evidence", []))))
    return charts


def _export(notebook: NotebookNode) -> str:
    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = set(LEFT_OUT)
    exporter = HTMLExporter(
        config=config,
        template_name="basic",
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    body, _ = exporter.from_notebook_node(notebook)
    return body


def _disarm(soup: BeautifulSoup) -> None:
    """Whatever could run or ask for something is shown as text or taken out; a report needs none of it."""
    for tag in soup.find_all(["script", "iframe", "object", "embed", "form", "base", "meta", "link"]):
        tag.replace_with(str(tag))
    for tag in soup.find_all("style"):
        tag.decompose()
    for tag in soup.find_all(True):
        for name in [name for name in tag.attrs if name.lower().startswith("on")]:
            del tag[name]
        address = "".join(str(tag.get("href", "")).split()).lower()
        if address.startswith(("javascript:", "data:", "vbscript:")):
            del tag["href"]


def _take_title(soup: BeautifulSoup) -> str:
    """The text of the first h1, which leaves the body; further ones become h2."""
    first, *others = soup.find_all("h1") or [None]
    for heading in others:
        heading.name = "h2"
    if first is None:
        return ""
    return " ".join(first.extract().get_text(" ", strip=True).split())


def _tidy(soup: BeautifulSoup) -> None:
    """No empty cells, warnings or prompts; a table scrolls in its own box, with numbers to the right."""
    for tag in soup.select(".output_stderr, .prompt, a.anchor-link"):
        tag.decompose()
    for cell in soup.select("div.cell"):
        if not cell.get_text(strip=True) and not cell.find(["img", "svg", "hr"]):
            cell.decompose()
    names: dict[str, int] = {}
    for table in soup.find_all("table"):
        for name in ("border", "style"):
            table.attrs.pop(name, None)
        _align(table)
        _label_cells(table)
        box = table.parent if "scroll" in table.parent.get("class", []) else table.wrap(soup.new_tag("div"))
        name = _heading_above(table) or "Tabell"
        names[name] = names.get(name, 0) + 1
        name = f"{name} ({names[name]})" if names[name] > 1 else name
        box.attrs.update({"class": "table", "tabindex": "0", "role": "region", "aria-label": name})
    for text in soup.find_all(string=_PERCENT):
        if not text.find_parent(["q", "a", "code", "pre", "mark"]):
            text.replace_with(_PERCENT.sub("\\1\u00a0%", text))
    for number in soup.find_all("data"):
        after = number.next_sibling
        if isinstance(after, NavigableString) and after.startswith(" %"):
            after.replace_with(f"\u00a0{after[1:]}")
    for row in soup.select("thead tr"):
        for cell in row.find_all("th", string=False):
            if not cell.get_text(strip=True) and not cell.find(True):
                cell.name = "td"


def _label_cells(table: Tag) -> None:
    """What a narrow screen needs: a remark in a box that stays in sight, and each cell with its column's name."""
    for cell in table.select("tr.below > td:last-child"):
        box = Tag(name="div", attrs={"class": "under"})
        box.extend(list(cell.contents))
        cell.append(box)
    if "framework" in table.get("class", []):
        names = [head.get_text(" ", strip=True) for head in table.select("thead th")]
        for row in table.select("tbody tr"):
            for name, cell in zip(names, row.find_all("td", recursive=False), strict=False):
                cell["data-label"] = name


def _align(table: Tag) -> None:
    """Columns that hold nothing but numbers are set to the right with their headings; dates are not broken."""
    rows = [
        cells
        for row in table.select("tbody tr")
        if not (cells := row.find_all(["td", "th"]))[0].has_attr("colspan")
    ]
    heads = table.select("thead tr:last-child > *")
    for column, head in enumerate(heads):
        cells = [row[column] for row in rows if len(row) == len(heads) and row[column].name == "td"]
        texts = [cell.get_text(strip=True) for cell in cells if cell.get_text(strip=True)]
        numeric = (
            bool(texts)
            and all(_NUMBER.fullmatch(text) for text in texts)
            and not any(c.find("a") for c in cells)
        )
        for cell in cells:
            kinds = [kind for kind in cell.get("class", []) if kind != "number"]
            text = cell.get_text(strip=True)
            cell["class"] = [
                *kinds,
                *["num"] * numeric,
                *["date"] * bool(not numeric and _DATE.fullmatch(text)),
            ]
            if not cell["class"]:
                del cell["class"]
        if numeric:
            head["class"] = [*head.get("class", []), "num"]


def _heading_above(tag: Tag) -> str:
    heading = tag.find_previous(["h2", "h3", "h4"])
    return heading.get_text(" ", strip=True) if heading else ""


def _mend_links(soup: BeautifulSoup, pages: Mapping[str, str]) -> dict[str, list[str]]:
    """Lead links to this report's pages, give those to sources an id; returns the ids by what they cite."""
    cites: dict[str, list[str]] = {}
    for link in soup.find_all("a", href=True):
        address, sign, anchor = link["href"].partition("#")
        address = address.removeprefix("../reports/")
        if address.endswith(".ipynb") and PurePosixPath(address).name in pages:
            address = pages[PurePosixPath(address).name]
        link["href"] = address + sign + anchor
        if address.startswith("source_"):
            number = sum(map(len, cites.values())) + 1
            link["id"] = f"cite-{number}"
            cites.setdefault(link["href"], []).append(link["id"])
    return cites


def _list_headings(soup: BeautifulSoup) -> list[tuple[int, str, str]]:
    """Every h2 and h3 with an id of its own, for the table of contents."""
    taken = {tag["id"] for tag in soup.find_all(id=True) if tag.name not in ("h2", "h3")}
    headings = []
    for tag in soup.find_all(["h2", "h3"]):
        text = " ".join(tag.get_text(" ", strip=True).split())
        if tag.find_parent("section", class_="evidence"):
            continue  # one for every factor: too many for a table of contents
        base = re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "section"
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
        tag["id"] = next(name for name in names if name not in taken)
        taken.add(tag["id"])
        headings.append((int(tag.name[1]), str(tag["id"]), text))
    return headings
