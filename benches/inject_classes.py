"""The classes of traces that `inject.py` puts into clean text, written from the description of the trace and not from the rules.

A class is a function (text, language, random) that yields places (start, end, new text) where the trace would be a fault and nothing else.
"""
import re
from inject_words import ARTICLES, BOILERPLATE, FUNCTION_WORDS, MONTHS, NATIONALITIES, PREPOSITIONS, QUOTES, SMALL_ADJECTIVES, WEEKDAYS

CLASSES = []
LATIN = ("en", "de", "fr", "es", "it", "pt", "pl", "cs", "tr")
CYRILLIC = ("ru", "uk", "bg")
SPACED = LATIN + CYRILLIC
L = r"[^\W\d_]"          # a letter
MARKS = "\"“”„‟‘’‚«»‹›「」『』《》'"


class Class:
    def __init__(self, rule, name, places, languages=None, base="plain", once=False, loose=False):
        self.rule, self.name, self.places = rule, name, places
        self.languages, self.base, self.once, self.loose = languages, base, once, loose

    def suits(self, language):
        return self.languages is None or language in self.languages


def trace(rule, name, places, languages=None, **options):
    """`base`: the clean text as it is, or prepared by one of BASES; `once`: the rule reports once a text; `loose`: a line end may be restored as a space."""
    CLASSES.append(Class(rule, name, places, languages, **options))


def swap(pattern, new, flags=0):
    """Places that a pattern finds; `new` is a template, or a function that may refuse a place by None."""
    compiled = re.compile(pattern, flags)

    def places(text, language, rng):
        for m in compiled.finditer(text):
            made = new(m) if callable(new) else m.expand(new)
            if made is not None and made != m[0]:
                yield m.start(), m.end(), made
    return places


def by_language(build):
    """A class whose pattern depends on the language: `build(language)` gives the places or None."""
    made = {}

    def places(text, language, rng):
        if language not in made:
            made[language] = build(language)
        return made[language](text, language, rng) if made[language] else ()
    return places


def any_of(words):
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


# --- quotation marks ---------------------------------------------------------------------------------------------------------------

def straight_pairs(text):
    """Pairs of straight marks in lines where they are even in number and stand where marks can stand."""
    start = 0
    for line in text.split("\n"):
        at = [start + m.start() for m in re.finditer('"', line)]
        pairs = list(zip(at[::2], at[1::2]))
        if len(at) % 2 == 0 and all((o == start or text[o - 1] in " (\u00a0") and text[o + 1].isalnum() and (text[c + 1] in " \n,.;:?!)") and text[c - 1] not in " (" for o, c in pairs):
            yield from ((o, c) for o, c in pairs if c - o > 2)
        start += len(line) + 1


def marked(text, language):
    """The text with typographic marks in place of its straight pairs, and apostrophes."""
    opening, closing = QUOTES.get(language, QUOTES["en"])
    for o, c in sorted(straight_pairs(text), reverse=True):
        text = text[:o] + opening + text[o + 1:c] + closing + text[c + 1:]
    return re.sub(r"(?<=[a-z])'(?=[a-z])", "’", text) if language in ("en", "fr", "it", "tr") else text


def single(text, language):
    """British habit: single marks outside."""
    text = marked(text, language)
    for o, O, c, C in sorted(pairs(text, language, False), reverse=True):
        text = text[:o] + "‘" + text[O:c] + "’" + text[C:]
    return text


def split(text, language):
    """The sentences of a quotation on lines of their own, as a page of short paragraphs has them."""
    text = marked(text, language)
    for o, O, c, C in sorted(pairs(text, language, False), reverse=True):
        text = text[:O] + re.sub(r"(?<=[a-zа-я][.!?]) (?=[A-ZА-Я])", "\n\n", text[O:c]) + text[c:]
    return text


def millions(text, language):
    """Numbers of thousands made a thousand times larger, so that they have two separators."""
    return re.sub(r"(?<![\d.,\w])(\d{1,3})([,]|[ \u00a0.])(\d{3})(?![\d]|[.,  \u00a0]\d)(?= [^\W\d])", lambda m: m[0] + m[2] + "000" if (m[2] == ",") == (language == "en") else m[0], text)


BASES = {"plain": lambda text, language: text, "marks": marked, "single": single, "split": split, "millions": millions}


def pairs(text, language, straight):
    if straight:
        return [(o, o + 1, c, c + 1) for o, c in straight_pairs(text)]
    opening, closing = map(str.strip, QUOTES[language])
    gap = "[ \u00a0\u202f]?" if language == "fr" else ""
    found = re.finditer(f"({opening}{gap})(?=[\\w\\[(…])[^\\n{opening}{closing}]+?(?<![\\s{opening}])({gap}{closing})", text)
    return [(m.start(1), m.end(1), m.start(2), m.end(2)) for m in found]


def quote_class(name, change, languages, **options):
    """`change(text, o, O, c, C)` gives (start, end, new) or None for the pair opening at o..O and closing at c..C."""
    for straight in (False, True):
        if straight and options.get("curly"):
            continue
        places = lambda text, language, rng, straight=straight: filter(None, (change(text, *pair) for pair in pairs(text, language, straight)))
        kinds = tuple(l for l in languages if not (straight and l in ("fr", "zh")))
        trace("quote-spacing", name + (", straight" if straight else ""), places, kinds, base="plain" if straight else "marks")


def closing_moved(before):
    def change(text, o, O, c, C):
        if re.match(before, text[c - 1]) and re.match(f" {L}", text[C:C + 2]):
            return c, C + 1, " " + text[c:C]
    return change


