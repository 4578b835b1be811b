"""Everything that a person can change in an assessment, one function each.

Each function checks what was entered against the criteria set and returns an `Edit`,
or raises `Refused` with the reason. Nothing is changed until the edit is applied.
"""

import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import (
    Adjustment,
    Answer,
    AnswerStatus,
    Assessment,
    ClusterProfile,
    Confidence,
    Improvement,
    LabelHeld,
    Respondent,
)
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question, QuestionType
from excellence_app.domain.levels import Label, Requirement, RequirementKind
from excellence_app.domain.messages import N_
from excellence_app.domain.values import replace
from excellence_app.engine.answering import read_answer
from excellence_app.engine.measures import add_months
from excellence_app.session.edit import Change, Edit
from excellence_app.session.entered import alike, brief, read_line, read_text, refuse
from excellence_app.session.entries import make_as_many, make_those_around
from excellence_app.session.entry_edits import clear_entries, comment, remove_entry
from excellence_app.session.evidence import UNANSWERED, without_empty
from excellence_app.session.named import (
    NO_PERSON,
    NO_STATEMENT,
    indicator_named,
    label_named,
    person_with_id,
    question_named,
    reference_to,
    refuse_unknown,
)
from excellence_app.session.next_round import taken_over
from excellence_app.session.people_edits import leave_out
from excellence_app.storage.records import names_in

_FACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def answer(criteria: CriteriaSet, assessment: Assessment, key: str, text: str) -> Edit:
    """Answer a question with the value that `text` means; a note and evidence stay.

    What a text leaves empty is cleared. The case or row in which the question lies is made if it
    is not there, and a number of cases makes those that are missing.
    """
    question = question_named(criteria, key)
    if question.choices and key != question.id:
        return comment(criteria, assessment, question.id, key[len(question.id) + 1 :], text)
    lines = question.type is QuestionType.COUNTED_LIST  # each is a text of its own
    text = "\n".join(map(read_text, text.splitlines())) if lines else read_text(text)
    key, value = read_answer(criteria, assessment, key, text)
    if value in ((), ""):
        return clear_answer(criteria, assessment, key)

    def change(before: Assessment) -> Assessment:
        answers = dict(before.answers)
        make_those_around(criteria, answers, key)
        own = answers.get(question.id)
        if own is not None and key != question.id and own.status is not AnswerStatus.UNANSWERED:
            answers[question.id] = _without_value(own)  # "unknown" of the whole question
        stored = answers.get(key, UNANSWERED)
        answers[key] = replace(stored, value=value, status=AnswerStatus.ANSWERED, justification="")
        if question.type is QuestionType.NUMBER:
            make_as_many(criteria, answers, question)
        return replace(before, answers=without_empty(answers))

    if question.type is QuestionType.NUMBER or "[" in key:
        change(assessment)  # it may be one case more than there may be
    return _answer_edit("answer", key, change)


def clear_answer(criteria: CriteriaSet, assessment: Assessment, key: str) -> Edit:
    """Take an answer back; a note and evidence stay, but cases and rows go with all in them."""
    question = question_named(criteria, key)
    if key.endswith("]"):
        return remove_entry(criteria, assessment, key)
    if question.columns or question.questions:
        return clear_entries(criteria, assessment, question.id)
    part = key in question.keys or bool(question.choices)  # such as a comment
    keys = {key} if part else {question.id, *question.keys}

    def change(before: Assessment) -> Assessment:
        return replace(before, answers=without_empty(_emptied(before, keys)))

    return _answer_edit("clear", key, change)


def not_applicable(criteria: CriteriaSet, _assessment: Assessment, key: str, reason: str) -> Edit:
    """Set a question aside with a reason, where the criteria set allows it."""
    question = question_named(criteria, key)
    if not question.may_not_apply:
        refuse(
            N_('{question} always applies; it cannot be set to "does not apply".'),
            question=question.id,
        )
    reason = read_text(reason)
    if not reason:
        refuse(N_("Please give a reason why {question} does not apply."), question=question.id)
    status = AnswerStatus.NOT_APPLICABLE
    change = _set_aside(question, status, reason)
    return _answer_edit(
        status.value,
        question.id,
        change,
    )


