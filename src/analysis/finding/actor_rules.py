"""How Swedish forms the names of organisations: the rules that `actors` reads.

A name is told by its ending (…förvaltningen), a head word (X kommun), a legal form (AB), a line of business
(X Åkeri), or by the words before it (platschef på X, föreningen X).
"""

from analysis.finding.name_words import CAPITAL
from analysis.text import Rule

_B = r"(?<![\w-])"  # a name begins
WORD = rf"[{CAPITAL}][\w&-]{{1,40}}"  # a capitalised word
NAME = rf"{WORD}(?: (?:& )?{WORD}){{0,3}}"
TOWN = rf"{WORD}(?: {WORD})?"
_W = r"[\w-]{1,40}?"
_ROLE = (
    r"(?:(?:chef|direktör|ledare|pedagog|samordnare|coach|handläggare|medarbetare|vägledare|sekreterare"
    r"|strateg|utvecklare|konsulent|lots|mentor|lärare|handledare|kurator)(?:e?n)?"
    r"|rektorn?|ordföranden?|VD|(?<!\w)[Vv]d:?n?|ägaren?|föreståndaren?|volontär(?:en)?)"
)
_JOB = (
    r"(?:[Jj]obb|[Aa]nställning|\w{0,20}praktik|(?:praktik|arbets)?platsen?|tjänst|vikariat|[Aa]nställ(?:d[ae]?s?|t)|disken"
    r"|kassan|[Aa]rbets(?:prövning|träning|träna[rt]?|tränade)|[Pp]raktisera(?:r|de)?|(?:[Jj]obba|[Aa]rbeta)(?:r|de)?"
    r"|började|[Ll]agret|[Kk]öket|[Ff]abriken|timanställning|sommarjobb(?:ade|ar)?|lärling)"
)
# What stands between a role or a job and a name: a word is read as one only where it follows.
_SINCE = r"(?:,? (?:sedan|nu|redan|bland annat|till exempel|heltid|deltid))?"
_AT = rf" (?:på|hos|vid|åt) (?=[{CAPITAL}])"
# Lines of business and other words that end the name of a company.
_TRADE = (
    r"(?:Chark|El|Bygg|Plåt|Åkeri|Måleri|VVS|Rör|Mekaniska|Verkstad|Bil|Buss|Trafik|Städ|Bageri|Konditori|Mejeri|Ost"
    r"|Fisk|Kött|Bröd|Slakteri|Trä|Såg|Maskin|Logistik|Lagerpartner|Transport|Gjuteri|Plast|Glas|Snickeri|Möbler"
    r"|Hotell|Hotel|Värdshus|Wärdshus|Herrgård|Gästgiveri|Restaurang|Omsorg|Vård|Assistans|Bemanning|Konsult|Städservice"
    r"|Service|Skog|Tvätt|Stål|Metall|Teknik|Svets|Entreprenad|Schakt|Trädgård|Plantskola|Lantbruk|Kvarn|Bryggeri"
    r"|Pappersbruk|Bruk|Varv|Tryckeri|Textil|Data|Trävaru|Trävaror|Smide|Livs|Foods|Café|Kafé|Pizzeria|Krog|Golv|Betong|Potatis"
    r"|Grönsaker|Kyckling|Charkuteri|Rostfria|Fönster|Verkstäder|Mekan|Svetsteknik|Rederi|Redovisning|Handelsträdgård|Lackering|Elektriska|Kök|Gruppen|Group|Industri(?:er)?|Fastigheter|Energi|Skogar|Blommor)"
)

# Whose something is, by a genitive: a place, a person or a firm, but not the municipality. Most words fail by their first letter.
_OWNER = (
    rf"(?=[{CAPITAL}])"
    r"(?!(?:Kommun|Stad|Land|Region|Ort|Bygd|Trakt|Skol|By|Län|Tidning|Förening|Hus|Jul|Sommar|Sverige|Dagen|Barn|Elev|Framtid|Projekt|Företag|Förvaltning)\w{0,4}s )"
    rf"{WORD}s(?<!Hans)(?<!Dess)(?<!Deras)(?<!Hennes)"
)

