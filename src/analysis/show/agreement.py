"""Agreement between two coders: where they differ first, then the numbers."""

import csv
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import derived
from analysis.coding.coded import RULES
from analysis.comparing.agreement import POOLED, TOO_FEW
from analysis.comparing.coder_pairs import Pair, pair_coders
from analysis.comparing.wording import show_number
from analysis.explaining.plain_words import explain_words as t
from analysis.labels import label_text
from analysis.paths import REFERENCE
from analysis.phrases import translate
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, fill, fold, link, say, swedish, table
from analysis.show.undecided import count_learned
from analysis.study import Study


def agreement_table(study: Study, coders: tuple[str, str] | None = None) -> Shown:
    """Where two coders differ, then percent, kappa and alpha on sentence × code and on case × code.

    Without `coders` the rules are set against each coder who decided, in turn.
    """
    deciding = [one for one in study.frames["codings"]["coder"].unique() if one != RULES]
    pairs = [coders] if coders else [(RULES, one) for one in sorted(deciding)]
    if not pairs:
        return say(page_words(study.language)["nobody_decided"])
    return Shown(Markup("\n").join(_compare_pair(study, *pair) for pair in pairs))


def _compare_pair(study: Study, one: str, other: str) -> Markup:
    pair = pair_coders(study.frames, study.all_codes, (one, other))
    if missing := _name_missing(study, pair):
        return missing.html
    frames = {unit: pair.measures(unit) for unit in ("sentence", "case")}
    reasons = [reason for frame in frames.values() for reason in frame.get("reason", ())]
    parts = [_tell_learned(study, pair), _disagreements(study, pair).html]
    if reasons and all(TOO_FEW in reason for reason in reasons):
        words = translate(TOO_FEW, study.language)
        parts.append(Markup("<p>{}.</p>").format(derived(words[:1].upper() + words[1:])))
        frames = {
            unit: frame.assign(reason=frame["reason"].map(_leave_out_few)) for unit, frame in frames.items()
        }
    parts += [_measures(study, pair, unit, frame).html for unit, frame in frames.items()]
    return Markup("\n").join(parts)


def _leave_out_few(reason: str) -> str:
    """Reasons without the one that there are too few documents for an interval, which is told once.

    >>> _leave_out_few(TOO_FEW), _leave_out_few(f"undefined; {TOO_FEW}")
    ('', 'undefined')
    """
    return "; ".join(one for one in reason.split("; ") if one != TOO_FEW)


def _tell_learned(study: Study, pair: Pair) -> Markup:
    """How many codings that a person added the rules make by now, as this flatters them; nothing for none."""
    if RULES not in pair.coders or not (learned := count_learned(study)):
        return Markup("")
    return Markup("<p>{}</p>").format(fill(page_words(study.language)["rules_learned"], n=learned))


def _disagreements(study: Study, pair: Pair) -> Shown:
    """Each sentence and code on which two coders differ, with the sentence and each one's label."""
    lang = study.language
    frame, names = pair.disagreements(), _name_pair(pair, lang)
    if frame.empty:
        return say(t("no_disagreement", lang, coders=names))
    hider, words = study.hider, study.frames["sentences"].set_index("sentence_id")["text"]
    cases = study.frames["cases"].set_index("case_id")["label"]
    labels = study.frames["documents"].set_index("doc_id")["case_id"].map(cases)
    shown = [
        link(unit, swedish(hider.hide(words[unit], doc), unit))
        for unit, doc in zip(frame["unit"], frame["cluster"], strict=True)
    ]
    columns: dict[str, Any] = {
        t("case", lang): [labels[doc] for doc in frame["cluster"]],
        t("code", lang): [study.label(code) for code in frame["code"]],
        t("sentence", lang): shown,
    }
    columns |= {
        _name_coder(coder, lang): [_label(label, lang) for label in frame[coder]] for coder in pair.coders
    }
    return table(columns, caption=t("disagreements", lang, coders=names), kind="agreement")


def _name_coder(coder: str, lang: str) -> str:
    """What a reader calls a coder of the tables: the rules, or a name.

    >>> _name_coder("rules", "sv"), _name_coder("ann", "sv")
    ('reglerna', 'ann')
    """
    return label_text("coder_rules", lang) if coder == RULES else coder


def _name_pair(pair: Pair, lang: str) -> str:
    return f" {label_text('and', lang)} ".join(_name_coder(coder, lang) for coder in pair.coders)


def _name_missing(study: Study, pair: Pair) -> Shown | None:
    """A sentence instead of a table where a coder has rated nothing."""
    rated = {rating.coder for rating in pair.ratings["sentence"]}
    absent = [coder for coder in pair.coders if coder not in rated]
    return say(t("one_coder_missing", study.language, coder=", ".join(absent))) if absent else None


