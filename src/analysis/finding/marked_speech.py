"""Spoken words between quotation marks, told from names, expressions and irony that stand between them too."""

import re
from dataclasses import dataclass

from analysis.finding.attributions import Cues, after_marks, before_marks, reported_before
from analysis.finding.names import is_role, saying
from analysis.text import any_word, compiled

# The mark comes first, so that the search skips from one to the next.
_MARKS = re.compile(
    r"[”\"“»«’‘'](?:(?<=[”\"“»«])(?P<words>[^”\"“»«\n]{2,2000})[”\"“»«]|(?<=[’‘'])(?<![\w’].)(?P<single>[A-ZÅÄÖ][^’'\n]{1,400})[’'](?=[ ,.]|$))"
)
_TITLE_NOUN = re.compile(
    r"(?:rapport|skylt|affisch|paroll|slagord|låt|sång|dikt|bok|skrift|artikel|film|kurs|utställning|serie|program|rubrik|tema|projekt|metod|modell|pris|begrepp|uttrycket|ordet|frasen)\w* $|(?:annons|skylt|\blapp|affisch|inlägg|tröj|banderoll|plakat)(?:en|er|erna|a|an|ar|or|arna|orna|et)?(?: (?:på|i|vid|utanför|med) \w+(?: \w+)?)?(?:: | med (?:orden|texten|budskapet) )(?:[”\"»][^”\"»]+[”\"»](?:,| [|·]) )*$",
    re.I,
)
OUR_VOICE = re.compile(any_word("jag vi oss mig vår våra vårt min mitt mina du ni"))
_ROLE_LABEL = re.compile(r"(?P<role>[^\W\d_]+): ?[”\"“»]")  # "Rektorn: ”Orimligt”"
_AFTER_DASH = re.compile(r"\w [–—-] ?$")  # "Huset stänger – ”ingen bad om det”"
_ANY_MARK = re.compile(r"[”\"“»«’‘']")
_SAID = re.compile(
    r",? ?(?:sa|sade|säger|svara[rd]e?|ropa[rd]e?|fråga[rd]e?|undra[rd]e?|viska[rd]e?) ", re.IGNORECASE
)
_SAID_BEFORE = re.compile(
    r"\b(?:sa|sade|säger|svara[rd]e?|ropa[rd]e?|fråga[rd]e?|undra[rd]e?|viska[rd]e?)\b[^.:]*: ?$"
)
_THOUGHT = re.compile(r",? tänk(?:er|te) ")
_FROM_A_DOCUMENT = re.compile(r"[,.]? (?:heter|står|hette|stod|lyder|löd) det\b")
_A_TEXT_SAYS = re.compile(
    r"\b(?:lyder|löd|heter|hette|står|stod|motivering|motiveringen|skrivelse|skrivelsen)\b"
)
_LONGER_THAN_A_HEADING = 9  # blanks between the words of a question
_GOES_ON = re.compile(r",? ?[a-zåäö]")
_SHORT_ANSWER = re.compile(r"\s*(?:…|\.\.\.)")


@dataclass(frozen=True, slots=True)
class Utterance:
    """Spoken words, and the cue to who said them; `line` is where their line begins.

    `cue` is `after` (the words from `at` to `until` follow a verb of saying), `before` (they stand before the
    words), `same` (goes on from the utterance before), `turn` (a name and a colon), `answer` (in an interview),
    `reported` (a part of indirect speech), `document` (a text is quoted), `heading` (words alone on a line) or
    empty.
    """

    start: int
    end: int
    line: int
    cue: str = ""
    at: int = 0
    until: int = 0


def marked_utterances(plain: str, start: int, line: str, cues: Cues) -> list[Utterance]:
    """The utterances between quotation marks on a line; a name, an expression or irony between them is none."""
    found: list[Utterance] = []
    if not _ANY_MARK.search(line):  # which most lines lack, and this search is quick
        return found
    bare = line.strip(" •·*.")
    for match in _MARKS.finditer(line):
        group = match.lastgroup or "words"
        words = match[group].strip()
        after = after_marks().match(line, match.end())
        before = before_marks().search(line, max(0, match.start() - 120), match.start())
        document = _FROM_A_DOCUMENT.match(line, match.end())
        complete = words[:1].isupper() and words[-1:] in ".!?…"
        alone = match[0] == bare
        tail = (
            _AFTER_DASH.search(line, max(0, match.start() - 4), match.start())
            and not line[match.end() :].strip()
        )
        own = words[:1].islower() or OUR_VOICE.search(words)  # no name
        few = 2 if alone and OUR_VOICE.search(words) else 3
        whole = words.count(" ") >= few and ((tail and own) or (words[:1].isupper() and (complete or alone)))
        goes_on = (
            complete and (" " in words or words[-1] in "?!") and (found or _stands_alone(line, *match.span()))
        )
        label = before and before[0].rstrip().endswith(":") and not compiled(saying()).search(before[0])
        fewest = 1 if after or (before and (words[-1:] in ".!?" or before[0].endswith(", "))) else 2
        role = _ROLE_LABEL.match(line) if label else None
        said_by = label and (cues.is_label(line[: match.start()]) or (role and is_role(role["role"].lower())))
        if (
            (after and _SAID.match(line, match.end()))
            or (said_by and words[:1].isupper())
            or (before and words[:1].isupper() and _SAID_BEFORE.search(before[0]))
            or (before and complete and _SHORT_ANSWER.match(line))
        ):
            fewest = 0
        reported = not (before or after) and reported_before().search(
            line, max(0, match.start() - 120), match.start()
        )
        if reported:
            before, fewest = reported, 3 if reported["called"] else 2
        if not whole and OUR_VOICE.search(words) and cues.read_signature(plain, start + match.end(group)):
            whole = words.count(" ") >= 2
        if document:
            fewest, whole = 3, True
        if words.count(" ") < fewest and not goes_on:
            continue
        if (label and not words[:1].isupper()) or not (after or before or whole or goes_on):
            continue
        named = _TITLE_NOUN.search(line, max(0, match.start() - 60), match.start())
        if named or _THOUGHT.match(line, match.end()):
            continue
        begin = start + match.start(group)
        cue, at = ("document", 0) if document else ("after", start + after.end()) if after else ("", 0)
        asks = words[-1:] in "?!" and words.count(" ") >= _LONGER_THAN_A_HEADING
        if not (cue or before or asks) and alone and line.rstrip(' ”"»')[-1:] not in ".…":
            cue = "heading"
        if before and not cue:
            cue = "document" if _A_TEXT_SAYS.search(before[0]) else "reported" if reported else "before"
        found.append(Utterance(begin, start + match.end(group), start, cue, at, start + len(line)))
    return found


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether what is between marks is a sentence of its own: one ends before it, and none goes on after it."""
    while start and line[start - 1] in " •·*":
        start -= 1
    return (not start or line[start - 1] in ".!?:…") and not _GOES_ON.match(line, end)
