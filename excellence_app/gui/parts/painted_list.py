"""A list whose lines paint themselves, and moving in it while a field above it has the focus."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from excellence_app.gui.theme import Theme, Themed

Index = QModelIndex | QPersistentModelIndex
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_TOLD = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
_AT_ONCE = 7  # lines that Page Up and Page Down pass over
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -_AT_ONCE,
    Qt.Key.Key_PageDown: _AT_ONCE,
}


def step_of(event: QKeyEvent) -> int:
    """Return how many lines a key moves by in a list that does not have the focus; 0 for none."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return 0 if held else _STEPS.get(Qt.Key(event.key()), 0)


class LinesModel(QAbstractListModel):
    """Lines of any kind; `words_of` says each in words."""

    def count(self) -> int:
        """Return the number of lines."""
        raise NotImplementedError

    def words_of(self, place: int) -> str:
        """Return a line in words."""
        raise NotImplementedError

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines."""
        return 0 if parent is not None and parent.isValid() else self.count()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line in words."""
        if not 0 <= index.row() < self.count() or role not in _TOLD:
            return None
        return self.words_of(index.row())


class _Delegate(QStyledItemDelegate):
    """Asks the list for the paint and the height of a line."""

    def __init__(self, view: "PaintedList") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        area: QRect = option.rect
        painter.save()
        self._view.paint_line(painter, QRectF(area), index.row())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(1, self._view.height_of(index.row()))


class PaintedList(Themed, QListView):
    """Paints its lines itself, on the ground of whatever it lies on; they wrap to its width."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)

    def show_model(self, model: QAbstractItemModel) -> None:
        """Show the lines of a model, for good; Qt asks for lines from here on."""
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
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

    def height_of(self, place: int) -> int:
        """Return the height of a line in pixels."""
        raise NotImplementedError

    def paint_line(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Paint a line."""
        raise NotImplementedError

    @property
    def current_place(self) -> int:
        """The place of the current line, -1 if there is none."""
        return self.currentIndex().row()

    def go(self, place: int) -> str:
        """Make the line at a place the current one, or the nearest; return what it says."""
        model = self.model()
        count = model.rowCount()
        if not count:
            return ""
        index = model.index(min(max(place, 0), count - 1), 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return str(index.data())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def lay_out(self) -> None:
        """Work out all heights anew."""
        self.scheduleDelayedItemsLayout()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths and colours."""
        self.lay_out()
        super().on_theme_changed()
