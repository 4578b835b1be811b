"""Labels: what each asks and where that stands, what is declared, improved and held."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.levels import Verdict
from excellence_app.gui.components.boxes import Column, Gap, Row
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.held_labels import HeldLabels
from excellence_app.gui.parts.label_doing import LabelDoing
from excellence_app.gui.parts.label_view import LabelView
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.session.ladder import ladder, validity

DECLARATIONS, IMPROVEMENTS, HELD = "declarations", "improvements", "held"
_MOST_SEGMENTS = 6


def _today() -> date:
    return date.today()


class LabelsPage(Page):
    """One label at a time at the left; the labels held at the right."""

    key = "labels"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        labels = desk.document.criteria.labels
        self.doing = LabelDoing(desk, self)
        self.doing.targeted.connect(self._on_targeted)
        self._scroll = ScrollPage(theme, words.text("Labels"), widest=1100)
        self.body.addWidget(self._scroll)
        self._head = PageHead(theme)
        column = self._scroll.column
        column.addWidget(self._head)
        column.addWidget(Gap(theme, 4))
        self._label = ""
        self.views: dict[str, LabelView] = {}
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
        self.held = HeldLabels(desk)
        right.put(self.held)
        right.stretch()
        tiles = Tiles(theme, least=390, gap=16, shares=(5, 3))
        tiles.put(self._left, right)
        column.addWidget(tiles)

    def title(self) -> str:
        """Return what the page is called in the title of the window."""
        return self._head.heading.text()

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
        self.doing.typed.store()
        self._label = label
        self.place = Place(self.key, label)
        self.refresh(None)

    @property
    def view(self) -> LabelView | None:
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
            view = self.views[self._label] = LabelView(self.doing, known[self._label])
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
        self.held.label = self._label
        self.held.show_held()

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

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a change can be seen here."""
        fields = {"declarations", "improvements", "labels_held", "target"}
        return not touched.fields.isdisjoint(fields)

    def may_leave(self) -> bool:
        """Store what is still being typed."""
        self.doing.typed.store()
        return True

    def take_focus(self) -> None:
        """Begin where the place says."""
        view = self.view
        if self.place.part == DECLARATIONS and view is not None and view.declarations:
            _focus_into(view.declarations[0].choice)
        elif self.place.part == IMPROVEMENTS and view is not None and view.improved is not None:
            view.suggested.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.place.part == HELD and self.desk.document.may_change:
            self.held.add_held_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def _on_targeted(self) -> None:
        if self.view is not None:
            super().take_focus()


def _focus_into(control: SegmentedControl) -> None:
    """Give the focus to the chosen view of a control."""
    for child in control.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return
