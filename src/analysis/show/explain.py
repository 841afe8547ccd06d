"""Why one find is what it is, as a table."""

from markupsafe import Markup

from analysis.claims import conclusion
from analysis.explaining.explain import Fact, Source, explain
from analysis.labels import label_text as t
from analysis.show.base import Shown, link, table
from analysis.study import Study


def explain_table(study: Study, wanted: str) -> Shown:
    """The facts behind a coding, proposal, quantity, outcome, quote or cell (`case_id/code`), hit marked."""
    source = Source(study.frames, study.codebook, study.language, study.names)
    facts = explain(source, wanted)
    return table(
        {
            "": [fact.item for fact in facts],
            t("text", study.language): [_show(fact, wanted) for fact in facts],
        },
        kind="explanation",
    )


def _show(fact: Fact, wanted: str) -> Markup:
    """The words of a fact with the hit marked and, where they are the source's, a link to it."""
    if fact.hit is None:
        return conclusion(fact.text, [wanted])
    start, end = fact.hit
    words = Markup('<span lang="sv">{}<mark>{}</mark>{}</span>').format(
        fact.text[:start], fact.text[start:end], fact.text[end:]
    )
    return link(fact.sentence_id, words) if fact.sentence_id else words
