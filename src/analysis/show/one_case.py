"""One case on one page: twelve items modelled on TIDieR, its factors, its people.

TIDieR (Hoffmann et al., BMJ 2014;348:g1687) lists what a description of an intervention should tell; for whom and
results are added here, how it was delivered is left out. An item the text does not tell is shown as not reported.
"""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from analysis.claims import count, derived, quote, total, value
from analysis.comparing.compare import list_actors, list_without_results, pick_claims, shorten_day
from analysis.comparing.wording import begin_small
from analysis.errors import AnalysisError
from analysis.labels import label_text as t
from analysis.reporting.pages import page_words
from analysis.row_ids import name_row, name_rows
from analysis.show.base import Shown, fill, hide_cut, link, say, sentence_link, swedish, table
from analysis.show.cues import load_cue
from analysis.show.plans import find_planned, say_kind
from analysis.show.results import mark_part, show_actor
from analysis.show.timeline import name_date_kinds
from analysis.show.undecided import say_undecided
from analysis.show.whose_words import tell_whose_words
from analysis.study import Study

_MOST = 4  # sentences or names shown for an item
_AREAS = ("municipality", "region", "country")  # a number of these is no measure of the case's own work


def case_heading(study: Study) -> Shown:
    """The case's name, municipality, county and period; raises when no single case is chosen."""
    if len(study.cases) != 1:
        raise AnalysisError(
            "parameters", f"case_id is empty: use one of {', '.join(study.frames['cases']['case_id'])}"
        )
    name = study.cases[0]
    case = study.frames["cases"].set_index("case_id").loc[name]
    cell = {column: value("cases", name, column, case[column]) for column in case.index}
    facts = [
        Markup("{} ({})").format(cell["municipality"], cell["municipality_code"])
        if case["municipality"]
        else "",
        cell["county"],
    ]
    if case["period_start"]:
        start, end = (_period_day(study, name, one, cell[one]) for one in ("period_start", "period_end"))
        facts.append(Markup("{} – {}").format(start, end or t("open", study.language)))
    return Shown(
        Markup("<h2>{}</h2><p>{}</p>").format(cell["label"], Markup(" · ").join(filter(None, facts)))
    )


def case_answer(study: Study) -> Shown:
    """What the case's texts name, credit with results and count, in whose words, and what of the twelve items they leave out."""
    lang, codings = study.language, study.codings
    named = study.matrix[study.matrix["cell"] != "silent"]
    credited = pick_claims(codings)
    results = study.outcomes[study.outcomes["kind"] == "outcome"]
    missing = [t(f"item_{name}", lang) for name, found in _read_items(study).items() if not found]
    words = page_words(lang)
    return say(
        words["case_answer"],
        texts=count(study.documents["doc_id"], "documents"),
        case=study.case_label(study.cases[0]),
        named=derived(len(named), ids=codings["coding_id"]),
        codes=len(study.codes),
        credited=derived(credited["code"].nunique(), ids=credited["coding_id"]),
        results=count(results["outcome_id"], "outcomes"),
        voices=tell_whose_words(study),
        missing=fill(words["case_items_missing"], items="; ".join(map(begin_small, missing)))
        if missing
        else "",
    )


def _period_day(study: Study, case: str, column: str, day: Markup) -> Markup:
    """A day of the case's period; the bare year where the text prints no more."""
    told = study.frames["cases"].set_index("case_id").loc[case, column]
    dates = study.rows("dates")
    same = dates[(dates["kind"] == "period") & (dates[column.replace("period", "date")] == told)]
    if same.empty or (short := shorten_day(told, same.iloc[0]["text"])) == told:
        return day
    return derived(short, ids=[name_row("dates", same.iloc[0].to_dict())])


def case_template(study: Study) -> Shown:
    """The twelve items with what the text tells of each, and where."""
    items = _read_items(study)
    missing = Markup('<em class="missing">{}</em>').format(t("not_reported", study.language))
    return table(
        {t("item", study.language): [t("item_" + name, study.language) for name in items],
         t("what the text says", study.language): [Markup("<br>").join(found) if found else missing for found in items.values()]},
        kind="template",
    )  # fmt: skip


def _read_items(study: Study) -> dict[str, list[Markup]]:
    return {
        "name": _names(study),
        "why": _sentences(study, "why"),
        "what": _factors(study),
        "provider": _organisations(study),
        "whom": _sentences(study, "whom"),
        "where": _places(study),
        "when": _dates(study),
        "how much": _quantities(study, ("design", "activity")),
        "adapted": _sentences(study, "adapted"),
        "changed": _changes(study),
        "assessed": _sentences(study, "assessed"),
        "results": _quantities(study, ("outcome", "target")),
    }


