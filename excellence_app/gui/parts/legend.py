"""What the colours and marks of a chart mean, in a row of small samples with words."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role, name_changed
from excellence_app.gui.charts.painter import ChartFonts, paint_drawing, unit_of
from excellence_app.gui.components.boxes import Flow
from excellence_app.gui.painting import mirrored
from excellence_app.gui.theme import TextStyle, Theme, Themed
from excellence_app.reports.charts import Circle, Drawing, Hatch, Line, Path, Rect, Shape, Token

_HIGH = 16.0  # of a sample, in pixels of the design
_GAP = 7


class Sample(Enum):
    """What a chart may show."""

    CELL_MET = "cell met"
    CELL_BELOW = "cell below"
    CELL_MISSING = "cell missing"
    CELL_OPEN = "cell open"
    CUT = "cut"  # the line at the threshold of columns
    BAR_MET = "bar met"
    BAR_BELOW = "bar below"
    BAR_MISSING = "bar missing"
    BAR_TOTAL = "bar total"
    BAR_EARLIER = "bar earlier"  # hatched, of counts
    BAR_OPEN = "bar open"  # what open questions may still bring
    EARLIER = "earlier"
    NOW = "now"
    SAME = "same"
    TICK = "tick"  # the threshold of a bar
    TRIANGLE = "triangle"  # the threshold below a dumbbell


_WIDE = {
    Sample.CUT: 16.0,
    Sample.BAR_MET: 18.0,
    Sample.BAR_BELOW: 18.0,
    Sample.BAR_MISSING: 18.0,
    Sample.BAR_TOTAL: 18.0,
    Sample.BAR_EARLIER: 18.0,
    Sample.BAR_OPEN: 18.0,
    Sample.EARLIER: 10.0,
    Sample.NOW: 13.0,
    Sample.SAME: 18.0,
    Sample.TICK: 4.0,
    Sample.TRIANGLE: 9.0,
}
_CELL = 12.0


def _shapes(sample: Sample, unit: float) -> tuple[Shape, ...]:
    """Return the sample in a box of its width, as high as a line of small text."""
    width, middle = _WIDE.get(sample, _CELL) * unit, _HIGH * unit / 2
    half = width / 2
    top, bar = middle - 6 * unit, middle - 4 * unit
    match sample:
        case Sample.CELL_MET | Sample.CELL_BELOW:
            fill = Token.MET_FILL if sample is Sample.CELL_MET else Token.GAP_FILL
            return (Rect(0, top, width, 12 * unit, fill=fill, radius=2 * unit),)
        case Sample.CELL_MISSING:
            lines = (3.6 * unit, 1.2 * unit)
            hatch = Hatch(0, top, width, 12 * unit, Token.GAP_FILL, *lines, radius=2 * unit)
            return (hatch,)
        case Sample.CELL_OPEN:
            return (
                Rect(
                    unit / 2,
                    top + unit / 2,
                    width - unit,
                    11 * unit,
                    stroke=Token.CONTROL,
                    stroke_width=unit,
                    radius=2 * unit,
                    dash=(3 * unit, 2.4 * unit),
                ),
            )
        case Sample.BAR_OPEN:
            return (
                Rect(
                    unit / 2,
                    bar + unit / 2,
                    width - unit,
                    7 * unit,
                    stroke=Token.ACCENT,
                    stroke_width=unit,
                    dash=(3 * unit, 2.4 * unit),
                ),
            )
        case Sample.CUT:
            return (Line(0, middle, width, middle, Token.TEXT, 2.2 * unit),)
        case Sample.BAR_MISSING | Sample.BAR_EARLIER:
            return _hatched(sample, width, bar, unit)
        case Sample.BAR_MET | Sample.BAR_BELOW | Sample.BAR_TOTAL:
            fill = {Sample.BAR_MET: Token.MET_FILL, Sample.BAR_BELOW: Token.GAP_FILL}.get(
                sample, Token.ACCENT
            )
            return (Rect(0, bar, width, 8 * unit, fill=fill, radius=unit),)
        case Sample.EARLIER:
            return (Circle(half, middle, 4.2 * unit, Token.SURFACE, Token.TEXT, 1.8 * unit),)
        case Sample.NOW:
            return (Circle(half, middle, 6 * unit, Token.ACCENT),)
        case Sample.SAME:
            ring = Circle(half, middle, 8 * unit, Token.SURFACE, Token.TEXT, 1.6 * unit)
            return (ring, Circle(half, middle, 5.4 * unit, Token.ACCENT))
        case Sample.TICK:
            return (Rect(half - 1.3 * unit, middle - 8 * unit, 2.6 * unit, 16 * unit, Token.TEXT),)
        case Sample.TRIANGLE:
            left, right = half - 4 * unit, half + 4 * unit
            foot = middle + 3.5 * unit
            corners = ((half, middle - 3.5 * unit), (right, foot), (left, foot))
            return (Path(corners, fill=Token.TEXT),)


def _hatched(sample: Sample, width: float, top: float, unit: float) -> tuple[Shape, ...]:
    lines, high = (3.6 * unit, 1.2 * unit), 8 * unit
    if sample is Sample.BAR_MISSING:
        return (Hatch(0, top, width, high, Token.GAP_FILL, *lines),)
    edge = Rect(
        unit / 2,
        top + unit / 2,
        width - unit,
        high - unit,
        stroke=Token.ACCENT,
        stroke_width=unit,
    )
    return (Hatch(0, top, width, high, Token.ACCENT, *lines, fill=Token.SURFACE), edge)


class _Entry(Themed, QWidget):
    """One sample with its words."""

    accessible_role: QAccessible.Role = Role.StaticText

    def __init__(self, theme: Theme, sample: Sample, words: str) -> None:
        super().__init__()
        self._sample = sample
        self._words = words
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def show_words(self, words: str) -> None:
        """Show other words, such as another date."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            name_changed(self)
            self.on_theme_changed()

    def _start(self) -> int:
        return self.theme.px(_WIDE.get(self._sample, _CELL)) + self.theme.px(_GAP)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        room = max(1, width - self._start())
        words = self.theme.paragraph(self._words, TextStyle.CAPTION, None, room)
        return max(words.height, self.theme.px(_HIGH))

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        words = self.theme.paragraph(self._words, TextStyle.CAPTION)
        return QSize(self._start() + words.width, max(words.height, self.theme.px(_HIGH)))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._start() + self.theme.px(60)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sample and words."""
        theme, direction = self.theme, self.layoutDirection()
        unit, whole = unit_of(theme), QRectF(self.rect())
        room = max(1, self.width() - self._start())
        words = theme.paragraph(self._words, TextStyle.CAPTION, None, room)
        width, high = _WIDE.get(self._sample, _CELL) * unit, _HIGH * unit
        line = theme.line_height(TextStyle.CAPTION)
        top = (self.height() - words.height) / 2
        box = QRectF(0, top + (line - high) / 2, width, high)
        box = mirrored(box, whole, direction)
        painter = QPainter(self)
        painter.save()
        painter.translate(box.topLeft())
        drawing = Drawing(width, high, _shapes(self._sample, unit))
        paint_drawing(painter, drawing, theme, ChartFonts(theme))
        painter.restore()
        place = QRectF(self._start(), top, room, words.height)
        place = mirrored(place, whole, direction)
        words.paint(painter, place, theme.colours.text2, direction=direction)
        painter.end()


class Legend(Flow):
    """Samples with words, one after the other; `name` is for screen readers."""

    accessible_role: QAccessible.Role = Role.Grouping

    def __init__(
        self,
        theme: Theme,
        name: str,
        entries: Sequence[tuple[Sample, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, across=18, down=4, parent=parent)
        self.setAccessibleName(name)
        self._entries: dict[Sample, _Entry] = {}
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[tuple[Sample, str]]) -> None:
        """Show these entries; those without words stay out of sight."""
        for sample, words in entries:
            known = self._entries.get(sample)
            if known is None:
                known = self._entries[sample] = _Entry(self.theme, sample, words)
                self.put(known)
            else:
                known.show_words(words)
        told = {sample: bool(words) for sample, words in entries}
        for sample, entry in self._entries.items():
            wanted = told.get(sample, False)
            if entry.isHidden() == wanted:
                entry.setVisible(wanted)
        self.updateGeometry()
