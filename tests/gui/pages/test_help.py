"""Help: every key, every word of the glossary, and what each label asks."""

import pytest
from PySide6.QtWidgets import QApplication

from excellence_app.gui.commands import COMMANDS
from excellence_app.gui.components.key_cap import KeyCap
from excellence_app.gui.components.label import PlainLabel
from tests.gui import windows
from tests.gui.pages.quiet import segment, shown_page, stands


def texts(widget):
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisibleTo(widget)]


def caps(row):
    return [cap.accessibleName() for cap in row.findChildren(KeyCap) if cap.isVisibleTo(row)]


def test_every_command_has_its_keys_in_the_table(theme, tmp_path):
    with shown_page(theme, tmp_path, "help/keys") as page:
        assert set(page.caps) == {command.id for command in COMMANDS}
        assert caps(page.caps["redo"]) == ["Ctrl Shift Z", "Ctrl Y"]
        assert caps(page.caps["zoom_in"]) == ["Ctrl +", "Ctrl ="]
        assert caps(page.caps["history"]) == []
        assert "Close what is open, or go back" in texts(page)
        assert "Leave a field to type in; what is typed stays" in texts(page)


def test_chosen_keys_are_shown_in_place_of_ours(theme, tmp_path):
    with shown_page(theme, tmp_path, "help/keys") as page:
        page.desk.prefer(keys={"history": "Ctrl+H", "jump": ""})
        page.refresh(None)
        windows.settle()
        assert caps(page.caps["history"]) == ["Ctrl H"]
        assert caps(page.caps["jump"]) == []


def test_a_window_without_a_document_has_its_keys_alone(theme, tmp_path):
    with shown_page(theme, tmp_path, "help/glossary", bare=True) as page:
        assert page.place.item == "keys"
        assert not page.views.isVisible()
        assert set(page.caps) == {command.id for command in COMMANDS if command.everywhere}


def test_the_glossary_is_searched_by_all_words(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "help/glossary") as page:
        terms = page.desk.document.criteria.glossary
        assert page.title() == f"{len(terms)} words and what they mean here"
        assert QApplication.focusWidget() is page.search
        qtbot.keyClicks(page.search, "COMPANIES network")
        found = [row for row in page.terms if not row.isHidden()]
        wanted = [
            term
            for term in terms
            if all(w in f"{term.title} {term.text}".casefold() for w in ("companies", "network"))
        ]
        assert 0 < len(found) == len(wanted) < len(terms)
        qtbot.keyClicks(page.search, " xyz")
        assert all(row.isHidden() for row in page.terms)
        assert page.nothing.isVisible()


def test_find_leads_into_the_search_of_the_glossary(theme, tmp_path):
    with shown_page(theme, tmp_path, "help/keys") as page:
        assert page.commands() == {}
        segment(page.views, "glossary").click()
        page.take_focus()
        page.window().setFocus()
        page.desk.run("find")
        assert QApplication.focusWidget() is page.search


def test_labels_are_told_with_rules_steps_prices_and_sources(theme, tmp_path):
    with shown_page(theme, tmp_path, "help/labels") as page:
        criteria = page.desk.document.criteria
        shown = texts(page)
        for label in criteria.labels:
            assert label.title in shown
            assert {rule.text for rule in label.requires} <= set(shown)
            assert {step.title for step in label.steps} <= set(shown)
            assert {price.title for price in label.prices} <= set(shown)
        assert "2,250 EUR" in shown
        assert any("seen in November 2026" in text for text in shown)
        assert any("24 months from the end of the month" in text for text in shown)


@pytest.mark.parametrize("view", ["keys", "glossary", "labels"])
def test_the_page_stands_in_every_window(theme, tmp_path, view):
    assert stands(theme, tmp_path, f"help/{view}") == []


def test_the_page_stands_mirrored(theme, tmp_path, qapp):
    windows.mirror(qapp, mirrored=True)
    try:
        assert stands(theme, tmp_path, "help/keys") == []
    finally:
        windows.mirror(qapp, mirrored=False)
