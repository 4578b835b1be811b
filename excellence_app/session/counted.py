"""What a case or a row more, or one less, has changed elsewhere, so that nobody is surprised.

A number may say how many cases there are, and indicators may be measured by what is counted or
added up in cases and rows: both change with them, on pages that are not in view.
"""

from collections.abc import Iterator

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question
from excellence_app.language import sentences
from excellence_app.session.showing import Shown


def changed_counts(before: Shown, after: Shown) -> str:
    """Return in sentences what rests on cases and rows and is another now; empty if nothing is.

    `before` and `after` are of one document, around an edit that added or removed some.
    """
    return " ".join((*_numbers(before, after), *_indicators(before, after)))


def _numbers(before: Shown, after: Shown) -> Iterator[str]:
    """Yield the numbers that say how many cases there are."""
    words = after.words
    for question in after.criteria.questions:
        if not question.repeat:
            continue
        number = after.criteria.question_by_id[question.repeat]
        was, now = _said(before, number), _said(after, number)
        if now == was:
            continue
        if not was:
            yield words.text(
                "The answer to {question} is {now} now; there was none before.",
                question=number.id,
                now=now,
            )
        else:
            yield words.text(
                "The answer to {question} is {now} now; before it was {before}.",
                question=number.id,
                now=now or words.text("empty"),
                before=was,
            )


def _said(shown: Shown, number: Question) -> str:
    stored = shown.assessment.answers.get(number.id)
    if stored is None or stored.status is not AnswerStatus.ANSWERED or stored.value is None:
        return ""
    return shown.words.value(stored.value)


def _indicators(before: Shown, after: Shown) -> Iterator[str]:
    """Yield the indicators that are measured by what cases and rows hold."""
    words = after.words
    for indicator in after.criteria.indicators:
        if not _rests_on_entries(after.criteria, indicator):
            continue
        was, now = (one.scorecard.indicators[indicator.id] for one in (before, after))
        levels = [sentences.level_range(words, score) for score in (was, now)]
        if levels[0] != levels[1] and all(levels):
            yield words.text(
                "{indicator} is at level {now} now; before it was level {before}.",
                indicator=sentences.indicator_name(indicator),
                now=levels[1],
                before=levels[0],
            )
        elif was.value != now.value and was.value is not None and now.value is not None:
            yield words.text(
                "{indicator} counts {now} now; before it was {before}.",
                indicator=sentences.indicator_name(indicator),
                now=words.number(now.value),
                before=words.number(was.value),
            )


def _rests_on_entries(criteria: CriteriaSet, indicator: Indicator) -> bool:
    measures = [one.measure for one in indicator.either]
    measures += [indicator.measure] if indicator.measure is not None else []
    for operand in (name for one in measures for name in one.operands):
        question = criteria.question_by_id.get(operand.partition("/")[0])
        if question is not None and (question.questions or question.columns):
            return True
    return False
