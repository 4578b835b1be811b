"""One of several measures is enough, phases make indicators optional, and dates are measured."""

from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import ClusterProfile
from excellence_app.domain.criteria import Alternative, Measure, MeasureKind
from excellence_app.domain.results import IndicatorState
from excellence_app.engine.tracing import explain
from excellence_app.language.catalogues import Words
from excellence_app.language.explanations import explain as in_words
from tests.engine.sets import (
    SET_ASIDE,
    assess,
    criteria,
    date_question,
    indicator,
    label,
    ladder,
    measured,
    rule,
    scale,
    score,
    share_question,
    upward,
    when,
)

TURNOVER, COMPANIES = (share_question(name, may_not_apply=True) for name in ("t", "c"))
EITHER = (
    Alternative(Measure(MeasureKind.SHARE, TURNOVER.keys), upward("3/10", "6/10")),
    Alternative(Measure(MeasureKind.SHARE, COMPANIES.keys), upward("1/10", "9/10")),
)
ONE = indicator(TURNOVER, COMPANIES, identity="e", levels=scale(5, 3), either=EITHER)
MADE = criteria(ONE)


def shares(**given):
    """Return answers such as `t=3` for 3 of 10."""
    return {
        f"{name}/{side}": Fraction(amount)
        for name, part in given.items()
        for side, amount in (("part", part), ("whole", 10))
    }


@pytest.mark.parametrize(
    ("values", "levels", "state"),
    [
        ({}, (0, 2), "unanswered"),
        (shares(t=3), (1, 2), "partly"),
        (shares(t=7), (2, 2), "answered"),  # the other one cannot lead higher
        (shares(t=0, c=1), (1, 1), "answered"),
        (shares(t=3, c=0), (1, 1), "answered"),
        (shares(t=0, c=0), (0, 0), "answered"),
        (shares(t=3) | {"c": SET_ASIDE}, (1, 1), "answered"),
        (shares(t=3) | {"c/part": Fraction(0), "c/whole": Fraction(0)}, (1, 1), "answered"),
    ],
)
def test_the_level_is_the_highest_of_the_alternatives(values, levels, state):
    found = score(MADE, values).indicators["e"]
    assert (found.lowest_level, found.highest_level) == levels
    assert found.state is IndicatorState(state)


def test_where_no_alternative_gives_a_number_all_is_open_with_the_reason():
    nothing = {f"{name}/{side}": Fraction(0) for name in "tc" for side in ("part", "whole")}
    found = score(MADE, nothing).indicators["e"]
    assert (found.lowest_level, found.highest_level, found.state.value) == (0, 2, "unsound")
    assert "0 has no shares" in found.reason.text


def test_the_trace_says_which_alternative_counts():
    trace = explain(MADE, assess(shares(t=3, c=0)), "e")
    said = [line for _, line in in_words(Words(), MADE, trace)]
    assert said.count("Of the ways to reach a level this one counts.") == 1
    first = next(n for n, line in enumerate(said) if ": 3 / 10 = " in line)
    assert said[first + 2] == "Of the ways to reach a level this one counts."
    trace = explain(MADE, assess(shares(t=3)), "e")
    said = [line for _, line in in_words(Words(), MADE, trace)]
    assert "One of the ways to reach a level is still open." in said


@pytest.mark.parametrize(
    ("start", "end", "months", "level"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1, 0),
        (date(2025, 1, 15), date(2026, 1, 14), 11, 1),
        (date(2024, 1, 1), date(2026, 1, 1), 24, 2),
        (date(2026, 1, 1), date(2025, 1, 1), -12, 0),
    ],
)
def test_months_between_two_dates(start, end, months, level):
    asked = date_question("from"), date_question("to")
    one = measured(MeasureKind.MONTHS_BETWEEN, *asked)
    found = score(criteria(one), {"from": start, "to": end}).indicators["m"]
    assert (found.value, found.lowest_level) == (months, level)
    assert score(criteria(one), {"from": start}).indicators["m"].highest_level == 2


PHASED = criteria(
    ladder("a"), ladder("b", obligatory_in=("mature",)), labels=(label("gold", rule("complete")),)
)


@pytest.mark.parametrize(
    ("phase", "values", "maximum", "state"),
    [
        ("", {"a": 4}, 10, "unanswered"),
        ("Mature", {"a": 4}, 10, "unanswered"),
        ("young", {"a": 4}, 5, "optional"),
        ("young", {"a": 4, "b": 0}, 10, "answered"),
    ],
)
def test_what_is_not_obligatory_in_a_phase_counts_only_if_answered(phase, values, maximum, state):
    profile = ClusterProfile("X", {"phase": phase} if phase else {})
    for _ in range(2):  # what is remembered of the evaluation before must not matter
        card = score(PHASED, values, profile=profile)
        assert card.total.maximum == maximum
        assert card.indicators["b"].state.value == state
        assert (card.indicators["b"].reason is not None) == (state == "optional")
        complete = card.label("gold").verdict.value
        assert complete == ("open" if state == "unanswered" else "met")


def test_facts_of_the_profile_decide_what_is_asked():
    by_number = ladder("b", when=when("profile/participants", "at_least", 10))
    by_text = ladder("c", when=when("profile/region", "is", "North"))
    made = criteria(ladder("a"), by_number, by_text)
    for facts, maximum in (
        ({"participants": "12", "region": "North"}, 15),
        ({"participants": "9,5", "region": "North"}, 10),
        ({"participants": "some", "region": "South"}, 5),
    ):
        card = score(made, {"a": 4}, profile=ClusterProfile("X", facts))
        assert card.total.maximum == maximum, facts
    card = score(made, {"a": 4})
    assert card.indicators["b"].may_leave
