"""Digits that count nothing: list numbers, dates, clock times, telephone numbers, references; `numerals` leaves them out."""

from analysis.text import Rule

_COUNTED_BY_TENS = "personer|människor|deltagare|elever|nyanlända|kvinnor|män|ungdomar|besökare|barn|familjer|hushåll|företag"
# Digits that count nothing. Each pattern is tried where a digit stands after a non-word character,
# before the digit is read as a number. Repeats are bounded, so a line of 200 kB costs no more a byte.
NOT_COUNTS = [
    Rule(
        "list number",
        r"(?:(?m:^)|(?<=\n )|(?<=\n {2})|(?<=\n {3})|(?<=\n\())[0-9]{1,3}(?:\.[0-9]{1,2}){0,3}[.)](?= )",
        "1. Alla jobbar",
        "12 kommuner",
        "an item's own number",
    ),
    Rule(
        "row of numbers",
        r"(?<=[0-9]\. )[0-9]{1,3}\.(?= |$)",
        "1. 2. 3.",
        "under 2017. 12 kommuner",
        "a sentence that is but a number, after one that ends with a number",
    ),
    Rule(
        "section number",
        r"(?m:^)[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?= (?-i:[A-ZÅÄÖ]))",
        "2.1 Bakgrund",
        "2.1 procent",
        "a heading's number",
    ),
    Rule(
        "day and month",
        r"[0-9]{1,2}(?: ?(?:[-–]|och|till) ?[0-9]{1,2})?\.? (?:jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj"
        r"|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
        r"(?:\.? (?:19|20)[0-9]{2})?",
        "den 2 mars 2018",
        "2 marsianer",
        "a date",
    ),
    Rule(
        "law",
        r"[0-9]{4}(?:/[0-9]{2,4})?:[0-9]{1,4}|[0-9]{1,3}(?: ?[a-z])? ?(?:kap\b\.?|§)",
        "SFS 2017:820, 16 kap. 3 §",
        "2017 elever",
        "a law, a bill, a paragraph",
    ),
    Rule(
        "iso date",
        r"(?:19|20)[0-9]{2}[-/.](?:0[1-9]|1[0-2])(?:[-/.][0-3][0-9])?(?![0-9])",
        "2018-03-08",
        "2018 kronor",
        "a date in figures",
    ),
    Rule(
        "six digits",
        r"[0-9]{6,8} ?[-–] ?[0-9]{4,8}(?![0-9])",
        "170201-181231",
        "170 201 kronor",
        "two dates, or a number of identity",
    ),
    Rule(
        "clock",
        r"[0-9]{1,3}:[0-9]{1,2}(?::[0-9]{2})?(?: ?[-–] ?[0-9]{1,2}:[0-9]{2})?"
        r"|(?:(?<=börjar )|(?<=slutar )|(?<=öppnar )|(?<=stänger ))[0-2]?[0-9]\.[0-5][0-9]"
        r"|(?:(?<=kl )|(?<=kl\. )|(?<=klockan ))[0-9]{1,2}(?:\.[0-9]{2})?"
        r"(?:(?: ?[-–] ?| och | till )[0-9]{1,2}(?:\.[0-9]{2})?)?"
        r"|[0-2]?[0-9](?:\.[0-5][0-9])? ?[-–] ?[0-2]?[0-9]\.[0-5][0-9](?! ?(?:%|proc))",
        "kl. 9–12 och 13–15.30",
        "9–12 månader",
        "a clock time or a ratio",
    ),
    Rule(
        "length of a recording",
        r"[0-9]{1,3} min\.? [0-9]{1,2} sek\b",
        "Lyssna: 1 min 52 sek",
        "52 sek",
        "how long a clip is",
    ),
    Rule(
        "day/month",
        r"[0-9]{1,2}/[0-9]{1,2}(?:[-/ ](?:19|20)?[0-9]{2})?(?! av\b)(?![0-9])",
        "den 12/3",
        "2/3 av gruppen",
        "a date in figures",
    ),
    Rule(
        "postcode",
        r"[0-9]{3} [0-9]{2}(?= (?-i:[A-ZÅÄÖ]))",
        "231 83 Trelleborg",
        "231 83 kronor",
        "a postcode stands before a town",
    ),
    Rule(
        "telephone",
        r"0[0-9]{1,3}(?: ?[-/] ?| )[0-9][0-9 ]{4,10}[0-9]|(?<=\+)[0-9]{2}[0-9 ()-]{6,14}[0-9]",
        "0920- 45 49 69",
        "0,5 procent",
        "it begins with a nought or +46",
    ),
    Rule(
        "reference",
        r"(?:19|20)[0-9]{2}/[0-9]{3,6}(?![0-9])|[0-9]{1,6}/[0-9]{4}(?![0-9])",
        "dnr 2016/312",
        "2016/17 elever",
        "a register number",
    ),
    Rule("leading nought", r"0[0-9]{1,12}(?![0-9.,])", "021", "0,21", "an id, not a number"),
    Rule(
        "decade",
        rf"(?:[0-9]{{4}}|[1-9]0)-talet(?! (?:{_COUNTED_BY_TENS})\b)",
        "på 1990-talet",
        "40-talet personer",
        "a decade",
    ),
    Rule(
        "version",
        r"(?<=[a-zåäö] )[0-9]{1,2}\.0(?![0-9])(?! ?(?:%|proc|år|mån|mil|mkr|mnkr|tkr|kr))",
        "Jobbspår 3.0",
        "steg till 33.0 procent",
        "the version of a thing with a name",
    ),
]
