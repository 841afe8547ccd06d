"""How Swedish writes dates: the rules that `dates` reads.

`FORMS` are tried in order at every number and the words before it. The other rules look at a window: the words
beside a find, with ◷ in its place.
"""

from analysis.text import MONTHS, Rule

NAMED = "|".join(MONTHS)
DAYS_IN_WORDS = (
    "första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte trettonde fjortonde femtonde sextonde"
    " sjuttonde artonde nittonde tjugonde tjugoförsta tjugoandra tjugotredje tjugofjärde tjugofemte tjugosjätte tjugosjunde"
    " tjugoåttonde tjugonionde trettionde trettioförsta".split()
)
IN_WORDS = rf"(?i:(?:tjugo|trettio)?förste|{'|'.join(reversed(DAYS_IN_WORDS))})"
MONTH = (
    rf"(?i:{NAMED}"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)(?:\.(?= (?:19|20)[0-9]{2}| ?[–-]))?)(?![a-zåäö])"
)
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_DAY = r"[0-3]?[0-9](?::[ae])?"
WEEKDAY = r"(?i:(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?|\.)?)"
# What a month without year stands after; a form cannot look behind for words of several lengths.
TO_MONTH = "".join(
    f"(?<={word} )|"
    for word in "[Ss]edan,[Uu]nder,[Ff]rån,[Tt]ill,[Ii]nnan,[Ff]öre,[Ee]fter, av,och med".split(",")
).rstrip("|")
# What a year before 1990 stands after.
_SINCE = (
    "(?:"
    + "|".join(
        f"(?<={word} )"
        for word in "[Ss]edan,[Uu]nder,[Ff]rån,rundades,ildades,tartade,tartades,född,byggd, år".split(",")
    )
    + ")"
)
_FREE = r"(?<![\w.,:/§#█])"  # in front of figures
_ALONE = r"(?<![\w.,:/§#+=█–-])"  # in front of a year, which a dash would make part of a number
_END = r"(?![\w█%]|[.,:/][0-9])"
_OF_YEAR = rf"(?:,? {_YEAR})?"
_NTH = r"(?i:första|andra|tredje|fjärde|sista|[1-4]:[ae])"
_PART = rf"(?:{_NTH} (?:kvartalet|halvåret)|(?i:kvartal) ?[1-4]|[Qq][1-4])"
_SEASON = r"(?i:våren|sommaren|hösten|vintern|vår-?terminen|höst-?terminen)"
_SCHOOL = r"(?i:vintern|läsåret|årsskiftet|verksamhetsåret)"
_ISO = r"(?:-[0-9]{1,2}-[0-9]{1,2}|\.[0-9]{2}\.[0-9]{2}|/[0-9]{2}/[0-9]{2})(?![0-9])"
_IDENTITY = r"[-+][0-9]{4}(?![0-9])"  # the last four of a personal or company number
_LAST = rf"(?: ?[–-] ?{_YEAR}|/{_YEAR}|[–/][0-9]{{2}}|-(?:1[3-9]|[2-9][0-9]))"  # 2018-12 is a month

