"""Dates and durations in four languages, and what must not be one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.samples import FOLDS, rules

from elchi.grammar.cldr import month_names
from elchi.reading.dates import DateMention, find_dateline, find_dates, find_publication
from elchi.text.calendar import make_date, parse_date
from elchi.text.tokens import tokenise


def dates(code: str, text: str, published: str | None = None) -> list[DateMention]:
    return find_dates(tokenise(text, FOLDS.get(code)), rules(code), published)


def ranges(code: str, text: str, published: str | None = None) -> list[tuple[str | None, str | None]]:
    return [(m.start, m.end) for m in dates(code, text, published)]


@pytest.mark.parametrize(
    ("code", "text", "published", "start", "end"),
    [
        ("en", "It lasted from 16 to 20 December 2023.", None, "2023-12-16", "2023-12-20"),
        ("en", "from February 24 to 27", "2019-02-24", "2019-02-24", "2019-02-27"),
        ("en", "in Baku on March 1-3, 2017, and", None, "2017-03-01", "2017-03-03"),
        ("en", "between 16 and 20 May", None, "XXXX-05-16", "XXXX-05-20"),
        ("en", "on 22 and 23 February", "2023-02-23", "2023-02-22", "2023-02-23"),
        ("en", "from September 29 to October 2", "2023", "2023-09-29", "2023-10-02"),
        ("en", "29 December 2022 – 3 January 2023", None, "2022-12-29", "2023-01-03"),
        ("en", "from 29 December to 3 January 2023", None, "2022-12-29", "2023-01-03"),
        ("en", "on 29 December – 3 January", "2022-12-30", "2022-12-29", "2023-01-03"),
        ("en", "from 1st to 3rd of March", None, "XXXX-03-01", "XXXX-03-03"),
        ("kk", "мамырдың 5-і мен 7-сі дейін", None, "XXXX-05-05", "XXXX-05-07"),
        ("en", "16-18.05.2022", None, "2022-05-16", "2022-05-18"),
        ("en", "the plan for 2024-2026", None, "2024", "2026"),
        ("az", "Cari ilin 11-12 mart tarixlərində", "2024-04", "2024-03-11", "2024-03-12"),
        ("az", "martın 12-dən 14-dək Özbəkistanda", "2018-03-16", "2018-03-12", "2018-03-14"),
        ("az", "29 sentyabr- 2 oktyabr tarixlərində", None, "XXXX-09-29", "XXXX-10-02"),
        ("az", "sentyabrın 29-dan oktyabrın 2-dək", "2023-10-03", "2023-09-29", "2023-10-02"),
        ("az", "2023-cü il fevralın 22-23-də", None, "2023-02-22", "2023-02-23"),
        ("ru", "с 17 по 19 мая", "2022-05-20", "2022-05-17", "2022-05-19"),
        ("ru", "с 29 сентября по 2 октября 2023 года", None, "2023-09-29", "2023-10-02"),
        ("ru", "20–21 сентября 2023 г. состоялся", None, "2023-09-20", "2023-09-21"),
        ("kk", "9-12 желтоқсанға жоспарланған", "2023-12-08", "2023-12-09", "2023-12-12"),
        ("kk", "2023 жылғы 9-12 желтоқсанда", None, "2023-12-09", "2023-12-12"),
        ("kk", "14-16 қарашада Венгрияда", "2023-11-17", "2023-11-14", "2023-11-16"),
        ("kk", "29 қыркүйектен 2 қазанға дейін", None, "XXXX-09-29", "XXXX-10-02"),
    ],
)
def test_ranges(code: str, text: str, published: str | None, start: str, end: str) -> None:
    assert ranges(code, text, published) == [(start, end)]


@pytest.mark.parametrize(
    ("code", "text", "published", "start"),
    [
        ("en", "BAKU, Azerbaijan, February 23", None, "XXXX-02-23"),
        ("en", "the general came on Nov. 5 and", "2024-11-07", "2024-11-05"),
        ("en", "on the 22nd of February 2023", None, "2023-02-22"),
        ("en", "(on February 22, 2023)", None, "2023-02-22"),
        ("en", "Wednesday, August 27", "2025-08-28", "2025-08-27"),
        ("en", "18:42 16/05/2025", None, "2025-05-16"),
        ("en", "11.09.2023 / 15:42", None, "2023-09-11"),
        ("en", "published 2023-02-23 in", None, "2023-02-23"),
        ("en", "on May 16 this year", "2024-02", "2024-05-16"),
        ("az", "bu ayın 15-də", "2024-05-20", "2024-05-15"),
        ("en", "on 12/05/2024", None, "2024-05-12"),
        ("en", "on the 12th of this month", "2024-02-20", "2024-02-12"),
        ("az", "aprelin 25-də", None, "XXXX-04-25"),
        ("az", "aprelin 25-də", "2024-05-01", "2024-04-25"),
        ("az", "23 Fevral 2013", None, "2013-02-23"),
        ("az", "iyun ayının 8-də", "2021", "2021-06-08"),
        ("az", "30.06.2021", None, "2021-06-30"),
        ("az", "2023-cü il fevralın 22-də", None, "2023-02-22"),
        ("ru", "Во вторник, 24 ноября, с ними", "2015-11-25", "2015-11-24"),
        ("ru", "10-го числа этого месяца", "2025-03-20", "2025-03-10"),
        ("ru", "24 ноября 2015 года", None, "2015-11-24"),
        ("kk", "қарашаның 27-сі күні", None, "XXXX-11-27"),
        ("kk", "1992 жылдың 29 қаңтарында", None, "1992-01-29"),
        ("kk", "2025 жылғы 24 маусымда", None, "2025-06-24"),
    ],
)
def test_days(code: str, text: str, published: str | None, start: str) -> None:
    found = dates(code, text, published)
    assert [(m.start, m.end, m.kind) for m in found] == [(start, None, "day")]


@pytest.mark.parametrize(
    ("code", "text", "published", "start"),
    [
        ("en", "resumed in October after", "2025-11-27", "2025-10"),
        ("en", "inaugurated in May this year", "2023-12-21", "2023-05"),
        ("en", "in September 2023", None, "2023-09"),
        ("en", "in May of last year", "2023-12-21", "2022-05"),
        ("en", "at the end of March", "2023-03-01", "2023-03"),
        ("az", "may ayında Azərbaycana", "2023-09-11", "2023-05"),
        ("az", "Bu ilin mart ayında", "2017-06-20", "2017-03"),
        ("az", "1991-ci ilin dekabrında", None, "1991-12"),
        ("ru", "в январе прошлого года", "2025-09-20", "2024-01"),
        ("ru", "в конце ноября", "2025-12-01", "2025-11"),
        ("kk", "биыл шілде айында", "2024-11-27", "2024-07"),
        ("kk", "мамыр айында Астанаға", None, "XXXX-05"),
    ],
)
def test_months(code: str, text: str, published: str | None, start: str) -> None:
    assert [(m.start, m.kind) for m in dates(code, text, published)] == [(start, "month")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "They may go, and the guards march past at 18:42."),
        ("en", "a battalion of 2000 men and 31 vehicles, $16 million, 5.5 percent"),
        ("en", "The 10-15 minutes of talks; version 1.2.2023.4"),
        ("en", "Theresa May said that May was there. Thus March came."),
        ("kk", "Бұл маусымда команда"),
        ("kk", "Онда Қазан қаласында форум өтті"),
        ("kk", "Қазан қаласында форум өтті"),
        ("az", "30.13.2021 və 2021.02.30"),
        ("ru", "12 из 30 участников"),
    ],
)
def test_no_dates(code: str, text: str) -> None:
    assert dates(code, text, "2024-05-05") == []


def test_weekdays_count_from_publication() -> None:
    (past,) = dates("en", "was shown on Thursday what", "2017-03-03")
    assert (past.start, past.later, past.kind) == ("2017-03-02", "2017-03-09", "relative")
    (same,) = dates("en", "On Friday he", "2017-03-03")
    assert same.start == "2017-03-03"
    (future,) = dates("en", "comes next Tuesday", "2017-03-03")
    assert future.start == "2017-03-07"
    (until,) = dates("en", "stays until Friday", "2017-03-02")
    assert until.start == "2017-03-03"
    (axsam,) = dates("az", "cümə axşamı", "2017-03-03")
    assert axsam.start == "2017-03-02"


def test_relative_days() -> None:
    assert ranges("en", "today and yesterday", "2024-03-01") == [("2024-03-01", None), ("2024-02-29", None)]
    assert ranges("ru", "сегодня, 31 октября, провел", "2025-10-31") == [("2025-10-31", None)] * 2
    assert ranges("az", "bu gün Bakıya gəlib", None) == [(None, None)]
    assert ranges("kk", "бүгін", "2024-05") == [("2024-05", None)]
    found = dates("en", "He came on 2 May 2020. On the same day he left.", None)
    assert found[1].start == "2020-05-02" and found[1].derived == ("context",)


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("az", "Parlamentarilər yolda\n23 Fevral 2013 [11:08]\nMətn burada.", "2013-02-23"),
        ("kk", "Сапар\n\n25 маусым 2025 жыл\nМәтін.", "2025-06-25"),
        ("en", "Nov 5, 2024 14:20\nText.", "2024-11-05"),
        ("en", "He came on 5 November 2024\nand left.", None),
        ("en", "5 November 2024 - 7 November 2024\nText.", None),
        ("en", "a\nb\nc\nd\n5 November 2024\n", None),
    ],
)
def test_the_day_of_publication_stands_alone_at_the_head(code: str, text: str, day: str | None) -> None:
    assert find_publication(tokenise(text, FOLDS.get(code)), rules(code)) == day


def test_a_written_year_is_not_derived_and_an_inferred_one_is() -> None:
    assert dates("en", "May 16, 2022", "2023-01-01")[0].derived == ()
    assert dates("en", "May 16", "2022-05-18")[0].derived == ("year",)


def test_the_same_year_is_the_one_named_before() -> None:
    assert ranges("en", "in 2019. In May of the same year", "2024-02-02") == [("2019", None), ("2019-05", None)]
    assert ranges("en", "in May of the same year", "2024-02-02") == [("XXXX-05", None)]


def test_a_list_of_days_is_a_mention_each() -> None:
    assert ranges("en", "on 11, 13 and 17 March 2021") == [(f"2021-03-{d}", None) for d in (11, 13, 17)]


def test_spans_are_whole_words_without_the_preposition() -> None:
    text = "He was there from 16 to 20 December 2023, then left."
    (mention,) = dates("en", text)
    assert text[mention.start_char : mention.end_char] == "16 to 20 December 2023"
    text = "Nazir martın 12-dən 14-dək səfərdə olub."
    (mention,) = dates("az", text)
    assert text[mention.start_char : mention.end_char] == "martın 12-dən 14-dək"


@given(st.dates(), st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "the {d}th of {m} {y}"]))
def test_any_written_day_is_read_back(day, form) -> None:  # type: ignore[no-untyped-def]
    if day.year < 1900 or day.year > 2099:
        return
    text = form.format(d=day.day, m=month_names("en")[day.month][0], y=day.year)
    assert [m.start for m in dates("en", text)] == [day.isoformat()]


LETTERS = st.text(alphabet="0123456789 -./,:MarchmayYear\n–th2023", max_size=40)


@given(LETTERS, st.sampled_from(["en", "az", "ru", "kk"]))
def test_any_text_gives_real_dates_inside_it(text: str, code: str) -> None:
    for mention in dates(code, text, "2024-02-29"):
        assert 0 <= mention.start_char < mention.end_char <= len(text)
        for value in (mention.start, mention.end):
            assert value is None or parse_date(value) is not None
        if mention.end:
            assert mention.start is not None and mention.start < mention.end


def test_make_date_of_the_parts_is_the_same_string() -> None:
    for text in ("2023-02-22", "2023-02", "2023", "XXXX-04-25", "XXXX-04"):
        parts = parse_date(text)
        assert parts is not None and make_date(*parts) == text


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("ru", "Визит министра\n\nМИНСК, 5 марта. /Агентство/. Министр прибыл.", "XXXX-03-05"),
        ("ru", "Астана. 12 мая. Агентство – Министр прибыл.", "XXXX-05-12"),
        ("ru", "27 ноября, Минск /Корр. агентства/. Министр прибыл.", "XXXX-11-27"),
        ("ru", "НУР-СУЛТАН. 3 декабря 2024 года. Министр прибыл.", "2024-12-03"),
        ("en", "BAKU, May 12. /Agency/ The minister arrived.", "XXXX-05-12"),
        ("az", "Bakı, 12 may, Agentlik. Nazir gəlib.", "XXXX-05-12"),
        ("kk", "АСТАНА. 12 мамыр. Агенттік – Министр келді.", "XXXX-05-12"),
        ("ru", "Министр, 5 марта прибыл в Минск.", None),
        ("ru", "В Минск, 5 марта, прибыл министр.", None),
        ("ru", "5 марта, сообщили в ведомстве, министр прибыл.", None),
        ("ru", "Министр прибыл 5 марта.", None),
    ],
)
def test_dateline_day(code: str, text: str, day: str | None) -> None:
    assert find_dateline(tokenise(text, FOLDS.get(code)), rules(code)) == day
