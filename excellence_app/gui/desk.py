"""What every page of a window works with: theme, language, document, and the way elsewhere."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from excellence_app.domain.messages import Message
from excellence_app.gui.document import AssessmentDocument
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.storage.settings import Preferences, SettingsStore
from excellence_app.storage.trouble import StorageTrouble


class Place(NamedTuple):
    """Somewhere in the window: a page by its key, and what is to be shown there.

    `item` is what the page is about (a question's id, a dimension's), `part` what of it gets
    the focus, as far as the page knows such a part ("note", "evidence").
    """

    page: str
    item: str = ""
    part: str = ""


class Desk(QObject):
    """One window's theme, language, settings and document, handed to each of its pages.

    Signals:
        went(Place): Somebody wants to go there.
        went_on(Place): Somebody is done with this place and wants to see the next, or the last.
        left(): Somebody wants to go back to where this page was opened from.
        said(str, bool): Something was done that a message tells; the bool offers to undo it.
        warned(str): Something could not be done; the message stays until it is closed.
        asked(str): A command of the window is to be run, by its id.
        opened(Path): A document is to be opened, in the window that it gets.
    """

    went = Signal(object)
    went_on = Signal(object)
    left = Signal()
    said = Signal(str, bool)
    warned = Signal(str)
    asked = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        settings: SettingsStore,
        document: AssessmentDocument | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.words = words
        self.settings = settings
        self._document = document
        self._drafts: dict[str, str] = {}
        self._drafts_kept: dict[str, str] = {}
        self._drafts_of = ""  # the id of the document that has them

    @property
    def document(self) -> AssessmentDocument:
        """The document of this window; raises ValueError where there is none."""
        if self._document is None:
            raise ValueError("this window has no document")
        return self._document

    @property
    def has_document(self) -> bool:
        """Whether this window shows a document."""
        return self._document is not None

    @property
    def preferences(self) -> Preferences:
        """What the person prefers, as it is now."""
        return self.settings.preferences

    def prefer(self, **values: object) -> None:
        """Change preferences; if they cannot be written they count in this window all the same."""
        try:
            self.settings.change(**values)
        except StorageTrouble as trouble:
            self.warn(self.words.say(trouble.message))

    def remember(self, **values: object) -> None:
        """Keep something about how this document is shown, such as a sort order; JSON values."""
        try:
            self.settings.remember(self.document.session.document.id, **values)
        except StorageTrouble:
            return  # a sort order that is lost is worth no message

    def remembered(self, name: str) -> object:
        """Return what was kept of this document under a name, none if nothing."""
        return self.settings.state_of(self.document.session.document.id).get(name)

    @property
    def drafts(self) -> dict[str, str]:
        """What was typed and the document could not take, by answer key; may be changed.

        Then `keep_drafts` is to be called. They are shown again when the document is opened.
        """
        document = self.document.session.document.id
        if document != self._drafts_of:
            self._drafts_of = document
            self._drafts = self.settings.drafts_of(document)
            self._drafts_kept = dict(self._drafts)
        return self._drafts

    def keep_drafts(self) -> None:
        """Keep the drafts on the disk as they are now; tell once if that cannot be done."""
        drafts = self.drafts
        if drafts == self._drafts_kept:
            return
        self._drafts_kept = dict(drafts)
        try:
            self.settings.keep_drafts(self._drafts_of, drafts)
        except StorageTrouble as trouble:
            self.warn(self.words.say(trouble.message))

    def go(self, page: str, item: str = "", part: str = "") -> None:
        """Open a page of this window; Esc leads back from there."""
        self.went.emit(Place(page, item, part))

    def go_on(self, page: str, item: str = "") -> None:
        """Go on to another place; Esc leads from there to where this one was opened from."""
        self.went_on.emit(Place(page, item))

    def back(self) -> None:
        """Go back to where the page was opened from, as Esc does."""
        self.left.emit()

    def say(self, words: str, *, can_undo: bool = True) -> None:
        """Tell what was done in a message at the foot, which offers to undo it.

        It goes after a while, with the next change and on the way to another place: say it last.
        """
        self.said.emit(words, can_undo)

    def warn(self, words: str) -> None:
        """Tell what could not be done in a message at the foot that stays until it is closed."""
        self.warned.emit(words)

    def refuse(self, message: Message | None) -> bool:
        """Tell why something was refused; return whether it was."""
        if message is None:
            return False
        self.warn(self.words.say(message))
        return True

    def run(self, command: str) -> None:
        """Run a command of the window, such as "undo"."""
        self.asked.emit(command)
