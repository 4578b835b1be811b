"""What an answer does, as it is given: its indicator, its dimension, the total; and what helps.

`EffectColumn` is the right column of the question page, `EffectLine` the same in one line for the
footer of narrower windows.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.domain.criteria import CriteriaSet, Indicator, Question
from excellence_app.domain.levels import Level
from excellence_app.gui.charts.scale import ScaleChart
from excellence_app.gui.components.boxes import Column, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.section_header import Fold
from excellence_app.gui.parts.small_icon import SmallIcon
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import BarKind, Bullet
from excellence_app.session.effect import Effect
from excellence_app.session.question_places import section_of, terms_in, whole_of

_LINE_CHART = 120  # pixels of the design
_LINE_WORDS = 170


class EvidenceThatCounts(NamedTuple):
    """A kind of evidence, and what is to be known of it: from which level on, how old at most."""

    title: str
    detail: str


class Help(NamedTuple):
    """What helps to answer a question. Empty is what the set says nothing about."""

    guidance: str = ""
    evidence: Sequence[EvidenceThatCounts] = ()
    look_at: str = ""
    prompts: Sequence[str] = ()
    terms: Sequence[EvidenceThatCounts] = ()


class EarlierAnswer(NamedTuple):
    """What was answered last time; `can_copy` where it can be taken over as it is."""

    title: str
    text: str
    note: str
    can_copy: bool
    day: str = ""


def help_with(words: Words, criteria: CriteriaSet, indicator: Indicator | None) -> Help:
    """Return what the set says about the indicator of a question."""
    if indicator is None:
        return Help()
    first: dict[str, int] = {}
    for level in indicator.levels or _levels_of(indicator.questions):
        for kind in level.evidence:
            first.setdefault(kind, level.number)
    evidence = []
    for kind, number in first.items():
        known = criteria.evidence_by_id.get(kind)
        if known is None:
            continue
        parts = [words.text("from level {level} on", level=number)] if number > 1 else []
        if known.counts_for_months:
            parts.append(
                words.plural(
                    "at most {count} month old",
                    "at most {count} months old",
                    known.counts_for_months,
                )
            )
        evidence.append(EvidenceThatCounts(known.title, ", ".join(parts)))
    guidance = "\n\n".join(text for text in (indicator.text, indicator.guidance) if text)
    return Help(guidance, evidence, indicator.look_at, indicator.asks)


def help_in_survey(criteria: CriteriaSet, question: Question) -> Help:
    """Return what the section of a question says, and the terms that the question mentions."""
    section = section_of(criteria, question)
    whole = whole_of(criteria, question)
    parts = (section.text if section is not None else "", whole.instruction if whole else "")
    terms = [EvidenceThatCounts(one.title, one.text) for one in terms_in(criteria, question)]
    return Help("\n\n".join(text for text in parts if text), terms=terms)


def _levels_of(questions: Sequence[Question]) -> Sequence[Level]:
    return [level for question in questions for level in question.levels]


def _ink(met: bool | None) -> str:  # noqa: FBT001 - a verdict
    if met is None:
        return "text2"
    return "met" if met else "gap"


def _without_threshold(bullet: Bullet | None, name: str) -> Bullet | None:
    """Return a bullet that keeps the threshold to itself."""
    if bullet is None:
        return None
    return replace(bullet, threshold=None, kind=BarKind.TOTAL, alternative=name)


class _Bar(Column):
    """A name, a value, and the bar below."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__(theme, spacing=0)
        self._words = words
        head = Row(theme, spacing=12)
        self._name = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._value = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.STRONG, align=Align.END)
        head.put(self._name, stretch=1)
        head.put(self._value)
        self.put(head)
        self._chart: ScaleChart | None = None

    def show_bar(self, name: str, value: str, bullet: Bullet | None) -> None:
        """Show name, value and bar; without a bar the words alone."""
        self._name.setText(name)
        self._value.setText(value)
        if bullet is not None and self._chart is None:
            self._chart = ScaleChart(self.theme, self._words, bullet)
            self.put(self._chart)
        elif bullet is not None and self._chart is not None:
            self._chart.show_data(bullet)
        if self._chart is not None:
            self._chart.setVisible(bullet is not None)

    @property
    def value(self) -> str:
        """The value in words."""
        return self._value.text()


