"""How rows of one kind lie in a table: widths of columns, heights, places, and the painting."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from excellence_app.gui.parts.table.rows import Entry, RowsModel
from excellence_app.gui.theme import TextStyle, Theme, Weight


class Look(NamedTuple):
    """How a row is painted: as the current one, as the one under the pointer, at which place."""

    current: bool
    pointed: bool
    place: int


class RowLayout:
    """What a table asks about its rows; the subclasses say it for rows of one kind.

    Attributes:
        narrow: Whether the first cell of each row stands above the others.
        widths: The widths of the columns in pixels; in narrow tables the first has it all.
        titled: Whether the columns have titles.
        header: The height of the titles in pixels of the design.
        inset: How far the ground of a row is from its ends, in pixels.
        acts: Whether there is one thing that can be done with each row, also by key.
        copies: Whether its rows can be copied where none acts.
        least_width: What a table is wide at least, in pixels of the design.
        least_room: What it is high at least, if it scrolls.

    """

    titled = True
    header = 34.0
    inset = 0
    acts = False
    copies = False
    main_action = "act"
    least_width = 120.0
    least_room = 240.0

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.narrow = False
        self.widths: list[int] = []
        self.room = 0
        self._advances: dict[tuple[str, TextStyle, Weight | None], float] = {}
        self._metrics: dict[tuple[TextStyle, Weight | None], QFontMetricsF] = {}

    def forget(self) -> None:
        """Forget what was measured in the theme's earlier lengths."""
        self._advances.clear()
        self._metrics.clear()

    def fit(self, width: int, model: RowsModel) -> None:
        """Give the columns their widths in a table that is so many pixels wide."""
        raise NotImplementedError

    def least_height(self) -> int:
        """Return the height of a row that needs least, in pixels."""
        raise NotImplementedError

    def head_height(self, title: str) -> int:
        """Return the height of a head in pixels."""
        raise NotImplementedError

    def height(self, entry: Entry) -> int:
        """Return the height that a row needs in pixels."""
        raise NotImplementedError

    def outgrown(self) -> bool:
        """Return, once, whether a row was measured that its columns do not hold."""
        return False

    def places(self, entry: Entry, area: QRectF, direction: Qt.LayoutDirection) -> list[QRectF]:
        """Return where the cells of a row lie."""
        raise NotImplementedError

    def action_at(self, entry: Entry, places: list[QRectF], point: QPointF) -> str:
        """Return the key of what can be done at a point of a row, empty if nothing can."""
        raise NotImplementedError

    def paint_head(
        self,
        painter: QPainter,
        entry: Entry,
        area: QRectF,
        direction: Qt.LayoutDirection,
        *,
        first: bool,
    ) -> None:
        """Paint a head; the first one stands at the top."""
        raise NotImplementedError

    def paint_row(
        self,
        painter: QPainter,
        entry: Entry,
        area: QRectF,
        look: Look,
        direction: Qt.LayoutDirection,
    ) -> None:
        """Paint what stands in a row; its ground is there already."""
        raise NotImplementedError

    def paint_titles(
        self, painter: QPainter, area: QRectF, model: RowsModel, direction: Qt.LayoutDirection
    ) -> None:
        """Paint the titles of the columns and the line below them."""
        raise NotImplementedError

    def advance(self, text: str, style: TextStyle, weight: Weight | None = None) -> float:
        """Return about how wide a text is; kerning may still make it a little wider."""
        wanted = (text, style, weight)
        known = self._advances.get(wanted)
        if known is None:
            metrics = self._metrics.get((style, weight))
            if metrics is None:
                font = self.theme.font(style, weight, figures=True)
                metrics = self._metrics[style, weight] = QFontMetricsF(font)
            known = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
            self._advances[wanted] = known
        return known

    def text_height(self, text: str, style: TextStyle, weight: Weight | None, room: int) -> int:
        """Return the height of a text; most fit on one line, which is quickly seen."""
        if not text:
            return 0
        if "\n" not in text and self.advance(text, style, weight) * KERNING < room:
            return self.theme.line_height(style)
        return self.theme.paragraph(text, style, weight, max(room, 1)).height


KERNING = 1.02  # by what a paragraph may be wider than its letters one by one
