"""People: who is found, under which name, with which role; and what only looks like a person."""

from itertools import islice, product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.finding.full_names import find_full_names
from analysis.finding.names import fits_pronoun, is_given_name, is_role
from analysis.finding.people import find_people

FOUND = [
    ("title before", "Projektledaren Anna Berg berättar.", "Anna Berg", "projektledaren", ""),
    ("apposition", "Det säger Abbas Hamadé, enhetschef på arbetsmarknadsenheten i Järfälla kommun.", "Abbas Hamadé", "enhetschef", "arbetsmarknadsenheten i Järfälla kommun"),
    ("no comma after the apposition", "Jakob Björnell, verksamhetschef för AME inledde mötet.", "Jakob Björnell", "verksamhetschef", "AME"),
    ("from an organisation", "Louise Holm från Region Skåne höll i dagen.", "Louise Holm", "", "Region Skåne"),
    ("hyphen and two surnames", "– Ja, säger Ann-Sofie Thott Ljung.", "Ann-Sofie Thott Ljung", "", ""),
    ("particle", "Fackliga ombudet Birgitta af Ekenstam tvekar.", "Birgitta af Ekenstam", "ombudet", ""),
    ("initials", "Det skriver följeforskare A. B. Holm i rapporten.", "A. B. Holm", "följeforskare", ""),
    ("first name with age", "Amina, 34, kom från Syrien.", "Amina", "", ""),
    ("initial without a full stop", "Det säger kommunalrådet Lars G Molin.", "Lars G Molin", "kommunalrådet", ""),
    ("age in brackets before a colon", "Amina (34): ”Nu vågar jag.”", "Amina", "", ""),
    ("first name with a description", "Hodan, deltagare i fjol: ”Nu vågar jag.”", "Hodan", "deltagare", ""),
    ("one of many", "En av de anställda är Nuru Hassen.", "Nuru Hassen", "", ""),
    ("title as it is spoken", "I dag bjuder bagarn Egon på bullar.", "Egon", "bagarn", ""),
    ("after an imperative", "Hör Eva Ek berätta om starten.", "Eva Ek", "", ""),
    ("unknown name with age", "Shewit, 29, arbetar i köket.", "Shewit", "", ""),
    ("foreign name with a title", "Enhetschef Dler Rashid svarar.", "Dler Rashid", "enhetschef", ""),
    ("a given name as surname", "– Hej, säger tränaren Ninos Gabriel.", "Ninos Gabriel", "tränaren", ""),
    ("three names, the second on the list", "Så beskriver Farhiya Abdi Warsame kursen.", "Farhiya Abdi Warsame", "", ""),
    ("signature below the words", "”Nu kan jag simma.”\nShewit, 11 år", "Shewit", "", ""),
    ("signature below a blank line", "”Nu kan jag simma.”\n\nMårten Vinge, rektor\n", "Mårten Vinge", "rektor", ""),
    ("age in years", "Vi besöker Bering Sågs, 34 år och glad.", "Bering Sågs", "", ""),
    ("signature beside the words", "”Nu kan jag simma.” – Lillemor Ek, handledare", "Lillemor Ek", "handledare", ""),
    ("lone first name in a sentence", "Vi följde Mustafa hela vägen.", "Mustafa", "", ""),
    ("a pronoun follows", "Den förste är Zabihulla Noorian. I dag leder han laget.", "Zabihulla Noorian", "", ""),
    ("any verb after the words", "”Då går vi”, replikerade Delinda.", "Delinda", "", ""),
    ("title with an owner and a comma", "Bostadsbolagets vd, Klas Ehrnström, svarar.", "Klas Ehrnström", "vd", "Bostadsbolaget"),
    ("title alone with a comma", "Chefen, Per-Olof Mårtensson, gick med.", "Per-Olof Mårtensson", "chefen", ""),
    ("relation before", "Hustrun Zahra bakar.", "Zahra", "", ""),
    ("relation in a compound", "Grannfrun Zahra bakar.", "Zahra", "", ""),
    ("a made-up name", "Zahra* har bott här i tre år.", "Zahra", "", ""),
    ("a nickname", "Det ordnade Lars ”Lasse” Ek.", "Lars ”Lasse” Ek", "", ""),
    ("a verb before a name said elsewhere", "Tillsätt Hans Ek nu. Hans Ek är van.", "Hans Ek", "", ""),
    ("a man called Hans", "Hans sitter vid bordet.", "Hans", "", ""),
    ("only in the genitive", "Zahra Karimis råd är kort.", "Zahra Karimi", "", ""),
    ("a name in s", "Karin Fors råd är kort. Karin Fors ler.", "Karin Fors", "", ""),
    ("a verb of saying in capitals", "Säger Karin Ek.", "Karin Ek", "", ""),
    ("an unlisted title first", "Pianist Karin Ek spelar.", "Karin Ek", "", ""),
    ("where somebody is from", "Syriern Ali Karimi ler.", "Ali Karimi", "", ""),
    ("who signs a letter", "Kursen var bra.\nMed vänliga hälsningar\nKarin Ek", "Karin Ek", "", ""),
    ("said by a role with a place", "– Nej, medger chefen på Kajen AB, Lars Ek.", "Lars Ek", "chefen", "Kajen AB"),
    ("a comparison is no title", "Karin Ek är snällare än rektorn. Karin Ek ler.", "Karin Ek", "", ""),
    ("first name after a dash", "– Lena skällde på oss.", "Lena", "", ""),
    ("whose letter", "I Karin Eks mejl står det mer.", "Karin Ek", "", ""),
    ("whom it was said to is no workplace", "– Det går, säger Karin Ek, rektor, till Nya Bladet.", "Karin Ek", "rektor", ""),
    ("blanks at the end of a wrapped line", "– Ja, säger Karin Ek,  rektor på  Komvux.", "Karin Ek", "rektor", "Komvux"),
    ("blanks between columns", "Karin Ek, rektor på Komvux  Telefon  Växel", "Karin Ek", "rektor", "Komvux"),
    ("what the role is about", "Karin Ek, chef för mottagandet av nyanlända på Arbetsförmedlingen, ler.", "Karin Ek", "chef", "Arbetsförmedlingen"),
    ("whom the role is for", "Karin Ek, chef för alla som bor i Region Skåne, ler.", "Karin Ek", "chef", ""),
    ("two titles with one tail", "Kommunens skol- och arbetsmarknadschef Karin Ek ler.", "Karin Ek", "skol- och arbetsmarknadschef", "Kommunen"),
    ("no comma after a party letter", "– Ja, säger Lars Ek (S) nämndens ordförande.", "Lars Ek", "nämndens ordförande", ""),
    ("a verb after a party letter", "Där leder Lars Ek (S) möten med en ny rektor.", "Lars Ek", "", ""),
    ("party letter is not kept", "Lars Ek (S), ordförande i kommunstyrelsen, är nöjd.", "Lars Ek", "ordförande", "kommunstyrelsen"),
]  # fmt: skip
NOBODY = [
    ("a correction of another article", "Rättelse: Vinnaren hette Maj-Lis Gren."),
    ("a day with a description", "Tisdag, i stora salen: ”Öppna dörrar”"),
    ("one of many things", "En av rätterna är Kadai Paneer."),
    ("a project", "Workplace Luleå är ett projekt."),
    ("a shopping centre", "Mässan hölls i Kista Galleria."),
    ("a project in a place that is also a name", "Arbetsliv Mark\nProjektägare: Marks kommun"),
    ("a street", "Kontoret ligger på Olof Palmes gata."),
    ("an agency that speaks", "– Det går bra, säger Migrationsverket."),
    ("a sentence start", "Enligt Arbetsförmedlingen är läget stabilt."),
    ("a credit of radio", "Kursen börjar i maj.\nReporter var Eva Ek. Mer blir det sedan."),
    ("an imperative as a name", "Femtio familjer söker, Bo i Väst, är namnet."),
    ("a nickname with a title", "De kallade mig för fru Zahra."),
    ("a type", "Kvar är en Gösta, 91 år."),
    ("whose it is", "Hans nummer sitter på dörren."),
    ("pages of one's own", "Anmälan sker via Mina sidor."),
    ("a region", "Region Skåne medverkar."),
    ("a home", "Boendet Villa Linnéa stängs."),
    ("a company", "Bolaget Hugo & Elsa svarar inte."),
    ("a school", "De går på Birger Jarls-gymnasiet."),
    ("a place that is a name too", "Tio år sedan jag kom till Vilhelmina."),
    ("an agency's chief", "”De tog risken”, säger Peabs regionchef."),
    ("a contact", "Projektet fortsätter.\nKontakt: Marie Lindell, Gislaveds kommun"),
    ("a reporter's line", "Kursen börjar i maj.\nAlla är välkomna.\nJenny Rask\njenny.rask@example.se"),
    ("a byline", "Av Karin Ek\nPublicerad 3 maj\nKursen börjar."),
    ("a page's editor", "Kursen börjar i maj.\nSenast uppdaterad av Karin Ek"),
    ("a byline without colons", "Text Karin Ek · Bild Lars Berg\nKursen börjar."),
    ("jobs in brackets", "Karin Ek (text)\nLars Berg (foto)\nKursen börjar."),
    ("who wrote a poem", "Sist lästes en dikt av Karin Ek."),
    ("what she is called", "Damen kallar henne Zahra."),
    ("a campus", "Kursen ges på Campus Karin."),
    ("a municipality that acts", "– Mark har alltid vävt."),
    ("a publisher", "Kursen börjar i maj.\nAnsvarig utgivare: Karin Ek"),
    ("a street after somebody", "Kursen hålls på Karin Larssons väg."),
    ("a firm after somebody", "Erik Olsson Fastighetsförmedling hjälpte till."),
    ("a month", "Maj blev varm."),
    ("a contact below its label", "Kursen börjar i maj.\nKontaktperson\nKarin Ek, samordnare"),
    ("a preposition first", "På Dalsjö Trä menar de att det räcker."),
    ("an adverb that is a name too", "Bara var tionde sökande fick plats."),
    ("what somebody is called", "Hon kallade mig för Bosse hela våren."),
    ("a foundation", "Stiftelsen Karin Eks Stiftelse betalade."),
    ("a union", "Facket Metall tvekar."),
    ("a heading below words in marks", "”Nu har jag ett yrke.”\n\nVägen Framåt\n\nKursen börjar."),
    ("a municipality in capitals", "”Nu har jag ett yrke.”\nHJO KOMMUN\n"),
    ("a number of people", "Vi besöker Bering Sågs, 34 personer arbetar där."),
    ("a signature without a name", "”Nu har jag ett yrke.” Anonym i enkäten"),
    ("a method", "Enheten arbetar med Supported Employment."),
]


