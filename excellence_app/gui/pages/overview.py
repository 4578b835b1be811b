"""Overview: how the assessment stands, what each label still asks, and what to do next."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.levels import Verdict
from excellence_app.gui.accessibility import Role
from excellence_app.gui.charts.skyline import SkylineChart
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.state_pill import State
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.painting import Mark, mirrored, paint_mark
from excellence_app.gui.parts.legend import Legend, Sample
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.pressable_rows import Score, ScoreRow, StepRow, Widths, widths_of
from excellence_app.gui.parts.small_icon import SmallIcon
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align, Paragraph
from excellence_app.reports import blocks
from excellence_app.reports.blocks import Rule, Skyline
from excellence_app.session import headlines, ladder, next_steps, showing
from excellence_app.session.ladder import HeldLabel, LadderCard
from excellence_app.session.last_change import last_change
from excellence_app.session.next_steps import StepGroup, StepKind
from excellence_app.session.showing import DimensionRow, Shown

_WIDEST = 1240
_BETWEEN = 16
_MOST_FOR_VALUE = 0.5  # of the width of a rule
_MOST_COLUMNS = 124  # of a skyline; more tell nothing, and their marks take too long
_SIGNS = {
    blocks.Mark.MET: (Mark.MET, "met"),
    blocks.Mark.MISSED: (Mark.GAP, "gap"),
    blocks.Mark.OPEN: (Mark.OPEN, "text2"),
    blocks.Mark.NOT_APPLICABLE: (Mark.CROSS, "text2"),
}
_COLOURS = {Verdict.MET: "met", Verdict.MISSED: "gap", Verdict.OPEN: "text2"}


class OverviewPage(Page):
    """Everything on one page; each part leads to where it can be worked on."""

    key = "overview"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        page = ScrollPage(theme, widest=_WIDEST)
        self.head = PageHead(theme)
        self.go_on = Button(theme, "", Kind.PRIMARY, icon_after="arrow-right")
        self.go_on.clicked.connect(self._on_go_on)
        self.head.put(self.go_on)
        self._target = ("", "")
        self.labels = Tiles(theme, least=252, gap=_BETWEEN)
        self.cards: dict[str, _LabelCard] = {}
        self.begin = _BeginCard(desk)
        self.chart = _SkylineCard(desk)
        self.dimensions = _DimensionsCard(desk)
        self.steps = _StepsCard(desk)
        self._lower = Tiles(theme, least=400, gap=_BETWEEN, shares=(2.17, 1))
        self._lower.put(self.dimensions, self.steps)
        self.last = _LastChange(desk)
        parts = Column(theme, spacing=_BETWEEN)
        parts.put(self.head, self.labels, self.begin, self.chart, self._lower, self.last)
        page.column.addWidget(parts)
        self.body.addWidget(page)
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
        if count <= _MOST_COLUMNS:
            self.chart.show_skyline(shown)
        self.dimensions.show_rows(shown)
        self.steps.show_groups(next_steps.next_steps(shown, _today()))
        self.last.show_change()
        wanted = {
            self.labels: bool(document.criteria.labels),
            self.begin: not started,
            self.chart: started and 0 < count <= _MOST_COLUMNS,
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
        question = next_steps.next_open(shown, self._last_visited())
        if not shown.scorecard.answered and shown.criteria.questions:
            question = shown.criteria.questions[0].id
            caption = words.text("Begin with {question}", question=question)
        elif question:
            caption = headlines.continue_button(words, question)
        elif shown.thresholds:
            caption = words.text("Open the roadmap")
        else:
            caption = words.text("Check answers")
        self._target = ("questions", question)
        if not question:
            self._target = ("roadmap" if shown.thresholds else "check", "")
        self.go_on.set_caption(caption)

    def _last_visited(self) -> str:
        """Return the question that was visited last, empty if that is not known."""
        last = self.desk.remembered("question")
        if isinstance(last, str):
            return last
        match self.desk.remembered("place"):  # where the document was left
            case ["questions", str(question), *_]:
                return question
        return ""

    def _on_go_on(self) -> None:
        self.desk.go(*self._target)

    def _show_labels(self, shown: Shown) -> None:
        held = {one.label: one for one in ladder.validity(shown, _today())}
        for card in ladder.ladder(shown):
            known = self.cards.get(card.label)
            if known is None:
                rank = list(shown.criteria.label_by_id).index(card.label) + 1
                known = self.cards[card.label] = _LabelCard(self.theme, card, rank)
                known.more.clicked.connect(partial(self.desk.go, "labels"))
                self.labels.put(known)
            known.show_label(card, held.get(card.label), self.words.text("Labels held"))


def _today() -> date:
    return date.today()


class _Sign(Themed, QWidget):
    """A small sign before words that say the same."""

    def __init__(self, theme: Theme, style: TextStyle = TextStyle.LABEL) -> None:
        super().__init__()
        self._style = style
        self._mark, self._colour = Mark.OPEN, "text2"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_mark(self, mark: Mark, colour: str) -> None:
        """Show another sign."""
        if (mark, colour) != (self._mark, self._colour):
            self._mark, self._colour = mark, colour
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the sign, as high as a line of the words."""
        side = self.theme.px(14)
        return QSize(side, max(side, self.theme.line_height(self._style)))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign."""
        side, colours = self.theme.px(14), self.theme.colours
        painter = QPainter(self)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        ink = colours.named(self._colour)
        paint_mark(painter, self._mark, area, ink, colours.surface, self.layoutDirection())
        painter.end()


class _RuleRow(Themed, QWidget):
    """One rule of a label: its state, the rule, and how far it is.

    How far it is stands at the far side, or below where that would leave the rule no room.
    """

    accessible_role: QAccessible.Role = Role.ListItem

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rule = Rule(blocks.Mark.OPEN, "", "")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def show_rule(self, rule: Rule) -> None:
        """Show another state."""
        if rule != self.rule:
            self.rule = rule
            self.setAccessibleName(f"{rule.text}: {rule.value}" if rule.value else rule.text)
            set_tooltip(self, rule.text if rule.short else "")
            self.updateGeometry()
            self.update()

    def _start(self) -> int:
        return self.theme.px(14) + self.theme.px(9)

    def _arranged(self, width: int) -> tuple[Paragraph, Paragraph, bool]:
        """Return the words of the rule and its value, and whether the value stands below."""
        theme, style = self.theme, TextStyle.LABEL
        room = max(1, width - self._start())
        text = self.rule.short or self.rule.text
        value = theme.paragraph(self.rule.value, style, Weight.STRONG)
        beside = value.width + theme.px(12) if self.rule.value else 0
        if beside <= room * _MOST_FOR_VALUE:
            return theme.paragraph(text, style, None, max(1, room - beside)), value, False
        value = theme.paragraph(self.rule.value, style, Weight.STRONG, room)
        return theme.paragraph(text, style, None, room), value, True

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        text, value, below = self._arranged(width)
        return text.height + (value.height if below else 0)

    def sizeHint(self) -> QSize:
        """Return a common size."""
        width = self.theme.px(240)
        return QSize(width, self.heightForWidth(self.width() or width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.theme.px(120), self.theme.line_height(TextStyle.LABEL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sign, rule and value."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        whole, side = QRectF(self.rect()), theme.px(14)
        text, value, below = self._arranged(self.width())
        painter = QPainter(self)
        mark, colour = _SIGNS.get(self.rule.mark, (Mark.OPEN, "text2"))
        top = (theme.line_height(TextStyle.LABEL) - side) / 2
        place = mirrored(QRectF(0, top, side, side), whole, direction)
        paint_mark(painter, mark, place, colours.named(colour), colours.surface, direction)
        room = self.width() - self._start()
        place = mirrored(QRectF(self._start(), 0, room, text.height), whole, direction)
        text.paint(painter, place, colours.text2, direction=direction)
        top = text.height if below else 0
        place = mirrored(QRectF(self._start(), top, room, value.height), whole, direction)
        align = Align.START if below else Align.END
        value.paint(painter, place, colours.text, align, direction)
        painter.end()


class _LabelCard(Card):
    """A label: its mark, what is missing, its rules, and how long it is held."""

    def __init__(self, theme: Theme, card: LadderCard, rank: int) -> None:
        super().__init__(theme, card.title, padding=20, spacing=6)
        bars = card.bars or 0
        letter = "" if bars else card.title[:1]
        mark = LabelMark(theme, card.title, rank=bars or 0, letter=letter)
        self._title = Heading(theme, card.title, TextStyle.H3)
        self.sentence = PlainLabel(theme, "", TextStyle.CAPTION, weight=Weight.MEDIUM)
        self.rank = rank
        words = Column(theme, spacing=0)
        words.put(self._title, self.sentence)
        head = Row(theme, spacing=12)
        head.box.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.put(words, stretch=1)
        self.body.addWidget(head)
        self.body.addWidget(Gap(theme, 4))
        self._rules = Column(theme, spacing=7)
        self.rows: list[_RuleRow] = []
        self.body.addWidget(self._rules)
        self.body.addStretch(1)
        self.held = Column(theme, spacing=6, margins=(0, 6, 0, 0))
        self._held_sign = _Sign(theme, TextStyle.CAPTION)
        self.held_words = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2")
        line = Row(theme, spacing=9)
        line.box.addWidget(self._held_sign, 0, Qt.AlignmentFlag.AlignTop)
        line.put(self.held_words, stretch=1)
        self.more = Button(theme, "", Kind.WORDS)
        self.held.put(Hairline(theme), Gap(theme, 2), line)
        self.held.box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.held.hide()
        self.body.addWidget(self.held)

    def show_label(self, card: LadderCard, held: HeldLabel | None, more: str) -> None:
        """Show how a label stands now."""
        self.sentence.setText(card.sentence)
        self.sentence.set_colour(_COLOURS[card.verdict])
        while len(self.rows) < len(card.rules):
            row = _RuleRow(self.theme)
            self.rows.append(row)
            self._rules.put(row)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(card.rules))
        for row, rule in zip(self.rows, card.rules, strict=False):
            row.show_rule(rule)
        if held is not None:
            pressing = held.soon or held.lapsed
            mark = Mark.CLOCK if pressing else Mark.MET
            self._held_sign.show_mark(mark, "gap" if pressing else "met")
            self.held_words.setText(held.sentence)
            self.held_words.set_colour("text" if pressing else "text2")
            self.more.set_caption(more)
        if self.held.isHidden() == (held is not None):
            self.held.setVisible(held is not None)


def _head(theme: Theme, title: str, legend: Legend | None = None) -> tuple[Flow, Heading]:
    """Return the head of a card: its title, and at the far side what the marks mean."""
    heading = Heading(theme, title, TextStyle.H2)
    flow = Flow(theme, across=16, down=6, at_end=1 if legend is not None else 0)
    flow.put(heading)
    if legend is not None:
        flow.put(legend)
    return flow, heading


class _SkylineCard(Card):
    """All indicators side by side."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        super().__init__(desk.theme, words.text("All indicators"), padding=20, spacing=10)
        self._desk = desk
        self._legend = Legend(desk.theme, words.text("What the marks mean"))
        head, self._heading = _head(desk.theme, "", self._legend)
        self.body.addWidget(head)
        name = words.text("All indicators")
        self.chart = SkylineChart(desk.theme, words, name, Skyline((), ""))
        policy = self.chart.sizePolicy()  # as high as it needs to be at its present width
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.chart.setSizePolicy(policy)
        self.chart.chosen.connect(self._on_chosen)
        self.body.addWidget(self.chart)

    def show_skyline(self, shown: Shown) -> None:
        """Show the results as they are now."""
        words, count = shown.words, len(shown.criteria.indicators)
        self._heading.setText(words.plural("The only indicator", "All {count} indicators", count))
        self.chart.show_data(showing.skyline(shown))
        with_threshold = bool(shown.thresholds) and shown.target is not None
        label = shown.target.title if shown.target is not None else ""
        met = words.text("Met") if with_threshold else words.text("Level")
        self._legend.show_entries(
            (
                (Sample.CELL_MET, met),
                (Sample.CELL_BELOW, words.text("Below") if with_threshold else ""),
                (Sample.CELL_MISSING, words.text("Missing") if with_threshold else ""),
                (Sample.CELL_OPEN, words.text("Not answered")),
                (
                    Sample.CUT,
                    words.text("{label} threshold", label=label) if with_threshold else "",
                ),
            )
        )

    def _on_chosen(self, indicator: str) -> None:
        known = self._desk.document.criteria.indicator_by_id.get(indicator)
        if known is not None and known.questions:
            self._desk.go("questions", known.questions[0].id)


