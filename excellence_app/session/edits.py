"""Everything that a person can change in an assessment, one function each.

Each function checks what was entered against the criteria set and returns an `Edit`,
or raises `Refused` with the reason. Nothing is changed until the edit is applied.
"""

import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256

from excellence_app.domain.assessment import (
    Adjustment,
    Answer,
    AnswerStatus,
    Assessment,
    ClusterProfile,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
    Respondent,
)
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question
from excellence_app.domain.levels import Label, Requirement, RequirementKind
from excellence_app.domain.messages import N_, Message
from excellence_app.engine.answering import read_answer
from excellence_app.engine.measures import add_months
from excellence_app.session.edit import Change, Edit
from excellence_app.session.entered import brief, read_line, read_text, refuse
from excellence_app.session.named import (
    NO_EVIDENCE,
    NO_ITEM,
    NO_KIND,
    NO_PERSON,
    NO_STATEMENT,
    indicator_named,
    label_named,
    question_named,
    reference_to,
    refuse_unknown,
)
from excellence_app.storage.assessment_json import (
    answer_to_plain,
    day_to_plain,
    number_to_text,
)

_FACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_UNANSWERED = Answer(status=AnswerStatus.UNANSWERED)


def answer(criteria: CriteriaSet, assessment: Assessment, key: str, text: str) -> Edit:
    """Answer a question with the value that `text` means; a note and evidence stay."""
    question = question_named(criteria, key)
    key, value = read_answer(criteria, assessment, key, read_text(text))

    def change(before: Assessment) -> Assessment:
        answers = dict(before.answers)
        own = answers.get(question.id)
        if own is not None and key != question.id and own.status is not AnswerStatus.UNANSWERED:
            answers[question.id] = _without_value(own)  # "unknown" of the whole question
        stored = answers.get(key, Answer())
        answers[key] = replace(stored, value=value, status=AnswerStatus.ANSWERED, justification="")
        return replace(before, answers=_without_empty(answers))

    return _answer_edit("answer", N_("Answer {question}"), assessment, question, key, change)


def clear_answer(criteria: CriteriaSet, assessment: Assessment, key: str) -> Edit:
    """Take an answer back; a note and evidence stay."""
    question = question_named(criteria, key)
    keys = {key} if key in question.keys else {question.id, *question.keys}

    def change(before: Assessment) -> Assessment:
        return replace(before, answers=_without_empty(_emptied(before, keys)))

    return _answer_edit(
        "clear", N_("Clear the answer to {question}"), assessment, question, key, change
    )


def not_applicable(criteria: CriteriaSet, assessment: Assessment, key: str, reason: str) -> Edit:
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
        N_('Set {question} to "does not apply"'),
        assessment,
        question,
        question.id,
        change,
    )


def unknown(criteria: CriteriaSet, assessment: Assessment, key: str) -> Edit:
    """Record that a question was asked and nobody knows the answer."""
    question = question_named(criteria, key)
    change = _set_aside(question, AnswerStatus.UNKNOWN, "")
    return _answer_edit(
        "unknown", N_('Set {question} to "unknown"'), assessment, question, question.id, change
    )


def note(criteria: CriteriaSet, assessment: Assessment, key: str, text: str) -> Edit:
    """Write the note of a question; an empty text removes it."""
    question = question_named(criteria, key)
    text = read_text(text)

    def change(before: Assessment) -> Assessment:
        answers = dict(before.answers)
        answers[key] = replace(answers.get(key, _UNANSWERED), note=text)
        return replace(before, answers=_without_empty(answers))

    return _answer_edit("note", N_("Note on {question}"), assessment, question, key, change)


def add_evidence(criteria: CriteriaSet, assessment: Assessment, key: str, title: str) -> Edit:
    """Add evidence to a question by its title; a title used before means the same item.

    A new item is of the kind of the set whose id or title it has, if there is one.
    """
    question = question_named(criteria, key)
    title = read_line(title)
    if not title:
        refuse(N_("Please give the evidence a title."))
    item = _evidence_called(assessment, title) or Evidence(
        id=_new_evidence_id(title, assessment.evidence), title=title, kind=_kind(criteria, title)
    )

    def change(before: Assessment) -> Assessment:
        stored = before.answers.get(key, _UNANSWERED)
        if item.id not in stored.evidence:
            stored = replace(stored, evidence=(*stored.evidence, item.id))
        return replace(
            before,
            answers={**before.answers, key: stored},
            evidence={item.id: item, **before.evidence},
        )

    edit = _answer_edit(
        "evidence", N_("Evidence for {question}"), assessment, question, key, change
    )
    return replace(edit, new={"answer": edit.new, "evidence": _evidence_facts(item)})


