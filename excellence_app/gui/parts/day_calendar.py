"""A month as a calendar in a panel: arrows go through the days, Enter takes one, Esc closes."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QTableView, QWidget

from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.boxes import Row
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.popover import Popover
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_PILL, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align
from excellence_app.language.catalogues import Words
from excellence_app.language.weekdays import day_in_words

_CELL, _ROWS, _COLUMNS = 36, 7, 7


class _Month(Themed, QCalendarWidget):
    """The days of a month, painted as the rest of the program; the panel shows which month."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setLocale(QLocale(words.language))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)  # as all over Europe
        self.setNavigationBarVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setDateEditEnabled(False)
        self.setMinimumDate(QDate(1900, 1, 1))
        self.setMaximumDate(QDate(2999, 12, 31))
        views = self.findChildren(QTableView)
        self.view = views[0]
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(words.text("Days"))
        self.setFocusProxy(self.view)
        self.follow(theme)
        self.on_theme_changed()

    def on_theme_changed(self) -> None:
        """Take the theme's colours, fonts and lengths."""
        theme, colours = self.theme, self.theme.colours
        self.setFont(theme.font(TextStyle.LABEL, figures=True))
        palette = QPalette(self.palette())
        ground = colours.surface
        for role in (
            QPalette.ColorRole.Base,
            QPalette.ColorRole.AlternateBase,
            QPalette.ColorRole.Window,
        ):
            palette.setColor(role, ground)
        palette.setColor(QPalette.ColorRole.Text, colours.text)
        self.setPalette(palette)
        self.view.setPalette(palette)
        title = QTextCharFormat()
        title.setForeground(colours.text2)
        title.setBackground(ground)
        title.setFont(theme.font(TextStyle.CAPTION, Weight.MEDIUM))
        self.setHeaderTextFormat(title)
        plain = QTextCharFormat()
        plain.setForeground(colours.text2)
        for day in Qt.DayOfWeek:
            self.setWeekdayTextFormat(day, plain)
        least = QSize(theme.px(_CELL) * _COLUMNS, theme.px(_CELL) * _ROWS)
        self.setFixedSize(least.expandedTo(self.minimumSizeHint()))
        super().on_theme_changed()

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | date) -> None:
        """Paint a day: the current one filled, today with an edge, those of other months paler."""
        theme, colours = self.theme, self.theme.colours
        found = QDate(day) if isinstance(day, date) else day
        inside = found.month() == self.monthShown() and found.year() == self.yearShown()
        current, today = found == self.selectedDate(), found == QDate.currentDate()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(rect)
        painter.fillRect(rect, colours.surface)
        panel, radius = area.adjusted(2, 2, -2, -2), theme.px(RADIUS_PILL)
        if current:
            edge = colours.text if theme.high_contrast else None
            paint_panel(painter, panel, radius, colours.accent, edge, 2)
        elif today:
            paint_panel(painter, panel, radius, colours.surface, colours.control, theme.edge)
        ink = colours.on_accent if current else colours.text if inside else colours.text3
        weight = Weight.STRONG if current or today else Weight.REGULAR
        text = theme.paragraph(self._words.number(found.day()), TextStyle.LABEL, weight)
        top = area.center().y() - text.height / 2
        line = QRectF(area.left(), top, area.width(), text.height)
        text.paint(painter, line, ink, Align.CENTRE)
        painter.restore()


class DayCalendar(Popover):
    """A panel below a field with one month. It goes for good when it is closed.

    Signals:
        chosen(date): A person took a day.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, words.text("Calendar"), parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words = words
        self.before = IconButton(theme, words.text("Month before"), "chevron-left")
        self.after = IconButton(theme, words.text("Month after"), "chevron-right")
        self.title = Heading(theme, "", TextStyle.H3)
        head = Row(theme, spacing=4)
        head.put(self.before)
        head.stretch()
        head.put(self.title)
        head.stretch()
        head.put(self.after)
        self.month = _Month(theme, words, self)
        self.before.clicked.connect(self.month.showPreviousMonth)
        self.after.clicked.connect(self.month.showNextMonth)
        self.month.currentPageChanged.connect(self._show_title)
        self.month.selectionChanged.connect(self._on_moved)
        self.month.clicked.connect(self._take)
        self.month.activated.connect(self._take)
        self.month.view.installEventFilter(self)
        self.month.view.viewport().installEventFilter(self)
        self.body.addWidget(head)
        self.body.addWidget(self.month)

    def open_with(self, day: date, opener: QWidget) -> None:
        """Open with a day as the current one, the focus on it."""
        self.month.setSelectedDate(QDate(day))
        self._show_title()
        self.open_at(opener)
        self.month.view.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def day(self) -> date:
        """The current day."""
        found = self.month.selectedDate()
        return date(found.year(), found.month(), found.day())

    @Slot()
    def _show_title(self) -> None:
        month, year = self.month.monthShown(), self.month.yearShown()
        name = self.month.locale().standaloneMonthName(month)
        self.title.setText(self._words.text("{month} {year}", month=name, year=str(year)))

    @Slot()
    def _on_moved(self) -> None:
        announce(self.month.view, day_in_words(self._words, self.day))

    @Slot(object)
    def _take(self, _day: object) -> None:
        day = self.day
        self.close()
        self.chosen.emit(day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close with Esc, which the calendar would take for itself."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close()
            return True
        return super().eventFilter(watched, event)
