"""What tells what a bare number counts: the words before and after it, as rules for `bare_numbers`.

A rule of the words before (BEFORE) reads them in lower case, back to the last full stop, and ends where the number begins;
one of the words after begins where the number ends.
"""

from analysis.text import Rule

# A subject after its verb: no pronoun stands before the verb, as in "Hon kom nio".
_INVERTED = r"(?<!jag)(?<!\bvi)(?<!\bni)(?<!han)(?<!hon)(?<!\bde)(?<!dem)(?<!som) "

# Parts and wholes.
WHOLE = Rule("the whole", r"\bav(?: (?:de|dessa|totalt|sammanlagt|alla|samtliga|våra|cirka|ca|drygt|knappt|över|närmare|omkring|runt)){0,2} $",
             "av de ", "tack vare de ", "the whole of what follows: Av de 140 som avslutades gick 61 …")  # fmt: skip
PART = Rule("a part", r"\b(?:varav|därav|av (?:dessa|dem|vilka|dom)(?! som))\b[^.;()]{0,40}$",
            "84 deltagare, varav ", "av dem som slutat fick ", "of what was counted before, not of others")  # fmt: skip
OF_THE = Rule("of those named", r"(?:^|[.:] )av (?:de |dessa |alla |samtliga )?([a-zåäö-]+(?:na|nde|da|de))\b[^.]{0,80}$",
              "av kommunerna redovisar ", "några av kommunerna redovisar ", "a sentence begins with those it counts")  # fmt: skip
OF_THEM = Rule("of them", r" av (?:dessa|dem|vilka|dom|oss)\b",
               " av dem", " av demokratin", "åtta av dem: the words belong to the number")  # fmt: skip
PIECES = Rule("pieces", r" (?:st|stycken)\b", " stycken", " studenter", "88 stycken: of what stands before")  # fmt: skip
OTHERS = Rule("others", r" (?:andra|övriga)(?= ?[.,;:!?)]| (?:som|i|på|från|har|är)\b|$)",
              " andra.", " andra kurser", "Tillsammans med fem andra, and no noun after it")  # fmt: skip
MORE_OF = Rule("more of them", r" (?:till|kvar)(?: ?[.,;)!?]|$)",
               " till.", " till arbete", "Hon vill ta in fyra till.")  # fmt: skip
AND_ME = Rule("besides somebody", r"\b(?:han|honom|hon|henne|jag|mig|vi|oss) och $",
              "hon och ", "eleverna och ", "who come besides a person are people: hon och fyra till")  # fmt: skip

# Ages.
NAME = Rule("a name", r"\b(?!Kommentar|Svar|Delning)[A-ZÅÄÖ][\w-]+(?:, | \()$",
            "Amina, ", "deltagarna, ", "as printed: a name and an age")  # fmt: skip
NAME_IS = Rule("a name is", r"\b([A-ZÅÄÖ][a-zåäö]+) är $", "Amina är ", "hon är ", "counts only with a given name")  # fmt: skip
AFTER_AGE = Rule("after an age", r"[,.):]| från| och ", ", från Syrien", " elever", "no noun follows an age")  # fmt: skip
AGED = Rule("somebody is", r"\b(?:(?:han|hon|jag|(?:äldsta|yngsta)(?: [a-zåäö]+){0,2}) (?:är|var)) $",
            "hon är ", "de är ", "one person has an age")  # fmt: skip
TURNS = Rule("turns", r"\b(?:fyller|fyllde|fyllt) $", "hon fyller ", "vi uppfyller ", "years are what one turns")  # fmt: skip
AGE = Rule("age label", r"(?:^|[\W])ålder: $", "ålder: ", "medelålder: ", "the label of a form about somebody")  # fmt: skip
AGES = Rule("ages", r"\b(?:ålder|åldern|åldrarna|åldersgrupp(?:en)?|åldersspann(?:et)?)(?: är| på)?:? (?:mellan )?$",
            "i åldern ", "på ålderdomen ", "a span of ages")  # fmt: skip
