"""Report: the logo, chosen from a file and kept in the document."""

import pytest
from PIL import Image

from excellence_app.domain.assessment import Logo
from excellence_app.gui.parts.pdf_pages import PdfPages
from excellence_app.session import logo
from tests.gui import windows
from tests.gui.pages.quiet import shown_page
from tests.gui.pages.waiting import choose_file, said, until, until_done


@pytest.fixture
def page(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "report") as page:
        until_done(qtbot, page)
        yield page


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "sign.png"
    Image.new("RGB", (300, 100), (200, 30, 30)).save(path, "PNG")
    return path


def pick(page, place):
    box = page.logo.field.list
    box.setCurrentIndex(place)
    box.activated.emit(place)


def choose(page, path):
    """Choose the last entry, and a file in the dialog that opens."""
    choose_file(path)
    pick(page, page.logo.field.list.count() - 1)


def entries(page):
    box = page.logo.field.list
    return [box.itemText(place) for place in range(box.count())]


def test_a_picture_becomes_the_logo_of_the_document(page, qtbot, picture):
    assert entries(page) == ["No logo", "Choose a picture…"]
    assert not page.logo.where.isVisible()
    choose(page, picture)
    assert entries(page) == ["No logo", "sign.png", "Choose a picture…"]
    document = page.desk.document
    assert document.assessment.logo.name == page.logo.name == "sign.png"
    assert page.logo.where.isVisible()
    assert "Kept in this assessment" in page.logo.where.text()
    assert said(page) == "sign.png is the logo now."
    until(qtbot, lambda: page.is_ready)
    wanted = document.session.report(page.words, logo=picture.read_bytes())
    assert page.pages.text(0) == PdfPages(wanted).text(0)
    assert page.order.logo == picture.read_bytes()


def test_it_is_there_in_another_window_without_the_file(page, qtbot, theme, picture, tmp_path):
    choose(page, picture)
    until(qtbot, lambda: page.is_ready)
    document = page.desk.document
    until(qtbot, lambda: document.session.saved)
    wanted = picture.read_bytes()
    picture.unlink()
    other = windows.open_window(theme, document.session.path, tmp_path, change=False)
    other.show()
    other.run("report")
    until_done(qtbot, other.page)
    assert other.page.order.logo == wanted
    assert not other.page.logo.field.list.isEnabled()
    windows.close_window(other)


def test_no_logo_can_be_chosen_again_and_undone_here(page, qtbot, picture):
    choose(page, picture)
    pick(page, 0)
    assert page.order.logo is None
    assert entries(page) == ["No logo", "Choose a picture…"]
    assert said(page) == "The logo is removed from this assessment."
    window = page.window()
    assert window.actions_by_id["undo"].text() == "Undo: Remove the logo of the report"
    window.undo_message.button.click()
    assert window.page is page
    assert page.order.logo == picture.read_bytes()
    assert entries(page) == ["No logo", "sign.png", "Choose a picture…"]
    page.desk.go("overview")
    window.run("undo")
    assert window.page is page
    assert page.desk.document.assessment.logo is None
    until(qtbot, lambda: page.is_ready)


def test_what_is_no_picture_is_told_and_the_logo_stays(page, qtbot, picture, tmp_path):
    choose(page, picture)
    until(qtbot, lambda: page.is_ready)
    other = tmp_path / "list.png"
    other.write_bytes(b"GIF89a" + bytes(99))
    choose(page, other)
    assert page.logo.trouble.isVisible()
    assert page.logo.trouble.text() == "The logo is no picture of the kind PNG or JPEG."
    assert page.order.logo == picture.read_bytes()
    assert page.logo.name == "sign.png"


def test_a_logo_that_is_only_named_is_told_and_not_printed(page, qtbot):
    page.desk.document.change(logo.set_logo, Logo("0" * 64, 9, "gone.png"))
    assert "gone.png is no longer in this assessment" in page.logo.trouble.text()
    assert page.order.logo is None
    assert not page.logo.where.isVisible()
    until(qtbot, lambda: page.is_ready)


def test_a_dialog_that_is_closed_changes_nothing(page):
    choose(page, None)
    assert entries(page) == ["No logo", "Choose a picture…"]
    assert page.logo.name == ""
    assert page.is_ready


def test_forms_to_fill_in_have_no_logo(page, qtbot, picture):
    choose(page, picture)
    page.kinds["questionnaire"].click()
    assert not page.logo.isVisible()
    assert page.order.logo is None
    until(qtbot, lambda: page.is_ready)
