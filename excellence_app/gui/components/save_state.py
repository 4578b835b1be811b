"""Whether everything is saved, in words and with the time."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import FULL_TURN, Mark, mirrored, paint_mark, paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Paragraph

_ICON = 14
_GAP = 8
_LEAST_TEXT = 80


class Saved(Enum):
    """The four states of ui.md 10."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not saved"
    READ_ONLY = "read only"


class Form(Enum):
    """How much of the state is shown."""

    FULL = "full"  # sign, words and what they mean
    LINE = "line"  # sign and words
    SIGN = "sign"  # the sign, with the words as its tooltip


class SaveStateLabel(Pressable):
    """Stands bottom left. Where something can be done about the state, pressing it does that.

    Only bad news is announced: a successful save is not worth an interruption.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.state = Saved.SAVED
        self._detail = ""
        self._acts = False
        self._form = Form.FULL
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def accessible_role(self) -> QAccessible.Role:
        """A button where pressing does something, else plain text."""
        return Role.Button if self._acts else Role.StaticText

    def show_state(
        self, state: Saved, words: str, detail: str = "", *, acts: bool = False
    ) -> None:
        """Show a state; with `acts` the line can be pressed."""
        worse = state is Saved.NOT_SAVED and self.state is not Saved.NOT_SAVED
        self.state, self._detail, self._acts = state, detail, acts
        self.set_caption(words)
        self.setAccessibleName(". ".join(part for part in (words, detail) if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if acts else Qt.FocusPolicy.NoFocus)
        self._say_in_tooltip()
        self.on_theme_changed()
        if worse and self.isVisible():  # of several, the one that is in sight
            announce(self, self.accessibleName())

    @property
    def form(self) -> Form:
        """How much is shown."""
        return self._form

    def show_form(self, form: Form) -> None:
        """Show more or less."""
        if form is not self._form:
            self._form = form
            self._say_in_tooltip()
            self.updateGeometry()
            self.update()

    def _say_in_tooltip(self) -> None:
        set_tooltip(self, "" if self._form is Form.FULL else self.accessibleName())

    def _padding(self) -> int:
        return self.theme.px(6)

    def _start(self) -> int:
        return self._padding() + self.theme.px(_ICON) + self.theme.px(_GAP)

    def _paragraphs(self, width: int) -> list[Paragraph]:
        theme = self.theme
        if self._form is Form.SIGN:
            return []
        if self._form is Form.LINE:
            return [theme.paragraph(self.caption, TextStyle.CAPTION, Weight.MEDIUM)]
        room = max(width - self._start() - self._padding(), theme.px(_LEAST_TEXT))
        found = [theme.paragraph(self.caption, TextStyle.CAPTION, Weight.MEDIUM, room)]
        if self._detail:
            found.append(theme.paragraph(self._detail, TextStyle.CAPTION, None, room))
        return found

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        if self._form is not Form.FULL:
            return self.theme.px(28)
        return sum(p.height for p in self._paragraphs(width)) + 2 * self.theme.px(5)

    def sizeHint(self) -> QSize:
        """Return the size on one line each."""
        theme = self.theme
        if self._form is Form.SIGN:
            return QSize(theme.px(28), theme.px(28))
        words = theme.paragraph(self.caption, TextStyle.CAPTION, Weight.MEDIUM).width
        detail = theme.paragraph(self._detail, TextStyle.CAPTION).width
        if self._form is Form.LINE:
            detail = 0
        width = max(words, detail) + self._start() + self._padding()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        if self._form is not Form.FULL:
            return self.sizeHint()
        width = self._start() + self._padding() + self.theme.px(_LEAST_TEXT)
        return QSize(min(width, self.sizeHint().width()), self.theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sign and words, on a tint if the news is bad."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        whole, px = QRectF(self.rect()), theme.px
        painter = QPainter(self)
        bad = self.state is Saved.NOT_SAVED
        over = self._acts and (self.underMouse() or self.isDown())
        if bad or over:
            edge = colours.error if bad and (theme.high_contrast or over) else None
            ground = colours.error_tint if bad else colours.hover
            paint_panel(painter, whole, px(RADIUS_CONTROL), ground, edge, theme.edge)
        paragraphs = self._paragraphs(self.width())
        y = (self.height() - sum(p.height for p in paragraphs)) / 2
        side = px(_ICON)
        middle = self.height() / 2
        left = self._padding()
        if self._form is Form.SIGN:
            left = int((self.width() - side) / 2)
        place = QRectF(left, middle - side / 2, side, side)
        self._paint_sign(painter, mirrored(place, whole, direction))
        inks = [colours.error if bad else colours.text, colours.text if bad else colours.text2]
        for paragraph, ink in zip(paragraphs, inks, strict=False):
            room = self.width() - self._start() - self._padding()
            place = QRectF(self._start(), y, room, paragraph.height)
            paragraph.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
            y += paragraph.height
        painter.end()

    def _paint_sign(self, painter: QPainter, area: QRectF) -> None:
        colours = self.theme.colours
        if self.state is Saved.SAVED:
            paint_mark(painter, Mark.MET, area, colours.met, colours.surface)
        elif self.state is Saved.NOT_SAVED:
            paint_icon(painter, "triangle-alert", area, colours.error)
        elif self.state is Saved.READ_ONLY:
            paint_icon(painter, "lock", area, colours.text2)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = area.width() * 0.14
            ring = area.adjusted(width, width, -width, -width)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.line2, width))
            painter.drawEllipse(ring)
            painter.setPen(QPen(colours.accent, width))
            painter.drawArc(ring, FULL_TURN // 4, -FULL_TURN // 3)
