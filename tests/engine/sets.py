"""Small criteria sets and assessments, put together by hand."""

from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    CriteriaReference,
)
from excellence_app.domain.conditions import Comparison, ComparisonWord
from excellence_app.domain.criteria import (
    Action,
    Choice,
    CriteriaSet,
    Dimension,
    Indicator,
    Lift,
    Measure,
    MeasureKind,
    Question,
    QuestionType,
    Section,
    SetStatus,
)
from excellence_app.domain.levels import (
    Band,
    Label,
    Level,
    Requirement,
    RequirementKind,
    Threshold,
)
from excellence_app.engine.scoring import evaluate

TODAY = date(2026, 11, 20)
UNKNOWN = Answer(status=AnswerStatus.UNKNOWN)
SET_ASIDE = Answer(status=AnswerStatus.NOT_APPLICABLE, justification="There is none here.")


def scale(points, count):
    """Return levels that share the points evenly."""
    return tuple(
        Level(number, f"Level {number}", Fraction(points) * number / (count - 1))
        for number in range(count)
    )


def level_question(identity, count=5, points=5, **more):
    return Question(identity, QuestionType.LEVELS, "How far?", levels=scale(points, count), **more)


def yes_no_question(identity, points=5, **more):
    return Question(identity, QuestionType.YES_NO, "So?", levels=scale(points, 2), **more)


def number_question(identity, **more):
    return Question(identity, QuestionType.NUMBER, "How many?", **more)


def share_question(identity, **more):
    return Question(identity, QuestionType.SHARE, "Which share?", **more)


def choices_question(identity, *ids, **more):
    """Return a question of which several choices may be true; "other" and "none" are such."""
    own = {name: name for name in ("other", "none") if name in ids}
    made = tuple(Choice(one, one.title(), more.pop(one, "none")) for one in ids)
    return Question(identity, QuestionType.CHOICES, "Which?", choices=made, **own, **more)


def date_question(identity, **more):
    return Question(identity, QuestionType.DATE, "When?", **more)


def text_question(identity, **more):
    return Question(identity, QuestionType.TEXT, "What?", **more)


def list_question(identity, **more):
    return Question(identity, QuestionType.COUNTED_LIST, "Which ones?", **more)


def table_question(identity, *columns, **more):
    return Question(identity, QuestionType.TABLE, "Which rows?", columns=columns, **more)


def cases_question(identity, *inner, repeat="", title="Case {n}: {name}", **more):
    return Question(identity, QuestionType.CASES, title, questions=inner, repeat=repeat, **more)


def rows(identity, *filled):
    """Return answers that make the rows or cases "1", "2" of a question, from their cells."""
    found = {}
    for number, cells in enumerate(filled, 1):
        found[f"{identity}[{number}]"] = Fraction(number)
        found |= {f"{identity}[{number}]/{name}": value for name, value in cells.items()}
    return found


def upward(*starts):
    """Return bands that begin at these values, below the first level 0."""
    return (Band(0), *(Band(n, start=Fraction(start)) for n, start in enumerate(starts, 1)))


def downward(*ends):
    """Return bands that end at these values, above the first level 0."""
    return (Band(0), *(Band(n, end=Fraction(end)) for n, end in enumerate(ends, 1)))


def indicator(
    *questions, identity=None, points=5, bands=(), measure=None, levels=None, dimension="1", **more
):
    """Return an indicator; `gold=3` in place of a threshold asks for that level."""
    only = questions[0]
    if levels is None:
        own = only.levels if len(questions) == 1 else ()
        levels = scale(points, len(bands)) if bands else own
    return Indicator(
        id=identity or only.id,
        dimension=dimension,
        title=f"About {identity or only.id}",
        points=Fraction(points),
        questions=questions,
        levels=levels,
        measure=measure,
        bands=tuple(bands),
        **more,
    )


def ladder(identity, count=5, points=5, *, asks=(), **more):
    """Return an indicator with anchored levels; `more` may hold fields of the question."""
    own = {name: more.pop(name) for name in ("may_not_apply", "required") if name in more}
    question = level_question(identity, count, points, **own)
    return indicator(question, points=points, thresholds=thresholds(asks), **more)


