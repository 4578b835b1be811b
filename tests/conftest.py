"""What every test can rely on: no network, homes of its own, one language, steady Hypothesis."""

import os
import sys

import hypothesis
import pytest

import excellence_app.gui  # noqa: F401 - its remedy for lost references; pytest-qt needs it

OFFLINE_EVENTS = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}

# No deadline, since a busy machine is no fault; and where a gate is decided, the same
# examples each time.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")


def _refuse_network(event, _arguments):
    if event in OFFLINE_EVENTS:
        raise AssertionError(f"the program works offline, but something asked for {event}")


# Windows are painted into memory, also where there is a screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Give each test, and the programs it starts, empty home and settings folders."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch):
    """Hide what the person at this desk has set: language, colours, width, our own variables."""
    for name in os.environ:
        if name.startswith(("EXCELLENCE_", "LC_")):
            monkeypatch.delenv(name)
    for name in ("COLORTERM", "COLUMNS", "FORCE_COLOR", "LANG", "LANGUAGE", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PYTHONNOUSERSITE", "1")
