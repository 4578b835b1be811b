"""Answers, verdicts, rules and conditions as sentences, for window, CLI and paper alike."""

from collections.abc import Mapping
from fractions import Fraction

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue
from excellence_app.domain.criteria import (
    CriteriaSet,
    Indicator,
    Question,
    QuestionType,
    SetStatus,
)
from excellence_app.domain.levels import Level, Requirement, RequirementKind, Threshold, Verdict
from excellence_app.domain.messages import N_
from excellence_app.domain.results import (
    IndicatorScore,
    IndicatorState,
    RequirementResult,
    Score,
    ThresholdResult,
    Unit,
)
from excellence_app.language import answers as answers_in_words
from excellence_app.language.catalogues import Words

_VERDICTS = {Verdict.MET: N_("Met"), Verdict.MISSED: N_("Not met"), Verdict.OPEN: N_("Open")}

_STATES = {
    IndicatorState.ANSWERED: N_("Answered"),
    IndicatorState.UNANSWERED: N_("Not answered"),
    IndicatorState.PARTLY: N_("Partly answered"),
    IndicatorState.UNKNOWN: N_("Unknown"),
    IndicatorState.NOT_APPLICABLE: N_("Does not apply"),
    IndicatorState.NOT_ASKED: N_("Not asked"),
    IndicatorState.OPTIONAL: N_("Optional in this phase"),
    IndicatorState.UNDECIDED: N_("Depends on an open question"),
    IndicatorState.UNSOUND: N_("Cannot be worked out"),
}


def verdict(words: Words, given: Verdict) -> str:
    """Return the word for a verdict."""
    return words.text(_VERDICTS[given])


def indicator_state(words: Words, state: IndicatorState) -> str:
    """Return the words for how far an indicator is answered."""
    return words.text(_STATES[state])


def standing(words: Words, criteria: CriteriaSet) -> str:
    """Return the sentence on whose values a set holds; it stands wherever results are shown."""
    match criteria.status:
        case SetStatus.OFFICIAL:
            return words.text(
                "The values of this criteria set are those that its owner has published."
            )
        case SetStatus.OWN:
            return words.text("The values of this criteria set are its author's own.")
        case SetStatus.ILLUSTRATIVE:
            return words.text(
                "Questions, levels and thresholds of this criteria set are illustrative: "
                "the official ones are not public."
            )


def preparatory(words: Words, criteria: CriteriaSet | None = None) -> str:
    """Return the sentence that every print-out carries; a questionnaire leads to no label."""
    if criteria is not None and not criteria.scored:
        return words.text(
            "Preparatory: it holds what was entered, and nobody has checked that. "
            "This questionnaire has no score."
        )
    return words.text(
        "Preparatory: it helps the cluster to get ready. "
        "Only the secretariat of the label assesses and awards it."
    )


def preparatory_blank(words: Words, criteria: CriteriaSet) -> str:
    """Return the same sentence for a questionnaire that nobody has filled in yet."""
    if criteria.scored:
        return preparatory(words, criteria)
    return words.text(
        "Preparatory: nobody checks what is written here. This questionnaire has no score."
    )


def level_title(words: Words, level: Level, question: Question | None = None) -> str:
    """Return a level's title; the two levels of a yes/no question are named by us."""
    if level.title:
        return level.title
    if question is not None and question.type is QuestionType.YES_NO:
        says_yes = (level.number == 1) == question.good
        return words.text("Yes") if says_yes else words.text("No")
    return words.text("Level {level}", level=level.number)


def short_title(words: Words, level: Level, question: Question | None = None) -> str:
    """Return the title of a level for narrow places."""
    return level.short or level_title(words, level, question)


def level_range(words: Words, score: IndicatorScore) -> str:
    """Return the level of an indicator, or the levels between which it ends up."""
    if score.lowest_level is None or score.highest_level is None or not score.counts:
        return ""
    if score.lowest_level == score.highest_level:
        return str(score.lowest_level)
    return words.text(
        "{lowest} to {highest}", lowest=score.lowest_level, highest=score.highest_level
    )


def points(words: Words, figure: Fraction) -> str:
    """Return an amount of points with its unit."""
    if figure == 1:
        return words.text("1 point")
    return words.text("{points} points", points=words.number(figure))


def points_range(words: Words, lowest: Fraction, highest: Fraction) -> str:
    """Return the points between which something ends up."""
    if lowest == highest:
        return points(words, lowest)
    return words.text(
        "{lowest} to {highest} points", lowest=words.number(lowest), highest=words.number(highest)
    )


