"""What an evaluation takes over from earlier ones, and what of a card is worked out when read."""

import copy
import dataclasses
import pickle
import sys
import threading
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excellence_app.domain.assessment import Adjustment, Answer, ClusterProfile
from excellence_app.domain.conditions import All
from excellence_app.domain.criteria import Measure, MeasureKind
from excellence_app.domain.results import ScoreCard
from excellence_app.engine.indicators import Answers
from excellence_app.engine.preparing import prepare
from excellence_app.engine.scoring import evaluate
from tests.engine.random_sets import (
    PROOF,
    conditions,
    one_in,
    paths,
    random_sets,
    subjects_in,
    values_for,
)
from tests.engine.sets import (
    SET_ASIDE,
    UNKNOWN,
    answered,
    assess,
    cases_question,
    criteria,
    indicator,
    label,
    ladder,
    level_question,
    number_question,
    rows,
    rule,
    section,
    several,
    table_question,
    upward,
    when,
    when_level,
)

FIELDS = [one.name for one in dataclasses.fields(ScoreCard)]
PHASES = ("", "young", "mature")


def afresh(criteria_set, assessment, lifted=None):
    """Evaluate with a set of which nothing is remembered, and read every field."""
    card = evaluate(replace(criteria_set), assessment, lifted=lifted)
    return {name: getattr(card, name) for name in FIELDS}


def assert_as_afresh(card, criteria_set, assessment, lifted=None):
    wanted = afresh(criteria_set, assessment, lifted)
    for name in FIELDS:
        assert getattr(card, name) == wanted[name], name
    assert list(card.indicators) == list(wanted["indicators"])
    assert list(card.dimensions) == list(wanted["dimensions"])


def phase_is(word):
    return when("profile/phase", "is", word)


@st.composite
def tangled_sets(draw):
    """Draw a set in which more hangs on more: on levels, on the profile, and on each other."""
    made = draw(random_sets(least=2))
    indicators = list(made.indicators)
    for n, one in enumerate(indicators):
        found = one
        if one_in(draw, 4):
            found = replace(found, obligatory_in=("mature",))
        if one_in(draw, 3):
            told = phase_is("young")
            found = replace(found, when=told if found.when is None else All((found.when, told)))
        elif n and found.when is None and one_in(draw, 2):
            found = replace(found, when=draw(conditions(subjects_in(indicators[:n]))))
        indicators[n] = found
    asked = tuple(
        level_question(f"s{n}", when=draw(conditions(subjects_in(indicators)))) for n in range(2)
    )
    return replace(made, indicators=tuple(indicators), sections=(section("s", *asked),))


@st.composite
def next_answers(draw, criteria_set, answers):
    """Draw what one edit makes of answers."""
    question = draw(st.sampled_from(criteria_set.questions))
    kinds = ["give", "give", "give", "inside", "inside", "take", "unknown", "aside", "again"]
    kind = draw(st.sampled_from(kinds))
    if kind == "take":
        starts = (f"{question.id}/", f"{question.id}[", question.repeat or question.id)
        return {
            key: one
            for key, one in answers.items()
            if key != question.id and not key.startswith(starts)
        }
    if kind == "unknown":
        return {**answers, question.id: UNKNOWN}
    if kind == "aside":
        return {**answers, question.id: SET_ASIDE}
    if kind == "again":  # equal, and not the same
        return {key: replace(one) for key, one in answers.items()}
    cells = [key for key in answers if "]/" in key]
    if kind == "inside" and cells:  # nothing else changes, not even the number of the cases
        key = draw(st.sampled_from(cells))
        other = draw(st.sampled_from([UNKNOWN, Answer(Fraction(3)), Answer(Fraction(0))]))
        return {**answers, key: Answer(draw(st.booleans())) if key.endswith("so") else other}
    if question.unit == "cases":  # a number that may not be that of the cases
        return {**answers, question.id: Answer(Fraction(draw(st.integers(0, 2))))}
    return answers | draw(values_for(question))


