"""One label: its rules, and what the cluster declares and describes for it."""

from functools import partial

from PySide6.QtCore import Qt, Slot

from excellence_app.domain.assessment import Improvement
from excellence_app.domain.levels import Label, Requirement, Verdict
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.parts.label_doing import NO, UNSAID, YES, LabelDoing
from excellence_app.gui.parts.section import Section
from excellence_app.gui.parts.setting_row import SettingRow
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.language.label_facts import validity_sentences
from excellence_app.language.sentences import indicator_name
from excellence_app.session import label_rules
from excellence_app.session.ladder import ladder

_PILLS = {
    Verdict.MET: State.MET,
    Verdict.MISSED: State.SHORT,
    Verdict.OPEN: State.NOT_ANSWERED,
}


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

    def __init__(self, doing: LabelDoing) -> None:
        self._doing = doing
        self.pill = StatePill(doing.theme, State.PLAIN, "")
        super().__init__(doing.theme, "", "", self.pill)
        self.missing = PlainLabel(doing.theme, "", TextStyle.LABEL)
        self.words.box.insertWidget(1, self.missing)

    def show_rule(self, rule: label_rules.RuleState) -> None:
        """Show a rule as it stands now."""
        words = self._doing.words
        self.show_words(rule.text, rule.reason)
        self.missing.setText(rule.missing)
        self.missing.setVisible(bool(rule.missing))
        self.pill.set_state(_PILLS[rule.verdict], rule.state)
        if rule.verdict is Verdict.MET and rule.state != words.text("Met"):
            self.pill.setAccessibleName(words.text("Met: {state}", state=rule.state))


class _Declaration(Column):
    """A statement to be declared: what to ask oneself, and yes, no or not said."""

    def __init__(self, doing: LabelDoing, rule: Requirement, labels: list[str]) -> None:
        super().__init__(doing.theme, spacing=10)
        theme, words = doing.theme, doing.words
        self.key = rule.key
        text = rule.text or words.text("The statement {statement} is true.", statement=rule.key)
        text = text.removesuffix(".")
        self.choice = SegmentedControl(
            theme,
            text,
            (
                (YES, words.text("Yes")),
                (NO, words.text("No")),
                (UNSAID, words.text("Not said")),
            ),
        )
        self.choice.chosen.connect(partial(doing.declare, rule.key))
        hint = ""
        if len(labels) > 1:
            hint = words.text("Counts for {labels}.", labels=words.listing(labels))
        self.put(SettingRow(theme, text, hint, self.choice))
        if rule.asks:
            self.put(PlainLabel(theme, words.text("Ask yourself:"), TextStyle.LABEL))
            self.put(_bullets(theme, rule.asks))

    def fill(self, declared: bool | None, *, may_change: bool) -> None:  # noqa: FBT001 - what was declared
        """Show what was declared."""
        shown = {True: YES, False: NO}
        self.choice.show_view(UNSAID if declared is None else shown[declared])
        self.choice.setEnabled(may_change)


class _ImprovementRow(Column):
    """One improvement with what was done and what it brought."""

    def __init__(self, doing: LabelDoing, indicator: str) -> None:
        super().__init__(doing.theme, spacing=8)
        theme, words = doing.theme, doing.words
        self.indicator = indicator
        name = indicator_name(doing.desk.document.criteria.indicator_by_id[indicator])
        self.pill = StatePill(theme, State.PLAIN, "")
        self.remove = IconButton(theme, words.text("Remove {name}", name=name), "trash-2")
        controls = Flow(theme)
        controls.put(self.pill, self.remove)
        self.description = NoteField(theme, words.text("What was improved"))
        self.effect = NoteField(theme, words.text("What it brought the cluster"))
        for field, part in ((self.description, "description"), (self.effect, "effect")):
            doing.typed.watch(field, partial(doing.store_improvement, indicator, part))
        self.row = SettingRow(theme, name, "", controls, weight=Weight.STRONG)
        self.put(self.row, self.description, self.effect)

    def fill(self, doing: LabelDoing, improvement: Improvement, rise: str) -> None:
        """Show the improvement and whether the indicator rose."""
        words, may_change = doing.words, doing.desk.document.may_change
        doing.typed.fill(self.description, improvement.description)
        doing.typed.fill(self.effect, improvement.effect)
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


