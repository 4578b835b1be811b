"""A panel in which questions are ticked, found by number or word."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.popover import Popover
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.painting import Box, Look, mirrored, paint_box, paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Paragraph

_WIDTH = 400
_HEIGHT = 320
_BOX = 17
_EDGE = 8
_DOWN = 6
_NUMBER = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Paints a box, the number of a question and its name, which may wrap."""

    def __init__(self, theme: Theme, numbers: Collection[str], view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        widths = (theme.text_width(one, TextStyle.LABEL, Weight.STRONG) for one in numbers)
        self._wide = max(widths, default=0)

    def _start(self) -> int:
        px = self._theme.px
        return px(_EDGE) + px(_BOX) + px(10) + self._wide + px(10)

    def _words(self, index: Index) -> Paragraph:
        room = self._view.viewport().width() - self._start() - self._theme.px(_EDGE)
        return self._theme.paragraph(str(index.data()), TextStyle.LABEL, None, max(1, room))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the wrapped name."""
        px = self._theme.px
        return QSize(px(80), max(px(32), self._words(index).height + 2 * px(_DOWN)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one question."""
        theme, px, direction = self._theme, self._theme.px, self._view.layoutDirection()
        colours = theme.colours
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            edge = colours.accent if self._view.hasFocus() or theme.high_contrast else None
            inside = area.adjusted(1, 1, -1, -1)
            radius = px(RADIUS_CONTROL)
            paint_panel(painter, inside, radius, colours.accent_tint, edge, px(2))
        elif state & QStyle.StateFlag.State_MouseOver:
            paint_panel(painter, area, px(RADIUS_CONTROL), colours.hover)
        side = px(_BOX)
        x = area.left() + px(_EDGE)
        box = QRectF(x, area.center().y() - side / 2, side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        place = mirrored(box, area, direction)
        paint_box(painter, Box.CHECK, place, theme, chosen=ticked, look=Look.PLAIN)
        words = self._words(index)
        top = area.center().y() - words.height / 2
        number = theme.paragraph(str(index.data(_NUMBER)), TextStyle.LABEL, Weight.STRONG)
        spot = QRectF(x + side + px(10), top, self._wide, number.height)
        number.paint(painter, mirrored(spot, area, direction), colours.text2, direction=direction)
        start = area.left() + self._start()
        spot = QRectF(start, top, area.right() - start, words.height)
        words.paint(painter, mirrored(spot, area, direction), colours.text, direction=direction)
        painter.restore()


class QuestionChooser(Popover):
    """Lists questions with a box each; what is ticked is told at once.

    Signals:
        ticked(str, bool): A person ticked a question, or no longer.
    """

    ticked = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        title: str,
        search: str,
        questions: Sequence[tuple[str, str]],
        chosen: Collection[str],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, title, parent)
        self.body.addWidget(Heading(theme, title, TextStyle.H3))
        self.search = LineEdit(theme, search, placeholder=search, icon="search")
        self.search.textEdited.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.body.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFixedSize(QSize(theme.px(_WIDTH), theme.px(_HEIGHT)))
        self.list.setMouseTracking(True)
        self.list.viewport().setAutoFillBackground(False)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.list.setPalette(palette)
        numbers = [number for number, _ in questions]
        self.list.setItemDelegate(_Delegate(theme, numbers, self.list))
        self.body.addWidget(self.list)
        for number, words in questions:
            item = QListWidgetItem(words, self.list)
            item.setData(_NUMBER, number)
            spoken = f"{number} {words}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self._show(item, ticked=number in chosen)
        self.list.itemClicked.connect(self._toggle)
        self.list.installEventFilter(self)
        self.closed.connect(self.deleteLater)

    def _show(self, item: QListWidgetItem, *, ticked: bool) -> None:
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        item.setCheckState(state)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        wanted = text.casefold().split()
        first = True
        for row in range(self.list.count()):
            item = self.list.item(row)
            number, words = str(item.data(_NUMBER)), item.text().casefold()
            fits = all(part in words or number.startswith(part) for part in wanted)
            item.setHidden(not fits)
            if fits and first:
                self.list.setCurrentItem(item)
                first = False

    @Slot(QListWidgetItem)
    def _toggle(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() is not Qt.CheckState.Checked
        self._show(item, ticked=ticked)
        self.ticked.emit(str(item.data(_NUMBER)), ticked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Space tick, and Down lead from the search into the list."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        current = self.list.currentItem()
        if watched is self.search and event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        space = watched is self.list and event.key() == Qt.Key.Key_Space
        if (enter or space) and self.list.currentRow() >= 0 and not current.isHidden():
            self._toggle(current)
            return True
        return False