def unknown(criteria: CriteriaSet, _assessment: Assessment, key: str) -> Edit:
    """Record that a question was asked and nobody knows the answer."""
    question = question_named(criteria, key)
    change = _set_aside(question, AnswerStatus.UNKNOWN, "")
    return _answer_edit("unknown", question.id, change)


def note(criteria: CriteriaSet, _assessment: Assessment, key: str, text: str) -> Edit:
    """Write the note of a question; an empty text removes it."""
    question_named(criteria, key)
    text = read_text(text)

    def change(before: Assessment) -> Assessment:
        answers = dict(before.answers)
        answers[key] = replace(answers.get(key, UNANSWERED), note=text)
        return replace(before, answers=without_empty(answers))

    return _answer_edit("note", key, change)


def mark_later(
    criteria: CriteriaSet,
    _assessment: Assessment,
    key: str,
    later: bool,  # noqa: FBT001 - a value that a person enters, not a switch of ours
) -> Edit:
    """Mark a question to come back to it later, or take the mark off; the answer stays."""
    question_named(criteria, key)
    kind = "later" if later else "not_later"
    return Edit(kind, key, _with_field(key, later=later))


def set_confidence(
    criteria: CriteriaSet, _assessment: Assessment, key: str, confidence: Confidence | None
) -> Edit:
    """Say how sure the answer to a question is; none takes that back."""
    question_named(criteria, key)
    return Edit("confidence", key, _with_field(key, confidence=confidence))


def set_respondent(criteria: CriteriaSet, assessment: Assessment, key: str, person: str) -> Edit:
    """Say who answered a question, by the person's id; an empty one takes that back."""
    question_named(criteria, key)
    if person:
        person_with_id(assessment, person)
    return Edit("respondent", key, _with_field(key, respondent=person))


def name_cluster(_criteria: CriteriaSet, _assessment: Assessment, name: str) -> Edit:
    """Say which cluster is assessed."""
    name = read_line(name)

    def change(before: Assessment) -> Assessment:
        return replace(before, profile=replace(before.profile, name=name))

    return Edit(
        "name",
        "profile",
        change,
        "name",
    )


def profile_fact(_criteria: CriteriaSet, _assessment: Assessment, key: str, text: str) -> Edit:
    """Write an entry of the cluster's profile; an empty text removes it."""
    if not _FACT.fullmatch(key):
        refuse(
            N_(
                '"{key}" cannot name an entry of the profile. Use letters, digits, dots and '
                "dashes, 40 at most."
            ),
            key=brief(key),
        )
    text = read_text(text)

    def change(before: Assessment) -> Assessment:
        facts = {**before.profile.facts, key: text}
        if not text:
            del facts[key]
        return replace(before, profile=ClusterProfile(before.profile.name, facts))

    return Edit(
        "profile",
        key,
        change,
        f"profile {key}",
    )


def set_date(_criteria: CriteriaSet, assessment: Assessment, dated: date) -> Edit:
    """Set the day of the assessment, which lies after those of its earlier copies."""
    _refuse_unless_later(assessment.earlier, dated)
    return Edit(
        "date",
        "dated",
        lambda before: replace(before, dated=dated),
    )


def add_person(
    _criteria: CriteriaSet,
    assessment: Assessment,
    name: str,
    role: str | None = None,
    email: str | None = None,
) -> Edit:
    """Add a person who takes part, or change the role or the address of one with this name."""
    name = read_line(name)
    if not name:
        refuse(N_("Please give the name of the person."))
    known = [person for person in assessment.people if alike(person.name, name)]
    old = known[0] if known else None
    new = replace(
        old or Respondent(_new_person_id(assessment.people), name),
        **{
            field: read_line(value)
            for field, value in (("role", role), ("email", email))
            if value is not None
        },
    )

    def change(before: Assessment) -> Assessment:
        if old is None:
            return replace(before, people=(*before.people, new))
        people = tuple(new if person.id == new.id else person for person in before.people)
        return replace(before, people=people)

    return Edit(
        "person",
        new.id,
        change,
    )


