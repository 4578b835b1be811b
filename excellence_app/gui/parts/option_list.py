"""A long list to choose from: a field that narrows it, and below it what fits."""

from collections.abc import Collection, Sequence

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
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.painting import Box, Look, mirrored, paint_box, paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, RADIUS_ROW, TextStyle, Theme, Themed, Weight
from excellence_app.language.catalogues import Words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROWS, _FEW_ROWS = 8, 5
_BOX = 18
_TEXT_START = 45
_PADDING = 8
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OTHER = ""  # the key of the line that takes what is typed
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -7, Qt.Key.Key_PageDown: 7}
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class _Model(QAbstractListModel):
    """The choices that fit what is typed: pairs of key and title."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[tuple[str, str]] = []
        self.chosen: frozenset[str] = frozenset()

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        self.beginResetModel()
        self.shown = list(options)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if not index.isValid() or role not in told:
            return None
        return self.shown[index.row()][1]


class _Delegate(QStyledItemDelegate):
    """Paints a choice: its box and its wrapped title."""

    def __init__(self, view: "_View") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one choice."""
        area: QRect = option.rect
        painter.save()
        self._view.paint_option(painter, QRectF(area), index.row())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the wrapped title."""
        return QSize(1, self._view.height_of(index.row()))


class _View(Themed, QListView):
    """What fits; the field above keeps the focus."""

    def __init__(self, theme: Theme, name: str, box: Box) -> None:
        super().__init__()
        self.theme = theme
        self.box = box
        self.rows = _ROWS
        self.look = Look.PLAIN
        self.options = _Model(self)
        self.setAccessibleName(name)
        self.setModel(self.options)
        self.setItemDelegate(_Delegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def _room(self) -> int:
        px = self.theme.px
        return max(1, self.viewport().width() - px(_TEXT_START) - px(12))

    def height_of(self, place: int) -> int:
        """Return the height of a choice in pixels."""
        theme = self.theme
        title = self.options.shown[place][1]
        high = theme.paragraph(title, TextStyle.BODY, Weight.MEDIUM, self._room()).height
        return high + 2 * theme.px(_PADDING)

    def _line(self) -> int:
        return self.theme.line_height(TextStyle.BODY) + 2 * self.theme.px(_PADDING)

    def sizeHint(self) -> QSize:
        """Return the height of a few choices, less where fewer fit what is typed."""
        rows = min(self.rows, max(len(self.options.shown), 1))
        return QSize(self.theme.px(300), rows * self._line())

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(self.theme.px(120), self.sizeHint().height())

    def paint_option(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Paint a choice: tinted if it is chosen, with a ground if it is the current one."""
        theme, px, colours = self.theme, self.theme.px, self.theme.colours
        direction = self.layoutDirection()
        key, title = self.options.shown[place]
        chosen = key in self.options.chosen
        inside = area.adjusted(0.5, 0.5, -0.5, -0.5)
        current = place == self.currentIndex().row()
        if chosen or current:
            ground = colours.accent_tint if chosen else colours.hover
            edge = colours.accent if current else None
            paint_panel(painter, inside, px(RADIUS_CONTROL), ground, edge, theme.edge)
        side, line = px(_BOX), theme.line_height(TextStyle.BODY)
        top = area.top() + px(_PADDING)
        box = QRectF(area.left() + px(9), top + (line - side) / 2, side, side)
        where = mirrored(box, area, direction)
        paint_box(painter, self.box, where, theme, chosen=chosen, look=self.look)
        words = theme.paragraph(title, TextStyle.BODY, Weight.MEDIUM, self._room())
        where = QRectF(area.left() + px(_TEXT_START - 4), top, self._room(), words.height)
        where = mirrored(where, area, direction)
        ink = colours.text3 if self.look is Look.LOCKED else colours.text
        words.paint(painter, where, ink, direction=direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            if self.currentIndex().isValid():  # what was chosen is in view from the beginning
                self.executeDelayedItemsLayout()
                self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self.scheduleDelayedItemsLayout()
        super().on_theme_changed()


class _Panel(Themed, QWidget):
    """The edge around the list and its scroll bar."""

    def __init__(self, theme: Theme, view: _View) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.addWidget(view)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)
        self._set_lengths()

    def _set_lengths(self) -> None:
        inset = self.theme.px(4)
        self._box.setContentsMargins(inset, inset, inset, inset)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(RADIUS_ROW)
        paint_panel(painter, area, radius, colours.surface, colours.line2, theme.edge)
        painter.end()


