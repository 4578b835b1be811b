"""The keys of commands as key caps show them."""

from PySide6.QtGui import QKeySequence

from excellence_app.gui.commands import BY_ID
from excellence_app.gui.desk import Desk


def key_of(desk: Desk, command: str) -> str:
    """Return the key of a command as key caps show it: the person's own, else ours."""
    keys = BY_ID[command].keys
    first = desk.preferences.keys.get(command, keys[0] if keys else "")
    native = QKeySequence.SequenceFormat.NativeText
    return QKeySequence(first).toString(native).replace("+", " ")
