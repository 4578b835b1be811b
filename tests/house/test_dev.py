"""The door for people who work on the program, dev.py."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[2]


def door(*arguments):
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_help_names_every_command():
    done = door("--help")
    assert done.returncode == 0
    assert [name for name in dev.COMMANDS if f"\n  {name} " not in done.stdout] == []


@pytest.mark.parametrize("arguments", [(), ("tset",)])
def test_wrong_use_shows_the_commands_and_exits_with_2(arguments):
    done = door(*arguments)
    assert done.returncode == 2
    assert "check" in done.stdout + done.stderr


def test_a_command_without_arguments_refuses_them(capsys):
    with pytest.raises(dev.Stop, match="check takes no arguments, but was given: --fast"):
        dev.check(["--fast"])
    assert capsys.readouterr().out == ""


def test_a_changed_lock_asks_for_a_new_environment(tmp_path, monkeypatch):
    lock = tmp_path / "requirements-dev.lock"
    lock.write_bytes(dev.DEV_LOCK.read_bytes())
    environment, project = dev.environment_marks()
    monkeypatch.setattr(dev, "DEV_LOCK", lock)
    assert dev.environment_marks() == (environment, project)
    lock.write_bytes(lock.read_bytes() + b"more==1.0\n")
    changed, unchanged = dev.environment_marks()
    assert changed != environment
    assert unchanged == project


def test_what_is_installed_elsewhere_stays_outside(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    monkeypatch.setenv("PIP_TARGET", "/nowhere")
    monkeypatch.setenv("PIP_CERT", "/a/certificate")
    surroundings = dev.clean_environment()
    assert surroundings.keys().isdisjoint({"PYTHONPATH", "PYTHONHOME", "PIP_TARGET"})
    assert surroundings["PYTHONNOUSERSITE"] == "1"
    assert surroundings["PIP_CERT"] == "/a/certificate"


def test_a_missing_system_package_is_named_with_the_line_that_installs_it(monkeypatch, capsys):
    monkeypatch.setitem(dev.SYSTEM_PACKAGES, "a_module_nobody_has", "python3-nobody")
    monkeypatch.setenv("PATH", "")  # no apt-get, no sudo
    with pytest.raises(dev.Stop, match="as administrator"):
        dev.provide_system_packages(dev.missing_packages)
    said = capsys.readouterr().out
    assert "python3-nobody" in said
    assert "apt-get install --yes --no-install-recommends python3-nobody" in said


def test_only_the_date_of_a_catalogue_may_differ():
    old = '"POT-Creation-Date: 2026-01-01 10:00+0000\\n"\nmsgid "yes"\n'
    assert dev.undated(old) == dev.undated(old.replace("01-01", "02-03"))
    assert dev.undated(old) != dev.undated(old.replace("yes", "no"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others bring their libraries")
def test_a_library_that_the_window_lacks_is_named_by_its_package(monkeypatch):
    assert dev.missing_window_packages() == []
    monkeypatch.setitem(dev.WINDOW_LIBRARIES, "libNobodyHasThis.so.1", "libnobody1")
    assert dev.missing_window_packages() == ["libnobody1"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
@pytest.mark.parametrize(
    ("display", "platform"), [(None, {"QT_QPA_PLATFORM": "offscreen"}), (":0", {})]
)
def test_without_a_display_the_window_is_painted_into_memory(monkeypatch, display, platform):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
    assert dev.window_platform() == platform


def test_a_person_decides_on_what_the_window_is_painted(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "minimal")
    assert dev.clean_environment()["QT_QPA_PLATFORM"] == "minimal"
