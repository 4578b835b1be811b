"""Find on this page: a bar at the foot of the window that goes through what has the words."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.boxes import Row
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.main_window import MainWindow
from excellence_app.gui.page import Page
from excellence_app.gui.painting import paint_hairline, paint_panel
from excellence_app.gui.theme import RADIUS_PILL, TextStyle, Theme, Themed
from excellence_app.language.catalogues import Words
from excellence_app.session.searching import folded

_REACH = 3  # how far the frame reaches over what was found
_FROM_EDGE = 60  # pixels of the design that are in sight around it


class InView(NamedTuple):
    """A row of a list or a table."""

    view: QAbstractItemView
    row: int


Hit = QWidget | InView


class _Frame(Themed, QWidget):
    """Lies over what was found; the pointer goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("found")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow(theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, and a tint that lets the words through."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        tint = QColor(colours.accent)
        tint.setAlphaF(0.14)
        fill = None if theme.high_contrast else tint
        radius = theme.px(RADIUS_PILL)
        paint_panel(painter, QRectF(self.rect()), radius, fill, colours.accent, theme.px(2))
        painter.end()


class FindBar(Themed, QWidget):
    """Enter and Shift Enter go on and back, Esc closes; the focus then stays where it was."""

    accessible_role: QAccessible.Role = Role.Grouping

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._page: Page | None = None
        self._opener: QWidget | None = None
        self._hits: list[Hit] = []
        self._here = -1
        self._frame: _Frame | None = None
        self.setAccessibleName(words.text("Find on this page"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field = LineEdit(
            theme,
            words.text("Find on this page"),
            placeholder=words.text("Find on this page"),
            icon="search",
        )
        self.field.textEdited.connect(self._on_text)
        self.field.installEventFilter(self)
        self.count = PlainLabel(theme, "", TextStyle.LABEL, colour="text2").in_one_line()
        self.back_button = IconButton(
            theme, words.text("Previous"), "chevron-up", key=words.text("Shift Enter")
        )
        self.next_button = IconButton(
            theme, words.text("Next"), "chevron-down", key=words.text("Enter")
        )
        self.close_button = IconButton(theme, words.text("Close"), "x", key=words.text("Esc"))
        self.back_button.clicked.connect(self.previous)
        self.next_button.clicked.connect(self.next)
        self.close_button.clicked.connect(self.dismiss)
        row = Row(theme, spacing=6)
        row.put(self.field, self.count, self.back_button, self.next_button)
        row.stretch()
        row.put(self.close_button)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(row)
        self.follow(theme)
        self._set_lengths()
        self.hide()

    # opening and closing

    def show_for(self, page: Page) -> None:
        """Show the bar for a page, with the words that were looked for last."""
        if self.isHidden():
            self._opener = self.window().focusWidget()
        self._page = page
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._look()

    def dismiss(self) -> None:
        """Disappear; the focus goes to what was found if it can have it, else back."""
        if self.isHidden():
            return
        found = self.hit
        self._drop_frame()
        self.hide()
        opener, self._opener = self._opener, None
        if isinstance(found, QWidget) and found.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        elif opener is not None and isValid(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
        self._hits = []

    # finding

    @property
    def hits(self) -> list[Hit]:
        """All that has the words, from top to bottom."""
        return self._hits

    @property
    def hit(self) -> Hit | None:
        """What is shown now."""
        if not 0 <= self._here < len(self._hits):
            return None
        found = self._hits[self._here]
        return None if isinstance(found, QWidget) and not isValid(found) else found

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        self._look()

    def _look(self) -> None:
        """Find anew; the first one is shown."""
        wanted, page = folded(self.field.text()), self._page
        self._hits = list(_hits_on(page, wanted)) if page is not None and wanted else []
        self._go_to(0)

    def next(self) -> None:
        """Go to the next one, after the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the one before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        self._hits = [hit for hit in self._hits if _is_there(hit)]
        if self._hits:
            self._go_to((self._here + step) % len(self._hits))
        else:
            self._look()

    def _go_to(self, place: int) -> None:
        words = self._words
        self._here = place if self._hits else -1
        self._drop_frame()
        if not self._hits:
            some = bool(self.field.text().strip())
            self.count.setText(words.text("Not on this page") if some else "")
            self.field.show_wrong(wrong=False)
            if some:
                announce(self.field, self.count.text())
            return
        count = words.text("{n} of {count}", n=place + 1, count=len(self._hits))
        self.count.setText(count)
        hit = self._hits[place]
        announce(self.field, f"{_text_of(hit)}, {count}")
        self._show(hit)

    def _show(self, hit: Hit) -> None:
        """Bring what was found into sight and lay the frame over it."""
        if isinstance(hit, InView):
            view, index = hit.view, _index_of(hit)
            view.setCurrentIndex(index)
            view.scrollTo(index)
            row = view.visualRect(index)
            row.setLeft(0)
            row.setRight(view.viewport().width() - 1)
            self._lay_over(view.viewport(), row)
            return
        inside = hit.parentWidget()
        while inside is not None:
            above = inside.parentWidget()
            area = above.parentWidget() if above is not None else None
            if isinstance(area, QScrollArea) and area.widget() is inside:
                middle = hit.mapTo(inside, hit.rect().center())
                room = self.theme.px(_FROM_EDGE)
                area.ensureVisible(middle.x(), middle.y(), room, hit.height() // 2 + room)
            inside = above
        reach = self.theme.px(_REACH)
        parent = hit.parentWidget()
        if parent is not None:
            top = _host_of(hit)
            area_of = QRect(hit.mapTo(top, QPoint(0, 0)), hit.size())
            self._lay_over(top, area_of.adjusted(-reach, -reach, reach, reach))

    def _lay_over(self, host: QWidget, area: QRect) -> None:
        self._drop_frame()
        self._frame = _Frame(self.theme, host)
        self._frame.setGeometry(area.intersected(host.rect()))
        self._frame.show()
        self._frame.raise_()

    def _drop_frame(self) -> None:
        frame, self._frame = self._frame, None
        if frame is not None and isValid(frame):
            frame.hide()
            frame.deleteLater()

    # keys and looks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on and back with Enter, and close with Esc."""
        if watched is self.field and isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and self._on_key(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc from the buttons, too."""
        if not self._on_key(event):
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.dismiss()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3}:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._step(-1 if back else 1)
        else:
            return False
        return True

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self._layout.setContentsMargins(px(28), px(9), px(20), px(9))
        self.field.setMaximumWidth(px(320))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colours.sunken)
        paint_hairline(painter, 0, 0, self.width(), self.theme)
        painter.end()


def find_on_page(window: MainWindow) -> FindBar | None:
    """Open the bar for the page that is shown, and make it the first time."""
    page = window.page
    if page is None:
        return None
    bar = window.findChild(FindBar)
    if bar is None:
        bar = FindBar(window.desk.theme, window.desk.words)
        window.frame.add(bar)
        window.stack.currentChanged.connect(bar.dismiss)
    bar.show_for(page)
    return bar


def _host_of(widget: QWidget) -> QWidget:
    """Return the highest thing that scrolls along with a widget, to lay the frame on."""
    inside = widget
    while (above := inside.parentWidget()) is not None:
        area = above.parentWidget()
        if isinstance(above, Page) or (
            isinstance(area, QAbstractScrollArea) and area.viewport() is above
        ):
            return inside if not isinstance(above, Page) else above
        inside = above
    return inside


def _index_of(hit: InView) -> QModelIndex:
    return hit.view.model().index(hit.row, 0)


def _is_there(hit: Hit) -> bool:
    if isinstance(hit, InView):
        return isValid(hit.view) and hit.view.isVisible() and _index_of(hit).isValid()
    return isValid(hit) and hit.isVisible()


def _text_of(hit: Hit) -> str:
    """Return the words of something on a page."""
    if isinstance(hit, InView):
        index = _index_of(hit)
        told = [index.data(Qt.ItemDataRole.AccessibleTextRole)]
        columns = range(index.model().columnCount()) if index.isValid() else range(0)
        told += [index.siblingAtColumn(column).data() for column in columns]
        return ", ".join(str(part) for part in told if part)
    if isinstance(hit, QLineEdit):
        return hit.text()
    if isinstance(hit, QTextEdit):
        return hit.toPlainText()
    if isinstance(hit, PlainLabel):
        return hit.text()
    return hit.accessibleName()


def _hits_on(page: Page, wanted: str) -> Iterator[Hit]:
    """Yield what has the words, in reading order."""
    found: list[tuple[int, int, int, Hit]] = []
    views: list[QAbstractItemView] = []
    rightwards = page.layoutDirection() is not Qt.LayoutDirection.RightToLeft
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page):
            continue
        if isinstance(widget, QHeaderView):
            continue
        if isinstance(widget, QAbstractItemView):
            views.append(widget)
        elif _has_words(widget) and wanted in folded(_text_of(widget)):
            corner = widget.mapTo(page, QPoint(0, 0))
            across = corner.x() if rightwards else -corner.x()
            found.append((corner.y(), across, len(found), widget))
    for view in views:
        model = view.model()
        top = view.mapTo(page, QPoint(0, 0)).y()
        for row in range(model.rowCount()):
            place = InView(view, row)
            if wanted in folded(_text_of(place)):
                found.append((top, row, len(found), place))
    found.sort(key=lambda one: one[:3])
    for _, _, _, hit in found:
        yield hit


def _has_words(widget: QWidget) -> bool:
    """Return whether a widget shows words of its own, not only those of its parts."""
    if isinstance(widget, QLineEdit | QTextEdit | PlainLabel | QAbstractButton):
        return True
    return getattr(widget, "accessible_role", None) is Role.StaticText
