"""Keys of the question page that work inside of texts as well."""

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_LEVELS = range(10)


def bind_keys(
    page: QWidget,
    following: Callable[[], None],
    previous: Callable[[], None],
    choose_level: Callable[[int], None],
) -> None:
    """Let Ctrl Enter lead on, with Shift back, and Alt with a digit choose a level.

    They are a page's as long as the focus is on it. On macOS it is Control with a digit.
    """
    level = "Meta+{}" if sys.platform == "darwin" else "Alt+{}"
    keys: list[tuple[str, Callable[[], None]]] = [
        ("Ctrl+Return", following),
        ("Ctrl+Enter", following),
        ("Ctrl+Shift+Return", previous),
        ("Ctrl+Shift+Enter", previous),
    ]
    keys += [(level.format(number), partial(choose_level, number)) for number in _LEVELS]
    for key, act in keys:
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
