"""Who travels in a sentence, and which sentences tell of one visit."""

from __future__ import annotations

import pytest

from elchi.model import Reading, Report
from elchi.reading.reader import read_report


def read(text: str, language: str, published: str | None = None) -> Reading:
    return read_report(Report(id="r", text=text, language=language, published=published))


def heads_of(reading: Reading) -> list[str | None]:
    names = {p.id: p.name for p in reading.persons}
    return [names.get(v.head or "") for v in reading.visits]


GUEST = {
    "az": "Sloveniyanın xarici işlər naziri Tanya Kovaç rəsmi səfərlə Azərbaycana gəlib. ",
    "en": "Slovenia's foreign minister Tanja Kovac arrived in Azerbaijan on an official visit on Monday. ",
    "ru": "Министр иностранных дел Словении Таня Ковач прибыла в Азербайджан с официальным визитом. ",
    "kk": "Словения сыртқы істер министрі Таня Ковач Әзербайжанға ресми сапармен келді. ",
}


@pytest.mark.parametrize(
    ("language", "recalled"),
    [
        ("az", "Ötən il Latviya prezidenti Bakıya səfər edib."),
        ("en", "Last autumn, the president of Latvia visited Baku."),
        ("en", "In May 2019, the prime minister of Latvia visited Baku."),
        ("ru", "Прошлой осенью Баку посетил президент Латвии."),
        ("kk", "Былтыр Латвия президенті Бакуге барған еді."),
    ],
)
def test_an_office_holder_of_a_third_country_makes_a_visit_of_his_own(language: str, recalled: str) -> None:
    text = GUEST[language] + recalled
    reading = read(text, language)
    visit = reading.visits[0]
    assert (visit.origin, visit.destination) == ("SI", "AZ")
    assert visit.start is None
    assert all(start < len(GUEST[language]) for start, _ in visit.evidence)
    assert all((v.origin, v.head) == ("LV", None) for v in reading.visits[1:])


@pytest.mark.parametrize(
    ("language", "recalled"),
    [
        ("en", "In May 2019, the president of Slovenia visited Baku."),
        ("ru", "В мае 2019 года президент Словении посетил Баку."),
    ],
)
def test_an_earlier_visit_of_another_from_the_same_country_does_not_date_the_visit(
    language: str, recalled: str
) -> None:
    reading = read(GUEST[language] + recalled, language, "2025-06-04")
    assert [(v.origin, v.destination) for v in reading.visits] == [("SI", "AZ"), ("SI", "AZ")]
    assert [v.start == "2019-05" for v in reading.visits] == [False, True]
    assert [v.head is None for v in reading.visits] == [False, True]


def test_whom_the_guest_meets_is_no_traveller() -> None:
    reading = read(GUEST["en"] + "She then visited Baku's old town to meet the president of Latvia.", "en")
    assert [v.origin for v in reading.visits] == ["SI"]


@pytest.mark.parametrize(
    ("language", "promise"),
    [
        ("en", "Azerbaijan's Foreign Minister Rauf Salimzade said his country would open a consulate in Maribor."),
        ("en", "Azerbaijan plans to open an embassy in Ljubljana."),
        ("en", "Azerbaijan will open an embassy in Ljubljana."),
        ("ru", "По словам Рауфа Салимзаде, Азербайджан откроет посольство в Любляне."),
        ("kk", "Әзербайжан Любляна қаласында елшілігін ашады."),
    ],
)
def test_what_is_promised_to_be_opened_was_not_opened(language: str, promise: str) -> None:
    (visit,) = read(GUEST[language] + promise, language).visits
    assert "opening" not in [a.kind for a in visit.activities]


