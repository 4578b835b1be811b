"""Official thresholds: those that a person holds from the official text, in place of the set's."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Adjustment, ChangeSet
from excellence_app.domain.criteria import Indicator, SetStatus
from excellence_app.domain.messages import Message, Refused
from excellence_app.gui.components.boxes import Gap, Row
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.section_header import Fold
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.text_field import LineEdit, TextField
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.section import Section
from excellence_app.gui.parts.setting_row import SettingRow
from excellence_app.gui.parts.threshold_row import ThresholdRow
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.language import sentences
from excellence_app.session.headlines import in_words
from excellence_app.session.label_rules import labels_with_thresholds

_MOST_SEGMENTS = 6


def _today() -> date:
    return date.today()


class ThresholdsPage(Page):
    """Where the official text is, which thresholds it gives, and what was entered so far."""

    key = "thresholds_own"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        criteria = desk.document.criteria
        self._scroll = ScrollPage(theme, words.text("Official thresholds"), widest=860)
        self.body.addWidget(self._scroll)
        self._head = PageHead(theme)
        column = self._scroll.column
        column.addWidget(self._head)
        column.addWidget(Gap(theme, 6))
        self.labels = {label.id: label for label in labels_with_thresholds(criteria)}
        self._label = ""
        self.rows: dict[str, ThresholdRow] = {}
        self.rows_of: dict[str, list[Indicator]] = {}
        self.folds: dict[str, Fold] = {}
        self.entered: dict[tuple[str, str], tuple[Adjustment, SettingRow]] = {}
        if not self.labels:
            button = Button(theme, words.text("Go to the overview"))
            button.clicked.connect(partial(desk.go, "overview"))
            text = words.text("Where a label asks for thresholds, you can enter yours here.")
            title = words.text("No thresholds")
            column.addWidget(EmptyPage(theme, "flag", title, text, button))
            return
        self.source_section = self._make_source()
        self.entered_section = Section(theme, words.text("Entered so far"))
        for part in (self.source_section, self.entered_section, self._make_list()):
            column.addWidget(part)
            column.addWidget(Gap(theme, 6))

    def title(self) -> str:
        """Return what the page is called in the title of the window."""
        return self._head.heading.text()

    # what there is

    def _make_source(self) -> Section:
        theme, words = self.theme, self.words
        section = Section(
            theme,
            words.text("I hold the official text"),
            words.text("Say where the thresholds stand. It goes with each that you enter below."),
        )
        self.source = TextField(
            theme, words.text("Document, edition and page"), hint=words.text("needed")
        )
        self.who = TextField(theme, words.text("Entered by"), hint=words.text("if you like"))
        self.made = TextField(theme, words.text("Entered on"))
        offer_calendar(self.made, words)
        self.source.edited.connect(self._on_source)
        both = Tiles(theme, least=200, gap=14)
        both.put(self.who, self.made)
        section.put(self.source, both)
        last = self.desk.document.assessment.adjustments[-1:]
        for one in last:
            self.source.show_text(one.source)
            self.who.show_text(one.who)
        self.made.show_text(words.day(_today()))
        self.made.left.connect(self._read_made)
        return section

    def _make_list(self) -> Section:
        theme, words, criteria = self.theme, self.words, self.desk.document.criteria
        section = Section(theme, words.text("Thresholds"))
        entries = [(label.id, label.title) for label in self.labels.values()]
        self.switch: SegmentedControl | DropDown
        if len(entries) <= _MOST_SEGMENTS:
            self.switch = SegmentedControl(theme, words.text("Label"), entries)
        else:
            self.switch = DropDown(theme, words.text("Label"), entries)
        self.switch.chosen.connect(self._on_label)
        self.search = LineEdit(
            theme,
            words.text("Find an indicator"),
            placeholder=words.text("Find an indicator"),
            icon="search",
        )
        self.search.textEdited.connect(self._on_search)
        line = Row(theme, spacing=12)
        line.put(self.switch)
        line.box.addWidget(self.search, 1)
        section.put(line)
        states = (words.text("Indicators are shown"), words.text("Indicators are folded"))
        for indicator in criteria.indicators:
            self.rows_of.setdefault(indicator.dimension, []).append(indicator)
        for number, dimension in enumerate(criteria.dimensions):
            if dimension.id not in self.rows_of:
                continue
            fold = Fold(
                theme,
                f"{dimension.id} {dimension.title}",
                states,
                is_open=not number,
            )
            fold.body.setSpacing(theme.px(8))
            fold.opened.connect(partial(self._on_fold, dimension.id))
            self.folds[dimension.id] = fold
            section.put(fold)
        return section

    def where(self, adjustment: Adjustment) -> str:
        """Return where an entered threshold stands, when and by whom it was entered."""
        words = self.words
        parts = [adjustment.source]
        if adjustment.made is not None:
            parts.append(words.short_day(adjustment.made))
        if adjustment.who:
            parts.append(adjustment.who)
        return ", ".join(parts)

    # what is shown

    def go_to(self, place: Place) -> None:
        """Show the thresholds of a label, the target's where none is named."""
        for wanted in (place.item, self._label, self.desk.document.target, *self.labels):
            if wanted in self.labels:
                self._label = wanted
                break
        super().go_to(Place(self.key, self._label, place.part))

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show what counts now."""
        if touched is not None and not self.shows(touched):
            return
        if not self.labels:
            title = self.words.text("No label of this set asks for thresholds")
            self._head.show_words(title, "")
            return
        self._label = self._label or next(iter(self.labels))
        self._show_head()
        self.source_section.setVisible(self.desk.document.may_change)
        if isinstance(self.switch, SegmentedControl):
            self.switch.show_view(self._label)
        else:
            self.switch.show_entry(self._label)
        self._show_entered()
        self._show_rows()

    def _show_head(self) -> None:
        words, criteria = self.words, self.desk.document.criteria
        count = len(self.desk.document.assessment.adjustments)
        if count == 1:
            title = words.text("One threshold comes from your own text")
        elif count:
            title = words.plural(
                "{number} threshold comes from your own text",
                "{number} thresholds come from your own text",
                count,
                number=in_words(words, count),
            )
        elif criteria.status is SetStatus.ILLUSTRATIVE:
            title = words.text("All thresholds are illustrative ones of this set")
        else:
            title = words.text("All thresholds are those of the criteria set")
        if criteria.status is SetStatus.ILLUSTRATIVE:
            lead = words.text(
                "The official thresholds are not public, so ours stand in their place. If you "
                "hold the official text, enter what it says; every result and every report then "
                "names what was entered, and from where."
            )
        else:
            lead = words.text(
                "If your official text gives others, enter them; every result and every report "
                "then names what was entered, and from where."
            )
        self._head.show_words(title, lead)

    def _show_entered(self) -> None:
        document, words = self.desk.document, self.words
        wanted = {(one.indicator, one.label): one for one in document.assessment.adjustments}
        for key in [key for key in self.entered if wanted.get(key) != self.entered[key][0]]:
            _, row = self.entered.pop(key)
            row.hide()
            row.deleteLater()
        for key, one in wanted.items():
            if key not in self.entered:
                row = self._entered_row(one)
                self.entered[key] = one, row
                self.entered_section.put(row)
        for _, row in self.entered.values():
            row.control.setVisible(document.may_change)
        self.entered_section.setVisible(bool(wanted))
        self.entered_section.header.show_hint(words.number(len(wanted)))

    def _entered_row(self, one: Adjustment) -> SettingRow:
        words, criteria = self.words, self.desk.document.criteria
        indicator = criteria.indicator_by_id.get(one.indicator)
        label = criteria.label_by_id.get(one.label)
        name = sentences.indicator_name(indicator) if indicator is not None else one.indicator
        own = indicator.threshold_for(one.label) if indicator is not None else None
        asked = sentences.threshold(words, own) if own is not None else words.text("none")
        entered = words.text("level {level}", level=one.level or 0)
        if one.points is not None:
            entered = sentences.points(words, one.points)
        title = words.text(
            "{indicator}, {label}: {threshold}",
            indicator=name,
            label=label.title if label is not None else one.label,
            threshold=entered,
        )
        hint = words.text(
            "In the set: {threshold}. {where}", threshold=asked, where=self.where(one)
        )
        back = IconButton(
            self.theme, words.text("Back to the set's threshold of {name}", name=name), "undo-2"
        )
        back.clicked.connect(partial(self.remove, one.indicator, one.label))
        return SettingRow(self.theme, title, hint, back)

    def _show_rows(self) -> None:
        for dimension, fold in self.folds.items():
            if fold.is_open:
                self._fill_fold(dimension)

    def _fill_fold(self, dimension: str) -> None:
        """Show the rows of a dimension; they are made when it is opened first."""
        label, fold = self.labels[self._label], self.folds[dimension]
        for number, indicator in enumerate(self.rows_of[dimension]):
            if indicator.id not in self.rows:
                row = self.rows[indicator.id] = ThresholdRow(self, indicator)
                if number:
                    fold.body.addWidget(Hairline(self.theme))
                fold.body.addWidget(row)
            self.rows[indicator.id].fill(label)

    def _on_fold(self, dimension: str, is_open: bool) -> None:  # noqa: FBT001 - Qt's own signal
        if is_open:
            self._fill_fold(dimension)

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a change can be seen here."""
        return "adjustments" in touched.fields

    def commands(self) -> Mapping[str, Callable[[], None]]:
        """Return what the window's commands do here: find leads into the search field."""
        return {"find": self.search.setFocus} if self.labels else {}

    # what a person does

    @Slot(str)
    def _on_label(self, label: str) -> None:
        self._label = label
        self.place = Place(self.key, label)
        self._show_rows()

    @Slot(str)
    def _on_search(self, text: str) -> None:
        """Show the indicators that have all words searched for."""
        wanted = text.casefold().split()
        for dimension, fold in self.folds.items():
            found = [one for one in self.rows_of[dimension] if _has(one, wanted)]
            fold.setVisible(bool(found))
            if wanted and found and not fold.is_open:
                fold.show_open(is_open=True)
                self._fill_fold(dimension)
            for one in self.rows_of[dimension]:
                if one.id in self.rows:
                    self.rows[one.id].setVisible(one in found)

    @Slot()
    def _on_source(self) -> None:
        self.source.show_error("")

    @Slot()
    def _read_made(self) -> date | None:
        """Return the day of the entry; the field then shows it in full, or what is wrong."""
        from excellence_app.session.nearest_day import nearest_day  # noqa: PLC0415 - when typed

        self.made.show_error("")
        try:
            day = nearest_day(self.made.text, _today(), self.words)
        except Refused as refusal:
            self.made.show_error(self.words.say(refusal.message))
            return None
        if day is not None:
            self.made.show_text(self.words.day(day))
        return day

    def enter(
        self, row: ThresholdRow, *, level: int | None = None, points: Fraction | None = None
    ) -> str:
        """Enter a threshold and return what is wrong with it."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        words, label = self.words, self.labels[self._label]
        made = self._read_made()
        if not self.source.text.strip() or self.made.error:
            row.fill(label)
            if not self.source.text.strip():
                self.source.show_error(
                    words.text("Please say first where it stands: document, edition and page.")
                )
                self.source.focus()
            else:
                self.made.focus()
            return words.text("Please say first where it stands.") if points is not None else ""
        message: Message | None = self.desk.document.change(
            edits.adjust,
            row.indicator.id,
            label.id,
            level=level,
            points=points,
            source=self.source.text,
            made=made,
            who=self.who.text,
        )
        if message is not None:
            row.fill(label)
            if points is None:
                self.desk.refuse(message)
            return words.say(message)
        self.desk.say(
            words.text(
                "Threshold of {indicator} for {label} entered",
                indicator=row.indicator.id,
                label=label.title,
            )
        )
        return ""

    def remove(self, indicator: str, label: str = "", *_: object) -> None:
        """Go back to the threshold of the set."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        label = label or self._label
        assessment = self.desk.document.assessment
        if assessment.adjustment_for(indicator, label) is None:
            return
        if self.desk.document.try_change(edits.remove_adjustment, indicator, label):
            title = self.labels[label].title if label in self.labels else label
            self.desk.say(
                self.words.text(
                    "{indicator} for {label}: the set's threshold counts again",
                    indicator=indicator,
                    label=title,
                )
            )
            if indicator in self.rows:
                self.rows[indicator].list.setFocus(Qt.FocusReason.OtherFocusReason)


def _has(indicator: Indicator, wanted: Iterable[str]) -> bool:
    name = sentences.indicator_name(indicator).casefold()
    return all(word in name for word in wanted)
