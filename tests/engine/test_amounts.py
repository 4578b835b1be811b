"""Numbers as people type them."""

from fractions import Fraction

import pytest

from excellence_app.domain.messages import Refused
from excellence_app.engine.amounts import read_amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("2.5", Fraction(5, 2)),
        ("2,5", Fraction(5, 2)),
        ("-3", -3),
        ("120000", 120_000),
        ("120 000", 120_000),
        ("120\u202f000,5", Fraction(240_001, 2)),
        ("0.125", Fraction(1, 8)),
        ("1234.567", Fraction(1_234_567, 1000)),
    ],
)
def test_what_has_one_reading_is_read(text, value):
    assert read_amount(text) == value


@pytest.mark.parametrize("text", ["120,000", "1.000", "1,200,000", "-1.234"])
def test_what_has_two_readings_is_refused(text):
    with pytest.raises(Refused, match="two ways") as refused:
        read_amount(text)
    assert refused.value.message.values["entered"] == text


@pytest.mark.parametrize("text", ["", "x", "1e3", "1/3", "٣", "1,234.5", "1" * 16, "nan", "10 %"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Refused, match="not a number"):
        read_amount(text)