class OptionList(Themed, QWidget):
    """A field and a list. Arrows move in the list while one types, Enter chooses.

    With one answer the field shows it; what is typed narrows the list until one is chosen. With
    several the field only searches.

    Signals:
        picked: A person chose one, or took one of several back. str: its key.
        clicked: A person did so with the mouse. str: its key.
        other_given: A person wants what is typed, which is not in the list. str: the text.
        next_asked, back_asked: Enter, Shift Enter where there is nothing to choose.
    """

    picked = Signal(str)
    clicked = Signal(str)
    other_given = Signal(str)
    next_asked = Signal()
    back_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        options: Sequence[tuple[str, str]],
        *,
        several: bool,
        takes_other: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._several = several
        self._takes_other = takes_other
        self._options = list(options)
        self._moved = False
        self._locked = False
        prompt = words.text("Type to search {count} choices", count=len(options))
        self.field = LineEdit(theme, name, placeholder=prompt, icon="search")
        self.field.setAccessibleDescription(prompt)
        self.field.textEdited.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list = _View(theme, name, Box.CHECK if several else Box.RADIO)
        self.list.clicked.connect(self._on_clicked)
        self.nothing = PlainLabel(
            theme, words.text("Nothing in the list fits."), TextStyle.LABEL, colour="text2"
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._panel = _Panel(theme, self.list)
        for part in (self.field, self.nothing, self._panel):
            self._column.addWidget(part)
        self.nothing.hide()
        self.follow(theme)
        self._column.setSpacing(theme.px(8))
        self.list.options.show_options(self._options)

    @property
    def shown(self) -> list[str]:
        """The titles that fit what is typed."""
        return [title for _, title in self.list.options.shown]

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; what is searched for stays."""
        if list(options) != self._options:
            self._options = list(options)
            self._narrow(self._searched())

    def show_chosen(self, keys: Collection[str]) -> None:
        """Show what is chosen; nothing is emitted."""
        if frozenset(keys) == self.list.options.chosen:
            return
        self.list.options.chosen = frozenset(keys)
        self.list.viewport().update()
        if not self._several:
            self._put_title()

    def show_few(self, *, few: bool) -> None:
        """Show fewer choices at once, in a window that is low."""
        self.list.rows = _FEW_ROWS if few else _ROWS
        self.list.updateGeometry()

    def lock(self, *, locked: bool, reason: str) -> None:
        """Let nobody choose."""
        self._locked = locked
        self.field.setReadOnly(locked)
        self.list.look = Look.LOCKED if locked else Look.PLAIN
        self.list.viewport().update()
        if reason:
            self.field.setAccessibleDescription(reason)

    def focus(self) -> None:
        """Put the focus into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _title(self) -> str:
        """Return what the field shows while nothing is searched for."""
        if self._several:
            return ""
        chosen = self.list.options.chosen
        return next((title for key, title in self._options if key in chosen), "")

    def _searched(self) -> str:
        text = self.field.text()
        return "" if text == self._title() else text

    def _put_title(self) -> None:
        self.field.setText(self._title())
        self.field.setCursorPosition(0)
        self._narrow("")

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        fitting = [
            one for one in self._options if all(word in one[1].casefold() for word in wanted)
        ]
        if wanted:  # what begins so comes first
            fitting.sort(key=lambda one: not one[1].casefold().startswith(wanted[0]))
        if wanted and not fitting and self._takes_other:
            said = self._words.text("Use “{text}”", text=" ".join(text.split()))
            fitting = [(_OTHER, said)]
        model = self.list.options
        if fitting != model.shown:
            model.show_options(fitting)
        self._moved = False
        place = 0 if wanted else self._chosen_place()
        self.list.setCurrentIndex(model.index(place) if place is not None else QModelIndex())
        if place is not None:
            self.list.scrollTo(model.index(place))
        self.nothing.setVisible(not fitting)
        self._panel.setVisible(bool(fitting))
        self.list.updateGeometry()

    def _chosen_place(self) -> int | None:
        model = self.list.options
        if self._several:
            return None
        return next((n for n, one in enumerate(model.shown) if one[0] in model.chosen), None)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._narrow(text)
        shown = self.list.options.shown
        if [key for key, _ in shown] == [_OTHER]:
            announce(self.field, shown[0][1])
            return
        count = len(shown)
        announce(
            self.field, self._words.plural("{count} choice fits", "{count} choices fit", count)
        )

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        shown = self.list.options.shown
        key = shown[index.row()][0] if 0 <= index.row() < len(shown) else _OTHER
        self.focus()
        self._pick(index.row())
        if key != _OTHER:
            self.clicked.emit(key)

    def _pick(self, place: int) -> None:
        shown = self.list.options.shown
        if self._locked or not 0 <= place < len(shown):
            return
        key, _ = shown[place]
        if key == _OTHER:
            text = " ".join(self.field.text().split())
            self._put_title()
            self.other_given.emit(text)
            return
        if self._several:
            self.field.clear()
            self.picked.emit(key)
            self._narrow("")
            return
        news = key not in self.list.options.chosen
        self.show_chosen({key})
        self._put_title()
        self.field.selectAll()
        if news:
            self.picked.emit(key)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows, choose with Enter, forget the search with Esc."""
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            if event.reason() != Qt.FocusReason.PopupFocusReason and self._searched():
                self._put_title()
            return False
        presses = {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
        if event.type() not in presses or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and not held and self._searched():
            if event.type() is QEvent.Type.KeyPress:
                self._put_title()
            event.accept()
            return True
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if key in _STEPS and not held:
            self._move(_STEPS[key])
            return True
        at = self.list.currentIndex().isValid()
        if key == Qt.Key.Key_Space and not held and at and (self._moved or not self._searched()):
            self._moved = False
            self._pick(self.list.currentIndex().row())
            return True
        if key in _ENTER and not held & ~_SHIFT:
            self._enter(back=bool(held))
            return True
        return False

    def _move(self, step: int) -> None:
        model = self.list.options
        if not model.shown:
            return
        here = self.list.currentIndex().row()
        place = min(max(here + step, 0), len(model.shown) - 1)
        self._moved = True
        self.list.setCurrentIndex(model.index(place))
        self.list.scrollTo(model.index(place))
        announce(self.field, model.shown[place][1])

    def _enter(self, *, back: bool) -> None:
        if self._locked:
            (self.back_asked if back else self.next_asked).emit()
        elif (self._searched() or self._moved) and self.list.currentIndex().isValid():
            self._moved = False
            self._pick(self.list.currentIndex().row())
        elif not self._searched():  # what was searched for and is not there stays to be mended
            (self.back_asked if back else self.next_asked).emit()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(8))
        super().on_theme_changed()
