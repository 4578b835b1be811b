"""What was changed, from what to what, and what several people entered apart, in words.

A change is about records, each at a place that has names, such as ("answers", "4.1.6",
"note"). What stands there is read from an assessment.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from excellence_app.domain.assessment import (
    ActionState,
    Adjustment,
    Answer,
    AnswerStatus,
    Assessment,
    Confidence,
    Evidence,
    Improvement,
    LabelHeld,
    PlannedAction,
    Respondent,
)
from excellence_app.domain.criteria import CriteriaSet, QuestionType
from excellence_app.domain.instances import name_of_key, question_named
from excellence_app.domain.levels import Threshold
from excellence_app.domain.messages import N_
from excellence_app.domain.planned import action_title
from excellence_app.language import evidence as evidence_texts
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words

_SHORTENED = 80  # characters of a long text that a list of changes shows

Names = tuple[str, ...]

_CONFIDENCE = {
    Confidence.LOW: N_("Unsure"),
    Confidence.MEDIUM: N_("Fairly sure"),
    Confidence.HIGH: N_("Sure"),
}


ACTION_STATES = {
    ActionState.OPEN: N_("open"),
    ActionState.STARTED: N_("started"),
    ActionState.DONE: N_("done"),
    ActionState.DROPPED: N_("dropped"),
}


class Known(NamedTuple):
    """People and evidence by their ids, also those that are in the document no more."""

    people: Mapping[str, Respondent]
    evidence: Mapping[str, Evidence]


class Entry(NamedTuple):
    """What one person has entered for a place for which others entered something else.

    `part` is an assessment that holds it; `time` is local time with its offset from UTC.
    """

    part: Assessment | None
    time: str
    actor: str


class Telling(NamedTuple):
    """A language, and what a sentence about a document's records has to know."""

    words: Words
    criteria: CriteriaSet
    known: Known

    def about(self, names: Names) -> str:
        """Return what a record is about, such as "4.1.6" or "Note on 4.1.6"."""
        match names:
            case "answers", key, "value":
                return name_of_key(self.criteria, key)
            case "answers", key, field, *_ if field in _OF_ANSWERS:
                name = name_of_key(self.criteria, key)
                return self.words.text(_OF_ANSWERS[field], item=name)
            case "profile", "facts", key:
                return self.words.text("Profile: {item}", item=key)
            case "adjustments", indicator, label:
                title = self._label(label)
                return self.words.text(
                    "Threshold of {indicator} for {label}", indicator=indicator, label=title
                )
            case _ if names in _SINGLE:
                return self.words.text(_SINGLE[names])
            case group, item, *_ if group in _OF_GROUPS:
                title = self._label(item) if group == "labels_held" else item
                return self.words.text(_OF_GROUPS[group], item=title)
            case _:
                text = N_("Something that only a newer version knows: {place}")
                return self.words.text(text, place="/".join(names))

    def _title(self, item: str) -> str:
        found = self.known.evidence.get(item)
        return found.title if found is not None else item

    def _name(self, person: str) -> str:
        found = self.known.people.get(person)
        return found.name if found is not None else person

    def _label(self, label: str) -> str:
        found = self.criteria.label_by_id.get(label)
        return found.title if found is not None else label

    def said(self, names: Names, part: Assessment | None) -> str:
        """Return what an assessment says at a place; empty if nothing.

        None for `part` is a record that cannot be read, for instance since it was removed
        from the history at a person's wish.
        """
        if part is None:
            return self.words.text("no longer known")
        match names:
            case "answers", key, *rest if key in part.answers:
                return self._of_answer(key, rest, part.answers[key])
            case "evidence", item if item in part.evidence:
                found = part.evidence[item]
                return evidence_texts.described(
                    self.words, self.criteria, found, self.known.people
                )
            case "people", person:
                return next((_of_person(one) for one in part.people if one.id == person), "")
            case "declarations", key if key in part.declarations:
                return self.words.value(part.declarations[key])
            case "improvements", indicator:
                own = [one for one in part.improvements if one.indicator == indicator]
                return self._of_improvement(own[0]) if own else ""
            case "adjustments", indicator, label:
                entered = part.adjustment_for(indicator, label)
                return self._of_adjustment(entered) if entered is not None else ""
            case "labels_held", label, since:
                awards = [held for held in part.labels_held if held.label == label]
                spans = [self._span(one) for one in awards if one.since.isoformat() == since]
                return ", ".join(spans)
            case "roadmap", action:
                planned = part.planned(action)
                return ", ".join(self._about_action(planned)) if planned is not None else ""
            case _:
                return self._of_document(names, part)

    def _of_document(self, names: Names, part: Assessment) -> str:
        """Return what an assessment says about the cluster and about itself."""
        match names:
            case "profile", "name":
                return part.profile.name
            case "profile", "facts", key:
                return shortened(part.profile.facts.get(key, ""))
            case ("dated",):
                return "" if part.dated is None else self.words.day(part.dated)
            case ("target",):
                return self._label(part.target) if part.target else ""
            case ("practice",):
                return self.words.value(part.practice)
            case ("roadmap_by",):
                return "" if part.roadmap_by is None else self.words.day(part.roadmap_by)
            case ("logo",):
                return "" if part.logo is None else part.logo.name or part.logo.file[:12]
            case ("criteria",):
                return f"{part.criteria.id} {part.criteria.edition}"
            case "earlier", name:
                days = [copy.dated for copy in part.earlier if copy.dated is not None]
                found = [day for day in days if name.startswith(day.isoformat())]
                return self.words.day(found[0]) if found else ""
            case _:
                return ""

    def _of_answer(self, key: str, rest: Sequence[str], stored: Answer) -> str:
        match rest:
            case ("value",):
                return self._value(key, stored)
            case ("note",):
                return shortened(stored.note)
            case ("evidence", item) if item in stored.evidence:
                return self._title(item)
            case ("confidence",) if stored.confidence is not None:
                return self.words.text(_CONFIDENCE[stored.confidence])
            case ("respondent",):
                return self._name(stored.respondent)
            case ("later",):
                return self.words.value(value=True) if stored.later else ""
            case _:
                return ""

    def _value(self, key: str, stored: Answer) -> str:
        if stored.status is AnswerStatus.UNANSWERED:
            return ""
        criteria, words = self.criteria, self.words
        question = question_named(criteria, key)
        if key.endswith("]"):
            return words.text("there") if stored.value is not None else ""
        if question is None or (question.choices and key != question.id):
            return "" if stored.value is None else words.value(stored.value)
        if question.type is QuestionType.SHARE and isinstance(stored.value, Fraction):
            return f"{words.number(stored.value)} {question.unit}".strip()
        return shortened(sentences.answer(words, question, {question.id: stored, key: stored}))

    def _of_improvement(self, found: Improvement) -> str:
        effect = self.words.text("Effect: {effect}", effect=found.effect) if found.effect else ""
        return shortened(f"{found.description} {effect}")

    def _of_adjustment(self, own: Adjustment) -> str:
        asked = Threshold(own.label, own.level, own.points)
        return f"{sentences.threshold(self.words, asked)} ({shortened(own.source)})"

    def _span(self, held: LabelHeld) -> str:
        if held.until is None:
            return self.words.text("since {since}", since=held.since)
        return self.words.text("{since} to {until}", since=held.since, until=held.until)

    def change(self, names: Names, before: Assessment | None, after: Assessment | None) -> str:
        """Return from what to what a record was changed."""
        items = _items(names, before, after)
        entry = _entry(names)
        if entry:
            was, now = (one is not None and entry in one.answers for one in (before, after))
            moved = N_("moved") if was else N_("added")
            return self.words.text(moved if now else N_("removed"))
        if items is not None:
            title = items[1].title
            one, other = (self._about_item(item) for item in items)
        elif (actions := _actions(names, before, after)) is not None:
            title = action_title(self.criteria, actions[1])
            one, other = (self._all_about_action(action) for action in actions)
            if one == other:
                return self.words.text("{action}: moved", action=title)
        else:
            return self._from_to(self.said(names, before), self.said(names, after))
        parts = [
            self._from_to(was, now) for was, now in zip(one, other, strict=True) if was != now
        ]
        return ": ".join([title, "; ".join(parts)])

    def _about_action(self, planned: PlannedAction) -> tuple[str, ...]:
        """Return what is said about a planned action, but not that it is open."""
        is_open = self.words.text(ACTION_STATES[ActionState.OPEN])
        all_of_it = self._all_about_action(planned)
        return tuple(text for text in all_of_it if text and text != is_open)

    def _all_about_action(self, planned: PlannedAction) -> tuple[str, ...]:
        words = self.words
        level = due = effort = ""
        if planned.indicator:
            level = planned.indicator
            if planned.to is not None:
                level = words.text(
                    "{indicator} to level {level}", indicator=level, level=planned.to
                )
        if planned.due is not None:
            due = words.text("due on {day}", day=planned.due)
        if planned.effort is not None:
            effort = words.text("effort {number}", number=planned.effort)
        return (
            action_title(self.criteria, planned),
            level,
            self._name(planned.owner),
            due,
            effort,
            words.text(ACTION_STATES[planned.state]),
            shortened(planned.note),
        )

    def _about_item(self, item: Evidence) -> tuple[str, ...]:
        return (
            item.title,
            evidence_texts.kind(self.criteria, item),
            evidence_texts.place(self.words, item),
            evidence_texts.state(self.words, item, self.known.people),
        )

    def _from_to(self, was: str, now: str) -> str:
        if was and now and was != now:
            return self.words.text('from "{before}" to "{after}"', before=was, after=now)
        return now or (self.words.text('"{before}" removed', before=was) if was else "")

    def present(self, names: Names, before: Assessment | None, after: Assessment | None) -> str:
        """Return what a record is now, and what it was before."""
        told = _entry(names) or _items(names, before, after) or _actions(names, before, after)
        if told:
            return self.change(names, before, after)
        was, now = self.said(names, before), self.said(names, after)
        if was and not now and not _is_answer(names):
            return self.words.text('"{before}" removed', before=was)
        now = now or self._nothing(names)
        if not was or was == now:
            return now
        return self.words.text("{value} (before: {before})", value=now, before=was)

    def _nothing(self, names: Names) -> str:
        if _is_answer(names):
            return self.words.text("Not answered")
        return self.words.text("nothing")

    def conflict(self, names: Names, entries: Sequence[Entry]) -> str:
        """Return what several people have entered apart for a place, what counts first."""
        texts = [
            self.words.text(
                '"{entry}" ({person}, {time})',
                entry=self.said(names, one.part) or self._nothing(names),
                person=one.actor,
                time=moment(self.words, one.time),
            )
            for one in entries
        ]
        return self.words.text(
            "{count} entries: {entries}. Until you choose, the first one counts.",
            count=len(texts),
            entries=self.words.listing(texts),
        )