class _DimensionsCard(Card):
    """The score of each dimension; a row leads to its results."""

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, words.text("Score by dimension"), padding=12, spacing=0)
        self._desk = desk
        self._legend = Legend(theme, words.text("What the marks mean"))
        head, _ = _head(theme, words.text("Score by dimension"), self._legend)
        around = Column(theme, spacing=0, margins=(8, 8, 8, 6))
        around.put(head)
        self.body.addWidget(around)
        self.rows: list[ScoreRow] = []
        self._lines: list[Row] = []
        self._place = self.body.count()
        self.body.addStretch(1)
        self._found: tuple[DimensionRow, ...] = ()

    def on_theme_changed(self) -> None:
        """Measure the columns anew."""
        super().on_theme_changed()
        if self._found:
            self._fill()

    def show_rows(self, shown: Shown) -> None:
        """Show the scores as they are now."""
        self._found = showing.dimensions(shown)
        words, bars = shown.words, [row.bar for row in self._found if row.bar is not None]
        day = shown.earlier.dated if shown.earlier is not None else None
        before = words.short_day(day) if day is not None else words.text("Earlier")
        asked = next((bar.threshold for bar in bars if bar.threshold is not None), None)
        open_part = any(bar.possible not in {None, bar.value} for bar in bars)
        self._legend.show_entries(
            (
                (Sample.BAR_TOTAL, words.text("Score now") if bars else ""),
                (Sample.BAR_OPEN, words.text("Still open") if open_part else ""),
                (Sample.EARLIER, before if any(bar.earlier is not None for bar in bars) else ""),
                (
                    Sample.TICK,
                    words.text("{share} mark", share=words.percent(asked))
                    if asked is not None
                    else "",
                ),
            )
        )
        self._fill()

    def _fill(self) -> None:
        scores = [_score_of(row) for row in self._found]
        widths: Widths = widths_of(self.theme, scores)
        while len(self.rows) < len(scores):
            row = ScoreRow(self.theme)
            row.clicked.connect(self._on_clicked)
            if self.rows:
                line = Row(self.theme, margins=(8, 0, 8, 0))
                line.put(Hairline(self.theme))
                self._lines.append(line)
                self.body.insertWidget(self._place, line)
                self._place += 1
            self.rows.append(row)
            self.body.insertWidget(self._place, row)
            self._place += 1
        for row, score, found in zip(self.rows, scores, self._found, strict=False):
            spoken = ", ".join(
                part
                for part in (
                    f"{found.dimension} {found.title}",
                    found.value,
                    found.gaps_words,
                    found.open_words,
                )
                if part
            )
            row.show_score(score, widths, spoken)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, ScoreRow):
            self._desk.go("results", row.key)


