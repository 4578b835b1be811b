"""The row above the pages of a report: turning, their size, and the ways to hand them on."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from excellence_app.gui.components.boxes import Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.painting import paint_hairline
from excellence_app.gui.parts.page_view import ZOOMS, Fit
from excellence_app.gui.parts.report_making import FORMS
from excellence_app.gui.theme import TextStyle, Theme, Themed
from excellence_app.language.catalogues import Words


class ReportBar(Themed, QWidget):
    """The page connects its buttons; those to hand the report on stand together."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        row = Flow(theme, across=8, down=8, at_end=5)
        self._column.addWidget(row)
        self.back = IconButton(theme, words.text("Pages before"), "chevron-left", key="Page Up")
        self.on = IconButton(theme, words.text("Next pages"), "chevron-right", key="Page Down")
        self.where = PlainLabel(theme, "", TextStyle.BODY, colour="text2").in_one_line()
        turning = Row(theme, spacing=6)
        turning.put(self.back, self.where, self.on)
        self.zoom = DropDown(theme, words.text("Size of the pages"), ways_of(words), quiet=True)
        self.pdf = Button(theme, words.text("PDF…"))
        self.word = Button(theme, words.text("Word…"))
        self.web = Button(theme, words.text("Web page…"))
        for button, form in ((self.pdf, "pdf"), (self.word, "docx"), (self.web, "html")):
            button.setAccessibleName(words.text(FORMS[form][1]))
            set_tooltip(button, words.text(FORMS[form][1]))
        about_web = words.text(
            "The web page is one file for any browser and the form that screen readers read best."
        )
        set_tooltip(self.web, about_web)
        self.web.setAccessibleDescription(about_web)
        self.print_button = Button(theme, words.text("Print"), Kind.PRIMARY, icon="printer")
        set_tooltip(self.print_button, words.text("Ctrl P"))
        heading = Heading(theme, words.text("Report"), TextStyle.H2)
        forms = (self.web, self.word, self.pdf, self.print_button)
        row.put(heading, turning, self.zoom, *forms)
        self.follow(theme)
        self._set_lengths()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self._column.setContentsMargins(px(28), px(13), px(28), px(13))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colours.canvas)
        paint_hairline(painter, self.height() - self.theme.edge, 0, self.width(), self.theme)
        painter.end()


def ways_of(words: Words) -> list[tuple[str, str]]:
    """Return the sizes in which pages can be looked at, with their names."""
    return [
        (Fit.TWO.value, words.text("Two pages")),
        (Fit.ONE.value, words.text("One page")),
        (Fit.WIDTH.value, words.text("Page width")),
        *((str(zoom), words.text("{percentage}%", percentage=str(zoom))) for zoom in ZOOMS),
    ]
