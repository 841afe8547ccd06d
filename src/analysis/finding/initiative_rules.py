"""How Swedish presents the names of projects, programmes and methods: the rules that `initiatives` reads.

The words around a name tell it (projektet X, metoden ”X”, X är ett projekt, satsningen heter X), its ending
(…spåret, …steget), or its place in a title.
"""

import re

from analysis.text import Rule

CAPITAL = "A-ZÅÄÖÉÜÁØŠ"
_B = r"(?<![\w-])"
_W = r"[\w-]{0,30}?"
_KINDS = r"(?i:projekt|metod|modell|program|satsning|insats|initiativ|kampanj|koncept|arbetssätt|mässa)"
_KIND = rf"{_W}{_KINDS}"
# The kinds without their first letter, small or capital: a search for these is quick.
_KINDS_END = r"(?:rojekt|etod|odell|rogram|atsning|nsats|nitiativ|ampanj|oncept|rbetssätt|ässa)"
_THE_KIND = (
    rf"(?:(?!Räddnings|räddnings|[Ss]ocial|[Hh]em|[Kk]und|[Kk]onsument){_W}(?:[Pp]rojektet|[Mm]etoden|[Mm]odellen|[Pp]rogrammet|[Ss]atsningen|[Ii]nsatsen|[Ii]nitiativet"
    r"|[Kk]ampanjen|[Kk]onceptet|[Aa]rbetssättet|[Jj]obbspåret|[Mm]ötesplatsen|mässan|[Vv]erktyget|[Vv]erksamheten"
    r"|[Uu]pplägget|[Ss]amarbetet|[Pp]artnerskapet|[Kk]ursen|[Uu]tbildningen|[Aa]ktiviteten|[Ff]örsöket|[Pp]iloten"
    r"|[Pp]rocessen|[Ss]tudiecirkeln|(?<!\w)[Ss]påret|[Pp]aketet|[Aa]ppen|[Hh]andboken|[Ss]pråkkaféet|[Ss]tödet|[Tt]jänsten|[Ss]amverkan|[Öö]verenskommelsen|\w{0,15}[Aa]vtalet)|[Pp]rojekt)"
)
PREPOSITION = r"(?:i|på|till|för|med|mot|ur|om|av|från|utan)"
_ENGLISH = r"(?:to|of|the|for|and|at|into|your)"
# A name goes on over capitals, small words before a capital (Nya i Gnosjö), an adverb (Vägen in), a
# preposition and a bare noun where a clause ends (Mammor i takt), an adjective with its noun (Öppna dörren).
VERB = (
    r"(?:heter|hette|kallas|kallades|pågår|pågick|är|skulle|var|har|hade|startar|startade|drivs|drevs|ges|gavs|togs|ger|gav|ska|kan|vill|vänder|finns|fick|får"
    r"|hjälper|syftar|riktar|omfattar|omfattade|innebär|erbjuder|bygger|avslutas|avslutades|matchas|håller|startas|finansieras|samarbetar|sprids|leds|ledde|blev|ordnas|används|i (?:vår|höst|våras|höstas)|där|som)\b"
)
_ADJECTIVE = (
    r"(?:Fast|Öppen|Öppet|Ny|Nytt|God|Gott|Grön|Grönt|Trygg|Tryggt|Säker|Säkert|Stark|Starkt|Full|Fullt|Hel|Helt|Lätt|Snabb"
    r"|Snabbt|Kort|Lång|Stor|Gemensam|Egen|Eget|Bättre|Rak|Rakt|Rätt|Bra|Smart|Aktiv|Jämställd|Hållbar|Hållbart|Fler|Alla"
    r"|Många|Min|Mitt|Mina|Din|Ditt|Vår|Vårt|Våra|En|Ett|Två|Tre|Fyra|Fem|Tio|Hundra|Första|Nästa|Lokal|Svensk"
    r"|Svenska|Mångfald|Hela|Nya|Öppna|Lilla|Stora|Gröna|Trygga|Unga|Lika|Samma|Annan|Annat|Direkt|Raka|Ung|Jobba|Våga|Växa|Lära|Prata|Tala|Starta|Bygga|Bli|Kvinnor|Mammor|Pappor|Tillsammans|Kraftfull)"
)
NAME = (
    rf"(?:{_ADJECTIVE} (?!(?:och|i|på|som|är|har|var|med|för|till|av|ska|kan|vill|får|ger|gav)\b)[a-zåäö]{{3,20}}"
    rf"(?: [{CAPITAL}][\w-]{{1,30}}| (?:in|ut|hem|fram|upp|vidare|framåt)(?![\w-])|(?: {PREPOSITION}) [a-zåäö]{{2,20}}(?=[.,;:!?)”\"\n]|$))?(?![\w-])"
    rf"|[{CAPITAL}][\w-]{{0,40}}a (?!{VERB})[a-zåäö]{{2,30}}(?:[aeo]n|et|na|or|ar|rätt|in)(?![\w-])|[{CAPITAL}][\w-]{{0,40}}"
    rf"(?: (?:(?:(?:{PREPOSITION}|{_ENGLISH}|och|&) )?[{CAPITAL}\d][\w-]{{0,40}}(?:(?<=\d)\.\d(?![\d]))?|(?:in|ut|vidare|hem|först|rätt|upp"
    r"|framåt)(?![\w-])"
    rf"|(?:och (?!{VERB})(?!\w+(?:en|et|na|an|ar|er|or|de|te|as|ts)\b)[a-zåäö]{{3,12}}"
    rf"|{PREPOSITION} (?!kommun|stad|länet|sam|år|höst|vår(?:en|as|a|t)?\b|fjol|maj|juni|dag|nyanl|kvinn|män|unga?|ungdom|person|utrikes|projekt|början|slut|hela|alla|många|två|tre)"
    rf"[a-zåäö]{{2,20}})(?=[.,;:!?)”\"\n]|$| {VERB})))"
    r"{0,4})"
)
_QUOTED = r"[”\"“»](?P<name>[^”\"“»«\n]{2,40})[”\"“»«]"
ENDING = (
    r"(?:vägen|spåret|steget|stegen|modellen|metoden|paketet|huset|språnget|lyftet|klivet|bron|nyckeln"
    r"|länken|porten|trappan|verkstan|verkstaden|slussen|lotsen|slingan|kedjan|kraften|starten|rampen"
    r"|passet|stafetten|bryggan|raketen|lyan|smedjan|fabriken|labbet|akademin|nätet|navet|timmen|kaféet|duon"
    r"|klubben|hubben|kompassen|kartan|cirkeln|guiden|hjälpen|hörnan|pusslet|tråden|rundan|vännen|kompisen"
    r"|faddern|motorn"
    r"|jobb|start|steg|lots|match|kraft|lyft|spår|skills)"
)
_PLAIN = (
    r"(?!Järn|Stads|Kommun|Kultur|Tings|Sjuk|Råd|Församlings|Parkerings|Medborgar|Lands|Riks|Europa|Hela|Hem)"
)

