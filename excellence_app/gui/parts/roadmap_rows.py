"""The rows of a roadmap as they are measured and painted: in columns, or in two lines.

Titles and indicators wrap, names of people are cut; the row that is held lies over the others.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from excellence_app.domain.assessment import ActionState
from excellence_app.gui.charts.scale import ScalePainter
from excellence_app.gui.components.label_mark import RANKS, paint_label_mark
from excellence_app.gui.components.popover import paint_shadow
from excellence_app.gui.components.state_pill import State, paint_pill, pill_size
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import (
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_hairline,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.parts.roadmap_entries import Entry, Kind, Part, RoadmapModel, letters
from excellence_app.gui.parts.roadmap_marks import (
    effort_width,
    paint_effort,
    paint_face,
    paint_nobody,
)
from excellence_app.gui.theme import (
    RADIUS_CONTROL,
    RADIUS_ROW,
    RING_WIDTH,
    TextStyle,
    Theme,
    Themed,
    Weight,
)
from excellence_app.gui.typesetting import Paragraph
from excellence_app.language.catalogues import Words
from excellence_app.session.roadmap_rows import MOST_EFFORT, STATES, RoadmapRow

Index = QModelIndex | QPersistentModelIndex

_EDGE = 13  # from the end of a row to what stands in it
_HANDLE = 16
_NUMBER = 24
_MENU = 30
_GAP = 18  # between columns
_DOWN = 9  # above and below the words of a row
LEAST_ROW = 62
_TITLE_WANTED = 280
_TITLE_LEAST = 190
_OWNER_WANTED, _OWNER_LEAST = 150, 90
_FACE = 27
_CUT = 44
_ADD = 54
_FOLD = 40
_SHADOW = 10


class _Rooms(NamedTuple):
    """Where the columns are, in pixels from the start of the row; widths are 0 in two lines."""

    title: tuple[float, float]
    change: tuple[float, float]
    owner: tuple[float, float]
    effort: tuple[float, float]
    gain: tuple[float, float]
    narrow: bool = False


class _Delegate(QStyledItemDelegate):
    """Asks the list to paint a line."""

    def __init__(self, view: "RoadmapRows") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        area: QRect = option.rect
        painter.save()
        self._view.paint_entry(painter, QRectF(area), index.row())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the list has worked out."""
        return QSize(1, self._view.height_of(index.row()))


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


