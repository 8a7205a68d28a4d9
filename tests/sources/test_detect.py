"""Which language a report is in."""

from __future__ import annotations

import pytest

from elchi.sources import detect
from elchi.sources.detect import Folder, detect_language

FOLDERS = (
    Folder(code="az", english="Azerbaijani", script="Latn", letters=frozenset("əƏ"), unread_letters=frozenset("ҝҹ")),
    Folder(code="en", english="English", script="Latn", letters=frozenset()),
    Folder(
        code="kk",
        english="Kazakh",
        script="Cyrl",
        letters=frozenset("ұҰ"),
        unread_words=frozenset({"qazaqstan", "jáne"}),
    ),
    Folder(code="ru", english="Russian", script="Cyrl", words=frozenset({"в", "и", "с"})),
    Folder(code="tr", english="Turkish", script="Latn", letters=frozenset()),
)


@pytest.fixture(autouse=True)
def folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "read_folders", lambda: FOLDERS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fevralın 22-də daxili işlər naziri Bakıya rəsmi səfərə gəlib və görüş keçirib.", "az"),
        ("Dışişleri Bakanı resmi ziyaret için Bakü'ye geldi ve mevkidaşıyla görüştü.", "tr"),
        ("The minister arrived in Baku on an official visit and met his counterpart.", "en"),
        ("Министр внутренних дел прибыл в Баку с официальным визитом, где встретился с коллегой.", "ru"),
        ("Ішкі істер министрі Бакуге ресми сапармен келіп, әріптесімен кездесті.", "kk"),
    ],
)
def test_languages_with_a_folder(text: str, code: str) -> None:
    assert detect_language(text) == (code, None)


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("รัฐมนตรีว่าการกระทรวงการต่างประเทศเดินทางเยือนกรุงบากูอย่างเป็นทางการ", "th", "Thai"),
        (
            "Министрләр көрүшүб, әмәкдашлыг һаггында сөһбәт едибләр. Назир Бакыја рәсми сәфәрә ҝәлиб вә Азәрбајҹанын.",
            "az-Cyrl",
            "Cyrillic",
        ),
        ("Ishki ister mınıstri Bakýge keldi jáne Qazaqstan elshisimen kezdesti.", "kk-Latn", "Latin"),
        ("Ichki ishlar vaziri Boku shahriga rasmiy tashrif bilan keldi va uchrashuv o'tkazdi.", "uz", "Uzbek"),
        ("Ички ишлар вазири Боку шаҳрига расмий ташриф билан келди ва учрашув ўтказди.", "uz", "Uzbek"),
    ],
)
def test_what_no_folder_reads_is_named(text: str, code: str | None, word: str) -> None:
    found, remark = detect_language(text)
    assert found == code
    assert remark is not None and word in remark


def test_small_words_help_where_the_detector_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "_ask_detector", lambda text: (None, ""))
    assert detect_language("Министр прибыл в Баку и встретился с коллегой.") == ("ru", None)
    assert detect_language("Министр прибыл.")[0] is None


def test_a_tag_is_trusted() -> None:
    assert detect_language("The minister came.", "kk-KZ") == ("kk", None)
    found, remark = detect_language("The minister came.", "nl")
    assert found == "nl" and remark is not None and "set aside" in remark


def test_no_words_no_language() -> None:
    assert detect_language("12 34")[0] is None