_OF_ANSWERS = {
    "note": N_("Note on {item}"),
    "evidence": N_("Evidence for {item}"),
    "confidence": N_("How sure the answer to {item} is"),
    "respondent": N_("Who answered {item}"),
    "later": N_("Mark for later: {item}"),
}
_OF_GROUPS = {
    "evidence": N_("Evidence"),
    "people": N_("Person"),
    "declarations": N_("Declared: {item}"),
    "improvements": N_("Improvement of {item}"),
    "labels_held": N_("Label held: {item}"),
    "earlier": N_("Earlier assessment: {item}"),
    "roadmap": N_("Action"),
}
_SINGLE: Mapping[Names, str] = {
    ("profile", "name"): N_("Name of the cluster"),
    ("dated",): N_("Date of the assessment"),
    ("target",): N_("Target"),
    ("practice",): N_("Fictional practice cluster"),
    ("roadmap_by",): N_("Day by which the roadmap is wanted"),
    ("logo",): N_("Logo of the report"),
    ("criteria",): N_("Criteria set"),
}


def _is_answer(names: Names) -> bool:
    return names[0] == "answers" and names[-1] == "value"


def _items(
    names: Names, before: Assessment | None, after: Assessment | None
) -> tuple[Evidence, Evidence] | None:
    """Return an item of evidence as it was and as it is, if both are there and differ."""
    match names:
        case "evidence", item if before is not None and after is not None:
            was, now = before.evidence.get(item), after.evidence.get(item)
            return None if was is None or now is None or was == now else (was, now)
        case _:
            return None


