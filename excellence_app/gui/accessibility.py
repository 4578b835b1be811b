"""What screen readers are told about widgets that Qt has no word for.

Buttons, fields and lists of ours are made from Qt's own, whose roles and states are right
already. What can be checked is told as Qt does it as well, but reacts to a screen reader as it
does to a click. The rest says what it is with the attributes of `Spoken`.
"""

from functools import cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

Role = QAccessible.Role


@runtime_checkable
class Spoken(Protocol):
    """A widget that names its own role; the value and what is chosen are optional."""

    accessible_role: QAccessible.Role


class _Interface(QAccessibleWidget):
    """Role, value and state of a widget that is `Spoken`."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        self._widget = widget

    def text(self, part: QAccessible.Text) -> str:
        """Return the value that the widget tells, or what Qt knows of the other parts."""
        if part is QAccessible.Text.Value:
            value = getattr(self._widget, "accessible_value", None)
            return str(value()) if callable(value) else ""
        return super().text(part)

    def state(self) -> QAccessible.State:
        """Add whether the widget is the chosen one among its like."""
        state = super().state()
        chosen = getattr(self._widget, "accessible_chosen", None)
        if callable(chosen):
            state.selectable = True
            state.selected = bool(chosen())
        return state

    def actionNames(self) -> list[str]:
        """Return what can be done with the widget."""
        names = super().actionNames()
        if isinstance(self._widget, QAbstractButton) and self._widget.isEnabled():
            return [QAccessibleActionInterface.pressAction(), *names]
        return names

    def doAction(self, actionName: str) -> None:  # noqa: N803 - Qt's name
        """Do what a screen reader's user asked for."""
        if actionName == QAccessibleActionInterface.pressAction() and isinstance(
            self._widget, QAbstractButton
        ):
            self._widget.click()
        else:
            super().doAction(actionName)


class _Button(QAccessibleWidget):
    """A button, radio button or check box that a screen reader clicks.

    Qt's own interface only turns the check mark over, of which nobody hears who waits for
    a click: the answer would look chosen and be stored nowhere.
    """

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, Role.Button)
        self._button = button

    def role(self) -> QAccessible.Role:
        """Return what the button is at this moment."""
        if not self._button.isCheckable():
            return Role.Button
        return Role.RadioButton if self._button.autoExclusive() else Role.CheckBox

    def text(self, part: QAccessible.Text) -> str:
        """Return what is set for screen readers, else the words on the button."""
        text = super().text(part)
        if part is QAccessible.Text.Name and not text:
            return self._button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        return text

    def state(self) -> QAccessible.State:
        """Add whether the button is checked or held down."""
        state = super().state()
        state.checkable = self._button.isCheckable()
        state.checked = self._button.isChecked()
        state.pressed = self._button.isDown()
        chosen = getattr(self._button, "accessible_chosen", None)
        if callable(chosen) and (is_chosen := chosen()) is not None:
            state.selectable, state.selected = True, bool(is_chosen)
        return state

    def actionNames(self) -> list[str]:
        """Return what can be done with the button."""
        names = super().actionNames()
        return [self._action(), *names] if self._button.isEnabled() else names

    def _action(self) -> str:
        if self._button.isCheckable():
            return QAccessibleActionInterface.toggleAction()
        return QAccessibleActionInterface.pressAction()

    def doAction(self, actionName: str) -> None:  # noqa: N803 - Qt's name
        """Do what a screen reader's user asked for."""
        if actionName == self._action():
            self._button.animateClick()  # later, for a dialog would hold up the screen reader
        else:
            super().doAction(actionName)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QWidget) and isinstance(thing, Spoken):
        return _Interface(thing, thing.accessible_role)
    if isinstance(thing, QAbstractButton) and type(thing).__module__.startswith(__package__):
        return _Button(thing)
    return None


@cache
def tell_screen_readers() -> None:
    """Have Qt ask us about our own widgets; needed once."""
    QAccessible.installFactory(_interface)


def announce(source: QWidget, sentence: str) -> None:
    """Have a screen reader say `sentence` when it has finished what it is saying."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))


def name_changed(widget: QWidget) -> None:
    """Tell screen readers that the name of a widget is another one now."""
    _tell(widget, QAccessible.Event.NameChanged)


def value_changed(widget: QWidget) -> None:
    """Tell screen readers that the value of a widget is another one now."""
    _tell(widget, QAccessible.Event.ValueChanged)


def _tell(widget: QWidget, event: QAccessible.Event) -> None:
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, event))
