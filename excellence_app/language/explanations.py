"""A `Trace` as sentences: why a number is what it is."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from excellence_app.domain.criteria import CriteriaSet, MeasureKind, Question, QuestionType
from excellence_app.domain.levels import Band, Verdict
from excellence_app.domain.messages import N_
from excellence_app.domain.results import IndicatorScore, IndicatorState, ThresholdResult, Trace
from excellence_app.language import conditions, sentences
from excellence_app.language.catalogues import Words

_NO_VALUE = {
    "unanswered": N_("{question} is not answered yet."),
    "unknown": N_("{question} is marked as unknown, which scores like unanswered."),
}
_MEASURES = {
    MeasureKind.VALUE: N_("The measure is the number answered: {value}."),
    MeasureKind.SHARE: N_("The measure is part over whole: {operands} = {value}."),
    MeasureKind.RATIO: N_("The measure is one number over another: {operands} = {value}."),
    MeasureKind.SUM: N_("The measure is a sum: {operands} = {value}."),
    MeasureKind.COUNT: N_("The measure counts answers, choices and entries: {value}."),
    MeasureKind.MONTHS_BETWEEN: N_("The measure is whole months, {operands}: {value}."),
    MeasureKind.SCORE: N_("The questions earn {value} of what they offer."),
}

_COUNTS = {
    QuestionType.YES_NO: N_("The measure counts the answers that are yes: {value}."),
    QuestionType.NUMBER: N_("The measure counts the numbers above zero: {value}."),
    QuestionType.SHARE: N_("The measure counts the numbers above zero: {value}."),
    QuestionType.CHOICES: N_("The measure counts the choices that were ticked: {value}."),
    QuestionType.COUNTED_LIST: N_("The measure counts the entries of the list: {value}."),
    QuestionType.TABLE: N_("The measure counts the rows of the table: {value}."),
    QuestionType.CASES: N_("The measure counts the cases: {value}."),
}


def explain(words: Words, criteria: CriteriaSet, trace: Trace) -> list[tuple[int, str]]:
    """Return the sentences of a trace in reading order, each with its depth from 0."""
    lines = [(0, line) for line in _SENTENCES[trace.rule](words, criteria, trace) if line]
    for part in trace.parts:
        lines += [(depth + 1, line) for depth, line in explain(words, criteria, part)]
    return lines


def _score_line(words: Words, template: str, trace: Trace, **values: str) -> list[str]:
    score = trace.values["score"]
    return [
        words.text(
            template,
            points=sentences.points_range(words, score.lowest, score.highest),
            maximum=words.number(score.maximum),
            share=sentences.score_share(words, score),
            **values,
        )
    ]


def _total(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:
    if not criteria.scored:
        return [words.text("This questionnaire has no score.")]
    return _score_line(words, N_("Total: {points} of {maximum}, that is {share}."), trace)


def _dimension(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:  # noqa: ARG001 - one signature for all rules
    name = f"{trace.subject} {trace.values['title']}"
    template = N_("{name}: {points} of {maximum}, that is {share}.")
    return _score_line(words, template, trace, name=name)


def _earned(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:  # noqa: ARG001 - one signature for all rules
    score: IndicatorScore = trace.values["score"]
    name = f"{trace.subject} {trace.values['title']}"
    if not score.counts:
        state = sentences.indicator_state(words, score.state)
        return [
            words.text(
                "{name}: {state}; it leaves points and maximum alike.", name=name, state=state
            )
        ]
    written = sentences.points_range(words, score.lowest, score.highest)
    line = words.text(
        "{name}: {points} of {maximum}.", name=name, points=written, maximum=score.maximum
    )
    return [line]


def _indicator(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:
    score: IndicatorScore = trace.values["score"]
    lines = _earned(words, criteria, trace)
    if score.counts and score.state is not IndicatorState.ANSWERED:
        lines.append(
            words.text(
                "{state}: what it earns is a range.",
                state=sentences.indicator_state(words, score.state),
            )
        )
    if score.reason is not None:
        lines.append(words.say(score.reason))
    return lines


def _question(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:  # noqa: ARG001 - one signature for all rules
    question: Question = trace.values["question"]
    state = trace.values["state"]
    if trace.values["asked"] is False:
        return [words.text("{question} is not asked.", question=question.id)]
    if state == "not_applicable":
        reason = trace.values["reason"] or words.text("no reason given")
        return [
            words.text(
                "{question} does not apply: {reason}.",
                question=question.id,
                reason=reason.rstrip("."),
            )
        ]
    if state in _NO_VALUE:
        return [words.text(_NO_VALUE[state], question=question.id)]
    written = sentences.answer_value(words, question, trace.values["values"])
    if state == "unsound":
        return [
            words.text(
                "{question} holds an answer that it does not allow: {value}.",
                question=question.id,
                value=written,
            )
        ]
    if state == "incomplete":
        text = N_("{question} is not complete yet: {value}.")
        return [words.text(text, question=question.id, value=written or "…")]
    return [words.text("{question} is answered: {value}.", question=question.id, value=written)]


def _condition(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:
    phrase = conditions.condition(words, criteria, trace.values["condition"])
    holds = trace.values["holds"]
    if holds is None:
        return [words.text("It is asked when {condition}: still open.", condition=phrase)]
    if holds:
        return [words.text("It is asked when {condition}: that is so.", condition=phrase)]
    return [words.text("It is asked when {condition}: that is not so.", condition=phrase)]


def _figure(words: Words, value: object) -> str:
    return words.value(value) if value is not None else "…"


def _measure(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:  # noqa: ARG001 - one signature for all rules
    kind: MeasureKind = trace.values["kind"]
    value: Fraction | None = trace.values["value"]
    if value is None:
        reason = trace.values.get("reason")
        open_way = N_("One of the ways to reach a level is still open.")
        return [words.text(open_way) if reason is None else words.say(reason)]
    as_share = kind in {MeasureKind.SHARE, MeasureKind.RATIO, MeasureKind.SCORE}
    in_percent = as_share and kind is not MeasureKind.RATIO
    written = words.percent(value, 2) if in_percent else words.number(value)
    joint = " / " if as_share else " – " if kind is MeasureKind.MONTHS_BETWEEN else " + "
    operands = joint.join(_figure(words, v) for v in trace.values["operands"].values())
    bands: tuple[Band, ...] = trace.values["bands"]
    level = trace.values["level"]
    said = _COUNTS.get(trace.values["counted"], _MEASURES[kind])
    lines = [
        words.text(said, operands=operands, value=written),
        _band(words, bands, level, percent=in_percent),
    ]
    if trace.values.get("decides"):
        lines.append(words.text("Of the ways to reach a level this one counts."))
    return lines


def _band(words: Words, bands: tuple[Band, ...], level: int, *, percent: bool) -> str:
    def written(bound: Fraction) -> str:
        return words.percent(bound, 2) if percent else words.number(bound)

    for place, band in enumerate(bands):
        if band.level != level:
            continue
        following = bands[place + 1] if place + 1 < len(bands) else None
        if band.end is not None:
            return words.text(
                "Up to {bound} is level {level}.", bound=written(band.end), level=level
            )
        if band.start is None and following is not None and following.start is not None:
            return words.text(
                "Below {bound} is level {level}.", bound=written(following.start), level=level
            )
        if band.start is not None and following is not None and following.start is not None:
            return words.text(
                "From {bound} to below {next} is level {level}.",
                bound=written(band.start),
                next=written(following.start),
                level=level,
            )
        if band.start is not None:
            return words.text(
                "From {bound} on is level {level}.", bound=written(band.start), level=level
            )
    return ""


def _points(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:
    score: IndicatorScore = trace.values["score"]
    levels = trace.values["levels"]
    lines = []
    question = next(iter(criteria.indicator_by_id[trace.subject].questions), None)
    if not score.maximum:
        lines.append(words.text("It earns no points; only its thresholds count."))
    elif score.lowest_level == score.highest_level:
        title = sentences.level_title(words, levels[score.lowest_level or 0], question)
        lines.append(
            words.text(
                "Level {level} of {top} ({title}) earns {earned} of {maximum}.",
                level=score.lowest_level,
                top=len(levels) - 1,
                title=title,
                earned=words.number(score.lowest),
                maximum=sentences.points(words, score.maximum),
            )
        )
    else:
        lines.append(
            words.text(
                "It ends up between level {lowest} and level {highest} of {top}.",
                lowest=score.lowest_level,
                highest=score.highest_level,
                top=len(levels) - 1,
            )
        )
    return lines


def _threshold(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:  # noqa: ARG001 - one signature for all rules
    result: ThresholdResult = trace.values["result"]
    values = {
        "label": trace.values["label"],
        "threshold": sentences.threshold(words, result.threshold),
        "distance": sentences.distance(words, result),
    }
    if result.threshold.knock_out:
        lines = [words.text("{label} asks for {threshold}, as a knock-out. {distance}.", **values)]
    else:
        lines = [words.text("{label} asks for {threshold}. {distance}.", **values)]
    adjustment = result.adjustment
    if adjustment is not None:
        own = trace.values["own"]
        lines.append(
            words.text(
                "This threshold was entered for this assessment, from: {source}.",
                source=adjustment.source,
            )
        )
        if own is not None:
            lines.append(
                words.text(
                    "The set's own value is {threshold}.",
                    threshold=sentences.threshold(words, own),
                )
            )
    elif result.threshold.reason:
        lines.append(
            words.text("Reason given in the set: {reason}", reason=result.threshold.reason)
        )
    return lines


def _label(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:
    result = trace.values["result"]
    templates = {
        Verdict.MET: N_("Every rule of {label} is met."),
        Verdict.MISSED: N_("At least one rule of {label} is not met."),
        Verdict.OPEN: N_("The rules of {label} are still open."),
    }
    lines = [words.text(templates[result.verdict], label=trace.values["title"])]
    if result.adjustments:
        ids = words.listing([adjustment.indicator for adjustment in result.adjustments])
        lines.append(words.text("Entered thresholds are used for {ids}.", ids=ids))
    if result.verdict is Verdict.MET:
        lines.append(sentences.preparatory(words))
    lines.append(sentences.standing(words, criteria))
    return lines


def _requirement(words: Words, criteria: CriteriaSet, trace: Trace) -> list[str]:
    result = trace.values["result"]
    lines = [sentences.requirement_sentence(words, criteria, result)]
    if result.items and result.verdict is not Verdict.MET:
        lines.append(words.text("It concerns {ids}.", ids=words.listing(list(result.items))))
    if result.opens is not None and result.closes is not None:
        lines.append(
            words.text(
                "The window is {opens} to {closes}.", opens=result.opens, closes=result.closes
            )
        )
    if result.requirement.reason:
        lines.append(
            words.text("Reason given in the set: {reason}", reason=result.requirement.reason)
        )
    return lines


Sentence = Callable[[Words, CriteriaSet, Trace], list[str]]
_SENTENCES: Mapping[str, Sentence] = MappingProxyType(
    {
        "total": _total,
        "dimension": _dimension,
        "earned": _earned,
        "indicator": _indicator,
        "question": _question,
        "condition": _condition,
        "measure": _measure,
        "points": _points,
        "threshold": _threshold,
        "label": _label,
        "requirement": _requirement,
    }
)
