"""The menu of a question: what can be done with it, all in one place."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from excellence_app.domain.criteria import Question
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.command_keys import key_of
from excellence_app.session import edits


class MenuActs(NamedTuple):
    """What the page does for the entries of the menu."""

    clear: Callable[[], None]
    not_applicable: Callable[[], None]
    unknown: Callable[[], None]
    later: Callable[[], None]
    add_evidence: Callable[[], None]
    notes: Callable[[], None]
    next_open: Callable[[], None]


def open_menu(desk: Desk, question: Question, acts: MenuActs, opener: QWidget) -> QMenu:
    """Open the menu below its opener; with people taking part, who answered can be said."""
    words, may_change = desk.words, desk.document.may_change
    menu = QMenu(opener)
    menu.setAccessibleName(words.text("More about this question"))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def put(text: str, act: Callable[[], None], command: str = "") -> None:
        shown = text.replace("&", "&&")
        key = key_of(desk, command) if command else ""
        menu.addAction(f"{shown}\t{key}" if key else shown).triggered.connect(act)

    if may_change:
        put(words.text("Clear the answer"), acts.clear)
        if question.may_not_apply:
            put(words.text("Does not apply…"), acts.not_applicable)
        put(words.text("Don’t know"), acts.unknown)
        put(words.text("Come back later"), acts.later, "mark_later")
        put(words.text("Add file or link…"), acts.add_evidence, "add_evidence")
    put(words.text("Go to the notes"), acts.notes, "notes")
    put(words.text("Next open question"), acts.next_open, "next_open")
    put(words.text("History"), partial(desk.go, "history"))
    if may_change and desk.document.assessment.people:
        menu.addSeparator()
        _put_people(desk, question.id, menu)
    menu.popup(opener.mapToGlobal(QPoint(0, opener.height())))
    return menu


def _put_people(desk: Desk, question: str, menu: QMenu) -> None:
    """Put a menu in which one of the people is chosen as the one who answered, or nobody."""
    words, assessment = desk.words, desk.document.assessment
    stored = assessment.answers.get(question)
    chosen = stored.respondent if stored is not None else ""
    people = menu.addMenu(words.text("Answered by"))
    group = QActionGroup(people)
    named = [(person.id, person.name) for person in assessment.people]
    for person, name in (("", words.text("Not said")), *named):
        action = people.addAction(name.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(person == chosen)
        action.triggered.connect(
            partial(desk.document.try_change, edits.set_respondent, question, person)
        )
        group.addAction(action)
