"""Shapes and words of names: what a name looks like in Swedish text, and what in capitals is none."""

import re
from functools import cache

from analysis.text import Rule, join_rules

CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĆČĎĐĒĖĚĞĢĪİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"
AFTER_CAPITAL = r"[^\W\d_]{1,20}(?:['’´][^\W\d_]{1,15})?(?:-[^\W\d_]{2,20}){0,2}"
WORD = rf"[{CAPITAL}]{AFTER_CAPITAL}"
PARTICLE = r"(?:(?:von|van|af|de|del|da|di|der|den|el|al|bin|ben|ibn|la|le|dos) ){0,2}"
PARTY = r"(?: \((?:S|M|C|L|KD|MP|V|SD|FP|NYD|[A-ZÅÄÖ]{1,3})\))?"

# What a capitalised row holds when it is no person, wherever it stands in the row.
NOT_A_NAME = re.compile(
    r"\b(?:Kommuns?|Kommunens?|Regions?|Läns?|Projekt\w*|Stads?|Centrum|Center|Centrala|Group|AB|Sverige|Sveriges|Arbetsförmedling\w*"
    r"|Norra|Södra|Östra|Västra|Nya|Gamla|Stora|Lilla|Röda|Rädda|Svenska|Svenskt|Europeiska|Employment|Enheten|Förvaltning\w*"
    r"|\w*(?:förvaltningen|enheten|nämnden|kontoret|förbundet|skolan|gatan|vägen|torget|gården|föreningen|verket|kassan|styrelsen|projektet|modellen|programmet|samverkan|gymnasiet|biblioteket|museet|kyrkan|sällskap|sällskapet|[Ss]tiftelse|[Ss]tiftelsen|[Mm]innesfond|[Ff]ond|[Ff]onden|[Ff]örsamling|[Ff]olkhögskola|[Ss]jukhus|[Gg]ymnasium|klubben|huset|parken|hallen|loppet|dagen|bolaget)"
    r"|Sankta?|Familjen|Campus|Villa|Café|Kafé|Restaurang|Hotell|Torg|Plats|Firma|Glas|Analys|Konsult|Konsulter|Research|Media|Bygg|Trä|Plast|Plåt|Smide|Mek|Mekaniska|Åkeri|Transport|Frakt|Logistik|Taxi|Buss|Livs|Möbler|Snickeri|Måleri|Tryckeri|\w{3,}(?:förmedling|byrån?|handel|service|teknik|städ|hamburgare)|Hamburgare|Gjuteri|Bageri|Industri|Service|Bank|Fastigheter|Bostäder|Energi|Teater|IF|IK|BK|FK|FF|SK)\b"
)
# What a street, a school or a fund named after a person has after the name.
NAMED_AFTER = re.compile(
    r" (?:gatan?|väg(?:en)?|gränd|backe|plats|torg|park|allé|skolan?|gymnasium|bibliotek|sjukhus|stiftelse|minnesfond|priset|fonden|kyrka|församling|hus|värld)\b"
)
# Words in capitals that begin a sentence or a label; none is part of a name.
FIRST_WORDS = frozenset(
    "Enligt Men Och När Som För Med Att Det Den De Vi Han Hon Så Nu Här Där Både Samt Efter Innan Under Hos Från Även Också"
    " Tillsammans Tack Därför Dessutom Sedan Genom Projektet Kommunen Sådan Våra Vår Dagens Kollegan Kollegorna Text Foto Bild"
    " Vad Vem Vilka Vilken Hur Varför Var Men Inte Alla Många Flera Några Ingen Mer Fler Till Om Under Över Mellan Bland Möt Träffa Hör Läs Lyssna Följ Intervju Porträtt Kära Käre Hej Hejsan Bästa Ring Mejla Kontakta Hade Har Kan Ska Skulle Fick Får Utan Eftersom Medan"
    # the closed classes: prepositions, conjunctions, pronouns, adverbs
    " På Av Vid Inom Före Mot Kring Trots Via Bakom Bredvid Utanför Inför Utöver Förutom Gentemot Angående Fast Fastän Ifall"
    " Eller Varken Dels Bara Endast Redan Ännu Kanske Ändå Alltid Aldrig Ofta Ibland Snart Idag Igår Imorgon Maj April Juni Jag Du Ni Man Deras"
    " Hennes Dess Denna Denne Detta Dessa Varje Samtliga Båda Andra Ingenting Någon Något Inget Allt".split()
)
# Given names that are other words of the language too.
GIVEN_NAMES_AS_WORDS = (
    Rule(
        "verb",
        r"Bo (?:bra|kvar|hemma|billigt|tryggt|i|på|nära|utan)\b",
        hit="Kom till vår Bo bra-kväll",
        miss="Kom till Bo och Lena",
        why="an imperative heads the names of events and projects: where or how to live follows it",
    ),
    Rule(
        "possessive",
        r"Hans [a-zåäö]+ (?:har|är|var|ska|kan|får|fick|går|gick|kom|blir|blev|ligger|[a-zåäö]{3,12}(?:ar|er|ade|de|te))\b",
        hit="Hans nummer sitter på dörren.",
        miss="Hans sitter på en stol.",
        why="between what is his and its verb stands no verb of a man called Hans",
    ),
    Rule(
        "heading",
        r"(?:Mina (?:sidor|ärenden|meddelanden|uppgifter|val)|Klara (?:spår|steg|mål|besked))\b",
        hit="Logga in på Mina sidor",
        miss="Ring Mina på sidan två",
        why="adjectives and pronouns stand with a plural noun, names do not",
    ),
)
# Somebody without a name.
ANONYMOUS = frozenset(
    "anonym anonyma okänd kvinna kvinnor man män tjej kille flicka pojke mamma pappa förälder föräldrar person besökare kund gäst ungdom".split()
)
# Who somebody is to somebody else: words that stand before a first name as titles do.
RELATIONS = frozenset(
    "arbetskamrat arbetskamraten kollega kollegan kollegor kollegorna vän vännen väninna väninnan väninnor väninnorna vänner vännerna"
    " granne grannen tant farbror syster systern bror brodern dotter dottern fru frun make maken maka makan mormor farmor morfar farfar kompis kompisen pojken flickan killen tjejen kvinnan mannen sonen svärdottern klasskamraten"
    " hustru hustrun sambo sambon kusin kusinen mamman pappan mamma pappa farmodern eleven kunden".split()
)

# What such a word may end in as the last part of a compound.
_RELATION_ENDS = (
    "frun",
    "kompisen",
    "kamraten",
    "kollegan",
    "vännen",
    "granne",
    "grannen",
    "kompis",
    "kamrat",
    "kollega",
    "mamman",
    "pappan",
    "sonen",
    "dottern",
    "brodern",
    "systern",
    "kusinen",
)


@cache
def given_name_as_word() -> re.Pattern[str]:
    """The pattern of a given name that is another word where it stands.

    >>> [bool(given_name_as_word().match(words)) for words in ("Bo bra", "Bo och Lena")]
    [True, False]
    """
    return re.compile(join_rules(GIVEN_NAMES_AS_WORDS))


def is_relation(word: str) -> bool:
    """Whether a word says who somebody is to somebody else, alone or as the end of a compound.

    >>> is_relation("Grannfrun"), is_relation("klasskompisen"), is_relation("Kommunen")
    (True, True, False)
    """
    word = word.lower()
    return word in RELATIONS or word.endswith(_RELATION_ENDS)