class LabelView(Column):
    """Everything about one label."""

    def __init__(self, doing: LabelDoing, label: Label) -> None:
        super().__init__(doing.theme, spacing=16)
        self._doing, self.label = doing, label
        theme, words = doing.theme, doing.words
        criteria = doing.desk.document.criteria
        card = Card(theme, label.title, padding=22, spacing=12)
        letter = "" if label.bars else label.title[:1]
        self.target = Button(theme, words.text("Work towards this label"))
        self.target.clicked.connect(partial(doing.set_target, label.id))
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
        self.rules = [_RuleRow(doing) for _ in label.requires]
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
        doing, theme, words = self._doing, self._doing.theme, self._doing.words
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
        more.clicked.connect(partial(doing.desk.go, "help", "labels"))
        line = Flow(theme)
        line.put(more)
        about.put(line)
        return about

    def _make_declarations(self) -> None:
        doing, words = self._doing, self._doing.words
        rules = label_rules.declared_rules(self.label)
        if not rules:
            return
        section = Section(doing.theme, words.text("Declarations"))
        for rule in rules:
            labels = [
                one.title
                for one in doing.desk.document.criteria.labels
                if any(rule.key == other.key for other in label_rules.declared_rules(one))
            ]
            self.declarations.append(_Declaration(doing, rule, labels))
        section.put(*self.declarations, lines=True)
        self.put(section)

    def _make_improvements(self, rule: Requirement) -> None:
        doing, theme, words = self._doing, self._doing.theme, self._doing.words
        least = int(rule.least or 1)
        label = doing.desk.document.criteria.label_by_id.get(rule.other_label)
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
        self.describe.clicked.connect(self._begin_improvement)
        self.improvements_section.put(self._rows, Hairline(theme), self.adding)
        self.put(self.improvements_section)

    # what is shown

    def refresh(self) -> None:
        """Show everything as it is now."""
        doing, label = self._doing, self.label
        document, words = doing.desk.document, doing.words
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
        doing, words = self._doing, self._doing.words
        document = doing.desk.document
        before = doing.scores_at(rule.other_label)
        risen = label_rules.risen(words, self._criteria, before, document.card)
        rises = {one.indicator: one.words for one in risen}
        stored = {one.indicator: one for one in document.assessment.improvements}
        known = self._criteria.indicator_by_id
        wanted = {
            **{name: one for name, one in stored.items() if name in known},
            **{name: Improvement(name) for name in doing.drafts if name not in stored},
        }
        for name in [name for name in self.improvements if name not in wanted]:
            row = self.improvements.pop(name)
            doing.typed.forget(row.description)
            doing.typed.forget(row.effect)
            row.hide()
            row.deleteLater()
        for name, improvement in wanted.items():
            if name not in self.improvements:
                row = self.improvements[name] = _ImprovementRow(doing, name)
                row.remove.clicked.connect(partial(self._remove_improvement, name))
                self._rows.put(row)
            self.improvements[name].fill(doing, improvement, rises.get(name, ""))
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
        words, known = self._doing.words, self._criteria.indicator_by_id
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

    @Slot()
    def _begin_improvement(self) -> None:
        """Open the fields for the indicator that was chosen."""
        indicator = self.suggested.entry
        if not indicator:
            return
        self._doing.drafts[indicator] = None
        self.refresh()
        self.improvements[indicator].description.focus()

    def _remove_improvement(self, indicator: str, *_: object) -> None:
        if self._doing.remove_improvement(indicator):
            self.refresh()
            rows = list(self.improvements.values())
            after = rows[0].remove if rows else self.suggested
            after.setFocus(Qt.FocusReason.OtherFocusReason)
