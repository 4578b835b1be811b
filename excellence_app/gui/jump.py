"""Search or jump to: a list over the window that leads to a number, a word or a command."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
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
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
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
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.main_window import MainWindow
from excellence_app.gui.painting import (
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.theme import (
    RADIUS_CONTROL,
    RADIUS_PANEL,
    TextStyle,
    Theme,
    Themed,
    Weight,
)
from excellence_app.gui.typesetting import Paragraph
from excellence_app.language.catalogues import Words
from excellence_app.session.searching import Entry, Found, Index, Kind, entries_of

ModelIndex = QModelIndex | QPersistentModelIndex

_WIDTH = 640
_TOP = 76
_MARGIN = 16
_SHADOW = 14
_ROW = 40
_ICON = 16
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
_PAGE_ICONS = {
    "overview": "layout-dashboard",
    "questions": "list-checks",
    "evidence": "paperclip",
    "results": "results",
    "roadmap": "route",
    "compare": "compare",
    "report": "file-text",
    "profile": "users",
    "check": "clipboard-check",
    "history": "history",
    "versions": "rotate-ccw",
    "settings": "settings",
    "help": "keyboard",
    "glossary": "book-open",
    "about": "info",
    "next_open": "arrow-right",
    "new": "plus",
    "open": "folder-open",
    "start": "folder",
}
_ICONS = {
    Kind.QUESTION: "list-checks",
    Kind.PAGE: "file",
    Kind.EVIDENCE: "paperclip",
    Kind.ACTION: "route",
    Kind.TERM: "book-open",
    Kind.COMMAND: "chevron-right",
}
_PAGE_OF = {
    Kind.QUESTION: ("questions", ""),
    Kind.EVIDENCE: ("evidence", ""),
    Kind.ACTION: ("roadmap", ""),
}
_WINDOW = frozenset({Kind.PAGE, Kind.COMMAND})  # what the window does itself
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


def _kind_words(words: Words, kind: Kind) -> str:
    return {
        Kind.QUESTION: words.text("Question"),
        Kind.PAGE: words.text("Page"),
        Kind.EVIDENCE: words.text("Evidence"),
        Kind.ACTION: words.text("Action"),
        Kind.TERM: words.text("Glossary"),
        Kind.COMMAND: words.text("Command"),
    }[kind]


class _Results(QAbstractListModel):
    """What was found, with the kind of each in words."""

    def __init__(self, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.found: Sequence[Found] = ()

    def rowCount(self, parent: ModelIndex | None = None) -> int:
        """Return the number of results."""
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a result in words."""
        if not 0 <= index.row() < len(self.found):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.spoken(self.found[index.row()].entry)
        return None

    def spoken(self, entry: Entry) -> str:
        """Return a result as one sentence."""
        title = f"{entry.number} {entry.title}" if entry.number else entry.title
        return f"{title}, {_kind_words(self._words, entry.kind)}"

    def show(self, found: Sequence[Found]) -> None:
        """Show other results."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    """Lets the list paint and measure its rows."""

    def __init__(self, rows: "_List") -> None:
        super().__init__(rows)
        self._list = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Paint a result."""
        painter.save()
        self._list.paint_row(painter, QRectF(option.rect), index.row())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        """Return the size of a result."""
        width = self._list.viewport().width()
        return QSize(width, self._list.row_height(index.row(), width))