class RoadmapRows(Themed, QListView):
    """A list that shows actions, the line at the label and what else stands between them."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        titles: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words = words
        self.letters = letters(words)
        self.entries_model = RoadmapModel()
        self.entries_model.setParent(self)
        self.may_change = True  # whether rows can be edited at all
        self.may_move = True  # whether this order is the person's own
        self.is_proposal = False
        self.rank, self.letter = 0, ""  # of the label whose line is shown
        self._held = ""
        self._pointed: tuple[str, Part | None] = ("", None)
        self._heights: dict[int, int] = {}
        self._rooms: _Rooms | None = None
        self._scales = ScalePainter(theme)
        self.setAccessibleName(name)
        self.header = RoadmapHeader(self, titles)
        self.setItemDelegate(_Delegate(self))
        self.setModel(self.entries_model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.setAutoScroll(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self._anchor = QWidget(self.viewport())
        self._anchor.setFocusProxy(self)
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._anchor.setObjectName("qt_anchor")
        self._anchor.hide()
        self.follow(theme)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def focus_outline(self) -> float | None:
        """Tell that the current row shows the focus."""
        return None

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
        return next((entry.key for entry in self.entries if entry.kind is not Kind.CUT), "")

    def show_current(self, key: str) -> bool:
        """Make a line the current one and return whether there is such a line."""
        place = self.entries_model.place_of(key)
        if place < 0:
            return False
        self.setCurrentIndex(self.entries_model.index(place))
        return True

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines; the current one stays, or the one at its place follows it."""
        current, place = self.current, self.currentIndex().row()
        at = self.verticalScrollBar().value()
        self._heights.clear()
        self._rooms = None
        self.entries_model.show_entries(entries)
        self.lay_out()
        if self.entries_model.place_of(current) < 0:
            current = self._near(place)
        there = self.entries_model.place_of(current) if current else -1
        if there >= 0:
            self.selectionModel().setCurrentIndex(
                self.entries_model.index(there), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self.verticalScrollBar().setValue(at)
        if self._held and there >= 0:
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
        found = self._part_areas(area, self.entries[place]).get(part) if part else None
        if found is None:
            x, width = self.rooms().title
            inside = QRectF(area.left() + x, area.top(), max(width, 1), area.height())
            found = mirrored(inside, area, self.layoutDirection())
        self._anchor.setGeometry(found.toRect())
        self._anchor.show()
        return self._anchor

    # lengths

    def rooms(self) -> _Rooms:
        """Return where the columns are."""
        if self._rooms is None:
            self._rooms = self._work_out_rooms()
        return self._rooms

    def _work_out_rooms(self) -> _Rooms:
        theme, px = self.theme, self.theme.px
        wide = theme.text_width
        rows = [entry.row for entry in self.entries if entry.row is not None]
        titles = [wide(t, TextStyle.CAPTION, Weight.MEDIUM) for t in self.header.titles]

        def most(texts: Sequence[str], style: TextStyle, weight: Weight) -> int:
            return max((wide(text, style, weight) for text in texts), default=0)

        changes = most([r.change_words for r in rows], TextStyle.LABEL, Weight.REGULAR)
        change = max(min(changes, px(150)), titles[1], px(68))
        due = most([self._due_words(r) for r in rows], TextStyle.LABEL, Weight.REGULAR)
        names = most([self._owner_words(r) for r in rows], TextStyle.LABEL, Weight.MEDIUM)
        face = 0 if self.is_proposal else px(_FACE) + px(10)
        owner = max(face + max(min(names, px(_OWNER_WANTED)), due), titles[2])
        owner_least = max(face + max(min(names, px(_OWNER_LEAST)), due), titles[2])
        effort = max(effort_width(theme, MOST_EFFORT), titles[3])
        gain = max(most([r.gain for r in rows], TextStyle.LABEL, Weight.STRONG), titles[4])
        start = px(_EDGE) + px(_HANDLE) + px(_NUMBER) + px(14)
        width = self.viewport().width()
        end = width - px(_EDGE) - px(_MENU)
        gap = px(_GAP)
        figures = change + effort + gain + 4 * gap + px(6)
        title = end - start - figures - owner
        if title < px(_TITLE_WANTED):
            owner = max(owner_least, owner - (px(_TITLE_WANTED) - title))
            title = end - start - figures - owner
        if title < px(_TITLE_LEAST):
            start = px(_EDGE) + px(_HANDLE) + px(_NUMBER) + px(8)
            nothing = (0.0, 0.0)
            inside = (float(start), float(max(1, end - start - px(6))))
            return _Rooms(inside, nothing, nothing, nothing, nothing, narrow=True)
        x = start + title + gap
        places: list[tuple[float, float]] = []
        for room in (change, owner, effort, gain):
            places.append((x, room))
            x += room + gap
        changes_at, owner_at, effort_at, gain_at = places
        return _Rooms((start, title), changes_at, owner_at, effort_at, gain_at)

    def lay_out(self) -> None:
        """Work out all lengths anew."""
        self._rooms = None
        self._heights.clear()
        narrow = self.rooms().narrow
        if self.header.isHidden() != narrow:
            self.header.setVisible(not narrow)
        self.scheduleDelayedItemsLayout()
        self.header.update()
        self.viewport().update()

    def height_of(self, place: int) -> int:
        """Return the height of a line in pixels."""
        if place not in self._heights:
            entry = self._entry(place)
            self._heights[place] = self._work_out_height(entry) if entry is not None else 0
        return self._heights[place]

    def _work_out_height(self, entry: Entry) -> int:
        theme, px = self.theme, self.theme.px
        if entry.row is not None:
            return self._row_height(entry)
        width = max(1, self.viewport().width() - 2 * px(_EDGE))
        if entry.kind is Kind.CUT:
            words = self._cut_words(entry, width)
            return max(px(_CUT), words.height + px(18))
        if entry.kind is Kind.ADD:
            words = theme.paragraph(
                entry.words, TextStyle.LABEL, Weight.MEDIUM, max(1, width - px(90))
            )
            return max(px(_ADD), words.height + px(32))
        words = theme.paragraph(entry.words, TextStyle.LABEL, Weight.MEDIUM, width - px(30))
        return max(px(_FOLD), words.height + px(18))

    def _row_height(self, entry: Entry) -> int:
        px, rooms = self.theme.px, self.rooms()
        height = self._words_height(entry, rooms.title[1])
        if not rooms.narrow:
            return max(px(LEAST_ROW), height + 2 * px(_DOWN))
        below = self._flowing(entry)
        bottom = max((y + high for _, _, y, _, high in below), default=0)
        return int(height + 2 * px(_DOWN) + (bottom + px(8) if below else 0))

    def _words_height(self, entry: Entry, width: float) -> int:
        row = entry.row
        if row is None:
            return 0
        title = self.theme.paragraph(row.title, TextStyle.BODY, Weight.MEDIUM, int(width))
        return title.height + (self.theme.px(3) + self._about_height(entry, width))

    def _about_height(self, entry: Entry, width: float) -> int:
        row = entry.row
        if row is None:
            return 0
        places, about, _ = self._about_places(row, width)
        bottom = max((place.bottom() for _, _, place in places), default=0)
        return int(max(bottom, about.bottom() if row.about else 0))

    def _about_places(
        self, row: RoadmapRow, width: float
    ) -> tuple[list[tuple[State, str, QRectF]], QRectF, int]:
        """Return where pills and the indicator are below a title, and the width of its words."""
        theme, px = self.theme, self.theme.px
        places: list[tuple[State, str, QRectF]] = []
        x, y, down = 0.0, 0.0, 0.0
        for state, text in self._pills(row):
            size = pill_size(theme, state, text)
            if x and x + size.width() > width:
                x, y = 0.0, y + size.height() + px(3)
            places.append((state, text, QRectF(x, y, size.width(), size.height())))
            x += size.width() + px(8)
            down = (size.height() - theme.line_height(TextStyle.LABEL)) / 2
        if places and width - x < px(120):
            x, y, down = 0.0, places[-1][2].bottom() + px(3), 0.0
        room = max(1, int(width - x))
        words = theme.paragraph(row.about, TextStyle.LABEL, None, room)
        return places, QRectF(x, y + down, room, words.height), room

    def _pills(self, row: RoadmapRow) -> list[tuple[State, str]]:
        found: list[tuple[State, str]] = []
        if self.is_proposal:
            return found
        if row.overdue:
            found.append((State.SHORT, self._words.text("Overdue")))
        if row.state is not ActionState.OPEN:
            state = {
                ActionState.STARTED: State.PROMISED,
                ActionState.DONE: State.MET,
                ActionState.DROPPED: State.DOES_NOT_APPLY,
            }[row.state]
            found.append((state, self._words.text(STATES[row.state])))
        return found

    def _owner_words(self, row: RoadmapRow) -> str:
        if row.owner_name or self.is_proposal or not row.number:
            return row.owner_name
        return self._words.text("No owner")

    def _due_words(self, row: RoadmapRow) -> str:
        if row.due_words or self.is_proposal or not row.number:
            return row.due_words
        return self._words.text("No date")

    def _flowing(self, entry: Entry) -> list[tuple[str, float, float, float, float]]:
        """Return name, x, y, width and height of what stands below a row in two lines."""
        row = entry.row
        if row is None:
            return []
        theme, px = self.theme, self.theme.px
        wide = theme.text_width
        line = theme.line_height(TextStyle.LABEL)
        high = max(px(30), line + px(8))
        start = self.rooms().title[0]
        end = self.viewport().width() - px(_EDGE)
        room = end - start
        wanted: list[tuple[str, float, float]] = []
        if row.change_words:
            words = wide(row.change_words, TextStyle.LABEL, None)
            steps = px(80) if row.change is not None else 0
            wanted.append(("change", min(steps + words, room), high))
        if (entry.kind is Kind.ACTION and not self.is_proposal) or row.owner_name:
            face = px(_FACE) + px(8)
            name = min(wide(self._owner_words(row), TextStyle.LABEL, Weight.MEDIUM), px(190))
            wanted.append(("owner", min(face + name, room), high))
        due = self._due_words(row)
        if due and (entry.kind is Kind.ACTION or row.due_words):
            wanted.append(("due", min(wide(due, TextStyle.LABEL, None), room), high))
        if entry.kind is Kind.ACTION:
            wanted.append(("effort", effort_width(theme, MOST_EFFORT), high))
        if row.gain:
            gain = wide(row.gain, TextStyle.LABEL, Weight.STRONG)
            wanted.append(("gain", gain, high))
        found: list[tuple[str, float, float, float, float]] = []
        x, y = float(start), 0.0
        for part, width, tall in wanted:
            if x > start and x + width > end:
                x, y = float(start), y + high
            found.append((part, x, y, width, tall))
            x += width + px(18)
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths and colours."""
        self._scales = ScalePainter(self.theme)
        self.lay_out()
        super().on_theme_changed()

    def minimumSizeHint(self) -> QSize:
        """Return the room for some rows."""
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
            self._paint_held(painter, area)
            self._paint_row(painter, area, self.entries[place])
            painter.end()

    def _paint_held(self, painter: QPainter, area: QRectF) -> None:
        theme, colours = self.theme, self.theme.colours
        inside = area.adjusted(theme.px(2), 1, -theme.px(2), -1)
        radius = theme.px(RADIUS_ROW)
        if not theme.high_contrast:
            paint_shadow(painter, inside, radius, theme.px(_SHADOW), strong=theme.dark)
        edge = theme.px(RING_WIDTH)
        paint_panel(painter, inside, radius, colours.surface, colours.accent, edge)

    def paint_entry(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Paint one line."""
        entry = self._entry(place)
        if entry is None:
            return
        if entry.kind is Kind.CUT:
            self._paint_cut(painter, area, entry)
            return
        if entry.key == self._held:
            return  # comes last, over the others
        if entry.kind is Kind.ADD:
            self._paint_add(painter, area, entry, place)
            return
        if entry.kind is Kind.FOLD:
            self._paint_fold(painter, area, entry, place)
            return
        self._paint_ground(painter, area, place, entry)
        self._paint_row(painter, area, entry)

    def _paint_ground(self, painter: QPainter, area: QRectF, place: int, entry: Entry) -> None:
        theme, colours = self.theme, self.theme.colours
        inside = area.adjusted(1, 1, -1, -1)
        ground: QColor | None = None
        if place == self.currentIndex().row():
            ground = colours.accent_tint
        elif self._pointed[0] == entry.key:
            ground = QColor(colours.hover)
            ground.setAlphaF(0.5)
        ring = colours.accent if place == self.currentIndex().row() and self.hasFocus() else None
        if ground is not None or ring is not None:
            if theme.high_contrast and ring is None:
                ring = colours.text
            radius = theme.px(RADIUS_ROW)
            paint_panel(painter, inside, radius, ground, ring, theme.px(RING_WIDTH))

    def _paint_words(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        colour: str,
        weight: Weight | None = None,
        style: TextStyle = TextStyle.LABEL,
    ) -> float:
        """Paint wrapped words from the top of a place and return their height."""
        words = self.theme.paragraph(text, style, weight, max(1, int(place.width())))
        ink = self.theme.colour(colour)
        words.paint(painter, place, ink, direction=self.layoutDirection())
        return words.height

    def _paint_row(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        row = entry.row
        if row is None:
            return
        theme, px, rooms = self.theme, self.theme.px, self.rooms()
        direction = self.layoutDirection()
        calm = entry.kind is Kind.PAST
        words = self._words_height(entry, rooms.title[1])
        top = area.top() + (px(_DOWN) if rooms.narrow else (area.height() - words) / 2)
        line = theme.line_height(TextStyle.BODY)
        middle = top + line / 2 if rooms.narrow else area.center().y()
        self._paint_start(painter, area, entry, middle)
        x, width = rooms.title
        place = mirrored(QRectF(area.left() + x, top, width, words), area, direction)
        ink = "text2" if calm else "text"
        height = self._paint_words(painter, place, row.title, ink, Weight.MEDIUM, TextStyle.BODY)
        self._paint_about(painter, place.adjusted(0, height + px(3), 0, 0), row)
        for part, room in self._areas(area, entry).items():
            self._paint_part(painter, part, room, row, narrow=rooms.narrow)
        if self._has_menu(entry):
            ink_colour = theme.colours.text2
            side = px(18)
            menu = self._menu_area(area)
            if self._pointed == (entry.key, Part.MENU):
                paint_panel(painter, menu, px(RADIUS_CONTROL), theme.colours.hover)
            dots = QRectF(0, 0, side, side)
            dots.moveCenter(menu.center())
            paint_icon(painter, "ellipsis", dots, ink_colour, direction)

    def _paint_start(self, painter: QPainter, area: QRectF, entry: Entry, middle: float) -> None:
        theme, px, row = self.theme, self.theme.px, entry.row
        direction = self.layoutDirection()
        if entry.kind is Kind.ACTION and self.may_change and not self.is_proposal:
            side = px(_HANDLE)
            place = QRectF(area.left() + px(_EDGE) - px(3), middle - side / 2, side, side)
            name = "text2" if self.may_move else "line2"
            ink = theme.colour(name)
            paint_icon(painter, "grip-vertical", mirrored(place, area, direction), ink)
        if row is None or not row.number:
            return
        number = theme.paragraph(str(row.number), TextStyle.LABEL, Weight.STRONG)
        room = px(_NUMBER)
        x = area.left() + px(_EDGE) + px(_HANDLE) + max(0, room - number.width) / 2
        place = QRectF(x, middle - number.height / 2, number.width, number.height)
        ink = theme.colours.text2
        number.paint(painter, mirrored(place, area, direction), ink, direction=direction)

    def _paint_about(self, painter: QPainter, place: QRectF, row: RoadmapRow) -> None:
        theme, direction = self.theme, self.layoutDirection()
        pills, about, _ = self._about_places(row, place.width())
        for state, text, box in pills:
            box.translate(place.topLeft())
            paint_pill(painter, state, text, mirrored(box, place, direction), theme, direction)
        if row.about:
            about.translate(place.topLeft())
            self._paint_words(painter, mirrored(about, place, direction), row.about, "text3")

    def _areas(self, area: QRectF, entry: Entry) -> dict[str, QRectF]:
        """Return where the figures of a row are, by name."""
        rooms, direction = self.rooms(), self.layoutDirection()
        if rooms.narrow:
            top = area.top() + self.theme.px(_DOWN) + self.theme.px(4)
            top += self._words_height(entry, rooms.title[1])
            return {
                name: mirrored(QRectF(area.left() + x, top + y, width, height), area, direction)
                for name, x, y, width, height in self._flowing(entry)
            }
        entry_row = entry.row
        named = {
            "change": rooms.change,
            "owner": rooms.owner,
            "effort": rooms.effort,
            "gain": rooms.gain,
        }
        if entry.kind is Kind.PAST:
            del named["effort"]
            if entry_row is None or not (entry_row.owner_name or entry_row.due_words):
                del named["owner"]
        return {
            name: mirrored(
                QRectF(area.left() + x, area.top(), width, area.height()), area, direction
            )
            for name, (x, width) in named.items()
        }

    def _paint_part(
        self, painter: QPainter, part: str, area: QRectF, row: RoadmapRow, *, narrow: bool
    ) -> None:
        pointed, key = self._pointed[1], self._pointed[0]
        if key == row.key and pointed is not None and not narrow:
            here = {Part.OWNER: "owner", Part.DUE: "owner", Part.EFFORT: "effort"}.get(pointed)
            if here == part:
                self._paint_touch(painter, area, pointed)
        if part == "change":
            self._paint_change(painter, area, row, narrow=narrow)
        elif part == "owner":
            self._paint_owner(painter, area, row, narrow=narrow)
        elif part == "due":
            self._paint_due(painter, area, row)
        elif part == "effort":
            self._paint_effort(painter, area, row)
        elif row.gain:
            words = self.theme.paragraph(row.gain, TextStyle.LABEL, Weight.STRONG)
            place = QRectF(
                area.left(), area.center().y() - words.height / 2, area.width(), words.height
            )
            ink = self.theme.colours.met
            words.paint(painter, place, ink, direction=self.layoutDirection())

    def _paint_touch(self, painter: QPainter, area: QRectF, part: Part) -> None:
        """Show that a part of a row can be pressed."""
        px, colours = self.theme.px, self.theme.colours
        line = self.theme.line_height(TextStyle.LABEL)
        high = {Part.OWNER: line, Part.DUE: line, Part.EFFORT: line}[part] + px(6)
        middle = area.center().y()
        if part is Part.OWNER:
            middle -= line / 2 + 1
        elif part is Part.DUE:
            middle += line / 2 + 1
        box = QRectF(area.left(), middle - high / 2, area.width(), high)
        if part is not Part.EFFORT:
            face = px(_FACE) + px(10) - px(5)
            box = mirrored(box.adjusted(face, 0, px(4), 0), area, self.layoutDirection())
        else:
            box.adjust(-px(5), 0, px(5), 0)
        paint_panel(painter, box, px(6), colours.hover)

    def _paint_change(
        self, painter: QPainter, area: QRectF, row: RoadmapRow, *, narrow: bool
    ) -> None:
        if not row.change_words:
            return
        px, direction = self.theme.px, self.layoutDirection()
        line = self.theme.line_height(TextStyle.LABEL)
        if narrow:
            used = 0
            if row.change is not None:
                used = px(80)
                self._scales.paint(painter, area, row.change, direction, as_steps=True)
            place = QRectF(
                area.left() + used, area.center().y() - line / 2, area.width() - used, line
            )
            place = mirrored(place, area, direction)
            self._paint_words(painter, place, row.change_words, "text2")
            return
        words = self.theme.paragraph(
            row.change_words, TextStyle.LABEL, None, max(1, int(area.width()))
        )
        chart = px(16) if row.change is not None else 0
        gap = px(4) if chart else 0
        top = area.center().y() - (chart + gap + words.height) / 2
        if row.change is not None:
            place = QRectF(area.left(), top, area.width(), chart)
            self._scales.paint(painter, place, row.change, direction, as_steps=True)
        place = QRectF(area.left(), top + chart + gap, area.width(), words.height)
        words.paint(painter, place, self.theme.colours.text2, direction=direction)

    def _paint_owner(
        self, painter: QPainter, area: QRectF, row: RoadmapRow, *, narrow: bool
    ) -> None:
        theme, px, direction = self.theme, self.theme.px, self.layoutDirection()
        side, line = px(_FACE), theme.line_height(TextStyle.LABEL)
        face = QRectF(area.left(), area.center().y() - side / 2, side, side)
        face = mirrored(face, area, direction)
        used = 0 if self.is_proposal else side + px(8 if narrow else 10)
        if row.owner_name:
            paint_face(painter, face, theme, row.owner_name)
        elif used:
            paint_nobody(painter, face, theme)
        rest = QRectF(area.left() + used, 0, max(1, area.width() - used), line)
        name = self._owner_words(row)
        due = "" if narrow else self._due_words(row)
        ink = "text" if row.owner_name else "text2"
        lines = [(name, ink, Weight.MEDIUM)] if name else []
        if due:
            colour = "gap" if row.overdue else "text2" if row.due_words else "text3"
            lines.append((due, colour, Weight.REGULAR))
        top = area.center().y() - len(lines) * line / 2
        for number, (text, colour, weight) in enumerate(lines):
            place = mirrored(
                QRectF(rest.left(), top + number * line, rest.width(), line), area, direction
            )
            shown = theme.elided(text, TextStyle.LABEL, weight, place.width())
            words = theme.paragraph(shown, TextStyle.LABEL, weight)
            words.paint(painter, place, theme.colour(colour), direction=direction)

    def _paint_due(self, painter: QPainter, area: QRectF, row: RoadmapRow) -> None:
        theme, _px, direction = self.theme, self.theme.px, self.layoutDirection()
        line = theme.line_height(TextStyle.LABEL)
        place = QRectF(area.left(), area.center().y() - line / 2, area.width(), line)
        colour = "gap" if row.overdue else "text2" if row.due_words else "text3"
        shown = theme.elided(self._due_words(row), TextStyle.LABEL, None, place.width())
        words = theme.paragraph(shown, TextStyle.LABEL)
        words.paint(painter, place, theme.colour(colour), direction=direction)

    def _paint_effort(self, painter: QPainter, area: QRectF, row: RoadmapRow) -> None:
        paint_effort(painter, area, self.theme, row.effort, MOST_EFFORT, self.layoutDirection())

    def _cut_colour(self) -> QColor:
        if 1 <= self.rank <= len(RANKS):
            return self.theme.colour(RANKS[self.rank - 1])
        return self.theme.colours.text2

    def _cut_words(self, entry: Entry, width: float) -> Paragraph:
        px = self.theme.px
        room = max(px(120), int(width - 2 * px(44)))
        return self.theme.paragraph(entry.words, TextStyle.LABEL, Weight.STRONG, room)

    def _paint_cut(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        theme, px, direction = self.theme, self.theme.px, self.layoutDirection()
        colour = self._cut_colour()
        inside = area.adjusted(px(_EDGE) - px(4), 0, px(4) - px(_EDGE), 0)
        words = self._cut_words(entry, area.width() - 2 * px(_EDGE))
        middle, side = area.center().y(), px(20)
        mark = QRectF(inside.left() + px(40), middle - side / 2, side, side)
        place = QRectF(mark.right() + px(8), middle - words.height / 2, words.width, words.height)
        stroke = max(2, px(2))
        for left, right in (
            (inside.left(), mark.left() - px(7)),
            (place.right() + px(12), inside.right()),
        ):
            if right > left:
                line = QRectF(left, middle - stroke / 2, right - left, stroke)
                painter.fillRect(mirrored(line, area, direction), colour)
        paint_label_mark(painter, mirrored(mark, area, direction), theme, self.rank, self.letter)
        words.paint(painter, mirrored(place, area, direction), colour, direction=direction)

    def _paint_add(self, painter: QPainter, area: QRectF, entry: Entry, place: int) -> None:
        theme, px, direction = self.theme, self.theme.px, self.layoutDirection()
        colours = theme.colours
        inside = area.adjusted(px(_EDGE) - px(5), px(5), px(5) - px(_EDGE), -px(5))
        current = place == self.currentIndex().row() and self.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.control, theme.edge)
        if current:
            pen = QPen(colours.accent, px(RING_WIDTH))
        else:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colours.accent_tint if current else Qt.BrushStyle.NoBrush)
        if not current and self._pointed[0] == entry.key:
            painter.setBrush(colours.hover)
        radius = px(RADIUS_ROW)
        painter.drawRoundedRect(inside.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side = px(16)
        icon = QRectF(inside.left() + px(14), inside.center().y() - side / 2, side, side)
        paint_icon(painter, "plus", mirrored(icon, area, direction), colours.text2)
        x, cap = icon.right() + px(8), key_cap_width(self.letters.new, theme)
        end = inside.right() - px(10) - cap - px(8)
        words = theme.paragraph(entry.words, TextStyle.LABEL, Weight.MEDIUM, max(1, int(end - x)))
        box = QRectF(x, inside.center().y() - words.height / 2, words.width, words.height)
        words.paint(painter, mirrored(box, area, direction), colours.text, direction=direction)
        x = box.right() + px(8)
        detail = theme.paragraph(entry.detail, TextStyle.LABEL)
        if x + detail.width <= end:
            box = QRectF(x, inside.center().y() - detail.height / 2, detail.width, detail.height)
            box = mirrored(box, area, direction)
            detail.paint(painter, box, colours.text2, direction=direction)
        high = key_cap_height(theme)
        key = QRectF(inside.right() - px(10) - cap, inside.center().y() - high / 2, cap, high)
        paint_key_cap(painter, self.letters.new, mirrored(key, area, direction), theme)

    def _paint_fold(self, painter: QPainter, area: QRectF, entry: Entry, place: int) -> None:
        theme, px, direction = self.theme, self.theme.px, self.layoutDirection()
        self._paint_ground(painter, area, place, entry)
        side = px(16)
        x = area.left() + px(_EDGE) + px(2)
        icon = QRectF(x, area.center().y() - side / 2, side, side)
        name = "chevron-down" if entry.is_open else "chevron-right"
        ink = theme.colours.text2
        paint_icon(painter, name, mirrored(icon, area, direction), ink, direction)
        width = max(1, int(area.right() - icon.right() - px(8) - px(_EDGE)))
        words = theme.paragraph(entry.words, TextStyle.LABEL, Weight.MEDIUM, width)
        top = area.center().y() - words.height / 2
        box = QRectF(icon.right() + px(8), top, words.width, words.height)
        words.paint(painter, mirrored(box, area, direction), ink, direction=direction)

    # where the parts of a row are

    def _has_menu(self, entry: Entry) -> bool:
        return entry.row is not None

    def _menu_area(self, area: QRectF) -> QRectF:
        px = self.theme.px
        side = px(_MENU)
        y = area.center().y() - side / 2
        if self.rooms().narrow:
            y = area.top() + px(_DOWN) + self.theme.line_height(TextStyle.BODY) / 2 - side / 2
        place = QRectF(area.right() - px(_EDGE) - side + px(6), y, side, side)
        return mirrored(place, area, self.layoutDirection())

    def _part_areas(self, area: QRectF, entry: Entry) -> dict[Part, QRectF]:
        """Return where the parts of a row that can be pressed are."""
        px = self.theme.px
        found: dict[Part, QRectF] = {}
        if entry.row is None:
            return found
        found[Part.MENU] = self._menu_area(area)
        if not self.may_change or self.is_proposal:
            return found
        start = QRectF(area.left(), area.top(), px(_EDGE) + px(_HANDLE) + px(4), area.height())
        if entry.kind is Kind.ACTION:
            found[Part.HANDLE] = mirrored(start, area, self.layoutDirection())
        areas = self._areas(area, entry)
        if "due" in areas:
            found[Part.DUE] = areas["due"]
        if "owner" in areas:
            owner = areas["owner"]
            found[Part.OWNER] = owner
            if not self.rooms().narrow:
                middle = owner.center().y()
                found[Part.DUE] = QRectF(owner.left(), middle, owner.width(), self.theme.px(24))
                top = self.theme.px(24)
                found[Part.OWNER] = QRectF(owner.left(), middle - top, owner.width(), top)
        if "effort" in areas:
            effort = areas["effort"]
            high = px(28)
            found[Part.EFFORT] = QRectF(
                effort.left() - px(4), effort.center().y() - high / 2, effort.width() + px(8), high
            )
        return found

    def _part_at(self, at: QPoint) -> tuple[str, Part | None]:
        place = self.indexAt(at).row()
        entry = self._entry(place)
        if entry is None or entry.kind is Kind.CUT:
            return "", None
        area = QRectF(self.visualRect(self.entries_model.index(place)))
        parts = self._part_areas(area, entry)
        part = next((one for one, room in parts.items() if room.contains(at)), None)
        return entry.key, part

    def part_area(self, key: str, part: Part) -> QRect:
        """Return where a part of a row is in the viewport; an empty area if it has none."""
        place = self.entries_model.place_of(key)
        area = QRectF(self.visualRect(self.entries_model.index(place)))
        entry = self._entry(place)
        found = self._part_areas(area, entry).get(part) if entry is not None else None
        return found.toRect() if found is not None else QRect()
