"""Whatever people write or send is read or refused with a reason: found cases, and Swedish texts put together at random."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.fuzzing.targets import FOUND, TARGETS, fuzz_codebook, fuzz_corrections, fuzz_decisions, fuzz_text

from analysis.coding.codebook import DEFAULT
from analysis.coding.decision_file import DEFAULT as DECISIONS
from analysis.documents import CORRECTIONS
from analysis.paths import RAW

CASES = [pytest.param(path, id=f"{path.parent.name}/{path.name}") for path in sorted(FOUND.glob("*/*"))]

# What finders take hold of, and what trips them up.
PIECES = (
    """
47 personer|drygt 70 procent|1 200 kronor|3–6 månader|8 av 10|var tredje|2,5 mkr|§ 84|0,|,5|–|- |• |1. |a) |12:30|
den 3 mars 2018|170201-181231|2017 - pågående|i oktober|2018-02-30|Publicerad: 2019-04-09|Senast uppdaterad|
– Vi ser att det fungerar|, säger Anna Berg|, enhetschef på Arbetsförmedlingen.|”Ja|”|"|»|«|’|’s|Anna|Berg|Ali Hassan|
von|af|S:t|Järfälla kommun|Gnosjös|Norrköpings kommun|Län|län|Region Skåne|AB|Steg 2|projektet ”Vägen in”|
Framgångsfaktorer:|samverkan|inte|saknas|ska|hoppas|matchning|praktikplats|språk|lades ned|bl.a.|m.fl.|kl.|t.ex.|
Kontakt|Dela|Läs mer|namn@exempel.se|070-123 45 67|███|https://|.|..|...|?|!|:|;|(|)|[|]|{|}|{{|$(|<b>|&amp;|\\|
\n|\n\n|\r\n|\t| |\u00a0|\u2009|\u200b|\u202e|\ufeff|\x00|\x1b[31m|\x85|\u2028|a\u030a|o\u0308|😀|👩‍👩‍👧|ﬁ|İ|ß|١٢٣|½|²|x
""".replace("\n", "")
    .replace("\\n", "\n")
    .replace("\\r", "\r")
    .replace("\\t", "\t")
    .split("|")
)

SAID = [
    "17 fick arbete",
    "av dem som lämnat",
    "2018",
    "Allmän yrkesutbildning",
    "säger Eva Ek",
    "tack vare",
    "Eva Ek",
]
PIECE = st.sampled_from(PIECES) | st.text(max_size=6)
BETWEEN = st.sampled_from(["", " ", " ", " ", "\n", "\n\n", "\u00a0"])


@st.composite
def swedish_like(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(PIECE, BETWEEN), max_size=40))
    return "".join(piece + between for piece, between in pieces)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """A few lines, each of which says one thing over and over without a full stop."""
    said = st.lists(st.sampled_from([*PIECES, *SAID]), min_size=1, max_size=4).map(" ".join)
    lines = st.tuples(said, st.sampled_from([" ", ", ", ""]), st.integers(2, 300))
    return "\n".join((one + between) * times for one, between, times in draw(st.lists(lines, max_size=3)))


@pytest.mark.parametrize("path", CASES)
def test_a_case_that_once_failed_holds(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(swedish_like())
@example("")
def test_any_text_becomes_tables_whose_spans_hold(text: str) -> None:
    fuzz_text(text.encode("utf-8", "ignore"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows())
@example("Eva Ek Berg " * 400)  # a row of names once ended the run
@example(
    "En svetsare med 22 år i yrket." + "\t" * 60 + "Nytt försök 2024"
)  # a row of tabs never came to an end
@example("17 som Allmän yrkesutbildning " * 400)
def test_a_row_without_a_full_stop_is_read_in_good_time(text: str) -> None:
    fuzz_text(text.encode("utf-8", "ignore"))


SLOW = {  # each once took from 40 to 8,000 ms a kB
    "a row of blanks that could end in a figure": ("Antal deltagare" + " " * 900 + "x\n\n") * 8,
    "a row of blanks in a line": "April" + " " * 40_000 + "x",
    "capitals after a sign within a word": "K&" * 20_000,
    "a menu with blanks around its signs": "Nyheter · Sport · Kultur · Ledare · Hem · Start · Lund · Luleå · Umeå · Malmö · Mora · Ale\n",
    "a long breadcrumb": "Rubrik\n\n" + "Start / A / B / C / D / E / F / G / H / I / J / K.\n\n" * 30,
    "blanks after a stamp": "Rubrik\n\n" + ("Publicerad av" + " " * 150 + "x den 3 mars 2018\n\n") * 20,
    "people who share their first names": "".join(
        f"säger Jean Monnet {a}{b}{c}{d} Ek. Jean Monnet " for a in "BDFGH" for b in "aeiou" for c in "klmnrst" for d in "aeiou"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_text_that_was_slow_once_is_read_in_good_time(text: str) -> None:
    fuzz_text("Vi började i mars.".encode())
    began = time.process_time()
    fuzz_text(text.encode())
    assert time.process_time() - began < 0.03 * max(len(text) / 1000, 1)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_page_with_a_piece_cut_out_or_put_in_still_holds(data: st.DataObject) -> None:
    page = data.draw(st.sampled_from(sorted(RAW.glob("*.txt")))).read_text(encoding="utf-8-sig")
    start = data.draw(st.integers(0, len(page)))
    end = min(len(page), start + data.draw(st.integers(0, 300)))
    fuzz_text((page[:start] + data.draw(PIECE) + page[end:]).encode("utf-8", "ignore"))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(TARGETS.keys() - {"text"})), st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize(
    ("path", "target"),
    [(DEFAULT, fuzz_codebook), (DECISIONS, fuzz_decisions), (RAW / CORRECTIONS, fuzz_corrections)],
)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(path: Path, target, data: st.DataObject) -> None:
    whole = path.read_bytes()[:6000]
    at = data.draw(st.integers(0, len(whole)))
    target(whole[:at] + data.draw(st.binary(max_size=4)) + whole[at + data.draw(st.integers(0, 8)) :])
