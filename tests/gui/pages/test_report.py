"""Report: real pages, kinds, languages, contents, and the ways to hand the report on."""

from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from excellence_app.gui.desk import Place
from excellence_app.gui.parts.page_view import Fit
from excellence_app.gui.parts.pdf_pages import PdfPages, PrintJob
from excellence_app.session import edits
from tests.gui import windows
from tests.gui.pages.quiet import shown_page, stands
from tests.gui.pages.waiting import choose_file, said, until, until_done

Key = Qt.Key


@pytest.fixture
def page(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "report") as page:
        until_done(qtbot, page)
        yield page


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def text_of(page):
    return "\n".join(page.pages.text(number) for number in range(page.view.count))


def test_the_pages_are_those_of_the_report(page):
    data = page.desk.document.session.report(page.words, "full")
    made = PdfPages(data)
    assert page.is_ready
    assert page.view.count == made.count > 5
    assert page.pages.text(0) == made.text(0)
    assert page.where.text() == f"1 and 2 of {made.count}"
    assert page.view.note == ""


def test_a_change_makes_newer_pages_and_the_older_stay_meanwhile(page, qtbot):
    older = page.pages
    page.desk.document.change(edits.name_cluster, "Tidal Power Cluster")
    assert page.pages is older
    assert not page.is_ready
    until(qtbot, lambda: page.is_ready)
    assert page.pages is not older
    assert "Tidal Power Cluster" in page.pages.text(0)


def test_the_note_says_that_newer_pages_are_being_made(page, qtbot):
    click(qtbot, page.kinds["questionnaire"])
    assert page.view.note == "Being made anew"
    assert page.view.count > 0
    until(qtbot, lambda: page.is_ready)
    assert page.view.note == ""
    assert not page.target.isVisible()
    assert "Questionnaire" in text_of(page)


def test_only_the_last_of_several_wishes_is_shown(page, qtbot):
    for kind in ("questionnaire", "documents", "full", "documents"):
        click(qtbot, page.kinds[kind])
    until(qtbot, lambda: page.is_ready)
    assert "Documents to have ready" in text_of(page)


def test_the_language_of_the_report_is_not_that_of_the_window(page, qtbot):
    page.language.list.show_entry("de")
    page.language.list.chosen.emit("de")
    until(qtbot, lambda: page.is_ready)
    assert "Selbstbewertung" in text_of(page)
    assert page.word.caption == "Word…"


def test_the_label_of_the_roadmap_can_be_another(page, qtbot):
    assert page.target.list.entry == page.desk.document.target == "gold"
    page.target.list.show_entry("silver")
    page.target.list.chosen.emit("silver")
    until(qtbot, lambda: page.is_ready)
    assert page.order.target == "silver"
    assert "Roadmap to Silver" in [entry.caption for entry in page.contents.entries]


def test_contents_lead_to_their_pages(page, qtbot):
    chapters = page.contents.entries
    place = next(n for n, one in enumerate(chapters) if one.caption == "Answers")
    click(qtbot, chapters[place])
    assert page.view.first_page == page.chapters[place].page > 1
    assert chapters[place].is_current
    assert [one.is_current for one in chapters].count(True) == 1
    chapters[place].setFocus()
    qtbot.keyClick(chapters[place], Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert page.view.first_page == page.chapters[place + 1].page


def test_keys_turn_pages_and_zoom(page, qtbot):
    view = page.view
    view.setFocus()
    assert view.first_page == 0
    qtbot.keyClick(view, Key.Key_PageDown)
    assert view.first_page == 2
    assert page.where.text().startswith("3 and 4")
    qtbot.keyClick(view, Key.Key_End)
    assert view.pages_in_view[1] == view.count - 1
    qtbot.keyClick(view, Key.Key_Home)
    assert view.first_page == 0
    qtbot.keyClick(view, Key.Key_Plus)
    assert view.way.isdigit()
    assert page.zoom.entry == view.way
    assert page.where.text() == f"1 of {view.count}"
    assert view.accessible_value() == f"Page 1 of {view.count}"


def test_ways_to_look_at_pages_are_remembered(page, qtbot):
    page.zoom.show_entry(Fit.WIDTH.value)
    page.zoom.chosen.emit(Fit.WIDTH.value)
    click(qtbot, page.kinds["documents"])
    click(qtbot, page.grey)
    until(qtbot, lambda: page.is_ready)
    again = type(page)(page.desk)
    assert again.order.kind == "documents"
    assert again.view.way == Fit.WIDTH.value
    assert again.grey.isChecked()
    again.deleteLater()
    again.side().deleteLater()


def test_black_and_white_has_no_colours(page, qtbot):
    def colours(image):
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        shown = (image.pixelColor(x, y) for x in range(0, 400, 3) for y in range(0, 560, 3))
        return sum(1 for one in shown if one.saturation() > 40)

    size = QSize(400, 566)
    assert colours(page.pages.picture(0, size)) > 50
    assert colours(page.pages.picture(0, size, grey=True)) == 0
    click(qtbot, page.grey)
    assert colours(page.view.viewport().grab().toImage()) == 0


def test_what_is_incomplete_is_told_and_forbids_nothing(page, qtbot):
    document = page.desk.document
    told = [strip.accessibleName() for strip in page.warnings.children() if strip.isWidgetType()]
    assert any("2 questions have no answer" in one for one in told)
    strip = next(one for one in page.warnings.children() if one.isWidgetType())
    click(qtbot, strip.buttons["check"])
    assert page.window().here.page == "check"
    page.window().go(Place("report"))
    for question in (*document.card.unanswered, *document.card.unknown):
        document.change(edits.answer, question, "1")
    windows.settle()
    told = page.warned
    assert not any("no answer" in one for one in told)
    until(qtbot, lambda: page.is_ready)


@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!doctype html>")]
)
def test_the_report_is_written_in_each_form(page, qtbot, tmp_path, form, begins):
    target = tmp_path / "out" / f"report.{form}"
    target.parent.mkdir()
    page.write(form, target)
    until(qtbot, lambda: said(page) == f"Report saved as {target.name}.")
    assert target.read_bytes()[:20].lower().startswith(begins.lower())


