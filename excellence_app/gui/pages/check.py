"""Check answers: what is not finished as a list that leads there, then every answer."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.gui.components.boxes import Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.state_pill import State
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.editor import LACKING
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.pressable_rows import StepRow
from excellence_app.gui.parts.table.row_table import text_table
from excellence_app.gui.parts.table.rows import Cell, Entry, Head, TextRow
from excellence_app.gui.parts.table.text_rows import TextColumn
from excellence_app.gui.parts.table_page import TableCard, TablePage
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.session.checking import (
    AnswerGroup,
    Lacking,
    Standing,
    Unfinished,
    answer_groups,
    answer_row,
    unfinished,
)
from excellence_app.session.drafts import unsaved
from excellence_app.session.showing import Shown

_MOST = 6  # things that are not finished, before all are asked for
_PILLS = {
    Standing.MET: State.MET,
    Standing.SHORT: State.SHORT,
    Standing.OPEN: State.NOT_ANSWERED,
    Standing.BEGUN: State.NOT_ANSWERED,
    Standing.ASIDE: State.DOES_NOT_APPLY,
}


class CheckPage(Page):
    """Every answer on one page. Change opens the question; Esc comes back to the same row."""

    key = "check"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, self.words
        self._lines: list[str | AnswerGroup] = []  # a text is the id of a question
        self._known: Shown | None = None  # what the unfinished and the lines are made of
        self._unfinished: tuple[Unfinished, ...] = ()
        self.waiting: tuple[Unfinished, ...] = ()
        self._all = False
        self._came_from = ""  # what was pressed, to be the focus on coming back
        self.frame = TablePage(theme, words.text("Check answers"), widest=980)
        self.head = PageHead(theme)
        self.report_button = Button(
            theme, words.text("Go to the report"), Kind.PRIMARY, icon_after="arrow-right"
        )
        self.report_button.clicked.connect(partial(self._go, "report", ""))
        self.head.put(self.report_button)
        self.problems = Card(theme, words.text("Not finished"), padding=12, spacing=0)
        self._problems_head = SectionHeader(theme, words.text("Not finished"))
        head = Row(theme, margins=(10, 4, 10, 6))
        head.put(self._problems_head, stretch=1)
        self.problems.body.addWidget(head)
        self.steps: list[StepRow] = []
        self.more = Button(theme, "", Kind.WORDS)
        self.more.clicked.connect(self._show_all)
        below = Row(theme, margins=(6, 4, 6, 0))
        below.put(self.more)
        below.stretch()
        self._below = below
        self.problems.body.addWidget(below)
        self.table = text_table(
            theme,
            words.text("Answers"),
            (
                TextColumn(words.text("Question"), share=5, least=200),
                TextColumn(words.text("Answer"), share=6, least=200),
                TextColumn(words.text("State"), most=170),
                TextColumn("", most=140),
            ),
            whole=True,
            titles=False,
        )
        self.table.opened.connect(self._on_opened)
        self.table.acted.connect(self._on_acted)
        column = self.frame.column
        for part in (self.head, Gap(theme, 4), self.problems, Gap(theme, 4)):
            column.addWidget(part)
        column.addWidget(TableCard(theme, self.table))
        self.frame.follow_rows(self.table)
        self.body.addWidget(self.frame)

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return nothing of its own."""
        return {}

    def take_focus(self) -> None:
        """Put the focus where it was before a question was opened, else on the first problem."""
        came_from, self._came_from = self._came_from, ""
        step = next((one for one in self._shown_steps() if one.key == came_from), None)
        if came_from and step is None and self.table.show_current(came_from):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        step = step or next(iter(self._shown_steps()), None)
        if step is not None:
            step.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, _touched: ChangeSet | None) -> None:
        """Show problems and answers as they are now."""
        from excellence_app.session import headlines, survey_headlines  # noqa: PLC0415 - only a page that shows it loads it

        shown = self.desk.document.shown
        scored = shown.criteria.scored
        headline = headlines.check_answers(shown) if scored else survey_headlines.overview(shown)
        self.head.show_words(headline.title, headline.lead)
        drafts = self.desk.drafts if self.desk.document.may_change else {}
        if shown is not self._known:  # else nothing has changed since the last visit
            self._known, self._unfinished, self._lines = shown, unfinished(shown), []
            for group in answer_groups(shown):
                self._lines.append(group)
                self._lines += group.questions
        self.waiting = (*unsaved(shown, drafts), *self._unfinished)
        self._show_problems()
        keys = [f"/{line.key}" if isinstance(line, AnswerGroup) else line for line in self._lines]
        heads = [n for n, line in enumerate(self._lines) if isinstance(line, AnswerGroup)]
        self.table.show_rows(keys, partial(self._row, shown), heads)

    # what is not finished

    def _shown_steps(self) -> list[StepRow]:
        return [step for step in self.steps if not step.isHidden()]

    def _show_problems(self) -> None:
        found = self.waiting if self._all else self.waiting[:_MOST]
        theme = self.desk.theme
        while len(self.steps) < len(found):
            step = StepRow(theme, self.problems)
            step.clicked.connect(self._on_step)
            self.problems.body.insertWidget(self.problems.body.count() - 1, step)
            self.steps.append(step)
        wide = max(
            (theme.text_width(one.number, TextStyle.LABEL, Weight.STRONG) for one in found),
            default=0,
        )
        for step, one in zip(self.steps, found, strict=False):
            step.show_step(one.item or one.page, one.number, one.title, one.detail, wide)
            step.show()
        for step in self.steps[len(found) :]:
            step.hide()
        count = len(self.waiting)
        self._problems_head.show_hint(str(count))
        self.problems.setVisible(bool(count))
        left = count - len(found)
        self._below.setVisible(bool(left))
        self.more.set_caption(self.words.text("Show all {count}", count=count))

    @Slot()
    def _show_all(self) -> None:
        first = len(self._shown_steps())
        self._all = True
        self._show_problems()
        self.steps[first].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_step(self) -> None:
        step = self.sender()
        if isinstance(step, StepRow):
            one = self.waiting[self.steps.index(step)]
            self._came_from = step.key
            part = LACKING if one.kind is Lacking.PART else ""
            self.desk.go(one.page, one.item, part)

    # the answers

    def _row(self, shown: Shown, place: int) -> Entry:
        found = self._lines[place]
        if isinstance(found, AnswerGroup):
            return Head(f"/{found.key}", found.title)
        line, words = answer_row(shown, found), self.words
        pill = _PILLS.get(line.standing)
        answer = Cell(line.answer, line.note)
        if line.standing is Standing.OPEN:
            answer = Cell("–", line.note, ink="text2")
        name = f"{line.number}  {line.title}" if line.number else line.title
        later = words.text("Marked for later") if line.later else ""
        change = words.text("Change…")
        if not self.desk.document.may_change:
            change = words.text("Show")
        spoken = (f"{line.number} {line.title}".strip(), line.answer, line.standing_words, later)
        return TextRow(
            line.question,
            (
                Cell(name, later, strong=True),
                answer,
                Cell(line.standing_words, state=pill) if pill is not None else Cell(),
                Cell(change, action="change"),
            ),
            ". ".join(part for part in (*spoken, line.note) if part),
        )

    @Slot(str)
    def _on_opened(self, question: str) -> None:
        self._came_from = question
        parts = {one.item for one in self.waiting if one.kind is Lacking.PART}
        self.desk.go("questions", question, LACKING if question in parts else "")

    @Slot(str, str)
    def _on_acted(self, question: str, _action: str) -> None:
        self._on_opened(question)

    def _go(self, page: str, item: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.desk.go(page, item)
