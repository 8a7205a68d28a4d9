"""The languages that ship are told apart: whole reports, short texts, and neighbours in plain letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from elchi.grammar.language import language_codes, load_language
from elchi.sources.detect import detect_language

TEXTS = Path(__file__).resolve().parent.parent / "gold" / "texts"
CODES = [code for code in language_codes() if list(TEXTS.glob(f"own-{code}-*"))]
SENTENCE = 60
"""The least number of characters of a sentence that is asked alone."""


def texts_of(code: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob(f"own-{code}-*.txt"))]


def plain(text: str, code: str) -> str:
    """A text in the letters that are left where those of its language cannot be typed."""
    pairs = load_language(code).settings.get("ascii", {})
    upper = {k.upper() if k != "i" else "İ": v.upper() for k, v in pairs.items() if len(k.upper()) == 1}
    return text.translate(str.maketrans({**pairs, **upper, "İ": "I"}))


@pytest.mark.parametrize("code", CODES)
def test_whole_reports(code: str) -> None:
    assert {detect_language(text)[0] for text in texts_of(code)} == {code}


@pytest.mark.parametrize("code", [code for code in CODES if load_language(code).settings.get("plain_below")])
def test_whole_reports_in_plain_letters(code: str) -> None:
    assert {detect_language(plain(text, code))[0] for text in texts_of(code)} == {code}


@pytest.mark.parametrize("code", CODES)
def test_sentences_alone(code: str) -> None:
    parts = [part for text in texts_of(code) for part in re.split(r"(?<=[.!?])\s+|\n\n", text)]
    found = [detect_language(part)[0] == code for part in parts if len(part) >= SENTENCE]
    assert found.count(False) <= max(1, 0.05 * len(found))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "Nazir resmi seferle Bakiya gelib, goruş ve danişiqlar kecirilib."),
        ("tr", "Bakan resmi ziyaret icin Baku'ye geldi, gorusme ve muzakereler yapildi."),
        ("uz", "Vazir rasmiy tashrif bilan Bokuga keldi, muzokaralar bolib otdi va hujjat imzolandi."),
        ("kk", "Министр ресми сапармен Бакуге келди жане аріптесімен кездести, кужаттарга кол койылды."),
        ("kk", "Министр ресми сапармен Бакуге келди, ариптесимен кездести жане кужаттарга кол койды деп хабарлады."),
        ("ky", "Министр расмий сапар менен Бакуга келди жана кесиптеши менен жолугушту."),
        ("ru", "Министр прибыл с официальным визитом и провёл переговоры с коллегой."),
        ("en", "The minister came on an official visit and held talks with his counterpart."),
        ("fr", "Le ministre des Affaires etrangeres a recu son homologue a Tunis. Ils ont signe un accord."),
        ("fr", "Visite du ministre belge à Rabat : signature d'un accord"),
        ("es", "La ministra de Defensa visita Chile y firma un acuerdo"),
        ("de", "Aussenminister zu Gast in Bern: Unterzeichnung eines Abkommens"),
    ],
)
def test_neighbours_in_plain_letters(code: str, text: str) -> None:
    assert detect_language(text) == (code, None)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("it", "Il ministro degli Esteri è a Roma in visita ufficiale e ha incontrato l'ambasciatore d'Albania."),
        ("pt", "O ministro dos Negócios Estrangeiros chegou ontem a Lisboa para uma visita oficial de dois dias."),
        ("ro", "Ministrul afacerilor externe a sosit astăzi la București într-o vizită oficială."),
        ("ca", "La consellera d'Acció Exterior es va reunir amb l'ambaixador del Japó en visita oficial."),
        ("lb", "De Premierminister ass haut zu Bréissel ukomm fir eng offiziell Visite."),
        ("nl", "De minister van Buitenlandse Zaken is gisteren aangekomen in Brussel voor een officieel bezoek."),
    ],
)
def test_neighbours_without_a_folder_are_set_aside(code: str, text: str) -> None:
    found, remark = detect_language(text)
    assert found == code and remark is not None and "has no folder" in remark
