"""The documents that were open: name, small skyline, state and day, in rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from excellence_app.gui.components.initials import initials
from excellence_app.gui.components.see_through import see_through
from excellence_app.gui.components.state_pill import paint_pill, pill_size
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.parts.recent_rows import Entry, Index, RecentRows
from excellence_app.gui.parts.small_skyline import paint_bars
from excellence_app.gui.theme import RADIUS_ROW, RING_WIDTH, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align, Paragraph
from excellence_app.language.catalogues import Words

_LEAST_ROW = 68
_GAP = 16
_EDGE = 14
_BADGE = 34
_MENU = 32
_CHART = 156  # pixels of the design; less where the list is narrow
_SMALL_CHART = 112
_CHART_HEIGHT = 26
_LEAST_NAME = 132  # for the name in one line with all the rest; else it stands below
_INKS = ("accent", "met", "gap", "silver", "bronze")


class _Places(NamedTuple):
    """Where the parts of a row stand, read from left to right."""

    name: QRectF
    detail: QRectF
    chart: QRectF
    pill: QRectF
    day: QRectF
    menu: QRectF
    height: int


class _Delegate(QStyledItemDelegate):
    """Lets the list paint and measure its rows, and gives a field for the new name."""

    def __init__(self, rows: "RecentList") -> None:
        super().__init__(rows)
        self._list = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        painter.save()
        self._list.paint_row(painter, QRectF(option.rect), index.row())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row."""
        return self._list.row_size(index.row())

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Return the field for the name."""
        return LineEdit(self._list.theme, self._list.name_of_field, parent=parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the name in the field, all of it selected."""
        if isinstance(editor, LineEdit):
            editor.setText(str(index.data() or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: Index) -> None:
        """Ask for the name that was typed."""
        if isinstance(editor, LineEdit):
            self._list.ask_name(index.row(), editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc leave the field as it leaves every other: what is typed counts."""
        if (
            isinstance(watched, LineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(watched, event)

    def updateEditorGeometry(
        self, editor: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the field where the name is."""
        editor.setGeometry(self._list.editor_area(index.row()))


class RecentList(Themed, QListView):
    """One Tab stop; Enter opens, F2 renames, Delete takes off the list, the menu key has all.

    Signals:
        opened(Path): A document is to be opened.
        renamed(Path, str): A document is to have another name.
        removed(Path): A document is to leave the list.
        menu_asked(Path, QPoint): The menu of a row is wanted, at a place of the screen.
        moved(QRect): Another row is the current one; its area.
    """

    opened = Signal(object)
    renamed = Signal(object, str)
    removed = Signal(object)
    menu_asked = Signal(object, QPoint)
    moved = Signal(QRect)

    def __init__(
        self, theme: Theme, words: Words, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        see_through(self)
        self._words = words
        self._rows = RecentRows(self)
        self._pointed = -1
        self.name_of_field = words.text("Name of the cluster")
        self.setAccessibleName(name)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    # what is shown

    @property
    def entries(self) -> Sequence[Entry]:
        """The rows as they are shown."""
        return self._rows.entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these rows; the same document, else the same place, stays the current one."""
        path, row = self.current, self.currentIndex().row()
        self._rows.show(entries)
        places = [one.path for one in entries]
        if path in places:
            self.show_current(path)
        elif entries:
            self.show_current(places[min(max(row, 0), len(places) - 1)])
        self._lay_out()

    @property
    def current(self) -> Path | None:
        """The document of the current row, none in an empty list."""
        row = self.currentIndex().row()
        return self.entries[row].path if 0 <= row < len(self.entries) else None

    def show_current(self, path: Path) -> None:
        """Make the row of a document the current one."""
        for row, entry in enumerate(self.entries):
            if entry.path == path:
                self.setCurrentIndex(self._rows.index(row))

    def rename(self, path: Path) -> None:
        """Open the field for the name of a document."""
        self.show_current(path)
        index = self.currentIndex()
        if self._rows.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def ask_name(self, row: int, name: str) -> None:
        """Ask for another name of the document in a row, if it is another one."""
        entry = self.entries[row]
        name = " ".join(name.split())
        if name and name != entry.name:
            self.renamed.emit(entry.path, name)

    # measures

    def _chart_width(self, width: int) -> int:
        px = self.theme.px
        return px(_CHART) if width >= px(700) else px(_SMALL_CHART)

    def _day_width(self) -> int:
        measure = self.theme.text_width
        return max((measure(one.day, TextStyle.LABEL) for one in self.entries), default=0)

    def _pill(self, entry: Entry) -> QSize:
        if entry.state is None:
            return QSize(0, 0)
        return pill_size(self.theme, entry.state, entry.standing)

    def _is_narrow(self, width: int) -> bool:
        """Return whether chart, state and day stand below the name."""
        return self._name_room(width) < self.theme.px(_LEAST_NAME)

    def _name_room(self, width: int) -> int:
        px = self.theme.px
        pills = max((self._pill(one).width() for one in self.entries), default=0)
        taken = px(_EDGE) + px(_BADGE) + px(12)
        for part in (self._chart_width(width), max(pills, px(120)), self._day_width()):
            taken += px(_GAP) + part
        return width - taken - px(8) - px(_MENU) - px(8)

    def _places(self, row: int, width: int) -> _Places:
        """Return where everything stands in a row of that width, whose corner is 0, 0."""
        theme, px, entry = self.theme, self.theme.px, self.entries[row]
        start = px(_EDGE) + px(_BADGE) + px(12)
        narrow = self._is_narrow(width)
        room = self._name_room(width)
        if narrow:
            room = max(px(60), width - start - px(_MENU) - px(16))
        name, detail = self._texts(entry, room)
        words = name.height + (px(2) + detail.height if entry.detail else 0)
        pill, chart = self._pill(entry), self._chart_width(width)
        line = theme.line_height(TextStyle.LABEL)
        day = theme.text_width(entry.day, TextStyle.LABEL)
        if narrow:
            y = float(px(12))
            below = y + words + px(8)
            x = float(start)
            places = []
            right = width - px(8)
            high = 0.0
            for wide, high_part in (
                (chart if entry.skyline is not None else 0, px(_CHART_HEIGHT)),
                (pill.width(), pill.height()),
                (day, line),
            ):
                if wide and x > start and x + wide > right:
                    x, below, high = float(start), below + high + px(6), 0.0
                middle = below + (px(_CHART_HEIGHT) - high_part) / 2
                places.append(QRectF(x, middle, wide, high_part))
                if wide:
                    x += wide + px(_GAP)
                    high = max(high, float(px(_CHART_HEIGHT)))
            height = below + high + px(10)
        else:
            height = max(px(_LEAST_ROW), words + 2 * px(12))
            y = (height - words) / 2
            end = width - px(8) - px(_MENU) - px(8)
            day_x = end - self._day_width()
            pills = max((self._pill(one).width() for one in self.entries), default=0)
            pill_x = day_x - px(_GAP) - max(pills, px(120))
            chart_x = pill_x - px(_GAP) - chart
            middle = height / 2
            places = [
                QRectF(chart_x, middle - px(_CHART_HEIGHT) / 2, chart, px(_CHART_HEIGHT)),
                QRectF(pill_x, middle - pill.height() / 2, pill.width(), pill.height()),
                QRectF(day_x, middle - line / 2, day, line),
            ]
        side = px(_MENU)
        top = px(8) if narrow else (height - side) / 2
        return _Places(
            QRectF(start, y, room, name.height),
            QRectF(start, y + name.height + px(2), room, detail.height),
            places[0],
            places[1],
            places[2],
            QRectF(width - px(8) - side, top, side, side),
            round(height),
        )

    def _texts(self, entry: Entry, room: int) -> tuple[Paragraph, Paragraph]:
        theme = self.theme
        return (
            theme.paragraph(entry.name, TextStyle.BODY, Weight.STRONG, room),
            theme.paragraph(entry.detail, TextStyle.CAPTION, None, room),
        )

    def row_size(self, row: int) -> QSize:
        """Return the size of a row at the width that there is."""
        width = self.viewport().width()
        return QSize(width, self._places(row, width).height)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow list is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return sum(self._places(row, width).height for row in range(len(self.entries)))

    def sizeHint(self) -> QSize:
        """Return the size of all rows."""
        width = self.width() or self.theme.px(700)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width; the list does not scroll in itself."""
        return QSize(self.theme.px(240), self.heightForWidth(max(self.width(), 1)))

    def _lay_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._lay_out()
        super().on_theme_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange and hasattr(self, "_rows"):
            self.viewport().update()

    def editor_area(self, row: int) -> QRect:
        """Return where the field for a name stands."""
        area = QRectF(self.visualRect(self._rows.index(row)))
        px, places = self.theme.px, self._places(row, int(area.width()))
        height = max(px(36), self.theme.line_height(TextStyle.BODY) + px(12))
        place = QRectF(
            places.name.left() - px(11),
            (area.height() - height) / 2 if not self._is_narrow(int(area.width())) else px(6),
            places.name.width() + px(11),
            height,
        )
        return mirrored(
            place.translated(area.topLeft()), area, self.layoutDirection()
        ).toAlignedRect()

    # painting

    def focus_outline(self) -> float | None:
        """Tell that the rows show the focus themselves."""
        return None

    def paint_row(self, painter: QPainter, area: QRectF, row: int) -> None:
        """Paint a row into its area."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, entry = theme.px, self.entries[row]
        places = self._places(row, int(area.width()))

        def at(part: QRectF) -> QRectF:
            return mirrored(part.translated(area.topLeft()), area, direction)

        self._paint_ground(painter, area, row)
        self._paint_badge(painter, at(self._badge(places)), entry.name)
        name, detail = self._texts(entry, int(places.name.width()))
        name.paint(painter, at(places.name), colours.text, direction=direction)
        if entry.detail:
            detail.paint(painter, at(places.detail), colours.text2, direction=direction)
        if entry.skyline is not None:
            paint_bars(painter, at(places.chart), entry.skyline, theme, direction)
        if entry.state is not None:
            paint_pill(painter, entry.state, entry.standing, at(places.pill), theme, direction)
        day = theme.paragraph(entry.day, TextStyle.LABEL)
        day.paint(painter, at(places.day), colours.text2, direction=direction)
        menu = at(places.menu)
        if row == self._pointed:
            paint_panel(painter, menu, px(8), None, colours.line2, theme.edge)
        side = px(17)
        icon = QRectF(menu.center().x() - side / 2, menu.center().y() - side / 2, side, side)
        paint_icon(painter, "ellipsis", icon, colours.text2, direction)

    def _badge(self, places: _Places) -> QRectF:
        px = self.theme.px
        side = px(_BADGE)
        top = px(12) if self._is_narrow(self.viewport().width()) else (places.height - side) / 2
        return QRectF(px(_EDGE), top, side, side)

    def _paint_ground(self, painter: QPainter, area: QRectF, row: int) -> None:
        theme, colours = self.theme, self.theme.colours
        radius, inside = theme.px(RADIUS_ROW), area.adjusted(0, 1, 0, -1)
        if row == self.currentIndex().row():
            edge = colours.accent if theme.high_contrast else None
            paint_panel(painter, inside, radius, colours.accent_tint, edge, theme.edge)
            if self.hasFocus():
                paint_panel(painter, inside, radius, None, colours.accent, theme.px(RING_WIDTH))
        elif row == self._pointed:
            edge = colours.text if theme.high_contrast else None
            paint_panel(painter, inside, radius, colours.hover, edge, theme.edge)

    def _paint_badge(self, painter: QPainter, area: QRectF, name: str) -> None:
        theme, colours = self.theme, self.theme.colours
        ink = _INKS[sum(map(ord, name)) % len(_INKS)]
        edge = colours.text if theme.high_contrast else None
        ground = colours.named(f"{ink}_tint")
        if ink == "accent":  # told from the tint of a chosen row
            ground = colours.named("band")
        paint_panel(painter, area, area.width() / 2, ground, edge, theme.edge)
        letters = theme.paragraph(initials(name), TextStyle.LABEL, Weight.STRONG)
        top = area.center().y() - letters.height / 2
        place = QRectF(area.left(), top, area.width(), letters.height)
        letters.paint(painter, place, colours.named(ink), Align.CENTRE)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus on a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.entries:
            self.setCurrentIndex(self._rows.index(0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say where the current row is, to be scrolled to."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and self.hasFocus():
            self.moved.emit(self.visualRect(current))

    # pointer and keys

    def _row_at(self, point: QPoint) -> int:
        return self.indexAt(point).row()

    def _on_menu(self, point: QPoint) -> bool:
        row = self._row_at(point)
        if row < 0:
            return False
        area = QRectF(self.visualRect(self._rows.index(row)))
        menu = self._places(row, int(area.width())).menu.translated(area.topLeft())
        return mirrored(menu, area, self.layoutDirection()).contains(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row is pointed at."""
        row = self._row_at(event.position().toPoint())
        if row != self._pointed:
            self._pointed = row
            self.viewport().update()
        if not event.buttons():  # dragging selects nothing
            super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._pointed = -1
        self.viewport().update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the document, or its menu."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        row = self._row_at(point)
        if event.button() is not Qt.MouseButton.LeftButton or row < 0:
            return
        path = self.entries[row].path
        if self._on_menu(point):
            self.menu_asked.emit(path, self.viewport().mapToGlobal(point))
        else:
            self.opened.emit(path)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row, also by its key."""
        row, at = self._row_at(event.pos()), event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            row = self.currentIndex().row()
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            at = self.viewport().mapToGlobal(corner + QPoint(self.theme.px(60), 0))
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row))
            self.menu_asked.emit(self.entries[row].path, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, rename with F2, remove with Delete; leave Esc to the window."""
        path, key = self.current, Qt.Key(event.key())
        if key is Qt.Key.Key_Escape or path is None:
            event.ignore()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(path)
        elif key is Qt.Key.Key_F2:
            self.rename(path)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit(path)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Give the focus back to the row, and edit no other one."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        del hint
        self.setFocus(Qt.FocusReason.OtherFocusReason)
