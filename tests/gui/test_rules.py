"""Rules for the code of the window: plain text everywhere, one style sheet."""

import ast
from pathlib import Path

import pytest

GUI = Path(__file__).parents[2] / "excellence_app" / "gui"
FILES = sorted(GUI.glob("**/*.py"))
COMPONENTS = GUI / "components"
CHARTS = GUI / "charts"  # show tooltips at their marks, their text made harmless by as_markup
PROMPTS = GUI / "prompts.py"  # says itself that its texts are plain
CLIPBOARD = CHARTS / "copying.py"  # gives other programs a table, shows nothing itself

# What may take a person's text for markup, and what of ours does not.
ONLY_IN_COMPONENTS = {
    "QErrorMessage": "prompts",
    "QLabel": "components.label.PlainLabel",
    "QMessageBox": "prompts",
    "QToolTip": "components.tooltip",
}
NOWHERE = {
    "AutoText": "PlainText",
    "MarkdownText": "PlainText",
    "RichText": "PlainText",
    "insertHtml": "insertPlainText",
    "setHtml": "setPlainText",
    "setMarkdown": "setPlainText",
    "setStatusTip": "components.tooltip",
    "setToolTip": "components.tooltip",
    "setWhatsThis": "components.tooltip",
}


def faults(source, *, component=False, theme=False):
    """Return what a module uses against the rules, with its line."""
    refused = dict(NOWHERE)
    if not component:
        refused |= ONLY_IN_COMPONENTS
    if not theme:
        refused["setStyleSheet"] = "theme"
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
                if name in refused:
                    found.append(f"line {node.lineno}: {name}, take {refused[name]}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(GUI)))
def test_the_window_shows_plain_text_and_has_one_style_sheet(path):
    source = path.read_text(encoding="utf-8")
    inside = COMPONENTS in path.parents or CHARTS in path.parents or path == PROMPTS
    found = faults(source, component=inside, theme=path == GUI / "theme.py")
    if path == CLIPBOARD:
        found = [fault for fault in found if "setHtml" not in fault]
    assert found == []


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("from PySide6.QtWidgets import QLabel", {}),
        ("import PySide6.QtWidgets as w\nw.QMessageBox.information(None, '', text)", {}),
        ("field.setToolTip(name)", {"component": True}),
        ("label.setTextFormat(Qt.TextFormat.RichText)", {"component": True}),
        ("button.setStyleSheet('color: red')", {"component": True}),
        ("edit.setHtml(text)", {"theme": True}),
    ],
)
def test_a_fault_is_seen(source, where):
    assert faults(source, **where)


def test_every_component_says_what_it_is_for():
    for path in COMPONENTS.glob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path.name