NOT_FRENCH = tuple(l for l in SPACED if l != "fr")
quote_class("closing mark after its space, comma", closing_moved(","), NOT_FRENCH)
quote_class("closing mark after its space, sentence", closing_moved("[.!?]"), NOT_FRENCH)
quote_class("closing mark after its space, word", closing_moved(L), NOT_FRENCH)
quote_class("space on both sides of a closing mark", lambda t, o, O, c, C: (c, C, " " + t[c:C]) if t[C] == " " else None, NOT_FRENCH)
quote_class("space before a closing mark, line end", lambda t, o, O, c, C: (c, C, " " + t[c:C]) if t[C] == "\n" else None, NOT_FRENCH + ("zh",))
quote_class("space after an opening mark", lambda t, o, O, c, C: (o, O, t[o:O] + " "), NOT_FRENCH + ("zh",))
quote_class("opening mark before its space", lambda t, o, O, c, C: (o - 1, O, t[o:O] + " ") if re.match(f"[^\\W_],? $|{L} $", t[max(0, o - 2):o]) else None, NOT_FRENCH)
quote_class("opening mark glued to a word", lambda t, o, O, c, C: (o - 1, o, "") if re.match(f"{L} $", t[max(0, o - 2):o]) else None, SPACED)
quote_class("opening mark glued to a comma", lambda t, o, O, c, C: (o - 1, o, "") if re.match("[,:] $", t[max(0, o - 2):o]) else None, SPACED)
quote_class("closing mark glued to a word", lambda t, o, O, c, C: (C, C + 1, "") if re.match(f" {L}", t[C:C + 2]) else None, SPACED)
quote_class("space between closing mark and sign", lambda t, o, O, c, C: (C, C, " ") if t[C] in ",." else None, SPACED)
quote_class("doubled opening mark", lambda t, o, O, c, C: (o, O, t[o:O].strip() + t[o:O]), SPACED + ("zh",))
quote_class("doubled closing mark", lambda t, o, O, c, C: (c, C, t[c:C] + t[c:C].strip()), SPACED + ("zh",))
quote_class("both marks moved inside out", lambda t, o, O, c, C: (o - 1, C + 1, t[o:O] + " " + t[O:c] + " " + t[c:C]) if re.match(f"{L} $", t[max(0, o - 2):o]) and re.match(f" {L}", t[C:C + 2]) and "," not in t[O:c] and c - O < 40 else None, NOT_FRENCH)
quote_class("spaces inside both marks", lambda t, o, O, c, C: (o, C, t[o:O] + " " + t[O:c] + " " + t[c:C]) if c - O < 60 else None, NOT_FRENCH + ("zh",))


def moved_over_lines(text, language, rng):
    """The closing mark of a quotation that goes over several paragraphs."""
    for m in re.finditer(r"(?m)^“[^“”]*\n[^“”]*[^\W\d_][,.!?](” )(?=[a-zA-Z])", text):
        yield m.start(1), m.end(1), " ”"


def single_moved(text, language, rng):
    for m in re.finditer(r"‘[^‘’\n]+(?:\w’\w[^‘’\n]+)*[,.?!](’ )(?=[a-zA-Z])", text):
        yield m.start(1), m.end(1), " ’"


def single_opened(text, language, rng):
    for m in re.finditer(r"(?<=[a-z,])( ‘)(?=[A-Za-z][^‘’\n]+(?:\w’\w[^‘’\n]+)*[,.?!a-z]’[ .,\n])", text):
        yield m.start(1), m.end(1), "‘ "


trace("quote-spacing", "closing mark after its space, over paragraphs", moved_over_lines, ("en",), base="split")
trace("quote-spacing", "closing single mark after its space", single_moved, ("en",), base="single")
trace("quote-spacing", "opening single mark before its space", single_opened, ("en",), base="single")


def other_marks(opening, closing, at_least=2, straight=False):
    def places(text, language, rng):
        found = pairs(text, language, straight)
        for o, O, c, C in found if len(found) >= at_least else ():
            if text[o:O].strip() != opening and c - O < 300:
                yield o, C, opening + text[O:c] + closing
    return places


for name, marks_, languages in (("German", "„“", ("en", "fr", "es", "it", "pt", "tr", "zh")), ("guillemets", "«»", ("en", "zh", "tr", "cs")), ("corner brackets", "「」", ("en", "de", "fr", "es", "ru", "uk", "pl")),
                                ("book marks", "《》", ("en", "de", "fr", "es", "ru")), ("English", "“”", ("de", "ru", "uk", "bg", "cs", "pl", "fr"))):
    trace("quote-style", f"{name} marks", other_marks(*marks_), languages, base="marks", once=True)
trace("quote-style", "TeX marks", other_marks("``", "''"), ("en", "de", "es"), base="marks", once=True)
trace("quote-style", "angle signs", other_marks("<<", ">>"), ("en", "fr", "ru"), base="marks", once=True)
trace("quote-style", "one straight pair among curly ones", other_marks('"', '"', 4), ("en",), base="marks", once=True)
trace("quote-style", "one curly pair among straight ones", other_marks("“", "”", 4, straight=True), ("en",), once=True)


# --- dialogue ----------------------------------------------------------------------------------------------------------------------

def attribution(dash, glue=" "):
    def places(text, language, rng):
        for straight in (False, True):
            for o, O, c, C in pairs(text, language, straight):
                if text[c - 1] in ",?!" and re.match(r" (?:[A-Z]\w+ ){0,2}(?:said|says|told|added|wrote|explained|noted|stressed|tweeted)\b| (?:he|she|they) ", text[C:C + 40]):
                    yield C, C + 1, f" {dash} "
    return places


def russian_order(dash):
    """“We will go,” he said. → - We will go, - he said."""
    def places(text, language, rng):
        for m in re.finditer(r"(?m)^([“\"])([^“”\"\n]+,)([”\"]) (?=(?:he|she|said|[A-Z]\w+) [^“”\"\n]*$)", text):
            yield m.start(), m.end(), f"{dash} {m[2]} {dash} "
    return places


def resumed(dash):
    """he said. “The state …” → he said. - The state …”"""
    def places(text, language, rng):
        for m in re.finditer(r"([”\"] [^“”\"\n]{0,40}(?:said|added|explained|told)[^“”\"\n]{0,40}\.) [“\"](?=[A-Z][^“”\"\n]+[”\"])", text):
            yield m.end(1), m.end(), f" {dash} "
    return places


for dash in "-–—":
    trace("dialogue-dash", f"attribution after {dash}", attribution(dash), ("en",), base="marks")
    trace("dialogue-dash", f"line opened by {dash}", russian_order(dash), ("en",), base="marks")
    trace("dialogue-dash", f"speech resumed after {dash}", resumed(dash), ("en",), base="marks")
trace("dialogue-dash", "attribution after -, straight", attribution("-"), ("en",))


