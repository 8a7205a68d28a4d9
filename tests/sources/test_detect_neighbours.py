"""Languages without a folder are named or set aside, and are not read as a neighbour that has one."""

from __future__ import annotations

import pytest

from elchi.grammar.language import is_language
from elchi.model import Report
from elchi.reading.reader import read_report
from elchi.sources.detect import detect_language

TEXTS = {
    "de": "Außenministerin Helga Brandtner ist zu einem zweitägigen Besuch in Taschkent eingetroffen.",
    "fr": "Une délégation parlementaire conduite par Hélène Vasseur s'est rendue à Astana du 3 au 5 mai.",
    "ar": "وصل وزير الخارجية إلى الدوحة في زيارة رسمية تستغرق يومين، وكان في استقباله وزير الدولة.",
    "fa": "وزیر امور خارجه در سفری رسمی وارد تهران شد و مورد استقبال معاون وزیر امور خارجه ایران قرار گرفت.",
    "zh": "乌兹别克斯坦外交部长昨日抵达北京，开始为期三天的正式访问。",
    "ka": "საქართველოს საგარეო საქმეთა მინისტრი ოფიციალური ვიზიტით ანკარაში ჩავიდა.",
    "uk": "Міністр закордонних справ Олег Гнатенко прибув з офіційним візитом до Ташкента.",
    "be": "Міністр замежных спраў Алесь Каваленка прыбыў з афіцыйным візітам у Ташкент.",
    "bg": "Министърът на външните работи Петър Стоянчев пристигна на официално посещение в Ташкент.",
    "tg": "Вазири корҳои хориҷии Тоҷикистон Сирус Назаров бо сафари расмӣ ба Тошканд омад.",
    "tk": "Türkmenistanyň daşary işler ministri Myrat Annageldiýew resmi sapar bilen Daşkente bardy.",
    "tt": "Татарстан Рәисе Илдар Сафин рәсми сәфәр белән Казахстанга килде. Аны аэропортта Астана хакиме каршы алды.",
    "ba": "Башҡортостан Республикаһы Башлығы Айрат Хәсәнов эшлекле сәфәр менән Ҡаҙағстанға килде.",
}
KARAKALPAK = "Парламент делегациясы сапардың биринши күнинде ўәкиллер менен ушырасты ҳәм мәжилисте қатнасты."


@pytest.mark.parametrize("code", [code for code in TEXTS if not is_language(code)])
def test_the_language_is_named_and_nothing_stated(code: str) -> None:
    found, remark = detect_language(TEXTS[code])
    assert found == code
    assert remark is not None and "has no folder" in remark
    reading = read_report(Report(id="x", text=TEXTS[code], published="2024-05-10", outlet_country="KZ"))
    assert (reading.persons, reading.visits) == ((), ())
    assert any("not read" in warning for warning in reading.warnings)


def test_letters_of_a_neighbour_set_a_text_aside() -> None:
    found, remark = detect_language(KARAKALPAK)
    assert found is None
    assert remark is not None and "that has no folder: set aside" in remark
    assert read_report(Report(id="x", text=KARAKALPAK)).persons == ()
