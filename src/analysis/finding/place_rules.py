"""What tells a place from a person, a word or an organisation, and whom a text is about: the rules that `places` reads.

Rules look at a window: the words beside a name on its line, with ⌂ in the name's place.
"""

from analysis.text import Rule

GIVEN = r"[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
_SAYS = (
    r"(?:säger|sade|sa|berättar|berättade|menar|förklarar|tycker|anser|tror|hoppas|fortsätter|svarar|undrar"
    r"|konstaterar|poängterar|tillägger|beskriver|understryker|betonar|påpekar|framhåller|minns)"
)
_TITLE = r"(?:chef|ledare|råd|ordförande|coach|handläggare|sekreterare|strateg|samordnare|rektor|lärare)"
_UNIT = (
    r"(?:[Kk]ommun(?:en|erna|er som|er|:)?|[Ss]taden|[Oo]rten|Arbetsförmedling(?:en)?|Försäkringskassan"
    r"|Komvux|Lärcentrum|Vuxenutbildningen|SFI|Campus)"
)
_LEARN = r"(?:lära|(?:låta sig )?inspireras|titta på|ta efter|ta del av)"
_LIKE = r"(?:[Tt]ill skillnad från|[Jj]ämfört med|[Pp]recis som|[Ll]iksom|[Ii] likhet med)"
_BEARER = (
    r"(?:Finsam|Leader|Företagarna|Ekot|SVT Nyheter|TV4|[A-ZÅÄÖ]\w+(?:förbundet|nätverket|stiftelsen)|Hushållningssällskapet|Högskolan|P4|SVT|Radio"
    r"|Tolkförmedling(?:en)?|Stiftelsen|(?:Nya|Norra|Södra) [A-ZÅÄÖ][a-z]+tidningen)"
)