def describe_evidence(
    criteria: CriteriaSet,
    assessment: Assessment,
    title: str,
    *,
    kind: str | None = None,
    place: str | None = None,
    dated: date | None = None,
    state: EvidenceState | None = None,
) -> Edit:
    """Say more about an item of evidence: its kind, where it is, its date, how far it is at hand.

    What is none stays as it is.
    """
    old = _evidence_called(assessment, read_line(title))
    if old is None:
        refuse_unknown(NO_ITEM, title, [item.title for item in assessment.evidence.values()])
    if kind is not None and kind not in criteria.evidence_by_id:
        refuse_unknown(NO_KIND, kind, criteria.evidence_by_id)
    new = replace(
        old,
        kind=old.kind if kind is None else kind,
        place=old.place if place is None else read_line(place),
        dated=dated or old.dated,
        state=state or old.state,
    )
    return Edit(
        "describe_evidence",
        old.id,
        Message(N_("Evidence: {title}"), {"title": old.title}),
        lambda before: replace(before, evidence={**before.evidence, old.id: new}),
        old=_evidence_facts(old),
        new=_evidence_facts(new),
    )


def remove_evidence(criteria: CriteriaSet, assessment: Assessment, key: str, title: str) -> Edit:
    """Remove evidence from a question; an item that no question has any more goes too."""
    question = question_named(criteria, key)
    listed = assessment.answers.get(key, _UNANSWERED).evidence
    named = {
        item: assessment.evidence[item].title for item in listed if item in assessment.evidence
    }
    found = [
        item for item, known in named.items() if _alike(known, read_line(title)) or item == title
    ]
    if not found:
        refuse_unknown(
            NO_EVIDENCE,
            title,
            list(named.values()),
            question=question.id,
        )

    def change(before: Assessment) -> Assessment:
        stored = before.answers[key]
        left = tuple(item for item in stored.evidence if item not in found)
        answers = _without_empty({**before.answers, key: replace(stored, evidence=left)})
        used = {item for one in answers.values() for item in one.evidence}
        evidence = {
            item: about
            for item, about in before.evidence.items()
            if item in used or item not in found
        }
        return replace(before, answers=answers, evidence=evidence)

    return _answer_edit(
        "remove_evidence",
        N_("Remove evidence from {question}"),
        assessment,
        question,
        key,
        change,
    )


def name_cluster(_criteria: CriteriaSet, assessment: Assessment, name: str) -> Edit:
    """Say which cluster is assessed."""
    name = read_line(name)

    def change(before: Assessment) -> Assessment:
        return replace(before, profile=replace(before.profile, name=name))

    return Edit(
        "name",
        "profile",
        Message(N_("Name of the cluster")),
        change,
        old=assessment.profile.name,
        new=name,
        merge_key="name",
    )


def profile_fact(_criteria: CriteriaSet, assessment: Assessment, key: str, text: str) -> Edit:
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
        Message(N_("Profile: {key}"), {"key": key}),
        change,
        old=assessment.profile.facts.get(key),
        new=text or None,
        merge_key=f"profile {key}",
    )


def set_date(_criteria: CriteriaSet, assessment: Assessment, dated: date) -> Edit:
    """Set the day of the assessment, which lies after those of its earlier copies."""
    _refuse_unless_later(assessment.earlier, dated)
    return Edit(
        "date",
        "dated",
        Message(N_("Date of the assessment")),
        lambda before: replace(before, dated=dated),
        old=day_to_plain(assessment.dated),
        new=day_to_plain(dated),
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
    known = [person for person in assessment.people if _alike(person.name, name)]
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
        Message(N_("Person: {name}"), {"name": name}),
        change,
        old=None if old is None else _person_facts(old),
        new=_person_facts(new),
    )


def remove_person(_criteria: CriteriaSet, assessment: Assessment, name: str) -> Edit:
    """Remove a person from those who take part."""
    found = [p for p in assessment.people if _alike(p.name, read_line(name)) or p.id == name]
    if not found:
        refuse_unknown(
            NO_PERSON,
            name,
            [person.name for person in assessment.people],
        )

    def change(before: Assessment) -> Assessment:
        return replace(before, people=tuple(p for p in before.people if p.id != found[0].id))

    return Edit(
        "remove_person",
        found[0].id,
        Message(N_("Remove {name}"), {"name": found[0].name}),
        change,
        old=_person_facts(found[0]),
    )


def set_target(criteria: CriteriaSet, assessment: Assessment, label: str) -> Edit:
    """Set the label that the cluster works towards."""
    target = label_named(criteria, label)
    return Edit(
        "target",
        "target",
        Message(N_("Target: {label}"), {"label": target.title}),
        lambda before: replace(before, target=label),
        old=assessment.target or None,
        new=label,
    )


