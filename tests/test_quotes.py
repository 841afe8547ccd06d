"""Direct speech: the words, and who said them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.finding.quotes import find_quotes

FOUND = [
    ("dash, speaker after", "– Det går bra, säger Eva Ek.", [("Det går bra", "Eva Ek")]),
    ("dash without comma", "– Vi har fler bostäder berättar Lina Ek, chef.", [("Vi har fler bostäder", "Lina Ek")]),
    ("several sentences", "– Ett. Två, säger Eva Ek.", [("Ett. Två", "Eva Ek")]),
    ("verb in the middle", "– Ja, säger Eva Ek. Vi går vidare.", [("Ja", "Eva Ek"), ("Vi går vidare.", "Eva Ek")]),
    ("narration after", "– Ja då, säger Eva Ek. Eva Ek lyfter också gruppen.", [("Ja då", "Eva Ek")]),
    ("marks, speaker after", "”Det har gått bra för oss”, säger Eva Ek.", [("Det har gått bra för oss", "Eva Ek")]),
    ("marks after a colon", 'Eva Ek säger: "Vi går dit de är."', [("Vi går dit de är.", "Eva Ek")]),
    ("pronoun", "Eva Ek är nöjd.\n– Det går bra, säger hon.", [("Det går bra", "Eva Ek")]),
    ("pronoun by gender", "Eva Ek mötte Lars Berg.\n– Det går bra, säger hon.", [("Det går bra", "Eva Ek")]),
    ("speaker in the sentence before", "Eva Ek berättar om hösten.\n– Det blev inte som vi trodde.", [("Det blev inte som vi trodde.", "Eva Ek")]),
    ("introduced by a colon", "Eva Ek, rektor, fortsätter:\n– Vi ska bli fler nästa år.", [("Vi ska bli fler nästa år.", "Eva Ek")]),
    ("said in the line below", "– Kom hit och prova, det kostar inget!\nSå svarar Eva Ek.", [("Kom hit och prova, det kostar inget!", "Eva Ek")]),
    ("interview", "Vi mötte Eva Ek.\nEva: Det tog tre år att lära sig.", [("Det tog tre år att lära sig.", "Eva Ek")]),
    ("subject before company", "Eva Ek berättar om Lars Berg.\n– Det går bra för oss.", [("Det går bra för oss.", "Eva Ek")]),
    ("nobody new in between", "– Ja, säger Eva Ek.\nHuset är gammalt.\n– Vi trivs här.", [("Ja", "Eva Ek"), ("Vi trivs här.", "Eva Ek")]),
    ("a dialogue of two", "– Nej, säger Eva Ek.\n\n– Jo, säger Lars Berg.\n\n– Det kan du tro!", [("Nej", "Eva Ek"), ("Jo", "Lars Berg"), ("Det kan du tro!", "Eva Ek")]),
    ("about another", "Lars Berg ler.\n– Jag lär mig, säger han.\nEva Ek hjälper till.\n– Hon är snäll.", [("Jag lär mig", "Lars Berg"), ("Hon är snäll.", "Lars Berg")]),
    ("somebody without a name", "– Ja, säger Eva Ek.\nEn kollega beskriver det så här:\n– Förr skrev jag inget.", [("Ja", "Eva Ek"), ("Förr skrev jag inget.", "")]),
    ("participants' own words", "– Ja, säger Eva Ek.\nDeltagarnas ord:\n– Vi trivs här.", [("Ja", "Eva Ek"), ("Vi trivs här.", "")]),
    ("a role said before", "Rektor Eva Ek är på plats.\n– Det går bra, säger rektorn.", [("Det går bra", "Eva Ek")]),
    ("her husband", "Eva Ek och hennes man Lars Berg.\n– Det går bra, säger hennes man.", [("Det går bra", "Lars Berg")]),
    ("the former and the latter", "Där står Eva Ek och Lars Berg.\n– Ja, säger den förra.\n– Nej, säger den andra.", [("Ja", "Eva Ek"), ("Nej", "Lars Berg")]),
    ("who says the name", "Där satt Eva Ek och Lars Berg. ”Jag heter Eva Ek och bor här”, sa någon.", [("Jag heter Eva Ek och bor här", "Eva Ek")]),
    ("signature", "Lars Berg, rektor, tackar.\n”Vi är så glada.” – Eva Ek, lärare", [("Vi är så glada.", "Eva Ek")]),
    ("heading said again", "”Ingen glömde bort mig”\nEva Ek mötte Lars Berg.\n– Ingen glömde bort mig, säger han.", [("Ingen glömde bort mig", "Lars Berg"), ("Ingen glömde bort mig", "Lars Berg")]),
    ("heading by role", "Rektorn: ”Vi är så glada”\n– Ja, säger rektor Eva Ek.\n– Nej, säger Lars Berg.", [("Vi är så glada", "Eva Ek"), ("Ja", "Eva Ek"), ("Nej", "Lars Berg")]),
    ("interview with questions", "Möt Eva Ek\nHur mår du?\nJag mår bra.\nVad gör du nu?\nVi bygger ett hus.", [("Jag mår bra.", "Eva Ek"), ("Vi bygger ett hus.", "Eva Ek")]),
    ("several paragraphs, one closing mark", "Eva Ek berättar.\n”Jag kom hit i maj.\n”Sedan fick jag ett jobb.”", [("Jag kom hit i maj.", "Eva Ek"), ("Sedan fick jag ett jobb.", "Eva Ek")]),
    ("the clause goes on", "– Den är svår, säger Eva Ek, men jag klarar den.", [("Den är svår", "Eva Ek"), ("men jag klarar den.", "Eva Ek")]),
    ("past tense goes on", "– Ja då, säger Eva Ek. Han frågade om allt.", [("Ja då", "Eva Ek"), ("Han frågade om allt.", "Eva Ek")]),
    ("a turn in capitals", "Här bor Eva Ek.\n\nEVA EK: Jag trivs i huset.", [("Jag trivs i huset.", "Eva Ek")]),
    ("a dashed interview leaves the rest", "Möt Eva Ek\nHur mår du?\n– Jag mår bra.\nVad gör du nu?\n– Läser.\nAnsök i maj. Vi hör av oss.", [("Jag mår bra.", "Eva Ek"), ("Läser.", "Eva Ek")]),
    ("whom a relative clause names", "Eva Ek tackar. Där står en stol som en kund gav henne.\n– Jag har slutat.", [("Jag har slutat.", "Eva Ek")]),
    ("whom a denial names", "Det var inte någon chef. Det var Eva Ek. Han dröjde, chefen Lars Berg.\n– Jag väntade, säger hon.", [("Jag väntade", "Eva Ek")]),
    ("named before an organisation", "Ulf Ek målar.\n\nLars Berg, 63 år, vilar. Själv ringde Ek Arbetsförmedlingen.\n\n– Jag fick vänta, säger han.", [("Jag fick vänta", "Ulf Ek")]),
    ("a photographer who has spoken", "– Ja, säger fotografen Lars Berg.\n\n– Nej, säger Ulf Ek.\n\n– Jo, svarar Berg och ler.\n\n– Så är det, säger han.", [("Ja", "Lars Berg"), ("Nej", "Ulf Ek"), ("Jo", "Lars Berg"), ("Så är det", "Lars Berg")]),
    ("beside another who fits", "– Ja, säger Eva Ek.\n\nLars Berg talar om Nils Ström. Han ler.\n\n– Han kom varje dag.", [("Ja", "Eva Ek"), ("Han kom varje dag.", "Lars Berg")]),
    ("kept over paragraphs", "Eva Ek målar. Hon bor här.\n\nEn dag mötte hon Lena Berg. Lena log.\n\nHuset är rött.\n\n– Jag stannar, säger hon.", [("Jag stannar", "Eva Ek")]),
    ("right above, not kept", "Eva Ek målar. Hon bor här.\n\nEn dag mötte hon Lena Berg. Lena log.\n\n– Jag stannar, säger hon.", [("Jag stannar", "Lena Berg")]),
    ("a role in passing", "Eva Ek målar. Ljuset är bra. Vaktmästaren låser.\n\nPå kvällen läser hon.\n\n– Jag stannar.", [("Jag stannar.", "Eva Ek")]),
    ("whom the last sentence names", "Eva Ek beröms av Lena Berg. Lena Berg är chef. Resten är Evas verk.\n\n– Jag stannar, säger hon.", [("Jag stannar", "Eva Ek")]),
    ("another without a name", "– Ja, säger Eva Ek.\n\nEn annan arbetsgivare är tveksam.\n\n– Vi väntar.", [("Ja", "Eva Ek"), ("Vi väntar.", "")]),
    ("two say it", "Eva Ek och Lars Berg.\n– Dörren är öppen, lovar de båda.", [("Dörren är öppen", "")]),
    ("from a document", "Eva Ek är orolig. ”Det är bra att alla möts”, heter det i skrivelsen.", [("Det är bra att alla möts", "")]),
    ("reported in part", "Eva Ek säger att frågan ”tas på allra största allvar”.", [("tas på allra största allvar", "Eva Ek")]),
    ("nobody names themselves", "Eva Ek och Lars Berg fikar.\n– Lars pratar långsamt med mig.", [("Lars pratar långsamt med mig.", "Eva Ek")]),
    ("a verb of saying in the speech", "Eva Ek är med.\n– Ringer jag så svarar hon, även på kvällen.", [("Ringer jag så svarar hon, även på kvällen.", "Eva Ek")]),
    ("the text goes on about the speaker", "– Det är allt, säger Yusuf Ali. Han har bott här i tre år.", [("Det är allt", "Yusuf Ali")]),
    ("the speaker goes on about another", "– Min chef är bra, säger Yusuf Ali. Han ger mig tid.", [("Min chef är bra", "Yusuf Ali"), ("Han ger mig tid.", "Yusuf Ali")]),
    ("her husband falls in", "– Du får nej, säger Zahra Ek.\n– Och sen ja! fyller hennes man Nils i.", [("Du får nej", "Zahra Ek"), ("Och sen ja!", "Nils")]),
    ("pull quote", "– Vi är inne på det nu, säger Eva Ek.\nLars Berg är chef.\n”Vi är inne på det nu”", [("Vi är inne på det nu", "Eva Ek"), ("Vi är inne på det nu", "Eva Ek")]),
    ("according to", "Enligt rektorn Eva Ek är det ”den bästa modell jag sett”.", [("den bästa modell jag sett", "Eva Ek")]),
    ("a reporter follows along", "Reporter Eva Ek följde med Amina Ali.\n– Nu ser jag slutet, säger hon.", [("Nu ser jag slutet", "Amina Ali")]),
    ("signature in brackets", "”Jag trodde aldrig att jag skulle våga.” (Amina, 34)", [("Jag trodde aldrig att jag skulle våga.", "Amina")]),
    ("announced on the line above", "Så här säger Eva Ek, rektor:\nVi har slutat vänta på svar.", [("Vi har slutat vänta på svar.", "Eva Ek")]),
    ("turn with a title", "Enhetschef Eva Ek: Det hade vi inte klarat ensamma.", [("Det hade vi inte klarat ensamma.", "Eva Ek")]),
    ("interviewed, named below", "Vad är ditt råd?\nVi började smått.\nOch sedan, vad gjorde du?\nVi tog med skolan.\nEva Ek är chef i Tierp.", [("Vi började smått.", "Eva Ek"), ("Vi tog med skolan.", "Eva Ek")]),
    ("signature without a dash", "Rektor Eva Ek svarar.\n”Nu har jag ett yrke.” Dawit, 41 år", [("Nu har jag ett yrke.", "Dawit")]),
    ("signed by nobody", "Rektor Eva Ek svarar.\n”Nu har jag ett yrke.” – kvinna, 41 år", [("Nu har jag ett yrke.", "")]),
    ("names below", "”Vi ses på torsdag.”\nEva Ek, lärare\n”Jag kommer!”\nLars Berg, elev", [("Vi ses på torsdag.", "Eva Ek"), ("Jag kommer!", "Lars Berg")]),
    ("names above", "Eva Ek, lärare\n”Vi ses på torsdag.”\nLars Berg, elev\n”Jag kommer också.”", [("Vi ses på torsdag.", "Eva Ek"), ("Jag kommer också.", "Lars Berg")]),
    ("signed on a dash line", "– Vi låste upp i ottan. Eva Ek, vaktmästare", [("Vi låste upp i ottan.", "Eva Ek")]),
    ("unmarked, within a paragraph", "Eva Ek är nöjd. Att vi fick välja själva gjorde skillnaden, säger hon.", [("Att vi fick välja själva gjorde skillnaden", "Eva Ek")]),
    ("unmarked, in a text that says we", "Vi ringer alla. Hur det går vet vi inte, säger Eva Ek.", []),
    ("unmarked after a colon", "Till protokollet anför Eva Ek: Jag reserverar mig mot beslutet.", [("Jag reserverar mig mot beslutet.", "Eva Ek")]),
    ("a colon before a list", "Eva Ek är nöjd. Listan säger: Böcker, bänkar och bord.", []),
    ("label above plain words", "Eva Ek, rektor:\n\nJag hade aldrig gissat det.", [("Jag hade aldrig gissat det.", "Eva Ek")]),
    ("a first name with a description", "Hodan, deltagare i fjol: ”Jag var rädd för bussen.”", [("Jag var rädd för bussen.", "Hodan")]),
    ("an inverted verb within speech", "– Sedan frågade hon tre till, och de kom, säger Eva Ek.", [("Sedan frågade hon tre till, och de kom", "Eva Ek")]),
    ("speech again after narration", "– Det var kallt, säger Eva Ek. Hon ler. – Men det gick.", [("Det var kallt", "Eva Ek"), ("Men det gick.", "Eva Ek")]),
    ("marks in narration after speech", "– Det gick, säger Eva Ek och tillägger att ”ingen ska behöva vänta”.", [("Det gick", "Eva Ek"), ("ingen ska behöva vänta", "Eva Ek")]),
    ("an interrupted sentence", "– Sedan, säger Eva Ek, kan allt hända.", [("Sedan", "Eva Ek"), ("kan allt hända.", "Eva Ek")]),
    ("whom the speech was about", "– Alla frågar efter Amina, säger Lars Berg.\nHon läser till kock.\n– Jag lagar soppa.", [("Alla frågar efter Amina", "Lars Berg"), ("Jag lagar soppa.", "Amina")]),
    ("what another said", "Amina Ek minns vad läraren sa: ”Du kan det här.”", [("Du kan det här.", "")]),
    ("as somebody says", "– Frågan är när, som Eva Ek brukar säga.", [("Frågan är när", "Eva Ek")]),
    ("in somebody's words", "Det är, med bolagets ord, ”god vilja som avgör det hela”.", [("god vilja som avgör det hela", "")]),
    ("directly after the verb", "Eva Ek säger ”vi hinner inte med” och går.", [("vi hinner inte med", "Eva Ek")]),
    ("how one says", "Hon vet hur man säger ”ursäkta, jag ska av här”.", []),
    ("dash within a paragraph", "Eva Ek pekar på dörren. – Där började allt.", [("Där började allt.", "Eva Ek")]),
    ("a minus sign for a dash", "− Det går bra, säger Eva Ek.", [("Det går bra", "Eva Ek")]),
    ("short answer", "Vad vill du säga, Eva Ek?\n– Tack", [("Tack", "Eva Ek")]),
    ("short answers", "Eva Ek om …\n… vintern: ”Halt.”\n… maten: ”Den är god.”", [("Halt.", "Eva Ek"), ("Den är god.", "Eva Ek")]),
    ("an interviewer's remarks", "Möt Eva Ek.\nHur började det?\n– Jag ringde.\nVem svarade?\n– Ingen.\nDu låter som en försäljare.\n– Jag var det.\nOch nu?\n– Nu vilar jag.", [("Jag ringde.", "Eva Ek"), ("Ingen.", "Eva Ek"), ("Jag var det.", "Eva Ek"), ("Nu vilar jag.", "Eva Ek")]),
    ("questions to somebody", "Tre frågor till Eva Ek\nVad är svårast?\nAtt vänta, tycker jag.\nVad är lättast?\nAtt vi är fler nu.", [("Att vänta, tycker jag.", "Eva Ek"), ("Att vi är fler nu.", "Eva Ek")]),
    ("named later", "– Jag sov i hallen, säger hon.\nAmina Ali kom hit i maj.", [("Jag sov i hallen", "Amina Ali")]),
    ("the speaker right after", "”Jag ska bli kock.” Eva Ek ler.", [("Jag ska bli kock.", "Eva Ek")]),
    ("no speaker after a colon", "Någon ropar inifrån:\n– Soppan är klar!\nEva Ek reser sig.", [("Soppan är klar!", "")]),
    ("the mark is lost", "Jag fick nyckeln samma dag, berättar Eva Ek.", [("Jag fick nyckeln samma dag", "Eva Ek")]),
    ("turn with a description", "Eva Ek (rektor): Det trodde vi aldrig.", [("Det trodde vi aldrig.", "Eva Ek")]),
    ("turn by number", "Deltagare 2: Jag saknade en tidtabell.", [("Jag saknade en tidtabell.", "")]),
    ("that says", "”Tålamod är allt”. Det säger Eva Ek.", [("Tålamod är allt", "Eva Ek")]),
    ("her words", "Det blev, med Eva Eks ord, ”en vinter utan slut”.", [("en vinter utan slut", "Eva Ek")]),
    ("her advice", "– Skriv upp allt, är Eva Eks råd.", [("Skriv upp allt", "Eva Ek")]),
    ("short surname", "Eva Ek är rektor.\n– Det går, säger Ek.", [("Det går", "Eva Ek")]),
    ("one word", "Eva Ek svarar: ”Aldrig.”", [("Aldrig.", "Eva Ek")]),
    ("a closing mark paragraphs below", "Så säger Eva Ek:\n”Vi hade tur.\nMen vi slet också.”", [("Vi hade tur.", "Eva Ek"), ("Men vi slet också.", "Eva Ek")]),
    ("low marks", "„Vi har byggt nytt”, säger Eva Ek.", [("Vi har byggt nytt", "Eva Ek")]),
    ("bullet", "• ”Vi har burit samma låda i ett år”\nEva Ek är trött.\n– Vi har burit samma låda i ett år, säger hon.", [("Vi har burit samma låda i ett år", "Eva Ek"), ("Vi har burit samma låda i ett år", "Eva Ek")]),
    ("oral words on dash lines", "Eva Ek suckar.\n– Ja.\n– Jo, det var väl så.", [("Ja.", "Eva Ek"), ("Jo, det var väl så.", "Eva Ek")]),
    ("unknown speaker stays empty", "”Det tog tre år att lära sig.”", [("Det tog tre år att lära sig.", "")]),
    ("a full stop after the mark", "Eva Ek skakar på huvudet.\n”Det var trångt i början”.", [("Det var trångt i början", "Eva Ek")]),
    ("any verb before a pronoun", "Eva Ek nickar. ”Köp bättre stolar”, bad hon.", [("Köp bättre stolar", "Eva Ek")]),
    ("a thought", "Eva Ek stannade. ”Vågar jag gå in?” tänkte hon.", []),
    ("a clap, no note", "Eva Ek klappar honom på axeln: ”Det ordnar sig.”", [("Det ordnar sig.", "Eva Ek")]),
    ("an advertisement", "Eva Ek såg en lapp i hallen: ”Pianist sökes, inga krav.”", []),
    ("narration that refers to the speaker", "– Det märks, säger Eva Ek. Enligt henne går det fort.", [("Det märks", "Eva Ek")]),
    ("narration about the speaker, not about another", "– Hon är snabb, säger Yusuf Ali. Han har själv lärt upp henne.", [("Hon är snabb", "Yusuf Ali")]),
    ("retold speech of several", "Eva Ek skrattar.\n– Vad kostar det? Inget, sa de. Då blev jag rädd.", [("Vad kostar det? Inget, sa de. Då blev jag rädd.", "Eva Ek")]),
    ("a reporter's turns", "Reporter: Hur går det för er?\nEva Ek: Det går bra.\nReporter: Eva Berg", [("Hur går det för er?", ""), ("Det går bra.", "Eva Ek")]),
    ("a label and dashes take turns", "I studion möter Lars Berg rektorn Eva Ek.\nLars Berg: Hur går det?\n– Det går bra.", [("Hur går det?", "Lars Berg"), ("Det går bra.", "Eva Ek")]),
    ("labels in capitals", "Eva Ek och Amina Ali fikar.\nEVA: Jag kom i maj.\nAMINA: Och jag i juni.", [("Jag kom i maj.", "Eva Ek"), ("Och jag i juni.", "Amina Ali")]),
    ("a question put to a role", "Eva Ek är rektor. Lars Berg är kock.\nTror rektorn att fler kommer?\n– Ja, det gör jag.", [("Ja, det gör jag.", "Eva Ek")]),
    ("turn with a title after the name", "Eva Ek, rektor: Det är glest mellan bussarna.", [("Det är glest mellan bussarna.", "Eva Ek")]),
    ("somebody who does not want to be named", "– Ja, säger Eva Ek.\n\nEn av eleverna säger att hon slutar.\n\n– Jag orkar inte.\n\nLars Berg är rektor.", [("Ja", "Eva Ek"), ("Jag orkar inte.", "")]),
    ("one of the participants", "Eva Ek är rektor. Så säger en av deltagarna:\n– Jag har fått vänner.", [("Jag har fått vänner.", "")]),
    ("by somebody with a title", "Lars Berg fick ett brev av kyrkoherde Eva Ek.\n– Jag blev glad.", [("Jag blev glad.", "Lars Berg")]),
    ("about whom she praised", "Eva Ek kom i maj. Hon berömde projektledaren Lars Berg.\n– Allt fungerar.", [("Allt fungerar.", "Eva Ek")]),
    ("who is brought in", "Eva Ek diskar. Hon får inte röra det som kocken Lars Berg vaktar.\n– Knivarna är mina.", [("Knivarna är mina.", "Lars Berg")]),
    ("seconded by", "Eva Ek är chef. Hon får medhåll av Lars Berg.\n– Så är det.", [("Så är det.", "Lars Berg")]),
    ("her friend", "Eva Ek och Amina Ali fikar.\n– Vi pratar, säger Eva.\nHennes unga vän instämmer:\n– Mest om livet.", [("Vi pratar", "Eva Ek"), ("Mest om livet.", "Amina Ali")]),
    ("her officer, whom nobody names", "Amina Ali bakar.\n– Jag trivs.\nLars Berg är kock på hotellet.\nHennes handläggare minns dagen.\n– Hon ringde mig.", [("Jag trivs.", "Amina Ali"), ("Hon ringde mig.", "")]),
    ("the colleague", "Eva Ek och Lars Berg delar rum.\n– Han är sen, säger Eva.\n– Och hon tidig, svarar kollegan.", [("Han är sen", "Eva Ek"), ("Och hon tidig", "Lars Berg")]),
    ("presented as his mentor", "Bredvid Yusuf Ali sitter hans mentor, maskinisten Bo Lund.\n– Sakta, säger mentorn.", [("Sakta", "Bo Lund")]),
    ("narration after speech on its line", "I går frågade en skribent: ”Varför får de gå före?” Nu svarar Eva Ek.\n– Det finns ingen kö.", [("Varför får de gå före?", ""), ("Det finns ingen kö.", "Eva Ek")]),
    ("asked of the other", "Lars Berg ringer Yusuf Ali.\n– Har du ätit? frågar Lars Berg.\n– Nej.", [("Har du ätit?", "Lars Berg"), ("Nej.", "Yusuf Ali")]),
    ("a question to oneself", "Lars Berg ringer Yusuf Ali.\n– Vad ska man göra? säger Lars Berg.\n– Inget.", [("Vad ska man göra?", "Lars Berg"), ("Inget.", "Lars Berg")]),
    ("said to the other", "Eva Ek väntar på Yusuf Ali.\n– Bussen var full, säger Yusuf.\n– Då går du hemifrån tidigare.", [("Bussen var full", "Yusuf Ali"), ("Då går du hemifrån tidigare.", "Eva Ek")]),
    ("of whom is called", "Lars Berg tog emot.\n– Det gick bra.\nEn av dem hette Yusuf Ali.\n– Han kunde allt.", [("Det gick bra.", "Lars Berg"), ("Han kunde allt.", "Lars Berg")]),
    ("he says of her", "Lars Berg lär upp Amina Ali. Hon är snart klar, säger han.\n– Då blir det tårta.", [("Då blir det tårta.", "Lars Berg")]),
    ("words that open a text", "– Hej och välkomna!\n\nI dörren står Eva Ek.", [("Hej och välkomna!", "Eva Ek")]),
    ("words that open a text on two", "– Hej och välkomna!\n\nI dörren står Eva Ek och Lars Berg.", [("Hej och välkomna!", "")]),
    ("the first of many names", "Ana Maria Ruiz Lopez kom 2016.\n– Det snöade, säger Ana Maria.", [("Det snöade", "Ana Maria Ruiz Lopez")]),
    ("role alone", "– Det går bra, säger en handledare.", [("Det går bra", "")]),
]  # fmt: skip
NONE = [
    ("a method's name", "Alla utgår från metoden ”Erkännande”."),
    ("scare quotes", "Risken är att de ”bli kvar” hos oss."),
    ("a list with dashes", "– Samordnade insatser för alla\n– Tidiga insatser för alla"),
    ("a list in our voice", "Viktigt\n- Att vi mäter.\n- Att vi frågar.\n- Att ingen glöms."),
    ("an item in lower case", "Vi ska\n- ändra det vi kallar normen\n- mäta mer"),
    ("questions without an interview", "Vad gick bra?\nVi hann allt.\nVad gick sämre?\nVi glömde bussen."),
    ("a contact with a title", "Enhetschef Eva Ek: Telefon 0140-12 34 56"),
    ("titles in a row", "Fler inlägg: ”Lunch för tre” | ”Hej, vaktmästare!”"),
    ("a sign", "”Läxhjälp för vuxna”, stod det."),
    ("reported by nobody", "Regionen skriver att man ser ”mycket allvarligt på saken”."),
    ("indirect speech", "Eva Ek säger att det går bra."),
    ("indirect with a clause first", "När jag frågar om bussen, svarar Eva Ek att den är inställd."),
    ("in the third person", "Kommunen har byggt fyrtio bostäder, säger Eva Ek."),
    ("a sign with a call", "Skylten ”Här talar vi svenska!” hänger kvar."),
    ("a contact in brackets", "Eva Ek (rektor): Telefon 0140-12 34 56"),
    ("a title", "I rapporten ”Från bidrag till lön” finns svaret."),
]


@pytest.mark.parametrize(("origin", "text", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_speech_is_found_with_its_speaker(origin, text, expected):
    assert [(quote.text, quote.speaker) for quote in find_quotes(text)] == expected


@pytest.mark.parametrize(("origin", "text"), NONE, ids=[row[0] for row in NONE])
def test_what_is_no_speech_is_not_found(origin, text):
    assert find_quotes(text) == []


def test_a_speaker_brings_role_and_organisation():
    (quote,) = find_quotes("– Det går bra, säger Inger Schroeder, chef för Arbetsförmedlingen i Norrköping.")
    assert (quote.role, quote.organisation) == ("chef", "Arbetsförmedlingen i Norrköping")


@given(
    st.text(alphabet=st.sampled_from('AaÅ .,–-:!?\n\u00a0”"säger Eva Ek'), max_size=200)
    | st.text(max_size=200)
)
@settings(deadline=None, max_examples=150)
def test_any_text_gives_spans_that_hold(text):
    for quote in find_quotes(text):
        assert len(quote.text) == quote.end - quote.start
        assert 0 <= quote.start <= quote.end <= len(text)
