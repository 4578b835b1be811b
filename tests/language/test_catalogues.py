"""Numbers, dates and sentences in the languages of the program."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from excellence_app.domain.messages import Message
from excellence_app.language.catalogues import (
    Words,
    available_languages,
    choose_language,
    rounded,
)

EN, DE = Words("en"), Words("de")
DAY = date(2026, 3, 12)

figures = st.fractions(-(10**15), 10**15, max_denominator=10**9)
shares = st.fractions(0, 1, max_denominator=10**6)


@given(figures, st.integers(0, 4))
def test_rounding_goes_down_by_less_than_one_in_the_last_place(value, places):
    found = Fraction(rounded(value, places))
    assert found <= value < found + Fraction(1, 10**places)
    assert (found * 10**places).denominator == 1


@given(figures, figures, st.integers(0, 4))
def test_rounding_keeps_the_order_of_figures(one, other, places):
    low, high = sorted((one, other))
    assert rounded(low, places) <= rounded(high, places)


@example(Fraction(7996, 10000), 800)
@given(shares, st.integers(0, 1000))
def test_no_percentage_is_lifted_across_a_threshold(share, tenths):
    """Show a share below a threshold (in tenths of a percent) as less than the threshold."""
    threshold = Fraction(tenths, 1000)
    shown = Decimal(EN.percent(share).removesuffix("%"))
    wanted = Decimal(EN.percent(threshold).removesuffix("%"))
    assert (shown >= wanted) is (share >= threshold)


@pytest.mark.parametrize(
    ("share", "english", "german"),
    [
        (Fraction(7996, 10000), "79.9%", "79,9\u00a0%"),
        (Fraction(4, 5), "80%", "80\u00a0%"),
        (Fraction(9999, 10000), "99.9%", "99,9\u00a0%"),
        (1, "100%", "100\u00a0%"),
        (0, "0%", "0\u00a0%"),
        (Fraction(1, 3), "33.3%", "33,3\u00a0%"),
        (Fraction(-1, 3), "-33.4%", "-33,4\u00a0%"),
    ],
)
def test_percentages_are_written_the_languages_way(share, english, german):
    assert (EN.percent(share), DE.percent(share)) == (english, german)


def test_more_places_of_a_percentage_can_be_asked_for():
    assert EN.percent(Fraction(1, 3), 2) == "33.33%"
    assert EN.percent(Fraction(1, 3), 0) == "33%"


@pytest.mark.parametrize(
    ("number", "english", "german"),
    [
        (5, "5", "5"),
        (Fraction(5, 2), "2.5", "2,5"),
        (Fraction(5, 4), "1.25", "1,25"),
        (Fraction(1, 3), "0.33", "0,33"),
        (Fraction(-1, 3), "-0.34", "-0,34"),
        (Fraction(123456789, 100), "1,234,567.89", "1.234.567,89"),
        (1000, "1,000", "1.000"),
        (10**7, "10,000,000", "10.000.000"),
        (Fraction(1999, 1000), "1.99", "1,99"),
        (0, "0", "0"),
    ],
)
def test_numbers_are_written_the_languages_way(number, english, german):
    assert (EN.number(number), DE.number(number)) == (english, german)


@given(figures, st.integers(0, 3))
def test_our_english_numbers_are_those_of_the_language(value, places):
    expected = format_decimal(rounded(value, places), locale="en", decimal_quantization=False)
    assert EN.number(value, places) == expected


@given(st.dates())
def test_our_english_dates_are_those_of_the_language(day):
    assert EN.day(day) == format_date(day, "d MMMM y", "en")
    assert EN.short_day(day) == format_date(day, "d MMM y", "en")


def test_dates_are_written_the_languages_way():
    assert (EN.day(DAY), DE.day(DAY)) == ("12 March 2026", "12. März 2026")
    assert (EN.short_day(DAY), DE.short_day(DAY)) == ("12 Mar 2026", "12. März 2026")
    assert DE.short_day(date(2027, 1, 25)) == "25. Jan. 2027"


def test_a_range_of_percentages_names_the_sign_once():
    low, high = Fraction(6123, 10000), Fraction(84, 100)
    assert EN.percent_range(low, high) == "61.2 to 84%"
    assert DE.percent_range(low, high) == "61,2 bis 84\u00a0%"
    assert EN.percent_range(high, high) == "84%"


def test_words_are_listed_as_a_sentence_has_them():
    assert EN.listing([]) == ""
    assert EN.listing(["a"]) == "a"
    assert EN.listing(["a", "b"]) == "a and b"
    assert (EN.listing(["a", "b", "c"]), DE.listing(["a", "b", "c"])) == (
        "a, b and c",
        "a, b und c",
    )


def test_placeholders_are_filled_the_languages_way():
    sentence = "{lowest} to {highest}"
    values = {"lowest": Fraction(5, 2), "highest": 1000}
    assert EN.text(sentence, **values) == "2.5 to 1,000"
    assert DE.text(sentence, **values) == "2,5 bis 1.000"
    assert EN.text("{day}, {so}, {name}", day=DAY, so=True, name="R&D {x} %s") == (
        "12 March 2026, yes, R&D {x} %s"
    )
    assert DE.text("{so}", so=False) == "nein"


def test_sentences_without_values_stay_as_they_are():
    assert EN.text("100 % {{literally}}") == "100 % {literally}"
    assert EN.text("Nothing to fill in.") == "Nothing to fill in."
    assert DE.text("no") == "nein"
    assert DE.text("a text that nobody has translated") == "a text that nobody has translated"


def test_one_and_several_things_are_told_apart():
    forms = "{count} question is left.", "{count} questions are left."
    assert EN.plural(*forms, 1) == "1 question is left."
    assert [EN.plural(*forms, count) for count in (0, 2)] == [
        "0 questions are left.",
        "2 questions are left.",
    ]
    assert EN.plural(*forms, 1000) == "1,000 questions are left."
    assert DE.plural(*forms, 1) == "1 Frage ist noch offen."
    assert DE.plural(*forms, 2) == "2 Fragen sind noch offen."
    assert EN.plural("{count} of {all}", "{count} of {all}", 2, all=3) == "2 of 3"


def test_a_message_of_the_engine_is_said_with_shares_as_percentages():
    message = Message(
        "{lowest} to {highest}",
        {"lowest": Fraction(1, 3), "highest": Fraction(1, 3)},
        frozenset({"highest"}),
    )
    assert EN.say(message) == "0.33 to 33.3%"
    assert DE.say(message) == "0,33 bis 33,3\u00a0%"
    named = Message(
        "{lowest} to {highest}", {"lowest": "a", "highest": "b"}, frozenset({"lowest"})
    )
    assert EN.say(named) == "a to b"


def test_english_comes_first_among_the_languages():
    assert available_languages()[0] == "en"
    assert "de" in available_languages()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT@euro"}, "de"),
        ({"LANG": "DE"}, "de"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "de_DE"}, "en"),
        ({"LANGUAGE": "xx:de:en"}, "de"),
        ({"LC_MESSAGES": "de_DE", "LANG": "en_GB"}, "de"),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "de_DE"}, "en"),
        ({"EXCELLENCE_LANGUAGE": "de", "LC_ALL": "en_GB"}, "de"),
        ({"EXCELLENCE_LANGUAGE": "", "LANG": "de_DE"}, "de"),
    ],
)
def test_the_environment_chooses_the_language(environment, language):
    assert choose_language(environment) == language


def test_the_systems_own_environment_is_asked_by_default(monkeypatch):
    monkeypatch.setenv("EXCELLENCE_LANGUAGE", "de")
    assert choose_language() == "de"


@pytest.mark.parametrize(("language", "before", "after"), [("en", "“", "”"), ("de", "„", "“")])
def test_typeset_sentences_have_the_quotation_marks_of_their_language(language, before, after):
    message = Message('There is no day "{entered}" in "{other}".', {"entered": '5"', "other": "a"})
    plain, typeset = Words(language), Words(language, typeset=True)
    assert '"' not in typeset.say(message).replace('5"', "")
    assert f'{before}5"{after}' in typeset.say(message)
    assert '"5""' in plain.say(message)
    assert typeset.text("No quotes here") == plain.text("No quotes here")
