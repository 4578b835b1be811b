"""Ids that a person names, found in the criteria set, or refused with what may have been meant."""

from collections.abc import Iterable
from typing import NoReturn

from excellence_app.domain.assessment import (
    Assessment,
    CriteriaReference,
    PlannedAction,
    Respondent,
)
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question, Term
from excellence_app.domain.levels import Label
from excellence_app.domain.messages import N_, MessageValue, Refused
from excellence_app.domain.problems import did_you_mean
from excellence_app.engine.answering import find_question
from excellence_app.session.entered import brief, refuse

NO_QUESTION = (
    N_('There is no question "{id}" in this criteria set.'),
    N_('There is no question "{id}" in this criteria set. Did you mean "{close}"?'),
)
NO_SUBJECT = (
    N_('There is no question, label or term "{id}" in this criteria set.'),
    N_('There is no question, label or term "{id}" in this criteria set. Did you mean "{close}"?'),
)
NO_INDICATOR = (
    N_('There is no indicator "{id}" in this criteria set.'),
    N_('There is no indicator "{id}" in this criteria set. Did you mean "{close}"?'),
)
NO_LABEL = (
    N_('There is no label "{id}" in this criteria set.'),
    N_('There is no label "{id}" in this criteria set. Did you mean "{close}"?'),
)
NO_STATEMENT = (
    N_('There is no statement "{id}" in this criteria set.'),
    N_('There is no statement "{id}" in this criteria set. Did you mean "{close}"?'),
)
NO_KIND = (
    N_('There is no kind of evidence "{id}" in this criteria set.'),
    N_('There is no kind of evidence "{id}" in this criteria set. Did you mean "{close}"?'),
)
NO_EVIDENCE = (
    N_('{question} has no evidence "{id}".'),
    N_('{question} has no evidence "{id}". Did you mean "{close}"?'),
)
NO_ITEM = (
    N_('There is no evidence "{id}" in this assessment.'),
    N_('There is no evidence "{id}" in this assessment. Did you mean "{close}"?'),
)
NO_PERSON = (
    N_('There is no person "{id}" in this assessment.'),
    N_('There is no person "{id}" in this assessment. Did you mean "{close}"?'),
)

NO_ACTION = (
    N_('There is no action "{id}" in this criteria set.'),
    N_('There is no action "{id}" in this criteria set. Did you mean "{close}"?'),
)
NO_PLANNED = (
    N_('There is no action "{id}" in this roadmap.'),
    N_('There is no action "{id}" in this roadmap. Did you mean "{close}"?'),
)


def question_named(criteria: CriteriaSet, key: str) -> Question:
    """Return the question of an id or answer key; raises `Refused` for an unknown one."""
    try:
        return find_question(criteria, key)
    except Refused:
        known = [*criteria.question_by_id, *criteria.question_by_key]
        refuse_unknown(NO_QUESTION, key, dict.fromkeys(known))


def subject_named(criteria: CriteriaSet, name: str) -> Question | Label | Term:
    """Return the question, label or term that a person names; raises `Refused` for none.

    An indicator is found by its first question, or the first that it measures. Terms are found by
    their titles too.
    """
    indicator = criteria.indicator_by_id.get(name)
    if indicator is not None:
        return criteria.asked_for(indicator)[0]
    for label in criteria.labels:
        if name.casefold() in {label.id.casefold(), label.title.casefold()}:
            return label
    for term in criteria.glossary:
        if name.casefold() in {term.id.casefold(), term.title.casefold()}:
            return term
    try:
        return find_question(criteria, name)
    except Refused:
        known = [*criteria.question_by_id, *criteria.question_by_key, *criteria.label_by_id]
        known += [term.id for term in criteria.glossary]
        refuse_unknown(NO_SUBJECT, name, dict.fromkeys(known))


def indicator_named(criteria: CriteriaSet, indicator: str) -> Indicator:
    """Return the indicator with this id; raises `Refused` for an unknown one."""
    found = criteria.indicator_by_id.get(indicator)
    if found is None:
        refuse_unknown(
            NO_INDICATOR,
            indicator,
            criteria.indicator_by_id,
        )
    return found


def label_named(criteria: CriteriaSet, label: str) -> Label:
    """Return the label with this id; raises `Refused` for an unknown one."""
    found = criteria.label_by_id.get(label)
    if found is None:
        refuse_unknown(NO_LABEL, label, criteria.label_by_id)
    return found


def person_with_id(assessment: Assessment, person: str) -> Respondent:
    """Return the person with this id; raises `Refused` for an unknown one."""
    found = next((one for one in assessment.people if one.id == person), None)
    if found is None:
        refuse_unknown(NO_PERSON, person, [one.id for one in assessment.people])
    return found


def planned_named(assessment: Assessment, action: str) -> PlannedAction:
    """Return the planned action with this id of its own; raises `Refused` for an unknown one."""
    found = assessment.planned(action)
    if found is None:
        refuse_unknown(NO_PLANNED, action, [one.id for one in assessment.roadmap])
    return found


def reference_to(criteria: CriteriaSet) -> CriteriaReference:
    """Return the reference to exactly this criteria set."""
    return CriteriaReference(criteria.id, criteria.edition, criteria.sha256)


def refuse_unknown(
    texts: tuple[str, str], unknown_id: str, known: Iterable[str], **values: MessageValue
) -> NoReturn:
    """Refuse an id, with the second text if a known one resembles it."""
    shown = brief(unknown_id)
    close = did_you_mean(shown, list(known))
    if close is None:
        refuse(texts[0], id=shown, **values)
    refuse(texts[1], id=shown, close=close, **values)