FORMS = (
    Rule("days", rf"{_FREE}(?:{_DAY} ?(?:[–-]|till) ?|[Mm]ellan (?:den )?{_DAY} och (?:den )?){_DAY} {MONTH}{_OF_YEAR}",
         "1–15 mars 2018", "1–15 personer", "days of one month"),
    Rule("day", rf"{_FREE}{_DAY} {MONTH}{_OF_YEAR}", "den 2:a mars", "i mars", "with or without year"),
    Rule("months", rf"\b{MONTH} ?(?:[–-]|till|och) ?{MONTH} {_YEAR}",
         "jan-mars 2018", "jan-mars", "months of one year"),
    Rule("last", rf"\b[Ss]ista (?:dagen i )?(?:{NAMED})(?![\w-]){_OF_YEAR}(?![0-9])",
         "sista maj 2019", "sista mars-dagen", "a month's last day"),
    Rule("day_in_words", rf"\b{IN_WORDS} (?:{NAMED})(?![\w-]){_OF_YEAR}(?![0-9])",
         "den förste juli", "första kvartalet 2020", "the ordinal of a day"),
    Rule("month", rf"\b{MONTH}(?: månad)?(?: år)? {_YEAR}", "mars 2019", "i mars", "needs its year"),
    Rule("part", rf"\b{_PART},?(?: av| under)?(?: år)? {_YEAR}",
         "första kvartalet 2020", "första gången 2020", "quarters and half years"),
    Rule("week", rf"\b(?i:vecka|v\.) ?[0-5]?[0-9],?(?: år)? {_YEAR}",
         "vecka 12 2018", "vecka 12", "ISO 8601"),
    Rule("school_year", rf"\b{_SCHOOL} {_YEAR} ?[/–-] ?[0-9]{{2}}(?:[0-9]{{2}})?(?![0-9:])",
         "läsåret 2018/19", "läsåret 2018", "two years in one"),
    Rule("season", rf"\b(?:{_SEASON}(?: år)? {_YEAR}|[HhVv][Tt][ -]?(?:{_YEAR}|[0-9]{{2}}(?![0-9])))",
         "hösten 2018", "i höstas", "the guide gives a season the whole year"),
    Rule("iso", rf"{_FREE}(?:19|20)[0-9]{{2}}{_ISO}", "2018-03-08", "2018-0034", "year, month, day"),
    Rule("glued", r"(?<=[a-zåäö])20[0-9]{2}-[01][0-9]-[0-3][0-9](?= [0-9]{1,2}[.:][0-9]{2}(?![0-9]))",
         "Kalix2018-03-08 06:00", "utgåva2018-03-08", "a layout's town and hour, from which the blanks are lost"),
    Rule("short", rf"{_FREE}[0-3][0-9]-[01][0-9]-[0-3][0-9](?![0-9█]|{_IDENTITY})",
         "18-03-08", "018-03-08", "year in two figures, month, day: needs a partner"),
    Rule("compact", rf"{_FREE}(?:19|20)[0-9]{{6}}(?![0-9█]|{_IDENTITY})",
         "20180308", "19850308-1234", "not a personal number"),
    Rule("figures", rf"{_FREE}[0-3]?[0-9](?:\.[01]?[0-9]\.|/[01]?[0-9]/|-[01][0-9]-){_YEAR}",
         "8.3.2018", "8.3 procent", "day, month, year"),
    Rule("slash", rf"{_FREE}[0-3]?[0-9]/[01]?[0-9](?![0-9/:])(?: ?-? ?{_YEAR}| ?-[0-9]{{2}}(?![0-9/]))?",
         "3/3-2019", "13/133", "day and month; without year it needs a cue"),
    Rule("years", rf"{_ALONE}{_YEAR}{_LAST}{_END}(?!-[0-9])",
         "2017–2019", "prop. 2016/17:175", "from and to"),
    Rule("year_month", rf"{_ALONE}{_YEAR}-(?:0[1-9]|1[0-2]){_END}(?!-)",
         "2018-03", "2018-0034", "year, month"),
    Rule("six", rf"{_FREE}[0-9]{{6}}{_END}(?!{_IDENTITY})",
         "170201", "170201-1234", "needs a cue or a partner"),
    Rule("old_year", rf"{_SINCE}19[0-8][0-9]{_END}(?![–-](?:[0-9]|tal))",
         "grundades 1974", "rum 1974", "only after a word that tells when"),
    Rule("year", rf"{_ALONE}{_YEAR}{_END}(?![–-](?:[0-9]|tal|års|model)| %)",
         "Under 2015", "SFS 2017:820", "where no other rule speaks against it"),
    Rule("bare_months", rf"\b(?:{NAMED}) ?[–-] ?(?:{NAMED})(?![\w-]| (?:år )?[0-9])",
         "öppet maj–september", "jan-mars 2018", "months without year"),
    Rule("bare_month", rf"(?:\b[Ii] |{TO_MONTH})(?:{NAMED})(?![\w-]| (?:månad |år )*[0-9])",
         "avvecklade i december", "i mars 2018", "without year only after its preposition"),
)  # fmt: skip

