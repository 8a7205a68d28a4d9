"""Begin a language folder: every file with its header, every key that the code reads with a word on what it wants."""

from __future__ import annotations

from pathlib import Path

from elchi.errors import LanguageError
from elchi.grammar.check import TABLES
from elchi.grammar.language import FOLDER

_LANGUAGE = """\
code = "{code}"
name = ""                # its own name
english = ""             # its English name
script = "Latn"          # or Cyrl ...
letters = ""             # letters that only this language uses among its neighbours
others = ""              # letters that it never has and a neighbour without a folder has
clusters = []            # letters together that some of its neighbours lack
frequent = []            # its most frequent small words, by which short texts are known
name_paradigm = "noun"   # whose endings names of persons take
verb = ""                # last where verbs end their clauses
articles = []            # the, a
elided = []              # small words before an apostrophe that lean on the next word: l, d, dell
conjunctions = []        # and
glue = []                # small words inside a position: of, the, for, and
regions = []             # nouns of regions behind their own names: province, state
complement_links = []    # words between an office and what it depends on: to, of
appellations = []        # words between a preposition and a town: city
there = []               # words at the head of a sentence that mean the place just told
they = []                # words that take up two sides named before: they
him = []                 # words at the head of a sentence for one just named: him
he = []                  # words that take up one person named before: he, she
its = []                 # words before an office that take up the body named before: its
passed = []              # small words inside phrases that are none of them: has also visited
relative = []            # words that begin a clause on a person named before: who
participles = []         # endings of words of coming that stand before the one who comes
verb_endings = []        # endings of finite verbs
abbreviations = []       # words before a full stop that ends no sentence
ordinal_stop = false     # true where a full stop behind a number makes it an ordinal: 5. Gipfel
vocabulary_words = false # true where names of bodies in the vocabulary are words of this language
plain_below = 0.0        # share of the letters of [ascii] under which a text was written without them

[casefold]               # pairs applied before lower case, such as I = "ı"

[ascii]                  # pairs that undo diacritics

[negation]
before = []              # words before a verb that deny it: not
after = []               # words behind a verb or a word of visiting that deny it

[position]
head = "first"           # or last: which office of several in a row is the main one
after = true             # a position may follow the name after a comma
copula = []              # words between a name and its position: who, is
open_links = []          # words between an office and what it is of, whose capitals show how far that goes: of
portfolio_nouns = []     # words that end the names of portfolios, and no person's: affairs
named = ""               # capital where only a position with a capital is a particular one
sent_by = []             # words between an office and what sent its holder
of_state = []            # words behind an office that say it to be the state's, without naming it
owner_ends = []          # words of place after what an office is of

[bodies]
left = ""                # cap, adj or nothing: what extends a body's name to the left
right = ""               # of, gen or nothing
links = []               # small words inside a body's name
capitals = false         # true where every word that names a site has a capital
named = []               # words that say after whom a body is named
located = []             # endings that say in which parliament a friendship group is
adjective_endings = []   # with left = "adj"
genitive_adjectives = [] # with right = "gen": endings of adjectives in the genitive
genitive_endings = []    # and of nouns
name_genitives = []      # and of words between an office and a name

[documents]
left = false             # true where a title stands before its noun
right = false            # true where it stands behind
after_article = false    # a title begins behind its article
left_links = []          # small words inside a title before the noun
right_links = []         # and behind it
left_stops = []          # words before a title that are none of it
stops = []               # words at which a title behind its noun ends
parted_links = []        # words with which a title goes on behind its verb: in the field of
parted_stops = []        # words behind these that show that it does not: sidelines
vague = []               # first words that name no party
adjectives = []          # endings of adjectives that belong to a title

# [wording]              # how words come home to the nominative: for languages with suffixes
# possessive = ""        # endings that the nominative keeps
# after_possessive = ""  # endings of cases behind those
# plural = ""
# softened = {{}}          # last letters of stems: what they are in the nominative
# adjective = ""         # for languages whose attributes agree: their paradigm
# gender = {{}}            # paradigms of nouns by m, f, n
# [[wording.attribute]]  # stems, oblique, m, f, n, pl

[speech]                 # statements and press conferences given in full
headings = []            # words in their headings
first_person = []        # I

# [twin]                 # another script of the language, into which its forms can be written over
# script = "Cyrl"
# locale = "xx_Cyrl"     # CLDR's code
# letters = ""           # that show the language in that script
# others = ""            # that show a neighbour
# words = []             # small words that show the language in it
# [twin.spell]           # letters = "letters"; ^ binds to the start of a word, $ to its end

[unread]                 # what shows the language in a script that this folder does not read
letters = ""
words = []
"""
_PARADIGMS = (
    '[defaults]\nromanise = "-"\n\n[noun]                   # case -> endings; - is the empty ending\nnom = "-"\n'
)
_GOALS = (
    "behind = false           # true where a goal stands behind its verb\n"
    "leaving = []             # words before a goal behind a word of setting out: left for\n"
    "compound = []            # beginnings of words of visiting behind a bare goal\n"
)
_FRAMES = "".join(
    f"[{role}]\ncase = []\nprep = []\npost = []\n{more}\n"
    for role, more in (
        ("destination", _GOALS),
        ("location", "copula = []              # endings of a place that say that someone is there\n"),
        ("with", "behind = false           # true where who is met stands right behind the word of meeting\n"),
        *((role, "") for role in ("origin", "by", "genitive", "source")),
    )
)
_FRAMES += '[received_by]            # who receives, where it is not marked as by whom\nhost = ""\n'
_DATES = """\
order = "dmy"            # or mdy
hyphens = false          # true where a hyphen joins a day to its month
ordinal = []             # endings right after digits: nd, st (a table [ordinal] with endings does as well)
year_words = []          # behind a year
year_before = []         # before a bare year: in, since
month_words = []         # behind a month
month_needs_word = []    # numbers of months whose names are also other words
small_months = false     # true where a number before shows a month without its capital
day_words = []           # behind a day

[months]                 # further forms to CLDR's: 9 = ["Sept"]

[weekdays]               # 1 = Monday ... 7

[relative]
today = []
yesterday = []
tomorrow = []
day_before_yesterday = []
day_after_tomorrow = []
same_day = []
next_day = []
previous_day = []
this_year = []
last_year = []
next_year = []
same_year = []
this_month = []
last_month = []
next_month = []
this_week = []
last_week = []
next_week = []
past = []                # beside a weekday
future = []

[ago]                    # three years ago
year = []
month = []
week = []
day = []
before = []              # il y a
after = []               # ago

[parts]
begin = []
middle = []
end = []

[numbers]                # 2 = ["two"]

[range_words]
from = []
to = []
and = []
of = []

[duration]
day = []                 # with a number a duration
compounds = []           # second part of one word with a number
nouns = []               # words for days
hours = []               # words for hours: a visit of 48 hours
before = []
after = []

[duration.combining]     # numbers inside compounds
"""
_PERSONS = """\
inflects = "last"        # or all: which words of a name take endings
particles = []
patronymics = []
surname_endings = []
country_links = []       # words between a name and its bearer's country: of
surnames_alone = []      # endings by which one capitalised word is known as a surname
places_before = []       # beginnings of words that make a name a place's
places_after = []
undeclined = []          # endings of names that take no case
undeclined_m = []
undeclined_f = []

[surname_gender]
m = []
f = []

[patronymic_endings]
m = []
f = []

# [harmony]              # last vowel of a name = the vowels that the first of an ending may be after it
# [[nominative]]         # how a name in a case comes home, the likelier rule first
# ending = ""
# becomes = ""
# case = "gen"
# gender = "m"           # not needed
# weight = 1.0           # not needed
# least = 1              # not needed
"""
_CASE = """\
# One [[case]] each: every key given must be found, every not_ key must not.
#
# [[case]]
# name = "official visit"
# text = "..."
# published = "2023-05-06"
# outlet_country = "AZ"
# [[case.visit]]
# from = "SI"
# to = "AZ"
# head = "..."
"""


def scaffold(code: str, folder: Path | None = None) -> str:
    """Write a new language folder: every file with its header. Returns a line that says what to do next."""
    home = (folder or FOLDER) / code
    if not code.replace("-", "").isalnum() or not code[:1].isalpha():
        raise LanguageError(f"{code!r} is no language code; give one such as tr or sr-Latn")
    if home.exists():
        raise LanguageError(f"{home} is there already; elchi language check {code} looks through it")
    (home / "cases").mkdir(parents=True)
    files = {f"{name}.tsv": "form\tid\tattrs\n" for name in TABLES}
    files |= {"language.toml": _LANGUAGE.format(code=code), "paradigms.toml": _PARADIGMS, "frames.toml": _FRAMES}
    files |= {"dates.toml": _DATES, "persons.toml": _PERSONS, "cases/visits.toml": _CASE}
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    return f"{home} has {len(files)} files; fill in language.toml and paradigms.toml, then offices.tsv and triggers.tsv"