def _sentences(study: Study, item: str) -> list[Markup]:
    """The two sentences with the most cues of an item, as they stand in the text."""
    sentences = study.rows("sentences")
    cues = sentences["text"].map(lambda text: len(load_cue(item).findall(text)))
    found = cues[cues > 0].sort_values(ascending=False, kind="stable").head(2)
    return _quote(study, sentences.loc[sorted(found.index)]["sentence_id"])


def _quote(study: Study, sentence_ids: Iterable[str]) -> list[Markup]:
    """Each sentence once, in the words of the source, leading there."""
    sentences, hider = study.rows("sentences").set_index("sentence_id"), study.hider
    rows = sentences.loc[list(dict.fromkeys(sentence_ids))]
    return [
        quote(name, link(name, hider.hide(text, doc_id)))
        for name, text, doc_id in zip(rows.index, rows["text"], rows["doc_id"], strict=True)
    ]


def _names(study: Study) -> list[Markup]:
    """Names of the case's own first, then methods in small letters, last the programmes of the state."""
    initiatives = study.rows("initiatives")
    rows = initiatives.assign(row=name_rows("initiatives", initiatives))
    ids = rows.groupby("initiative", sort=False)["row"].agg(list)
    named = sorted(ids.items(), key=lambda one: (_is_state(one[0]), str(one[0])[0].islower(), -len(one[1])))
    if not named:
        return _words_for_it(study)
    lines = [
        Markup("{}{} <small>({}×)</small>").format(
            value("initiatives", same[0], "initiative", study.hider.hide(name)),
            f" ({t('state_programme', study.language)})" if _is_state(name) else "",
            count(same, "initiatives"),
        )
        for name, same in named[:_MOST]
    ]
    more = len(named) - _MOST
    return [*lines, derived(more, f"+{more}")] if more > 0 else lines


def _is_state(name: str) -> bool:
    """Whether an initiative is a programme of the state, by the row `state` of the cues."""
    return bool(load_cue("state").fullmatch(name))


def _words_for_it(study: Study) -> list[Markup]:
    """For work without a name of its own: the compound word for it that the text uses in most sentences, if in two."""
    found: dict[str, dict[str, str]] = {}
    for sentence_id, text in study.rows("sentences")[["sentence_id", "text"]].itertuples(index=False):
        for match in load_cue("called").finditer(text):
            found.setdefault(match["word"].lower(), {}).setdefault(sentence_id, match["word"])
    places = max(found.values(), key=len, default={})
    if len(places) < 2:
        return []
    first = next(iter(places))
    words = swedish(places[first], first)
    return [fill(t("called", study.language), word=words, sentences=count(places, "sentences"))]


def _factors(study: Study) -> list[Markup]:
    cells = study.matrix[study.matrix["cell"] != "silent"]
    by_theme: dict[str, list[str]] = {}
    for code in cells["code"]:
        by_theme.setdefault(study.codes[code].theme, []).append(study.label(code))
    lines = [
        Markup("<b>{}</b>: {}").format(study.theme_label(theme), ", ".join(labels))
        for theme, labels in by_theme.items()
    ]
    if apart := _quote_uncovered(study):
        words = Markup(" ").join(apart)
        lines.append(Markup("<i>{}</i>: {}").format(t("uncovered", study.language), words))
    return lines


def _quote_uncovered(study: Study) -> list[Markup]:
    """Each sentence that names a reason no factor covers, with the first such words in it marked."""
    sentences, hider = study.rows("sentences").set_index("sentence_id"), study.hider
    lines = []
    for row in study.uncovered.drop_duplicates("sentence_id").to_dict("records"):
        sentence = sentences.loc[row["sentence_id"]]
        start, end = row["start"] - sentence["start"], row["end"] - sentence["start"]
        pieces = hide_cut(hider, sentence["text"], row["doc_id"], start, end)
        words = Markup("{}<mark>{}</mark>{}").format(*pieces)
        lines.append(quote(row["sentence_id"], link(row["sentence_id"], words)))
    return lines


def _organisations(study: Study) -> list[Markup]:
    """The organisations of each kind, those of the case's own work first; other municipalities say what they are."""
    actors, named = study.rows("actors"), list_actors(study.frames, study.cases)
    firsts = {row["actor"]: row for row in reversed(actors.to_dict("records"))}
    lines = []
    for kind in (
        "municipality",
        "municipal_unit",
        "state_agency",
        "region",
        "coordination_body",
        "education",
        "association",
        "business",
        "employer",
    ):
        rows = named[named["kind"] == kind].head(_MOST).to_dict("records")
        names = [
            mark_part(show_actor(study, firsts[row["actor"]]), row["part"], study.language) for row in rows
        ]
        if names:
            lines.append(
                Markup("{}: {}").format(t("actor_" + kind, study.language), Markup(", ").join(names))
            )
    return lines