MEAN_AGE = Rule("mean age", r"\b(?:medel|snitt|genomsnitts)ålder(?:n)?\b[^.;0-9]{0,30}$",
                "medelåldern är ", "åldern är ", "a mean is of years, nobody's own age")  # fmt: skip
OLDER = Rule("older than", r"\b([a-zåäö]+)(?: (?:som )?är)? (?:över|under|äldre än|yngre än|mellan) $",
             "personer över ", "personer från ", "counts only with a word for people")  # fmt: skip

# What a number is by itself.
WAGE = (
    Rule("price", r"\b(?:lön(?:en)?|hyran?|avgift(?:en)?|kostnad(?:en)?|priset?|ersättning(?:en)?|betalar|betalade|kostar|kostade|tjänar|tjänade)\b[^.;0-9]{0,40}$",
         "lönen är ", "lönsamt är ", "a large number after what is paid is kronor"),
    Rule("takes", r"\b(?:tar|tog) $", "firman tog ", "tvåspråkiga lotsar ", "so is what somebody takes for it"),
)  # fmt: skip
RATED = (
    Rule("mean rating", r"\b(?:medel|snitt|genomsnitts)(?:värde|betyg|poäng)\w*\b[^.;0-9]{0,30}$",
         "medelbetyget blev ", "medelåldern blev ", "points on a scale"),
    Rule("index", r"\bindex\w* (?:är|var|blev|på) $", "index var ", "indexet steg till ", "points too"),
)  # fmt: skip
SAMPLE = Rule("sample", r"\bn ?= ?$", "(n=", "mån = ", "the size of a sample counts people")  # fmt: skip
PARENT = Rule("parent of", r"\b(?:mor|mamma|far|pappa|förälder|föräldrar|farmor|mormor|farfar|morfar) (?:till|åt) $",
              "mamma till ", "vägen till ", "children are people")  # fmt: skip

# What people do.
WORK = Rule("work", rf"{_INVERTED}(?:arbetar|arbetade|jobbar|jobbade|studerar|studerade|bor|bodde|sitter|satt|deltar|deltog|pluggar|praktiserar|väntar) $",
            "i dag arbetar ", "jag arbetar ", "the verb comes first: I dag arbetar 14 på sågen.")  # fmt: skip
CAME = Rule("came", rf"{_INVERTED}(?:kom|väntas|anlände|dök|återstod|återstår|deltog|stannade|försvann|tillkom|hoppade)(?: upp)? $",
            "i går kom ", "hon kom ", "the same of coming and going")  # fmt: skip
HAS = Rule("has", r"\b(?:har|hade) $", "på fem år har ", "på fem år har de ", "with a supine after the number")  # fmt: skip
SUPINE = Rule("supine", r" (?!det|vid|tid|mot)[a-zåäö]{2,20}(?:at|it|tt|ats|its|tts)\b",
              " flyttat in", " ett råd", "På fem år har 60 flyttat in.")  # fmt: skip
WE = Rule("we are", r"\b(?:vi|ni|de) (?:är|var|blev|blir|har varit) $|\b(?:är|var|blev|blir) (?:vi|ni|de) $",
          "året innan var de ", "vi ansåg ", "people count themselves")  # fmt: skip
HAVE = Rule("have we", r"\b(?:hade|har) (?:jag|vi|han|hon|de)(?: [a-zåäö]+)? $",
            "nu har vi ", "vi har ", "nu har vi sju: of what was counted")  # fmt: skip
TAKEN = Rule("taken in", r"\b(?:varsla|anställ|rekryter|utbilda|välkomna|intervjua|sade upp|hjälp|skrev in|t(?:og|ar|agit) (?:in|emot)|antog)[a-zåäö]*(?: (?:redan|totalt|bara|upp))? $",
             "firman anställde ", "firman lämnade ", "what one hires, trains or helps is people")  # fmt: skip
ROOM = Rule("room for", r"\b(?:(?:plats(?:er)?|rum|utrymme) (?:för|åt)|grupper (?:om|på)) $",
            "plats för ", "tack för ", "room and groups are for people")  # fmt: skip
