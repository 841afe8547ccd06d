"""The words that give direct speech its speaker: the rules that `attributions` reads.

SAYING stands for any verb of saying, PERSON for the name of somebody in the text.
"""

from analysis.text import Rule

# Before whoever spoke; what the speaker must be stands in the lookahead that ends each pattern.
_WHO = r"(?:(?!(?:jag|vi|du|ni|man|det|att|så|inte|de|sig|mig|oss|på|om|till|för)\b)[a-zåäö-]+|[A-ZÅÄÖÉ]\w+)"

RULES = (
    Rule(
        "attribution",
        rf"(?<=[,?!.…”\"»]) ?(?:SAYING) (?:också |även |vidare |bland annat |däremot |sedan )?(?={_WHO}\b|de (?:båda|två|tre)\b|(?<!sa )(?<!sade )de(?:[.,]|$| (?:i kör|unisont|samtidigt|tillbaka)\b))",
        hit="– Det går bra, säger Eva Ek.",
        miss="– Jag säger att Eva har rätt.",
        why="a verb of saying after a comma or a closing mark, before whoever spoke",
    ),
    Rule(
        "attribution_without_comma",
        r" (?<!\b(?:[Jj]ag|[Mm]an) )(?<!\b(?:[Vv]i|[Dd][ue]|[Ss]å) )(?:SAYING) (?:också |även |vidare )?(?=(?:PERSON|h[aoe]n(?! (?!och\b)))\b(?!:| (?:vad|om|att|hur|när|var|mig|oss|dem|aldrig|ofta)\b))",
        hit="– Det har gett fler bostäder berättar Lina Ek",
        miss="– Sedan föreslog hon tre killar",
        why="the comma is often forgotten; then only a known person is safe, or a pronoun that ends the clause",
    ),
    Rule(
        "attribution_by_name",
        r"(?<=[,?!.…”\"»]) ?(?!(?:för|efter|eller|under|över|när|där|här|är|var|har|hos|utanför|innanför) )[a-zåäö]{2,15}(?:r|de|te|sa|s) (?:[a-zåäö-]{3,30}n |(?:hans|hennes) [a-zåäö]{3,15} )?(?=PERSON(?:[ ,.]|$))",
        hit="– Ta tid på er, råder Lina Ek.",
        miss="– Vi åt, drack, och Lina gick.",
        why="any verb will do after a comma when the person comes right after it",
    ),
    Rule(
        "attribution_around",
        r"(?<=[,?!.…”\"»]) ?(?:fyll(?:er|de)|skjuter|sköt|flika(?:r|de)|sticker|stack|lägger|la|lade) (?=(?:h[ao]n|[a-zåäö]{3,20}n) (?:i|in|till|emellan)(?:[.,:]|$| och\b))",
        hit="– Det tog tid, fyller hon i.",
        miss="Efter en stund, fyller hon i blanketten.",
        why="a verb of saying with a particle stands around its speaker, who ends the clause",
    ),
    Rule(
        "attribution_by_noun",
        r", (?:är|var|blir|blev|lyder|löd) (?=PERSONs (?:\w+ )?(?:råd|svar|slutsats|besked|ord|omdöme|budskap|recept|bedömning|motto)\b)",
        hit="– Man måste våga, är Lina Eks råd.",
        miss="Det bästa, är Lina Eks chef säker på, är bussen.",
        why="what somebody advises, answers or concludes is said by them",
    ),
    Rule(
        "attribution_by_answer",
        r", (?:är|var|blir|blev|lyder|löd|kommer|kom) (?:svaret|beskedet|rådet|omdömet|budskapet|repliken) från (?=PERSON|en\b)",
        hit="– Det ordnar sig, blir svaret från Lina Ek.",
        miss="– Allt hänger på vad som blir svaret från nämnden.",
        why="an answer from somebody is said by them",
    ),
    Rule(
        "attribution_as",
        r", som (?=PERSON (?:själv )?(?:(?:brukar|brukade) (?:säga|uttrycka det)|säger|sade|sa|uttrycker det|uttryckte det|påpekar|konstaterar)(?:[.,!]|$))",
        hit="– Frågan är när, som Lina Ek brukar säga.",
        miss="– Det var Bo, som Lina Ek säger hej till.",
        why="words that are as somebody says are theirs",
    ),
    Rule(
        "according_to",
        r"(?:, | )enligt (?=(?:PERSON|honom|henne)\b)",
        hit="”Vi har lyckats”, enligt Lina Ek",
        miss="enligt planen",
        why="enligt gives speech a speaker when a person follows",
    ),
)