def hold_label(
    criteria: CriteriaSet,
    assessment: Assessment,
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

    old = next((other for other in assessment.labels_held if same(other)), None)
    return Edit(
        "label_held",
        label,
        Message(N_("Label held: {label}"), {"label": held.title}),
        change,
        old=None if old is None else _award_facts(old),
        new=_award_facts(award),
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
        Message(N_("Remove the label held: {label}"), {"label": held.title}),
        change,
        old=[_award_facts(award) for award in found],
    )


def declare(
    criteria: CriteriaSet,
    assessment: Assessment,
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
        Message(N_("Declare {statement}"), {"statement": statement}),
        change,
        old=assessment.declarations.get(statement),
        new=declared,
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
        Message(N_("Improvement of {indicator}"), {"indicator": indicator}),
        change,
        old=None if old is None else _improvement_facts(old),
        new=_improvement_facts(new),
        merge_key=f"improve {indicator}",
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
        Message(N_("Remove the improvement of {indicator}"), {"indicator": indicator}),
        change,
        old=_improvement_facts(old),
    )


def adjust(  # noqa: PLR0913 - the fields of one adjustment, by name
    criteria: CriteriaSet,
    assessment: Assessment,
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
    old = assessment.adjustment_for(indicator, label)

    def change(before: Assessment) -> Assessment:
        others = _other_adjustments(before, indicator, label)
        return replace(before, adjustments=(*others, new))

    return Edit(
        "adjust",
        f"{indicator}/{label}",
        Message(
            N_("Threshold of {indicator} for {label}"), {"indicator": indicator, "label": title}
        ),
        change,
        old=None if old is None else _adjustment_facts(old),
        new=_adjustment_facts(new),
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
        Message(
            N_("Remove the entered threshold of {indicator} for {label}"),
            {"indicator": indicator, "label": title},
        ),
        change,
        old=_adjustment_facts(old),
    )


def next_assessment(criteria: CriteriaSet, old: Assessment, dated: date | None) -> Assessment:
    """Return a new assessment that starts from an old one and keeps a dated copy of it.

    Answers, evidence, people, thresholds and labels held are taken over; declarations
    are not, since they are made for a day. Answers that `criteria` does not know stay
    in the copy only.
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
    known = criteria.question_by_key.keys() | criteria.question_by_id.keys()
    return replace(
        old,
        criteria=reference_to(criteria),
        dated=dated,
        answers={key: stored for key, stored in old.answers.items() if key in known},
        declarations={},
        improvements=(),
        earlier=earlier,
        carried={},
    )


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
        own = answers.get(question.id, _UNANSWERED)
        answers[question.id] = replace(own, value=None, status=status, justification=reason)
        return replace(before, answers=_without_empty(answers))

    return change


def _without_empty(answers: dict[str, Answer]) -> dict[str, Answer]:
    return {key: stored for key, stored in answers.items() if stored != _UNANSWERED}


def _answer_edit(
    kind: str,
    name: str,
    assessment: Assessment,
    question: Question,
    key: str,
    change: Change,
) -> Edit:
    """Return the edit with what it changes in the answers of one question, for the log."""
    after = change(assessment)
    keys = dict.fromkeys([question.id, *question.keys, key])
    return Edit(
        kind,
        key,
        Message(name, {"question": key}),
        change,
        old=_answers_facts(assessment, keys),
        new=_answers_facts(after, keys),
        merge_key=f"{kind} {key}" if kind in _MERGED else "",
    )


_MERGED = frozenset({"answer", "note"})


def _answers_facts(assessment: Assessment, keys: Collection[str]) -> object:
    found = {
        key: answer_to_plain(assessment.answers[key]) for key in keys if key in assessment.answers
    }
    if not found:
        return None
    return found if len(keys) > 1 else next(iter(found.values()))


def _evidence_facts(item: Evidence) -> dict[str, object]:
    facts = {
        "id": item.id,
        "title": item.title,
        "kind": item.kind,
        "place": item.place,
        "state": item.state.value,
        "dated": day_to_plain(item.dated),
    }
    return {name: value for name, value in facts.items() if value}


def _person_facts(person: Respondent) -> dict[str, object]:
    return {"name": person.name, "role": person.role, "email": person.email}


def _award_facts(award: LabelHeld) -> dict[str, object]:
    return {"since": day_to_plain(award.since), "until": day_to_plain(award.until)}


def _improvement_facts(improvement: Improvement) -> dict[str, object]:
    return {"description": improvement.description, "effect": improvement.effect}


def _adjustment_facts(adjustment: Adjustment) -> dict[str, object]:
    points = adjustment.points
    return {
        "level": adjustment.level,
        "points": None if points is None else number_to_text(points),
        "source": adjustment.source,
        "made": day_to_plain(adjustment.made),
        "who": adjustment.who,
    }


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


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _evidence_called(assessment: Assessment, title: str) -> Evidence | None:
    return next((one for one in assessment.evidence.values() if _alike(one.title, title)), None)


def _kind(criteria: CriteriaSet, title: str) -> str:
    """Return the id of the kind of evidence that a title names, or nothing."""
    for kind in criteria.evidence:
        if kind.id == title or _alike(kind.title, title):
            return kind.id
    return ""


def _new_evidence_id(title: str, used: Collection[str]) -> str:
    """Return an id that two computers give to the same title, so that merging finds it."""
    digest = sha256(title.casefold().encode("utf-8")).hexdigest()
    return next(
        found for size in range(8, len(digest)) if (found := f"e{digest[:size]}") not in used
    )


def _new_person_id(people: Sequence[Respondent]) -> str:
    """Return an id that says nothing of the person."""
    used = {person.id for person in people}
    while (found := f"p{os.urandom(4).hex()}") in used:
        pass
    return found
