"""The measure of the rules: annotations are read as the texts are, and a fault says where it stands."""

import unicodedata

import pytest

from analysis import quality
from analysis.errors import AnalysisError
from analysis.matching import by_pair
from analysis.quality import count_part, list_references
from analysis.show import steps
from analysis.study import open_study

TEXT = "Järfälla\n\nKommunerna i Skåne län och Dalarna möttes i Örebro. 12 personer fick jobb.\n"


@pytest.fixture
def reference(tmp_path, monkeypatch):
    monkeypatch.setattr(quality, "REFERENCE", tmp_path)
    folder = tmp_path / "tuning"
    folder.mkdir()

    def write(annotation, text=TEXT):
        (folder / "one.txt").write_text(text, encoding="utf-8")
        (folder / "one.yml").write_text(annotation, encoding="utf-8")
        return "tuning"

    return write


def test_a_faulty_annotation_is_named_with_its_line_and_the_repair(reference):
    part = reference("places: []\ncodes:\n  - {text: Ord: och sats, code: x}\n")
    with pytest.raises(AnalysisError, match=r"one\.yml: line 3: .*: put words with a colon"):
        list(list_references(part))


@pytest.mark.parametrize(
    "content", [b"people: []\n# \xe5", b"dates:\n  - {text: x, date_start: 2018-13-45}\n"]
)
def test_an_annotation_that_cannot_be_read_is_named(reference, tmp_path, content):
    part = reference("")
    (tmp_path / "tuning" / "one.yml").write_bytes(content)
    with pytest.raises(AnalysisError, match=r"one\.yml: .*save it as YAML in UTF-8"):
        list(list_references(part))


def test_words_that_are_not_in_the_text_are_told_by_their_place_alone(reference):
    part = reference("quotes:\n  - {text: 12 personer}\n  - {text: hemliga ord}\n")
    with pytest.raises(AnalysisError, match=r"one: quotes 2: its words are not in the text") as error:
        count_part(part)
    assert "hemliga" not in str(error.value)


def test_an_annotation_in_another_unicode_form_finds_its_words(reference):
    annotation = "quantities:\n  - {text: 12 personer fick jobb, low: 12, high: 12, unit: person, kind: outcome}\nplaces:\n  - {place: Järfälla, role: subject}\n"
    composed = count_part(reference(annotation))["one"]
    decomposed = count_part(reference(unicodedata.normalize("NFD", annotation)))["one"]
    assert decomposed == composed
    assert composed["places"].missed == 0


def test_a_county_is_one_place_with_and_without_lan_and_no_municipality(reference):
    annotation = "places:\n  - {place: Skåne, role: other}\n  - {place: Dalarnas län, role: other}\n  - {place: Örebro län, role: other}\n"
    places = count_part(reference(annotation))["one"]["places"]
    assert (places.right, places.missed_texts) == (2, ["Örebro län"])
    assert "Örebro" in places.wrong_texts


def test_a_code_with_another_status_is_both_wrong_and_missed():
    sentence = {"sentence_id": "a-s001", "start": 0, "end": 20}
    found = {"code": "housing", "start": 2, "end": 9, "text": "Bostad", "cue": "bostad", "status": "claimed"}
    read = found | {"status": "described"}
    count = by_pair([read], {"sentences": [sentence], "codings": [found]}, ("status",))
    assert (count.right, count.wrong, count.missed) == (0, 1, 1)


@pytest.mark.parametrize(("texts", "intervals"), [(9, False), (10, True)])
def test_fewer_than_ten_texts_get_no_interval(monkeypatch, texts, intervals):
    score = quality.Score("tuning", "people", 8, 1, 1, 0.9, 0.9, 0.9, 0.8, 0.95)
    monkeypatch.setattr(steps, "_score_part", lambda part: [score])
    monkeypatch.setattr(steps, "_count_texts", lambda part: texts)
    shown = str(steps.quality_table(open_study({"parts": ["tuning"], "language": "en"})).html)
    assert ("0.95" in shown) is intervals