class _List(Themed, QListView):
    """The results; the field keeps the focus and moves the current one."""

    def __init__(self, theme: Theme, window: MainWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        self.results = _Results(window.desk.words, self)
        self.setAccessibleName(window.desk.words.text("Results"))
        self.setModel(self.results)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.follow(theme)

    def height_of_all(self, width: int) -> int:
        """Return the height of all results."""
        return sum(self.row_height(row, width) for row in range(len(self.results.found)))

    def _end(self, entry: Entry) -> tuple[str, str]:
        """Return what stands at the far side: the kind in words, and a key."""
        key = ""
        if entry.kind in _WINDOW:
            key = self._window.key_text(entry.key)
        return _kind_words(self._window.desk.words, entry.kind), key

    def _title_room(self, entry: Entry, width: int) -> tuple[int, int]:
        """Return where the title begins, and its room."""
        theme, px = self.theme, self.theme.px
        kind, key = self._end(entry)
        end = px(12) + theme.text_width(kind, TextStyle.CAPTION)
        if key:
            end += px(10) + key_cap_width(key, theme)
        start = px(12) + px(_ICON) + px(12)
        if entry.number:
            start += theme.text_width(entry.number, TextStyle.LABEL, Weight.STRONG) + px(10)
        return start, max(px(60), width - start - end - px(14))

    def row_height(self, row: int, width: int) -> int:
        """Return the height of a result."""
        title, around = self._texts(self.results.found[row], width)
        below = around.height if around is not None else 0
        return max(self.theme.px(_ROW), title.height + below + 2 * self.theme.px(9))

    def _texts(self, found: Found, width: int) -> tuple[Paragraph, Paragraph | None]:
        """Return the title and the piece of text below it, which may be empty."""
        _, room = self._title_room(found.entry, width)
        set_in = self.theme.paragraph
        return (
            set_in(found.entry.title, TextStyle.LABEL, Weight.MEDIUM, room),
            set_in(found.around, TextStyle.CAPTION, None, room) if found.around else None,
        )

    def paint_row(self, painter: QPainter, area: QRectF, row: int) -> None:
        """Paint a result into its area."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, found = theme.px, self.results.found[row]
        entry = found.entry
        current = row == self.currentIndex().row()
        if current:
            edge = colours.accent if theme.high_contrast else None
            ground = area.adjusted(0, 1, 0, -1)
            paint_panel(painter, ground, px(RADIUS_CONTROL), colours.accent_tint, edge, theme.edge)

        start, room = self._title_room(entry, int(area.width()))
        title, around = self._texts(found, int(area.width()))
        # All stands on the middle of the title, which has the piece of text below it.
        lower = around.height if around is not None else 0
        middle = area.center().y() - lower / 2

        def put(x: float, width: float, height: float) -> QRectF:
            place = QRectF(area.left() + x, middle - height / 2, width, height)
            return mirrored(place, area, direction)

        side = px(_ICON)
        ink = colours.accent if current else colours.text2
        icon = _PAGE_ICONS.get(entry.key, "") if entry.kind in _WINDOW else ""
        paint_icon(painter, icon or _ICONS[entry.kind], put(px(12), side, side), ink, direction)
        if entry.number:
            number = theme.paragraph(entry.number, TextStyle.LABEL, Weight.STRONG)
            place = put(start - px(10) - number.width, number.width, number.height)
            number.paint(painter, place, colours.text, direction=direction)
        title.paint(painter, put(start, room, title.height), colours.text, direction=direction)
        if around is not None:
            below = put(start, room, title.height).translated(0, title.height)
            below.setHeight(around.height)
            around.paint(painter, below, colours.text2, direction=direction)
        kind, key = self._end(entry)
        x: float = area.width() - px(12)
        if key:
            wide, high = key_cap_width(key, theme), key_cap_height(theme)
            x -= wide
            paint_key_cap(painter, key, put(x, wide, high), theme)
            x -= px(10)
        words = theme.paragraph(kind, TextStyle.CAPTION)
        place = put(x - words.width, words.width, words.height)
        words.paint(painter, place, colours.text3, direction=direction)

    def minimumSizeHint(self) -> QSize:
        """Return the room for one result."""
        return QSize(self.theme.px(120), self.theme.px(_ROW))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Make the row that is pointed at the current one."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.setCurrentIndex(index)


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
        self.list = _List(theme, window, self.panel)
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
        if entry.kind in _WINDOW:
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
