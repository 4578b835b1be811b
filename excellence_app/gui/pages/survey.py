"""Overview of a survey: what it is, how far each section is, what is still missing."""

from functools import partial

from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.overview_head import OverviewHead
from excellence_app.gui.parts.overview_steps import LastChange
from excellence_app.gui.parts.pressable_rows import StepRow
from excellence_app.gui.parts.section_list import SectionList
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.session import survey_headlines
from excellence_app.session.checking import Unfinished, unfinished
from excellence_app.session.showing import Shown

_WIDEST = 1240
_BETWEEN = 16
_MOST = 6  # things that are not finished; Check answers has all of them


class SurveyPage(Page):
    """Overview of a set without a score; nothing on it is a share or a threshold."""

    key = "overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        page = ScrollPage(theme, widest=_WIDEST)
        self.head = OverviewHead(desk)
        self.go_on = self.head.go_on
        self.sections = SectionList(desk)
        self.missing = _MissingCard(desk)
        self.about = _AboutCard(desk)
        self.last = LastChange(desk)
        side = Column(theme, spacing=_BETWEEN)
        side.put(self.missing, self.about)
        side.stretch()
        self._halves = Tiles(theme, least=380, gap=_BETWEEN, shares=(1.6, 1))
        self._halves.put(self.sections, side)
        parts = Column(theme, spacing=_BETWEEN)
        parts.put(self.head, self._halves, self.last)
        page.column.addWidget(parts)
        self.body.addWidget(page)
        self.setAccessibleName(words.text("Overview"))

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def refresh(self, touched: ChangeSet | None) -> None:  # noqa: ARG002 - all is shown
        """Show the questionnaire as it is now."""
        shown = self.desk.document.shown
        headline = survey_headlines.overview(shown)
        self.head.show_words(headline.title, headline.lead)
        question, caption = survey_headlines.way_on(shown, self.head.last_visited)
        self.head.show_way(caption, "questions" if question else "check", question)
        self.sections.show_sections(shown)
        started = bool(shown.scorecard.answered)
        self.missing.show_missing(unfinished(shown))
        self.missing.setVisible(started)
        self.about.show_about(shown, started=started)
        self.last.show_change()
        self.last.setVisible(bool(self.last.words))


class _MissingCard(Card):
    """What is not finished, what lacks only a part first."""

    def __init__(self, desk: Desk) -> None:
        theme, title = desk.theme, desk.words.text("Not finished")
        super().__init__(theme, title, padding=12, spacing=0)
        self._desk = desk
        self._head = SectionHeader(theme, title, style=TextStyle.H2)
        around = Row(theme, margins=(10, 8, 10, 6))
        around.put(self._head, stretch=1)
        self.body.addWidget(around)
        self.rows: list[StepRow] = []
        self._found: tuple[Unfinished, ...] = ()
        self._nothing = PlainLabel(
            theme, desk.words.text("Nothing is open."), TextStyle.LABEL, colour="text2"
        )
        inset = Row(theme, margins=(10, 0, 10, 6))
        inset.put(self._nothing, stretch=1)
        self.more = Button(theme, desk.words.text("Check answers"), Kind.WORDS)
        self.more.clicked.connect(partial(desk.go, "check"))
        below = Row(theme, margins=(6, 6, 6, 2))
        below.put(self.more)
        below.stretch()
        self.body.addWidget(inset)
        self.body.addWidget(below)
        self._inset = inset

    def on_theme_changed(self) -> None:
        """Measure the numbers anew."""
        super().on_theme_changed()
        if self._found:
            self.show_missing(self._found)

    def show_missing(self, found: tuple[Unfinished, ...]) -> None:
        """Show the first of these."""
        self._found = found
        some, theme = found[:_MOST], self.theme
        while len(self.rows) < len(some):
            row = StepRow(theme, self)
            row.clicked.connect(self._on_clicked)
            self.body.insertWidget(1 + len(self.rows), row)
            self.rows.append(row)
        width = max(
            (theme.text_width(one.number, TextStyle.LABEL, Weight.STRONG) for one in some),
            default=0,
        )
        for row, one in zip(self.rows, some, strict=False):
            row.show_step(one.item or one.page, one.number, one.title, one.detail, width)
            row.show()
        for row in self.rows[len(some) :]:
            row.hide()
        self._head.show_hint(str(len(found) or ""))
        self._inset.setVisible(not found)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, StepRow):
            one = self._found[self.rows.index(row)]
            self._desk.go(one.page, one.item)


class _AboutCard(Card):
    """What the questionnaire is, from its own words, and that it has no score."""

    def __init__(self, desk: Desk) -> None:
        theme, title = desk.theme, desk.words.text("About this questionnaire")
        super().__init__(theme, title, padding=22, spacing=8, sunken=True)
        self.title = Heading(theme, "", TextStyle.H3)
        self.facts = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2")
        self._texts = Column(theme, spacing=8)
        self.texts: list[PlainLabel] = []
        self.no_score = PlainLabel(
            theme,
            desk.words.text("This questionnaire has no score."),
            TextStyle.LABEL,
            weight=Weight.MEDIUM,
        )
        for part in (self.title, self.facts, self.no_score, self._texts):
            self.body.addWidget(part)

    def show_about(self, shown: Shown, *, started: bool) -> None:
        """Show title, text and standing, at the beginning its opening, at the end its closing.

        Whoever has begun knows the rest: then the first paragraphs are enough.
        """
        criteria, card = shown.criteria, shown.scorecard
        self.title.setText(criteria.title)
        self.facts.setText(survey_headlines.facts(shown))
        ended = started and card.answered == card.asked
        most = 1 if started else None
        parts = _split(criteria.closing) if ended else []
        parts += _split(criteria.opening) if not started else []
        parts += _split(criteria.text)[:most] + _split(criteria.standing)[:most]
        while len(self.texts) < len(parts):
            label = _paragraph(self.theme)
            self.texts.append(label)
            self._texts.put(label)
        for label, part in zip(self.texts, parts, strict=False):
            label.setText(part)
            label.show()
        for label in self.texts[len(parts) :]:
            label.hide()


def _paragraph(theme: Theme) -> PlainLabel:
    return PlainLabel(theme, "", TextStyle.LABEL, colour="text2")


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]