def remove_person(criteria: CriteriaSet, assessment: Assessment, name: str) -> Edit:
    """Remove a person from those who take part, and from all that names him or her."""
    found = [p for p in assessment.people if alike(p.name, read_line(name)) or p.id == name]
    if not found:
        refuse_unknown(
            NO_PERSON,
            name,
            [person.name for person in assessment.people],
        )

    return leave_out(criteria, assessment, found[0].id)


def set_target(criteria: CriteriaSet, _assessment: Assessment, label: str) -> Edit:
    """Set the label that the cluster works towards."""
    label_named(criteria, label)
    return Edit(
        "target",
        "target",
        lambda before: replace(before, target=label),
    )


def hold_label(
    criteria: CriteriaSet,
    _assessment: Assessment,
    label: str,
    since: date,
    until: date | None = None,
) -> Edit:
    """Record that the cluster was given a label on a day.

    Without `until` its end follows from how long the set says that the label lasts.
    """
    held = label_named(criteria, label)
    if until is not None and until < since:
        refuse(N_("The end of a label cannot lie before its first day, {since}."), since=since)
    award = LabelHeld(label, since, until or _end_of(held, since))

    def same(other: LabelHeld) -> bool:
        return (other.label, other.since) == (label, since)

    def change(before: Assessment) -> Assessment:
        others = [other for other in before.labels_held if not same(other)]
        awards = sorted([*others, award], key=lambda one: (one.since, one.label))
        return replace(before, labels_held=tuple(awards))

    return Edit(
        "label_held",
        label,
        change,
    )


def remove_label_held(
    criteria: CriteriaSet, assessment: Assessment, label: str, since: date | None = None
) -> Edit:
    """Remove the record of a label that was held: of one day, or every one."""
    held = label_named(criteria, label)
    found = tuple(
        award
        for award in assessment.labels_held
        if award.label == label and since in {None, award.since}
    )
    if not found:
        refuse(N_("No such date is recorded for the label {label}."), label=held.title)

    def change(before: Assessment) -> Assessment:
        left = tuple(award for award in before.labels_held if award not in found)
        return replace(before, labels_held=left)

    return Edit(
        "remove_label_held",
        label,
        change,
    )


def declare(
    criteria: CriteriaSet,
    _assessment: Assessment,
    statement: str,
    declared: bool | None,  # noqa: FBT001 - a value that a person enters, not a switch of ours
) -> Edit:
    """Record that a statement is declared to be true, or not; none takes it back."""
    known = [rule.key for label in criteria.labels for rule in _declarations(label.requires)]
    if statement not in known:
        refuse_unknown(NO_STATEMENT, statement, known)

    def change(before: Assessment) -> Assessment:
        declarations = dict(before.declarations)
        declarations.pop(statement, None)
        if declared is not None:
            declarations[statement] = declared
        return replace(before, declarations=declarations)

    return Edit(
        "declare",
        statement,
        change,
    )


def improve(
    criteria: CriteriaSet,
    assessment: Assessment,
    indicator: str,
    description: str | None = None,
    effect: str | None = None,
) -> Edit:
    """Describe what was improved in an indicator, and its effect; none leaves a text as it is."""
    indicator_named(criteria, indicator)
    old = next((one for one in assessment.improvements if one.indicator == indicator), None)
    new = replace(
        old or Improvement(indicator),
        **{
            field: read_text(value)
            for field, value in (("description", description), ("effect", effect))
            if value is not None
        },
    )
    if not (new.description or new.effect):
        refuse(N_("Please describe the improvement, or its effect."))

    def change(before: Assessment) -> Assessment:
        others = tuple(one for one in before.improvements if one.indicator != indicator)
        if old is None:
            return replace(before, improvements=(*others, new))
        return replace(
            before,
            improvements=tuple(
                new if one.indicator == indicator else one for one in before.improvements
            ),
        )

    return Edit(
        "improve",
        indicator,
        change,
        f"improve {indicator}",
    )


