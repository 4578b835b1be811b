"""What was found by a search over the window, as a list that paints itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import (
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Paragraph
from excellence_app.language.catalogues import Words
from excellence_app.session.searching import Entry, Found, Kind

ModelIndex = QModelIndex | QPersistentModelIndex

OF_WINDOW = frozenset({Kind.PAGE, Kind.COMMAND})  # what the window does itself
_ROW = 40
_ICON = 16
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

    def __init__(self, rows: "FoundList") -> None:
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


class FoundList(Themed, QListView):
    """The results; the field keeps the focus and moves the current one.

    `key_of` gives the key of a command, as key caps show it.
    """

    def __init__(
        self, theme: Theme, words: Words, key_of: Callable[[str], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words, self._key_of = words, key_of
        self.results = _Results(words, self)
        self.setAccessibleName(words.text("Results"))
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
        if entry.kind in OF_WINDOW:
            key = self._key_of(entry.key)
        return _kind_words(self._words, entry.kind), key

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
        icon = _PAGE_ICONS.get(entry.key, "") if entry.kind in OF_WINDOW else ""
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
