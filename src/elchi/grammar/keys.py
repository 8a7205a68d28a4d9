"""The keys of a language folder's TOML files: what the code reads and what each is for, in one place.

`elchi language check` names a key that stands in none of these, `elchi language new` writes them all, and
docs/adding-a-language.md describes each; tests hold the three to this list, and this list to the code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

OPEN = "*"
"""Stands for keys that the language chooses itself: letters, names of paradigms and cases, numbers."""

KEYS: dict[str, dict[str, str]] = {
    "language.toml": {
        "code": "the folder's name, ISO 639-1",
        "name": "the language's own name",
        "english": "its English name",
        "script": "ISO 15924 code: Latn, Cyrl",
        "letters": "letters that only this language uses among its neighbours",
        "others": "letters that it never has and a neighbour without a folder has",
        "clusters": "letters together that some of its neighbours lack",
        "frequent": "its most frequent small words",
        "name_paradigm": "the paradigm whose endings names of persons take",
        "verb": "last where verbs end their clauses",
        "articles": "words such as the and a",
        "elided": "small words that lose their vowel before an apostrophe and lean on the next word, without it",
        "conjunctions": "words such as and",
        "glue": "small words that may stand inside a position",
        "regions": "nouns of regions behind whose own names an office may follow",
        "complement_links": "words between an office and what it depends on",
        "appellations": "words between a preposition and the name of a town",
        "there": "words at the head of a sentence that mean the place just told",
        "they": "words that take up two sides named before",
        "him": "words for one just named to whom something is done",
        "he": "words that take up one person named before",
        "its": "words before an office that take up the body named before",
        "passed": "small words that may stand inside a phrase of the tables without being part of it",
        "that": "words behind a verb of saying with which begins what was said",
        "relative": "words that begin a clause on a person named before",
        "negation.before": "words before a verb that deny it",
        "negation.after": "words behind a verb or a word of visiting that deny it",
        "participles": "endings of words of going that stand before the person who goes",
        "verb_endings": "endings of finite verbs, which no position goes beyond",
        "speech.headings": "words in the heading of a speech or statement given in full",
        "speech.first_person": "words by which its speaker means himself",
        "abbreviations": "words before a full stop that ends no sentence",
        "ordinal_stop": "true where a full stop behind a number makes it an ordinal and ends no sentence",
        "vocabulary_words": "true where names of bodies in the vocabulary are words of this language",
        "plain_below": "share of the letters of [ascii] under which a text was written without them",
        "casefold.*": "letters replaced before lower case",
        "ascii.*": "what stands for a letter or mark where it is not typed",
        "position.head": "first or last: which office of several in a row is the main one",
        "position.after": "true where a position may follow the name behind a comma",
        "position.copula": "words between a name and the position that follows",
        "position.open_links": "words between an office and what it is of, whose capitals show how far that goes",
        "position.portfolio_nouns": "words that end the names of portfolios, and no person's",
        "position.named": "capital where only a position with a capital is a particular one",
        "position.of_state": "words that say of an office that it is the state's, without naming it",
        "position.sent_by": "words between an office and what sent its holder",
        "position.owner_ends": "words of place after what an office is of",
        "bodies.left": "cap, adj or nothing: which words before its noun belong to a body's name",
        "bodies.right": "of, gen or nothing: which words behind it do",
        "bodies.name_genitives": "endings of words between an office and a name that are none of the name",
        "bodies.links": "small words inside a body's name",
        "bodies.capitals": "true where every word before the noun of a site that names it has a capital",
        "bodies.named": "words that say after whom a body is named, before its name",
        "bodies.located": "endings that say in which parliament a group of its members is",
        "bodies.adjective_endings": "endings of the adjectives before a body's noun",
        "bodies.genitive_adjectives": "endings of adjectives in the genitive behind it",
        "bodies.genitive_endings": "endings of nouns in the genitive behind it",
        "documents.left": "true where a title stands before the noun of the document",
        "documents.right": "true where it stands behind",
        "documents.after_article": "true where a title begins behind its article",
        "documents.left_links": "small words inside a title before the noun",
        "documents.right_links": "small words inside a title behind the noun",
        "documents.left_stops": "words before a title that are none of it",
        "documents.stops": "words at which a title behind the noun ends",
        "documents.parted_links": "words with which a title goes on behind its verb",
        "documents.parted_stops": "words behind these that show that it does not (on the sidelines)",
        "documents.vague": "first words that name no party",
        "documents.adjectives": "endings of adjectives that belong to a title",
        "wording.possessive": "endings that the nominative keeps",
        "wording.after_possessive": "endings of cases behind those",
        "wording.plural": "endings of the plural, which the nominative keeps",
        "wording.softened.*": "last letters of stems and what they are in the nominative",
        "wording.adjective": "the paradigm of attributes",
        "wording.gender.*": "paradigms of nouns by gender",
        "wording.attribute.*": "endings of attributes, oblique and nominative",
        "twin.script": "the other script that the language is written in, into which its forms are written over",
        "twin.locale": "CLDR's code of the language in that script",
        "twin.letters": "letters that show the language in that script",
        "twin.others": "letters that show a neighbour in that script",
        "twin.words": "small words that show the language in that script",
        "twin.spell.*": "how each run of letters stands in that script; ^ start, $ end of a word",
        "unread.letters": "letters that show the language in a script which the folder does not read",
        "unread.words": "words that do",
    },
    "persons.toml": {
        "inflects": "last or all: which words of a name take endings",
        "particles": "small words inside names",
        "patronymics": "words that follow a father's name",
        "surname_endings": "endings that surnames have",
        "surname_gender.m": "endings of men's surnames",
        "surname_gender.f": "endings of women's surnames",
        "patronymic_endings.m": "endings of men's patronymics",
        "patronymic_endings.f": "endings of women's patronymics",
        "country_links": "words between a name and the country of its bearer",
        "surnames_alone": "endings by which a single capitalised word is known as a surname",
        "places_before": "beginnings of words before a name that make it a place's",
        "places_after": "beginnings of words behind a name that make it a place's",
        "undeclined": "endings of names that take no case",
        "undeclined_m": "the same, of men",
        "undeclined_f": "the same, of women",
        "harmony.*": "the last vowel of a name: the vowels that the first of an ending may be after it",
        "nominative.ending": "an ending of a name in a case",
        "nominative.becomes": "what stands there in the nominative",
        "nominative.case": "the case it shows",
        "nominative.gender": "whose names it fits",
        "nominative.weight": "how likely it is among others",
        "nominative.least": "the least number of letters before it",
    },
    "frames.toml": {
        "destination.case": "cases of where one goes",
        "destination.prep": "words before it",
        "destination.post": "words behind it",
        "destination.behind": "true where a goal stands behind its verb: what comes before every word of going is none",
        "destination.leaving": "words before it that name a goal only behind a word of setting out",
        "destination.compound": "beginnings of words of visiting right behind a bare name that is the goal",
        "origin.case": "cases of where one comes from",
        "origin.prep": "words before it",
        "origin.post": "words behind it",
        "location.case": "cases of where one is",
        "location.prep": "words before it",
        "location.post": "words behind it",
        "location.copula": "endings of a place that say that someone is there",
        "received_by.host": "the role whose marks show who receives, where it is not by",
        "source.case": "cases of who is quoted",
        "source.prep": "words before it",
        "source.post": "words behind it",
        "with.case": "cases of who is met",
        "with.prep": "words before it",
        "with.post": "words behind it",
        "with.behind": "true where who is met stands right behind the word of meeting",
        "with.bare": "those of them before which a name bears no ending",
        "by.case": "cases of who did it",
        "by.prep": "words before it",
        "by.post": "words behind it",
        "genitive.case": "cases of a mere attribute",
        "genitive.prep": "words before it",
        "genitive.post": "words behind it",
    },
    "dates.toml": {
        "order": "dmy or mdy",
        "hyphens": "true where a hyphen joins a day to its month",
        "ordinal": "endings right after digits",
        "ordinal.endings": "the same, as a table",
        "year_words": "words behind a year",
        "year_before": "words before a bare year",
        "month_words": "words behind a month",
        "month_needs_word": "months whose names are also other words",
        "small_months": "true where a number before shows a month without its capital",
        "day_words": "words behind a day",
        "months.*": "further forms of months, by number",
        "weekdays.*": "further forms of weekdays, 1 = Monday; replace = true puts them in place of CLDR's",
        "relative.*": "today, yesterday and so on",
        "ago.year": "words for years in three years ago",
        "ago.month": "words for months there",
        "ago.week": "words for weeks there",
        "ago.day": "words for days there",
        "ago.before": "words before the number that say ago",
        "ago.after": "words behind the unit that say ago",
        "parts.*": "begin, middle, end",
        "numbers.*": "numbers in words",
        "range_words.*": "from, to, and, of",
        "duration.day": "words that with a number are a duration",
        "duration.compounds": "second parts of one word with a number",
        "duration.nouns": "words for days",
        "duration.hours": "words for hours, of which 24 are a day",
        "duration.before": "words before a duration",
        "duration.after": "words behind it",
        "duration.combining.*": "numbers inside compounds",
    },
}


def unknown_keys(file: str, table: Mapping[str, Any]) -> list[str]:
    """Return the keys of a TOML file, dotted, that nothing reads; none for a file that has no list."""
    known = KEYS.get(file)
    if known is None:
        return []
    return sorted({key for key in _dotted(table) if not _is_known(key, known)})


def _is_known(key: str, known: Mapping[str, str]) -> bool:
    parts = key.split(".", 1)
    return key in known or any(
        name.endswith(f".{OPEN}") and key.startswith(name[:-1]) for name in known if name.split(".", 1)[0] == parts[0]
    )


def _dotted(table: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        name = f"{before}{key}"
        rows = value if isinstance(value, list) and value and all(isinstance(row, dict) for row in value) else None
        if isinstance(value, dict) and value:
            yield from _dotted(value, f"{name}.")
        elif rows:
            for row in rows:
                yield from _dotted(row, f"{name}.")
        elif not isinstance(value, dict):
            yield name