AT_WORK = Rule("at work", r" (?:i|till|på) (?:[a-zåäö]+ )?(?:arbete|jobb|studier|utbildning|praktik|sysselsättning|anställning|egen försörjning)\b",
               " i arbete", " i arbetslaget", "efter 90 dagar var 18 i arbete")  # fmt: skip
EACH = Rule("in each", r" (?:i|per|till) (?:varje |var )?(?:grupp|klass|handläggare|coach|person|handledare|lärare|rum|kurs)\b|(?: i)? (?:varje|vardera|var)\b",
            " i varje grupp", " i gruppen", "Fem i varje grupp")  # fmt: skip
EACH_OF = Rule("listed", r"\b([a-zåäö]+), (?:som mest )?$",
               "färre ärenden, ", "färre ärenden ", "färre ärenden, max 18 per person")  # fmt: skip
IN_GROUP = Rule("in the group", r" i (?:gruppen|klassen|laget|arbetslaget)\b", " i gruppen", " i grupper", "people are")  # fmt: skip
COPULA = Rule("are", r"\b(?:är|var|blev|blivit|varit|uppg(?:ick|år) till)(?: i regel| de)?(?: mellan)? $",
              "lotsarna är ", "lotsarna har ", "the subject is what is counted")  # fmt: skip

# What is said to be counted.
THE_COUNT = (
    Rule("label of a count", r"^\W*antal: $", "antal: ", "antal grupper: ", "of what the text last counted"),
    Rule("it is about", r"\b(?:handlar|handlade|rör) (?:det )?(?:sig )?om $",
         "det rör sig om ", "det handlar om de ", "so many are meant"),
    Rule("at most", r"\bsom (?:mest|flest|minst) (?:är|var|blev)(?: det| vi| de)? $",
         "som mest var vi ", "mest var vi ", "a count at its highest"),
    Rule("was the number", r"\b(?:är|var|blev|på) (?:tal|antal|siffra)(?:et|en|n)? $",
         "i fjol var antalet ", "i fjol var talare ", "the number is named"),
    Rule("the number was", r"\b(?:tal|antal)et (?:är|var|blev|på) $", "antalet var ", "ett antal var ", "and first"),
    Rule("the limit is", r"\b(?:förhoppning|ambition|mål|tak|svar|gräns|krav|prognos|utfall|facit)(?:en|et)? (?:är|var|blev) $",
         "målet var ", "mål som var ", "a goal, limit or outcome of what is counted"),
    Rule("is the limit", r"\b(?:är|var|blev) (?:mål|tak|gräns|krav)(?:en|et) $", "i år är taket ", "är takten ", "and last"),
    Rule("reckons with", r"\b(?:räkna(?:de|t|r)? med|uppe i) $", "nu är vi uppe i ", "följa med ", "a count as it is now"),
)  # fmt: skip
COUNT_OF = Rule("compound of count", r"\b([a-zåäö]{3,25})antal(?:et)?\b[^.;0-9]{0,60} (?:på|är|var|blev|med|till|från) (?:[a-zåäö]{2,12} )?$",
                "elevantalet är ", "antalet är ", "elevantalet counts pupils")  # fmt: skip
COUNTED = Rule("number of", r"\bantal(?:et)?((?: [a-zåäö]+){1,4})[^.;]{0,80}$",
               "antalet elever steg till ", "ett stort elevantal på ", "the words after antalet say what")  # fmt: skip
SHARED = Rule("share of", r"\bandel(?:en)?\b[^.;]{0,70}$",
              "andelen i arbete var ", "i andelar var ", "a share is in percent")  # fmt: skip
LABEL = Rule("label", r"(?:^|\. )([^:.]{3,90}): ?(?:[a-zåäö]+ ){0,3}$",
             "till arbete: ", "till arbete ", "what stands before a colon is counted")  # fmt: skip
