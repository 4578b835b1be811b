"""Overview: how the assessment stands, what each label still asks, and what to do next."""

from datetime import date
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.overview_charts import MOST_COLUMNS, DimensionsCard, SkylineCard
from excellence_app.gui.parts.overview_head import OverviewHead
from excellence_app.gui.parts.overview_interview import InterviewCard
from excellence_app.gui.parts.overview_labels import LabelCard
from excellence_app.gui.parts.overview_steps import BeginCard, LastChange, StepsCard
from excellence_app.gui.parts.section_list import SectionList
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.session import headlines, ladder, next_steps, survey_headlines
from excellence_app.session.showing import Shown

_WIDEST = 1240
_BETWEEN = 14


class _Parts(Column):
    """The parts of the page, one below the other."""

    def sizeHint(self) -> QSize:
        """Return the least size: the page scrolls, and gives no width that is wished for."""
        return self.minimumSizeHint()


class OverviewPage(Page):
    """Everything on one page; each part leads to where it can be worked on."""

    key = "overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        page = ScrollPage(theme, widest=_WIDEST)
        self.body.addWidget(page)
        self.head = OverviewHead(desk)
        self.go_on = self.head.go_on
        self.labels = Tiles(theme, least=252, gap=_BETWEEN)
        self.cards: dict[str, LabelCard] = {}
        self.begin = BeginCard(desk)
        self.interview = InterviewCard(desk)
        self.chart = SkylineCard(desk)
        self.dimensions = DimensionsCard(desk)
        self.steps = StepsCard(desk)
        self._lower = Tiles(theme, least=400, gap=_BETWEEN, shares=(2.17, 1))
        self._lower.put(self.dimensions, self.steps)
        self.sections = SectionList(desk)
        self.last = LastChange(desk)
        parts = _Parts(theme, spacing=_BETWEEN)
        parts.put(self.head, self.labels, self.begin, self.interview, self.chart, self._lower)
        parts.put(self.sections, self.last)
        page.column.addWidget(parts)
        self.setAccessibleName(words.text("Overview"))

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def refresh(self, touched: ChangeSet | None) -> None:  # noqa: ARG002 - all is shown
        """Show the assessment as it is now."""
        document = self.desk.document
        shown = document.shown
        headline = headlines.overview(shown)
        self.head.show_words(headline.title, headline.lead)
        self._show_go_on(shown)
        self._show_labels(shown)
        started = bool(shown.scorecard.answered)
        count = len(document.criteria.indicators)
        self.begin.show_steps(shown)
        if count <= MOST_COLUMNS:
            self.chart.show_skyline(shown)
        self.dimensions.show_rows(shown)
        self.steps.show_groups(next_steps.next_steps(shown, _today()))
        if document.criteria.sections:
            self.sections.show_sections(shown)
        self.last.show_change()
        wanted = {
            self.sections: bool(document.criteria.sections),
            self.labels: bool(document.criteria.labels),
            self.begin: not started,
            self.interview: self.interview.show_due(shown),
            self.chart: started and 0 < count <= MOST_COLUMNS,
            self.dimensions: started and count > 0,
            self.steps: started,
            self._lower: started,
            self.last: bool(self.last.words),
        }
        for part, show in wanted.items():
            if part.isHidden() == show:
                part.setVisible(show)

    def _show_go_on(self, shown: Shown) -> None:
        """Lead to the first open question after the last visited one, else to the gaps."""
        words = self.words
        question = next_steps.next_open(shown, self.head.last_visited)
        if not shown.scorecard.answered and shown.criteria.questions:
            question = shown.criteria.questions[0].id
            caption = words.text("Begin with {question}", question=question)
        elif question:
            named = survey_headlines.short_name(shown, question)
            caption = headlines.continue_button(words, named)
        elif shown.thresholds:
            caption = words.text("Open the roadmap")
        else:
            caption = words.text("Check answers")
        page = "roadmap" if shown.thresholds else "check"
        self.head.show_way(caption, "questions" if question else page, question)

    def _show_labels(self, shown: Shown) -> None:
        held = {one.label: one for one in ladder.validity(shown, _today())}
        for card in ladder.ladder(shown):
            known = self.cards.get(card.label)
            if known is None:
                rank = list(shown.criteria.label_by_id).index(card.label) + 1
                known = self.cards[card.label] = LabelCard(self.theme, card, rank)
                known.more.clicked.connect(partial(self.desk.go, "labels"))
                self.labels.put(known)
            known.show_label(card, held.get(card.label), self.words.text("Labels held"))


def _today() -> date:
    return date.today()
