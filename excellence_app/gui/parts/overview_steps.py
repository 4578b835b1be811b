"""What comes next on the overview, and what was done last."""

from collections.abc import Sequence
from functools import partial

from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.pressable_rows import StepRow
from excellence_app.gui.parts.small_icon import SmallIcon
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.session.last_change import last_change
from excellence_app.session.next_steps import StepGroup, StepKind
from excellence_app.session.showing import Shown


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


class StepsCard(Card):
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


class BeginCard(Card):
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


class LastChange(Card):
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