# What a name with no cue is not, whatever the name.
NOT_PLACES = (
    Rule("compound", r"⌂-(?!(?:trakten|området|regionen|baserad)\w*)(?:[a-zåäö]|Posten|Tidning|Kurir)",
         "⌂-modellen", "⌂-Boden", "part of a longer word"),
    # ⌂ comes first, so that the search goes there at once.
    Rule("within", r"⌂(?:(?<=(?i:stor|icke)-.)|(?<=(?i:mellan)-.)|(?<=\bhalva .) (?!kommun|stad))",
         "hela Stor-⌂", "Luleå-⌂", "Greater Stockholm is not Stockholm"),
    Rule("address", r"(?:www\.|://|@)[^\s⌂]*⌂|⌂\S{0,30}@|⌂\.[a-zåäö]",
         "www.x.se/⌂", "⌂. Där", "web and mail"),
    Rule("in a name", rf"\b{_BEARER}(?: i)? (?:[A-ZÅÄÖ][a-zåäö]+[ /–-])*⌂",
         "Samordningsförbundet i ⌂", "Arbetsförmedlingen i ⌂", "part of an organisation's name"),
    Rule("authority", r"\b(?:Länsstyrelsen|LÄNSSTYRELSEN)(?: [iI])? ⌂",
         "Länsstyrelsen i ⌂", "länsstyrelsen och ⌂", "named by its county"),
    Rule("part of the land in a name", r"[A-ZÅÄÖ]\w+ (?:Norra|Södra|Östra|Västra|Mellersta) ⌂",
         "SamEtablering Norra ⌂", "i norra ⌂", "in capitals it is part of a longer name"),
    Rule("university", r"⌂ (?i:(?:tekniska )?(?:universitet|högskola)|university|stift)\b",
         "⌂ universitet", "⌂ folkhögskola", "a university is known by its town, and elsewhere too"),
    Rule("bearer", r"⌂ (?:Gong|Dafa|diakoni|AB\b|FF\b|IF\b|BK\b)",
         "⌂ Gong", "⌂ Norra", "a movement, firm, club"),
)  # fmt: skip
COUNTY_NAMES = (
    Rule("after a name", r"(?<=[a-zåäö,:] )[A-ZÅÄÖ][\w-]+ ⌂",
         "ordnade ABF ⌂", "ordnade i ⌂", "a county right after a word in capitals is part of a name"),
    Rule("before a name", r"⌂ (?:[A-ZÅÄÖ]\w+ )?(?:Kommuner|Turism|(?:Syd|Nord|Norr|Väst|Öst)[a-zåäö]*\b|[A-Z][a-z]+ [A-Z])",
         "⌂ Welcomes You", "⌂ Det", "or at its beginning"),
)  # fmt: skip
# What makes a name that is also a word or a person's name a place.
OFFICES = (
    Rule("office of",
         r"⌂ (?i:kommun|folkhögskola|tingsrätt|lasarett|näringsliv|gymnasi|församling)",
         "⌂ kommunråd", "⌂ kom hit", "people's names do not stand before an institution"),
)  # fmt: skip
CUES = (
    *OFFICES,
    Rule("stands in",
         r"\b(?:[Ii]|[Uu]tanför|[Kk]ring|[Nn]ära|[Hh]ela|(?:[Nn]orr|[Ss]öder|[Vv]äster|[Öö]ster) om) ⌂",
         "en stor grupp bor i ⌂", "ett brev till ⌂", "these take places, hardly people"),
    Rule("kind", rf"\b{_UNIT} ⌂",
         "Arbetsförmedlingen ⌂", "Anna ⌂", "a kind of place or office before its name"),
)  # fmt: skip
DIRECTIONS = (
    Rule("to and from", r"\b(?:[Ff]rån|[Tt]ill|[Mm]ot|[Vv]ia|[Rr]unt|[Mm]ellan) ⌂",
         "en buss från ⌂", "hos ⌂", "a cue unless the name is a given name, or a person's in this text"),
    Rule("acts", r"⌂ (?:satsar|t(?:ar|og) emot|har [0-9][0-9 ]* invånare|ligger (?:i|vid|nära|granne)|växer|inför)\b",
         "⌂ satsar på lotsar", "⌂ säger nej", "what municipalities do; people seldom"),
)  # fmt: skip
# What makes it a person.
DOUBLE_NAMES = (
    Rule("surname after", r"⌂ (?:[A-ZÅÄÖ][a-zåäöéü]|von |af )", "⌂ Ek", "i ⌂. Ek", "given name and surname"),
)  # fmt: skip
PERSONS = (
    Rule("name before", rf"(?<![\w-])(?:{GIVEN}|[A-ZÅÄÖ]\.) (?:von |af |de |[A-ZÅÄÖ]\. ?)?⌂",
         "läraren Lena ⌂", "i ⌂", "given name or initial before a surname"),
    Rule("speaker", rf"\b{_SAYS} ⌂|⌂ {_SAYS}\b", "säger ⌂", "⌂ satsar", "people speak"),
    Rule("title", rf"{_TITLE}(?:e?n)? ⌂", "enhetschef ⌂", "chef i ⌂", "a title before a surname"),
    Rule("age after", r"⌂, [1-9][0-9](?: år)?[,.]",
         "⌂, 34, från Syrien", "⌂, 34 personer", "people have ages"),
)  # fmt: skip
# Where a capital says nothing.
SENTENCE_STARTS = (
    Rule("start", r"(?:\A|[\n.!?:…•*–—”\"»]|[0-9]\)) *[”\"»(]?⌂", "Klart. ⌂", "det ⌂", "every word has one"),
    Rule("title case", r"[A-ZÅÄÖ][a-zåäö]* ⌂ [A-ZÅÄÖ]", "Att ⌂ Ny", "Hur ⌂ gör", "every word has one"),
)  # fmt: skip
# Whose people come to see how others do it.
VISITORS = (
    Rule("sent by",
         r"(?i:delegation|besökare|gäster|besök)(?:en|na)? (?:[a-zåäö]+ ){0,3}från (?:[a-zåäö]+ i )?⌂(?! (?:reste|åkte|for)\b)",
         "En delegation från ⌂", "besöket i ⌂", "they come from there"),
    Rule("learner", rf"⌂[^\n.⌂]{{0,60}} (?:vill|ska|skulle|önskar|hoppas)(?: också| gärna)? {_LEARN}\b",
         "⌂ vill lära sig om", "⌂ vill växa", "who wants to learn is the guest"),
    Rule("caller",
         r"(?<![Ii] )⌂[^\n.⌂]{0,60} (?:besök(?:te|er)|gästa(?:de|r)|på (?:studie)?besök|reste till)\b",
         "Rådet från ⌂ besökte", "I ⌂ besökte hon", "who calls is the guest"),
    Rule("asks", r"från ⌂[^\n.⌂]{0,60} (?:ställ(?:de|t|er) frågor|kom(?:mer)? hit|var här|fick (?:se|höra)|lyssnade)\b",
         "tjänstemän från ⌂ satt i soffan och ställde frågor", "två från ⌂ fick jobb", "the guest asks and looks"),
    Rule("among the guests",
         r"(?:[Mm]ed på (?:studie)?besöket|[Bb]land (?:besökarna|gästerna))\b[^\n.⌂]{0,80}⌂|[Bb]esök[^\n⌂]{0,60}[.,] (?:[Dd]å|sedan) kommer ⌂",
         "Med på besöket var två lärare från ⌂", "besök i ⌂", "who came along, or comes next"),
    Rule("received", r"besök av [^\n.⌂]{0,50}⌂", "fick besök av politiker från ⌂", "besök i ⌂", "the guest"),
)  # fmt: skip
# Where a list names all whom a joint project is about.
MEMBERS = (
    Rule("members", r"\b(?i:deltagande|medverkande|ingående|samverkande) kommuner(?: är)?:? ⌂",
         "Deltagande kommuner: ⌂", "Deltagande parter: ⌂", "all that take part"),
)  # fmt: skip
# Mentions that say nothing of whom the text is about.
ASIDES = (
    Rule("contrast", rf"\b{_LIKE}(?: [a-zåäö]+)?(?: i)? ⌂|⌂,? däremot\b|⌂, (?:dit|som har [^.\n⌂]{{0,40}}(?:liknande|jämförbar|lika)\w*)\b",
         "till skillnad från ⌂", "arbetet i ⌂", "compared with"),
    Rule("example",
         r"\b(?:kommuner|städer|orter|exempelvis|t\.ex\.|till exempel)(?: som)?(?: i)? ⌂|studiebesök i ⌂",
         "kommuner som ⌂", "kommunen ⌂", "one among many"),
    Rule("partner", r"\b(?:[Tt]illsammans|samarbete|ihop|gemensamt|samverkan) med (?:bland (?:andra|annat) )?⌂",
         "tillsammans med ⌂", "arbetet med ⌂", "whom the text's own place works with"),
    Rule("sender", r"(?i:brev|skrivelse|förfrågan|inbjudan|orkester|grupp|lag|bussen?|tåget?)(?:en)? från ⌂",
         "Brev från ⌂ om mötet", "nytt från ⌂", "what comes from there"),
    Rule("earlier life",
         r"\b(?:tjänst(?:er)?|jobbat|arbetat|undervisat|bott|uppvuxen|uppvuxit|född|studerat)\b[^.\n⌂]{0,20} (?:i|från|till)(?: både)? ⌂",
         "har undervisat i både ⌂", "arbetet i ⌂", "where somebody was before"),
    Rule("neighbour", r"\b(?:grannkommun|granne|nära|närmsta|närmaste)(?:en|erna)?(?: till| med)?(?: städerna| staden)? ⌂",
         "grannkommunerna ⌂", "kommunen ⌂", "beside what the text is about"),
    Rule("likewise",
         r"⌂ (?:har|följer|fick|gör|hade)(?: fått samma|(?: fått)? (?:ett liknande|en liknande|en annan|en egen|något liknande|arbetet))\b",
         "⌂ har en annan modell", "⌂ har en modell", "told beside what the text is about"),
    Rule("institution", r"⌂ (?i:tingsrätt|tidning)",
         "⌂ tingsrätt", "⌂ kommun", "an organisation that bears the name"),
)  # fmt: skip
