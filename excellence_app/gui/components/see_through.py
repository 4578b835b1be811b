"""The inside of what scrolls: without a ground of its own, and quick to get at."""

from PySide6.QtWidgets import QAbstractScrollArea, QWidget

VIEWPORT = "qt_scrollarea_viewport"  # Qt's name for the visible part of what scrolls


def see_through(area: QAbstractScrollArea) -> None:
    """Let what lies behind `area` be seen between what it shows; to be called before it is used.

    The inside is made here because PySide6 (6.12) looks for the class of a widget that Qt has
    made among all classes of Qt, and loads each of them for that: 15 ms of the start.
    """
    inside = QWidget()
    inside.setObjectName(VIEWPORT)
    area.setViewport(inside)
