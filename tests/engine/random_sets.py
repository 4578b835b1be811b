"""Random small criteria sets and random ways of answering them, for Hypothesis."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from excellence_app.domain.assessment import Answer, Evidence, Improvement, LabelHeld
from excellence_app.domain.conditions import All, AnyOf, Not
from excellence_app.domain.criteria import Alternative, Measure, MeasureKind, QuestionType
from excellence_app.domain.levels import Level, Threshold
from tests.engine.sets import (
    SET_ASIDE,
    UNKNOWN,
    answered,
    assess,
    cases_question,
    choices_question,
    criteria,
    date_question,
    downward,
    indicator,
    label,
    level_question,
    list_question,
    number_question,
    rows,
    rule,
    scale,
    several,
    share_question,
    table_question,
    upward,
    when,
    when_level,
    when_yes,
    yes_no_question,
)

PROOF = Evidence("proof", "A proof")
BRONZE_DAY = date(2025, 3, 31)


def one_in(draw, count):
    return draw(st.integers(1, count)) == 1


@st.composite
def conditions(draw, subjects, depth=2):
    """Draw a condition on questions and levels that were asked before."""
    kind = draw(st.sampled_from(["one", "one", "one", "all", "any", "not"] if depth else ["one"]))
    if kind in {"all", "any"}:
        parts = tuple(draw(conditions(subjects, depth - 1)) for _ in range(2))
        return All(parts) if kind == "all" else AnyOf(parts)
    if kind == "not":
        return Not(draw(conditions(subjects, depth - 1)))
    subject, type_ = draw(st.sampled_from(subjects))
    order = st.sampled_from(["at_least", "at_most", "above", "below", "is", "is_not"])
    if type_ == "level":
        if one_in(draw, 6):
            return when_level(subject, "answered", draw(st.booleans()))
        return when_level(subject, draw(order), draw(st.integers(0, 3)))
    if one_in(draw, 6):
        return when(subject, "answered", draw(st.booleans()))
    if type_ in {QuestionType.TABLE, QuestionType.CASES, QuestionType.COUNTED_LIST}:
        return when(subject, "answered", draw(st.booleans()))
    if type_ is QuestionType.CHOICES:
        return when(subject, "includes", draw(st.sampled_from("abc")))
    if type_ is QuestionType.DATE:
        return when(subject, draw(st.sampled_from(["at_least", "below"])), date(2026, 6, 1))
    if type_ is QuestionType.YES_NO:
        word = draw(st.sampled_from(["is", "is_not"]))
        return when(subject, word, draw(st.booleans()))
    if one_in(draw, 5):
        return when(subject, "one_of", 0, 2)
    return when(subject, draw(order), draw(st.integers(0, 3)))


def subjects_in(made):
    """Return what a later condition can ask about."""
    found = [(one.id, "level") for one in made if one.levels]
    for one in made:
        for question in one.questions:
            found += [(key, question.type) for key in question.keys]
    return found


@st.composite
def random_indicator(draw, identity, before, *, conditional, setting_aside):
    points = Fraction(draw(st.sampled_from([0, 1, 2, 5, "5/2"])))

    def common():
        own = {"may_not_apply": setting_aside and draw(st.booleans())}
        if conditional and before and one_in(draw, 3):
            own["when"] = draw(conditions(subjects_in(before)))
        return own

    bands = draw(st.sampled_from([upward(1, 3), upward(2), downward(3, 1), upward(1, 2, 3)]))
    parts = draw(st.sampled_from([upward("1/2"), upward("1/3", "2/3"), downward("1/2", "1/4")]))
    kinds = ["levels", "yes_no", "number", "share", "several", "summed"]
    kinds += ["chosen", "listed", "months", "either", "cases", "table"]
    kind = draw(st.sampled_from(kinds))
    dimension = draw(st.sampled_from(["1", "2"]))
    more = {"dimension": dimension}
    if conditional and before and one_in(draw, 4):
        more["when"] = draw(conditions(subjects_in(before)))
    asks = [
        Threshold(
            name,
            level=draw(st.integers(0, 2)) if kind != "several" else None,
            points=points / 2 if kind == "several" else None,
            knock_out=draw(st.booleans()),
        )
        for name in ("gold", "silver")
        if draw(st.booleans())
    ]
    match kind:
        case "levels":
            question = level_question(identity, draw(st.integers(2, 4)), points, **common())
            levels = question.levels
            if one_in(draw, 4):  # a level 0 that earns something
                levels = (Level(0, "Start", points / 3), *levels[1:])
                levels = tuple(
                    Level(n, x.title, max(x.points, points / 3)) for n, x in enumerate(levels)
                )
            return indicator(
                question, points=points, levels=levels, thresholds=tuple(asks), **more
            )
        case "yes_no":
            question = yes_no_question(identity, points, good=draw(st.booleans()), **common())
            return indicator(question, points=points, thresholds=tuple(asks), **more)
        case "number":
            question = number_question(identity, **common())
            measure = Measure(MeasureKind.VALUE, question.keys)
        case "share":
            question = share_question(identity, **common())
            measure, bands = Measure(MeasureKind.SHARE, question.keys), parts
        case "chosen":
            question = choices_question(identity, "a", "b", "c", "none", a="required", **common())
            measure = Measure(MeasureKind.COUNT, (identity,))
        case "listed":
            question = list_question(identity, least=Fraction(draw(st.integers(0, 2))), **common())
            measure = Measure(MeasureKind.COUNT, (identity,))
        case "months" | "cases" | "either" | "table":
            made = draw(compound(kind, identity, common))
            return replace(
                made,
                points=points,
                thresholds=tuple(asks),
                **more,
                levels=tuple(replace(one, points=one.points * points / 5) for one in made.levels),
            )
        case "summed":
            questions = tuple(number_question(f"{identity}-{n}", **common()) for n in range(2))
            kinds = [MeasureKind.SUM, MeasureKind.COUNT, MeasureKind.RATIO]
            measure = Measure(draw(st.sampled_from(kinds)), tuple(q.id for q in questions))
            return indicator(
                *questions,
                identity=identity,
                points=points,
                bands=bands,
                measure=measure,
                thresholds=tuple(asks),
                **more,
            )
        case _:
            questions = [
                draw(st.sampled_from([level_question, yes_no_question, number_question]))(
                    f"{identity}-{n}", weight=draw(st.integers(1, 3)), **common()
                )
                for n in range(draw(st.integers(0, 2)))
            ]
            questions.append(level_question(f"{identity}-9", 3, 2, **common()))
            own = parts if draw(st.booleans()) else ()
            return several(identity, *questions, points=points, bands=own, asks=asks, **more)
    return indicator(
        question, points=points, bands=bands, measure=measure, thresholds=tuple(asks), **more
    )


@st.composite
def compound(draw, kind, identity, common):
    """Draw an indicator whose number is made of dates, cases, rows, or one of two shares."""
    bands = draw(st.sampled_from([upward(1, 3), upward(2), downward(3, 1)]))
    match kind:
        case "months":
            asked = [date_question(f"{identity}-{n}", **common()) for n in "ab"]
            measure = Measure(MeasureKind.MONTHS_BETWEEN, tuple(q.id for q in asked))
        case "either":
            asked = [share_question(f"{identity}-{n}", **common()) for n in "ab"]
            either = tuple(
                Alternative(Measure(MeasureKind.SHARE, one.keys), draw(st.sampled_from(SHARES)))
                for one in asked
            )
            return replace(indicator(*asked, identity=identity, levels=scale(5, 3)), either=either)
        case "table":
            table = table_question(
                identity,
                number_question("much"),
                number_question("more", required=False),
                least=Fraction(2),
                most=Fraction(2),
                **common(),
            )
            asked, name = [table], draw(st.sampled_from(["much", "more"]))
            kind = draw(st.sampled_from([MeasureKind.SUM, MeasureKind.COUNT]))
            measure = Measure(kind, (f"{identity}/{name}",))
        case _:
            number = number_question(f"{identity}-n", unit="cases", whole=True)
            inner = (yes_no_question("so", 1), number_question("much", when=when_yes("so")))
            cases = cases_question(f"{identity}-c", *inner, repeat=number.id, **common())
            asked = [number, cases]
            operand = draw(st.sampled_from([cases.id, f"{cases.id}/much", f"{cases.id}/so"]))
            kind = draw(st.sampled_from([MeasureKind.SUM, MeasureKind.COUNT]))
            measure = Measure(kind, (operand,))
    return indicator(*asked, identity=identity, bands=bands, measure=measure)


SHARES = (upward("1/3", "2/3"), upward("1/2", "3/4"))

RULES_ABOUT_SCORES = (
    rule("total", least_share="3/5"),
    rule("total", key="total-2", least=4),
    rule("every_threshold"),
    rule("no_knock_out"),
    rule("count_at_level", level=1, least=2),
    rule("improved", other_label="bronze", least=1),
    rule("any", options=(rule("total", least_share="9/10"), rule("count_at_level", level=2))),
)
OTHER_RULES = (rule("complete"), rule("evidence_present"))


@st.composite
def random_sets(draw, *, conditional=True, setting_aside=True, other_rules=True, least=1):
    made = []
    for n in range(draw(st.integers(least, 5))):
        made.append(
            draw(
                random_indicator(
                    f"i{n}", made, conditional=conditional, setting_aside=setting_aside
                )
            )
        )
    rules = RULES_ABOUT_SCORES + (OTHER_RULES if other_rules else ())
    labels = (
        label("bronze", rule("complete")),
        label("silver", rule("no_knock_out"), rule("every_threshold", other_label="gold")),
        label("gold", *rules),
    )
    return criteria(*made, labels=labels)


@st.composite
def values_for(draw, question):
    """Draw the answers that settle one question, by key; sometimes ones that it refuses."""
    proofs = ("proof",) if draw(st.booleans()) else ()
    if question.may_not_apply and one_in(draw, 4):
        return {question.id: SET_ASIDE}
    match question.type:
        case QuestionType.LEVELS:
            values = [draw(st.integers(0, len(question.levels) - (0 if one_in(draw, 9) else 1)))]
        case QuestionType.YES_NO:
            values = [draw(st.booleans())]
        case QuestionType.NUMBER if question.unit == "cases":
            return {}  # it comes with the cases
        case QuestionType.NUMBER:
            values = [Fraction(draw(st.integers(0, 4)))]
        case QuestionType.CHOICES:
            chosen = draw(st.sampled_from([("a",), ("a", "c"), ("b", "c"), ("none",)]))
            return {question.id: Answer(chosen), f"{question.id}/a": Answer("So")}
        case QuestionType.COUNTED_LIST:
            values = [tuple("xyz"[: draw(st.integers(1, 3))])]
        case QuestionType.DATE:
            values = [date(2026, draw(st.integers(1, 12)), 15)]
        case QuestionType.TABLE:
            cells = [{"much": Fraction(draw(st.integers(0, 3)))} for _ in range(2)]
            if draw(st.booleans()):
                cells[0]["more"] = Fraction(1)
            return answered(rows(question.id, *cells))
        case QuestionType.CASES:
            filled = [
                {"so": draw(st.booleans()), "much": Fraction(draw(st.integers(0, 3)))}
                for _ in range(draw(st.integers(0, 3)))
            ]
            number = {question.repeat: Fraction(len(filled))}
            return answered(number | rows(question.id, *filled))
        case _:
            whole = draw(st.integers(0, 4))
            values = [Fraction(draw(st.integers(0, whole))), Fraction(whole)]
    return {k: Answer(v, evidence=proofs) for k, v in zip(question.keys, values, strict=True)}


@dataclass(frozen=True)
class Path:
    """A set, what was known of it two years before, and answers given one after the other."""

    criteria: object
    earlier: dict
    stages: list

    def assessment(self, answers):
        return assess(
            answers,
            evidence={"proof": PROOF},
            earlier=(assess(self.earlier, dated=BRONZE_DAY),),
            labels_held=(LabelHeld("bronze", BRONZE_DAY),),
            improvements=(Improvement("i0", "More", "Better"),),
        )


@st.composite
def complete_answers(draw, criteria_set):
    found = {}
    for question in criteria_set.questions:
        found |= draw(values_for(question))
    return found


@st.composite
def paths(draw, sets):
    """Draw a set and a way of answering it in which answers are only added."""
    criteria_set = draw(sets)
    asked = [q for q in criteria_set.questions if q.unit != "cases"]  # cases bring their number
    final = {q.id: draw(values_for(q)) for q in asked if not one_in(draw, 8)}
    moves = []
    for identity, answers in final.items():
        if one_in(draw, 4):
            moves.append((identity, {identity: UNKNOWN}))
        moves += [(identity, {key: answer}) for key, answer in answers.items()]
    order = draw(st.permutations(range(len(moves))))
    place = {id_: [n for n in order if moves[n][0] == id_] for id_ in final}
    stages, now = [{}], {}
    turn = dict.fromkeys(final, 0)
    for n in order:  # unknown comes before the answer, whatever the draw says
        identity = moves[n][0]
        steps = sorted(place[identity])
        _, change = moves[steps[turn[identity]]]
        turn[identity] += 1
        kept = {k: a for k, a in now.items() if not (k == identity and a is UNKNOWN)}
        now = kept | change
        stages.append(now)
    return Path(criteria_set, draw(complete_answers(criteria_set)), stages)