def score_share(words: Words, score: Score) -> str:
    """Return a score as a percentage or as a range of percentages."""
    if score.share_lowest is None or score.share_highest is None:
        return words.text("no points on offer")
    return words.percent_range(score.share_lowest, score.share_highest)


def answer_value(
    words: Words, question: Question, values: Mapping[str, AnswerValue | None]
) -> str:
    """Return what was answered to a question, with its unit; empty if there is no value yet."""
    of_several_parts = answers_in_words.said(words, question, values)
    if of_several_parts is not None:
        return of_several_parts
    found = [values.get(key) for key in question.keys]
    if question.type is QuestionType.SHARE:
        return _share_answered(words, question, found[0], found[1])
    value = found[0]
    if value is None:
        return ""
    if question.type is QuestionType.LEVELS and isinstance(value, int):
        if 0 <= value < len(question.levels):
            level = question.levels[value]
            return words.text("Level {level}: {title}", level=value, title=level.title)
        return words.text("Level {level}", level=value)
    if isinstance(value, bool):
        return words.text("Yes") if value else words.text("No")
    return f"{words.value(value)} {question.unit}".strip()


def _share_answered(
    words: Words, question: Question, part: AnswerValue | None, whole: AnswerValue | None
) -> str:
    if not isinstance(part, Fraction) and not isinstance(whole, Fraction):
        return ""
    if isinstance(part, Fraction) and isinstance(whole, Fraction):
        together = f"{words.number(whole)} {question.unit}".strip()
        text = words.text("{part} of {whole}", part=words.number(part), whole=together)
        return f"{text} ({words.percent(part / whole)})" if whole else text
    written = [
        f"{words.number(side)} {question.unit}".strip() if isinstance(side, Fraction) else "…"
        for side in (part, whole)
    ]
    return words.text("{part} of {whole}", part=written[0], whole=written[1])


def answer(words: Words, question: Question, answers: Mapping[str, Answer]) -> str:
    """Return what an assessment holds for a question, in words; never empty."""
    own = answers.get(question.id)
    if own is not None and own.status is AnswerStatus.NOT_APPLICABLE:
        if own.justification:
            return words.text("Does not apply: {reason}", reason=own.justification)
        return words.text("Does not apply")
    if own is not None and own.status is AnswerStatus.UNKNOWN:
        return words.text("Unknown")
    values = answers_in_words.values_in(question, answers)
    said = answer_value(words, question, values)
    if said and (question.columns or question.questions):
        names = answers_in_words.names_of_entries(words, question, answers)
        said = words.text("{count}: {names}", count=said, names=names) if names else said
    return said or words.text("Not answered")


def threshold(words: Words, asked: Threshold) -> str:
    """Return what a label asks of an indicator."""
    if asked.level is not None:
        return words.text("level {level}", level=asked.level)
    return points(words, asked.points or Fraction(0))


def distance(words: Words, result: ThresholdResult) -> str:
    """Return how far an indicator is from its threshold, in words."""
    if result.verdict is Verdict.MET:
        return words.text("Met")
    if result.levels_short is None:
        gap = words.text("{points} short", points=points(words, result.points_short))
    else:
        gap = words.plural("{count} level short", "{count} levels short", result.levels_short)
    return gap if result.verdict is Verdict.MISSED else words.text("Open")


def requirement(words: Words, criteria: CriteriaSet, rule: Requirement) -> str:
    """Return a label rule in words, the set's own where it has some."""
    if rule.text:
        return rule.text
    count = int(rule.least or 1)
    other = criteria.label_by_id.get(rule.other_label)
    name = other.title if other is not None else rule.other_label
    match rule.kind:
        case RequirementKind.COMPLETE:
            return words.text("Every question answered")
        case RequirementKind.TOTAL:
            if rule.least_share is not None:
                return words.text(
                    "Total score of at least {share}", share=words.percent(rule.least_share)
                )
            return words.text(
                "Total score of at least {points}", points=points(words, rule.least or Fraction(0))
            )
        case RequirementKind.EVERY_THRESHOLD:
            return words.text("Every threshold met")
        case RequirementKind.NO_KNOCK_OUT:
            return words.text("No knock-out open")
        case RequirementKind.DECLARED:
            return words.text("Declared: {statement}", statement=rule.key)
        case RequirementKind.EVIDENCE_PRESENT:
            return words.text("Evidence for every answer above level 0")
        case RequirementKind.IMPROVED:
            return words.plural(
                "{count} improvement since {label}",
                "{count} improvements since {label}",
                count,
                label=name,
            )
        case RequirementKind.MONTHS_SINCE:
            return _months_rule(words, rule, name)
        case RequirementKind.COUNT_AT_LEVEL:
            return words.plural(
                "{count} indicator at level {level} or above",
                "{count} indicators at level {level} or above",
                count,
                level=rule.level or 0,
            )
        case RequirementKind.ANY:
            options = "; ".join(requirement(words, criteria, option) for option in rule.options)
            return words.text("One of these: {options}", options=options)