@settings(max_examples=150)
@given(paths(tangled_sets()), st.data())
def test_a_walk_of_changes_gives_what_each_stage_gives_alone(path, data):
    made = path.criteria
    levelled = [one for one in made.indicators if one.levels]
    answers = data.draw(st.sampled_from(path.stages))
    phase, seen = "", []
    for _ in range(data.draw(st.integers(2, 7))):
        if data.draw(st.booleans()) or not seen:
            answers = data.draw(next_answers(made, answers))
        else:
            phase = data.draw(st.sampled_from(PHASES))
        lifted = {}
        if levelled and one_in(data.draw, 3):
            one = data.draw(st.sampled_from(levelled))
            lifted = {one.id: data.draw(st.integers(0, len(one.levels) - 1))}
        profile = ClusterProfile(facts={"phase": phase} if phase else {})
        assessment = replace(path.assessment(answers), profile=profile)
        if one_in(data.draw, 4):
            entered = Adjustment(made.indicators[0].id, "gold", 1, None, "Official text")
            assessment = replace(assessment, adjustments=(entered,))
        card = evaluate(made, assessment, lifted=lifted)
        for name in data.draw(st.sets(st.sampled_from(FIELDS), max_size=2)):
            assert getattr(card, name) == afresh(made, assessment, lifted)[name]
        seen.append((card, assessment, lifted))
    for card, assessment, lifted in data.draw(st.permutations(seen)):  # read long after
        assert_as_afresh(card, made, assessment, lifted)


CHAIN = criteria(
    ladder("a", asks={"gold": 3}),
    *(
        ladder(f"b{n}", when=when_level(f"b{n - 1}" if n else "a", "at_least", 1))
        for n in range(60)
    ),
    ladder("c", obligatory_in=("mature",)),
    several("d", level_question("d-1", 3, 2), number_question("d-2"), points=Fraction(7)),
    labels=(label("gold", rule("every_threshold"), rule("total", least_share="1/2")),),
)
ALL_TWO = {"a": 2, **{f"b{n}": 2 for n in range(60)}}


def test_a_change_reaches_the_end_of_a_long_chain():
    for values in (ALL_TWO, ALL_TWO | {"a": 0}, ALL_TWO | {"b30": 0}, ALL_TWO, {}):
        assert_as_afresh(evaluate(CHAIN, assess(values)), CHAIN, assess(values))
    card = evaluate(CHAIN, assess(ALL_TWO | {"b30": 0}))
    assert [card.indicators[f"b{n}"].counts for n in (30, 31, 59)] == [True, False, False]
    assert evaluate(CHAIN, assess(ALL_TWO)).indicators["b59"].lowest_level == 2


def test_what_a_lift_brings_reaches_what_hangs_on_it():
    low = assess(ALL_TWO | {"a": 0})
    assert not evaluate(CHAIN, low).indicators["b59"].counts
    lifted = evaluate(CHAIN, low, lifted={"a": 1})
    assert lifted.indicators["b59"].counts
    assert_as_afresh(lifted, CHAIN, low, {"a": 1})
    assert_as_afresh(evaluate(CHAIN, low), CHAIN, low)


def test_a_lifted_answer_is_seen_by_what_hangs_on_the_answer():
    made = criteria(ladder("a"), ladder("b", when=when("a", "at_least", 2)))
    low = assess({"a": 0, "b": 3})
    assert not evaluate(made, low).indicators["b"].counts
    assert evaluate(made, low, lifted={"a": 2}).indicators["b"].counts
    assert not evaluate(made, low).indicators["b"].counts


