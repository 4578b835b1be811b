"""What all charts on the screen share: layout, painting, marks to point at, copying."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QToolTip, QWidget

from excellence_app.gui.accessibility import Role, name_changed
from excellence_app.gui.charts.copying import Table, as_picture, as_table
from excellence_app.gui.charts.marks import (
    ChartMark,
    Mark,
    is_stop,
    show_sentence,
    went_by_keyboard,
)
from excellence_app.gui.charts.painter import ChartFonts, paint_drawing, unit_of
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.theme import RADIUS_CONTROL, Theme, Themed
from excellence_app.language.catalogues import Words
from excellence_app.reports.charts import Drawing, Zone, mirrored

_PICTURE_SCALE = 2  # pixels of a copied picture for one on the screen
_PICTURE_MARGIN = 16
_OVERFLOW = 6  # room around a chart for strokes that reach over its edges
_WIDTHS_KEPT = 6  # the one that is shown, and those that layouts try
_COPY_PICTURE = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_C)
_COPY_TABLE = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C
)


class Chart(Themed, QWidget):
    """A chart that lays itself out for its width, is read out, and can be copied.

    Its marks are widgets of their own: one Tab stop, arrows move between them.
    """

    accessible_role: QAccessible.Role = Role.Graphic

    def __init__(
        self, theme: Theme, words: Words, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._fonts = ChartFonts(theme)
        self._drawings: dict[tuple[int, bool], Drawing] = {}
        self._marks: list[Mark] = []
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    @abstractmethod
    def lay_out(self, width: float, unit: float) -> Drawing:
        """Return the chart for a width in pixels, read from left to right."""

    @abstractmethod
    def table(self) -> Table:
        """Return the chart as rows of texts, the head first."""

    @property
    def marks(self) -> Sequence[Mark]:
        """The marks that a person can point at, in their order."""
        return self._marks

    @property
    def fonts(self) -> ChartFonts:
        """The fonts of texts in the chart."""
        return self._fonts

    def drawing(self, width: int) -> Drawing:
        """Return the chart as it is at a width; it is laid out once."""
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wanted = (width, from_right)
        known = self._drawings.get(wanted)
        if known is None:
            overflow = 2 * self._overflow()
            known = self.lay_out(max(width - overflow, 1), unit_of(self.theme))
            if from_right:
                known = mirrored(known)
            if len(self._drawings) >= _WIDTHS_KEPT:
                self._drawings.clear()
            self._drawings[wanted] = known
        return known

    def _overflow(self) -> int:
        return self.theme.px(_OVERFLOW)

    def refresh(self) -> None:
        """Lay out and tell anew, after what is shown has changed."""
        self._drawings.clear()
        self._place_marks()
        name_changed(self)
        self.updateGeometry()
        self.update()

    def on_theme_changed(self) -> None:
        """Lay out with other lengths and fonts."""
        self._fonts = ChartFonts(self.theme)
        self._drawings.clear()
        self._place_marks()
        super().on_theme_changed()

    # -- size

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the chart at a width."""
        return int(self.drawing(width).height + 0.999) + 2 * self._overflow()

    def sizeHint(self) -> QSize:
        """Return the size at the width that there is."""
        width = self.width() or self.theme.px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size in which the chart can be read."""
        width = self.theme.px(120)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def has_place(self) -> bool:
        """Tell whether a layout has given the chart a width that counts."""
        return self.testAttribute(Qt.WidgetAttribute.WA_Resized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the marks where they are now."""
        super().resizeEvent(event)
        self._place_marks()

    def changeEvent(self, event: QEvent) -> None:
        """Mirror the chart when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._drawings.clear()
            self._place_marks()
            self.update()

    # -- marks

    def make_mark(self) -> Mark:
        """Return a new mark of the kind that this chart has."""
        return ChartMark(self.theme, self.move_from, self)

    def _place_marks(self) -> None:
        """Have a mark for each zone of the drawing, told and placed as it is now."""
        if not self.has_place():
            return  # its first size comes before it is seen, and this with it
        zones = self.drawing(self.width()).zones if self.width() else ()
        if len(zones) <= 1:
            zones = ()  # the chart as a whole is its only mark
        while len(self._marks) > len(zones):
            mark = self._marks.pop()
            mark.hide()
            mark.deleteLater()
        while len(self._marks) < len(zones):
            self._marks.append(self.make_mark())
        move = self._overflow()
        for mark, zone in zip(self._marks, zones, strict=True):
            mark.show_zone(zone, _whole_pixels(zone, move))
            mark.setVisible(True)
        if self._marks and not any(map(is_stop, self._marks)):
            self._set_stop(self._marks[0])

    def move_from(self, mark: Mark, key: Qt.Key) -> bool:
        """Give the focus to the mark that a key leads to; tell whether it leads anywhere."""
        here = self._marks.index(mark)
        forwards, backwards = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            forwards, backwards = backwards, forwards
        last = len(self._marks) - 1
        there = {
            forwards: min(here + 1, last),
            backwards: max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Down: self._beside(here, 1),
            Qt.Key.Key_Up: self._beside(here, -1),
        }.get(key)
        if there is None:
            return False
        self.focus_mark(there)
        return True

    def _beside(self, here: int, step: int) -> int | None:
        """Return the mark above or below, none where the chart is one line of marks."""
        own = self._marks[here].geometry()
        middle = own.center()
        others = [
            (abs(mark.geometry().center().x() - middle.x()), number)
            for number, mark in enumerate(self._marks)
            if (mark.geometry().center().y() - middle.y()) * step > own.height() / 2
        ]
        lines = {self._marks[number].y() for _, number in others}
        if not lines:
            return None
        nearest = min(lines) if step > 0 else max(lines)
        return min((far, n) for far, n in others if self._marks[n].y() == nearest)[1]

    def focus_mark(self, number: int) -> None:
        """Give the focus to a mark, as the arrows do."""
        self._set_stop(self._marks[number])
        self._marks[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_stop(self, new: Mark) -> None:
        """Let Tab lead to `new` and to no other mark."""
        for mark in self._marks:
            stop = Qt.FocusPolicy.StrongFocus if mark is new else Qt.FocusPolicy.ClickFocus
            mark.setFocusPolicy(stop)

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        move = self._overflow()
        painter.translate(QPointF(move, move))
        paint_drawing(painter, self.drawing(self.width()), self.theme, self._fonts)

    # -- copying

    def copy_picture(self) -> None:
        """Put the chart into the clipboard as a picture."""
        margin = _PICTURE_MARGIN
        size = self.size() + QSize(2 * margin, 2 * margin)
        image = QImage(size * _PICTURE_SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_PICTURE_SCALE)
        image.fill(self.theme.colours.surface)
        painter = QPainter(image)
        painter.translate(QPoint(margin, margin))
        self._paint(painter)
        painter.end()
        QApplication.clipboard().setMimeData(as_picture(image))

    def copy_table(self) -> None:
        """Put the figures of the chart into the clipboard."""
        QApplication.clipboard().setMimeData(as_table(self.table()))

    def event(self, event: QEvent) -> bool:
        """Keep the keys for copying from the window's own commands."""
        asked = event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._copy_for(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chart."""
        copy = self._copy_for(event)
        if copy is None:
            super().keyPressEvent(event)
        else:
            copy()

    def _copy_for(self, event: QKeyEvent) -> Callable[[], None] | None:
        pressed = event.keyCombination()
        if pressed == _COPY_PICTURE:
            return self.copy_picture
        return self.copy_table if pressed == _COPY_TABLE else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer both ways of copying."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, keys, copy in (
            (self._words.text("Copy as picture"), _COPY_PICTURE, self.copy_picture),
            (self._words.text("Copy as table"), _COPY_TABLE, self.copy_table),
        ):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            menu.addAction(f"{text}\t{shown}").triggered.connect(copy)
        menu.popup(event.globalPos())

    # -- the sentence of a chart that is one mark as a whole

    def tell(self, sentence: str) -> None:
        """Let the whole chart say one sentence, to the pointer, the keyboard and readers."""
        self.setAccessibleName(sentence)
        set_tooltip(self, sentence)
        name_changed(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the sentence to those who came by keyboard."""
        super().focusInEvent(event)
        if went_by_keyboard(event):
            show_sentence(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the sentence away."""
        super().focusOutEvent(event)
        QToolTip.hideText()

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_CONTROL / 2


def _whole_pixels(zone: Zone, move: float) -> QRect:
    """Return a zone in pixels; where two zones touch, so do their pixels."""
    left, top = round(zone.x + move), round(zone.y + move)
    right, bottom = round(zone.x + zone.width + move), round(zone.y + zone.height + move)
    return QRect(left, top, max(1, right - left), max(1, bottom - top))
