"""What an outcome counts, among whom and when, as Swedish texts say it: rules for `outcomes`, first that fits first."""

from analysis.text import Rule

NUMERATORS = (
    Rule(
        "regular work",
        r"regulj\w*+(?! studi| utbild)|osubvention|öppna arbetsmarknaden|utan stöd",
        "37 reguljär arbetsmarknad",
        "reguljära studier",
        "work without subsidy",
    ),
    Rule(
        "subsidised work",
        r"(?<!o)subvention|lönebidrag|nystartsjobb|instegsjobb|introduktionsjobb|extratjänst|etableringsjobb|anställningsstöd",
        "9 till subventionerad anställning",
        "osubventionerat",
        "work for which the employer gets support",
    ),
    Rule(
        "work or studies",
        r"(?:arbet|jobb|sysselsatt)\w*+[^.]{0,60}(?:\beller|\boch|/)[^.]{0,30}(?:studi|studer|utbild|plugga)|(?:studi|studer|utbild|plugga)\w*+[^.]{0,30}(?:\beller|\boch|/)[^.]{0,60}(?:arbet|jobb)",
        "har börjat arbeta eller studera",
        "till arbete",
        "both counted together",
    ),
    Rule(
        "self-support",
        r"självförsörj|egen försörjning|egenförsörjning|försörjningsstöd",
        "blev självförsörjande",
        "fick jobb",
        "income of one's own",
    ),
    Rule("studies", r"studi|studer|utbildning|plugga", "började studera", "fick jobb", "studies alone"),
    Rule(
        "work",
        r"arbete\b|arbetar|arbetade|jobb|anställ|sysselsatt|sysselsättning",
        "gick till arbete",
        "fick bostad",
        "any work",
    ),
)
POPULATIONS = (
    Rule(
        "left the establishment programme",
        r"(?:lämna|avsluta|utträde|efter)\w*[^.]{0,40}etablering|etablering\w*[^.]{0,40}(?:avsluta|lämna)",
        "de som lämnat etableringen", "etableringen av nyanlända", "those who left the programme",
    ),
    Rule("newly arrived", r"nyanlända?|flykting", "av de nyanlända", "invånarna", "newly arrived people in general"),
    Rule("participants of the activity", r"deltagar|inskrivna|skr[ei]v\w* in\b|projektet", "71 deltagare avslutades", "invånarna", "an activity's own participants"),
)  # fmt: skip
WITHIN = {
    "work": "those who went to work",
    "regular work": "those in regular work",
    "subsidised work": "those in subsidised work",
    "work or studies": "those in work or studies",
    "self-support": "those who support themselves",
    "studies": "those in studies",
}
"""The people counted by a part of another outcome's people, by what that outcome counts."""


def _after(times: str) -> str:
    """A length of time after which people are counted: "efter ett år", "inom ett år", "ett år senare"."""
    return rf"\b(?:efter|inom) (?:{times})\b|\b(?:{times}) (?:efter|senare)\b"


CLOCKS = (
    Rule(
        "90 days",
        rf"{_after('(?:3|tre) månader')}|\b90 dagar",
        "3 månader efter utträde",
        "efter tre månaders praktik",
        "the official measuring point",
    ),
    Rule(
        "6 months",
        _after("(?:6|sex) månader|ett halvår"),
        "inom sex månader",
        "i sex månader",
        "a measuring point of many projects",
    ),
    Rule(
        "12 months",
        _after("(?:12|tolv) månader|ett år"),
        "ett år efter avslut",
        "ett års praktik",
        "a measuring point of many projects",
    ),
    Rule(
        "two years after leaving",
        r"\b(?:2|två) år efter (?:att [^.,;]{0,30}\b(?:lämna|avsluta|slut)|avslut|utträde|utskrivning|\w*programmet)",
        "två år efter att de lämnat programmet",
        "två år efter ankomsten",
        "told from the end, so not the programme's own length",
    ),
    Rule(
        "two years",
        _after("(?:2|två) år"),
        "efter två år",
        "i två år har",
        "programme length rather than a measuring point",
    ),
    Rule(
        "at exit",
        r"avsluta\w*[^.]{0,40} till|vid (?:avslut|utskrivning)|skrevs ut",
        "avslutades 47 personer till arbete",
        "avslutade mötet",
        "counted when leaving",
    ),
)
OTHER_END = Rule(
    "another end",
    r"\btill (?:annat|andra|övrigt)\b|\bannat\b|\bpå grund av|av (?:andra|andre|hälso|medicinska|personliga)\w* ?(?:skäl|orsaker)|anna[nt] (?:orsak|anledning)|\bsjuk|ohälsa"
    r"|\bflytta|föräldraledig|\bavbr[öouy]t|\bavbrott|avhopp|hoppa(?:de|t|r) av|\bpension|\bavled|avlidit|utvisa|okän[dt]"
    r"|arbetslös|utan (?:arbete|jobb|försörjning)|(?:är|var|står|stod|fanns?|går|gick|blev|stannade) kvar\b",
    "4 på grund av sjukdom",
    "6 till arbete",
    "leaving without work or studies: what the sentence says of others does not count for these",
)
