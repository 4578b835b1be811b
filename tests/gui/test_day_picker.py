"""The calendar beside a field for a day: keys, clicks, and that typing stays first."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from excellence_app.gui.desk import Place
from excellence_app.gui.parts.day_calendar import DayCalendar
from excellence_app.session import edits, entry_edits
from excellence_app.session.session import AssessmentSession
from tests.catalog.writing import HEAD, SURVEY
from tests.gui import windows

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(theme, tmp_path, qtbot):
    """Return a function that opens a window on a question for a day."""
    made = []

    def open_at(item="S.3", *changes, language="en", change=True):
        source, path = tmp_path / "tried.yaml", tmp_path / "tried.excellence"
        source.write_text(HEAD.split("dimensions")[0] + SURVEY, "utf-8")
        with AssessmentSession.create(path, str(source)) as session:
            for one, *values in changes:
                session.change(one, *values)
            session.save()
        window = windows.open_window(theme, path, tmp_path, language=language, change=change)
        made.append(window)
        window.resize(1440, 900)
        window.go(Place("questions", item))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.page.take_focus()
        windows.settle()
        return window

    yield open_at
    for window in made:
        windows.close_window(window)


def calendar(field):
    (found,) = field.edit.findChildren(DayCalendar)
    return found


def stored(window, key="S.3"):
    answer = window.desk.document.assessment.answers.get(key)
    return None if answer is None else answer.value


def test_alt_down_opens_it_at_the_day_that_is_typed_and_enter_takes_another(opened, qtbot):
    window = opened("S.3", (edits.answer, "S.3", "2026-11-12"))
    field = window.page.editor.field
    qtbot.keyClick(field.edit, Key.Key_Down, ALT)
    panel = calendar(field)
    assert panel.isVisible()
    assert panel.day == date(2026, 11, 12)
    assert panel.title.text() == "November 2026"
    qtbot.keyClick(panel.month.view, Key.Key_Right)
    qtbot.keyClick(panel.month.view, Key.Key_Down)
    assert panel.day == date(2026, 11, 20)
    assert stored(window) == date(2026, 11, 12)
    qtbot.keyClick(panel.month.view, Key.Key_Return)
    windows.settle()
    assert stored(window) == date(2026, 11, 20)
    assert field.text == "2026-11-20"
    assert window.focusWidget() is field.edit
    window.run("undo")
    assert stored(window) == date(2026, 11, 12)


def test_esc_closes_it_and_leaves_what_is_typed(opened, qtbot):
    window = opened()
    field = window.page.editor.field
    qtbot.keyClicks(field.edit, "30.2.")
    qtbot.keyClick(field.edit, Key.Key_Down, ALT)
    panel = calendar(field)
    assert panel.day == date.today()
    qtbot.keyClick(panel.month.view, Key.Key_Escape)
    windows.settle()
    assert not field.edit.findChildren(DayCalendar)
    assert field.text == "30.2."
    assert window.focusWidget() is field.edit
    assert window.here.item == "S.3"


def test_the_button_and_a_click_on_a_day(opened, qtbot):
    window = opened("S.3", (edits.answer, "S.3", "2026-11-12"))
    field = window.page.editor.field
    (button,) = [one for one in field.edit.children() if hasattr(one, "caption")]
    assert button.accessibleName() == "Choose the day from a calendar"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    panel = calendar(field)
    qtbot.mouseClick(panel.after, Qt.MouseButton.LeftButton)
    assert panel.title.text() == "December 2026"
    panel.month.clicked.emit(QDate(2026, 12, 1))
    panel = None
    windows.settle()
    assert not field.edit.findChildren(DayCalendar)


def test_all_days_of_a_week_are_in_view_and_are_told(opened, qtbot, theme):
    window = opened("S.3", (edits.answer, "S.3", "2026-11-12"), language="de")
    for zoom in (100, 200):
        theme.set_zoom(zoom)
        field = window.page.editor.field
        qtbot.keyClick(field.edit, Key.Key_Down, ALT)
        windows.settle()
        panel = calendar(field)
        view = panel.month.view
        shown = [n for n in range(view.model().columnCount()) if not view.isColumnHidden(n)]
        assert len(shown) == 7
        last = view.visualRect(view.model().index(1, shown[-1]))
        assert last.right() <= view.viewport().width()
        told = QAccessible.queryAccessibleInterface(panel)
        assert told.text(QAccessible.Text.Name)
        assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name)
        qtbot.keyClick(view, Key.Key_Escape)
        windows.settle()


def test_in_a_table_the_button_opens_it_and_alt_down_moves_the_row(opened, qtbot):
    window = opened("S.6", (entry_edits.add_entry, "S.6"), (entry_edits.add_entry, "S.6"))
    first, second = (row.key for row in window.page.editor.rows)
    cell = window.page.editor.rows[0].cells["day"]
    cell.edit.setFocus()
    qtbot.keyClick(cell.edit, Key.Key_Down, ALT)
    windows.settle()
    assert QApplication.activePopupWidget() is None
    assert [row.key for row in window.page.editor.rows] == [second, first]


def test_a_document_to_read_offers_none(opened, qtbot):
    window = opened("S.3", (edits.answer, "S.3", "2026-11-12"), change=False)
    field = window.page.editor.field
    (button,) = [one for one in field.edit.children() if hasattr(one, "caption")]
    assert not button.isVisible()
    qtbot.keyClick(field.edit, Key.Key_Down, ALT)
    assert not field.edit.findChildren(DayCalendar)
