"""What is cut off, what overlaps: measured on widgets as they are laid out."""

from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScrollBar, QWidget

from excellence_app.gui.components.focus_ring import FocusRing
from excellence_app.gui.components.undo_message import UndoMessage


def parts(root):
    """Return the visible widgets of ours under `root`, not Qt's own inside fields and lists."""
    found = []
    for child in root.findChildren(QWidget):
        inside = child.parentWidget()
        ours = not isinstance(child, QScrollBar | FocusRing)
        ours = ours and not child.objectName().startswith("qt_")
        while inside is not None and inside is not root:
            if isinstance(inside, QAbstractScrollArea) and not hasattr(inside, "widget"):
                ours = False
            inside = inside.parentWidget()
        if ours and child.isVisibleTo(root) and not child.isWindow():
            found.append(child)
    return found


def needed_height(widget):
    """Return the height that a widget needs at its width."""
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.minimumHeightForWidth(widget.width())
    if widget.hasHeightForWidth():
        return widget.heightForWidth(widget.width())
    return widget.minimumSizeHint().height()


def cut(root):
    """Return in words every widget that is smaller than its text or lies outside its parent."""
    found = []
    for widget in parts(root):
        what = f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()!r}"
        needed = 1 if isinstance(widget, QScrollArea) else widget.minimumSizeHint().width()
        if widget.width() < needed:
            found.append(f"{what}: {widget.width()} wide, {needed} needed")
        if widget.height() < needed_height(widget):
            found.append(f"{what}: {widget.height()} high, {needed_height(widget)} needed")
        parent = widget.parentWidget()
        room = parent.rect()
        if parent.objectName() == "qt_scrollarea_viewport":  # higher than that, it scrolls
            room.setTop(min(room.top(), widget.y()))
            room.setBottom(max(room.bottom(), widget.geometry().bottom()))
        if not room.contains(widget.geometry()):
            found.append(f"{what}: {widget.geometry()} in {parent.rect()}")
    return found


def overlapping(root):
    """Return in words every pair of widgets in one parent that lie over each other."""
    found = []
    everything = [w for w in parts(root) if not isinstance(w, UndoMessage)]
    for number, one in enumerate(everything):
        for other in everything[number + 1 :]:
            if one.parentWidget() is other.parentWidget():
                shared = one.geometry().intersected(other.geometry())
                if not shared.isEmpty():
                    found.append(f"{one.accessibleName()} and {other.accessibleName()}: {shared}")
    return found