# --- small and capital letters -----------------------------------------------------------------------------------------------------

def lower(m):
    return m[0][0].lower() + m[0][1:]


def upper(m):
    return m[0][0].upper() + m[0][1:]


months = lambda l: any_of(MONTHS[l])
trace("wrong-case", "month before a day in small letters", swap(rf"\b{months('en')}(?= \d{{1,2}}\b)", lower), ("en",))
trace("wrong-case", "month after a day in small letters", swap(rf"(?<=\b\d )\b{months('en')}\b|(?<=\b\d\d )\b{months('en')}\b", lower), ("en",))
trace("wrong-case", "month before a year in small letters", swap(rf"\b{months('en')}(?=,? (?:19|20)\d\d\b)", lower), ("en",))
trace("wrong-case", "month after a preposition in small letters", swap(rf"(\b(?:[Ii]n|[Ll]ate|[Ee]arly|[Ss]ince|[Ll]ast|[Mm]id|[Uu]ntil|[Bb]y)[ -])({months('en')})\b(?! [A-Z])", lambda m: m[1] + m[2].lower()), ("en",))
trace("wrong-case", "weekday in small letters", swap(rf"(?<!^)(?<=[a-z,] )\b{any_of(w for w in WEEKDAYS['en'])}\b", lower, re.M), ("en",))
trace("wrong-case", "German month in small letters", swap(rf"(?<=\d\. ){months('de')}\b|(?<=[Ii]m ){months('de')}\b", lower), ("de",))
trace("wrong-case", "German weekday in small letters", swap(rf"(?<=\b[Aa]m ){any_of(WEEKDAYS['de'])}\b", lower), ("de",))
trace("wrong-case", "month in capitals", by_language(lambda l: swap(rf"(?<=\d )(?:de )?{months(l)}\b|(?<=\d \bde ){months(l)}\b", lambda m: re.sub(rf"{months(l)}", upper, m[0]))), ("fr", "es", "it", "pt", "pl", "cs", "ru", "uk", "bg"))
trace("wrong-case", "weekday in capitals", by_language(lambda l: swap(rf"(?<=[^\W\dA-ZА-Я_], |[^\W\dA-ZА-Я_]{{2}} ){any_of(w for w in WEEKDAYS[l] if w != 'среду')}\b", upper)), ("fr", "es", "it", "pt", "pl", "cs", "ru", "uk", "bg"))
trace("wrong-case", "nationality in small letters", swap(rf"(?<=[a-z] ){any_of(NATIONALITIES)}(?= [a-z]{{4}})", lower), ("en",))
trace("wrong-case", "people in small letters", swap(rf"(?<=[a-z] )(?:Russians|Americans|Ukrainians|Germans|Chinese|Europeans|Israelis|Palestinians|Italians)\b(?=[ .,])", lower), ("en",))
trace("wrong-case", "language in small letters", swap(r"(?<=\b[Ii]n )(?:English|Russian|French|German|Spanish|Ukrainian|Arabic)\b(?=[ .,])", lower), ("en",))
trace("wrong-case", "office that lost a capital", swap(r"\bForeign (?=Minister [A-Z]|Minister of|Ministry)|\bDefen[cs]e (?=Minister [A-Z]|Ministry)|\bPrime (?=Minister [A-Z])|\bVice (?=President [A-Z])", lower), ("en",))
trace("wrong-case", "ministry of small affairs", swap(r"(?<=Ministry of )(?:Foreign|Internal) (?=Affairs)", lower), ("en",))
trace("wrong-case", "adjective of a nation in capitals", by_language(lambda l: swap(rf"(?<=[^\W\dA-ZА-Я_]{{3}} )(?<!Union )(?<!Unión ){any_of(SMALL_ADJECTIVES[l])}\b(?= [^\W\dA-ZА-Я_]{{2}}|[.,])", upper)), tuple(SMALL_ADJECTIVES))

# --- numbers -----------------------------------------------------------------------------------------------------------------------

