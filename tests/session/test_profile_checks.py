"""What is typed into the profile is checked where it cannot be true."""

from datetime import date

import pytest

from excellence_app.language.catalogues import Words
from excellence_app.session.profile_checks import wrong_day, wrong_fact, wrong_mail

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("participants", "47"),
        ("participants", "0"),
        ("staff_of_participants", "6,200"),
        ("staff_of_participants", "6.200"),
        ("staff_of_participants", "12\u00a0006\u00a0200"),
        ("founded", "2026"),
        ("founded", " 1999 "),
        ("full_time_equivalents", "2.6"),
        ("full_time_equivalents", "2,5"),
        ("budget_last_closed_year", "235,000 EUR"),
        ("budget_last_closed_year", "EUR 1.2 million (2024-2025)"),
        ("website", "https://adriatic-mechatronics.example"),
        ("website", "example.org/about"),
        ("field", "-5 of anything"),
        ("our_own", "-5"),
        ("participants", "  "),
    ],
)
def test_what_can_be_so_is_taken(key, text):
    assert wrong_fact(key, text, TODAY) is None


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("participants", "-5", "whole number"),
        ("participants", "−5", "whole number"),
        ("others", "4.5", "whole number"),
        ("others", "many", "whole number"),
        ("larger_companies", "999999999999", "whole number"),
        ("founded", "3000", "1800 to 2026"),
        ("founded", "2027", "1800 to 2026"),
        ("founded", "12", "1800 to 2026"),
        ("full_time_equivalents", "-1", "posts"),
        ("full_time_equivalents", "a few", "posts"),
        ("budget_last_closed_year", "-235,000 EUR", "amount"),
        ("budget_last_closed_year", "EUR -1", "amount"),
        ("budget_last_closed_year", "plenty", "amount"),
        ("website", "no address", "web address"),
        ("website", "somewhere", "web address"),
    ],
)
def test_what_cannot_be_so_is_told(key, text, said):
    assert said in Words().say(wrong_fact(key, text, TODAY))


def test_the_day_of_an_assessment_is_not_far_away():
    assert wrong_day(date(2027, 12, 31), TODAY) is None
    assert wrong_day(date(1990, 1, 1), TODAY) is None
    for day in (date(3000, 1, 1), date(1989, 12, 31), date(2028, 1, 1)):
        assert "1990 to 2027" in Words().say(wrong_day(day, TODAY))


def test_an_e_mail_address_has_two_sides():
    assert wrong_mail("") is None
    assert wrong_mail("m@example.org") is None
    for text in ("m", "m@", "@example.org", "m at example.org", "m@example"):
        assert wrong_mail(text) is not None