def remove_improvement(criteria: CriteriaSet, assessment: Assessment, indicator: str) -> Edit:
    """Remove the description of an improvement."""
    indicator_named(criteria, indicator)
    old = next((one for one in assessment.improvements if one.indicator == indicator), None)
    if old is None:
        refuse(N_("No improvement of {indicator} is described."), indicator=indicator)

    def change(before: Assessment) -> Assessment:
        left = tuple(one for one in before.improvements if one.indicator != indicator)
        return replace(before, improvements=left)

    return Edit(
        "remove_improvement",
        indicator,
        change,
    )


def adjust(  # noqa: PLR0913 - the fields of one adjustment, by name
    criteria: CriteriaSet,
    _assessment: Assessment,
    indicator: str,
    label: str,
    *,
    level: int | None = None,
    points: Fraction | None = None,
    source: str,
    made: date | None = None,
    who: str = "",
) -> Edit:
    """Enter the threshold that the user's own official text gives for an indicator and a label.

    It is a level of the indicator's scale, or points, never both. `source` is where it stands.
    """
    about = indicator_named(criteria, indicator)
    title = label_named(criteria, label).title
    if not any(_reads_thresholds(one.requires, label, one.id) for one in criteria.labels):
        refuse(N_("No rule of {label} looks at thresholds."), label=title)
    _check_threshold(about, level, points)
    source = read_text(source)
    if not source:
        refuse(N_("Please say where this threshold stands: document, edition and page."))
    new = Adjustment(indicator, label, level, points, source, made, read_line(who))

    def change(before: Assessment) -> Assessment:
        others = _other_adjustments(before, indicator, label)
        return replace(before, adjustments=(*others, new))

    return Edit(
        "adjust",
        f"{indicator}/{label}",
        change,
    )


def remove_adjustment(
    criteria: CriteriaSet, assessment: Assessment, indicator: str, label: str
) -> Edit:
    """Go back to the threshold of the criteria set."""
    indicator_named(criteria, indicator)
    title = label_named(criteria, label).title
    old = assessment.adjustment_for(indicator, label)
    if old is None:
        refuse(
            N_("No threshold of {indicator} for {label} has been entered."),
            indicator=indicator,
            label=title,
        )

    def change(before: Assessment) -> Assessment:
        others = _other_adjustments(before, indicator, label)
        return replace(before, adjustments=others)

    return Edit(
        "remove_adjustment",
        f"{indicator}/{label}",
        change,
    )


def next_assessment(criteria: CriteriaSet, old: Assessment, dated: date | None) -> Assessment:
    """Return a new assessment that starts from an old one and keeps a dated copy of it.

    Answers, evidence, people, thresholds, labels held and what is still to do of the roadmap are
    taken over; declarations are not, since they are made for a day, nor marks to come back to a
    question. Answers that `criteria` does not know stay in the copy only, and so do those of a
    survey except for who answers.
    """
    if old.criteria.id != criteria.id:
        refuse(
            N_('The earlier assessment answers "{old}", not "{new}".'),
            old=old.criteria.id,
            new=criteria.id,
        )
    if old.dated is None:
        refuse(N_("The earlier assessment has no date yet. Please set its date first."))
    earlier = (*old.earlier, old.frozen_copy())
    if dated is not None:
        _refuse_unless_later(earlier, dated)
    known = taken_over(criteria, old.answers.keys() | _answers_in(old.conflicts))
    marked_off = {
        key: replace(stored, later=False) if stored.later else stored
        for key, stored in old.answers.items()
        if key in known
    }
    as_they_are = ("evidence", "people", "adjustments", "labels_held", "profile", "logo")
    return replace(
        old,
        criteria=reference_to(criteria),
        dated=dated,
        answers=without_empty(marked_off),
        declarations={},
        improvements=(),
        roadmap=tuple(one for one in old.roadmap if one.active),
        roadmap_by=None,
        earlier=earlier,
        conflicts={
            place: candidates
            for place, candidates in old.conflicts.items()
            if (names := names_in(place))[0] in as_they_are
            or (names[0] == "answers" and names[1] in known)
        },
        carried={},
    )