def _entry(names: Names) -> str:
    """Return the key of the case or row that a record is about, empty for other records."""
    return names[1] if _is_answer(names) and names[1].endswith("]") else ""


def _actions(
    names: Names, before: Assessment | None, after: Assessment | None
) -> tuple[PlannedAction, PlannedAction] | None:
    """Return a planned action as it was and as it is, if both are there and differ."""
    match names:
        case "roadmap", action if before is not None and after is not None:
            was, now = before.planned(action), after.planned(action)
            return None if was is None or now is None or was == now else (was, now)
        case _:
            return None


def _of_person(person: Respondent) -> str:
    return ", ".join(text for text in (person.name, person.role, person.email) if text)


def moment(words: Words, time: str) -> str:
    """Return day and time as people write them, from local time with its offset from UTC."""
    read = _read(time)
    if read is None:
        return time
    return words.text("{day}, {time}", day=words.short_day(read.date()), time=clock(time))


def clock(time: str) -> str:
    """Return hours and minutes of local time with its offset from UTC, as it is otherwise."""
    read = _read(time)
    return time if read is None else f"{read:%H:%M}"


def day(words: Words, time: str) -> str:
    """Return the day of local time with its offset from UTC in full."""
    read = _read(time)
    return words.text("no date") if read is None else words.day(read.date())


def _read(time: str) -> datetime | None:
    """Return the time that a text writes, none if it came from elsewhere and writes none."""
    try:
        return datetime.fromisoformat(time)
    except ValueError:
        return None


def shortened(text: str) -> str:
    """Return a text on one line, its last words left out if it is long."""
    line = " ".join(text.split())
    if len(line) <= _SHORTENED:
        return line
    cut = line[:_SHORTENED].rpartition(" ")[0] or line[: _SHORTENED - 1]
    return f"{cut.rstrip(' ,;:–')}…"