_WORTH = r"(?:råd|svar|slutsats|besked|ord|omdöme|budskap|recept|bedömning|motto)"
# Right after the closing mark of quoted words.
AFTER_MARKS = (
    Rule("says", r"[,.]? ?(?:SAYING) (?=\w)", "”Det går bra”, säger Eva Ek", "”Det går bra” sägs det", "a verb of saying"),
    Rule("so says", r"[,.] ?(?:så|Så|det|Det) (?:SAYING) (?=[A-ZÅÄÖ]|\w+ [A-ZÅÄÖ]|han\b|hon\b)",
         "”Det går bra”. Så säger hon", "”Det går bra”. Så gör hon", "what was said, taken up again"),
    Rule("has said", r",? har (?=[^.”\"\n]{2,40} (?:meddelat|sagt|svarat|skrivit|förklarat|uppgett|konstaterat|berättat)\b)",
         "”Det går bra”, har hon sagt", "”Det går bra” har hon på väggen", "a supine after who spoke"),
    Rule("according to", r",? enligt (?=[A-ZÅÄÖ]|honom|henne|en |flera |några )",
         "”Det går bra”, enligt Eva Ek", "”Det går bra”, enligt planen", "somebody's words"),
    Rule("does, before a name", r", [a-zåäö]{2,15}(?:r|de|te) (?=[A-ZÅÄÖ]\w+[ ,.])",
         "”Det går bra”, ler Eva Ek", "”Det går bra”, ler hela klassen", "any verb will do before a name"),
    Rule("does, before a pronoun",
         r", (?!(?:som|att|när|där|men|och|om|då|så|innan|medan|sedan|eftersom|fast|trots|vad|hur) )[a-zåäö]{2,15} (?=h[ao]n\b)",
         "”Det går bra”, ler hon", "”Det går bra”, när hon ler", "or before a pronoun, where no clause begins"),
    Rule("is the advice of", rf",? (?:är|var|blev|lyder|löd) (?=(?:\w+ )?[A-ZÅÄÖ]\w+s {_WORTH}\b)",
         "”Våga” är Evas råd", "”Våga” är kursens namn", "what somebody advises, answers or concludes"),
    Rule("as one says", r",? som (?=[^.”\"\n]{2,40} (?:SAYING|uttryck\w+))",
         "”Det går bra”, som hon uttrycker det", "”Vägen”, som hon ledde", "words that are as somebody says"),
)  # fmt: skip
# Right before the opening mark of quoted words.
BEFORE_MARKS = (
    Rule("says", r"(?<!\w)(?:SAYING)[^.:\n]{0,80}(?::| att(?: (?:man|de|den|det|hon|han|vi))?) ?$",
         "Hon säger att det ", "Hon leder arbetet att ", "a verb of saying and a colon or att"),
    Rule("goes on", r"[”\"»’],? (?<!\w)(?:SAYING)[^.:\n]{0,80}, ?$",
         "”Ja”, säger Eva, ", "Vägen, säger Eva, ", "between two parts of what was said"),
    Rule("in the words of", r"[A-ZÅÄÖ]\w+s (?:egna )?ord,? $", "med Evas egna ord ", "några ord ", "somebody's words"),
    Rule("says, right before", r"(?<!\bman )(?<!\bjag )(?<!\w)(?:SAYING)(?: (?:alltid|ofta|bara|sedan|då|rent ut|rakt ut))? ?$",
         "Hon säger alltid ", "Det som man säger ", "a verb of saying alone, but for what people in general say"),
    Rule("according to", r"\benligt (?=[^.:,”\"\n]*[A-ZÅÄÖ])[^.:,”\"\n]{3,60}, ?$",
         "enligt Eva Ek, ", "enligt planen, ", "a name after it, and a comma"),
    Rule("with the words", r"\b[Mm]ed (?:\w+s (?:egna )?ord,?|orden|de orden) $",
         "Hon öppnade med orden ", "Hon öppnade med ett ord ", "somebody's words"),
    Rule("as one says", r"\bsom [^.:,\n]{2,60}(?:, [^.:,\n]{2,60},)? (?:uttryck(?:er|te) (?:det|saken|sig)|(?:SAYING)[^.:,\n]{0,30}),? $",
         "som hon uttrycker det ", "som hon leder ", "words that are as somebody says"),
    Rule("name label", r"[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?(?:, \d\d)?: ?$", "Eva Ek, 34: ", "Klass 7b, 34: ", "a name and a colon"),
    Rule("label", r"[a-zåäö]{3,}: ?$", "rektorn: ", "rum 34: ", "what somebody is, and a colon; the reader of marks asks for a role"),
)  # fmt: skip
# In the sentence that ends in quoted words; a thing that is called something wants more of them (group `called`).
REPORTED_BEFORE = (
    Rule("says that", r"(?<!\w)(?:SAYING)[^.:\n”\"]{0,60} att [^.:\n”\"]{0,60}$",
         "Hon säger att arbetet är ", "Hon säger inget om ", "a verb of saying and att"),
    Rule("according to", r"\b[Ee]nligt (?=[^.:\n”\"]*[A-ZÅÄÖ])[^.:\n”\"]{3,80} (?:är|var|har|blir) (?:[a-zåäö]+ )?$",
         "Enligt Eva Ek är det ", "Enligt planen är det ", "with a name after it"),
    Rule("calls", r"(?P<called>\b(?:kalla|beskriv)\w* [^.:\n”\"]{0,60}$|\bbeskrev [^.:\n”\"]{0,60} som $)",
         "Hon beskriver det som ", "Hon skriver det som ", "what somebody calls a thing"),
)  # fmt: skip
SAID_SO = Rule("said so", r"[.!?…”\"» \n]*(?:(?:Så|Det) (?:SAYING)|Orden (?:är|kommer från|tillhör)) (?=[A-ZÅÄÖ]|\w+ [A-ZÅÄÖ])",
               "Vi är nöjda. Så säger Eva Ek.", "Vi är nöjda. Så säger alla.",
               "after words without any mark the next sentence tells whose they were")  # fmt: skip
