"""The overview of a survey: how far each section is, what is missing, and no score anywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from excellence_app.gui.components.sidebar_item import SidebarItem
from excellence_app.gui.desk import Place
from excellence_app.session import edits, entry_edits
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.pages.result_pages import PLAIN, document, shown_page


@pytest.fixture
def blank(tmp_path):
    path = tmp_path / "blank.excellence"
    with AssessmentSession.create(path, "escp-4i-progress", name="Marine Link"):
        return path


@pytest.fixture
def window(theme, tmp_path, blank):
    made = windows.open_window(theme, blank, tmp_path)
    made.resize(1440, 900)
    made.show()
    made.go(Place("overview"))
    windows.settle()
    yield made
    windows.close_window(made)


def texts(page):
    return [one.text() for one in page.about.texts if not one.isHidden()]


def test_before_the_first_answer_it_says_what_this_is(window):
    page, criteria = window.page, window.desk.document.criteria
    assert page.title() == "No question is answered yet"
    assert page.go_on.caption == "Begin with A.1"
    assert page.about.title.text() == criteria.title
    assert page.about.no_score.text() == "This questionnaire has no score."
    assert "about 50 minutes" in texts(page)[0]
    assert not page.missing.isVisible()
    page.go_on.click()
    assert window.here == Place("questions", "A.1")


def test_enter_begins_from_the_headline(window, qtbot):
    window.page.take_focus()
    windows.settle()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.here == Place("questions", "A.1")


def test_rows_count_sections_and_cases_and_lead_there(window):
    document = window.desk.document
    document.change(edits.answer, "D.2", "yes")
    document.change(edits.answer, "D.3", "2")
    document.change(edits.answer, "D.4[1]/name", "Polymer institute")
    page = window.page
    rows = {row.key: row for row in page.sections.rows if not row.isHidden()}
    assert rows["D.4[1]"].caption == "Cooperation case 1: Polymer institute, 1 of 5"
    assert rows["D.4[2]"].caption == "Cooperation case 2, 0 of 5"
    assert rows["A"].caption == "A Identification, 0 of 6"
    assert rows["F"].caption == "F Examples of companies, optional"
    assert page.missing.isVisible()
    rows["D.4[2]"].click()
    assert window.here == Place("questions", "D.4[2]/kind")


def test_what_lacks_a_part_stands_first(window):
    document = window.desk.document
    document.change(entry_edits.tick, "C.1", "smes", on=True)
    document.change(edits.answer, "A.3", "Office")
    first = window.page.missing.rows[0]
    assert first.key == "C.1"
    assert "needs a comment" in first.caption
    first.click()
    assert window.here == Place("questions", "C.1")


def test_nothing_leads_to_a_score(window):
    lines = {one.caption for one in window.sidebar.findChildren(SidebarItem)}
    assert not lines & {"Results and gaps", "Roadmap", "Compare"}
    gone = {"results", "roadmap", "compare", "labels", "thresholds", "thresholds_own"}
    assert not gone & window.actions_by_id.keys()
    assert "label_help" not in window.actions_by_id
    for command in gone:
        window.run(command)
        assert window.here.page == "overview"
    window.go(Place("help", "labels"))
    assert window.here == Place("help", "keys")


def test_cases_stand_below_their_section_and_can_be_added(window):
    window.go(Place("questions", "F.1"))
    sidebar = window.sidebar
    sidebar.item("add/F.1").click()
    case = window.here.item.partition("/")[0]
    assert sidebar.item(f"questions/{case}").caption == "Example 1"
    assert sidebar.item(f"questions/{case}").accessible_chosen()
    window.run("undo")
    windows.settle()
    with pytest.raises(KeyError):
        sidebar.item(f"questions/{case}")


def test_of_many_cases_only_those_of_the_section_stand_there(window):
    document = window.desk.document
    document.change(edits.answer, "D.2", "yes")
    document.change(edits.answer, "D.3", "6")
    with pytest.raises(KeyError):
        window.sidebar.item("questions/D.4[1]")
    window.go(Place("questions", "D.1"))
    assert window.sidebar.item("questions/D.4[6]").caption == "Cooperation case 6"
    window.go(Place("questions", "A.1"))
    with pytest.raises(KeyError):
        window.sidebar.item("questions/D.4[6]")


def test_the_top_says_which_round_it_is(theme, tmp_path):
    path = windows.survey_copy(tmp_path)
    window = windows.open_window(theme, path, tmp_path)
    window.go(Place("overview"))
    said = window.sidebar.switcher.accessibleName().replace("\u00a0", " ")
    windows.close_window(window)
    assert said == "Ring Loop (fictional), ESCP-4i progress survey, Round 2, 13 May 2026"


def test_a_practice_folder_opens_a_copy_of_one_of_its_documents(theme, tmp_path, qtbot):
    window = windows.start_window(theme, tmp_path)
    window.desk.prefer(folder=str(tmp_path))
    opened = []
    window.desk.opened.connect(opened.append)
    window.show()
    window.go(Place("practice", "escp-s3"))
    page = window.page
    qtbot.waitUntil(lambda: not page.is_busy)
    assert page.title() == "Practice answers of 8 fictional partnerships"
    page.cards["escp-s3/care-loop"].click()
    qtbot.waitUntil(lambda: bool(opened))
    windows.close_window(window)
    assert opened == [tmp_path / "care-loop.excellence"]
    with AssessmentSession.open(opened[0]) as copy:
        assert copy.assessment.practice


MIXED = (
    PLAIN
    + """\
sections:
  - id: "S"
    title: About you
    questions:
      - {id: "S.1", type: yes_no, text: "Are you a member?"}
      - id: "S.2"
        type: cases
        title: "Project {n}: {name}"
        questions: [{id: name, type: text, text: "What is it called?"}]
"""
)


def test_a_set_with_indicators_and_sections_shows_both(theme, tmp_path):
    path = document(tmp_path, MIXED, [("1.1", "1"), ("S.2[a]/name", "Sorting")])
    with shown_page(theme, tmp_path, "overview", path=path) as page:
        assert page.chart.isVisible()
        keys = [row.key for row in page.sections.rows if not row.isHidden()]
        assert keys == ["S", "S.2[a]"]
        sidebar = page.window().sidebar
        assert sidebar.item("questions/1").accessibleName() == "1 First, 1 of 2 answered"
        assert sidebar.item("questions/S").accessibleName() == "S About you, 2 of 3 answered"
        assert sidebar.item("questions/S.2[a]").caption == "Project 1: Sorting"
        assert sidebar.item("results").isVisible()
        sidebar.item("questions/S").click()
        assert page.window().here == Place("questions", "S.1")


def test_the_lower_lines_stay_in_sight_and_names_keep_their_lines(window):
    document, sidebar = window.desk.document, window.sidebar
    window.resize(1440, 760)
    windows.settle()
    area = sidebar.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    before = {key: sidebar.item(f"questions/{key}").height() for key in "ABDEFGH"}
    document.change(edits.answer, "D.2", "yes")
    document.change(edits.answer, "D.3", "4")
    for number in range(1, 5):
        name = "Network for a circular economy of the whole region"
        document.change(edits.answer, f"D.4[{number}]/name", f"{name} {number}")
    windows.settle()
    assert area.verticalScrollBar().maximum() > 0
    for key in ("check", "report", "tally"):
        item = sidebar.item(key)
        assert item.visibleRegion().boundingRect() == item.rect()
    after = {key: sidebar.item(f"questions/{key}").height() for key in "ABDEFGH"}
    assert after == before
    assert sidebar.item("overview").width() == sidebar.item("check").width()
