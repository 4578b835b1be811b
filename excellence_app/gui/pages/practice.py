"""Practice answers: the fictional partnerships that answered one questionnaire, to open one."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.messages import Message
from excellence_app.gui.components.boxes import Gap
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.page import Page
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.offer_card import OfferCard
from excellence_app.gui.parts.page_head import PageHead
from excellence_app.gui.parts.start_reading import make_practice, read_answers, usual_folder
from excellence_app.gui.parts.tiles import Tiles

if TYPE_CHECKING:
    from excellence_app.domain.assessment import ChangeSet
    from excellence_app.session.practice import PracticeAnswers


class PracticePage(Page):
    """`place.item` is the key of a folder. Each card opens a copy of one's own; Esc leads back."""

    key: ClassVar[str] = "practice"
    needs_document: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        theme, words = desk.theme, desk.words
        self._folder = ""
        self._work = Background(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)
        self.view = ScrollPage(theme, words.text("Practice answers"), widest=1180)
        self.body.addWidget(self.view)
        self.head = PageHead(theme)
        self.back = Button(theme, words.text("Back"), Kind.SECONDARY, icon="chevron-left")
        self.back.clicked.connect(desk.back)
        self.head.put(self.back)
        self.cards: dict[str, OfferCard] = {}
        self._tiles = Tiles(theme, least=300, gap=11)
        for part in (Gap(theme, 8), self.head, Gap(theme, 8), self._tiles):
            self.view.column.addWidget(part)
        self._show_head(0)

    def title(self) -> str:
        """Return the headline."""
        return self.head.heading.text()

    def go_to(self, place: Place) -> None:
        """Show a folder."""
        super().go_to(place)
        if place.item != self._folder:
            self._folder = place.item
            self._show_answers(())

    def refresh(self, touched: "ChangeSet | None") -> None:  # noqa: ARG002 - nothing changes here
        """Read the documents of the folder, if that is not done yet."""
        if not self.cards:
            self._work.ask(self._folder, partial(read_answers, self.words, self._folder))

    def take_focus(self) -> None:
        """Put the focus on the first document, or on the headline until there is one."""
        first = next(iter(self.cards.values()), None)
        if first is None:
            super().take_focus()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read or made."""
        return self._work.is_busy()

    def _show_head(self, count: int) -> None:
        words = self.words
        title = words.text("Practice answers")
        if count:
            title = words.plural(
                "Practice answers of {count} fictional partnership",
                "Practice answers of {count} fictional partnerships",
                count,
            )
        lead = words.text("Each opens as a copy of your own. Change what you like.")
        self.head.show_words(title, lead)

    def _show_answers(self, found: "tuple[PracticeAnswers, ...]") -> None:
        for card in self.cards.values():
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self.cards = {}
        for one in found:
            card = OfferCard(self.theme, one.name, one.facts, "users")
            card.setAccessibleName(
                self.words.text("Open a copy of {name}, {facts}", name=one.name, facts=one.facts)
            )
            card.clicked.connect(partial(self._open, one.key))
            self.cards[one.key] = card
            self._tiles.put(card)
        self._show_head(len(found))

    def _open(self, key: str) -> None:
        folder = partial(usual_folder, self.desk.preferences)
        self._work.ask(f"open {key}", partial(make_practice, key, folder))

    @Slot(str, object)
    def _on_done(self, key: str, found: object) -> None:
        if key == self._folder:
            waiting = self.head.heading.hasFocus()
            self._show_answers(found)  # type: ignore[arg-type]  # what `read_answers` returns
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            if waiting:
                self.take_focus()
        elif key.startswith("open "):
            self.desk.opened.emit(found)

    @Slot(str, object)
    def _on_failed(self, _key: str, sentences: tuple[Message, ...]) -> None:
        self.desk.say(" ".join(self.words.say(one) for one in sentences), can_undo=False)