@pytest.mark.parametrize("whole", ["cases", "table"])
def test_what_changes_inside_a_case_or_a_row_is_seen(whole):
    if whole == "cases":
        number = number_question("n", unit="cases", whole=True)
        inner = number_question("much", when=when("s", "at_least", 1))
        asked = [number, cases_question("t", inner, repeat="n")]
    else:
        asked = [table_question("t", number_question("much"))]
    made = criteria(
        indicator(
            *asked,
            identity="i",
            bands=upward(2, 3),
            measure=Measure(MeasureKind.SUM, ("t/much",)),
        ),
        ladder("b", when=when_level("i", "at_least", 2)),
        ladder("z"),
        sections=(section("late", level_question("s", when=when_level("z", "at_least", 2))),),
    )
    assert prepare(made).memory.web is not None
    answers = dict(assess({"n": Fraction(2), "b": 1, "s": 1, "z": 3}).answers)
    answers |= answered(rows("t", {"much": Fraction(1)}, {"much": Fraction(1)}))
    first, second = sorted(key for key in answers if key.endswith("much"))
    levels = []
    for key, value in ((first, 3), (second, 1), (first, 0), (second, 9), ("z", 0), ("z", 3)):
        answers = {**answers, key: Answer(value if key == "z" else Fraction(value))}
        now = replace(assess(), answers=answers)
        card = evaluate(made, now)
        assert_as_afresh(card, made, now)
        levels.append(card.indicators["i"].lowest_level)
    assert levels == [2, 2, 0, 2, 0 if whole == "cases" else 2, 2]


def test_scores_that_a_change_does_not_reach_are_the_very_same():
    before = evaluate(CHAIN, assess(ALL_TWO))
    answers = {**assess(ALL_TWO).answers, "b59": Answer(1)}
    evaluate(CHAIN, replace(assess(), answers=answers))
    after = evaluate(CHAIN, replace(assess(), answers={**answers, "b59": Answer(3)}))
    differing = [
        name for name in before.indicators if before.indicators[name] != after.indicators[name]
    ]
    assert differing == ["b59"]
    seen = evaluate(CHAIN, replace(assess(), answers={**answers, "b59": Answer(0)}))
    others = set(after.indicators) - {"b59"}
    assert all(seen.indicators[name] is after.indicators[name] for name in others)


@pytest.mark.parametrize("phase", ["young", "mature", ""])
def test_another_fact_of_the_profile_is_seen(phase):
    evaluate(CHAIN, assess(ALL_TWO, profile=ClusterProfile(facts={"phase": "other"})))
    now = assess(ALL_TWO, profile=ClusterProfile(facts={"phase": phase}))
    assert_as_afresh(evaluate(CHAIN, now), CHAIN, now)
    assert evaluate(CHAIN, now).indicators["c"].counts is (phase != "young")


def test_conditions_in_a_circle_give_the_same_however_often_they_are_looked_at():
    made = criteria(
        ladder("a", when=when("b", "at_least", 1)),
        ladder("b", when=when_level("a", "at_least", 1)),
        ladder("c", when=when("a", "at_least", 2)),
    )
    assert prepare(made).memory.web is None
    for values in ({}, {"a": 1, "b": 1}, {"a": 2, "b": 1, "c": 3}, {"b": 0}, {"a": 2}):
        assert_as_afresh(evaluate(made, assess(values)), made, assess(values))


def test_shares_finer_than_any_before_are_added_up_exactly():
    made = criteria(
        several("a", level_question("a-1", 3, 2), level_question("a-2", 8, 7), points=Fraction(1)),
        several("b", level_question("b-1", 4, 3), level_question("b-2", 3, 2), points=Fraction(5)),
    )
    answers = {}
    for key, value in (("a-1", 1), ("a-2", 3), ("b-2", 1), ("b-1", 2), ("a-2", 5), ("b-1", 1)):
        answers = {**answers, key: Answer(value)}
        now = replace(assess(), answers=answers)
        card = evaluate(made, now)
        assert card.total.lowest == sum(one.lowest for one in card.indicators.values())
        assert_as_afresh(card, made, now)


def test_answers_that_are_mutated_after_all_do_not_deceive():
    """Nobody may do so; what is remembered is a copy, so that the next evaluation is right."""
    answers = dict(assess(ALL_TWO).answers)
    now = replace(assess(), answers=answers)
    evaluate(CHAIN, now)
    answers["a"] = Answer(0)
    assert_as_afresh(evaluate(CHAIN, now), CHAIN, now)


