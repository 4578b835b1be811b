"""Report: chapters on or off and in order, notes and names, each kind with its own choices."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from excellence_app.gui.parts import report_chapters
from excellence_app.locations import resources_folder
from excellence_app.reports.choices import AS_USUAL, Chapter, Choices
from tests.gui.pages.quiet import shown_page
from tests.gui.pages.waiting import until, until_done

Key = Qt.Key
PRACTICE = resources_folder() / "practice"
USUAL = (
    *("summary", "gaps", "roadmap", "answers", "evidence"),
    *("changes", "labels", "method", "glossary"),
)


@pytest.fixture
def page(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "report") as page:
        until_done(qtbot, page)
        yield page


def press(box):
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def ready(qtbot, page):
    until(qtbot, lambda: page.is_ready)


def titles(page):
    return [chapter.title for chapter in page.chapters]


def test_a_chapter_that_is_not_ticked_is_not_printed_and_that_is_said(page, qtbot):
    assert "Evidence" in titles(page)
    assert not page.left_out.isVisible()
    press(page.parts.list.boxes["evidence"])
    assert page.left_out.isVisible()
    assert page.left_out.text() == "Left out: Evidence."
    ready(qtbot, page)
    assert "Evidence" not in titles(page)
    press(page.parts.list.boxes["evidence"])
    ready(qtbot, page)
    assert "Evidence" in titles(page)
    assert not page.left_out.isVisible()


def test_alt_with_arrows_moves_a_chapter_and_the_pages_follow(page, qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(report_chapters, "announce", lambda _widget, text: told.append(text))
    box = page.parts.list.boxes["method"]
    box.setFocus()
    before = titles(page)
    for _ in range(20):
        qtbot.keyClick(box, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.parts.list.order == ("summary", "method", *USUAL[1:-2], "glossary")
    assert box.hasFocus()
    assert told[5] == "Method and standing, place 2 of 9"
    assert told[6] == "The summary is page 1 and stays first."
    assert box.accessibleDescription() == "2 of 9. Alt with arrows moves it."
    ready(qtbot, page)
    assert titles(page) == [before[0], before[-2], *before[1:-2], before[-1]]
    qtbot.keyClick(box, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.parts.list.order[:3] == ("summary", "gaps", "method")


def test_arrows_lead_from_chapter_to_chapter_with_one_tab_stop(page, qtbot):
    boxes = page.parts.list.boxes
    boxes["summary"].setFocus()
    qtbot.keyClick(boxes["summary"], Key.Key_Down)
    assert boxes["gaps"].hasFocus()
    qtbot.keyClick(boxes["gaps"], Key.Key_End)
    assert boxes["glossary"].hasFocus()
    stops = [key for key, box in boxes.items() if box.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["glossary"]
    qtbot.keyClick(boxes["glossary"], Key.Key_Space)
    assert page.parts.list.chosen == USUAL[:-1]


def drag(box, down):
    """Press a chapter, move the pointer down (or up) in small steps, and let go."""
    whole = box.parentWidget()
    start = box.mapTo(whole, QPoint(8, box.height() // 2))
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=box.mapFrom(whole, start))
    for way in range(0, down, 4 if down > 0 else -4):
        QTest.mouseMove(box, box.mapFrom(whole, start + QPoint(0, way)))
    end = start + QPoint(0, down)
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=box.mapFrom(whole, end))


def test_a_chapter_can_be_dragged_and_is_not_ticked_by_that(page, qtbot):
    box = page.parts.list.boxes["evidence"]
    drag(box, -2 * box.height() - 12)
    assert page.parts.list.order == (
        "summary", "gaps", "evidence", "roadmap", "answers",
        "changes", "labels", "method", "glossary",
    )  # fmt: skip
    assert page.parts.list.chosen == page.parts.list.order
    ready(qtbot, page)


def test_names_and_notes_are_left_out_of_the_pages(page, qtbot):
    def text():
        return "\n".join(page.pages.text(number) for number in range(page.view.count))

    assert "Note:" in text()
    assert "Taken part" in text()
    press(page.parts.notes)
    press(page.parts.names)
    assert page.left_out.text() == "Left out: notes, names of people."
    ready(qtbot, page)
    assert "Note:" not in text()
    assert "Taken part" not in text()


def test_each_kind_keeps_its_own_choices(page, qtbot):
    press(page.parts.list.boxes["roadmap"])
    press(page.kinds["recommendation"])
    assert page.parts.list.chosen == (
        "summary",
        "gaps",
        "roadmap",
        "evidence",
        "changes",
        "method",
    )
    assert not page.left_out.isVisible()
    press(page.parts.names)
    press(page.kinds["questionnaire"])
    assert page.parts.list.chosen == ("questions", "glossary")
    assert not page.parts.details.isVisible()
    press(page.parts.list.boxes["glossary"])
    assert page.order.choices == Choices((Chapter.QUESTIONS,))
    assert page.left_out.text() == "Left out: Glossary."
    press(page.kinds["documents"])
    assert not page.parts.isVisible()
    assert page.order.choices == AS_USUAL
    press(page.kinds["roadmap"])
    assert page.parts.isVisible()
    assert not page.parts.list.isVisible()
    press(page.kinds["full"])
    assert page.order.choices == Choices(
        tuple(Chapter(key) for key in USUAL if key != "roadmap"), notes=True, names=True
    )
    ready(qtbot, page)


def test_as_usual_takes_all_choices_of_a_kind_back(page, qtbot):
    assert not page.parts.as_usual.isVisible()
    page.parts.list.move_chapter("method", -1)
    press(page.parts.list.boxes["gaps"])
    press(page.parts.names)
    assert page.parts.as_usual.isVisible()
    page.parts.as_usual.setFocus()
    page.parts.as_usual.click()
    assert page.parts.list.order == page.parts.list.chosen == USUAL
    assert page.order.choices == AS_USUAL
    assert not page.parts.as_usual.isVisible()
    assert page.parts.list.boxes["summary"].hasFocus()
    ready(qtbot, page)


def test_choices_are_remembered_with_the_document(page, qtbot):
    page.parts.list.move_chapter("method", -1)
    press(page.parts.list.boxes["gaps"])
    press(page.parts.notes)
    wanted = page.order
    ready(qtbot, page)
    kept = page.desk.remembered("report")
    page.parts.as_usual.click()
    page.desk.remember(report=kept)
    page.parts.take(page.desk.remembered("report")["parts"])
    page.parts.show_kind("full")
    assert page.order == wanted
    assert page.parts.list.order[-3:] == ("method", "labels", "glossary")
    ready(qtbot, page)


@pytest.mark.parametrize(
    "kept", [7, {"full": 7}, {"full": {"order": [1, "x"], "chapters": "all", "without": {}}}]
)
def test_nonsense_in_the_settings_is_as_if_nothing_was_chosen(page, kept):
    page.parts.take(kept)
    page.parts.show_kind("full")
    assert page.order.choices == AS_USUAL
    assert page.parts.list.order == USUAL


def test_files_are_without_colours_where_the_preview_is(page, qtbot, tmp_path):
    file = tmp_path / "report.html"
    press(page.grey)
    page.write("html", file)
    until_done(qtbot, page)
    data = file.read_bytes()
    assert data == page.desk.document.session.report(
        page.words, "full", form="html", choices=Choices(colour=False)
    )
    assert b"#963606" not in data


def test_names_are_left_out_where_the_answers_ask_for_it_and_can_be_printed(
    theme, tmp_path, qtbot
):
    asked = "Names are left out, as the answer to A.6 asks."
    copy = tmp_path / "survey.excellence"
    copy.write_bytes((PRACTICE / "escp-4i" / "alpine-fibre.excellence").read_bytes())
    with shown_page(theme, tmp_path, "report", path=copy) as page:
        until_done(qtbot, page)
        assert not page.parts.names.isChecked()
        assert page.left_out.text() == asked
        press(page.parts.names)
        assert page.left_out.text() == "Names are printed, although the answer to A.6 is No."
        assert page.order.choices == Choices(names_anyway=True)
        ready(qtbot, page)
        press(page.parts.names)
        assert page.left_out.text() == asked
        assert page.order.choices == AS_USUAL
        ready(qtbot, page)
