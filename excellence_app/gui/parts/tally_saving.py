"""A tally is written to a file, as a report or as figures, in a thread."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from excellence_app.domain.messages import N_, Message
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.background import Background
from excellence_app.gui.parts.report_making import place_of_file
from excellence_app.session.tally_shown import ShownTally, save, suggested_name

_MENU = (
    ("pdf", N_("Report as PDF…")),
    ("docx", N_("Report as Word file…")),
    ("html", N_("Report as web page…")),
    ("csv", N_("Figures as CSV…")),
)


class TallySaving(QObject):
    """Offers the forms, asks for the file, writes it and tells of it.

    Signals:
        failed(object): Why it could not be written, in sentences.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, page: QWidget, folder: Callable[[], Path]) -> None:
        super().__init__(page)
        self._desk, self._page, self._folder = desk, page, folder
        self._work = Background(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)

    def open_menu(self, below: QWidget, chosen: Callable[[str], None]) -> None:
        """Open a menu of the forms below a button."""
        words = self._desk.words
        menu = QMenu(self._page)
        menu.setAccessibleName(words.text("Save"))
        for form, text in _MENU:
            menu.addAction(words.text(text), partial(chosen, form))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def ask(self, form: str, shown: ShownTally) -> None:
        """Ask for a file and write what was counted to it, in one of the forms."""
        words = self._desk.words
        name, folder = suggested_name(words, shown.gathered.criteria), self._folder()
        path = place_of_file(self._page, words, form, lambda suffix: folder / f"{name}{suffix}")
        if path is not None:
            self.write(shown, path)

    def write(self, shown: ShownTally, path: Path) -> None:
        """Write what was counted to a file."""
        self._work.ask(str(path), partial(save, shown, self._desk.words, path))

    @Slot(str, object)
    def _on_done(self, _key: str, found: object) -> None:
        if isinstance(found, Path):
            text = self._desk.words.text("Saved as {file}.", file=found.name)
            self._desk.say(text, can_undo=False)

    @Slot(str, object)
    def _on_failed(self, _key: str, sentences: Sequence[Message]) -> None:
        self.failed.emit(sentences)