def _months_rule(words: Words, rule: Requirement, label: str) -> str:
    least, most = rule.least, rule.most
    if least is not None and most is not None:
        return words.text(
            "{least} to {most} months after {label}", least=least, most=most, label=label
        )
    if most is not None:
        return words.text("At most {most} months after {label}", most=most, label=label)
    return words.text("At least {least} months after {label}", least=least or 0, label=label)


def requirement_state(words: Words, result: RequirementResult) -> str:
    """Return where a rule stands as a short figure: 69%, 29 of 31, 22 months."""
    have, need = result.have, result.need
    match result.unit:
        case Unit.SHARE if have is not None and result.possible is not None:
            return words.percent_range(have, result.possible)
        case Unit.POINTS if have is not None and result.possible is not None:
            return points_range(words, have, result.possible)
        case Unit.DECLARATION:
            if result.verdict is Verdict.OPEN:
                return words.text("not declared")
            return (
                words.text("declared") if result.verdict is Verdict.MET else words.text("not true")
            )
        case Unit.MONTHS if have is not None:
            return words.plural("{count} month", "{count} months", int(have))
        case _ if have is not None and need:  # of none there is nothing to count yet
            return words.text("{have} of {need}", have=have, need=need)
    return verdict(words, result.verdict)


def requirement_sentence(words: Words, criteria: CriteriaSet, result: RequirementResult) -> str:
    """Return one sentence on a rule: what it asks, where it stands, by how much it is missed."""
    sentence = words.text(
        "{verdict}: {rule} ({state})",
        verdict=verdict(words, result.verdict),
        rule=requirement(words, criteria, result.requirement).rstrip("."),
        state=requirement_state(words, result),
    )
    short = shortfall(words, result)
    reason = words.say(result.reason) if result.reason is not None else ""
    return " ".join(part for part in (f"{sentence}.", short, reason) if part)


def shortfall(words: Words, result: RequirementResult) -> str:
    """Return what is missing for a rule as a sentence, empty where nothing can be counted."""
    margin = result.margin
    if result.verdict is Verdict.MET or margin is None or margin >= 0:
        return ""
    missing = -margin
    count = int(missing)
    match result.unit:
        case Unit.SHARE:
            # the distance is shown rounded up, or 0.04 points would read as nothing missing
            tenths = -(-missing * 1000 // 1)
            return words.text(
                "{distance} percentage points are missing.",
                distance=words.number(Fraction(tenths, 10), 1),
            )
        case Unit.POINTS:
            return words.text("{points} are missing.", points=points(words, missing))
        case Unit.QUESTIONS if result.requirement.kind is RequirementKind.EVIDENCE_PRESENT:
            return words.plural(
                "{count} answer has no evidence yet.",
                "{count} answers have no evidence yet.",
                count,
            )
        case Unit.QUESTIONS:
            return words.plural("{count} question is left.", "{count} questions are left.", count)
        case Unit.THRESHOLDS:
            return words.plural(
                "{count} threshold is not met yet.", "{count} thresholds are not met yet.", count
            )
        case Unit.KNOCK_OUTS:
            return words.plural(
                "{count} knock-out is in the way.", "{count} knock-outs are in the way.", count
            )
        case Unit.IMPROVEMENTS:
            return words.plural(
                "{count} improvement is missing.", "{count} improvements are missing.", count
            )
        case Unit.INDICATORS:
            return words.plural(
                "{count} indicator is missing.", "{count} indicators are missing.", count
            )
        case _:
            return ""


def indicator_name(indicator: Indicator) -> str:
    """Return number and name together, as an indicator is always called."""
    return f"{indicator.id} {indicator.title}"
