"""Whether quotes stand where they belong: under their case, beside a link to their sentence, in their cell."""

from collections.abc import Iterator, Mapping

from bs4 import Tag

from analysis.reporting.claim_check import Sources, around
from analysis.reporting.ledger import REPAIR, Claim, plain_text


def check_quotes(main: Tag, own: Mapping[str, Claim], case_id: str, sources: Sources) -> Iterator[str]:
    """What is wrong with the quotes of a page, which may be about one case; `own` are its claims.

    Each is shown for the case it comes from, and its link leads to its sentence. A link's words are the name of
    the case, or the number of the sentence, with its document before it where a case has several.
    """
    for tag in main.find_all("q"):
        claim = own.get(str(tag.get("id", "")))
        if claim is None:
            yield f"{around(tag)} the quote has no claim in the ledger: {REPAIR}"
            continue
        row = "".join(claim.evidence[:1])
        case = sources.case_of(row)
        if case_id and case != case_id:
            yield f"{around(tag)} the quote is from {case}, on the page of {case_id}: {REPAIR}"
        cite = tag.find_next_sibling("cite")
        link = (cite or tag).find("a", href=True)
        if link and not str(link["href"]).endswith(f"#{row}"):
            yield f"{around(tag)} the quote's link leads to {link['href']}, not to {row}: {REPAIR}"
        label, shown = _name_case(case, sources), plain_text(link.get_text()) if link else ""
        doc_id, _, digits = row.rpartition("-s")
        number = digits.lstrip("0")
        if cite and link and shown not in (plain_text(label), number, f"{doc_id} {number}"):
            yield f"{around(tag)} the quote is from {label}, shown for {shown}: {REPAIR}"


def check_framework(main: Tag, own: Mapping[str, Claim], sources: Sources) -> Iterator[str]:
    """What is wrong with framework matrices: a line or a quote in the cell of another case or factor."""
    for table in main.select("table.framework"):
        heads = [plain_text(head.get_text()) for head in table.select("thead th")]
        cases = {_name_case(case, sources): case for case in sources.rows["cases"]}
        for row in table.select("tbody tr"):
            cells = row.find_all("td", recursive=False)
            factor = plain_text(cells[0].get_text())
            for head, cell in zip(heads[1:], cells[1:], strict=False):
                case = cases.get(head.removesuffix("*"), "")  # nobody has decided some of its codings
                yield from _check_cell(cell, head, factor, case, own, sources)


def _check_cell(
    cell: Tag, head: str, factor: str, case: str, own: Mapping[str, Claim], sources: Sources
) -> Iterator[str]:
    if cell.get("data-label") != head:
        yield f"{around(cell)} the cell of {head} is called {cell.get('data-label')!r} on narrow screens: {REPAIR}"
    for line in cell.select("span.conclusion"):
        if plain_text(line.get_text()) != sources.written.find_line(case, factor):
            yield f"{around(line)} the line is not that of {head} and {factor} in summaries.csv: {REPAIR}"
    for quote in cell.find_all("q"):
        claim = own.get(str(quote.get("id", "")))
        if claim and sources.case_of("".join(claim.evidence[:1])) != case:
            yield f"{around(quote)} the quote is not from {head}, in whose column it stands: {REPAIR}"


def _name_case(case: str, sources: Sources) -> str:
    return str(sources.rows["cases"].get(case, {}).get("label", case))
