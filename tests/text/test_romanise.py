import pytest

from elchi.text.romanise import fold_letters, load_tables, script_of, sound_out, spell_out


@pytest.mark.parametrize(
    ("word", "language", "sound"),
    [
        ("Cavid", "az", "Zavid"),
        ("Джавид", "ru", "Zavid"),
        ("Qurban", "az", "gurban"),
        ("Жолт", "kk", "Zolt"),
        ("Шерзод", "ru", "Serzod"),
        ("Yeltsin", "en", "yelcin"),
    ],
)
def test_a_language_reads_its_own_way_first(word, language, sound):
    assert sound_out(word, language)[0] == sound


def test_spellings_of_two_languages_meet_in_one_sound():
    assert set(sound_out("Cəmilxanov", "az")) & set(sound_out("Джамильханов", "ru"))
    assert set(sound_out("Szabó", None)) & set(sound_out("Сабо", None))


def test_a_language_that_respells_foreign_names_is_read_by_its_own_table_alone():
    assert len(sound_out("Cerald", "az")) == 1 < len(sound_out("Cerald", "en"))


def test_pieces_cover_the_word():
    for code, table in load_tables().items():
        word = fold_letters("Şchüqxeaughkhъё'")
        assert "".join(letters for letters, _ in spell_out(word, table)) == word, code


def test_script_and_folding():
    assert script_of("Əli") == "Latn" and script_of("Әли") == "Cyrl" and script_of("王") == "Zyyy"
    assert fold_letters("İLHAM") == fold_letters("ilham")
