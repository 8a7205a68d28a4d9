"""Names from CLDR, and that asking for one language does not spoil another."""

from __future__ import annotations

from elchi.grammar.cldr import month_names, territory_names, weekday_names


def test_names_do_not_depend_on_the_languages_asked_before() -> None:
    before = {code: month_names(code) for code in ("en", "ru", "kk")}
    month_names("az"), weekday_names("az"), territory_names("az")
    assert {code: month_names(code) for code in ("en", "ru", "kk")} == before
    assert before["en"][2] == ("February", "Feb")
    assert before["ru"][5][0] == "мая"
    assert before["kk"][4][0] == "сәуір"


def test_twelve_months_and_seven_days_from_monday() -> None:
    for code in ("az", "en", "ru", "kk", "tr", "uz"):
        assert sorted(month_names(code)) == list(range(1, 13))
        assert sorted(weekday_names(code)) == list(range(1, 8))
    assert weekday_names("en")[1] == ("Monday",)
    assert weekday_names("az")[7] == ("bazar",)


def test_countries() -> None:
    assert territory_names("ru")["KZ"] == "Казахстан"
    assert "001" not in territory_names("en")


def test_a_language_that_cldr_lacks_has_no_names() -> None:
    assert month_names("zzz") == weekday_names("not a code") == territory_names("zzz") == {}