def _measures(study: Study, pair: Pair, unit: str, frame: pd.DataFrame) -> Shown:
    lang = study.language
    title = t("agreement_on", lang, coders=_name_pair(pair, lang), unit=t(f"unit_{unit}", lang))
    if frame.empty:
        return say(f"{title}: {t('undefined', lang)}")
    alike = frame["code"].ne(POOLED) & frame["disagreed"].eq(0) & frame["kappa"].eq(1)
    whole = _measure_table(study, frame[~alike], unit, title)
    if not alike.any():
        return whole
    same = fill(label_text("all_alike", lang), codes=int(alike.sum()))
    return Shown(
        Markup("{}\n{}").format(whole.html, fold(same, _measure_table(study, frame[alike], unit).html))
    )


def _measure_table(study: Study, frame: pd.DataFrame, unit: str, title: str = "") -> Shown:
    lang = study.language
    label = [t(code, lang) if code == POOLED else study.label(code) for code in frame["code"]]
    columns: dict[str, Any] = {
        t("code", lang): label,
        t("units", lang): frame["units"],
        t("documents" if unit == "sentence" else "cases", lang): frame["documents"],
        t("both yes", lang): frame["both_yes"],
        t("both no", lang): frame["both_no"],
        t("differ", lang): frame["disagreed"],
    }
    for name, digits in (("percent", 0), ("kappa", 2), ("alpha", 2)):
        columns[t(name, lang)] = [_figure(row, name, digits, lang) for row in frame.to_dict("records")]
    if any(frame["reason"]):
        columns[t("reason", lang)] = [
            derived(translate(reason, lang)) if reason else "" for reason in frame["reason"]
        ]
    return table(columns, caption=title, kind="agreement")


def _figure(row: dict[str, Any], name: str, digits: int, lang: str) -> str | Markup:
    """A measure with its interval; undefined where it is, the reason standing beside."""
    if pd.isna(row[name]):
        return t("undefined", lang)
    found, low, high = (
        None if pd.isna(number) else derived(number, show_number(round(number, digits) + 0.0, lang, digits))
        for number in (row[name], row[f"{name}_low"], row[f"{name}_high"])
    )
    return found if low is None or high is None else Markup("{} ({}–{})").format(found, low, high)


def _label(label: str | None, lang: str) -> str:
    return t("not seen", lang) if label is None or pd.isna(label) else t(label, lang)


def second_reader_table(study: Study) -> Shown:
    """How far a second, blind annotator of the scored texts found what the first had found."""
    lang = study.language
    with (REFERENCE / "second_reader.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return table(
        {
            label_text("measure", lang): [translate(row["measure"], lang) for row in rows],
            label_text("first reader", lang): [int(row["first"]) for row in rows],
            label_text("second reader", lang): [int(row["second"]) for row in rows],
            label_text("shared", lang): [int(row["shared"]) for row in rows],
            "F1": [derived(float(row["f1"]), show_number(float(row["f1"]), lang, 2)) for row in rows],
        }
    )


def fresh_rounds_table(study: Study) -> Shown:
    """What new texts gave before anybody looked at them: F1 by round and measure, as recorded when they came."""
    lang = study.language
    rows = _read_fresh()
    rounds = {row["round"]: row["texts"] for row in rows}
    found = {(row["measure"], row["round"]): row for row in rows}
    columns: dict[str, Any] = {
        label_text("round", lang): [label_text(name, lang) for name in rounds],
        label_text("texts", lang): [derived(int(texts), texts) for texts in rounds.values()],
    }
    for measure in dict.fromkeys(row["measure"] for row in rows):
        f1s = [_show_f1(found.get((measure, name)), lang) for name in rounds]
        columns[translate(measure, lang)] = f1s
    return table(columns)


def list_fresh_f1(measure: str) -> list[float]:
    """F1 of one measure in each round of new texts that was annotated for it."""
    return [_work_out_f1(row) for row in _read_fresh() if row["measure"] == measure]


def _read_fresh() -> list[dict[str, str]]:
    with (REFERENCE / "fresh_rounds.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _work_out_f1(row: dict[str, str]) -> float:
    right, wrong, missed = (int(row[name]) for name in ("right", "wrong", "missed"))
    return 2 * right / (2 * right + wrong + missed)


def _show_f1(row: dict[str, str] | None, lang: str) -> Any:
    """The F1 of recorded counts; empty where the round was not annotated for the measure."""
    if row is None:
        return ""
    f1 = _work_out_f1(row)
    return derived(f1, show_number(f1, lang, 2))