N, M = r"(?<![\d.,\w$€£-])", r"(?![\d]|[.,]\d)"
POINT_UNIT = r"(?= (?:percent|per cent|million|billion|trillion|miles?|km|kilometers|meters|metres|inches|tonnes|tons|degrees|seconds|hours|kg)\b|%)"
trace("number-format", "decimal comma before a unit", swap(rf"{N}(\d{{1,3}})\.(\d{{1,2}}){POINT_UNIT}", r"\1,\2"), ("en",))
trace("number-format", "decimal comma in money", swap(r"([$€£]\d{1,3})\.(\d{1,2})(?=(?: ?[mb]n?\b| million| billion|m\b))", r"\1,\2"), ("en",))
trace("number-format", "decimal comma, any", swap(rf"(?<=[a-z] )(0)\.(\d{{1,2}}){M}|(?<=[a-z] )(\d{{1,2}})\.(\d){M}(?= [a-z])", lambda m: f"{m[1] or m[3]},{m[2] or m[4]}"), ("en",))
trace("number-format", "decimal point", swap(rf"{N}(\d{{1,3}}),(\d{{1,2}})(?=[ \u00a0](?:%|Prozent|Million|Mi[lo]|million|milli|mln|mil|млн|млрд|милли|милја|мили|миля|мілья|мільй|мілья|процен|відсот|процент|por|pour|proc|mld|kg|km|км|кг|m\b|м\b|°|Grad|Euro|euro|Kilo|kilo|Meter|mètre|metro|Dollar|dollar|dólar)|%)", r"\1.\2"), ("de", "fr", "es", "it", "pt", "pl", "cs", "ru", "uk", "bg"))
trace("number-format", "thousand as a decimal", swap(rf"(?<![\d.,$€£\w-])([1-9]),([1-9])00(?= (?:people|kilometers|km|miles|square|troops|soldiers|residents|workers|employees|jobs|homes|students|tons|tonnes|feet|acres|cases|meters|metres|dollars|euros)\b)", r"\1.\2 thousand"), ("en",))
trace("number-format", "grouping by a space", swap(r"(?<![\d.,$€£\w])(\d{1,3}),(\d{3})(?![\d]|[.,]\d)", r"\1 \2"), ("en",))
trace("number-format", "grouping by points, millions", swap(r"(?<![\d.,\w])(\d{1,3}),(\d{3}),000(?![\d]|[.,]\d)", r"\1.\2.000"), ("en",), base="millions")
trace("number-format", "grouping by commas, millions", swap(r"(?<![\d.,\w])(\d{1,3})([ \u00a0.])(\d{3})\2(?:000)(?![\d]|[.,]\d)", r"\1,\3,000"), ("de", "fr", "es", "it", "pt", "pl", "ru", "uk"), base="millions")
trace("number-format", "number sign", swap(r"\bNo\. (?=\d)", "№ "), ("en",))
trace("number-format", "space before percent", swap(r"(?<=[a-z] )(\d{1,2})%(?= [a-z]|[.,] )", r"\1 %"), ("en",))
trace("number-format", "currency after the sum", swap(r"(?<!\w)([$€£])(\d+(?:[.,]\d+)?)( million| billion|)(?![\w.,]\d|[\w])", r"\2\3 \1"), ("en",))
trace("number-format", "ordinal with a hyphen", swap(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1-\2"), ("en",))
trace("number-format", "decade with a hyphen", swap(r"\b((?:19|20)?\d0)s\b", r"\1-s"), ("en",))
trace("number-format", "ordinal of Russian", swap(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1-й"), ("en",))
trace("number-format", "magnitude of Russian", swap(r"(?<=\d )(million|billion)\b", lambda m: {"million": "млн", "billion": "млрд"}[m[0]]), ("en",))
trace("number-format", "article of a law", swap(r"\bArticle (?=\d)", "art. "), ("en",))

# --- dates and times ---------------------------------------------------------------------------------------------------------------

MONTH = months("en")
number_of = lambda name: MONTHS["en"].index(name) + 1


def numeric(m):
    return f"{int(m['d']):02}.{number_of(m['m']):02}.{m['y']}"


DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
US, UK = rf"\b(?P<m>{MONTH}) {DAY}, (?P<y>(?:19|20)\d\d)\b", rf"\b{DAY} (?P<m>{MONTH}) (?P<y>(?:19|20)\d\d)\b"
trace("date-format", "dotted date", swap(f"{US}", numeric), ("en",))
trace("date-format", "dotted date, day first", swap(f"{UK}", numeric), ("en",))
trace("date-format", "dotted date, month known", swap(rf"\b(?P<m>{MONTH}) {DAY}\b(?!,? \d)", lambda m: f"{int(m['d']):02}.{number_of(m['m']):02}.2018"), ("en",))
trace("date-format", "day of month", swap(rf"\b(?P<m>{MONTH}) {DAY}\b(?!\d)", r"\g<d> of \g<m>"), ("en",))
trace("date-format", "comma inside month and day", swap(rf"(?<=on )(?P<m>{MONTH}) {DAY}\b(?!\d)", r"\g<m>, \g<d>"), ("en",))
trace("date-format", "article before a bare day", swap(rf"(?<=on )(?P<m>{MONTH}) (?P<d>\d{{1,2}})\b(?!\d)", r"the \g<d> \g<m>"), ("en",))
trace("date-format", "year after the year", swap(r"(?<=\b[Ii]n )((?:19|20)\d\d)(?=[ ,.](?! ?\d|[a-z]{3,}s\b))", r"\1 year"), ("en",))
trace("date-format", "year as an ordinal", swap(r"(?<=\b[Ii]n )((?:19|20)\d\d)(?=[ ,.])", r"the \1th year"), ("en",))
trace("date-format", "year with a Russian sign", swap(r"(?<=\b[Ii]n )((?:19|20)\d\d)(?=[ ,])", r"\1 г."), ("en",))
trace("date-format", "a day that does not exist", swap(rf"(?<=on )(?P<m>(?:February|April|June)) {DAY}\b(?!\d)", r"\g<m> 31"), ("en",))
trace("date-format", "English order", by_language(lambda l: swap(rf"\b(\d{{1,2}})\.? (?:de )?({months(l)})\b(?! de \d| \d)(?!\w)", lambda m: f"{m[2]} {m[1]}, 2018")), ("de", "fr", "es", "it", "pt", "pl", "cs", "ru", "uk", "bg"))
trace("date-format", "American figures", by_language(lambda l: swap(rf"\b(1[3-9]|2\d)\.? (?:de )?({months(l)})\b(?! de \d| \d)(?!\w)", lambda m: f"{MONTHS[l].index(m[2]) + 1:02}/{m[1]}/2018")), ("de", "fr", "es", "it", "pt", "pl", "cs", "ru", "uk", "bg"))


def clock(form, strict=True):
    def new(m):
        hour = int(m["h"])
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m["p"].startswith("p") else 0)
        return form.format(h=hour, m=m["min"] or "00")
    return swap(r"(?<=\bat |\bby )(?P<h>\d{1,2})(?:[:.](?P<min>\d\d))? ?(?P<p>[ap])\.?m(?:\.(?= [a-z])|\b(?!\.))", new)


for name, form in (("point", "{h}.{m}"), ("hyphen", "{h:02}-{m}"), ("h", "{h}h{m}"), ("o'clock after figures", "{h}:{m} o'clock"), ("hours after figures", "{h}:{m} hours")):
    trace("time-format", f"clock with {name}", clock(form), ("en",))
trace("time-format", "point, zone named", swap(r"\b(\d{1,2}):(\d\d)(?= (?:GMT|UTC|BST|local time|Moscow time|EDT|EST|ET))", r"\1.\2"), ("en",))
trace("time-format", "clock with h in German", swap(r"\b(\d{1,2})[:.](\d\d) Uhr", r"\1h\2"), ("de",))
trace("time-format", "clock with p.m.", by_language(lambda l: swap({"de": r"\b(\d{1,2})[:.](\d\d) Uhr", "fr": r"\b(\d{1,2}) ?h ?(\d\d)\b"}.get(l, r"(?<= )(\d{1,2}):(\d\d)(?=[ ,.])"), lambda m: f"{int(m[1]) % 12 or 12}:{m[2]} {'p' if int(m[1]) > 11 else 'a'}.m." if int(m[1]) < 24 else None)), ("de", "fr", "ru", "uk", "pl", "bg"))

# --- punctuation -------------------------------------------------------------------------------------------------------------------

PLAIN = f"(?<=[^\\W\\d_][^\\W\\d_])"
for sign, name in ((",", "comma"), (r"\.", "full stop"), (";", "semicolon"), (":", "colon"), (r"\?", "question mark"), ("!", "exclamation mark")):
    languages = NOT_FRENCH if name not in ("comma", "full stop") else SPACED
    trace("punctuation-spacing", f"space before a {name}", swap(rf"{PLAIN}{sign}(?=[ \n][^{MARKS}.…])", lambda m: " " + m[0]), languages)
trace("punctuation-spacing", "no space after a comma", swap(rf"(?<={L}{L}), (?={L}{L})", ","), SPACED)
trace("punctuation-spacing", "no space after a full stop", swap(rf"(?<=[^\W\dA-ZА-Я_]{{4}})\. (?=[A-ZА-ЯІЄ]{L})", "."), SPACED)
trace("punctuation-spacing", "no space after a semicolon or colon", swap(rf"(?<={L}{L}{L})([;:]) (?={L}{L})", r"\1"), SPACED)
trace("punctuation-spacing", "no space after a question mark", swap(rf"(?<={L}{L}{L})([?!]) (?=[A-ZА-Я]{L})", r"\1"), SPACED)
trace("punctuation-spacing", "doubled comma", swap(rf"{PLAIN},(?= {L})", ",,"), SPACED)
trace("punctuation-spacing", "doubled full stop", swap(rf"(?<=[^\W\dA-ZА-Я_]{{4}})\.(?= [A-ZА-Я]|\n)", ".."), SPACED)
trace("punctuation-spacing", "comma and full stop", swap(rf"(?<=[^\W\dA-ZА-Я_]{{4}})\.(?= [A-ZА-Я]|\n)", ",."), SPACED)
trace("punctuation-spacing", "space after an opening bracket", swap(rf"(?<= )\((?={L}{L})", "( "), SPACED)
trace("punctuation-spacing", "space before a closing bracket", swap(rf"{PLAIN}\)(?=[ .,])", " )"), SPACED)
trace("punctuation-spacing", "bracket glued to a word", swap(rf"(?<={L}{L}) \((?={L}{L}[^()\n]+\))", "("), SPACED)
trace("punctuation-spacing", "possessive set apart", swap(rf"(?<={L}{L})(?=['’]s\b)", " "), ("en",))
trace("punctuation-spacing", "n't set apart", swap(r"(?<=[a-z])(?=n['’]t\b)(?<!ca)(?<!wo)(?<!sha)", " "), ("en",))
trace("punctuation-spacing", "full-width comma", swap(rf"{PLAIN}, (?={L})", "，"), SPACED)
trace("punctuation-spacing", "full-width full stop", swap(rf"(?<=[^\W\dA-ZА-Я_]{{4}})\.(?= [A-ZА-Я]|\n)", "。"), SPACED)
trace("punctuation-spacing", "full-width brackets", swap(rf"(?<= )\(({L}[^()\n]*)\)", r"（\1）"), SPACED)
trace("punctuation-spacing", "compound with a space after its hyphen", swap(r"(?<=[a-z]{3})-(?=(?:year|old|term|time|level|based|related|backed|led|known|range|led|long|wing|profile)\b)", "- "), ("en",))
trace("punctuation-spacing", "compound with a space before its hyphen", swap(r"(?<=[a-z]{3})-(?=(?:year|old|term|time|level|based|related|backed|led|known|range|led|long|wing|profile)\b)", " -"), ("en",))
trace("punctuation-spacing", "question mark left unopened", swap(r"¿(?=[^¿?\n\"“”«»]+\?[ \n])", ""), ("es",))
trace("punctuation-spacing", "ASCII comma between Han", swap(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", ","), ("zh",))
trace("punctuation-spacing", "ASCII full stop between Han", swap(r"(?<=[\u4e00-\u9fff])。(?=[\u4e00-\u9fff])", "."), ("zh",))

# --- words twice -------------------------------------------------------------------------------------------------------------------

def twice(words):
    return swap(rf"(?<=[^\W\d_] ){any_of(words)} (?={L})", lambda m: m[0] + m[0])


trace("doubled-word", "function word", by_language(lambda l: twice(FUNCTION_WORDS[l])), tuple(FUNCTION_WORDS))
trace("doubled-word", "article at the start of a sentence", by_language(lambda l: swap(rf"(?m)^({any_of(w.capitalize() for w in ARTICLES[l])}) (?={L})", lambda m: f"{m[1]} {m[1].lower()} ")), tuple(ARTICLES))
trace("doubled-word", "over a line break", by_language(lambda l: swap(rf"(?<=[^\W\d_] ){any_of(FUNCTION_WORDS[l])} (?=[^\W\dA-Z_]{{2}})", lambda m: m[0].strip() + "\n" + m[0])), ("en", "ru", "es"), loose=True)
trace("doubled-word", "word of content", swap(r"(?<=[^\W\d_] )([^\W\dA-ZА-Я_]{5,}) (?=[^\W\d_])", r"\1 \1 "), ("en", "de", "fr", "es", "pl", "cs", "ru", "uk", "bg"))
trace("doubled-word", "pair of words", by_language(lambda l: swap(rf"(?<=[^\W\d_] )({any_of(PREPOSITIONS[l])} {any_of(ARTICLES[l])}) (?={L})", r"\1 \1 ")), ("en", "fr", "es"))
trace("doubled-word", "two articles", swap(r"(?<=[a-z] )the (?=[a-z]{3})", "the a "), ("en",))
trace("doubled-word", "的的", swap("(?<=[\u4e00-\u9fff])的(?=[\u4e00-\u9fff])", "的的"), ("zh",))


# --- loops -------------------------------------------------------------------------------------------------------------------------

def sentences(text):
    for m in re.finditer(r"[^\n.!?。！？]{25,}[.!?。！？](?=[ \n\u4e00-\u9fff])", text):
        lead = len(m[0]) - len(m[0].lstrip())
        yield m.start() + lead, m.end()


def sentence_again(text, language, rng):
    gap = "" if language == "zh" else " "
    for s, e in sentences(text):
        if text[s:e].count(" ") >= 4 or language == "zh":
            yield e, e, gap + text[s:e]


def sentence_later(text, language, rng):
    ends = [m.start() for m in re.finditer("\n", text)]
    for s, e in sentences(text):
        later = [n for n in ends if n > e + 200]
        if e - s >= 70 and later and not re.search(f"[{MARKS}]", text[s:e]):
            yield (n := rng.choice(later)), n, ("" if language == "zh" else " ") + text[s:e]


def line_again(text, language, rng):
    for m in re.finditer(r"(?m)^[^\n]{60,}\n", text):
        yield m.end(), m.end(), m[0]


def clause_loop(words, times):
    def places(text, language, rng):
        for m in re.finditer(rf"(?<= )(?:[^\W\dA-Z_]{{2,}} ){{{words}}}(?=[^\W\d_])", text):
            yield m.end(), m.end(), m[0] * times
    return places


def letter_loop(text, language, rng):
    for m in re.finditer(r"(?<=[^\W\d_]{3})([aeoiуаеои])(?=\b)", text):
        yield m.end(), m.end(), m[1] * rng.randint(9, 30)


trace("repeated-text", "sentence twice in a row", sentence_again, SPACED + ("zh",))
trace("repeated-text", "sentence again later", sentence_later, SPACED + ("zh",))
trace("repeated-text", "line twice in a row", line_again, SPACED + ("zh",))
trace("repeated-text", "two words in a loop", clause_loop(2, 3), SPACED)
trace("repeated-text", "four words in a loop", clause_loop(4, 3), SPACED)
trace("repeated-text", "clause in a loop, comma", swap(rf"(?<=, )((?:{L}+ ){{1,4}}{L}+), (?={L})", lambda m: f"{m[1]}, {m[1]}, {m[1]}, {m[1]}, "), SPACED)
trace("repeated-text", "letters in a loop", letter_loop, SPACED)
trace("repeated-text", "Han in a loop", swap("(?<=[\u4e00-\u9fff])([\u4e00-\u9fff]{3,5})(?=[，。])", lambda m: m[1] * 4), ("zh",))


# --- lines -------------------------------------------------------------------------------------------------------------------------

def break_line(gap):
    return swap(r"(?m)^([^\n]{40,}[^\W\dA-ZА-Я_]{2}) (?=[^\W\dA-ZА-Я_]{3}[^\n]{30,}[.!?]$)", lambda m: m[1] + gap)


def tight(places):
    """Only the last letter and the break of such a place."""
    def narrowed(text, language, rng):
        for start, end, new in places(text, language, rng):
            shared = len(new.rstrip("\n-")) - 1
            yield start + shared, end, new[shared:]
    return narrowed


def cut_off(keep):
    def places(text, language, rng):
        body = text.rstrip("\n")
        start = body.rfind("\n") + 1
        for m in re.finditer(keep(language), body[start + 30:]):
            yield start + 30 + m.end(), len(text), "\n"
    return places


def hyphenated(text, language, rng):
    for m in re.finditer(r"(?<= )([^\W\dA-ZА-Я_]{4,})(?=[^\W\dA-ZА-Я_]{4,} )", text):
        cut = m.end() - rng.randint(0, 1)
        if re.match("[bcdfghklmnprstvzбвгдзклмнпрст][aeiouаеиоу]", text[cut:cut + 2]):
            yield cut, cut, "-\n"


ASIDES = {"en": "(from the sale of the building - {n}Ed.{n} )", "ru": "(речь о продаже здания - {n}Ред.{n} )", "de": "(gemeint ist der Verkauf - {n}Red.{n} )", "fr": "(il s’agit de la vente - {n}NDLR{n} )", "es": "(se trata de la venta - {n}Red.{n} )"}


def aside(n):
    return by_language(lambda l: swap(r"(?<=[^\W\dA-ZА-Я_]{3} )(?=[^\W\dA-ZА-Я_]{3})", ASIDES[l].format(n=n).replace("\n ", "\n") + " "))


trace("broken-line", "sentence broken by an empty line", tight(break_line("\n\n")), SPACED)
trace("broken-line", "sentence broken by a line end", tight(break_line("\n")), SPACED)
trace("broken-line", "cut after a function word", cut_off(lambda l: rf"\b{any_of(FUNCTION_WORDS[l])}(?= )"), tuple(l for l in FUNCTION_WORDS if l != "zh"))
trace("broken-line", "cut after a comma", cut_off(lambda l: r",(?= )" if l != "zh" else "，"), SPACED + ("zh",))
trace("broken-line", "cut in the middle", cut_off(lambda l: r"[^\W\dA-ZА-Я_]{4}(?= [^\W\dA-ZА-Я_]{3})"), SPACED)
trace("broken-line", "word broken over two lines", hyphenated, tuple(l for l in SPACED))
trace("broken-line", "aside over several lines", aside("\n\n"), tuple(ASIDES))
trace("broken-line", "editor's aside", swap(r"(?<=[a-z]{3} )(?=[a-z]{3})", "(the building. - RT ) "), ("en",))


# --- markup ------------------------------------------------------------------------------------------------------------------------

for name, pattern, made in (("&amp;", r"&(?=[ \w])", "&amp;"), ("&quot;", '"', "&quot;"), ("&#39;", "'", "&#39;"), ("&#x27;", "'", "&#x27;"), ("&apos;", "'", "&apos;"), ("&rsquo;", "’", "&rsquo;"), ("&#8217;", "’", "&#8217;"),
                            ("&ldquo;", "“", "&ldquo;"), ("&laquo;", "«(?! )", "&laquo;"), ("&mdash;", "—", "&mdash;"), ("&ndash;", "–", "&ndash;"), ("&nbsp;", "\u00a0", "&nbsp;"), ("&#160;", "\u00a0", "&#160;"), ("&hellip;", "…", "&hellip;"),
                            ("&eacute;", "é", "&eacute;"), ("&uuml;", "ü", "&uuml;"), ("&#228;", "ä", "&#228;"), ("&ntilde;", "ñ", "&ntilde;"), ("&oacute;", "ó", "&oacute;"), ("twice escaped", '"', "&amp;quot;"), ("twice escaped 39", "'", "&amp;#39;"),
                            ("parted & quot;", '"', "& quot;"), ("parted & # 39;", "'", "& # 39;"), ("capital &Quot;", '"', "&Quot;")):
    trace("markup-residue", name, swap(pattern, made), SPACED, base="marks" if made in ("&rsquo;", "&#8217;", "&ldquo;") else "plain")
trace("markup-residue", "&nbsp; for a space", swap(rf"(?<={L}{L}) (?={L}{L})", "&nbsp;"), SPACED)
trace("markup-residue", "&nbsp without its sign", swap(rf"(?<={L}{L}) (?={L}{L})", "&nbsp "), SPACED)
WORD = rf"(?<= )({L}{{4,}})(?= )"
for name, made in (("bold tag", r"<b>\1</b>"), ("strong tag", r"<strong>\1</strong>"), ("link tag", r'<a href="https://example.com/n/12">\1</a>'), ("span tag", r'<span class="c-news">\1</span>'), ("tag with spaces", r"< b > \1 < / b >"),
                   ("BB code", r"[b]\1[/b]"), ("BB link", r"[url=https://example.com]\1[/url]"), ("wiki link", r"[[\1|\1]]"), ("bold of Markdown", r"**\1**"), ("link of Markdown", r"[\1](https://example.com/n)"), ("placeholder {0}", r"\1 {0}"), ("placeholder %s", r"\1 %s"), ("placeholder %1$s", r"\1 %1$s"), ("placeholder ${}", r"\1 ${name}"),
                   ("placeholder %()s", r"\1 %(name)s"), ("placeholder PH", r"\1 __PH1__"), ("placeholder ph tag", r'\1 <ph id="1"/>'), ("placeholder {{}}", r"\1 {{count}}"), ("placeholder XX", r"\1 XXPLACEHOLDER1XX"), ("unknown token", r"\1 <unk>"), ("unknown token, brackets", r"\1 [UNK]"), ("unknown token ⁇", r"\1 ⁇"), ("escaped entity tag", r"&lt;b&gt;\1&lt;/b&gt;"), ("escaped quotation mark", r'\"\1\"')):
    trace("markup-residue", name, swap(WORD, made), SPACED)
trace("markup-residue", "pieces of words", swap(rf"(?<= {L}{L}{L}{L})(?={L}{L}{L})", "@@ "), SPACED)
trace("markup-residue", "pieces of words ##", swap(rf"(?<= {L}{L}{L}{L})(?={L}{L}{L})", " ##"), SPACED)
trace("markup-residue", "pieces of words ▁", swap(rf"(?<={L}{L}) (?={L}{L})", " ▁"), SPACED)
trace("markup-residue", "hyphen of Moses", swap(rf"(?<={L}{L})-(?={L}{L})", " @-@ "), SPACED)
trace("markup-residue", "comma of Moses", swap(r"(?<=\d)[.,](?=\d\d)", lambda m: f" @{m[0]}@ "), SPACED)
END = rf"(?<={L}[.!?])(?=\n)"
for name, made in (("line break tag", "<br/>"), ("bare line break tag", "<br>"), ("lone end of a paragraph", "</p>"), ("end of sentence token", " </s>"), ("padding", " <pad> <pad>"), ("line break as an escape", "\\n"), ("caption", '\n[caption id="attachment_12" align="alignnone" width="300"]'), ("script", "\nwindow.dataLayer = window.dataLayer || [];"),
                   ("function", "\n(function(d, s){ var js = d.getElementById(s); })(document, 'x');"), ("style sheet", "\n.post-title { font-size: 14px; color: #333; }"), ("citation template", "{{cite web|title=News}}"), ("code fence", "\n```")):
    trace("markup-residue", name, swap(END, lambda m, made=made: made), SPACED)
trace("markup-residue", "heading of Markdown", swap(r"(?m)^(?=[A-ZА-Я][^\n.]{20,60}$)", "## "), SPACED)
trace("markup-residue", "escape of Unicode", swap(r"[éèüöäñóążšč’—б-я]", lambda m: f"\\u{ord(m[0]):04x}"), SPACED)
trace("markup-residue", "quoted-printable", swap(r"[éèüöäñóążšč’—б-я]", lambda m: "".join(f"={b:02X}" for b in m[0].encode())), SPACED)
trace("markup-residue", "percent escape", swap(rf"(?<={L}{L}) (?={L}{L})", "%20"), SPACED)
trace("markup-residue", "filler text", swap(END, lambda m: "\nLorem ipsum dolor sit amet, consectetur adipiscing elit."), SPACED)
trace("markup-residue", "word of the translator program", lambda text, language, rng: [(0, 0, "Here is the translation:\n\n"), (0, 0, "Sure! Here is the translated article:\n\n"), (0, 0, "[TRANSLATION]\n")], ("en",))


# --- damage ------------------------------------------------------------------------------------------------------------------------

def read_as(raw, encoding):
    return "".join(bytes([b]).decode(encoding, errors="ignore") or chr(b) for b in raw) if encoding not in ("gbk", "big5") else raw.decode(encoding, errors="replace")


def damage(written, read, pattern, times=1):
    def new(m):
        text = m[0]
        for _ in range(times):
            try:
                text = read_as(text.encode(written), read)
            except UnicodeEncodeError:
                return None
        return text
    return swap(pattern, new)


ACCENTED = r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*"
HIGH_WORD = rf"(?<!\S)(?=\w{{4,}}){ACCENTED}(?!\w)"
HIGH_LINE = r"(?m)^[^\n]{60,}$"
CYR_WORD = r"(?<= )[а-яА-ЯіїєґІЇЄ]{5,}(?=[ .,])"
CYR_GROUP = r"(?<= )(?:[а-яА-ЯіїєІЇ]{3,} ){4,6}"
WESTERN, CENTRAL = ("de", "fr", "es", "it", "pt", "tr"), ("pl", "cs")
for read in ("cp1252", "latin-1", "mac-roman", "cp437"):
    trace("encoding-damage", f"UTF-8 read as {read}", damage("utf-8", read, HIGH_WORD), WESTERN + CENTRAL)
trace("encoding-damage", "UTF-8 read as cp1252 twice", damage("utf-8", "cp1252", HIGH_WORD, 2), WESTERN + CENTRAL)
trace("encoding-damage", "UTF-8 read as cp1252, line", damage("utf-8", "cp1252", HIGH_LINE), WESTERN + CENTRAL)
trace("encoding-damage", "UTF-8 read as cp1250", damage("utf-8", "cp1250", HIGH_WORD), CENTRAL)
trace("encoding-damage", "cp1250 read as cp1252", damage("cp1250", "cp1252", rf"(?<!\S)(?=\w{{5,}})[^\W\d_]*[ąęłżśčřěůť][^\W\d_]*(?!\w)"), CENTRAL)
trace("encoding-damage", "UTF-8 read as GBK", damage("utf-8", "gbk", r"(?<= )[^\W\d_]*[éèüöäñóążšč][^\W\d_]+(?= )"), WESTERN)
for name, pattern in (("apostrophe", "(?<=[a-z])’(?=[a-z])"), ("opening mark", "“(?=[A-Za-z])"), ("closing mark", "(?<=[a-z.,])”(?= )"), ("dash", "(?<= )[–—](?= )")):
    for read in ("cp1252", "cp1251", "mac-roman"):
        trace("encoding-damage", f"{name} read as {read}", damage("utf-8", read, pattern), ("en",), base="marks")
for name, pattern in (("word", CYR_WORD), ("words", CYR_GROUP)):
    for written, read in (("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp1251"), ("utf-8", "koi8-r"), ("utf-8", "cp866"), ("cp1251", "latin-1"), ("cp1251", "cp1252"), ("cp1251", "koi8-r"), ("koi8-r", "cp1251"), ("koi8-r", "latin-1"), ("cp1251", "cp866"), ("cp866", "cp1251")):
        languages = CYRILLIC if written != "koi8-r" else ("ru", "bg")
        trace("encoding-damage", f"{written} read as {read}, {name}", damage(written, read, pattern), languages)
for written, read in (("utf-8", "cp1252"), ("utf-8", "gbk"), ("gbk", "latin-1"), ("gbk", "cp1252"), ("big5", "latin-1")):
    trace("encoding-damage", f"Han: {written} read as {read}", damage(written, read, "[\u4e00-\u9fff]{4,10}"), ("zh",))
trace("encoding-damage", "letter replaced by U+FFFD", swap(r"(?<=[^\W\d_])[^\W\d_a-zA-Z](?=[^\W\d_])", "\ufffd"), WESTERN + CENTRAL + CYRILLIC)
trace("encoding-damage", "letter replaced by ?", swap(r"(?<=[a-z])[^\W\d_a-zA-Z](?=[a-z]{2})", "?"), WESTERN + CENTRAL)
trace("encoding-damage", "apostrophe replaced by ?", swap(r"(?<=[a-z])['’](?=(?:t|s|re|ve|ll)\b)", "?"), ("en",))
trace("encoding-damage", "words of ?", swap(CYR_GROUP, lambda m: re.sub(r"\w", "?", m[0])), CYRILLIC)

# --- invisible ---------------------------------------------------------------------------------------------------------------------

INVISIBLE = {"zero width space": "\u200b", "zero width non-joiner": "\u200c", "zero width joiner": "\u200d", "byte order mark": "\ufeff", "soft hyphen": "\u00ad", "word joiner": "\u2060", "left-to-right mark": "\u200e",
             "right-to-left mark": "\u200f", "embedding": "\u202a", "pop directional": "\u202c", "isolate": "\u2068", "Mongolian separator": "\u180e", "control U+0002": "\x02", "control U+0008": "\x08", "control U+001F": "\x1f", "delete": "\x7f",
             "control U+0091": "\x91", "variation selector": "\ufe0f", "function application": "\u2061", "combining grapheme joiner": "\u034f", "tag character": "\U000e0061", "interlinear anchor": "\ufff9"}
for name, sign in INVISIBLE.items():
    trace("invisible-character", f"{name} inside a word", swap(rf"(?<={L}{L})(?={L}{L})", lambda m, sign=sign: sign), SPACED)
for name in ("zero width space", "byte order mark", "left-to-right mark", "soft hyphen"):
    trace("invisible-character", f"{name} before a word", swap(rf"(?<= )(?={L}{L})", lambda m, sign=INVISIBLE[name]: sign), SPACED)
trace("invisible-character", "zero width space between Han", swap("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", "\u200b"), ("zh",))
trace("invisible-character", "ideographic space", swap(rf"(?<={L}{L}) (?={L}{L})", "\u3000"), SPACED)
trace("invisible-character", "line separator for a space", swap(rf"(?<={L}{L}) (?={L}{L})", "\u2028"), SPACED)
trace("invisible-character", "next line control for a space", swap(rf"(?<={L}{L}) (?={L}{L})", "\u0085"), SPACED)


# --- what a scraper took -----------------------------------------------------------------------------------------------------------

def own_line(line, last):
    def places(text, language, rng):
        at = [len(text)] if last else [m.end() for m in re.finditer(r"[.!?。]\n", text)][:-1]
        return [(n, n, f"{line}\n") for n in at]
    return places


for language, groups in BOILERPLATE.items():
    for group, lines in groups.items():
        last = group not in ("photo", "advertisement", "read also")

        def places(text, language_, rng, lines=lines, last=last):
            for line in lines:
                yield from own_line(line, last)(text, language_, rng)[:6]
        trace("boilerplate", f"{language}: {group}", places, (language,))
    block = "\n".join(line for group in ("share", "comments", "newsletter", "copyright") for line in groups.get(group, [])[:2])
    trace("boilerplate", f"{language}: block at the end", own_line("\n" + block, True), (language,))


# --- letters of another script -----------------------------------------------------------------------------------------------------

TWINS = dict(zip("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ"))
trace("mixed-script", "Cyrillic letter in a Latin word", swap(r"(?<=[a-z])[aeopcx](?=[a-z]{2})", lambda m: TWINS[m[0]]), LATIN)
trace("mixed-script", "Latin letter in a Cyrillic word", swap(r"(?<=[а-я])[аеорсх](?=[а-я]{2})", lambda m: {v: k for k, v in TWINS.items()}[m[0]]), CYRILLIC)
