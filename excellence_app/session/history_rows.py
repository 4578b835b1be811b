"""The rows of History: every change with who made it and when, told when it is looked at."""

from collections.abc import Sequence
from typing import NamedTuple

from excellence_app.domain.instances import question_named
from excellence_app.language import changes
from excellence_app.language.changes import Telling
from excellence_app.session import past
from excellence_app.session.change_names import direction_text, name_of
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.log import LogLine
from excellence_app.storage.records import CONFLICTS, names_in

_MOST_TOLD = 3  # records of one change


class Past(NamedTuple):
    """Everything that was changed, the newest first, and what it takes to tell of it."""

    lines: tuple[LogLine, ...]
    known: changes.Known


def whole_past(session: AssessmentSession) -> Past:
    """Return all changes of a document; raises `StorageTrouble`."""
    lines = session.log_lines()
    return Past(tuple(reversed(lines)), past.known_in(session.assessment, lines))


class ChangeRow(NamedTuple):
    """One change: what it is called, from what to what, who made it and when.

    `page` and `item` are where it can be looked at, as far as that is known.
    """

    link: str
    name: str
    told: tuple[str, ...]
    actor: str
    day: str
    time: str
    page: str
    item: str


def row_of(
    told: Telling, session: AssessmentSession, line: LogLine, *, about: str = ""
) -> ChangeRow:
    """Return the row of one change; what it did to the questions `about` is told first."""
    words = told.words
    found = past.changes_in(session.criteria, session.assessment, [line])[0]
    numbers = [part for part in about.split() if part[0].isdigit()]
    touched = sorted(
        found.touched,
        key=lambda one: not any(_is_under(name, part) for name in one.names for part in numbers),
    )
    parts = []
    for one in touched[:_MOST_TOLD]:
        said = told.change(one.names, one.before, one.after)
        said = said or words.text("nothing")
        parts.append(said if len(touched) == 1 else f"{told.about(one.names)}: {said}")
    left = len(touched) - len(parts)
    if left:
        parts.append(words.plural("and {count} more", "and {count} more", left))
    page, item = _place(told, line)
    return ChangeRow(
        line.link,
        name_in_words(told, line),
        tuple(parts),
        line.actor,
        changes.day(words, line.time),
        changes.clock(line.time),
        page,
        item,
    )


def name_in_words(told: Telling, line: LogLine) -> str:
    """Return what a change is called, with whether it was taken back or made again."""
    name = name_of(told.criteria, line.edit, line.item, line.old or {}, line.new or {})
    said = told.words.say(name)
    around = direction_text(line.edit)
    return told.words.text(around, change=said) if around else said


_PAGES = {
    "profile": "profile",
    "people": "profile",
    "dated": "profile",
    "evidence": "evidence",
    "adjustments": "thresholds_own",
    "declarations": "labels",
    "improvements": "labels",
    "labels_held": "labels",
    "roadmap": "roadmap",
    "roadmap_by": "roadmap",
    "logo": "report",
}


def _place(told: Telling, line: LogLine) -> tuple[str, str]:
    """Return the page and the item that a change is about, nothing where there is none."""
    for place in line.new or {}:
        names = names_in(place)
        if names[0] == "answers" and len(names) > 1:
            question = question_named(told.criteria, names[1])
            if question is not None:
                return "questions", question.id
        elif names[0] in _PAGES:
            item = names[1] if names[0] == "evidence" and len(names) > 1 else ""
            return _PAGES[names[0]], item
    return "", ""


def actors(lines: Sequence[LogLine]) -> tuple[str, ...]:
    """Return who has changed something, by name."""
    return tuple(sorted({line.actor for line in lines}, key=str.casefold))


def chosen(
    told: Telling, lines: Sequence[LogLine], *, actor: str = "", text: str = ""
) -> tuple[LogLine, ...]:
    """Return the changes that one person made, about a question or with words in their names.

    A number finds what is about that question and those below it: "4.1" finds 4.1.6, too.
    """
    wanted = text.casefold().split()
    return tuple(
        line
        for line in lines
        if (not actor or line.actor == actor)
        and (not wanted or all(_fits(told, line, part) for part in wanted))
    )


def _fits(told: Telling, line: LogLine, part: str) -> bool:
    if part[0].isdigit():
        return any(_is_under(key, part) for key in _keys(line))
    return part in name_in_words(told, line).casefold()


def _keys(line: LogLine) -> set[str]:
    """Return the answer keys that a change is about, and the ids of indicators."""
    found = {line.item}
    for place in line.new or {}:
        if not place.startswith(CONFLICTS):
            names = names_in(place)
            if len(names) > 1 and names[0] in {"answers", "improvements", "adjustments"}:
                found.add(names[1])
    return found


def _is_under(key: str, number: str) -> bool:
    number = number.rstrip(".")
    return key == number or key.startswith((f"{number}.", f"{number}/"))