@pytest.mark.parametrize(
    ("origin", "text", "name", "role", "organisation"), FOUND, ids=[row[0] for row in FOUND]
)
def test_a_person_is_found_as_the_text_gives_them(origin, text, name, role, organisation):
    assert [(p.name, p.role, p.organisation) for p in find_people(text)] == [(name, role, organisation)]


@pytest.mark.parametrize(("origin", "text"), NOBODY, ids=[row[0] for row in NOBODY])
def test_what_only_looks_like_a_person_is_not_found(origin, text):
    assert find_people(text) == []


def test_later_mentions_by_one_name_belong_to_the_same_person():
    text = "Abbas Hamadé är chef. Abbas hoppas på mer. Hamadés plan är klar."
    (person,) = find_people(text)
    assert [text[start:end] for start, end in person.mentions] == ["Abbas Hamadé", "Abbas", "Hamadé"]


def test_a_name_that_two_people_share_is_nobodys_mention():
    people = find_people("Rektor Anna Ek mötte rektor Anna Berg. Anna var nöjd.")
    assert [len(person.mentions) for person in people] == [1, 1]


def test_first_names_side_by_side_are_people_but_not_places():
    assert [p.name for p in find_people("Zahra, Ahmed och Karin fikade.")] == ["Zahra", "Ahmed", "Karin"]
    assert find_people("Nora och Ale har samma avtal.") == []


