"""What goes into the bundle; building it is `python3 dev.py bundle`, which also tries it."""

import ast
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bundle import contents, start, trial
from excellence_app.cli.main import _PLACES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "excellence_app"
SOURCES = sorted(PACKAGE.glob("**/*.py"))


def is_module(name):
    """Tell whether a dotted name is a module of ours."""
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def imported_late(source):
    """Return the names of the modules that functions of a module import."""
    found = set()
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                below = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= {node.module, *filter(is_module, below)}
    return found


LATE = set().union(*(imported_late(path.read_text(encoding="utf-8")) for path in SOURCES))


def test_every_module_of_ours_that_is_imported_late_is_named():
    ours = {name for name in LATE if name.partition(".")[0] == PACKAGE.name}
    assert "excellence_app.gui.pages.overview" in ours
    assert ours <= set(contents.HIDDEN_IMPORTS)


def test_every_command_is_named():
    modules = {f"excellence_app.cli.{place.partition(':')[0]}" for place in _PLACES.values()}
    assert "excellence_app.cli.reading" in modules
    assert modules <= set(contents.HIDDEN_IMPORTS)


def test_what_of_others_is_imported_late_is_loaded_on_trial():
    others = {name for name in LATE if name.partition(".")[0] not in sys.stdlib_module_names}
    assert "jinja2" in others
    assert {name for name in others if not name.startswith("excellence_app")} <= {*trial.OUTSIDE}


def test_the_names_are_those_of_modules():
    assert len(contents.HIDDEN_IMPORTS) == len(SOURCES)
    assert [name for name in contents.HIDDEN_IMPORTS if not is_module(name)] == []
    assert [name for name in trial.OUTSIDE if find_spec(name) is None] == []


@pytest.mark.parametrize(
    ("source", "late"),
    [
        ("import a", set()),
        ("def f():\n    import a.b", {"a.b"}),
        ("class C:\n    async def f(self):\n        from a import b", {"a"}),
        (
            "def f():\n    from excellence_app.cli import views, no_such",
            {"excellence_app.cli", "excellence_app.cli.views"},
        ),
    ],
)
def test_late_imports_are_seen(source, late):
    assert imported_late(source) == late


def test_everything_loads_without_what_is_left_out():
    # Packages of others, and the compiled parts of Qt, import what our sources do not show.
    code = (
        "import importlib, sys\n"
        f"sys.modules.update(dict.fromkeys({contents.EXCLUDED_IMPORTS!r}))\n"
        f"for name in {[*contents.HIDDEN_IMPORTS, *trial.OUTSIDE]!r}:\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", True),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/translations/assistant_de.qm", False),
        ("babel/locale-data/de_AT.dat", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/sw.dat", False),
        ("babel/global.dat", True),
        ("criteria/ecei-labels.yaml", True),
    ],
)
def test_what_is_not_used_stays_out(place, wanted):
    assert contents.is_wanted(place) is wanted


def test_every_language_that_the_program_speaks_is_known_to_the_bundle():
    assert {"de", "en"} <= contents.spoken() <= contents.LANGUAGES


def test_criteria_and_resources_are_inside_where_the_program_looks():
    found = {f"{folder}/{Path(source).name}" for source, folder in contents.data()}
    assert {"criteria/ecei-labels.yaml", "resources/i18n/de.mo"} <= found
    assert not any(name.endswith(".py") for name in found)
    assert [name for name in contents.DESKTOP if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize(
    ("place", "library", "brings"),
    [
        ("libxcb-cursor.so.0", True, False),
        ("PySide6/Qt/lib/libQt6Core.so.6", True, False),
        ("libpython3.11.so.1.0", False, True),
        ("PySide6/QtCore.abi3.so", False, True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", False, True),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", False, False),
    ],
)
def test_libraries_are_told_from_what_needs_them(place, library, brings):
    assert contents.is_library(place) is library
    assert contents.brings_libraries(place) is brings


@pytest.mark.parametrize("theirs", ["/opt/theirs", None])
def test_other_programs_get_the_libraries_that_they_had(monkeypatch, theirs):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if theirs:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", theirs)
    start.tidy_environment()
    assert os.environ.get("LD_LIBRARY_PATH") == theirs
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_the_reserve_waits_for_qt(monkeypatch, tmp_path):
    finder = start.ReserveBeforeQt(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    assert finder.find_spec("PySide2") is None
    assert finder in sys.meta_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others need no reserve")
def test_a_library_that_neither_system_nor_reserve_has_is_named(monkeypatch, tmp_path):
    finder = start.ReserveBeforeQt(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    monkeypatch.setattr(start, "RESERVE", ("libc.so.6", "libNobodyHasThis.so.1"))
    with pytest.raises(OSError, match=r"libNobodyHasThis\.so\.1"):
        finder.find_spec("PySide6")
    assert finder not in sys.meta_path
