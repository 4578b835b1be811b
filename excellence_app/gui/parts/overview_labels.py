"""The labels on the overview: how far each is, and by which rules."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.domain.levels import Verdict
from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.painting import Mark, mirrored, paint_mark
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align, Paragraph
from excellence_app.reports import blocks
from excellence_app.reports.blocks import Rule
from excellence_app.session.ladder import HeldLabel, LadderCard

_MOST_FOR_VALUE = 0.5  # of the width of a rule
_MOST_RULES = 2  # of which those that are met have lines of their own
_SIGNS = {
    blocks.Mark.MET: (Mark.MET, "met"),
    blocks.Mark.MISSED: (Mark.GAP, "gap"),
    blocks.Mark.OPEN: (Mark.OPEN, "text2"),
    blocks.Mark.NOT_APPLICABLE: (Mark.CROSS, "text2"),
}
_COLOURS = {Verdict.MET: "met", Verdict.MISSED: "gap", Verdict.OPEN: "text2"}


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

    def show_met(self, words: str, rules: Sequence[Rule]) -> None:
        """Show in one line the rules that are met; the tooltip and readers name them."""
        self.show_rule(Rule(blocks.Mark.MET, words, ""))
        named = [f"{rule.text}: {rule.value}" if rule.value else rule.text for rule in rules]
        self.setAccessibleName(f"{words}. {'; '.join(named)}")
        set_tooltip(self, "\n".join(named))

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


class LabelCard(Card):
    """A label: its mark, what is missing, its rules, and how long it is held."""

    def __init__(self, theme: Theme, card: LadderCard, rank: int) -> None:
        super().__init__(theme, card.title, padding=16, spacing=5)
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
        self._rules = Column(theme, spacing=5)
        self.rows: list[_RuleRow] = []
        self.body.addWidget(self._rules)
        self.held = Flow(theme, across=9, down=2, at_end=1)
        self._held_sign = _Sign(theme)
        self.held_words = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        line = Row(theme, spacing=9)
        line.box.addWidget(self._held_sign, 0, Qt.AlignmentFlag.AlignTop)
        line.put(self.held_words, stretch=1)
        self.more = Button(theme, "", Kind.WORDS)
        self.held.put(line, self.more)
        self.held.hide()
        self.body.addWidget(self.held)
        self.body.addStretch(1)

    def show_label(self, card: LadderCard, held: HeldLabel | None, more: str) -> None:
        """Show how a label stands now."""
        self.sentence.setText(card.sentence)
        self.sentence.set_colour(_COLOURS[card.verdict])
        met = [rule for rule in card.rules if rule.mark is blocks.Mark.MET]
        folded = len(card.rules) > _MOST_RULES and len(met) > 1
        rules = [rule for rule in card.rules if not folded or rule not in met]
        count = len(rules) + folded
        while len(self.rows) < count:
            row = _RuleRow(self.theme)
            self.rows.append(row)
            self._rules.put(row)
        for number, row in enumerate(self.rows):
            row.setVisible(number < count)
        for row, rule in zip(self.rows, rules, strict=False):
            row.show_rule(rule)
        if folded:
            self.rows[len(rules)].show_met(card.met, met)
        if held is not None:
            pressing = held.soon or held.lapsed
            mark = Mark.CLOCK if pressing else Mark.MET
            self._held_sign.show_mark(mark, "gap" if pressing else "met")
            self.held_words.setText(held.short)
            self.held_words.setAccessibleDescription(held.sentence)
            set_tooltip(self.held_words, held.sentence)
            self.held_words.set_colour("text" if pressing else "text2")
            self.more.set_caption(more)
        if self.held.isHidden() == (held is not None):
            self.held.setVisible(held is not None)
