"""Panels at a row of the roadmap: what was decided about an action, and a list to choose from."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple, Unpack

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from excellence_app.domain.assessment import ActionState, PlannedAction
from excellence_app.domain.messages import Refused
from excellence_app.domain.planned import action_title
from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.field_parts import FieldHead
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.popover import Popover
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.text_field import LineEdit, TextField
from excellence_app.gui.desk import Desk
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight
from excellence_app.session.entered import read_due
from excellence_app.session.evidence import with_person
from excellence_app.session.roadmap_edits import Fields, change_action
from excellence_app.session.roadmap_rows import MOST_EFFORT, STATES, effort_in_set

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

_WIDTH = 372
_INSET = 4  # room for the focus ring beside fields
_LIST_HEIGHT = 300
_SCREEN = 60  # pixels of the design between a panel and the ends of the screen
_SOMEBODY = "somebody else"  # no id of a person: these have no spaces


class RoadmapPanel(Popover):
    """A panel with a title that scrolls where the screen is low, and goes for good when closed."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(theme, title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = Heading(theme, title, TextStyle.H3)
        self.column = Column(theme, spacing=12)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        inside = Column(theme, spacing=0, margins=(_INSET, 4, _INSET, 4))
        inside.put(self.column)
        inside.stretch()
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._inside = inside
        inset = theme.px(_INSET)
        self.heading.setContentsMargins(inset, 0, inset, 0)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.area)
        inside.installEventFilter(self)

    def fit(self) -> None:
        """Be as high as what is shown, as far as the screen allows."""
        px = self.theme.px
        screen = self.screen().availableGeometry()
        width = min(px(_WIDTH), screen.width() - 2 * px(_SCREEN))
        layout = self._inside.layout()
        wanted = width
        high = layout.totalHeightForWidth(wanted) if layout is not None else 0
        if high < 0 and layout is not None:
            high = layout.totalSizeHint().height()
        around = self.heading.heightForWidth(width) + px(96)
        self.heading.setFixedWidth(width)
        most = max(px(120), screen.height() - around)
        if high > most:
            width += self.area.verticalScrollBar().sizeHint().width()
        self.area.setFixedSize(width, min(high, most))
        self.adjustSize()

    def open_at(self, opener: QWidget) -> None:
        """Open at a row, as large as needed."""
        self.fit()
        super().open_at(opener)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with a message or a field that appears."""
        grown = watched is self._inside and event.type() is QEvent.Type.LayoutRequest
        if grown and self.isVisible():
            self.fit()
            self.place()
        return super().eventFilter(watched, event)


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
        self.meant = PlainLabel(self.theme, "", TextStyle.CAPTION, colour="text2")
        self.due.edited.connect(self._on_due_edited)
        self.typed.watch(self.due, self._store_due, while_typing=False)
        if self._only:
            self.due.edit.returnPressed.connect(self._on_decided)
        offered = Flow(self.theme, across=4, down=2)
        self.due_offers: list[Button] = []
        for text in (
            words.text("in 3 months"),
            words.text("in 6 months"),
            words.text("in 1 year"),
        ):
            self._offer_due(offered, text, text)
        self._no_date = self._offer_due(offered, words.text("No date"), "")
        self.column.put(self.due, self.meant, offered)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc without what is typed; digits choose an effort that is asked alone."""
        if event.key() == Qt.Key.Key_Escape:
            self._discarding = True
            self.close()
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
        wrong = [
            field.error
            for name in ("title", "due", "person", "note")
            if (field := getattr(self, name, None)) is not None and field.error
        ]
        self._discarding = True
        super().hideEvent(event)
        if wrong:
            self._desk.say(wrong[0], can_undo=False)


class Option(NamedTuple):
    """One thing to choose: `text` is said below the title."""

    key: str
    title: str
    text: str = ""
    icon: str = ""


