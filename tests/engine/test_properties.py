"""What holds for every criteria set and every way of answering it."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from excellence_app.domain.assessment import Adjustment, Answer
from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.levels import Verdict
from excellence_app.engine.scoring import evaluate
from tests.engine.random_sets import PROOF, complete_answers, paths, random_sets
from tests.engine.sets import (
    SET_ASIDE,
    assess,
    criteria,
    label,
    ladder,
    level_question,
    proportion,
    rule,
    section,
    when,
    yes_no,
)

RANK = {Verdict.MISSED: 0, Verdict.OPEN: 1, Verdict.MET: 2}


def within(earlier, later):
    return earlier[0] <= later[0] <= later[1] <= earlier[1]


def share_of(score):
    return score.share_lowest, score.share_highest


def assert_score_within(earlier, later):
    assert within((earlier.lowest, earlier.highest), (later.lowest, later.highest))
    if None in share_of(earlier):
        assert None in share_of(later)
    elif None not in share_of(later):
        assert within(share_of(earlier), share_of(later))


def assert_narrowed(earlier, later):
    """Assert that a later score card keeps every promise of an earlier one."""
    assert_score_within(earlier.total, later.total)
    for name, score in earlier.dimensions.items():
        assert_score_within(score, later.dimensions[name])
    for name, before in earlier.indicators.items():
        after = later.indicators[name]
        if not after.counts:
            assert before.may_leave or not before.counts
            continue
        assert before.counts
        assert before.may_leave or not after.may_leave
        assert within((before.lowest, before.highest), (after.lowest, after.highest))
        if before.lowest_level is not None:
            assert within(
                (before.lowest_level, before.highest_level),
                (after.lowest_level, after.highest_level),
            )
        if before.final:
            assert (after.lowest, after.highest) == (before.lowest, before.highest)


def verdicts_of(card):
    """Return every verdict of a score card by a name that stays the same."""
    found = {}
    for result in card.labels:
        found[result.label] = result.verdict
        for one in result.requirements:
            found[result.label, one.requirement.key] = one.verdict
            for number, option in enumerate(one.options):
                found[result.label, one.requirement.key, number] = option.verdict
        for one in result.thresholds:
            found[result.label, "threshold", one.threshold.label, one.indicator] = one.verdict
    return found


@settings(max_examples=300)
@given(paths(random_sets()))
def test_ranges_only_narrow_and_settled_verdicts_stay(path):
    cards = [evaluate(path.criteria, path.assessment(stage)) for stage in path.stages]
    settled = {}
    for earlier, later in pairwise(cards):
        assert_narrowed(earlier, later)
        settled |= {k: v for k, v in verdicts_of(earlier).items() if v is not Verdict.OPEN}
        now = verdicts_of(later)
        for name, verdict in settled.items():
            # a threshold that was missed may go with its indicator only while that was open
            assert now.get(name, verdict) is verdict, name
    for earlier in cards:
        assert_narrowed(earlier, cards[-1])


@settings(max_examples=100)
@given(paths(random_sets()), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(path, chance):
    keys = list(path.stages[-1])
    chance.shuffle(keys)
    shuffled = {key: path.stages[-1][key] for key in keys}
    assert evaluate(path.criteria, path.assessment(shuffled)) == evaluate(
        path.criteria, path.assessment(path.stages[-1])
    )


def raised(question, values):
    """Return better answers to one question, or none if there are none."""
    key = question.keys[0]
    if any(k not in values or values[k].value is None for k in question.keys):
        return None
    value = values[key].value
    match question.type:
        case QuestionType.LEVELS:
            better = value + 1
            return {key: Answer(better)} if better < len(question.levels) else None
        case QuestionType.YES_NO:
            return {key: Answer(question.good)}
        case QuestionType.SHARE:
            whole = values[question.keys[1]].value
            return {key: Answer(value + 1)} if value + 1 <= whole else None
        case QuestionType.NUMBER if question.unit != "cases":
            return {key: Answer(value + 1)}
        case _:
            return None


@settings(max_examples=200)
@given(st.data())
def test_more_points_never_lower_a_verdict(data):
    sets = random_sets(conditional=False, other_rules=False)
    path = data.draw(paths(sets))
    answers = data.draw(st.sampled_from(path.stages[len(path.stages) // 2 :]))
    better_ones = {q.id: raised(q, answers) for q in path.criteria.questions}
    can_rise = [identity for identity, better in better_ones.items() if better is not None]
    if not can_rise:
        return
    question = path.criteria.question_by_id[data.draw(st.sampled_from(can_rise))]
    before = evaluate(path.criteria, path.assessment(answers))
    after = evaluate(path.criteria, path.assessment(answers | better_ones[question.id]))
    mine = path.criteria.indicator_of_question[question.id].id
    old, new = before.indicators[mine], after.indicators[mine]
    if (new.lowest, new.highest) < (old.lowest, old.highest):
        before, after = after, before  # a number of which less is better
        old, new = new, old
    assume(new.lowest >= old.lowest and new.highest >= old.highest)
    assume((new.lowest_level or 0) >= (old.lowest_level or 0))
    assume((new.highest_level or 0) >= (old.highest_level or 0))
    assert after.total.lowest >= before.total.lowest
    assert after.total.highest >= before.total.highest
    assert after.total.maximum == before.total.maximum
    held = verdicts_of(before)
    for name, verdict in verdicts_of(after).items():
        assert RANK[verdict] >= RANK[held[name]], name


@settings(max_examples=150)
@given(st.data())
def test_what_does_not_apply_leaves_points_maximum_and_thresholds_alike(data):
    whole = data.draw(random_sets(conditional=False, other_rules=False, least=2))
    gone = data.draw(st.sampled_from(whole.indicators))
    allowed = replace(
        gone, questions=tuple(replace(q, may_not_apply=True) for q in gone.questions)
    )
    with_it = replace(
        whole, indicators=tuple(allowed if one is gone else one for one in whole.indicators)
    )
    without = replace(
        whole,
        indicators=tuple(one for one in whole.indicators if one is not gone),
    )
    answers = data.draw(complete_answers(without))
    aside = answers | {q.id: SET_ASIDE for q in gone.questions}
    card, smaller = evaluate(with_it, assess(aside)), evaluate(without, assess(answers))
    assert card.total == smaller.total
    assert card.dimensions == smaller.dimensions
    assert {k: v for k, v in card.indicators.items() if k != gone.id} == smaller.indicators
    for mine, theirs in zip(card.labels, smaller.labels, strict=True):
        assert mine.thresholds == theirs.thresholds
        assert mine.requirements == theirs.requirements
    assert set(card.not_applicable) >= {gone.id, *(q.id for q in gone.questions)}
    assert card.asked == smaller.asked


@settings(max_examples=100)
@given(paths(random_sets()))
def test_scores_are_sums_of_what_counts(path):
    card = evaluate(path.criteria, path.assessment(path.stages[-1]))
    counted = [score for score in card.indicators.values() if score.counts]
    assert card.total.highest == sum((s.highest for s in counted), Fraction(0))
    assert card.total.maximum == sum((s.maximum for s in counted), Fraction(0))
    assert card.total.lowest == sum((d.lowest for d in card.dimensions.values()), Fraction(0))
    for score in counted:
        assert 0 <= score.lowest <= score.highest <= score.maximum


@settings(max_examples=150)
@given(paths(random_sets()), st.data())
def test_what_was_evaluated_before_makes_no_difference(path, data):
    """Scores of the last evaluations are kept; only what a change touches is worked out anew."""
    levelled = [one for one in path.criteria.indicators if one.levels]
    stages = data.draw(st.lists(st.sampled_from(path.stages), min_size=2, max_size=8))
    for stage in stages:
        assessment = path.assessment(stage)
        lifted = {}
        if levelled and data.draw(st.booleans()):
            one = data.draw(st.sampled_from(levelled))
            lifted = {one.id: data.draw(st.integers(0, len(one.levels) - 1))}
        if levelled and path.criteria.labels and data.draw(st.booleans()):
            one = data.draw(st.sampled_from(levelled))
            label = data.draw(st.sampled_from(path.criteria.labels)).id
            level = data.draw(st.integers(1, len(one.levels) - 1))
            entered = Adjustment(one.id, label, level, None, "Official text")
            assessment = replace(assessment, adjustments=(entered,))
        if data.draw(st.booleans()):
            assessment = replace(assessment, evidence={})
        first_time = replace(path.criteria)  # of which nothing is kept
        assert evaluate(path.criteria, assessment, lifted=lifted) == evaluate(
            first_time, assessment, lifted=lifted
        )


def test_a_long_way_of_single_changes_gives_what_all_at_once_gives():
    """Of a set with hundreds of indicators only what a change touches is worked out anew."""
    chance = random.Random(20261122)  # noqa: S311 - the same way each time, no secret
    kinds = (
        lambda name, d: ladder(name, may_not_apply=True, dimension=d, asks={"gold": 3}),
        lambda name, d: yes_no(name, dimension=d, required=False),
        lambda name, d: proportion(name, dimension=d, asks={"gold": 2}),
        lambda name, d: ladder(
            name, dimension=d, when=when("i0", "at_least", 2), asks={"gold": 1}
        ),
    )
    made = [ladder("i0")]
    made += [kinds[n % 4](f"i{n}", str(1 + n // 100)) for n in range(1, 300)]
    rules = (
        rule("complete"),
        rule("evidence_present"),
        rule("every_threshold"),
        rule("total", least_share="1/2"),
    )
    asked = section(
        "s", level_question("s1"), level_question("s2", when=when("i4", "at_least", 1))
    )
    labels = (label("bronze", rule("complete")), label("gold", *rules))
    criteria_set = criteria(*made, labels=labels, sections=(asked,))
    evidence = {"proof": PROOF}
    answers = {}
    for step in range(400):
        question = chance.choice(criteria_set.questions)
        if step % 20 == 0:  # on these two others hang
            question = criteria_set.question_by_id["i0" if step % 40 else "i4"]
        proofs = chance.choice(((), ("proof",)))
        for key in question.keys:
            if question.type is QuestionType.YES_NO:
                value = chance.choice((True, False))
            elif question.type is QuestionType.SHARE:
                value = Fraction(chance.randint(0, 9) + (10 if key.endswith("whole") else 0))
            else:
                value = chance.randint(0, 4)
            found = Answer(value, evidence=proofs)
            if question.may_not_apply and chance.random() < 0.2:
                found = SET_ASIDE
            answers = {**answers, key: found}
            if chance.random() < 0.1:
                answers = {one: a for one, a in answers.items() if one != key}
        assessment = replace(assess(), answers=answers, evidence=evidence if step % 7 else {})
        now = evaluate(criteria_set, assessment)
        if step % 10 == 0:
            assert now == evaluate(replace(criteria_set), assessment)
    assert 0 < now.answered < now.asked
    assert now.label("gold").gaps
