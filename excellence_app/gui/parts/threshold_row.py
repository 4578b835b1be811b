"""One indicator's threshold: what the set asks, what was entered, and the list to choose from."""

from fractions import Fraction
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Slot

from excellence_app.domain.assessment import Adjustment
from excellence_app.domain.criteria import Indicator
from excellence_app.domain.levels import Label
from excellence_app.gui.components.boxes import Column, Flow
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.setting_row import SettingRow
from excellence_app.gui.theme import Theme, Weight
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words

_OF_SET, _IN_POINTS, _OTHER_POINTS = "", "points", "other points"
_LEVEL = "level "
_LIST = 270  # pixels of the design


class Entering(Protocol):
    """What a row wants of the page that shows it."""

    @property
    def theme(self) -> Theme:
        """The theme."""

    @property
    def words(self) -> Words:
        """The language."""

    @property
    def desk(self) -> Desk:
        """The window's document."""

    def where(self, entered: Adjustment) -> str:
        """Return where a threshold that was entered stands."""

    def enter(
        self,
        row: "ThresholdRow",
        *,
        level: int | None = None,
        points: Fraction | None = None,
    ) -> str:
        """Enter a threshold and return what is wrong with it."""

    def remove(self, indicator: str) -> None:
        """Go back to the threshold of the set."""


class _ThresholdList(DropDown):
    """A list as wide as those of the other rows."""

    def sizeHint(self) -> QSize:
        """Return one width for all."""
        return QSize(self.theme.px(_LIST), super().sizeHint().height())


class ThresholdRow(Column):
    """One indicator: what the set asks, what was entered, and the list to choose from."""

    def __init__(self, page: "Entering", indicator: Indicator) -> None:
        super().__init__(page.theme, spacing=8)
        self._page, self.indicator = page, indicator
        theme, words = page.theme, page.words
        name = sentences.indicator_name(indicator)
        self.list = _ThresholdList(theme, words.text("Threshold of {name}", name=name), quiet=True)
        self.list.chosen.connect(self._on_chosen)
        self.row = SettingRow(theme, name, "", self.list)
        self.points = TextField(
            theme,
            words.text("Points"),
            unit=words.text("of {points}", points=sentences.points(words, indicator.points)),
            number=True,
        )
        self.points.edit.returnPressed.connect(self._on_points)
        self._enter = Button(theme, words.text("Enter these points"))
        self._enter.clicked.connect(self._on_points)
        line = Flow(theme)
        line.put(self._enter)
        self.in_points = Column(theme, spacing=8)
        self.in_points.put(self.points, line)
        self.put(self.row, self.in_points)
        self.in_points.hide()
        self._label = ""
        self._entries: list[tuple[str, str]] = []

    def fill(self, label: Label) -> None:
        """Show what counts for a label."""
        page, words, indicator = self._page, self._page.words, self.indicator
        if label.id != self._label:
            self._label = label.id
            self.in_points.hide()
        entered = page.desk.document.assessment.adjustment_for(indicator.id, label.id)
        own = indicator.threshold_for(label.id)
        asked = words.text("none")
        if own is not None:
            asked = sentences.threshold(words, own)
        entries = [(_OF_SET, words.text("As in the set: {threshold}", threshold=asked))]
        for level in indicator.levels:
            title = sentences.level_title(words, level)
            text = words.text("Level {level}: {title}", level=level.number, title=title)
            entries.append((f"{_LEVEL}{level.number}", text))
        shown, hint = _OF_SET, ""
        if entered is not None and entered.points is not None:
            entries.append((_IN_POINTS, sentences.points(words, entered.points)))
            shown = _IN_POINTS
        elif entered is not None:
            shown = f"{_LEVEL}{entered.level}"
        entries.append((_OTHER_POINTS, words.text("Points…")))
        if entered is not None:
            hint = page.where(entered)
        if entries != self._entries:
            self._entries = entries
            self.list.set_entries(entries)
        self.list.show_entry(shown)
        self.list.setEnabled(page.desk.document.may_change)
        self.row.show_words(sentences.indicator_name(indicator), hint)
        self.row.title.set_weight(Weight.STRONG if entered is not None else Weight.REGULAR)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key == _OTHER_POINTS:
            self.in_points.show()
            self.points.focus()
            return
        self.in_points.hide()
        if key == _OF_SET:
            self._page.remove(self.indicator.id)
        elif key.startswith(_LEVEL):
            self._page.enter(self, level=int(key.removeprefix(_LEVEL)))

    @Slot()
    def _on_points(self) -> None:
        words = self._page.words
        text = self.points.text.strip().replace(",", ".")
        try:
            points = Fraction(text)
        except (ValueError, ZeroDivisionError):
            self.points.show_error(
                words.text("Enter a number from 0 to {most}", most=self.indicator.points)
            )
            return
        message = self._page.enter(self, points=points)
        self.points.show_error(message)
        if not message:
            self.points.show_text("")
            self.in_points.hide()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
