"""The list of a roadmap: which line is current, pointed at or held, and how wide it is.

Titles and indicators wrap, names of people are cut; the row that is held lies over the others.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from excellence_app.gui.painting import (
    mirrored,
    paint_hairline,
)
from excellence_app.gui.parts.painted_list import PaintedList
from excellence_app.gui.parts.roadmap_entries import (
    LINES,
    Entry,
    Kind,
    Part,
    RoadmapModel,
    letters,
)
from excellence_app.gui.parts.roadmap_measures import Rooms, RowMeasures
from excellence_app.gui.parts.roadmap_painting import RowPainter, RowState
from excellence_app.gui.theme import (
    TextStyle,
    Theme,
    Themed,
    Weight,
)
from excellence_app.language.catalogues import Words
from excellence_app.session.roadmap_rows import RoadmapRow

_LEAST_WITH_CUT = 5  # times its height: a lower list has no room for a line that is elsewhere


class RoadmapHeader(Themed, QWidget):
    """The titles of the columns; not there where rows have two lines."""

    def __init__(self, view: "RoadmapRows", titles: Sequence[str]) -> None:
        super().__init__()
        self._view = view
        self._titles = list(titles)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(view.theme)

    def show_title(self, place: int, title: str) -> None:
        """Give a column another title."""
        if self._titles[place] != title:
            self._titles[place] = title
            self.update()

    @property
    def titles(self) -> Sequence[str]:
        """The titles: action, change, owner, effort, gain."""
        return self._titles

    def sizeHint(self) -> QSize:
        """Return the height of one line with the hairline below."""
        theme = self.theme
        return QSize(theme.px(100), theme.line_height(TextStyle.CAPTION) + theme.px(16))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the titles where the columns are, and the line below."""
        theme, view = self.theme, self._view
        painter = QPainter(self)
        whole = QRectF(0, 0, view.viewport().width(), self.height())
        if view.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            whole.moveRight(self.width())
        rooms = view.rooms()
        places = (rooms.title, rooms.change, rooms.owner, rooms.effort, rooms.gain)
        for title, (x, width) in zip(self._titles, places, strict=True):
            words = theme.paragraph(title, TextStyle.CAPTION, Weight.MEDIUM)
            place = QRectF(
                whole.left() + x, (whole.height() - words.height) / 2 - 2, width, words.height
            )
            place = mirrored(place, whole, view.layoutDirection())
            words.paint(painter, place, theme.colours.text2, direction=view.layoutDirection())
        paint_hairline(painter, self.height() - 1, 0, self.width(), theme)
        painter.end()


