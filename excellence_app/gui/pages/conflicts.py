"""Conflicts: what several people entered apart for the same thing, to choose what counts."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.domain.instances import question_named
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.desk import Desk
from excellence_app.gui.page import Page
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.language import changes
from excellence_app.language.changes import Telling
from excellence_app.session import past
from excellence_app.session.choosing import choose
from excellence_app.session.past import Conflict

_MOST = 40  # that are shown at once


class ConflictCard(Card):
    """One place with all that was entered for it."""

    def __init__(self, desk: Desk, told: Telling, conflict: Conflict) -> None:
        theme, words = desk.theme, desk.words
        about = told.about(conflict.names)
        super().__init__(theme, about, spacing=8)
        self.place = conflict.place
        self.buttons: list[Button] = []
        title = _title(told, conflict)
        self.body.addWidget(Heading(theme, title, TextStyle.H3))
        if _question(told, conflict) and about not in {conflict.names[1], title}:
            self.body.addWidget(PlainLabel(theme, about, TextStyle.CAPTION, colour="text2"))
        for number, entry in enumerate(conflict.entries):
            said = told.said(conflict.names, entry.part)
            if not said:
                is_answer = conflict.names[0] == "answers" and conflict.names[-1] == "value"
                said = words.text("Not answered") if is_answer else words.text("Nothing")
            self.body.addWidget(Hairline(theme))
            line = Row(theme, spacing=16)
            texts = Column(theme, spacing=2)
            texts.put(PlainLabel(theme, said, TextStyle.BODY, weight=Weight.MEDIUM))
            who = words.text(
                "{person}, {time}",
                person=entry.actor,
                time=changes.moment(words, entry.time),
            )
            below = Flow(theme, across=8, down=2)
            below.put(PlainLabel(theme, who, TextStyle.CAPTION, colour="text2"))
            if number == 0:
                below.put(StatePill(theme, State.PLAIN, words.text("Counts for now")))
            texts.put(below)
            line.put(texts, stretch=1)
            if desk.document.may_change:
                caption = words.text("Keep this") if number == 0 else words.text("Take this")
                button = Button(theme, caption, Kind.SECONDARY)
                button.setAccessibleDescription(f"{about}: {said}, {who}")
                self.buttons.append(button)
                line.put(button)
            self.body.addWidget(line)


class ConflictsPage(Page):
    """Every place where people entered different things; choosing is an edit like any other."""

    key = "conflicts"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, self.words
        self._conflicts: list[Conflict] = []
        self.cards: list[ConflictCard] = []
        self._page = ScrollPage(theme, words.text("Different entries"))
        self.head = PageHead(theme)
        self._list = Column(theme, spacing=14)
        self._more = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._more.hide()
        versions = Button(theme, words.text("Earlier versions and copies"))
        versions.clicked.connect(self._to_versions)
        self.empty = EmptyPage(
            theme,
            "layers",
            words.text("Nothing to choose"),
            words.text(
                "Where copies of this assessment are brought together and people have entered "
                "different things, both are kept and shown here."
            ),
            versions,
        )
        self.empty.hide()
        column = self._page.column
        for part in (self.head, Gap(theme, 4), self._list, self._more, self.empty):
            column.addWidget(part)
        self.body.addWidget(self._page)

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def shows(self, touched: ChangeSet) -> bool:
        """Return whether a choice was made or taken back."""
        return "conflicts" in touched.fields

    def take_focus(self) -> None:
        """Put the focus on the first choice."""
        self._focus_card(0)

    def _focus_card(self, place: int) -> None:
        buttons = [card.buttons[0] for card in self.cards if card.buttons]
        if buttons:
            buttons[min(place, len(buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.empty.button is not None and not self.cards:
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus()

    def refresh(self, touched: ChangeSet | None) -> None:
        """Show what is to be chosen now."""
        document, words = self.desk.document, self.words
        found = past.conflicts_in(document.criteria, document.assessment)
        if touched is not None and found == self._conflicts:
            return
        self._conflicts = found
        count = len(found)
        if count == 1:
            title = words.text("People entered different things in one place")
        else:
            title = words.plural(
                "People entered different things in {count} place",
                "People entered different things in {count} places",
                count,
            )
        lead = words.text("Until you choose, the first entry counts. Nothing is lost: undo works.")
        self.head.show_words(
            title if count else words.text("No different entries"), lead if count else ""
        )
        told = Telling(words, document.criteria, past.known_in(document.assessment))
        for card in self.cards:
            self._list.box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for conflict in found[:_MOST]:
            card = ConflictCard(self.desk, told, conflict)
            for number, button in enumerate(card.buttons):
                button.clicked.connect(partial(self._on_chosen, conflict.place, number))
            self.cards.append(card)
            self._list.put(card)
            card.show()
        left = count - len(self.cards)
        self._more.setText(
            words.plural("{count} more follows then.", "{count} more follow then.", left)
        )
        self._more.setVisible(bool(left))
        self._list.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _on_chosen(self, place: str, number: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own signal
        document, words = self.desk.document, self.words
        here = next(n for n, card in enumerate(self.cards) if card.place == place)
        name = self.cards[here].accessibleName()
        document.stop_merging()
        message = document.apply(choose(document.assessment, place, number))
        if not self.desk.refuse(message):
            self.desk.say(words.text("Chosen: {what}", what=name))
            self._focus_card(here)

    @Slot()
    def _to_versions(self) -> None:
        self.desk.go("versions")


def _question(told: Telling, conflict: Conflict) -> str:
    """Return the id of the question that a conflict is about, empty if it is about none."""
    names = conflict.names
    if names[0] != "answers" or len(names) < 2:  # noqa: PLR2004 - what follows is its key
        return ""
    found = question_named(told.criteria, names[1])
    return found.id if found is not None else ""


def _title(told: Telling, conflict: Conflict) -> str:
    """Return number and name of the question, else what the conflict is about."""
    question = _question(told, conflict)
    if question not in told.criteria.question_by_id:
        return told.about(conflict.names)
    indicator = told.criteria.indicator_of_question.get(question)
    title = told.criteria.question_by_id[question].text
    if indicator is not None and len(indicator.questions) == 1:
        title = indicator.title
    return f"{question} {title}"
