"""Somebody at the keyboard: presses keys where the focus is, and looks at what is shown."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from excellence_app.gui.components.message_strip import MessageStrip
from excellence_app.gui.parts.background import Background
from tests.gui import windows

PATIENCE = 20_000  # milliseconds until a wait has failed; what is waited for takes far less
_MOST_STOPS = 250  # of the Tab key in one window


SIZE = (1440, 900)


class Person:
    """Uses what has the focus. All keys go through the window, as those of a keyboard do."""

    def __init__(self, qtbot):
        self._qtbot = qtbot

    # waiting

    def wait(self, holds):
        """Wait until something holds."""
        self._qtbot.waitUntil(holds, timeout=PATIENCE)

    def wait_for(self, window):
        """Wait until a window is in front and none of its pages has anything to do."""
        if window.size() == window.screen().availableGeometry().size():
            window.resize(*SIZE)  # the screen that is none here is smaller than a person's
        with self._qtbot.waitActive(window):
            window.activateWindow()
        self.wait(lambda: not any(_is_busy(page) for page in pages(window)))
        windows.settle()

    # keys

    def press(self, keys):
        """Press keys together, such as "Ctrl+J"."""
        combination = QKeySequence(keys)[0]
        QTest.keyClick(_in_front(), combination.key(), combination.keyboardModifiers())

    def type(self, text):
        """Type a text where the focus is."""
        for letter in text:
            QTest.keyClick(_in_front(), letter)

    def tab_to(self, wanted):
        """Press Tab until a widget, or one of that name, has the focus."""
        for _ in range(_MOST_STOPS):
            focused = QApplication.focusWidget()
            if focused is not None and wanted in (focused, name_of(focused)):
                return focused
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def choose_file(self, path, suggested=None):
        """Type a path into the file dialog that opens next, and press Enter."""

        def act():
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog) or not isinstance(
                QApplication.focusWidget(), QLineEdit
            ):
                QTimer.singleShot(5, dialog or QApplication.instance(), act)
                return
            if suggested is not None:
                suggested.extend(dialog.selectedFiles())
            self.press("Ctrl+A")
            self.type(str(path))
            self.press("Return")

        QTimer.singleShot(0, QApplication.instance(), act)

    def answer_dialog(self, button):
        """Press a button of the message box that opens next; return the texts it shows."""
        said = []

        def act():
            box = QApplication.activeModalWidget()
            if box is None:
                QTimer.singleShot(5, QApplication.instance(), act)
                return
            said.extend((box.text(), box.informativeText()))
            next(one for one in box.buttons() if one.text() == button).click()

        QTimer.singleShot(0, QApplication.instance(), act)
        return said


def _is_busy(page):
    workers = page.findChildren(Background)
    return getattr(page, "is_busy", False) or any(one.is_busy() for one in workers)


def _in_front():
    widget = QApplication.activeModalWidget() or QApplication.activeWindow()
    assert widget is not None, "no window is in front"
    return widget.windowHandle()


def name_of(widget):
    """Return what a widget is called, for a person or for a screen reader."""
    return widget.accessibleName() or getattr(widget, "caption", "")


def pages(window):
    """Return the pages of a window that were gone to."""
    return [window.stack.widget(number) for number in range(window.stack.count())]


def pages_shown(office):
    """Return the pages that the windows show, in the order of the windows."""
    return [window.here.page for window in office.windows]


def strips(window):
    """Return the messages above the page by their names."""
    found = window.frame.findChildren(MessageStrip)
    return {one.objectName(): one for one in found if one.objectName() and not one.isHidden()}


def foot_message(window):
    """Return what the messages at the foot say, nothing if there is none."""
    messages = (window.undo_message, window.trouble_message)
    return " ".join(one.accessibleName() for one in messages if not one.isHidden())


class Dialogs(QObject):
    """Counts the dialogs that are shown."""

    def __init__(self):
        super().__init__()
        self.shown = []
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event):
        """See what is shown."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QDialog):
            self.shown.append(type(watched).__name__)
        return False

    def stop(self):
        """Count no more."""
        QApplication.instance().removeEventFilter(self)
