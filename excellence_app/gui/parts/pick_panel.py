"""A panel to choose from a list in, which what is typed narrows; also what is in no list."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.desk import Desk
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.parts.painted_list import ENTER, LinesModel, PaintedList, step_of
from excellence_app.gui.parts.roadmap_panel import RoadmapPanel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight

_LIST_HEIGHT = 300


class Option(NamedTuple):
    """One thing to choose: `text` is said below the title."""

    key: str
    title: str
    text: str = ""
    icon: str = ""


class _Options(LinesModel):
    """The options that fit what is typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.options: list[Option] = []

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer other options."""
        self.beginResetModel()
        self.options = list(options)
        self.endResetModel()

    def count(self) -> int:
        """Return the number of options."""
        return len(self.options)

    def words_of(self, place: int) -> str:
        """Return an option in words."""
        option = self.options[place]
        return f"{option.title}. {option.text}" if option.text else option.title


class _OptionList(PaintedList):
    """The options; the field above keeps the focus."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.options_model = _Options(self)
        self.show_model(self.options_model)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.follow(theme)

    def _room(self) -> int:
        px = self.theme.px
        return max(1, self.viewport().width() - 2 * px(10) - px(18) - px(8))

    def height_of(self, place: int) -> int:
        """Return the height of an option in pixels."""
        option, room = self.options_model.options[place], self._room()
        theme = self.theme
        high = theme.paragraph(option.title, TextStyle.LABEL, Weight.MEDIUM, room).height
        if option.text:
            high += theme.paragraph(option.text, TextStyle.CAPTION, None, room).height
        return high + 2 * theme.px(7)

    def paint_line(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Paint an option, tinted if it is the current one."""
        theme, px, colours = self.theme, self.theme.px, self.theme.colours
        direction = self.layoutDirection()
        option, room = self.options_model.options[place], self._room()
        if place == self.currentIndex().row():
            edge = colours.text if theme.high_contrast else None
            inside = area.adjusted(1, 1, -1, -1)
            paint_panel(painter, inside, px(RADIUS_CONTROL), colours.accent_tint, edge)
        side = px(16)
        line = theme.line_height(TextStyle.LABEL)
        icon = QRectF(area.left() + px(10), area.top() + px(7) + (line - side) / 2, side, side)
        if option.icon:
            paint_icon(painter, option.icon, mirrored(icon, area, direction), colours.text2)
        x = area.left() + px(10) + px(18) + px(8)
        title = theme.paragraph(option.title, TextStyle.LABEL, Weight.MEDIUM, room)
        place_of = QRectF(x, area.top() + px(7), room, title.height)
        where = mirrored(place_of, area, direction)
        title.paint(painter, where, colours.text, direction=direction)
        if option.text:
            text = theme.paragraph(option.text, TextStyle.CAPTION, None, room)
            below = QRectF(x, place_of.bottom(), room, text.height)
            below = mirrored(below, area, direction)
            text.paint(painter, below, colours.text2, direction=direction)


class PickPanel(RoadmapPanel):
    """A field to search in and the list of what fits; what is typed can be taken as well.

    `own` makes the option for a typed text that is none of the others.

    Signals:
        chosen(str): A person chose one; its key.
        typed_in(str): A person takes what is typed.
    """

    chosen = Signal(str)
    typed_in = Signal(str)

    def __init__(
        self,
        desk: Desk,
        title: str,
        prompt: str,
        parent: QWidget,
        options: Sequence[Option],
        own: Callable[[str], Option],
    ) -> None:
        super().__init__(desk.theme, title, parent)
        theme, words = desk.theme, desk.words
        self._words = words
        self._options, self._own = list(options), own
        self.field = LineEdit(theme, prompt, placeholder=prompt, icon="search")
        self.field.textEdited.connect(self._show_fitting)
        self.field.installEventFilter(self)
        self.list = _OptionList(theme, title)
        self.list.clicked.connect(self._on_clicked)
        self.column.put(self.field, self.list)
        self._show_fitting("")

    def open_at(self, opener: QWidget) -> None:
        """Open with the field ready to type in."""
        super().open_at(opener)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def options(self) -> Sequence[Option]:
        """What fits, in its order."""
        return self.list.options_model.options

    def search(self, text: str) -> None:
        """Search for a text as if it were typed."""
        self.field.setText(text)
        self._show_fitting(text)

    def _show_fitting(self, text: str) -> None:
        wanted = text.casefold().split()
        fitting = [
            one
            for one in self._options
            if all(part in f"{one.title} {one.text}".casefold() for part in wanted)
        ]
        typed = " ".join(text.split())
        named = any(one.title.casefold() == typed.casefold() for one in self._options)
        if typed and not named:
            fitting.append(self._own(typed))
        self.list.options_model.show_options(fitting)
        high = sum(self.list.height_of(place) for place in range(len(fitting)))
        self.list.setFixedHeight(max(1, min(high, self.theme.px(_LIST_HEIGHT))))
        self.list.setVisible(bool(fitting))
        self.list.go(0)

    def _take(self) -> None:
        place = self.list.current_place
        if not 0 <= place < len(self.options):
            return
        option, typed = self.options[place], " ".join(self.field.text().split())
        own = bool(typed) and option.key == self._own(typed).key
        self.close()
        if own:
            self.typed_in.emit(typed)
        else:
            self.chosen.emit(option.key)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows go through the list while the field has the focus, and Enter choose."""
        if (
            hasattr(self, "field")
            and watched is self.field
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            step = step_of(event)
            if step:
                announce(self.field, self.list.go(self.list.current_place + step))
                return True
            if event.key() in ENTER:
                self._take()
                return True
        return super().eventFilter(watched, event)
