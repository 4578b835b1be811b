"""What tests of the window rely on: one theme, nothing moves, nothing is left behind."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from excellence_app.gui.accessibility import tell_screen_readers
from excellence_app.gui.theme import Theme


@pytest.fixture(scope="session", autouse=True)
def quick_sweeps():
    """Leave out of every sweep what was there before the first test."""
    gc.freeze()


def _sweep():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp):  # noqa: ARG001 - there are no widgets before the application
    """Fail a test that leaves windows open or timers running."""
    yield
    _sweep()
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    timers = [
        timer
        for timer in gc.get_objects()
        if isinstance(timer, QTimer) and isValid(timer) and timer.isActive()
    ]
    for window in windows:
        window.close()
        window.deleteLater()
    for timer in timers:
        timer.stop()
    assert windows == []
    assert timers == []


@pytest.fixture
def theme(qapp):
    """Return a theme that the application wears, light, at 100 %, without motion."""
    tell_screen_readers()
    theme = Theme()
    theme.set_reduced_motion(wanted=True)
    theme.dress(qapp)
    yield theme
    theme.changed.disconnect()
    theme.deleteLater()


@pytest.fixture
def shown(qtbot):
    """Return a function that shows a widget and waits until it is there."""

    def show(widget, width=0, height=0):
        qtbot.addWidget(widget)
        if width:
            widget.resize(width, height or widget.heightForWidth(width))
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show