class _OptionModel(QAbstractListModel):
    """The options that fit what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.options: list[Option] = []

    def show_options(self, options: Sequence[Option]) -> None:
        self.beginResetModel()
        self.options = list(options)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if not index.isValid() or role not in told:
            return None
        option = self.options[index.row()]
        return f"{option.title}. {option.text}" if option.text else option.title


class _OptionDelegate(QStyledItemDelegate):
    """Paints an option on two kinds of lines."""

    def __init__(self, view: "_OptionList") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one option."""
        area: QRect = option.rect
        painter.save()
        self._view.paint_option(painter, QRectF(area), index.row())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the wrapped words."""
        return QSize(1, self._view.height_of(index.row()))


class _OptionList(Themed, QListView):
    """The options; the field above keeps the focus."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.options_model = _OptionModel()
        self.options_model.setParent(self)
        self.setAccessibleName(name)
        self.setModel(self.options_model)
        self.setItemDelegate(_OptionDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.follow(theme)

    def _room(self) -> int:
        px = self.theme.px
        return max(1, self.viewport().width() - 2 * px(10) - px(18) - px(8))

    def height_of(self, place: int) -> int:
        """Return the height of an option in pixels."""
        option, room = self.options_model.options[place], self._room()
        theme = self.theme
        high = theme.paragraph(option.title, TextStyle.LABEL, Weight.MEDIUM, room).height
        if option.text:
            high += theme.paragraph(option.text, TextStyle.CAPTION, None, room).height
        return high + 2 * theme.px(7)

    def paint_option(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Paint an option, tinted if it is the current one."""
        theme, px, colours = self.theme, self.theme.px, self.theme.colours
        direction = self.layoutDirection()
        option, room = self.options_model.options[place], self._room()
        if place == self.currentIndex().row():
            edge = colours.text if theme.high_contrast else None
            inside = area.adjusted(1, 1, -1, -1)
            paint_panel(painter, inside, px(RADIUS_CONTROL), colours.accent_tint, edge)
        side = px(16)
        line = theme.line_height(TextStyle.LABEL)
        icon = QRectF(area.left() + px(10), area.top() + px(7) + (line - side) / 2, side, side)
        if option.icon:
            paint_icon(painter, option.icon, mirrored(icon, area, direction), colours.text2)
        x = area.left() + px(10) + px(18) + px(8)
        title = theme.paragraph(option.title, TextStyle.LABEL, Weight.MEDIUM, room)
        place_of = QRectF(x, area.top() + px(7), room, title.height)
        where = mirrored(place_of, area, direction)
        title.paint(painter, where, colours.text, direction=direction)
        if option.text:
            text = theme.paragraph(option.text, TextStyle.CAPTION, None, room)
            below = QRectF(x, place_of.bottom(), room, text.height)
            below = mirrored(below, area, direction)
            text.paint(painter, below, colours.text2, direction=direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap for the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class PickPanel(RoadmapPanel):
    """A field to search in and the list of what fits; what is typed can be taken as well.

    `own` makes the option for a typed text that is none of the others.

    Signals:
        chosen(str): A person chose one; its key.
        typed_in(str): A person takes what is typed.
    """

    chosen = Signal(str)
    typed_in = Signal(str)

    def __init__(
        self,
        desk: Desk,
        title: str,
        prompt: str,
        parent: QWidget,
        options: Sequence[Option],
        own: Callable[[str], Option],
    ) -> None:
        super().__init__(desk.theme, title, parent)
        theme, words = desk.theme, desk.words
        self._words = words
        self._options, self._own = list(options), own
        self.field = LineEdit(theme, prompt, placeholder=prompt, icon="search")
        self.field.textEdited.connect(self._show_fitting)
        self.field.installEventFilter(self)
        self.list = _OptionList(theme, title)
        self.list.clicked.connect(self._on_clicked)
        self.column.put(self.field, self.list)
        self._show_fitting("")

    def open_at(self, opener: QWidget) -> None:
        """Open with the field ready to type in."""
        super().open_at(opener)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def options(self) -> Sequence[Option]:
        """What fits, in its order."""
        return self.list.options_model.options

    def search(self, text: str) -> None:
        """Search for a text as if it were typed."""
        self.field.setText(text)
        self._show_fitting(text)

    def _show_fitting(self, text: str) -> None:
        wanted = text.casefold().split()
        fitting = [
            one
            for one in self._options
            if all(part in f"{one.title} {one.text}".casefold() for part in wanted)
        ]
        typed = " ".join(text.split())
        named = any(one.title.casefold() == typed.casefold() for one in self._options)
        if typed and not named:
            fitting.append(self._own(typed))
        self.list.options_model.show_options(fitting)
        px = self.theme.px
        self.list.setFixedHeight(px(_LIST_HEIGHT))
        if fitting:
            self.list.setCurrentIndex(self.list.options_model.index(0))

    def _go(self, step: int) -> None:
        count = len(self.options)
        if not count:
            return
        there = min(max(self.list.currentIndex().row() + step, 0), count - 1)
        index = self.list.options_model.index(there)
        self.list.setCurrentIndex(index)
        announce(self.field, str(index.data()))

    def _take(self) -> None:
        place = self.list.currentIndex().row()
        if not 0 <= place < len(self.options):
            return
        option, typed = self.options[place], " ".join(self.field.text().split())
        own = bool(typed) and option.key == self._own(typed).key
        self.close()
        if own:
            self.typed_in.emit(typed)
        else:
            self.chosen.emit(option.key)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows go through the list while the field has the focus, and Enter choose."""
        if (
            hasattr(self, "field")
            and watched is self.field
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: 5,
                Qt.Key.Key_PageUp: -5,
            }
            key = Qt.Key(event.key())
            if key in steps:
                self._go(steps[key])
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take()
                return True
        return super().eventFilter(watched, event)
