"""A whole application of its own for each journey, with a state folder of its own."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from excellence_app.gui.application import Application
from excellence_app.locations import STATE_VARIABLE
from excellence_app.storage.settings import SettingsStore
from tests.gui.journeys.person import Person


@pytest.fixture
def person(qtbot):
    return Person(qtbot)


@pytest.fixture
def documents(tmp_path, monkeypatch):
    """Return the folder for documents; what the program remembers lies beside it."""
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


@pytest.fixture
def start(qapp, documents):
    """Return a function that starts the program anew; what it had open before is let go."""
    running = []

    def begin(**preferences):
        _end(qapp, running)
        settings = SettingsStore()
        settings.change(folder=str(documents), language="en", theme="light", **preferences)
        application = Application(qapp, settings)
        application.theme.set_reduced_motion(wanted=True)
        running.append(application)
        return application

    yield begin
    _end(qapp, running)


def _end(qapp, running):
    while running:
        application = running.pop()
        application.let_go()
        qapp.removeEventFilter(application)
        application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def office(start):
    """Return the running program, without a window yet."""
    return start()
