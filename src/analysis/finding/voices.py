"""Whose words a sentence is in, by kind: source criticism as a variable.

A success factor claimed by the official who runs the programme weighs differently from one claimed by a
participant. The kind is read from role and organisation; names are not needed for it.
"""

import re
from functools import cache

from analysis.text import Rule, join_rules

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
        "other",
        r"^(?:(?:i dag|numera|nu|är|tidigare) )?(?:\w*(?:sköterska|vårdbiträde|barnskötare|snickare|svetsare|målare|murare|elektriker|plåtslagare|lagerarbetare"
        r"|byggarbetare|betongarbetare|industriarbetare|lokalvårdare|städare|servitör|servitris|kock|bagare|svarvare|chaufför|sömmerska|skräddare|frisör|truckförare"
        r"|maskinförare|operatör|montör|mekaniker|tekniker)|mamma|pappa|kvinna|man|patient)(?:e?n)?(?: i |$)",
        hit="undersköterska i Ölycke",
        miss="verksamhetschef och sjuksköterska",
        why="a trade that the work may have led to, or nobody's office at all: no official of the work",
    ),
    Rule(
        "employer",
        r"\b(?:vd|ägare|platschef|restaurangchef|butikschef|personalchef|hr-chef|företagare|grundare|produktionschef|verkstadschef|hotellchef|restaurangägare|entreprenör)(?:n|en)?\b| AB\b",
        hit="platschef på Sågen AB",
        miss="enhetschef på kommunen",
        why="those who give the jobs",
    ),
)

_ABROAD = (
    "(?:Aleppo|Damaskus|Homs|Bagdad|Kabul|Asmara|Mogadishu|Charkiv|Kyiv|Kiev|Syrien|Afghanistan|Somalia|Eritrea|Etiopien|Irak|Iran|Ukraina"
    "|Turkiet|Libanon|Sudan|Kongo|Burma|hemlandet|mitt hemland)"
)
_TIME = r"(?:\w+ ){1,5}(?:år|månader|veckor)\b"
# What those say of themselves whom the work is for. It is asked only of speakers whose role tells nothing.
OWN_WAY = (
    Rule("came", r"\b(?:jag kom|jag flydde|jag flyttade|kom jag|flydde jag) (?:hit|till Sverige)\b",
         "När jag kom till Sverige", "När jag kom till mötet", "the way into the country"),
    Rule("lived abroad", rf"\bi {_ABROAD} (?:var|hade|jobbade|arbetade|läste) jag\b|\bjag (?:var|hade|jobbade|arbetade)\b[^.!?]{{0,40}} i {_ABROAD}\b",
         "I Homs hade jag en verkstad", "Jag har två killar från Homs", "what one was before it"),
    Rule("swedish", r"\b(?:lär|lärt|lärde|lära) (?:jag )?mig (?:\w+ ){0,2}(?:svenska|språket|prata)\b|\b(?:glömde jag|jag glömde|jag kunde (?:inte|ingen)|min) (?:\w+ ){0,2}svenska\b",
         "Under tiden glömde jag mycket svenska", "Svenska är svårt att lära sig", "one's own Swedish"),
    Rule("course", r"\b(?:jag (?:\w+ )?(?:gick|går|läste|läser|pluggade|pluggar|började)|(?:gick|läste|började) jag) (?:\w+ ){0,3}(?:sfi|svenska|praktik|språkpraktik|yrkesutbildning\w*|etableringsprogrammet)(?![\w-])",
         "Jag började på sfi i maj", "Jag började på sfi-enheten i maj", "a course or placement of one's own"),
    Rule("was given", r"\b(?:jag (?:\w+ )?(?:fick|fått|gjorde|sökte)|(?:fick|gjorde|sökte) jag) (?:\w+ ){0,3}(?:\w*praktik(?:plats)?(?:en)?|uppehållstillstånd\w*|förskoleplats|extratjänst\w*)\b",
         "Då fick jag en praktikplats", "Då fick jag en praktikant", "what officials give"),
    Rule("waited", rf"\b(?:jag (?:fick vänta|väntade)|(?:fick jag vänta|väntade jag)) {_TIME}",
         "Jag fick vänta åtta månader", "Jag väntade i telefon", "what is told here takes months and years"),
)  # fmt: skip


def name_voice(role: str, organisation: str, speaker: str = "", words: str = "") -> str:
    """The kind of voice of a speaker: politician, agency, researcher, participant, employer, official or other.

    Ministers and members of parliament speak for the state and count with its agencies, not with the
    municipality's own politicians. A title in a municipality makes an official; a name without role or organisation is `other`, and so is
    a trade, unless the speaker's `words` tell of an own way into the country or work; nobody is the text itself.

    >>> name_voice("enhetschef", "arbetsmarknadsenheten i Järfälla kommun", "Abbas Hamadé")
    'official'
    >>> name_voice("chef", "arbetsförmedlingen Luleå/Boden"), name_voice("", "")
    ('agency', 'text')
    >>> name_voice("arbetsmarknadsminister", ""), name_voice("kommunalråd", "")
    ('agency', 'politician')
    >>> (
    ...     name_voice("", "", "Selam", "Jag fick vänta åtta månader."),
    ...     name_voice("", "", "Selam", "Det går bra."),
    ... )
    ('participant', 'other')
    """
    voice = _voice_by_role(f"{role} i {organisation}" if organisation else role, speaker)
    return "participant" if voice == "other" and _own_way().search(words) else voice


def _voice_by_role(described: str, speaker: str) -> str:
    if not described.strip():
        return "other" if speaker else TEXT
    return next((name for name, pattern in _patterns() if pattern.search(described)), "official")


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(rule.name, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES]


@cache
def _own_way() -> re.Pattern[str]:
    return re.compile(join_rules(OWN_WAY), re.IGNORECASE)