ROW = Rule("row", r"(?:^|[.,;:] )(?:varav |därav )?((?:[a-zåäö-]+ )?[a-zåäö]+) $",
           "inskrivna 94, varav kvinnor ", "vi mötte flera nya kvinnor ", "a row of results without a colon: Inskrivna 94, varav kvinnor 51.")  # fmt: skip
RESULT = Rule("result", r"\b(?:arbete|jobb|anställning(?:ar)?|studier|utbildning|praktik|övriga?|övrigt|annat|annan orsak|kvarst[a-zåäö]+|pågående|avbr[a-zåäö]+|ny(?:a)? insats(?:er)?"
              r"|inskr[a-zåäö]+|utskr[a-zåäö]+|[a-zåäö]{4,}(?:ade|erade|gjorda|påbörjade))\b",
              "till arbete", "till kommunen", "of a label: a row of results counts people: Till arbete: 19. Övrigt: 17.")  # fmt: skip
HEADS = Rule("heads rows", r"^\W*(?:antal|andel)\b|^[^.:0-9]* per (?:kommun|län|år|månad|termin)\b",
             "antal elever per kommun", "ett antal elever", "a heading that says what the rows below count")  # fmt: skip

# The same measure elsewhere, at another time, or carried on.
INSTEAD = Rule("instead of", r"(?:i stället för|istället för|tidigare|förut|mot|inte|jämfört med|än|\((?:mål(?:et)?|budget|prognos|plan|utfall|(?:19|20)[0-9]{2}):?)(?: [a-zåäö]+)? $",
               "71 procent jämfört med ", "jämfört med fjolårets goda ", "two values of one measure")  # fmt: skip
MORE_THAN = Rule("more than", r"\b(?:fler|flera|färre|större|mindre) än $",
                 "aldrig fler än ", "mer än ", "aldrig fler än elva: no days, whatever was told before")  # fmt: skip
ALIKE = Rule("corresponding", r"\b(?:motsvarande|snittet|genomsnittet|riket|andelen|siffran|nivån|jämfört med|mot)\b[^.]{0,60}$",
             "motsvarande tal var ", "talet var ", "a share elsewhere: För Ed var motsvarande tal 4,6")  # fmt: skip
LIKEWISE = Rule("likewise", r"(?:^|[.,;] )(?:(?:bland|för|hos) (?:de )?[a-zåäö]+(?: [a-zåäö]+)?|motsvarande för [a-zåäö]+|i (?:riket|länet|landet|fjol|hela [a-zåäö]+)|(?:riks|läns)?(?:snittet|genomsnittet)|riket|länet"
                r"|året (?:innan|före|dessförinnan)|förra året|målet|motsvarande (?:siffra|andel|tal))(?: [a-zåäö]+){0,3}"
                r" (?:är|var|blev|på)(?: det| den| siffran| andelen)? $",
                "rikssnittet är ", "alla vet att snittet är ", "after a sentence that says the measure: Rikssnittet är 33.")  # fmt: skip
ALSO_DO = Rule("also do", r"\boch [a-zåäö]+(?:r|de|t) $",
               "två dagar i skolan och jobbar ", "två dagar och två ", "a second verb takes over the length of time")  # fmt: skip
GAPPED = Rule("without its verb", r"(?:,| och| medan) (?:[a-zåäö-]+ ){1,2}$",
              "ed tog emot 21, bengtsfors ", "ed tog emot ", "Ed tog emot 21, Bengtsfors nio.")  # fmt: skip

BEFORE = (
    WHOLE, PART, OF_THE, AND_ME, AGED, TURNS, AGE, AGES, MEAN_AGE, OLDER, *WAGE, *RATED, SAMPLE, PARENT, WORK, CAME, HAS,
    WE, HAVE, TAKEN, ROOM, EACH_OF, COPULA, *THE_COUNT, COUNT_OF, COUNTED, SHARED, LABEL, ROW, INSTEAD, MORE_THAN, ALIKE,
    LIKEWISE, ALSO_DO, GAPPED,
)  # fmt: skip