class _CutBelow(QWidget):
    """The line of the label at the lower edge of the list, while its place is further down."""

    def __init__(self, view: "RoadmapRows") -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line as it is in the list."""
        painter = QPainter(self)
        self._view.paint_cut_below(painter, QRectF(self.rect()))
        painter.end()


class RoadmapRows(PaintedList):
    """A list that shows actions, the line at the label and what else stands between them.

    Signals:
        placed: The current line lies elsewhere, `current_area`, for whoever scrolls.
        shifted(int): What is in view lies so many pixels lower now; never here.
    """

    placed = Signal()
    shifted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        titles: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._words = words
        self.letters = letters(words)
        self.entries_model = RoadmapModel()
        self.entries_model.setParent(self)
        self._held = ""
        self._whole = False
        self._pointed: tuple[str, Part | None] = ("", None)
        self._measures = RowMeasures(
            theme,
            words,
            lambda: self.viewport().width(),
            self.layoutDirection,
            lambda: self.header.titles,
        )
        self._painter = RowPainter(self._measures, self.letters, self.layoutDirection)
        self.header = RoadmapHeader(self, titles)
        self.show_model(self.entries_model)
        self.selectionModel().currentChanged.connect(self._tell_place)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)  # it would scroll under the pointer as well
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setMouseTracking(True)
        self.cut_below = _CutBelow(self)
        self.verticalScrollBar().valueChanged.connect(self._place_cut)
        self.verticalScrollBar().rangeChanged.connect(self._place_cut)
        self._anchor = QWidget(self.viewport())
        self._anchor.setFocusProxy(self)
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._anchor.setObjectName("qt_anchor")
        self._anchor.hide()
        self.follow(theme)

    def focus_outline(self) -> float | None:
        """Tell that the current row shows the focus."""
        return None

    # how it is shown

    @property
    def may_change(self) -> bool:
        """Whether rows can be edited at all."""
        return self._measures.may_change

    @property
    def may_move(self) -> bool:
        """Whether this order is the person's own."""
        return self._painter.may_move

    @property
    def is_proposal(self) -> bool:
        """Whether nothing of this is planned yet."""
        return self._measures.is_proposal

    def show_kind(self, *, may_change: bool, may_move: bool, is_proposal: bool) -> None:
        """Say what can be done with the rows that are shown next."""
        self._measures.may_change, self._measures.is_proposal = may_change, is_proposal
        self._painter.may_move = may_move

    def show_label(self, rank: int, letter: str) -> None:
        """Say whose line is shown: the rank of a label, or the letter of one without."""
        self._painter.rank, self._painter.letter = rank, letter

    # what is shown

    @property
    def entries(self) -> Sequence[Entry]:
        """All lines in their order."""
        return self.entries_model.entries

    @property
    def rows(self) -> Sequence[RoadmapRow]:
        """The actions to be done that are shown, in their order."""
        return [e.row for e in self.entries if e.kind is Kind.ACTION and e.row is not None]

    @property
    def current(self) -> str:
        """The key of the current line, empty if there is none."""
        entry = self._entry(self.currentIndex().row())
        return entry.key if entry is not None else ""

    @property
    def current_action(self) -> str:
        """The key of the current line if that is an action, done or not."""
        entry = self._entry(self.currentIndex().row())
        return entry.key if entry is not None and entry.row is not None else ""

    @property
    def held(self) -> str:
        """The key of the action that is picked up, empty if there is none."""
        return self._held

    def _entry(self, place: int) -> Entry | None:
        entries = self.entries
        return entries[place] if 0 <= place < len(entries) else None

    def first_key(self) -> str:
        """Return the key of the first line that can be the current one, empty if none can."""
        return next((entry.key for entry in self.entries if entry.kind not in LINES), "")

    def show_current(self, key: str, *, in_view: bool = True) -> bool:
        """Make a line the current one, scroll to it, and return whether there is such a line.

        With the pointer nothing scrolls (`in_view` is False): the line would slip from under it.
        """
        place = self.entries_model.place_of(key)
        if place < 0:
            return False
        index = self.entries_model.index(place)
        self.setCurrentIndex(index)
        if in_view:
            self.scrollTo(index)
        return True

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines; the current one stays, or the one at its place follows it."""
        current, place = self.current, self.currentIndex().row()
        at = self.verticalScrollBar().value()
        self._measures.forget()
        self.entries_model.show_entries(entries)
        self._measures.entries = self.entries_model.entries
        self.lay_out()
        if self.entries_model.place_of(current) < 0:
            current = self._near(place)
        there = self.entries_model.place_of(current) if current else -1
        if there >= 0:
            self.selectionModel().setCurrentIndex(
                self.entries_model.index(there), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self.verticalScrollBar().setValue(at)
        self._place_cut()
        if there >= 0 and (self._held or there != place):
            self.scrollTo(self.entries_model.index(there))
        self.viewport().update()

    def _near(self, place: int) -> str:
        """Return the key of the row that is now at a place, else of the one above it."""
        if place < 0:
            return ""
        actions = [n for n, entry in enumerate(self.entries) if entry.row is not None]
        after = [n for n in actions if n >= place]
        before = [n for n in actions if n < place]
        found = after[:1] or before[-1:]
        return self.entries[found[0]].key if found else ""

    def row_of(self, key: str) -> RoadmapRow | None:
        """Return an action that is shown."""
        return next((e.row for e in self.entries if e.key == key and e.row is not None), None)

    def anchor(self, key: str, part: Part | None = None) -> QWidget:
        """Return what a panel about a row opens at."""
        place = self.entries_model.place_of(key)
        index = self.entries_model.index(place)
        self.scrollTo(index)
        area = QRectF(self.visualRect(index))
        found = self._measures.part_areas(area, self.entries[place]).get(part) if part else None
        if found is None:
            x, width = self.rooms().title
            inside = QRectF(area.left() + x, area.top(), max(width, 1), area.height())
            found = mirrored(inside, area, self.layoutDirection())
        self._anchor.setGeometry(found.toRect())
        self._anchor.show()
        return self._anchor

    # lengths

    def rooms(self) -> Rooms:
        """Return where the columns are."""
        return self._measures.rooms()

    def height_of(self, place: int) -> int:
        """Return the height of a line in pixels."""
        return self._measures.height_of(place)

    def lay_out(self) -> None:
        """Work out all lengths anew."""
        self._measures.forget()
        narrow = self.rooms().narrow
        if self.header.isHidden() != narrow:
            self.header.setVisible(not narrow)
        super().lay_out()
        if self._whole:
            self.updateGeometry()
        self.header.update()
        self.viewport().update()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths and colours."""
        self._painter.forget()
        super().on_theme_changed()

    def show_whole(self, *, whole: bool) -> None:
        """Be as high as all lines, so that the page scrolls, or scroll."""
        if whole is not self._whole:
            self._whole = whole
            bars, kind = Qt.ScrollBarPolicy, QSizePolicy.Policy
            self.setVerticalScrollBarPolicy(
                bars.ScrollBarAlwaysOff if whole else bars.ScrollBarAsNeeded
            )
            self.setSizePolicy(kind.Expanding, kind.Fixed if whole else kind.Expanding)
            self.lay_out()

    def measure_in_view(self) -> None:
        """Do nothing: all lines are measured."""

    def current_area(self) -> QRect:
        """Return where the current line lies in the list."""
        return self.visualRect(self.currentIndex()).translated(self.viewport().pos())

    @Slot()
    def _tell_place(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            self.placed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell where the current line is, for whoever scrolls."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._tell_place)

    def minimumSizeHint(self) -> QSize:
        """Return the room for some rows, or for all of them."""
        if self._whole:
            heights = (self.height_of(place) for place in range(len(self.entries)))
            return QSize(self.theme.px(220), sum(heights))
        return QSize(self.theme.px(220), self.theme.px(240))

    def sizeHint(self) -> QSize:
        """Return the same; the list takes what there is."""
        return self.minimumSizeHint()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, and the one that is held over the others."""
        super().paintEvent(event)
        place = self.entries_model.place_of(self._held) if self._held else -1
        if place >= 0:
            painter = QPainter(self.viewport())
            area = QRectF(self.visualRect(self.entries_model.index(place)))
            self._painter.paint_held(painter, area, self.entries[place])
            painter.end()

    def paint_line(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Paint one line; the one that is held comes last, over the others."""
        entry = self._entry(place)
        if entry is not None and (entry.key != self._held or entry.kind in LINES):
            current = place == self.currentIndex().row()
            state = RowState(current, self.hasFocus(), self._pointed)
            self._painter.paint(painter, area, entry, state)

    # the line of the label, where its own place is out of sight

    def paint_cut_below(self, painter: QPainter, area: QRectF) -> None:
        """Paint the line of the label at the lower edge."""
        entry = self._entry(self._cut_place())
        if entry is not None:
            self._painter.paint_cut_below(painter, area, entry)

    def _cut_place(self) -> int:
        return next((n for n, e in enumerate(self.entries) if e.kind is Kind.CUT), -1)

    @Slot()
    def _place_cut(self) -> None:
        """Show the line at the lower edge while it is further down, in room of its own."""
        place = self._cut_place()
        whole = self.viewport().height() + self.viewportMargins().bottom()
        index = self.entries_model.index(place) if place >= 0 else QModelIndex()
        rect = self.visualRect(index) if index.isValid() else QRect()
        high = self.height_of(place) if place >= 0 else 0
        below = rect.isValid() and rect.bottom() >= whole and whole > _LEAST_WITH_CUT * high
        if self.viewportMargins().bottom() != (high if below else 0):
            self.setViewportMargins(0, 0, 0, high if below else 0)
        view = self.viewport().geometry()
        self.cut_below.setGeometry(view.x(), view.bottom() + 1, view.width(), high)
        self.cut_below.setVisible(below)
        self.cut_below.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the line of the label where it is now."""
        super().resizeEvent(event)
        self._place_cut()

    # where the parts of a row are

    def _part_at(self, at: QPoint) -> tuple[str, Part | None]:
        place = self.indexAt(at).row()
        entry = self._entry(place)
        if entry is None or entry.kind in LINES:
            return "", None
        area = QRectF(self.visualRect(self.entries_model.index(place)))
        parts = self._measures.part_areas(area, entry)
        part = next((one for one, room in parts.items() if room.contains(at)), None)
        return entry.key, part

    def part_area(self, key: str, part: Part) -> QRect:
        """Return where a part of a row is in the viewport; an empty area if it has none."""
        place = self.entries_model.place_of(key)
        area = QRectF(self.visualRect(self.entries_model.index(place)))
        entry = self._entry(place)
        found = self._measures.part_areas(area, entry).get(part) if entry is not None else None
        return found.toRect() if found is not None else QRect()
