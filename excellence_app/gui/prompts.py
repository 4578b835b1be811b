"""The one question that a dialog asks: whether to close what is on no disk."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from excellence_app.language.catalogues import Words


class Leaving(Enum):
    """What a person wants to do about changes that are on no disk."""

    STAY = "stay"
    SAVE_COPY = "save a copy"
    LEAVE = "leave"


def ask_before_losing(parent: QWidget, words: Words) -> Leaving:
    """Ask what to do when a document is closed whose last changes could be written nowhere."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words.text("The last changes are not on any disk yet."))
    box.setInformativeText(
        words.text("Save a copy on another disk, or stay here until there is room.")
    )
    stay = box.addButton(words.text("Stay here"), QMessageBox.ButtonRole.RejectRole)
    copy = box.addButton(words.text("Save a copy…"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(words.text("Close without them"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(copy)
    box.setEscapeButton(stay)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    if chosen is copy:
        return Leaving.SAVE_COPY
    return Leaving.LEAVE if chosen is leave else Leaving.STAY
