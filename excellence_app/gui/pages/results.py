"""Results and gaps: every indicator against the thresholds of a label, the widest gap first."""

from enum import Enum
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.gui.components.boxes import Column as Pile
from excellence_app.gui.components.boxes import Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.painting import Mark
from excellence_app.gui.parts.filling_page import show_part
from excellence_app.gui.parts.legend import Legend, Sample
from excellence_app.gui.parts.result_cells import ResultCells
from excellence_app.gui.parts.searched_page import SearchedPage
from excellence_app.gui.parts.table.row_table import RowTable, painted_table
from excellence_app.gui.parts.table.rows import Head, Line
from excellence_app.gui.theme import TextStyle
from excellence_app.reports import blocks
from excellence_app.session import gap_planning, headlines, ladder, showing
from excellence_app.session.result_rows import (
    Group,
    IndicatorRow,
    Only,
    RowState,
    Sort,
    arranged,
    attention,
    counts,
    rows,
)
from excellence_app.session.showing import Shown

E = TypeVar("E", bound=Enum)

_TYPING = 150  # milliseconds after the last letter
_MOST_SEGMENTS = 6

_SIGNS = {
    RowState.SHORT: (Mark.GAP, "gap"),
    RowState.OPEN: (Mark.OPEN, "text2"),
    RowState.MET: (Mark.MET, "met"),
    RowState.NO_THRESHOLD: (None, "text2"),
    RowState.ASIDE: (Mark.CROSS, "text2"),
}
_CALM = frozenset({RowState.MET, RowState.NO_THRESHOLD, RowState.ASIDE})


