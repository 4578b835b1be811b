"""From an empty start page to a printed roadmap, by keyboard alone, and back again."""

import zipfile

from PySide6.QtCore import QTimer

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.desk import Place
from excellence_app.gui.parts.offer_card import OfferCard
from excellence_app.session import starting
from excellence_app.session.session import AssessmentSession
from tests.gui.journeys.person import foot_message, pages_shown

NAME = "Delta Nautica"
LEVELS = "1203"  # one after the other, so that some thresholds are missed
PRACTICE = "Adriatic Mechatronics (fictional)"


def begin(office, person):
    """Make a document from the start page on and return its window."""
    window = office.open_start()
    person.wait_for(window)
    person.press("Ctrl+N")
    assert window.here.page == "new"
    person.wait_for(window)
    person.press("Return")  # the first criteria set will do
    person.type(NAME)
    person.press("Return")
    return shown_document(office, person)


def shown_document(office, person):
    """Wait until a document's window is the only one and return it."""
    person.wait(lambda: [one.desk.has_document for one in office.windows] == [True])
    window = office.windows[0]
    person.wait_for(window)
    return window


def answer(person, question, number):
    """Answer the question that is shown, and go on."""
    if question.type is QuestionType.LEVELS:
        person.type(LEVELS[number % len(LEVELS)])
    elif question.type is QuestionType.YES_NO:
        person.type("y")
    elif question.type is QuestionType.SHARE:
        person.type("30")
        person.press("Return")
        person.type("60")
    else:
        person.type("6")
    person.press("Return")


def answer_all(window, person):
    """Answer every question in order and return how many there were."""
    person.press("Ctrl+J")
    count = 0
    while window.here.page == "questions":
        before = window.here
        question = window.desk.document.criteria.question_by_id[before.item]
        answer(person, question, count)
        assert window.here != before, f"{before} is not left with Enter"
        count += 1
    return count


def save_reports(window, person, documents):
    """Save the report in every form and return the files by form."""
    person.press("Ctrl+7")
    person.wait_for(window)
    page, files = window.page, {}
    for form, button in (("pdf", page.pdf), ("docx", page.word), ("html", page.web)):
        files[form] = documents / f"for the board.{form}"
        person.tab_to(button)
        person.choose_file(files[form])
        person.press("Space")
        person.wait(files[form].exists)
        person.wait_for(window)
        assert foot_message(window) == f"Report saved as for the board.{form}."
    return files


def step(window, person, keys):
    """Undo or redo until there is nothing more to do; return how often that was done."""
    document, count = window.desk.document, 0
    while document.undo_name if keys == "Ctrl+Z" else document.redo_name:
        before = document.assessment
        person.press(keys)
        assert document.assessment != before
        count += 1
    return count


def test_the_whole_job(start, person, documents):
    office = start()
    window = begin(office, person)
    document = window.desk.document
    path = document.session.path
    assert path == documents / f"{NAME}.excellence"
    blank = document.assessment
    assert answer_all(window, person) == 31
    assert window.here.page == "check"
    assert (document.card.answered, document.card.asked) == (31, 31)
    answered = document.assessment

    person.press("Ctrl+4")
    assert window.here.page == "results"
    gaps = document.card.label(document.target).gaps
    assert gaps
    assert f"{len(gaps)} gaps" in window.sidebar.item("results").accessibleName()

    person.press("Ctrl+5")
    person.tab_to(window.page.plan_button)
    person.press("Space")
    planned = document.assessment
    assert planned.roadmap
    assert document.roadmap.without_action == document.roadmap.still_short == ()

    files = save_reports(window, person, documents)
    assert files["pdf"].read_bytes().startswith(b"%PDF")
    assert NAME in files["html"].read_text(encoding="utf-8")
    with zipfile.ZipFile(files["docx"]) as package:
        assert NAME in package.read("word/document.xml").decode("utf-8")

    steps = 31 + 5 + 1  # one for each field, of which a share has two, and one for the plan
    assert step(window, person, "Ctrl+Z") == steps
    assert document.assessment == blank
    person.press("Ctrl+Z")
    assert foot_message(window) == "There is nothing to undo."
    assert step(window, person, "Ctrl+Shift+Z") == steps
    assert document.assessment == planned
    assert planned.answers == answered.answers

    person.press("Ctrl+2")
    person.press("Alt+PgUp")
    here = window.here
    assert here.page == "questions"
    person.press("Ctrl+W")
    assert pages_shown(office) == ["start"]
    with AssessmentSession.open(path) as kept:
        assert kept.assessment == planned

    office = start()
    person.wait_for(office.open_start())
    person.press("Return")  # the list has the focus, its first row is the latest document
    window = shown_document(office, person)
    assert window.here == here
    assert window.desk.document.assessment == planned
    assert window.desk.document.undo_name == ""


def test_a_practice_cluster_is_a_copy_that_can_be_reset(office, person, documents):
    window = office.open_start()
    person.wait_for(window)
    (card,) = [one for one in window.page.findChildren(OfferCard) if one.caption == PRACTICE]
    person.tab_to(card)
    person.press("Space")
    window = shown_document(office, person)
    document = window.desk.document
    path = document.session.path
    assert path.parent == documents
    assert document.assessment.practice
    before = document.assessment

    person.press("Ctrl+K")
    person.type("4.1.6")
    person.press("Return")
    assert window.here == Place("questions", "4.1.6")
    person.press("0")
    person.press("Ctrl+T")
    person.type("A try.")
    person.press("Ctrl+K")
    person.type("reset this practice")
    person.press("Return")
    person.wait(lambda: document.assessment == before)
    assert window.here == Place("questions", "4.1.6")
    assert foot_message(window) == "The practice cluster is as it was."
    said = [line.edit for line in window.desk.document.session.log_lines()]
    assert said[-1] == "restore"
    assert "note" in said
    person.press("Ctrl+Z")  # and that was one step, too
    assert document.assessment.answers["4.1.6"].note.startswith("A try.")


def test_resetting_in_the_only_window_does_not_end_the_program(office, documents, qapp):
    """It stays open, with what it shows as it came."""
    document = starting.open_practice("adriatic-mechatronics", documents)
    went_on = []

    def reset():
        window = office.open_document(document)
        window.run("reset_practice")
        QTimer.singleShot(100, qapp, check)

    def check():
        went_on.extend(one.isVisible() for one in office.windows)
        office.quit()

    QTimer.singleShot(0, qapp, reset)
    qapp.exec()
    assert went_on == [True]


def test_chosen_keys_count_in_windows_that_are_opened_then(start, person, documents):
    office = start(keys={"results": "Ctrl+Shift+G"})
    window = office.open_document(starting.open_practice("adriatic-mechatronics", documents))
    person.wait_for(window)
    assert window.here.page == "overview"
    person.press("Ctrl+4")
    assert window.here.page == "overview"
    person.press("Ctrl+Shift+G")
    assert window.here.page == "results"