# fmt: off
RULES = (
    Rule("kind and name", rf"{_B}(?=[\w-]+ [{CAPITAL}]){_THE_KIND} (?P<name>{NAME})",
         "Under 2015 startades projektet Välfärdsjobb.", "Projektet ska hjälpa fler.",
         "a definite kind word, then the name in capitals",
         needs=rf"^{_THE_KIND}$ ^[{CAPITAL}]"),
    Rule("kind, name of two words", rf"{_B}(?=[\w-]+ [{CAPITAL}]){_THE_KIND} (?P<name>[{CAPITAL}]\w{{2,30}} (?!\w+(?:ades?|tes?)\b)[a-zåäö]{{4,20}}(?=,| \()"
         rf"|[{CAPITAL}]\w{{2,30}} (?!\w+(?:ades?|tes?|er|ar|as|es)\b|(?:och|som|men|inte|även|också|redan|ledde|under|blev|hos|{VERB}))"
         rf"[a-zåäö]{{3,20}}(?=\.| {VERB}))",
         "projektet Sápmi välkomnar, som drivs", "projektet Krami startade, och", "a name goes on to the comma",
         needs=rf"^{_THE_KIND}$ ^[{CAPITAL}]"),
    Rule("track and name", rf"{_B}(?P<name>(?i:[a-zåäö]{{3,20}}spår(?:et)?|yrkesvux) [{CAPITAL}][\w-]{{1,30}})(?! [{CAPITAL}]| och [a-zåäö])",
         "började snabbspåret Livs i våras", "snabbspåret mot vården", "a track goes by its kind and name",
         needs="spår(?:et)?$|^[Yy]rkesvux$"),
    Rule("track and name of two", rf"spåret (?P<name>[{CAPITAL}][\w-]{{1,30}} och [a-zåäö]{{3,15}})(?=[.,]| {VERB})",
         "Yrkesspåret Trä och bygg startar", "Yrkesspåret Trä och kommunen samverkar", "two trades in one track",
         needs="spåret$"),
    Rule("whose project",
         rf"(?:[Kk]ommunens|[Ss]tadens|[Ff]örbundets|[Ff]öreningens|[{CAPITAL}]\w+s(?: kommuns)?) (?:[a-zåäö]{{3,15}} )?(?:\w{{0,15}}satsning|metod|modell|\w{{0,15}}program|insats|initiativ|koncept|kurs) (?P<name>{NAME})",
         "kommunens satsning Yrkesvux Väst", "kommunens satsning på språk", "whose it is and of what kind, then the name",
         needs=rf"(?:satsning|metod|modell|program|insats|initiativ|koncept|kurs)$ ^[{CAPITAL}]"),
    Rule("quoted, the name of",
         rf"{_QUOTED},? (?:som (?:är|blev|var) (?:\w+ )?namn(?:et)?(?: på)?|(?:kallar|döpte) (?:kommunen|de|vi|man))",
         "i ”Open Door”, som är kommunens namn på", "sa ”nej”, som är svaret på", "told to be a name", needs="[”\"“»]"),
    Rule("fact box", rf"^(?:FAKTA|Fakta(?: om)?|Kort om|Om)(?:: | ?/ ?| )(?:projektet |satsningen )?(?P<name>{NAME})$",
         "FAKTA: Jobb i sikte", "Fakta om nyanlända", "the heading of a fact box", needs="^(?:FAKTA|Fakta|Kort|Om)$"),
    Rule("kind, then name",
         rf"(?:{_KINDS_END}|(?:partnerskap|verktyg|mötesplats|kurs|spår|kedja|verksamhet))(?:et|en|n|met)?(?: i [{CAPITAL}]\w+)?(?:,| –) (?P<name>{NAME})(?=[,.]| –)",
         "Uppsalas etableringsprogram, Uppstart, har", "i vårt projekt, Luleå och",
         "the kind, then the name between commas",
         needs=rf"(?:{_KINDS}|partnerskap|verktyg|mötesplats|kurs|spår|kedja|verksamhet)(?:et|en|n|met)?$ ^[{CAPITAL}]|^i$"),
    Rule("kind and bracketed name", rf"{_KINDS_END}(?:et|en|n|met|er)? \((?:så kalla[dt]e? |s\.k\. )?(?P<name>{NAME})\)",
         "ett nytt projekt (Vägen vidare)", "ett projekt (se sidan 3)", "the name in brackets after its kind",
         needs=rf"{_KINDS}(?:et|en|n|met|er)?$ ^(?:[{CAPITAL}]|så$|s$)"),
    Rule("so called", rf"(?:så kalla[dt]e?|s\.k\.|kallat|kallad) (?P<name>{NAME})",
         "(så kallat Uppsalajobb) kan", "så kallade insatser", "so called, with a capital",
         needs=rf"^(?:kalla[dt]e?|k)$ ^[{CAPITAL}]"),
    Rule("verb and quoted name",
         rf"(?:[Dd]riv(?:er|it)|[Dd]rev|[Ss]tarta(?:r|de|t|des)|[Ll]ansera(?:r|de|t|des)|[Ii]nför(?:de|t)?|igång|[Ee]rbjud(?:er|it)"
         rf"|inom|[Pp]rövade|[Tt]estade|med hjälp av|deltog i|deltar i|gick|går|skapade|tog fram|tagit fram|utvecklade|infördes) {_QUOTED}",
         'dragit igång "Elsjälar"', "sa hon ”nej”", "what is begun, run or joined, between quotation marks",
         needs="[”\"“»]"),
    Rule("quoted, then again", rf"{_QUOTED}(?![,.!?]? (?:sa|sade|säger|svarade|frågade)\b)",
         "”Radarn” är ny. Med Radarn går det", "”Nej” sa hon. Nej", "a quoted name that the text takes up", needs="[”\"“»]"),
    Rule("quoted ending", rf"[”\"“»](?P<name>[{CAPITAL}][\w-]{{2,30}}{ENDING})[”\"“»«]",
         "enligt ”Bygdelotsmodellen”", "sa ”Nej”", "a quoted compound with a usual ending", needs="[”\"“»]"),
    Rule("quoted name acts", rf"(?:^|(?<=[.!?] )){_QUOTED} (?:är ett|är en|drivs|startade|finns|pågår|ska ge|bygger på|vänder sig|innebär)",
         '"Elsjälar" finns inte längre.', "”Nej” sa hon", "what is run or begun, between quotation marks",
         needs="[”\"“»]"),
    Rule("driven",
         rf"(?:[Dd]river|[Dd]rev|[Ss]tartade|[Ss]tartar|[Ll]anserade|[Ii]nförde|[Ii]nfört|[Ee]rbjuder)(?: kommunen| vi| man| föreningen| förvaltningen| enheten| de)?"
         rf" (?P<name>{NAME})(?= sedan| i samarbete| tillsammans|,|\.| för | där | som )",
         "driver kommunen Språkvän i samarbete", "driver kommunen i samarbete", "what somebody drives or begins",
         needs="^(?:[Dd]river|[Dd]rev|[Ss]tarta(?:de|r)|[Ll]anserade|[Ii]nför(?:de|t)|[Ee]rbjuder)$"
         rf" ^(?:[{CAPITAL}]|(?:kommunen|vi|man|föreningen|förvaltningen|enheten|de)$)"),
    Rule("name first, then the kind",
         rf"(?:^|(?<=[.!?] )|(?<=– ))(?:”|\")?(?P<name>{NAME})(?:”|\")? (?:heter|hette|kallas|kallades) (?:(?:ett|en|kommunens|vårt?|den|det|deras) (?:[a-zåäö]{{2,15}} ){{0,2}})?(?:{_KIND}(?:et|en|n|met)?|{_W}kurs(?:en)?|{_W}utbildning(?:en)?|{_W}mötesplats(?:en)?)(?![\w-])",
         "Ung på väg heter projektet", "Eva heter projektledaren", "the name stands before its verb of naming",
         needs="^(?:heter|hette|kallas|kallades)$"),
    Rule("name, which",
         rf"(?:(?<=[a-zåäö,.!?] )|^)(?P<name>{NAME})(?:, som är (?:ett|en|kommunens|stadens) (?:[\w-]{{1,30}} ){{0,2}}?{_KIND}(?![\w-])|, som (?:{_W}(?:projektet|metoden|modellen|programmet|satsningen|kursen|insatsen)) (?:heter|kallas))",
         "hjälp av Vägvisaren, som är en satsning för", "hjälp av Eva, som är en kollega", "a clause says what it is",
         needs=rf"{_KINDS}|^(?:heter|kallas)$"),
    Rule("quoted compound", r"[”\"“»](?P<name>[^”\"“»«\n]{2,40})[”\"“»«]-(?:projektet|modellen|metoden|programmet|satsningen|kursen)",
         "”vägen ut”-projektet", "”nej”-sägaren", "a quoted name and a kind word in one", needs="-(?:projektet|modellen|metoden|programmet|satsningen|kursen)$"),
    Rule("begun or ended",
         rf"{_B}(?:[Nn]är|[Ss]edan|att|[Ii]nnan|[Mm]edan|[Oo]m|då|och) (?P<name>{NAME}) (?:starta(?:de|r|des|s)|avsluta(?:s|des)|l(?:ades|äggs) ne[dr]|dr(?:as|ogs|og) i ?gång"
         r"|inför(?:s|des)|permanenta(?:s|des)|upphör(?:de)?|finansiera(?:s|des)|bedr(?:evs|ivs)|pågick|pågår|utvärdera(?:s|des)|kom (?:till|i ?gång)|t(?:og|ar) slut)(?!\w)",
         "oro för att Vägval Tierp läggs ned", "när skolan startade", "what begins, is paid for and ends",
         needs=rf"^(?:[Nn]är|[Ss]edan|att|[Ii]nnan|[Mm]edan|[Oo]m|då|och)$ ^[{CAPITAL}]"),
    Rule("kept or ended by",
         rf"{_B}(?:permanenta[rt]?|permanentade|avsluta[rt]?|avslutade|(?:lade|lägger|lägga|lagt) ne[dr]|utvärdera[rt]?|utvärderade|finansiera[rt]?|finansierade|starta|driva|bedriv(?:a|er|it)|drivit|infört?|införa)"
         rf" (?P<name>{NAME})(?=[,.;]|$| (?:med|under|för|som|där|och|tillsammans|sedan)(?!\w))",
         "besluta att permanenta Vägval Tierp, som", "att driva skolan", "what somebody pays for, keeps and ends",
         needs=rf"^(?:permanenta|avsluta|ne[dr]$|utvärdera|finansiera|starta$|driv|bedriv|infört?$|införa$) ^[{CAPITAL}]"),
    Rule("held in",
         rf"(?:(?<=[.!?] )|^)I (?P<name>{NAME}) (?:får|lär|läser|möter|träffa[rs]|varvas|kombineras|arbetar|utbildas|praktiserar) (?:sig )?(?:de|den|man|du|tre|två|fyra|fem|\d+|alla|varje|\w*deltagar\w*|\w*nyanlända|\w*elever\w*|\w*kvinnor\w*|\w*grupp\w*|\w*studier)(?!\w)",
         "I Vägval Tierp får deltagarna läsa", "I skolan får deltagarna läsa", "where participants do something",
         needs="^(?:får|lär|läser|möter|träffa[rs]|varvas|kombineras|arbetar|utbildas|praktiserar)$"),
    Rule("explained",
         rf"^(?:Det här är|Detta är|Så (?:fungerar|funkar|arbetar|jobbar)|Vad är) (?P<name>{NAME})[?:]?$",
         "Så fungerar Vägval Tierp", "Så fungerar det", "a heading that says it will be explained",
         needs="^(?:är|fungerar|funkar|arbetar|jobbar)$"),
    Rule("in short", rf"^(?P<name>{NAME}) i (?:korthet|siffror)$", "Vägval Tierp i korthet", "läget i korthet",
         "the heading of a table of facts", needs="^(?:korthet|siffror)$"),
    Rule("within", rf"{_B}(?<!enhet )(?<!enheten )(?<!chef )(?<!verksamhet )[Ii]nom (?P<name>{NAME})(?!-)",
         "arbetet inom Vägval Vansbro", "arbetet inom kommunen", "what people work within",
         needs=rf"^[Ii]nom$ ^[{CAPITAL}]"),
    Rule("earlier name", rf"(?:(?:som|[Dd]et|tidigare|numera|först|sedan|nu) (?:heter|hette|kallas|kallades)|(?:fick|får|fått|har|under|bär) namnet|döpt(?:e|es|s|a)? (?:den |det )?till) (?P<name>{NAME})",
         "det som tidigare hette Språkpraktik Jönköping", "hon heter Sara", "a verb of naming",
         needs=rf"^(?:heter|hette|kallas|kallades|namnet|döpt(?:e|es|s|a)?)$ ^(?:[{CAPITAL}]|(?:till|den|det)$)"),
    Rule("joined",
         rf"(?:[Dd]eltagar(?:e|na|en)|[Kk]oordinator(?:n|erna)?|[Pp]rojektledare(?:n)?|[Vv]erksamhetsledare|skriv(?:en|it|its|na|s)(?: in)?|[Ss]tart(?:en|ade)(?: av)?"
         rf"|[Aa]nmäl(?:d|da|t|er sig|a sig|de sig) till|delta(?:r|git)? i|deltog i|antag(?:en|na|its|s) till|inskriv(?:en|na) i|kommit med i|[Tt]ack vare|hjälp av|[Gg]enom|sats(?:ar|ade|at|a) på|(?:[Pp]engar(?:na)?|medel|bidrag(?:et)?) till|gå(?:tt|r)? igenom|[Uu]tvärdering(?:en)? av|[Rr]esultat(?:et|en)? (?:av|från)) (?:i |på |för |inom |till |av )?"
         rf"(?<!ledare på )(?P<name>(?!Region|Länsstyrelsen){NAME})",
         "har skrivits in på Navet", "deltagare i kursen", "what people are enrolled in",
         needs="^(?:[Dd]eltagar|[Kk]oordinator|[Pp]rojektledare|[Vv]erksamhetsledare|[Ss]tart(?:en|ade)|[Aa]nmäl|[Uu]tvärdering|[Rr]esultat)|^(?:delta(?:r|git)?|deltog|antag(?:en|na|its|s)|med|vare|hjälp|[Gg]enom|sats(?:ar|ade|at|a)|[Pp]engar(?:na)?|medel|bidrag(?:et)?|igenom)$|skriv(?:en|it|its|na|s)$"
         rf" ^(?:[{CAPITAL}]|(?:in|av|till|från|i|på|för|inom|vare|sig)$)"),
    Rule("parties", rf"I (?<![^.!?\n] I )(?<!\w I )(?P<name>{NAME}(?: {NAME})?)(?: \([{CAPITAL}]{{2,6}}\))? (?:ingår|deltar|medverkar|samarbetar|samlas)",
         "I Lokal överenskommelse Uppsala (LÖK) ingår kommunen", "I nätverket ingår", "what has parties",
         needs="^(?:ingår|deltar|medverkar|samarbetar|samlas)$"),
    Rule("participants' own", rf"{_B}(?P<name>[{CAPITAL}]\w{{2,30}}?)s (?<!Hennes )(?<!Hans )(?<!Deras )(?:deltagare|handledare|lotsar|coacher|upplägg|metod|modell|projektledare|styrgrupp)(?![\w-])",
         "fyra av Navets deltagare", "Evas handledning", "what has participants, a steering group",
         needs=rf"^[{CAPITAL}]\w+s$ ^(?:deltagare|handledare|lotsar|coacher|upplägg|metod|modell|projektledare|styrgrupp)$"),
    Rule("acronym title", rf"^(?!FAKTA|NYHET|OBS|TEMA|DEBATT|BAKGRUND|KONTAKT|INSÄNDARE|KRÖNIKA|LEDARE|KULTUR|SPORT|REPORTAGE|INTERVJU)(?P<name>[{CAPITAL}]{{3,15}})(?: –| -|:) (?=[{CAPITAL}]\w+ \w+)",
         "SNABBA – Samordnad Närvaro", "KRISTIANSTAD. Nio av tolv", "a title that writes out its letters",
         needs=rf"^[{CAPITAL}]{{3,15}}$"),
    Rule("heading", rf"^(?:\d\. )?(?P<name>[{CAPITAL}][a-zåäö]{{2,20}}(?:vägen|spåret|steget|språnget|lyftet|klivet|bron|trappan|lotsen|timmen|rampen|jobb))(?:$|[.:] (?=[{CAPITAL}]))",
         "Jobbvägen", "Näringslivets väg", "a line that is but a compound with the usual images",
         needs="(?:vägen|spåret|steget|språnget|lyftet|klivet|bron|trappan|lotsen|timmen|rampen|jobb)$"),
    Rule("kind and quoted name",
         rf"(?:{_KINDS_END}|(?:verenskommelse|artnerskap|urs|tbildning|spår|erktyg|pplägg|amarbete|ilot|örsök"
         rf"|tjänst|app|irkel|ktivitet|erksamhet))(?:et|en|met|n)?,? (?:som (?:heter|kallas) |kallad |kallat )?{_QUOTED}",
         "arbetsmetoden ”Erkännande” genomsyrar", "projektet sa ”nej tack” till mer",
         "a kind word, then the name between quotation marks",
         needs="[”\"“»]"),
    Rule("called in quotation marks", rf"(?:heter|kallas|kallades|kallad|kallat|namnet) {_QUOTED}",
         "Det andra kallades ”Tala verktyg”", "hon kallade det ”bra”",
         "a verb of naming, then the name quoted",
         needs="[”\"“»]"),
    Rule("name is a kind",
         rf"(?=[{CAPITAL}])(?:^|(?<=[.!?] ))(?P<name>{NAME}) (?:är|var|blev) (?:också )?"
         rf"(?:ett|en|kommunens|stadens|vårt?|namnet på|[{CAPITAL}]\w+s) (?:[\w-]{{1,30}} ){{0,3}}?(?:{_KIND}(?:et|en)?|sätt att|{_W}kurs|{_W}mötesplats|{_W}utbildning|språkkafé|språkcafé|studiecirkel)(?![\w-])",
         "Workplace Luleå är ett ESF-finansierat projekt", "en dag är ett projekt klart",
         "a sentence that says what kind of thing the name is",
         needs=rf"{_KINDS}(?:et|en)?$|(?:sätt|kurs|mötesplats|utbildning|språkkafé|språkcafé|studiecirkel)$"),
    Rule("name is a way",
         rf"{_B}(?P<name>[{CAPITAL}]\w{{2,30}} [{CAPITAL}]\w{{2,30}}) (?:är|var|blev|ska bli|skulle bli|har blivit) (?:en|ett|vår) (?:[a-zåäö]{{2,15}} )?(?:\w{{0,6}}väg|bro|brygga|ingång|språngbräda|nyckel|första steg) (?:till|in|mot|mellan)(?!\w)",
         "Jobb Bergslagen skulle bli en genväg till arbete", "Praktik är en väg till jobb", "two capitals, then the usual images",
         needs="(?:väg|bro|brygga|ingång|språngbräda|nyckel|steg)$"),
    Rule("attended",
         rf"{_B}(?:gå|gått|genomgå(?:tt)?) (?P<name>{NAME})(?!-)",
         "har 140 personer gått Baslinjen", "då gick Eva hem", "what people go through; after these forms of the verb no subject stands",
         needs=rf"^(?:gå|gått|genomgå(?:tt)?)$ ^[{CAPITAL}]"),
    Rule("name, a kind",
         rf"(?=[{CAPITAL}])(?:(?<=[a-zåäö] )|^|(?<=[•–-] ))(?P<name>{NAME}),? (?:– )?(?<=[,–] )(?:ett|en) (?:[\w-]{{1,30}} ){{0,2}}?"
         rf"(?:{_KIND}|{_W}kurs|{_W}utbildning|mottagning|{_W}mötesplats|väg|{_W}verksamhet|{_W}paket|{_W}spår|{_W}cirkel|{_W}verktyg)(?![\w-])",
         "öppnade Välkomstgatan, en mottagning där", "Anna Berg, en kollega",
         "an apposition says what it is",
         needs=rf"{_KINDS}$|(?:kurs|utbildning|mottagning|mötesplats|väg|verksamhet|paket|spår|cirkel|verktyg)$"),
    Rule("compound name",
         rf"{_B}(?!ESF-|EU-|AMIF-|DUA-|Leader-|SKR-|SKL-)(?P<name>[{CAPITAL}]\w{{1,40}}-(?:projektet|modellen|metoden|programmet|satsningen))(?! [{CAPITAL}”])",
         "Vägen-projektet startade", "ESF-finansierat projekt", "a name and a kind word joined by a hyphen",
         needs="-(?:projektet|modellen|metoden|programmet|satsningen)"),
    Rule("called",
         rf"{_B}(?:{_KIND}\w{{0,3}}|[Ss]ättet att arbeta|[Uu]pplägget|[Ii]dén|[Tt]räffarna|[Gg]ruppen|[Vv]erksamheten|\w{{0,20}}[Uu]tbildning(?:en)?|\w{{0,20}}[Kk]urs(?:en)?"
         rf"|[Aa]ktiviteten|[Mm]ötesplatsen|[Ss]kolan|\w{{0,20}}[Ss]pår(?:et)?|\w{{0,20}}[Cc]irkeln?|[Ss]pråkcaféet|[Ss]pråkkaféet),? (?:som )?"
         rf"(?:heter|hette|kallas|kallades|kallat|kallad|fick namnet|(?:har )?fått namnet|går under namnet|har namnet"
         rf"|med namnet) (?P<name>{NAME})",
         "satsningen, som kallas Matvägen", "metoden kallas för enkel",
         "a verb of naming after the kind word",
         needs=rf"^(?:heter|hette|kalla[dst]|kallades|namnet)$ ^[{CAPITAL}]"),
    Rule("runs",
         rf"(?=[{CAPITAL}])(?:^|(?<=[.!?] ))(?P<name>{NAME}|[{CAPITAL}]\w{{1,30}} [a-zåäö]{{3,30}}) (?:pågår|pågick|startade"
         rf"|drivs|drevs|finansieras)"
         r" (?=\d|under|mellan|till|av|med|hösten|våren|i )",
         "Samordnad etablering pågår 170201-181231.", "arbetet pågår under våren.",
         "what runs from a date to a date, or is run or paid by somebody, under a name of two words",
         needs="^(?:pågår|pågick|startade|drivs|drevs|finansieras)$"),
    Rule("runs, to an end",
         rf"(?=[{CAPITAL}])(?:^|(?<=[.!?] ))(?P<name>{NAME}) (?:(?:riktar|vänder) sig till|går ut på|syftar till|innebär att|har kostat|bygger på) ",
         "Tillväxt Nord riktar sig till kvinnor", "en kurs riktar sig till kvinnor", "what is for somebody, has an aim and a cost",
         needs="^(?:riktar|vänder|går|syftar|innebär|har|bygger)$"),
    Rule("was run", rf"{_B}(?:be)?d(?:rivs|revs) (?P<name>{NAME}) (?:med|av|under|i|på|som)(?!\w)",
         "Mellan 2011 och 2012 bedrevs Jobbskeppet med pengar", "Kursen drevs av kommunen", "what was run with something, by somebody",
         needs=rf"^(?:be)?d(?:rivs|revs)$ ^[{CAPITAL}]"),
    Rule("item of minutes", rf"^§ ?\d+[.:]? (?P<name>{NAME}) [–-] (?:slutrapport|lägesrapport|delrapport|rapport|utvärdering|uppföljning|förlängning|projekt)",
         "§ 73 Jobbskeppet – slutrapport", "§ 74 Budget 2019", "an item of minutes that reports on a project", needs="rapport$|^(?:utvärdering|uppföljning|förlängning|projekt)$"),
    Rule("under its town", rf"^(?P<town>[{CAPITAL}][a-zåäö-]+): (?P<name>{NAME})$", "Tierp: Vägval ut", "Tierp: vägval ut",
         "a heading with a town and what it ran", needs=rf"^[{CAPITAL}][a-zåäö-]+$ ^[{CAPITAL}]"),
    Rule("dated title",
         rf"(?:^|: )(?P<name>[{CAPITAL}][^\n:().]{{2,40}}) \((?:\d{{6}} ?[-–] ?\d{{6}}|20\d\d ?[-–] ?20\d\d)\)",
         "Arboga: Ett schema (170201-181231)", "Ett schema (s. 14)", "a project's title with its dates",
         needs=r"\d{6}|20\d\d"),
    Rule("field", rf"^(?i:Projekt(?:namn|titel|ets namn)?|(?:Insatsens|Satsningens|Verksamhetens|Metodens|Modellens) namn|Insats|Metod|Modell): ?(?P<name>{NAME})(?=$| [–-] )",
         "Insatsens namn: Språng – hälsa först", "Projektperiod: 2017", "a form's field for the name, up to what explains it",
         needs="^(?i:Projekt|Projektnamn|Projekttitel|namn|Insats|Metod|Modell)$"),
    Rule("frame",
         rf"{_B}(?:[Ii]nom ramen för|(?:[Ee]rfarenheterna|[Ll]ärdomarna|[Mm]etoderna"
         rf"|[Aa]rbetssättet) (?:från|inom)) (?P<name>{NAME})",
         "metoderna från Nystart Orsa", "inom ramen för projektet", "what has a frame or lessons",
         needs="^(?:ramen|[Ee]rfarenheterna|[Ll]ärdomarna|[Mm]etoderna|[Aa]rbetssättet)$ ^(?:för|från|inom)$"),
    Rule("colour and track", rf"(?:^(?:§ ?\d+ |\d+\. )?|(?<=[a-zåäö.] ))(?P<name>[{CAPITAL}][a-zåäö]{{2,15}}a [a-zåäö]{{0,20}}(?:spåre[tn]?|jobb(?:en)?|steget|lyftet|trappan|vägen))"
         rf"(?=[.,]|$| (?:[–-]|är|har|startade|drivs|pågår|avslut|ger|gav|av|fick|ska|i|med)(?!\w))",
         "i Gröna jobbspåret avslutning. Gröna jobbspåret startade", "i gröna spår", "an adjective in capitals, then the image",
         needs="(?:spåre[tn]?|jobb(?:en)?|steget|lyftet|trappan|vägen)$"),
    Rule("ending", rf"(?=[{CAPITAL}])(?:(?<=[a-zåäö] )|(?:(?<=[.!?] )|^)(?=Lokala )){_PLAIN}(?P<name>(?:Lokala )?[{CAPITAL}]\w{{2,30}}{ENDING})(?![\w-]| \d)",
         "börjat i Stålspåret", "ledde vägen in", "compounds with the usual images: a way, a step, a track",
         needs=rf"{ENDING}$"),
    Rule("acronym",
         rf"(?:driver|bedriver|startade|erbjuder|ordnar) (?P<name>[{CAPITAL}]{{2,6}}), (?=[{CAPITAL}][\w-]+ )",
         "förvaltningen driver ASO, Arbetsmarknads- och", "kommunen driver SFI.",
         "a short name, then in full",
         needs=rf"(?:driver|startade|erbjuder|ordnar)$ ^[{CAPITAL}]"),
)
LISTED = re.compile(r"(?:projekt|program|satsningar|insatser|metoder"
                     r"|modeller)(?:,[^.:\n]{1,80})?: ?([^.\n]{3,200})"
                    rf"|(?:projekten|programmen|satsningarna|insatserna|metoderna|modellerna|kurserna) ({NAME}(?:, {NAME}){{0,4}}(?: och {NAME})?)")