class ResultsPage(SearchedPage):
    """Headline, filters, and a table of all indicators; Enter opens a question."""

    key = "results"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, 7, parent)
        theme, words = desk.theme, desk.words
        self._label = ""
        self._dimension = ""
        self._only = _one_of(Only, desk.remembered("results_only"), Only.ALL)
        self._sort = _one_of(Sort, desk.remembered("results_sort"), Sort.GAP)
        self._group = _one_of(Group, desk.remembered("results_group"), Group.STATE)
        self._shown: Shown | None = None
        self._all: tuple[IndicatorRow, ...] = ()
        self._strip_words: tuple[str, ...] = ()
        self.cells = ResultCells(theme, words)

        page = self.frame
        self.roadmap_button = Button(
            theme, words.text("Open the roadmap"), Kind.PRIMARY, icon_after="arrow-right"
        )
        self.roadmap_button.clicked.connect(partial(desk.go, "roadmap"))
        self.head.put(self.copy_button, self.roadmap_button)
        self._filters = self._make_filters()
        page.column.addWidget(self._filters)
        self._strips = Pile(theme, spacing=8, margins=(0, 6, 0, 0))
        self._strips.hide()
        page.column.addWidget(self._strips)
        page.column.addWidget(Gap(theme, 2))
        self.table = self._make_table()
        self.card.body.addWidget(self.table, 1)
        self.frame.follow_rows(self.table)
        self._make_nothing()
        page.column.addWidget(self.card, 1)
        self._foot = Flow(theme, across=18, down=4, at_end=1)
        self._legend = Legend(theme, words.text("What the marks mean"))
        self._attention = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2")
        self._foot.put(self._legend, self._attention)
        page.column.addWidget(self._foot)
        self.empty = self._make_empty()
        self.empty.hide()
        page.column.addWidget(self.empty, 1)

    # parts

    def _make_nothing(self) -> None:
        """Make what stands in the place of a table without rows."""
        theme, words = self.theme, self.words
        self.nothing = Pile(theme, spacing=10, margins=(16, 40, 16, 40))
        self._nothing_words = PlainLabel(theme, "", TextStyle.BODY, colour="text2")
        self.show_all = Button(theme, words.text("Show all"))
        self.show_all.clicked.connect(self._clear_filters)
        self.nothing.put(self._nothing_words)
        self.nothing.box.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.nothing.stretch()
        self.nothing.hide()
        self.card.body.addWidget(self.nothing, 1)

    def _make_empty(self) -> EmptyPage:
        """Make what stands here before the first answer, or where nothing is scored at all."""
        theme, words = self.theme, self.words
        if self.desk.document.criteria.indicators:
            title = words.text("Results appear with the first answer")
            text = words.text(
                "Thresholds and gaps are worked out while you answer. "
                "Nothing has to be finished first."
            )
            button = Button(
                theme, words.text("Answer the first question"), icon_after="arrow-right"
            )
            button.clicked.connect(self._answer_first)
        else:
            title = words.text("This criteria set has no indicators")
            text = words.text("It collects answers and sets no thresholds for them.")
            button = Button(theme, words.text("Check answers"), icon_after="arrow-right")
            button.clicked.connect(partial(self.desk.go, "check"))
        return EmptyPage(theme, "results", title, text, button)

    def _make_filters(self) -> QWidget:
        desk, theme, words = self.desk, self.theme, self.words
        self.labels_switch: SegmentedControl | DropDown | None = None
        card, criteria = desk.document.card, desk.document.criteria
        labels = [
            (label.id, label.title) for label in criteria.labels if card.label(label.id).thresholds
        ]
        self._with_thresholds = [key for key, _ in labels]
        self.only = SegmentedControl(
            theme, words.text("Which indicators are shown"), self._only_views()
        )
        self.only.show_view(self._only.value)
        self.only.chosen.connect(self._on_only)
        self.sort = DropDown(
            theme,
            words.text("Order"),
            (
                (Sort.GAP.value, words.text("Sort: largest gap first")),
                (Sort.NUMBER.value, words.text("Sort: by number")),
                (Sort.DIMENSION.value, words.text("Sort: by dimension")),
            ),
            self._sort.value,
            quiet=True,
        )
        self.sort.chosen.connect(self._on_sort)
        self.group = DropDown(
            theme,
            words.text("Groups"),
            (
                (Group.STATE.value, words.text("Group: by state")),
                (Group.DIMENSION.value, words.text("Group: by dimension")),
                (Group.NONE.value, words.text("Group: none")),
            ),
            self._group.value,
            quiet=True,
        )
        self.group.chosen.connect(self._on_group)
        filters = Flow(theme, across=8, down=8, at_end=1)
        if len(labels) > 1:
            if len(labels) <= _MOST_SEGMENTS:
                self.labels_switch = SegmentedControl(theme, words.text("Label"), labels)
            else:
                self.labels_switch = DropDown(theme, words.text("Label"), labels, quiet=True)
            self.labels_switch.chosen.connect(self._on_label)
            filters.put(self.labels_switch)
        order = Row(theme, spacing=8)
        order.put(self.sort, self.group)
        filters.put(self.only, self.search, order)
        return filters

    def _only_views(self) -> list[tuple[str, str]]:
        known = counts(self._in_dimension())
        text = self.words.text
        below = [(Only.BELOW.value, text("Below {count}", count=known.below))]
        return [
            (Only.ALL.value, text("All {count}", count=known.all)),
            *(below if self._with_thresholds else ()),
            (Only.OPEN.value, text("Not answered {count}", count=known.open)),
        ]

    def _make_table(self) -> RowTable:
        words, cells = self.words, self.cells
        table = painted_table(
            self.theme,
            words.text("Indicators"),
            cells.titles,
            cells.columns(),
            cell=cells.text_of,
            spoken=cells.sentence_of,
        )
        table.opened.connect(self._open)
        table.acted.connect(self._act)
        table.menu_asked.connect(self._open_menu)
        table.copied.connect(self.copy_table)
        return table

    # what the page is asked by the window

    def go_to(self, place: Place) -> None:
        """Show all dimensions, or the one that is named."""
        super().go_to(place)
        known = {dimension.id for dimension in self.desk.document.criteria.dimensions}
        self._dimension = place.item if place.item in known else ""
        if place.item in self.cells.rows:
            self.table.show_current(place.item)

    def shows(self, touched: ChangeSet) -> bool:
        """Tell that an action which is added or removed is seen in its row."""
        return bool(touched.fields) and touched.fields <= {"roadmap"} and not touched.answers

    def refresh(self, touched: ChangeSet | None) -> None:  # noqa: ARG002 - all is shown
        """Show the results as they are now."""
        document, words, known = self.desk.document, self.words, self._shown
        label = self._label if self._label in self._with_thresholds else ""
        if label and label != document.target:
            self._shown = showing.shown(
                document.session, words, target=label, card=document.card, last=document.shown
            )
        else:
            self._shown = document.shown
        shown = self._shown
        if self.labels_switch is not None and shown.target is not None:
            if isinstance(self.labels_switch, SegmentedControl):
                self.labels_switch.show_view(shown.target.id)
            else:
                self.labels_switch.show_entry(shown.target.id)
        if shown is not known:  # else nothing has changed since the last visit
            self._all = rows(shown)
        self.cells.show_rows(shown, self._all, may_change=document.may_change)
        self.table.rows.show_titles(self.cells.titles)
        for key, caption in self._only_views():
            self.only.set_caption(key, caption)
        self._show_strips()
        self._show_legend()
        self._attention.setText(attention(words, self._all))
        self.arrange()

    # rows

    def _in_dimension(self) -> list[IndicatorRow]:
        wanted = self._dimension
        return [row for row in self._all if not wanted or row.dimension == wanted]

    def arrange(self) -> None:
        """Filter, sort and group what is known."""
        shown = self._shown
        if shown is None:
            return
        self.stop_waiting()
        headline = headlines.results(shown, self._sort)
        self.head.show_words(headline.title, headline.lead)
        groups = arranged(
            self._in_dimension(),
            shown,
            sort=self._sort,
            group=self._group,
            only=self._only,
            text=self.search.text(),
        )
        entries: list[Head | Line] = []
        for group in groups:
            if self._group is not Group.NONE:
                mark, colour = _SIGNS[group.state] if group.state is not None else (None, "text2")
                count = self.words.number(len(group.rows))
                entries.append(Head(f"head {group.key}", group.title, count, mark, colour))
            entries += [
                Line(row.indicator, row.indicator, row.title, calm=row.state in _CALM)
                for row in group.rows
            ]
        started = bool(shown.scorecard.answered) and bool(self._all)
        self.table.show_entries(entries)
        some = any(isinstance(entry, Line) for entry in entries)
        if not some:
            self._nothing_words.setText(self._why_nothing())
        show_part(self.table, wanted=some)
        show_part(self.nothing, wanted=not some)
        for part in (self._filters, self.card, self._foot, self.copy_button):
            show_part(part, wanted=started)
        show_part(self.empty, wanted=not started)
        show_part(self.roadmap_button, wanted=started and bool(self.desk.document.target))

    def _why_nothing(self) -> str:
        if self.search.text().strip():
            return self.words.text("No indicator here has this number or name.")
        if self._only is Only.BELOW:
            return self.words.text("No indicator is below its threshold.")
        if self._only is Only.OPEN:
            return self.words.text("Every question is answered.")
        return self.words.text("There is no indicator here.")

    def on_theme_changed(self) -> None:
        """Take the theme's lengths and colours."""
        if hasattr(self, "table"):
            self.cells.on_theme_changed()
            self.table.lay_out()
        super().on_theme_changed()

    # strips and legend

    def _show_strips(self) -> None:
        """Name the dimension that is shown alone, and the rules that are about no indicator."""
        shown, words = self._shown, self.words
        if shown is None:
            return
        found: list[tuple[Tone, str, str, str, str]] = []
        if self._dimension:
            name = next(
                f"{one.id} {one.title}"
                for one in shown.criteria.dimensions
                if one.id == self._dimension
            )
            title = words.text("Only {dimension}", dimension=name)
            found.append((Tone.INFO, title, "", "all", words.text("Show all dimensions")))
        started = bool(shown.scorecard.answered)
        others = ladder.other_rules(shown) if shown.thresholds and started else ()
        if others and shown.target is not None:
            label = shown.target.title
            title = words.plural(
                "{label} has {count} more rule that is not met yet",
                "{label} has {count} more rules that are not met yet",
                len(others),
                label=label,
            )
            said = (f"{rule.short or rule.text}: {rule.value}." for rule in others)
            missed = any(rule.mark is blocks.Mark.MISSED for rule in others)
            tone = Tone.GAP if missed else Tone.INFO
            found.append((tone, title, " ".join(said), "", ""))
        told = tuple(" ".join(part for part in one[1:] if part) for one in found)
        if told == self._strip_words:
            return
        self._strip_words = told
        box = self._strips.box
        while (item := box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for tone, title, text, key, caption in found:
            links = ((key, caption),) if key else ()
            strip = MessageStrip(self.theme, tone, title, text, links=links)
            strip.pressed.connect(self._on_strip)
            self._strips.put(strip)
        self._strips.setVisible(bool(found))

    def _on_strip(self, _key: str) -> None:
        self.desk.go("results")

    def _show_legend(self) -> None:
        shown, words = self._shown, self.words
        if shown is None:
            return
        threshold = ""
        if shown.target is not None and shown.thresholds:
            threshold = words.text("{label} threshold", label=shown.target.title)
        known = {row.state for row in self._all}
        day = shown.earlier.dated if shown.earlier is not None else None
        earlier = words.short_day(day) if day is not None else words.text("Earlier")
        self._legend.show_entries(
            (
                (Sample.BAR_MET, words.text("Level, threshold met") if threshold else ""),
                (Sample.BAR_BELOW, words.text("Level, below") if threshold else ""),
                (Sample.BAR_MISSING, words.text("Missing") if threshold else ""),
                (
                    Sample.BAR_TOTAL,
                    words.text("Level, no threshold") if RowState.NO_THRESHOLD in known else "",
                ),
                (Sample.EARLIER, earlier if shown.earlier is not None else ""),
                (Sample.TICK, threshold),
            )
        )

    # what a person does

    def _on_label(self, key: str) -> None:
        self._label = key
        self.refresh(None)

    def _on_only(self, key: str) -> None:
        self._only = Only(key)
        self.desk.remember(results_only=key)
        self.arrange()

    def _on_sort(self, key: str) -> None:
        self._sort = Sort(key)
        self.desk.remember(results_sort=key)
        self.arrange()

    def _on_group(self, key: str) -> None:
        self._group = Group(key)
        self.desk.remember(results_group=key)
        self.arrange()

    def _clear_filters(self) -> None:
        self.search.clear()
        self._only = Only.ALL
        self.only.show_view(self._only.value)
        self.arrange()
        self.take_focus()

    def _answer_first(self) -> None:
        questions = self.desk.document.criteria.questions
        self.desk.go("questions", questions[0].id if questions else "")

    def _open(self, key: str) -> None:
        question = self.cells.rows[key].question
        if question:
            self.desk.go("questions", question)

    def _act(self, key: str) -> None:
        row = self.cells.rows[key]
        planned = self.cells.planned.get(key)
        if row.state is RowState.SHORT and planned is not None:
            self.desk.go("roadmap", planned.action)
        elif row.state is RowState.SHORT and self.desk.document.may_change:
            self._add(row)
        else:
            self._open(key)

    def _add(self, row: IndicatorRow) -> None:
        shown = self._shown
        if shown is None:
            return
        level = gap_planning.level_needed(shown, row.indicator)
        document = self.desk.document
        if document.try_change(gap_planning.plan_gap, row.indicator, level):
            number = self.cells.planned[row.indicator].number
            said = self.words.text(
                "Action {number} added for {indicator}", number=number, indicator=row.indicator
            )
            self.desk.say(said)

    def _open_menu(self, key: str, at: QPoint) -> None:
        row, words = self.cells.rows[key], self.words
        name = words.text("Open question {question}", question=row.question)
        entries = [(name, "Return", partial(self._open, key))]
        if row.state is RowState.SHORT:
            entries.append((self.cells.action_words(row), "Ctrl+Return", partial(self._act, key)))
        self.open_menu(f"{row.indicator} {row.title}", at, entries)


def _one_of(kind: type[E], kept: object, otherwise: E) -> E:
    try:
        return kind(kept)
    except ValueError:
        return otherwise