# fmt: off
# The rule's name is the kind of organisation, and after a dot what tells it; the group `name` is its name.
RULES = (
    Rule("municipality",
         rf"{_B}(?P<name>(?:[{CAPITAL}][\w-]{{1,30}}[ -])?[{CAPITAL}][\w-]{{1,30}} (?:[Kk]ommun|[Kk]ommune|KOMMUN|[Ss]tad|STAD))"
         r"(?:s|(?<=kommun)ens?|(?<=stad)ens?)?(?![\w-])",
         "Norrköpings kommun och Göteborgs Stad", "en annan kommun i länet", "a capital before kommun, stad"),
    Rule("region",
         rf"{_B}(?P<name>(?:Region|Landstinget) {WORD}(?: {WORD})?(?: [Ll]än)?|(?:Västra )?Götalandsregionen"
         rf"|{WORD} (?:(?:universitets|läns)?sjukhus|lasarett)|{WORD}a (?:universitets)?sjukhuset)(?![\w-])",
         "Region Jönköpings Län", "regionens arbetsmarknad", "Region before a name; one by its ending; hospitals"),
    Rule("other.radio", rf"{_B}(?P<name>(?:Sveriges Radio )?P4 {WORD}|SVT {WORD}(?: {WORD})?|Sveriges Radio)(?![\w-])",
         "till P4 Kalmar", "till P4.", "stations"),
    Rule("coordination_body",
         rf"{_B}(?P<name>(?:{WORD} )?[Ss]amordningsförbundet(?:(?: i)? {WORD}(?:/{WORD})?(?: {WORD})?(?: län)?)?"
         rf"|{TOWN} [Ss]amordningsförbund|[Ss]amordningsförbund {WORD}"
         rf"|(?:Kommun(?:al)?|Kunskaps|Utbildnings|Gymnasie)förbundet {NAME}|{NAME} (?:[Kk]ommun(?:al)?|utbildnings|gymnasie|räddnings)förbund|(?<!i )[{CAPITAL}]\w{{3,30}}sregionen)s?(?![\w-])",
         "Finnvedens samordningsförbund", "samordning och förbund",
         "unions of public bodies name themselves"),
    Rule("association",
         rf"{_B}(?P<name>(?!Bostadsrätts|bostadsrätts)\w{{3,30}}föreningen|{WORD} (?:{WORD} )?(?:IF|FK|BK|IK|FF"
         rf"|SK|IS|GIF|AIK|IBK|HK|Fotboll|Handboll|Innebandy|Basket|Hockey|\w{{0,20}}(?:förening|[Ii]slamiska [Cc]enter|[Ss]ällskap|[Ff]örsamling|[Pp]astorat|klubb|stadsmission|[Kk]vinnojour|byalag))"
         rf"|(?:IFK|IK|FC) {WORD}|(?!Den |Det |Denna ){WORD}a (?:\w{{3,20}}(?:förbundet|församlingen|klubben|kyrkan)|\w{{0,20}}föreningen(?: i {WORD})?|församlingen)"
         rf"|Stiftelsen {NAME}|[{CAPITAL}]\w{{2,20}}stiftelsen {WORD}(?: {WORD})?(?: län)?|(?<=[a-zåäö,] )[{CAPITAL}]\w{{3,20}}kyrkan)s?(?![\w-])",
         "Tranås Segelsällskap", "en förening för alla", "a definite kind, or a name before the kind"),
    Rule("association.kind_first",
         rf"(?:(?<=[a-zåäö,:] )(?P<name>(?:Studieförbundet|Föreningen|Nätverket|[{CAPITAL}]\w{{2,15}}församlingen) {NAME})"
         rf"|(?:^|(?<=: ))(?P<evaluator>(?:Studieförbundet|(?:Ideella )?[Ff]öreningen|Nätverket) {NAME}(?: i {WORD})?)$)",
         "med Nätverket Norrsken", "Föreningen Norrsken har", "what it is before its name, in capitals inside a sentence"),
    Rule("business",
         rf"{_B}(?P<name>(?:\w{{0,30}}[Nn]äringslivsrådet(?: i {WORD})?|{_W}branschrådet)|{WORD}s [Yy]rkesnämnd"
         rf"|{WORD}(?: {WORD})? [Nn]äringsliv(?: AB)?"
         rf"|(?<=[a-zåäö,] )[{CAPITAL}]\w{{2,30}}(?:företagen|företagarna|arbetsgivarna)"
         rf"|{NAME} [Ff]öretagarförening|(?:{WORD}a )?[Hh]andelskammaren(?: {WORD})?)s?(?![\w-])",
         "Gnosjöandans Näringsliv", "det lokala näringslivet", "bodies of employers"),
    Rule("education",
         rf"{_B}(?P<name>{NAME} (?:folkhögskola|(?:[Tt]ekniska )?(?:[Uu]niversitet|[Hh]ögskola)|\w{{0,20}}gymnasium"
         rf"|gymnasieskola|[Yy]rkeshögskola)|(?:{NAME} )?(?:[Ll]ärcentrum|[Ll]ärcenter|(?:[Kk]unskaps|[Uu]tbildnings)cent(?:rum|er))|(?:Campus|Komvux|Yrkeshögskolan|Folkhögskolan|(?:Natur|Lant)bruksskolan) {WORD}(?: {WORD})?"
         rf"|(?:folkhög|yrkeshög|(?:lant|natur)bruks|vård|kock|restaurang|hantverks|fordons)skolan|\w{{2,30}}(?:universitetet|högskolan|gymnasiet)|universitetet"
         rf"|lärcentret|(?:Östra|Västra|Norra|Södra|Nya|Centrala) skolan|(?<=[a-zåäö,] )(?:{WORD} )?(?!Grund|Gymnasie|För|Sär|Hög|Sko)[{CAPITAL}]\w{{2,30}}skolan)s?(?![\w-])",
         "Linköpings universitet", "på universitetsnivå, i skolan",
         "by the last word; Bruksskolan by a capital"),
    Rule("education.town",
         rf"{_B}(?P<name>(?:Lärcentrum|Lärcenter|Vuxenutbildningen|Kunskapscentrum|Navigatorcentrum) (?P<place>{WORD})|{WORD} Vuxenutbildning)(?![\w-])",
         "på Lärcentrum Burlöv", "Lärcentrum i Burlöv", "a school and its town"),
    Rule("education.school",
         rf"{_B}(?P<name>Högskolan (?:i )?(?:{WORD})|(?:{WORD} ){{1,2}}(?:University|Academy|Skola|(?:[Tt]ekniska|[Pp]raktiska|[Ii]nternationella) [Ss]kola))(?![\w-])",
         "Hässleholms Tekniska Skola", "en teknisk skola i Hässleholm", "schools by the last word in capitals, colleges by the first"),
    Rule("employer.store",
         rf"{_B}(?P<name>(?:(?:Stora )?Coop(?: (?:Forum|Konsum|Nära|Extra|X-tra))?|(?:ICA|Ica)(?: (?:Maxi|Kvantum|Supermarket|Nära))?|Willys|Hemköp|Lidl"
         rf"|City Gross) (?P<place>{WORD}))(?![\w-])",
         "varorna på Stora Coop Burlöv", "Coop i Burlöv", "a shop and its town"),
    Rule("employer",
         rf"{_B}(?P<name>{NAME} AB|AB {NAME}|(?!Svensk |Facket |\w{{0,20}}(?:[Ss]pår|[Pp]rojekt|[Pp]rogram|[Cc]ollege|[Kk]urs)(?:et|en)? ){WORD}(?: {WORD})? {_TRADE}(?: & {WORD})?(?! (?!AB)[{CAPITAL}][a-zåäö])|{WORD} & (?:Son|Söner|Döttrar|Bröder|Partners?|Co)(?: {_TRADE})?|{WORD} (?:Plast|Stål|Metall|Bygg|El|Trä|Maskin|Glas|Bil|Gummi)(?:detaljer|komponenter|produkter|montage|varor|teknik|service|industri))(?<!IF Metall)s?(?![\w-])",
         "Ek & Son AB", "ABC-stöd i fabriken", "the legal form, or a line of business ending a name"),
    Rule("employer.owned",
         rf"{_B}(?P<name>{_OWNER} \w{{0,12}}(?i:bageri|konditori|tvätteri|snickeri|väveri|hotell|värdshus|wärdshus|mejeri|sågverk|åkeri|bryggeri|slakteri|gjuteri|(?<!stycke)bruk|plantskola|tryckeri|skogstjänst|däck|gardiner))s?(?![\w-])",
         "På Brinks bageri", "kommunens bageri", "a firm by whose it is and what it makes"),
    Rule("employer.public", rf"{_B}(?P<name>{WORD} [{CAPITAL}]\w{{2,20}}bolag)s?(?![\w-])",
         "drivs med Arvika Bostadsbolag", "drivs med kommunens bostadsbolag", "a town's company, both words in capitals"),
    Rule("education.owned_by", rf"(?<=[a-zåäö,] )(?P<name>{_OWNER}(?<!gymnasiets) (?:vuxenutbildning|förskola|skola))s?(?![\w-])",
         "på Norrbackas förskola", "kommunens förskola", "a school by its place"),
    Rule("employer.kind_first", rf"{_B}(?P<name>(?:Hotell?|Apoteket?|Restaurang|Pensionat|Camping|Salong|Pizzeria|Konditori) (?!AB ){NAME})(?<!s)s?(?![\w-])",
         "bäddar på Hotell Skagen", "Hotellet i Skagen", "a kind of business before its name"),
    Rule("other.traffic", rf"(?<=[a-zåäö,] )(?P<name>[{CAPITAL}][a-zåäö]{{2,20}}trafik(?:en)?)s?(?![\w-])", "enligt Dalatrafiks förslag", "Kollektivtrafiken",
         "a county's buses, in capitals within a sentence"),
    Rule("other.fund", rf"{_B}(?P<name>(?:Europeiska|Svenska|Nordiska|Regionala) \w{{3,25}}fonden|(?:EU:s|{_OWNER}) \w{{3,25}}fond)s?(?![\w-])", "av Europeiska flyktingfonden", "av fonden",
         "funds"),
    Rule("other.institution",
         rf"{_B}(?P<name>{_OWNER} (?:(?:stads)?bibliotek|musikkår|konserthus|kulturskola|hembygdsmuseum|museum|teater))(?![\w-])",
         "Kvänums musikkår spelade", "kommunens musikkår", "what a town has, by its genitive"),
    Rule("other.town_institution",
         rf"{_B}(?P<name>(?P<place>{WORD}) (?:(?:stads)?bibliotek|musikkår|konserthus|kulturskola|museum|teater|[Ff]olkets [Hh]us(?:-förening)?))(?![\w-])",
         "på Vara konserthus", "ett konserthus", "the same where a town's name has no genitive"),
    Rule("region.centre", rf"{_B}(?P<name>{_OWNER} (?:hälsocentral|vårdcentral|familjecentral))(?![\w-])",
         "genom Jokkmokks hälsocentral", "ortens vårdcentral", "what a town has, by its genitive"),
    Rule("other.housing", rf"{_B}(?P<name>{WORD} (?:Bostäder|Bostad|Hyresbostäder|Kommunbostäder|Hyresbostad|Hyreshus)(?: AB)?)(?![\w-])",
         "Norets Bostäder", "Bostäder saknas", "housing companies"),
    Rule("other.interpreters", rf"{_B}(?P<name>Tolk(?:förmedling(?:en)?|service|centralen) {WORD})(?![\w-])",
         "genom Tolkförmedling Väst", "genom tolkförmedling", "offices that send interpreters"),
    Rule("coordination_body.named", rf"{_B}(?P<name>(?:Finsam|Leader) {WORD}(?: {WORD})?)(?![\w-])",
         "pengar från Leader Gästrikebygden", "en leader i Lund", "partnerships by their kind and region"),
    Rule("other.national", rf"{_B}(?P<name>Nationella (?:rådet|nätverket|föreningen) för (?:\w{{4,15}}(?:ell|ig|isk)a? )?[a-zåäö]{{5,30}})(?![\w-])",
         "medlem i Nationella rådet för finansiell samordning", "det nationella rådet", "national bodies"),
    Rule("education.centre", r"(?<=[a-zåäö,] )(?P<name>Centrum för [a-zåäö]{4,25}(?:studier|forskning|kunskap|utveckling))(?![\w-])",
         "Linnéuniversitetet, Centrum för arbetslivsstudier", "ett centrum för kunskap", "centres of research"),
    Rule("coordination_body.short", rf"{_B}(?P<name>[{CAPITAL}]{{2,6}}-(?:gruppen|teamet|rådet))s?(?![\w-])",
         "från LÖK-gruppen", "från gruppen", "a group by its short name"),
    Rule("other.sameby", rf"{_B}(?P<name>{NAME} sameby)s?(?![\w-])", "Vilhelmina Norra sameby säger", "en sameby",
         "bodies of reindeer herders"),
    Rule("municipal_unit.housing",
         rf"{_B}(?P<name>(?P<place>[{CAPITAL}]\w{{2,20}}?)s?(?:bostäder|hem|hus))s?(?![\w-])",
         "Robertsforsbostäder", "Bostäder saknas",
         "housing companies carry their place before bostäder, hem, hus"),
    Rule("municipal_unit",
         rf"{_B}(?P<name>(?:\w{{2,30}}- och )?{_W}(?:förvaltningen|nämnden|kontoret|enheten|avdelningen"
         r"|sekretariatet|mottagningen)|(?:[Kk]ompetens|[Ee]tablerings|[Ii]ntegrations|[Aa]rbetsmarknads|[Rr]esurs|[Aa]rbetslivs|[Uu]tvecklings|[Nn]avigator"
         r"|[Ss]ervice|[Vv]äglednings|[Aa]rbets|[Jj]obb)(?:centrum|center|centret)"
         r"|(?:[Ii]ntegrations|[Mm]edborgar|[Aa]rbetsmarknads|[Ff]lykting|[Vv]uxen|[Mm]igrations)service"
         r"|(?:[Ee]nheten|[Aa]vdelningen|[Ff]örvaltningen|[Nn]ämnden|[Ss]ektionen|[Ss]ektorn?) för"
         r" (?:[a-zåäö-]{3,30}, )?[a-zåäö-]{3,30} och (?:(?:social|ekonomisk|god) )?[a-zåäö-]{3,30}|(?:Sektor|(?<=, )sektor|(?<=inom )sektor|(?<=från )sektor)"
         r" [A-ZÅÄÖa-zåäö][a-zåäö]{3,25}(?: och [a-zåäö]{4,25})?|Division (?:social |teknisk )?[a-zåäö]{4,25}(?: och [a-zåäö]{4,25})?"
         r"|(?<=[a-zåäö] )(?:Arbete|Arbetsmarknad|Vuxenutbildning|Integration|Utbildning|Lärande|Kompetens"
         r"|Försörjning|Omsorg|Näringsliv|Kultur|Stöd|Jobb) och [a-zåäö]{4,25})s?(?![\w-])",
         "arbetsmarknads- och vuxenutbildningskontoret", "två enheter på kontor",
         "endings, definite singular"),
    Rule("municipal_unit.technical", rf"{_B}(?P<name>[Tt]ekniska (?:kontoret|förvaltningen|nämnden|avdelningen|enheten))s?(?![\w-])",
         "hos tekniska kontoret", "ett tekniskt kontor", "endings after an adjective"),
    Rule("municipal_unit.capitals", rf"{_B}(?P<name>[{CAPITAL}]{{3,30}}(?:NÄMNDEN|FÖRVALTNINGEN|KONTORET|STYRELSEN|ENHETEN))(?!\w)",
         "ARBETSMARKNADSNÄMNDEN", "NÄMNDEN", "a heading in capitals"),
    Rule("municipal_unit.place",
         rf"{_B}(?P<name>(?:Mötesplats|Jobbcenter|Jobbtorg|Servicecenter|Integrationscent(?:er|rum)|Etableringscent(?:er|rum)"
         rf"|Kompetenscent(?:er|rum)|Kontaktcenter) (?P<place>{WORD}))(?![\w-])",
         "Mötesplats Kramfors", "en mötesplats", "a kind of office with its town"),
    Rule("municipal_unit.home",
         rf"{_B}(?P<name>{WORD}(?: {WORD})? (?:äldreboende|vårdboende|servicehus|gruppboende))(?![\w-])",
         "På Berga äldreboende arbetar", "ett äldreboende", "homes by name"),
    Rule("municipal_unit.committee",
         rf"{_B}(?P<name>(?:[Kk]ommunstyrelsens|\w{{3,30}}nämndens) \w{{0,20}}utskott"
         rf"|(?:\w{{3,30}}- och )?\w{{4,30}}utskottet(?![\w-]))(?:et|s)?(?![\w-])",
         "Kommunstyrelsens arbetsutskott", "utskottet beslutar", "a committee is named with its board"),
    Rule("municipal_unit.owned",
         rf"{_B}(?:[Kk]ommun(?:en)?s|[Ss]tad(?:en)?s|(?!Deras|Dess|Hans|Hennes)[{CAPITAL}]\w{{1,30}}s"
         rf"|från(?: både)?(?: kommunstyrelse och)?) (?P<name>{_W}(?:förvaltning|nämnd|enhet|avdelning"
         rf"|kontor))"
         r"s?(?![\w-])",
         "Luleå kommuns arbetsmarknadsförvaltning", "deras erfarenhet", "indefinite after its owner"),
)
# Weaker: only the words before the name tell. They count where no other rule has found anything.
CUED = (
    Rule("municipal_unit.named",
         rf"{_B}(?:[Ee]nheten|[Aa]vdelningen|[Ff]örvaltningen|\w{{0,12}}boendet|förskolan|(?:vård|hälso|familje)centralen)"
         rf" (?P<name>{NAME}(?:(?:, {WORD}){{0,3}} och {WORD}| och (?!kommun|stad|region|två|tre|fyra)[a-zåäö]{{4,20}})?)",
         "enheten Etablering, Coachning och Service", "enheten för arbete", "a unit or home, then its name"),
    Rule("association.participle", rf"{_B}(?:[Ff]öreningen|[Nn]ätverket|[Kk]lubben|[Oo]rganisationen) (?P<name>[{CAPITAL}]\w{{2,20}}(?:ande|iga|ska) [a-zåäö]{{3,15}})(?![\w-])",
         "föreningen Öppnande dörrar bjuder", "föreningen Ordning bjuder", "a participle does not end a name"),
    Rule("association.named",
         rf"{_B}(?:\w{{0,20}}[Ff]öreningen|[Oo]rganisationen|[Ff]acket|\w{{0,12}}[Ff]örbundet|\w{{0,20}}[Ss]tiftelsen|\w{{0,20}}klubben"
         rf"|[Nn]ätverket|kören|orkestern|teatergruppen)"
         rf" (?P<name>{NAME}(?: i {WORD}(?:bygden|dalen|trakten))?)",
         "föreningen Kamratstödet", "en förening för alla", "what it is, then its name, with its district"),
    Rule("employer.named",
         rf"{_B}(?:\w{{0,20}}[Ff]öretaget|\w{{0,20}}[Bb]olaget|[Rr]estaurangen|[Hh]otellet|[Ff]abriken"
         rf"|[Åå]keriet|[Bb]ageriet|[Vv]erkstaden|[Ii]ndustrin|[Ss]ågverket|[Mm]ejeriet"
         rf"|\w{{2,20}}(?:firman|koncernen|tillverkaren|kedjan|butiken|leverantören|jätten))"
         rf" (?P<name>{NAME})",
         "företaget Norrfrys har", "företaget har vuxit", "a company, then its name"),
    Rule("employer.work",
         rf"{_B}(?=\w++{_SINCE}{_AT})(?:{_JOB}|(?:[Pp]lats|[Bb]utiks|[Pp]roduktions|[Pp]ersonal|[Ff]abriks|[Ll]ager|[Kk]öks|[Hh]otell)chef(?:en)?){_SINCE}"
         rf"{_AT}(?P<name>{NAME})",
         "platschef på Sala Lagerpartner", "jobb på sågen", "where people are employed"),
    Rule("municipal_unit.role", rf"(?<![\w:])(?=[\w:]++{_AT})[\w:]*?{_ROLE} (?:på|vid|hos) (?P<name>{NAME})",
         "enhetschef på Viadidakt", "chef på golvet", "where people lead and coach"),
    Rule("employer.hires",
         rf"(?:(?<=[a-zåäö,] )(?P<name>{NAME})|(?:^|(?<=[.!?] ))(?P<evaluator>{WORD} {WORD})) (?:(?:har|ska|vill|kan) )?(?:(?:ny)?anställ(?:t|de|er|a)|tog emot \w{{2,8}} (?:praktik|lärling)\w*)(?!\w)",
         "Boxholms Plantor har anställt två", "Kommunen har anställt två", "who hires, or takes in trainees"),
    Rule("employer.hosted", rf"(?<![\w-])[Hh]os (?P<name>{NAME})",
         "omklädningsrummet hos Ahlgrens Chark", "hos oss", "with whom one works or learns"),
    Rule("employer.person", rf"{_B}(?P<person>{WORD}) {WORD} (?:på|vid|hos) (?P<name>{NAME})",
         "Micke är Mikael Ståhl på Täljebygdens El", "Eva Ek på torget", "a person at an organisation"),
    Rule("other.told", rf"(?:säger|sade|berättar|skriver|uppger) (?:han|hon|{WORD} {WORD}) (?:till|i|för) (?P<name>{NAME})(?=[.,])",
         "säger hon till Skogsbladet.", "säger hon till barnen.", "a newspaper, by who tells it"),
    Rule("other.evaluator",
         rf"{_B}(?:(?:[Uu]tvärderaren|[Kk]onsulten|[Uu]tvärderare,|[Kk]onsult,) (?P<name>{NAME})"
         rf"|har (?P<evaluator>{NAME}) (?:utvärderat|granskat|följt|undersökt|intervjuat|kartlagt))",
         "utvärderaren Ramverk Analys", "utvärderaren skriver", "who has evaluated"),
    Rule("employer.such",
         rf"{_B}(?:[Aa]rbetsgivare|\w{{0,20}}företag|\w{{0,12}}butiker|[Rr]estauranger|[Ii]ndustrier|[Bb]olag)(?: som| såsom|,? till exempel|,? bland annat|,? exempelvis) (?P<name>{NAME})(?=,| och | eller |[.])",
         "arbetsgivare som Norrfrys och Setra", "arbetsgivare som söker folk", "one of many, then its name"),
    Rule("association.called",
         rf"{_B}(?:\w{{0,20}}förening|organisation|stiftelse|\w{{0,12}}klubb) som (?:heter|kallas) (?P<name>{NAME})|{_B}[Dd]e kallar sig (?P<evaluator>{NAME})",
         "en förening som heter Bryggan", "en metod som heter Språng", "a verb of naming"),
    Rule("employer.told",
         rf"{_B}(?P<name>{NAME}), (?:(?:den|det|en|ett|som är|som är en|ortens|bygdens|traktens|stadens) )?(?:[a-zåäö]{{2,20}} ){{0,3}}"
         r"(?:arbetsgivaren?|\w{0,20}företag(?:et)?|\w{0,20}industrin?|åkeri(?:et)?|\w{0,20}fabrik(?:en)?|\w{3,20}tillverkaren?|sågverk(?:et)?|\w{0,20}koncern(?:en)?)(?=[.,]| i stan\b| på orten\b)",
         "På Wasabröd, den stora arbetsgivaren i stan, är", "I stan, den stora arbetsgivaren i länet", "an apposition says what it is"),
    Rule("employer.premises",
         rf"(?:[Aa]rbetar|[Jj]obbar|[Pp]raktik|[Aa]nställd|[Aa]nställning|[Bb]örjade|[Jj]obb) (?:i|på|vid) (?P<name>[{CAPITAL}]\w{{2,30}}?)s \w{{0,15}}(?:restaurang|fabrik|lager|verkstad|kök|butik|matsal)(?!\w)",
         "arbetar i Sandviks lunchrestaurang", "arbetar i stadens kök", "whose kitchen, shop, works"),
    Rule("municipal_unit.chief",
         rf"{_B}(?!Kommun|Stad|Enhet|Region|Land|Sverige|Förvaltning|Företag|Projekt|Skol|Arbets|Deras|Hennes|Dess)(?P<name>[{CAPITAL}]\w{{2,30}}?)s (?:chef|enhetschef|verksamhetschef|föreståndare|rektor)(?= [{CAPITAL}]|,)",
         "Navets chef Eva Ek", "Kommunens chef Eva Ek", "what has a head"),
    Rule("education.owned", rf"{_B}(?P<name>{NAME}), (?:kommunens|stadens|den kommunala) (?:vuxenutbildning|\w{{2,20}}skola)",
         "satte Reveljen, kommunens vuxenutbildning, ihop", "i höst, kommunens skola", "what the municipality has, told after its name"),
    Rule("business.owned", rf"{_B}(?P<name>{NAME}), (?:kommunens|stadens|det kommunala) \w{{0,25}}(?:bolag|bolaget)(?!\w)",
         "Bodenxt, det kommunala näringslivsbolaget, kartlade", "i höst, kommunens bolag",
         "a company the municipality has, told after its name"),
    Rule("association.said",
         rf"(?:^|(?<=[.!?] ))(?P<name>{NAME}) är (?:också |även )?en (?:\w{{2,20}} ){{0,2}}"
         r"(?:\w{0,20}förening|\w{0,12}klubb|stiftelse|ideell organisation)(?!\w)",
         "Bryggan Jönköping är en ideell förening med", "Det är en fråga", "the sentence says what it is"),
    Rule("other.said",
         rf"(?:^|(?<=\. ))(?P<name>{WORD}) är (?:också |även )?en (?:\w{{2,20}} ){{0,2}}"
         r"(?:samverkansfunktion|samverkansgrupp|myndighet|organisation)(?!\w)",
         "Arena är också en viktig samverkansfunktion", "Det är en fråga", "the sentence says what it is"),
)
# A branch of service (⌂ stands after it) is an organisation only where it acts, or beside one in a list.
BRANCH = (
    Rule("led", rf"{_ROLE} (?:på|vid|för|i|inom|från) \w+⌂",
         "rektorn på komvux⌂", "jobb på komvux⌂", "somebody leads it"),
    Rule("partner", r"(?:[Tt]illsammans|[Ss]am\w{2,15}|överenskommelse|avtal) (?:\w{1,20} )?med \w+⌂",
         "samverkar med regionen⌂", "hjälp med komvux⌂", "others work with it"),
    Rule("works", r"⌂s (?:\w{0,20}(?:samordnare|handläggare|chef|representant)(?:er)?|ledning|arbete)(?!\w)",
         "regionen⌂s vårdsamordnare", "regionen⌂s invånare", "it has staff"),
    Rule("acts", r"(?<!i )(?<!på )\b[\wåäö]+⌂ (?:hjälp(?:er|te)|driver|drev|bedriver|ordna(?:r|de)|erbj\w+|ansvarar|samordnar|bidr\w+"
         r"|medverkar|deltar|tog fram|har tagit fram)(?!\w)",
         "Även öppna förskolan⌂ hjälpte till", "platser i äldreomsorgen⌂ erbjuds", "it does something"),
    Rule("asked", r"(?:[Rr]ing(?:er|de|a|t)|[Vv]änd(?:er|e|a|t) sig|[Kk]ontaktat?|[Mm]ejla(?:r|de)?)(?: [\w-]+){0,2} till \w+⌂|(?:beställ|köp|driv|ge|ordna|anordna|upphandla|tillhandahåll|led|ansvara)\w{0,3}s av \w+⌂",
         "kursen beställdes av komvux⌂", "kursen på komvux⌂", "others turn to it, or it does something"),
    Rule("capital", r"[a-zåäö,] Komvux⌂", "svenska på Komvux⌂", "svenska på komvux⌂", "written as a name"),
    Rule("certain", rf"centralen⌂ i [{CAPITAL}]", "familjecentralen⌂ i Emmaboda", "vårdcentralen⌂ i huset",
         "a centre whose place is said"),
)
JOINT = Rule("municipality.joint",
             rf"{_B}({TOWN}(?:, {TOWN}){{0,8}} (?:och|samt) {TOWN}) kommuner(?:nas?|s)?(?!\w)",
             "Krokoms, Bräcke och Bergs kommuner", "stora och små kommuner", "each of them is named")
# fmt: on
