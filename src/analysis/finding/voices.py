"""Whose words a sentence is in, by kind: source criticism as a variable.

A success factor claimed by the official who runs the programme weighs differently from one claimed by a
participant. The kind is read from role and organisation; names are not needed for it.
"""

import re
from functools import cache

from analysis.text import Rule

TEXT = "text"
"""The voice of the page itself, where nobody is quoted or referred to."""

RULES = (
    Rule(
        "agency",
        r"\b(?:(?!komminister)\w*minister(?:n|ns)?|\w*statsråd(?:et)?|\w*statssekreterare?n?|riksdagsledam\w+)\b",
        hit="arbetsmarknadsministern",
        miss="komminister",
        why="the state, by an office of government or parliament: no voice of a municipality; a parish priest is neither",
    ),
    Rule(
        "politician",
        r"\b\w*(?:borgmästare|politiker|kommunalråd\w*|oppositionsråd\w*|regionråd\w*|landstingsråd\w*|ledamot|ledamöter)\b"
        r"|\bordförande\b.{0,40}(?:styrelse|nämnd|utskott|fullmäktige)|(?:nämnds?|styrelsens?|utskottets?) ?ordförande",
        hit="ordförande i kommunstyrelsen",
        miss="ordförande i idrottsföreningen",
        why="elected office in a municipality or region; chairing an association is not one",
    ),
    Rule(
        "agency",
        r"arbetsförmedl|försäkringskassan|migrationsverket|länsstyrelsen|skolverket|\bmyndighet|socialstyrelsen|landshövding|generaldirektör",
        hit="chef för Arbetsförmedlingen i Norrköping",
        miss="chef för arbetsmarknadsenheten",
        why="a state agency, by its name or by an office only agencies have",
    ),
    Rule(
        "researcher",
        r"forskare|professor|docent|lektor|doktorand|utvärderare|universitet|högskola\b",
        hit="forskare vid Linköpings universitet",
        miss="rektor på folkhögskolan",
        why="those who study the work rather than do it",
    ),
    Rule(
        "participant",
        r"\b(?:deltagare|elev|praktikant|student|studerande|nyanländ|flykting|lärling)(?:n|en|na)?\b",
        hit="deltagare i projektet",
        miss="deltagarkoordinator",
        why="those the work is for",
    ),
    Rule(
        "employer",
        r"\b(?:vd|ägare|platschef|restaurangchef|butikschef|personalchef|hr-chef|företagare|grundare|produktionschef|verkstadschef|hotellchef|restaurangägare|entreprenör)(?:n|en)?\b| AB\b",
        hit="platschef på Sågen AB",
        miss="enhetschef på kommunen",
        why="those who give the jobs",
    ),
)


def name_voice(role: str, organisation: str, speaker: str = "") -> str:
    """The kind of voice of a speaker: politician, agency, researcher, participant, employer, official or other.

    Ministers and members of parliament speak for the state and count with its agencies, not with the
    municipality's own politicians. A title in a municipality makes an official; a name without role or organisation is `other`; nobody is
    the text itself.

    >>> name_voice("enhetschef", "arbetsmarknadsenheten i Järfälla kommun", "Abbas Hamadé")
    'official'
    >>> name_voice("chef", "arbetsförmedlingen Luleå/Boden"), name_voice("", "")
    ('agency', 'text')
    >>> name_voice("arbetsmarknadsminister", ""), name_voice("kommunalråd", "")
    ('agency', 'politician')
    """
    described = f"{role} i {organisation}" if organisation else role
    if not described.strip():
        return "other" if speaker else TEXT
    for name, pattern in _patterns():
        if pattern.search(described):
            return name
    return "official"


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(rule.name, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES]
