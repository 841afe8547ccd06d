"""How Swedish texts present somebody by first name alone: the rules that `people` reads.

SAYING stands for any verb of saying; `name` is the name. All but those in SURE ask for a given name of the list besides.
"""

from analysis.finding.name_words import AFTER_CAPITAL, CAPITAL, WORD
from analysis.text import Rule

# A name on its own. Its capital comes first, so that the search skips from one to the next.
_ALONE = rf"(?P<name>[{CAPITAL}](?<![\w-].){AFTER_CAPITAL})"

RULES = (
    Rule(
        "age_after",
        rf"{_ALONE}\*?(?:, (?:är )?[1-9]\d(?: år)?(?:,|:(?=\n|$| \D))| \([1-9]\d(?: år)?\)[,:])(?: |\n|$)",
        hit="Amina, 34, kom från Syrien",
        miss="I Arvika, 34 personer, och i Eda",
        why="a first name followed by an age between commas is a person presented to the reader",
    ),
    Rule(
        "presented",
        rf"(?:^|(?<=\n))(?P<name>{WORD})(?:(?:, [^.,:!?\n]{{3,60}}| \([^():\n]{{3,40}}\)):(?=\n| [A-ZÅÄÖ”\"–])"
        r"|, [^.,:!?\n]{3,60}(?=\n[–—] ?[A-ZÅÄÖ”\"])|:(?= ?[”\"–]| [A-ZÅÄÖ][^\n]*\b(?:jag|vi|mig)\b[^\n]*[.!?]\n))",
        hit="Hodan, deltagare våren 2013: ”Jag var rädd.”",
        miss="Tisdag, i stora salen: ”Öppna dörrar”",
        why="a name and what somebody does, before a colon or above a dash, or a name before what is said: counted only with a given name",
    ),
    Rule(
        "signature",
        rf"(?P<name>[{CAPITAL}](?:(?<=[”\"»] [–—-] .)|(?<=[”\"»] /.)|(?<=[.!?…][”\"»] .)|(?<=[”\"»]\n.)|(?<=[”\"»]\n/.)|(?<=[”\"»]\n[–—-] .)|(?<=[”\"»] \(.)){AFTER_CAPITAL})(?:, [^.!?()\n]{{2,60}})?(?=\n|$|\))",
        hit="”Nu kan jag prata.” – Shewit, deltagare",
        miss="”Nu kan jag prata.” – Så säger alla.",
        why="a name alone after the words, with no more than age or title, is who said them",
    ),
    Rule(
        "is_called",
        rf"\b[Hh](?:eter|ette) (?P<name>{WORD}(?: {WORD})?)",
        hit="Coachen heter Amina Warsame",
        miss="Het mat lagas",
        why="the verb names a person, or a thing: counted only with a given name",
    ),
    Rule(
        "pseudonym",
        rf"(?<![{CAPITAL}\w] )(?<![\w-])(?P<name>{WORD})(?:\*|,? \(?(?:som )?egentligen heter\b)",
        hit="Amina* har bott här i tre år",
        miss="Resultat* för året",
        why="a made-up name is marked as one: counted only with a given name",
    ),
    Rule(
        "came_from",
        rf"(?<![{CAPITAL}\w] )(?<!\w)(?P<name>{WORD}) (?:kom|kommer|flydde|flyttade) (?:till|från|hit|ensam)\b",
        hit="Fadi kom till Sverige för två år sedan",
        miss="Fler kom till mötet",
        why="the first words of many a life story: counted only with a given name",
    ),
    Rule(
        "said_by",
        rf" (?<=[,.!?…”\"»] )(?:SAYING) (?:också |även )?(?P<name>{WORD})(?=[ ,.:;]|$)(?! [{CAPITAL}])",
        hit="– Det går bra, säger Tsehaytu.",
        miss="Det säger Tsehaytu Berhe ofta",
        why="who speaks is a person, unless the word is a known organisation",
    ),
    Rule(
        "spoken_by",
        rf" (?<=[”\"»], )[a-zåäö]{{3,15}}(?:ar|er|de|te) (?P<name>{WORD})(?=[.,]|$)",
        hit="”Då går vi”, replikerade Delina.",
        miss="”Vägen in”, som startade i Arvika.",
        why="any verb will do between a closing mark and a name that ends the clause",
    ),
    Rule(
        "said_by_role",
        rf" (?<=[,.!?…”\"»] )(?:SAYING) [a-zåäö-]{{4,30}} (?P<name>{WORD})(?=[,.:;]|$)",
        hit="– Det går bra, säger kocken Tsehaytu.",
        miss="som Komvux säger i Arvika.",
        why="a title or relation stands before the first name",
    ),
    Rule(
        "says",
        rf"(?<![{CAPITAL}\w] )(?<!& )(?<!\w)(?P<name>{WORD}) (?:SAYING)(?!\w)",
        hit="Amina berättar att det går bra.",
        miss="Kommunen har berättat",
        why="a name before a verb of saying: counted only with a given name, since organisations say things too",
    ),
    Rule(
        "titled",
        rf"(?<![\w-])(?P<title>[{CAPITAL}a-zåäö-][a-zåäö-]{{2,30}}) (?P<name>{WORD})(?![\w-]| [{CAPITAL}])",
        hit="sfi-läraren Monica hjälpte mig",
        miss="i Rosengård",
        why="a title or a relation before a first name: counted only with a given name",
    ),
    Rule(
        "within",
        rf"(?<![\w:-])(?P<before>[{CAPITAL}]?[a-zåäö]+),? (?P<name>{WORD})(?![\w-]|[”\"»]| [{CAPITAL}&])",
        hit="Vi följde Mustafa hela vägen",
        miss="Vi följde Kommunen hela vägen",
        why="a given name inside a sentence, where nothing else has a capital by rule: no name of a thing before it",
    ),
    Rule(
        "together",
        rf"{_ALONE}(?=(?:,| och| samt) (?P<other>{WORD})(?![\w-]))",
        hit="Karin och Bo fikar",
        miss="Karin fikar, Bo med",
        why="two first names side by side: counted only with two given names that are no municipalities",
    ),
    Rule(
        "aged",
        rf"\b\d\d-årig[ea] (?P<name>{WORD})(?![\w-]| [{CAPITAL}])",
        hit="16-åriga Idris är med",
        miss="16-åriga elever",
        why="an age before a name is a person's",
    ),
    Rule(
        "does",
        rf"(?:^|(?<=[.!?–—] )|(?<=\n))(?P<name>{WORD})(?:, (?:han|hon|som)[^,.]{{1,60}},| (?:i|från) [{CAPITAL}]\w+)? (?:har|hade|är|var|går|gick|kom|kör|bor|tror|mår|lär|hör|ber|blir|blev|höll|får|fick|gör|gjorde|själv|vill|satt|står|stod|ser|såg|tog|drog|skrev|åkte|vet|visste|ler|log|minns|[a-zåäö]{{3,12}}(?:ar|er|ade|de|te))\b",
        hit="Mohammed har jobbat på Sågverket i sju månader.",
        miss="Allt är klart, och Mohammeds plan med.",
        why="a sentence about somebody known by first name: counted only with a given name",
    ),
)
# Sure enough for a name that the list of given names lacks.
SURE = frozenset("age_after signature said_by spoken_by said_by_role aged".split())
