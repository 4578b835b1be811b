"""Conditions as phrases and as whole sentences, in the words that a questionnaire uses."""

from datetime import date
from typing import NamedTuple

from excellence_app.domain.conditions import (
    All,
    AnyOf,
    Comparison,
    ComparisonWord,
    Condition,
    Not,
)
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.instances import question_named
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words
from excellence_app.language.profile_names import profile_name

_WORDS = {
    ComparisonWord.IS: N_("{subject} is {value}"),
    ComparisonWord.IS_NOT: N_("{subject} is not {value}"),
    ComparisonWord.AT_LEAST: N_("{subject} is at least {value}"),
    ComparisonWord.AT_MOST: N_("{subject} is at most {value}"),
    ComparisonWord.ABOVE: N_("{subject} is above {value}"),
    ComparisonWord.BELOW: N_("{subject} is below {value}"),
    ComparisonWord.ONE_OF: N_("{subject} is one of {value}"),
    ComparisonWord.INCLUDES: N_("{subject} includes {value}"),
    ComparisonWord.ANSWERED: N_("{subject} is answered"),
}
_DATES = {
    ComparisonWord.AT_LEAST: N_("{subject} is {value} or later"),
    ComparisonWord.AT_MOST: N_("{subject} is {value} or earlier"),
    ComparisonWord.ABOVE: N_("{subject} is after {value}"),
    ComparisonWord.BELOW: N_("{subject} is before {value}"),
}
# the same, said to the one who answers
_ANSWERED = {
    ComparisonWord.IS: N_("you answered {value} to {subject}"),
    ComparisonWord.IS_NOT: N_("you did not answer {value} to {subject}"),
    ComparisonWord.AT_LEAST: N_("your answer to {subject} is at least {value}"),
    ComparisonWord.AT_MOST: N_("your answer to {subject} is at most {value}"),
    ComparisonWord.ABOVE: N_("your answer to {subject} is above {value}"),
    ComparisonWord.BELOW: N_("your answer to {subject} is below {value}"),
    ComparisonWord.ONE_OF: N_("your answer to {subject} is one of {value}"),
    ComparisonWord.INCLUDES: N_("you ticked {value} in {subject}"),
    ComparisonWord.ANSWERED: N_("you answered {subject}"),
}
_DATED = {
    ComparisonWord.AT_LEAST: N_("your answer to {subject} is {value} or later"),
    ComparisonWord.AT_MOST: N_("your answer to {subject} is {value} or earlier"),
    ComparisonWord.ABOVE: N_("your answer to {subject} is after {value}"),
    ComparisonWord.BELOW: N_("your answer to {subject} is before {value}"),
}
_PROFILE = "profile/"


def condition(words: Words, criteria: CriteriaSet, stated: Condition) -> str:
    """Return a condition as a phrase, such as "B1.2 is at least 3"."""
    return _phrase(_Saying(words, criteria), stated)


def only_if(words: Words, criteria: CriteriaSet, stated: Condition) -> str:
    """Return to whom a question is put, such as "Only if you answered Yes to D.2."."""
    phrase = _phrase(_Saying(words, criteria, to_you=True), stated)
    return words.text("Only if {condition}.", condition=phrase)


class _Saying(NamedTuple):
    words: Words
    criteria: CriteriaSet
    to_you: bool = False


def _phrase(saying: _Saying, stated: Condition) -> str:
    words = saying.words
    match stated:
        case All(parts):
            return words.listing([_inner(saying, part) for part in parts])
        case AnyOf(parts):
            return words.text(" or ").join(_inner(saying, part) for part in parts)
        case Not(part):
            return words.text("not ({condition})", condition=_phrase(saying, part))
        case Comparison():
            return _comparison(saying, stated)


def _inner(saying: _Saying, part: Condition) -> str:
    phrase = _phrase(saying, part)
    return f"({phrase})" if isinstance(part, All | AnyOf) else phrase


def _comparison(saying: _Saying, stated: Comparison) -> str:
    words, question = saying.words, question_named(saying.criteria, stated.subject)
    to_you = saying.to_you and question is not None and not stated.of_level
    subject = _subject(words, stated, question)
    if stated.word is ComparisonWord.ANSWERED and stated.values[0] is False:
        if to_you:
            return words.text("you did not answer {subject}", subject=subject)
        return words.text("{subject} is not answered", subject=subject)
    dated = _DATED if to_you else _DATES
    if isinstance(stated.values[0], date) and stated.word in dated:
        text = dated[stated.word]
    else:
        text = (_ANSWERED if to_you else _WORDS)[stated.word]
    value = _values(words, stated, question, to_you=to_you)
    return words.text(text, subject=subject, value=value)


def _subject(words: Words, stated: Comparison, question: Question | None) -> str:
    """Return what is compared; what lies in the same case or row has no number of its own."""
    if stated.of_level:
        return words.text("the level of {indicator}", indicator=stated.subject)
    if stated.subject.startswith(_PROFILE):
        name = profile_name(words, stated.subject.removeprefix(_PROFILE))
        return words.text('"{entry}" in the profile', entry=name)
    if question is not None and "]/" in question.id:
        return words.text('"{question}" in the same case', question=question.text)
    return stated.subject


def _values(words: Words, stated: Comparison, question: Question | None, *, to_you: bool) -> str:
    choices = {} if question is None else {one.id: one.title for one in question.choices}
    written = []
    for value in stated.values:
        if to_you and isinstance(value, bool):
            written.append(words.text("Yes") if value else words.text("No"))
        elif str(value) in choices:
            title = choices[str(value)]
            written.append(words.text('"{title}"', title=title) if to_you else title)
        else:
            written.append(words.value(value))
    return ", ".join(written)
