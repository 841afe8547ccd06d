"""The codebook: the project's own is whole and tested; a faulty one is refused with every problem and its line."""

from pathlib import Path
from typing import NamedTuple

import pytest

from analysis.coding.codebook import Codebook, load_codebook
from analysis.coding.codebook_entries import CUE_LISTS, Code, Cue
from analysis.coding.polarity import read_sentence
from analysis.errors import AnalysisError

BOOK = load_codebook()
CUES = [(name, number) for name in CUE_LISTS for number in range(len(BOOK.cues[name]))]

GOOD = """\
version: 1
themes:
  - {id: A, label_sv: "Tema", label_en: "Theme"}
codes:
  - id: one
    theme: A
    kind: factor
    label_sv: "En"
    label_en: "One"
    definition: "d"
    definition_sv: "d"
    code_when: "w"
    not_when: "n"
    strong: ["samverk*"]
claim_cues:
  - {cue: "tack vare", side: after, exclude: ["tack vare dig"]}
"""


class Fault(NamedTuple):
    """A line of a good codebook, what stands there instead, and the message that answers."""

    old: str
    new: str
    message: str


FAULTS = [
    Fault("version: 1", "version: one", "line 1: version is missing or not a int: add it"),
    Fault('label_sv: "Tema", ', "", "line 3: a theme without label_sv: give it one"),
    Fault('    label_en: "One"\n', "", "line 5: code one has no label_en: write it"),
    Fault('["samverk*"]', "samverk", "line 5: code one: strong is not a list of texts"),
    Fault('["samverk*"]', '["samverk*", "*"]', "line 5: code one: strong '*': no word in it: write one"),
    Fault(
        '["samverk*"]',
        '["hälso*undersökning*|"]',
        "line 5: code one: strong 'hälso*undersökning*|': an alternative is empty",
    ),
    Fault('"tack vare dig"', '"tack |dig"', "line 16: claim_cues 'tack |dig': an alternative is empty"),
    Fault(
        "strong:",
        'named_by: ["Andersson 2020"]\n    strong:',
        "line 5: code one: named_by 'Andersson 2020' is no key of studies",
    ),
    Fault("strong:", "stark:", "line 5: code one has an unknown field 'stark'"),
    Fault("theme: A\n", "theme: B\n", "line 5: code one: theme 'B' is not among A: choose one"),
    Fault("kind: factor", "kind: faktor", "line 5: code one: kind 'faktor': use factor, context or residual"),
    Fault(
        "strong:",
        'ignore_polarity: ["fear"]\n    strong:',
        "line 5: code one: ignore_polarity 'fear': use disc",
    ),
    Fault("strong:", 'yields_to: ["two"]\n    strong:', "line 5: code one yields to 'two', which is no code"),
    Fault("strong:", "in_names: maybe\n    strong:", "line 5: code one: in_names 'maybe': use true or false"),
    Fault("side: after", "side: left", "line 16: side 'left' of claim_cues: use before, after or any"),
    Fault(
        "side: after",
        "explains_lack: ja",
        "line 16: explains_lack 'ja' of claim_cues: use true or false",
    ),
    Fault('["tack vare dig"]', "dig", "line 16: exclude of claim_cues is not a list of texts"),
    Fault(
        'cue: "tack vare"',
        'words: "tack vare"',
        "line 16: an entry of claim_cues without a cue: write cue: WORDS",
    ),
    Fault(
        "side: after", "sida: after", "line 16: claim_cues has an unknown field 'sida': correct or remove it"
    ),
    Fault(
        "claim_cues:", "klaim_cues:", "line 1: unknown key 'klaim_cues': remove it, or correct its spelling"
    ),
    Fault("  - {cue", "  {cue", "line 1: claim_cues is not a list"),
    Fault("version: 1", "version: [", "not valid YAML"),
]


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codebook.yml"
    path.write_text(text, encoding="utf-8")
    return path


