"""The labels that a cluster holds, with their dates."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import LabelHeld
from excellence_app.domain.messages import Refused
from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.section import Section
from excellence_app.gui.theme import TextStyle, Weight


class HeldLabels(Section):
    """What is recorded of them, and the fields for another one."""

    def __init__(self, desk: Desk) -> None:
        theme, words, criteria = desk.theme, desk.words, desk.document.criteria
        super().__init__(
            theme,
            words.text("Labels held"),
            words.text(
                "Labels that the cluster holds from the label's secretariat, with their dates."
            ),
        )
        self.desk, self.words = desk, words
        self.label = ""  # that which is offered first
        self._held_column = Column(theme, spacing=12)
        self.none_held = PlainLabel(theme, words.text("None recorded."), colour="text2")
        self.held_form = Column(theme, spacing=10)
        entries = [(label.id, label.title) for label in criteria.labels]
        self.held_label = DropDownField(theme, words.text("Label"), entries)
        self.since = TextField(
            theme, words.text("Held since"), hint=words.text("such as 31.1.2025")
        )
        self.until = TextField(
            theme, words.text("Valid until"), hint=words.text("empty: as the rules have it")
        )
        self.record = Button(theme, words.text("Record this label"))
        self.record.clicked.connect(self.add_held)
        cancel = Button(theme, words.text("Cancel"), Kind.QUIET)
        cancel.clicked.connect(self._close_held)
        for field in (self.since, self.until):
            offer_calendar(field, words)
            field.edit.returnPressed.connect(self.add_held)
        buttons = Flow(theme)
        buttons.put(self.record, cancel)
        self.held_form.put(self.held_label, self.since, self.until, buttons)
        self.add_held_button = Button(theme, words.text("Record a label"), icon="plus")
        self.add_held_button.clicked.connect(self.open_held)
        line = Flow(theme)
        line.put(self.add_held_button)
        self.put(self._held_column, self.none_held, self.held_form, line)
        self.held_form.hide()
        self.held_rows: list[QWidget] = []
        self._held_shown: tuple[LabelHeld, ...] = ()

    def show_held(self) -> None:
        """Show what is recorded now."""
        document = self.desk.document
        held = document.assessment.labels_held
        if held != self._held_shown:
            self._held_shown = held
            for row in self.held_rows:
                row.hide()
                row.deleteLater()
            self.held_rows = [self._held_row(one) for one in held]
            self._held_column.put(*self.held_rows)
        self._held_column.setVisible(bool(held))
        self.none_held.setVisible(not held)
        self.add_held_button.setVisible(document.may_change and self.held_form.isHidden())

    def _held_row(self, held: LabelHeld) -> QWidget:
        theme, words, document = self.theme, self.words, self.desk.document
        label = document.criteria.label_by_id.get(held.label)
        title = label.title if label is not None else held.label
        text = words.text("Since {since}", since=held.since)
        if held.until is not None:
            text = words.text("{since} to {until}", since=held.since, until=held.until)
        row = Row(theme, spacing=10)
        bars = label.bars or 0 if label is not None else 0
        mark = LabelMark(theme, title, rank=bars, letter="" if bars else title[:1])
        about = Column(theme, spacing=2)
        about.put(PlainLabel(theme, title, weight=Weight.MEDIUM))
        about.put(PlainLabel(theme, text, TextStyle.LABEL, colour="text2"))
        about.put(self._lapse(held))
        row.box.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.box.addWidget(about, 1)
        if document.may_change:
            name = words.text("Remove {name}", name=title)
            remove = IconButton(theme, name, "trash-2")
            remove.clicked.connect(partial(self.remove_held, held))
            row.box.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _lapse(self, held: LabelHeld) -> QWidget:
        words, today = self.words, date.today()
        if held.until is None:
            state, said = State.PLAIN, words.text("No end recorded")
        elif held.until < today:
            state, said = State.SHORT, words.text("Lapsed")
        else:
            days = (held.until - today).days
            state = State.PROMISED
            said = words.plural("{count} day left", "{count} days left", days)
        line = Flow(self.theme)
        line.put(StatePill(self.theme, state, said))
        return line

    @Slot()
    def open_held(self) -> None:
        """Show the fields for another label that was awarded."""
        self.held_form.show()
        self.add_held_button.hide()
        self.held_label.list.show_entry(self.label)
        self.held_label.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _close_held(self) -> None:
        for field in (self.since, self.until):
            field.show_text("")
            field.show_error("")
        self.held_form.hide()
        self.add_held_button.show()
        self.add_held_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def add_held(self) -> None:
        """Record the label whose dates were typed."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        since = self._day(self.since)
        until = self._day(self.until)
        if self.since.error or self.until.error:
            (self.since if self.since.error else self.until).focus()
            return
        if since is None:
            self.since.show_error(self.words.text("Please give the day of the award."))
            self.since.focus()
            return
        label = self.held_label.list.entry
        message = self.desk.document.change(edits.hold_label, label, since, until)
        if message is not None:
            self.until.show_error(self.words.say(message))
            self.until.focus()
            return
        self._close_held()

    def _day(self, field: TextField) -> date | None:
        from excellence_app.session.nearest_day import nearest_day  # noqa: PLC0415 - not needed at start-up

        field.show_error("")
        try:
            return nearest_day(field.text, date.today(), self.words)
        except Refused as refusal:
            field.show_error(self.words.say(refusal.message))
            return None

    def remove_held(self, held: LabelHeld, *_: object) -> None:
        """Remove the record of a label."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        if self.desk.document.try_change(edits.remove_label_held, held.label, held.since):
            label = self.desk.document.criteria.label_by_id.get(held.label)
            title = label.title if label is not None else held.label
            self.desk.say(self.words.text("{name} removed", name=title))
            self.add_held_button.setFocus(Qt.FocusReason.OtherFocusReason)
