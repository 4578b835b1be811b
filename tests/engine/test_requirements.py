"""Every kind of label rule: met, missed, open, and by how much."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import (
    Answer,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
)
from excellence_app.domain.criteria import EvidenceKind, Question, QuestionType
from excellence_app.domain.levels import Threshold, Verdict
from excellence_app.domain.results import Unit
from tests.engine.sets import (
    SET_ASIDE,
    UNKNOWN,
    assess,
    counted,
    criteria,
    indicator,
    label,
    ladder,
    level_question,
    number_question,
    proportion,
    rule,
    scale,
    score,
    section,
    several,
    upward,
    when,
    when_yes,
    yes_no,
)

MET, MISSED, OPEN = Verdict.MET, Verdict.MISSED, Verdict.OPEN
NO_SHARE = {"s/part": Fraction(0), "s/whole": Fraction(0)}


def judge(requirement, *indicators, values=(), on=None, others=(), sections=(), kinds=(), **more):
    """Return what is said about the only rule of the label gold."""
    made = criteria(
        *indicators,
        labels=(label("gold", requirement), *others),
        sections=sections,
        evidence=kinds,
    )
    (found,) = score(made, values, on=on, **more).label("gold").requirements
    assert found.label == "gold"
    assert found.requirement == requirement
    return found


def counts(found):
    return found.verdict, found.have, found.possible, found.need, found.margin


# Complete


COMPLETE = rule("complete")


@pytest.mark.parametrize(
    ("values", "verdict", "have", "need", "items"),
    [
        ({}, OPEN, 0, 2, ("a", "b")),
        ({"a": 0}, OPEN, 1, 2, ("b",)),
        ({"a": 0, "b": UNKNOWN}, OPEN, 1, 2, ("b",)),
        ({"a": 0, "b": 7}, OPEN, 1, 2, ("b",)),
        ({"a": 0, "b": 0}, MET, 2, 2, ()),
        ({"a": 0, "b": SET_ASIDE}, MET, 1, 1, ()),
    ],
)
def test_complete_wants_every_question_settled(values, verdict, have, need, items):
    found = judge(COMPLETE, ladder("a"), ladder("b", may_not_apply=True), values=values)
    assert counts(found) == (verdict, have, need, need, have - need)
    assert (found.items, found.unit) == (items, Unit.QUESTIONS)


def test_complete_says_why_an_answer_does_not_count():
    assert judge(COMPLETE, ladder("a"), values={}).reason is None
    assert "not a level" in judge(COMPLETE, ladder("a"), values={"a": 7}).reason.text
    later = Question("t", QuestionType.TEXT, "What?")
    found = judge(COMPLETE, indicator(later, levels=scale(5, 2)))
    assert (found.verdict, found.items, found.reason) == (OPEN, ("t",), None)
    found = judge(COMPLETE, ladder("a"), values={"a": 1}, sections=(section("S", later),))
    assert (found.verdict, found.items, found.reason) == (OPEN, ("t",), None)


def test_complete_leaves_out_what_is_optional_or_not_asked():
    more = {"sections": (section("S", level_question("x", required=False)),)}
    made = ladder("a"), ladder("b", when=when("a", "at_least", 2))
    assert judge(COMPLETE, *made, values={"a": 1}, **more).verdict is MET
    assert judge(COMPLETE, *made, values={"a": 2}, **more).items == ("b",)
    assert judge(COMPLETE, *made, values={}, **more).items == ("a", "b")


def test_complete_may_mean_the_scope_of_one_label():
    made = ladder("a", in_scope_of=("silver",)), ladder("b")
    inside = rule("complete", scope="silver")
    survey = (section("S", level_question("x")),)
    assert judge(inside, *made, values={"a": 1}, sections=survey).verdict is MET
    assert judge(inside, *made, values={"b": 1}, sections=survey).items == ("a",)


def test_a_share_of_nothing_is_an_answer_but_no_measure():
    assert judge(COMPLETE, proportion("s"), values=NO_SHARE).verdict is MET


# Total


@pytest.mark.parametrize(
    ("values", "verdict", "have", "possible"),
    [
        ({"a": 4, "b": 4}, MET, 1, 1),
        ({"a": 4, "b": 2}, MET, "3/4", "3/4"),
        ({"a": 3, "b": 2}, MISSED, "5/8", "5/8"),
        ({"a": 3}, OPEN, "3/8", "7/8"),
        ({"a": 2}, OPEN, "1/4", "3/4"),  # all of the rest would be just enough
        ({"a": 1}, MISSED, "1/8", "5/8"),
        ({"a": 2, "b": SET_ASIDE}, MISSED, "1/2", "1/2"),
        ({"a": 3, "b": SET_ASIDE}, MET, "3/4", "3/4"),
    ],
)
def test_a_share_of_the_points_that_are_on_offer(values, verdict, have, possible):
    three_quarters = rule("total", least_share="3/4")
    found = judge(three_quarters, ladder("a"), ladder("b", may_not_apply=True), values=values)
    have, possible, need = Fraction(have), Fraction(possible), Fraction(3, 4)
    assert counts(found) == (verdict, have, possible, need, have - need)
    assert found.unit is Unit.SHARE
    assert found.reason is None


@pytest.mark.parametrize(
    ("values", "verdict", "have"),
    [({"a": 4, "b": 1}, MET, "25/4"), ({"a": 2, "b": 2}, MISSED, 5), ({"a": 4}, OPEN, 5)],
)
def test_a_number_of_points(values, verdict, have):
    found = judge(rule("total", least=6), ladder("a"), ladder("b"), values=values)
    assert (found.verdict, found.have, found.unit) == (verdict, Fraction(have), Unit.POINTS)
    assert found.margin == Fraction(have) - 6


def test_the_last_digit_counts():
    """Hold 79.96 % against 80 %: nothing is rounded before it is compared."""
    just_below = ladder("a", 2500, 2499)
    at_least = rule("total", least_share="80 %".replace(" %", "/100"))
    below = judge(at_least, just_below, values={"a": 1998})
    assert below.have == Fraction(1998, 2499) < Fraction(4, 5)
    assert below.verdict is MISSED
    assert judge(at_least, just_below, values={"a": 2000}).verdict is MET


def test_no_share_of_nothing():
    aside = ladder("a", may_not_apply=True)
    half = rule("total", least_share="1/2")
    found = judge(half, aside, values={"a": SET_ASIDE})
    assert (found.verdict, found.have, found.margin) == (OPEN, None, None)
    assert "No points are on offer" in found.reason.text
    assert judge(half, yes_no("k", 0), values={"k": True}).verdict is OPEN


def test_a_total_is_open_while_all_of_it_may_go():
    half = rule("total", least_share="1/2")
    made = ladder("a", when=when_yes("b")), yes_no("b", 0)
    for level in (0, 4):
        found = judge(half, *made, values={"a": level})
        assert found.verdict is OPEN
        assert "still open whether any points" in found.reason.text
    assert judge(half, *made, values={"a": 4, "b": True}).verdict is MET
    gone = judge(half, *made, values={"a": 4, "b": False})
    assert "No points are on offer" in gone.reason.text


def test_a_total_says_which_answer_keeps_it_open():
    made = proportion("s"), ladder("a")
    found = judge(rule("total", least_share="3/4"), *made, values={"a": 4} | NO_SHARE)
    assert found.verdict is OPEN
    assert "0 has no shares" in found.reason.text
    reached = judge(rule("total", least_share="1/2"), *made, values={"a": 4} | NO_SHARE)
    assert (reached.verdict, reached.reason) == (MET, None)


# Thresholds and knock-outs


THRESHOLDS = rule("every_threshold")
ASKED = ladder("a", asks={"gold": 3}), ladder("b", asks={"gold": 1}), ladder("c")


@pytest.mark.parametrize(
    ("values", "verdict", "have", "possible", "items"),
    [
        ({"a": 3, "b": 1}, MET, 2, 2, ()),
        ({"a": 2, "b": 1}, MISSED, 1, 1, ("a",)),
        ({"a": 2}, MISSED, 0, 1, ("a", "b")),
        ({"b": 4}, OPEN, 1, 2, ("a",)),
    ],
)
def test_every_threshold(values, verdict, have, possible, items):
    found = judge(THRESHOLDS, *ASKED, values=values)
    assert counts(found) == (verdict, have, possible, 2, have - 2)
    assert (found.items, found.unit) == (items, Unit.THRESHOLDS)


def test_a_label_without_thresholds_misses_none():
    assert judge(THRESHOLDS, ladder("c")).verdict is MET


def test_a_threshold_that_cannot_be_judged_is_open_with_the_reason_and_the_rest_stands():
    made = proportion("s", asks={"gold": 1}), ladder("a", asks={"gold": 3})
    found = judge(THRESHOLDS, *made, values=NO_SHARE | {"a": 3})
    assert (found.verdict, found.items) == (OPEN, ("s",))
    assert "0 has no shares" in found.reason.text
    missed = judge(THRESHOLDS, *made, values=NO_SHARE | {"a": 2})
    assert (missed.verdict, missed.reason) == (MISSED, None)
    unasked = judge(THRESHOLDS, proportion("s"), ladder("a", asks={"gold": 3}), values=NO_SHARE)
    assert (unasked.items, unasked.reason) == (("a",), None)


KNOCK_OUT = rule("no_knock_out")


@pytest.mark.parametrize(
    ("values", "verdict", "have"),
    [({"a": 1, "b": 0}, MET, 1), ({"a": 0, "b": 4}, MISSED, 0), ({"b": 4}, OPEN, 0)],
)
def test_only_knock_outs_knock_out(values, verdict, have):
    made = (
        yes_no("a", asks=[Threshold("gold", level=1, knock_out=True)]),
        ladder("b", asks={"gold": 2}),
    )
    translated = {"a": bool(values["a"])} if "a" in values else {}
    found = judge(KNOCK_OUT, *made, values=translated | {"b": values["b"]})
    assert (found.verdict, found.have, found.need) == (verdict, have, 1)
    assert found.unit is Unit.KNOCK_OUTS
    assert found.items == (() if verdict is MET else ("a",))


def test_thresholds_of_another_label_may_be_meant():
    knock_out = Threshold("baseline", level=2, knock_out=True)
    made = ladder("a", asks=[knock_out]), ladder("b", asks={"baseline": 1, "gold": 4})
    both = made, {"others": (label("baseline", THRESHOLDS),)}

    def about(requirement, **values):
        return judge(requirement, *both[0], values=values, **both[1])

    inherited = rule("every_threshold", other_label="baseline")
    assert about(inherited, a=2, b=1).verdict is MET
    assert about(inherited, a=1, b=0).items == ("a", "b")
    assert about(rule("no_knock_out", other_label="baseline"), a=1, b=0).items == ("a",)
    assert about(KNOCK_OUT, a=1, b=0).verdict is MET


def test_thresholds_in_the_scope_of_a_label():
    made = ladder("a", asks={"gold": 3}, in_scope_of=("silver",)), ladder("b", asks={"gold": 3})
    inside = rule("every_threshold", scope="silver")
    assert judge(inside, *made, values={"a": 3, "b": 0}).verdict is MET


# Declared


@pytest.mark.parametrize(
    ("declarations", "verdict", "have", "possible"),
    [({}, OPEN, 0, 1), ({"eligible": True}, MET, 1, 1), ({"eligible": False}, MISSED, 0, 0)],
)
def test_a_statement_is_declared_or_not_true_or_open(declarations, verdict, have, possible):
    found = judge(rule("declared", key="eligible"), ladder("a"), declarations=declarations)
    assert counts(found) == (verdict, have, possible, 1, have - 1)
    assert found.items == (() if verdict is MET else ("eligible",))
    assert (found.reason is not None) is (verdict is OPEN)


# Evidence


EVIDENCE = rule("evidence_present")
SHEET = EvidenceKind("sheet", "A sheet", counts_for_months=24)


def proven(value, *items):
    return Answer(value, evidence=items)


PROVEN_YES = Answer(value=True, evidence=("one",))


def filed(**items):
    return {name: replace(item, id=name) for name, item in items.items()}


AT_HAND = Evidence("", "A list")
PROMISED = Evidence("", "A list", state=EvidenceState.PROMISED, due=date(2020, 1, 1))
SEEN = Evidence("", "A list", state=EvidenceState.SEEN)
DATED = Evidence("", "Figures", kind="sheet", dated=date(2024, 11, 20))
OUTDATED = Evidence("", "Figures", kind="sheet", dated=date(2024, 11, 19))
UNDATED = Evidence("", "Figures", kind="sheet")
FOREVER = Evidence("", "Statutes", kind="statutes", dated=date(1999, 1, 1))


@pytest.mark.parametrize(
    ("item", "verdict"),
    [
        (AT_HAND, MET),
        (SEEN, MET),
        (PROMISED, MISSED),
        (DATED, MET),
        (OUTDATED, MISSED),
        (UNDATED, MET),
        (FOREVER, MET),
    ],
)
def test_a_promise_and_an_outdated_document_are_no_evidence(item, verdict):
    kinds = (SHEET, EvidenceKind("statutes", "Statutes"))
    found = judge(
        EVIDENCE,
        ladder("a"),
        values={"a": proven(2, "one")},
        evidence=filed(one=item),
        kinds=kinds,
    )
    assert found.verdict is verdict
    assert found.items == (() if verdict is MET else ("a",))


def test_the_day_decides_whether_a_document_is_outdated():
    more = {"values": {"a": proven(2, "one")}, "evidence": filed(one=DATED), "kinds": (SHEET,)}
    assert judge(EVIDENCE, ladder("a"), on=date(2026, 11, 21), **more).verdict is MISSED
    assert judge(EVIDENCE, ladder("a"), dated=None, **more).verdict is MET


@pytest.mark.parametrize(
    ("values", "verdict", "have", "need", "items"),
    [
        ({"a": proven(2, "one"), "b": PROVEN_YES}, MET, 2, 2, ()),
        ({"a": 0, "b": False}, MET, 0, 0, ()),
        ({"a": 2, "b": PROVEN_YES}, MISSED, 1, 2, ("a",)),
        ({"a": proven(2, "lost"), "b": False}, MISSED, 0, 1, ("a",)),
        ({"a": proven(2, "one")}, OPEN, 1, 1, ()),
        ({"a": proven(2, "one"), "b": UNKNOWN}, OPEN, 1, 1, ()),
        ({"a": proven(2, "one"), "b": SET_ASIDE}, MET, 1, 1, ()),
        ({"a": 3}, MISSED, 0, 1, ("a",)),
    ],
)
def test_what_claims_more_than_level_0_wants_evidence(values, verdict, have, need, items):
    made = ladder("a"), yes_no("b", may_not_apply=True)
    found = judge(EVIDENCE, *made, values=values, evidence=filed(one=AT_HAND))
    assert counts(found) == (verdict, have, need, need, have - need)
    assert (found.items, found.unit) == (items, Unit.QUESTIONS)


def test_what_is_optional_and_left_out_claims_nothing():
    assert judge(EVIDENCE, ladder("a", required=False)).verdict is MET


def test_what_may_not_be_asked_claims_nothing_yet():
    made = ladder("a", when=when_yes("b")), yes_no("b")
    assert judge(EVIDENCE, *made, values={"a": 3}).verdict is OPEN
    assert judge(EVIDENCE, *made, values={"a": 3, "b": False}).verdict is MET


def test_a_number_claims_what_its_level_says():
    more = {"evidence": filed(one=AT_HAND)}
    assert judge(EVIDENCE, counted("n"), values={"n": Fraction(9)}, **more).verdict is MET
    assert judge(EVIDENCE, counted("n"), values={"n": Fraction(10)}, **more).items == ("n",)
    found = judge(EVIDENCE, proportion("s"), values=NO_SHARE, **more)
    assert found.verdict is OPEN
    assert "0 has no shares" in found.reason.text
    free = indicator(number_question("n"), points=0)
    assert judge(EVIDENCE, free, values={"n": Fraction(1)}, **more).items == ("n",)


def test_evidence_may_lie_at_any_part_of_a_share():
    half = {"s/part": proven(Fraction(1), "one"), "s/whole": Fraction(2)}
    more = {"evidence": filed(one=AT_HAND)}
    assert judge(EVIDENCE, proportion("s"), values=half, **more).verdict is MET
    bare = half | {"s/part": Fraction(1)}
    assert judge(EVIDENCE, proportion("s"), values=bare, **more).verdict is MISSED


def test_each_answer_of_an_indicator_claims_for_itself():
    one = several("i", level_question("x"), level_question("y"), bands=upward("1/2"))
    assert judge(EVIDENCE, one, values={"x": 0}).verdict is OPEN
    assert judge(EVIDENCE, one, values={"x": 0, "y": 1}).items == ("y",)


def test_evidence_is_asked_in_scope_and_not_of_survey_questions():
    made = ladder("a", in_scope_of=("silver",)), ladder("b")
    survey = (section("S", level_question("x")),)
    inside = rule("evidence_present", scope="silver")
    values = {"a": proven(1, "one"), "b": 4, "x": 4}
    more = {"evidence": filed(one=AT_HAND), "sections": survey}
    assert judge(inside, *made, values=values, **more).verdict is MET
    assert judge(EVIDENCE, *made, values=values, **more).items == ("b",)


# Improved


BRONZE = LabelHeld("bronze", date(2025, 3, 31))
THEN = date(2025, 3, 15)
MADE = ladder("a"), ladder("b"), ladder("c"), yes_no("k", 0)


def improved(values, before, *, least=2, described=False, made=MADE, **more):
    more.setdefault("labels_held", (BRONZE,))
    more.setdefault("earlier", (assess(before, dated=THEN),))
    requirement = rule("improved", other_label="bronze", least=least, described=described)
    return judge(requirement, *made, values=values, **more)


@pytest.mark.parametrize(
    ("values", "verdict", "have", "possible"),
    [
        ({"a": 2, "b": 2, "c": 1}, MET, 2, 2),
        ({"a": 2, "b": 1, "c": 1}, MISSED, 1, 1),
        ({"a": 2, "c": 1}, OPEN, 1, 2),
        ({"c": 1}, OPEN, 0, 2),
        ({"a": 0, "b": 0, "c": 0}, MISSED, 0, 0),
    ],
)
def test_improved_counts_the_levels_that_rose(values, verdict, have, possible):
    found = improved(values, {"a": 1, "b": 1, "c": 1})
    assert counts(found) == (verdict, have, possible, 2, have - 2)
    assert (found.unit, found.reason) == (Unit.IMPROVEMENTS, None)


def test_a_level_may_rise_without_points():
    assert improved({"k": True}, {"k": False}, least=1).verdict is MET
    parts = several("i", level_question("x"), level_question("y"))
    found = improved({"x": 2, "y": 1}, {"x": 1, "y": 1}, least=1, made=(parts,))
    assert found.verdict is MET


def test_only_what_was_known_then_can_have_improved():
    found = improved({"a": 4, "b": 4, "c": 4}, {"a": UNKNOWN, "b": 3}, least=1)
    assert found.have == 1
    aside = ladder("a", may_not_apply=True)
    assert improved({"a": 4}, {"a": SET_ASIDE}, least=1, made=(aside,)).verdict is MISSED
    assert improved({"a": SET_ASIDE}, {"a": 1}, least=1, made=(aside,)).verdict is MISSED


def test_an_improvement_that_may_not_be_asked_is_none_yet():
    made = ladder("a", when=when_yes("b")), yes_no("b")
    then = {"a": 1, "b": True}
    assert improved({"a": 3}, then, least=1, made=made).verdict is OPEN
    assert improved({"a": 3, "b": True}, then, least=1, made=made).verdict is MET
    assert improved({"a": 3, "b": False}, then, least=1, made=made).verdict is MISSED


def test_an_improvement_counts_with_description_and_effect():
    now, then = {"a": 2, "b": 2, "c": 2}, {"a": 1, "b": 1, "c": 1}
    told = (
        Improvement("a", "We wrote it down.", "Members read it."),
        Improvement("b", "We did it.", "  "),
        Improvement("c", "", "It works."),
    )
    found = improved(now, then, described=True, improvements=told)
    assert (found.verdict, found.have, found.possible, found.items) == (OPEN, 1, 3, ("b", "c"))
    assert found.reason.values == {"risen": 3, "counted": 1}
    assert improved(now, then, improvements=told).verdict is MET
    assert improved(now, then, described=True, least=1, improvements=told).verdict is MET
    untold = improved({"a": 2, "b": 1, "c": 1}, then, described=True)
    assert (untold.verdict, untold.reason) == (MISSED, None)


def test_improved_in_the_scope_of_a_label():
    made = ladder("a", in_scope_of=("silver",)), ladder("b")
    requirement = rule("improved", other_label="bronze", least=1, scope="silver")
    then = (assess({"a": 1, "b": 1}, dated=THEN),)
    more = {"earlier": then, "labels_held": (BRONZE,)}
    assert judge(requirement, *made, values={"a": 1, "b": 4}, **more).verdict is MISSED


@pytest.mark.parametrize(
    "more",
    [
        {"labels_held": ()},
        {"labels_held": (LabelHeld("silver", date(2025, 3, 31)),)},
        {"earlier": ()},
        {"earlier": (assess({"a": 1}, dated=None),)},
    ],
)
def test_without_an_assessment_from_then_nothing_can_be_said(more):
    found = improved({"a": 4, "b": 4}, {"a": 1, "b": 1}, **more)
    assert (found.verdict, found.have, found.need, found.margin) == (OPEN, None, 2, None)
    assert found.reason.values == {"label": "bronze"}


def test_reasons_name_the_other_label_by_its_title_where_the_set_has_one():
    bronze = (label("bronze", COMPLETE),)
    for requirement in (rule("improved", other_label="bronze"), SILVER):
        found = judge(requirement, ladder("a"), others=bronze)
        assert found.reason.values == {"label": "Bronze"}


def test_the_copy_from_the_time_of_the_award_is_compared():
    copies = tuple(
        assess({"a": level}, dated=day)
        for level, day in ((0, date(2024, 1, 1)), (2, date(2025, 3, 31)), (3, date(2026, 1, 1)))
    )

    def have(level, **more):
        return improved({"a": level}, {}, least=1, earlier=copies, **more).have

    assert [have(level) for level in (1, 2, 3)] == [0, 0, 1]
    long_ago = (LabelHeld("bronze", date(2020, 1, 1)),)  # then the oldest copy is the nearest
    assert have(1, labels_held=long_ago) == 1
    renewed = (BRONZE, LabelHeld("bronze", date(2026, 6, 1)))
    assert [have(level, labels_held=renewed) for level in (3, 4)] == [0, 1]


def test_improved_asks_for_one_if_nothing_is_said_and_for_none_if_that_is_said():
    then = {"earlier": (assess({"a": 1}, dated=THEN),), "labels_held": (BRONZE,)}
    for least, need in ({}, 1), ({"least": 0}, 0):
        requirement = rule("improved", other_label="bronze", **least)
        assert judge(requirement, ladder("a"), values={"a": 1}, **then).need == need


def test_an_indicator_that_cannot_be_worked_out_may_have_improved():
    then = {"s/part": Fraction(1), "s/whole": Fraction(10)}
    found = improved(NO_SHARE, then, least=1, made=(proportion("s"),))
    assert found.verdict is OPEN
    assert "0 has no shares" in found.reason.text


# Months


SILVER = rule("months_since", other_label="bronze", least=18, most=24)


@pytest.mark.parametrize(
    ("since", "on", "verdict", "months"),
    [
        (date(2024, 5, 15), date(2025, 10, 15), OPEN, 17),
        (date(2024, 5, 15), date(2025, 11, 14), OPEN, 17),
        (date(2024, 5, 15), date(2025, 11, 15), MET, 18),
        (date(2024, 5, 15), date(2026, 5, 15), MET, 24),
        (date(2024, 5, 15), date(2026, 5, 16), MISSED, 24),
        (date(2024, 5, 15), date(2026, 6, 15), MISSED, 25),
        (date(2024, 8, 31), date(2026, 2, 27), OPEN, 17),
        (date(2024, 8, 31), date(2026, 2, 28), MET, 18),
        (date(2024, 2, 29), date(2026, 2, 28), MET, 24),
        (date(2024, 2, 29), date(2026, 3, 1), MISSED, 24),
        (date(2024, 5, 31), date(2025, 11, 30), MET, 18),
        (date(2024, 5, 15), date(2024, 5, 1), OPEN, -1),
    ],
)
def test_a_window_of_months_with_both_its_ends(since, on, verdict, months):
    found = judge(SILVER, ladder("a"), on=on, labels_held=(LabelHeld("bronze", since),))
    assert (found.verdict, found.have, found.need) == (verdict, months, 18)
    assert found.unit is Unit.MONTHS
    assert found.margin == (None if verdict is MISSED else months - 18)
    named = {} if found.reason is None else found.reason.values
    days = {OPEN: {"day": found.opens}, MISSED: {"day": found.closes}, MET: {}}
    assert named == days[verdict]


def test_the_window_is_said_in_days():
    held = (LabelHeld("bronze", date(2024, 8, 31)),)
    found = judge(SILVER, ladder("a"), labels_held=held)
    assert (found.opens, found.closes) == (date(2026, 2, 28), date(2026, 8, 31))
    assert found.verdict is MISSED  # the assessment's own date, 20 November 2026, counts
    assert found.reason.text == "Was possible until {day}."


def test_months_count_from_the_latest_award():
    held = (
        LabelHeld("bronze", date(2025, 1, 1)),
        LabelHeld("bronze", date(2020, 1, 1)),
        LabelHeld("silver", date(2026, 1, 1)),
    )
    assert judge(SILVER, ladder("a"), labels_held=held).have == 22


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "No date is recorded for the label {label}."),
        (
            {"dated": None, "labels_held": (LabelHeld("bronze", date(2025, 1, 1)),)},
            "This assessment has no date yet.",
        ),
    ],
)
def test_months_without_a_date_are_open(more, sentence):
    found = judge(SILVER, ladder("a"), **more)
    assert (found.verdict, found.have, found.margin) == (OPEN, None, None)
    assert found.reason.text == sentence


def test_a_window_may_be_open_on_one_side():
    held = {"labels_held": (LabelHeld("bronze", date(2024, 5, 15)),)}
    at_least = rule("months_since", other_label="bronze", least=18)
    assert judge(at_least, ladder("a"), on=date(2040, 1, 1), **held).verdict is MET
    assert judge(at_least, ladder("a"), on=date(2025, 1, 1), **held).closes is None
    at_most = rule("months_since", other_label="bronze", most=24)
    verdicts = [
        judge(at_most, ladder("a"), on=day, **held).verdict
        for day in (date(2024, 5, 14), date(2024, 5, 15), date(2026, 5, 15), date(2026, 5, 16))
    ]
    assert verdicts == [OPEN, MET, MET, MISSED]


# Count at a level


@pytest.mark.parametrize(
    ("values", "verdict", "have", "possible", "items"),
    [
        ({"a": 3, "b": 4, "c": 0}, MET, 2, 2, ("c",)),
        ({"a": 3, "b": 2, "c": 2}, MISSED, 1, 1, ("b", "c")),
        ({"a": 3}, OPEN, 1, 3, ("b", "c")),
    ],
)
def test_indicators_at_a_level_are_counted(values, verdict, have, possible, items):
    at_three = rule("count_at_level", level=3, least=2)
    made = ladder("a"), ladder("b"), ladder("c"), several("i", level_question("x"))
    found = judge(at_three, *made, values=values)
    assert counts(found) == (verdict, have, possible, 2, have - 2)
    assert (found.items, found.unit) == (items, Unit.INDICATORS)


def test_counting_takes_no_notice_of_what_does_not_count_or_may_not():
    at_zero = rule("count_at_level", level=0, least=1)
    aside = ladder("a", may_not_apply=True)
    assert judge(at_zero, aside).verdict is OPEN
    assert judge(at_zero, aside, values={"a": SET_ASIDE}).verdict is MISSED
    assert judge(at_zero, aside, values={"a": 0}).verdict is MET
    assert judge(rule("count_at_level"), ladder("a")).verdict is MET
    assert judge(rule("count_at_level", level=4, least=0), ladder("a")).need == 0


def test_counting_in_scope_and_the_reason_for_what_cannot_be_worked_out():
    at_one = rule("count_at_level", level=1, scope="silver")
    made = proportion("s", in_scope_of=("silver",)), ladder("a")
    found = judge(at_one, *made, values={"a": 4} | NO_SHARE)
    assert (found.verdict, found.items) == (OPEN, ("s",))
    assert "0 has no shares" in found.reason.text


# Either-or


@pytest.mark.parametrize(
    ("values", "verdict", "have", "possible"),
    [
        ({"a": 4, "b": 0}, MET, 1, 1),
        ({"a": 0, "b": 4}, MET, 1, 1),
        ({"a": 0, "b": 0}, MISSED, 0, 0),
        ({"a": 0}, OPEN, 0, 1),
        ({}, OPEN, 0, 2),
    ],
)
def test_one_of_several_rules_is_enough(values, verdict, have, possible):
    made = ladder("a", in_scope_of=("x",)), ladder("b", in_scope_of=("y",))
    options = tuple(
        rule("count_at_level", key=f"count_at_level-{scope}", level=3, scope=scope)
        for scope in ("x", "y")
    )
    found = judge(rule("any", options=options), *made, values=values)
    assert counts(found) == (verdict, have, possible, 1, have - 1)
    assert [option.requirement for option in found.options] == list(options)
    assert found.unit is Unit.OPTIONS
