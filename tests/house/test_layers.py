"""What the import contracts in pyproject.toml cannot say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "excellence_app"
PURE = sorted(
    path for folder in ("domain", "engine") for path in PACKAGE.glob(f"{folder}/**/*.py")
)


def foreign_imports(source):
    """Return the top-level names that a module imports and that are neither ours nor Python's."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.append(node.module)
    roots = {name.partition(".")[0] for name in names}
    return roots - sys.stdlib_module_names - {PACKAGE.name}


def test_there_is_something_to_hold_against_the_rule():
    assert {path.parent.name for path in PURE} >= {"domain", "engine", "question_types"}


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_domain_and_engine_import_python_and_ourselves_only(path):
    assert foreign_imports(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("source", "foreign"),
    [
        ("import yaml", {"yaml"}),
        ("def later():\n    from babel.numbers import format_decimal", {"babel"}),
        ("import os, click.testing as t", {"click"}),
        (
            "from . import levels\nfrom excellence_app.domain import levels\nimport fractions",
            set(),
        ),
    ],
)
def test_a_foreign_import_is_seen_wherever_it_hides(source, foreign):
    assert foreign_imports(source) == foreign


def test_the_command_line_starts_without_a_window_library():
    listing = "import sys, excellence_app.cli.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "excellence_app" in loaded
    assert loaded.isdisjoint({"PySide6", "shiboken6", "tkinter"})


def test_the_door_for_people_who_work_on_it_needs_only_python():
    assert foreign_imports((ROOT / "dev.py").read_text(encoding="utf-8")) == set()
