"""Report: the logo, chosen from a file."""

from io import BytesIO

import pytest
from PIL import Image

from excellence_app.gui.parts.pdf_pages import PdfPages
from tests.gui.pages.quiet import shown_page
from tests.gui.pages.waiting import choose_file, until, until_done


@pytest.fixture
def page(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "report") as page:
        until_done(qtbot, page)
        yield page


@pytest.fixture
def picture(tmp_path):
    file = BytesIO()
    Image.new("RGB", (300, 100), (200, 30, 30)).save(file, "PNG")
    path = tmp_path / "sign.png"
    path.write_bytes(file.getvalue())
    return path


def choose(page, path):
    """Choose the last entry, and a file in the dialog that opens."""
    entries = page.logo.field.list
    choose_file(path)
    entries.setCurrentIndex(entries.count() - 1)
    entries.activated.emit(entries.count() - 1)


def entries(page):
    box = page.logo.field.list
    return [box.itemText(place) for place in range(box.count())]


def test_a_picture_becomes_the_logo_and_is_remembered(page, qtbot, picture):
    assert entries(page) == ["No logo", "Choose a picture…"]
    choose(page, picture)
    assert entries(page) == ["No logo", "sign.png", "Choose a picture…"]
    assert page.logo.path == str(picture)
    until(qtbot, lambda: page.is_ready)
    wanted = page.desk.document.session.report(page.words, logo=picture.read_bytes())
    assert page.pages.text(0) == PdfPages(wanted).text(0)
    assert page.order.logo == picture.read_bytes()
    assert page.desk.remembered("report")["logo"] == str(picture)


def test_no_logo_can_be_chosen_again(page, qtbot, picture):
    choose(page, picture)
    page.logo.field.list.setCurrentIndex(0)
    page.logo.field.list.activated.emit(0)
    assert page.order.logo is None
    assert page.desk.remembered("report")["logo"] == ""
    assert entries(page) == ["No logo", "sign.png", "Choose a picture…"]
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
    assert page.logo.path == str(picture)


def test_a_logo_that_has_gone_is_told_and_not_printed(page, tmp_path):
    page.logo.take(str(tmp_path / "gone.png"))
    assert "gone.png does not exist" in page.logo.trouble.text()
    assert page.order.logo is None
    page.logo.take(7)
    assert page.order.logo is None


def test_a_dialog_that_is_closed_changes_nothing(page):
    choose(page, None)
    assert entries(page) == ["No logo", "Choose a picture…"]
    assert page.logo.path == ""
    assert page.is_ready


def test_forms_to_fill_in_have_no_logo(page, qtbot, picture):
    choose(page, picture)
    page.kinds["questionnaire"].click()
    assert not page.logo.isVisible()
    assert page.order.logo is None
    until(qtbot, lambda: page.is_ready)