def _answers_in(places: Iterable[str]) -> frozenset[str]:
    """Return the keys of the answers among the places of conflicts."""
    named = (names_in(place) for place in places)
    return frozenset(names[1] for names in named if names[0] == "answers")


def _with_field(key: str, **field: bool | str | Confidence | None) -> Change:
    def change(before: Assessment) -> Assessment:
        stored = replace(before.answers.get(key, UNANSWERED), **field)  # type: ignore[arg-type]  # the callers name fields of `Answer`
        return replace(before, answers=without_empty({**before.answers, key: stored}))

    return change


def _without_value(stored: Answer) -> Answer:
    return replace(stored, value=None, status=AnswerStatus.UNANSWERED, justification="")


def _emptied(assessment: Assessment, keys: Iterable[str]) -> dict[str, Answer]:
    answers = dict(assessment.answers)
    for key in keys:
        if key in answers:
            answers[key] = _without_value(answers[key])
    return answers


def _set_aside(question: Question, status: AnswerStatus, reason: str) -> Change:
    def change(before: Assessment) -> Assessment:
        answers = _emptied(before, question.keys)
        own = answers.get(question.id, UNANSWERED)
        answers[question.id] = replace(own, value=None, status=status, justification=reason)
        return replace(before, answers=without_empty(answers))

    return change


def _answer_edit(kind: str, key: str, change: Change) -> Edit:
    return Edit(kind, key, change, f"{kind} {key}" if kind in _MERGED else "")


_MERGED = frozenset({"answer", "note"})


def _other_adjustments(
    assessment: Assessment, indicator: str, label: str
) -> tuple[Adjustment, ...]:
    meant = (indicator, label)
    return tuple(one for one in assessment.adjustments if (one.indicator, one.label) != meant)


def _check_threshold(indicator: Indicator, level: int | None, points: Fraction | None) -> None:
    if (level is None) == (points is None):
        refuse(N_("A threshold is either a level or points."))
    if level is not None and not indicator.levels:
        refuse(
            N_("{indicator} has no levels. Please enter the threshold in points."),
            indicator=indicator.id,
        )
    if level is not None and not 0 <= level < len(indicator.levels):
        refuse(
            N_("{indicator} has the levels 0 to {highest}; there is no level {level}."),
            indicator=indicator.id,
            highest=len(indicator.levels) - 1,
            level=level,
        )
    if points is not None and not 0 <= points <= indicator.points:
        refuse(
            N_("{indicator} has at most {most} points; {points} cannot be asked of it."),
            indicator=indicator.id,
            most=indicator.points,
            points=points,
        )


def _reads_thresholds(rules: Iterable[Requirement], label: str, owner: str) -> bool:
    """Return whether one of the rules of the label `owner` looks at the thresholds of `label`."""
    kinds = {RequirementKind.EVERY_THRESHOLD, RequirementKind.NO_KNOCK_OUT}
    return any(
        (rule.kind in kinds and (rule.other_label or owner) == label)
        or _reads_thresholds(rule.options, label, owner)
        for rule in rules
    )


def _declarations(rules: Iterable[Requirement]) -> Iterable[Requirement]:
    for rule in rules:
        if rule.kind is RequirementKind.DECLARED:
            yield rule
        yield from _declarations(rule.options)


def _end_of(label: Label, since: date) -> date | None:
    """Return the last day of a label given on a day: of that month, or the same day of a month."""
    valid = label.valid
    if valid is None:
        return None
    if valid.counted_from == "end_of_month":
        first = since.replace(day=1)
        return date.fromordinal(add_months(first, valid.months + 1).toordinal() - 1)
    return add_months(since, valid.months)


def _refuse_unless_later(earlier: Sequence[Assessment], dated: date) -> None:
    last = max((copy.dated for copy in earlier if copy.dated is not None), default=None)
    if last is not None and dated <= last:
        refuse(N_("The date must lie after that of the earlier assessment, {last}."), last=last)


def _new_person_id(people: Sequence[Respondent]) -> str:
    """Return an id that says nothing of the person."""
    used = {person.id for person in people}
    while (found := f"p{os.urandom(4).hex()}") in used:
        pass
    return found
