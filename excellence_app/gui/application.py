"""The application: its windows, which documents they show, and what reaches beyond one window."""

import gc
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    Qt,
    QTimer,
    QTranslator,
    Signal,
    Slot,
)
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from excellence_app.domain.messages import Refused
from excellence_app.gui.accessibility import tell_screen_readers
from excellence_app.gui.commands import BY_ID
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.desk import Desk, Place
from excellence_app.gui.document import AssessmentDocument
from excellence_app.gui.main_window import MainWindow
from excellence_app.gui.parts.chosen_keys import keys_of
from excellence_app.gui.standing import strip_of
from excellence_app.gui.theme import STYLE, Appearance, Theme
from excellence_app.language.catalogues import Words, choose_language
from excellence_app.storage.settings import SettingsStore
from excellence_app.storage.trouble import StorageTrouble

if TYPE_CHECKING:  # the start page stands before anything that reads documents is loaded
    from excellence_app.session.session import AssessmentSession
    from excellence_app.session.window_opening import WindowOpening

_AFTER_PAINTING = 20  # milliseconds; the first window stands then
_FILLING = Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMaximized
_MOST_OFFERS = 3  # earlier versions that are offered in place of a damaged document
QUIT_AFTER_PAINT = "EXCELLENCE_QUIT_AFTER_PAINT"  # for measuring how long the start takes
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Application(QObject):
    """All windows of one process. It ends when the last of them is closed."""

    def __init__(self, application: QApplication, settings: SettingsStore | None = None) -> None:
        super().__init__(application)
        self._application = application
        self.settings = settings or SettingsStore()
        preferences = self.settings.preferences
        self.words = Words(preferences.language or choose_language(), typeset=True)
        self.theme = Theme(self)
        self.theme.follow_system(application)
        self.theme.set_appearance(Appearance(preferences.theme))
        self.theme.set_zoom(preferences.zoom)
        self.theme.dress(application)
        tell_screen_readers()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_icon)
        application.setQuitOnLastWindowClosed(False)
        self._translator: QTranslator | None = None
        self._speak(self.words.language)
        self._windows: list[MainWindow] = []
        self._openings: dict[MainWindow, WindowOpening] = {}
        self._ends = True  # with its last window; not where the start page is to follow
        self._untold: StorageTrouble | None = None
        self._wanted: Mapping[str, Callable[[MainWindow], object]] = {
            "closing": self._closing,
            "close": self._close,
            "speak": self._speak_anew,
            "take_keys": self._take_keys,
            "start": lambda _window: self._show_start(Place("start")),
            "new": lambda _window: self._show_start(Place("new")),
            "open": self._ask_for_file,
            "quit": lambda _window: self.quit(),
            "save_copy": self._save_copy,
            "reset_practice": self._reset_practice,
            "jump": self._jump,
            "print": partial(self._report, what="print"),
            "export_pdf": partial(self._report, what="pdf"),
            "export_word": partial(self._report, what="docx"),
            "export_web": partial(self._report, what="html"),
        }

    @Slot()
    def _show_icon(self) -> None:
        from excellence_app.gui.icons import program_icon  # noqa: PLC0415 - not needed at start-up

        self._application.setWindowIcon(program_icon())

    def _speak(self, language: str) -> None:
        """Let Qt's own words, such as those of its file dialogs, be in the same language."""
        locale = QLocale(language)
        QLocale.setDefault(locale)
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator.deleteLater()
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(locale, "qtbase", "_", folder):
            self._application.installTranslator(self._translator)
        right_to_left = language.partition("_")[0] in _RIGHT_TO_LEFT
        self._application.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )

    @property
    def windows(self) -> Sequence[MainWindow]:
        """The windows that are open, the newest last."""
        return self._windows

    # opening

    def open_start(
        self, place: Place | None = None, shape: QByteArray | None = None
    ) -> MainWindow:
        """Show the start page: recent files, practice clusters, criteria sets.

        A new window gets the `shape` and place on the screen of another one.
        """
        for window in self._windows:
            if not window.desk.has_document:
                window.go(place or Place("start"))
                self._bring_up(window)
                return window
        desk = Desk(self.theme, self.words, self.settings)
        window = self._add(desk)
        if shape is not None:
            window.restoreGeometry(shape)
        window.go(place or Place("start"))
        if self.settings.message is not None:
            window.add_strip(
                "settings",
                MessageStrip(self.theme, Tone.INFO, self.words.say(self.settings.message)),
            )
        self._show_first(window)
        return window

    def _show_first(self, window: MainWindow) -> None:
        """Show a window; once it stands, the rest is done that nobody waits for."""
        window.show()
        if self._application.windowIcon().isNull():
            self._later.start(_AFTER_PAINTING)

    def _show_start(self, place: Place) -> None:
        self.open_start(place)

    def open_document(self, path: Path, at: Place | None = None) -> MainWindow:
        """Open a document in a window of its own, or bring up the one that shows it.

        What cannot be opened is told on the start page, with what can be done about it.
        """
        from excellence_app.session.window_opening import (  # noqa: PLC0415 - not needed at start-up
            OpeningState,
            open_for_window,
        )

        known = self._window_of(path)
        if known is not None:
            if at is not None:
                known.go(at)
            self._bring_up(known)
            return known
        document = AssessmentDocument(self.words, self)
        opening = open_for_window(self.words, path, document.ring)
        if opening.state is OpeningState.NOT_OPENED or opening.session is None:
            document.deleteLater()
            window = self.open_start()
            self._tell_not_opened(window, path, opening)
            return window
        document.show(opening.session)
        desk = Desk(self.theme, self.words, self.settings, document)
        window = self._add(desk)
        document.setParent(window)
        self._note_recent(opening.session)
        place = window.restore(self.settings.state_of(opening.session.document.id))
        window.go(at or place or Place("overview"))
        self._tell_notices(window, opening)
        without = [one for one in self._windows if not one.desk.has_document]
        for other in without:  # the new window takes their place, and fills the screen as they do
            window.setWindowState(window.windowState() | other.windowState() & _FILLING)
        self._show_first(window)
        for other in without:
            other.close()
        return window

    def _tell_notices(
        self, window: MainWindow, opening: "WindowOpening", only: Collection[str] | None = None
    ) -> None:
        self._openings[window] = opening
        for name, tone, sentences, actions in _notices(self.words, opening):
            if only is None or name in only:
                title, *rest = sentences
                strip = MessageStrip(self.theme, tone, title, " ".join(rest), actions=actions)
                window.add_strip(name, strip, partial(self._on_notice, window, name))

    def _window_of(self, path: Path) -> MainWindow | None:
        for window in self._windows:
            if window.desk.has_document:
                try:
                    same = window.desk.document.session.path.samefile(path)
                except OSError:
                    same = False
                if same:
                    return window
        return None

    def _add(self, desk: Desk) -> MainWindow:
        window = MainWindow(desk, self._wanted, self._own_keys())
        window.fit_into(window.screen().availableGeometry().size())
        window.closed.connect(partial(self._on_closed, window))
        desk.opened.connect(self._open_asked)
        self._windows.append(window)
        if os.environ.get(QUIT_AFTER_PAINT):
            window.later(self._application.quit)
        return window

    @Slot(object)
    def _open_asked(self, path: Path) -> None:
        self.open_document(path)

    def _own_keys(self) -> dict[str, tuple[str, ...]]:
        chosen = self.settings.preferences.keys
        return {name: keys_of(BY_ID[name], chosen) for name in chosen if name in BY_ID}

    def _take_keys(self, _window: MainWindow) -> None:
        """Let the keys that are chosen now count in all windows."""
        for window in self._windows:
            window.take_keys(self._own_keys())

    def _bring_up(self, window: MainWindow) -> None:
        window.show()
        window.raise_()
        window.activateWindow()

    def _note_recent(self, session: "AssessmentSession") -> None:
        from excellence_app.session.recent import recent_of  # noqa: PLC0415 - not needed at start-up

        try:
            self.settings.add_recent(recent_of(session))
        except StorageTrouble:
            return  # the list of recent files is a convenience

    def _tell_not_opened(self, window: MainWindow, path: Path, opening: "WindowOpening") -> None:
        """Say on the start page why a document could not be opened, and what can be done."""
        actions = [
            (f"version/{offer.number}", offer.text) for offer in opening.versions[:_MOST_OFFERS]
        ]
        title, *rest = opening.sentences
        strip = MessageStrip(self.theme, Tone.ERROR, title, " ".join(rest), actions=actions)
        window.clear_strips("not opened")
        window.add_strip("not opened", strip, partial(self._put_in_place, path))

    def _put_in_place(self, path: Path, action: str) -> None:
        """Put an earlier version in the place of a damaged document, and open it."""
        from excellence_app.session.versions import restore_damaged  # noqa: PLC0415 - seldom needed, and every start does without it

        window = self.open_start()
        try:
            _, kept = restore_damaged(path, int(action.partition("/")[2]))
        except StorageTrouble as trouble:
            window.add_strip("not opened", strip_of(self.theme, self.words, trouble))
            return
        opened = self.open_document(path)
        if kept is not None:
            text = self.words.text("The damaged file is kept as {file}.", file=kept.name)
            opened.desk.say(text, can_undo=False)

    # another language

    def _speak_anew(self, _window: MainWindow) -> None:
        """Make all windows anew in the language that is preferred now, once this event is over."""
        QTimer.singleShot(0, self, self._change_language)

    @Slot()
    def _change_language(self) -> None:
        words = Words(self.settings.preferences.language or choose_language(), typeset=True)
        if words.language == self.words.language:
            return
        if not all(one.page is None or one.page.may_leave() for one in self._windows):
            return  # the page says why; the language counts at the next start
        self.words = words
        self._speak(words.language)
        for window in list(self._windows):
            self._make_anew(window)

    def _make_anew(self, old: MainWindow) -> None:
        """Put a window in the place of another one: the same document, place and steps back."""
        document = old.desk.document if old.desk.has_document else None
        if document is not None:
            document.setParent(self)
            document.speak(self.words)
        new = self._add(Desk(self.theme, self.words, self.settings, document))
        if document is not None:
            document.setParent(new)
        new.follow_on(old)
        if old in self._openings:
            from excellence_app.session.window_opening import (  # noqa: PLC0415 - seldom needed, and every start does without it
                told_again,
            )

            there = old.strip_names
            self._tell_notices(new, told_again(self.words, self._openings.pop(old)), there)
        in_front = old.isActiveWindow()
        new.setWindowState(old.windowState())
        new.show()
        self._windows.remove(old)
        old.hide()
        old.deleteLater()
        if in_front:
            self._bring_up(new)

    # what commands do beyond one window

    def _ask_for_file(self, window: MainWindow) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - slow, for later

        words = self.words
        found, _ = QFileDialog.getOpenFileName(
            window,
            words.text("Open an assessment"),
            str(self._folder()),
            words.text("Assessments (*.excellence)"),
        )
        if found:
            self.open_document(Path(found))

    def _folder(self) -> Path:
        from excellence_app.session.starting import documents_folder  # noqa: PLC0415 - slow, for later

        return documents_folder(self.settings.preferences)

    def _save_copy(self, window: MainWindow) -> bool:
        """Ask where a copy is to be, write it and return whether it is there."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - slow, for later

        from excellence_app.session.copying import save_copy  # noqa: PLC0415 - seldom needed, and every start does without it

        words, session = self.words, window.desk.document.session
        if window.page is not None:
            window.page.may_leave()
        copy = words.text("copy")
        suggested = session.path.with_stem(f"{session.path.stem} {copy}")
        found, _ = QFileDialog.getSaveFileName(
            window,
            words.text("Save a copy"),
            str(suggested),
            words.text("Assessments (*.excellence)"),
        )
        if not found:
            return False
        try:
            written = save_copy(session, Path(found))
        except StorageTrouble as trouble:
            window.clear_strips("copy")
            window.add_strip("copy", strip_of(self.theme, words, trouble), window.run)
            return False
        window.clear_strips("copy")
        window.desk.say(words.text("Copy saved as {file}.", file=written.name), can_undo=False)
        return True

    def _reset_practice(self, window: MainWindow) -> None:
        """Bring a practice cluster back to how it came, as one step that can be undone."""
        from excellence_app.session.starting import as_it_came  # noqa: PLC0415 - seldom needed, and every start does without it

        document = window.desk.document
        if window.page is not None:
            window.page.may_leave()
        try:
            refusal = document.apply(as_it_came(document.session))
        except (StorageTrouble, Refused) as trouble:
            refusal = trouble.message
        if not window.desk.refuse(refusal):
            window.desk.say(self.words.text("The practice cluster is as it was."))

    def _jump(self, window: MainWindow) -> None:
        from excellence_app.gui.jump import JumpList  # noqa: PLC0415 - when it is needed

        JumpList(window).open()

    def _report(self, window: MainWindow, what: str) -> None:
        command = {"print": "print", "pdf": "export_pdf", "docx": "export_word"}.get(
            what, "export_web"
        )
        window.go(Place("report"))
        page = window.page
        if page is not None and command in page.commands():
            page.commands()[command]()

    # closing

    def _closing(self, window: MainWindow) -> None:
        """Write and release the document; keep the window open where it could not be kept."""
        window.may_close = True
        if not window.desk.has_document:
            return
        from excellence_app.session.saving import SaveKind  # noqa: PLC0415 - not needed at start-up

        document = window.desk.document
        with suppress(StorageTrouble):  # what was typed last may be on its way; the state tells
            document.session.save()
        state = document.save_state
        lost = state is not None and state.kind is SaveKind.NOT_SAVED
        if lost and not self._may_lose(window):
            window.may_close = False
            return
        with suppress(StorageTrouble):
            self.settings.remember(document.session.document.id, **window.state_to_keep())
        trouble = document.close()
        if trouble is not None and not lost:  # else the person knows, and has decided
            self._untold = trouble

    def _may_lose(self, window: MainWindow) -> bool:
        """Ask whether to close although what was typed last is nowhere on a disk."""
        from excellence_app.gui.prompts import (  # noqa: PLC0415 - seldom needed, and every start does without it
            Leaving,
            ask_before_losing,
        )

        wish = ask_before_losing(window, self.words)
        if wish is Leaving.SAVE_COPY:
            return self._save_copy(window)
        return wish is Leaving.LEAVE

    def _tell_untold(self) -> None:
        """Say what stood in the way of closing in a window that is left.

        Where none is left nobody waits for it: the journal has the changes, and the document
        says so when it is opened next.
        """
        trouble, self._untold = self._untold, None
        if trouble is not None and self._windows:
            window = self._windows[-1]
            window.clear_strips("closing")
            window.add_strip("closing", strip_of(self.theme, self.words, trouble, copy=False))

    def _close(self, window: MainWindow) -> None:
        """Close a window; after the last document comes the start page, not the end."""
        shape, had_document = window.saveGeometry(), window.desk.has_document
        self._ends = not had_document
        try:
            window.close()
        finally:
            self._ends = True
        if had_document and not self._windows:
            self.open_start(shape=shape)
        self._tell_untold()

    def _on_closed(self, window: MainWindow) -> None:
        if window in self._windows:
            self._windows.remove(window)
        self._openings.pop(window, None)
        window.hide()
        window.deleteLater()
        if not self._ends:
            return  # `_close` goes on
        self._tell_untold()
        if not self._windows:
            self._application.quit()

    def quit(self) -> None:
        """Close every window; one that may not close stays, and with it the application."""
        self._ends = False
        try:
            for window in list(self._windows):
                window.close()
        finally:
            self._ends = True
        self._tell_untold()
        if not self._windows:
            self._application.quit()

    def let_go(self) -> None:
        """Close and delete everything while Python still has all of its modules."""
        self._later.stop()
        for window in list(self._windows):
            if window.desk.has_document:
                window.desk.document.close()
            window.hide()
            window.deleteLater()
        self._windows.clear()
        self._openings.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _on_notice(self, window: MainWindow, name: str, action: str) -> None:
        window.clear_strips(name)
        if action != "dismiss":
            window.run(action)


def _notices(
    words: Words, opening: "WindowOpening"
) -> Iterator[tuple[str, Tone, Sequence[str], Sequence[tuple[str, str]]]]:
    """Return what is to be told about a document that was opened, each with what can be done."""
    from excellence_app.session.window_opening import OpeningState  # noqa: PLC0415 - not needed at start-up

    good = ("dismiss", words.text("Good to know"))
    if opening.state is OpeningState.READ_ONLY:
        yield "read only", Tone.INFO, opening.sentences, ()
    for number, notice in enumerate(opening.notices):
        yield f"notice {number}", Tone.INFO, [notice], (good,)


class _QtApplication(QApplication):
    """Qt's application.

    Signals:
        handed_over(Path): The system wants a file to be opened, as macOS does after a double
            click.
    """

    handed_over = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Tell of the file."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.handed_over.emit(Path(event.file()))
            return True
        return super().event(event)


def _look_for_rubbish() -> None:
    """Let Python look for rubbish, but not among what the window is made of."""
    gc.freeze()
    gc.enable()


def run(files: Sequence[Path]) -> int:
    """Show the window, on a document or on the start page, until the last one is closed."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    QApplication.setApplicationName("Excellence")
    QApplication.setDesktopFileName("excellence")
    # To set the style later PySide6 would load Qt's class for styles: 5 ms of the start.
    application = _QtApplication([sys.argv[0], "-style", STYLE])
    try:
        ours = Application(application)
        application.handed_over.connect(ours.open_document)
        for file in files:
            ours.open_document(file)
        if not files:
            ours.open_start()
        QTimer.singleShot(0, application, _look_for_rubbish)
        return application.exec()
    finally:
        ours.let_go()
