"""Conditions as phrases and as sentences, for each kind of answer and each comparison."""

from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.conditions import All, AnyOf, Comparison, ComparisonWord, Not
from excellence_app.language import conditions
from excellence_app.language.catalogues import Words
from tests.reports.surveys import CRITERIA

W = ComparisonWord
WORDS = Words("en")
YES, NO = True, False


def compared(subject, word, *values):
    return Comparison(subject, of_level=False, word=word, values=values)


@pytest.mark.parametrize(
    ("stated", "phrase", "sentence"),
    [
        (compared("C.1", W.IS, YES), "C.1 is yes", "Only if you answered Yes to C.1."),
        (
            compared("C.1", W.IS_NOT, YES),
            "C.1 is not yes",
            "Only if you did not answer Yes to C.1.",
        ),
        (
            compared("B.1", W.INCLUDES, "studies"),
            "B.1 includes Studies",
            'Only if you ticked "Studies" in B.1.',
        ),
        (
            compared("A.3", W.AT_LEAST, date(2026, 1, 1)),
            "A.3 is 1 January 2026 or later",
            "Only if your answer to A.3 is 1 January 2026 or later.",
        ),
        (
            compared("A.3", W.BELOW, date(2026, 1, 1)),
            "A.3 is before 1 January 2026",
            "Only if your answer to A.3 is before 1 January 2026.",
        ),
        (
            compared("C.2", W.ABOVE, Fraction(2)),
            "C.2 is above 2",
            "Only if your answer to C.2 is above 2.",
        ),
        (compared("B.3", W.ANSWERED, YES), "B.3 is answered", "Only if you answered B.3."),
        (
            compared("B.3", W.ANSWERED, NO),
            "B.3 is not answered",
            "Only if you did not answer B.3.",
        ),
        (
            compared("C.3[1]/kind", W.ONE_OF, "school", "company"),
            '"What are they?" in the same case is one of A school, A company',
            (
                'Only if your answer to "What are they?" in the same case is one of '
                '"A school", "A company".'
            ),
        ),
        (
            compared("profile/phase", W.IS, "start"),
            '"Phase of development" in the profile is start',
            'Only if "Phase of development" in the profile is start.',
        ),
    ],
)
def test_each_comparison(stated, phrase, sentence):
    assert conditions.condition(WORDS, CRITERIA, stated) == phrase
    assert conditions.only_if(WORDS, CRITERIA, stated) == sentence


def test_several_conditions_together():
    first = compared("C.1", W.IS, YES)
    second = compared("C.2", W.AT_LEAST, Fraction(1))
    both = conditions.only_if(WORDS, CRITERIA, All((first, second)))
    assert both == "Only if you answered Yes to C.1 and your answer to C.2 is at least 1."
    either = conditions.only_if(WORDS, CRITERIA, AnyOf((first, Not(second))))
    assert either == ("Only if you answered Yes to C.1 or not (your answer to C.2 is at least 1).")