def test_equal_answers_of_another_kind_are_told_apart():
    """A yes equals 1, and is no level."""
    one = evaluate(CHAIN, assess({"a": 1})).indicators["a"]
    yes = evaluate(CHAIN, assess({"a": True})).indicators["a"]
    assert one.lowest_level == 1
    assert yes.lowest_level == 0


class TestCard:
    """A card of which nothing was read yet is in no way different from one made as a whole."""

    ASSESSMENT = assess({"a": 2, "b0": 1}, evidence={"proof": PROOF})

    @pytest.fixture
    def card(self):
        return evaluate(replace(CHAIN), self.ASSESSMENT)

    @pytest.fixture
    def whole(self):
        return ScoreCard(**afresh(CHAIN, self.ASSESSMENT))

    def test_equality(self, card, whole):
        assert card == whole
        assert whole == evaluate(replace(CHAIN), self.ASSESSMENT)
        assert card == evaluate(replace(CHAIN), self.ASSESSMENT)
        assert card != evaluate(CHAIN, assess({"a": 3, "b0": 1}))
        assert whole != evaluate(CHAIN, assess({"a": 3, "b0": 1}))
        assert card != replace(whole, asked=0)
        assert card != "card"
        assert not card == ()  # noqa: SIM201 - it is equality itself that is tested

    def test_words(self, card, whole):
        assert repr(card) == repr(whole)
        assert repr(card).startswith("ScoreCard(criteria='small', ")

    def test_copies(self, card, whole):
        assert copy.copy(card) == copy.deepcopy(card) == pickle.loads(pickle.dumps(card)) == whole  # noqa: S301 - our own bytes
        assert type(copy.copy(card)) is ScoreCard

    def test_replacing(self, card, whole):
        assert replace(card, asked=1) == replace(whole, asked=1)
        assert replace(card, asked=1).labels == whole.labels

    def test_no_field_changes(self, card):
        with pytest.raises(dataclasses.FrozenInstanceError):
            card.asked = 1
        with pytest.raises(dataclasses.FrozenInstanceError):
            del card.total
        with pytest.raises(TypeError):
            hash(card)

    def test_what_there_is_not(self, card):
        assert not hasattr(card, "nothing")
        with pytest.raises(KeyError):
            card.label("none")

    @pytest.mark.parametrize("name", FIELDS)
    def test_each_field_is_the_same_each_time(self, card, whole, name):
        first = getattr(card, name)
        assert first == getattr(whole, name)
        assert getattr(card, name) is first
        repr(card)
        assert getattr(card, name) is first


@pytest.fixture
def quick_switches():
    """Let threads take turns as often as possible."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("quick_switches")
@settings(max_examples=15, deadline=None)
@given(path=paths(tangled_sets()))
def test_threads_may_read_one_card_and_evaluate_at_the_same_time(path):
    """A report is made on a thread of its own, while the window goes on with newer answers."""
    made = path.criteria
    assessments = [path.assessment(answers) for answers in (path.stages[0], *path.stages[-3:])]
    wanted = [afresh(made, one) for one in assessments]
    shared = [evaluate(made, one) for one in assessments]
    start, wrong = threading.Barrier(4), []

    def look(order):
        start.wait()
        for n in order:
            for card in (evaluate(made, assessments[n]), shared[n]):
                found = {name: getattr(card, name) for name in reversed(FIELDS)}
                wrong.extend(name for name in FIELDS if found[name] != wanted[n][name])

    places = range(len(assessments))
    orders = [places, places, reversed(places), [*places, *places]]
    threads = [threading.Thread(target=look, args=(order,)) for order in orders]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []


def test_answers_looked_at_by_themselves_are_those_of_the_evaluation():
    """Who asks for one score or one question gets what the card has."""
    evaluate(CHAIN, assess(ALL_TWO))
    low = assess(ALL_TWO | {"b10": 0})
    seen = Answers(CHAIN, low.answers, facts={})
    fresh = evaluate(replace(CHAIN), low)
    assert {name: seen.score_of(name) for name in fresh.indicators} == fresh.indicators
    assert [seen.asked(one) for one in CHAIN.questions] == [
        Answers(replace(CHAIN), low.answers).asked(one) for one in CHAIN.questions
    ]