def yes_no(identity, points=5, *, asks=(), **more):
    own = {name: more.pop(name) for name in ("may_not_apply", "required", "good") if name in more}
    question = yes_no_question(identity, points, **own)
    return indicator(question, points=points, thresholds=thresholds(asks), **more)


def counted(identity, bands=None, points=5, *, asks=(), **more):
    """Return an indicator that bands one number."""
    own = {name: more.pop(name) for name in ("may_not_apply", "least", "most") if name in more}
    return indicator(
        number_question(identity, **own),
        points=points,
        bands=bands or upward(10, 15, 30, 50),
        measure=Measure(MeasureKind.VALUE, (identity,)),
        thresholds=thresholds(asks),
        **more,
    )


def proportion(identity, bands=None, points=5, *, asks=(), **more):
    """Return an indicator that bands a part of a whole."""
    own = {name: more.pop(name) for name in ("may_not_apply",) if name in more}
    question = share_question(identity, **own)
    return indicator(
        question,
        points=points,
        bands=bands or upward("1/10", "1/4", "2/5", "3/5"),
        measure=Measure(MeasureKind.SHARE, question.keys),
        thresholds=thresholds(asks),
        **more,
    )


def measured(kind, *questions, bands=None, **more):
    """Return the indicator "m", a measure of its questions in bands."""
    return indicator(
        *questions,
        identity="m",
        bands=bands or upward(10, 20),
        measure=Measure(kind, tuple(q.id for q in questions)),
        **more,
    )


def several(identity, *questions, bands=(), **more):
    """Return an indicator with weighted questions; with bands their share becomes a level."""
    measure = Measure(MeasureKind.SCORE, tuple(q.id for q in questions)) if bands else None
    if not bands:
        more["levels"] = ()
    asked = thresholds(more.pop("asks", ()))
    return indicator(
        *questions, identity=identity, bands=bands, measure=measure, thresholds=asked, **more
    )


def thresholds(asks):
    """Return thresholds from `{"gold": 3}`, or those that are ready-made."""
    if isinstance(asks, dict):
        return tuple(Threshold(label, level=level) for label, level in asks.items())
    return tuple(asks)


def rule(kind, **fields):
    kind = RequirementKind(kind)
    fields.setdefault("key", kind.value)
    for name in ("least", "least_share", "most"):
        if name in fields:
            fields[name] = Fraction(fields[name])
    return Requirement(kind=kind, **fields)


def label(identity, *requires):
    return Label(identity, identity.title(), requires)


def section(identity, *questions):
    return Section(identity, f"Section {identity}", questions)


def action(identity, lifts, days=1, weeks=4, needs=()):
    return Action(
        id=identity,
        title=f"Do {identity}",
        lifts=tuple(Lift(indicator, to) for indicator, to in lifts.items()),
        person_days=Fraction(days),
        weeks=weeks,
        needs=tuple(needs),
    )


def criteria(*indicators, **more):
    dimensions = dict.fromkeys(one.dimension for one in indicators)
    return CriteriaSet(
        id="small",
        edition="1",
        language="en",
        title="A small set",
        status=SetStatus.OWN,
        sha256="0" * 64,
        dimensions=tuple(Dimension(name, f"Dimension {name}") for name in dimensions),
        indicators=indicators,
        **more,
    )


def answered(values):
    """Return answers by key; whole answers stay as they are."""
    return {
        key: value if isinstance(value, Answer) else Answer(value) for key, value in values.items()
    }


def assess(values=(), **more):
    more.setdefault("dated", TODAY)
    reference = CriteriaReference("small", "1", "0" * 64)
    return Assessment(reference, answers=answered(dict(values)), **more)


def score(criteria_set, values=(), *, on=None, lifted=None, **more):
    """Evaluate a set with these answers."""
    return evaluate(criteria_set, assess(values, **more), on=on, lifted=lifted)


def when(subject, word, *values):
    return Comparison(subject, of_level=False, word=ComparisonWord(word), values=values)


def when_level(subject, word, *values):
    return Comparison(subject, of_level=True, word=ComparisonWord(word), values=values)


def when_yes(subject):
    return Comparison(subject, of_level=False, word=ComparisonWord.IS, values=(True,))


def when_answered(subject):
    return Comparison(subject, of_level=False, word=ComparisonWord.ANSWERED, values=(True,))
