"""A screen reader's part: on a display of its own, use the program through AT-SPI alone.

Started by a test with the system's Python, within `dbus-run-session`. Prints as JSON what it
was told. Arguments: our Python, and a document.
"""

import json
import os
import subprocess
import sys
import threading
import time

from gi.repository import Gio, GLib

PATIENCE = 30  # seconds until a wait has failed
ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE, ACTION = "org.a11y.atspi.Accessible", "org.a11y.atspi.Action"
NAMED = {"button", "push button", "check box", "combo box", "heading", "list item", "radio button"}
CHECKED, SHOWING = 4, 25  # numbers of states


class Thing:
    """One thing in the tree that screen readers see."""

    def __init__(self, bus, owner, path):
        self._bus, self._owner, self._path = bus, owner, path

    def _call(self, interface, method, arguments=None):
        answer = self._bus.call_sync(
            self._owner,
            self._path,
            interface,
            method,
            arguments,
            None,
            Gio.DBusCallFlags.NONE,
            PATIENCE * 1000,
            None,
        )
        return answer.unpack()

    def _value(self, interface, name):
        arguments = GLib.Variant("(ss)", (interface, name))
        return self._call("org.freedesktop.DBus.Properties", "Get", arguments)[0]

    @property
    def name(self):
        return self._value(ACCESSIBLE, "Name")

    @property
    def description(self):
        return self._value(ACCESSIBLE, "Description")

    @property
    def role(self):
        return self._call(ACCESSIBLE, "GetRoleName")[0]

    @property
    def states(self):
        low, high = self._call(ACCESSIBLE, "GetState")[0]
        return {n for n in range(64) if (low | high << 32) >> n & 1}

    @property
    def actions(self):
        count = self._value(ACTION, "NActions")
        return [self._call(ACTION, "GetName", GLib.Variant("(i)", (n,)))[0] for n in range(count)]

    def do(self, action):
        number = self.actions.index(action)
        self._call(ACTION, "DoAction", GLib.Variant("(i)", (number,)))

    @property
    def children(self):
        found = self._call(ACCESSIBLE, "GetChildren")[0]
        return [Thing(self._bus, owner, path) for owner, path in found]

    def walk(self):
        """Return this thing and what of it shows, in reading order."""
        found = [self]
        for child in self.children:
            if SHOWING in child.states or child.role == "application":
                found += child.walk()
        return found

    def find(self, role, start):
        """Return what shows, has that role and a name that begins so; none if nothing does."""
        return next(
            (one for one in self.walk() if role in one.role and one.name.startswith(start)), None
        )


def until(look):
    """Look again and again until something is there, and return it."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < end:
        try:
            found = look()
        except GLib.Error:  # it has gone while it was looked at
            found = None
        if found:
            return found
        pause.wait(0.05)
    raise TimeoutError("what was waited for did not come")


def accessibility_bus():
    """Tell the system that a screen reader listens, and return the bus on which it does."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    launcher = Thing(session, "org.a11y.Bus", "/org/a11y/bus")
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        value = GLib.Variant("(ssv)", ("org.a11y.Status", name, GLib.Variant("b", True)))  # noqa: FBT003 - as it is sent
        launcher._call("org.freedesktop.DBus.Properties", "Set", value)  # noqa: SLF001 - of ours
    (address,) = launcher._call("org.a11y.Bus", "GetAddress")  # noqa: SLF001 - of ours
    flags = (
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
        | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    )
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def display():
    """Start an X server on a display that is free and return both."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],  # noqa: S607 - wherever the system has it
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        return server, f":{told.readline().strip()}"


def about(thing):
    """Return what is told of one thing."""
    return {
        "role": thing.role,
        "name": thing.name,
        "description": thing.description,
        "checked": CHECKED in thing.states,
        "actions": thing.actions,
    }


def press(thing):
    """Do what Space or a click does, as a screen reader offers it."""
    thing.do(next(name for name in thing.actions if name in {"Press", "Toggle"}))


def listen(desktop):
    """Answer a question and look at the results; return what was told on the way."""
    told = {}
    program = until(lambda: desktop.find("application", "Excellence"))
    window = until(lambda: program.find("frame", ""))
    sidebar = until(lambda: window.find("panel", "Sidebar"))
    told["pages"] = [one.name for one in sidebar.walk() if one.role == "list item"]

    press(until(lambda: window.find("button", "4.1.6")))
    answer = until(lambda: window.find("radio button", "Level 3"))
    told["title"] = window.name
    group = until(lambda: window.find("panel", "How does"))
    told["answers"] = [about(one) for one in group.walk() if one.role == "radio button"]
    told["effect before"] = window.find("graphic", "4.1.6").name
    press(answer)
    until(lambda: CHECKED in answer.states)
    told["answers after"] = [about(one) for one in group.walk() if one.role == "radio button"]
    told["effect after"] = until(lambda: window.find("graphic", "4.1.6")).name
    told["saved"] = until(lambda: window.find("label", "Saved at")).name

    results = until(lambda: sidebar.find("list item", "Results and gaps"))
    told["results"] = results.name
    press(results)
    table = until(lambda: window.find("table", "Indicators"))
    told["cells"] = [one.name for one in table.walk() if one.role == "cell"]
    told["nameless"] = [
        one.role for one in window.walk() if one.role in NAMED and not one.name.strip()
    ]
    return told


def main(python, document):
    """Start everything, do the journey, print what was told, stop everything."""
    server, name = display()
    bus = accessibility_bus()
    desktop = Thing(bus, "org.a11y.atspi.Registry", ROOT)
    environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
    command = [python, "-m", "excellence_app", "open", document]
    program = subprocess.Popen(command, env=environment)
    try:
        told = listen(desktop)
    finally:
        for process in (program, server):
            process.terminate()
            process.wait()
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