def test_a_visit_to_come_has_the_openings_planned_for_it() -> None:
    text = "Slovenian minister Tanja Kovac will visit Azerbaijan on June 5. She will open a consulate in Ganja."
    (visit,) = read(text, "en").visits
    assert ("opening", "consulate in Ganja") in [(a.kind, a.place) for a in visit.activities]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("az", "Sloveniyanın Baş nazirinin müavini və xarici işlər naziri Tanya Kovaç səfərlə Azərbaycana gəlib."),
        ("az", "Sloveniyanın Baş nazirinin müavini, xarici işlər naziri Tanya Kovaç səfərlə Azərbaycana gəlib."),
        ("en", "Slovenia's Deputy Prime Minister and Foreign Minister Tanja Kovac arrived in Azerbaijan on a visit."),
        ("en", "Deputy Prime Minister and Minister of Foreign Affairs of Slovenia Tanja Kovac arrived in Azerbaijan."),
        ("ru", "Вице-премьер и министр иностранных дел Словении Таня Ковач прибыла в Азербайджан с визитом."),
        ("kk", "Словения Премьер-министрінің орынбасары және сыртқы істер министрі Таня Ковач Әзербайжанға келді."),
    ],
)
def test_a_deputy_head_of_government_who_is_a_minister_holds_both_offices(language: str, text: str) -> None:
    reading = read(text, language)
    assert [(p.office, p.country) for p in reading.persons] == [
        ("deputy prime minister; minister of foreign affairs", "SI")
    ]
    assert [(v.origin, v.destination) for v in reading.visits] == [("SI", "AZ")]


def test_two_persons_each_with_a_name_keep_an_office_each() -> None:
    text = (
        "Slovenia's Tanja Kovac, the foreign minister, arrived in Baku, Azerbaijan. "
        "Deputy Prime Minister Emin Rzayev and Foreign Minister Rauf Salimzade received her."
    )
    offices = {p.name: p.office for p in read(text, "en").persons}
    assert offices["Emin Rzayev"] == "deputy prime minister"
    assert offices["Rauf Salimzade"] == "minister of foreign affairs"


@pytest.mark.parametrize(
    "text",
    [
        "Президент Ильгар Мамедзаде принял министра иностранных дел Словении Таню Ковач, прибывшую в Баку с визитом.",
        "Президент Азербайджана Ильгар Мамедзаде провел встречу с министром иностранных дел Словении Таней Ковач, "
        "прибывшей в Баку с визитом.",
        "Премьер-министр Эльчин Сафарли провел переговоры с министром обороны Словении Миланом Ковачем, находящимся "
        "в Баку с визитом.",
    ],
)
def test_whom_a_participle_of_coming_follows_is_the_traveller(text: str) -> None:
    reading = read(text, "ru")
    assert [(v.origin, v.destination) for v in reading.visits] == [("SI", "AZ")]
    assert heads_of(reading)[0] in ("Таня Ковач", "Милан Ковач")


def test_the_delegation_told_of_before_a_visit_called_to_mind_is_that_of_the_guests() -> None:
    text = (
        "Председатель Сената Парламента Казахстана Маулен Ашимов прибыл с официальным визитом в Узбекистан. "
        "В составе делегации — сенаторы Нурия Ниязова и Сергей Карпов. "
        "Напомним, в марте председатель Сената Олий Мажлиса Танзила Нарбекова побывала в Астане."
    )
    reading = read(text, "ru")
    countries = {p.name: p.country for p in reading.persons}
    assert countries["Нурия Ниязова"] == countries["Сергей Карпов"] == "KZ"
    assert reading.visits[0].hosts == ()


def test_a_weekday_to_come_told_on_that_day_is_the_day_of_publication() -> None:
    text = (
        "Pakistan's army chief General Adnan Mahmood arrived in Türkiye on an official visit on Tuesday. "
        "He is expected to meet Defence Minister Yasar Gulen on Wednesday."
    )
    (visit,) = read(text, "en", "2025-11-19").visits
    assert visit.start == "2025-11-18"
    assert {a.date for a in visit.activities if a.kind == "meeting"} == {"2025-11-19"}


def test_a_visit_called_to_mind_alone_is_not_what_the_report_is_about() -> None:
    text = "Тараптар кездесті. Өткен жылы Марокко Сыртқы істер министрі Насер Бурита Астанаға келген болатын."
    reading = read(text, "kk")
    assert reading.visits
    assert not any(v.main for v in reading.visits)
