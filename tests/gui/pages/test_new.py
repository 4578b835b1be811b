"""New assessment: one page, mistakes told at their fields, answers taken over from a file."""

from contextlib import contextmanager
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from excellence_app.domain.assessment import Answer
from excellence_app.gui.desk import Place
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.settings import Recent
from tests.gui import windows
from tests.gui.pages.quiet import SIZES, faults


@pytest.fixture
def ready(qtbot):
    def wait(page):
        qtbot.waitUntil(lambda: not page.is_busy)
        windows.settle()

    return wait


@contextmanager
def new_page(theme, folder, opened, place=("new",), language="en"):
    window = windows.start_window(theme, folder, language=language)
    window.desk.prefer(folder=str(folder / "Documents"))
    window.desk.opened.connect(opened.append)
    try:
        window.go(Place(*place))
        window.show()
        window.activateWindow()
        windows.settle()
        yield window.page
    finally:
        windows.close_window(window)


@pytest.fixture
def opened():
    return []


@pytest.fixture
def page(theme, tmp_path, opened):
    with new_page(theme, tmp_path, opened) as page:
        yield page


@pytest.fixture
def earlier(tmp_path):
    """Return the path of an assessment of May 2024 with one answer."""
    path = tmp_path / "last time.excellence"
    day = date(2024, 5, 3)
    with AssessmentSession.create(path, "ecei-labels", name="Carso Wood", dated=day) as one:
        one.change(edits.answer, "1.1.0", "yes")
        one.save()
    return path


def test_three_entries_make_a_document_that_is_opened(page, qtbot, opened, ready, tmp_path):
    assert page.criteria_set == "ecei-labels"
    assert page.sets.cards["ecei-labels"].hasFocus()
    qtbot.keyClick(page.sets.cards["ecei-labels"], Qt.Key.Key_Return)
    assert page.name.edit.hasFocus()
    qtbot.keyClicks(page.name.edit, "Delta Nautica")
    assert page.path == tmp_path / "Documents" / "Delta Nautica.excellence"
    qtbot.keyClick(page.name.edit, Qt.Key.Key_Return)
    ready(page)
    assert opened == [tmp_path / "Documents" / "Delta Nautica.excellence"]
    with AssessmentSession.open(opened[0]) as made:
        assert made.assessment.profile.name == "Delta Nautica"
        assert made.assessment.dated == datetime.now().astimezone().date()
        assert made.assessment.answers == {}
        assert not made.assessment.practice


def test_a_missing_name_is_told_at_its_field(page, opened):
    page.start_button.click()
    assert page.name.error == "Enter the name of the cluster"
    assert page.name.edit.hasFocus()
    assert opened == []


def test_several_mistakes_are_listed_above_and_lead_to_their_fields(page, qtbot):
    page.day.show_text("soon")
    page.start_button.click()
    assert "is not a day" in page.day.error
    summary = page._summary  # noqa: SLF001 - it has no other name
    assert list(summary.buttons) == ["name", "day"]
    page.start_button.setFocus()
    summary.buttons["day"].click()
    assert page.day.edit.hasFocus()
    qtbot.keyClicks(page.name.edit, "Delta Nautica")
    page.day.show_text("")
    page.start_button.click()
    assert page.day.error == "Enter the day of the assessment"
    assert page._summary is None  # noqa: SLF001 - one mistake is told at its field alone


def test_a_day_may_be_written_in_many_ways(page, qtbot):
    page.day.focus()
    page.day.edit.selectAll()
    qtbot.keyClicks(page.day.edit, "30.9.2026")
    page.name.focus()
    assert page.day.text == "30 September 2026"
    assert page.day.error == ""


def test_answers_are_taken_over(theme, tmp_path, opened, ready, earlier):
    with new_page(theme, tmp_path, opened, ("new", "", str(earlier))) as page:
        ready(page)
        assert page.earlier.list.entry == str(earlier)
        assert page.name.text == "Carso Wood"
        assert page.earlier_card.isVisible()
        assert page.earlier_card.accessibleName() == "Carso Wood"
        page.start_button.click()
        ready(page)
    with AssessmentSession.open(opened[0]) as made:
        assert made.assessment.answers == {"1.1.0": Answer(value=True)}
        assert [one.dated for one in made.assessment.earlier] == [date(2024, 5, 3)]