def test_a_command_asks_for_a_place_and_suggests_a_name(page, qtbot, tmp_path):
    target, seen = tmp_path / "handed on.pdf", []
    choose_file(target, seen)
    page.window().run("export_pdf")
    until(qtbot, target.exists)
    until_done(qtbot, page)
    dated = page.desk.document.assessment.dated
    assert isinstance(dated, date)
    name = f"Adriatic Mechatronics (fictional) self-assessment {dated.isoformat()}.pdf"
    assert seen == [str(tmp_path / name)]


def test_nothing_is_written_where_the_dialog_is_closed(page, qtbot, tmp_path):
    before = sorted(tmp_path.iterdir())
    choose_file(None)
    page.export_word()
    until_done(qtbot, page)
    assert sorted(tmp_path.iterdir()) == before


def test_what_stands_in_the_way_of_writing_is_told(page, qtbot, tmp_path):
    document = page.desk.document.session.path
    page.write("pdf", tmp_path / document.name)
    until(qtbot, lambda: page.strip is not None)
    assert "a report would replace it" in page.strip.accessibleName()
    assert "Please choose another name." in page.strip.accessibleName()
    page.write("pdf", tmp_path / "not there" / "report.pdf")
    until(qtbot, lambda: page.strip is not None and "not there" in page.strip.accessibleName())
    page.write("pdf", tmp_path / "report.pdf")
    until(qtbot, (tmp_path / "report.pdf").exists)
    assert page.strip is None


def printed(qtbot, page, tmp_path, **wanted):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target = tmp_path / "paper.pdf"
    printer.setOutputFileName(str(target))
    if wanted.get("pages"):
        printer.setFromTo(*wanted["pages"])
    page.print_to(printer)
    until(qtbot, lambda: not page.is_printing)
    return PdfPages(target.read_bytes())


def test_printing_prints_the_pages_that_are_shown(page, qtbot, tmp_path):
    paper = printed(qtbot, page, tmp_path, pages=(2, 3))
    assert paper.count == 2
    assert abs(paper.size(0).width() - page.pages.size(1).width()) < 2
    one = paper.picture(0, QSize(300, 424)).convertToFormat(QImage.Format.Format_Grayscale8)
    other = page.pages.picture(1, QSize(300, 424), grey=True)
    differing = sum(
        abs(one.pixelColor(x, y).value() - other.pixelColor(x, y).value()) > 90
        for x in range(0, 300, 2)
        for y in range(0, 424, 2)
    )
    assert differing < 300  # edges of letters
    assert said(page) == "The report has gone to the printer."


def test_copies_and_order_are_the_printers_own(page, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setFromTo(3, 5)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    job = PrintJob(page.pages, printer, page)
    assert set(job.numbers) == {2, 3, 4}
    assert job.numbers[:3] == [4, 3, 2]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told(page, qtbot, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "not there" / "paper.pdf"))
    page.print_to(printer)
    until(qtbot, lambda: not page.is_printing)
    assert page.strip is not None
    assert "The printer took no pages." in page.strip.accessibleName()


def test_a_document_that_is_only_read_has_its_report(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "report", change=False) as page:
        until_done(qtbot, page)
        assert page.view.count > 5
        page.write("pdf", tmp_path / "report.pdf")
        until(qtbot, (tmp_path / "report.pdf").exists)
        until_done(qtbot, page)


def test_the_focus_is_on_the_pages(page):
    assert page.view.hasFocus()


def test_the_page_stands_at_every_size(theme, tmp_path):
    assert stands(theme, tmp_path, "report") == []
