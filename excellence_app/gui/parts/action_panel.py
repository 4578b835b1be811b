"""A panel at a row of the roadmap: what was decided about one action."""

from datetime import date
from functools import partial
from typing import Unpack

from PySide6.QtCore import (
    Qt,
)
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QWidget,
)

from excellence_app.domain.assessment import ActionState, PlannedAction
from excellence_app.domain.messages import Refused
from excellence_app.domain.planned import action_title
from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.field_parts import FieldHead
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.roadmap_panel import RoadmapPanel
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import TextStyle
from excellence_app.session.entered import read_due
from excellence_app.session.evidence import with_person
from excellence_app.session.roadmap_edits import Fields, change_action
from excellence_app.session.roadmap_rows import MOST_EFFORT, STATES, effort_in_set

_SOMEBODY = "somebody else"  # no id of a person: these have no spaces


class ActionPanel(RoadmapPanel):
    """What was decided about one action; everything is stored at once.

    With `only` the panel holds that field alone, and closes when it is decided.
    """

    def __init__(self, desk: Desk, key: str, parent: QWidget, only: str = "") -> None:
        self._desk, self._key, self._only = desk, key, only
        self.words = desk.words
        planned = desk.document.assessment.planned(key)
        if planned is None:
            raise KeyError(key)
        title = action_title(desk.document.criteria, planned)
        super().__init__(desk.theme, title, parent)
        self._discarding = False
        self.typed = TypedFields(self, desk.document.stop_merging)
        self._make(planned)
        self.show_action()

    @property
    def key(self) -> str:
        """The id of the action."""
        return self._key

    def _make(self, planned: PlannedAction) -> None:
        makers = {
            "title": self._make_title,
            "owner": self._make_owner,
            "due": self._make_due,
            "effort": self._make_effort,
            "state": self._make_state,
            "level": self._make_level,
            "note": self._make_note,
        }
        if planned.action:
            del makers["level"]
        for name, make in makers.items():
            if self._only in {"", name}:
                make(planned)
        if not self._only:
            row = Row(self.theme, spacing=8)
            done = Button(self.theme, self.words.text("Close"), key="Esc")
            done.clicked.connect(self.close)
            row.put(done)
            row.stretch()
            self.column.put(row)

    def _make_title(self, _planned: PlannedAction) -> None:
        self.title = TextField(self.theme, self.words.text("What is to be done"))
        self.typed.watch(self.title, lambda text: self._store(title=text))
        self.column.put(self.title)

    def _make_owner(self, _planned: PlannedAction) -> None:
        words = self.words
        self.owner = DropDownField(self.theme, words.text("Owner"))
        self.owner.chosen.connect(self._on_owner)
        self.person = TextField(self.theme, words.text("Name"))
        self.person.hide()
        self.typed.watch(self.person, self._store_person, while_typing=False)
        self.column.put(self.owner, self.person)

    def _make_due(self, _planned: PlannedAction) -> None:
        words = self.words
        self.due = TextField(
            self.theme,
            words.text("Due date"),
            hint=words.text("30.9., in 3 months"),
        )
        offer_calendar(self.due, words)
        self.meant = PlainLabel(self.theme, "", TextStyle.CAPTION, colour="text2")
        self.due.edited.connect(self._on_due_edited)
        self.typed.watch(self.due, self._store_due, while_typing=False)
        if self._only:
            self.due.edit.returnPressed.connect(self._on_decided)
        offered = Flow(self.theme, across=4, down=2)
        self.due_offers: list[Button] = []
        ready = self._ready()
        if ready is not None:
            caption = words.text("Ready {day}", day=words.short_day(ready))
            self._offer_due(offered, caption, words.day(ready))
        for text in (
            words.text("in 3 months"),
            words.text("in 6 months"),
            words.text("in 1 year"),
        ):
            self._offer_due(offered, text, text)
        self._no_date = self._offer_due(offered, words.text("No date"), "")
        self.column.put(self.due, self.meant, offered)

    def _ready(self) -> date | None:
        """Return the day on which the action can be ready, none if that is not known."""
        roadmap = self._desk.document.roadmap
        steps = roadmap.steps if roadmap is not None else ()
        return next((step.ready for step in steps if step.planned == self._key), None)

    def _offer_due(self, offered: Flow, caption: str, text: str) -> Button:
        button = Button(self.theme, caption, Kind.WORDS)
        button.clicked.connect(partial(self._on_due_offer, text))
        offered.put(button)
        self.due_offers.append(button)
        return button

    def _make_effort(self, planned: PlannedAction) -> None:
        words = self.words
        views = [(str(size), str(size)) for size in range(1, MOST_EFFORT + 1)]
        size = effort_in_set(self._desk.document.criteria, planned)
        if size:
            views.append(("", words.text("As the set says: {size}", size=size)))
        else:
            views.append(("", words.text("Not known")))
        name = words.text("Effort")
        self.effort = SegmentedControl(self.theme, name, views)
        self.effort.chosen.connect(self._on_effort)
        self._put_named(name, self.effort, words.text("1 small, 2 middle, 3 large"))

    def _make_state(self, _planned: PlannedAction) -> None:
        words = self.words
        views = [(state.value, words.text(STATES[state])) for state in ActionState]
        name = words.text("State")
        self.state = SegmentedControl(self.theme, name, views)
        self.state.chosen.connect(self._on_state)
        self._put_named(name, self.state)

    def _put_named(self, name: str, control: QWidget, hint: str = "") -> None:
        group = Column(self.theme, spacing=5)
        group.put(FieldHead(self.theme, name, hint))
        group.box.addWidget(control, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.put(group)

    def _make_level(self, _planned: PlannedAction) -> None:
        words, criteria = self.words, self._desk.document.criteria
        entries = [("", words.text("None"))]
        entries += [(one.id, f"{one.id} {one.title}") for one in criteria.indicators if one.levels]
        self.indicator = DropDownField(self.theme, words.text("Indicator that it raises"), entries)
        self.indicator.chosen.connect(self._on_indicator)
        self.level = DropDownField(self.theme, words.text("To level"))
        self.level.chosen.connect(self._on_level)
        self.level.hide()
        self.column.put(self.indicator, self.level)

    def _make_note(self, _planned: PlannedAction) -> None:
        self.note = NoteField(self.theme, self.words.text("Note"))
        self.typed.watch(self.note, lambda text: self._store(note=text))
        self.column.put(self.note)

    # what is shown

    def show_action(self) -> None:
        """Show what the document has."""
        document, words = self._desk.document, self.words
        planned = document.assessment.planned(self._key)
        if planned is None:
            return
        title = action_title(document.criteria, planned)
        self.heading.setText(title)
        if hasattr(self, "title"):
            self.typed.fill(self.title, title)
        if hasattr(self, "owner"):
            people = [(one.id, one.name) for one in document.assessment.people]
            entries = [("", words.text("Nobody")), *people]
            entries.append((_SOMEBODY, words.text("Somebody else…")))
            if self.owner.list.entry != _SOMEBODY or planned.owner:
                self.owner.list.set_entries(entries, planned.owner)
                self.person.hide()
        if hasattr(self, "due"):
            self.typed.fill(self.due, words.day(planned.due) if planned.due is not None else "")
            self._on_due_edited(self.due.text)
            self._no_date.setVisible(planned.due is not None)
        if hasattr(self, "effort"):
            self.effort.show_view(str(planned.effort or ""))
        if hasattr(self, "state"):
            self.state.show_view(planned.state.value)
        if hasattr(self, "indicator"):
            self._show_level(planned)
        if hasattr(self, "note"):
            self.typed.fill(self.note, planned.note)

    def _show_level(self, planned: PlannedAction) -> None:
        self.indicator.list.show_entry(planned.indicator)
        known = self._desk.document.criteria.indicator_by_id.get(planned.indicator)
        entries = [("", self.words.text("Not decided"))]
        if known is not None:
            entries += [
                (
                    str(level.number),
                    self.words.text("{number}: {title}", number=level.number, title=level.title),
                )
                for level in known.levels
            ]
        self.level.list.set_entries(entries, "" if planned.to is None else str(planned.to))
        self.level.setVisible(known is not None)

    def focus(self, field: str = "") -> None:
        """Put the focus into a field, the first one if none is named."""
        if field == "level" and hasattr(self, "indicator"):
            self.indicator.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif field == "effort" and hasattr(self, "effort"):
            self.effort.focusNextChild()
        elif hasattr(self, "title"):
            self.title.focus()
        elif hasattr(self, "due"):
            self.due.focus()
            self.due.edit.selectAll()

    # what a person does

    def _store(self, **fields: Unpack[Fields]) -> str:
        if self._discarding:
            return ""
        message = self._desk.document.change(change_action, self._key, **fields)
        return self.words.say(message) if message is not None else ""

    def _store_person(self, text: str) -> str:
        if self._discarding or not text.strip():
            return ""
        document, key = self._desk.document, self._key
        try:
            edit = with_person(
                document.criteria,
                document.assessment,
                text,
                lambda a, person: change_action(document.criteria, a, key, owner=person),
            )
        except Refused as refusal:
            return self.words.say(refusal.message)
        message = document.apply(edit)
        if message is None:
            self.owner.list.show_entry("")
            self.show_action()
        return self.words.say(message) if message is not None else ""

    def _store_due(self, text: str) -> str:
        if self._discarding:
            return ""
        try:
            day = read_due(text, date.today(), self.words)
        except Refused as refusal:
            return self.words.say(refusal.message)
        return self._store(due=day)

    def _on_due_edited(self, text: str) -> None:
        """Show which day is meant."""
        try:
            day = read_due(text, date.today(), self.words)
        except Refused:
            day = None
        meant = self.words.day(day) if day is not None else ""
        self.meant.setText(meant if meant != text.strip() else "")
        self.meant.setVisible(bool(self.meant.text()))

    def _on_due_offer(self, text: str) -> None:
        message = self._store_due(text)
        self.due.show_error(message)
        self.show_action()
        if self._only and not message:
            self.close()

    def _on_decided(self) -> None:
        if not self.due.error:
            self.close()

    def _on_owner(self, key: str) -> None:
        self.person.setVisible(key == _SOMEBODY)
        if key == _SOMEBODY:
            self.person.show_text("")
            self.person.focus()
            return
        self._store(owner=key)

    def _on_effort(self, size: str) -> None:
        self._store(effort=int(size) if size else None)

    def _on_state(self, state: str) -> None:
        self._store(state=ActionState(state))

    def _on_indicator(self, indicator: str) -> None:
        self._store(indicator=indicator, to=None)
        self.show_action()

    def _on_level(self, level: str) -> None:
        self._store(to=int(level) if level else None)

    def store(self) -> None:
        """Store what is still being typed."""
        self.typed.store()

    def _on_escape(self) -> None:
        """Close, but stay once with what cannot be stored as it is: closing forgets that."""
        told = self._wrong()
        self.typed.store()
        if not self._wrong() or told:
            self.close()

    def _wrong(self) -> list[str]:
        fields = (getattr(self, name, None) for name in ("title", "due", "person", "note"))
        return [field.error for field in fields if field is not None and field.error]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, what is typed is stored; digits choose an effort that is asked alone."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.close()
            self._desk.run("undo")
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.close()
            self._desk.run("redo")
        elif self._only == "effort" and event.text() in {"1", "2", "3"}:
            self._on_effort(event.text())
            self.close()
        elif self._only == "effort" and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is still being typed; say what could not be."""
        self.typed.store()
        wrong = self._wrong()
        self._discarding = True
        super().hideEvent(event)
        if wrong:
            self._desk.warn(wrong[0])
