"""The right column of Evidence: one item with its picture, state and what it is used for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.domain.assessment import Evidence, EvidenceState
from excellence_app.domain.instances import question_named
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.tick_boxes import RadioButton
from excellence_app.gui.components.warmth import mixed
from excellence_app.gui.desk import Desk
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.parts.file_preview import FilePreview
from excellence_app.gui.theme import RADIUS_PILL, SMALLEST_HIT, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Align
from excellence_app.session.evidence import looks_like_a_link
from excellence_app.session.evidence_rows import EvidenceRow, EvidenceStanding, who_and_when


class Chip(Pressable):
    """A small button with the number of a question."""

    def __init__(self, theme: Theme, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, caption, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for the number, and enough to be hit."""
        theme, px = self.theme, self.theme.px
        width = theme.text_width(self.caption, TextStyle.CAPTION, Weight.MEDIUM) + 2 * px(9)
        height = max(px(SMALLEST_HIT), theme.line_height(TextStyle.CAPTION) + 2 * px(5))
        return QSize(max(width, px(SMALLEST_HIT)), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_PILL

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge and number."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        whole = QRectF(self.rect())
        ground = mixed(colours.surface, colours.hover, self.heat)
        edge = colours.control if theme.high_contrast else colours.line2
        paint_panel(painter, whole, theme.px(RADIUS_PILL), ground, edge, theme.edge)
        words = theme.paragraph(self.caption, TextStyle.CAPTION, Weight.MEDIUM)
        top = (self.height() - words.height) / 2
        place = QRectF(0, top, self.width(), words.height)
        words.paint(painter, place, colours.text, Align.CENTRE)
        painter.end()


class EvidenceDetails(Column):
    """Shows an item. What a person wants done is said by `asked`.

    Signals:
        asked(str): open, save, find, rename, remove, uses, or a state by its name.
        kind_chosen(str): A kind of the set, by its id.
        question_chosen(str): A person wants to see a question.
    """

    asked = Signal(str)
    kind_chosen = Signal(str)
    question_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, spacing=8, parent=parent)
        self.desk = desk
        self._empty = PlainLabel(
            theme,
            words.text("Choose an item to see what it is and what it is used for."),
            TextStyle.LABEL,
            colour="text2",
        )
        self._shown = Column(theme, spacing=8)
        self.title = Heading(theme, "", TextStyle.H3)
        self.about = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2")
        self.preview = FilePreview(theme, words.text("Preview"))
        self.open_button = Button(theme, words.text("Open a copy…"))
        self.save_button = Button(theme, words.text("Save a copy…"), Kind.QUIET)
        self.find_button = Button(theme, words.text("Find the file"))
        buttons = Flow(theme)
        buttons.put(self.open_button, self.save_button, self.find_button)
        self._media = Column(theme, spacing=12)
        self._media.put(self.preview, buttons)
        self._shown.put(self.title, self.about, Gap(theme, 2), self._media)
        self._shown.put(Hairline(theme), Gap(theme, 2))
        self._shown.put(Heading(theme, words.text("State"), TextStyle.H3))
        states = Column(theme, spacing=1)
        states.setAccessibleName(words.text("State"))
        self.states: dict[EvidenceState, RadioButton] = {}
        for state, caption in (
            (EvidenceState.LISTED, words.text("Listed")),
            (EvidenceState.PROMISED, words.text("Promised")),
            (EvidenceState.SEEN, words.text("Seen on site")),
        ):
            choice = RadioButton(theme, caption)
            choice.clicked.connect(partial(self._on_asked, state.value))
            self.states[state] = choice
            states.put(choice)
        self.who = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2")
        self.change_who = Button(theme, words.text("Change who and when"), Kind.WORDS)
        who = Row(theme)
        who.put(self.change_who)
        who.stretch()
        self._shown.put(states, self.who, who)
        self._make_uses_and_foot()

    def _make_uses_and_foot(self) -> None:
        theme, words, desk = self.theme, self.desk.words, self.desk
        self._shown.put(Gap(theme, 2), Heading(theme, words.text("Used for"), TextStyle.H3))
        self._uses = Flow(theme, across=5, down=5)
        self.add_use = IconButton(theme, words.text("Choose the questions it proves"), "plus")
        self.uses: list[Chip] = []
        self._shown.put(self._uses)
        criteria = desk.document.criteria
        kinds = [("", words.text("No kind"))]
        kinds += [(kind.id, kind.title) for kind in criteria.evidence]
        self.kind = DropDownField(theme, words.text("Kind"), kinds)
        self.kind.chosen.connect(self.kind_chosen)
        self._shown.put(Gap(theme, 2), self.kind)
        self.rename_button = Button(theme, words.text("Rename…"), Kind.QUIET, icon="pencil")
        self.remove_button = Button(theme, words.text("Remove"), Kind.QUIET, icon="trash-2")
        self._foot = Flow(theme)
        self._foot.put(self.rename_button, self.remove_button)
        self._foot_line = Hairline(theme)
        self._shown.put(Gap(theme, 4), self._foot_line, self._foot)
        for button, what in (
            (self.open_button, "open"),
            (self.save_button, "save"),
            (self.find_button, "find"),
            (self.change_who, "who"),
            (self.add_use, "uses"),
            (self.rename_button, "rename"),
            (self.remove_button, "remove"),
        ):
            button.clicked.connect(partial(self._on_asked, what))
        self.put(self._empty, self._shown)
        self.stretch()
        self._shown.setVisible(False)

    def _on_asked(self, what: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.asked.emit(what)

    def show_nothing(self) -> None:
        """Show that no item is chosen."""
        self._shown.setVisible(False)
        self._empty.setVisible(True)

    def show_item(self, item: Evidence, row: EvidenceRow, icon: str) -> None:
        """Show an item."""
        desk, words = self.desk, self.desk.words
        may_change = desk.document.may_change
        self._empty.setVisible(False)
        self._shown.setVisible(True)
        gone = row.standing is EvidenceStanding.NOT_FOUND
        self.title.setText(item.title)
        about = row.about
        if item.file:
            about = words.text("{about}, copied into the assessment", about=row.about)
        if gone:
            about = words.text("{about}, cannot be found", about=row.about)
        self.about.setText(about)
        link = looks_like_a_link(item.place) and not item.file
        self._media.setVisible(bool(item.file) or link)
        self.preview.setVisible(bool(item.file))
        if self.preview.image is None:
            self.preview.show_icon("triangle-alert" if gone else icon, item.place)
        self.open_button.setVisible((bool(item.file) and not gone) or link)
        self.open_button.set_caption(
            words.text("Copy the link") if link else words.text("Open a copy…")
        )
        self.save_button.setVisible(bool(item.file) and not gone)
        self.find_button.setVisible(gone and may_change)
        for state, choice in self.states.items():
            choice.setChecked(item.state is state)
            choice.setEnabled(may_change or item.state is state)
        who = who_and_when(desk.document.shown, item)
        self.who.setText(who)
        self.who.setVisible(bool(who))
        self.change_who.setVisible(may_change and item.state is not EvidenceState.LISTED)
        self._show_uses(row.uses, may_change=may_change)
        known = {kind.id for kind in desk.document.criteria.evidence}
        self.kind.setVisible(bool(known))
        self.kind.setEnabled(may_change)
        self.kind.list.show_entry(item.kind if item.kind in known else "")
        self._foot.setVisible(may_change)
        self._foot_line.setVisible(may_change)

    def _show_uses(self, uses: Sequence[str], *, may_change: bool) -> None:
        if [button.caption for button in self.uses] != list(uses):
            for button in self.uses:
                self._uses.flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.uses = []
            self._uses.flow.removeWidget(self.add_use)
            for question in uses:
                button = Chip(self.theme, question, self._uses)
                button.setAccessibleDescription(self._question_title(question))
                button.clicked.connect(partial(self._on_use, question))
                self.uses.append(button)
                self._uses.put(button)
                button.show()
            self._uses.put(self.add_use)
            self._uses.flow.invalidate()
            self._uses.updateGeometry()
        elif self.add_use.parentWidget() is not self._uses:
            self._uses.put(self.add_use)
        self.add_use.setVisible(may_change)

    def _question_title(self, question: str) -> str:
        criteria = self.desk.document.criteria
        indicator = criteria.indicator_of_question.get(question)
        if indicator is not None:
            return indicator.title
        known = question_named(criteria, question)
        return known.text if known is not None else ""

    def _on_use(self, question: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        self.question_chosen.emit(question)

    @Slot(object)
    def show_picture(self, image: QImage | None) -> None:
        """Show the picture of the file when it is there."""
        self.preview.show_image(image)