_COUNTED = (
    r"(?i:person|deltagar|nyanländ|kron|kr\b|mkr|tkr|mnkr|miljon|euro|dollar|procent|kvinnor|män\b|barn\b|ungdom"
    r"|elev|invånare|jobb\b|platser|timm|dagar|vecko|månader|meter|kvm|km\b|styck|st\b|arbetslös|anställda"
    r"|flykting|asylsökande|invandrare|bostäder|lägenhet|företag\b|kommuner|ärenden|hushåll|individ|människ"
    r"|medlemm|arbetstillf)"
)
_REGISTER = (
    r"(?i:\b(?:dnr|diarie(?:nummer|nr)|ärende(?:nummer|nr)|sfs|prop\.?|sou|ds|bet\.?|skr\.?|rskr\.?|iso|version"
    r"|box|tel(?:efon|\.)?|tfn|org\.?nr|nr|kl(?:ockan|\.)?|rum|sal|s\.))"
)
NUMBERS = (
    Rule("unit after", rf"(?<![Uu]nder )(?<!år )(?<![Ss]edan )◷ (?:nya |unga |utrikes ?födda )?{_COUNTED}",
         "◷ personer", "◷ arbetade", "a count"),
    Rule("rounded", r"(?i:\b(?:drygt|knappt|nästan|cirka|ca\.?|ungefär|minst|högst|(?<!tog )(?<!tar )(?<!ta )(?<!tagit )över|kr|sek)|€|\$) ?◷",
         "över ◷", "tog över ◷", "a count or a sum"),
    Rule("in a name",
         r"\b(?:(?i:programmet|projektet|satsningen|insatsen|strategin|utlysningen|visionen|planen|målbilden),?"
         r"|(?i:medel|pengar|stöd|bidrag|ansökan) (?:för|till|ur)) (?:[A-ZÅÄÖ][\w-]+ ){1,3}◷",
         "programmet Framtid Vara ◷", "programmet i Vara ◷", "an initiative named by its year"),
    Rule("digits before", r"(?<![0-9])[0-9]{1,3} ◷", "08-12 ◷", "2016 ◷", "a telephone number"),
)  # fmt: skip
REFERENCES = (
    Rule("register", rf"{_REGISTER}:? ?(?:[A-ZÅÄÖ]{{1,5}}[ /-])?◷",
         "dnr KS ◷", "lagen från ◷", "a number of"),
    Rule("name", r"(?:Agenda|Vision|Horisont|Horizon|Europa|Office|Windows) ◷",
         "Agenda ◷", "agendan ◷", "a name"),
    Rule("crumb", r"\A(?:(?!…)|[^\n◷]*\n)[^\n.!?◷]{3,60} / (?:[A-ZÅÄÖ][a-zåäö]+ )?◷ *\n",
         "Nyheter och press / ◷\nRubrik", "Läsåret 2015 / ◷", "the path to a page in the archive"),
    Rule("address", r"(?:gata|gatan|vägen|gränd|torget|allén|stigen) ◷|(?:www\.|://|@)[^\s◷]*◷",
         "Storgatan ◷", "staden ◷", "a street number, a web address"),
)  # fmt: skip
_LEADS = (
    r"(?i:den|senast|datum|t\.?o\.?m\.?|till och med|fr\.?o\.?m\.?|från och med|publicera\w+|uppdatera\w+)"
)
CUES = (
    Rule("date cue", rf"\b(?:{_LEADS}|{WEEKDAY}(?: den)?),?:? ◷",
         "ons. ◷", "av dem ◷", "else 3/4 is a share"),
)  # fmt: skip
RECURRING = (
    Rule("every year", r"(?i:\b(?:varje|alla) år\b|\bårlig(?:en|t)\b)[^\n.!?]*◷|◷[^\n.!?]*(?i:\b(?:varje|alla) år\b|\bårlig(?:en|t)\b)",
         "Antalet meddelas varje år, ◷", "I fjol meddelades antalet ◷", "a month of every year is no date"),
)  # fmt: skip
OPEN_ENDS = (
    Rule("goes on", r"◷ ?[–—-] ?(?i:pågå(?:ende|r)|tills vidare|löpande|nu\b|i ?dag\b)",
         "◷ - pågående", "◷ - 2018", "open"),
    Rule("dash at the end", r"◷ ?[–—-](?=\s*(?:\n|\Z))", "Projekttid: ◷–", "◷ – då kom", "open"),
    Rule("onwards", r"◷ och framåt", "från ◷ och framåt", "◷ och 2018", "open"),
)  # fmt: skip
_PAST = r"\b(?:\w+(?:ade|(?<!in)te|[bdglmv]de|(?<!fjä)(?<!vä)rde)s?|kände|hände|var|blev|fick|kom|gick|pågick|stod|fanns|låg|hade|sade?|hölls?|tog|togs|gavs?|drevs?|skrevs?)\b"
_HAPPENS = (
    r"(?:hålls|håller|sker|startar|börjar|öppnar|stänger|invigs|lanseras|anordnas|arrangeras|presenteras|redovisas"
    r"|genomförs|införs|stängs|tas|ges|lämnas|öppnas|[a-zåäö]{2,20}[^n\W]as|träffas|samlas|bjuder|firar|ordnar|väntar|fyller|flyttar|blir|avgörs|tillträder|äger rum|slås|läggs|sätts|byggs)"
)
_COMING = (
    rf"(?i:\b(?:nästa|kommande|anmäl\w*|välkom\w*|ska|skall|kommer att|väntas|beräknas|planeras|{_HAPPENS})\b"
    rf"(?:(?!{_PAST})[^\n◷.!?]){{0,60}}|\bsenast )"
)
FUTURES = (
    Rule("announced", rf"{_COMING}(?:den )?◷",
         "Nästa möte hålls den ◷", "vi ska, sa hon när de träffades den ◷", "a day without year that is still to come"),
    Rule("announced after", rf"(?i:den|(?<!sedan )i|{WEEKDAY}) ◷ (?:{_HAPPENS}|är det|blir det|ska|kommer|väntas)\b",
         "Den ◷ håller föreningen en träff", "Den ◷ höll föreningen en träff", "what happens then, in the present tense"),
    Rule("until", rf"(?:\A|[\n.!?:…])(?:(?!{_PAST})[^\n◷.!?:…])*\b(?:till|till och med|t\.o\.m\.) (?:den )?◷",
         "Förbundet betalar till den ◷", "Försöket pågick till den ◷", "what goes on, goes on to a day to come"),
)  # fmt: skip
OF_A_YEAR = (
    Rule("year of the figures",
         r"\b(?i:siffr|uppgift|statistik|resultat|utfall)\w* (?:för|från|under) (20[0-9]{2})\b[^\n.!?0-9◷]*◷",
         "Siffrorna för 2023 gäller till och med ◷", "Kursen för 2023 pågår till och med ◷", "the year that figures are said to be of"),
)  # fmt: skip
PASTS = (
    Rule("past", rf"(?:{_PAST}|\b(?:[Hh]ar|[Ss]edan)\b)[^\n.!?]*◷|◷[^\n.!?]*{_PAST}",
         "Hon började den ◷", "Vi ses på torget den ◷", "what has been; else a day without year is the nearest"),
)  # fmt: skip
_STAMP = r"(?:\A|[\n|•·])[ *–-]*(?i:(?:sidan|artikeln|nyheten|texten|inlägget) )?"
# "Publicerad av Eva Ek: ons den ◷", "Publicerad 07:48, ◷"
_LEADING = rf"(?: av [^\n◷]{{1,40}}?| senast)?:? *+(?:\n *+)?(?:(?:kl\.? ?)?[0-9]{{1,2}}[.:][0-9]{{2}},? )?(?:{WEEKDAY},? ?)?(?:den )?◷"
_UPDATES = r"(?i:(?:senast |sist )?(?:uppdatera|ändra|granska|redigera|revidera)(?:des|d|ts|t))"
_REVISED = r"[A-ZÅÄÖ][a-zåäö]+ (?:senast )?(?:uppdatera|ändra|granska|redigera|revidera)[dt]\b"
UPDATED = (
    Rule("updated", rf"(?:{_STAMP}{_UPDATES}|\n *{_REVISED}){_LEADING}",
         "Senast uppdaterad: ◷", "rutinen uppdaterades ◷", "a stamp"),
    Rule("and updated", rf"(?:\A|\n) *(?i:publicer)[^\n◷]{{5,60}}[,;.(|–-] *{_UPDATES}{_LEADING}",
         "Publicerad 1 mars 2018, uppdaterad ◷", "rutinen, uppdaterad ◷", "both stamps in one line"),
)  # fmt: skip
_PUBLISHES = r"(?i:publicer(?:ad|at|ades|ats|ingsdatum)|sän(?:des|d|t)|version|skapad|inlagd|anslag(?:et|en|sdatum)|datum)"
PUBLISHED = (
    Rule("published", rf"{_STAMP}(?i:senast )?{_PUBLISHES}{_LEADING}",
         "Publicerad ◷", "rapporten publicerades ◷", "a stamp"),
    Rule("after the names", rf"[a-zåäö] Publicera[dt]:? (?:{WEEKDAY} )?(?:den )?◷ *(?=\n|\Z)",
         "Text: Eva Ek Foto: Per By Publicerad ◷\n", "rapporten är publicerad ◷\n", "a stamp in the line of the byline"),
)  # fmt: skip
_KIND = r"(?i:nyhet(?:er)?|pressmeddelande|artikel)"
_CLOCK = r"(?:[ ,|•·–-]{1,3}(?i:kl(?:ockan|\.)? )?[0-9]{1,2}[.:][0-9]{2})?"
_READING = r"(?:[ ,|•·–-]{1,3}(?i:lästid|lyssningstid|längd):? [0-9]{1,2} min(?:uter)?)?"
_LETTER = r"(?i:nyhetsbrev|pressmeddelande|månadsbrev)"
DATE_LINES = (
    Rule("town and hour",
         r"(?:\A|\n) *[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?(?: [|,·–-])? ?◷(?:[ ,|•·–-]{1,3}(?i:kl(?:ockan|\.)? )?[0-9]{1,2}[.:][0-9]{2}) *(?=\n|\Z)",
         "\nVETLANDA ◷ 05:30\n", "\nMöte ◷\n", "where and when an article was written"),
    Rule("last of a row", r"\A(?!…)[^◷]*?(?:\A|\n)(?:[^\n|·◷]{1,40} ?[|·] ?){1,3}◷ *(?=\n|\Z)",
         "Rubrik\n\nReportage | Arbete | ◷\n", "Rubrik\n\nMöte ◷\n", "a row of labels near the top"),
    Rule("in a row", r"\A(?!…)[^◷]*?(?:\A|\n)(?:[^\n.!?◷]{1,60} [|•·] )?◷ [|•·] [^\n.!?◷]{1,60}(?=\n|…|\Z)",
         "Rubrik\n◷ | Kategori: Arbete\n", "Rubrik\n\nMöte ◷ | Kurs\n", "a row of labels near the top that begins with it or goes on"),
    Rule("by whom", r"(?:\A|\n) *◷ av [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)? *(?=\n|\Z)",
         "\n◷ av Redaktionen\n", "\n◷ av oss\n", "when and by whom an article was written"),
    Rule("paper and day", r"\A[^\n.!?◷]{3,60}, (?:[^\n.!?◷]{0,40} ?utgiv(?:en|et) )?◷ *(?=\n)|[,.] [Uu]tgiv(?:en|et) ◷\.? *(?=\n)",
         "MAT & KÖK, ◷\n", "Vi ses i Kök, ◷", "the paper's name and day at the top"),
    Rule("town in capitals", r"(?:\A|\n) *[A-ZÅÄÖ]{3,}(?: [A-ZÅÄÖ]{3,})? ◷ *(?=\n|\Z)",
         "\nTIMRÅ ◷\n", "\nMöte ◷\n", "a dateline"),
    Rule("before the town", r"(?:\A|\n) *◷ ?[|·] ?[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)? *(?=\n|\Z)",
         "\n◷ | Rimbo\n", "\n◷ | Möte om jobb\n", "when and where an article was written"),
    Rule("town under the title",
         r"\A(?!…)[^\n◷]{3,80}\n\n(?!(?:Möte|Kurs|Start|Slut|Träff|Beslut|Projekt|Sammanträde|Dag|Datum)\w*)[A-ZÅÄÖ][\w-]+,? ◷ *(?=\n\n)",
         "Rubrik\n\nArlöv ◷\n\n", "Rubrik\n\nMöte ◷\n\n", "a dateline of its own"),
    Rule("column and weekday", rf"(?:\A|\n)[^\n◷]{{3,40}} [–|] {WEEKDAY} (?:den )?◷ *(?=\n|\Z)",
         "\nVeckans frågor – onsdag ◷\n", "\nFrågor onsdag ◷\n", "a column and its day"),
    Rule("kind and subject", rf"(?:\A|\n) *{_KIND}[:,] [^\n.!?◷]{{1,60}}, ◷ *(?=\n|\Z)",
         "\nNyhet: Arbete och skola, ◷\n", "\nArbete och skola, ◷\n", "what it is, of what, and when"),
    Rule("letter", rf"(?:\A|\n) *{_LETTER}[^\n◷]{{0,60}}, ◷ *(?=\n|\Z)",
         "\nNyhetsbrev från förbundet, ◷\n", "Nyhetsbrev kom ◷ hem", "a letter's head"),
    Rule("date line",
         rf"(?:\A|\n) *(?:(?:{_KIND}|{WEEKDAY}|den)[ ,:|•·–-]{{1,3}}){{0,3}}◷{_CLOCK}{_READING}"
         rf"(?:[ ,|•·–-]{{1,3}}{_KIND})? *(?=\n|\Z)",
         "\n◷ 19:00\n", "Möte ◷", "alone on its line it is the page's own"),
)  # fmt: skip
LABELS = (
    Rule("label above", r"(?i:start|slut|sista|period|när|tid|möte|från|till|anmäl)[^\n]{0,25}\n *◷",
         "Projektstart:\n◷", "\n\n◷", "the date of something else"),
)  # fmt: skip