def _score_of(row: DimensionRow) -> Score:
    pill = State.MET if row.met else State.SHORT
    return Score(
        row.dimension,
        row.dimension,
        row.title,
        row.bar,
        row.value,
        pill if row.gaps_words else None,
        row.gaps_words,
        row.open_words,
    )


class _StepList(Column):
    """Steps under a small title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, spacing=0)
        self._line = Row(theme, margins=(10, 8, 10, 8))
        self._line.put(Hairline(theme))
        self.title = Heading(theme, "", TextStyle.CAPTION, colour="text2")
        self.title.set_weight(Weight.STRONG)
        self._around = Row(theme, margins=(10, 0, 10, 2))
        self._around.put(self.title)
        self.put(self._line, self._around)
        self.rows: list[StepRow] = []

    def show_line(self, *, shown: bool) -> None:
        """Show the line above, or not."""
        self._line.setVisible(shown)

    def show_title(self, title: str) -> None:
        """Show another title; an empty one has no room."""
        self.title.setText(title)
        self._around.setVisible(bool(title))

    def row(self, number: int) -> StepRow:
        """Return the row at a place, a new one if it is needed."""
        while len(self.rows) <= number:
            row = StepRow(self.theme)
            self.rows.append(row)
            self.put(row)
        return self.rows[number]

    def show_count(self, count: int) -> None:
        """Keep only so many rows in sight."""
        for number, row in enumerate(self.rows):
            row.setVisible(number < count)


class _StepsCard(Card):
    """What to do next."""

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, words.text("Next steps"), padding=10, spacing=0)
        self._desk = desk
        around = Row(theme, margins=(10, 10, 10, 6))
        around.put(Heading(theme, words.text("Next steps"), TextStyle.H2))
        self.body.addWidget(around)
        self.lists: list[_StepList] = []
        for _kind in StepKind:
            steps = _StepList(theme)
            self.lists.append(steps)
            self.body.addWidget(steps)
        self._done = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._done.setContentsMargins(theme.px(10), 0, theme.px(10), theme.px(8))
        self.body.addWidget(self._done)
        self.body.addStretch(1)
        self._kinds: dict[StepRow, StepKind] = {}
        self._groups: Sequence[StepGroup] = ()

    def on_theme_changed(self) -> None:
        """Measure the numbers anew."""
        super().on_theme_changed()
        if self._groups:
            self.show_groups(self._groups)

    def show_groups(self, groups: Sequence[StepGroup]) -> None:
        """Show these steps."""
        self._groups = groups
        theme = self.theme
        numbers = {step.indicator for group in groups for step in group.steps}
        width = max(
            (theme.text_width(one, TextStyle.LABEL, Weight.STRONG) for one in numbers), default=0
        )
        if not any(numbers):
            width = 0
        for place, steps in enumerate(self.lists):
            steps.setVisible(place < len(groups))
            steps.show_line(shown=place > 0)
            if place >= len(groups):
                continue
            group = groups[place]
            steps.show_title(group.title)
            for number, step in enumerate(group.steps):
                row = self._row(steps, number)
                row.show_step(step.question, step.indicator, step.title, step.detail, width)
                self._kinds[row] = group.kind
            steps.show_count(len(group.steps))
        self._done.setText("" if groups else self._desk.words.text("Nothing is open."))
        self._done.setVisible(not groups)

    def _row(self, steps: _StepList, number: int) -> StepRow:
        known = len(steps.rows)
        row = steps.row(number)
        if number >= known:
            row.clicked.connect(self._on_clicked)
        return row

    def _on_clicked(self) -> None:
        row = self.sender()
        if not isinstance(row, StepRow):
            return
        if self._kinds.get(row) is StepKind.OVERDUE or not row.key:
            self._desk.go("roadmap")
        else:
            self._desk.go("questions", row.key)


class _BeginCard(Card):
    """What to do first, as long as nothing is answered."""

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, words.text("How to begin"), padding=10, spacing=0)
        self._desk = desk
        around = Row(theme, margins=(10, 10, 10, 6))
        around.put(Heading(theme, words.text("How to begin"), TextStyle.H2))
        self.body.addWidget(around)
        self.rows: list[StepRow] = []
        self._places: dict[str, str] = {}

    def show_steps(self, shown: Shown) -> None:
        """Show the steps that this criteria set has."""
        words, criteria = shown.words, shown.criteria
        first = criteria.questions[0].id if criteria.questions else ""
        steps = [
            (
                "profile",
                words.text("Say who the cluster is"),
                words.text("Name, date of the assessment, people. It can wait."),
            ),
            (
                "questions",
                words.text("Answer the first question"),
                words.text(
                    "Any order will do, and each answer can be changed. Everything is saved."
                ),
            ),
            (
                "evidence",
                words.text("List the evidence that is at hand"),
                words.text("Files, links or promises; one item can serve several questions."),
            ),
        ]
        if criteria.labels:
            steps.append(
                (
                    "labels",
                    words.text("Enter labels held and declarations"),
                    words.text("Some rules of the labels count from these."),
                )
            )
        while len(self.rows) < len(steps):
            row = StepRow(self.theme)
            row.clicked.connect(self._on_clicked)
            self.rows.append(row)
            self.body.addWidget(row)
        width = self.theme.text_width("0", TextStyle.LABEL, Weight.STRONG)
        for number, (row, (page, title, detail)) in enumerate(
            zip(self.rows, steps, strict=False), start=1
        ):
            self._places[page] = first if page == "questions" else ""
            row.show_step(page, str(number), title, detail, width)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, StepRow):
            self._desk.go(row.key, self._places[row.key])


class _LastChange(Card):
    """The last change, with the way back and to all others."""

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, words.text("Last change"), padding=0, sunken=True)
        self._desk = desk
        self._words = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.undo = Button(theme, words.text("Undo"), Kind.WORDS)
        self.undo.clicked.connect(partial(desk.run, "undo"))
        self.history = Button(theme, words.text("History"), Kind.WORDS)
        self.history.clicked.connect(partial(desk.go, "history"))
        icon = SmallIcon(theme, "clock")
        title = PlainLabel(theme, words.text("Last change"), TextStyle.LABEL, weight=Weight.STRONG)
        row = Row(theme, spacing=12, margins=(18, 7, 14, 7))
        flow = Flow(theme, across=14, down=2, at_end=1)
        ways = Row(theme, spacing=16)
        ways.put(self.undo, self.history)
        flow.put(title, self._words, ways)
        row.put(icon)
        row.put(flow, stretch=1)
        self.body.addWidget(row)

    @property
    def words(self) -> str:
        """What is shown, empty if nothing was ever changed."""
        return self._words.text()

    def show_change(self) -> None:
        """Show what was changed last."""
        document, words = self._desk.document, self._desk.words
        name, state = document.undo_name, document.save_state
        said = ""
        if name:
            said = name
            if state is not None:
                said = words.text("{change}, {time}", change=name, time=f"{state.since:%H:%M}")
        else:
            last = last_change(document.session, words)
            if last is not None:
                said = last.name
                if last.when is not None:
                    day = words.short_day(last.when.date())
                    said = words.text("{change}, {time}", change=last.name, time=day)
        self._words.setText(said)
        wanted = bool(name) and document.may_change
        if self.undo.isHidden() == wanted:
            self.undo.setVisible(wanted)
