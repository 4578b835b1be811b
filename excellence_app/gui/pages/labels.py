"""Labels: what each asks and where that stands, what is declared, improved and held."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment, ChangeSet, Improvement, LabelHeld
from excellence_app.domain.levels import Label, Requirement, Verdict
from excellence_app.domain.messages import Message, Refused
from excellence_app.domain.results import ScoreCard
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.drop_down import DropDown, DropDownField
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.label_facts import validity_sentences
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.section import Section
from excellence_app.gui.parts.setting_row import SettingRow
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.language.sentences import indicator_name
from excellence_app.session import label_rules
from excellence_app.session.ladder import ladder, validity

DECLARATIONS, IMPROVEMENTS, HELD = "declarations", "improvements", "held"
_MOST_SEGMENTS = 6
_YES, _NO, _UNSAID = "yes", "no", "unsaid"
_PILLS = {
    Verdict.MET: State.MET,
    Verdict.MISSED: State.SHORT,
    Verdict.OPEN: State.NOT_ANSWERED,
}


def _today() -> date:
    return date.today()


def _bullets(theme: Theme, texts: tuple[str, ...]) -> Column:
    column = Column(theme, spacing=5)
    for text in texts:
        row = Row(theme, spacing=9)
        sign = PlainLabel(theme, "•", TextStyle.LABEL, colour="text3").in_one_line()
        row.box.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.box.addWidget(PlainLabel(theme, text, TextStyle.LABEL, colour="text2"), 1)
        column.put(row)
    return column


class _RuleRow(SettingRow):
    """One rule with its state."""

    def __init__(self, page: "LabelsPage") -> None:
        self._page = page
        self.pill = StatePill(page.theme, State.PLAIN, "")
        super().__init__(page.theme, "", "", self.pill)
        self.missing = PlainLabel(page.theme, "", TextStyle.LABEL)
        self.words.box.insertWidget(1, self.missing)

    def show_rule(self, rule: label_rules.RuleState) -> None:
        """Show a rule as it stands now."""
        words = self._page.words
        self.show_words(rule.text, rule.reason)
        self.missing.setText(rule.missing)
        self.missing.setVisible(bool(rule.missing))
        self.pill.set_state(_PILLS[rule.verdict], rule.state)
        if rule.verdict is Verdict.MET and rule.state != words.text("Met"):
            self.pill.setAccessibleName(words.text("Met: {state}", state=rule.state))


class _Declaration(Column):
    """A statement to be declared: what to ask oneself, and yes, no or not said."""

    def __init__(self, page: "LabelsPage", rule: Requirement, labels: list[str]) -> None:
        super().__init__(page.theme, spacing=10)
        theme, words = page.theme, page.words
        self.key = rule.key
        text = rule.text or words.text("The statement {statement} is true.", statement=rule.key)
        text = text.removesuffix(".")
        self.choice = SegmentedControl(
            theme,
            text,
            (
                (_YES, words.text("Yes")),
                (_NO, words.text("No")),
                (_UNSAID, words.text("Not said")),
            ),
        )
        self.choice.chosen.connect(partial(page.declare, rule.key))
        hint = ""
        if len(labels) > 1:
            hint = words.text("Counts for {labels}.", labels=words.listing(labels))
        self.put(SettingRow(theme, text, hint, self.choice))
        if rule.asks:
            self.put(PlainLabel(theme, words.text("Ask yourself:"), TextStyle.LABEL))
            self.put(_bullets(theme, rule.asks))

    def fill(self, declared: bool | None, *, may_change: bool) -> None:  # noqa: FBT001 - what was declared
        """Show what was declared."""
        shown = {True: _YES, False: _NO}
        self.choice.show_view(_UNSAID if declared is None else shown[declared])
        self.choice.setEnabled(may_change)


class _ImprovementRow(Column):
    """One improvement with what was done and what it brought."""

    def __init__(self, page: "LabelsPage", indicator: str) -> None:
        super().__init__(page.theme, spacing=8)
        theme, words = page.theme, page.words
        self.indicator = indicator
        name = indicator_name(page.desk.document.criteria.indicator_by_id[indicator])
        self.pill = StatePill(theme, State.PLAIN, "")
        self.remove = IconButton(theme, words.text("Remove {name}", name=name), "trash-2")
        self.remove.clicked.connect(partial(page.remove_improvement, indicator))
        controls = Flow(theme)
        controls.put(self.pill, self.remove)
        self.description = NoteField(theme, words.text("What was improved"))
        self.effect = NoteField(theme, words.text("What it brought the cluster"))
        for field, part in ((self.description, "description"), (self.effect, "effect")):
            page.typed.watch(field, partial(page.store_improvement, indicator, part))
        self.row = SettingRow(theme, name, "", controls, weight=Weight.STRONG)
        self.put(self.row, self.description, self.effect)

    def fill(self, page: "LabelsPage", improvement: Improvement, rise: str) -> None:
        """Show the improvement and whether the indicator rose."""
        words, may_change = page.words, page.desk.document.may_change
        page.typed.fill(self.description, improvement.description)
        page.typed.fill(self.effect, improvement.effect)
        complete = improvement.description.strip() and improvement.effect.strip()
        text = words.text("It does not stand higher than before, so it does not count.")
        if rise:
            text = words.text("Since then: {rise}", rise=rise)
        self.row.show_words(self.row.title.text(), text)
        if not rise:
            self.pill.set_state(State.SHORT, words.text("Not higher"))
        elif complete:
            self.pill.set_state(State.MET, words.text("Counts"))
        else:
            self.pill.set_state(State.NOT_ANSWERED, words.text("Text missing"))
        self.description.setEnabled(may_change)
        self.effect.setEnabled(may_change)
        self.remove.setVisible(may_change)


class _LabelView(Column):
    """Everything about one label."""

    def __init__(self, page: "LabelsPage", label: Label) -> None:
        super().__init__(page.theme, spacing=16)
        self._page, self.label = page, label
        theme, words = page.theme, page.words
        criteria = page.desk.document.criteria
        card = Card(theme, label.title, padding=22, spacing=12)
        letter = "" if label.bars else label.title[:1]
        self.target = Button(theme, words.text("Work towards this label"))
        self.target.clicked.connect(partial(page.set_target, label.id))
        self.is_target = StatePill(theme, State.MARKED, words.text("Your target"))
        head = Flow(theme, across=12, at_end=1)
        named = Row(theme, spacing=12)
        named.put(LabelMark(theme, label.title, rank=label.bars or 0, letter=letter))
        named.put(Heading(theme, label.title, TextStyle.TITLE))
        end = Flow(theme)
        end.put(self.target, self.is_target)
        head.put(named, end)
        card.body.addWidget(head)
        self.sentence = PlainLabel(theme, "", colour="text2")
        card.body.addWidget(self.sentence)
        self.met = SectionHeader(theme, words.text("Rules"), style=TextStyle.H3)
        card.body.addWidget(Gap(theme, 2))
        card.body.addWidget(self.met)
        self.rules = [_RuleRow(page) for _ in label.requires]
        for row in self.rules:
            card.body.addWidget(Hairline(theme))
            card.body.addWidget(row)
        self.put(card)
        self.about = self._make_about()
        self.declarations: list[_Declaration] = []
        self._make_declarations()
        self.improvements: dict[str, _ImprovementRow] = {}
        self.improved = label_rules.improved_rule(label)
        self.suggested = DropDown(theme, words.text("Indicator that was improved"))
        self.describe = Button(theme, words.text("Describe it"), icon="plus")
        self._criteria = criteria
        if self.improved is not None:
            self._make_improvements(self.improved)
        else:
            self.suggested.setParent(self)
            self.describe.setParent(self)
            self.suggested.hide()
            self.describe.hide()

    def _make_about(self) -> Section:
        """Make what stands at the right: what the label is."""
        page, theme, words = self._page, self._page.theme, self._page.words
        about = Section(theme, words.text("About {label}", label=self.label.title))
        texts = [text.strip() for text in self.label.text.split("\n\n") if text.strip()]
        texts.append(" ".join(validity_sentences(self.label, words)))
        for text in texts:
            if text:
                about.put(PlainLabel(theme, text, TextStyle.LABEL, colour="text2"))
        more = Button(
            theme,
            words.text("Steps, prices and sources"),
            Kind.WORDS,
            icon_after="arrow-right",
        )
        more.clicked.connect(partial(page.desk.go, "help", "labels"))
        line = Flow(theme)
        line.put(more)
        about.put(line)
        return about

    def _make_declarations(self) -> None:
        page, words = self._page, self._page.words
        rules = label_rules.declared_rules(self.label)
        if not rules:
            return
        section = Section(page.theme, words.text("Declarations"))
        for rule in rules:
            labels = [
                one.title
                for one in page.desk.document.criteria.labels
                if any(rule.key == other.key for other in label_rules.declared_rules(one))
            ]
            self.declarations.append(_Declaration(page, rule, labels))
        section.put(*self.declarations, lines=True)
        self.put(section)

    def _make_improvements(self, rule: Requirement) -> None:
        page, theme, words = self._page, self._page.theme, self._page.words
        least = int(rule.least or 1)
        label = page.desk.document.criteria.label_by_id.get(rule.other_label)
        since = label.title if label is not None else words.text("the earlier assessment")
        self.improvements_section = Section(
            theme,
            words.text("Described improvements"),
            words.plural(
                "{label} looks at {count} indicator that stands higher than at the time of "
                "{since}. Say what was done and what it brought the cluster.",
                "{label} looks at {count} indicators that stand higher than at the time of "
                "{since}. Say what was done and what it brought the cluster.",
                least,
                label=self.label.title,
                since=since,
            ),
        )
        self._rows = Column(theme, spacing=18)
        self.adding = Column(theme, spacing=8)
        self._suggestion = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        line = Flow(theme)
        line.put(self.suggested, self.describe)
        self.adding.put(self._suggestion, line)
        self.describe.clicked.connect(partial(page.begin_improvement, self))
        self.improvements_section.put(self._rows, Hairline(theme), self.adding)
        self.put(self.improvements_section)

    # what is shown

    def refresh(self) -> None:
        """Show everything as it is now."""
        page, label = self._page, self.label
        document, words = page.desk.document, page.words
        result = document.card.label(label.id)
        states = label_rules.rule_states(words, document.criteria, result.requirements)
        for row, state in zip(self.rules, states, strict=True):
            row.show_rule(state)
        met = sum(1 for state in states if state.verdict is Verdict.MET)
        count = words.text("{met} of {count} met", met=met, count=len(states))
        self.met.show_hint(count)
        for card in ladder(document.shown):
            if card.label == label.id:
                self.sentence.setText(card.sentence)
        is_target = document.target == label.id
        self.is_target.setVisible(is_target)
        self.target.setVisible(not is_target and document.may_change)
        said = document.assessment.declarations
        for one in self.declarations:
            one.fill(said.get(one.key), may_change=document.may_change)
        if self.improved is not None:
            self._show_improvements(self.improved)

    def _show_improvements(self, rule: Requirement) -> None:
        page, words = self._page, self._page.words
        document = page.desk.document
        before = page.scores_at(rule.other_label)
        risen = label_rules.risen(words, self._criteria, before, document.card)
        rises = {one.indicator: one.words for one in risen}
        stored = {one.indicator: one for one in document.assessment.improvements}
        known = self._criteria.indicator_by_id
        wanted = {
            **{name: one for name, one in stored.items() if name in known},
            **{name: Improvement(name) for name in page.drafts if name not in stored},
        }
        for name in [name for name in self.improvements if name not in wanted]:
            row = self.improvements.pop(name)
            page.typed.forget(row.description)
            page.typed.forget(row.effect)
            row.hide()
            row.deleteLater()
        for name, improvement in wanted.items():
            if name not in self.improvements:
                row = self.improvements[name] = _ImprovementRow(page, name)
                self._rows.put(row)
            self.improvements[name].fill(page, improvement, rises.get(name, ""))
        self._rows.setVisible(bool(wanted))
        count = sum(
            1
            for name, one in stored.items()
            if name in rises and one.description.strip() and one.effect.strip()
        )
        least = int(rule.least or 1)
        self.improvements_section.header.show_hint(
            words.text("{count} of {least} count", count=count, least=least)
        )
        self._offer(risen, wanted, compared=before is not None)
        self.adding.setVisible(document.may_change)

    def _offer(
        self,
        risen: tuple[label_rules.Risen, ...],
        taken: dict[str, Improvement],
        *,
        compared: bool,
    ) -> None:
        """Offer the indicators that rose first, then all others."""
        words, known = self._page.words, self._criteria.indicator_by_id
        entries = [
            (
                one.indicator,
                words.text(
                    "{indicator}: {rise}",
                    indicator=indicator_name(known[one.indicator]),
                    rise=one.words,
                ),
            )
            for one in risen
            if one.indicator not in taken
        ]
        better = len(entries)
        named = {key for key, _ in entries}
        entries += [
            (one.id, indicator_name(one))
            for one in self._criteria.indicators
            if one.id not in taken and one.id not in named
        ]
        if [self.suggested.itemData(n) for n in range(self.suggested.count())] != [
            key for key, _ in entries
        ]:
            self.suggested.set_entries(entries)
            self.suggested.updateGeometry()
        if not compared:
            text = words.text(
                "There is no label held with an assessment of that time to compare with."
            )
        elif better:
            text = words.plural(
                "{count} more indicator rose since then; it stands first in the list.",
                "{count} more indicators rose since then; they stand first in the list.",
                better,
            )
        else:
            text = words.text("No other indicator rose since then.")
        self._suggestion.setText(text)


class LabelsPage(Page):
    """One label at a time at the left; the labels held at the right."""

    key = "labels"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        labels = desk.document.criteria.labels
        self.typed = TypedFields(self, desk.document.stop_merging)
        self.drafts: dict[str, None] = {}  # improvements that have no text yet
        self._scroll = ScrollPage(theme, words.text("Labels"), widest=1100)
        self.body.addWidget(self._scroll)
        self._head = PageHead(theme)
        column = self._scroll.column
        column.addWidget(self._head)
        column.addWidget(Gap(theme, 4))
        self._scored: tuple[Assessment, ScoreCard] | None = None
        self._label = ""
        self.views: dict[str, _LabelView] = {}
        if not labels:
            self._head.show_words(words.text("This criteria set leads to no label"), "")
            button = Button(theme, words.text("Go to the overview"))
            button.clicked.connect(partial(desk.go, "overview"))
            text = words.text(
                "Where a set has labels, their rules and your declarations are here."
            )
            title = words.text("No labels")
            column.addWidget(EmptyPage(theme, "flag", title, text, button))
            return
        entries = [(label.id, label.title) for label in labels]
        switch = Row(theme)
        self.switch: SegmentedControl | DropDown
        if len(entries) <= _MOST_SEGMENTS:
            self.switch = SegmentedControl(theme, words.text("Label"), entries)
        else:
            self.switch = DropDown(theme, words.text("Label"), entries)
        self.switch.chosen.connect(self._on_label)
        switch.put(self.switch)
        switch.stretch()
        column.addWidget(switch)
        column.addWidget(Gap(theme, 4))
        self._left = Column(theme, spacing=0)
        self._right = right = Column(theme, spacing=16)
        right.put(self._make_held())
        right.stretch()
        tiles = Tiles(theme, least=390, gap=16, shares=(5, 3))
        tiles.put(self._left, right)
        column.addWidget(tiles)

    def title(self) -> str:
        """Return what the page is called in the title of the window."""
        return self._head.heading.text()

    def _make_held(self) -> Section:
        theme, words, criteria = self.theme, self.words, self.desk.document.criteria
        section = Section(
            theme,
            words.text("Labels held"),
            words.text(
                "Labels that the cluster holds from the label's secretariat, with their dates."
            ),
        )
        self._held_column = Column(theme, spacing=12)
        self.none_held = PlainLabel(theme, words.text("None recorded."), colour="text2")
        self.held_form = Column(theme, spacing=10)
        entries = [(label.id, label.title) for label in criteria.labels]
        self.held_label = DropDownField(theme, words.text("Label"), entries)
        self.since = TextField(
            theme, words.text("Held since"), hint=words.text("such as 31.1.2025")
        )
        self.until = TextField(
            theme, words.text("Valid until"), hint=words.text("empty: as the rules have it")
        )
        self.record = Button(theme, words.text("Record this label"))
        self.record.clicked.connect(self.add_held)
        cancel = Button(theme, words.text("Cancel"), Kind.QUIET)
        cancel.clicked.connect(self._close_held)
        for field in (self.since, self.until):
            field.edit.returnPressed.connect(self.add_held)
        buttons = Flow(theme)
        buttons.put(self.record, cancel)
        self.held_form.put(self.held_label, self.since, self.until, buttons)
        self.add_held_button = Button(theme, words.text("Record a label"), icon="plus")
        self.add_held_button.clicked.connect(self.open_held)
        line = Flow(theme)
        line.put(self.add_held_button)
        section.put(self._held_column, self.none_held, self.held_form, line)
        self.held_form.hide()
        self.held_rows: list[QWidget] = []
        self._held_shown: tuple[LabelHeld, ...] = ()
        return section

    # places

    def go_to(self, place: Place) -> None:
        """Show a label, the target where none is named."""
        known = self.desk.document.criteria.label_by_id
        label = place.item if place.item in known else self._label
        label = label or self.desk.document.target or next(iter(known), "")
        self._label = label
        super().go_to(Place(self.key, label, place.part))

    @Slot(str)
    def _on_label(self, label: str) -> None:
        self.typed.store()
        self._label = label
        self.place = Place(self.key, label)
        self.refresh(None)

    def scores_at(self, label: str) -> ScoreCard | None:
        """Return the results at the time when a label was awarded, none if they are unknown."""
        document = self.desk.document
        copy = label_rules.copy_of_award(document.assessment, label)
        if copy is None:
            return None
        if copy is document.assessment.earlier[-1]:
            return document.earlier_card
        if self._scored is None or self._scored[0] is not copy:
            self._scored = copy, label_rules.scores_of(document.criteria, copy)
        return self._scored[1]

    @property
    def view(self) -> _LabelView | None:
        """The view of the label that is shown."""
        return self.views.get(self._label)

    def refresh(self, _touched: ChangeSet | None) -> None:
        """Show the label as it stands now."""
        known = self.desk.document.criteria.label_by_id
        if not known:
            return
        if not self._label:
            self._label = self.desk.document.target or next(iter(known))
        if self._label not in self.views:
            view = self.views[self._label] = _LabelView(self, known[self._label])
            self._left.put(view)
            self._right.box.insertWidget(self._right.box.count() - 1, view.about)
        self._show_head()
        if isinstance(self.switch, SegmentedControl):
            self.switch.show_view(self._label)
        else:
            self.switch.show_entry(self._label)
        for name, view in self.views.items():
            view.setVisible(name == self._label)
            view.about.setVisible(name == self._label)
        self.views[self._label].refresh()
        self._show_held()

    def _show_head(self) -> None:
        words, document = self.words, self.desk.document
        cards = {card.label: card for card in ladder(document.shown)}
        card = cards.get(document.target)
        if card is None:
            title = words.text("What each label asks of the cluster")
        elif card.verdict is Verdict.MET:
            title = card.sentence
        else:
            title = words.text("{label}: {to_go}", label=card.title, to_go=card.sentence)
        held = " ".join(one.sentence for one in validity(document.shown, _today()))
        self._head.show_words(title, held or words.text("No label is recorded as held."))

    def _show_held(self) -> None:
        document = self.desk.document
        held = document.assessment.labels_held
        if held != self._held_shown:
            self._held_shown = held
            for row in self.held_rows:
                row.hide()
                row.deleteLater()
            self.held_rows = [self._held_row(one) for one in held]
            self._held_column.put(*self.held_rows)
        self._held_column.setVisible(bool(held))
        self.none_held.setVisible(not held)
        self.add_held_button.setVisible(document.may_change and self.held_form.isHidden())

    def _held_row(self, held: LabelHeld) -> QWidget:
        theme, words, document = self.theme, self.words, self.desk.document
        label = document.criteria.label_by_id.get(held.label)
        title = label.title if label is not None else held.label
        text = words.text("Since {since}", since=held.since)
        if held.until is not None:
            text = words.text("{since} to {until}", since=held.since, until=held.until)
        row = Row(theme, spacing=10)
        bars = label.bars or 0 if label is not None else 0
        mark = LabelMark(theme, title, rank=bars, letter="" if bars else title[:1])
        about = Column(theme, spacing=2)
        about.put(PlainLabel(theme, title, weight=Weight.MEDIUM))
        about.put(PlainLabel(theme, text, TextStyle.LABEL, colour="text2"))
        about.put(self._lapse(held))
        row.box.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.box.addWidget(about, 1)
        if document.may_change:
            name = words.text("Remove {name}", name=title)
            remove = IconButton(theme, name, "trash-2")
            remove.clicked.connect(partial(self.remove_held, held))
            row.box.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _lapse(self, held: LabelHeld) -> QWidget:
        words, today = self.words, _today()
        if held.until is None:
            state, said = State.PLAIN, words.text("No end recorded")
        elif held.until < today:
            state, said = State.SHORT, words.text("Lapsed")
        else:
            days = (held.until - today).days
            state = State.PROMISED
            said = words.plural("{count} day left", "{count} days left", days)
        line = Flow(self.theme)
        line.put(StatePill(self.theme, state, said))
        return line

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a change can be seen here."""
        fields = {"declarations", "improvements", "labels_held", "target"}
        return not touched.fields.isdisjoint(fields)

    def may_leave(self) -> bool:
        """Store what is still being typed."""
        self.typed.store()
        return True

    def take_focus(self) -> None:
        """Begin where the place says."""
        view = self.view
        if self.place.part == DECLARATIONS and view is not None and view.declarations:
            _focus_into(view.declarations[0].choice)
        elif self.place.part == IMPROVEMENTS and view is not None and view.improved is not None:
            view.suggested.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.place.part == HELD and self.desk.document.may_change:
            self.add_held_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    # what a person does

    def set_target(self, label: str, *_: object) -> None:
        """Work towards a label from now on."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        if self.desk.document.try_change(edits.set_target, label):
            title = self.desk.document.criteria.label_by_id[label].title
            self.desk.say(self.words.text("Target: {label}", label=title))
            if self.view is not None:
                super().take_focus()

    def declare(self, statement: str, choice: str) -> None:
        """Record whether a statement is true."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        meant = {_YES: True, _NO: False}
        self.desk.document.try_change(edits.declare, statement, meant.get(choice))

    def begin_improvement(self, view: _LabelView, *_: object) -> None:
        """Open the fields for the indicator that was chosen."""
        indicator = view.suggested.entry
        if not indicator:
            return
        self.drafts[indicator] = None
        view.refresh()
        view.improvements[indicator].description.focus()

    def store_improvement(self, indicator: str, part: str, text: str) -> str:
        """Store one of the two texts and return what is wrong with it."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        change = self.desk.document.change
        known = {one.indicator for one in self.desk.document.assessment.improvements}
        if not text.strip() and indicator not in known:
            return ""  # nothing is written yet
        message: Message | None
        if part == "description":
            message = change(edits.improve, indicator, description=text)
        else:
            message = change(edits.improve, indicator, effect=text)
        if message is None:
            self.drafts.pop(indicator, None)
        return "" if message is None else self.words.say(message)

    def remove_improvement(self, indicator: str, *_: object) -> None:
        """Remove an improvement, or the fields for one that has no text yet."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        self.typed.store()
        self.drafts.pop(indicator, None)
        document = self.desk.document
        if any(one.indicator == indicator for one in document.assessment.improvements):
            if not document.try_change(edits.remove_improvement, indicator):
                return
            self.desk.say(self.words.text("Improvement of {item} removed", item=indicator))
        view = self.view
        if view is not None:
            view.refresh()
            rows = list(view.improvements.values())
            after = rows[0].remove if rows else view.suggested
            after.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def open_held(self) -> None:
        """Show the fields for another label that was awarded."""
        self.held_form.show()
        self.add_held_button.hide()
        self.held_label.list.show_entry(self._label)
        self.held_label.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _close_held(self) -> None:
        for field in (self.since, self.until):
            field.show_text("")
            field.show_error("")
        self.held_form.hide()
        self.add_held_button.show()
        self.add_held_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def add_held(self) -> None:
        """Record the label whose dates were typed."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        since = self._day(self.since)
        until = self._day(self.until)
        if self.since.error or self.until.error:
            (self.since if self.since.error else self.until).focus()
            return
        if since is None:
            self.since.show_error(self.words.text("Please give the day of the award."))
            self.since.focus()
            return
        label = self.held_label.list.entry
        message = self.desk.document.change(edits.hold_label, label, since, until)
        if message is not None:
            self.until.show_error(self.words.say(message))
            self.until.focus()
            return
        self._close_held()

    def _day(self, field: TextField) -> date | None:
        from excellence_app.session.nearest_day import nearest_day  # noqa: PLC0415 - not needed at start-up

        field.show_error("")
        try:
            return nearest_day(field.text, _today(), self.words)
        except Refused as refusal:
            field.show_error(self.words.say(refusal.message))
            return None

    def remove_held(self, held: LabelHeld, *_: object) -> None:
        """Remove the record of a label."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        if self.desk.document.try_change(edits.remove_label_held, held.label, held.since):
            label = self.desk.document.criteria.label_by_id.get(held.label)
            title = label.title if label is not None else held.label
            self.desk.say(self.words.text("{name} removed", name=title))
            self.add_held_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _focus_into(control: SegmentedControl) -> None:
    """Give the focus to the chosen view of a control."""
    for child in control.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return