def test_the_day_must_come_after_the_earlier_one(page, ready, earlier, opened):
    page.take_over(earlier)
    ready(page)
    page.day.show_text("2024-05-03")
    page.start_button.click()
    assert page.day.error == "Enter a day after 3 May 2024, that of the earlier assessment"
    assert opened == []


def test_an_earlier_file_without_a_date_does_not_fit(page, ready, tmp_path, opened):
    path = tmp_path / "undated.excellence"
    with AssessmentSession.create(path, "ecei-labels", name="Carso Wood"):
        pass
    page.take_over(path)
    ready(page)
    wrong = "The earlier assessment has no date yet. Please set its date first."
    assert page._earlier_message.text == wrong  # noqa: SLF001 - it has no other name
    page.name.show_text("Carso Wood")
    page.start_button.click()
    ready(page)
    assert opened == []
    page.earlier.list.chosen.emit("")
    page.start_button.click()
    ready(page)
    assert len(opened) == 1


def test_a_damaged_earlier_file_is_told_and_not_taken(page, ready, tmp_path):
    path = tmp_path / "damaged.excellence"
    path.write_bytes(b"PK\x03\x04" + b"x" * 400)
    page.take_over(path)
    ready(page)
    assert str(path) in page._earlier_message.text  # noqa: SLF001 - it has no other name
    assert page.earlier.list.entry == ""
    assert not page.earlier_card.isVisible()


def test_recent_documents_are_offered(theme, tmp_path, opened, earlier, ready):
    with new_page(theme, tmp_path, opened) as page:
        page.desk.settings.add_recent(Recent(earlier, "", "Carso Wood", "", ""))
        page.refresh(None)
        texts = [page.earlier.list.itemText(n) for n in range(page.earlier.list.count())]
        assert texts == ["Nothing: start without answers", "Carso Wood", "Choose a file…"]
        page.earlier.list.chosen.emit(str(earlier))
        ready(page)
        assert page.name.text == "Carso Wood"


def test_a_file_that_is_there_is_never_replaced(page, ready, earlier, opened):
    before = earlier.read_bytes()
    page.name.show_text("Other")
    page.keep_at(earlier.with_suffix(""))
    assert page.path == earlier
    page.start_button.click()
    ready(page)
    assert "exists already" in page._file.message.text  # noqa: SLF001 - it has no other name
    assert page.place_button.hasFocus()
    assert page.start_button.caption == "Start assessment"
    assert earlier.read_bytes() == before
    assert opened == []


def test_esc_and_cancel_lead_back(theme, tmp_path, opened, qtbot):
    with new_page(theme, tmp_path, opened, ("start",)) as page:
        window = page.window()
        page.desk.go("new")
        window.page.cancel_button.click()
        assert window.here.page == "start"
        page.desk.go("new")
        qtbot.keyClick(window.page.name.edit, Qt.Key.Key_Escape)
        assert window.here.page == "start"
        qtbot.waitUntil(lambda: not window.page.is_busy)


def test_a_visit_starts_afresh(page):
    page.name.show_text("Half")
    page.start_button.click()
    page.desk.go("new", "ecei-labels")
    assert page.name.text == ""
    assert page.name.error == ""


@pytest.mark.parametrize("mirrored", [False, True], ids=["from left", "from right"])
@pytest.mark.parametrize("language", ["en", "long"])
def test_it_stands(theme, tmp_path, ready, earlier, language, mirrored):
    windows.mirror(QApplication.instance(), mirrored=mirrored)
    place = ("new", "", str(earlier))
    try:
        with new_page(theme, tmp_path, [], place, language) as page:
            ready(page)
            page.name.show_text("")
            page.day.show_text("never")
            page.start_button.click()
            for size in SIZES:
                page.window().resize(*size)
                assert faults(page) == []
    finally:
        windows.mirror(QApplication.instance(), mirrored=False)
