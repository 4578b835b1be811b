"""Search or jump to: a list over the window that leads to a number, a word or a command."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from excellence_app.domain.messages import N_
from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.popover import paint_shadow
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Place
from excellence_app.gui.jump_list import OF_WINDOW, FoundList
from excellence_app.gui.main_window import MainWindow
from excellence_app.gui.painting import (
    paint_panel,
)
from excellence_app.gui.theme import (
    RADIUS_PANEL,
    TextStyle,
    Themed,
)
from excellence_app.session.searching import Entry, Found, Index, Kind, entries_of

_WIDTH = 640
_TOP = 76
_MARGIN = 16
_SHADOW = 14
_LIST = 420  # the greatest height of the list
_VEIL = 0.14

_PAGES = frozenset(
    {
        *("overview", "questions", "evidence", "results", "roadmap", "compare", "report"),
        *("profile", "labels", "thresholds_own", "check", "history", "versions", "settings"),
        *("help", "glossary", "label_help", "about"),
    }
)
_ALSO = {  # what else people look for when they want it
    "profile": N_("Profile: name and date, facts of the cluster, persons"),
    "check": N_("What is not finished, all answers on one page"),
    "versions": N_("Backups, go back, merge copies"),
    "save_copy": N_("Save as, send to a colleague"),
    "settings": N_("Language, theme, dark, zoom, keys, folder"),
    "report": N_("Print, PDF, Word, web page, logo"),
}
_USUAL = (  # what is offered before anything is typed
    *("next_open", "overview", "questions", "evidence", "results", "roadmap", "compare"),
    *("report", "check", "profile", "new", "open", "start", "settings", "help"),
)
_PAGE_OF = {
    Kind.QUESTION: ("questions", ""),
    Kind.EVIDENCE: ("evidence", ""),
    Kind.ACTION: ("roadmap", ""),
}
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class JumpList(Themed, QWidget):
    """Lies over the window until something is chosen, Esc is pressed or the focus goes elsewhere.

    Arrows move through the results while the field keeps the focus; Enter goes there.
    """

    accessible_role: QAccessible.Role = Role.Dialog

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        theme, words = window.desk.theme, window.desk.words
        self._window = window
        self._opener: QWidget | None = None
        self._closing = False
        self.setObjectName("jump")
        self.setAccessibleName(words.text("Search or jump to"))
        self.panel = QWidget(self)
        self._column = QVBoxLayout(self.panel)
        self.field = LineEdit(
            theme,
            words.text("Search or jump to"),
            placeholder=words.text("A number, a word or a command"),
            icon="search",
        )
        self.list = FoundList(theme, words, window.key_text, self.panel)
        self._nothing = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._column.addWidget(self.field)
        self._column.addWidget(self.list)
        self._column.addWidget(self._nothing)
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)
        window.installEventFilter(self)
        self.index = Index(self._entries())
        commands = {one.key: Found(one) for one in self._commands()}
        self._usual = tuple(commands[key] for key in _USUAL if key in commands)
        self.follow(theme)
        self.hide()

    # what can be found

    def _entries(self) -> Iterator[Entry]:
        desk = self._window.desk
        if desk.has_document:
            document = desk.document
            yield from entries_of(document.criteria, document.assessment, desk.words)
        yield from self._commands()

    def _commands(self) -> Iterator[Entry]:
        for key, action in self._window.actions_by_id.items():
            if key != "jump":
                kind = Kind.PAGE if key in _PAGES else Kind.COMMAND
                more = self._window.desk.words.text(_ALSO[key]) if key in _ALSO else ""
                yield Entry(kind, key, _plain(action.text()), text=more)

    # opening and closing

    def open(self) -> None:
        """Show the list; a second time, close the one that is there."""
        for other in self._window.findChildren(JumpList):
            if other is not self and other.isVisible():
                other.close_list()
                self.deleteLater()
                return
        self._opener = QApplication.focusWidget()
        self._on_text("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def close_list(self, *, give_back: bool = True) -> None:
        """Disappear, and give the focus back to where it was."""
        if self._closing:
            return
        self._closing = True
        opener = self._opener
        self._window.removeEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._on_focus_changed)
        self.hide()
        if give_back and opener is not None and isValid(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new is not self.field and new.window() is self._window:
            self.close_list(give_back=False)

    # finding

    @Slot(str)
    def _on_text(self, text: str) -> None:
        words = self._window.desk.words
        found = self.index.find(text) if text.strip() else self._usual
        self.list.results.show(found)
        self.list.setVisible(bool(found))
        self._nothing.setText("" if found else words.text("Nothing has this in it."))
        self._nothing.setVisible(not found)
        if found:
            self._choose(0, speak=bool(text.strip()))
        elif text.strip():
            self.field.setAccessibleDescription(self._nothing.text())
            announce(self.field, self._nothing.text())
        self._place()

    def _choose(self, row: int, *, speak: bool = True) -> None:
        results = self.list.results
        row = min(max(row, 0), len(results.found) - 1)
        self.list.setCurrentIndex(results.index(row))
        self.list.viewport().update()
        words = self._window.desk.words
        place = words.text("{n} of {count}", n=row + 1, count=len(results.found))
        sentence = f"{results.spoken(results.found[row].entry)}, {place}"
        self.field.setAccessibleDescription(sentence)
        if speak:
            announce(self.field, sentence)

    @property
    def current(self) -> Entry | None:
        """The result that Enter goes to."""
        row, found = self.list.currentIndex().row(), self.list.results.found
        return found[row].entry if 0 <= row < len(found) else None

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        self.go()

    def go(self) -> None:
        """Go to the current result, or do it."""
        entry = self.current
        if entry is None:
            return
        window = self._window
        if entry.kind in OF_WINDOW:
            self.close_list()
            window.later(partial(window.run, entry.key))
            return
        self.close_list(give_back=False)
        if entry.kind is Kind.TERM:
            window.go(Place("help", "glossary", entry.key))
        else:
            window.go(Place(_PAGE_OF[entry.kind][0], entry.key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the results from the field, and follow the size of the window."""
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self._place()
        elif watched is self.field and isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if key is Qt.Key.Key_Escape:
            self.close_list()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go()
        elif key in _STEPS and plain:
            rows, here = len(self.list.results.found), self.list.currentIndex().row()
            step = _STEPS[key]
            if rows and abs(step) == 1:
                self._choose((here + step) % rows)
            elif rows:
                self._choose(here + step)
        elif key not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close where the veil is pressed."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_list()

    # place and paint

    def _place(self) -> None:
        theme, px, window = self.theme, self.theme.px, self._window
        self.setGeometry(window.rect())
        inside = px(10)
        self._column.setContentsMargins(inside, inside, inside, inside)
        self._column.setSpacing(px(8))
        self._nothing.setContentsMargins(px(12), px(4), px(12), px(8))
        width = min(px(_WIDTH), window.width() - 2 * px(_MARGIN))
        top = px(_TOP) if window.height() > px(640) else px(40)
        most = min(px(_LIST), window.height() - top - px(_MARGIN) - px(80))
        room = width - 2 * inside
        wanted = self.list.height_of_all(room)
        if wanted > most:  # with a scroll bar beside the rows
            wanted = self.list.height_of_all(room - px(12))
        self.list.setFixedHeight(max(1, min(most, wanted)))
        high = 2 * inside + self.field.sizeHint().height() + px(8)
        if self.list.isHidden():
            high += self._nothing.heightForWidth(room)
        else:
            high += self.list.height()
        left = (window.width() - width) // 2
        self.panel.setGeometry(QRect(QPoint(left, top), QSize(width, high)))
        del theme
        self.update()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        super().on_theme_changed()
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the veil over the window, the shadow and the panel."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        veil = QColor(0, 0, 0)
        veil.setAlphaF(_VEIL * (2 if theme.dark else 1))
        painter.fillRect(self.rect(), veil)
        panel, radius = QRectF(self.panel.geometry()), theme.px(RADIUS_PANEL)
        if not theme.high_contrast:
            paint_shadow(painter, panel, radius, theme.px(_SHADOW), strong=theme.dark)
        paint_panel(painter, panel, radius, colours.surface, colours.line2, theme.edge)
        painter.end()


def _plain(text: str) -> str:
    """Return the words of a menu entry without its access key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
