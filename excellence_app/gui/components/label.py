"""The only label: plain text in a style of the theme, wrapped, or cut if it is a name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align

MOST_CHARACTERS = 75  # in one line of running text
_LEAST_WIDTH = 36
_LONGEST_WORD = 180


class PlainLabel(Themed, QLabel):
    """Text of ours or of a person, shown as it is."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        style: TextStyle = TextStyle.BODY,
        *,
        weight: Weight | None = None,
        colour: str = "text",
        align: Align = Align.START,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._style = style
        self._weight = weight
        self._colour = colour
        self._align = align
        self._words = ""
        self._names_control = False
        self._elides = False
        self._wraps = True
        self.most_characters: int | None = MOST_CHARACTERS
        self.follow(theme)
        self._set_policy()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self._words:
            self._words = text
            super().setText(text.replace("&", "&&") if self._names_control else text)
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """Return the words; Qt's own text has each & twice where the label names a control."""
        return self._words

    def setBuddy(self, control: QWidget) -> None:
        """Name a control for screen readers; an & in the words is no access key."""
        self._names_control = True
        super().setText(self._words.replace("&", "&&"))
        super().setBuddy(control)

    def set_colour(self, colour: str) -> None:
        """Show the text in another colour of the theme."""
        self._colour = colour
        self.update()

    def set_style(self, style: TextStyle) -> None:
        """Show the text in another style."""
        if style is not self._style:
            self._style = style
            self.on_theme_changed()

    def set_weight(self, weight: Weight | None) -> None:
        """Show the text in another weight."""
        self._weight = weight
        self.on_theme_changed()

    def as_name(self) -> "PlainLabel":
        """Keep to one line and cut the end with dots: for names of files and people alone."""
        self._elides, self._wraps = True, False
        self._set_policy()
        return self

    def in_one_line(self) -> "PlainLabel":
        """Never wrap: for numbers and single short words in columns."""
        self._wraps = False
        self._set_policy()
        return self

    def _set_policy(self) -> None:
        kind = QSizePolicy.Policy
        across = kind.Preferred if self._wraps or self._elides else kind.Minimum
        policy = QSizePolicy(across, kind.Preferred if self._wraps else kind.Fixed)
        policy.setHeightForWidth(self._wraps)
        self.setSizePolicy(policy)

    def _most_width(self) -> int:
        if self.most_characters is None:
            return self.maximumWidth()
        return self.most_characters * self.theme.text_width("n", self._style, self._weight)

    def _height_at(self, width: int) -> int:
        margins = self.contentsMargins()
        room = min(width - margins.left() - margins.right(), self._most_width())
        paragraph = self.theme.paragraph(self.text(), self._style, self._weight, max(room, 1))
        return paragraph.height + margins.top() + margins.bottom()

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow label is higher."""
        return self._wraps

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped text."""
        return self._height_at(width) if self._wraps else -1

    def sizeHint(self) -> QSize:
        """Return the size of the text with as few line breaks as allowed."""
        margins = self.contentsMargins()
        natural = self.theme.paragraph(self.text(), self._style, self._weight).width
        width = min(natural, self._most_width()) if self._wraps else natural
        width += margins.left() + margins.right()
        height = self._height_at(width) if self._wraps else self._one_line()
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest word and the height of one line."""
        theme = self.theme
        if not self._wraps:
            least = theme.px(_LEAST_WIDTH)
            width = (
                min(self.sizeHint().width(), least) if self._elides else self.sizeHint().width()
            )
            return QSize(width, self._one_line())
        longest = theme.longest_word(self.text(), self._style, self._weight)
        margins = self.contentsMargins()
        width = min(longest, theme.px(_LONGEST_WORD)) + margins.left() + margins.right()
        return QSize(width, self._one_line())

    def _one_line(self) -> int:
        margins = self.contentsMargins()
        return self.theme.line_height(self._style) + margins.top() + margins.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole name as tooltip where it is cut."""
        super().resizeEvent(event)
        if self._elides:
            cut = self.sizeHint().width() > self.width()
            set_tooltip(self, self.text() if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text."""
        theme, area = self.theme, QRectF(self.contentsRect())
        text, width = self.text(), None
        if self._elides:
            text = theme.elided(text, self._style, self._weight, area.width())
        elif self._wraps:
            width = max(1, min(int(area.width()), self._most_width()))
        paragraph = theme.paragraph(text, self._style, self._weight, width)
        vertical = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        if vertical != Qt.AlignmentFlag.AlignTop:
            area.setTop(area.top() + max(0, int((area.height() - paragraph.height) / 2)))
        painter = QPainter(self)
        colour = theme.colour(self._colour if self.isEnabled() else "text3")
        paragraph.paint(painter, area, colour, self._align, self.layoutDirection())
        painter.end()


class Heading(PlainLabel):
    """A label that screen readers can jump to."""

    accessible_role: QAccessible.Role = Role.Heading

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        style: TextStyle = TextStyle.H2,
        *,
        colour: str = "text",
        align: Align = Align.START,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, style, colour=colour, align=align, parent=parent)
        self.setAccessibleName(text)

    def setText(self, text: str) -> None:
        """Show and tell another text."""
        super().setText(text)
        self.setAccessibleName(text)

    def focus_outline(self) -> float | None:
        """Return none: a headline that a page puts the focus on is read out, not operated."""
        return None
