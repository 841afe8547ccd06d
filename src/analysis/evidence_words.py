"""The words of the evidence pages, in Swedish and English."""

from collections.abc import Mapping

_WORDS = {
    # key: (Swedish, English)
    "publisher": ("Utgivare", "Publisher"),
    "published": ("Publicerad", "Published"),
    "updated": ("Uppdaterad", "Updated"),
    "url": ("Adress", "Address"),
    "retrieved": ("Hämtad", "Retrieved"),
    "file": ("Fil", "File"),
    "words": ("Ord i brödtexten", "Words in the body"),
    "legend": ("Så läser du sidan", "How to read this page"),
    "legend_text": (
        "Markerade ord bär en bokstav och ett nummer; samma nummer står i marginalen (på smala skärmar under"
        " stycket) med vad som hittades. Följ numret för att hoppa mellan text och anteckning.",
        "Marked words carry a letter and a number; the same number stands in the margin (below the paragraph on"
        " narrow screens) with what was found. Follow the number to move between text and note.",
    ),
    "left_out": ("[sidfot och kontaktuppgifter utelämnade]", "[boilerplate left out]"),
    "notes": ("Anteckningar", "Notes"),
    "why": ("Varför", "Why"),
    "details": ("Mer", "More"),
    "used": ("Används i", "Used in"),
    "to_text": ("till texten", "to the text"),
    "coding": ("Kodning", "Coding"),
    "quantity": ("Mängd", "Quantity"),
    "quote": ("Citat", "Quote"),
    "person": ("Person", "Person"),
    "tag_coding": ("K", "C"),
    "tag_quantity": ("M", "N"),
    "tag_quote": ("C", "Q"),
    "tag_person": ("P", "P"),
    "claimed": ("lyfts som framgångsfaktor", "claimed as a success factor"),
    "described": ("beskrivs", "described"),
    "facilitator": ("främjar", "facilitator"),
    "barrier": ("hinder", "barrier"),
    "discontinued": ("har upphört", "discontinued"),
    "planned": ("planeras", "planned"),
    "not_counted": ("räknas inte", "not counted"),
    "code": ("Kod", "Code"),
    "rule": ("Regel", "Rule"),
    "cue": ("Sökmönster", "Cue"),
    "scope": ("Avgörande ord", "Deciding words"),
    "voice": ("Röst", "Voice"),
    "coder": ("Kodad av", "Coded by"),
    "rules": ("reglerna", "the rules"),
    "decision": ("Beslut", "Decision"),
    "reason": ("Skäl", "Reason"),
    "value": ("Värde", "Value"),
    "measure": ("Mäter", "Measures"),
    "period": ("Period", "Period"),
    "base": ("Av totalt", "Out of"),
    "unknown_speaker": ("okänd talare", "unknown speaker"),
    "kind_outcome": ("resultat", "outcome"),
    "kind_target": ("mål", "target"),
    "kind_background": ("bakgrund", "background"),
    "kind_design": ("upplägg", "design"),
    "kind_activity": ("aktivitet", "activity"),
    "voice_text": ("texten själv", "the text itself"),
    "voice_official": ("tjänsteperson", "official"),
    "voice_politician": ("politiker", "politician"),
    "voice_agency": ("myndighet", "agency"),
    "voice_employer": ("arbetsgivare", "employer"),
    "voice_participant": ("deltagare", "participant"),
    "voice_researcher": ("forskare", "researcher"),
    "voice_other": ("annan", "other"),
    "rule_strong_cue": ("ett tydligt ord för faktorn", "a strong cue for the factor"),
    "rule_weak_pair": ("två svagare ord tillsammans", "two weak cues together"),
    "rule_claimed_in_sentence": ("meningen pekar ut faktorn", "the sentence claims the factor"),
    "rule_claimed_by_list": ("står i en lista över framgångsfaktorer", "stands in a list of success factors"),
    "rule_claimed_by_heading": ("rubriken pekar ut faktorn", "the heading claims the factor"),
    "rule_claimed_by_reference": ("meningen efter pekar tillbaka", "the next sentence points back"),
    "rule_unnamed_list_item": (
        "punkt i listan över framgångsfaktorer som ingen annan kod passar",
        "item of the list of success factors that no other code fits",
    ),
    "rule_decided": ("beslut av en person", "decided by a person"),
}


def words_for(language: str) -> Mapping[str, str]:
    """The words in a language: `sv` or `en`.

    >>> words_for("sv")["claimed"], words_for("en")["claimed"]
    ('lyfts som framgångsfaktor', 'claimed as a success factor')
    """
    column = ("sv", "en").index(language)
    return {key: pair[column] for key, pair in _WORDS.items()}
