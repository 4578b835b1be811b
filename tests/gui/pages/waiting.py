"""Wait until pages have finished what they do beside the window."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from excellence_app.gui.parts.background import Background
from tests.gui import windows


def until_done(qtbot, page):
    """Wait until nothing is on its way to a page any more."""
    workers = page.findChildren(Background)
    qtbot.waitUntil(lambda: not any(one.is_busy() for one in workers), timeout=20000)
    windows.settle()


def until(qtbot, holds):
    """Wait until something holds."""
    qtbot.waitUntil(holds, timeout=20000)


def choose_file(path, seen=None):
    """Choose a file in the file dialog that opens next, or cancel it with none."""

    def act():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, act)
            return
        if seen is not None:
            seen.append(dialog.selectedFiles()[0] if dialog.selectedFiles() else "")
        if path is None:
            dialog.reject()
            return
        dialog.findChild(QLineEdit).setText(str(path))  # at once, unlike `selectFile`
        dialog.accept()

    QTimer.singleShot(20, act)


def said(page):
    """Return what the messages at the foot of the window say."""
    window = page.window()
    messages = (window.undo_message, window.trouble_message)
    return " ".join(one.accessibleName() for one in messages if not one.isHidden())
