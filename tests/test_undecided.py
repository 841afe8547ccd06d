"""What the report says of codings that count although nobody has decided them, and which evidence stands first."""

import pandas as pd
import pytest
from markupsafe import Markup

from analysis import show
from analysis.comparing.compare import list_timeline, pick_evidence
from analysis.show.one_case import _is_state
from analysis.study import open_study
from analysis.tables import load_tables

PARTS = (show.summary, show.review_counts, show.matrix_table, show.case_factors_table)
SAYS = {"en": "which nobody has decided (Luleå)", "sv": "som ingen har beslutat om (Luleå)"}


def read(shown):
    return Markup(shown.html).striptags()


def open_undecided(**variables):
    """The five cases as they are when nobody has decided on Luleå."""
    frames = dict(load_tables())
    codings = frames["codings"]
    mine = (codings["case_id"] == "lulea") & codings["counted"]
    frames["codings"] = codings.assign(coder=codings["coder"].mask(mine, "rules"))
    return open_study(variables, frames), int(mine.sum())


@pytest.mark.parametrize("language", ["en", "sv"])
def test_codings_that_nobody_has_decided_are_counted_with_their_case(language):
    study, number = open_undecided(language=language)
    for part in PARTS:
        assert SAYS[language] in read(part(study)), part.__name__
        assert f"{number} {'of the codings' if language == 'en' else 'av de kodningar'}" in read(part(study))


@pytest.mark.parametrize("language", ["en", "sv"])
def test_nothing_is_said_of_undecided_codings_where_there_are_none(language):
    study = open_study({"language": language})
    nobody = SAYS[language].partition(" (")[0]
    assert not [part.__name__ for part in PARTS if nobody in read(part(study))]
    assert ("Only decided codings count" if language == "en" else "Bara beslutade kodningar räknas") in read(
        show.review_counts(study)
    )


def test_the_summary_says_that_every_some_or_no_proposal_was_decided():
    some, _ = open_undecided()
    codings = load_tables()["codings"]
    frames = {**load_tables(), "codings": codings[codings["coder"] == "rules"].assign(counted=True)}
    one = "and one coder, a language model, decided"
    assert f"{one} every proposal." in read(show.summary(open_study({})))
    assert f"{one} some of the proposals." in read(show.summary(some))
    assert "and nobody has decided any of the proposals." in read(show.summary(open_study({}, frames)))


def test_only_the_undecided_case_has_an_asterisk_in_the_matrix():
    study, _ = open_undecided()
    assert "Luleå*</th>" in show.matrix_table(study).html
    assert show.matrix_table(study).html.count("*</th>") == 1
    framework = show.framework_table(study)
    assert framework.html.count("*</th>") == 1 and SAYS["en"] in read(framework)


def test_what_speaks_for_a_factor_is_stronger_than_a_claimed_plan_or_hindrance():
    codings = pd.DataFrame(
        [("s1", "planned", "claimed", "official"), ("s2", "facilitator", "described", "text"),
         ("s3", "barrier", "described", "official"), ("s4", "facilitator", "claimed", "text")],
        columns=["sentence_id", "polarity", "status", "voice"],
    ).assign(code="matching", case_id="a", text="words")  # fmt: skip
    sentences = pd.DataFrame({"sentence_id": ["s1", "s2", "s3", "s4"], "text": "", "start": [0, 1, 2, 3]})
    assert pick_evidence(codings, sentences, 9)["sentence_id"].tolist() == ["s4", "s2", "s1", "s3"]


def test_the_answer_tells_how_many_claimed_factors_have_counter_evidence_wherever_they_are_claimed():
    study = open_study({})
    cells = study.matrix.merge(study.codings, on=["case_id", "code"])
    claimed = cells[(cells["polarity"] == "facilitator") & (cells["status"] == "claimed")]
    beside = claimed["code"].nunique() - claimed[claimed["cell"] == "claimed"]["code"].nunique()
    assert beside and f", {beside} of them only beside a passage that says" in read(show.answer(study))
    assert f", {beside} of them only beside a passage that says" in read(show.summary(study))
    assert "beside" not in read(show.answer(open_study({"minimum_status": "claimed"})))


def test_a_date_told_twice_stands_once_and_a_bare_year_as_the_year():
    study = open_study({})
    dates = list_timeline(study.frames, study.cases)
    assert not dates.duplicated(["case_id", "kind", "date_start", "date_end", "text"]).any()
    assert "2017 – ongoing" in read(show.case_heading(open_study({"case_id": "lulea"})))
    assert "2017-02-01 – 2018-12-31" in read(show.case_heading(open_study({"case_id": "trelleborg"})))
    assert "-01-01" not in read(show.timeline_table(study))


def test_the_states_programmes_stand_last_among_the_names_and_a_cut_list_says_so():
    assert _is_state("etableringsinsatser") and not _is_state("Samordnad etablering")
    shown = read(show.case_template(open_study({"case_id": "trelleborg"})))
    assert shown.index("Samordnad etablering") < shown.index("etableringsprogrammet (the state")
    assert "+1" in read(show.case_template(open_study({"case_id": "gnosjo"})))


def test_the_words_that_no_factor_covers_are_marked_on_the_case_page():
    assert "<mark>Punktinsatser" in show.case_template(open_study({"case_id": "gnosjo"})).html
