"""A whole survey by keyboard: every section, two cases, comments, events; and again by mouse."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.desk import Place
from excellence_app.session.section_progress import sections
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.journeys.person import foot_message, pages_shown
from tests.gui.journeys.test_whole_job import shown_document, step

NAME = "Marine Link"
NOTHING_TO_SAY = frozenset({"F.1", "H.4"})  # left out, as one may


def begin(office, person):
    """Choose the survey on the page for new assessments and return the window of the document."""
    window = office.open_start()
    person.wait_for(window)
    person.press("Ctrl+N")
    person.wait_for(window)
    page = window.page
    person.press("Down")
    person.press("Space")
    assert page.criteria_set == "escp-4i-progress"
    person.press("Return")
    assert page.name.edit.hasFocus()
    person.type(NAME)
    person.press("Return")
    return shown_document(office, person)


def choose(person, question):
    """Choose by letter, from a list by what it is called."""
    if len(question.choices) > 7:
        person.type("ma")
        person.press("Return")
    else:
        person.type("b")


def answer(person, window, question):
    """Answer the question that is shown, and go on."""
    name = question.id
    match question.type:
        case QuestionType.CHOICE:
            choose(person, question)
        case QuestionType.CHOICES:
            answer_choices(person, window, question)
        case QuestionType.YES_NO:
            person.type("y")
        case QuestionType.NUMBER:
            person.type("2" if name == "D.3" else "7")
        case QuestionType.TEXT:
            person.type(f"Text for {name.rpartition('/')[2]}")
        case QuestionType.TABLE:
            fill_table(person)
    go_on(person, window, name)


def answer_choices(person, window, question):
    """Tick two choices and say something about each where that can be said."""
    if len(question.choices) > 7 and question.id == "G.2":
        person.type("elbe")
        person.press("Return")
        return
    for letter in "ab":
        person.type(letter)
        windows.settle()
        box = QApplication.focusWidget()
        person.press("Tab")
        if isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit):
            person.type("Two talks were held.")
        if letter == "a":
            person.press("Shift+Tab")
            assert QApplication.focusWidget() is box
    assert len(window.desk.document.assessment.answers[question.id].value) == 2


def fill_table(person):
    """Enter one event with all of its cells."""
    for number, text in enumerate(("Food fair", "Milan, Italy", "3.5.2027", "Packaging")):
        if number:
            person.press("Tab")
        person.type(text)


def go_on(person, window, name):
    """Leave a question towards the next one."""
    person.press("Ctrl+Return")
    assert window.here != Place("questions", name), f"{name} is not left"


def answer_all(person, window):
    """Answer every question in order and return the ids of all that were shown."""
    person.press("Ctrl+J")
    seen = []
    while window.here.page == "questions":
        name = window.here.item
        assert name not in seen, f"{name} is asked twice"
        seen.append(name)
        question = window.desk.document.criteria.question_of(name)
        if name in NOTHING_TO_SAY or question.type is QuestionType.CASES:
            go_on(person, window, name)
        else:
            answer(person, window, question)
        person.wait_for(window)
    return seen


def test_a_stranger_answers_the_whole_survey(start, person, documents):
    office = start()
    window = begin(office, person)
    document = window.desk.document
    path = document.session.path
    blank = document.assessment
    assert window.here.page == "overview"
    assert "results" not in window.actions_by_id
    seen = answer_all(person, window)
    assert window.here.page == "check"
    assert seen[0] == "A.1"
    asked = ("kind", "name", "country", "sector", "purpose")
    assert {f"D.4[{case}]/{one}" for case in "12" for one in asked} <= set(seen)
    card = document.card
    assert (card.unanswered, card.unknown) == ((), ())
    assert card.answered == card.asked
    assert window.page.title() == f"All {card.asked} questions are answered"
    assert window.sidebar.item("questions/D.4[2]").accessibleName() == (
        "Cooperation case 2: Text for name, 5 of 5 answered"
    )
    answered = document.assessment
    told = {key: one.value for key, one in answered.answers.items()}
    assert "Two talks were held." in {one for key, one in told.items() if key.startswith("C.1/")}
    events = {one for key, one in told.items() if key.startswith("H.1[")}
    assert {"Food fair", "Milan, Italy", date(2027, 5, 3), "Packaging"} <= events

    person.press("Ctrl+7")
    person.wait_for(window)
    file = documents / "for the file.pdf"
    person.tab_to(window.page.pdf)
    person.choose_file(file)
    person.press("Space")
    person.wait(file.exists)
    person.wait_for(window)
    assert file.read_bytes().startswith(b"%PDF")
    assert foot_message(window) == "Report saved as for the file.pdf."

    count = step(window, person, "Ctrl+Z")
    assert count > len(seen) // 2
    assert document.assessment == blank
    assert step(window, person, "Ctrl+Shift+Z") == count
    assert document.assessment == answered

    window.go(Place("questions", "D.4[2]/sector"))
    person.press("Ctrl+W")
    assert pages_shown(office) == ["start"]
    with AssessmentSession.open(path) as kept:
        assert kept.assessment.answers == answered.answers

    again = start()
    again.open_start()
    again.open_document(path)
    window = shown_document(again, person)
    assert window.here == Place("questions", "D.4[2]/sector")
    assert window.desk.document.assessment.answers == answered.answers


def parts(document):
    """Return how far the sections are, by their ids."""
    return {one.key: one for one in sections(document.shown)}


def click(widget):
    """Press the left button of the mouse in the middle of a widget."""
    assert widget.isVisible(), f"{widget} is not there"
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    windows.settle()


def test_cases_by_mouse(start, person):
    office = start()
    window = begin(office, person)
    document, sidebar = window.desk.document, window.sidebar
    click(sidebar.item("questions/F"))
    assert window.here == Place("questions", "F.1")
    click(sidebar.item("add/F.1"))
    case, _, name = window.here.item.partition("/")
    assert name == "name"
    person.type("Net maker")
    click(window.page.foot.next)
    assert window.here.item == f"{case}/benefits"
    assert sidebar.item(f"questions/{case}").caption == "Example 1: Net maker"
    click(sidebar.item("add/F.1"))
    assert [one.done for one in parts(document)["F"].cases[0].cases] == [1, 0]
    person.press("Ctrl+Z")
    assert len(parts(document)["F"].cases[0].cases) == 1
    click(sidebar.item("check"))
    assert window.here.page == "check"
    click(sidebar.item("overview"))
    click(window.page.go_on)
    assert window.here.page == "questions"
    assert QApplication.focusWidget() is not None


def test_the_main_kinds_by_mouse(start, person):
    office = start()
    window = begin(office, person)
    document, sidebar = window.desk.document, window.sidebar
    click(sidebar.item("questions/A"))
    click(window.page.foot.next)
    assert window.here.item == "A.2"
    click(window.page.editor.rows["strand-2"].box)
    click(sidebar.item("questions/C"))
    click(window.page.editor.rows["funding"].box)
    click(window.page.editor.rows["smes"].box)
    click(window.page.editor.rows["funding"].box)
    click(sidebar.item("questions/G"))
    click(window.page.editor.group.cards["yes"])
    told = {key: one.value for key, one in document.assessment.answers.items()}
    assert told == {"A.2": "strand-2", "C.1": ("smes",), "G.1": True}
    click(sidebar.item("check"))
    first = window.page.steps[0]
    assert first.key == "C.1"
    click(first)
    assert window.here == Place("questions", "C.1")
    click(sidebar.item("report"))
    person.wait_for(window)
    click(window.page.kinds["questionnaire"])
    person.wait_for(window)
    assert window.page.order.kind == "questionnaire"
    assert list(window.page.kinds) == ["answers", "questionnaire"]
