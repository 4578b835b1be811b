"""Plain text set in lines: measured and painted alike, in both writing directions."""

import re
from enum import Enum
from functools import cache, cached_property
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

_UNBOUNDED = 1_000_000.0
_DIGITS = re.compile("[0-9]+")


@cache
def _option() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    return option


class Align(Enum):
    """Where the lines stand; start is the left in languages written from left to right."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class Paragraph:
    """A plain text in one font, broken into lines of at most `width` pixels.

    Without a width only the line breaks in the text itself count. Words longer
    than a line are broken, so nothing ever sticks out. Digits are set in `figures`,
    where all are equally wide. (The font feature for that makes hyphens and brackets
    as wide as digits, too, so it must not reach the words.)
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        figures: QFont,
        line_height: int,
        width: float | None = None,
    ) -> None:
        text = text.replace("\n", "\u2028")
        self._layout = QTextLayout(text, font)
        self._layout.setTextOption(_option())
        if runs := _figure_runs(text, figures):
            self._layout.setFormats(runs)
        self._line_height = line_height
        self._font = font
        self._layout.beginLayout()
        widest = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(_UNBOUNDED if width is None else max(width, 1.0))
            widest = max(widest, line.naturalTextWidth())
        self._layout.endLayout()
        self._widest = widest

    @cached_property
    def _baseline(self) -> float:
        """How far below the top of a line its letters stand; only what is painted needs it."""
        metrics = QFontMetricsF(self._font)
        ascent = metrics.ascent()
        return (self._line_height - ascent - metrics.descent()) / 2 + ascent

    @property
    def lines(self) -> int:
        """The number of lines."""
        return max(1, self._layout.lineCount())

    @property
    def height(self) -> int:
        """The height of all lines in pixels."""
        return self.lines * self._line_height

    @property
    def width(self) -> int:
        """The width of the longest line in whole pixels."""
        return ceil(self._widest)

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        colour: QColor,
        align: Align = Align.START,
        direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
    ) -> None:
        """Paint the lines from the top of `area` downwards."""
        painter.setPen(colour)
        rightwards = direction is not Qt.LayoutDirection.RightToLeft
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            natural = line.naturalTextRect()
            free = area.width() - natural.width()
            if align is Align.CENTRE:
                inset = free / 2
            else:
                inset = 0.0 if (align is Align.START) == rightwards else free
            y = area.top() + number * self._line_height + self._baseline - line.ascent()
            line.draw(painter, QPointF(area.left() + inset - natural.left(), y - line.y()))


def _figure_runs(text: str, figures: QFont) -> list[QTextLayout.FormatRange]:
    runs = []
    for digits in _DIGITS.finditer(text):
        run = QTextLayout.FormatRange()
        run.start, run.length = digits.start(), digits.end() - digits.start()
        form = QTextCharFormat()
        form.setFont(figures)
        run.format = form
        runs.append(run)
    return runs
