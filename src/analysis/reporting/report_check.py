"""Checking a finished report as a reader meets it: links, pictures, privacy, evidence, and nothing that asks the net.

The pages are read as they lie there, so a fault put in by hand is found as well; what they say is held against
the ledger, the tables, the raw texts and the notebooks (`ledger_check`).
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from analysis.paths import NOTEBOOKS, RAW
from analysis.reporting.cell_check import Reruns
from analysis.reporting.downloads import check_downloads
from analysis.reporting.freshness import MANIFEST
from analysis.reporting.ledger_check import check_cells, check_ledger, read_ledger
from analysis.reporting.name_check import find_shown_names

_LOADS = dict.fromkeys("img script iframe source video audio embed track input".split(), "src")
_LOADS |= dict.fromkeys("link image use base".split(), "href") | {"object": "data"}
_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_STYLE_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)


def check_report(
    folder: Path, tables: Mapping[str, Any], *, raw: Path = RAW, notebooks: Path = NOTEBOOKS
) -> list[str]:
    """What is wrong with a report, one sentence a fault; empty when it is sound.

    `tables` are DataFrames from `load_tables`; the table `people` names whom the pages may not name, unless
    the report shows names in full. `raw` and `notebooks` are the folders that it was built from.
    """
    pages = sorted(folder.glob("*.html"))
    if not pages:
        return [f"{folder.name} holds no pages: run analysis report."]
    trees = {path.name: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in pages}
    anchors = {name: {str(tag["id"]) for tag in tree.find_all(id=True)} for name, tree in trees.items()}
    problems = []
    if "index.html" not in trees:
        problems.append("index.html is missing: the report has no first page.")
    for name, tree in trees.items():
        problems += [f"{name}: {fault}" for fault in _link_faults(name, tree, anchors, folder)]
        problems += [f"{name}: {fault}" for fault in _request_faults(tree)]
        problems += [f"{name}: {fault}" for fault in _access_faults(tree)]
    about, ledger = _read_manifest(folder), read_ledger(folder)
    names = str(about.get("names", "role"))
    if isinstance(ledger, str):
        return [*problems, ledger, *find_shown_names(folder, tables, names)]
    with Reruns(ledger.list_runs(notebooks)) as reruns:  # the notebooks run while the pages are read
        problems += check_ledger(folder, ledger, trees, tables, raw, about)
        problems += find_shown_names(folder, tables, names)
        spoilt = [] if problems else list(check_downloads(folder, tables, about))
        problems += check_cells(folder, ledger, trees, notebooks, reruns)
    return problems or spoilt  # the files are made of pages that hold


def _read_manifest(folder: Path) -> dict[str, Any]:
    """What the report says of itself; nothing when it does not."""
    path = folder / MANIFEST
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _link_faults(page: str, tree: Tag, anchors: Mapping[str, set[str]], folder: Path) -> Iterator[str]:
    for link in tree.find_all("a", href=True):
        href = str(link["href"])
        if href.lower().startswith(("http://", "https://")):
            continue
        if _OUTSIDE.match(href):
            yield f"a link leads to {href[:60]!r}, which is no page."
            continue
        path, _, anchor = unquote(href).partition("#")
        target = path or page
        if target not in anchors and not (folder / target).resolve().is_relative_to(folder.resolve()):
            yield f"a link leads out of the report to {href!r}."
        elif target not in anchors and not (folder / target).is_file():
            yield f"a link leads to {target!r}, which does not exist."
        elif anchor and anchor not in anchors.get(target, {anchor}):
            yield f"a link leads to {target}#{anchor}, and that page has no such place."


def _request_faults(tree: Tag) -> Iterator[str]:
    """Whatever runs, or would make a browser ask for something outside the file."""
    for tag in tree.find_all(True):
        if tag.name == "script":
            yield "it holds a script: the report must work without."
        if tag.name == "meta" and str(tag.get("http-equiv", "")).lower() == "refresh":
            yield "it sends the reader elsewhere by itself."
        for attribute in (_LOADS.get(tag.name, ""), "srcset", "background", "poster", "xlink:href"):
            address = str(tag.get(attribute, "")).strip() if attribute else ""
            if address and not address.startswith(("data:", "#")):
                yield f"<{tag.name}> loads {address[:80]!r}: a page must hold all that it shows."
        if events := [name for name in tag.attrs if name.lower().startswith("on")]:
            yield f"<{tag.name}> runs something at {events[0]}."
        styled = tag.get_text() if tag.name == "style" else str(tag.get("style", ""))
        if _STYLE_LOADS.search(styled):
            yield f"the style of <{tag.name}> loads something from outside."


def _access_faults(tree: Tag) -> Iterator[str]:
    page = tree.find("html")
    if page is None or not page.get("lang"):
        yield "it does not say its language."
    if tree.title is None or not tree.title.get_text(strip=True):
        yield "it has no title."
    for picture in tree.find_all("img"):
        if not str(picture.get("alt", "")).strip():
            yield "a picture has no text that stands in for it (alt)."
    ids = [str(tag["id"]) for tag in tree.find_all(id=True)]
    for twice in sorted({one for one in ids if ids.count(one) > 1}) if len(ids) > len(set(ids)) else ():
        yield f"two places have the id {twice!r}."