BOMBS = {
    "an object": ("!!python/object/apply:os.system ['touch built']", "line 1: not valid YAML (could not determine"),
    "100,000 brackets": ("[" * 100_000, "line 1: more than 1000 layers"),
    "100,000 dashes": ("- " * 100_000, "line 1: more than 1000 layers"),
    "layers that close": ("version: " + "[" * 20_000 + "]" * 20_000, "line 1: more than 1000 layers"),
    "a list in itself": ("version: 1\nthemes: &a [*a]", "line 2: the alias *a stands in what has an anchor itself"),
    "aliases of aliases": (
        "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(40)) + "themes: *a40",
        "line 2: the alias *a0 stands in what has an anchor itself",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_yaml_that_would_run_code_or_never_end_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text, message = BOMBS[name]
    with pytest.raises(AnalysisError) as caught:
        load_codebook(_write(tmp_path, text))
    assert message in str(caught.value)
    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.message)
def test_a_fault_is_named_with_its_line_and_a_repair(fault: Fault, tmp_path: Path) -> None:
    assert fault.old in GOOD
    with pytest.raises(AnalysisError) as caught:
        load_codebook(_write(tmp_path, GOOD.replace(fault.old, fault.new)))
    assert fault.message in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("kind: factor", "kind: faktor").replace("side: after", "side: left")
    with pytest.raises(AnalysisError) as caught:
        load_codebook(_write(tmp_path, text))
    assert "kind 'faktor'" in str(caught.value) and "side 'left'" in str(caught.value)


def test_a_code_defined_twice_is_a_fault(tmp_path: Path) -> None:
    code = GOOD[GOOD.index("  - id: one") : GOOD.index("claim_cues")]
    with pytest.raises(AnalysisError, match="line 15: code one is defined twice"):
        load_codebook(_write(tmp_path, GOOD.replace("claim_cues", code + "claim_cues")))


def test_what_is_no_codebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match="no such file"):
        load_codebook(tmp_path / "none.yml")
    with pytest.raises(AnalysisError, match="not a mapping"):
        load_codebook(_write(tmp_path, "- a list"))
    (tmp_path / "latin.yml").write_bytes(GOOD.replace("Tema", "Tåg").encode("cp1252"))
    with pytest.raises(AnalysisError, match="not UTF-8"):
        load_codebook(tmp_path / "latin.yml")
    with pytest.raises(AnalysisError, match="a code that is no mapping"):
        load_codebook(_write(tmp_path, GOOD.replace("claim_cues", "  - one\nclaim_cues")))


def test_a_good_codebook_is_read_whole(tmp_path: Path) -> None:
    book = load_codebook(_write(tmp_path, GOOD))
    assert book.codes["one"].strong == ("samverk*",)
    assert book.cues["claim_cues"][0] == Cue(
        "tack vare", "", "", "", side="after", exclude=("tack vare dig",)
    )


def test_a_former_name_leads_to_the_present_one() -> None:
    code = Code("new", *["x"] * 8, formerly=("old",))
    book = Codebook(1, {}, {"new": code}, {})
    assert (book.current_id("new"), book.current_id("old"), book.current_id("none")) == ("new", "new", None)


@pytest.mark.parametrize(("name", "number"), CUES)
def test_every_cue_hits_its_example_and_misses_its_false_friend(name: str, number: int) -> None:
    cue = BOOK.cues[name][number]
    assert cue.example and cue.false_friend and cue.why

    def finds(text: str) -> bool:
        return any(found is cue for _, found in read_sentence(text, BOOK).cues.get(name, ()))

    assert finds(cue.example)
    assert not finds(cue.false_friend)


@pytest.mark.parametrize("code", BOOK.codes.values(), ids=lambda code: code.id)
def test_every_code_has_labels_examples_and_near_misses(code: Code) -> None:
    assert code.examples and code.near_misses
    assert code.label_sv and code.label_en and code.code_when and code.not_when


@pytest.mark.parametrize("code", BOOK.codes.values(), ids=lambda code: code.id)
def test_no_alternative_has_a_blank_in_it(code: Code) -> None:
    """`a b|c d` reads as three places, a, b|c and d; it is nearly always meant as two cues."""
    for cue in (*code.strong, *code.lack):
        words = cue.split()
        both_ends = [word for word in words if "|" in word and words.count(word.split("|")[-1]) > 1]
        assert not both_ends, cue
