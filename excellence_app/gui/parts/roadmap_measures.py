"""How large the rows of a roadmap are, and where in them their parts stand."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QRectF,
    Qt,
)

from excellence_app.domain.assessment import ActionState
from excellence_app.gui.components.state_pill import State, pill_size
from excellence_app.gui.painting import (
    mirrored,
)
from excellence_app.gui.parts.roadmap_entries import (
    Entry,
    Kind,
    Part,
)
from excellence_app.gui.parts.roadmap_marks import (
    effort_width,
)
from excellence_app.gui.theme import (
    TextStyle,
    Theme,
    Weight,
)
from excellence_app.gui.typesetting import Paragraph
from excellence_app.language.catalogues import Words
from excellence_app.session.roadmap_rows import MOST_EFFORT, STATES, RoadmapRow

EDGE = 13  # from the end of a row to what stands in it
HANDLE = 16
NUMBER = 24
_MENU = 30
_GAP = 13  # between columns
DOWN = 8  # above and below the words of a row
LEAST_ROW = 56
_TITLE_WANTED = 280
_TITLE_LEAST = 190
_OWNER_WANTED, _OWNER_LEAST = 150, 90
FACE = 27
_CUT = 44
_ADD = 54
_FOLD = 40


class Rooms(NamedTuple):
    """Where the columns are, in pixels from the start of the row; widths are 0 in two lines."""

    title: tuple[float, float]
    change: tuple[float, float]
    owner: tuple[float, float]
    effort: tuple[float, float]
    gain: tuple[float, float]
    narrow: bool = False


class RowMeasures:
    """Lengths of all lines, worked out once until `forget`.

    The list sets `entries`; `width` is that of its viewport, `titles` those above the columns.
    """

    def __init__(
        self,
        theme: Theme,
        words: Words,
        width: Callable[[], int],
        direction: Callable[[], Qt.LayoutDirection],
        titles: Callable[[], Sequence[str]],
    ) -> None:
        self.theme, self._words = theme, words
        self._width, self._direction, self._titles = width, direction, titles
        self.entries: Sequence[Entry] = ()
        self.may_change = True  # whether rows can be edited at all
        self.is_proposal = False
        self._heights: dict[int, int] = {}
        self._rooms: Rooms | None = None

    def forget(self) -> None:
        """Work everything out anew."""
        self._rooms = None
        self._heights.clear()

    def rooms(self) -> Rooms:
        """Return where the columns are."""
        if self._rooms is None:
            self._rooms = self._work_out_rooms()
        return self._rooms

    def _work_out_rooms(self) -> Rooms:
        theme, px = self.theme, self.theme.px
        wide = theme.text_width
        rows = [entry.row for entry in self.entries if entry.row is not None]
        titles = [wide(t, TextStyle.CAPTION, Weight.MEDIUM) for t in self._titles()]

        def most(texts: Sequence[str], style: TextStyle, weight: Weight) -> int:
            return max((wide(text, style, weight) for text in texts), default=0)

        changes = most([r.change_words for r in rows], TextStyle.CAPTION, Weight.REGULAR)
        change = max(min(changes, px(150)), titles[1], px(64))
        due = most([self.due_words(r) for r in rows], self.due_style, Weight.REGULAR)
        names = most([self.owner_words(r) for r in rows], TextStyle.LABEL, Weight.MEDIUM)
        face = self.face_room()
        owner = max(face + max(min(names, px(_OWNER_WANTED)), due), titles[2])
        owner_least = max(face + max(min(names, px(_OWNER_LEAST)), due), titles[2])
        effort = max(effort_width(theme, MOST_EFFORT), titles[3])
        gain = max(most([r.gain for r in rows], TextStyle.LABEL, Weight.STRONG), titles[4])
        start = px(EDGE) + px(HANDLE) + px(NUMBER) + px(14)
        width = self._width()
        end = width - px(EDGE) - px(_MENU)
        gap = px(_GAP)
        figures = change + effort + gain + 4 * gap + px(6)
        title = end - start - figures - owner
        if title < px(_TITLE_WANTED):
            owner = max(owner_least, owner - (px(_TITLE_WANTED) - title))
            title = end - start - figures - owner
        if title < px(_TITLE_LEAST):
            start = px(EDGE) + px(HANDLE) + px(NUMBER) + px(8)
            nothing = (0.0, 0.0)
            inside = (float(start), float(max(1, end - start - px(6))))
            return Rooms(inside, nothing, nothing, nothing, nothing, narrow=True)
        x = start + title + gap
        places: list[tuple[float, float]] = []
        for room in (change, owner, effort, gain):
            places.append((x, room))
            x += room + gap
        changes_at, owner_at, effort_at, gain_at = places
        return Rooms((start, title), changes_at, owner_at, effort_at, gain_at)

    @property
    def due_style(self) -> TextStyle:
        """How days are written: small below an owner, else as owners are."""
        return TextStyle.LABEL if self.is_proposal else TextStyle.CAPTION

    def face_room(self) -> int:
        """Return the room for faces before names: none as long as nothing has an owner."""
        if self.is_proposal or not any(
            e.row is not None and e.row.owner_name for e in self.entries
        ):
            return 0
        return self.theme.px(FACE) + self.theme.px(10)

    def height_of(self, place: int) -> int:
        """Return the height of a line in pixels."""
        if place not in self._heights:
            there = 0 <= place < len(self.entries)
            self._heights[place] = self._work_out_height(self.entries[place]) if there else 0
        return self._heights[place]

    def _work_out_height(self, entry: Entry) -> int:
        theme, px = self.theme, self.theme.px
        if entry.row is not None:
            return self._row_height(entry)
        width = max(1, self._width() - 2 * px(EDGE))
        if entry.kind is Kind.CUT:
            words = self.cut_words(entry, width)
            return max(px(_CUT), words.height + px(18))
        if entry.kind is Kind.THRESHOLDS:
            return max(px(_FOLD), self.met_words(entry, width).height + px(14))
        if entry.kind is Kind.ADD:
            words = theme.paragraph(
                entry.words, TextStyle.LABEL, Weight.MEDIUM, max(1, width - px(90))
            )
            return max(px(_ADD), words.height + px(32))
        words = theme.paragraph(entry.words, TextStyle.LABEL, Weight.MEDIUM, width - px(30))
        return max(px(_FOLD), words.height + px(18))

    def _row_height(self, entry: Entry) -> int:
        px, rooms = self.theme.px, self.rooms()
        height = self.words_height(entry, rooms.title[1])
        if not rooms.narrow:
            return max(px(LEAST_ROW), height + 2 * px(DOWN))
        below = self._flowing(entry)
        bottom = max((y + high for _, _, y, _, high in below), default=0)
        return int(height + 2 * px(DOWN) + (bottom + px(8) if below else 0))

    def words_height(self, entry: Entry, width: float) -> int:
        """Return the height of title, pills and indicator in a width."""
        row = entry.row
        if row is None:
            return 0
        title = self.theme.paragraph(row.title, TextStyle.BODY, Weight.MEDIUM, int(width))
        return title.height + (self.theme.px(3) + self._about_height(entry, width))

    def _about_height(self, entry: Entry, width: float) -> int:
        row = entry.row
        if row is None:
            return 0
        places, about, _ = self.about_places(row, width)
        bottom = max((place.bottom() for _, _, place in places), default=0)
        return int(max(bottom, about.bottom() if row.about else 0))

    def about_places(
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
            down = (size.height() - theme.line_height(TextStyle.CAPTION)) / 2
        if places and width - x < px(120):
            x, y, down = 0.0, places[-1][2].bottom() + px(3), 0.0
        room = max(1, int(width - x))
        words = theme.paragraph(row.about, TextStyle.CAPTION, None, room)
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

    def owner_words(self, row: RoadmapRow) -> str:
        """Return who does it, or that nobody does; in a proposal when it can begin."""
        if self.is_proposal:
            return row.begin_words
        if row.owner_name or not row.number:
            return row.owner_name
        return self._words.text("No owner")

    def due_words(self, row: RoadmapRow) -> str:
        """Return the day decided on, else when it can be ready."""
        if row.due_words or self.is_proposal or not row.number:
            return row.due_words
        return row.ready_words or self._words.text("No date")

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
        end = self._width() - px(EDGE)
        room = end - start
        wanted: list[tuple[str, float, float]] = []
        if row.change_words:
            words = wide(row.change_words, TextStyle.LABEL, None)
            steps = px(80) if row.change is not None else 0
            wanted.append(("change", min(steps + words, room), high))
        if (entry.kind is Kind.ACTION and not self.is_proposal) or row.owner_name:
            face = px(FACE) + px(8)
            name = min(wide(self.owner_words(row), TextStyle.LABEL, Weight.MEDIUM), px(190))
            wanted.append(("owner", min(face + name, room), high))
        due = self.due_words(row)
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

    def areas(self, area: QRectF, entry: Entry) -> dict[str, QRectF]:
        """Return where the figures of a row are, by name."""
        rooms, direction = self.rooms(), self._direction()
        if rooms.narrow:
            top = area.top() + self.theme.px(DOWN) + self.theme.px(4)
            top += self.words_height(entry, rooms.title[1])
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

    def cut_words(self, entry: Entry, width: float) -> Paragraph:
        """Return the words on the line where the label is reached."""
        px = self.theme.px
        room = max(px(120), int(width - 2 * px(44)))
        return self.theme.paragraph(entry.words, TextStyle.LABEL, Weight.STRONG, room)

    def met_words(self, entry: Entry, width: float) -> Paragraph:
        """Return the words on the line where the thresholds are met."""
        px = self.theme.px
        room = max(px(120), int(width - 2 * px(44)))
        return self.theme.paragraph(entry.words, TextStyle.LABEL, None, room)

    def menu_area(self, area: QRectF) -> QRectF:
        """Return where the button of the menu is."""
        px = self.theme.px
        side = px(_MENU)
        y = area.center().y() - side / 2
        if self.rooms().narrow:
            y = area.top() + px(DOWN) + self.theme.line_height(TextStyle.BODY) / 2 - side / 2
        place = QRectF(area.right() - px(EDGE) - side + px(6), y, side, side)
        return mirrored(place, area, self._direction())

    def part_areas(self, area: QRectF, entry: Entry) -> dict[Part, QRectF]:
        """Return where the parts of a row that can be pressed are."""
        px = self.theme.px
        found: dict[Part, QRectF] = {}
        if entry.row is None:
            return found
        found[Part.MENU] = self.menu_area(area)
        if not self.may_change or self.is_proposal:
            return found
        start = QRectF(area.left(), area.top(), px(EDGE) + px(HANDLE) + px(4), area.height())
        if entry.kind is Kind.ACTION:
            found[Part.HANDLE] = mirrored(start, area, self._direction())
        areas = self.areas(area, entry)
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