class EffectColumn(Themed, QWidget):
    """The right column of the question page.

    Signals:
        copy_asked: A person wants to take over the earlier answer.
        guidance_opened: A person opened (True) or folded (False) the guidance.
    """

    copy_asked = Signal()
    guidance_opened = Signal(bool)

    def __init__(self, theme: Theme, words: Words, *, guidance_open: bool = True) -> None:
        super().__init__()
        self._words = words
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._effect = Column(theme, spacing=10)
        self._title = Heading(theme, words.text("What this answer does"), TextStyle.H3)
        self._effect.put(self._title)
        self.indicator = _Bar(theme, words)
        self.standing = PlainLabel(theme, "", TextStyle.CAPTION, weight=Weight.MEDIUM)
        own = Column(theme, spacing=0)
        own.put(self.indicator, self.standing)
        self.dimension = _Bar(theme, words)
        self.total = _Bar(theme, words)
        self._effect.put(own, self.dimension, self.total)
        self._lines = [Hairline(theme), Hairline(theme)]
        states = (words.text("open"), words.text("folded"))
        self.guidance = Fold(
            theme, words.text("Guidance"), states, icon="book-open", is_open=guidance_open
        )
        self.guidance.opened.connect(self.guidance_opened)
        self._help = Column(theme, spacing=12)
        self.guidance.body.addWidget(self._help)
        self.expert = Fold(
            theme, words.text("The expert’s view"), states, icon="eye", is_open=False
        )
        self._view = Column(theme, spacing=12)
        self.expert.body.addWidget(self._view)
        self._make_earlier(theme)
        folds = Column(theme, spacing=10)
        folds.put(self.guidance, self.expert)
        self._folds = folds
        for part in (self._effect, self._lines[0], folds, self._lines[1], self._earlier):
            self._layout.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._survey = False
        self.follow(theme)
        self._shown_help = Help()
        self._set_lengths()

    def _make_earlier(self, theme: Theme) -> None:
        words = self._words
        self._earlier = Column(theme, spacing=6)
        head = Row(theme, spacing=9)
        self._earlier_title = Heading(theme, "", TextStyle.H3)
        self._clock = SmallIcon(theme, "clock")
        head.put(self._clock)
        head.put(self._earlier_title, stretch=1)
        self._earlier_day = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.STRONG)
        self._earlier_day.hide()
        self._earlier_text = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._earlier_note = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.copy = Button(theme, words.text("Copy to this answer"), Kind.SECONDARY, icon="copy")
        self.copy.clicked.connect(self.copy_asked)
        row = Row(theme)
        row.put(self.copy)
        row.stretch()
        self._earlier_card = Card(theme, "", padding=0, spacing=6, bare=True)
        for line in (self._earlier_day, self._earlier_text, self._earlier_note, row):
            self._earlier_card.body.addWidget(line)
        self._earlier.put(head, self._earlier_card)

    def show_effect(self, effect: Effect | None, *, thresholds: bool) -> None:
        """Show what the answer does; nothing where its question belongs to no indicator."""
        self._effect.setVisible(effect is not None)
        self._show_lines()
        if effect is None:
            return
        words = self._words
        name = f"{effect.indicator} {effect.title}"
        own, dimension, total = effect.bullet, effect.dimension, effect.total
        if not thresholds:
            own = _without_threshold(own, f"{name}: {effect.level_words}")
            dimension = _without_threshold(dimension, effect.dimension_title)
            total = _without_threshold(total, words.text("Total score"))
        self.indicator.show_bar(name, effect.level_words, own)
        self.standing.setText(effect.standing if thresholds else "")
        self.standing.setVisible(thresholds and bool(effect.standing))
        self.standing.set_colour(_ink(effect.met))
        self.dimension.show_bar(effect.dimension_title, effect.dimension_share, dimension)
        self.dimension.setVisible(bool(effect.dimension_share))
        self.total.show_bar(words.text("Total score"), effect.total_share, total)
        self.total.setVisible(bool(effect.total_share))

    def show_survey(self, *, survey: bool) -> None:
        """Put the earlier answer first for a survey, in which nothing has an effect."""
        if survey == self._survey:
            return
        self._survey = survey
        self._clock.setVisible(not survey)
        self._earlier_card.show_bare(bare=not survey, padding=14 if survey else 0)
        parts: list[QWidget] = [self._effect, self._lines[0], self._folds, self._lines[1]]
        parts.insert(0 if survey else len(parts), self._earlier)
        for part in parts:
            self._layout.removeWidget(part)
        for part in parts:
            self._layout.addWidget(part)

    def _show_lines(self) -> None:
        """Show lines between the parts that are there."""
        helped = not self._folds.isHidden()
        if self._survey:
            self._lines[0].setVisible(helped and not self._earlier.isHidden())
            self._lines[1].hide()
        else:
            self._lines[0].setVisible(not self._effect.isHidden())
            self._lines[1].setVisible(helped)

    def show_unsaved(self, *, unsaved: bool) -> None:
        """Say that what is shown belongs to the answer that is saved, while another is typed."""
        words = self._words
        title = words.text("What this answer does")
        self._title.setText(words.text("What the saved answer does") if unsaved else title)

    @property
    def title(self) -> str:
        """What is shown here, in words."""
        return self._title.text()

    def show_help(self, shown: Help) -> None:
        """Show what helps; what the set says nothing about is left out."""
        self.guidance.setVisible(bool(shown.guidance or shown.evidence or shown.terms))
        self.expert.setVisible(bool(shown.look_at or shown.prompts))
        self._folds.setVisible(any(shown))
        self._show_lines()
        if shown == self._shown_help:
            return
        self._shown_help = shown
        for column in (self._help, self._view):
            while (item := column.box.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        theme, words = self.theme, self._words
        if shown.guidance:
            self._help.put(PlainLabel(theme, shown.guidance, TextStyle.LABEL, colour="text2"))
        if shown.evidence:
            self._put_part(self._help, words.text("Evidence that counts"), shown.evidence)
        if shown.terms:
            self._put_part(self._help, words.text("Terms"), shown.terms)
        if shown.look_at:
            line = EvidenceThatCounts(shown.look_at, "")
            self._put_part(self._view, words.text("What the expert looks at"), [line])
        if shown.prompts:
            lines = [EvidenceThatCounts(one, "") for one in shown.prompts]
            self._put_part(self._view, words.text("What the expert may ask"), lines)

    def _put_part(self, column: Column, title: str, lines: Sequence[EvidenceThatCounts]) -> None:
        part = Column(self.theme, spacing=2)
        heading = Heading(self.theme, title, TextStyle.LABEL)
        heading.set_weight(Weight.STRONG)
        part.put(heading)
        for line in lines:
            part.put(PlainLabel(self.theme, line.title, TextStyle.LABEL, colour="text2"))
            if line.detail:
                part.put(PlainLabel(self.theme, line.detail, TextStyle.CAPTION, colour="text3"))
                part.put(Gap(self.theme, 2))
        column.put(part)

    def show_earlier(self, earlier: EarlierAnswer | None) -> None:
        """Show what was answered last time, nothing if the document has no earlier assessment."""
        self._earlier.setVisible(earlier is not None)
        self._show_lines()
        if earlier is None:
            return
        self._earlier_title.setText(earlier.title)
        self._earlier_day.setText(earlier.day)
        self._earlier_day.setVisible(bool(earlier.day))
        self._earlier_text.setText(earlier.text)
        self._earlier_note.setText(f"“{earlier.note}”" if earlier.note else "")
        self._earlier_note.setVisible(bool(earlier.note))
        self.copy.setVisible(earlier.can_copy)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        self._layout.setSpacing(self.theme.px(18))


class EffectLine(Themed, QWidget):
    """The bar of the indicator and how it stands, in one line."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._most = 0
        self._full = self._short = ""
        self._chart: ScaleChart | None = None
        self.standing = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.MEDIUM, parent=self)
        self.follow(theme)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_effect(self, effect: Effect | None, *, thresholds: bool) -> None:
        """Show what the answer does to its indicator."""
        bullet = effect.bullet if effect is not None else None
        words = effect.standing if effect is not None and bullet is not None else ""
        if effect is not None and bullet is not None and not thresholds:
            bullet = _without_threshold(bullet, f"{effect.indicator} {effect.title}")
            words = effect.level_words
        self._full = words
        self._short = effect.short if words and thresholds and effect is not None else words
        self.standing.setText(words)
        if effect is not None:
            self.standing.set_colour(_ink(effect.met) if thresholds else "text2")
        if bullet is not None and self._chart is None:
            self._chart = ScaleChart(self.theme, self._words, bullet, parent=self)
            self._chart.show()
        elif bullet is not None and self._chart is not None:
            self._chart.show_data(bullet)
        if self._chart is not None:
            self._chart.setVisible(bullet is not None)
        self._place()
        self.updateGeometry()

    def fit(self, room: int) -> bool:
        """Show bar and words, in fewer words or without the bar where there is less room.

        Tell whether there is room for words at all: a bar alone says nothing to many.
        """
        theme = self.theme
        bar = theme.px(_LINE_CHART) + theme.px(8) if self._chart is not None else 0
        style, weight = TextStyle.LABEL, Weight.MEDIUM
        full = theme.paragraph(self._full, style, weight).width
        short = theme.paragraph(self._short, style, weight).width
        wrapped = min(full, theme.px(_LINE_WORDS))
        tries = (
            (self._full, True, bar + wrapped),
            (self._short, True, bar + short),
            (self._full, False, wrapped),
            (self._short, False, short),
        )
        found = next((one for one in tries if one[2] <= room), None)
        words, with_bar, _ = found or tries[-1]
        self.standing.setText(words)
        if self._chart is not None:
            self._chart.setVisible(with_bar)
        self._allow(room)
        self._place()
        self.updateGeometry()
        return found is not None

    def _allow(self, width: int) -> None:
        """Let the words stand on one line where bar and words have so much room."""
        gap = self.theme.px(8) if self._chart_width() else 0
        self._most = max(self.theme.px(_LINE_WORDS), width - self._chart_width() - gap)

    def _chart_width(self) -> int:
        shown = self._chart is not None and not self._chart.isHidden()
        return self.theme.px(_LINE_CHART) if shown else 0

    def _words_width(self) -> int:
        natural = self.standing.sizeHint().width()
        return natural if natural <= self._most else min(natural, self.theme.px(_LINE_WORDS))

    def sizeHint(self) -> QSize:
        """Return the room for the bar and the wrapped words."""
        words = self._words_width()
        high = self.standing.heightForWidth(words) if words else 0
        bar = self._chart.heightForWidth(self._chart_width()) if self._chart is not None else 0
        gap = self.theme.px(8) if words and self._chart_width() else 0
        return QSize(self._chart_width() + gap + words, max(high, bar))

    def minimumSizeHint(self) -> QSize:
        """Return the same: neither bar nor words are cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the bar first and the words beside it."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Swap bar and words with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange and hasattr(self, "standing"):
            self._place()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._place()
        super().on_theme_changed()

    def _place(self) -> None:
        bar, words = self._chart_width(), self._words_width()
        gap = self.theme.px(8) if bar else 0
        rightwards = not self.isRightToLeft()
        if self._chart is not None and bar:
            high = self._chart.heightForWidth(bar)
            x = 0 if rightwards else self.width() - bar
            self._chart.setGeometry(x, (self.height() - high) // 2, bar, high)
        high = self.standing.heightForWidth(max(words, 1))
        x = bar + gap if rightwards else self.width() - bar - gap - words
        self.standing.setGeometry(x, (self.height() - high) // 2, words, high)