def _places(study: Study) -> list[Markup]:
    places = study.rows("places")
    subjects = places[places["role"] == "subject"]
    return [Markup("{}").format(name) for name in dict.fromkeys(subjects["place"])]


def _dates(study: Study) -> list[Markup]:
    """The periods and events of the work that the text tells: no visits, and no years that only belong to a figure."""
    dates = study.rows("dates")
    dates = dates[[kind in ("period", "event") for kind in name_date_kinds(study, dates)]]
    told = dates.drop_duplicates("text")
    return [
        Markup("{} <small>({})</small>").format(
            swedish(row["text"], name_row("dates", row)), t(row["kind"], study.language)
        )
        for row in told.to_dict("records")
    ]


def _quantities(study: Study, kinds: tuple[str, ...]) -> list[Markup]:
    quantities = study.rows("quantities")
    told = quantities[quantities["kind"].isin(kinds) & (quantities["sentence_id"] != "")]
    told = told[~told["unit"].isin(_AREAS)]
    return _quote(study, told["sentence_id"])


def _changes(study: Study) -> list[Markup]:
    """What ended or is planned: the factors each sentence was coded for, and its words."""
    changed = study.codings[study.codings["polarity"].isin(["discontinued", "planned"])]
    lines = []
    for (sentence_id, polarity), rows in changed.groupby(["sentence_id", "polarity"], sort=False):
        factors = ", ".join(dict.fromkeys(study.label(code) for code in rows["code"]))
        words = Markup(" ").join(_quote(study, [str(sentence_id)]))
        lines.append(Markup("{} ({}): {}").format(t(str(polarity), study.language), factors, words))
    return lines


def case_factors_table(study: Study) -> Shown:
    """The factors the case names: cell, codings, voices, and the sentences."""
    lang = study.language
    cells = study.matrix[study.matrix["cell"] != "silent"]
    if cells.empty:
        return say(page_words(lang)["no_factors"])
    codings, planned = study.codings.set_index("coding_id"), find_planned(study)
    links = []
    for ids in cells["coding_ids"]:
        sentences = dict.fromkeys(codings.loc[ids.split()]["sentence_id"])
        links.append(Markup(", ").join(sentence_link(s, study.joint_documents) for s in sentences))
    factors = table(
        {
            t("factor", lang): [study.label(code) for code in cells["code"]],
            t("status", lang): [
                say_kind(kind, lang, planned=(study.cases[0], code) in planned)
                for kind, code in zip(cells["cell"], cells["code"], strict=True)
            ],
            t("facilitator", lang): cells["facilitators"],
            t("counter", lang): cells["counter"],
            t("voices", lang): cells["voices"],
            t("sentences", lang): links,
        }
    )
    notes = [say_undecided(study)]
    if list_without_results(study.outcomes, study.cases) and "claimed" in set(study.codings["status"]):
        notes.append(Markup("{}").format(page_words(lang)["case_effect_expected"]))
    told = Markup("").join(Markup("\n<p>{}</p>").format(note) for note in notes if note)
    return Shown(factors.html + told)


def people_table(study: Study) -> Shown:
    """Who is named in the case's texts, as the study shows names, with organisation and number of mentions and quotes."""
    people, quotes, lang, hider = (
        study.rows("people"),
        study.rows("quotes"),
        study.language,
        study.hider,
    )
    if people.empty:
        return say(page_words(lang)["no_people"])
    rows = people.groupby("name", sort=False).first().reset_index().to_dict("records")
    ids = people.groupby("name")["person_id"].agg(list)
    mentions = people.groupby("name")["mentions"].sum()
    columns: dict[str, Any] = {
        t("who", lang): [hider.hide(row["name"], row["doc_id"]) for row in rows],
        t("role", lang): [swedish(row["role"]) for row in rows],
        t("organisation", lang): [swedish(hider.hide(row["organisation"], row["doc_id"])) for row in rows],
        t("mentions", lang): [
            total(int(mentions[row["name"]]), ids[row["name"]], "people", "mentions") for row in rows
        ],
        t("quotes", lang): [
            count(quotes[quotes["speaker"] == row["name"]]["quote_id"], "quotes") for row in rows
        ],
    }
    if study.names == "role":
        del columns[t("role", lang)]  # it stands in place of the name
    return table(columns)
