"""All indicators and all dimensions on the overview."""

from PySide6.QtWidgets import QSizePolicy

from excellence_app.gui.charts.skyline import SkylineChart
from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.state_pill import State
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.legend import Legend, Sample
from excellence_app.gui.parts.pressable_rows import Score, ScoreRow, Widths, widths_of
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.reports.blocks import Skyline
from excellence_app.session import showing
from excellence_app.session.showing import DimensionRow, Shown

MOST_COLUMNS = 124  # of a skyline; more tell nothing, and their marks take too long


def _head(theme: Theme, title: str, legend: Legend | None = None) -> tuple[Flow, Heading]:
    """Return the head of a card: its title, and at the far side what the marks mean."""
    heading = Heading(theme, title, TextStyle.H2)
    flow = Flow(theme, across=16, down=6, at_end=1 if legend is not None else 0)
    flow.put(heading)
    if legend is not None:
        flow.put(legend)
    return flow, heading


class SkylineCard(Card):
    """All indicators side by side."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        name = words.text("All indicators")
        # the chart has room of its own around it
        super().__init__(desk.theme, name, padding=20, lower_padding=8, spacing=2)
        self._desk = desk
        self._legend = Legend(desk.theme, words.text("What the marks mean"))
        head, self._heading = _head(desk.theme, "", self._legend)
        self.body.addWidget(head)
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
        criteria = self._desk.document.criteria
        known = criteria.indicator_by_id.get(indicator)
        if known is not None:
            self._desk.go("questions", criteria.asked_for(known)[0].id)


class DimensionsCard(Card):
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
