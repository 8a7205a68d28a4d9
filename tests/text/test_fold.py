from hypothesis import given
from hypothesis import strategies as st

from elchi.text.fold import fold_search, fold_word, search_key, strip_endings


def test_case_and_diacritics_fold_alike() -> None:
    assert {fold_word(word) for word in ("QAZAXISTAN", "qazaxıstan", "Qazaxıstan")} == {"qazaxistan"}
    assert fold_word("Bakı") == fold_word("BAKI") == fold_word("БАКЫ") == "baki"
    assert fold_word("İsmayıl") == fold_word("ismayil") == "ismayil"
    assert fold_word("Şükürov") == "sukurov"


def test_key_joins_spelling_habits_of_languages() -> None:
    assert len({search_key(fold_word(word)) for word in ("Qazaxıstan", "Казахстан", "Kazakhstan", "Қазақстан")}) == 1
    assert len({search_key(fold_word(word)) for word in ("Cəfərquluzadə", "Джафаркулузаде", "Jafarguluzade")}) == 1
    assert len({search_key(fold_word(word)) for word in ("Жақсыбеков", "Jaksıbekov", "Zhaksybekov")}) == 1
    assert search_key(fold_word("Mayev")) == search_key(fold_word("Маев")) == search_key(fold_word("Майев"))
    assert search_key("baki") != search_key("boku")


def test_other_scripts_stay_words() -> None:
    assert [word.fold for word in fold_search("გამარჯობა 2024")] == ["გამარჯობა", "2024"]


def test_endings_leave_a_stem() -> None:
    assert strip_endings("bakida", ["da", "a", "ida"]) == {"bakida", "baki", "bakid"}


@given(st.text())
def test_offsets_lead_home(text: str) -> None:
    end = 0
    for word in fold_search(text):
        assert end <= word.start < word.end <= len(text)
        assert fold_word(text[word.start : word.end]) == word.fold
        end = word.end


@given(st.text(alphabet="abcçdeəfgğhxıijkqlmnoöprsştuüvyzабвгдежзиклмнопрстуфхцчшәғқңөұүһі", min_size=1))
def test_fold_is_stable_under_case(word: str) -> None:
    assert fold_word(fold_word(word)) == fold_word(word)
    assert fold_word(word.replace("ı", "i").upper()) == fold_word(word.replace("ı", "i"))
