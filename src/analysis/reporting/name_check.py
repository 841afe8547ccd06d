"""Looking for people in a finished report: whom it names although its mode of showing names forbids it."""

import html
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.comparing.context import load_context
from analysis.labels import LANGUAGES
from analysis.reporting.downloads import read_downloads
from analysis.reporting.ledger import LEDGER, LEDGER_TABLE
from analysis.reporting.privacy import find_leaks, list_boilerplate_names


def find_shown_names(folder: Path, tables: Mapping[str, Any], mode: str) -> Iterator[str]:
    """What the pages, ledger, notebooks and downloads of a report show and should not, one sentence each.

    That is contact data, and unless `mode` is `full` the people of `tables` and whatever looks like a name.
    """
    people = tables["people"] if mode != "full" else tables["people"].iloc[:0]
    named = set(tables["people"]["name"])
    owners = [name for name in list_boilerplate_names(tables["segments"]) if name not in named]
    published = _list_published([*people["name"], *owners])

    def find(text: str, names: Any) -> list[str]:
        for words in published:
            text = text.replace(words, "").replace(html.escape(words), "")
        return find_leaks(text, names, owners, possible=mode != "full")

    for path in sorted(folder.glob("*.html")):
        doc_id = path.stem.removeprefix("source_") if path.name.startswith("source_") else ""
        near = people[people["doc_id"] == doc_id] if doc_id else people
        for leak in find(path.read_text(encoding="utf-8"), near["name"]):
            yield f"{path.name}: it shows {leak}."
    if (folder / LEDGER).is_file():
        for leak in find(_read_claims(folder / LEDGER), people["name"]):
            yield f"{LEDGER}: it shows {leak}."
    if (folder / LEDGER_TABLE).is_file():
        for leak in find(
            html.escape((folder / LEDGER_TABLE).read_text(encoding="utf-8-sig")), people["name"]
        ):
            yield f"{LEDGER_TABLE}: it shows {leak}."
    for path in sorted(folder.glob("notebooks/*.ipynb")):
        for leak in find(_read_notebook(path), people["name"]):
            yield f"notebooks/{path.name}: it shows {leak}."
    for name, texts in read_downloads(folder):
        for leak in find("\n\n".join(map(html.escape, dict.fromkeys(texts))), people["name"]):
            yield f"{name}: it shows {leak}."


def _list_published(names: Any) -> list[str]:
    """The cells of data/reference that hold such a name: authors of studies may share one with a person of a text."""
    notes = {
        str(cell)
        for lang in LANGUAGES
        for frame in load_context(lang=lang).values()
        for cell in frame.select_dtypes("string").to_numpy().flat
    }
    return sorted(
        (words for words in notes if find_leaks(html.escape(words), names, possible=True)),
        key=len,
        reverse=True,
    )


def _read_claims(path: Path) -> str:
    """The words of a ledger's claims; nothing of a file that is none, which the check of the ledger tells."""
    try:
        claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
        words = dict.fromkeys(words for one in claims for words in (one["text"], one["table"]))
        return "\n\n".join(html.escape(str(one)) for one in words)
    except (ValueError, KeyError, TypeError):
        return ""


def _read_notebook(path: Path) -> str:
    """The words of a notebook's cells and outputs, without pictures."""
    texts = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        texts.append(_joined(cell["source"]))
        for output in cell.get("outputs", []):
            shown = {"text/plain": output.get("text", ""), **output.get("data", {})}
            texts += [_joined(value) for kind, value in shown.items() if kind.startswith("text/")]
    return "\n\n".join(texts)


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)