TITLE = re.compile(rf"({NAME})(?: [–-] [a-zåäö].*| i [{CAPITAL}]\w+|, [{CAPITAL}][\w ]+)?")
# What a town belongs to in a title: nobody would say only "Hemma" or "Nya"; Jobbspåret i Sala is Jobbspåret.
NO_NOUN = ("Hemma ", "Här ", "Ny ", "Nya ", "Framme ", "Tillsammans ", "Välkommen ", "Mitt ", "Redo ", "Bo ", "Leva ", "Jobba ", "Trygg ", "Växa ")
FORM = re.compile(
    r"(?:Projekt(?:ägare|period|tid|start|ledare)|Stödmottagare|Bidragsmottagare|Rapportperiod|Avser|Inlämnad av|Kort om projektet|Projektet i korthet)(?::|$)", re.MULTILINE | re.IGNORECASE
)
FORM_TITLE = re.compile(rf"(?!(?i:projekt|\w*rapport|utvärdering)|Samordningsförbund|Bakgrund|Sammanfattning|Slutsatser|Inledning|Syfte|Om )[{CAPITAL}][\w-]*(?: [\w&-]+){{0,5}}")
SAYS_MORE = re.compile(r" (?:är|var|har|hade|gav|ger|får|fick|ska|vill|kan|blev|blir|startar|söker|lär|hittar|minskar|ökar|går|satsar|behöver|skapar)(?![\w-])")
REPORT = re.compile(rf"^(?:\w*[Rr]apport|Uppföljning|Utvärdering|Redovisning|Projekt\w*)(?:: | av | – )(?:projektet )?([{CAPITAL}][^\n:.,()]{{2,40}})$", re.MULTILINE)
# fmt: on