@pytest.mark.parametrize("line", ["Författare: {}, FoU Väst", "Av {}", "Text: {}"])
def test_all_who_sign_together_are_left_out(line):
    text = line.format("Kerstin Norberg och Mattias Öhlund") + "\n\nDet säger Eva Ek."
    assert [person.name for person in find_people(text)] == ["Eva Ek"]


def test_words_of_the_lexica():
    assert is_given_name("Fatima") and not is_given_name("Kommunen")
    assert is_role("arbetsmarknadssekreterare") and not is_role("näringslivsråd")
    assert fits_pronoun("Karin Ek", "hon") == 2 and fits_pronoun("Karin Ek", "han") == 0


@given(st.text(alphabet=st.sampled_from('AaÅåÖöBb .,–-\n\u00a0”"1()'), max_size=200) | st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_spans_that_hold(text):
    for person in find_people(text):
        assert text[person.start : person.end] == person.text
        assert all(0 <= start < end <= len(text) for start, end in person.mentions)


def test_a_long_line_of_people_and_what_they_have_is_read_in_time_that_grows_with_its_length():
    def take(people):
        surnames = ("K" + "".join(letters) + "s" for letters in product(*("aeiou", "lmnrt") * 4))
        text = " ".join(f"Anna {surname} råd." for surname in islice(surnames, people))
        begun = process_time()
        assert len(find_full_names(text)) == people
        return process_time() - begun

    assert (
        take(12_000) < 12 * take(2_000) + 0.2
    )  # with a search of the whole text for each name it was 36 times


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ahmed Karimis råd. Ahmed Karimis bok.", ["Ahmed Karimi", "Ahmed Karimi"]),
        ("Sven Fors råd. Sven Fors bor här.", ["Sven Fors", "Sven Fors"]),
        ("Enligt A. B. Karimis bok", ["A. B. Karimi"]),
        ("Ahmed ”Nisse” Karimis bok", ["Ahmed ”Nisse” Karimi"]),
    ],
)
def test_a_name_in_s_is_a_genitive_only_where_it_always_has_something(text, names):
    assert [name for name, _, _ in find_full_names(text)] == names
